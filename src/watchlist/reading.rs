//! From the parts of a name to its tokens, word by word.

use super::abdul::{ABDUL, Before, Read, without_slip};
use super::normal::{Kind, LONGEST_TOKEN, MOST_TOKENS, SHARED, Side, Token, Tokens, cut, is_joint};
use super::normal_table::OTHER_SPELLINGS;
use super::slips::{OpenSlips, Word};
use super::sound::Sound;
use super::spoken::{Language, Signs, as_usual, spoken};

/// The tokens of the parts of a name.
pub(super) fn read<'t>(parts: impl Iterator<Item = &'t str> + Clone, signs: Signs, side: Side<'_>) -> Tokens {
    let mut reader = Reader::new(side);
    let all = parts.clone();
    let mut letters = String::new();
    for (n, part) in parts.enumerate() {
        let looked_at = cut(part);
        reader.tokens.was_cut |= looked_at.len() < part.len();
        let text = spoken(looked_at, signs, || Language::of(all.clone()));
        for word in text.split(|c: char| !c.is_alphanumeric() && !is_joint(c)) {
            let mut word = word;
            if word.len() > LONGEST_TOKEN || !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                letters.clear();
                for letter in word.chars().filter(|c| c.is_alphanumeric()) {
                    if letters.len() < LONGEST_TOKEN {
                        letters.push(letter);
                    }
                }
                word = &letters;
            }
            if !word.is_empty() {
                reader.word(word);
            }
        }
        if n == 0 {
            reader.of_first_part = reader.tokens.list.len();
        }
    }
    reader.finish()
}

/// Tokens that most names have no more of.
const MANY_TOKENS: usize = 5;

/// Tokens while they are read.
struct Reader<'l> {
    tokens: Tokens,
    /// Of who is asked for.
    slips: Option<OpenSlips<'l>>,
    before: Before,
    /// The words of the first and of the last token, of who is asked for, if they are in capitals.
    first: Option<Word>,
    last: Option<Word>,
    /// True when the last token stands in one word with ABDUL before it.
    is_glued: bool,
    /// Tokens of the first part of the name.
    of_first_part: usize,
}

impl<'l> Reader<'l> {
    fn new(side: Side<'l>) -> Self {
        let tokens = Tokens { list: Vec::with_capacity(MANY_TOKENS), ..Tokens::default() };
        let slips = match side {
            Side::Asked(listed) => Some(OpenSlips::new(listed)),
            Side::Listed => None,
        };
        Self {
            tokens,
            slips,
            before: Before::Other,
            first: None,
            last: None,
            is_glued: false,
            of_first_part: 0,
        }
    }

    /// Adds a word; what stands for ABDUL and another name is two tokens.
    fn word(&mut self, word: &str) {
        match std::mem::replace(&mut self.before, Before::of(word)).belongs(word) {
            Some(false) => return,
            Some(true) if !self.tokens.was_cut => return self.last_is_abdul(),
            _ => {}
        }
        let other = OTHER_SPELLINGS.iter().find(|row| row.0 == word);
        let word = other.map_or(word, |row| row.1);
        let whole = without_slip(word).or_else(|| as_usual(word));
        match Read::of(whole.as_deref().unwrap_or(word)) {
            Read::Whole(word) => self.push(word, word),
            Read::Abdul => self.push(ABDUL, word),
            Read::AbdulAnd(name) => {
                self.push(ABDUL, word);
                self.push(name, "");
            }
        }
    }

    /// The last token was ABD with a slip.
    fn last_is_abdul(&mut self) {
        if let Some(last) = self.tokens.list.last_mut() {
            *last = Token::of(ABDUL, Sound::of(ABDUL));
        }
        let at = self.tokens.list.len().saturating_sub(1);
        if let Some(slips) = &mut self.slips {
            slips.forget(at);
        }
    }

    /// Adds a token; `written` is the word that begins with it, nothing when none does.
    fn push(&mut self, token: &str, written: &str) {
        let at = self.tokens.list.len();
        if at == MOST_TOKENS {
            self.tokens.was_cut = true;
            return;
        }
        self.tokens.letters += token.len();
        let known = self.slips.as_mut().and_then(|slips| Some((slips.word(token)?, slips)));
        let sound = known.as_ref().map_or_else(|| Sound::of(token), |(word, slips)| slips.sound(*word));
        if sound == Sound::default() {
            if let Some((_, slips)) = known {
                slips.give_back();
            }
            return;
        }
        let read = Token::of(token, sound);
        self.tokens.list.push(read);
        let Some((word, slips)) = known else {
            self.last = None;
            return;
        };
        let other = if token == written { None } else { slips.word(written) };
        let begun = other.unwrap_or(word);
        if read.kind == Kind::Strong {
            slips.add_exchanged(at, word, &sound);
        }
        match self.last {
            Some(last) if !written.is_empty() => {
                slips.add_moved([at - 1, at], [last, begun]);
                slips.add_torn(at, self.is_glued, [last, begun]);
            }
            None if at == 0 => self.first = Some(begun),
            _ => {}
        }
        self.last = Some(word);
        self.is_glued = written.is_empty();
    }

    fn finish(mut self) -> Tokens {
        let last = self.tokens.list.len().saturating_sub(1);
        if let Some(mut slips) = self.slips {
            if let (Some(first_word), Some(last_word)) = (self.first, self.last)
                && last > 0
                && self.of_first_part <= last
            {
                // The family's name stands before the given ones here, and may have been written behind them.
                slips.add_moved([last, 0], [last_word, first_word]);
            }
            self.tokens.slips = slips.finish();
        }
        // A name of nothing but particles or initials is a name all the same.
        if self.tokens.list.iter().all(|token| token.kind != Kind::Strong) {
            for token in self.tokens.list.iter_mut().filter(|token| token.kind == Kind::Light) {
                token.kind = Kind::Strong;
                token.weight = SHARED[0];
            }
        }
        self.tokens
    }
}
