//! A flight with its people: families, infants, crew and their bookings. What every message about it says follows from this.

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;

use super::cultures_table::{CULTURES, Culture, Part, Surname};
use super::{CARRIERS, Flight, Synth};

/// What a person is on board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Twelve years and older.
    Adult,
    /// Two to eleven years.
    Child,
    /// Under two years, without a seat.
    Infant,
    /// Member of the crew.
    Crew,
}

/// An invented name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spelled {
    /// Surname, or the only name.
    pub surname: String,
    /// Given names in their order.
    pub given: Vec<String>,
}

/// An invented person of a flight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Traveller {
    /// Naming culture.
    pub culture: &'static str,
    /// Name in A to Z, as a passport prints it.
    pub name: Spelled,
    /// Name in the writing of the country.
    pub original: Spelled,
    /// What the person is on board.
    pub role: Role,
    /// `M` or `F`.
    pub sex: char,
    /// Birth date.
    pub born: NaiveDate,
    /// Nationality and issuing state.
    pub nationality: &'static str,
    /// Number of the passport.
    pub document: String,
    /// Day of its expiry.
    pub expiry: NaiveDate,
    /// Unique passenger reference.
    pub unique_reference: String,
    /// Number of the ticket; empty for crew.
    pub ticket: String,
    /// Seat; `None` for infants and crew.
    pub seat: Option<String>,
    /// Number of frequent traveller.
    pub frequent: Option<String>,
    /// Number of the first bag tag and number of bags.
    pub bags: Option<(String, u64)>,
    /// The adult on whose lap an infant sits: index among the travellers of the booking.
    pub lap_of: Option<usize>,
}

/// A booking of some people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reservation {
    /// Record locator.
    pub locator: String,
    /// Day on which it was made.
    pub made: NaiveDate,
    /// Telephone number of the contact.
    pub telephone: String,
    /// Street of the contact.
    pub street: String,
    /// The people, adults first.
    pub travellers: Vec<Traveller>,
    /// True when they checked in.
    pub is_checked_in: bool,
    /// True when the booking was cancelled after the first push.
    pub is_cancelled: bool,
    /// True when it changed after the first push.
    pub is_changed: bool,
    /// Operating carrier and number when another one flies.
    pub operated_by: Option<(&'static str, u64)>,
}

/// The flight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Leg {
    /// Carrier.
    pub carrier: &'static str,
    /// Number.
    pub number: u64,
    /// Port of departure.
    pub from: &'static str,
    /// Port of arrival.
    pub to: &'static str,
    /// Day of departure.
    pub day: NaiveDate,
    /// Local hour and minute of departure.
    pub departure: (u64, u64),
    /// Local hour and minute of arrival.
    pub arrival: (u64, u64),
}

/// A flight with everybody on it. The same seed gives the same people on every machine.
///
/// ```
/// use paxgov::synth::{Edition, Kind, Traffic};
/// let traffic = Traffic::new(7, 4);
/// let made = traffic.message(Kind::PassengerList, &Edition::LIST);
/// assert_eq!(made.truth.people.len(), traffic.passengers().count());
/// assert!(made.truth_json().starts_with('{'));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Traffic {
    /// The seed.
    pub seed: u64,
    /// The flight.
    pub leg: Leg,
    /// The bookings.
    pub reservations: Vec<Reservation>,
    /// The crew.
    pub crew: Vec<Traveller>,
    /// Control reference from which those of the messages are made.
    pub reference: String,
}

/// Sizes of parties: adults, children, infants.
const PARTIES: [(u64, u64, u64); 9] =
    [(1, 0, 0), (1, 0, 0), (1, 0, 0), (2, 0, 0), (2, 1, 0), (2, 1, 1), (2, 2, 1), (1, 1, 0), (1, 0, 1)];

impl Traffic {
    /// A flight with so many bookings and a crew.
    pub fn new(seed: u64, bookings: usize) -> Self {
        // Another stream than that of the older samples.
        let mut synth = Synth::new(seed ^ 0x7261_6666_6963);
        let flight = synth.flight();
        let reference = synth.digits(9);
        let mut seats = 0;
        let reservations = (0..bookings).map(|_| synth.reservation(&flight, &mut seats)).collect();
        let crew = (0..4 + synth.below(4)).map(|_| synth.crew_member(&flight)).collect();
        let Flight { carrier, number, from, to, departs: day, departure, arrival } = flight;
        Self {
            seed,
            leg: Leg { carrier, number, from, to, day, departure, arrival },
            reservations,
            crew,
            reference,
        }
    }

    /// Everybody who booked and did not cancel, booking by booking.
    pub fn passengers(&self) -> impl Iterator<Item = (&Reservation, &Traveller)> {
        let kept = self.reservations.iter().filter(|reservation| !reservation.is_cancelled);
        kept.flat_map(|reservation| {
            reservation.travellers.iter().map(move |traveller| (reservation, traveller))
        })
    }
}

impl Synth {
    fn reservation(&mut self, flight: &Flight, seats: &mut u64) -> Reservation {
        let (adults, children, infants) = self.pick(&PARTIES);
        let culture = self.culture();
        let family = self.family_name(culture);
        let mut travellers = Vec::new();
        for (role, count, years) in [
            (Role::Adult, adults, (20, 78)),
            (Role::Child, children, (2, 12)),
            (Role::Infant, infants, (0, 2)),
        ] {
            for n in 0..count {
                // Now and then the second adult is of another family.
                let is_family = role != Role::Adult || n == 0 || self.chance(80);
                let own = if is_family { family.clone() } else { self.family_name(culture) };
                let mut traveller = self.traveller(flight, culture, &own, role, years);
                if role == Role::Infant {
                    traveller.lap_of = Some(0);
                } else {
                    traveller.seat = Some(seat(*seats));
                    *seats += 1;
                }
                travellers.push(traveller);
            }
        }
        let is_cancelled = self.chance(10);
        Reservation {
            locator: self.locator(),
            made: flight.departs - Days::new(10 + self.below(90)),
            telephone: format!("998{}", self.digits(9)),
            street: format!(
                "{} {} STREET",
                1 + self.below(90),
                self.pick(&["NAVOI", "AMIR TEMUR", "ST JOHN'S", "ABAY"])
            ),
            travellers,
            is_checked_in: !is_cancelled && self.chance(60),
            is_cancelled,
            is_changed: !is_cancelled && self.chance(30),
            operated_by: self.chance(20).then(|| (self.pick(&CARRIERS), 2000 + self.below(900))),
        }
    }

    fn crew_member(&mut self, flight: &Flight) -> Traveller {
        let culture = self.culture();
        let family = self.family_name(culture);
        let mut member = self.traveller(flight, culture, &family, Role::Crew, (22, 60));
        member.ticket.clear();
        member.frequent = None;
        member.bags = None;
        member
    }

    fn culture(&mut self) -> &'static Culture {
        let [first, ..] = &CULTURES;
        let count = u64::try_from(CULTURES.len()).unwrap_or(1);
        usize::try_from(self.below(count)).ok().and_then(|at| CULTURES.get(at)).unwrap_or(first)
    }

    /// Heads and the number of the tail of a family's name, so that each member has it in the own form.
    fn family_name(&mut self, culture: &Culture) -> (Vec<Part>, usize) {
        let heads = if culture.surname == Surname::Double { 2 } else { 1 };
        let heads = (0..heads).map(|_| self.pick(culture.heads)).collect();
        let tails = u64::try_from(culture.tails.len()).unwrap_or(1);
        (heads, usize::try_from(self.below(tails)).unwrap_or(0))
    }

    fn traveller(
        &mut self,
        flight: &Flight,
        culture: &'static Culture,
        (heads, tail): &(Vec<Part>, usize),
        role: Role,
        years: (u64, u64),
    ) -> Traveller {
        let sex = if self.chance(50) { 'M' } else { 'F' };
        let (given_of_sex, tails) =
            if sex == 'M' { (culture.men, culture.tails) } else { (culture.women, culture.tails_of_women) };
        let tail = tails.get(*tail).copied().unwrap_or_default();
        let mut given: Vec<Part> = vec![self.pick(given_of_sex)];
        if self.chance(culture.second) {
            let second = self.pick(given_of_sex);
            given.extend((!given.contains(&second)).then_some(second));
        }
        let (name, original) = (
            spelled(culture, heads, tail, &given, |part| part.0),
            spelled(culture, heads, tail, &given, |part| part.1),
        );
        let nationality = self.pick(culture.states);
        let day = flight.departs;
        // At least a day younger than the next age, so that a birthday on board changes nothing.
        let months = 12 * years.0 + 1 + self.below((12 * (years.1 - years.0)).saturating_sub(2).max(1));
        let months = Months::new(u32::try_from(months).unwrap_or(1));
        let born = day.checked_sub_months(months).unwrap_or(day);
        let expiry = day.checked_add_days(Days::new(200 + self.below(3000))).unwrap_or(day);
        let bags = (role != Role::Infant && self.chance(60)).then(|| (self.digits(6), 1 + self.below(2)));
        Traveller {
            culture: culture.name,
            name,
            original,
            role,
            sex,
            born,
            nationality,
            document: format!("{}{}", self.word(b"ACFHKLMNPRTX", 2), self.digits(7)),
            expiry,
            unique_reference: self.word(b"0123456789ABCDEF", 14),
            ticket: format!("999{}", self.digits(10)),
            seat: None,
            frequent: (role == Role::Adult && self.chance(30)).then(|| self.digits(9)),
            bags,
            lap_of: None,
        }
    }
}

/// A name of parts in one of their writings.
fn spelled(
    culture: &Culture,
    heads: &[Part],
    tail: Part,
    given: &[Part],
    writing: impl Fn(&Part) -> &'static str,
) -> Spelled {
    let head = heads.first().map_or("", &writing);
    let surname = match culture.surname {
        Surname::Gendered => format!("{head}{}", writing(&tail)),
        Surname::Whole => head.to_owned(),
        Surname::Double => heads.iter().map(&writing).collect::<Vec<_>>().join(" "),
        Surname::Prefixed => format!("{head} {}", writing(&tail)),
        Surname::None => given.first().map_or("", &writing).to_owned(),
    };
    let skipped = usize::from(culture.surname == Surname::None);
    Spelled { surname, given: given.iter().skip(skipped).map(|part| writing(part).to_owned()).collect() }
}

/// The seat with a number: six in a row.
fn seat(number: u64) -> String {
    let letter = usize::try_from(number % 6).ok().and_then(|n| b"ABCDEF".get(n)).copied().unwrap_or(b'A');
    format!("{}{}", 1 + number / 6, char::from(letter))
}
