//! An interchange: its text, its index, its frames; and the messages in it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::charset::Charset;
use super::envelope::{MessageHeader, number};
use super::frame::{Frame, Framed, skip_space};
use super::index::Index;
use super::segment::{Segment, Tag, Value};
use super::segments::Segments;
use super::service::{self, ServiceString};
use super::unfold::{self, Folds};
use crate::error::{Error, ErrorKind};
use crate::finding::{Detail, Finding, Findings, Rule};
use crate::limits::Limits;
use crate::span::{Location, Span};
use crate::span::{u32_of, usize_of};

/// An interchange (ISO 9735-1): from UNA or UNB to UNZ, framed into messages, with the findings of the envelope.
///
/// Borrows the input; only a folded interchange is copied once, and places still point into the original.
pub struct Interchange<'a> {
    text: Cow<'a, [u8]>,
    /// Offset of the text in the original input.
    base: usize,
    folds: Folds,
    service: ServiceString,
    charset: Charset,
    pub(super) index: Index,
    pub(super) framed: Framed,
    findings: Vec<Finding>,
    span: Span,
}

impl fmt::Debug for Interchange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interchange")
            .field("span", &self.span)
            .field("segments", &self.segment_count())
            .field("messages", &self.framed.frames.len())
            .field("findings", &self.findings.len())
            .finish_non_exhaustive()
    }
}

impl<'a> Interchange<'a> {
    /// Reads the first interchange of `input` with the default [`Limits`].
    ///
    /// # Errors
    /// When the input is empty, holds no interchange, has no segment terminator or exceeds a budget.
    pub fn parse(input: &'a [u8]) -> Result<Self, Error> {
        Self::parse_with(input, &Limits::DEFAULT)
    }

    /// Reads the first interchange of `input` within `limits`.
    ///
    /// # Errors
    /// When the input is empty, holds no interchange, has no segment terminator or exceeds a budget.
    pub fn parse_with(input: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        Interchanges::new(input, limits).next().unwrap_or_else(|| {
            let kind =
                if input.trim_ascii().is_empty() { ErrorKind::Empty } else { ErrorKind::NoInterchange };
            Err(Error::new(kind, Location::bytes(Span::new(0, input.len()))))
        })
    }

    /// Reads the interchange that opens at `start`.
    fn read(input: &'a [u8], start: usize, prefix: Span, limits: &Limits) -> Result<Self, Error> {
        let whole = input.get(start..).unwrap_or_default();
        let whole = whole.get(..whole.len().min(usize_of(u32::MAX - 1))).unwrap_or_default();
        let opening = service::open(whole);
        let base = start + opening.first;
        let text = whole.get(opening.first..).unwrap_or_default();
        let fail = |(kind, at): (ErrorKind, usize)| {
            Error::new(kind, Location::bytes(Span::new(base + at, base + at)))
        };
        let mut index = Index::default();
        let mut framed = Framed::read(text, &opening.service, limits, &mut index).map_err(fail)?;
        let end = framed.end;
        let mut text = Cow::Borrowed(text.get(..end).unwrap_or_default());
        let mut folds = Folds::default();
        let mut byte_notes = Vec::new();
        if index.has_stray_control {
            let stray = unfold::find_stray(&text, &index, index.segment_count());
            byte_notes = stray.notes;
            if !stray.ranges.is_empty() {
                let (unfolded, map) = unfold::unfold(&text, &stray.ranges);
                framed = Framed::read(&unfolded, &opening.service, limits, &mut index).map_err(fail)?;
                text = Cow::Owned(unfolded);
                folds = map;
            }
        }
        index.shrink();
        let span = Span::new(start, base + end);
        let mut interchange = Self {
            text,
            base,
            folds,
            service: opening.service,
            charset: Charset::Ascii,
            index,
            framed,
            findings: Vec::new(),
            span,
        };
        let mut findings = Findings::with_budget(limits.findings);
        if !prefix.is_empty() {
            findings.push(
                Finding::new(Rule::TextOutside, Location::bytes(prefix))
                    .with(Detail::Times("bytes", u64::from(u32_of(prefix.len())))),
            );
        }
        if let Some(rule) = opening.rule {
            findings.push(Finding::new(rule, Location::bytes(Span::new(start, base))));
        }
        for (rule, at, detail) in byte_notes {
            let at = base + at;
            findings.push(Finding::new(rule, Location::bytes(Span::new(at, at + 1))).with(detail));
        }
        interchange.charset = interchange.declared_charset(&mut findings);
        interchange.check(&mut findings);
        interchange.findings = findings.into_vec();
        Ok(interchange)
    }

    /// The text after the service string advice, with line breaks inside segments taken out.
    #[inline(always)]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The service characters in force.
    #[inline(always)]
    pub fn service(&self) -> &ServiceString {
        &self.service
    }

    /// How text is decoded.
    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// The bytes of the interchange in the original input, UNA included.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What was found in the syntax and the envelope.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Number of segments, service segments included, UNA not.
    pub fn segment_count(&self) -> usize {
        self.index.segment_count()
    }

    /// Number of functional groups.
    pub fn group_count(&self) -> usize {
        self.framed.groups.len()
    }

    /// All segments of the interchange.
    pub fn segments(&'a self) -> Segments<'a> {
        Segments::new(self, 0, u32_of(self.segment_count()))
    }

    /// The messages in their order.
    pub fn messages(&'a self) -> impl ExactSizeIterator<Item = Message<'a>> {
        self.framed.frames.iter().enumerate().map(|(n, frame)| Message {
            interchange: self,
            frame,
            number: u32_of(n) + 1,
        })
    }

    /// The segment with the given ordinal.
    #[inline]
    pub(crate) fn segment(&'a self, ordinal: u32) -> Option<Segment<'a>> {
        let last = self.index.terminator(ordinal)?;
        let (first, from) = match ordinal.checked_sub(1) {
            None => (0, 0),
            Some(previous) => {
                let previous = self.index.terminator(previous)?;
                (previous + 1, usize_of(self.index.separator(previous)) + 1)
            }
        };
        let start = u32_of(skip_space(self.text(), from));
        Some(Segment { interchange: self, ordinal, start, first, last })
    }

    /// The byte at an offset; the terminator after the end, where a last segment was ended.
    #[inline(always)]
    pub(super) fn byte_at(&self, offset: u32) -> u8 {
        self.text().get(usize_of(offset)).copied().unwrap_or(self.service.terminator)
    }

    /// The value behind a separator.
    #[inline]
    pub(crate) fn value(&'a self, ordinal: u32) -> Value<'a> {
        Value { interchange: self, ordinal }
    }

    /// Releases and decodes bytes of this interchange.
    #[inline]
    pub(crate) fn decode<'b>(&self, bytes: &'b [u8]) -> Cow<'b, str> {
        if self.index.has_release
            && let Some(release) = self.service.release
            && bytes.contains(&release)
        {
            let mut out = Vec::with_capacity(bytes.len());
            let mut rest = bytes.iter();
            while let Some(&byte) = rest.next() {
                if byte == release {
                    out.extend(rest.next());
                } else {
                    out.push(byte);
                }
            }
            return Cow::Owned(Charset::decode(&out).into_owned());
        }
        Charset::decode(bytes)
    }

    /// The range of the original input behind a range of the text.
    pub(super) fn original(&self, start: usize, end: usize) -> Span {
        if self.folds.is_empty() {
            return Span::new(self.base + start, self.base + end);
        }
        let from = self.folds.original(start);
        let to = if end > start { self.folds.original(end - 1) + 1 } else { from };
        Span::new(self.base + from, self.base + to)
    }

    /// The place of a segment.
    pub(super) fn locate_segment(&self, ordinal: u32, tag: Tag, span: Span) -> Location {
        let frames = &self.framed.frames;
        let after = frames.partition_point(|frame| frame.first <= ordinal);
        let inside = after.checked_sub(1).and_then(|n| frames.get(n)).filter(|frame| ordinal < frame.end);
        let (message, segment) = match inside {
            Some(frame) => (u32_of(after), ordinal - frame.first + 1),
            None => (0, ordinal + 1),
        };
        Location { message, segment, tag, element: 0, component: 0, span }
    }

    /// The place of the value behind separator `ordinal`.
    pub(super) fn locate_value(&self, ordinal: u32) -> Location {
        let (mut low, mut high) = (0, u32_of(self.segment_count()));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.index.terminator(middle).is_some_and(|terminator| terminator <= ordinal) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let Some(segment) = self.segment(low) else {
            return Location::default();
        };
        let found = segment.walk().find(|(_, value)| value.ordinal == ordinal);
        let mut location = self.locate_segment(low, segment.tag(), segment.span());
        if let Some((at, value)) = found {
            location.element = at.element;
            location.component = at.component;
            location.span = value.span();
        }
        location
    }

    /// The place of bytes of the original input: the value that holds the first of them.
    pub fn locate(&self, span: Span) -> Location {
        let offset = self.folds.unfolded(span.start.saturating_sub(self.base));
        let separators = self.index.separators(0, u32_of(self.index.len()));
        let after = separators.partition_point(|&at| usize_of(at) < offset);
        match after.checked_sub(1) {
            Some(ordinal) if span.start >= self.base => {
                Location { span, ..self.locate_value(u32_of(ordinal)) }
            }
            _ => Location::bytes(span),
        }
    }

    fn declared_charset(&self, findings: &mut Findings) -> Charset {
        let Some(header) = self.header() else {
            findings.push(Finding::new(
                Rule::UnbMissing,
                Location::bytes(Span::new(
                    self.span.start,
                    self.span.start.saturating_add(3).min(self.span.end),
                )),
            ));
            return Charset::Ascii;
        };
        let segment = header.segment();
        let (charset, known) = Charset::of_syntax(segment.unrepeated(1, 1));
        let version = segment.unrepeated(1, 2);
        if !known || !matches!(version, b"1" | b"2" | b"3" | b"4") {
            findings.push(Finding::new(Rule::SyntaxUnknown, segment.location()));
        }
        if charset == Charset::Ascii && self.index.has_non_ascii { Charset::Ascii } else { charset }
    }

    /// Judges the envelope: counts, references, repertoire.
    fn check(&self, findings: &mut Findings) {
        for &(rule, ordinal) in &self.framed.notes {
            if let Some(segment) = self.segment(ordinal) {
                findings.push(Finding::new(rule, segment.location()));
            }
        }
        self.check_header(findings);
        self.check_groups(findings);
        self.check_messages(findings);
        self.check_trailer(findings);
        if self.index.has_non_ascii {
            for segment in self.segments() {
                if !self.charset.admits(segment.raw()) {
                    findings.push(Finding::new(Rule::Repertoire, segment.location()));
                }
            }
        }
        if let Some(release) = self.service.release {
            let run = self.text().iter().rev().take_while(|&&b| b == release).count();
            if run % 2 == 1 {
                let end = self.text().len();
                findings.push(Finding::new(
                    Rule::ReleaseAtEnd,
                    Location::bytes(self.original(end.saturating_sub(1), end)),
                ));
            }
            if self.index.has_release {
                self.check_releases(release, findings);
            }
        }
    }

    /// Releases before characters that need none: legal for the decimal mark and blank of UNA, odd otherwise.
    fn check_releases(&self, release: u8, findings: &mut Findings) {
        let mut at = 0;
        while let Some(found) = memchr::memchr(release, self.text().get(at..).unwrap_or_default()) {
            let start = at + found;
            at = start + 2;
            let Some(&next) = self.text().get(start + 1) else {
                break;
            };
            let idle = !self.service.is_service(next)
                && next != self.service.decimal
                && !matches!(next, b' ' | b'*');
            if idle {
                findings.push(Finding::new(
                    Rule::ReleaseOfOrdinary,
                    Location::bytes(self.original(start, start + 2)),
                ));
            }
        }
    }

    fn check_header(&self, findings: &mut Findings) {
        let Some(header) = self.header() else { return };
        let segment = header.segment();
        for (element, name) in [(2, "sender"), (3, "recipient")] {
            if segment.unrepeated(element, 1).trim_ascii().is_empty() {
                findings.push(Finding::new(Rule::PartyMissing, segment.location()).with(Detail::Field(name)));
            }
        }
        if header.preparation().is_none() {
            findings.push(Finding::new(Rule::PreparationDate, segment.location()));
        }
        check_length(segment, segment.unrepeated(5, 1), findings);
    }

    fn check_groups(&self, findings: &mut Findings) {
        for group in &self.framed.groups {
            let Some(header) = self.segment(group.header) else {
                continue;
            };
            let Some(trailer) = group.trailer.and_then(|ordinal| self.segment(ordinal)) else {
                continue;
            };
            check_count(Rule::UneCount, trailer, u64::from(group.messages), findings);
            check_reference(Rule::UneReference, header.unrepeated(5, 1), trailer, findings);
        }
    }

    fn check_messages(&self, findings: &mut Findings) {
        if self.framed.frames.is_empty() {
            let at = self.segment(0).map(|segment| segment.location()).unwrap_or_default();
            findings.push(Finding::new(Rule::NoMessage, at));
        }
        let several = self.framed.frames.len() > 1;
        let mut seen = HashSet::new();
        for message in self.messages() {
            let Some(header) = self.segment(message.frame.first) else {
                continue;
            };
            let reference = header.unrepeated(1, 1);
            check_length(header, reference, findings);
            if several && !reference.is_empty() && !seen.insert((message.frame.group, reference)) {
                findings.push(Finding::new(Rule::ReferenceRepeated, header.location()));
            }
            if let Some(group) = message.group_header()
                && !group.unrepeated(1, 1).is_empty()
                && group.unrepeated(1, 1) != header.unrepeated(2, 1)
            {
                findings.push(Finding::new(Rule::GroupType, header.location()));
            }
            if message.header().and_then(|h| h.transfer()).is_some_and(|transfer| !transfer.is_sound()) {
                findings.push(Finding::new(Rule::TransferStatus, header.location()));
            }
            if let Some(trailer) = message.trailer() {
                check_count(Rule::UntCount, trailer, message.segment_count(), findings);
                check_reference(Rule::UntReference, reference, trailer, findings);
            }
        }
    }

    fn check_trailer(&self, findings: &mut Findings) {
        let Some(trailer) = self.framed.trailer.and_then(|ordinal| self.segment(ordinal)) else {
            let end = self.span.end;
            findings.push(Finding::new(Rule::UnzMissing, Location::bytes(Span::new(end, end))));
            return;
        };
        let counted =
            if self.framed.groups.is_empty() { self.framed.frames.len() } else { self.framed.groups.len() };
        check_count(Rule::UnzCount, trailer, u64::from(u32_of(counted)), findings);
        if let Some(header) = self.header() {
            check_reference(Rule::UnzReference, header.segment().unrepeated(5, 1), trailer, findings);
        }
    }
}

/// Compares the count in element 1 of a trailer with what was counted.
fn check_count(rule: Rule, trailer: Segment<'_>, counted: u64, findings: &mut Findings) {
    let declared = number(trailer.unrepeated(1, 1).trim_ascii());
    if declared != Some(counted) {
        findings.push(Finding::new(rule, trailer.location()).with(Detail::Count { declared, counted }));
    }
}

/// Compares the reference in element 2 of a trailer with that of its header.
fn check_reference(rule: Rule, header: &[u8], trailer: Segment<'_>, findings: &mut Findings) {
    if trailer.unrepeated(2, 1).trim_ascii() != header.trim_ascii() {
        findings.push(Finding::new(rule, trailer.location()));
    }
}

/// Says when a control reference is longer than an..14.
fn check_length(segment: Segment<'_>, reference: &[u8], findings: &mut Findings) {
    if reference.len() > 14 {
        let length = u64::from(u32_of(reference.len()));
        findings.push(
            Finding::new(Rule::ReferenceLong, segment.location()).with(Detail::Length { length, limit: 14 }),
        );
    }
}

/// The interchanges of an input one after the other; text between them is passed over and said.
///
/// An interchange that cannot be read is an error, and the next one is read.
#[derive(Debug, Clone)]
pub struct Interchanges<'a> {
    input: &'a [u8],
    at: usize,
    limits: Limits,
}

impl<'a> Interchanges<'a> {
    /// Reads all interchanges of `input` within `limits`.
    pub fn new(input: &'a [u8], limits: &Limits) -> Self {
        Self { input, at: 0, limits: *limits }
    }
}

impl<'a> Iterator for Interchanges<'a> {
    type Item = Result<Interchange<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let from = self.at;
        let start = service::find_opening(self.input, from)?;
        let gap = self.input.get(from..start).unwrap_or_default();
        // A byte order mark, blanks and line breaks are nobody's text.
        let gap = gap.strip_prefix(b"\xef\xbb\xbf").unwrap_or(gap);
        let prefix = if gap.trim_ascii().is_empty() { Span::default() } else { Span::new(from, start) };
        let read = Interchange::read(self.input, start, prefix, &self.limits);
        match read {
            Ok(mut interchange) => {
                self.at = interchange.span.end.max(start + 3);
                let rest = self.input.get(self.at..).unwrap_or_default();
                if !rest.trim_ascii().is_empty() && service::find_opening(self.input, self.at).is_none() {
                    let span = Span::new(self.at, self.input.len());
                    interchange.findings.push(
                        Finding::new(Rule::TextOutside, Location::bytes(span))
                            .with(Detail::Times("bytes", u64::from(u32_of(span.len())))),
                    );
                    self.at = self.input.len();
                }
                Some(Ok(interchange))
            }
            Err(error) => {
                self.at = error.location().span.end.max(start + 3);
                Some(Err(error))
            }
        }
    }
}

/// A message of an interchange: UNH to UNT (ISO 9735-1).
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    pub(crate) interchange: &'a Interchange<'a>,
    frame: &'a Frame,
    number: u32,
}

impl<'a> Message<'a> {
    /// The interchange it stands in.
    pub fn interchange(&self) -> &'a Interchange<'a> {
        self.interchange
    }

    /// Number in the interchange, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The header UNH.
    pub fn header(&self) -> Option<MessageHeader<'a>> {
        self.interchange.segment(self.frame.first).map(MessageHeader)
    }

    /// The trailer UNT, when there is one.
    pub fn trailer(&self) -> Option<Segment<'a>> {
        if !self.frame.has_trailer {
            return None;
        }
        self.interchange.segment(self.frame.end.checked_sub(1)?)
    }

    /// The group header UNG, when the message stands in a group.
    pub fn group_header(&self) -> Option<Segment<'a>> {
        let group = self.interchange.framed.groups.get(usize_of(self.frame.group?))?;
        self.interchange.segment(group.header)
    }

    /// All segments, UNH and UNT included.
    pub fn segments(&self) -> Segments<'a> {
        Segments::new(self.interchange, self.frame.first, self.frame.end)
    }

    /// The segments between UNH and UNT.
    pub fn body(&self) -> Segments<'a> {
        let end = self.frame.end - u32::from(self.frame.has_trailer);
        Segments::new(self.interchange, (self.frame.first + 1).min(end), end)
    }

    /// The number of segments from UNH to UNT, both included (what UNT 0074 claims).
    pub fn segment_count(&self) -> u64 {
        u64::from(self.frame.end - self.frame.first - self.frame.empty)
    }

    /// The place of the message header.
    pub fn location(&self) -> Location {
        self.interchange.segment(self.frame.first).map(|segment| segment.location()).unwrap_or_default()
    }

    /// The bytes of the message in the original input.
    pub fn span(&self) -> Span {
        let first = self.interchange.segment(self.frame.first).map(|s| s.span()).unwrap_or_default();
        let last = self.interchange.segment(self.frame.end.saturating_sub(1)).map_or(first, |s| s.span());
        Span::new(first.start, last.end)
    }
}
