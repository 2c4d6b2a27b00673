//! An entry as the bytes of a list have it: walked once, and read only as far as somebody asks.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::entry::{
    BirthSpec, CATEGORIES, Entry, EntryDocument, EntryName, Handling, NameQuality, QUALITIES, fires,
};
use super::person::Facts;
use crate::codes::{CodeList, Sex, StateCode};
use crate::model::{BirthDate, PersonName, Personal};

pub(super) const HANDLINGS: [Handling; 4] =
    [Handling::Refer, Handling::Inspect, Handling::Silent, Handling::Inform];

/// What an entry may have, a bit each above the two of the handling, so that an absent part takes no room. What most
/// entries have stands first, so that one byte holds the bits of most.
pub(super) mod bit {
    pub(in crate::watchlist) const BIRTHS: u64 = 1 << 2;
    pub(in crate::watchlist) const NATIONALITIES: u64 = 1 << 3;
    pub(in crate::watchlist) const DOCUMENTS: u64 = 1 << 4;
    pub(in crate::watchlist) const SEX: u64 = 1 << 5;
    pub(in crate::watchlist) const BIRTH_PLACES: u64 = 1 << 6;
    pub(in crate::watchlist) const REASON: u64 = 1 << 7;
    pub(in crate::watchlist) const VALID_FROM: u64 = 1 << 8;
    pub(in crate::watchlist) const VALID_TO: u64 = 1 << 9;
    pub(in crate::watchlist) const IDENTIFIERS: u64 = 1 << 10;
    pub(in crate::watchlist) const ADDRESSES: u64 = 1 << 11;
    pub(in crate::watchlist) const CATEGORIES: u64 = 1 << 12;
    pub(in crate::watchlist) const REFERENCES: u64 = 1 << 13;
}

/// Years are numbers from here.
pub(super) const MIDDLE_YEAR: i32 = 1960;
/// What stands for an unknown birth date.
pub(super) const UNKNOWN_BIRTH: BirthSpec = BirthSpec::Years(MIDDLE_YEAR, MIDDLE_YEAR - 1);

/// Reads numbers and texts from the front of bytes. Everything is checked: a file may be damaged.
#[derive(Clone, Copy)]
pub(super) struct Reader<'b>(pub(super) &'b [u8]);

impl<'b> Reader<'b> {
    pub(super) fn number(&mut self) -> Option<u64> {
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

    pub(super) fn bytes(&mut self) -> Option<&'b [u8]> {
        let len = usize::try_from(self.number()?).ok()?;
        let (bytes, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(bytes)
    }

    /// So many parts, each of which can be read.
    fn parts<T>(&mut self, count: u64, read: fn(&mut Self) -> Option<T>) -> Option<Parts<'b, T>> {
        let parts = Parts { rest: *self, left: count, read };
        for _ in 0..count {
            read(self)?;
        }
        Some(parts)
    }

    /// Parts behind their number, when they are there.
    fn list<T>(&mut self, there: bool, read: fn(&mut Self) -> Option<T>) -> Option<Parts<'b, T>> {
        let count = if there { self.number()? } else { 0 };
        self.parts(count, read)
    }
}

/// Parts that are read as they are gone through.
#[derive(Clone, Copy)]
pub(super) struct Parts<'b, T> {
    rest: Reader<'b>,
    left: u64,
    read: fn(&mut Reader<'b>) -> Option<T>,
}

impl<T> Iterator for Parts<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.left = self.left.checked_sub(1)?;
        (self.read)(&mut self.rest)
    }
}

/// A name: its quality, surname and given names.
#[derive(Clone, Copy)]
struct Name<'b> {
    quality: NameQuality,
    surname: &'b [u8],
    given: Parts<'b, &'b [u8]>,
}

/// A document, as [`EntryDocument`].
#[derive(Clone, Copy)]
struct Document<'b> {
    kind: &'b [u8],
    number: &'b [u8],
    issuer: &'b [u8],
    status: &'b [u8],
}

/// A word of [`CATEGORIES`], or another one.
#[derive(Clone, Copy)]
enum Category<'b> {
    Known(&'static str),
    Other(&'b [u8]),
}

fn name<'b>(reader: &mut Reader<'b>) -> Option<Name<'b>> {
    let number = reader.number()?;
    let quality = *QUALITIES.get(usize::try_from(number & 7).ok()?)?;
    Some(Name { quality, surname: reader.bytes()?, given: reader.parts(number >> 3, Reader::bytes)? })
}

fn birth(reader: &mut Reader<'_>) -> Option<BirthSpec> {
    let year = |number: u64| {
        let number = u32::try_from(number).ok()?;
        ((number >> 1).cast_signed() ^ -(number & 1).cast_signed()).checked_add(MIDDLE_YEAR)
    };
    let number = reader.number()?;
    if number & 1 == 1 {
        let years = BirthSpec::Years(year(number >> 1)?, year(reader.number()?)?);
        return Some(if years == UNKNOWN_BIRTH { BirthSpec::Unknown } else { years });
    }
    let (day, month) = (number >> 1 & 31, (number >> 6) % 13);
    let part = |number: u64| u32::try_from(number).ok().filter(|n| *n > 0);
    BirthDate::new(year((number >> 6) / 13)?, part(month), part(day)).map(BirthSpec::Date)
}

fn day(number: u64) -> Option<NaiveDate> {
    let day = i32::try_from(number.checked_sub(1)?).ok()?;
    NaiveDate::from_num_days_from_ce_opt(day)
}

fn document<'b>(reader: &mut Reader<'b>) -> Option<Document<'b>> {
    let (kind, number) = (reader.bytes()?, reader.bytes()?);
    Some(Document { kind, number, issuer: reader.bytes()?, status: reader.bytes()? })
}

fn category<'b>(reader: &mut Reader<'b>) -> Option<Category<'b>> {
    match reader.number()?.checked_sub(1) {
        None => reader.bytes().map(Category::Other),
        Some(place) => CATEGORIES.get(usize::try_from(place).ok()?).map(|known| Category::Known(known)),
    }
}

/// The bytes of an entry, walked to their end.
#[derive(Clone, Copy)]
pub(super) struct View<'b> {
    bytes: &'b [u8],
    /// Place of its list among the lists.
    pub(super) list: usize,
    id: &'b str,
    pub(super) handling: Handling,
    names: Parts<'b, Name<'b>>,
    births: Parts<'b, BirthSpec>,
    nationalities: Parts<'b, &'b [u8]>,
    documents: Parts<'b, Document<'b>>,
    sex: Option<Sex>,
    birth_places: Parts<'b, &'b [u8]>,
    reason: &'b [u8],
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    identifiers: Parts<'b, Document<'b>>,
    addresses: Parts<'b, &'b [u8]>,
    categories: Parts<'b, Category<'b>>,
    references: Parts<'b, &'b [u8]>,
}

impl<'b> View<'b> {
    /// Walks the bytes of an entry; `None` when they end too early or too late, or say what nobody wrote.
    pub(super) fn of(bytes: &'b [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let list = usize::try_from(reader.number()?).ok()?;
        let id = std::str::from_utf8(reader.bytes()?).ok()?;
        let parts = reader.number()?;
        let has = |part: u64| parts & part != 0;
        // In the order in which they stand.
        let view = Self {
            bytes,
            list,
            id,
            handling: *HANDLINGS.get(usize::try_from(parts & 3).ok()?)?,
            names: reader.list(true, name)?,
            births: reader.list(has(bit::BIRTHS), birth)?,
            nationalities: reader.list(has(bit::NATIONALITIES), Reader::bytes)?,
            documents: reader.list(has(bit::DOCUMENTS), document)?,
            sex: if has(bit::SEX) { Sex::from_wire(reader.bytes()?) } else { None },
            birth_places: reader.list(has(bit::BIRTH_PLACES), Reader::bytes)?,
            reason: if has(bit::REASON) { reader.bytes()? } else { &[] },
            valid_from: if has(bit::VALID_FROM) { day(reader.number()?) } else { None },
            valid_to: if has(bit::VALID_TO) { day(reader.number()?) } else { None },
            identifiers: reader.list(has(bit::IDENTIFIERS), document)?,
            addresses: reader.list(has(bit::ADDRESSES), Reader::bytes)?,
            categories: reader.list(has(bit::CATEGORIES), category)?,
            references: reader.list(has(bit::REFERENCES), Reader::bytes)?,
        };
        reader.0.is_empty().then_some(view)
    }

    /// True when the entry fires on a day.
    pub(super) fn fires_on(&self, day: NaiveDate) -> bool {
        fires(self.valid_from, self.valid_to, day)
    }

    /// The entry, of a list of such a name.
    pub(super) fn entry(&self, list: &str) -> Entry {
        let personal = |bytes: &[u8]| Personal(owned(bytes));
        let category = |category: Category<'_>| match category {
            Category::Known(word) => Personal(Cow::Borrowed(word)),
            Category::Other(word) => Personal(Cow::Owned(owned(word))),
        };
        Entry {
            id: self.id.to_owned(),
            list: list.to_owned(),
            names: self.names.map(|name| name.owned()).collect(),
            births: self.births.map(Personal).collect(),
            birth_places: self.birth_places.map(personal).collect(),
            sex: self.sex.map(Personal),
            nationalities: self.nationalities.filter_map(StateCode::from_alpha3).map(Personal).collect(),
            documents: self.documents.map(|document| document.owned()).collect(),
            identifiers: self.identifiers.map(|document| document.owned()).collect(),
            addresses: self.addresses.map(personal).collect(),
            categories: self.categories.map(category).collect(),
            references: self.references.map(personal).collect(),
            reason: personal(self.reason),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            handling: self.handling,
        }
    }
}

/// A text of its own; what is no text is said so by a replacement character.
fn owned(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Name<'_> {
    fn owned(&self) -> EntryName {
        let surname = Cow::Owned(owned(self.surname));
        let given = self.given.map(|part| Cow::Owned(owned(part))).collect();
        let name = PersonName { surname, given, ..PersonName::default() };
        EntryName { quality: self.quality, name: Personal(name) }
    }
}

impl Document<'_> {
    fn owned(&self) -> EntryDocument {
        let issuer = StateCode::from_alpha3(self.issuer);
        let mut document = EntryDocument::new(owned(self.kind), owned(self.number), issuer);
        document.status = Cow::Owned(owned(self.status));
        document
    }
}

impl Facts for View<'_> {
    fn births(&self) -> impl Iterator<Item = BirthSpec> {
        self.births
    }

    fn sex(&self) -> Option<Sex> {
        self.sex
    }

    fn nationalities(&self) -> impl Iterator<Item = StateCode> {
        self.nationalities.filter_map(StateCode::from_alpha3)
    }

    fn birth_places(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.birth_places.map(String::from_utf8_lossy)
    }
}

/// The entry of a hit, as the list had it then. It is read when it is first looked at: most hits are told apart by their
/// scores. It reads like an [`Entry`].
#[derive(Clone)]
pub struct ListedEntry {
    list: Arc<str>,
    handling: Handling,
    bytes: Box<[u8]>,
    read: OnceLock<Box<Entry>>,
}

impl ListedEntry {
    pub(super) fn new(list: Arc<str>, view: &View<'_>) -> Self {
        Self { list, handling: view.handling, bytes: view.bytes.into(), read: OnceLock::new() }
    }

    /// What happens with the hit; known without reading the entry.
    pub const fn handling(&self) -> Handling {
        self.handling
    }

    /// The list and the id in it; known without reading the entry.
    pub fn key(&self) -> (&str, &str) {
        (&self.list, std::str::from_utf8(self.id_bytes()).unwrap_or_default())
    }

    /// The id, without reading the rest.
    pub(super) fn id_bytes(&self) -> &[u8] {
        let mut reader = Reader(&self.bytes);
        reader.number().and_then(|_| reader.bytes()).unwrap_or_default()
    }
}

impl From<ListedEntry> for Entry {
    fn from(listed: ListedEntry) -> Self {
        Self::clone(&listed)
    }
}

impl Deref for ListedEntry {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        self.read.get_or_init(|| {
            let view = View::of(&self.bytes);
            Box::new(view.map_or_else(|| Entry::new(&*self.list, ""), |view| view.entry(&self.list)))
        })
    }
}

impl fmt::Debug for ListedEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl PartialEq for ListedEntry {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for ListedEntry {}

impl Serialize for ListedEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}
