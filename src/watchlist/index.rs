//! The index over names: tokens as numbers in the order of their skeletons, and for each token the names that hold it with
//! their birth dates. Everything is a few flat arrays.

use std::collections::HashMap;

use super::compare::LEAST_JOINED;
use super::dates::{DateFilter, OTHER, UNKNOWN, summary};
use super::entry::NameQuality;
use super::keyed::{Key, KeyedState, halves};
use super::normal::{Kind, MOST_TOKENS, Token, Tokens, kind_of};
use super::sound::{Ear, LONGEST, Sound};
use crate::span::{u32_of, usize_of};

/// Postings up to which all dates are looked at in a row.
const SHORT: usize = 64;
/// Tokens like frequent tokens that are kept, a name.
const NEAR_OF_NAME: usize = 3;
/// Most parts into which one token is taken.
const MOST_PARTS: usize = 4;

/// A name that is being added.
#[derive(Clone, Copy, Debug)]
struct Row {
    entry: u32,
    /// Place among the names of its entry.
    place: u16,
    quality: u8,
    date: u16,
}

/// Gathers names.
#[derive(Default)]
pub(super) struct Builder {
    known: HashMap<(Sound, u8), u32>,
    rows: Vec<Row>,
    starts: Vec<u32>,
    tokens: Vec<u32>,
}

/// The index; see the module.
pub(super) struct NameIndex {
    // By token, in the order of skeletons and then of sounds.
    pub(super) sounds: Vec<u128>,
    bits: Vec<u32>,
    pub(super) codes: Vec<u8>,
    summaries: Vec<u64>,
    pub(super) posting_starts: Vec<u32>,
    // By posting.
    pub(super) posting_dates: Vec<u16>,
    pub(super) posting_names: Vec<u32>,
    // By name, in the order of entries.
    pub(super) token_starts: Vec<u32>,
    pub(super) name_tokens: Vec<u32>,
    pub(super) name_entries: Vec<u32>,
    /// Quality in the low three bits, place among the entry's names above.
    pub(super) name_kinds: Vec<u16>,
    pub(super) name_dates: Vec<u16>,
    /// Tokens like a token, for frequent ones: a range of `near`.
    pub(super) near_starts: Vec<u32>,
    pub(super) near: Vec<u32>,
    /// A bit for each listed sound, by its hash; a filter before looking further.
    listed: Vec<u64>,
    key: Key,
    // By skeleton.
    groups: HashMap<u64, u32, KeyedState>,
    group_starts: Vec<u32>,
    /// For a skeleton without one class the tokens that give it: a range of `shorter_tokens`, which holds the bits of each
    /// token beside its number, so that most are passed over without looking further.
    shorter: HashMap<u64, (u32, u32), KeyedState>,
    shorter_tokens: Vec<(u32, u32)>,
}

/// A name of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListedName<'i> {
    pub(super) entry: u32,
    pub(super) place: u16,
    pub(super) quality: NameQuality,
    pub(super) date: u16,
    tokens: &'i [u32],
}

const QUALITIES: [NameQuality; 5] =
    [NameQuality::Primary, NameQuality::Good, NameQuality::Original, NameQuality::Former, NameQuality::Weak];

impl Builder {
    /// Adds a name.
    pub(super) fn add(&mut self, entry: u32, place: u16, quality: NameQuality, date: u16, tokens: &Tokens) {
        let code = QUALITIES.iter().position(|known| *known == quality).and_then(|n| u8::try_from(n).ok());
        self.rows.push(Row { entry, place, quality: code.unwrap_or_default(), date });
        self.starts.push(u32_of(self.tokens.len()));
        for token in &tokens.list {
            let next = u32_of(self.known.len());
            self.tokens.push(*self.known.entry((token.sound, token.code())).or_insert(next));
        }
    }

    /// Puts the index together.
    pub(super) fn finish(self, key: Key) -> NameIndex {
        let Self { known, rows, mut starts, tokens } = self;
        starts.push(u32_of(tokens.len()));
        let mut order: Vec<(u64, Sound, u8, u32)> =
            known.into_iter().map(|((sound, code), n)| (sound.skeleton().bits, sound, code, n)).collect();
        order.sort_unstable();
        let mut numbers = vec![0_u32; order.len()];
        for (number, (.., old)) in (0_u32..).zip(&order) {
            if let Some(slot) = numbers.get_mut(usize_of(*old)) {
                *slot = number;
            }
        }
        let name_tokens: Vec<u32> =
            tokens.iter().map(|old| numbers.get(usize_of(*old)).copied().unwrap_or_default()).collect();
        let codes: Vec<u8> = order.iter().map(|row| row.2).collect();
        let sounds: Vec<u128> = order.iter().map(|row| row.1.packed()).collect();
        drop((order, tokens, numbers));
        // Postings: token, date, name.
        let mut postings: Vec<(u32, u16, u32)> = Vec::with_capacity(name_tokens.len());
        for (name, (row, range)) in (0_u32..).zip(rows.iter().zip(starts.windows(2))) {
            let &[from, to] = range else { continue };
            for &token in name_tokens.get(usize_of(from)..usize_of(to)).unwrap_or_default() {
                if codes.get(usize_of(token)).is_some_and(|code| kind_of(*code).0 == Kind::Strong) {
                    postings.push((token, row.date, name));
                }
            }
        }
        postings.sort_unstable();
        postings.dedup();
        let mut posting_starts = vec![0_u32; codes.len() + 1];
        for &(token, ..) in &postings {
            if let Some(count) = posting_starts.get_mut(usize_of(token) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut posting_starts {
            sum += *start;
            *start = sum;
        }
        let stored = Stored {
            sounds,
            codes,
            posting_starts,
            posting_dates: postings.iter().map(|row| row.1).collect(),
            posting_names: postings.iter().map(|row| row.2).collect(),
            token_starts: starts,
            name_tokens,
            name_entries: rows.iter().map(|row| row.entry).collect(),
            name_kinds: rows
                .iter()
                .map(|row| (row.place.min(0x1fff) << 3) | u16::from(row.quality))
                .collect(),
            name_dates: rows.iter().map(|row| row.date).collect(),
            near_starts: Vec::new(),
            near: Vec::new(),
        };
        drop(postings);
        let mut index = NameIndex::new(stored, key);
        index.look_up_near();
        index
    }
}

/// The arrays that are stored; the rest follows from them.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub(super) sounds: Vec<u128>,
    pub(super) codes: Vec<u8>,
    pub(super) posting_starts: Vec<u32>,
    pub(super) posting_dates: Vec<u16>,
    pub(super) posting_names: Vec<u32>,
    pub(super) token_starts: Vec<u32>,
    pub(super) name_tokens: Vec<u32>,
    pub(super) name_entries: Vec<u32>,
    pub(super) name_kinds: Vec<u16>,
    pub(super) name_dates: Vec<u16>,
    pub(super) near_starts: Vec<u32>,
    pub(super) near: Vec<u32>,
}

impl NameIndex {
    /// The index of arrays that belong together; what does not is never read.
    pub(super) fn new(mut stored: Stored, key: Key) -> Self {
        let mut listed = vec![0_u64; stored.sounds.len() / 4 + 1];
        for sound in &stored.sounds {
            let (word, bit) = Self::place(key, &Sound::unpacked(*sound), listed.len());
            if let Some(word) = listed.get_mut(word) {
                *word |= bit;
            }
        }
        let bits = stored.sounds.iter().map(|sound| Sound::unpacked(*sound).bits()).collect();
        let summaries = stored
            .posting_starts
            .windows(2)
            .map(|range| {
                let &[from, to] = range else { return 0 };
                let dates = stored.posting_dates.get(usize_of(from)..usize_of(to)).unwrap_or_default();
                dates.iter().fold(0, |bits, date| bits | summary(*date))
            })
            .collect();
        let mut groups = HashMap::with_hasher(KeyedState(key));
        let mut group_starts = Vec::new();
        let mut shorter_keys: Vec<(u64, u32)> = Vec::new();
        let mut last = None;
        for (token, sound) in (0_u32..).zip(&stored.sounds) {
            let skeleton = Sound::unpacked(*sound).skeleton();
            if last != Some(skeleton) {
                last = Some(skeleton);
                groups.insert(skeleton.bits, u32_of(group_starts.len()));
                group_starts.push(token);
            }
            if skeleton.len >= 3 {
                let mut before = None;
                let keys = skeleton.without_one().filter(|bits| before.replace(*bits) != Some(*bits));
                shorter_keys.extend(keys.map(|bits| (bits, token)));
            }
        }
        group_starts.push(u32_of(stored.sounds.len()));
        shorter_keys.sort_unstable();
        shorter_keys.dedup();
        let mut shorter: HashMap<u64, (u32, u32), KeyedState> = HashMap::with_hasher(KeyedState(key));
        for (at, (bits, _)) in (0_u32..).zip(&shorter_keys) {
            shorter.entry(*bits).or_insert((at, at)).1 = at + 1;
        }
        shorter.shrink_to_fit();
        groups.shrink_to_fit();
        let of =
            |token: u32| stored.sounds.get(usize_of(token)).map_or(0, |sound| Sound::unpacked(*sound).bits());
        let shorter_tokens = shorter_keys.iter().map(|row| (of(row.1), row.1)).collect();
        for array in [
            &mut stored.posting_names,
            &mut stored.name_tokens,
            &mut stored.token_starts,
            &mut stored.name_entries,
        ] {
            array.shrink_to_fit();
        }
        stored.name_kinds.shrink_to_fit();
        Self {
            sounds: stored.sounds,
            bits,
            codes: stored.codes,
            summaries,
            posting_starts: stored.posting_starts,
            posting_dates: stored.posting_dates,
            posting_names: stored.posting_names,
            token_starts: stored.token_starts,
            name_tokens: stored.name_tokens,
            name_entries: stored.name_entries,
            name_kinds: stored.name_kinds,
            name_dates: stored.name_dates,
            near_starts: stored.near_starts,
            near: stored.near,
            listed,
            key,
            groups,
            group_starts,
            shorter,
            shorter_tokens,
        }
    }

    /// Number of names.
    pub(super) fn len(&self) -> usize {
        self.name_entries.len()
    }

    /// A name.
    pub(super) fn name(&self, number: u32) -> Option<ListedName<'_>> {
        let at = usize_of(number);
        let (from, to) = (*self.token_starts.get(at)?, *self.token_starts.get(at + 1)?);
        let kind = *self.name_kinds.get(at)?;
        Some(ListedName {
            entry: *self.name_entries.get(at)?,
            place: kind >> 3,
            date: *self.name_dates.get(at)?,
            quality: QUALITIES.get(usize::from(kind & 7)).copied().unwrap_or(NameQuality::Weak),
            tokens: self.name_tokens.get(usize_of(from)..usize_of(to))?,
        })
    }

    /// The tokens of a name, written over `out`; how many there are.
    pub(super) fn tokens<'o>(&self, name: &ListedName<'_>, out: &'o mut [Token; MOST_TOKENS]) -> &'o [Token] {
        let mut len = 0;
        for (slot, &token) in out.iter_mut().zip(name.tokens) {
            let at = usize_of(token);
            let (Some(sound), Some(bits), Some(code)) =
                (self.sounds.get(at), self.bits.get(at), self.codes.get(at))
            else {
                break;
            };
            let (kind, weight) = kind_of(*code);
            *slot = Token { sound: Sound::unpacked(*sound), bits: *bits, kind, weight };
            len += 1;
        }
        out.get(..len).unwrap_or_default()
    }

    /// True when two tokens of a name may be like two of those that are asked for: the cheap question before comparing.
    pub(super) fn may_share_two(&self, name: u32, ears: &[Ear]) -> bool {
        let mut shared = 0_u32;
        let at = usize_of(name);
        let edge = |at: usize| self.token_starts.get(at).copied().map_or(0, usize_of);
        for &token in self.name_tokens.get(edge(at)..edge(at + 1)).unwrap_or_default() {
            let Some(bits) = self.bits.get(usize_of(token)) else { continue };
            shared += u32::from(ears.iter().any(|ear| ear.may_be(*bits)));
        }
        shared >= 2
    }

    fn postings(&self, token: u32) -> std::ops::Range<usize> {
        let at = usize_of(token);
        let edge = |at: usize| self.posting_starts.get(at).copied().map_or(0, usize_of);
        edge(at)..edge(at + 1)
    }

    fn group(&self, group: u32) -> std::ops::Range<usize> {
        let at = usize_of(group);
        let edge = |at: usize| self.group_starts.get(at).copied().map_or(0, usize_of);
        edge(at)..edge(at + 1)
    }

    /// The place of a sound in the filter of listed sounds.
    fn place(key: Key, sound: &Sound, words: usize) -> (usize, u64) {
        let (high, low) = halves(sound.packed());
        let hash = key.hash(high ^ low.rotate_left(31));
        let word = (u128::from(hash) * u128::try_from(words).unwrap_or_default()) >> 64;
        (usize::try_from(word).unwrap_or_default(), 1 << (hash & 63))
    }

    /// The tokens that have exactly a sound.
    fn exactly(&self, sound: &Sound) -> std::ops::Range<usize> {
        // Most sounds that are asked for are not listed: one look at a small filter says so.
        let (word, bit) = Self::place(self.key, sound, self.listed.len());
        if self.listed.get(word).is_none_or(|word| word & bit == 0) {
            return 0..0;
        }
        let Some(&group) = self.groups.get(&sound.skeleton().bits) else { return 0..0 };
        let range = self.group(group);
        let sounds = self.sounds.get(range.clone()).unwrap_or_default();
        let packed = sound.packed();
        let from = sounds.partition_point(|listed| *listed < packed);
        let len =
            sounds.get(from..).unwrap_or_default().iter().take_while(|listed| **listed == packed).count();
        range.start + from..range.start + from + len
    }

    /// Number of names that hold exactly a sound.
    pub(super) fn frequency(&self, sound: &Sound) -> usize {
        let tokens = self.exactly(sound);
        let edge = |at: usize| self.posting_starts.get(at).copied().map_or(0, usize_of);
        edge(tokens.end) - edge(tokens.start)
    }

    /// The tokens whose skeletons meet that of `ear`, and which hold nearly the same sounds; some of them twice.
    fn each_near(&self, ear: &Ear, mut each: impl FnMut(u32)) {
        let skeleton = ear.skeleton();
        let mut group = |bits: u64| {
            let Some(&group) = self.groups.get(&bits) else { return };
            let range = self.group(group);
            let bits = self.bits.get(range.clone()).unwrap_or_default();
            range.zip(bits).filter(|(_, bits)| ear.may_be(**bits)).for_each(|(token, _)| each(u32_of(token)));
        };
        group(skeleton.bits);
        if skeleton.len == 2 {
            group(skeleton.turned());
        }
        if skeleton.len >= 3 {
            skeleton.without_one().for_each(&mut group);
        }
        let mut shorter = |bits: u64| {
            let (from, to) = self.shorter.get(&bits).copied().unwrap_or_default();
            let tokens = self.shorter_tokens.get(usize_of(from)..usize_of(to)).unwrap_or_default();
            tokens.iter().filter(|(bits, _)| ear.may_be(*bits)).for_each(|(_, token)| each(*token));
        };
        if skeleton.len >= 2 {
            shorter(skeleton.bits);
        }
        if skeleton.len >= 3 {
            let mut last = None;
            skeleton.without_one().filter(|bits| last.replace(*bits) != Some(*bits)).for_each(&mut shorter);
        }
    }

    /// Adds the names that hold a token like `asked` and whose birth date may agree.
    pub(super) fn holding_alike(&self, asked: &Token, born: &DateFilter, out: &mut Vec<u32>) {
        if let Some(near) = self.near_of(&asked.sound) {
            for &token in near {
                if self.summaries.get(usize_of(token)).is_some_and(|summary| summary & born.summary != 0) {
                    self.holding(token, born, out);
                }
            }
            return;
        }
        self.each_alike(&asked.sound, born.summary, |token| self.holding(token, born, out));
    }

    /// The tokens like a listed token, where they were looked up when the index was built.
    fn near_of(&self, sound: &Sound) -> Option<&[u32]> {
        let at = self.exactly(sound).start;
        let (from, to) = (*self.near_starts.get(at)?, *self.near_starts.get(at + 1)?);
        let listed = self.sounds.get(at).is_some_and(|listed| *listed == sound.packed());
        self.near.get(usize_of(from)..usize_of(to)).filter(|near| listed && !near.is_empty())
    }

    /// The tokens like a sound whose summary of dates meets some bits.
    fn each_alike(&self, sound: &Sound, dates: u64, mut each: impl FnMut(u32)) {
        let ear = Ear::new(*sound);
        let mut near: Vec<u32> = Vec::new();
        self.each_near(&ear, |token| {
            let at = usize_of(token);
            if self.summaries.get(at).is_some_and(|summary| summary & dates != 0)
                && let Some(sound) = self.sounds.get(at)
                && ear.cost(&Sound::unpacked(*sound)).is_some()
            {
                near.push(token);
            }
        });
        near.sort_unstable();
        near.dedup();
        near.into_iter().for_each(&mut each);
    }

    /// Looks up what is like the most frequent tokens, as long as there is room: most of those that are asked for are
    /// among them.
    fn look_up_near(&mut self) {
        let room = self.name_entries.len().saturating_mul(NEAR_OF_NAME);
        let size = |at: u32| self.postings(at).len();
        let mut order: Vec<u32> = (0..u32_of(self.sounds.len())).filter(|at| size(*at) > 0).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(size(*at)), *at));
        let (mut found, mut ranges) = (Vec::new(), vec![(0_u32, 0_u32); self.sounds.len()]);
        for at in order {
            let Some(sound) = self.sounds.get(usize_of(at)).map(|sound| Sound::unpacked(*sound)) else {
                continue;
            };
            let from = u32_of(found.len());
            self.each_alike(&sound, u64::MAX, |token| found.push(token));
            if found.len() > room {
                found.truncate(usize_of(from));
                break;
            }
            if let Some(range) = ranges.get_mut(usize_of(at)) {
                *range = (from, u32_of(found.len()));
            }
        }
        self.near_starts = Vec::with_capacity(ranges.len() + 1);
        self.near = Vec::with_capacity(found.len());
        for (from, to) in ranges {
            self.near_starts.push(u32_of(self.near.len()));
            self.near.extend_from_slice(found.get(usize_of(from)..usize_of(to)).unwrap_or_default());
        }
        self.near_starts.push(u32_of(self.near.len()));
    }

    /// Adds the names that hold a token and whose birth date may agree.
    fn holding(&self, token: u32, born: &DateFilter, out: &mut Vec<u32>) {
        let range = self.postings(token);
        let (Some(names), Some(dates)) =
            (self.posting_names.get(range.clone()), self.posting_dates.get(range))
        else {
            return;
        };
        if born.is_all() {
            out.extend_from_slice(names);
            return;
        }
        if names.len() <= SHORT {
            out.extend(names.iter().zip(dates).filter(|(_, date)| born.has(**date)).map(|(name, _)| *name));
            return;
        }
        let mut take = |from: u16, to: u16| {
            let start = dates.partition_point(|date| *date < from);
            let len = dates.get(start..).unwrap_or_default().partition_point(|date| *date <= to);
            out.extend_from_slice(names.get(start..start + len).unwrap_or_default());
        };
        take(*born.year.start(), *born.year.end());
        take(OTHER, if born.known_only { OTHER } else { UNKNOWN });
        for &near in &born.near {
            take(near, near);
        }
    }

    /// Adds the names in which neighbouring tokens of the passenger are one token.
    pub(super) fn holding_joined(&self, asked: &[Token], born: &DateFilter, out: &mut Vec<u32>) {
        for start in 0..asked.len() {
            let Some((first, next)) = asked.get(start..).and_then(<[Token]>::split_first) else { continue };
            let mut joined = first.sound;
            for token in next.iter().take(MOST_PARTS - 1) {
                joined = joined.join(&token.sound);
                if joined.len() >= LONGEST {
                    break;
                }
                if joined.len() < LEAST_JOINED {
                    continue;
                }
                for token in self.exactly(&joined) {
                    self.holding(u32_of(token), born, out);
                }
            }
        }
    }

    /// Adds the names in which one token of the passenger is several neighbouring tokens.
    pub(super) fn holding_parts(&self, asked: &Token, born: &DateFilter, out: &mut Vec<u32>) {
        if asked.kind == Kind::Strong && (LEAST_JOINED..LONGEST).contains(&asked.sound.len()) {
            self.parts(asked.sound, MOST_PARTS, None, born, out);
        }
    }

    /// Takes parts off the front; `fewest` are the tokens of the part before that has the fewest names.
    fn parts(
        &self,
        sound: Sound,
        parts: usize,
        fewest: Option<&std::ops::Range<usize>>,
        born: &DateFilter,
        out: &mut Vec<u32>,
    ) {
        let whole = self.exactly(&sound);
        if parts < MOST_PARTS && !whole.is_empty() && sound.len() >= 2 {
            // Without a part that is a name in all of its uses, the last one stands for the others.
            let anchor = self.fewer(fewest, &whole).unwrap_or(whole);
            for token in anchor {
                self.holding(u32_of(token), born, out);
            }
        }
        if parts < 2 {
            return;
        }
        let len = sound.len();
        for cut in 2..len {
            let first = self.exactly(&sound.part(0..cut));
            if first.is_empty() {
                continue;
            }
            let anchor = self.fewer(fewest, &first);
            // A doubled sound at the seam is written once.
            for seam in [cut, cut - 1] {
                if seam + 2 <= len {
                    self.parts(sound.part(seam..len), parts - 1, anchor.as_ref(), born, out);
                }
            }
        }
    }

    /// The one of two runs of tokens that has fewer names; a run counts only when all of its tokens are names.
    fn fewer(
        &self,
        a: Option<&std::ops::Range<usize>>,
        b: &std::ops::Range<usize>,
    ) -> Option<std::ops::Range<usize>> {
        let strong = |code: &u8| kind_of(*code).0 == Kind::Strong;
        let usable = self.codes.get(b.clone()).is_some_and(|codes| codes.iter().all(strong));
        let edge = |at: usize| self.posting_starts.get(at).copied().map_or(0, usize_of);
        let size = |range: &std::ops::Range<usize>| edge(range.end) - edge(range.start);
        usable.then_some(b).into_iter().chain(a).min_by_key(|range| size(range)).cloned()
    }
}
