//! Segments that are torn by a terminator inside a value which was not released: the apostrophe of O'NEIL.
//!
//! Looked for only where the trailer of a message counts fewer segments than there are. A release character is put into the text before the
//! terminator, so that whoever reads sees the value as it was meant.

use super::fused::{TEXTS, is_near_tag};
use super::interchange::Interchange;
use super::message::Message;
use super::segment::Segment;
use crate::finding::{Finding, Findings, Rule};
use crate::span::usize_of;

impl<'i> Interchange<'i> {
    /// Where terminators stand inside values: offsets of the text, ascending. A message has as many of them as its trailer counts segments
    /// less; where more or fewer can be meant none is taken.
    pub(super) fn torn_places(&self) -> Vec<usize> {
        let mut places = Vec::new();
        for message in self.messages() {
            let Some(surplus) = message.surplus() else { continue };
            let before = places.len();
            places.extend(self.torn_in(&message));
            if places.len() - before != surplus {
                places.truncate(before);
            }
        }
        places
    }

    /// Where the segments of a message end that go on behind their terminators.
    fn torn_in<'s>(&'s self, message: &Message<'s>) -> Vec<usize> {
        let mut places = Vec::new();
        let mut host: Option<Segment<'s>> = None;
        for segment in message.body() {
            if let Some(before) = host.filter(|before| self.goes_on(before, &segment)) {
                // What went on may be torn once more.
                places.push(before.span_in_text().end);
                host = Some(segment);
            } else {
                host = Some(segment).filter(|segment| TEXTS.contains(&&segment.tag()));
            }
        }
        places
    }

    /// True when a segment is no segment but what goes on behind a terminator in a name or a text: it begins with letters that
    /// are no tag.
    fn goes_on(&self, host: &Segment<'_>, segment: &Segment<'_>) -> bool {
        let tag = segment.sent_tag();
        let ends_in_word = self.text().get(..host.span_in_text().end).and_then(<[u8]>::last);
        let is_behind_component = segment.tag_ends_with(self.service().component);
        let is_word = tag
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-' | b'.') || *byte >= 0x80);
        ends_in_word.is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80)
            && is_word
            && !tag.is_empty()
            && (tag.len() != 3 || is_behind_component)
            && (is_behind_component || !is_near_tag(tag))
    }

    /// Says where a terminator stands inside a value.
    pub(super) fn check_torn(&self, findings: &mut Findings) {
        let Some(release) = self.service().release.filter(|_| self.is_torn) else { return };
        // What was put in stands for the byte before it.
        let is_put_in = |at: &usize| *at > 0 && self.original(at - 1, *at) == self.original(*at, at + 1);
        for segment in self.segments() {
            for (_, value) in segment.walk() {
                let (start, bytes) = (usize_of(value.end) - value.raw().len(), value.raw());
                let releases = memchr::memchr_iter(release, bytes).map(|at| start + at);
                for _ in releases.filter(is_put_in) {
                    // What is only counted needs no place of its own.
                    let place = if findings.is_full() { segment.location() } else { value.location() };
                    findings.push(Finding::new(Rule::TerminatorUnreleased, place));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::u32_of;

    /// The texts of all segments of a body, and how often a terminator is said to stand inside a value. `counted`: as many segments as the
    /// trailer counts.
    fn read(body: &str, counted: u32) -> (Vec<String>, usize) {
        let text =
            format!("UNB+UNOA:4+A+B+260101:0000+1'UNH+1+PAXLST:D:05B:UN'{body}UNT+{counted}+1'UNZ+1+1'");
        let interchange = Interchange::parse(text.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        let values = |segment: Segment<'_>| {
            segment.walk().map(|(_, value)| value.text().into_owned()).collect::<Vec<_>>().join("|")
        };
        let said = interchange.findings().iter().filter(|finding| finding.rule == Rule::TerminatorUnreleased);
        assert_eq!(
            interchange.findings().iter().any(|finding| finding.rule == Rule::UntCount),
            u32_of(message.segments().count()) != counted
        );
        (message.body().map(values).collect(), said.count())
    }

    #[test]
    fn an_apostrophe_in_a_name_is_a_part_of_it() {
        for (body, name) in [
            ("NAD+FL+++O'NEIL:SEAN'", "FL||O'NEIL|SEAN"),
            ("NAD+FL+++D'ARC:JEANNE+1 STREET'", "FL||D'ARC|JEANNE|1 STREET"),
            ("NAD+FL+++TESTER:SHA'QUILLE'", "FL||TESTER|SHA'QUILLE"),
            ("NAD+FL+++O'DAY:SEAN'", "FL||O'DAY|SEAN"),
            ("NAD+FL+++O'NEIL:D'ARCY'", "FL||O'NEIL|D'ARCY"),
        ] {
            let torn = u32_of(body.matches('\'').count()) - 1;
            let values =
                |text: &str| text.split('|').filter(|value| !value.is_empty()).collect::<Vec<_>>().join("|");
            let (segments, said) = read(&format!("{body}NAT+2+UZB'"), 4);
            let found: Vec<String> = segments.iter().map(|segment| values(segment)).collect();
            assert_eq!((found, said), (vec![values(name), "2|UZB".to_owned()], usize_of(torn)), "{body}");
        }
    }

    #[test]
    fn nothing_is_joined_that_may_be_a_segment() {
        // The trailer counts all, or fewer than can be meant; what precedes is no text, or what follows no word.
        for (body, counted) in [
            ("NAD+FL+++O'NEIL:SEAN'NAT+2+UZB'", 5),
            ("NAD+FL+++O'NEIL:SEAN'NAD+FL+++O'HARA:MARA'", 5),
            ("NAD+FL+++O'NEIL:SEAN'NAT+2+UZB'", 3),
            ("LOC+178+TAS'NEIL:SEAN'NAT+2+UZB'", 4),
            ("NAD+FL+++ONE'N1IL:SEAN'NAT+2+UZB'", 4),
            ("NAD+FL+++ONE'ABC+1'NAT+2+UZB'", 4),
            ("NAD+FL+++ONE:1'NEIL:SEAN'NAT+2+UZB'", 4),
            ("NAD+FL+++DOE:JANE'AT+2++F'NAT+2+UZB'", 4),
            ("NAD+FL+++DOE:JANE'ATTT+2++F'NAT+2+UZB'", 4),
        ] {
            let (segments, said) = read(body, counted);
            assert_eq!((segments.len(), said), (body.matches('\'').count(), 0), "{body}");
        }
    }
}
