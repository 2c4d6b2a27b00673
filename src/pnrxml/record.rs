//! What stands in a document as records with values: between the tree of elements and the model, for both ways.

use std::borrow::Cow;
use std::ops::Range;

use super::table::{Kind, Slot};
use crate::pnrgov::request::Extract;

/// A value with its place in the text.
#[derive(Clone)]
pub(super) struct Value<'t> {
    pub(super) slot: Slot,
    pub(super) text: Cow<'t, str>,
    pub(super) range: Range<usize>,
}

/// What an element of its own holds.
#[derive(Clone)]
pub(super) struct Record<'t> {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    pub(super) values: Vec<Value<'t>>,
    /// True when the policy lets nothing pass but contacts and ticket numbers.
    pub(super) is_extract: bool,
    /// What was found in text of which nothing else is kept.
    pub(super) extracts: Vec<Extract>,
    pub(super) children: Vec<Self>,
}

impl<'t> Record<'t> {
    pub(super) const fn new(kind: Kind, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            values: Vec::new(),
            is_extract: false,
            extracts: Vec::new(),
            children: Vec::new(),
        }
    }

    /// The first value of a slot: what stands twice counts once.
    pub(super) fn value(&self, slot: Slot) -> Option<&Value<'t>> {
        self.all(slot).next()
    }

    /// All values of a slot.
    pub(super) fn all(&self, slot: Slot) -> impl Iterator<Item = &Value<'t>> {
        self.values.iter().filter(move |value| value.slot == slot)
    }

    /// The records of a kind in it.
    pub(super) fn records(&self, kind: Kind) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(move |record| record.kind == kind)
    }

    /// The text of the first value of a slot.
    pub(super) fn str(&self, slot: Slot) -> Option<&str> {
        self.value(slot).map(|value| value.text.as_ref())
    }

    /// Adds a value to be written; what is empty is no value.
    pub(super) fn put(&mut self, slot: Slot, text: impl Into<Cow<'t, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.values.push(Value { slot, text, range: 0..0 });
        }
    }

    /// Adds a value to be written when there is one.
    pub(super) fn put_some(&mut self, slot: Slot, text: Option<impl Into<Cow<'t, str>>>) {
        if let Some(text) = text {
            self.put(slot, text);
        }
    }
}
