//! The headers of interchange and message (ISO 9735-1 UNB and UNH), read on access.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::interchange::Interchange;
use super::segment::{Segment, Value};

/// The interchange header UNB (ISO 9735-1).
#[derive(Clone, Copy, Debug)]
pub struct InterchangeHeader<'a>(pub(super) Segment<'a>);

impl<'a> InterchangeHeader<'a> {
    /// The segment.
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    fn text(&self, element: u16, component: u16) -> Cow<'a, str> {
        self.0.interchange.decode(self.0.unrepeated(element, component).trim_ascii())
    }

    /// 0001 syntax identifier, such as `UNOA` or `IATA`.
    pub fn syntax_identifier(&self) -> Cow<'a, str> {
        self.text(1, 1)
    }

    /// 0002 syntax version number.
    pub fn syntax_version(&self) -> Cow<'a, str> {
        self.text(1, 2)
    }

    /// 0004 interchange sender identification.
    pub fn sender(&self) -> Cow<'a, str> {
        self.text(2, 1)
    }

    /// 0010 interchange recipient identification.
    pub fn recipient(&self) -> Cow<'a, str> {
        self.text(3, 1)
    }

    /// 0007 qualifier of the sender.
    pub fn sender_qualifier(&self) -> Cow<'a, str> {
        self.text(2, 2)
    }

    /// 0007 qualifier of the recipient.
    pub fn recipient_qualifier(&self) -> Cow<'a, str> {
        self.text(3, 2)
    }

    /// S004 date and time of preparation, `YYMMDD` or `CCYYMMDD` with `HHMM`; years below 70 are 20YY. Nothing was prepared before there was
    /// EDIFACT: such a date is that of a clock which was not set (1 January 1970), and none.
    pub fn preparation(&self) -> Option<NaiveDateTime> {
        preparation(self.0.unrepeated(4, 1).trim_ascii(), self.0.unrepeated(4, 2).trim_ascii())
    }

    /// 0020 interchange control reference.
    pub fn control_reference(&self) -> Cow<'a, str> {
        self.text(5, 1)
    }

    /// 0026 application reference.
    pub fn application_reference(&self) -> Cow<'a, str> {
        self.text(7, 1)
    }

    /// 0035 test indicator: true when the interchange is a test.
    pub fn is_test(&self) -> bool {
        !self.0.unrepeated(11, 1).trim_ascii().is_empty()
    }
}

/// Two digits at `at`.
fn two(bytes: &[u8], at: usize) -> Option<u32> {
    match bytes.get(at..at + 2)? {
        &[a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(u32::from(a - b'0') * 10 + u32::from(b - b'0')),
        _ => None,
    }
}

/// The year of ISO 9735.
const FIRST_YEAR: i32 = 1987;

fn preparation(date: &[u8], time: &[u8]) -> Option<NaiveDateTime> {
    let (year, rest) = match date.len() {
        6 => {
            let year = two(date, 0)?;
            (if year < 70 { 2000 + year } else { 1900 + year }, date.get(2..)?)
        }
        8 => (two(date, 0)? * 100 + two(date, 2)?, date.get(4..)?),
        _ => return None,
    };
    let year = i32::try_from(year).ok().filter(|year| *year >= FIRST_YEAR)?;
    let date = NaiveDate::from_ymd_opt(year, two(rest, 0)?, two(rest, 2)?)?;
    let time = NaiveTime::from_hms_opt(two(time, 0)?, two(time, 2)?, 0)?;
    Some(date.and_time(time))
}

/// The status of a transfer (UNH S010): which part of a list or push a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// 0070 sequence of transfers, from 1; `None` when it is not a number.
    pub sequence: Option<u32>,
    /// 0073 `C`: the first of several.
    pub is_first: bool,
    /// 0073 `F`: the last one.
    pub is_last: bool,
}

impl Transfer {
    /// True when the status can be: a number from 1, `C` only with 1.
    pub fn is_sound(&self) -> bool {
        match self.sequence {
            None | Some(0) => false,
            Some(n) => !(self.is_first && n != 1) && (n != 1 || self.is_first || self.is_last),
        }
    }
}

/// The message header UNH (ISO 9735-1).
#[derive(Clone, Copy, Debug)]
pub struct MessageHeader<'a>(pub(super) Segment<'a>);

impl<'a> MessageHeader<'a> {
    /// The segment.
    pub fn segment(&self) -> Segment<'a> {
        self.0
    }

    fn code(&self, element: u16, component: u16) -> &'a [u8] {
        self.0.value(element, component).map(|v| v.code()).unwrap_or_default()
    }

    /// 0062 message reference number.
    pub fn reference(&self) -> Cow<'a, str> {
        self.0.interchange.decode(self.code(1, 1))
    }

    /// 0065 message type, such as `PAXLST`, as it stands.
    pub fn message_type(&self) -> &'a [u8] {
        self.code(2, 1)
    }

    /// 0052 message version number, such as `D` or `11`.
    pub fn version(&self) -> &'a [u8] {
        self.code(2, 2)
    }

    /// 0054 message release number, such as `05B` or `1`.
    pub fn release(&self) -> &'a [u8] {
        self.code(2, 3)
    }

    /// 0051 controlling agency, such as `UN` or `IA`.
    pub fn agency(&self) -> &'a [u8] {
        self.code(2, 4)
    }

    /// 0057 association assigned code, such as `IATA`.
    pub fn association(&self) -> &'a [u8] {
        self.code(2, 5)
    }

    /// 0068 common access reference: joins parts, answers and repetitions.
    pub fn access_reference(&self) -> Option<Value<'a>> {
        self.0.value(3, 1).filter(|value| !value.is_blank())
    }

    /// S010 status of the transfer.
    pub fn transfer(&self) -> Option<Transfer> {
        let sequence = self.code(4, 1);
        let status = self.code(4, 2);
        if sequence.is_empty() && status.is_empty() {
            return None;
        }
        Some(Transfer {
            sequence: number(sequence).and_then(|n| u32::try_from(n).ok()),
            is_first: status == b"C",
            is_last: status == b"F",
        })
    }
}

/// A count: digits, leading zeros allowed; `None` for anything else.
pub(crate) fn number(bytes: &[u8]) -> Option<u64> {
    if bytes.is_empty() || bytes.len() > 18 {
        return None;
    }
    bytes.iter().try_fold(0_u64, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0')))
}

impl<'a> Interchange<'a> {
    /// The header UNB, when there is one.
    pub fn header(&'a self) -> Option<InterchangeHeader<'a>> {
        self.framed.header.and_then(|ordinal| self.segment(ordinal)).map(InterchangeHeader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preparation_takes_six_or_eight_digits() {
        let at = |d: &str, t: &str| preparation(d.as_bytes(), t.as_bytes()).map(|p| p.to_string());
        assert_eq!(at("260314", "0710").as_deref(), Some("2026-03-14 07:10:00"));
        assert_eq!(at("20260314", "0710").as_deref(), Some("2026-03-14 07:10:00"));
        assert_eq!(at("991231", "2359").as_deref(), Some("1999-12-31 23:59:00"));
        for unset in ["700101", "19700101", "800101", "861231"] {
            assert_eq!(at(unset, "0000"), None, "{unset}");
        }
        assert_eq!(at("261314", "0710"), None);
        assert_eq!(at("", ""), None);
    }

    #[test]
    fn counts_may_have_leading_zeros() {
        assert_eq!(number(b"000011"), Some(11));
        assert_eq!(number(b""), None);
        assert_eq!(number(b"1A"), None);
    }
}
