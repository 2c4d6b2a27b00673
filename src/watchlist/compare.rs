//! Two names: the best assignment of their tokens, and what it says. A pure function of the two; no list has a part in it,
//! so that adding an entry changes no score.

use std::sync::LazyLock;

use super::abdul::SERVANT;
use super::fit::{Fit, LEAST_TWO, MOST_JOINED, NAME_MOST, ONE_TOKEN_MOST, OTHER_INITIAL, mended};
use super::normal::{Kind, MOST_TOKENS, SHARED, Token, Tokens};
use super::relation::{Heard, How, Relation, may_be_broken};
use super::slips::Moved;
use super::sound::{Skeleton, Sound};
use crate::span::{u32_of, usize_of};

/// What the comparison of two names gave.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct NameMatch {
    pub(super) same: u8,
    pub(super) slips: u8,
    pub(super) sounds: u8,
    pub(super) missing: u8,
    pub(super) extra: u8,
    pub(super) weight: f32,
}

/// Pairs of tokens that are looked at.
const MOST_PAIRS: usize = 40;
/// Pairs up to which all assignments are tried.
const TRY_ALL: usize = 12;

#[derive(Clone, Copy, Debug)]
struct Pair {
    asked: u16,
    listed: u16,
    weight: f32,
    share: f32,
    how: How,
}

impl Pair {
    fn gain(&self) -> f32 {
        self.weight * self.share
    }
}

/// Pairs; memory that is used again.
#[derive(Debug)]
pub(super) struct Pairs {
    list: [Pair; MOST_PAIRS],
    len: usize,
}

impl Default for Pairs {
    fn default() -> Self {
        let none = Pair { asked: 0, listed: 0, weight: 0.0, share: 0.0, how: How::Light };
        Self { list: [none; MOST_PAIRS], len: 0 }
    }
}

impl Pairs {
    fn push(&mut self, pair: Pair) {
        if let Some(slot) = self.list.get_mut(self.len) {
            *slot = pair;
            self.len += 1;
        }
    }

    /// Leaves some of them.
    fn leave(&mut self, which: impl Fn(&Pair) -> bool) {
        let mut kept = 0;
        for n in 0..self.len {
            let Some(pair) = self.list.get(n).copied().filter(&which) else { continue };
            self.list.get_mut(kept).into_iter().for_each(|slot| *slot = pair);
            kept += 1;
        }
        self.len = kept;
    }

    fn slice(&self) -> &[Pair] {
        self.list.get(..self.len).unwrap_or_default()
    }
}

/// Tokens of a passenger that are two listed ones, one of them a name, when a letter slips back over the gap between them.
fn add_moved<A: AsRef<Token>, B: AsRef<Token>>(
    asked: &[A],
    listed: &[B],
    moved: &[Moved],
    mut add: impl FnMut(u16, u16, f32, usize),
) {
    for Moved { at, two } in moved {
        let own: f32 = bits(*at).filter_map(|at| asked.get(at)).map(|token| token.as_ref().weight).sum();
        let places =
            |sound: Sound| listed.iter().map(AsRef::as_ref).enumerate().filter(move |of| of.1.sound == sound);
        let [of_one, of_other] = *two;
        for (e, one) in places(of_one) {
            for (other_e, other) in places(of_other).filter(|other| other.0 != e) {
                if one.kind == Kind::Strong || other.kind == Kind::Strong {
                    let weight = 0.5 * (own + one.weight + other.weight);
                    add(*at, 1 << e | 1 << other_e, weight, of_one.len() + of_other.len());
                }
            }
        }
    }
}

/// Runs of tokens, one of them a name, that are one token on the other side.
fn add_joined<A: AsRef<Token>, B: AsRef<Token>>(
    one: &[A],
    many: &[B],
    open: (u16, u16),
    mut add: impl FnMut(u16, u16, f32, How),
) {
    for (at, whole) in one.iter().map(AsRef::as_ref).enumerate().filter(|(at, whole)| {
        open.0 & (1 << at) != 0 && whole.kind == Kind::Strong && may_be_broken(&whole.sound)
    }) {
        for start in 0..many.len() {
            let Some((first, next)) = many.get(start..).and_then(<[B]>::split_first) else { continue };
            let first = first.as_ref();
            if open.1 & (1 << start) == 0
                || first.sound.len() < 2
                || !whole.sound.sounds().starts_with(first.sound.sounds().get(..1).unwrap_or_default())
            {
                continue;
            }
            let (mut joined, mut weight) = (first.sound, first.weight);
            let mut mask = 1_u16 << start;
            let mut is_name = first.kind == Kind::Strong;
            for (token, place) in next.iter().map(AsRef::as_ref).zip(start + 1..start + MOST_JOINED) {
                if open.1 & (1 << place) == 0 || token.sound.len() < 2 {
                    break;
                }
                joined = joined.join(&token.sound);
                weight += token.weight;
                mask |= 1 << place;
                is_name |= token.kind == Kind::Strong;
                if is_name && joined == whole.sound {
                    let is_short = whole.sound.len() < LEAST_TWO;
                    let how = if is_short { How::JoinedShort } else { How::Joined };
                    add(1 << at, mask, 0.5 * (weight + whole.weight), how);
                }
                if joined.len() >= whole.sound.len() {
                    break;
                }
            }
        }
    }
}

/// How many names some pairs, as bits, have in common.
fn strong_of(pairs: &[Pair], chosen: u64) -> usize {
    let chosen = pairs.iter().enumerate().filter(|(n, _)| chosen & (1 << n) != 0);
    chosen.map(|(_, pair)| pair.how.names()).sum()
}

/// The pairs of the best assignment, as bits.
fn assign(pairs: &[Pair]) -> u64 {
    let (mut asked, mut listed, mut all, mut apart) = (0_u16, 0_u16, 0_u64, true);
    for (n, pair) in pairs.iter().enumerate() {
        apart &= asked & pair.asked == 0 && listed & pair.listed == 0;
        asked |= pair.asked;
        listed |= pair.listed;
        all |= 1 << n;
    }
    if apart {
        return all;
    }
    if pairs.len() <= TRY_ALL {
        return best(pairs, 0, (0, 0)).1;
    }
    let mut order = [0_usize; MOST_PAIRS];
    for (n, slot) in order.iter_mut().enumerate() {
        *slot = n;
    }
    let order = order.get_mut(..pairs.len()).unwrap_or_default();
    let gain = |n: usize| pairs.get(n).map_or(0.0, Pair::gain);
    order.sort_unstable_by(|&a, &b| gain(b).total_cmp(&gain(a)).then(a.cmp(&b)));
    let (mut asked, mut listed, mut chosen) = (0, 0, 0);
    for &n in order.iter() {
        let Some(pair) = pairs.get(n) else { continue };
        if asked & pair.asked == 0 && listed & pair.listed == 0 {
            asked |= pair.asked;
            listed |= pair.listed;
            chosen |= 1 << n;
        }
    }
    chosen
}

fn best(pairs: &[Pair], at: usize, used: (u16, u16)) -> (f32, u64) {
    let Some(pair) = pairs.get(at) else { return (0.0, 0) };
    let without = best(pairs, at + 1, used);
    if used.0 & pair.asked != 0 || used.1 & pair.listed != 0 {
        return without;
    }
    let with = best(pairs, at + 1, (used.0 | pair.asked, used.1 | pair.listed));
    let sum = with.0 + pair.gain();
    if sum >= without.0 { (sum, with.1 | (1 << at)) } else { without }
}

/// True when the tokens around a word such as BIN stand around it the other way on the other side.
fn is_crossed(asked: &[Token], pairs: &[Pair], chosen: u64) -> bool {
    let taken = || pairs.iter().enumerate().filter(|(n, _)| chosen & (1 << n) != 0).map(|(_, pair)| pair);
    let partner = |asked: u16| taken().find(|pair| asked != 0 && pair.asked == asked).map(|pair| pair.listed);
    taken().filter(|pair| pair.how == How::Light).any(|middle| {
        let at = usize::try_from(middle.asked.trailing_zeros()).unwrap_or(MOST_TOKENS);
        asked.get(at).is_some_and(|token| FILIAL.contains(&token.sound))
            && partner(middle.asked >> 1) == Some(middle.listed << 1)
            && partner(middle.asked << 1) == Some(middle.listed >> 1)
    })
}

/// Words between a son and a father.
static FILIAL: LazyLock<[Sound; 4]> = LazyLock::new(|| ["BIN", "IBN", "BEN", "BINT"].map(Sound::of));

/// True when two names, of which the longer one has so many tokens that are names, share one: one pair, or ABDUL and the name behind
/// it, which are one.
fn is_one((asked, pairs, chosen): (&[Token], &[Pair], u64), strong_pairs: usize, longer: usize) -> bool {
    let is_servant = |pair: &Pair| {
        let token = asked.get(usize_of(pair.asked.trailing_zeros()));
        pair.how == How::Same && token.is_some_and(|token| token.sound == *SERVANT)
    };
    let servants = || pairs.iter().enumerate().filter(|(n, pair)| chosen & (1 << n) != 0 && is_servant(pair));
    let servants = if strong_pairs == 2 { servants().count() } else { 0 };
    strong_pairs.saturating_sub(servants) == 1 && longer > 1 + servants
}

/// The weight and the number of the tokens that are left over.
fn left<T: AsRef<Token>>(tokens: &[T], used: u16) -> (f32, u8) {
    let left = bits(!used & all_of(tokens.len())).filter_map(|n| tokens.get(n)).map(AsRef::as_ref);
    left.fold((0.0, 0), |(sum, n), token| {
        let weight = if token.kind == Kind::Initial { OTHER_INITIAL } else { token.weight };
        (sum + weight, n + u8::from(token.kind != Kind::Light))
    })
}

/// A bit for each of so many tokens.
fn all_of(tokens: usize) -> u16 {
    u16::MAX.checked_shr(u16::BITS.saturating_sub(u32_of(tokens))).unwrap_or_default()
}

/// The places of bits, ascending.
fn bits(mut bits: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (at < u16::BITS).then_some(usize_of(at))
    })
}

/// The most that names can weigh which share two tokens and nothing else, by the weights of these pairs and what of them
/// counts, when so many names are left over on one side. What else is left over only takes from it.
pub(super) fn most_of_two(pairs: [(f32, f32); 2], left: usize, fit: &Fit) -> f32 {
    let (mut whole, mut matched, mut exact) = (0.0, 0.0, false);
    for (weight, share) in pairs {
        whole += weight;
        matched += weight * share;
        exact |= share >= 1.0;
    }
    let left = SHARED[0] * f32::from(u8::try_from(left).unwrap_or(u8::MAX));
    let against = fit.loss * (whole - matched) + fit.surplus * left;
    let ratio = (matched - against) / (whole + fit.thin * left);
    let weight = fit.gain * (ratio.max(0.0) - fit.even) - fit.scarce * (2.0 - matched).max(0.0);
    if exact { weight } else { weight - fit.inexact }
}

/// The most that a name of one token can weigh with a listed one of one token, by the weight of the pair and what of it counts.
pub(super) fn most_of_one((weight, share): (f32, f32), fit: &Fit) -> f32 {
    let matched = weight * share;
    let ratio = (matched - fit.loss * (weight - matched)) / weight;
    fit.gain * (ratio.max(0.0) - fit.even) - fit.scarce * (1.0 - matched).max(0.0)
}

/// The most that names can weigh which share so many tokens, with so many others left over on both sides.
pub(super) fn most_of_shared(shared: usize, left: usize, fit: &Fit) -> f32 {
    let [shared, left] = [shared, left].map(|tokens| f32::from(u8::try_from(tokens).unwrap_or(u8::MAX)));
    let left = left * SHARED[0];
    fit.gain * ((shared - fit.conflict * left) / (shared + left) - fit.even)
}

/// Compares the tokens of a passenger with those of a listed name. `None` when too little agrees: two names of several
/// tokens must share two of them.
pub(super) fn compare(name: &Tokens, tokens: &[Token], fit: &Fit) -> Option<NameMatch> {
    let skeletons: Vec<Skeleton> = name.list.iter().map(|token| token.sound.skeleton()).collect();
    let heard: Vec<Heard> = tokens.iter().copied().map(Heard::of_all).collect();
    compare_by(name, &heard, &mut Pairs::default(), fit, |asked, listed| {
        Relation::of(name, (asked, *skeletons.get(asked)?), tokens.get(listed)?, fit)
    })
}

/// The same with what is known of the listed tokens and their relations, by the places of tokens.
pub(super) fn compare_by(
    name: &Tokens,
    listed: &[Heard],
    pairs: &mut Pairs,
    fit: &Fit,
    relation: impl Fn(usize, usize) -> Option<Relation>,
) -> Option<NameMatch> {
    let asked = name.list.as_slice();
    let (asked, listed) =
        (asked.get(..asked.len().min(MOST_TOKENS))?, listed.get(..listed.len().min(MOST_TOKENS))?);
    pairs.len = 0;
    let (mut free_asked, mut free_listed) = (!0_u16, !0_u16);
    // A bit for each listed token that has a relation to one that is asked for, and what all of them say.
    let (mut related, mut any) = ([0_u16; MOST_TOKENS], 0);
    let (mut strong_listed, mut some_part, mut some_whole) = (0_usize, false, false);
    for (e, heard) in listed.iter().enumerate() {
        for q in bits(heard.related & all_of(asked.len())) {
            related.get_mut(q).into_iter().for_each(|listed| *listed |= 1 << e);
        }
        any |= heard.related & all_of(asked.len());
        strong_listed += usize::from(heard.token.kind == Kind::Strong);
        some_part |= heard.part;
        some_whole |= heard.whole;
    }
    // As many strong pairs as there may be.
    let mut may_be_strong = 0_usize;
    for q in bits(any) {
        for e in bits(related.get(q).copied().unwrap_or_default()) {
            if let Some(relation) = relation(q, e) {
                let Relation { how, weight, share } = relation;
                pairs.push(Pair { asked: 1 << q, listed: 1 << e, weight, share, how });
                may_be_strong += usize::from(relation.is_strong());
                if how == How::Same {
                    free_asked &= !(1 << q);
                    free_listed &= !(1 << e);
                }
            }
        }
    }
    if some_part {
        add_joined(asked, listed, (free_asked, free_listed), |asked, listed, weight, how| {
            may_be_strong += how.names();
            pairs.push(Pair { asked, listed, weight, share: 1.0, how });
        });
    }
    if some_whole {
        add_joined(listed, asked, (free_listed, free_asked), |listed, asked, weight, how| {
            may_be_strong += how.names();
            pairs.push(Pair { asked, listed, weight, share: 1.0, how });
        });
    }
    add_moved(asked, listed, &name.slips.moved, |asked, listed, weight, sounds| {
        may_be_strong += 2;
        pairs.push(Pair { asked, listed, weight, share: mended(sounds), how: How::Moved });
    });
    let strong_asked = asked.iter().filter(|token| token.kind == Kind::Strong).count();
    let needed = if strong_asked >= 2 && strong_listed >= 2 { 2 } else { 1 };
    if may_be_strong < needed {
        return None;
    }
    let mut chosen = assign(pairs.slice());
    let mut strong_pairs = strong_of(pairs.slice(), chosen);
    if strong_pairs < needed {
        // Initials and cut names do not stand in the way of names.
        pairs.leave(|pair| pair.how.names() > 0);
        chosen = assign(pairs.slice());
        strong_pairs = strong_of(pairs.slice(), chosen);
    }
    if strong_pairs < needed {
        return None;
    }
    let mut found = NameMatch::default();
    let (mut matched, mut lost) = (0.0_f32, 0.0_f32);
    let (mut used_asked, mut used_listed) = (0_u16, 0_u16);
    let (mut supported, mut light) = (false, false);
    for (_, pair) in pairs.slice().iter().enumerate().filter(|(n, _)| chosen & (1 << n) != 0) {
        matched += pair.gain();
        lost += pair.weight - pair.gain();
        used_asked |= pair.asked;
        used_listed |= pair.listed;
        match pair.how {
            How::Same | How::Joined | How::JoinedShort => found.same += 1,
            How::Sounds => found.sounds += 1,
            How::Slip => found.slips += 1,
            How::Moved => found.slips += 2,
            How::Support => supported = true,
            How::Light => light = true,
        }
    }
    let (of_asked, extra) = left(asked, used_asked);
    let (of_listed, missing) = left(listed, used_listed);
    (found.extra, found.missing) = (extra, missing);
    let (conflict, more) = (of_asked.min(of_listed), of_asked.max(of_listed));
    let against = fit.loss * lost + fit.conflict * conflict + fit.surplus * (more - conflict);
    let ratio = (matched - against) / (matched + lost + conflict + fit.thin * (more - conflict));
    let mut weight = fit.gain * (ratio - fit.even);
    // Two names of one token each cannot share two.
    let whole = if strong_asked.max(strong_listed) > 1 { 2.0 } else { 1.0 };
    weight -= fit.scarce * (whole - matched).max(0.0);
    if found.same == 0 && whole > 1.0 {
        weight -= fit.inexact;
    }
    if light && is_crossed(asked, pairs.slice(), chosen) {
        weight -= fit.crossed;
    }
    if !supported && is_one((asked, pairs.slice(), chosen), strong_pairs, strong_asked.max(strong_listed)) {
        weight = weight.min(ONE_TOKEN_MOST);
    }
    found.weight = weight.min(NAME_MOST);
    Some(found)
}
