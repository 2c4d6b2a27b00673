//! Names as tokens: one spelling for what is written in several ways. Pure and led by tables.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::ahead::ask_for;
use super::ear::alike;
use super::keyed::Key;
use super::normal_table::{COMMON, COMMONEST, PARTICLES, TITLES};
use super::reading::read;
use super::slips::{Anything, Listed, Slips, mistyped};
use super::sound::{MARKED, Sound};
use super::spoken::{Full, Signs, Way, in_other_languages, is_in_signs, other_ways};
use super::variants::Variants;
use crate::model::PersonName;

/// Most tokens of a name that are looked at; longer names are cut, and said so by [`Tokens::was_cut`].
pub(super) const MOST_TOKENS: usize = 16;
/// Most characters of a part of a name that are looked at.
const LONGEST_PART: usize = 400;
/// Longest token in letters.
pub(super) const LONGEST_TOKEN: usize = 40;

/// What a token is in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A name.
    Strong,
    /// A particle or a title.
    Light,
    /// One letter.
    Initial,
}

/// A token, ready to be compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) sound: Sound,
    /// Bits of the sounds that it holds.
    pub(super) bits: u32,
    pub(super) kind: Kind,
    /// Weight by how many people bear it.
    pub(super) weight: f32,
}

/// Weight of a particle or title.
const LIGHT: f32 = 0.08;
/// Weight of an initial.
const INITIAL: f32 = 0.3;
/// Weights of tokens that very many, many, and few people bear.
pub(super) const SHARED: [f32; 3] = [0.62, 0.8, 1.0];

/// Cost of each sound at which a token whose script does not tell all sounds is taken for a known one.
const NEARLY: usize = 20;

/// Weights of the sounds of common names.
static KNOWN: LazyLock<HashMap<Sound, f32, Key>> = LazyLock::new(|| {
    let [commonest, common, _] = SHARED;
    let mut known = HashMap::with_hasher(Key::random());
    for (words, weight) in [(COMMON, common), (COMMONEST, commonest)] {
        known.extend(words.iter().map(|word| (Sound::of(word), weight)));
    }
    known
});

/// Common names that are told by their consonants, by what they are with one vowel in the place of each.
static BY_CONSONANTS: LazyLock<HashMap<Sound, Vec<Sound>, Key>> = LazyLock::new(|| {
    let mut known: HashMap<Sound, Vec<Sound>, Key> = HashMap::with_hasher(Key::random());
    for sound in KNOWN.keys().filter(|sound| sound.skeleton().len >= LEAST_CONSONANTS) {
        known.entry(sound.with_one_vowel()).or_default().push(*sound);
    }
    known
});

/// Classes of consonants from which a vowel hardly makes another name: ALI and ELI are two, MUHAMMAD and MOHAMMAD are not.
const LEAST_CONSONANTS: u8 = 3;
/// The cost of a vowel that is written in another way.
const VOWEL: u16 = 30;

/// Weight of a token of A to Z: a common name is as common where a romanisation has another vowel.
fn weight_of(sound: &Sound) -> f32 {
    let in_other_vowel = || {
        let alike = BY_CONSONANTS.get(&sound.with_one_vowel())?.iter().filter(|known| {
            alike(sound, sound.bits(), known, known.bits()).is_some_and(|(cost, _)| cost <= VOWEL)
        });
        alike.filter_map(|known| KNOWN.get(known).copied()).reduce(f32::min)
    };
    KNOWN.get(sound).copied().or_else(in_other_vowel).unwrap_or(SHARED[2])
}

/// Least letters of a title that is known in spite of a slip.
const LEAST_SLIPPED: usize = 6;

/// Particles and titles; longer titles also with two neighbouring letters exchanged, or one written twice.
static LIGHT_WORDS: LazyLock<HashSet<String, Key>> = LazyLock::new(|| {
    let mut light = HashSet::with_hasher(Key::random());
    let long = TITLES.iter().filter(|title| title.len() >= LEAST_SLIPPED);
    let is_name = |word: &str| KNOWN.contains_key(&Sound::of(word));
    light.extend(long.flat_map(|title| mistyped(title)).filter(|word| !is_name(word)));
    light.extend(PARTICLES.iter().chain(TITLES).map(|word| (*word).to_owned()));
    light
});

/// True for a particle or title in capitals.
pub(super) fn is_light(word: &str) -> bool {
    LIGHT_WORDS.contains(word)
}

/// The least weight of the names that a token may be whose script does not tell all sounds.
fn most_shared(sound: &Sound) -> f32 {
    let bits = sound.bits();
    let may_be = |known: &Sound| {
        alike(sound, bits, known, known.bits())
            .is_some_and(|(cost, _)| usize::from(cost) <= NEARLY * sound.len().max(known.len()))
    };
    let weights = KNOWN.iter().filter(|(known, _)| may_be(known)).map(|(_, weight)| *weight);
    weights.fold(SHARED[2], f32::min)
}

impl AsRef<Self> for Token {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl Token {
    /// A token from its letters in capitals and their sound.
    pub(super) fn of(text: &str, sound: Sound) -> Self {
        let bits = sound.bits();
        let (kind, weight) = if is_light(text) {
            (Kind::Light, LIGHT)
        } else if text.chars().nth(1).is_none() {
            (Kind::Initial, INITIAL)
        } else if bits & MARKED != 0 {
            (Kind::Strong, most_shared(&sound))
        } else {
            (Kind::Strong, weight_of(&sound))
        };
        Self { sound, bits, kind, weight }
    }

    /// Kind and weight in a byte, for storing.
    pub(super) fn code(&self) -> u8 {
        match self.kind {
            Kind::Light => 0,
            Kind::Initial => 1,
            Kind::Strong => {
                let class = SHARED.iter().position(|weight| *weight >= self.weight);
                class.and_then(|n| u8::try_from(n).ok()).map_or(4, |n| n + 2)
            }
        }
    }
}

/// Kind and weight of a code.
pub(super) const fn kind_of(code: u8) -> (Kind, f32) {
    match code {
        0 => (Kind::Light, LIGHT),
        1 => (Kind::Initial, INITIAL),
        2 => (Kind::Strong, SHARED[0]),
        3 => (Kind::Strong, SHARED[1]),
        _ => (Kind::Strong, SHARED[2]),
    }
}

/// The tokens of a name.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    /// True when the name had more tokens than are looked at.
    pub(super) was_cut: bool,
    /// Letters of all tokens.
    pub(super) letters: usize,
    /// Variants of tokens by their endings or from a dictionary, by the place of the token.
    pub(super) variants: Vec<(usize, Sound)>,
    /// What its tokens are without a slip of a hand. Of who is asked for only.
    pub(super) slips: Slips,
}

/// Which of two names the tokens are of.
#[derive(Clone, Copy)]
pub(super) enum Side<'l> {
    /// Who is asked for: the slips of a hand are told too, as far as tokens with these sounds may be listed.
    Asked(&'l dyn Listed),
    Listed,
}

impl Side<'_> {
    /// Who is asked for, whatever may be listed.
    pub(super) const ANY: Self = Self::Asked(&Anything);
}

impl Tokens {
    /// The same with the other endings of its names, what they are in other languages, and what a dictionary says of them.
    pub(super) fn with_variants(mut self, variants: Option<&Variants>) -> Self {
        let strong = self.list.iter().enumerate().filter(|(_, token)| token.kind == Kind::Strong);
        for (at, token) in strong {
            self.variants.extend(token.sound.with_other_endings().map(|other| (at, other)));
            self.variants.extend(in_other_languages(&token.sound).map(|other| (at, *other)));
            if let Some(variants) = variants {
                self.variants.extend(variants.of(&token.sound).into_iter().map(|other| (at, other)));
            }
        }
        self
    }

    /// The tokens of a name: in capitals A to Z, split at everything that is no letter.
    pub(super) fn of(name: &PersonName<'_>, side: Side<'_>) -> Self {
        Self::of_parts(parts(name), side)
    }

    /// The tokens of a name with the glued title as a part of it after all.
    pub(super) fn with_title(name: &PersonName<'_>, side: Side<'_>) -> Option<Self> {
        let title = name.title.as_ref().filter(|_| name.title_glued)?;
        let (last, others) = name.given.split_last()?;
        let whole = format!("{last}{title}");
        let parts = std::iter::once(&*name.surname).chain(others.iter().map(AsRef::as_ref));
        Some(Self::of_parts(parts.chain(std::iter::once(whole.as_str())), side))
    }

    /// The tokens of a name by its parts. A full name in signs without a gap is read sign by sign: nothing says where the
    /// family name ends.
    pub(super) fn of_parts<'t>(parts: impl Iterator<Item = &'t str> + Clone, side: Side<'_>) -> Self {
        // The parts of a name lie apart: memory is asked for all of them at once.
        ask_for(parts.clone().map(str::as_bytes));
        let signs = if is_in_signs(parts.clone()) { Signs::Apart } else { Signs::Joined };
        read(parts, signs, side)
    }

    /// A name that was written twice, once: reservations want a family's name and a given one of who has one only.
    pub(super) fn once(&self) -> Option<Self> {
        let [one, other] = self.list.as_slice() else { return None };
        let letters = self.letters / 2;
        (one == other).then(|| Self { list: vec![*one], letters, slips: Slips::default(), ..self.clone() })
    }

    /// The tokens of a name in each way to read it: [`Self::of`], and for few names others.
    pub(super) fn each_way(name: &PersonName<'_>, side: Side<'_>) -> impl Iterator<Item = Self> {
        std::iter::once(Self::of(name, side)).chain(Self::other_ways(parts(name), Full::Name, side))
    }

    /// The same for some words of a longer name.
    pub(super) fn each_way_of_words(words: &str) -> impl Iterator<Item = Self> {
        let others = Self::other_ways(std::iter::once(words), Full::Words, Side::Listed);
        std::iter::once(Self::of_words(words)).chain(others)
    }

    fn other_ways<'t>(
        parts: impl Iterator<Item = &'t str> + Clone,
        full: Full,
        side: Side<'_>,
    ) -> impl Iterator<Item = Self> {
        // What one way has more of than the name itself is told by the name.
        let read = move |way: Way| Self { was_cut: false, ..read(way.text.split(' '), way.signs, side) };
        other_ways(parts.map(cut), full).into_iter().map(read)
    }

    /// The tokens of some words of a name.
    pub(super) fn of_words(words: &str) -> Self {
        read(std::iter::once(words), Signs::Joined, Side::Listed)
    }
}

/// The parts of a name.
fn parts<'n>(name: &'n PersonName<'_>) -> impl Iterator<Item = &'n str> + Clone {
    std::iter::once(&*name.surname).chain(name.given.iter().map(AsRef::as_ref))
}

/// As much of a part of a name as is looked at.
pub(super) fn cut(part: &str) -> &str {
    let end = if part.len() <= LONGEST_PART { None } else { part.char_indices().nth(LONGEST_PART) };
    part.get(..end.map_or(part.len(), |end| end.0)).unwrap_or_default()
}

/// A character inside a name that is not written in every spelling.
pub(super) const fn is_joint(c: char) -> bool {
    matches!(
        c,
        '\'' | '?'
            | '`'
            | '\u{b4}'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{2bb}'
            | '\u{2bc}'
            | '\u{2bf}'
            | '\u{2be}'
            | '"'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_name_is_common_in_each_romanisation() {
        // Codes of tokens that very many, many, and few people bear.
        let (commonest, common, rare) = (2, 3, 4_u8);
        let class = |word: &str| Token::of(word, Sound::of(word)).code();
        for word in ["MUHAMMAD", "MOHAMMAD", "MUHAMMED", "ISMAIL", "ISMOIL", "EBRAHIM", "KERIM", "KHOLID"] {
            assert_eq!(class(word), commonest, "{word}");
        }
        for word in ["MAHMOUD", "NAZEER", "KERIMOV", "BASHEER", "DMITRE"] {
            assert!(class(word) <= common, "{word}");
        }
        // Other names: in several other vowels or one that is none of theirs, of one or two consonants, of more sounds.
        for word in
            ["ZORVAN", "COMER", "SUMMER", "POTTER", "MORTON", "ELA", "OLE", "LU", "MUHAMMADIEV", "KARIMBEK"]
        {
            assert_eq!(class(word), rare, "{word}");
        }
    }
}
