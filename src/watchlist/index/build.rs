//! Putting the index over names together.

use std::collections::HashMap;

use super::dates::ByDate;
use super::layout::{Beside, Layout, MOST_NAMES};
use super::near::Bits;
use super::packed::Packed;
use super::vocabulary::Vocabulary;
use super::words::{BEGINS, Words};
use super::{Kin, ListedName, NameIndex, Names, Starts, Stored};
use crate::span::{u32_of, usize_of};
use crate::watchlist::dates::OTHER;
use crate::watchlist::entry::NameQuality;
use crate::watchlist::filter::Filter;
use crate::watchlist::keyed::Key;
use crate::watchlist::normal::{Kind, Tokens, kind_of};
use crate::watchlist::relation::runs;
use crate::watchlist::sound::Sound;

/// A name that is being added, and where its tokens start.
#[derive(Clone, Copy, Debug)]
struct Added {
    name: ListedName,
    single: bool,
    start: u32,
}

/// Gathers names.
#[derive(Default)]
pub(in crate::watchlist) struct Builder {
    known: HashMap<(Sound, u8), u32>,
    rows: Vec<Added>,
    tokens: Vec<u32>,
}

impl Builder {
    /// Adds a name.
    pub(in crate::watchlist) fn add(
        &mut self,
        entry: u32,
        place: u16,
        quality: NameQuality,
        date: u16,
        tokens: &Tokens,
    ) {
        if u32_of(self.rows.len()) == MOST_NAMES - 1 {
            return;
        }
        let name = ListedName { entry, place, quality, date };
        let single = !are_several(tokens.list.iter().map(|token| token.kind));
        self.rows.push(Added { name, single, start: u32_of(self.tokens.len()) });
        for token in &tokens.list {
            let next = u32_of(self.known.len());
            self.tokens.push(*self.known.entry((token.sound, token.code())).or_insert(next));
        }
    }

    /// Puts the index together.
    pub(in crate::watchlist) fn finish(self, key: Key) -> NameIndex {
        let Self { known, rows, tokens } = self;
        let mut order: Vec<(u64, Sound, u8, u32)> =
            known.into_iter().map(|((sound, kind), n)| (sound.skeleton().bits, sound, kind, n)).collect();
        order.sort_unstable();
        let mut numbers = vec![0_u32; order.len()];
        for (number, (.., old)) in (0_u32..).zip(&order) {
            if let Some(slot) = numbers.get_mut(usize_of(*old)) {
                *slot = number;
            }
        }
        let packed = order.iter().map(|row| Packed::new(row.1, row.2)).collect();
        drop(order);
        let mut by_date: Vec<(bool, u16, u32)> =
            rows.iter().zip(0_u32..).map(|(row, at)| (row.single, row.name.date, at)).collect();
        by_date.sort_unstable();
        let mut names = Names::with_room(rows.len());
        let mut listed = Vec::new();
        for (.., at) in by_date {
            let at = usize_of(at);
            let (Some(row), next) = (rows.get(at), rows.get(at + 1)) else { continue };
            let end = next.map_or(tokens.len(), |next| usize_of(next.start));
            let old = tokens.get(usize_of(row.start)..end).unwrap_or_default();
            let new = old.iter().map(|old| numbers.get(usize_of(*old)).copied().unwrap_or_default());
            listed.clear();
            listed.extend(new);
            names.push(row.name, &listed);
        }
        names.shrink();
        drop((rows, tokens, numbers));
        let mut stored = Stored { tokens: packed, names, ..Stored::default() };
        let uses = stored.meet(stored.layout());
        let mut index = NameIndex::new(stored, Kin::default(), key);
        index.kin = Kin::of(&index.vocabulary, index.len(), &uses);
        index
    }
}

/// True for names of several tokens, apart from particles and initials.
fn are_several(kinds: impl Iterator<Item = Kind>) -> bool {
    kinds.filter(|kind| *kind == Kind::Strong).nth(1).is_some()
}

/// Rows by token as starts and values; the rows are sorted.
fn by_token<T: Copy + Ord>(mut rows: Vec<(u32, T)>, tokens: usize) -> (Vec<u32>, Vec<T>) {
    rows.sort_unstable();
    rows.dedup();
    let mut starts = vec![0_u32; tokens + 1];
    for (token, _) in &rows {
        if let Some(count) = starts.get_mut(usize_of(*token) + 1) {
            *count += 1;
        }
    }
    add_up(&mut starts);
    (starts, rows.iter().map(|row| row.1).collect())
}

/// Counts as the starts of runs.
pub(super) fn add_up(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += *count;
        *count = sum;
    }
}

/// True when a name holds a token twice: its pairs are fewer than those of other names.
fn repeats(tokens: &[u32]) -> bool {
    let mut rest = tokens;
    while let Some((token, next)) = rest.split_first() {
        if next.contains(token) {
            return true;
        }
        rest = next;
    }
    false
}

impl Stored {
    /// How pairs are kept: it follows from how many names and tokens there are.
    fn layout(&self) -> Layout {
        Layout::of(self.names.len(), self.tokens.len())
    }

    /// Fills the pairs of tokens, kept by a layout, and what stands under one; gives how often each token is used.
    fn meet(&mut self, layout: Layout) -> Vec<u32> {
        let mut counts = vec![0_u32; self.tokens.len()];
        for token in self.names.iter().flat_map(|(_, tokens)| tokens) {
            if let Some(count) = counts.get_mut(usize_of(*token)) {
                *count += 1;
            }
        }
        let strong = |token: u32| {
            self.tokens.get(usize_of(token)).is_some_and(|token| kind_of(token.kind()).0 == Kind::Strong)
        };
        // Rarer ones are less; what is no name is never the rarer one.
        let rank = |token: u32| (!strong(token), counts.get(usize_of(token)).copied(), token);
        let mut meetings: Vec<(u32, (u32, u32))> = Vec::with_capacity(self.names.len() * 3);
        let mut alone: Vec<(u32, u32)> = Vec::with_capacity(self.names.len());
        for (name, (_, tokens)) in (0_u32..).zip(self.names.iter()) {
            let beside = match tokens.len() {
                _ if !tokens.iter().all(|token| strong(*token)) || repeats(tokens) => Beside::Others,
                ..=2 => Beside::Nothing,
                _ => Beside::Names,
            };
            let several = self.are_several(tokens);
            let beside_it = if several {
                Beside::Names
            } else if self.has_initials(tokens) {
                Beside::Others
            } else {
                Beside::Nothing
            };
            for (at, &token) in tokens.iter().enumerate().filter(|(_, token)| strong(**token)) {
                let others = tokens.iter().enumerate().filter(|(other, _)| *other != at);
                let mut under = others.filter(|(_, other)| rank(token) <= rank(**other)).peekable();
                if !several || under.peek().is_none() {
                    alone.push((token, layout.keep(beside_it, 0, name)));
                }
                let of = |other: u32| (token, (layout.product(other), layout.keep(beside, other, name)));
                meetings.extend(under.map(|(_, other)| of(*other)));
            }
        }
        let (starts, meetings) = by_token(meetings, self.tokens.len());
        self.meeting_starts = Starts::of(starts);
        (self.others, self.met) =
            meetings.into_iter().map(|(other, met)| (layout.upper_of(other), met)).unzip();
        let (starts, under) = by_token(alone, self.tokens.len());
        (self.under_starts, self.under) = (Starts::of(starts), under);
        counts
    }

    /// True for names of several tokens, apart from particles and initials.
    fn are_several(&self, tokens: &[u32]) -> bool {
        are_several(self.kinds(tokens))
    }

    fn has_initials(&self, tokens: &[u32]) -> bool {
        self.kinds(tokens).any(|kind| kind == Kind::Initial)
    }

    fn kinds(&self, tokens: &[u32]) -> impl Iterator<Item = Kind> {
        tokens.iter().filter_map(|token| Some(kind_of(self.tokens.get(usize_of(*token))?.kind()).0))
    }
}

/// Neighbouring tokens of names in one piece to a word of the filter that holds them.
const TO_A_WORD: usize = 8;

/// The sounds that a passenger's token may have which is several neighbouring tokens of a name.
fn in_one_piece(vocabulary: &Vocabulary, stored: &Stored) -> Vec<Sound> {
    let sound = |token: &u32| vocabulary.token(*token).map(Packed::sound).unwrap_or_default();
    let mut pieces: Vec<Sound> =
        stored.names.iter().flat_map(|(_, tokens)| runs(tokens.iter().map(sound))).collect();
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

/// The bits of a token that is a name; nothing for what is none.
fn word_of(token: Packed) -> u32 {
    if kind_of(token.kind()).0 == Kind::Strong { token.bits() } else { 0 }
}

impl NameIndex {
    /// The index of arrays that belong together; what does not is never read.
    pub(in crate::watchlist) fn new(mut stored: Stored, kin: Kin, key: Key) -> Self {
        let layout = stored.layout();
        let singles = stored.names.iter().position(|(_, tokens)| !stored.are_several(tokens));
        let singles = singles.unwrap_or(stored.names.len());
        let names = || stored.names.iter().map(|(name, tokens)| (name.date, tokens.len()));
        let several = ByDate::new(names().take(singles), (0, 0));
        let singles_words = names().take(singles).map(|name| u32_of(name.1)).sum();
        let singles = ByDate::new(names().skip(singles), (u32_of(singles), singles_words));
        let some_with_initials = stored.under.iter().any(|under| layout.met(*under).beside == Beside::Others);
        let mut single = Bits::of(stored.tokens.len());
        for token in (0..).take(stored.tokens.len()) {
            let first = stored.under.get(stored.under_starts.range(token)).and_then(<[u32]>::first);
            if first.is_some_and(|first| layout.met(*first).beside != Beside::Names) {
                single.set(token);
            }
        }
        let vocabulary = Vocabulary::new(std::mem::take(&mut stored.tokens), key);
        // Names without one certain date are looked for by their tokens only.
        let mut words = Words::default();
        if stored.names.iter().any(|(name, _)| name.date < OTHER) {
            let of = |token: &u32| vocabulary.token(*token).map(word_of).unwrap_or_default();
            let begins = || std::iter::once(BEGINS).chain(std::iter::repeat(0));
            let of_name = |tokens| begins().zip(tokens).map(|(begins, token)| of(token) | begins);
            let count = stored.names.iter().map(|(_, tokens)| tokens.len()).sum();
            words = Words::of(stored.names.iter().flat_map(|(_, tokens)| of_name(tokens)), count);
        }
        let in_one = Filter::of(
            in_one_piece(&vocabulary, &stored).iter().map(|sound| vocabulary.hash(sound.packed())),
            TO_A_WORD,
        );
        let kin = kin.ready(&vocabulary);
        Self { vocabulary, stored, layout, kin, in_one, words, several, singles, single, some_with_initials }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens that a layout without room for all bits does not tell apart make a pair each with another one: names of three tokens
    /// are counted by their pairs.
    #[test]
    fn tokens_that_are_not_told_apart_make_a_pair_each() {
        let layout = Layout::of_bits(30, 17);
        let other = (1..1 << 17).find(|other| layout.upper(*other) == layout.upper(0)).unwrap();
        let (one, rare) = (0, other + 1);
        let tokens = (0..=rare).map(|n| Packed::new(Sound::unpacked(u128::from(n) << 40), 4)).collect();
        let mut names = Names::with_room(3);
        let name = |entry| ListedName { entry, place: 0, quality: NameQuality::Primary, date: OTHER };
        for (entry, listed) in (0..).zip([&[rare, one, other][..], &[one, 7], &[other, 7]]) {
            names.push(name(entry), listed);
        }
        let mut stored = Stored { tokens, names, ..Stored::default() };
        stored.meet(layout);
        let pairs = stored.meeting_starts.range(rare);
        assert_eq!(stored.others[pairs.clone()], [layout.upper(one); 2]);
        let met: Vec<u32> = stored.met[pairs].to_vec();
        assert!(met.iter().all(|met| layout.tokens(layout.upper(one), layout.met(*met)).any(|n| n == other)));
    }
}
