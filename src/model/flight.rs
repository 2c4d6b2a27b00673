//! Flights: carrier and number, ports, local times.

use std::borrow::Cow;
use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Serialize, Serializer};

use super::field::Field;
use super::short::Short;
use crate::codes::{Code, PortRole};

/// A port: three letters (IATA) or four (ICAO).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Port([u8; 4]);

impl Port {
    /// Reads a port code; `None` when it is not three or four letters.
    pub fn read(code: &[u8]) -> Option<Self> {
        match *code {
            [a, b, c] if code.iter().all(u8::is_ascii_alphabetic) => {
                Some(Self([a, b, c, b' '].map(|b| b.to_ascii_uppercase())))
            }
            [a, b, c, d] if code.iter().all(u8::is_ascii_alphabetic) => {
                Some(Self([a, b, c, d].map(|b| b.to_ascii_uppercase())))
            }
            _ => None,
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end()
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Port {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A local day, with its time when one was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct LocalTime {
    /// The day.
    pub date: NaiveDate,
    /// The time of the day.
    pub time: Option<NaiveTime>,
    /// True when the day was not sent but follows from the times (decision D12).
    pub inferred: bool,
}

impl LocalTime {
    /// The moment; midnight when no time was sent.
    pub fn moment(&self) -> NaiveDateTime {
        self.date.and_time(self.time.unwrap_or_default())
    }
}

/// The designator of a flight: carrier, number and operational suffix.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
pub struct FlightNumber<'a> {
    /// Two- or three-character carrier code; empty when none was sent.
    pub carrier: Short<'a>,
    /// Number without leading zeros, with the suffix letter when there is one; the text as sent when it is no number.
    pub number: Short<'a>,
    /// True when carrier and number have the shape of a flight designator.
    pub is_regular: bool,
}

impl<'a> FlightNumber<'a> {
    /// A designator from a carrier and a number, which may begin with the carrier.
    pub fn new(carrier: Option<Cow<'a, str>>, number: Cow<'a, str>) -> Self {
        let (carrier, digits) = match carrier.filter(|carrier| !carrier.is_empty()) {
            Some(carrier) => {
                let rest = number.strip_prefix(carrier.as_ref()).map(|rest| rest.trim_start().to_owned());
                (carrier, rest.map_or(number, Cow::Owned))
            }
            None => split_designator(number),
        };
        let stripped = digits.trim_start_matches('0').to_owned();
        let is_number = {
            let body = stripped.trim_end_matches(|c: char| c.is_ascii_uppercase());
            !digits.is_empty()
                && digits.trim_end_matches(|c: char| c.is_ascii_uppercase()).len() <= 4
                && body.bytes().all(|b| b.is_ascii_digit())
                && stripped.len() - body.len() <= 1
                && digits.bytes().next().is_some_and(|b| b.is_ascii_digit())
        };
        let is_carrier = matches!(carrier.len(), 2 | 3) && carrier.bytes().all(|b| b.is_ascii_alphanumeric());
        let number = if is_number {
            // A number of zeros keeps one.
            let is_zero = !stripped.starts_with(|c: char| c.is_ascii_digit());
            Cow::Owned(if is_zero { format!("0{stripped}") } else { stripped })
        } else {
            digits
        };
        Self { carrier: Short(carrier), number: Short(number), is_regular: is_number && is_carrier }
    }

    /// True when nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.carrier.is_empty() && self.number.is_empty()
    }
}

/// Splits `BA0117` after two characters, or after three letters (ICAO); a blank between them is no part of either.
fn split_designator(text: Cow<'_, str>) -> (Cow<'_, str>, Cow<'_, str>) {
    let bytes = text.as_bytes();
    let letters = |n: usize| bytes.get(..n).is_some_and(|b| b.iter().all(u8::is_ascii_alphabetic));
    let at = if letters(3) {
        3
    } else if bytes
        .get(..2)
        .is_some_and(|b| b.iter().all(u8::is_ascii_alphanumeric) && !b.iter().all(u8::is_ascii_digit))
    {
        2
    } else {
        return (Cow::Borrowed(""), text);
    };
    let (carrier, number) =
        (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default().trim_start());
    (Cow::Owned(carrier.to_owned()), Cow::Owned(number.to_owned()))
}

impl fmt::Display for FlightNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.carrier, self.number)
    }
}

/// A port of a flight with what happens there.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
pub struct PortCall<'a> {
    /// The port.
    pub port: Field<Port>,
    /// What the port is for the border (LOC 3227), where the message says it.
    pub role: Option<Code<'a, PortRole>>,
    /// Scheduled local time.
    pub time: Field<LocalTime>,
}

/// A leg of a flight: from one port to the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
pub struct FlightLeg<'a> {
    /// The flight as it is sold or reported.
    pub flight: FlightNumber<'a>,
    /// The flight that is operated, when another one is sent.
    pub operated_as: Option<FlightNumber<'a>>,
    /// Departure.
    pub departure: PortCall<'a>,
    /// Arrival.
    pub arrival: PortCall<'a>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn designators() {
        let rows: &[(Option<&str>, &str, &str, &str, bool)] = &[
            (Some("ZZ"), "ZZ123", "ZZ", "123", true),
            (None, "BA0117", "BA", "117", true),
            (None, "BAW117", "BAW", "117", true),
            (None, "9W12A", "9W", "12A", true),
            (Some("BA"), "117", "BA", "117", true),
            (Some("BA"), "0000", "BA", "0", true),
            (Some("BA"), "0T", "BA", "0T", true),
            (Some("BA"), "0000T", "BA", "0T", true),
            (Some("BA"), "T", "BA", "T", false),
            (None, "1234", "", "1234", false),
            (Some("BA"), "12345", "BA", "12345", false),
            (Some("ZZ"), "ZZNNMCL", "ZZ", "NNMCL", false),
            (Some("ZZ"), "ZZ 123", "ZZ", "123", true),
            (None, "AA A", "AA", "A", false),
            (None, "BA 0117", "BA", "117", true),
            (None, "BAW 117", "BAW", "117", true),
            (None, "BA ", "BA", "", false),
            (None, "", "", "", false),
        ];
        for (carrier, number, want_carrier, want_number, regular) in rows {
            let read = FlightNumber::new(carrier.map(Cow::Borrowed), Cow::Borrowed(number));
            assert_eq!(
                (&*read.carrier, &*read.number, read.is_regular),
                (*want_carrier, *want_number, *regular)
            );
        }
    }
}
