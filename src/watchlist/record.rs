//! Entries as bytes: one piece of memory for all of them, read back when one is met.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::ahead::ask_for;
use super::entry::{BirthSpec, CATEGORIES, Entry, EntryDocument, EntryName, Handling, QUALITIES};
use crate::codes::{CodeList, Sex, StateCode};
use crate::model::{BirthDate, PersonName, Personal};
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
    pub(super) lists: Vec<String>,
}

const HANDLINGS: [Handling; 4] = [Handling::Refer, Handling::Inspect, Handling::Silent, Handling::Inform];

/// What an entry may have, a bit each above the two of the handling, so that an absent part takes no room. What most
/// entries have stands first, so that one byte holds the bits of most.
mod part {
    pub(super) const BIRTHS: u64 = 1 << 2;
    pub(super) const NATIONALITIES: u64 = 1 << 3;
    pub(super) const DOCUMENTS: u64 = 1 << 4;
    pub(super) const SEX: u64 = 1 << 5;
    pub(super) const BIRTH_PLACES: u64 = 1 << 6;
    pub(super) const REASON: u64 = 1 << 7;
    pub(super) const VALID_FROM: u64 = 1 << 8;
    pub(super) const VALID_TO: u64 = 1 << 9;
    pub(super) const IDENTIFIERS: u64 = 1 << 10;
    pub(super) const ADDRESSES: u64 = 1 << 11;
    pub(super) const CATEGORIES: u64 = 1 << 12;
    pub(super) const REFERENCES: u64 = 1 << 13;
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

/// Reads what `put` wrote. Everything is checked: a file may be damaged.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let len = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// The outer value is whether it could be read, the inner one whether there is a state.
    #[expect(clippy::option_option, reason = "an absent value is not a broken one")]
    fn state(&mut self) -> Option<Option<StateCode>> {
        self.text().map(|text| StateCode::from_alpha3(text.as_bytes()))
    }

    #[expect(clippy::option_option, reason = "an absent value is not a broken one")]
    fn day(&mut self) -> Option<Option<NaiveDate>> {
        let number = self.number()?;
        Some(
            number
                .checked_sub(1)
                .and_then(|n| i32::try_from(n).ok())
                .and_then(NaiveDate::from_num_days_from_ce_opt),
        )
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| read(self)).collect()
    }
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

/// Years are numbers from here.
const MIDDLE_YEAR: i32 = 1960;

/// A number small when it is near zero, whatever its sign.
fn folded(number: i32) -> u64 {
    u64::from(number.cast_unsigned() << 1 ^ (number >> 31).cast_unsigned())
}

/// A date is one even number of year, month and day; years from one to another are an odd one and a second one.
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
        | has(part::BIRTHS, !entry.births.is_empty())
        | has(part::NATIONALITIES, !entry.nationalities.is_empty())
        | has(part::DOCUMENTS, !entry.documents.is_empty())
        | has(part::SEX, entry.sex.is_some())
        | has(part::BIRTH_PLACES, !entry.birth_places.is_empty())
        | has(part::REASON, !entry.reason.is_empty())
        | has(part::VALID_FROM, entry.valid_from.is_some())
        | has(part::VALID_TO, entry.valid_to.is_some())
        | has(part::IDENTIFIERS, !entry.identifiers.is_empty())
        | has(part::ADDRESSES, !entry.addresses.is_empty())
        | has(part::CATEGORIES, !entry.categories.is_empty())
        | has(part::REFERENCES, !entry.references.is_empty());
    put(out, parts);
    put_count(out, &entry.names);
    for EntryName { quality, name } in &entry.names {
        let given = u64::try_from(name.given.len()).unwrap_or_default();
        put(out, given << 3 | place(&QUALITIES, quality));
        put_text(out, &name.surname);
        name.given.iter().for_each(|part| put_text(out, part));
    }
    if parts & part::BIRTHS != 0 {
        put_count(out, &entry.births);
        entry.births.iter().for_each(|birth| put_birth(out, &birth.0));
    }
    if parts & part::NATIONALITIES != 0 {
        put_count(out, &entry.nationalities);
        entry.nationalities.iter().for_each(|state| put_state(out, Some(state.0)));
    }
    if parts & part::DOCUMENTS != 0 {
        put_documents(out, &entry.documents);
    }
    if let Some(sex) = entry.sex {
        put_text(out, sex.wire());
    }
    if parts & part::BIRTH_PLACES != 0 {
        put_texts(out, entry.birth_places.iter().map(|place| place.as_str()));
    }
    if parts & part::REASON != 0 {
        put_text(out, &entry.reason);
    }
    for day in [entry.valid_from, entry.valid_to].into_iter().flatten() {
        put_day(out, Some(day));
    }
    if parts & part::IDENTIFIERS != 0 {
        put_documents(out, &entry.identifiers);
    }
    if parts & part::ADDRESSES != 0 {
        put_texts(out, entry.addresses.iter().map(|address| address.as_str()));
    }
    if parts & part::CATEGORIES != 0 {
        put_count(out, &entry.categories);
        entry.categories.iter().for_each(|category| put_category(out, category));
    }
    if parts & part::REFERENCES != 0 {
        put_texts(out, entry.references.iter().map(|reference| reference.as_str()));
    }
}

fn birth(reader: &mut Reader<'_>) -> Option<Personal<BirthSpec>> {
    let year = |number: u64| {
        let number = u32::try_from(number).ok()?;
        ((number >> 1).cast_signed() ^ -(number & 1).cast_signed()).checked_add(MIDDLE_YEAR)
    };
    let number = reader.number()?;
    if number & 1 == 1 {
        return Some(Personal(BirthSpec::Years(year(number >> 1)?, year(reader.number()?)?)));
    }
    let (day, month) = (number >> 1 & 31, (number >> 6) % 13);
    let part = |number: u64| u32::try_from(number).ok().filter(|n| *n > 0);
    BirthDate::new(year((number >> 6) / 13)?, part(month), part(day)).map(BirthSpec::Date).map(Personal)
}

fn name(reader: &mut Reader<'_>) -> Option<EntryName> {
    let number = reader.number()?;
    let quality = *QUALITIES.get(usize::try_from(number & 7).ok()?)?;
    let surname = Cow::Owned(reader.owned()?);
    let given = (0..number >> 3).map(|_| reader.owned().map(Cow::Owned)).collect::<Option<_>>()?;
    Some(EntryName { quality, name: Personal(PersonName { surname, given, ..PersonName::default() }) })
}

fn document(reader: &mut Reader<'_>) -> Option<EntryDocument> {
    let (kind, number) = (reader.owned()?, reader.owned()?);
    let mut document = EntryDocument::new(kind, number, reader.state()?);
    document.status = Cow::Owned(reader.owned()?);
    Some(document)
}

fn category(reader: &mut Reader<'_>) -> Option<Personal<Cow<'static, str>>> {
    let known = match reader.number()?.checked_sub(1) {
        None => Cow::Owned(reader.owned()?),
        Some(place) => Cow::Borrowed(*CATEGORIES.get(usize::try_from(place).ok()?)?),
    };
    Some(Personal(known))
}

fn read(mut reader: Reader<'_>, lists: &[String]) -> Option<Box<Entry>> {
    let reader = &mut reader;
    let list = lists.get(usize::try_from(reader.number()?).ok()?)?;
    let mut entry = Box::new(Entry::new(list.clone(), reader.owned()?));
    let parts = reader.number()?;
    let has = |part: u64| parts & part != 0;
    entry.handling = *HANDLINGS.get(usize::try_from(parts & 3).ok()?)?;
    entry.names = reader.list(name)?;
    if has(part::BIRTHS) {
        entry.births = reader.list(birth)?;
    }
    if has(part::NATIONALITIES) {
        entry.nationalities = reader.list(|reader| reader.state()?.map(Personal))?;
    }
    if has(part::DOCUMENTS) {
        entry.documents = reader.list(document)?;
    }
    if has(part::SEX) {
        entry.sex = Sex::from_wire(reader.text()?.as_bytes()).map(Personal);
    }
    if has(part::BIRTH_PLACES) {
        entry.birth_places = reader.list(|reader| reader.owned().map(Personal))?;
    }
    if has(part::REASON) {
        entry.reason = Personal(reader.owned()?);
    }
    if has(part::VALID_FROM) {
        entry.valid_from = reader.day()?;
    }
    if has(part::VALID_TO) {
        entry.valid_to = reader.day()?;
    }
    if has(part::IDENTIFIERS) {
        entry.identifiers = reader.list(document)?;
    }
    if has(part::ADDRESSES) {
        entry.addresses = reader.list(|reader| reader.owned().map(Personal))?;
    }
    if has(part::CATEGORIES) {
        entry.categories = reader.list(category)?;
    }
    if has(part::REFERENCES) {
        entry.references = reader.list(|reader| reader.owned().map(Personal))?;
    }
    Some(entry)
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
            records.lists.push(entry.list.clone());
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

    /// An entry.
    pub(super) fn entry(&self, number: u32) -> Option<Box<Entry>> {
        read(self.reader(number)?, &self.lists)
    }

    /// List and id of an entry.
    pub(super) fn key(&self, number: u32) -> Option<(&str, &str)> {
        let mut reader = self.reader(number)?;
        let list = self.lists.get(usize::try_from(reader.number()?).ok()?)?;
        Some((list, reader.text()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::NameQuality;

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
        assert_eq!(entry.births.len(), 4);
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
        let lists = ["LIST".to_owned()];
        assert_eq!(read(Reader(&bytes), &lists).as_deref(), Some(&entry));
        assert!((0..bytes.len()).all(|end| read(Reader(&bytes[..end]), &lists).is_none()));
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
