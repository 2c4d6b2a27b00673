//! Writing of interchanges: service characters, releases, counts, references, repertoire (ISO 9735).

use std::ops::Range;

use chrono::NaiveDateTime;

use super::charset::Charset;
use super::service::ServiceString;
use super::unfold::QUOTE;
use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span};

/// What stands in UNB and, when there is a group, in UNG.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Envelope<'t> {
    /// The service characters. UNA is written when they are not the defaults.
    pub service: ServiceString,
    /// 0001 syntax identifier, such as `UNOA` or `IATA`; it decides which characters can be written.
    pub syntax: &'t str,
    /// 0002 syntax version.
    pub version: &'t str,
    /// 0004 sender.
    pub sender: &'t str,
    /// 0010 recipient.
    pub recipient: &'t str,
    /// S004 date and time of preparation.
    pub prepared: NaiveDateTime,
    /// 0020 interchange control reference.
    pub reference: &'t str,
    /// 0026 application reference; empty for none.
    pub application: &'t str,
    /// 0048 reference of a functional group around the messages; `None` for no group.
    pub group: Option<&'t str>,
}

impl<'t> Envelope<'t> {
    /// An envelope of level A, version 4, without a group.
    pub const fn new(
        sender: &'t str,
        recipient: &'t str,
        prepared: NaiveDateTime,
        reference: &'t str,
    ) -> Self {
        Self {
            service: ServiceString::DEFAULT,
            syntax: "UNOA",
            version: "4",
            sender,
            recipient,
            prepared,
            reference,
            application: "",
            group: None,
        }
    }

    /// Sets the syntax identifier and version.
    #[must_use]
    pub const fn with_syntax(mut self, syntax: &'t str, version: &'t str) -> Self {
        self.syntax = syntax;
        self.version = version;
        self
    }

    /// Sets the application reference.
    #[must_use]
    pub const fn with_application(mut self, application: &'t str) -> Self {
        self.application = application;
        self
    }

    /// Puts the messages into a functional group.
    #[must_use]
    pub const fn with_group(mut self, reference: &'t str) -> Self {
        self.group = Some(reference);
        self
    }

    /// Sets the service characters.
    #[must_use]
    pub const fn with_service(mut self, service: ServiceString) -> Self {
        self.service = service;
        self
    }
}

/// What stands in UNH.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessageId<'t> {
    /// 0062 message reference.
    pub reference: &'t str,
    /// 0065 message type.
    pub kind: &'t str,
    /// 0052 version.
    pub version: &'t str,
    /// 0054 release.
    pub release: &'t str,
    /// 0051 controlling agency.
    pub agency: &'t str,
    /// 0057 association assigned code; empty for none.
    pub association: &'t str,
    /// 0068 common access reference; empty for none.
    pub access: &'t str,
    /// S010 sequence and whether this is the last part; `None` when the list is in one message.
    pub part: Option<(u32, bool)>,
}

impl<'t> MessageId<'t> {
    /// A message in one part.
    pub const fn new(
        reference: &'t str,
        kind: &'t str,
        version: &'t str,
        release: &'t str,
        agency: &'t str,
    ) -> Self {
        Self { reference, kind, version, release, agency, association: "", access: "", part: None }
    }

    /// Sets the association assigned code.
    #[must_use]
    pub const fn with_association(mut self, association: &'t str) -> Self {
        self.association = association;
        self
    }

    /// Sets the common access reference.
    #[must_use]
    pub const fn with_access(mut self, access: &'t str) -> Self {
        self.access = access;
        self
    }

    /// Makes it a part: its number from 1, and whether it is the last one.
    #[must_use]
    pub const fn with_part(mut self, sequence: u32, is_last: bool) -> Self {
        self.part = Some((sequence, is_last));
        self
    }
}

/// Writes an interchange, message by message. Counts and references are its own; nothing is written twice.
#[derive(Debug)]
pub struct InterchangeWriter<'t> {
    envelope: Envelope<'t>,
    script: Script,
    out: Vec<u8>,
    messages: u64,
    group_kind: Option<String>,
    /// Segments of the message that is open, UNH included.
    segments: u64,
    /// First segment with a character that cannot be written.
    refused: Option<Location>,
}

impl<'t> InterchangeWriter<'t> {
    /// Begins an interchange.
    pub fn new(envelope: Envelope<'t>) -> Self {
        let (charset, _) = Charset::of_syntax(envelope.syntax.as_bytes());
        let lower_case = !matches!(envelope.syntax, "UNOA" | "IATA");
        // Repetition is active from version 4 on; then the default one is, too, without an UNA.
        let repeats = envelope.version >= "4";
        let script = Script { service: envelope.service, charset, lower_case, repeats, quoted: false };
        let mut writer = Self {
            envelope,
            script,
            out: Vec::new(),
            messages: 0,
            group_kind: None,
            segments: 0,
            refused: None,
        };
        let envelope = writer.envelope.clone();
        if envelope.service != ServiceString::DEFAULT {
            writer.out.extend_from_slice(b"UNA");
            writer.out.extend_from_slice(&envelope.service.to_una());
        }
        let (date, time) =
            (envelope.prepared.format("%y%m%d").to_string(), envelope.prepared.format("%H%M").to_string());
        writer.segment(
            "UNB",
            &[
                &[envelope.syntax, envelope.version],
                &[envelope.sender],
                &[envelope.recipient],
                &[&date, &time],
                &[envelope.reference],
                &[],
                &[envelope.application],
            ],
        );
        writer
    }

    /// Writes messages for an interchange that is there, without an envelope of its own.
    pub(super) fn inside(script: Script) -> InterchangeWriter<'static> {
        InterchangeWriter {
            envelope: Envelope::new("", "", NaiveDateTime::default(), ""),
            script,
            out: Vec::new(),
            messages: 0,
            group_kind: None,
            segments: 0,
            refused: None,
        }
    }

    /// What was written so far.
    pub(super) fn written(self) -> Result<Vec<u8>, Error> {
        match self.refused {
            Some(location) => Err(Error::new(ErrorKind::CharacterRefused, location)),
            None => Ok(self.out),
        }
    }

    /// Writes a message: its header, what `body` writes, its trailer with the right count.
    pub fn message(&mut self, id: &MessageId<'_>, body: impl FnOnce(&mut Self)) {
        if self.messages == 0 && self.envelope.group.is_some() {
            self.open_group(id);
        }
        self.messages += 1;
        self.segments = 0;
        let sequence = id.part.map(|(sequence, _)| format!("{sequence:02}")).unwrap_or_default();
        let status = match id.part {
            Some((_, true)) => "F",
            Some((1, false)) => "C",
            _ => "",
        };
        self.segment(
            "UNH",
            &[
                &[id.reference],
                &[id.kind, id.version, id.release, id.agency, id.association],
                &[id.access],
                &[&sequence, status],
            ],
        );
        body(self);
        let count = (self.segments + 1).to_string();
        self.segment("UNT", &[&[&count], &[id.reference]]);
    }

    /// Writes a list in parts, one message each; the references of several parts are that of `id` with a number.
    pub(crate) fn parts<T>(&mut self, id: &MessageId<'_>, parts: &[T], mut body: impl FnMut(&mut Self, &T)) {
        let count = parts.len();
        for (n, part) in (1_u32..).zip(parts) {
            let reference =
                if count > 1 { format!("{}{n:02}", id.reference) } else { id.reference.to_owned() };
            let mut of_part = MessageId { reference: &reference, ..*id };
            if count > 1 {
                of_part = of_part.with_part(n, usize::try_from(n).is_ok_and(|n| n == count));
            }
            self.message(&of_part, |out| body(out, part));
        }
    }

    fn open_group(&mut self, id: &MessageId<'_>) {
        let envelope = self.envelope.clone();
        let (date, time) =
            (envelope.prepared.format("%y%m%d").to_string(), envelope.prepared.format("%H%M").to_string());
        self.segment(
            "UNG",
            &[
                &[id.kind],
                &[envelope.sender],
                &[envelope.recipient],
                &[&date, &time],
                &[envelope.group.unwrap_or_default()],
                &[id.agency],
                &[id.version, id.release],
            ],
        );
        self.group_kind = Some(id.kind.to_owned());
    }

    /// Writes a segment: its elements, each with its components. What is empty at the end is left out; characters with a
    /// meaning are released.
    pub fn segment(&mut self, tag: &str, elements: &[&[&str]]) {
        self.segments += 1;
        if !self.script.segment(tag, elements, &mut self.out) {
            self.refuse(tag);
        }
        self.script.end(&mut self.out);
    }

    fn refuse(&mut self, tag: &str) {
        let tag = tag.as_bytes().first_chunk::<3>().copied().unwrap_or_default();
        let at = Span::new(self.out.len(), self.out.len());
        let segment = u32::try_from(self.segments).unwrap_or(u32::MAX);
        let message = u32::try_from(self.messages).unwrap_or(u32::MAX);
        self.refused.get_or_insert(Location { message, segment, tag, element: 0, component: 0, span: at });
    }

    /// Bytes so far: where a list is cut into parts at a size.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    /// True before anything is written.
    pub fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Ends the interchange.
    ///
    /// # Errors
    /// When a value held a character that the syntax identifier does not allow: nothing half-written leaves the house.
    pub fn finish(mut self) -> Result<Vec<u8>, Error> {
        let count = if let Some(reference) = self.envelope.group.filter(|_| self.group_kind.is_some()) {
            let messages = self.messages.to_string();
            self.segment("UNE", &[&[&messages], &[reference]]);
            1
        } else {
            self.messages
        };
        let (count, reference) = (count.to_string(), self.envelope.reference);
        self.segment("UNZ", &[&[&count], &[reference]]);
        self.written()
    }
}

/// How values become bytes: the service characters, the character set, and what of them is used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Script {
    pub(super) service: ServiceString,
    pub(super) charset: Charset,
    pub(super) lower_case: bool,
    /// The repetition separator has a meaning, and the default one without an UNA, too.
    pub(super) repeats: bool,
    /// The terminator is a typographic apostrophe.
    pub(super) quoted: bool,
}

impl Script {
    /// Writes a segment up to its terminator, which it does not write. False when a character could not be written.
    pub(super) fn segment(&self, tag: &str, elements: &[&[&str]], out: &mut Vec<u8>) -> bool {
        let service = self.service;
        out.extend_from_slice(tag.as_bytes());
        let is_empty = |element: &&[&str]| element.iter().all(|part| part.is_empty());
        let used = elements.len() - elements.iter().rev().take_while(|element| is_empty(element)).count();
        let mut is_whole = true;
        for element in elements.iter().take(used) {
            out.push(service.element);
            let parts = element.len() - element.iter().rev().take_while(|part| part.is_empty()).count();
            for (n, part) in element.iter().take(parts).enumerate() {
                if n > 0 {
                    out.push(service.component);
                }
                is_whole &= self.value(part, out);
            }
        }
        is_whole
    }

    /// Writes the terminator.
    fn end(&self, out: &mut Vec<u8>) {
        if self.quoted {
            out.extend_from_slice(QUOTE);
        } else {
            out.push(self.service.terminator);
        }
    }

    /// Writes a value. Blanks at its ends are not part of it: no reader keeps them.
    fn value(&self, text: &str, out: &mut Vec<u8>) -> bool {
        let service = self.service;
        let released = |byte: u8| match service.repetition {
            Some(repetition) if byte == repetition => self.repeats,
            None if byte == b'*' => self.repeats,
            _ => service.is_service(byte),
        };
        let start = out.len();
        let mut is_whole = true;
        for c in text.trim().chars() {
            let Some((bytes, length)) = encode(c, self.charset, self.lower_case) else {
                is_whole = false;
                continue;
            };
            for &byte in bytes.iter().take(length) {
                if released(byte) {
                    match service.release {
                        Some(release) => out.push(release),
                        None => is_whole = false,
                    }
                }
                out.push(byte);
            }
        }
        // Bytes of an 8-bit set that happen to be UTF-8 would be read as such.
        let written = out.get(start..).unwrap_or_default();
        is_whole
            && (self.charset == Charset::Utf8 || written.is_ascii() || std::str::from_utf8(written).is_err())
    }
}

/// Cuts a list into runs whose sizes, with that of the frame around each, stay within a limit; a single one may exceed it.
/// There is one run at least.
pub(crate) fn ranges(sizes: impl Iterator<Item = usize>, frame: usize, limit: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let (mut from, mut used, mut count) = (0, frame, 0);
    for (n, size) in sizes.enumerate() {
        if n > from && used + size > limit {
            runs.push(from..n);
            (from, used) = (n, frame);
        }
        used += size;
        count = n + 1;
    }
    runs.push(from..count);
    runs
}

/// Signs of ISO 646 that level A knows beside capitals, digits and blank.
const LEVEL_A: &[u8] = b".,-()/='+:?!\"%&*;<>";

/// The bytes of a character in a character set; `None` when it has none.
fn encode(c: char, charset: Charset, lower_case: bool) -> Option<([u8; 4], usize)> {
    let single = |byte: u8| Some(([byte, 0, 0, 0], 1));
    match (charset, u8::try_from(c)) {
        (_, Ok(byte))
            if byte.is_ascii_uppercase()
                || byte.is_ascii_digit()
                || byte == b' '
                || LEVEL_A.contains(&byte) =>
        {
            single(byte)
        }
        (_, Ok(byte)) if byte.is_ascii_graphic() && lower_case => single(byte),
        (_, Ok(byte)) if byte.is_ascii() => None,
        _ => charset.encode(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edifact::Interchange;

    fn envelope() -> Envelope<'static> {
        let prepared = chrono::NaiveDate::from_ymd_opt(2026, 3, 14).unwrap().and_hms_opt(7, 12, 0).unwrap();
        Envelope::new("ZZAIR", "GOV", prepared, "REF1").with_application("APIS")
    }

    #[test]
    fn counts_references_and_releases_are_right() {
        for group in [None, Some("G1")] {
            let mut envelope = envelope();
            envelope.group = group;
            let mut writer = InterchangeWriter::new(envelope);
            for (n, reference) in ["M1", "M2"].into_iter().enumerate() {
                let id = MessageId::new(reference, "PAXLST", "D", "05B", "UN")
                    .with_part(u32::try_from(n).unwrap() + 1, n == 1);
                writer.message(&id, |body| {
                    body.segment("BGM", &[&["745"]]);
                    body.segment("NAD", &[&["FL"], &[], &[], &["O'NEIL+A:B?*", "", ""], &[]]);
                });
            }
            let bytes = writer.finish().unwrap();
            let interchange = Interchange::parse(&bytes).unwrap();
            assert_eq!(interchange.findings(), []);
            let message = interchange.messages().next().unwrap();
            let name = message.segments().nth(2).unwrap().value(4, 1).unwrap();
            assert_eq!(name.text(), "O'NEIL+A:B?*");
            assert!(String::from_utf8(bytes).unwrap().contains("+01:C'"));
        }
    }

    #[test]
    fn what_the_set_does_not_have_is_refused() {
        for (syntax, text, fits) in [
            ("UNOA", "abc", false),
            ("UNOB", "abc@", true),
            ("UNOC", "Müller", true),
            ("UNOC", "Łukasz", false),
            ("UNOD", "Łukasz", true),
            ("UNOY", "Łukasz", true),
            ("IATA", "A@B", false),
        ] {
            let mut writer = InterchangeWriter::new(envelope().with_syntax(syntax, "3"));
            writer.message(&MessageId::new("1", "PAXLST", "D", "05B", "UN"), |body| {
                body.segment("FTX", &[&[text]]);
            });
            assert_eq!(writer.finish().is_ok(), fits, "{syntax} {text}");
        }
    }
}
