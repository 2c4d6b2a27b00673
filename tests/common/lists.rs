//! What the tests of lists share: each layout with its sample, and entries as plain values.

use paxgov::watchlist::{BirthSpec, Entry, EntryDocument, EntryName, Loaded, NameQuality};
use paxgov::{Error, ErrorKind};

pub(crate) type Read = fn(&[u8]) -> Result<Loaded, Error>;

pub(crate) fn sample(name: &str) -> Option<Vec<u8>> {
    super::corpus().map(|corpus| std::fs::read(corpus.join("data/lists/samples").join(name)).unwrap())
}

pub(crate) fn born(text: &str) -> BirthSpec {
    BirthSpec::read(text).unwrap()
}

/// Quality and name, family before given.
pub(crate) fn names(entry: &Entry) -> Vec<(NameQuality, String)> {
    let text =
        |name: &EntryName| format!("{} {}", name.name.surname, name.name.given.join(" ")).trim().to_owned();
    entry.names.iter().map(|name| (name.quality, text(name))).collect()
}

pub(crate) fn numbers(numbers: &[EntryDocument]) -> Vec<String> {
    let text = |number: &EntryDocument| {
        let state = number.issuer.map_or("-".to_owned(), |state| state.as_str().to_owned());
        format!("{} {} {state} {}", number.kind, number.number.0, number.status).trim().to_owned()
    };
    numbers.iter().map(text).collect()
}

pub(crate) fn states(entry: &Entry) -> Vec<&str> {
    entry.nationalities.iter().map(|state| state.0.as_str()).collect()
}

pub(crate) fn births(entry: &Entry) -> Vec<BirthSpec> {
    entry.births.iter().map(|birth| birth.0).collect()
}

pub(crate) fn categories(entry: &Entry) -> Vec<&str> {
    entry.categories.iter().map(|word| &*word.0).collect()
}

pub(crate) fn strings(values: &[paxgov::model::Personal<String>]) -> Vec<&str> {
    values.iter().map(|value| value.0.as_str()).collect()
}

pub(crate) fn refused(result: Result<Loaded, Error>) -> bool {
    matches!(result.unwrap_err().kind(), ErrorKind::ListRefused { .. })
}

pub(crate) fn unknown(result: Result<Loaded, Error>) -> bool {
    matches!(result.unwrap_err().kind(), ErrorKind::NotUnderstood { .. })
}
