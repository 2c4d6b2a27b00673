//! Names by the birth date of a passenger: their words are gone over one after the other.

use std::ops::Range;

use super::NameIndex;
use super::search::{Candidates, Other, Wanted};
use super::words::{BEGINS, Needle};
use crate::span::usize_of;
use crate::watchlist::ahead::ask_for_run;
use crate::watchlist::compare::most_of_shared;
use crate::watchlist::ear::Ear;
use crate::watchlist::fit::{FIT, ONE_TOKEN_MOST};
use crate::watchlist::normal::MOST_TOKENS;
use crate::watchlist::sound::SOUNDS;

/// Names of some dates.
#[derive(Debug)]
pub(in crate::watchlist) struct Born {
    names: Range<u32>,
    words: Range<usize>,
    /// True when they have several tokens.
    several: bool,
    dates: (u16, u16),
}

impl NameIndex {
    /// Finds the names of some dates, and asks for their words.
    pub(in crate::watchlist) fn born(&self, dates: &[(u16, u16)], out: &mut Vec<Born>) {
        out.clear();
        for (several, by_date) in [(true, &self.several), (false, &self.singles)] {
            for (dates, (names, words)) in dates.iter().map(|run| (*run, by_date.born(run.0, run.1))) {
                let run = self.words.get(&words);
                if run.is_empty() {
                    continue;
                }
                ask_for_run(run);
                out.push(Born { names, words, several, dates });
            }
        }
    }

    /// The names that may be the passenger's among those of some dates, which were found before; `worth` says whether the
    /// weight of a name with one of these dates is worth a look.
    pub(in crate::watchlist) fn by_date(
        &self,
        wanted: &Wanted,
        born: &[Born],
        worth: &impl Fn(f32, (u16, u16)) -> bool,
        out: &mut Candidates,
    ) {
        let ears = &wanted.ears;
        let Candidates { names, by_two, met, others, needles, .. } = out;
        self.listed(wanted, others);
        needles.near.clone_from(&wanted.needles.near);
        needles.same.clone_from(&wanted.needles.same);
        needles.near.extend(others.iter().map(|other| Needle::same(other.bits)));
        // The names of the dates are apart and ascend.
        self.in_pieces(wanted, names, |name| {
            let at = born.partition_point(|born| born.names.end <= name);
            born.get(at).is_some_and(|born| born.names.contains(&name))
        });
        let two = ears.len() >= 2;
        let runs = born.iter().map(|born| (born.words.clone(), two && born.several));
        self.words.each_met(runs, needles, met);
        let mut looked_at = None;
        for block in met.drain(..) {
            let Some(born) = born.get(usize_of(block.run)) else { continue };
            // Of two names of which one is longer a token is enough where the date, or an initial, adds what it lacks.
            let is_longer = two || born.several;
            let by_one =
                || !is_longer || (born.several && wanted.supports()) || worth(ONE_TOKEN_MOST, born.dates);
            let words = self.words.get(&born.words);
            let may_be_worth = |weight: f32| worth(weight, born.dates);
            let mut any = block.near | block.anyway;
            while any != 0 {
                let at = any.trailing_zeros();
                any &= any - 1;
                let last = usize_of(block.start + at);
                let begun = block.begins & (u64::MAX >> (u64::BITS - 1 - at));
                let name = (born.names.start + block.names + begun.count_ones()).saturating_sub(1);
                if block.anyway >> at & 1 == 1 {
                    names.push(name);
                } else if two && born.several {
                    if looked_at.replace(name) == Some(name) {
                        continue;
                    }
                    // The cheap question first.
                    let name_words = name_at(words, last);
                    let is_enough = |shared: Shared| shared.is_enough(wanted, may_be_worth);
                    if !is_enough(Shared::of(wanted, others, name_words, Ear::shares_sounds))
                        || !is_enough(Shared::of(wanted, others, name_words, Ear::may_be))
                    {
                        continue;
                    }
                    by_two.push(name);
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

/// True when a word is all of its name.
fn is_alone(words: &[u32], at: usize) -> bool {
    let begins = |word: Option<&u32>| word.is_none_or(|word| word & BEGINS != 0);
    begins(words.get(at)) && begins(words.get(at + 1))
}

/// The words of the name of which one stands at a place.
fn name_at(words: &[u32], at: usize) -> &[u32] {
    let goes_on = |word: &&u32| **word & BEGINS == 0;
    let before = words.get(..=at).unwrap_or_default().iter().rev().take(MOST_TOKENS);
    let start = at.saturating_sub(before.take_while(goes_on).count());
    let behind = words.get(at + 1..).unwrap_or_default().iter().take(MOST_TOKENS);
    words.get(start..=at + behind.take_while(goes_on).count()).unwrap_or_default()
}

/// What a listed name has of one that is asked for, by the bits of its words.
struct Shared {
    /// Words that are near a name that is asked for, and the names that they are near.
    near: usize,
    ears: usize,
    /// Its names.
    names: usize,
    /// Words that are no names, or of which a name that is asked for may be the start: these may agree, too, but count for
    /// none of two names.
    beside: usize,
}

impl Shared {
    /// Looks at the words of a name; `may_be` says which may be like one that is asked for.
    fn of(wanted: &Wanted, others: &[Other], words: &[u32], may_be: impl Fn(&Ear, u32) -> bool) -> Self {
        let mut shared = Self { near: 0, ears: 0, names: 0, beside: 0 };
        let mut all = 0_u16;
        for &word in words {
            let word = word & !BEGINS;
            if word == 0 {
                shared.beside += 1;
                continue;
            }
            let may_begin = |(ear, _): &(Ear, f32)| ear.bits() & !word & SOUNDS == 0;
            shared.beside += usize::from(wanted.cut && wanted.ears.iter().any(may_begin));
            let by_sound =
                wanted.ears.iter().zip(0_u32..).filter(|((ear, _), _)| may_be(ear, word)).map(|(_, n)| n);
            let same = others.iter().filter(|other| other.bits == word).map(|other| other.ear);
            let which = by_sound.chain(same).fold(0, |which, n| which | 1 << n);
            shared.names += 1;
            shared.near += usize::from(which != 0);
            all |= which;
        }
        shared.ears = usize_of(all.count_ones());
        shared
    }

    /// True when two different names are shared, and not so many others left over on both sides that no weight is worth a look.
    fn is_enough(&self, wanted: &Wanted, worth: impl Fn(f32) -> bool) -> bool {
        let shared = self.near.min(self.ears);
        let beside = self.beside + wanted.beside;
        let left = (wanted.ears.len().min(self.names) - shared).saturating_sub(beside);
        shared >= 2 && (left == 0 || worth(most_of_shared(shared + beside, left, &FIT)))
    }
}
