//! The service string advice (UNA, ISO 9735-1) and how its characters are found when it is absent or damaged.

use super::index::Index;
use crate::finding::Rule;

/// The characters that carry the syntax of an interchange (ISO 9735-1 UNA).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceString {
    /// Position 1: between components, `:` by default.
    pub component: u8,
    /// Position 2: between data elements, `+` by default.
    pub element: u8,
    /// Position 3: the decimal mark, `.` by default.
    pub decimal: u8,
    /// Position 4: the release character, `?` by default; `None` when it is not used.
    pub release: Option<u8>,
    /// Position 5: the repetition separator; `None` when it is not active (before syntax version 4, or blank).
    pub repetition: Option<u8>,
    /// Position 6: ends a segment, `'` by default.
    pub terminator: u8,
}

/// Bytes of a text that are indexed at once when its segments are counted.
const COUNTED_AT_ONCE: usize = 64 << 10;

impl ServiceString {
    /// The default of level A: `:+.? '`.
    pub const DEFAULT: Self = Self {
        component: b':',
        element: b'+',
        decimal: b'.',
        release: Some(b'?'),
        repetition: None,
        terminator: b'\'',
    };

    /// The six characters as they stand after `UNA`.
    pub fn to_una(self) -> [u8; 6] {
        [
            self.component,
            self.element,
            self.decimal,
            self.release.unwrap_or(b' '),
            self.repetition.unwrap_or(b' '),
            self.terminator,
        ]
    }

    /// Number of segments in a text under these characters, released ones left out: the index of all separators is made,
    /// nothing is framed. Tells how large a file is before it is read.
    ///
    /// ```
    /// use paxgov::edifact::ServiceString;
    /// assert_eq!(ServiceString::DEFAULT.count_segments(b"UNB+A?'B'UNZ+0'"), 2);
    /// ```
    pub fn count_segments(&self, text: &[u8]) -> usize {
        let mut index = Index::default();
        let mut count = 0;
        // Parts, so that memory stays small; the state of the index goes on from one to the next.
        while index.indexed() < text.len() {
            index.extend(text, index.indexed() + COUNTED_AT_ONCE, self);
            count += index.segment_count();
            index.forget();
        }
        count
    }

    /// True when `byte` must be released to stand in a value.
    pub fn is_service(&self, byte: u8) -> bool {
        byte == self.component
            || byte == self.element
            || byte == self.terminator
            || self.release == Some(byte)
            || self.repetition == Some(byte)
    }

    /// Reads six characters in their positions; `None` when they cannot be service characters.
    fn from_six(una: [u8; 6]) -> Option<Self> {
        let [component, element, decimal, release, repetition, terminator] = una;
        if decimal != b'.' && decimal != b',' {
            return None;
        }
        let required = [component, element, terminator];
        let optional = [release, repetition];
        let word = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80 || b == b'\r' || b == b'\n';
        if required.iter().any(|&b| word(b) || b == b' ') || optional.iter().any(|&b| word(b)) {
            return None;
        }
        let mut used: Vec<u8> =
            required.into_iter().chain(optional.into_iter().filter(|&b| b != b' ')).collect();
        used.push(decimal);
        used.sort_unstable();
        if used.windows(2).any(|pair| pair.first() == pair.last()) {
            return None;
        }
        Some(Self {
            component,
            element,
            decimal,
            release: (release != b' ').then_some(release),
            repetition: (repetition != b' ').then_some(repetition),
            terminator,
        })
    }
}

impl Default for ServiceString {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// What stands at the start of an interchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    /// The service characters, repetition already judged by the syntax version.
    pub(crate) service: ServiceString,
    /// Offset of the first segment after an UNA.
    pub(crate) first: usize,
    /// What had to be said about the service string.
    pub(crate) rule: Option<Rule>,
}

/// The bytes without line breaks, at most `N`, and where the reading stopped: for looking across folds.
fn unfolded<const N: usize>(bytes: &[u8], from: usize) -> ([u8; N], usize) {
    let mut out = [0; N];
    let mut at = from;
    for slot in &mut out {
        while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
            at += 1;
        }
        let Some(&byte) = bytes.get(at) else { break };
        *slot = byte;
        at += 1;
    }
    (out, at)
}

/// The offset of the first byte at or after `from` that is no blank, tab or line break.
pub(crate) fn skip_blank(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\r' | b'\n')).unwrap_or(rest.len())
}

/// True when a header tag (UNB, UNG or UNH) stands at `at`, perhaps folded.
fn header_at(bytes: &[u8], at: usize) -> bool {
    let (tag, end) = unfolded::<3>(bytes, skip_blank(bytes, at));
    matches!(&tag, b"UNB" | b"UNG" | b"UNH") && bytes.get(end).is_some_and(|b| !b.is_ascii_alphanumeric())
}

/// Finds the next place where an interchange may begin: `UNA` and six characters and a header, or a bare header. A bare
/// UNH counts only when `with_message` says so: after an interchange that was given up, its messages are no openings.
///
/// Only text outside interchanges is searched. A candidate at the start of a line must be followed by what follows such a
/// tag; inside a line, where tables and prose hold the three letters, the whole beginning of a header must stand there.
pub(crate) fn find_opening(bytes: &[u8], from: usize, with_message: bool) -> Option<usize> {
    let mut at = from;
    while let Some(found) = memchr::memchr(b'U', bytes.get(at..)?) {
        let start = at + found;
        at = start + 1;
        if start > from && bytes.get(start - 1).is_some_and(u8::is_ascii_alphanumeric) {
            continue;
        }
        let (tag, end) = unfolded::<3>(bytes, start);
        let Some(&next) = bytes.get(end) else { continue };
        if next.is_ascii_alphanumeric() || matches!(next, b' ' | b'\t' | b'\r' | b'\n') {
            continue;
        }
        let before = bytes.get(..start).unwrap_or_default();
        let line_start = start == from
            || before.is_empty()
            || before.last().is_some_and(|b| matches!(b, b'\r' | b'\n' | 1..=3 | 0xbf));
        let plausible = match &tag {
            b"UNA" => (4..=8).any(|n| header_at(bytes, end + n)) || damaged_una_header(bytes, end),
            b"UNB" => {
                let (id, after) = unfolded::<4>(bytes, end + 1);
                let (version, _) = unfolded::<2>(bytes, after);
                let [separator, digit] = version;
                let whole = separator != next && !separator.is_ascii_alphanumeric() && digit.is_ascii_digit();
                id.iter().all(u8::is_ascii_alphanumeric) && (whole || line_start)
            }
            b"UNH" => with_message && message_at(bytes, end, next),
            _ => false,
        };
        if plausible {
            return Some(start);
        }
    }
    None
}

/// True when a message header goes on behind its tag: a reference, then a message type of six capitals and a component.
fn message_at(bytes: &[u8], end: usize, element: u8) -> bool {
    let (head, _) = unfolded::<80>(bytes, end + 1);
    let mut elements = head.split(|&b| b == element);
    let reference = elements.next().unwrap_or_default();
    let kind = elements.next().unwrap_or_default();
    let is_kind = kind.get(..6).is_some_and(|name| name.iter().all(u8::is_ascii_alphanumeric))
        && kind.get(6).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b' ');
    !reference.contains(&b'\t') && reference.len() <= 35 && is_kind
}

/// True when the header that should follow an UNA was damaged, but the six characters are sound.
fn damaged_una_header(bytes: &[u8], after_tag: usize) -> bool {
    let (six, end) = unfolded::<6>(bytes, after_tag);
    ServiceString::from_six(six).is_some()
        && bytes.get(skip_blank(bytes, end)).is_some_and(u8::is_ascii_uppercase)
}

/// Reads the service characters of the interchange that starts at the beginning of `bytes`.
pub(crate) fn open(bytes: &[u8]) -> Opening {
    let (tag, after_tag) = unfolded::<3>(bytes, 0);
    if &tag != b"UNA" {
        let service = deduce(bytes, 0).unwrap_or_default();
        let standard = (service.component, service.element, service.terminator) == (b':', b'+', b'\'');
        let service = with_version(service, bytes, 0, true);
        return Opening { service, first: 0, rule: (!standard).then_some(Rule::ServiceDeduced) };
    }
    let (six, end) = unfolded::<6>(bytes, after_tag);
    let (damaged, five_end) = unfolded::<5>(bytes, after_tag);
    let [a, b, c, d, e] = damaged;
    let shifted = [[a, b, b'.', c, d, e], [a, b, c, d, b' ', e]];
    let (service, first, rule) = if let Some(service) = ServiceString::from_six(six)
        && (header_at(bytes, end) || !header_at(bytes, five_end))
    {
        (service, end, None)
    } else if let Some(service) = shifted.into_iter().find_map(ServiceString::from_six)
        && header_at(bytes, five_end)
    {
        (service, five_end, Some(Rule::UnaDamaged))
    } else {
        let first = (4..=8).map(|n| after_tag + n).find(|&at| header_at(bytes, at)).unwrap_or(end);
        (deduce(bytes, first).unwrap_or_default(), first, Some(Rule::UnaNotDistinct))
    };
    let first = skip_blank(bytes, first);
    Opening { service: with_version(service, bytes, first, false), first, rule }
}

/// Deduces the characters from the header at `at`: the byte after the tag separates elements, the byte after the
/// syntax identifier components, and the byte before the next UNG, UNH, BGM, MSG or UCI ends segments.
fn deduce(bytes: &[u8], at: usize) -> Option<ServiceString> {
    let head = bytes.get(skip_blank(bytes, at)..)?;
    let head = head.get(..head.len().min(600))?;
    let (tag, end) = unfolded::<3>(head, 0);
    let element = *head.get(end)?;
    let skip = usize::from(&tag != b"UNB");
    let mut fields = head.get(end + 1..)?.split(|&b| b == element);
    let field = fields.nth(skip)?;
    let component = *field.iter().find(|b| !b.is_ascii_alphanumeric() && !b.is_ascii_whitespace())?;
    let next: &[&[u8]] = match &tag {
        b"UNB" => &[b"UNG", b"UNH"],
        b"UNG" => &[b"UNH"],
        _ => &[b"BGM", b"MSG", b"UCI", b"SRC", b"TVL", b"ORG"],
    };
    // The earliest of them: what stands later may be the same letters inside a value.
    let found = next.iter().filter_map(|tag| {
        memchr::memmem::find_iter(head, tag).find(|&i| i > end && head.get(i + 3) == Some(&element))
    });
    let terminator = found.min().and_then(|found| {
        let before = head.get(end..found)?;
        let last = before.iter().rposition(|b| !matches!(b, b' ' | b'\t' | b'\r' | b'\n'))?;
        let (terminator, ends_first) = (*before.get(last)?, memchr::memchr(*before.get(last)?, before)?);
        // A byte that stands in the header, too, ends nothing where the usual one may.
        (ends_first == last || !head.contains(&b'\'')).then_some(terminator)
    });
    let release = (component != 0x1f).then_some(b'?');
    let service = ServiceString {
        component,
        element,
        decimal: b'.',
        release,
        repetition: None,
        terminator: terminator.filter(|b| !b.is_ascii_alphanumeric()).unwrap_or(b'\''),
    };
    ServiceString::from_six(service.to_una())
}

/// Keeps the repetition separator only from syntax version 4 on (decision D1); without an UNA version 4 has `*`.
fn with_version(mut service: ServiceString, bytes: &[u8], at: usize, una_absent: bool) -> ServiceString {
    let (head, end) = unfolded::<4>(bytes, at);
    let version_4 = head.starts_with(b"UNB") && {
        // UNB + UNOA : 4
        let (rest, _) = unfolded::<6>(bytes, end);
        matches!(rest, [_, _, _, _, separator, b'4'..=b'9'] if separator == service.component)
    };
    if !version_4 {
        service.repetition = None;
    } else if una_absent && service.element == b'+' && service.component == b':' {
        service.repetition = Some(b'*');
    }
    service
}

#[cfg(test)]
mod tests {
    use super::*;

    fn una(text: &str) -> Opening {
        open(text.as_bytes())
    }

    #[test]
    fn known_service_strings() {
        let rows: &[(&str, [u8; 6], Option<Rule>)] = &[
            ("UNA:+.? 'UNB+UNOA:4+A+B'", *b":+.? '", None),
            ("UNA:+.?*'UNB+UNOA:4+A+B'", *b":+.?*'", None),
            ("UNA:+.?*'UNB+IATA:1+A+B'", *b":+.? '", None),
            ("UNA:*.? #UNB*UNOA:4*A*B#", *b":*.? #", None),
            ("UNA:(.) -\r\nUNB(UNOA:1(A(B-", *b":(.) -", None),
            ("UNA:(.? )UNB(UNOA:1(A(B)", *b":(.? )", None),
            ("UNA:-.? *UNB-IATA:1-A-B*", *b":-.? *", None),
            ("UNA:+\\*'UNB+IATA:1+A+B'", *b":+.\\ '", Some(Rule::UnaDamaged)),
            ("UNA:+.?'UNB+IATA:1+A+B'", *b":+.? '", Some(Rule::UnaDamaged)),
            ("UNA:+.?''UNB+UNOA:4+A+B'UNH+1+PAXLST:D'", *b":+.? '", Some(Rule::UnaNotDistinct)),
            ("UNB+UNOA:3+A+B'UNH+1'", *b":+.? '", None),
            ("UNB+UNOA:4+A+B'UNH+1'", *b":+.?*'", None),
            ("UNB+UNOA:4+A+B'UNH+1+PNRGOV'SSR+DOCS:::/UNG+1'", *b":+.?*'", None),
            ("UNB+SIRE:4+MU+N\"\nUNG+PAXLST\"", *b":+.?*\"", Some(Rule::ServiceDeduced)),
            ("UNB\x1dIATB\x1f1\x1dA\x1dB\x1cUNH\x1d1\x1c", *b"\x1f\x1d.  \x1c", Some(Rule::ServiceDeduced)),
            ("UNH+1+PAXLST:D:05B:UN'BGM+745'", *b":+.? '", None),
        ];
        for (text, expected, rule) in rows {
            let opening = una(text);
            assert_eq!(&opening.service.to_una(), expected, "{text:?}");
            assert_eq!(opening.rule, *rule, "{text:?}");
        }
    }

    #[test]
    fn openings_are_found_only_where_one_stands() {
        assert_eq!(find_opening(b"QU LONPP\r\n.MUC 25\r\nUNA:+.? 'UNB+UNOA:4+A", 0, true), Some(19));
        assert_eq!(find_opening(b"UNANIMOUS UNBEND UNHAPPY", 0, true), None);
        assert_eq!(find_opening(b"x UNB+UNOA:1+A", 0, true), Some(2));
        assert_eq!(find_opening(b"", 0, true), None);
        assert_eq!(find_opening(b"file\tthe UNB/UNZ references differ, UNH+UNT too", 0, true), None);
        assert_eq!(find_opening(b"UNH+1+PAXLST:D:05B:UN'", 0, true), Some(0));
        assert_eq!(find_opening(b"UNH+1+PAXLST:D:05B:UN'", 0, false), None);
    }
}
