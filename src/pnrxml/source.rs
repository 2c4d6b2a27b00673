//! The characters of a document: its encoding, and the way back from places in the characters to places in the bytes.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::finding::{Finding, Rule};
use crate::span::{Location, Span};

/// A document as text.
#[derive(Debug)]
pub(super) struct Source<'a> {
    text: Cow<'a, str>,
    encoding: &'static Encoding,
    /// Offsets in text and bytes that belong together, from time to time; one pair when the text is the bytes.
    marks: Vec<(usize, usize)>,
    /// Number of bytes of the document.
    length: usize,
}

/// The label in `<?xml … encoding="…"?>`, looked for in the first bytes only.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let end = memchr::memmem::find(head, b"?>")?;
    let head = head.get(..end).filter(|head| head.starts_with(b"<?xml"))?;
    let after = head.get(memchr::memmem::find(head, b"encoding")? + 8..)?.trim_ascii_start();
    let after = after.strip_prefix(b"=")?.trim_ascii_start();
    let (quote, rest) = after.split_first()?;
    let label = rest.split(|byte| byte == quote).next()?;
    matches!(quote, b'"' | b'\'').then_some(label)
}

impl<'a> Source<'a> {
    /// Decodes a document: by its byte order mark, else as it declares, else as UTF-8. What is not of that encoding is
    /// read as ISO 8859-1 with a finding (decision D4).
    pub(super) fn decode(bytes: &'a [u8]) -> (Self, Option<Finding>) {
        let length = bytes.len();
        let marked = Encoding::for_bom(bytes);
        let skip = marked.map_or(0, |(_, skip)| skip);
        let body = bytes.get(skip..).unwrap_or_default();
        let label = declared(body);
        let of_label = label.map(Encoding::for_label);
        // A document that could be read so far as to see its declaration is not UTF-16, whatever it declares.
        let is_wide = |encoding: &&'static Encoding| *encoding == UTF_16LE || *encoding == UTF_16BE;
        let wide = match body {
            [b'<', 0, ..] => Some(UTF_16LE),
            [0, b'<', ..] => Some(UTF_16BE),
            _ => None,
        };
        let encoding = marked
            .map(|(encoding, _)| encoding)
            .or(wide)
            .or(of_label.flatten().filter(|encoding| !is_wide(encoding)))
            .unwrap_or(UTF_8);
        let mut finding = None;
        let mut doubt = || {
            let span = Span::new(0, length.min(256));
            finding = Some(Finding::new(Rule::XmlEncoding, Location::bytes(span)));
        };
        if of_label == Some(None) {
            doubt();
        }
        if encoding == UTF_8 {
            if let Ok(text) = std::str::from_utf8(body) {
                let marks = vec![(0, skip)];
                return (Self { text: Cow::Borrowed(text), encoding, marks, length }, finding);
            }
            doubt();
            return (Self::transcode(body, skip, WINDOWS_1252).0, finding);
        }
        let (source, is_broken) = Self::transcode(body, skip, encoding);
        if is_broken {
            doubt();
        }
        (source, finding)
    }

    /// Decodes piece by piece and notes where each piece stands. A piece ends after `<` or `>`, which are no part of another
    /// character in any encoding but UTF-16, where it ends on a pair of bytes.
    fn transcode(body: &[u8], skip: usize, encoding: &'static Encoding) -> (Self, bool) {
        const PIECE: usize = 64;
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let (mut text, mut marks, mut at, mut is_broken) = (String::new(), Vec::new(), 0, false);
        let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
        // Of its own: decoding to the end of a string touches all the room that the string has left, for each piece.
        let mut room: Vec<u8> = Vec::new();
        while at < body.len() {
            marks.push((text.len(), skip + at));
            let least = (at + PIECE).min(body.len());
            let after = body.get(least..).unwrap_or_default();
            let more =
                if is_wide { Some(0) } else { memchr::memchr2(b'<', b'>', after).map(|found| found + 1) };
            let end = more.map_or(body.len(), |more| least + more);
            let piece = body.get(at..end).unwrap_or_default();
            let most = decoder.max_utf8_buffer_length(piece.len()).unwrap_or(piece.len());
            if room.len() < most {
                room.resize(most, 0);
            }
            let (_, _, written, replaced) = decoder.decode_to_utf8(piece, &mut room, end == body.len());
            text.push_str(
                room.get(..written).and_then(|part| std::str::from_utf8(part).ok()).unwrap_or_default(),
            );
            is_broken |= replaced;
            at = end;
        }
        let length = skip + body.len();
        (Self { text: Cow::Owned(text), encoding, marks, length }, is_broken)
    }

    /// The document as text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The place in the bytes of an offset in the text.
    fn byte(&self, offset: usize) -> usize {
        let next = self.marks.partition_point(|&(at, _)| at <= offset);
        let Some(&(at, byte)) = next.checked_sub(1).and_then(|n| self.marks.get(n)) else {
            return offset.min(self.length);
        };
        let between = self.text.get(at..offset).unwrap_or_default();
        let length = match &self.text {
            Cow::Borrowed(_) => between.len(),
            Cow::Owned(_) if self.encoding == UTF_16LE || self.encoding == UTF_16BE => {
                between.chars().map(|c| 2 * c.len_utf16()).sum()
            }
            Cow::Owned(_) => self.encoding.encode(between).0.len(),
        };
        (byte + length).min(self.length)
    }

    /// The bytes of a range of the text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let start = self.byte(range.start);
        Span::new(start, self.byte(range.end).max(start))
    }

    /// The bytes of a range of the text as a place.
    pub(super) fn place(&self, range: &Range<usize>) -> Location {
        Location::bytes(self.span(range))
    }

    /// A part of the text that outlives this source: borrowed from the bytes where they are the text.
    pub(super) fn keep(&self, part: &str) -> Cow<'a, str> {
        let kept = match &self.text {
            Cow::Borrowed(whole) => {
                let start = offset_in(whole, part);
                whole.get(start..start.saturating_add(part.len())).filter(|kept| *kept == part)
            }
            Cow::Owned(_) => None,
        };
        kept.map_or_else(|| Cow::Owned(part.to_owned()), Cow::Borrowed)
    }
}

/// Where a part of a text begins in it.
pub(super) fn offset_in(whole: &str, part: &str) -> usize {
    part.as_ptr().addr().wrapping_sub(whole.as_ptr().addr())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_the_bytes() {
        let text =
            format!("<?xml version=\"1.0\" encoding=\"X\"?><a b=\"Ä\">{}€</a><c>Z</c>", "é>ß".repeat(80));
        let at = text.find("<c>").unwrap();
        let sum = |bytes: &[u8]| {
            let (source, finding) = Source::decode(bytes);
            assert!(finding.is_none());
            let at = source.text().find("<c>").unwrap();
            source.span(&(at..at + 4)).of(bytes).to_vec()
        };
        let utf8 = text.replace("\"X\"", "\"UTF-8\"");
        assert_eq!(sum(utf8.as_bytes()), b"<c>Z");
        for label in ["windows-1252", "iso-8859-15", "gbk", "Shift_JIS"] {
            let text = if label.contains('5') {
                text.clone()
            } else {
                text.replace(['Ä', 'é', 'ß', '€'], "中")
            };
            let text = text.replace("\"X\"", &format!("\"{label}\""));
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            assert_eq!(sum(&encoding.encode(&text).0), b"<c>Z", "{label}");
        }
        for big in [false, true] {
            let order = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let bytes: Vec<u8> = format!("\u{feff}{text}𝄞<c>").encode_utf16().flat_map(order).collect();
            let found = sum(&bytes);
            assert_eq!(found.len(), 8, "two bytes a character");
        }
        assert_eq!(at, text.find("<c>").unwrap());
    }

    #[test]
    fn doubtful_encodings_are_a_finding() {
        let rows: &[(&[u8], bool, &str)] = &[
            (b"<a>x</a>", false, "<a>x</a>"),
            (b"\xef\xbb\xbf<a/>", false, "<a/>"),
            (b"<a>M\xfcller</a>", true, "<a>Müller</a>"),
            (
                b"<?xml version='1.0' encoding='latin1'?><a>M\xfc</a>",
                false,
                "<?xml version='1.0' encoding='latin1'?><a>Mü</a>",
            ),
            (b"<?xml encoding='nonsense'?>", true, "<?xml encoding='nonsense'?>"),
            (b"<?xml encoding='UTF-16'?>", false, "<?xml encoding='UTF-16'?>"),
        ];
        for (bytes, doubted, text) in rows {
            let (source, finding) = Source::decode(bytes);
            assert_eq!((source.text(), finding.is_some()), (*text, *doubted));
        }
    }

    #[test]
    fn values_are_borrowed_where_they_can_be() {
        let bytes = b"<a>MARA</a>".to_vec();
        let (source, _) = Source::decode(&bytes);
        let part = source.text().get(3..7).unwrap();
        assert!(matches!(source.keep(part), Cow::Borrowed("MARA")));
        assert!(matches!(source.keep("elsewhere"), Cow::Owned(_)));
    }
}
