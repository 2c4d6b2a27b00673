//! Writing a push back as it was sent, but for what the sensitive-data filter takes out.

use std::fmt;

use super::filter::{Filter, address_texts};
use super::push::free_texts;
use super::request::{Extract, extracts, extracts_of};
use super::table::{EXTRACT, HEAD, HISTORY, ITEM_FLIGHT, PNRGOV};
use crate::codes::{SensitiveClass, SensitivePolicy, Treatment};
use crate::directory::{Group, Hook, Verdict, read, tag_word};
use crate::edifact::{Edits, Interchanges, Segment, Value, WriteBack};
use crate::error::Error;
use crate::model::{Contact, before_revealing_titles};
use crate::options::ReadOptions;
use crate::span::{Span, usize_of};

/// Messages of the field that are no pushes; their own free text is that of a state or a system.
const OTHERS: [&[u8]; 5] = [b"PAXLST", b"CUSRES", b"CONTRL", b"ACKRES", b"GOVREQ"];

/// A file without what the sensitive-data filter took out.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Filtered {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What was dropped or reduced, by class.
    pub dropped: Vec<(SensitiveClass, u64)>,
    /// Bytes outside interchanges that stayed as they were, blanks at their ends not counted: headings, lines of a log. Nobody
    /// looked for sensitive data in them; 0 when there are none.
    pub outside: u64,
}

impl fmt::Debug for Filtered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filtered")
            .field("bytes", &self.bytes.len())
            .field("dropped", &self.dropped)
            .field("outside", &self.outside)
            .finish_non_exhaustive()
    }
}

/// Writes a file of interchanges back without what `options.sensitive` drops: the segments of dropped requests go, of free
/// text only telephone numbers, e-mail addresses and ticket numbers stay, the counts of the trailers are put right, and
/// everything else is written byte for byte, known or not. Written again, nothing changes any more: a file that was changed is
/// looked at once more, and again as long as that changes something.
///
/// A request that lost the terminator before it goes, and the terminator is written; where the count of the trailer does not tell
/// that one is missing, the request goes from its tag on. One with a damaged tag or with text before its tag goes whole, and so do
/// requests in the other messages of the field. Segments of unknown tags stay.
///
/// With [`SensitivePolicy::Keep`] the bytes are those that were sent. Text outside interchanges, such as a heading or the
/// lines of a log, is nobody's request and stays; [`Filtered::outside`] tells how much of it there is.
///
/// ```
/// use paxgov::{ReadOptions, pnrgov::write_filtered};
/// let push = b"UNB+IATA:1+ZZ+GOV+260314:0712+1'\nUNH+1+PNRGOV:15:1:IA'\nMSG+:22'\nSRC'\nRCI+ZZ:Q7XK2P'\nSSR+WCHR:HK:1:ZZ'\n\
///     SSR+OTHS:HK:1:ZZ:::::DIABETIC CTCM 431555000'\nXYZ+1'\nUNT+8+1'\nUNZ+1+1'\n";
/// let written = write_filtered(push, &ReadOptions::default())?;
/// assert_eq!(
///     String::from_utf8_lossy(&written.bytes),
///     "UNB+IATA:1+ZZ+GOV+260314:0712+1'\nUNH+1+PNRGOV:15:1:IA'\nMSG+:22'\nSRC'\nRCI+ZZ:Q7XK2P'\n\
///     SSR+OTHS:HK:1:ZZ:::::CTCT 431555000'\nXYZ+1'\nUNT+7+1'\nUNZ+1+1'\n"
/// );
/// # Ok::<(), paxgov::Error>(())
/// ```
///
/// # Errors
/// When an interchange of the file cannot be read and the policy is not to keep everything: nobody knows what stands in it.
pub fn write_filtered(input: &[u8], options: &ReadOptions) -> Result<Filtered, Error> {
    let mut written = write_once(input, options)?;
    // In a file that is broken enough what is left may read in another way than before, such as an interchange that began
    // inside a text that is gone: then it is looked at again.
    let mut is_changed = written.bytes != input;
    for _ in 0..MOST_ROUNDS {
        if !is_changed {
            break;
        }
        let again = write_once(&written.bytes, options)?;
        is_changed = again.bytes != written.bytes;
        if is_changed {
            add(&mut written.dropped, &again.dropped);
        }
        (written.bytes, written.outside) = (again.bytes, again.outside);
    }
    written.dropped.sort_unstable();
    Ok(written)
}

/// Most times that what was written is looked at again.
const MOST_ROUNDS: usize = 8;

/// Adds counts of classes.
fn add(dropped: &mut Vec<(SensitiveClass, u64)>, counts: &[(SensitiveClass, u64)]) {
    for (class, count) in counts {
        match dropped.iter_mut().find(|(counted, _)| counted == class) {
            Some((_, sum)) => *sum += count,
            None => dropped.push((*class, *count)),
        }
    }
}

/// Looks at a file once.
fn write_once(input: &[u8], options: &ReadOptions) -> Result<Filtered, Error> {
    let mut file = WriteBack::new(input);
    let mut dropped: Vec<(SensitiveClass, u64)> = Vec::new();
    let (mut at, mut outside) = (0, 0);
    let text = |start, end| {
        let gap = Span::new(start, end).of(input);
        let gap = gap.strip_prefix(b"\xef\xbb\xbf").unwrap_or(gap);
        u64::try_from(gap.trim_ascii().len()).unwrap_or(u64::MAX)
    };
    for interchange in Interchanges::new(input, &options.limits) {
        let interchange = match interchange {
            Ok(interchange) => interchange,
            Err(_) if options.sensitive == SensitivePolicy::Keep => continue,
            Err(error) => return Err(error),
        };
        let mut edits = Edits::new(&interchange);
        add(&mut dropped, &filter(&mut edits, options));
        outside += text(at, interchange.span().start);
        at = interchange.span().end.max(at);
        file.interchange(&edits);
    }
    outside += text(at, input.len());
    Ok(Filtered { bytes: file.finish(), dropped, outside })
}

/// Takes what `options.sensitive` drops out of the pushes of an interchange, and says how much of each class. Requests that
/// stand outside messages or in a message of another type are treated as those of a push.
pub fn filter(edits: &mut Edits<'_>, options: &ReadOptions) -> Vec<(SensitiveClass, u64)> {
    let interchange = edits.interchange();
    let mut editor = Editor { filter: Filter::new(options.sensitive), edits };
    let mut outside = 0;
    let mut rest = interchange.segments();
    for message in interchange.messages() {
        let segments = message.segments();
        let first = segments.first().map_or(outside, |segment| segment.ordinal());
        for segment in rest.by_ref().take(usize_of(first.saturating_sub(outside))) {
            editor.alone(&segment);
        }
        outside = first;
        for _ in 0..segments.len() {
            outside += u32::from(rest.next().is_some());
        }
        let kind = message.header().map(|header| header.message_type()).unwrap_or_default();
        if OTHERS.contains(&kind) {
            let is_own = |tag| &tag == b"IFT" && matches!(kind, b"ACKRES" | b"GOVREQ");
            let is_request = |tag| matches!(&tag, b"SSR" | b"IFT" | b"LTS") && !is_own(tag);
            message
                .body()
                .filter(|segment| is_request(segment.tag()))
                .for_each(|segment| editor.alone(&segment));
        } else if read(&PNRGOV, &message, 0, &mut editor).is_err() {
            message.body().for_each(|segment| editor.alone(&segment));
        }
    }
    rest.for_each(|segment| editor.alone(&segment));
    let mut dropped = editor.filter.dropped;
    dropped.sort_unstable();
    dropped
}

/// Decides as the filter does, and notes what is to be written.
struct Editor<'e, 'i> {
    filter: Filter,
    edits: &'e mut Edits<'i>,
}

impl Hook for Editor<'_, '_> {
    fn before(&mut self, segment: &Segment<'_>, tag: u32, sent: u32, group: Group) -> Verdict {
        let verdict = self.filter.before(segment, tag, sent, group);
        match verdict {
            Verdict::Drop => self.edits.drop_segment(segment),
            Verdict::As(EXTRACT) => self.reduce(segment, group),
            Verdict::As(_) | Verdict::Read => self.look_inside(segment),
        }
        verdict
    }
}

/// Titles that tell of belief at the ends of given names (C324 9942), as the model leaves them out.
fn revealing_titles(segment: &Segment<'_>) -> Vec<Span> {
    let given = segment.walk().filter(|(at, _)| at.element >= 2 && at.component == 1);
    let title = |(_, value): (_, Value<'_>)| {
        let (raw, span) = (value.raw(), value.span());
        let before = before_revealing_titles(raw)?;
        // A name that is wrapped lies otherwise in the file: then all of it goes.
        let start = if span.end - span.start == raw.len() { span.start + before } else { span.start };
        Some(Span::new(start, span.end))
    };
    given.filter_map(title).collect()
}

/// Where codes stand before the free text of a request (SSR, IFT): the component of element 1, and how long they can be.
type Codes = &'static [(u16, usize)];
/// Code, status, number, carrier, ports.
const CODES_OF_REQUEST: Codes = &[(1, 4), (2, 2), (3, 3), (4, 3), (7, 3), (8, 3)];
/// Subject qualifier, kind, carrier.
const CODES_OF_TEXT: Codes = &[(1, 1), (2, 3), (4, 3)];

impl Editor<'_, '_> {
    /// A segment of which the group is not known.
    fn alone(&mut self, segment: &Segment<'_>) {
        self.before(segment, tag_word(segment.tag()), u32::MAX, HEAD);
    }

    /// A segment that stays: without the request that is fused to it or hidden behind a damaged tag, and without the text of
    /// an address.
    fn look_inside(&mut self, segment: &Segment<'_>) {
        if self.filter.keeps() || segment.tag().starts_with(b"UN") {
            return;
        }
        if segment.tag() == [0; 3] && is_damaged_request(segment.sent_tag()) {
            self.filter.count(SensitiveClass::FreeText);
            return self.edits.drop_segment(segment);
        }
        // The filter has counted the texts.
        let is_address = &segment.tag() == b"ADD";
        let texts = is_address.then(|| address_texts(segment)).into_iter().flatten();
        let mut places: Vec<Span> = texts.map(|value| value.span()).collect();
        if &segment.tag() == b"TIF" {
            let titles = revealing_titles(segment);
            for _ in &titles {
                self.filter.count(SensitiveClass::FreeText);
            }
            places.extend(titles);
        }
        if let Some((end, class)) = self.fused(segment) {
            self.filter.count(class);
            places.retain(|place| place.start < end);
            places.push(Span::new(end, segment.span_of_body().end));
        }
        if !places.is_empty() {
            self.edits.cut(segment, &places);
        }
    }

    /// Where a request that lost the terminator before it begins, after its tag: the tag ends a value, and what follows is the
    /// beginning of such a segment. A name may end with a tag, too (SWIFT, SCHULTS). Reading has split what the count of a trailer
    /// told; this is for the others, in which nothing but the code of the request tells.
    fn fused(&self, segment: &Segment<'_>) -> Option<(usize, SensitiveClass)> {
        let mut before: Option<Value<'_>> = None;
        let mut values = segment.walk().peekable();
        while let Some((at, value)) = values.next() {
            let opens = at.component == 1 && at.repetition == 0;
            if let Some(host) = before.filter(|_| opens) {
                let second =
                    values.peek().filter(|(next, _)| next.component == 2).map(|(_, value)| value.code());
                let class = self.begins(segment, host.code(), value.code(), second.unwrap_or_default());
                if let Some(class) = class {
                    return Some((host.span().end, class));
                }
            }
            before = Some(value);
        }
        None
    }

    fn begins(
        &self,
        host: &Segment<'_>,
        value: &[u8],
        first: &[u8],
        second: &[u8],
    ) -> Option<SensitiveClass> {
        let is_number = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
        let tag = value.last_chunk::<3>()?.map(|byte| byte.to_ascii_uppercase());
        match &tag {
            b"SSR" => {
                let (class, treatment) = self.filter.of_code(first)?;
                (treatment != Treatment::Keep).then_some(class)
            }
            b"IFT" if first.len() == 1 && is_number(first) && is_number(second) => {
                Some(SensitiveClass::FreeText)
            }
            // Any text may follow: not where names and cities stand, and not the port of that code.
            b"LTS"
                if value.len() > 3 && !matches!(&host.tag(), b"TIF" | b"ADD" | b"ORG" | b"SSR" | b"IFT") =>
            {
                Some(SensitiveClass::FreeText)
            }
            _ => None,
        }
    }

    /// Writes a segment with free text anew: its codes, and what may be kept of the text. The history keeps nothing.
    fn reduce(&mut self, segment: &Segment<'_>, group: Group) {
        let found: Vec<Extract> = match group {
            HISTORY..=ITEM_FLIGHT => Vec::new(),
            _ => extracts_of(free_texts(segment).map(|value| value.text())),
        };
        let text = spelled(&found);
        let codes = |of: Codes| -> Vec<String> {
            let last = of.last().map_or(0, |(component, _)| *component);
            let code = |component| {
                let longest = of.iter().find(|(place, _)| *place == component)?.1;
                let value = segment.value(1, component)?.code();
                let is_code = value.len() <= longest && value.iter().all(u8::is_ascii_alphanumeric);
                is_code.then(|| String::from_utf8_lossy(value).into_owned())
            };
            (1..=last).map(|component| code(component).unwrap_or_default()).collect()
        };
        let written = match (&segment.tag(), text.as_str()) {
            (_, "") => None,
            (b"SSR", text) => {
                let codes = codes(CODES_OF_REQUEST);
                let mut parts: Vec<&str> = codes.iter().map(String::as_str).collect();
                parts.push(text);
                Some(self.edits.replace_segment(segment, "SSR", &[&parts]))
            }
            (b"IFT", text) => {
                let codes = codes(CODES_OF_TEXT);
                let parts: Vec<&str> = codes.iter().map(String::as_str).collect();
                Some(self.edits.replace_segment(segment, "IFT", &[&parts, &[text]]))
            }
            (_, text) => Some(self.edits.replace_segment(segment, "LTS", &[&[text]])),
        };
        if !matches!(written, Some(Ok(()))) {
            self.edits.drop_segment(segment);
        }
    }
}

/// True for the tag of a request or a free text with something before, in or behind it.
fn is_damaged_request(sent: &[u8]) -> bool {
    let word = sent.trim_ascii().rsplit(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
    let letters: Vec<u8> =
        word.iter().filter(|byte| byte.is_ascii_alphabetic()).take(3).map(u8::to_ascii_uppercase).collect();
    matches!(letters.as_slice(), b"SSR" | b"IFT" | b"LTS")
}

/// What was found as a text in which the same is found again: tickets, telephones, addresses, each after the word that
/// announces it. An address that cannot be said so is left out.
fn spelled(found: &[Extract]) -> String {
    let mut words = Vec::new();
    words.extend(found.iter().filter_map(|one| match one {
        Extract::Ticket(number) => Some(format!("TKT {number}")),
        _ => None,
    }));
    words.extend(found.iter().filter_map(|one| match one {
        Extract::Telephone(number) => Some(format!("CTCT {number}")),
        _ => None,
    }));
    words.extend(found.iter().filter_map(|one| {
        let Extract::Email(address) = one else { return None };
        // Some addresses are another one in the spelling of requests.
        let spellings = [Contact::email_for_request(address), address.clone()];
        let is_stable = |text: &String| extracts(text).as_slice() == std::slice::from_ref(one);
        spellings.into_iter().map(|address| format!("CTCE {address}")).find(is_stable)
    }));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// What is kept of a text is found again in what is written of it, and only that.
        #[test]
        fn what_is_kept_is_found_again(
            text in "(CTC[EMT]? |TKT |TEL:|[+]|00|[0-9() -]{6,16}|[0-9]{13,14} |[A-Z0-9._-]{1,5}(//|@)[A-Z0-9.-]{1,5}[.]COM|[ -~]|\\PC| ){0,12}",
        ) {
            let mut found = extracts(&text);
            found.sort_by_key(|one| match one {
                Extract::Ticket(_) => 0,
                Extract::Telephone(_) => 1,
                Extract::Email(_) => 2,
            });
            prop_assert_eq!(extracts(&spelled(&found)), found);
        }
    }
}
