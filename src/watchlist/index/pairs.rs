//! Names by two of their tokens: those that stand under the rarer one of them beside the other.

use std::ops::Range;

use super::NameIndex;
use super::layout::Beside;
use super::near::{Bits, Like, Near};
use super::search::{Candidates, Wanted};
use crate::span::{u32_of, usize_of};
use crate::watchlist::ahead::{ask_for, ask_for_one};
use crate::watchlist::compare::{most_of_shared, most_of_two};
use crate::watchlist::dates::{OTHER, UNKNOWN};
use crate::watchlist::fit::FIT;
use crate::watchlist::normal::{Kind, kind_of};

/// Meetings that are looked at in one go.
const AT_ONCE: usize = 256;

/// A near token and another one that may be near, which meet in a name: where the other one stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meeting {
    token: u32,
    at: u32,
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
        let particles = wanted.particles.iter().zip(wanted.ears.len()..);
        let tokens =
            particles.flat_map(|(sound, n)| self.vocabulary.exactly(sound).map(move |token| (token, n)));
        for (token, n) in tokens {
            if self.vocabulary.token(token).is_some_and(|token| kind_of(token.kind()).0 == Kind::Strong) {
                out.near.add(token, 1_u16.rotate_left(u32_of(n)));
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
            self.stored.meeting_starts.ask_for(*token);
        }
        under.clear();
        under.extend(near.list.iter().map(|token| self.stored.meeting_starts.range(*token)));
        let Near { list, bits, upper, likes, .. } = near;
        let mut like_of =
            |token: u32| likes.get_or(token, || Like::of(&self.vocabulary, (wanted, &*others), token));
        let others_in = |range: &Range<usize>| self.stored.others.get(range.clone()).unwrap_or_default();
        ask_for(under.iter().map(others_in));
        for (&token, range) in list.iter().zip(&*under) {
            let (start, of) = (u32_of(range.start), self.layout.upper(token));
            upper.each_pair(of, others_in(range), |place| {
                if meetings.len() == AT_ONCE {
                    self.each_meeting(&asked, (bits, &mut like_of), meetings, names, thrice);
                }
                ask_for_one(&self.stored.met, start + place);
                meetings.push(Meeting { token, at: start + place });
            });
        }
        self.each_meeting(&asked, (bits, &mut like_of), meetings, names, thrice);
    }

    /// Takes the names of meetings of two near tokens that may be hits; no meeting is left.
    fn each_meeting<W: Fn(f32, u16) -> bool>(
        &self,
        asked: &Asked<'_, W>,
        (near, like_of): (&Bits, &mut impl FnMut(u32) -> Like),
        meetings: &mut Vec<Meeting>,
        names: &mut Vec<u32>,
        thrice: &mut Vec<u32>,
    ) {
        let Asked { wanted, particles, worth } = asked;
        // With names left over on both sides, two are too few.
        let three = wanted.ears.len() >= 3 && !wanted.supports() && !worth(most_of_shared(2, 1, &FIT), OTHER);
        let with_date = self.several.with_date().end;
        for Meeting { token, at } in meetings.drain(..) {
            let at = usize_of(at);
            let (Some(&met), Some(&upper)) = (self.stored.met.get(at), self.stored.others.get(at)) else {
                continue;
            };
            let met = self.layout.met(met);
            let seconds = self.layout.tokens(upper, met).filter(|token| near.has(*token));
            let Some(second) = seconds.map(&mut *like_of).reduce(Like::or) else { continue };
            let first = like_of(token);
            if first.ears == 0 || second.ears == 0 || (first.ears | second.ears).count_ones() < 2 {
                continue;
            }
            let (name, beside) = (met.name, met.beside);
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
