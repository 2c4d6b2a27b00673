//! Tokens near those that are asked for, and what each of them is like.

use super::bound::each_near;
use super::layout::{Layout, UpperBits};
use super::packed::Packed;
use super::search::{Other, Wanted};
use super::vocabulary::{Places, Vocabulary};
use crate::span::{u32_of, usize_of};
use crate::watchlist::ear::Ear;
use crate::watchlist::fit::FIT;
use crate::watchlist::memo::Memo;
use crate::watchlist::normal::kind_of;
use crate::watchlist::relation::share;

/// Tokens near those that are asked for; memory that is used again.
#[derive(Debug, Default)]
pub(super) struct Near {
    pub(super) list: Vec<u32>,
    /// A bit for each token of the list.
    pub(super) bits: Bits,
    /// The same for the upper bits of tokens, with the names that they are near.
    pub(super) upper: UpperBits,
    layout: Layout,
    /// Tokens that may be near names, for each name where they end, and a bit for each of those of a name.
    maybe: Vec<u32>,
    ends: Vec<usize>,
    seen: Bits,
    packed: Vec<Packed>,
    /// What tokens are like, by their numbers.
    pub(super) likes: Memo<Like>,
}

/// A bit for each token of a list.
#[derive(Debug, Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// No bits of so many tokens.
    pub(super) fn of(tokens: usize) -> Self {
        let mut bits = Self::default();
        bits.make_room(tokens);
        bits
    }

    fn make_room(&mut self, tokens: usize) {
        let words = tokens / 64 + 1;
        if self.0.len() < words {
            self.0.resize(words, 0);
        }
    }

    #[inline]
    pub(super) fn has(&self, token: u32) -> bool {
        self.0.get(usize_of(token / 64)).is_some_and(|word| word >> (token % 64) & 1 == 1)
    }

    /// Sets the bit of a token; true when it was not set.
    pub(super) fn set(&mut self, token: u32) -> bool {
        let Some(word) = self.0.get_mut(usize_of(token / 64)) else { return false };
        let bit = 1_u64 << (token % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    /// Takes the bits of some tokens, which are all that are set, away.
    fn clear(&mut self, tokens: &[u32]) {
        for token in tokens {
            if let Some(word) = self.0.get_mut(usize_of(token / 64)) {
                *word = 0;
            }
        }
    }
}

/// What a token is like.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Like {
    /// A bit for each name that is asked for.
    pub(super) ears: u16,
    /// True when it is like none of them but like a particle, which then has a bit above theirs.
    pub(super) particle: bool,
    /// Weight of the pair of the one that it is like, and what of it counts; more than one: all.
    pub(super) weight: f32,
    pub(super) share: f32,
}

impl Near {
    /// Makes room for the tokens of a list.
    pub(super) fn make_room(&mut self, vocabulary: &Vocabulary, layout: Layout) {
        self.layout = layout;
        self.upper.make_room();
        self.bits.make_room(vocabulary.len());
        self.seen.make_room(vocabulary.len());
        self.likes.forget();
    }

    /// Takes a token that is near a name, which is known by its bit.
    pub(super) fn add(&mut self, token: u32, name: u16) {
        if self.bits.set(token) {
            self.list.push(token);
        }
        if self.bits.has(token) {
            self.upper.set(self.layout.upper(token), name);
        }
    }

    /// Takes the tokens near some names. `places` is memory to use.
    pub(super) fn add_near<'e>(
        &mut self,
        vocabulary: &Vocabulary,
        ears: impl Iterator<Item = (u16, &'e Ear)> + Clone,
        places: &mut Places,
    ) {
        let (mut maybe, mut ends) = (std::mem::take(&mut self.maybe), std::mem::take(&mut self.ends));
        vocabulary.each_near(ears.clone().map(|ear| ear.1), places, |tokens| {
            let start = maybe.len();
            for token in tokens {
                // A long name meets one token by many keys.
                if self.seen.set(token) {
                    vocabulary.ask_for(token);
                    maybe.push(token);
                }
            }
            self.seen.clear(maybe.get(start..).unwrap_or_default());
            ends.push(maybe.len());
        });
        let mut start = 0;
        for ((name, ear), end) in ears.zip(ends.drain(..)) {
            let tokens = maybe.get(std::mem::replace(&mut start, end)..end).unwrap_or_default();
            self.packed.clear();
            self.packed.extend(tokens.iter().map(|token| vocabulary.token(*token).unwrap_or(Packed(0))));
            let packed = std::mem::take(&mut self.packed);
            each_near(ear, tokens, &packed, |token| self.add(token, name));
            self.packed = packed;
        }
        maybe.clear();
        (self.maybe, self.ends) = (maybe, ends);
    }

    /// Takes all tokens away.
    pub(super) fn clear(&mut self) {
        self.bits.clear(&self.list);
        for token in &self.list {
            self.upper.clear(self.layout.upper(*token));
        }
        self.list.clear();
    }
}

impl Like {
    /// What one of two tokens is like, whichever it is.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            ears: self.ears | other.ears,
            particle: self.particle && other.particle,
            weight: 1.0,
            share: 1.0,
        }
    }

    /// Which names of the passenger, with their weights, a token is like; beside them what they may be besides.
    pub(super) fn of(vocabulary: &Vocabulary, (wanted, others): (&Wanted, &[Other]), token: u32) -> Self {
        let mut like = Self::default();
        let Some(packed) = vocabulary.token(token) else { return like };
        let (sound, bits, kind) = (packed.sound(), packed.bits(), packed.kind());
        for (n, (ear, weight)) in (0_u32..).zip(&wanted.ears) {
            let cost = ear.cost(&sound, bits);
            let by_cost = cost.map(|cost| share(cost, (ear.sound(), ear.bits()), (&sound, bits), &FIT));
            let others = others.iter().filter(|other| (other.ear, other.sound) == (n, sound));
            let shares = others.map(|other| other.share).chain(by_cost);
            let Some(share) = shares.reduce(f32::max) else { continue };
            like = Self {
                ears: like.ears | 1 << n,
                particle: false,
                weight: 0.5 * (weight + kind_of(kind).1),
                share,
            };
        }
        if let Some(n) = wanted.particles.iter().position(|particle| *particle == sound) {
            // Names and particles together are no more than the tokens that are looked at, one bit each.
            like.particle = like.ears == 0;
            like.ears |= 1_u16.rotate_left(u32_of(wanted.ears.len() + n));
        }
        if like.ears.count_ones() > 1 { Self { weight: 1.0, share: 1.0, ..like } } else { like }
    }
}
