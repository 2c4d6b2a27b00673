//! An entry while it is read: what rows and records say is added once, whatever list it comes from, and what is not understood is
//! noted with its line.

use std::borrow::Cow;
use std::collections::HashSet;

use super::number::numbers;
use super::within::names_within;
use super::words::{NumberKind, is_latin, is_not_available, is_nothing, kind_by_words, sex, state};
use super::{Loader, RowTrouble};
use crate::codes::StateCode;
use crate::model::Personal;
use crate::watchlist::entry::{BirthSpec, Entry, EntryDocument, EntryName, NameQuality};

/// Words beside a number that are no more than its label.
const FEW_WORDS: usize = 2;
/// Most bytes of the reason of an entry.
const LONGEST_REASON: usize = 1 << 16;

/// The mark of texts for states.
const STATE: char = 's';

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
        let says_nothing = if kind == STATE { is_nothing } else { is_not_available };
        !says_nothing(value) && self.seen.insert(format!("{kind}{}", value.trim()))
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
        if spec.is_none() && self.is_new('B', text) {
            self.trouble(RowTrouble::BirthDate);
            if !self.entry.births.contains(&Personal(BirthSpec::Unknown)) {
                self.entry.births.push(Personal(BirthSpec::Unknown));
            }
        }
        if let Some(spec) = spec
            && self.is_new('b', &format!("{spec:?}"))
        {
            self.entry.births.push(Personal(spec));
        }
    }

    /// The first of some texts that is a state; nothing for empty ones.
    fn state<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> Option<StateCode> {
        let mut unknown = None;
        for text in texts {
            match state(text) {
                Some(state) => return Some(state),
                None if unknown.is_none() && !is_nothing(text) => unknown = Some(text),
                None => {}
            }
        }
        if unknown.is_some_and(|text| self.is_new(STATE, text)) {
            self.trouble(RowTrouble::State);
        }
        None
    }

    /// A nationality, by the first of some texts that says it.
    pub(super) fn nationality<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        if let Some(state) = self.state(texts)
            && !self.entry.nationalities.iter().any(|known| known.0 == state)
        {
            self.entry.nationalities.push(Personal(state));
        }
    }

    pub(super) fn sex(&mut self, text: &str) {
        self.entry.sex = self.entry.sex.or_else(|| sex(text).map(Personal));
    }

    /// Numbers by their label: travel or identity documents, other numbers, or the sex. A label that is empty is a document; what stands in the
    /// text beside the numbers is kept for the officer. `issuers` are texts for the state, of which the first counts that says one.
    pub(super) fn number<'t>(
        &mut self,
        label: &str,
        text: &str,
        issuers: impl IntoIterator<Item = &'t str>,
        status: &str,
    ) {
        if is_not_available(text) {
            return;
        }
        let found = numbers(text);
        let kind = match kind_by_words(label, &found.words) {
            NumberKind::Sex => return self.sex(text),
            NumberKind::Nothing => return,
            kind => kind,
        };
        let issuer = self.state(issuers);
        let listed = |kind: Cow<'static, str>, number: &str| {
            let document = EntryDocument::new(kind, number, issuer);
            EntryDocument { status: Cow::Owned(status.to_owned()), ..document }
        };
        let key = |kind: &str, number: &str| format!("{kind} {number} {issuer:?}");
        let NumberKind::Document(kind) = kind else {
            let label = label.trim();
            let number = match found.list.as_slice() {
                [number] => number,
                _ => text.trim(),
            };
            if self.is_new('i', &key(label, number)) {
                self.entry.identifiers.push(listed(Cow::Owned(label.to_owned()), number));
            }
            return;
        };
        if found.list.is_empty() {
            self.trouble(RowTrouble::Number);
        }
        for number in &found.list {
            if self.is_new('d', &key(kind, number)) {
                self.entry.documents.push(listed(Cow::Borrowed(kind), number));
            }
        }
        if found.list.is_empty() || found.words.split_whitespace().count() > FEW_WORDS {
            self.reason(text);
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
        if self.entry.reason.len() < LONGEST_REASON && self.is_new('t', text) {
            let reason = &mut self.entry.reason.0;
            if !reason.is_empty() {
                reason.push_str("; ");
            }
            let room = LONGEST_REASON.saturating_sub(reason.len());
            let text = text.trim();
            let end = text.floor_char_boundary(room);
            reason.push_str(text.get(..end).unwrap_or_default());
        }
    }

    /// The entry. When no name is said to be the primary one, it is the first good one, a Latin one if there is any.
    pub(super) fn finish(mut self) -> (u64, Entry, Vec<(u64, RowTrouble)>) {
        self.entry.settle_births();
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
