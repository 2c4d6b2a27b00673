//! The candidates of an index, compared with a name of a passenger: what a token has to do with his is remembered, since
//! common names come again and again.

use super::compare::{NameMatch, Pairs, compare_by};
use super::fit::FIT;
use super::index::{Candidates, ListedName, NameIndex, Packed, Row};
use super::memo::Memo;
use super::normal::Tokens;
use super::relation::{Heard, Prepared, Relation};
use super::sound::Sound;
use crate::span::{u32_of, usize_of};

/// Names that are compared in one go.
const AT_ONCE: usize = 128;
/// Tokens after which all are forgotten.
const MOST_KEPT: usize = 1 << 13;

/// Compares names; memory that is used again.
#[derive(Debug, Default)]
pub(super) struct Verifier {
    prepared: Prepared,
    rows: Vec<Row>,
    /// The tokens of the names, and for each name where they end.
    numbers: Vec<u32>,
    ends: Vec<usize>,
    packed: Vec<Packed>,
    /// For each of the numbers the place of its token.
    places: Vec<u32>,
    /// Tokens, few of them twice, and of each the relations to the passenger's.
    tokens: Vec<Heard>,
    relations: Vec<Option<Relation>>,
    /// Places of tokens by their numbers.
    seen: Memo<u32>,
    listed: Vec<Heard>,
    pairs: Pairs,
}

impl Verifier {
    /// Makes a name ready, of which the neighbouring tokens in one piece are known.
    pub(super) fn set(&mut self, name: &Tokens, joined: &[(Sound, u32)]) {
        self.prepared.set(name, joined);
    }

    /// Compares the candidates with the name, which was made ready, and calls for those of which enough agrees.
    pub(super) fn verify(
        &mut self,
        index: &NameIndex,
        name: &Tokens,
        candidates: &mut Candidates,
        each: &mut impl FnMut(ListedName, NameMatch),
    ) {
        self.forget();
        self.all(index, name, candidates.take(), false, each);
        self.all(index, name, candidates.take_by_two(), true, each);
    }

    /// Compares names; with `of_two` those of which two tokens are like two different ones of the passenger.
    fn all(
        &mut self,
        index: &NameIndex,
        name: &Tokens,
        taken: impl Iterator<Item = u32>,
        of_two: bool,
        each: &mut impl FnMut(ListedName, NameMatch),
    ) {
        let mut taken = taken.filter_map(|name| index.row(name));
        loop {
            // Memory is asked for all of some names before the first is compared.
            self.rows.clear();
            self.rows.extend(taken.by_ref().take(AT_ONCE));
            if self.rows.is_empty() {
                break;
            }
            if self.tokens.len() > MOST_KEPT {
                self.forget();
            }
            self.read(index);
            if of_two {
                self.leave_two(name);
            }
            self.hear(name);
            self.compare(name, each);
        }
    }

    /// Forgets all tokens.
    fn forget(&mut self) {
        self.seen.forget();
        self.tokens.clear();
        self.relations.clear();
    }

    /// Reads the tokens of the names.
    fn read(&mut self, index: &NameIndex) {
        self.numbers.clear();
        self.ends.clear();
        for row in &self.rows {
            self.numbers.extend(index.tokens(row));
            self.ends.push(self.numbers.len());
        }
        self.packed.clear();
        self.packed.extend(self.numbers.iter().map(|number| index.packed(*number)));
    }

    /// Leaves the names of which two tokens are like two different ones of the passenger.
    fn leave_two(&mut self, name: &Tokens) {
        let Self { prepared, rows, numbers, ends, packed, .. } = self;
        let (mut start, mut kept, mut end_of_kept) = (0, 0, 0);
        for n in 0..rows.len() {
            let Some(&end) = ends.get(n) else { break };
            let tokens = start..end;
            start = end;
            let listed = packed.get(tokens.clone()).unwrap_or_default();
            if !prepared.are_two(name, listed.iter().map(|packed| packed.token())) {
                continue;
            }
            numbers.copy_within(tokens.clone(), end_of_kept);
            packed.copy_within(tokens.clone(), end_of_kept);
            end_of_kept += tokens.len();
            rows.swap(kept, n);
            ends.get_mut(kept).into_iter().for_each(|end| *end = end_of_kept);
            kept += 1;
        }
        rows.truncate(kept);
        ends.truncate(kept);
        numbers.truncate(end_of_kept);
        packed.truncate(end_of_kept);
    }

    /// Compares tokens that are new with each of the passenger's.
    fn hear(&mut self, name: &Tokens) {
        self.places.clear();
        let Self { prepared, numbers, packed, places, tokens, relations, seen, .. } = self;
        for (number, packed) in numbers.iter().zip(packed) {
            places.push(seen.get_or(*number, || {
                tokens.push(prepared.hear(name, packed.token(), relations));
                u32_of(tokens.len() - 1)
            }));
        }
    }

    fn compare(&mut self, name: &Tokens, each: &mut impl FnMut(ListedName, NameMatch)) {
        let Self { prepared, rows, ends, places, tokens, relations, listed, pairs, .. } = self;
        let mut start = 0;
        for (row, end) in rows.iter().zip(ends) {
            let places = places.get(start..*end).unwrap_or_default();
            start = *end;
            listed.clear();
            listed.extend(places.iter().filter_map(|place| tokens.get(usize_of(*place))));
            let matched = compare_by(name, listed, pairs, &FIT, |asked, listed| {
                let row = usize_of(*places.get(listed)?) * prepared.len();
                relations.get(row + asked).copied().flatten()
            });
            if let Some(matched) = matched {
                each(row.name(), matched);
            }
        }
    }
}
