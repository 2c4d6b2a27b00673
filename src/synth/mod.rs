//! Invented traffic for tests, benchmarks and certification: a seed in, messages and the truth about them out. The same
//! seed gives the same bytes on every machine.
//!
//! [`Traffic`] is a flight with its people, families and crew of several naming cultures; every kind of message about it
//! ([`Kind`], [`Edition`]) follows from it, with its truth as JSON; a [`Fault`] damages one in a way that has a name. Messages are written here and not by the library's
//! writers, so that they can judge readers and writers; only PNRGOV XML is written by the library. [`Synth`] makes single
//! messages with the mix of segments that benchmarks read; its bytes never change.
//!
//! ```
//! let sample = paxgov::synth::Synth::new(7).passenger_list(3);
//! let interchange = paxgov::edifact::Interchange::parse(sample.text.as_bytes())?;
//! let message = interchange.messages().next().unwrap();
//! let list = paxgov::paxlst::PassengerList::read(&message, &paxgov::ReadOptions::DEFAULT)?.value;
//! assert_eq!(list.person_count(), 3);
//! assert_eq!(list.to_manifest().passengers[0].name.surname, sample.people[0].surname);
//! # Ok::<(), paxgov::Error>(())
//! ```

mod bookings;
mod cultures_table;
mod faults;
mod faults_table;
mod lists;
mod messages;
mod people;
mod traffic;
mod write_list;
mod write_push;

use chrono::{Days, NaiveDate};

pub use faults::{Damaged, Fault};
pub use messages::{Edition, Kind, Made, Truth};
pub use people::SynthPerson;
pub use traffic::{Leg, Reservation, Role, Spelled, Traffic, Traveller};

/// A made-up message with the truth about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sample {
    /// The interchange.
    pub text: String,
    /// The people in it, in their order. Invented.
    pub people: Vec<SynthPerson>,
    /// Number of PNRs, in a push.
    pub bookings: usize,
    /// Segments from UNH to UNT.
    pub segments: usize,
    /// The day of the flight.
    pub day: NaiveDate,
}

/// The generator. Cheap to make; each call goes on from where the last one ended.
#[derive(Clone, Debug)]
pub struct Synth {
    state: u64,
}

/// A flight that messages are about.
#[derive(Clone, Debug)]
struct Flight {
    carrier: &'static str,
    number: u64,
    from: &'static str,
    to: &'static str,
    departs: NaiveDate,
    departure: (u64, u64),
    arrival: (u64, u64),
}

const CARRIERS: [&str; 8] = ["ZZ", "YQ", "XY", "Q9", "ZY", "W0", "X7", "YZ"];
const PORTS: [&str; 16] = [
    "TAS", "ALA", "FRU", "DYU", "ASB", "NQZ", "SKD", "OSS", "IST", "DXB", "FRA", "VIE", "DEL", "URC", "TBS",
    "GYD",
];
const STATES: [&str; 14] =
    ["UZB", "KAZ", "KGZ", "TJK", "TKM", "TUR", "DEU", "AUT", "IND", "CHN", "GEO", "AZE", "ARE", "FRA"];

impl Synth {
    /// A generator with a seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number (SplitMix64).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`.
    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }

    /// True in `percent` of 100.
    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let length = u64::try_from(list.len()).unwrap_or(1);
        let at = usize::try_from(self.below(length)).unwrap_or(0);
        list.get(at).copied().unwrap_or_default()
    }

    /// `length` characters of an alphabet.
    fn word(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(self.pick(alphabet))).collect()
    }

    fn locator(&mut self) -> String {
        self.word(b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 6)
    }

    fn digits(&mut self, length: usize) -> String {
        self.word(b"0123456789", length)
    }

    /// A day from 2026 on.
    fn day(&mut self) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
        first.checked_add_days(Days::new(self.below(700))).unwrap_or(first)
    }

    fn flight(&mut self) -> Flight {
        let from = self.pick(&PORTS);
        let mut to = self.pick(&PORTS);
        while to == from {
            to = self.pick(&PORTS);
        }
        let departure = (self.below(18), self.below(12) * 5);
        Flight {
            carrier: self.pick(&CARRIERS),
            number: 100 + self.below(900),
            from,
            to,
            departs: self.day(),
            departure,
            arrival: (departure.0 + 1 + self.below(4), self.below(12) * 5),
        }
    }
}

/// Lines of an interchange with their count.
#[derive(Debug, Default)]
struct Writer {
    text: String,
    segments: usize,
}

impl Writer {
    /// Adds a segment; the count is that of the message, so envelopes are added with [`Writer::envelope`].
    fn segment(&mut self, segment: &str) {
        self.envelope(segment);
        self.segments += 1;
    }

    fn envelope(&mut self, segment: &str) {
        self.text.push_str(segment);
        self.text.push('\'');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        assert_eq!(Synth::new(3).passenger_list(20), Synth::new(3).passenger_list(20));
        assert_ne!(Synth::new(3).passenger_list(20).text, Synth::new(4).passenger_list(20).text);
        assert_eq!(Synth::new(3).pnr_push(20), Synth::new(3).pnr_push(20));
    }
}
