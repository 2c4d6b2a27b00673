//! Names by two of their tokens: those that stand under the rarer one of them beside the other.

use std::ops::Range;

use super::near::{Like, Near};
use super::search::{Candidates, Wanted};
use super::{Beside, Met, NameIndex, range};
use crate::span::{u32_of, usize_of};
use crate::watchlist::ahead::{ask_for, ask_for_one};
use crate::watchlist::compare::{most_of_shared, most_of_two};
use crate::watchlist::dates::{OTHER, UNKNOWN};
use crate::watchlist::fit::FIT;
use crate::watchlist::normal::{Kind, kind_of};

/// Meetings that are looked at in one go.
const AT_ONCE: usize = 256;

/// Two near tokens that meet in a name: where it stands, and what the two are like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting {
    at: u32,
    likes: [Like; 2],
}

/// What is asked for: the name, whether a listed name sounds like one of its particles, and which weights are worth a look.
struct Asked<'w, W> {
    wanted: &'w Wanted,
    particles: bool,
    worth: &'w W,
}

impl NameIndex {
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
    pub(super) fn pairs(&self, wanted: &Wanted, worth: &impl Fn(f32, u16) -> bool, out: &mut Candidates) {
        let asked = Asked { wanted, particles: self.like_particles(wanted, out), worth };
        let Candidates { names, thrice, near, under, meetings, others, .. } = out;
        // Where the pairs lie is asked for all tokens first, and then the pairs themselves.
        for token in &near.list {
            ask_for_one(&self.stored.meeting_starts, *token);
        }
        under.clear();
        under.extend(near.list.iter().map(|token| range(&self.stored.meeting_starts, *token)));
        let Near { list, bits, likes, .. } = near;
        let mut like_of =
            |token: u32| likes.get_or(token, || Like::of(&self.vocabulary, (wanted, &*others), token));
        let others_in = |range: &Range<usize>| self.stored.others.get(range.clone()).unwrap_or_default();
        ask_for(under.iter().map(others_in));
        for (&token, range) in list.iter().zip(&*under) {
            let mut like = None;
            for (at, &other) in (range.start..).zip(others_in(range)).filter(|(_, other)| bits.has(**other)) {
                let first = *like.get_or_insert_with(|| like_of(token));
                if first.ears == 0 {
                    break;
                }
                let second = like_of(other);
                if second.ears != 0 && (first.ears | second.ears).count_ones() >= 2 {
                    if meetings.len() == AT_ONCE {
                        self.each_meeting(&asked, meetings, names, thrice);
                    }
                    let at = u32_of(at);
                    ask_for_one(&self.stored.met, at);
                    meetings.push(Meeting { at, likes: [first, second] });
                }
            }
        }
        self.each_meeting(&asked, meetings, names, thrice);
    }

    /// Takes the names of meetings that may be hits; no meeting is left.
    fn each_meeting<W: Fn(f32, u16) -> bool>(
        &self,
        asked: &Asked<'_, W>,
        meetings: &mut Vec<Meeting>,
        names: &mut Vec<u32>,
        thrice: &mut Vec<u32>,
    ) {
        let Asked { wanted, particles, worth } = asked;
        // With names left over on both sides, two are too few.
        let three = wanted.ears.len() >= 3 && !wanted.supports() && !worth(most_of_shared(2, 1, &FIT), OTHER);
        let with_date = self.several.with_date().end;
        for Meeting { at, likes: [first, second] } in meetings.drain(..) {
            let Some(met) = self.stored.met.get(usize_of(at)).copied().map(Met) else { continue };
            let (name, beside) = (met.name(), met.beside());
            if three && beside == Beside::Names {
                thrice.push(name);
            } else if !(first.particle || second.particle) {
                // A particle is none of the two that are shared, but may be what is not left over. These two are all that
                // can be shared.
                let left = match beside {
                    Beside::Nothing => wanted.ears.len() - 2,
                    _ => 1,
                };
                let shared = [(first.weight, first.share), (second.weight, second.share)];
                let most = most_of_two(shared, left, &FIT);
                let date = if name < with_date { OTHER } else { UNKNOWN };
                let all = (wanted.ears.len() == 2 && !particles) || beside == Beside::Nothing;
                // What supports is a third token of both.
                let supported = match beside {
                    Beside::Nothing => false,
                    Beside::Names => wanted.supports(),
                    Beside::Others => true,
                };
                if supported || !all || worth(most, date) {
                    self.stored.names.ask_for(name);
                    names.push(name);
                }
            }
        }
    }
}
