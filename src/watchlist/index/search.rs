//! Names that may be of a passenger: by his tokens, or by his birth date.

use std::ops::Range;

use super::words::{BEGINS, Needle, each_taken};
use super::{Beside, Meeting, NameIndex};
use crate::span::{u32_of, usize_of};
use crate::watchlist::compare::{
    CUT_FROM, FIT, LEAST_JOINED, ONE_TOKEN_MOST, most_of_two, most_of_two_and_others, share,
};
use crate::watchlist::dates::{OTHER, UNKNOWN};
use crate::watchlist::normal::{Kind, Token, Tokens, kind_of};
use crate::watchlist::sound::{Ear, LONGEST, SOUNDS, Sound};

/// Most parts into which one token is taken.
const MOST_PARTS: usize = 4;
/// Pairs under a token from which it is compared before they are gone over.
const MANY: usize = 16;

/// A name that is asked for, ready for the indexes.
#[derive(Debug, Default)]
pub(in crate::watchlist) struct Wanted {
    /// Its names, without particles and initials.
    ears: Vec<Ear>,
    /// Neighbouring tokens in one piece.
    joined: Vec<(Sound, u32)>,
    /// What a token looks like in the words of names.
    needles: Vec<Needle>,
    /// Weights of its names.
    weights: Vec<f32>,
    /// Each two neighbours in one piece.
    neighbours: Vec<Sound>,
    /// True when it has initials.
    initials: bool,
    /// True when initials or a cut name may support what is left over.
    supports: bool,
}

/// Names to compare, and memory that is used again.
#[derive(Debug, Default)]
pub(in crate::watchlist) struct Candidates {
    names: Vec<u32>,
    /// Names that are to be compared when they are there three times: once for each pair of three tokens.
    thrice: Vec<u32>,
    /// Places of words.
    met: Vec<u32>,
    near: Near,
}

/// Tokens near those that are asked for.
#[derive(Debug, Default)]
struct Near {
    list: Vec<NearToken>,
    /// A bit for each token, and where it stands in the list.
    bits: Vec<u64>,
    places: Vec<u16>,
}

/// A token near one that is asked for, and whether it is like it, once somebody asked.
#[derive(Clone, Copy, Debug)]
struct NearToken {
    token: u32,
    like: Option<Like>,
}

/// What a near token is like.
#[derive(Clone, Copy, Debug, Default)]
struct Like {
    /// A bit for each name that is asked for.
    ears: u16,
    /// Weight of the pair of the one that it is like, and what of it counts; more than one: all.
    weight: f32,
    share: f32,
}

impl Like {
    /// Like nobody knows what.
    const ANY: Self = Self { ears: u16::MAX, weight: 1.0, share: 1.0 };
}

impl Near {
    /// Most tokens; what comes after is taken to be like all.
    const MOST: usize = 0xfffe;

    fn has(&self, token: u32) -> bool {
        self.bits.get(usize_of(token / 64)).is_some_and(|word| word >> (token % 64) & 1 == 1)
    }

    /// Takes a token that is not there yet.
    fn add(&mut self, token: u32) {
        let Some(word) = self.bits.get_mut(usize_of(token / 64)) else { return };
        let bit = 1_u64 << (token % 64);
        if *word & bit == 0 {
            *word |= bit;
            if let Some(place) = self.places.get_mut(usize_of(token)) {
                *place = u16::try_from(self.list.len().min(Self::MOST)).unwrap_or(u16::MAX);
            }
            self.list.push(NearToken { token, like: None });
        }
    }

    fn clear(&mut self) {
        for near in self.list.drain(..) {
            if let Some(word) = self.bits.get_mut(usize_of(near.token / 64)) {
                *word = 0;
            }
        }
    }

    /// Makes room for so many tokens.
    fn make_room(&mut self, tokens: usize) {
        if self.places.len() < tokens {
            self.places.resize(tokens, 0);
            self.bits.resize(tokens / 64 + 1, 0);
        }
    }
}

impl Candidates {
    /// The names, ascending; none is left.
    pub(in crate::watchlist) fn take(&mut self, each: impl FnMut(u32)) {
        self.thrice.sort_unstable();
        let runs = self.thrice.chunk_by(|a, b| a == b).filter(|run| run.len() >= 3);
        self.names.extend(runs.filter_map(|run| run.first()));
        self.thrice.clear();
        self.names.sort_unstable();
        self.names.dedup();
        self.names.drain(..).for_each(each);
    }
}

/// True when a token may be several in one piece.
fn may_be_broken(sound: &Sound) -> bool {
    (LEAST_JOINED..LONGEST).contains(&sound.len())
}

impl Wanted {
    /// Makes a name ready.
    pub(in crate::watchlist) fn set(&mut self, name: &Tokens) {
        let tokens = name.list.as_slice();
        self.ears.clear();
        self.weights.clear();
        self.joined.clear();
        self.neighbours.clear();
        self.needles.clear();
        self.initials = tokens.iter().any(|token| token.kind == Kind::Initial);
        let strong = tokens.iter().filter(|token| token.kind == Kind::Strong);
        for token in strong {
            self.ears.push(Ear::new(token.sound));
            self.weights.push(token.weight);
        }
        self.supports = self.initials || name.letters >= CUT_FROM;
        let neighbours = tokens.windows(2).filter_map(|pair| pair.first().zip(pair.last()));
        self.neighbours.extend(neighbours.map(|(a, b)| a.sound.join(&b.sound)));
        for start in 0..tokens.len() {
            let Some((first, next)) = tokens.get(start..).and_then(<[Token]>::split_first) else { continue };
            let mut joined = first.sound;
            for token in next.iter().take(MOST_PARTS - 1) {
                joined = joined.join(&token.sound);
                if joined.len() >= LONGEST {
                    break;
                }
                if may_be_broken(&joined) {
                    self.joined.push((joined, joined.bits()));
                }
            }
        }
        self.needles.extend(self.ears.iter().map(Needle::near));
        self.needles.extend(self.joined.iter().map(|joined| Needle::same(joined.1)));
        let broken = self.ears.iter().filter(|ear| may_be_broken(ear.sound()));
        self.needles.extend(broken.map(|ear| Needle::within(ear.bits())));
    }
}

impl NameIndex {
    /// The names that may be the passenger's by their tokens. Two names of several tokens (`several`) share two.
    pub(in crate::watchlist) fn by_tokens(
        &self,
        wanted: &Wanted,
        several: bool,
        worth: &impl Fn(f32, u16) -> bool,
        out: &mut Candidates,
    ) {
        if self.len() == 0 {
            return;
        }
        // Names below this number may be hits by one token: for a passenger of one name, or by what a birth date adds. Those
        // of several birth dates stand first.
        let supported = several && wanted.initials;
        let free = if (!several && wanted.ears.len() < 2) || supported || worth(ONE_TOKEN_MOST, UNKNOWN) {
            u32::MAX
        } else if worth(ONE_TOKEN_MOST, OTHER) {
            self.born(0, OTHER).end
        } else {
            0
        };
        if several && wanted.ears.len() >= 2 {
            self.near(wanted, out);
            self.pairs(wanted, worth, out);
            out.near.clear();
        } else if free > 0 || !several {
            self.near(wanted, out);
            for near in &out.near.list {
                // A name of one token and an initial is found by the two.
                let by_pair = self.meetings(near.token).iter().map(|met| Meeting(*met).name());
                out.names.extend(by_pair.filter(|name| *name < free || !several));
                out.names.extend(self.rest(near.token).iter().filter(|name| **name < free));
            }
            out.near.clear();
        }
        for (joined, _) in &wanted.joined {
            for token in self.vocabulary.exactly(joined) {
                out.names.extend(self.meetings(token).iter().map(|met| Meeting(*met).name()));
                out.names.extend_from_slice(self.rest(token));
            }
        }
        let mut chain = Vec::with_capacity(MOST_PARTS);
        for ear in wanted.ears.iter().filter(|ear| may_be_broken(ear.sound())) {
            self.parts(*ear.sound(), &mut chain, &mut out.names);
        }
    }

    /// The tokens that may be like those of a name.
    fn near(&self, wanted: &Wanted, out: &mut Candidates) {
        let Candidates { met, near, .. } = out;
        near.make_room(self.vocabulary.len());
        for ear in &wanted.ears {
            self.vocabulary.each_near(ear, met, |token| near.add(token));
        }
    }

    /// The names that hold two tokens which are like two of those that are asked for.
    fn pairs(&self, wanted: &Wanted, worth: &impl Fn(f32, u16) -> bool, out: &mut Candidates) {
        let Candidates { names, thrice, near, .. } = out;
        // With names left over on both sides, two are too few.
        let three = wanted.ears.len() >= 3 && !worth(most_of_two_and_others(&FIT), OTHER);
        let others_end = self.born(0, OTHER).end;
        for at in 0..near.list.len() {
            let Some(&NearToken { token, .. }) = near.list.get(at) else { break };
            let meetings = self.meetings(token);
            let mut like = None;
            if meetings.len() > MANY {
                like = Some(self.like(wanted, near, at));
                if like.is_some_and(|like| like.ears == 0) {
                    continue;
                }
            }
            for met in meetings.iter().copied().map(Meeting) {
                if !near.has(met.other()) {
                    continue;
                }
                let first = *like.get_or_insert_with(|| self.like(wanted, near, at));
                if first.ears == 0 {
                    break;
                }
                let place = near.places.get(usize_of(met.other())).copied().unwrap_or_default();
                let other = self.like(wanted, near, usize::from(place));
                if other.ears == 0 || (first.ears | other.ears).count_ones() < 2 {
                    continue;
                }
                let (name, beside) = (met.name(), met.beside());
                if wanted.supports || beside == Beside::Others {
                    names.push(name);
                } else if three && beside == Beside::Names {
                    thrice.push(name);
                } else {
                    // These two are all that can be shared.
                    let most = most_of_two([(first.weight, first.share), (other.weight, other.share)], &FIT);
                    let date = if name < others_end { OTHER } else { UNKNOWN };
                    let all = wanted.ears.len() == 2 || beside == Beside::Nothing;
                    if !all || worth(most, date) || self.is_mended(wanted, token, met.other()) {
                        names.push(name);
                    }
                }
            }
        }
    }

    /// Which of the names that are asked for a near token is like.
    fn like(&self, wanted: &Wanted, near: &mut Near, at: usize) -> Like {
        let Some(slot) = near.list.get_mut(at).filter(|_| at < Near::MOST) else { return Like::ANY };
        *slot.like.get_or_insert_with(|| {
            let mut like = Like::default();
            let Some((sound, bits, kind)) = self.vocabulary.token(slot.token) else { return like };
            for (n, (ear, weight)) in (0_u32..).zip(wanted.ears.iter().zip(&wanted.weights)) {
                if !ear.may_be(bits) {
                    continue;
                }
                let Some(cost) = ear.cost(&sound) else { continue };
                let share = share(cost, ear.sound().len().max(sound.len()), &FIT);
                let weight = 0.5 * (weight + kind_of(kind).1);
                like = Like { ears: like.ears | 1 << n, weight, share };
            }
            if like.ears.count_ones() > 1 { Like { ears: like.ears, ..Like::ANY } } else { like }
        })
    }

    /// True when two tokens are in one piece what two neighbours of the passenger are: a letter slipped over the gap.
    fn is_mended(&self, wanted: &Wanted, a: u32, b: u32) -> bool {
        let (Some((a, ..)), Some((b, ..))) = (self.vocabulary.token(a), self.vocabulary.token(b)) else {
            return false;
        };
        wanted.neighbours.iter().any(|joined| *joined == a.join(&b) || *joined == b.join(&a))
    }

    /// Adds the names in which a token is several neighbouring tokens: takes parts off the front, each of them listed.
    fn parts(&self, sound: Sound, chain: &mut Vec<Range<u32>>, out: &mut Vec<u32>) {
        let len = sound.len();
        if !chain.is_empty() && len >= 2 {
            let last = self.vocabulary.exactly(&sound);
            if !last.is_empty() {
                chain.push(last);
                for pair in chain.windows(2) {
                    if let [a, b] = pair {
                        self.both(a, b, out);
                        self.both(b, a, out);
                    }
                }
                chain.pop();
            }
        }
        if chain.len() + 1 >= MOST_PARTS {
            return;
        }
        for cut in 2..len {
            let first = self.vocabulary.exactly(&sound.part(0..cut));
            if first.is_empty() {
                continue;
            }
            chain.push(first);
            // A doubled sound at the seam is written once.
            for seam in [cut, cut - 1] {
                if seam + 2 <= len {
                    self.parts(sound.part(seam..len), chain, out);
                }
            }
            chain.pop();
        }
    }

    /// Adds the names that stand under a token of a run together with one of another.
    fn both(&self, under: &Range<u32>, other: &Range<u32>, out: &mut Vec<u32>) {
        for token in under.clone() {
            // Pairs are in the order of the other token.
            let meetings = self.meetings(token);
            let from = meetings.partition_point(|met| Meeting(*met).other() < other.start);
            let met = meetings.get(from..).unwrap_or_default().iter().copied().map(Meeting);
            out.extend(met.take_while(|met| met.other() < other.end).map(Meeting::name));
        }
    }

    /// The names that may be the passenger's among those of some dates.
    pub(in crate::watchlist) fn by_date(
        &self,
        wanted: &Wanted,
        several: bool,
        dates: &[(u16, u16)],
        out: &mut Candidates,
    ) {
        let needed = if several && wanted.ears.len() >= 2 { 2 } else { 1 };
        for &(from, to) in dates {
            let names = self.born(from, to);
            let starts = self.stored.token_starts.get(usize_of(names.start)..=usize_of(names.end));
            let starts = starts.unwrap_or_default();
            let (Some(&first), Some(&last)) = (starts.first(), starts.last()) else { continue };
            let words = self.words.get(usize_of(first)..usize_of(last)).unwrap_or_default();
            each_taken(words, &wanted.needles, &mut out.met);
            let mut name = OneName::default();
            for place in out.met.drain(..) {
                if name.is_met(words, usize_of(place), wanted, needed) {
                    let number = starts.partition_point(|start| *start <= first + place);
                    out.names.push(names.start + u32_of(number) - 1);
                }
            }
        }
    }
}

/// What was met of the name in hand.
#[derive(Default)]
struct OneName {
    /// The place after the last word.
    next: usize,
    /// Tokens near one that is asked for.
    near: usize,
    /// The place after the last part of a token in several pieces.
    after_part: usize,
}

impl OneName {
    /// Takes the word at a place; true when its name is to be compared.
    fn is_met(&mut self, words: &[u32], at: usize, wanted: &Wanted, needed: usize) -> bool {
        let since = words.get(self.next..=at).unwrap_or_default();
        if since.iter().any(|word| word & BEGINS != 0) {
            (self.near, self.after_part) = (0, 0);
        }
        self.next = at + 1;
        let word = words.get(at).copied().unwrap_or_default() & !BEGINS;
        if wanted.ears.iter().any(|ear| ear.may_be(word)) {
            self.near += 1;
            if self.near == needed {
                return true;
            }
        }
        let within = |ear: &Ear| may_be_broken(ear.sound()) && word & SOUNDS & !ear.bits() == 0;
        if wanted.ears.iter().any(within) {
            if self.after_part == at && at > 0 {
                return true;
            }
            self.after_part = at + 1;
        }
        wanted.joined.iter().any(|joined| joined.1 == word)
    }
}
