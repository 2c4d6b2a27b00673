//! A built list as one file, so that it is ready by reading its arrays.

use std::collections::HashSet;
use std::sync::Arc;

use super::documents::DocumentIndex;
use super::file::{FileKey, Magic, Sink, Source, broken};
use super::index::{Kin, NameIndex, Names, Packed, Starts, Stored};
use super::keyed::Key;
use super::part::Part;
use super::record::Records;
use super::screen::{Policy, Watchlist};
use crate::error::Error;

/// A name and the version of the layout. A file holds sounds and what is near them, so that a change of how names become sounds (`normal`,
/// `spelling`, `smooth`, `spoken`, `data/`), which are alike (`ear`, `sound`, their tables) or how pairs are kept (`index/layout`) needs a new one.
const MAGIC: &Magic = b"PAXGOVWJ";

fn put_names(out: &mut Sink, names: &NameIndex) {
    let (vocabulary, stored) = (&names.vocabulary, &names.stored);
    out.put(&vocabulary.tokens.iter().map(|token| token.0).collect::<Vec<_>>());
    out.put(&stored.meeting_starts.stored());
    out.put(&stored.others);
    out.put(&stored.met);
    out.put(&stored.under_starts.stored());
    out.put(&stored.under);
    let (names_of, tokens, apart) = stored.names.stored();
    out.put(&names_of);
    out.put(&tokens);
    out.put(apart);
    out.put(&names.kin.tokens);
    out.put(&names.kin.starts);
    out.put(&names.kin.steps);
}

fn names(source: &mut Source<'_>, key: Key) -> Option<NameIndex> {
    let stored = Stored {
        tokens: source.array()?.into_iter().map(Packed).collect(),
        meeting_starts: Starts::of(source.array()?),
        others: source.array()?,
        met: source.array()?,
        under_starts: Starts::of(source.array()?),
        under: source.array()?,
        names: Names::from_stored(&source.array::<u64>()?, &source.array::<u32>()?, source.array()?)?,
    };
    let kin = Kin::stored(source.array()?, source.array()?, source.array()?);
    Some(NameIndex::new(stored, kin, key))
}

fn part(source: &mut Source<'_>) -> Option<(Part, String)> {
    let version = source.text()?;
    let key = source.array::<u64>()?;
    let &[first, second] = key.as_slice() else { return None };
    let key = Key(first, second);
    let (bytes, starts) = (source.array()?, source.array()?);
    let len = source.one()?;
    let lists = source.array::<u32>()?.into_iter().map(|_| Some(source.text()?.into()));
    let lists = lists.collect::<Option<_>>()?;
    let records = Records::from_stored(bytes, starts, len, lists)?;
    let (dated, undated) = (names(source, key)?, names(source, key)?);
    let documents = DocumentIndex::from_stored(&source.array::<u64>()?, key);
    source.is_at_end().then_some((Part { records, dated, undated, documents, key }, version))
}

impl Watchlist {
    /// The list as one file, with a checksum under `key`. Changes since the base was built are put into it first.
    pub fn save(&self, key: &FileKey) -> Vec<u8> {
        if self.overlay.is_some() || !self.gone.is_empty() {
            return self.compact().save(key);
        }
        let part = &self.base;
        let mut out = Sink::new();
        out.text(&self.version);
        out.put(&[part.key.0, part.key.1]);
        out.put(&part.records.bytes);
        out.put(&part.records.starts);
        out.put(&[part.records.len]);
        out.put(&vec![0_u32; part.records.lists.len()]);
        part.records.lists.iter().for_each(|list| out.text(list));
        put_names(&mut out, &part.dated);
        put_names(&mut out, &part.undated);
        out.put(&part.documents.stored());
        out.seal(MAGIC, key)
    }

    /// A list from its file. Policy and variants are not in the file.
    ///
    /// # Errors
    /// When it is no such file, its layout is of another version, the checksum differs (it was changed, cut, or saved
    /// under another key), or an array is broken.
    pub fn load(file: &[u8], key: &FileKey, policy: Policy) -> Result<Self, Error> {
        let mut source = Source::open(file, MAGIC, "a saved watchlist of this version", key)?;
        let (part, version) = part(&mut source).ok_or_else(broken)?;
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
    use crate::watchlist::file::tests::each_damaged;
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
        each_damaged(&file, &key, |file| {
            let Ok(list) = Watchlist::load(file, &key, Policy::default()) else {
                refused += 1;
                return;
            };
            loaded += 1;
            for who in &asked {
                // Hits and entries are read to their ends.
                let read = |hit: &Hit| hit.entry.names.len();
                black_box(list.screen(who).hits.iter().map(read).sum::<usize>());
            }
            black_box(list.entries().count());
        });
        assert!(refused > 300 && loaded > 300, "{refused} {loaded}");
    }
}
