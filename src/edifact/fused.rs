//! Segments whose terminator is missing: the tag of the next one stands at the end of a value.

use std::collections::HashMap;

use super::interchange::{Interchange, Message};
use super::segment::{Segment, Tag};
use crate::finding::{Finding, Findings, Rule};

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
        _ if value.iter().all(u8::is_ascii_digit) => Look::Digits,
        _ => Look::Other,
    }
}

/// What a message shows of its tags: how its segments begin, and how long they are. The segment that is asked about is one of
/// them and is no witness in its own matter.
#[derive(Default)]
struct Known<'m> {
    begins: HashMap<(Tag, &'m [u8]), u32>,
    looks: HashMap<(Tag, Look), u32>,
    /// Elements of the longest segment of each tag, and of the next one.
    longest: HashMap<Tag, (u16, u16)>,
}

fn elements(segment: &Segment<'_>) -> u16 {
    segment.walk().map(|(at, _)| at.element).max().unwrap_or_default()
}

impl<'m> Known<'m> {
    fn of(message: &Message<'m>) -> Self {
        let mut known = Self::default();
        for segment in message.segments() {
            let (tag, first) = (segment.tag(), segment.unrepeated(1, 1));
            *known.begins.entry((tag, first)).or_default() += 1;
            *known.looks.entry((tag, look(first))).or_default() += 1;
            let longest = known.longest.entry(tag).or_default();
            match elements(&segment) {
                length if length >= longest.0 => *longest = (length, longest.0),
                length => longest.1 = longest.1.max(length),
            }
        }
        known
    }

    /// True when `tag` and what follows it are like another segment of the message: it begins with the same value, or it begins
    /// alike and the segment in which it stands is longer than all others of its tag.
    fn is_segment(&self, tag: Tag, first: &[u8], host: &Segment<'_>) -> bool {
        let own = host.unrepeated(1, 1);
        let is_own = |alike: bool| u32::from(host.tag() == tag && alike);
        let seen = |count: Option<&u32>, own: u32| count.is_some_and(|&count| count > own);
        if seen(self.begins.get(&(tag, first)), is_own(own == first)) {
            return true;
        }
        let begins_alike = seen(self.looks.get(&(tag, look(first))), is_own(look(own) == look(first)));
        begins_alike && {
            let length = elements(host);
            self.longest.get(&host.tag()).is_none_or(|&(longest, next)| length == longest && length > next)
        }
    }
}

impl Interchange<'_> {
    /// Fewer segments than the trailer says: a terminator may be missing. Looks for a value that ends with a tag of the message
    /// before an element separator. A name may end so, too (LATIF, SALTANAT), and so what follows must be like a segment
    /// of that tag.
    pub(super) fn check_fused(&self, message: &Message<'_>, findings: &mut Findings) {
        let known = Known::of(message);
        let element = self.service().element;
        for segment in message.body() {
            for (at, value) in segment.walk() {
                let raw = value.raw();
                let Some((_, &tag)) = raw.split_last_chunk::<3>() else { continue };
                let next = value.ended_by();
                if raw.len() > 3
                    && at.element > 0
                    && next == element
                    && known.is_segment(tag, segment.unrepeated(at.element + 1, 1), &segment)
                {
                    findings.push(Finding::new(Rule::SegmentsFused, value.location()));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fused(body: &str) -> usize {
        // The trailer says that there are more segments than there are.
        let text = format!("UNB+UNOA:4+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN'{body}UNT+99+1'UNZ+1+1'");
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
