//! From tags to records, led by the table: what fills which record, what is passed over, and what the policy of
//! sensitive data lets pass before anything is recorded.

use std::borrow::Cow;
use std::ops::Range;

use super::log::Log;
use super::record::{Record, Value};
use super::scan::{Tag, Token, check_length, local, read_literal, read_value};
use super::source::offset_in;
use super::table::{ANYWHERE, Element, Fills, Kind, PNR, ROOT, Slot, is_same};
use crate::codes::Treatment;
use crate::error::{Error, ErrorKind};
use crate::finding::{Detail, Rule};
use crate::options::ReadOptions;
use crate::pnrgov::request;

/// What an open element is.
#[derive(Clone, Copy)]
enum Known {
    /// An element of the table.
    Row(&'static Element),
    /// An unknown element outside every PNR: PNRs may stand in it.
    Foreign,
    /// Nothing in it is read.
    Skipped,
}

/// An open element.
struct Frame<'t> {
    name: &'t str,
    known: Known,
    has_record: bool,
    /// The text so far, when it is wanted.
    text: Option<(Cow<'t, str>, Range<usize>)>,
}

/// The open elements and their records.
pub(super) struct Tree<'s> {
    options: ReadOptions,
    text: &'s str,
    frames: Vec<Frame<'s>>,
    records: Vec<Record<'s>>,
    elements: usize,
    /// Records of the envelope and PNRs that are complete.
    pub(super) done: Vec<Record<'s>>,
    /// True when an element was met that makes this a document of PNRs.
    pub(super) is_ours: bool,
}

/// True for a value that says nothing: blanks, or the hyphen of generators.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "-")
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

impl<'s> Tree<'s> {
    pub(super) const fn new(text: &'s str, options: ReadOptions) -> Self {
        Self {
            options,
            text,
            frames: Vec::new(),
            records: Vec::new(),
            elements: 0,
            done: Vec::new(),
            is_ours: false,
        }
    }

    /// Takes a piece of the document.
    pub(super) fn token(
        &mut self,
        token: Token<'s>,
        range: &Range<usize>,
        log: &mut Log<'s, '_>,
    ) -> Result<(), Error> {
        match token {
            Token::Open(tag) => self.open(&tag, range, log)?,
            Token::Close(name) => self.close(name, range, log),
            Token::Text(text) => self.add_text(text, false, range, log)?,
            Token::Literal(text) => self.add_text(text, true, range, log)?,
            Token::Trouble(rule) => log.at(rule, range, Detail::None),
        }
        Ok(())
    }

    /// Closes what the end of the document left open; text that was cut is no value.
    pub(super) fn finish(&mut self, log: &mut Log<'s, '_>) {
        let end = self.text.len();
        if !self.frames.is_empty() {
            log.at(Rule::XmlBroken, &(end..end), Detail::None);
        }
        if let Some(last) = self.frames.last_mut() {
            last.text = None;
        }
        while !self.frames.is_empty() {
            self.pop(end, log);
        }
    }

    fn is_in_pnr(&self) -> bool {
        self.records.iter().any(|record| record.kind == Kind::Pnr)
    }

    /// What an element is, by the element around it.
    fn look_up(&self, name: &'s str, range: &Range<usize>, log: &mut Log<'s, '_>) -> Known {
        let anywhere = || ANYWHERE.iter().copied().find(|element| is_same(element.name, name));
        let around = self.frames.last().map(|frame| frame.known);
        let row = match around {
            None | Some(Known::Foreign) => anywhere(),
            Some(Known::Skipped) => return Known::Skipped,
            Some(Known::Row(parent)) => {
                let found = parent.child(name).or_else(|| if self.is_in_pnr() { None } else { anywhere() });
                if found.is_none() {
                    log.once(Rule::XmlUnknown, parent.name, name, range);
                }
                found
            }
        };
        if self.frames.is_empty() && !row.is_some_and(|row| std::ptr::eq(row, &raw const ROOT)) {
            log.once(Rule::XmlRoot, "root", "", range);
        }
        match row {
            Some(row) if row.fills == Fills::Nothing => {
                log.once(Rule::XmlNoPlace, row.name, "", range);
                Known::Skipped
            }
            Some(row) => Known::Row(row),
            None if self.is_in_pnr() => Known::Skipped,
            None => Known::Foreign,
        }
    }

    /// A leaf whose end is missing ends where the next element of its parent begins.
    fn end_leaf(&mut self, name: &str, range: &Range<usize>, log: &mut Log<'s, '_>) {
        let [.., parent, leaf] = self.frames.as_slice() else { return };
        let (Known::Row(parent), Known::Row(row)) = (parent.known, leaf.known) else { return };
        if row.children.is_empty() && row.text.is_some() && parent.child(name).is_some() {
            log.at(Rule::XmlBroken, range, Detail::None);
            self.pop(range.start, log);
        }
    }

    fn open(&mut self, tag: &Tag<'s>, range: &Range<usize>, log: &mut Log<'s, '_>) -> Result<(), Error> {
        let limits = &self.options.limits;
        let refuse = |kind, log: &Log<'s, '_>| Err(Error::new(kind, log.source.place(range)));
        self.elements += 1;
        if self.elements > limits.xml_elements {
            return refuse(ErrorKind::LimitExceeded { what: "elements", limit: limits.xml_elements }, log);
        }
        if self.frames.len() >= limits.xml_depth {
            return refuse(ErrorKind::LimitExceeded { what: "open elements", limit: limits.xml_depth }, log);
        }
        let (attributes, is_broken) = match tag.attributes(self.text, limits) {
            Ok(found) => found,
            Err(kind) => return refuse(kind, log),
        };
        if is_broken {
            log.at(Rule::XmlBroken, range, Detail::None);
        }
        let name = local(tag.name);
        self.end_leaf(name, range, log);
        let mut frame =
            Frame { name: tag.name, known: self.look_up(name, range, log), has_record: false, text: None };
        if let Known::Row(row) = frame.known {
            self.is_ours |= std::ptr::eq(row, &raw const ROOT) || std::ptr::eq(row, &raw const PNR);
            let values = Self::values(row, &attributes, range, log);
            match self.admit(row, &values, range, log) {
                None => frame.known = Known::Skipped,
                Some(is_extract) => {
                    if let Fills::Record(kind) = row.fills {
                        let mut record = Record::new(kind, range.clone());
                        record.is_extract = is_extract;
                        self.records.push(record);
                        frame.has_record = true;
                    }
                    if let Some(record) = self.records.last_mut() {
                        let passes = |value: &Value<'_>| !record.is_extract || value.slot == Slot::Reference;
                        record.values.extend(values.into_iter().filter(passes));
                    }
                    frame.text = row.text.map(|_| (Cow::Borrowed(""), range.end..range.end));
                }
            }
        }
        self.frames.push(frame);
        if tag.is_closed {
            self.pop(range.end, log);
        }
        Ok(())
    }

    /// The values of an element's attributes.
    fn values(
        row: &Element,
        attributes: &[(&'s str, &'s str, usize)],
        range: &Range<usize>,
        log: &mut Log<'s, '_>,
    ) -> Vec<Value<'s>> {
        let mut values: Vec<Value<'s>> = Vec::new();
        let mut is_doubled = false;
        for &(key, written, start) in attributes {
            let prefix = key.split_once(':').map(|(prefix, _)| prefix);
            if key == "xmlns" || matches!(prefix, Some("xmlns" | "xml" | "xsi")) {
                continue;
            }
            let place = start..start + written.len();
            let Some((name, slot)) = row.attribute(local(key)) else {
                log.once(Rule::XmlUnknown, row.name, key, &place);
                continue;
            };
            let (text, trouble) = read_value(written, true);
            if let Some(rule) = trouble {
                log.at(rule, &place, Detail::None);
            }
            if is_nothing(&text) {
                continue;
            }
            if slot == Slot::Passed {
                log.once(Rule::XmlNoPlace, name, "", &place);
                continue;
            }
            is_doubled |= values.iter().any(|value| value.slot == slot);
            values.push(Value { slot, text: trimmed(text), range: place });
        }
        if is_doubled {
            log.at(Rule::XmlBroken, range, Detail::None);
        }
        values
    }

    /// What the policy says about a request or a remark: `None` when nothing of it is recorded, true when only contacts
    /// and ticket numbers are.
    fn admit(
        &self,
        row: &Element,
        values: &[Value<'s>],
        range: &Range<usize>,
        log: &mut Log<'s, '_>,
    ) -> Option<bool> {
        let policy = self.options.sensitive;
        let codes = || values.iter().filter(|value| value.slot == Slot::Code).map(|value| &*value.text);
        let code = || codes().next().unwrap_or_default();
        let found = match row.fills {
            // Typed data says itself what it is.
            Fills::Record(Kind::Document) if code().is_empty() => None,
            Fills::Record(Kind::Request | Kind::Document) => {
                // A code that is given twice, in both spellings, is each of them.
                let of_codes = codes().filter_map(|code| policy.of_request_text(code));
                of_codes.max_by_key(|(_, treatment)| *treatment).or_else(|| policy.of_request_text(code()))
            }
            Fills::Record(Kind::Remark) => {
                Some((crate::codes::SensitiveClass::FreeText, policy.of_free_text()))
            }
            _ => None,
        };
        let Some((class, treatment)) = found else { return Some(false) };
        if treatment != Treatment::Keep {
            log.dropped(class, range);
        }
        match treatment {
            Treatment::Keep => Some(false),
            Treatment::Extract => Some(true),
            Treatment::Restrict | Treatment::Drop => None,
        }
    }

    fn add_text(
        &mut self,
        written: &'s str,
        is_literal: bool,
        range: &Range<usize>,
        log: &mut Log<'s, '_>,
    ) -> Result<(), Error> {
        let limits = &self.options.limits;
        let Some((so_far, place)) = self.frames.last_mut().and_then(|frame| frame.text.as_mut()) else {
            return Ok(());
        };
        let refuse = |kind, log: &Log<'s, '_>| Error::new(kind, log.source.place(range));
        check_length(so_far.len() + written.len(), limits).map_err(|kind| refuse(kind, log))?;
        let (text, trouble) = if is_literal { read_literal(written) } else { read_value(written, false) };
        if so_far.is_empty() {
            *so_far = text;
            *place = range.clone();
        } else {
            so_far.to_mut().push_str(&text);
            place.end = range.end;
        }
        if let Some(rule) = trouble {
            log.at(rule, range, Detail::None);
        }
        Ok(())
    }

    /// Ends an element by its name: the innermost one of that name with all in it. A leaf takes a misspelt end as its own.
    fn close(&mut self, name: &str, range: &Range<usize>, log: &mut Log<'s, '_>) {
        let found = self.frames.iter().rev().position(|frame| frame.name == name);
        if found != Some(0) {
            log.at(Rule::XmlBroken, range, Detail::None);
        }
        let is_leaf = || matches!(self.frames.last(), Some(Frame { known: Known::Row(row), .. }) if row.children.is_empty());
        let number = match found {
            Some(above) => above + 1,
            None => usize::from(is_leaf()),
        };
        for _ in 0..number {
            self.pop(range.end, log);
        }
    }

    /// Ends the innermost element.
    fn pop(&mut self, end: usize, log: &mut Log<'s, '_>) {
        let Some(frame) = self.frames.pop() else { return };
        if let (Known::Row(row), Some((text, place))) = (frame.known, frame.text) {
            self.record_text(row, text, place);
        }
        if !frame.has_record {
            return;
        }
        let Some(mut record) = self.records.pop() else { return };
        record.range.end = end.max(record.range.end);
        let is_own =
            matches!(record.kind, Kind::Root | Kind::Originator | Kind::Leg | Kind::Pnrs | Kind::Pnr);
        match self.records.last_mut() {
            Some(parent) if !is_own => parent.children.push(record),
            _ if is_own => self.done.push(record),
            _ => log.at(Rule::XmlBroken, &record.range, Detail::None),
        }
    }

    /// Records the text of an element; of free text only what may be kept.
    fn record_text(&mut self, row: &Element, text: Cow<'s, str>, place: Range<usize>) {
        let (Some(slot), Some(record)) = (row.text, self.records.last_mut()) else { return };
        if is_nothing(&text) {
            return;
        }
        if record.is_extract {
            record.extracts.extend(request::extracts(&text));
            return;
        }
        // The place of the value is without the blanks around it.
        let value = trimmed(text);
        let range = match value {
            Cow::Borrowed(part) => {
                let start = offset_in(self.text, part);
                start..start + part.len()
            }
            Cow::Owned(_) => place,
        };
        record.values.push(Value { slot, text: value, range });
    }
}
