//! The index over names: their tokens as numbers, for each token the names in which it is the rarer one of two, and the names
//! in the order of their birth dates. Everything is a few flat arrays.

mod born;
mod bound;
mod build;
mod dates;
mod kin;
mod layout;
mod names;
mod near;
mod packed;
mod pairs;
mod search;
mod starts;
mod vocabulary;
mod words;

pub(super) use born::Born;
pub(super) use build::Builder;
pub(super) use kin::Kin;
pub(super) use names::{ListedName, Names, Row};
pub(super) use packed::Packed;
pub(super) use search::{Candidates, Wanted};
pub(super) use starts::Starts;
use vocabulary::Vocabulary;
use words::Words;

use self::dates::ByDate;
use self::layout::{Layout, Met};
use self::near::Bits;
use super::filter::Filter;

/// The arrays that are stored; the rest follows from them.
#[derive(Debug, Default)]
pub(super) struct Stored {
    /// In the order of skeletons and then of sounds.
    pub(super) tokens: Vec<Packed>,
    /// Pairs of tokens of which one is a name, under the rarer name.
    pub(super) meeting_starts: Starts,
    /// Sixteen bits of the other token of each pair, ascending under a name, and beside them where the two meet.
    pub(super) others: Vec<u16>,
    pub(super) met: Vec<u32>,
    /// Names of one token under it with what is beside it, and then names of several that stand under none of their pairs, under
    /// the commonest of their tokens.
    pub(super) under_starts: Starts,
    pub(super) under: Vec<u32>,
    /// Those of several tokens and then those of one, each in the order of birth dates and then of entries.
    pub(super) names: Names,
}

/// The index; see the module.
pub(super) struct NameIndex {
    pub(super) vocabulary: Vocabulary,
    pub(super) stored: Stored,
    /// How pairs are kept; it follows from how many names and tokens there are.
    layout: Layout,
    pub(super) kin: Kin,
    /// Neighbouring tokens of names in one piece.
    in_one: Filter,
    /// Bits of the tokens of all names; the first of a name says so. Only where names are looked for by date.
    words: Words,
    /// Names of several tokens, apart from particles and initials, by date.
    several: ByDate,
    /// Names of one token by date, a bit for each such token, and whether some of the names have initials.
    singles: ByDate,
    single: Bits,
    some_with_initials: bool,
}

impl NameIndex {
    /// Number of names.
    pub(super) fn len(&self) -> usize {
        self.stored.names.len()
    }

    /// A name by its number.
    pub(super) fn row(&self, name: u32) -> Option<Row> {
        self.stored.names.row(name)
    }

    /// The tokens of a name, as numbers.
    pub(super) fn tokens<'n>(&'n self, row: &'n Row) -> &'n [u32] {
        self.stored.names.tokens(row)
    }

    /// A token by its number.
    pub(super) fn packed(&self, number: u32) -> Packed {
        self.vocabulary.token(number).unwrap_or(Packed(0))
    }

    /// The names of the pairs under a token.
    fn met(&self, token: u32) -> impl Iterator<Item = u32> {
        let met = self.stored.met.get(self.stored.meeting_starts.range(token)).unwrap_or_default();
        met.iter().map(|met| self.layout.met(*met).name)
    }

    /// The names under a token: those of one token first.
    fn under(&self, token: u32) -> impl Iterator<Item = Met> + Clone {
        let under = self.stored.under.get(self.stored.under_starts.range(token)).unwrap_or_default();
        under.iter().map(|under| self.layout.met(*under))
    }
}
