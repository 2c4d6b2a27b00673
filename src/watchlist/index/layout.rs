//! How pairs of tokens that meet in a name are kept: in six bytes.

use crate::span::{first_bits, u32_of};

/// What a name holds beside two tokens that meet in it, or beside one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// Initials; beside two also particles, or one name twice.
    Others,
    /// Nothing; beside one at most particles, which never add to it what another name would.
    Nothing,
    /// Names.
    Names,
}

/// A name in which two tokens meet, kept under the rarer one beside the other one, or a name under one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) name: u32,
    /// What else the name holds.
    pub(super) beside: Beside,
    /// Some bits of the other token.
    lower: u32,
}

/// Names that are counted; more cannot be indexed.
pub(super) const MOST_NAMES: u32 = 1 << HELD;
/// Bits for a name and the lower bits of a token; above them stands what is beside.
const HELD: u32 = 30;

/// An odd factor that sets neighbours apart, and the one that takes it back.
const FACTOR: u32 = 0x9e37_79b1;
const BACK: u32 = inverse(FACTOR);

/// What an odd factor is to be multiplied with for one.
const fn inverse(factor: u32) -> u32 {
    // Each round doubles the bits that are right.
    let (mut inverse, mut bits) = (factor, 3);
    while bits < u32::BITS {
        inverse = inverse.wrapping_mul(2_u32.wrapping_sub(factor.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse
}

/// Where the bits of names and tokens stand: sixteen of a token by themselves, so that many are looked at in little memory, and
/// the others with the name, as far as there is room. They are the upper ones of a product, as neighbouring tokens are alike.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Layout {
    /// Bits of a name, and of a token.
    name: u32,
    token: u32,
    /// Bits of a token below its upper ones; how many of them are kept, and how many are not.
    below: u32,
    kept: u32,
    lost: u32,
}

impl Layout {
    /// For so many names and tokens.
    pub(super) fn of(names: usize, tokens: usize) -> Self {
        let bits = |count: usize| usize::BITS - count.saturating_sub(1).leading_zeros();
        Self::of_bits(bits(names).min(HELD), bits(tokens).min(u32::BITS))
    }

    /// For so many bits of them.
    pub(super) fn of_bits(name: u32, token: u32) -> Self {
        let token = token.max(u16::BITS);
        let below = token - u16::BITS;
        let kept = below.min(HELD - name);
        Self { name, token, below, kept, lost: below - kept }
    }

    /// The upper bits of a token.
    pub(super) fn upper(self, token: u32) -> u16 {
        self.upper_of(self.product(token))
    }

    /// All bits of a token, of which the upper ones stand first.
    pub(super) fn product(self, token: u32) -> u32 {
        self.mixed(token, FACTOR)
    }

    /// The upper ones of these.
    pub(super) fn upper_of(self, product: u32) -> u16 {
        u16::try_from(product >> self.below).unwrap_or(u16::MAX)
    }

    /// A token by a factor, as far as it has bits.
    fn mixed(self, token: u32, factor: u32) -> u32 {
        token.wrapping_mul(factor) & first_bits(self.token)
    }

    /// A name that holds a token, as it is kept beside the upper bits of that.
    pub(super) fn keep(self, beside: Beside, token: u32, name: u32) -> u32 {
        let beside = match beside {
            Beside::Others => 0,
            Beside::Nothing => 1,
            Beside::Names => 2,
        };
        let lower = self.product(token) >> self.lost & first_bits(self.kept);
        beside << HELD | lower << self.name | name & first_bits(self.name)
    }

    /// What was kept.
    pub(super) fn met(self, kept: u32) -> Met {
        let beside = match kept >> HELD {
            1 => Beside::Nothing,
            2 => Beside::Names,
            _ => Beside::Others,
        };
        let lower = kept >> self.name & first_bits(self.kept);
        Met { name: kept & first_bits(self.name), beside, lower }
    }

    /// The tokens that the one of some upper bits may be which meets another one in a name; mostly a single one.
    pub(super) fn tokens(self, upper: u16, met: Met) -> impl Iterator<Item = u32> {
        let first = (u32::from(upper) << self.kept | met.lower) << self.lost;
        (0..1 << self.lost).map(move |lost| self.mixed(first | lost, BACK))
    }
}

/// For the sixteen bits of tokens which of some names tokens that have them are near. There is no room before it is made.
#[derive(Debug, Default)]
pub(super) struct UpperBits {
    /// A bit for each that are near any, and a bit for each name.
    any: Option<Box<[u64; UPPER]>>,
    names: Vec<u16>,
}

const UPPER: usize = 1 << (u16::BITS - WORD);
/// Bits of the place in a word.
const WORD: u32 = u64::BITS.ilog2();
/// Upper halves that are looked at in one go.
const AT_ONCE: usize = 8;

impl UpperBits {
    pub(super) fn make_room(&mut self) {
        self.any.get_or_insert_with(|| Box::new([0; UPPER]));
        self.names.resize(1 << u16::BITS, 0);
    }

    /// Notes that tokens are near a name, which is known by its bit.
    #[inline]
    pub(super) fn set(&mut self, upper: u16, name: u16) {
        let word = self.any.as_mut().and_then(|any| any.get_mut(usize::from(upper >> WORD)));
        if let (Some(word), Some(names)) = (word, self.names.get_mut(usize::from(upper))) {
            *word |= 1 << (upper % 64);
            *names |= name;
        }
    }

    /// Forgets what was noted, and some of the rest: all of it is forgotten before anything is asked for again.
    pub(super) fn clear(&mut self, upper: u16) {
        let word = self.any.as_mut().and_then(|any| any.get_mut(usize::from(upper >> WORD)));
        if let (Some(word), Some(names)) = (word, self.names.get_mut(usize::from(upper))) {
            *word = 0;
            *names = 0;
        }
    }

    /// The names that tokens are near.
    fn names(&self, upper: u16) -> u16 {
        self.names.get(usize::from(upper)).copied().unwrap_or_default()
    }

    /// Calls for the places of tokens that may make a pair with a first one, ascending: the two are near two different names.
    #[inline]
    pub(super) fn each_pair(&self, first: u16, others: &[u16], mut each: impl FnMut(u32)) {
        let Some(any) = self.any.as_deref() else { return };
        let of_first = self.names(first);
        // The bit of one, which stands lowest.
        let bit =
            |upper: u16| any.get(usize::from(upper >> WORD)).copied().unwrap_or_default() >> (upper % 64);
        // Hardly any is set: several are asked in one go.
        for (some, start) in others.chunks(AT_ONCE).zip((0..).step_by(AT_ONCE)) {
            if some.iter().fold(0, |any, upper| any | bit(*upper)) & 1 == 1 {
                for (upper, at) in some.iter().zip(start..) {
                    let names = self.names(*upper);
                    if names != 0 && (of_first | names).count_ones() >= 2 {
                        each(u32_of(at));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_tokens_are_read_back() {
        // With room for all bits of a token, for some of them, for none.
        for (name, token, lost) in
            [(20, 19, 0), (1, 3, 0), (30, 16, 0), (24, 23, 1), (30, 20, 4), (28, 32, 14)]
        {
            let layout = Layout::of_bits(name, token);
            assert_eq!(layout.lost, lost, "{name} {token}");
            let last = |bits: u32| first_bits(bits);
            for beside in [Beside::Others, Beside::Nothing, Beside::Names] {
                for one in [0, 1, last(token) / 3, last(token)] {
                    for number in [0, last(name) / 3, last(name)] {
                        let met = layout.met(layout.keep(beside, one, number));
                        assert_eq!((met.name, met.beside), (number, beside));
                        let mut tokens: Vec<u32> = layout.tokens(layout.upper(one), met).collect();
                        assert!(tokens.contains(&one), "{one}: {tokens:?}");
                        tokens.sort_unstable();
                        tokens.dedup();
                        assert_eq!(tokens.len(), 1 << lost);
                    }
                }
            }
        }
        let of = |names, tokens| Layout::of(names, tokens);
        assert_eq!((of(1 << 20, 400_000).name, of(1 << 20, 400_000).kept), (20, 3));
        assert_eq!((of(0, 0).name, of(1, 1).name, of((1 << 20) + 1, 3).name), (0, 0, 21));
    }

    #[test]
    fn bits_are_found_as_by_looking_at_each() {
        let mut bits = UpperBits::default();
        bits.each_pair(5, &[5, 6], |_| panic!("nothing is near"));
        bits.make_room();
        let all: Vec<u16> = (0..300_u16).map(|n| n.wrapping_mul(40_503)).collect();
        for set in [&[][..], &[0_usize], &[7, 8, 9, 299], &[100]] {
            for at in set {
                bits.set(all[*at], 2);
            }
            for (first, want) in [(1_u16, set), (2, &[])] {
                let mut found = Vec::new();
                bits.set(5, first);
                bits.each_pair(5, &all, |at| found.push(usize::try_from(at).unwrap()));
                assert_eq!(found, want);
                bits.clear(5);
                for at in set {
                    bits.set(all[*at], 2);
                }
            }
            for at in set {
                bits.clear(all[*at]);
            }
        }
    }
}
