//! An entry while it is read: what rows and records say is added once, whatever list it comes from, and what is not understood is
//! noted with its line.

use std::borrow::Cow;
use std::collections::HashSet;

use super::within::names_within;
use super::words::{NumberKind, is_latin, is_nothing, number_kind, sex, state};
use super::{Loader, RowTrouble};
use crate::codes::StateCode;
use crate::model::Personal;
use crate::watchlist::entry::{BirthSpec, Entry, EntryDocument, EntryName, NameQuality};

/// Most bytes of the reason of an entry.
const LONGEST_REASON: usize = 1 << 16;

pub(super) struct Draft {
    /// The line of its first row, or the number of its record.
    line: u64,
    /// The line that is read.
    at: u64,
    pub(super) entry: Entry,
    /// Names with the order that their list gives them.
    names: Vec<(u64, EntryName)>,
    seen: HashSet<String>,
    pub(super) troubles: Vec<(u64, RowTrouble)>,
}

impl Draft {
    pub(super) fn new(list: &str, id: &str, line: u64) -> Self {
        let (entry, seen) = (Entry::new(list, id.trim()), HashSet::new());
        Self { line, at: line, entry, names: Vec::new(), seen, troubles: Vec::new() }
    }

    /// Goes on with another row of the same entry.
    pub(super) const fn at(&mut self, line: u64) {
        self.at = line;
    }

    pub(super) fn trouble(&mut self, trouble: RowTrouble) {
        self.troubles.push((self.at, trouble));
    }

    /// True when a value of a kind is met for the first time, and is one.
    fn is_new(&mut self, kind: char, value: &str) -> bool {
        !is_nothing(value) && self.seen.insert(format!("{kind}{}", value.trim()))
    }

    /// A name, and the names that stand within it.
    pub(super) fn name(&mut self, quality: NameQuality, order: u64, name: EntryName) {
        let within = if name.name.given.is_empty() { names_within(&name.name.surname) } else { Vec::new() };
        self.add_name(quality, order, name);
        for name in within {
            let name = EntryName::full(quality, name);
            self.add_name(quality, order, name);
        }
    }

    fn add_name(&mut self, quality: NameQuality, order: u64, name: EntryName) {
        let text = format!("{} {}", name.name.surname, name.name.given.join(" "));
        let quality = match quality {
            NameQuality::Primary | NameQuality::Good if !is_latin(&text) => NameQuality::Original,
            quality => quality,
        };
        if !is_nothing(&text) && self.is_new('n', &format!("{quality:?} {text}")) {
            self.names.push((order, EntryName { quality, ..name }));
        }
    }

    /// A name in one piece.
    pub(super) fn full_name(&mut self, quality: NameQuality, text: &str) {
        self.name(quality, 0, EntryName::full(quality, text.trim()));
    }

    /// A birth date, and the text from which it was read, or could not be.
    pub(super) fn birth(&mut self, spec: Option<BirthSpec>, text: &str) {
        match spec {
            Some(spec) if self.is_new('b', &format!("{spec:?}")) => self.entry.births.push(Personal(spec)),
            Some(_) => {}
            None if self.is_new('B', text) => self.trouble(RowTrouble::BirthDate),
            None => {}
        }
    }

    /// A state, or nothing for an empty text.
    fn state(&mut self, text: &str) -> Option<StateCode> {
        let found = state(text);
        if found.is_none() && self.is_new('s', text) {
            self.trouble(RowTrouble::State);
        }
        found
    }

    pub(super) fn nationality(&mut self, text: &str) {
        if let Some(state) = self.state(text)
            && !self.entry.nationalities.iter().any(|known| known.0 == state)
        {
            self.entry.nationalities.push(Personal(state));
        }
    }

    pub(super) fn sex(&mut self, text: &str) {
        self.entry.sex = self.entry.sex.or_else(|| sex(text).map(Personal));
    }

    /// A number by its label: a travel or identity document, another number, or the sex. A label that is empty is a document.
    pub(super) fn number(&mut self, label: &str, number: &str, issuer: &str, status: &str) {
        let bare = bare_number(number);
        let kind = match number_kind(label) {
            NumberKind::Sex => return self.sex(number),
            NumberKind::Nothing => return,
            NumberKind::Document(kind) => Cow::Borrowed(kind),
            NumberKind::Other => Cow::Owned(label.trim().to_owned()),
        };
        if !bare.chars().any(char::is_alphanumeric) || !self.is_new('d', &format!("{kind} {bare} {issuer}")) {
            return;
        }
        let issuer = self.state(issuer);
        let mut listed = EntryDocument::new(kind, bare, issuer);
        listed.status = Cow::Owned(status.to_owned());
        match number_kind(label) {
            NumberKind::Document(_) => self.entry.documents.push(listed),
            _ => self.entry.identifiers.push(listed),
        }
    }

    pub(super) fn birth_place(&mut self, text: &str) {
        if self.is_new('p', text) {
            self.entry.birth_places.push(Personal(text.trim().to_owned()));
        }
    }

    pub(super) fn address(&mut self, text: &str) {
        if self.is_new('a', text) {
            self.entry.addresses.push(Personal(text.trim().to_owned()));
        }
    }

    pub(super) fn category(&mut self, word: impl Into<Cow<'static, str>>) {
        let word = word.into();
        if self.is_new('c', &word) {
            self.entry.categories.push(Personal(word));
        }
    }

    pub(super) fn reference(&mut self, id: &str) {
        if self.is_new('r', id) {
            self.entry.references.push(Personal(id.trim().to_owned()));
        }
    }

    pub(super) fn reason(&mut self, text: &str) {
        let reason = &self.entry.reason;
        if reason.len() + text.len() < LONGEST_REASON && self.is_new('t', text) {
            let reason = &mut self.entry.reason.0;
            if !reason.is_empty() {
                reason.push_str("; ");
            }
            reason.push_str(text.trim());
        }
    }

    /// The entry. When no name is said to be the primary one, it is the first good one, a Latin one if there is any.
    pub(super) fn finish(mut self) -> (u64, Entry, Vec<(u64, RowTrouble)>) {
        self.names.sort_by_key(|(order, _)| *order);
        if !self.names.iter().any(|(_, name)| name.quality == NameQuality::Primary) {
            let first = self
                .names
                .iter_mut()
                .map(|(_, name)| name)
                .filter(|name| matches!(name.quality, NameQuality::Good | NameQuality::Original))
                .min_by_key(|name| name.quality);
            if let Some(name) = first {
                name.quality = NameQuality::Primary;
            }
        }
        self.names.sort_by_key(|(_, name)| name.quality != NameQuality::Primary);
        self.entry.names = self.names.into_iter().map(|(_, name)| name).collect();
        (self.line, self.entry, self.troubles)
    }
}

/// A number without its label before it and a note in parentheses behind it; a single sign in them is a check digit.
fn bare_number(text: &str) -> &str {
    let text = text.rsplit(':').next().unwrap_or_default().trim();
    let is_note = |at: &usize| *at > 0 && text.get(at + 2..at + 3) != Some(")");
    let end = text.find('(').filter(is_note).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or_default().trim().trim_start_matches('#').trim();
    text.strip_prefix("No.").unwrap_or(text).trim()
}

impl Loader {
    /// Adds what was read of an entry, handled as its list is handled by default.
    pub(super) fn add_draft(&mut self, draft: Draft) {
        let (line, mut entry, troubles) = draft.finish();
        self.handling.apply(&mut entry);
        for (at, trouble) in troubles {
            self.trouble(at, trouble);
        }
        self.add_entry(line, entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_labels_and_notes() {
        let rows = [
            ("X 0000001", "X 0000001"),
            ("X123 (passport)", "X123"),
            ("X123(passport)", "X123"),
            ("K357514(4)", "K357514(4)"),
            ("(HWI)040182", "(HWI)040182"),
            ("Diplomatic Passport: Z1 (old)", "Z1"),
            ("No. 77", "77"),
            ("# 5", "5"),
            ("(", "("),
            ("", ""),
        ];
        for (text, number) in rows {
            assert_eq!(bare_number(text), number, "{text}");
        }
    }
}
