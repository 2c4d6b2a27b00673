//! Slips of a hand in names: two neighbouring letters that changed places, also over the gap between two words; a letter that
//! was written twice.

use super::abdul::{ABDUL, Read};
use super::fit::LEAST_MENDED;
use super::normal::LONGEST_TOKEN;
use super::sound::Sound;
use super::spelling::{Spelled, are_heard_together};
use crate::span::u32_of;

/// What the token at a place of a name is when two neighbouring letters change places.
pub(super) type Slip = (usize, Sound);

/// What neighbouring tokens of a name are when a letter changes places with the gap between them, or when a gap goes that tears
/// ABDUL and another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moved {
    /// A bit for the place of each of them.
    pub(super) at: u16,
    pub(super) two: [Sound; 2],
}

/// What the tokens of a name are without a slip, as far as that may be listed; each of them may be one.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Slips {
    pub(super) exchanged: Vec<Slip>,
    pub(super) moved: Vec<Moved>,
}

/// What says which sounds are listed.
pub(super) trait Listed {
    /// Asks whether a token has exactly a sound; the answer comes while something else is done.
    fn ask_for(&self, sound: &Sound);

    /// False when no token has exactly a sound.
    fn may_list(&self, sound: &Sound) -> bool;
}

/// Whatever may be listed.
pub(super) struct Anything;

impl Listed for Anything {
    fn ask_for(&self, _: &Sound) {}

    fn may_list(&self, _: &Sound) -> bool {
        true
    }
}

/// Slips that most names have no more of, within words and over gaps.
const MOST_EXCHANGED: usize = 32;
const MOST_MOVED: usize = 8;
/// Words for which there is room from the start: they are large.
const MOST_WORDS: usize = 3;

/// Slips while a name is read: the list is asked for all of them before the first answer is waited for.
pub(super) struct OpenSlips<'l> {
    listed: &'l dyn Listed,
    words: Vec<Spelled>,
    slips: Slips,
    gaps: Vec<Gap>,
}

/// A word of a name that is being read.
#[derive(Clone, Copy)]
pub(super) struct Word(usize);

/// Two words when a letter changes places with the gap between them: the one that is longer then.
struct Gap {
    at: [usize; 2],
    words: [Word; 2],
    longer: Sound,
    /// True when it is the second one.
    is_second: bool,
}

impl<'l> OpenSlips<'l> {
    pub(super) fn new(listed: &'l dyn Listed) -> Self {
        Self { listed, words: Vec::with_capacity(MOST_WORDS), slips: Slips::default(), gaps: Vec::new() }
    }

    /// Takes a word, if it is one of capitals.
    pub(super) fn word(&mut self, word: &str) -> Option<Word> {
        self.words.push(Spelled::of(word)?);
        Some(Word(self.words.len() - 1))
    }

    /// The sound of a word that was taken.
    pub(super) fn sound(&self, word: Word) -> Sound {
        self.words.get(word.0).map(Spelled::sound).unwrap_or_default()
    }

    /// Gives the last word back, which has no sound.
    pub(super) fn give_back(&mut self) {
        self.words.pop();
    }

    /// Forgets what the letters of a token are else.
    pub(super) fn forget(&mut self, at: usize) {
        self.slips.exchanged.retain(|slip| slip.0 != at);
        self.slips.moved.retain(|moved| moved.at & bit(at) == 0);
        self.gaps.retain(|gap| !gap.at.contains(&at));
    }

    /// Adds what a token is when two neighbouring letters change places, where their sounds do more than that.
    pub(super) fn add_exchanged(&mut self, at: usize, token: Word, sound: &Sound) {
        let Self { listed, words, slips: Slips { exchanged, .. }, .. } = self;
        if exchanged.capacity() == 0 {
            exchanged.reserve(MOST_EXCHANGED);
        }
        let Some(token) = words.get(token.0) else { return };
        for slip in each_exchange(token).filter(|slip| slip != sound) {
            listed.ask_for(&slip);
            exchanged.push((at, slip));
        }
    }

    /// Adds what the token at a place and the one before it are when there is no gap between them and they are ABDUL and another
    /// name: AB DULKARIM, and where ABDUL stands before them, `is_glued` to the first, ABDULKA RIM.
    pub(super) fn add_torn(&mut self, at: usize, is_glued: bool, words: [Word; 2]) {
        let [Some(first), Some(second)] = words.map(|word| self.words.get(word.0)) else { return };
        let (one, other) = (first.letters(), second.letters());
        let begins = || one.get(..one.len().min(3)).is_some_and(|start| b"ABD".starts_with(start));
        if !is_glued && (!begins() || one == ABDUL.as_bytes()) {
            return;
        }
        let mut room = [0; 2 * LONGEST_TOKEN];
        let word = with(&mut room, one, other);
        let word = word.get(..LONGEST_TOKEN).unwrap_or(word);
        let (from, name) = match Read::of(str::from_utf8(word).unwrap_or_default()) {
            _ if is_glued => (at.saturating_sub(2), Sound::of_letters(word)),
            Read::AbdulAnd(name) => (at - 1, Sound::of(name)),
            _ => return,
        };
        let at = (from..=at).fold(0, |all, at| all | bit(at));
        self.slips.moved.push(Moved { at, two: [Sound::of(ABDUL), name] });
    }

    /// Adds what two tokens are when a letter changes places with the gap between them: the last one of the first word or the
    /// first one of the second.
    pub(super) fn add_moved(&mut self, at: [usize; 2], words: [Word; 2]) {
        let [Some(first), Some(second)] = words.map(|word| self.words.get(word.0)) else { return };
        let (one, other) = (first.letters(), second.letters());
        let (Some((last, start)), Some((next, end))) = (one.split_last(), other.split_first()) else {
            return;
        };
        if self.gaps.capacity() == 0 {
            self.gaps.reserve(MOST_MOVED);
        }
        let mut longer = [0; LONGEST_TOKEN + 1];
        let mut add = |longer, is_second| {
            self.listed.ask_for(&longer);
            self.gaps.push(Gap { at, words, longer, is_second });
        };
        if !start.is_empty() {
            add(name_of(second, with(&mut longer, &[*last], other), 0, other.len()), true);
        }
        if !end.is_empty() {
            add(name_of(first, with(&mut longer, one, &[*next]), one.len(), 0), false);
        }
    }

    /// The slips, as far as they may be listed.
    pub(super) fn finish(mut self) -> Slips {
        let Slips { exchanged, moved } = &mut self.slips;
        exchanged.retain(|slip| self.listed.may_list(&slip.1));
        moved.retain(|moved| moved.two.iter().all(|sound| self.listed.may_list(sound)));
        for Gap { at, words, longer, is_second } in &self.gaps {
            // Words with a letter too many are hardly ever listed.
            if !self.listed.may_list(longer) {
                continue;
            }
            let [Some(first), Some(second)] = words.map(|word| self.words.get(word.0)) else { continue };
            let (one, other) = (first.letters(), second.letters());
            let (Some((last, start)), Some((next, end))) = (one.split_last(), other.split_first()) else {
                continue;
            };
            let two = if *is_second {
                [name_of(first, start, start.len(), 0), *longer]
            } else {
                [*longer, name_of(second, end, 0, end.len())]
            };
            // A letter that is there already is none too many in short names: LIM MEI is not LI MEI.
            let is_short = last == next && two.iter().map(Sound::len).sum::<usize>() < LEAST_MENDED;
            if !is_short && two.iter().all(|sound| self.listed.may_list(sound)) {
                moved.push(Moved { at: at.map(bit).into_iter().fold(0, |at, bit| at | bit), two });
            }
        }
        self.slips
    }
}

/// The bit of a place in a name.
fn bit(at: usize) -> u16 {
    1_u16.checked_shl(u32_of(at)).unwrap_or_default()
}

/// Two words in one piece.
fn with<'r>(room: &'r mut [u8], one: &[u8], other: &[u8]) -> &'r [u8] {
    room.iter_mut().zip(one.iter().chain(other)).for_each(|(slot, byte)| *slot = *byte);
    room.get(..one.len() + other.len()).unwrap_or_default()
}

/// The sound of a word of capitals that begins and ends with so many letters of another one; of ABDUL and another name that of the
/// other.
fn name_of(like: &Spelled, word: &[u8], same_first: usize, same_last: usize) -> Sound {
    if !word.starts_with(b"ABD") {
        return like.like(word, same_first, same_last);
    }
    match Read::of(str::from_utf8(word).unwrap_or_default()) {
        Read::Whole(_) => like.like(word, same_first, same_last),
        Read::AbdulAnd(name) => Sound::of(name),
        Read::Abdul => Sound::of(ABDUL),
    }
}

/// What a word is when two neighbouring letters change places, where their sounds do more than that; nothing for words with
/// signs of other scripts.
fn each_exchange(word: &Spelled) -> impl Iterator<Item = Sound> {
    let own = word.letters();
    let mut letters = [0; LONGEST_TOKEN];
    letters.iter_mut().zip(own).for_each(|(slot, letter)| *slot = *letter);
    let together = |a: Option<&u8>, b: Option<&u8>| a.zip(b).is_some_and(|(a, b)| are_heard_together(*a, *b));
    (1..own.len()).filter_map(move |at| {
        let [before, a, b, after] =
            [at.checked_sub(2), Some(at - 1), Some(at), Some(at + 1)].map(|at| own.get(at?));
        let is_other = a != b;
        let was_heard = together(before, a) || together(a, b) || together(b, after);
        let is_heard = was_heard || together(before, b) || together(b, a) || together(a, after);
        let is_abdul = at <= 3 || own.starts_with(b"ABD");
        if !is_other || !(is_heard || is_abdul) {
            return None;
        }
        letters.swap(at - 1, at);
        let other = letters.get(..own.len()).filter(|other| is_heard || other.starts_with(b"ABD"));
        let sound = other.map(|other| name_of(word, other, at - 1, own.len() - at - 1));
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
