//! Slips of a hand in names: two neighbouring letters that changed places, a letter that was written twice.

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

/// A word that begins with ABDUL, ABDEL or the like but for a slip, without it: ADBULKARIM, ABBDURRAHMAN. What begins with a
/// slip and may be another name, as BADALYAN, ABEDRABBO and ABUDRIS do, is left as it is.
pub(super) fn without_slip_of_abdul(word: &str) -> Option<String> {
    const BEFORE_VOWEL: [&str; 4] = ["ADB", "AABD", "ABBD", "ABDD"];
    const WITH_L: [(&str, &str); 2] = [("ABDLU", "ABDUL"), ("ABDLE", "ABDEL")];
    let starts_with_vowel = |rest: &&str| rest.len() > 1 && rest.starts_with(['U', 'E', 'O']);
    let mut before = BEFORE_VOWEL.iter().filter_map(|slip| word.strip_prefix(slip).filter(starts_with_vowel));
    if let Some(rest) = before.next() {
        return Some(format!("ABD{rest}"));
    }
    WITH_L.iter().find_map(|(slip, whole)| {
        let rest = word.strip_prefix(slip).filter(|rest| rest.len() > 2)?;
        Some(format!("{whole}{rest}"))
    })
}
