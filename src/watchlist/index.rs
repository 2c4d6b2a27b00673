//! The index: from a token that was met to the names of entries that hold it or a token like it. Keys are hashed with
//! a key of the process, so that a stranger cannot choose the buckets.

use std::collections::HashMap;

use super::normal::{one_slip, skeleton};
use crate::span::{u32_of, usize_of};

/// How two tokens are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// The same romanised sound.
    Sound,
    /// One typing slip.
    Slip,
    /// The same.
    Same,
}

impl Likeness {
    /// How much of a token's weight counts.
    pub(super) const fn share(self) -> f32 {
        match self {
            Self::Same => 1.0,
            Self::Slip => 0.9,
            Self::Sound => 0.8,
        }
    }
}

/// How two tokens are alike, if they are. Short tokens must be the same.
pub(super) fn likeness(a: &str, b: &str) -> Option<Likeness> {
    if a == b {
        return Some(Likeness::Same);
    }
    if a.len().min(b.len()) >= SHORTEST_SLIP && one_slip(a, b) {
        return Some(Likeness::Slip);
    }
    let (skeleton_a, skeleton_b) = (skeleton(a), skeleton(b));
    (skeleton_a.len() >= SHORTEST_SKELETON && skeleton_a == skeleton_b).then_some(Likeness::Sound)
}

/// Tokens shorter than this must be met as they are.
const SHORTEST_SLIP: usize = 4;
/// Skeletons shorter than this say too little.
const SHORTEST_SKELETON: usize = 2;

/// A token of the list.
#[derive(Debug)]
struct Known {
    text: String,
    /// Numbers of the names of several tokens that hold it, ascending.
    names: Vec<u32>,
    /// Numbers of the names that are nothing else.
    singles: Vec<u32>,
}

/// The index over the names of all entries.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    tokens: Vec<Known>,
    by_text: HashMap<String, u32>,
    /// Token with one letter left out, and skeletons, to the tokens that give them.
    by_key: HashMap<Box<str>, Vec<u32>>,
}

/// The keys of a token: itself, with each letter left out, its skeleton.
fn keys(token: &str) -> Vec<Box<str>> {
    let mut keys: Vec<Box<str>> = vec![token.into()];
    if token.len() >= SHORTEST_SLIP {
        keys.extend(token.char_indices().map(|(at, c)| {
            let (before, after) = (token.get(..at), token.get(at + c.len_utf8()..));
            format!("{}{}", before.unwrap_or_default(), after.unwrap_or_default()).into_boxed_str()
        }));
    }
    let skeleton = skeleton(token);
    if skeleton.len() >= SHORTEST_SKELETON {
        // A mark keeps skeletons and tokens apart.
        keys.push(format!("~{skeleton}").into_boxed_str());
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl NameIndex {
    /// Adds a name's tokens.
    pub(super) fn add(&mut self, name: u32, tokens: &[String]) {
        for text in tokens {
            let token = match self.by_text.get(text) {
                Some(&token) => token,
                None => self.new_token(text),
            };
            let Some(known) = self.tokens.get_mut(usize_of(token)) else { continue };
            let list = if tokens.len() == 1 { &mut known.singles } else { &mut known.names };
            if list.last() != Some(&name) {
                list.push(name);
            }
        }
    }

    fn new_token(&mut self, text: &str) -> u32 {
        let token = u32_of(self.tokens.len());
        self.tokens.push(Known { text: text.to_owned(), names: Vec::new(), singles: Vec::new() });
        self.by_text.insert(text.to_owned(), token);
        for key in keys(text) {
            self.by_key.entry(key).or_default().push(token);
        }
        token
    }

    /// The number of a token that was added.
    pub(super) fn token(&self, text: &str) -> Option<u32> {
        self.by_text.get(text).copied()
    }

    /// The tokens with the number of names that hold each, by token number.
    pub(super) fn frequencies(&self) -> impl Iterator<Item = (&str, usize)> {
        self.tokens.iter().map(|known| (known.text.as_str(), known.names.len() + known.singles.len()))
    }

    /// The tokens of the list that are like `text`, by number, with how they are alike.
    pub(super) fn alike(&self, text: &str) -> Vec<(u32, Likeness)> {
        let mut tokens: Vec<u32> =
            keys(text).iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        tokens.sort_unstable();
        tokens.dedup();
        let alike = |token: u32| {
            let known = self.tokens.get(usize_of(token))?;
            likeness(text, &known.text).map(|likeness| (token, likeness))
        };
        tokens.into_iter().filter_map(alike).collect()
    }

    /// The names of several tokens that hold a token.
    pub(super) fn names(&self, token: u32) -> &[u32] {
        self.tokens.get(usize_of(token)).map_or(&[], |known| known.names.as_slice())
    }

    /// The names that are nothing but a token.
    pub(super) fn singles(&self, token: u32) -> &[u32] {
        self.tokens.get(usize_of(token)).map_or(&[], |known| known.singles.as_slice())
    }
}
