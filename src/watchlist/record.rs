//! Entries as bytes: one piece of memory for all of them, read back when one is met.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::ahead::ask_for;
use super::entry::{BirthSpec, CATEGORIES, Entry, EntryDocument, EntryName, QUALITIES};
use super::view::{HANDLINGS, MIDDLE_YEAR, Reader, UNKNOWN_BIRTH, View, bit};
use crate::codes::{CodeList, StateCode};
use crate::span::usize_of;

/// Entries of a block, of which the start is kept; within it each says how long it is.
const OF_BLOCK: usize = 8;

/// Entries as bytes.
#[derive(Default)]
pub(super) struct Records {
    pub(super) bytes: Vec<u8>,
    /// Where each block starts.
    pub(super) starts: Vec<u64>,
    /// Number of entries.
    pub(super) len: u32,
    /// Names of lists; an entry holds the place of its own.
    pub(super) lists: Vec<Arc<str>>,
}

/// The place of a value in a table of all values.
fn place<T: PartialEq>(table: &[T], value: &T) -> u64 {
    table.iter().position(|known| known == value).and_then(|n| u64::try_from(n).ok()).unwrap_or_default()
}

fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.extend(number.to_le_bytes().first().map(|byte| byte | 0x80));
        number >>= 7;
    }
    out.extend(number.to_le_bytes().first());
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, u64::try_from(text.len()).unwrap_or_default());
    out.extend_from_slice(text.as_bytes());
}

fn put_count<T>(out: &mut Vec<u8>, list: &[T]) {
    put(out, u64::try_from(list.len()).unwrap_or_default());
}

fn put_state(out: &mut Vec<u8>, state: Option<StateCode>) {
    put_text(out, state.as_ref().map_or("", StateCode::as_str));
}

fn put_day(out: &mut Vec<u8>, day: Option<NaiveDate>) {
    put(
        out,
        day.and_then(|day| u64::try_from(i64::from(day.num_days_from_ce()) + 1).ok()).unwrap_or_default(),
    );
}

fn put_documents(out: &mut Vec<u8>, documents: &[EntryDocument]) {
    put_count(out, documents);
    for document in documents {
        put_text(out, &document.kind);
        put_text(out, &document.number);
        put_state(out, document.issuer);
        put_text(out, &document.status);
    }
}

/// A known word is its place, from one; another is zero and its text.
fn put_category(out: &mut Vec<u8>, category: &str) {
    let known = CATEGORIES.iter().position(|known| *known == category).map_or(0, |place| place + 1);
    put(out, u64::try_from(known).unwrap_or_default());
    if known == 0 {
        put_text(out, category);
    }
}

/// A number small when it is near zero, whatever its sign.
fn folded(number: i32) -> u64 {
    u64::from(number.cast_unsigned() << 1 ^ (number >> 31).cast_unsigned())
}

/// A date is one even number of year, month and day; years from one to another are an odd one and a second one; a year to the one before
/// it is an unknown date.
fn put_birth(out: &mut Vec<u8>, birth: &BirthSpec) {
    let year = |year: i32| folded(year.saturating_sub(MIDDLE_YEAR));
    match *birth {
        BirthSpec::Date(date) => {
            let (month, day) = (date.month().map_or(0, u64::from), date.day().map_or(0, u64::from));
            put(out, ((year(date.year()) * 13 + month) * 32 + day) << 1);
        }
        BirthSpec::Years(from, to) => {
            put(out, year(from) << 1 | 1);
            put(out, year(to));
        }
        BirthSpec::Unknown => put_birth(out, &UNKNOWN_BIRTH),
    }
}

fn put_texts<'t>(out: &mut Vec<u8>, texts: impl ExactSizeIterator<Item = &'t str>) {
    put(out, u64::try_from(texts.len()).unwrap_or_default());
    texts.for_each(|text| put_text(out, text));
}

fn write(out: &mut Vec<u8>, entry: &Entry, list: u64) {
    put(out, list);
    put_text(out, &entry.id);
    let has = |bit: u64, there: bool| if there { bit } else { 0 };
    let parts = place(&HANDLINGS, &entry.handling)
        | has(bit::BIRTHS, !entry.births.is_empty())
        | has(bit::NATIONALITIES, !entry.nationalities.is_empty())
        | has(bit::DOCUMENTS, !entry.documents.is_empty())
        | has(bit::SEX, entry.sex.is_some())
        | has(bit::BIRTH_PLACES, !entry.birth_places.is_empty())
        | has(bit::REASON, !entry.reason.is_empty())
        | has(bit::VALID_FROM, entry.valid_from.is_some())
        | has(bit::VALID_TO, entry.valid_to.is_some())
        | has(bit::IDENTIFIERS, !entry.identifiers.is_empty())
        | has(bit::ADDRESSES, !entry.addresses.is_empty())
        | has(bit::CATEGORIES, !entry.categories.is_empty())
        | has(bit::REFERENCES, !entry.references.is_empty());
    put(out, parts);
    put_count(out, &entry.names);
    for EntryName { quality, name } in &entry.names {
        let given = u64::try_from(name.given.len()).unwrap_or_default();
        put(out, given << 3 | place(&QUALITIES, quality));
        put_text(out, &name.surname);
        name.given.iter().for_each(|part| put_text(out, part));
    }
    if parts & bit::BIRTHS != 0 {
        put_count(out, &entry.births);
        entry.births.iter().for_each(|birth| put_birth(out, &birth.0));
    }
    if parts & bit::NATIONALITIES != 0 {
        put_count(out, &entry.nationalities);
        entry.nationalities.iter().for_each(|state| put_state(out, Some(state.0)));
    }
    if parts & bit::DOCUMENTS != 0 {
        put_documents(out, &entry.documents);
    }
    if let Some(sex) = entry.sex {
        put_text(out, sex.wire());
    }
    if parts & bit::BIRTH_PLACES != 0 {
        put_texts(out, entry.birth_places.iter().map(|place| place.as_str()));
    }
    if parts & bit::REASON != 0 {
        put_text(out, &entry.reason);
    }
    for day in [entry.valid_from, entry.valid_to].into_iter().flatten() {
        put_day(out, Some(day));
    }
    if parts & bit::IDENTIFIERS != 0 {
        put_documents(out, &entry.identifiers);
    }
    if parts & bit::ADDRESSES != 0 {
        put_texts(out, entry.addresses.iter().map(|address| address.as_str()));
    }
    if parts & bit::CATEGORIES != 0 {
        put_count(out, &entry.categories);
        entry.categories.iter().for_each(|category| put_category(out, category));
    }
    if parts & bit::REFERENCES != 0 {
        put_texts(out, entry.references.iter().map(|reference| reference.as_str()));
    }
}

/// The state of an entry, as bytes: two are the same when lists hold the same of them.
pub(super) fn state_of(entry: &Entry) -> Vec<u8> {
    let mut state = Vec::new();
    write(&mut state, entry, 0);
    state
}

/// Adds entries to records.
#[derive(Default)]
pub(super) struct RecordsBuilder {
    records: Records,
    lists: HashMap<String, u64>,
    one: Vec<u8>,
}

impl RecordsBuilder {
    /// Adds an entry.
    pub(super) fn add(&mut self, entry: &Entry) {
        let Self { records, lists, one } = self;
        let list = lists.get(&*entry.list).copied().unwrap_or_else(|| {
            let place = u64::try_from(records.lists.len()).unwrap_or_default();
            records.lists.push(entry.list.as_str().into());
            lists.insert(entry.list.clone(), place);
            place
        });
        if usize_of(records.len).is_multiple_of(OF_BLOCK) {
            records.starts.push(u64::try_from(records.bytes.len()).unwrap_or_default());
        }
        one.clear();
        write(one, entry, list);
        put_count(&mut records.bytes, one);
        records.bytes.extend_from_slice(one);
        records.len += 1;
    }

    /// The records.
    pub(super) fn build(mut self) -> Records {
        self.records.bytes.shrink_to_fit();
        self.records.starts.shrink_to_fit();
        self.records
    }
}

impl Records {
    /// From what was stored; no more entries than there are blocks for.
    pub(super) fn from_stored(
        bytes: Vec<u8>,
        starts: Vec<u64>,
        len: u32,
        lists: Vec<Arc<str>>,
    ) -> Option<Self> {
        (usize_of(len).div_ceil(OF_BLOCK) == starts.len()).then_some(Self { bytes, starts, len, lists })
    }

    fn reader(&self, number: u32) -> Option<Reader<'_>> {
        let at = usize_of(number);
        let start = usize::try_from(*self.starts.get(at / OF_BLOCK)?).ok()?;
        let mut reader = Reader(self.bytes.get(start..)?);
        for _ in 0..at % OF_BLOCK {
            reader.bytes()?;
        }
        reader.bytes().map(Reader)
    }

    /// Asks memory for entries that will be read.
    pub(super) fn ask_for(&self, entries: impl Iterator<Item = u32>) {
        let block = |number: u32| {
            let at = usize_of(number) / OF_BLOCK;
            let edge = |at: usize| self.starts.get(at).and_then(|start| usize::try_from(*start).ok());
            edge(at).unwrap_or_default()..edge(at + 1).unwrap_or(self.bytes.len())
        };
        let blocks: Vec<Range<usize>> = entries.map(block).collect();
        ask_for(blocks.iter().map(|block| self.bytes.get(block.clone()).unwrap_or_default()));
    }

    /// The bytes of an entry, walked, and the name of its list.
    pub(super) fn view(&self, number: u32) -> Option<(View<'_>, &Arc<str>)> {
        let view = View::of(self.reader(number)?.0)?;
        Some((view, self.lists.get(view.list)?))
    }

    /// An entry.
    pub(super) fn entry(&self, number: u32) -> Option<Entry> {
        self.view(number).map(|(view, list)| view.entry(list))
    }

    /// List and id of an entry.
    pub(super) fn key(&self, number: u32) -> Option<(&str, &str)> {
        let mut reader = self.reader(number)?;
        let list = self.lists.get(usize::try_from(reader.number()?).ok()?)?;
        Some((list, std::str::from_utf8(reader.bytes()?).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Sex;
    use crate::model::{BirthDate, Personal};
    use crate::watchlist::NameQuality;
    use crate::watchlist::entry::Handling;
    use crate::watchlist::view::ListedEntry;

    #[test]
    fn what_an_entry_does_not_have_takes_no_room() {
        let mut entry = Entry::new("LIST", "1");
        entry.handling = Handling::Inform;
        let mut bytes = Vec::new();
        write(&mut bytes, &entry, 0);
        // The list, the id, the handling with all that is absent, no names.
        assert_eq!(bytes.len(), 1 + 2 + 1 + 1);
        entry.names = vec![EntryName::parts(NameQuality::Former, "TESTOVSKI", "ZORVAN")];
        let born = |year, month, day| BirthDate::new(year, month, day).map(BirthSpec::Date).map(Personal);
        entry.births.extend(born(1980, Some(12), Some(31)));
        entry.births.extend(born(1899, None, None));
        entry.births.extend(born(2031, Some(1), None));
        entry.births.push(Personal(BirthSpec::Years(1950, 1953)));
        entry.births.push(Personal(BirthSpec::Unknown));
        assert_eq!(entry.births.len(), 5);
        entry.sex = Some(Personal(Sex::Female));
        entry.nationalities.extend(StateCode::from_alpha3(b"UTO").map(Personal));
        entry.documents = vec![EntryDocument::new("P", "X1", StateCode::from_alpha3(b"UTO"))];
        entry.birth_places = vec![Personal("Sampletown".to_owned())];
        entry.reason = Personal("a sample".to_owned());
        entry.valid_from = NaiveDate::from_ymd_opt(2026, 1, 2);
        entry.valid_to = NaiveDate::from_ymd_opt(2027, 1, 2);
        entry.categories = vec![Personal("travel_ban".into()), Personal("of its own".into())];
        entry.identifiers = vec![EntryDocument::new("Tax ID No.", "1", None)];
        entry.addresses = vec![Personal("1 Sample Street".to_owned())];
        entry.references = vec![Personal("QDi.999".to_owned())];
        bytes.clear();
        write(&mut bytes, &entry, 0);
        let view = View::of(&bytes).unwrap();
        assert_eq!(view.entry("LIST"), entry);
        assert_eq!(*ListedEntry::new("LIST".into(), &view), entry);
        assert!((0..bytes.len()).all(|end| View::of(&bytes[..end]).is_none()));
        bytes.push(0);
        assert!(View::of(&bytes).is_none());
    }

    #[test]
    fn entries_are_found_by_their_number() {
        let mut builder = RecordsBuilder::default();
        for n in 0..100 {
            builder.add(&Entry::new(["A", "B"][n % 2], n.to_string()));
        }
        let records = builder.build();
        for n in 0..100_u32 {
            let id = n.to_string();
            assert_eq!(records.key(n), Some((["A", "B"][usize_of(n) % 2], id.as_str())));
            assert_eq!(records.entry(n).map(|entry| entry.id.clone()), Some(id));
        }
        assert_eq!(records.entry(100), None);
    }
}
