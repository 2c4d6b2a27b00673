//! A built list as one file: a header, a version of the layout, a keyed checksum, and the arrays of the indexes, so
//! that it is ready by reading them. The bytes are people: the file is to be kept like the list itself.

use std::collections::HashSet;
use std::hash::Hasher;
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::documents::DocumentIndex;
use super::index::{Kin, NameIndex, Names, Packed, Stored};
use super::keyed::Key;
use super::part::Part;
use super::record::Records;
use super::screen::{Policy, Watchlist};
use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span};

/// The first bytes of a file: a name and the version of the layout. A file holds sounds and what is near them, so that a change of
/// how names become sounds (`normal`, `spelling`, `spoken`, `data/`) or which are alike (`ear`, `sound`, their tables) needs a new one.
const MAGIC: &[u8; 8] = b"PAXGOVWE";
/// Bytes before the content: the magic, the checksum.
const HEADER: usize = 8 + 16;

fn refused(reason: &'static str) -> Error {
    Error::new(ErrorKind::ListRefused { reason }, Location::bytes(Span::default()))
}

/// The checksum of a content under a key; whoever has not the key cannot make a file that is taken.
fn checksum(content: &[u8], key: &[u8; 16]) -> [u8; 16] {
    let mut hasher = SipHasher13::new_with_key(key);
    hasher.write(content);
    hasher.finish128().as_bytes()
}

/// A number of a fixed size in bytes.
trait Fixed: Copy {
    const SIZE: usize;
    fn put(self, out: &mut Vec<u8>);
    fn get(bytes: &[u8]) -> Option<Self>;
}

macro_rules! fixed {
    ($($type:ty),*) => {$(
        impl Fixed for $type {
            const SIZE: usize = size_of::<$type>();
            fn put(self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn get(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self::from_le_bytes)
            }
        }
    )*};
}
fixed!(u8, u16, u32, u64, u128);

fn put<T: Fixed>(out: &mut Vec<u8>, array: &[T]) {
    u64::try_from(array.len()).unwrap_or_default().put(out);
    for number in array {
        number.put(out);
    }
}

/// Reads what `put` wrote.
struct Source<'b>(&'b [u8]);

impl Source<'_> {
    fn array<T: Fixed>(&mut self) -> Option<Vec<T>> {
        let (len, rest) = self.0.split_at_checked(8)?;
        let len = usize::try_from(u64::get(len)?).ok()?;
        let (bytes, rest) = rest.split_at_checked(len.checked_mul(T::SIZE)?)?;
        self.0 = rest;
        bytes.chunks_exact(T::SIZE).map(T::get).collect()
    }
}

fn put_names(out: &mut Vec<u8>, names: &NameIndex) {
    let (vocabulary, stored) = (&names.vocabulary, &names.stored);
    put(out, &vocabulary.tokens.iter().map(|token| token.0).collect::<Vec<_>>());
    put(out, &stored.meeting_starts);
    put(out, &stored.others);
    put(out, &stored.met);
    put(out, &stored.under_starts);
    put(out, &stored.under);
    let (names_of, tokens, apart) = stored.names.stored();
    put(out, &names_of);
    put(out, &tokens);
    put(out, apart);
    put(out, &names.kin.tokens);
    put(out, &names.kin.starts);
    put(out, &names.kin.steps);
}

fn names(source: &mut Source<'_>, key: Key) -> Option<NameIndex> {
    let stored = Stored {
        tokens: source.array()?.into_iter().map(Packed).collect(),
        meeting_starts: source.array()?,
        others: source.array()?,
        met: source.array()?,
        under_starts: source.array()?,
        under: source.array()?,
        names: Names::from_stored(&source.array::<u64>()?, &source.array::<u32>()?, source.array()?)?,
    };
    let kin = Kin::stored(source.array()?, source.array()?, source.array()?);
    Some(NameIndex::new(stored, kin, key))
}

fn part(source: &mut Source<'_>) -> Option<(Part, String)> {
    let version = String::from_utf8(source.array()?).ok()?;
    let key = source.array::<u64>()?;
    let &[first, second] = key.as_slice() else { return None };
    let key = Key(first, second);
    let (bytes, starts) = (source.array()?, source.array()?);
    let &[len] = source.array::<u32>()?.as_slice() else { return None };
    let lists =
        source.array::<u32>()?.into_iter().map(|_| Some(String::from_utf8(source.array()?).ok()?.into()));
    let lists = lists.collect::<Option<_>>()?;
    let records = Records::from_stored(bytes, starts, len, lists)?;
    let (dated, undated) = (names(source, key)?, names(source, key)?);
    let documents = DocumentIndex::from_stored(&source.array::<u64>()?, key);
    source.0.is_empty().then_some((Part { records, dated, undated, documents, key }, version))
}

impl Watchlist {
    /// The list as one file, with a checksum under `key`. Changes since the base was built are put into it first.
    pub fn save(&self, key: &[u8; 16]) -> Vec<u8> {
        if self.overlay.is_some() || !self.gone.is_empty() {
            return self.compact().save(key);
        }
        let part = &self.base;
        let mut out = vec![0; HEADER];
        put(&mut out, self.version.as_bytes());
        put(&mut out, &[part.key.0, part.key.1]);
        put(&mut out, &part.records.bytes);
        put(&mut out, &part.records.starts);
        put(&mut out, &[part.records.len]);
        put(&mut out, &vec![0_u32; part.records.lists.len()]);
        part.records.lists.iter().for_each(|list| put(&mut out, list.as_bytes()));
        put_names(&mut out, &part.dated);
        put_names(&mut out, &part.undated);
        put(&mut out, &part.documents.stored());
        let sum = checksum(out.get(HEADER..).unwrap_or_default(), key);
        for (slot, byte) in out.iter_mut().zip(MAGIC.iter().chain(&sum)) {
            *slot = *byte;
        }
        out
    }

    /// A list from its file. Policy and variants are not in the file.
    ///
    /// # Errors
    /// When it is no such file, its layout is of another version, the checksum differs (it was changed, cut, or saved
    /// under another key), or an array is broken.
    pub fn load(file: &[u8], key: &[u8; 16], policy: Policy) -> Result<Self, Error> {
        let not_understood = || {
            let kind = ErrorKind::NotUnderstood { expected: "a saved watchlist of this version" };
            Error::new(kind, Location::bytes(Span::new(0, file.len())))
        };
        let rest = file.strip_prefix(MAGIC).ok_or_else(not_understood)?;
        let (sum, content) = rest.split_at_checked(HEADER - MAGIC.len()).ok_or_else(not_understood)?;
        if sum != checksum(content, key) {
            return Err(refused("the checksum differs: the file was changed or cut, or the key is another"));
        }
        let (part, version) =
            part(&mut Source(content)).ok_or_else(|| refused("an array of the file is broken"))?;
        Ok(Self {
            base: Arc::new(part),
            overlay: None,
            gone: HashSet::new(),
            version,
            policy,
            variants: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::hint::black_box;

    use super::*;
    use crate::model::{BirthDate, Field, Passenger, PersonName, Personal};
    use crate::watchlist::{BirthSpec, Entry, EntryDocument, EntryName, Hit, NameQuality};

    /// Whoever has the key may write anything: it is refused, or it screens.
    #[test]
    fn what_is_broken_under_the_right_checksum_does_not_stop_anybody() {
        let born = BirthDate::new(1980, Some(4), Some(5)).unwrap();
        let names = ["ZORVAN QELMUT", "ZORVAN", "A B ZORVAN BIN QELMUT TARKOV PRILLA", "محمد علي"];
        let entries = (0..24_usize).map(|n| {
            let name = EntryName::full(NameQuality::Good, names[n % 4]);
            let entry = Entry::new("L", n.to_string()).with_name(name);
            match n % 3 {
                0 => entry.with_document(EntryDocument::new("P", "X1", None)),
                _ => entry.with_birth(BirthSpec::Date(born)),
            }
        });
        let key = [7; 16];
        let file = Watchlist::build(entries, "1", Policy::default()).save(&key);
        let mut asked: Vec<Passenger<'_>> =
            names.map(|name| Passenger::named(PersonName::new(name.into(), []))).into();
        asked.extend(asked.clone().into_iter().map(|mut who| {
            who.birth_date = Field::Valid(Personal(born));
            who
        }));
        let (mut refused, mut loaded) = (0, 0);
        for at in HEADER..file.len() {
            for bits in [1, 0xff] {
                let mut file = file.clone();
                file[at] ^= bits;
                let sum = checksum(&file[HEADER..], &key);
                file[MAGIC.len()..HEADER].copy_from_slice(&sum);
                let Ok(list) = Watchlist::load(&file, &key, Policy::default()) else {
                    refused += 1;
                    continue;
                };
                loaded += 1;
                for who in &asked {
                    // Hits and entries are read to their ends.
                    let read = |hit: &Hit| hit.entry.names.len();
                    black_box(list.screen(who).hits.iter().map(read).sum::<usize>());
                }
                black_box(list.entries().count());
            }
        }
        assert!(refused > 300 && loaded > 300, "{refused} {loaded}");
    }
}
