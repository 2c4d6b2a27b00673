//! The tokens near the commonest ones, found when the list is built: most names that are asked for are common ones.

use super::build::add_up;
use super::layout::Layout;
use super::near::Near;
use super::packed::Narrow;
use super::vocabulary::{Places, Vocabulary};
use crate::span::{u32_of, usize_of};
use crate::watchlist::ahead::ask_for_one;
use crate::watchlist::ear::Ear;
use crate::watchlist::keyed::place;

/// Bytes that the lists may take for each name of the index.
const BYTES_A_NAME: usize = 8;
/// Bits of a step that stand in a byte; the highest says that there are more.
const STEP_BITS: u32 = 7;
const MORE: u8 = 1 << STEP_BITS;
/// Tokens to a range of hashes.
const TO_A_RANGE: usize = 2;

/// Lists of near tokens.
#[derive(Debug, Default)]
pub(in crate::watchlist) struct Kin {
    /// The first token of each sound that has a list, in the order of the hashes of sounds, and where its list starts; one
    /// more start ends the last.
    pub(in crate::watchlist) tokens: Vec<u32>,
    pub(in crate::watchlist) starts: Vec<u32>,
    /// The steps from each token of a list to the next.
    pub(in crate::watchlist) steps: Vec<u8>,
    /// For each range of hashes the first of the tokens.
    firsts: Vec<u32>,
}

impl Kin {
    /// The lists of the commonest tokens: as many as there is room for. `names` is how many names there are, `uses` how often
    /// each token is used.
    pub(super) fn of(vocabulary: &Vocabulary, names: usize, uses: &[u32]) -> Self {
        let count = |token: u32| uses.get(usize_of(token)).copied().unwrap_or_default();
        let mut common: Vec<(u32, u32)> = Vec::new();
        let mut last = None;
        for (token, sound) in (0_u32..).zip(vocabulary.tokens.iter().map(|token| token.sound())) {
            match common.last_mut().filter(|_| last == Some(sound)) {
                Some((uses, _)) => *uses += count(token),
                None => common.push((count(token), token)),
            }
            last = Some(sound);
        }
        common.retain(|(uses, _)| *uses > 1);
        if common.is_empty() {
            return Self { starts: vec![0], ..Self::default() }.ready(vocabulary);
        }
        common.sort_unstable_by(|a, b| b.cmp(a));
        let (mut near, mut places) = (Near::default(), Places::default());
        // Pairs are not looked for here.
        near.make_room(vocabulary, Layout::default());
        let mut lists: Vec<(u32, Vec<u8>)> = Vec::new();
        let mut left = names * BYTES_A_NAME;
        for (_, token) in common {
            let Some(packed) = vocabulary.token(token) else { continue };
            near.add_near(vocabulary, std::iter::once((1, &Ear::new(packed.sound()))), &mut places);
            near.list.sort_unstable();
            let steps = steps(&near.list);
            near.clear();
            let Some(rest) = left.checked_sub(steps.len() + 2 * size_of::<u32>()) else { break };
            left = rest;
            lists.push((token, steps));
        }
        lists.sort_unstable_by_key(|list| (vocabulary.hash_of(list.0), list.0));
        let mut kin = Self { starts: vec![0], ..Self::default() };
        kin.tokens.reserve_exact(lists.len());
        kin.starts.reserve_exact(lists.len());
        for (token, steps) in &lists {
            kin.tokens.push(*token);
            kin.steps.extend_from_slice(steps);
            kin.starts.push(u32_of(kin.steps.len()));
        }
        kin.steps.shrink_to_fit();
        kin.ready(vocabulary)
    }

    /// Lists that were stored.
    pub(in crate::watchlist) fn stored(tokens: Vec<u32>, starts: Vec<u32>, steps: Vec<u8>) -> Self {
        Self { tokens, starts, steps, firsts: Vec::new() }
    }

    /// The same with its directory.
    pub(super) fn ready(mut self, vocabulary: &Vocabulary) -> Self {
        let ranges = self.tokens.len() / TO_A_RANGE + 1;
        self.firsts = vec![0; ranges + 1];
        for token in &self.tokens {
            if let Some(count) = self.firsts.get_mut(place(vocabulary.hash_of(*token), ranges) + 1) {
                *count += 1;
            }
        }
        add_up(&mut self.firsts);
        self
    }

    /// The places of the lists of some names; `None` when there is no list of what is near one.
    pub(super) fn each_of(&self, vocabulary: &Vocabulary, ears: &[(Ear, f32)], found: &mut Vec<Option<u32>>) {
        found.clear();
        let Some(ranges) = self.firsts.len().checked_sub(1) else {
            found.resize(ears.len(), None);
            return;
        };
        // Memory is asked for all of them before the first is waited for, in each step.
        for (ear, _) in ears {
            let range = u32_of(place(vocabulary.hash(ear.sound().packed()), ranges));
            ask_for_one(&self.firsts, range);
            found.push(Some(range));
        }
        let range = |range: u32| {
            let edge = |at: usize| self.firsts.get(at).copied().unwrap_or_default();
            edge(usize_of(range))..edge(usize_of(range) + 1)
        };
        for at in found.iter().flatten() {
            let first = range(*at).start;
            ask_for_one(&self.tokens, first);
            ask_for_one(&self.starts, first);
        }
        for at in found.iter().flatten() {
            for list in range(*at) {
                self.tokens.get(usize_of(list)).into_iter().for_each(|token| vocabulary.ask_for(*token));
            }
        }
        for ((ear, _), at) in ears.iter().zip(found) {
            let narrow = Narrow::of(*ear.sound());
            let token =
                |list: u32| self.tokens.get(usize_of(list)).and_then(|token| vocabulary.token(*token));
            *at = at.and_then(|at| range(at).find(|list| token(*list).is_some_and(|token| token.is(narrow))));
            if let Some(start) = at.and_then(|at| self.starts.get(usize_of(at))) {
                ask_for_one(&self.steps, *start);
            }
        }
    }

    /// The tokens of a list, ascending.
    pub(super) fn list(&self, at: u32) -> impl Iterator<Item = u32> {
        let edge = |at: usize| self.starts.get(at).copied().map_or(0, usize_of);
        let mut steps = self.steps.get(edge(usize_of(at))..edge(usize_of(at) + 1)).unwrap_or_default().iter();
        let mut token = 0_u32;
        std::iter::from_fn(move || {
            let (mut step, mut shift) = (0_u32, 0);
            loop {
                let byte = *steps.next()?;
                step |= u32::from(byte & !MORE).checked_shl(shift).unwrap_or_default();
                shift = STEP_BITS.saturating_add(shift);
                if byte & MORE == 0 {
                    break;
                }
            }
            token = token.wrapping_add(step);
            Some(token)
        })
    }
}

/// Ascending numbers as steps of some bytes each, the lowest bits first.
fn steps(tokens: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(tokens.len() * 2);
    let mut last = 0;
    for token in tokens {
        let mut step = token - last;
        last = *token;
        loop {
            let low = u8::try_from(step & u32::from(!MORE)).unwrap_or_default();
            step >>= STEP_BITS;
            bytes.push(if step == 0 { low } else { low | MORE });
            if step == 0 {
                break;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::index::Packed;
    use crate::watchlist::keyed::Key;
    use crate::watchlist::sound::Sound;

    #[test]
    fn a_list_holds_what_a_search_finds() {
        let mut words: Vec<Sound> = Vec::new();
        for a in ["KAR", "SAR", "MUR", "TAN", "BEK", "LOP"] {
            for b in ["IM", "AT", "EZ", "ULI", "A", "OV"] {
                words.extend(["", "OV", "BEK", "I"].map(|c| Sound::of(&format!("{a}{b}{c}"))));
            }
        }
        words.sort_by_key(|word| (word.skeleton().bits, *word));
        words.dedup();
        let tokens = words.iter().map(|word| Packed::new(*word, 4)).collect();
        let vocabulary = Vocabulary::new(tokens, Key::random());
        // Of some tokens there is no list: they are rare, or there is no room.
        let uses: Vec<u32> = (0..).take(words.len()).map(|n| n % 5).collect();
        let (mut lists, mut all) = (0, 0);
        for names in [0, 1, 10, 100, 10_000] {
            let kin = Kin::of(&vocabulary, names, &uses);
            lists = 0;
            for word in &words {
                let mut near = Near::default();
                near.make_room(&vocabulary, Layout::default());
                near.add_near(&vocabulary, std::iter::once((1, &Ear::new(*word))), &mut Places::default());
                near.list.sort_unstable();
                let mut found = Vec::new();
                kin.each_of(&vocabulary, &[(Ear::new(*word), 1.0)], &mut found);
                if let &[Some(at)] = found.as_slice() {
                    assert_eq!(kin.list(at).collect::<Vec<_>>(), near.list);
                    lists += 1;
                    all += near.list.len();
                }
            }
            assert_eq!(lists > 0, names >= 10, "{names}");
        }
        assert_eq!(lists, uses.iter().filter(|uses| **uses > 1).count());
        assert!(all > 500, "too few to say anything: {all}");
    }

    #[test]
    fn steps_of_all_sizes_are_read_back() {
        let tokens = [0, 1, 127, 128, 300, 16_511, 16_512, 3_000_000, u32::MAX];
        let steps = steps(&tokens);
        let kin = Kin::stored(vec![0], vec![0, u32_of(steps.len())], steps);
        assert_eq!(kin.list(0).collect::<Vec<_>>(), tokens);
    }
}
