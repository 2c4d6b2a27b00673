//! A passenger or crew list of a flight, whatever message it came in.

use std::collections::HashSet;

use serde::Serialize;

use super::flight::{FlightLeg, PortCall};
use super::passenger::{Contact, Passenger, Text};
use crate::codes::{Code, DocumentCode, ListFunction, PersonRole};

/// Who sent a list and can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Reporter<'a> {
    /// Profile number of the reporter.
    pub profile: Option<Text<'a>>,
    /// Name.
    pub name: Option<Text<'a>>,
    /// Contacts.
    pub contacts: Vec<Contact<'a>>,
}

/// How many people the sender says are on the flight (CNT).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Total {
    /// True for crew (CNT 41), false for passengers (CNT 42).
    pub of_crew: bool,
    /// The number; `None` when it is no number.
    pub count: Option<u64>,
}

impl Total {
    /// A total.
    pub const fn new(of_crew: bool, count: Option<u64>) -> Self {
        Self { of_crew, count }
    }
}

/// A list of people on a flight (Advance Passenger Information).
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Manifest<'a> {
    /// What kind of list it is.
    pub list: Option<Code<'a, DocumentCode>>,
    /// What the list does; absent for the first full list.
    pub function: Option<Code<'a, ListFunction>>,
    /// Transaction reference, echoed in the answer.
    pub transaction: Option<Text<'a>>,
    /// Who sent it.
    pub reporters: Vec<Reporter<'a>>,
    /// Legs in their order.
    pub legs: Vec<FlightLeg<'a>>,
    /// Places where the flight does not call: filing and reporting location of a master crew list (LOC 188 and 172), place of a
    /// gate pass (LOC 91), each with its role and the time of filing (DTM 554).
    pub places: Vec<PortCall<'a>>,
    /// The people.
    pub passengers: Vec<Passenger<'a>>,
    /// The sender's totals.
    pub totals: Vec<Total>,
}

impl Manifest<'_> {
    /// Joins the parts of a list: the people of all, in their order, and of places and totals each that differs (a sender repeats
    /// the total of the flight in each part, or counts the part); everything else is that of the first part that has it.
    ///
    /// ```
    /// use paxgov::model::{Manifest, Passenger, PersonName};
    /// let part = |name: &'static str| {
    ///     let mut part = Manifest::default();
    ///     part.passengers.push(Passenger::named(PersonName::new(name.into(), [])));
    ///     part
    /// };
    /// let whole = Manifest::join([part("A"), part("B")]).unwrap();
    /// assert_eq!(whole.passengers.len(), 2);
    /// ```
    pub fn join(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut parts = parts.into_iter();
        let mut whole = parts.next()?;
        let mut places: HashSet<_> = whole.places.iter().cloned().collect();
        let mut totals: HashSet<_> = whole.totals.iter().copied().collect();
        for part in parts {
            whole.passengers.extend(part.passengers);
            whole.places.extend(part.places.into_iter().filter(|place| places.insert(place.clone())));
            whole.totals.extend(part.totals.into_iter().filter(|total| totals.insert(*total)));
            whole.list = whole.list.or(part.list);
            whole.function = whole.function.or(part.function);
            whole.transaction = whole.transaction.or(part.transaction);
            if whole.reporters.is_empty() {
                whole.reporters = part.reporters;
            }
            if whole.legs.is_empty() {
                whole.legs = part.legs;
            }
        }
        Some(whole)
    }

    /// Number of crew in the list.
    pub fn crew(&self) -> usize {
        let crew =
            |p: &&Passenger<'_>| p.role.as_ref().and_then(Code::listed).is_some_and(PersonRole::is_crew);
        self.passengers.iter().filter(crew).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Port};

    #[test]
    fn what_only_a_later_part_says_is_joined() {
        let place = |port: &[u8]| {
            let port = Port::read(port).map_or(Field::Absent, Field::Valid);
            PortCall { port, role: Some(Code::read("188".into())), ..PortCall::default() }
        };
        let part = |ports: &[&[u8]], totals: &[Total]| {
            let places = ports.iter().map(|port| place(port)).collect();
            Manifest { places, totals: totals.to_vec(), ..Manifest::default() }
        };
        let (passengers, crew) = (Total::new(false, Some(200)), Total::new(true, Some(6)));
        let mut last = part(&[b"VIE", b"TAS"], &[passengers, crew]);
        last.transaction = Some(crate::model::Personal("T1".into()));
        last.legs.push(FlightLeg::default());
        let parts = [part(&[b"TAS"], &[passengers]), part(&[], &[]), last];
        let whole = Manifest::join(parts).unwrap();
        assert_eq!(whole.places, [place(b"TAS"), place(b"VIE")]);
        assert_eq!(whole.totals, [passengers, crew]);
        assert_eq!((whole.transaction.is_some(), whole.legs.len()), (true, 1));
        assert_eq!(Manifest::join([]), None);
    }
}
