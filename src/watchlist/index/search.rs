//! Names that may be of a passenger: by his tokens, or by his birth date.

use std::ops::Range;

use super::dates::ByDate;
use super::near::{Like, Near};
use super::vocabulary::Places;
use super::words::{BEGINS, Block, Needle, Needles, each_met};
use super::{Beside, Met, NameIndex, Under, What, range};
use crate::span::{u32_of, usize_of};
use crate::watchlist::ahead::{ask_for, ask_for_one, ask_for_run};
use crate::watchlist::compare::{most_of_one, most_of_two, most_of_two_and_others};
use crate::watchlist::dates::{OTHER, UNKNOWN};
use crate::watchlist::ear::Ear;
use crate::watchlist::fit::{CUT_FROM, FIT, MOST_JOINED, ONE_TOKEN_MOST};
use crate::watchlist::normal::{Kind, MOST_TOKENS, Tokens, kind_of};
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
    /// Variants of its names, by their places among the ears.
    pub(super) variants: Vec<(u32, Sound)>,
    /// Its particles: one may be written like a name on the other side, as VAN and VANN, and then that is not left over.
    pub(super) particles: Vec<Sound>,
    /// Neighbouring tokens in one piece, with the bits of their sounds.
    joined: Vec<(Sound, u32)>,
    /// What tokens look like in the words of names.
    needles: Needles,
    /// Each two neighbours in one piece.
    neighbours: Vec<Sound>,
    /// True when it has initials.
    initials: bool,
    /// True when initials or a cut name may support what is left over.
    supports: bool,
}

/// Names of some dates.
#[derive(Debug)]
struct Born {
    first: u32,
    words: Range<usize>,
    /// True when they have several tokens.
    several: bool,
    dates: (u16, u16),
}

/// Two near tokens that meet in a name: where it stands, and what the two are like.
#[derive(Clone, Copy, Debug)]
struct Meeting {
    at: u32,
    tokens: [u32; 2],
    likes: [Like; 2],
}

/// Names to compare, and memory that is used again.
#[derive(Debug, Default)]
pub(in crate::watchlist) struct Candidates {
    names: Vec<u32>,
    /// Names of which two tokens are near two of the passenger's by the bits of their sounds: if they are not by their
    /// sounds, the name is no hit.
    by_two: Vec<u32>,
    /// Names that are to be compared when they are there three times: once for each pair of three tokens.
    thrice: Vec<u32>,
    counts: Vec<u8>,
    runs: Vec<Born>,
    met: Vec<Block>,
    /// Bits of names that may be several tokens of a listed one in one piece.
    within: Vec<u32>,
    places: Places,
    near: Near,
    /// For each name where the list of its near tokens is.
    found: Vec<Option<u32>>,
    /// Pairs of near tokens: where they stand, and the two.
    meetings: Vec<Meeting>,
    /// Where the pairs under each near token lie.
    under: Vec<Range<usize>>,
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
    /// Makes a name ready.
    pub(in crate::watchlist) fn set(&mut self, name: &Tokens) {
        let tokens = name.list.as_slice();
        self.ears.clear();
        self.joined.clear();
        self.neighbours.clear();
        self.initials = tokens.iter().any(|token| token.kind == Kind::Initial);
        self.variants.clear();
        self.particles.clear();
        self.particles
            .extend(tokens.iter().filter(|token| token.kind == Kind::Light).map(|token| token.sound));
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Strong) {
            let ear = u32_of(self.ears.len());
            self.ears.push((Ear::new(token.sound), token.weight));
            let variants = name.variants.iter().filter(|(place, _)| *place == at);
            self.variants.extend(variants.map(|(_, other)| (ear, *other)));
        }
        self.supports = self.initials || name.letters >= CUT_FROM;
        let neighbours = tokens.windows(2).filter_map(|pair| pair.first().zip(pair.last()));
        self.neighbours.extend(neighbours.map(|(a, b)| a.sound.join(&b.sound)));
        self.joined.extend(runs(tokens.iter().map(|token| token.sound)).map(|run| (run, run.bits())));
        // Who says one word again and again asks once.
        self.joined.sort_unstable();
        self.joined.dedup();
        // A variant is near itself.
        let near = self.ears.iter().map(|(ear, _)| Needle::near(ear));
        let variants = self.variants.iter().map(|(_, other)| Needle::same(other.bits()));
        let Needles { near: all, same } = &mut self.needles;
        all.clear();
        all.extend(near.chain(variants));
        same.clear();
        same.extend(self.joined.iter().map(|joined| joined.1));
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
        let of_singles = !self.singles.all().is_empty() && (singles > 0 || self.some_with_others);
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
                    names.extend(self.under(token).map(Under::name).filter(|name| *name < several));
                }
            }
            out.near.clear();
        }
        for (joined, _) in &wanted.joined {
            for token in self.vocabulary.exactly(joined) {
                out.names.extend(self.met(token));
                out.names.extend(self.under(token).map(Under::name));
            }
        }
        if !self.stored.met.is_empty() {
            let (mut chain, mut met) = (Vec::with_capacity(MOST_JOINED), Vec::new());
            for (ear, _) in wanted.ears.iter().filter(|(ear, _)| self.may_be_in_one(ear.sound())) {
                self.parts(*ear.sound(), &mut chain, &mut met);
            }
            // Two parts meet in many ways of taking words apart.
            met.sort_unstable();
            met.dedup();
            for (under, other) in met {
                self.both(under, other, &mut out.names);
            }
        }
    }

    /// The tokens that may be like those of a name.
    fn near(&self, wanted: &Wanted, out: &mut Candidates) {
        let Candidates { places, near, found, .. } = out;
        near.make_room(&self.vocabulary);
        self.kin.each_of(&self.vocabulary, &wanted.ears, found);
        let mut others = Vec::with_capacity(wanted.ears.len());
        for ((ear, _), at) in wanted.ears.iter().zip(&*found) {
            match at {
                Some(at) => self.kin.list(*at).for_each(|token| near.add(token)),
                None => others.push(ear),
            }
        }
        near.add_near(&self.vocabulary, &others, places);
        for (_, other) in &wanted.variants {
            self.vocabulary.exactly(other).for_each(|token| near.add(token));
        }
    }

    /// The names of one token that is near one of the passenger's; those of nothing else below the number `free`.
    fn singles(&self, wanted: &Wanted, free: u32, worth: &impl Fn(f32, u16) -> bool, out: &mut Candidates) {
        let Candidates { names, near, .. } = out;
        let alone = wanted.ears.len() == 1 && !wanted.supports && wanted.particles.is_empty();
        for token in near.list.iter().copied().filter(|token| self.single.has(*token)) {
            let under = self.under(token).take_while(|under| under.what() != What::Several);
            let mut free = free;
            if alone {
                // The token is all that can be shared.
                let like = Like::of(&self.vocabulary, wanted, token);
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
            let may_be = |under: &Under| under.what() == What::OneAndOthers || under.name() < free;
            names.extend(under.filter(may_be).map(Under::name));
        }
    }

    /// Adds the names that sound like a particle of the passenger; true when there are any.
    fn like_particles(&self, wanted: &Wanted, out: &mut Candidates) -> bool {
        let mut any = false;
        for token in wanted.particles.iter().flat_map(|sound| self.vocabulary.exactly(sound)) {
            if self.vocabulary.token(token).is_some_and(|token| kind_of(token.kind()).0 == Kind::Strong) {
                out.near.add(token);
                any = true;
            }
        }
        any
    }

    /// The names that hold two tokens which are like two of those that are asked for.
    fn pairs(&self, wanted: &Wanted, worth: &impl Fn(f32, u16) -> bool, out: &mut Candidates) {
        let particles = self.like_particles(wanted, out);
        let Candidates { names, thrice, near, under, meetings, .. } = out;
        // With names left over on both sides, two are too few.
        let three = wanted.ears.len() >= 3 && !worth(most_of_two_and_others(&FIT), OTHER);
        let with_date = self.several.with_date().end;
        // Where the pairs lie is asked for all tokens first, and then the pairs themselves.
        for token in &near.list {
            ask_for_one(&self.stored.meeting_starts, *token);
        }
        under.clear();
        under.extend(near.list.iter().map(|token| range(&self.stored.meeting_starts, *token)));
        let Near { list, bits, likes, .. } = near;
        let mut like_of = |token: u32| likes.get_or(token, || Like::of(&self.vocabulary, wanted, token));
        let others_in = |range: &Range<usize>| self.stored.others.get(range.clone()).unwrap_or_default();
        ask_for(under.iter().map(others_in));
        meetings.clear();
        for (&token, range) in list.iter().zip(&*under) {
            let mut like = None;
            for (at, &other) in (range.start..).zip(others_in(range)).filter(|(_, other)| bits.has(**other)) {
                let first = *like.get_or_insert_with(|| like_of(token));
                if first.ears == 0 {
                    break;
                }
                let second = like_of(other);
                if second.ears != 0 && (first.ears | second.ears).count_ones() >= 2 {
                    let at = u32_of(at);
                    ask_for_one(&self.stored.met, at);
                    meetings.push(Meeting { at, tokens: [token, other], likes: [first, second] });
                }
            }
        }
        for &Meeting { at, tokens: [token, other], likes: [first, second] } in &*meetings {
            let Some(met) = self.stored.met.get(usize_of(at)).copied().map(Met) else { continue };
            let (name, beside) = (met.name(), met.beside());
            let of_three = three && !wanted.supports && beside == Beside::Names;
            if first.particle || second.particle {
                // A particle is none of the two that are shared, but may be what is not left over.
                if of_three {
                    thrice.push(name);
                }
            } else if of_three && beside != Beside::Others {
                thrice.push(name);
            } else {
                // These two are all that can be shared.
                let left = match beside {
                    Beside::Nothing => wanted.ears.len() - 2,
                    _ => 1,
                };
                let shared = [(first.weight, first.share), (second.weight, second.share)];
                let most = most_of_two(shared, left, &FIT);
                let date = if name < with_date { OTHER } else { UNKNOWN };
                let all = (wanted.ears.len() == 2 && !particles) || beside == Beside::Nothing;
                let supported = wanted.supports || beside == Beside::Others;
                if supported || !all || worth(most, date) || self.is_mended(wanted, token, other) {
                    self.stored.names.ask_for(name);
                    names.push(name);
                }
            }
        }
    }

    /// True when two tokens are in one piece what two neighbours of the passenger are: a letter slipped over the gap.
    fn is_mended(&self, wanted: &Wanted, a: u32, b: u32) -> bool {
        let (Some(a), Some(b)) = (self.vocabulary.token(a), self.vocabulary.token(b)) else { return false };
        let (a, b) = (a.sound(), b.sound());
        wanted.neighbours.iter().any(|joined| *joined == a.join(&b) || *joined == b.join(&a))
    }

    /// True when a token may be several neighbouring ones of a name in one piece.
    fn may_be_in_one(&self, sound: &Sound) -> bool {
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

    /// Adds the names that stand under a token of a run together with one of another.
    fn both(&self, under: Run, other: Run, out: &mut Vec<u32>) {
        for token in under.0..under.1 {
            // Pairs are in the order of the other token.
            let range = range(&self.stored.meeting_starts, token);
            let others = self.stored.others.get(range.clone()).unwrap_or_default();
            let at = |token: u32| range.start + others.partition_point(|other| *other < token);
            let met = self.stored.met.get(at(other.0)..at(other.1)).unwrap_or_default();
            out.extend(met.iter().map(|met| Met(*met).name()));
        }
    }

    /// Finds the names of some dates, and asks for their words.
    pub(in crate::watchlist) fn born(&self, dates: &[(u16, u16)], out: &mut Candidates) {
        out.runs.clear();
        for (several, by_date) in [(true, &self.several), (false, &self.singles)] {
            for (dates, (names, words)) in dates.iter().map(|run| (*run, by_date.born(run.0, run.1))) {
                let Some(run) = self.words.get(words.clone()).filter(|words| !words.is_empty()) else {
                    continue;
                };
                ask_for_run(run);
                out.runs.push(Born { first: names.start, words, several, dates });
            }
        }
    }

    /// The names that may be the passenger's among those of some dates, which were found before; `worth` says whether the
    /// weight of a name with one of these dates is worth a look.
    pub(in crate::watchlist) fn by_date(
        &self,
        wanted: &Wanted,
        worth: &impl Fn(f32, (u16, u16)) -> bool,
        out: &mut Candidates,
    ) {
        let Wanted { ears, variants, needles, .. } = wanted;
        let Candidates { names, by_two, met, runs, within, .. } = out;
        let in_one = ears.iter().filter(|(ear, _)| self.may_be_in_one(ear.sound()));
        within.clear();
        within.extend(in_one.map(|(ear, _)| ear.bits()));
        let two = ears.len() >= 2;
        let words_of = |born: &Born| self.words.get(born.words.clone()).unwrap_or_default();
        for born in &*runs {
            // One token of longer names is enough where the date adds what it lacks.
            let by_one = || born.several == two || wanted.supports || worth(ONE_TOKEN_MOST, born.dates);
            let (words, two) = (words_of(born), two && born.several);
            each_met(words, needles, within, two, met);
            for block in met.drain(..) {
                let mut any = block.near | block.anyway;
                while any != 0 {
                    let at = any.trailing_zeros();
                    any &= any - 1;
                    let last = usize_of(block.start + at);
                    let begun = block.begins & (u32::MAX >> (u32::BITS - 1 - at));
                    let name = (born.first + block.names + begun.count_ones()).saturating_sub(1);
                    if block.anyway >> at & 1 == 1 {
                        names.push(name);
                    } else if two {
                        if by_two.last() != Some(&name) && two_are_near(ears, variants, words, last) {
                            by_two.push(name);
                        } else {
                            continue;
                        }
                    } else if !(born.several || is_alone(words, last)) || by_one() {
                        names.push(name);
                    } else {
                        continue;
                    }
                    self.stored.names.ask_for(name);
                }
            }
        }
    }
}

/// True when a word is all of its name.
fn is_alone(words: &[u32], at: usize) -> bool {
    let begins = |word: Option<&u32>| word.is_none_or(|word| word & BEGINS != 0);
    begins(words.get(at)) && begins(words.get(at + 1))
}

/// True when two words of a name, which are its words up to a place, are near two different names that are asked for.
fn two_are_near(ears: &[(Ear, f32)], variants: &[(u32, Sound)], words: &[u32], last: usize) -> bool {
    let (mut near, mut all) = (0, 0_u16);
    for &word in words.get(..=last).unwrap_or_default().iter().rev().take(MOST_TOKENS) {
        let by_sound = ears.iter().zip(0_u32..).filter(|((ear, _), _)| ear.may_be(word)).map(|(_, n)| n);
        let by_variant = variants.iter().filter(|(_, other)| other.bits() == word & !BEGINS).map(|(n, _)| *n);
        let which = by_sound.chain(by_variant).fold(0, |which, n| which | 1 << n);
        near += usize::from(which != 0);
        all |= which;
        if word & BEGINS != 0 {
            break;
        }
    }
    near >= 2 && all.count_ones() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::watchlist::entry::NameQuality;
    use crate::watchlist::index::Builder;
    use crate::watchlist::keyed::Key;

    #[test]
    fn one_word_again_and_again_is_looked_for_once() {
        let tokens = |text: &str| Tokens::of_parts(std::iter::once(text));
        let mut builder = Builder::default();
        let names =
            ["BA BABA BABABA", "BABA BABA BA", "BABABA BA BABABABA", "BA BA BABABA BA", "BABABABABA ZORVAN"];
        for (entry, name) in (0..).zip(names.iter().cycle().take(1000)) {
            builder.add(entry, 0, NameQuality::Primary, UNKNOWN, &tokens(name));
        }
        let index = builder.finish(Key::random());
        for asked in ["BABABABABABA ".repeat(16), "BA ".repeat(16), "BABABABABA BABABABABABA ".repeat(8)] {
            let (mut wanted, mut out) = (Wanted::default(), Candidates::default());
            wanted.set(&tokens(&asked));
            index.by_tokens(&wanted, &|_, _| false, &mut out);
            let noted = out.names.len();
            assert!(out.take().count() >= 200, "{asked}");
            assert!(noted < 12 * 1000, "{asked}: {noted} for 1000 names");
        }
    }
}
