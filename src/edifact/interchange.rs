//! An interchange: its text, its index, its frames; and the messages in it.

use std::borrow::Cow;
use std::fmt;

use super::charset::Charset;
use super::check::Doubts;
use super::frame::{Framed, skip_space};
use super::message::Message;
use super::room::{Lent, Room};
use super::segment::{Segment, Tag, Value};
use super::segments::Segments;
use super::service::{self, ServiceString};
use super::typeb::TypeB;
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
    /// All of the input, of which this is a part.
    input: &'a [u8],
    pub(super) text: Cow<'a, [u8]>,
    /// The same as text, when it is the input itself and nothing but ASCII.
    pub(super) ascii: Option<&'a str>,
    /// Some value may begin or end with a blank or a tab.
    pub(super) trims: bool,
    /// Offset of the text in the original input.
    base: usize,
    pub(super) folds: Folds,
    is_quoted: bool,
    pub(super) service: ServiceString,
    charset: Charset,
    pub(super) index: Lent,
    pub(super) framed: Framed,
    /// Ordinals of the segments whose terminator is missing: the next one was fused to them.
    pub(super) fused: Vec<u32>,
    /// True when a terminator inside a value was found and released.
    pub(super) is_torn: bool,
    findings: Vec<Finding>,
    pub(super) span: Span,
    type_b: Option<TypeB<'a>>,
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
        Self::first(Interchanges { room: None, ..Interchanges::new(input, limits) })
    }

    /// Reads the first interchange of `input` within `limits`, in a room that is used again.
    ///
    /// # Errors
    /// When the input is empty, holds no interchange, has no segment terminator or exceeds a budget.
    pub fn parse_in(input: &'a [u8], limits: &Limits, room: &Room) -> Result<Self, Error> {
        Self::first(Interchanges { room: Some(room.clone()), ..Interchanges::new(input, limits) })
    }

    fn first(mut interchanges: Interchanges<'a>) -> Result<Self, Error> {
        let input = interchanges.input;
        interchanges.next().unwrap_or_else(|| {
            let kind =
                if input.trim_ascii().is_empty() { ErrorKind::Empty } else { ErrorKind::NoInterchange };
            Err(Error::new(kind, Location::bytes(Span::new(0, input.len()))))
        })
    }

    /// Reads the interchange that opens at `start`.
    fn read(
        input: &'a [u8],
        start: usize,
        prefix: Span,
        limits: &Limits,
        room: Option<&Room>,
    ) -> Result<Self, Error> {
        let whole = input.get(start..).unwrap_or_default();
        let whole = whole.get(..whole.len().min(usize_of(u32::MAX - 1))).unwrap_or_default();
        let opening = service::open(whole);
        let base = start + opening.first;
        let text = whole.get(opening.first..).unwrap_or_default();
        let fail = |(kind, at): (ErrorKind, usize)| {
            Error::new(kind, Location::bytes(Span::new(base + at, base + at)))
        };
        let mut index = room.map(Room::take).unwrap_or_default();
        let mut byte_notes = Vec::new();
        let mut folds = Folds::default();
        let mut whole = Cow::Borrowed(text);
        let as_sent = Framed::read(text, &opening.service, limits, &mut index);
        // Copied through a word processor, the terminators became typographic quotes: none is met, or only one of an
        // interchange behind it.
        let own = || own_part(text);
        let is_quoted = match &as_sent {
            Err((ErrorKind::NoTerminator, _)) => unfold::has_quotes(own()),
            Ok(_) if index.has_non_ascii => {
                let first = index.terminator(0).map_or(0, |ordinal| usize_of(index.separator(ordinal)));
                first >= own().len() && unfold::has_quotes(own())
            }
            _ => false,
        };
        let mut framed = if is_quoted {
            let (plain, map) = unfold::plain_quotes(own(), opening.service.terminator);
            byte_notes.push((Rule::TypographicQuote, 0, Detail::None));
            let framed = Framed::read(&plain, &opening.service, limits, &mut index).map_err(fail)?;
            (whole, folds) = (Cow::Owned(plain), map);
            framed
        } else {
            as_sent.map_err(fail)?
        };
        let read = framed.end;
        // The end of the interchange in the original input.
        let end = if folds.is_empty() || read == 0 { read } else { folds.original(read - 1) + 1 };
        let mut text = match whole {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(..read).unwrap_or_default()),
            Cow::Owned(mut text) => {
                text.truncate(read);
                Cow::Owned(text)
            }
        };
        if index.has_stray_control && folds.is_empty() {
            let stray = unfold::find_stray(&text, &index, index.segment_count());
            byte_notes.extend(stray.notes);
            if !stray.ranges.is_empty() {
                let (unfolded, map) = unfold::unfold(&text, &stray.ranges);
                let ended_early = framed.ended_early;
                framed = Framed::read(&unfolded, &opening.service, limits, &mut index).map_err(fail)?;
                framed.ended_early |= ended_early;
                text = Cow::Owned(unfolded);
                folds = map;
            }
        }
        index.settle();
        let ascii = match text {
            Cow::Borrowed(bytes) if !index.has_non_ascii => std::str::from_utf8(bytes).ok(),
            _ => None,
        };
        let span = Span::new(start, base + end);
        let mut interchange = Self {
            input,
            text,
            ascii,
            trims: index.has_edge_blank || index.has_stray_control,
            base,
            folds,
            is_quoted,
            service: opening.service,
            charset: Charset::Ascii,
            index,
            framed,
            fused: Vec::new(),
            is_torn: false,
            findings: Vec::new(),
            span,
            type_b: TypeB::parse(prefix.of(input)),
        };
        let noted = Noted { prefix, opening: opening.rule, bytes: byte_notes };
        let (mut findings, mut doubts) = interchange.judge(&noted, limits);
        if doubts.may_be_torn && interchange.join_torn(limits) {
            (findings, doubts) = interchange.judge(&noted, limits);
        }
        // A header or a trailer may be fused, too, and only then the message is there and tells how many segments it has.
        for _ in 0..ROUNDS {
            if !(doubts.may_be_fused && interchange.split_fused(limits)) {
                break;
            }
            (findings, doubts) = interchange.judge(&noted, limits);
        }
        interchange.findings = findings.into_vec();
        Ok(interchange)
    }

    /// What was found in the syntax and the envelope, and what of it may be mended.
    fn judge(&mut self, noted: &Noted, limits: &Limits) -> (Findings, Doubts) {
        let mut findings = Findings::with_budget(limits.findings);
        if !noted.prefix.is_empty() && self.type_b.is_none() {
            findings.push(
                Finding::new(Rule::TextOutside, Location::bytes(noted.prefix))
                    .with(Detail::Times("bytes", u64::from(u32_of(noted.prefix.len())))),
            );
        }
        if let Some(rule) = noted.opening {
            findings.push(Finding::new(rule, Location::bytes(Span::new(self.span.start, self.base))));
        }
        let inside = |&&(_, at, _): &&(Rule, usize, Detail)| self.base + at < self.span.end;
        for &(rule, at, detail) in noted.bytes.iter().filter(inside) {
            let at = self.base + at;
            findings.push(Finding::new(rule, self.locate_in_segment(Span::new(at, at + 1))).with(detail));
        }
        self.charset = self.declared_charset(&mut findings);
        let doubts = self.check(&mut findings);
        (findings, doubts)
    }

    /// The text after the service string advice, with line breaks inside segments taken out, and with the terminators that were
    /// lost between two segments.
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

    /// The bytes of the interchange as they were sent, UNA, line breaks and all. To write them back with changes: [`Edits`].
    ///
    /// [`Edits`]: super::Edits
    pub fn bytes(&self) -> &'a [u8] {
        self.span.of(self.input)
    }

    /// True when its terminators are typographic apostrophes.
    pub(super) fn is_quoted(&self) -> bool {
        self.is_quoted
    }

    /// All of the input in which places count.
    pub(super) fn input(&self) -> &'a [u8] {
        self.input
    }

    /// The heading of the Type B message in which it came.
    pub fn type_b(&self) -> Option<&TypeB<'a>> {
        self.type_b.as_ref()
    }

    /// True when its end was met: its trailer, or the next header. False when the input ended first; a trailer that was fused to
    /// the segment before is the end only where no other segment follows, and more input may tell.
    pub fn is_complete(&self) -> bool {
        let is_sure = |trailer| self.fused.last().is_none_or(|host| host + 1 != trailer);
        self.framed.trailer.is_some_and(is_sure) || self.framed.ended_early
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

    /// Ordinals of the first separator after the tag and of the terminator of a segment.
    #[inline(always)]
    pub(crate) fn bounds(&self, ordinal: u32) -> Option<(u32, u32)> {
        self.index.bounds(ordinal)
    }

    /// The value at an element and component of a segment, both from 1, when something was sent there.
    #[inline]
    pub(crate) fn present(&'a self, segment: u32, element: u16, component: u16) -> Option<Value<'a>> {
        self.present_in(self.bounds(segment)?, element, component)
    }

    /// The same of a segment of which the first separator after the tag and the terminator are known.
    #[inline]
    pub(crate) fn present_in(
        &'a self,
        bounds: (u32, u32),
        element: u16,
        component: u16,
    ) -> Option<Value<'a>> {
        let (first, last) = bounds;
        self.find(first, last, element, component).filter(|value| !value.is_empty())
    }

    /// The value at an element and component, both from 1, between the first separator and the terminator of a segment;
    /// the first repetition.
    #[inline]
    pub(super) fn find(&'a self, first: u32, last: u32, element: u16, component: u16) -> Option<Value<'a>> {
        let (text, service) = (self.text(), self.service());
        let mut left = element;
        let mut at = 0;
        // The terminator is none of the separators that are looked for, even where a text was ended without one.
        let (&end, separators) = self.index.separators(first, last.saturating_add(1)).split_last()?;
        let mut separators = separators.iter();
        while left > 0 {
            at = *separators.next()?;
            left -= u16::from(*text.get(usize_of(at))? == service.element);
        }
        for _ in 1..component {
            at = *separators.next()?;
            if *text.get(usize_of(at))? != service.component {
                return None;
            }
        }
        let end = separators.next().copied().unwrap_or(end);
        Some(Value { interchange: self, start: at.wrapping_add(1), end }).filter(|_| element > 0)
    }

    /// The bytes of a value as text when there is nothing to do: all of the text is ASCII, no release is in it, and the
    /// blanks at its ends are cut.
    #[inline]
    pub(super) fn plain_text(&self, start: usize, end: usize) -> Option<&'a str> {
        let mut text = self.ascii?.get(start..end)?;
        if self.trims {
            text = text.trim_ascii();
        }
        if self.index.may_release(start, end) {
            let release = self.service.release?;
            return Some(text).filter(|text| !text.as_bytes().contains(&release));
        }
        Some(text)
    }

    /// True when a separator stands before an element.
    #[inline(always)]
    pub(crate) fn is_element(&self, ordinal: u32) -> bool {
        self.byte_at(self.index.separator(ordinal)) == self.service.element
    }

    /// True when a separator stands before a further component.
    #[inline(always)]
    pub(crate) fn is_component(&self, ordinal: u32) -> bool {
        self.byte_at(self.index.separator(ordinal)) == self.service.component
    }

    /// True when some value may begin or end with a blank or a tab.
    pub(crate) fn has_edge_blank(&self) -> bool {
        self.trims
    }

    /// The value behind a separator.
    #[inline]
    pub(crate) fn value(&'a self, ordinal: u32) -> Value<'a> {
        let (before, end) = (self.index.separator(ordinal), self.index.separator(ordinal.wrapping_add(1)));
        Value { interchange: self, start: before.saturating_add(1), end }
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
            return Cow::Owned(self.charset.decode(&out).into_owned());
        }
        self.charset.decode(bytes)
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

    /// The segment that holds the value behind separator `ordinal`.
    fn segment_behind(&self, ordinal: u32) -> Option<Segment<'_>> {
        let (mut low, mut high) = (0, u32_of(self.segment_count()));
        while low < high {
            let middle = low + (high - low) / 2;
            if self.index.terminator(middle).is_some_and(|terminator| terminator <= ordinal) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.segment(low)
    }

    /// The place of the value behind separator `ordinal`.
    pub(super) fn locate_value(&self, ordinal: u32) -> Location {
        let Some(segment) = self.segment_behind(ordinal) else {
            return Location::default();
        };
        let low = segment.ordinal;
        let start = self.index.separator(ordinal).saturating_add(1);
        let found = segment.walk().find(|(_, value)| value.start == start);
        let mut location = self.locate_segment(low, segment.tag(), segment.span());
        if let Some((at, value)) = found {
            location.element = at.element;
            location.component = at.component;
            location.span = value.span();
        }
        location
    }

    /// The last separator before bytes of the original input.
    fn separator_before(&self, span: Span) -> Option<u32> {
        let offset = self.folds.unfolded(span.start.checked_sub(self.base)?);
        let separators = self.index.separators(0, u32_of(self.index.len()));
        separators.partition_point(|&at| usize_of(at) < offset).checked_sub(1).map(u32_of)
    }

    /// The place of bytes of the original input: the value that holds the first of them.
    pub fn locate(&self, span: Span) -> Location {
        let before = self.separator_before(span);
        before
            .map_or_else(|| Location::bytes(span), |ordinal| Location { span, ..self.locate_value(ordinal) })
    }

    /// The same without the value, in less time.
    pub(super) fn locate_in_segment(&self, span: Span) -> Location {
        let segment = self.separator_before(span).and_then(|ordinal| self.segment_behind(ordinal));
        segment.map_or_else(
            || Location::bytes(span),
            |segment| self.locate_segment(segment.ordinal, segment.tag(), span),
        )
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
        charset
    }
}

/// Most times that an interchange is looked at for segments that are fused: UNB, UNG, UNH, what stands in the message, UNT, UNE
/// and UNZ may be fused to one another.
const ROUNDS: usize = 8;

/// What was noticed before an interchange was framed.
struct Noted {
    /// Text before it.
    prefix: Span,
    /// About the service string advice.
    opening: Option<Rule>,
    /// By offsets of the text as sent.
    bytes: Vec<(Rule, usize, Detail)>,
}

/// True for blanks, line breaks, and the bytes that begin and end a Type B text.
fn is_nothing(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, 1..=3))
}

/// The text up to the next interchange, so that one is never paid for with the bytes of all that follow.
fn own_part(text: &[u8]) -> &[u8] {
    let next = service::find_opening(text, 3, false).unwrap_or(text.len());
    text.get(..next).unwrap_or_default()
}

/// The interchanges of an input one after the other; text between them is passed over and said.
///
/// An interchange that cannot be read is an error, and the next one is read.
#[derive(Debug, Clone)]
pub struct Interchanges<'a> {
    input: &'a [u8],
    at: usize,
    /// The last interchange exceeded a budget: what is left of it is no interchange of its own.
    gave_up: bool,
    limits: Limits,
    room: Option<Room>,
}

impl<'a> Interchanges<'a> {
    /// Reads all interchanges of `input` within `limits`.
    pub fn new(input: &'a [u8], limits: &Limits) -> Self {
        Self { input, at: 0, gave_up: false, limits: *limits, room: Some(Room::new()) }
    }
}

impl<'a> Iterator for Interchanges<'a> {
    type Item = Result<Interchange<'a>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let from = self.at;
        let start = service::find_opening(self.input, from, !self.gave_up)?;
        let gap = self.input.get(from..start).unwrap_or_default();
        // A byte order mark, blanks and line breaks are nobody's text.
        let gap = gap.strip_prefix(b"\xef\xbb\xbf").unwrap_or(gap);
        let prefix = if is_nothing(gap) { Span::default() } else { Span::new(from, start) };
        let read = Interchange::read(self.input, start, prefix, &self.limits, self.room.as_ref());
        match read {
            Ok(mut interchange) => {
                self.gave_up = false;
                self.at = interchange.span.end.max(start + 3);
                let rest = self.input.get(self.at..).unwrap_or_default();
                if !is_nothing(rest) && service::find_opening(self.input, self.at, true).is_none() {
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
                self.gave_up = matches!(error.kind(), ErrorKind::LimitExceeded { .. });
                self.at = error.location().span.end.max(start + 3);
                Some(Err(error))
            }
        }
    }
}
