//! Slips of a hand in names: two neighbouring letters that changed places, a letter that was written twice.

use std::sync::LazyLock;

use super::normal::LONGEST_TOKEN;
use super::sound::Sound;
use super::spelling::are_heard_together;

/// What the token at a place of a name is when two neighbouring letters change places.
pub(super) type Slip = (usize, Sound);

/// What a word is when two neighbouring letters change places, where their sounds do more than that; nothing for words with
/// signs of other scripts.
pub(super) fn each_slip(word: &str) -> impl Iterator<Item = Sound> {
    let mut letters = [0_u8; LONGEST_TOKEN];
    let is_plain = word.len() <= LONGEST_TOKEN && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let len = if is_plain { word.len() } else { 0 };
    letters.iter_mut().zip(word.bytes()).for_each(|(slot, byte)| *slot = byte);
    (1..len).filter_map(move |at| {
        let around = at.saturating_sub(2)..len.min(at + 2);
        let are_heard = |letters: &[u8; LONGEST_TOKEN]| {
            let mut pairs = letters.get(around.clone()).unwrap_or_default().windows(2);
            pairs.any(|pair| matches!(pair, [a, b] if are_heard_together(*a, *b)))
        };
        let before = are_heard(&letters);
        letters.swap(at - 1, at);
        let heard = before || are_heard(&letters);
        let other = letters.get(..len).filter(|other| heard && *other != word.as_bytes());
        let sound = other.map(Sound::of_letters);
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

/// What ABDUL and its spellings before a name are with a slip of the hand, and what they are without.
static SLIPS_OF_ABDUL: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let spellings = ["ABDUL", "ABDEL", "ABDOL", "ABDUR", "ABDER"];
    // BADALYAN and BADER are names.
    let is_slip = |(slip, whole): &(String, &str)| !slip.starts_with(whole) && !slip.starts_with('B');
    let mut slips: Vec<(String, &str)> = spellings
        .iter()
        .flat_map(|whole| mistyped(whole).map(|slip| (slip, *whole)))
        .filter(is_slip)
        .collect();
    slips.sort_unstable();
    slips.dedup();
    slips
});

/// A word that begins with ABDUL but for a slip, without it: ADBULKARIM, ABDUKLARIM.
pub(super) fn without_slip_of_abdul(word: &str) -> Option<String> {
    // A short one is nothing else.
    if !matches!(word.as_bytes(), [b'A', b'A' | b'B' | b'D', _, _, _, ..]) {
        return None;
    }
    if let Some((slip, whole)) = SLIPS_OF_ABDUL.iter().find(|(slip, _)| word.starts_with(slip.as_str())) {
        return Some(format!("{whole}{}", word.get(slip.len()..)?));
    }
    // The L and the first letter of the name changed places.
    let (abdu, rest) = word.split_at_checked(4)?;
    let consonant = |letter: &u8| letter.is_ascii_uppercase() && !b"AEIOULY".contains(letter);
    let is = matches!(abdu, "ABDU" | "ABDE" | "ABDA" | "ABDO")
        && matches!(rest.as_bytes(), [first, b'L', b'A' | b'E' | b'I' | b'O' | b'U', ..] if consonant(first));
    let name = is.then(|| rest.split_at_checked(1)).flatten()?;
    Some(format!("{abdu}L{}{}", name.0, name.1.get(1..)?))
}
