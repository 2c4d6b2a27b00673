//! Entries as bytes: one piece of memory for all of them, read back when one is met.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::entry::{BirthSpec, CATEGORIES, Entry, EntryDocument, EntryName, Handling, NameQuality};
use crate::codes::{CodeList, Sex, StateCode};
use crate::model::{BirthDate, PersonName, Personal};
use crate::span::usize_of;

/// Entries as bytes.
#[derive(Default)]
pub(super) struct Records {
    pub(super) bytes: Vec<u8>,
    /// Where each entry starts, and the end.
    pub(super) starts: Vec<u64>,
}

const QUALITIES: [NameQuality; 5] =
    [NameQuality::Primary, NameQuality::Good, NameQuality::Original, NameQuality::Former, NameQuality::Weak];
const HANDLINGS: [Handling; 4] = [Handling::Refer, Handling::Inspect, Handling::Silent, Handling::Inform];

/// Lists that most entries do not have: a bit each, above the two of the handling, so that an absent one takes no room.
const IDENTIFIERS: u64 = 1 << 2;
const ADDRESSES: u64 = 1 << 3;
const CATEGORY: u64 = 1 << 4;
const REFERENCES: u64 = 1 << 5;

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

/// A signed number, small when it is near zero.
fn put_signed(out: &mut Vec<u8>, number: i32) {
    put(out, u64::from(number.cast_unsigned() << 1 ^ (number >> 31).cast_unsigned()));
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

    fn text(&mut self) -> Option<&'b str> {
        let len = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    fn of<T: Copy>(&mut self, table: &[T]) -> Option<T> {
        table.get(usize::try_from(self.number()?).ok()?).copied()
    }

    fn signed(&mut self) -> Option<i32> {
        let number = u32::try_from(self.number()?).ok()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
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

fn write(out: &mut Vec<u8>, entry: &Entry) {
    put_text(out, &entry.list);
    put_text(out, &entry.id);
    put_count(out, &entry.names);
    for EntryName { quality, name } in &entry.names {
        put(out, place(&QUALITIES, quality));
        put_text(out, &name.surname);
        put_count(out, &name.given);
        name.given.iter().for_each(|part| put_text(out, part));
    }
    put_count(out, &entry.births);
    for Personal(birth) in &entry.births {
        match *birth {
            BirthSpec::Date(date) => {
                put(out, 0);
                put_signed(out, date.year());
                put(out, date.month().map_or(0, u64::from));
                put(out, date.day().map_or(0, u64::from));
            }
            BirthSpec::Years(from, to) => {
                put(out, 1);
                put_signed(out, from);
                put_signed(out, to);
            }
        }
    }
    put_count(out, &entry.birth_places);
    entry.birth_places.iter().for_each(|place| put_text(out, place));
    put_text(out, entry.sex.map_or("", |sex| sex.wire()));
    put_count(out, &entry.nationalities);
    entry.nationalities.iter().for_each(|state| put_state(out, Some(state.0)));
    put_documents(out, &entry.documents);
    put_text(out, &entry.reason);
    put_day(out, entry.valid_from);
    put_day(out, entry.valid_to);
    let has = |bit: u64, is_empty: bool| if is_empty { 0 } else { bit };
    let parts = has(IDENTIFIERS, entry.identifiers.is_empty())
        | has(ADDRESSES, entry.addresses.is_empty())
        | has(CATEGORY, entry.categories.is_empty())
        | has(REFERENCES, entry.references.is_empty());
    put(out, place(&HANDLINGS, &entry.handling) | parts);
    if parts & IDENTIFIERS != 0 {
        put_documents(out, &entry.identifiers);
    }
    if parts & ADDRESSES != 0 {
        put_count(out, &entry.addresses);
        entry.addresses.iter().for_each(|address| put_text(out, address));
    }
    if parts & CATEGORY != 0 {
        put_count(out, &entry.categories);
        entry.categories.iter().for_each(|category| put_category(out, category));
    }
    if parts & REFERENCES != 0 {
        put_count(out, &entry.references);
        entry.references.iter().for_each(|reference| put_text(out, reference));
    }
}

fn birth(reader: &mut Reader<'_>) -> Option<Personal<BirthSpec>> {
    if reader.number()? == 1 {
        return Some(Personal(BirthSpec::Years(reader.signed()?, reader.signed()?)));
    }
    let year = reader.signed()?;
    let mut part = || Some(Some(u32::try_from(reader.number()?).ok()?).filter(|n| *n > 0));
    let (month, day) = (part()?, part()?);
    BirthDate::new(year, month, day).map(BirthSpec::Date).map(Personal)
}

fn name(reader: &mut Reader<'_>) -> Option<EntryName> {
    let quality = reader.of(&QUALITIES)?;
    let surname = Cow::Owned(reader.owned()?);
    let given = reader.list(|reader| reader.owned().map(Cow::Owned))?;
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

fn read(mut reader: Reader<'_>) -> Option<Entry> {
    let reader = &mut reader;
    let (list, id) = (reader.owned()?, reader.owned()?);
    let mut entry = Entry::new(list, id);
    entry.names = reader.list(name)?;
    entry.births = reader.list(birth)?;
    entry.birth_places = reader.list(|reader| reader.owned().map(Personal))?;
    entry.sex = Sex::from_wire(reader.text()?.as_bytes()).map(Personal);
    entry.nationalities = reader.list(|reader| reader.state()?.map(Personal))?;
    entry.documents = reader.list(document)?;
    entry.reason = Personal(reader.owned()?);
    entry.valid_from = reader.day()?;
    entry.valid_to = reader.day()?;
    let bits = reader.number()?;
    entry.handling = *HANDLINGS.get(usize::try_from(bits & 3).ok()?)?;
    if bits & IDENTIFIERS != 0 {
        entry.identifiers = reader.list(document)?;
    }
    if bits & ADDRESSES != 0 {
        entry.addresses = reader.list(|reader| reader.owned().map(Personal))?;
    }
    if bits & CATEGORY != 0 {
        entry.categories = reader.list(category)?;
    }
    if bits & REFERENCES != 0 {
        entry.references = reader.list(|reader| reader.owned().map(Personal))?;
    }
    Some(entry)
}

impl Records {
    /// Adds an entry.
    pub(super) fn add(&mut self, entry: &Entry) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        write(&mut self.bytes, entry);
        self.starts.push(u64::try_from(self.bytes.len()).unwrap_or_default());
    }

    /// Gives back what is not used.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// Number of entries.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn reader(&self, number: u32) -> Option<Reader<'_>> {
        let at = usize_of(number);
        let edge = |at: usize| usize::try_from(*self.starts.get(at)?).ok();
        self.bytes.get(edge(at)?..edge(at + 1)?).map(Reader)
    }

    /// An entry.
    pub(super) fn entry(&self, number: u32) -> Option<Entry> {
        self.reader(number).and_then(read)
    }

    /// List and id of an entry.
    pub(super) fn key(&self, number: u32) -> Option<(&str, &str)> {
        let mut reader = self.reader(number)?;
        Some((reader.text()?, reader.text()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_entry_does_not_have_takes_no_room() {
        let mut entry = Entry::new("LIST", "1");
        entry.handling = Handling::Inform;
        let mut bytes = Vec::new();
        write(&mut bytes, &entry);
        let plain = bytes.len();
        // List and id; five counts, sex, reason, two days, and one byte for the handling and all that is absent.
        assert_eq!(plain, 5 + 2 + 10);
        entry.categories = vec![Personal("travel_ban".into()), Personal("of its own".into())];
        entry.identifiers = vec![EntryDocument::new("Tax ID No.", "1", None)];
        entry.addresses = vec![Personal("1 Sample Street".to_owned())];
        entry.references = vec![Personal("QDi.999".to_owned())];
        bytes.clear();
        write(&mut bytes, &entry);
        assert_eq!(read(Reader(&bytes)), Some(entry));
        assert!((0..bytes.len()).all(|end| read(Reader(&bytes[..end])).is_none()));
    }
}
