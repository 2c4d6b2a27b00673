//! What the tests of names share: a passenger, and a list that he may be on.

use std::borrow::Cow;

use paxgov::model::{Field, Passenger, PersonName, Personal};
use paxgov::synth::Synth;
use paxgov::watchlist::{BirthSpec, Entry, EntryName, NameQuality, Policy, Watchlist};

/// A passenger by name, with a birth date.
pub(crate) fn passenger(surname: &str, given: &str, born: Option<&str>) -> Passenger<'static> {
    let name = PersonName::new(Cow::Owned(surname.to_owned()), [Cow::Owned(given.to_owned())]);
    let mut passenger = Passenger::named(name);
    if let Some(BirthSpec::Date(date)) = born.and_then(BirthSpec::read) {
        passenger.birth_date = Field::Valid(Personal(date));
    }
    passenger
}

/// A list with an entry among others.
pub(crate) fn one(surname: &str, given: &str, born: &str) -> Watchlist {
    let entry = Entry::new("LIST", "1")
        .with_name(EntryName::parts(NameQuality::Primary, surname, given))
        .with_birth(BirthSpec::read(born).unwrap());
    // Other entries, so that weights are those of a list.
    let others = Synth::new(8).passenger_list(300).people.into_iter().enumerate().map(|(n, person)| {
        Entry::new("LIST", format!("other {n}")).with_name(EntryName::parts(
            NameQuality::Primary,
            person.surname,
            person.given,
        ))
    });
    Watchlist::build(std::iter::once(entry).chain(others), "1", Policy::default())
}

/// True when that entry is found.
pub(crate) fn finds(list: &Watchlist, who: &Passenger<'_>) -> bool {
    list.screen(who).hits.iter().any(|hit| hit.entry.id == "1")
}
