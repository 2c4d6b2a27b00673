//! Names that may be of a passenger: by his tokens, or by his birth date.

use std::ops::Range;

use super::NameIndex;
use super::dates::ByDate;
use super::layout::{Beside, Met};
use super::near::{Like, Near};
use super::pairs::Meeting;
use super::vocabulary::Places;
use super::words::{Block, Needle, Needles};
use crate::span::{u32_of, usize_of};
use crate::watchlist::ahead::ask_for_run;
use crate::watchlist::compare::most_of_one;
use crate::watchlist::dates::{OTHER, UNKNOWN};
use crate::watchlist::ear::Ear;
use crate::watchlist::fit::{CUT_FROM, FIT, MOST_JOINED, ONE_TOKEN_MOST, VARIANT, slip};
use crate::watchlist::normal::{Kind, Tokens};
use crate::watchlist::relation::{may_be_broken, runs};
use crate::watchlist::sound::Sound;

/// The first of some tokens, and the one after the last.
type Run = (u32, u32);

/// Names up to which none is left out before they are sorted.
const FEW: usize = 32;
/// Places at which names are counted.
const COUNTS: usize = 1 << 11;

/// A name that is asked for, ready for the indexes.
#[derive(Debug, Default)]
pub(in crate::watchlist) struct Wanted {
    /// Its names, without particles and initials, and their weights.
    pub(super) ears: Vec<(Ear, f32)>,
    /// What else its names may be: variants, and letters that changed places.
    others: Vec<Other>,
    /// Its particles: one may be written like a name on the other side, as VAN and VANN, and then that is not left over.
    pub(super) particles: Vec<Sound>,
    /// Neighbouring tokens in one piece, with the bits of their sounds.
    pub(super) joined: Vec<(Sound, u32)>,
    /// What tokens look like in the words of names.
    pub(super) needles: Needles,
    /// What two tokens are when a letter slips back over the gap between them.
    moved: Vec<[Sound; 2]>,
    /// Its tokens that are no names, and whether there are initials among them.
    pub(super) beside: usize,
    pub(super) initials: bool,
    /// True when its names may have been cut.
    pub(super) cut: bool,
}

/// What a name may be besides what it is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Other {
    /// Place of the name among the ears.
    pub(super) ear: u32,
    pub(super) sound: Sound,
    pub(super) bits: u32,
    /// What of the weight of such a pair counts.
    pub(super) share: f32,
}

/// Names to compare, and memory that is used again.
#[derive(Debug, Default)]
pub(in crate::watchlist) struct Candidates {
    pub(super) names: Vec<u32>,
    /// Names of which two tokens are near two of the passenger's by the bits of their sounds: if they are not by their
    /// sounds, the name is no hit.
    pub(super) by_two: Vec<u32>,
    /// Names that are to be compared when they are there three times: once for each pair of three tokens.
    pub(super) thrice: Vec<u32>,
    pub(super) counts: Vec<u8>,
    pub(super) met: Vec<Block>,
    /// What the names that are asked for may be besides, of which the index may hold it, and all that is looked for.
    pub(super) others: Vec<Other>,
    pub(super) needles: Needles,
    pub(super) places: Places,
    pub(super) near: Near,
    /// For each name where the list of its near tokens is.
    pub(super) found: Vec<Option<u32>>,
    /// Near tokens, and where another one stands that may be near.
    pub(super) meetings: Vec<Meeting>,
    /// Where the pairs under each near token lie.
    pub(super) under: Vec<Range<usize>>,
}

impl Candidates {
    /// The names, ascending; none is left.
    pub(in crate::watchlist) fn take(&mut self) -> std::vec::Drain<'_, u32> {
        self.leave_three();
        self.thrice.sort_unstable();
        let runs = self.thrice.chunk_by(|a, b| a == b).filter(|run| run.len() >= 3);
        self.names.extend(runs.filter_map(|run| run.first()));
        self.thrice.clear();
        self.names.sort_unstable();
        self.names.dedup();
        self.names.drain(..)
    }

    /// Leaves the names that may be there three times: counts them by the lowest bits of their numbers.
    fn leave_three(&mut self) {
        let Self { thrice, counts, .. } = self;
        if thrice.len() < FEW {
            return;
        }
        counts.resize(COUNTS, 0);
        let at = |name: u32| usize_of(name) % COUNTS;
        for name in &*thrice {
            if let Some(count) = counts.get_mut(at(*name)) {
                *count = count.saturating_add(1);
            }
        }
        thrice.retain(|name| counts.get(at(*name)).is_some_and(|count| *count >= 3));
        counts.clear();
    }

    /// The names of which two tokens must be alike, each once; none is left.
    pub(in crate::watchlist) fn take_by_two(&mut self) -> std::vec::Drain<'_, u32> {
        self.by_two.drain(..)
    }
}

impl Wanted {
    /// Makes a name ready, with what it is without slips as far as that may be listed.
    pub(in crate::watchlist) fn set(&mut self, name: &Tokens) {
        let tokens = name.list.as_slice();
        self.ears.clear();
        self.joined.clear();
        self.initials = tokens.iter().any(|token| token.kind == Kind::Initial);
        self.others.clear();
        self.particles.clear();
        self.particles
            .extend(tokens.iter().filter(|token| token.kind == Kind::Light).map(|token| token.sound));
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Strong) {
            let ear = u32_of(self.ears.len());
            self.ears.push((Ear::new(token.sound), token.weight));
            let of_it = |(place, sound): &(usize, Sound)| (*place == at).then_some(*sound);
            let variants = name.variants.iter().filter_map(of_it).map(|sound| (sound, VARIANT));
            let len = token.sound.len();
            let slips = name
                .slips
                .exchanged
                .iter()
                .filter_map(of_it)
                .map(|sound: Sound| (sound, slip(len.max(sound.len()))));
            let others = variants.chain(slips);
            self.others.extend(others.map(|(sound, share)| Other { ear, sound, bits: sound.bits(), share }));
        }
        self.beside = tokens.len() - self.ears.len();
        self.cut = name.letters >= CUT_FROM;
        self.moved.clear();
        self.moved.extend(name.slips.moved.iter().map(|moved| moved.two));
        self.moved.sort_unstable();
        self.moved.dedup();
        self.joined.extend(runs(tokens.iter().map(|token| token.sound)).map(|run| (run, run.bits())));
        // Who says one word again and again asks once.
        self.joined.sort_unstable();
        self.joined.dedup();
        let near = self.ears.iter().map(|(ear, _)| Needle::near(ear));
        let Needles { near: all, same } = &mut self.needles;
        all.clear();
        all.extend(near);
        same.clear();
        same.extend(self.joined.iter().map(|joined| joined.1));
    }

    /// True when initials or a cut name may support what is left over.
    pub(super) const fn supports(&self) -> bool {
        self.initials || self.cut
    }

    /// Its neighbouring tokens in one piece, each once, with the bits of their sounds.
    pub(in crate::watchlist) fn joined(&self) -> &[(Sound, u32)] {
        &self.joined
    }
}

impl NameIndex {
    /// The names that may be the passenger's by their tokens. Two names of several tokens share two.
    pub(in crate::watchlist) fn by_tokens(
        &self,
        wanted: &Wanted,
        worth: &impl Fn(f32, u16) -> bool,
        out: &mut Candidates,
    ) {
        if self.len() == 0 {
            return;
        }
        // Names below this number may be hits by one token: for a passenger of one name, or by what a birth date adds. Those
        // of several birth dates stand first.
        let free_of = |names: &ByDate, always: bool| {
            if always || worth(ONE_TOKEN_MOST, UNKNOWN) {
                names.all().end
            } else if worth(ONE_TOKEN_MOST, OTHER) {
                names.with_date().end
            } else {
                0
            }
        };
        let two = wanted.ears.len() >= 2;
        let several = if two { 0 } else { free_of(&self.several, wanted.initials) };
        let singles = free_of(&self.singles, !two);
        let of_several = !self.several.all().is_empty() && (two || several > 0);
        let of_singles = !self.singles.all().is_empty() && (singles > 0 || self.some_with_initials);
        if of_several || of_singles {
            self.near(wanted, out);
            if of_singles {
                self.singles(wanted, singles, worth, out);
            }
            if of_several && two {
                self.pairs(wanted, worth, out);
            } else if of_several {
                let Candidates { names, near, .. } = out;
                for token in near.list.iter().copied() {
                    names.extend(self.met(token).filter(|name| *name < several));
                    names.extend(self.under(token).map(|met| met.name).filter(|name| *name < several));
                }
            }
            out.near.clear();
        }
        for (joined, _) in &wanted.joined {
            for token in self.vocabulary.exactly(joined) {
                out.names.extend(self.met(token));
                out.names.extend(self.under(token).map(|met| met.name));
            }
        }
        self.in_pieces(wanted, &mut out.names, |_| true);
    }

    /// Adds the names in which a token of the passenger is several neighbouring ones, or two of his are two others between which a
    /// letter slipped over the gap; of those that are wanted.
    pub(super) fn in_pieces(&self, wanted: &Wanted, names: &mut Vec<u32>, is_wanted: impl Fn(u32) -> bool) {
        if self.stored.met.is_empty() {
            return;
        }
        let (mut chain, mut met) = (Vec::new(), Vec::new());
        for (ear, _) in wanted.ears.iter().filter(|(ear, _)| self.may_be_in_one(ear.sound())) {
            self.parts(*ear.sound(), &mut chain, &mut met);
        }
        for two in wanted.moved.iter().filter(|two| two.iter().all(|sound| self.vocabulary.may_hold(sound))) {
            let [a, b] = two.map(|sound| self.vocabulary.exactly(&sound));
            let (a, b) = ((a.start, a.end), (b.start, b.end));
            met.extend([(a, b), (b, a)]);
        }
        // Two parts meet in many ways of taking words apart.
        met.sort_unstable();
        met.dedup();
        // Memory is asked for all of them before the first is waited for.
        for (under, _) in &met {
            self.stored.meeting_starts.ask_for(under.0);
        }
        for (under, _) in &met {
            let others = self.stored.meeting_starts.range(under.0);
            ask_for_run(self.stored.others.get(others).unwrap_or_default());
        }
        for (under, other) in met {
            names.extend(self.both(under, other).filter(|name| is_wanted(*name)));
        }
    }

    /// Asks whether a token has exactly the sound of a hash.
    pub(in crate::watchlist) fn ask_for(&self, hash: u64) {
        self.vocabulary.ask_for_hash(hash);
    }

    /// False when no token has exactly the sound of a hash.
    pub(in crate::watchlist) fn may_list(&self, hash: u64) -> bool {
        self.vocabulary.may_hold_hash(hash)
    }

    /// What the names that are asked for may be besides, of which the index may hold it.
    pub(super) fn listed(&self, wanted: &Wanted, others: &mut Vec<Other>) {
        others.clear();
        others.extend(wanted.others.iter().filter(|other| self.vocabulary.may_hold(&other.sound)));
    }

    /// The tokens that may be like those of a name.
    fn near(&self, wanted: &Wanted, out: &mut Candidates) {
        let Candidates { places, near, found, others, .. } = out;
        self.listed(wanted, others);
        near.make_room(&self.vocabulary, self.layout);
        self.kin.each_of(&self.vocabulary, &wanted.ears, found);
        let names = || (0..).map(|n| 1_u16.rotate_left(n));
        for (list, name) in found.iter().zip(names()).filter_map(|(list, name)| Some(((*list)?, name))) {
            self.kin.list(list).for_each(|token| near.add(token, name));
        }
        let open = wanted.ears.iter().zip(&*found).zip(names()).filter(|((_, list), _)| list.is_none());
        near.add_near(&self.vocabulary, open.map(|(((ear, _), _), name)| (name, ear)), places);
        for other in others {
            let name = 1_u16.rotate_left(other.ear);
            self.vocabulary.exactly(&other.sound).for_each(|token| near.add(token, name));
        }
    }

    /// The names of one token that is near one of the passenger's; those of nothing else below the number `free`.
    fn singles(&self, wanted: &Wanted, free: u32, worth: &impl Fn(f32, u16) -> bool, out: &mut Candidates) {
        let Candidates { names, near, others, .. } = out;
        let alone = wanted.ears.len() == 1 && !wanted.supports() && wanted.particles.is_empty();
        for token in near.list.iter().copied().filter(|token| self.single.has(*token)) {
            let under = self.under(token).take_while(|under| under.beside != Beside::Names);
            let mut free = free;
            if alone {
                // The token is all that can be shared.
                let like = Like::of(&self.vocabulary, (wanted, others), token);
                if like.ears == 0 {
                    continue;
                }
                let most = most_of_one((like.weight, like.share), &FIT);
                if !worth(most, OTHER) {
                    continue;
                }
                if !worth(most, UNKNOWN) {
                    free = self.singles.with_date().end;
                }
            }
            // A name of one token and an initial is found by the two.
            let may_be = |under: &Met| under.beside == Beside::Others || under.name < free;
            names.extend(under.filter(may_be).map(|met| met.name));
        }
    }

    /// True when a token may be several neighbouring ones of a name in one piece.
    pub(super) fn may_be_in_one(&self, sound: &Sound) -> bool {
        may_be_broken(sound) && self.in_one.may_hold(self.vocabulary.hash(sound.packed()))
    }

    /// Adds the tokens that stand together in names in which a token is several neighbouring ones: takes parts off the front,
    /// each of them listed.
    fn parts(&self, sound: Sound, chain: &mut Vec<Run>, out: &mut Vec<(Run, Run)>) {
        let len = sound.len();
        if !chain.is_empty() && len >= 2 {
            let last = self.vocabulary.exactly(&sound);
            if !last.is_empty() {
                chain.push((last.start, last.end));
                for pair in chain.windows(2) {
                    if let &[a, b] = pair {
                        out.extend([(a, b), (b, a)]);
                    }
                }
                chain.pop();
            }
        }
        // What is left is neighbours of the name in one piece, too, if it is more than one.
        let ends = !chain.is_empty() && may_be_broken(&sound) && !self.may_be_in_one(&sound);
        if ends || chain.len() + 1 >= MOST_JOINED {
            return;
        }
        for cut in 2..len {
            let first = self.vocabulary.exactly(&sound.part(0..cut));
            if first.is_empty() {
                continue;
            }
            chain.push((first.start, first.end));
            // A doubled sound at the seam is written once.
            for seam in [cut, cut - 1] {
                if seam + 2 <= len {
                    self.parts(sound.part(seam..len), chain, out);
                }
            }
            chain.pop();
        }
    }

    /// The names that stand under a token of a run together with one of another.
    fn both(&self, under: Run, other: Run) -> impl Iterator<Item = u32> {
        (under.0..under.1).flat_map(move |token| {
            let range = self.stored.meeting_starts.range(token);
            let others = self.stored.others.get(range.clone()).unwrap_or_default();
            let met = self.stored.met.get(range).unwrap_or_default();
            (other.0..other.1).flat_map(move |other| {
                let upper = self.layout.upper(other);
                let from = others.partition_point(|known| *known < upper);
                let pairs = others.iter().zip(met).skip(from).take_while(move |pair| *pair.0 == upper);
                let pairs = pairs.map(|pair| self.layout.met(*pair.1));
                let is = move |met: &Met| self.layout.tokens(upper, *met).any(|token| token == other);
                pairs.filter(is).map(|met| met.name)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::entry::NameQuality;
    use crate::watchlist::index::Builder;
    use crate::watchlist::keyed::Key;
    use crate::watchlist::normal::Side;

    /// What is no hit without another name is not compared: a name and a particle, and two names of which no other one is left.
    #[test]
    fn names_that_lack_another_one_are_no_candidates() {
        let tokens = |text: &str| Tokens::of_parts(std::iter::once(text), Side::ANY);
        for (listed, asked, count) in [
            ("AL QELMUT", "QELMUT ZORVAN", 0),
            ("A QELMUT", "QELMUT ZORVAN", 1),
            ("QELMUT ZORVAN", "QELMUT ZORVAN TARKOV BEKZAR I", 0),
            ("QELMUT ZORVAN I", "QELMUT ZORVAN TARKOV BEKZAR I", 1),
            ("QELMUT ZORVAN ISAMBEK", "QELMUT ZORVAN TARKOV BEKZAR I", 1),
        ] {
            let mut builder = Builder::default();
            builder.add(0, 0, NameQuality::Primary, UNKNOWN, &tokens(listed));
            let (index, asked_for) = (builder.finish(Key::random()), tokens(asked));
            let (mut wanted, mut out) = (Wanted::default(), Candidates::default());
            wanted.set(&asked_for);
            index.by_tokens(&wanted, &|weight, _| weight > 2.0, &mut out);
            assert_eq!(out.take().count(), count, "{listed}, {asked}");
        }
    }

    #[test]
    fn one_word_again_and_again_is_looked_for_once() {
        let tokens = |text: &str| Tokens::of_parts(std::iter::once(text), Side::ANY);
        let mut builder = Builder::default();
        let names =
            ["BA BABA BABABA", "BABA BABA BA", "BABABA BA BABABABA", "BA BA BABABA BA", "BABABABABA ZORVAN"];
        for (entry, name) in (0..).zip(names.iter().cycle().take(1000)) {
            builder.add(entry, 0, NameQuality::Primary, UNKNOWN, &tokens(name));
        }
        let index = builder.finish(Key::random());
        for asked in ["BABABABABABA ".repeat(16), "BA ".repeat(16), "BABABABABA BABABABABABA ".repeat(8)] {
            let (mut wanted, mut out) = (Wanted::default(), Candidates::default());
            let asked_for = tokens(&asked);
            wanted.set(&asked_for);
            index.by_tokens(&wanted, &|_, _| false, &mut out);
            let noted = out.names.len();
            assert!(out.take().count() >= 200, "{asked}");
            assert!(noted < 12 * 1000, "{asked}: {noted} for 1000 names");
        }
    }
}
