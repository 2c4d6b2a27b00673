//! The heading of a Type B message (SITA, ARINC): priority, addresses, origin and time group before the text. The text
//! behind it is the interchange; its fixed line breaks are folds, and places point into the original.

use std::fmt;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{all_consuming, opt, recognize, verify};
use nom::multi::{many0, many1_count};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

/// The heading of a Type B message.
///
/// ```
/// use paxgov::edifact::Interchange;
/// let text = b"\x01QK LONPPXS\r\n.MUCKMTS 250521\r\n\x02UNB+UNOA:4+A+B+260314:0712+1'UNZ+0+1'";
/// let interchange = Interchange::parse(text).unwrap();
/// let heading = interchange.type_b().unwrap();
/// assert_eq!((heading.priority, heading.origin, heading.time), (Some("QK"), "MUCKMTS", Some("250521")));
/// assert_eq!(heading.addresses, ["LONPPXS"]);
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeB<'a> {
    /// Priority: two letters, such as `QK`.
    pub priority: Option<&'a str>,
    /// Addresses of seven characters: place, department, carrier.
    pub addresses: Vec<&'a str>,
    /// Address of the sender.
    pub origin: &'a str,
    /// What stands before the time group: a signature or an identity.
    pub signature: Option<&'a str>,
    /// Day, hour and minute in UTC, `DDHHMM`.
    pub time: Option<&'a str>,
}

impl fmt::Debug for TypeB<'_> {
    /// Without the signature, which may be a person's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypeB")
            .field("priority", &self.priority)
            .field("addresses", &self.addresses)
            .field("origin", &self.origin)
            .field("time", &self.time)
            .finish_non_exhaustive()
    }
}

/// Longest heading: four lines of addresses, and the line of the origin.
const LONGEST: usize = 512;

/// An address; letters and digits.
fn address(input: &str) -> IResult<&str, &str> {
    take_while_m_n(7, 7, |c: char| c.is_ascii_uppercase() || c.is_ascii_digit()).parse(input)
}

fn line_end(input: &str) -> IResult<&str, &str> {
    preceded(take_while(|c| c == ' '), recognize(many1_count(one_of("\r\n")))).parse(input)
}

fn priority(input: &str) -> IResult<&str, &str> {
    let two = take_while_m_n(2, 2, |c: char| c.is_ascii_uppercase());
    terminated(verify(two, |two: &str| two.starts_with('Q') || two == "SS"), char(' ')).parse(input)
}

/// The origin's line after the dot: address, and what follows it.
fn origin(input: &str) -> IResult<&str, (&str, &str)> {
    let rest = take_while(|c: char| !c.is_ascii_control());
    delimited(char('.'), (address, rest), alt((line_end, tag("\x02")))).parse(input)
}

impl<'a> TypeB<'a> {
    /// Reads a heading that is nothing else.
    pub(super) fn parse(heading: &'a [u8]) -> Option<Self> {
        let heading = std::str::from_utf8(heading).ok().filter(|text| text.len() <= LONGEST)?;
        let between = take_while1(|c: char| c == ' ' || c == '\r' || c == '\n');
        let start = take_while(|c: char| c.is_ascii_whitespace() || matches!(c, '\x01'..='\x03'));
        let end = take_while(|c: char| c.is_ascii_whitespace() || c == '\x02');
        let whole = (start, opt(priority), many0(terminated(address, between)), origin, end);
        let (_, (_, priority, addresses, (origin, rest), _)) = all_consuming(whole).parse(heading).ok()?;
        let (signature, time) = signature_and_time(rest.trim());
        Some(Self { priority, addresses, origin, signature, time })
    }
}

/// `KL/041643`: a signature, and the time group when it is there.
fn signature_and_time(rest: &str) -> (Option<&str>, Option<&str>) {
    let is_group = |text: &str| text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    let split = rest.len().checked_sub(6).and_then(|at| rest.split_at_checked(at));
    let (signature, time) = match split {
        Some((before, group)) if is_group(group) => (before.trim().trim_end_matches('/'), Some(group)),
        _ => (rest, None),
    };
    (Some(signature).filter(|text| !text.is_empty()), time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn headings_are_read() {
        let read = TypeB::parse(b"\r\nQN GBRRMOK\r\n.YOWAAXH KL/041643\r\n").unwrap();
        assert_eq!((read.priority, read.signature, read.time), (Some("QN"), Some("KL"), Some("041643")));
        let read = TypeB::parse(b"\x01NYCGXUS WASGXUS\r\nLHRAPZZ\r\n.LHRAPZZ\r\n\x02").unwrap();
        assert_eq!((read.priority, read.addresses.len(), read.time), (None, 3, None));
        assert!(TypeB::parse(b"\r\n\x03\x01QU LONPPXS\r\n.MUCKMTS 250521\r\n\x02").is_some());
        let signed = TypeB::parse(b".MUCKMTS ERIKSSON ANNA 250521\r\n").unwrap();
        assert!(signed.signature == Some("ERIKSSON ANNA") && !format!("{signed:?}").contains("ERIKSSON"));
        for other in ["", "QK LONPPXS\r\n", "log 2026-03-14 ", "QK LONPPXS\r\n.MUCKMTS 250521\r\nhello"] {
            assert_eq!(TypeB::parse(other.as_bytes()), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..100), text in "[QK A-Z.\r\n\x01\x02]{0,60}") {
            let _ = TypeB::parse(&bytes);
            let _ = TypeB::parse(text.as_bytes());
        }
    }
}
