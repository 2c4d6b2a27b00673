//! Two tokens: what a listed one has to do with one of a passenger's name.

use super::abdul::{SERVANT, SERVANT_OF_GOD};
use super::ear::{alike_by, may_be_alike};
use super::fit::{CUT_FROM, FIT, Fit, LEAST_JOINED, MOST_JOINED, VARIANT, slip};
use super::normal::{Kind, Token, Tokens};
use super::sound::{LONGEST, MARKED, SOUNDS, Skeleton, Sound};

/// How two tokens go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Same,
    Sounds,
    Slip,
    /// An initial or a cut name: support only.
    Support,
    /// A particle.
    Light,
    /// Several tokens on one side are one on the other.
    Joined,
    /// The same of few sounds: one name that is written in two words.
    JoinedShort,
    /// Two tokens on both sides, between which a letter slipped over the gap.
    Moved,
}

impl How {
    /// How many names are shared so; an initial, a particle or the start of a word is none.
    pub(super) const fn names(self) -> usize {
        match self {
            Self::Same | Self::Sounds | Self::Slip | Self::JoinedShort => 1,
            Self::Joined | Self::Moved => 2,
            Self::Support | Self::Light => 0,
        }
    }
}

/// How a token of a passenger's name goes together with a listed one, and the share of their weight that counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Relation {
    pub(super) how: How,
    pub(super) weight: f32,
    pub(super) share: f32,
}

impl Relation {
    /// True when one of them is like the other: more than an initial, a particle or the start of a word.
    pub(super) const fn is_strong(&self) -> bool {
        self.how.names() > 0
    }

    /// The relation of the token at a place of a name, whose skeleton is known, to a listed one.
    pub(super) fn of(name: &Tokens, (at, skeleton): (usize, Skeleton), b: &Token, fit: &Fit) -> Option<Self> {
        let a = name.list.get(at)?;
        let mean = 0.5 * (a.weight + b.weight);
        let relation = |how, weight, share| Some(Self { how, weight, share });
        let found = match (a.kind, b.kind) {
            (Kind::Strong, Kind::Strong) if a.bits == b.bits && a.sound == b.sound => {
                relation(How::Same, mean, 1.0)
            }
            (Kind::Strong, Kind::Strong) => {
                let alike = alike_by((&a.sound, a.bits, skeleton), &b.sound, b.bits);
                if let Some((cost, same_skeleton)) = alike.filter(|_| !are_servants(&a.sound, &b.sound)) {
                    let how = if same_skeleton { How::Sounds } else { How::Slip };
                    relation(how, mean, share(cost, (&a.sound, a.bits), (&b.sound, b.bits), fit))
                } else {
                    let may_be_cut = name.letters >= CUT_FROM && a.sound.len() >= 3;
                    let is_cut = may_be_cut && b.sound.sounds().starts_with(a.sound.sounds());
                    if is_cut { relation(How::Support, mean, 0.85) } else { None }
                }
            }
            (Kind::Initial, Kind::Initial) if a.sound == b.sound => relation(How::Support, mean, 1.0),
            (Kind::Initial, Kind::Initial) => None,
            (Kind::Initial, _) | (_, Kind::Initial) => {
                let (initial, other) = if a.kind == Kind::Initial { (a, b) } else { (b, a) };
                let agree = other.kind == Kind::Strong
                    && initial.sound.sounds().first() == other.sound.sounds().first();
                if agree { relation(How::Support, initial.weight, 0.9) } else { None }
            }
            _ if a.sound == b.sound => relation(How::Light, a.weight.min(b.weight), 1.0),
            _ => None,
        };
        let is_less = |found: Self| found.how == How::Support || found.share < VARIANT;
        if found.is_none_or(is_less) && is_variant(name, at, b) {
            return relation(How::Sounds, mean, VARIANT);
        }
        let slip = slip(a.sound.len().max(b.sound.len()));
        let is_less = |found: Self| found.how == How::Support || found.share < slip;
        if found.is_none_or(is_less)
            && b.kind == Kind::Strong
            && name.slips.exchanged.contains(&(at, b.sound))
        {
            return relation(How::Slip, mean, slip);
        }
        found
    }
}

/// True for ABDUL and ABDULLAH: the servant of another is not the servant of God.
fn are_servants(a: &Sound, b: &Sound) -> bool {
    (a, b) == (&SERVANT, &SERVANT_OF_GOD) || (b, a) == (&SERVANT, &SERVANT_OF_GOD)
}

/// True when a listed token is a variant of one of a name, by its ending or a dictionary.
fn is_variant(name: &Tokens, at: usize, listed: &Token) -> bool {
    !name.variants.is_empty()
        && listed.kind == Kind::Strong
        && name.variants.iter().any(|(place, other)| *place == at && *other == listed.sound)
}

/// How much of two tokens that are alike counts, by the cost between them and the number of sounds of the longer one. What a
/// script does not tell speaks hardly against them.
pub(super) fn share(cost: u16, a: (&Sound, u32), b: (&Sound, u32), fit: &Fit) -> f32 {
    let longer = a.0.len().max(b.0.len());
    let told = if (a.1 | b.1) & MARKED == 0 {
        cost
    } else {
        cost.saturating_sub(a.0.untold().abs_diff(b.0.untold()))
    };
    let of_all = f32::from(told) / (100.0 * f32::from(u8::try_from(longer).unwrap_or(1)));
    (1.0 - fit.slope * of_all).max(0.1)
}

/// A passenger's name, ready to be compared with many; memory that is used again.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    skeletons: Vec<Skeleton>,
    /// Its neighbouring tokens in one piece, with the bits of their sounds.
    runs: Vec<(Sound, u32)>,
    /// Its tokens that may be several in one piece, with the same.
    wholes: Vec<(Sound, u32)>,
}

/// What a listed token has to do with a passenger's name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    pub(super) token: Token,
    /// A bit for each of the passenger's tokens to which it has a relation.
    pub(super) related: u16,
    /// True when it may be a part of one of them, and when it may be several of them in one piece.
    pub(super) part: bool,
    pub(super) whole: bool,
}

impl Heard {
    /// A token of which nothing is known: it may have to do with all.
    pub(super) const fn of_all(token: Token) -> Self {
        Self { token, related: !0, part: true, whole: true }
    }
}

impl AsRef<Token> for Heard {
    fn as_ref(&self) -> &Token {
        &self.token
    }
}

impl Prepared {
    /// Makes a name ready.
    pub(super) fn set(&mut self, name: &Tokens, joined: &[(Sound, u32)]) {
        self.skeletons.clear();
        self.skeletons.extend(name.list.iter().map(|token| token.sound.skeleton()));
        self.runs.clear();
        self.runs.extend_from_slice(joined);
        self.wholes.clear();
        let names =
            name.list.iter().filter(|token| token.kind == Kind::Strong && may_be_broken(&token.sound));
        self.wholes.extend(names.map(|token| (token.sound, token.bits)));
    }

    /// Number of tokens.
    pub(super) const fn len(&self) -> usize {
        self.skeletons.len()
    }

    /// True when two of some listed tokens are like two different ones of the name.
    pub(super) fn are_two(&self, name: &Tokens, listed: impl Iterator<Item = Token> + Clone) -> bool {
        let may_be = |token: &Token| {
            let by_bits = |asked: &Token| may_be_alike((&asked.sound, asked.bits), token.bits);
            token.kind == Kind::Strong
                && (name.list.iter().any(by_bits)
                    || name.variants.iter().any(|variant| variant.1 == token.sound)
                    || name.slips.exchanged.iter().any(|slip| slip.1 == token.sound))
        };
        // Most names end when the first of the tokens that may be like one is not.
        let mut left = listed.clone().filter(may_be).count();
        let (mut count, mut asked) = (0, 0_u16);
        for token in listed.filter(may_be) {
            if count + left < 2 {
                return false;
            }
            left -= 1;
            let strong = self.relations(name, &token).filter(|(_, relation)| relation.is_strong());
            let strong = strong.fold(0, |strong, (at, _)| strong | 1 << at);
            count += usize::from(strong != 0);
            asked |= strong;
        }
        count >= 2 && asked.count_ones() >= 2
    }

    /// The relations of a listed token to those of the name, with their places.
    fn relations(&self, name: &Tokens, token: &Token) -> impl Iterator<Item = (usize, Relation)> {
        let asked = self.skeletons.iter().copied().enumerate();
        asked.filter_map(|asked| Some((asked.0, Relation::of(name, asked, token, &FIT)?)))
    }

    /// What a listed token has to do with the name; its relations to each of the passenger's tokens are added to `relations`.
    pub(super) fn hear(&self, name: &Tokens, token: Token, relations: &mut Vec<Option<Relation>>) -> Heard {
        let mut related = 0;
        for asked in self.skeletons.iter().copied().enumerate() {
            let relation = Relation::of(name, asked, &token, &FIT);
            related |= u16::from(relation.is_some()) << asked.0;
            relations.push(relation);
        }
        let whole = token.kind == Kind::Strong
            && self.runs.iter().any(|run| run.1 == token.bits && run.0 == token.sound);
        let is_part_of = |(longer, bits): &(Sound, u32)| {
            token.bits & !bits & SOUNDS == 0 && longer.sounds().starts_with(token.sound.sounds())
        };
        let part = self.wholes.iter().any(is_part_of);
        Heard { token, related, part, whole }
    }
}

/// True when a token may be several in one piece.
pub(super) fn may_be_broken(sound: &Sound) -> bool {
    (LEAST_JOINED..LONGEST).contains(&sound.len())
}

/// The runs of neighbouring tokens that may be one token in another spelling, each in one piece.
pub(super) fn runs(sounds: impl Iterator<Item = Sound> + Clone) -> impl Iterator<Item = Sound> {
    let mut rest = sounds.clone();
    sounds.flat_map(move |first| {
        rest.next();
        let next = rest.clone().take(MOST_JOINED - 1);
        let joined = next.scan(first, |joined, next| {
            *joined = joined.join(&next);
            Some(*joined)
        });
        joined.filter(may_be_broken)
    })
}
