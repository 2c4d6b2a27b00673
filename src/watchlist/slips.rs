//! Slips of a hand in names: two neighbouring letters that changed places, also over the gap between two words; a letter that
//! was written twice.

use super::abdul::{ABDUL, Read};
use super::fit::LEAST_MENDED;
use super::normal::LONGEST_TOKEN;
use super::sound::Sound;
use super::spelling::are_heard_together;

/// What the token at a place of a name is when two neighbouring letters change places.
pub(super) type Slip = (usize, Sound);

/// What two tokens of a name are when a letter changes places with the gap between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moved {
    /// The places of the two.
    pub(super) at: [usize; 2],
    pub(super) two: [Sound; 2],
}

/// What the tokens of a name are without a slip; each of them may be one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Slips {
    pub(super) exchanged: Vec<Slip>,
    pub(super) moved: Vec<Moved>,
}

/// Letters of a word; none when it is longer than words are, or has other signs than capitals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    list: [u8; LONGEST_TOKEN + 1],
    len: usize,
}

impl Default for Letters {
    fn default() -> Self {
        Self { list: [0; LONGEST_TOKEN + 1], len: 0 }
    }
}

impl Letters {
    pub(super) fn of(word: &str) -> Self {
        let mut letters = Self::default();
        if word.len() <= LONGEST_TOKEN && word.bytes().all(|byte| byte.is_ascii_uppercase()) {
            letters.list.iter_mut().zip(word.bytes()).for_each(|(slot, byte)| *slot = byte);
            letters.len = word.len();
        }
        letters
    }

    /// Two words in one piece, of which one is a single letter.
    fn joined(one: &[u8], other: &[u8]) -> Self {
        let mut letters = Self { len: one.len() + other.len(), ..Self::default() };
        letters.list.iter_mut().zip(one.iter().chain(other)).for_each(|(slot, byte)| *slot = *byte);
        letters
    }

    fn bytes(&self) -> &[u8] {
        self.list.get(..self.len).unwrap_or_default()
    }
}

impl Slips {
    /// Forgets what the letters of a token are else.
    pub(super) fn forget(&mut self, at: usize) {
        self.exchanged.retain(|slip| slip.0 != at);
        self.moved.retain(|moved| !moved.at.contains(&at));
    }

    /// Adds what a token is when two neighbouring letters change places, where their sounds do more than that.
    pub(super) fn add_exchanged(&mut self, at: usize, token: &str, sound: &Sound) {
        let slips = each_exchange(token).filter(|slip| slip != sound);
        self.exchanged.extend(slips.map(|slip| (at, slip)));
    }

    /// Adds what two tokens are when a letter changes places with the gap between them: the last one of the first word or the
    /// first one of the second.
    pub(super) fn add_moved(&mut self, at: [usize; 2], first: &Letters, second: &Letters) {
        let (first, second) = (first.bytes(), second.bytes());
        let mut add = |one: &[u8], other: &[u8], is_twice: bool| {
            if one.is_empty() || other.is_empty() {
                return;
            }
            let two = [one, other].map(name_of);
            // A letter that is there already is none too many in short names: LIM MEI is not LI MEI.
            if !is_twice || two.iter().map(Sound::len).sum::<usize>() >= LEAST_MENDED {
                self.moved.push(Moved { at, two });
            }
        };
        if let Some((last, start)) = first.split_last() {
            add(start, Letters::joined(&[*last], second).bytes(), second.first() == Some(last));
        }
        if let Some((next, end)) = second.split_first() {
            add(Letters::joined(first, &[*next]).bytes(), end, first.last() == Some(next));
        }
    }
}

/// The sound of a word; of ABDUL and another name that of the other.
fn name_of(letters: &[u8]) -> Sound {
    // Capitals only.
    match Read::of(str::from_utf8(letters).unwrap_or_default()) {
        Read::Whole(name) | Read::AbdulAnd(name) => Sound::of(name),
        Read::Abdul => Sound::of(ABDUL),
    }
}

/// What a word is when two neighbouring letters change places, where their sounds do more than that; nothing for words with
/// signs of other scripts.
fn each_exchange(word: &str) -> impl Iterator<Item = Sound> {
    let Letters { list: mut letters, len } = Letters::of(word);
    (1..len).filter_map(move |at| {
        let around = at.saturating_sub(2)..len.min(at + 2);
        let are_heard = |letters: &[u8]| {
            let mut pairs = letters.get(around.clone()).unwrap_or_default().windows(2);
            pairs.any(|pair| matches!(pair, [a, b] if are_heard_together(*a, *b)))
        };
        let before = are_heard(&letters);
        letters.swap(at - 1, at);
        let other = letters.get(..len).filter(|other| *other != word.as_bytes());
        let is_other = |other: &&[u8]| before || are_heard(other) || other.starts_with(b"ABD");
        let sound = other.filter(is_other).map(name_of);
        letters.swap(at - 1, at);
        sound
    })
}

/// A word of capitals with two neighbouring letters exchanged, or one written twice, in each place.
pub(super) fn mistyped(word: &str) -> impl Iterator<Item = String> {
    let exchanged = (1..word.len()).filter_map(|at| {
        let (start, rest) = word.split_at_checked(at - 1)?;
        let (two, end) = rest.split_at_checked(2)?;
        Some(start.chars().chain(two.chars().rev()).chain(end.chars()).collect())
    });
    let twice = (1..=word.len()).filter_map(|at| {
        let (start, end) = word.split_at_checked(at)?;
        Some(start.chars().chain(start.chars().next_back()).chain(end.chars()).collect())
    });
    exchanged.chain(twice)
}
