//! Segments whose terminator is missing: the tag of the next one stands at the end of a value, or behind a tag.
//!
//! Looked for only where a trailer says so: it counts more segments than there are, has another reference, or is missing itself.
//! Where the second segment begins a terminator is put into the text, so that whoever reads sees two.

use std::collections::{HashMap, HashSet};

use super::interchange::Interchange;
use super::message::Message;
use super::segment::{Position, Segment, Tag, Value};
use crate::finding::{Finding, Findings, Rule};
use crate::span::{Span, u32_of, usize_of};

/// How a value looks: a qualifier of digits is no name, and neither is nothing at all.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Look {
    Empty,
    Digits,
    Other,
}

fn look(value: &[u8]) -> Look {
    match value {
        [] => Look::Empty,
        _ if is_digits(value) => Look::Digits,
        _ => Look::Other,
    }
}

fn is_digits(value: &[u8]) -> bool {
    !value.is_empty() && value.iter().all(u8::is_ascii_digit)
}

/// How the first value of a segment is written.
#[derive(Clone, Copy)]
enum Begins {
    /// Nothing is known.
    Any,
    /// Digits, at least and at most so many.
    Digits(usize, usize),
    /// Capitals, at least and at most so many.
    Letters(usize, usize),
    /// Capitals and digits, at least and at most so many.
    Code(usize, usize),
}
use Begins::{Any, Code, Digits, Letters};

/// What tells a segment: how it begins, and how long it is.
struct Layout {
    tag: &'static Tag,
    /// The most elements that the guides use; of NAD those before the address, which begins with no qualifier.
    elements: u16,
    /// How the first value is written.
    first: Begins,
    /// Whether a further component follows the first value.
    composite: bool,
}

/// A segment that begins with a single value.
const fn single(tag: &'static Tag, elements: u16, first: Begins) -> Layout {
    Layout { tag, elements, first, composite: false }
}

/// A segment that begins with a composite.
const fn composite(tag: &'static Tag, elements: u16, first: Begins) -> Layout {
    Layout { tag, elements, first, composite: true }
}

/// Segments whose beginning tells them, or whose length does.
const LAYOUTS: &[Layout] = &[
    single(b"APD", 1, Code(3, 3)),
    single(b"ATT", 3, Digits(1, 1)),
    single(b"BGM", 1, Digits(3, 3)),
    composite(b"CNT", 1, Digits(1, 2)),
    composite(b"COM", 3, Any),
    composite(b"DAT", 1, Digits(1, 3)),
    single(b"DOC", 2, Code(1, 3)),
    composite(b"DTM", 1, Digits(2, 3)),
    single(b"EMP", 2, Digits(1, 1)),
    single(b"EQN", 1, Digits(1, 3)),
    single(b"FTX", 5, Letters(3, 3)),
    single(b"GEI", 2, Digits(1, 1)),
    single(b"LOC", 2, Digits(1, 3)),
    single(b"MEA", 3, Letters(2, 2)),
    composite(b"MSG", 2, Any),
    single(b"NAD", 4, Letters(2, 3)),
    single(b"NAT", 2, Digits(1, 1)),
    composite(b"ORG", 1, Code(2, 3)),
    composite(b"RCI", 1, Code(2, 3)),
    composite(b"RFF", 1, Letters(2, 3)),
    single(b"RPI", 2, Digits(1, 3)),
    composite(b"SSR", 1, Letters(4, 4)),
    single(b"TDT", 5, Digits(1, 2)),
    single(b"TIF", 2, Any),
    composite(b"TKT", 1, Digits(10, 14)),
    composite(b"TVL", 5, Digits(6, 6)),
];

/// Segments without elements, and the segment that follows.
const BARE: &[(&Tag, &Tag)] = &[(b"SRC", b"RCI")];

impl Begins {
    fn fits(self, value: &[u8]) -> bool {
        let (least, most, is_of): (usize, usize, fn(&u8) -> bool) = match self {
            Any => return false,
            Digits(least, most) => (least, most, u8::is_ascii_digit),
            Letters(least, most) => (least, most, u8::is_ascii_uppercase),
            Code(least, most) => (least, most, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()),
        };
        (least..=most).contains(&value.len()) && value.iter().all(is_of)
    }
}

/// True for what is a known tag with a letter too many or too few.
pub(super) fn is_near_tag(text: &[u8]) -> bool {
    let without_one = |long: &[u8], short: &[u8]| {
        (0..long.len())
            .any(|at| long.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, byte)| byte).eq(short))
    };
    let upper = text.to_ascii_uppercase();
    LAYOUTS.iter().any(|row| match text.len() {
        2 => without_one(row.tag, &upper),
        4 => without_one(&upper, row.tag),
        _ => false,
    })
}

fn layout(tag: Tag) -> Option<&'static Layout> {
    LAYOUTS.iter().find(|row| *row.tag == tag)
}

/// Segments of names, locators and free texts: a value of them may end like any tag.
pub(super) const TEXTS: &[&Tag] = &[b"ADD", b"FOP", b"FTX", b"IFT", b"LTS", b"NAD", b"RCI", b"SSR", b"TIF"];

/// True where a name, a locator or a free text stands: type and reference of a traveller are none.
fn is_text(host: Tag, at: Position) -> bool {
    let is_reference = &host == b"TIF" && at.element == 2 && (2..=4).contains(&at.component);
    TEXTS.contains(&&host) && !is_reference
}

/// Elements of NAD (D.96B and later): the address ends with the country.
const NAD_ELEMENTS: u16 = 9;

/// True where what follows may as well be of the segment: the next part of an address (WAYANAD+KL), or another locator.
fn may_continue(host: Tag, at: Position, first: &[u8], components: u16, length: u16) -> bool {
    match &host {
        b"NAD" => (5..NAD_ELEMENTS).contains(&at.element) && length <= NAD_ELEMENTS,
        b"RCI" => look(first) == Look::Other && begins(host, first, components),
        _ => false,
    }
}

/// True when a value begins a segment of that tag as the guides have it.
fn begins(tag: Tag, first: &[u8], components: u16) -> bool {
    layout(tag).is_some_and(|row| row.first.fits(first) && (components > 1 || !row.composite))
}

/// How sure it is that a segment begins somewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Witness {
    /// Others of the tag begin alike, and the segment in which it stands is longer than all others.
    Alike,
    /// It begins as the guides have it, and the segment in which it stands is longer than they have it.
    Layout,
    /// Another one begins with the same value.
    Same,
}

/// What a message shows of its tags: how its segments begin, and how long they are. The segment that is asked about is one of
/// them and is no witness in its own matter.
#[derive(Default)]
struct Known<'m> {
    begins: HashMap<(Tag, &'m [u8]), u32>,
    looks: HashMap<(Tag, Look), u32>,
    /// Elements of the longest segment of each tag, and of the next one.
    longest: HashMap<Tag, (u16, u16)>,
    /// Components of the longest first element of each tag.
    components: HashMap<Tag, u16>,
    /// Tags without elements, and the tag that follows.
    bare: HashSet<(Tag, Tag)>,
}

/// The values of a segment in their order.
type Values<'m> = [(Position, Value<'m>)];

fn elements(values: &Values<'_>) -> u16 {
    values.last().map_or(0, |(at, _)| at.element)
}

/// Components of the element with which the values begin.
fn components(values: &Values<'_>) -> u16 {
    let first = values.first().map(|(at, _)| at.element);
    let of_first = values.iter().take_while(|(at, _)| Some(at.element) == first);
    of_first.map(|(at, _)| at.component).max().unwrap_or_default()
}

/// The tag that stands at the end of a value; the letters before it are no word of their own.
fn tag_behind(value: &[u8], release: Option<u8>) -> Option<Tag> {
    let (before, &tag) = value.split_last_chunk::<3>()?;
    let &last = before.last()?;
    let is_word = last != b' ' && Some(last) != release;
    (is_word && tag.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())).then_some(tag)
}

impl<'m> Known<'m> {
    fn of(message: &Message<'m>) -> Self {
        let mut known = Self::default();
        let mut before: Option<Segment<'m>> = None;
        for segment in message.segments() {
            let (tag, first) = (segment.tag(), segment.unrepeated(1, 1));
            *known.begins.entry((tag, first)).or_default() += 1;
            *known.looks.entry((tag, look(first))).or_default() += 1;
            let longest = known.longest.entry(tag).or_default();
            let length = segment.walk().map(|(at, _)| at.element).max().unwrap_or_default();
            match length {
                length if length >= longest.0 => *longest = (length, longest.0),
                length => longest.1 = longest.1.max(length),
            }
            let of_first = segment.walk().take_while(|(at, _)| at.element <= 1).map(|(at, _)| at.component);
            let components = known.components.entry(tag).or_default();
            *components = of_first.max().unwrap_or_default().max(*components);
            if let Some(before) = before.filter(|before| before.first == before.last && before.tag_len() == 3)
            {
                known.bare.insert((before.tag(), tag));
            }
            before = Some(segment);
        }
        known
    }

    /// Who says that `tag`, at the end of a value at `at`, and the values behind it are a segment of the message, and not the
    /// end of a value and what follows it.
    fn witness(
        &self,
        tag: Tag,
        at: Position,
        behind: &Values<'_>,
        host: &Segment<'_>,
        length: u16,
    ) -> Option<Witness> {
        let first = behind.first()?.1.raw();
        let own = host.unrepeated(1, 1);
        let is_own = |alike: bool| u32::from(host.tag() == tag && alike);
        let seen = |count: Option<&u32>, own: u32| count.is_some_and(|&count| count > own);
        let components = components(behind);
        let most = layout(host.tag()).map(|row| row.elements);
        // A segment that is as long as the guides have it is whole: TIF+SIMON+PAUL:A:1 is nobody's MON.
        if most.is_some_and(|most| length <= most) || may_continue(host.tag(), at, first, components, length)
        {
            return None;
        }
        // A name with its type and number begins no segment that others begin with a name.
        let is_short = self.components.get(&tag).is_some_and(|&most| components <= most);
        if is_short && !first.is_empty() && seen(self.begins.get(&(tag, first)), is_own(own == first)) {
            return Some(Witness::Same);
        }
        if most.is_some() && begins(tag, first, components) {
            return Some(Witness::Layout);
        }
        // Behind a name or a text only digits tell, or what the layout says: SIMON and GOTEBORG end like tags.
        let may_begin = match layout(tag) {
            _ if !is_text(host.tag(), at) => true,
            Some(Layout { first: Any, composite, .. }) => most.is_some() && (components > 1 || !composite),
            Some(_) => false,
            None => most.is_some() && look(first) == Look::Digits,
        };
        let begins_alike = may_begin
            && is_short
            && seen(self.looks.get(&(tag, look(first))), is_own(look(own) == look(first)));
        let is_longest = || {
            self.longest.get(&host.tag()).is_none_or(|&(longest, next)| length == longest && length > next)
        };
        (begins_alike && is_longest()).then_some(Witness::Alike)
    }

    /// True when segments of a tag have no elements and such a segment follows.
    fn is_bare(&self, tag: Tag, next: Tag) -> bool {
        self.bare.contains(&(tag, next)) || BARE.contains(&(&tag, &next))
    }
}

/// Service segments that may follow one that lost its terminator.
const AFTER: &[(&Tag, &[&Tag])] = &[
    (b"UNB", &[b"UNG", b"UNH"]),
    (b"UNG", &[b"UNH"]),
    (b"UNT", &[b"UNH", b"UNE", b"UNZ"]),
    (b"UNE", &[b"UNG", b"UNZ"]),
];

/// True when the values behind the tag of a service segment are its own.
fn is_service(tag: Tag, behind: &Values<'_>) -> bool {
    let Some((_, first)) = behind.first() else { return false };
    match &tag {
        b"UNE" | b"UNZ" => is_digits(first.code()),
        b"UNH" => {
            behind.get(1).is_some_and(|(at, _)| at.component == 1)
                && components(behind.get(1..).unwrap_or_default()) > 2
        }
        _ => elements(behind) >= behind.first().map_or(0, |(at, _)| at.element) + 4,
    }
}

/// True for a count and the reference of the message, which may be fused, too.
fn is_trailer_of(reference: &[u8], behind: &Values<'_>) -> bool {
    let mut behind = behind.iter().map(|(_, value)| value.raw());
    !reference.is_empty()
        && behind.next().is_some_and(is_digits)
        && behind.next().and_then(|next| next.strip_prefix(reference)).is_some_and(|rest| {
            rest.is_empty()
                || AFTER.iter().any(|(tag, after)| *tag == b"UNT" && after.iter().any(|tag| rest == *tag))
        })
}

impl<'i> Interchange<'i> {
    /// Where terminators are missing: offsets of the text, ascending.
    ///
    /// A name may end like a tag, too (LATIF, SALTANAT), and so what follows must be like a segment of that tag. There are no
    /// more of them than the trailer counts, and when only some of several can be meant none is taken.
    pub(super) fn fused_places(&self) -> Vec<usize> {
        let mut places = Vec::new();
        let mut values = Vec::new();
        for message in self.messages() {
            self.in_body(&message, &mut values, &mut places);
            // Its own trailer: it has none, or that of another message.
            let reference =
                message.header().map(|header| header.segment().unrepeated(1, 1)).unwrap_or_default();
            if message.trailer().is_none_or(|trailer| trailer.unrepeated(2, 1) != reference) {
                for segment in message.segments() {
                    let is_trailer =
                        |tag, behind: &Values<'_>| &tag == b"UNT" && is_trailer_of(reference, behind);
                    self.look_at(&segment, &mut values, &mut places, is_trailer);
                }
            }
        }
        let count = u32_of(self.segment_count());
        // Behind the last segment a text may stand that nobody ended.
        let is_ended = !self.framed.notes.contains(&(Rule::Unterminated, count.wrapping_sub(1)));
        let last = count.saturating_sub(if is_ended { 1 } else { 2 });
        for segment in self.segments() {
            if let Some((_, after)) = AFTER.iter().find(|(tag, _)| **tag == segment.tag()) {
                // Only at the end, so that what is behind it is not read over and over again.
                let may_follow = |tag| after.contains(&&tag) && (&tag != b"UNZ" || segment.ordinal >= last);
                self.look_at(&segment, &mut values, &mut places, |tag, behind| {
                    may_follow(tag) && is_service(tag, behind)
                });
            }
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Notes the first tag at the end of a value of a segment that is the next segment.
    fn look_at<'s>(
        &'s self,
        segment: &Segment<'s>,
        values: &mut Vec<(Position, Value<'s>)>,
        places: &mut Vec<usize>,
        is_next: impl Fn(Tag, &Values<'_>) -> bool,
    ) {
        let service = self.service();
        values.clear();
        values.extend(segment.walk());
        for (n, (_, value)) in values.iter().enumerate() {
            let behind = values.get(n + 1..).unwrap_or_default();
            if value.ended_by() == service.element
                && tag_behind(value.raw(), service.release).is_some_and(|tag| is_next(tag, behind))
            {
                places.push(usize_of(value.end) - 3);
                return;
            }
        }
    }

    /// Notes what lost its terminator in a message of which the trailer counts more segments than there are.
    fn in_body<'s>(
        &'s self,
        message: &Message<'s>,
        values: &mut Vec<(Position, Value<'s>)>,
        places: &mut Vec<usize>,
    ) {
        let Some(mut missing) = message.missing() else { return };
        let known = Known::of(message);
        let service = self.service();
        let mut found: Vec<(Witness, usize)> = Vec::new();
        let mut rest = message.body().peekable();
        while let Some(segment) = rest.next() {
            let next = rest.peek().map_or([0; 3], |next| next.tag());
            // A tag without elements is one of its own before another tag.
            if let Some((&bare, &tag)) = segment
                .sent_tag()
                .split_first_chunk::<3>()
                .and_then(|(bare, rest)| Some((bare, rest.first_chunk::<3>().filter(|_| rest.len() == 3)?)))
                && known.is_bare(bare, tag)
            {
                found.push((Witness::Same, usize_of(segment.start) + 3));
            }
            values.clear();
            values.extend(segment.walk());
            let length = elements(values);
            for (n, (at, value)) in values.iter().enumerate() {
                let Some(tag) = tag_behind(value.raw(), service.release).filter(|_| at.element > 0) else {
                    continue;
                };
                let behind = values.get(n + 1..).unwrap_or_default();
                let witness = match behind {
                    [] => known.is_bare(tag, next).then_some(Witness::Same),
                    _ if value.ended_by() == service.element => {
                        known.witness(tag, *at, behind, &segment, length)
                    }
                    _ => None,
                };
                found.extend(witness.map(|witness| (witness, usize_of(value.end) - 3)));
            }
        }
        for sure in [Witness::Same, Witness::Layout, Witness::Alike] {
            let of_sure = found.iter().filter(|(witness, _)| *witness == sure);
            let count = of_sure.clone().count();
            match missing.checked_sub(count) {
                Some(left) => missing = left,
                None => break,
            }
            places.extend(of_sure.map(|(_, place)| *place));
        }
    }

    /// Says where terminators are missing: the value that the tag of the next segment stood behind, with that tag.
    pub(super) fn check_fused(&self, findings: &mut Findings) {
        for segment in self.fused.iter().filter_map(|&ordinal| self.segment(ordinal)) {
            let last = segment.last.checked_sub(1).filter(|_| segment.first < segment.last);
            let mut place = last.map_or_else(|| segment.location(), |last| self.value(last).location());
            place.span = Span::new(place.span.start, segment.span().end + 3);
            findings.push(Finding::new(Rule::SegmentsFused, place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fused(body: &str) -> usize {
        // The trailer says that there are more segments than there are.
        fused_in(&format!("UNB+UNOA:4+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN'{body}UNT+99+1'UNZ+1+1'"))
    }

    fn fused_in(text: &str) -> usize {
        let interchange = Interchange::parse(text.as_bytes()).unwrap();
        let fused = interchange.findings().iter().filter(|finding| finding.rule == Rule::SegmentsFused);
        fused.count()
    }

    #[test]
    fn a_name_that_ends_like_a_tag_is_a_name() {
        for body in [
            "NAD+FL+++TESTER:SALTANAT+12 MAIN STREET+NUKUS'NAT+2+UZB'",
            "NAD+FL+++TESTER:SALTANAT++NUKUS'NAT+2+UZB'",
            "TIF+LATIF+MARA:A:1'",
            "TIF+LATIF+MARA:A:1'TIF+TESTER+TIM:A:2'",
            "TIF+SAADAT+:A:1'DAT+700:010126:0900'",
        ] {
            assert_eq!(fused(body), 0, "{body}");
        }
    }

    #[test]
    fn a_segment_inside_another_one_is_found() {
        for body in [
            "NAD+FL+++TESTER:SALTANAT+2+UZB'NAT+2+UZB'",
            "LOC+178+TASLOC+179+VIE'LOC+174+UZB'",
            "LOC+178+TAS'LOC+179+VIE'LOC+178+TASLOC+179+VIE'",
            "RPI+1+HKAPD+738'RPI+1+HK'APD+320'",
            "TIF+TESTER+TIM:A:2TIF+ALI+MARA:A:1'TIF+TESTER+ANNA:A:3'",
        ] {
            assert_eq!(fused(body), 1, "{body}");
        }
    }
}
