//! Dates and times as XML Schema writes them, and the other ways that are met.

use chrono::{Duration, NaiveDate, NaiveTime};

use crate::model::{LocalTime, WrittenDate};

/// A date and time as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) date: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    /// Minutes east of Greenwich, when the text says it.
    pub(super) offset: Option<i64>,
    /// True when it is not written as XML Schema writes it.
    pub(super) is_odd: bool,
}

fn date(text: &str) -> Option<NaiveDate> {
    let is_shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() });
    let found = is_shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()?;
    (1850..2200).contains(&chrono::Datelike::year(&found)).then_some(found)
}

/// `hh:mm` or `hh:mm:ss`, with a fraction of a second that is passed over, and what follows.
fn time(text: &str) -> Option<(NaiveTime, &str)> {
    let two = |at: usize| {
        text.get(at..at + 2).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?.parse::<u32>().ok()
    };
    let colon = |at: usize| text.as_bytes().get(at) == Some(&b':');
    let (hour, minute) = (two(0)?, two(3).filter(|_| colon(2))?);
    let second = if colon(5) { Some(two(6)?) } else { None };
    let rest = text.get(if second.is_some() { 8 } else { 5 }..).unwrap_or_default();
    let rest = match (second, rest.strip_prefix('.')) {
        (Some(_), Some(fraction)) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        _ => rest,
    };
    NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0)).map(|time| (time, rest))
}

/// An offset from Greenwich in minutes, and whether it is written oddly.
fn offset(text: &str) -> Option<(i64, bool)> {
    if text == "Z" {
        return Some((0, false));
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes, is_odd) = match rest.split_once(':') {
        Some((hours, minutes)) => (hours, minutes, false),
        None => (rest.get(..2)?, rest.get(2..).filter(|m| !m.is_empty()).unwrap_or("00"), true),
    };
    let number = |part: &str| {
        let is_two = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        is_two.then(|| part.parse::<i64>().ok()).flatten()
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes), is_odd))
}

/// Reads `2026-03-14`, `2026-03-14T10:15:00` with or without an offset, and the same with a blank instead of the `T`.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let date = date(day)?;
    if rest.is_empty() {
        return Some(Moment { date, time: None, offset: None, is_odd: false });
    }
    let is_blank = rest.starts_with(' ');
    let clock = rest.strip_prefix(['T', ' '])?;
    let (time, rest) = time(clock)?;
    let is_short = clock.as_bytes().get(5) != Some(&b':');
    let zone = rest.trim_start();
    let (offset, is_odd_zone) = match zone {
        "" => (None, false),
        zone => offset(zone).map(|(minutes, is_odd)| (Some(minutes), is_odd))?,
    };
    let is_odd = is_blank || is_short || is_odd_zone || zone.len() != rest.len();
    Some(Moment { date, time: Some(time), offset, is_odd })
}

impl Moment {
    /// The time as it is on the clock there: flight times are local.
    pub(super) const fn local(self) -> LocalTime {
        LocalTime { date: self.date, time: self.time, inferred: false }
    }

    /// The time in Greenwich, where an offset is given: transaction times are in UTC.
    pub(super) fn universal(self) -> LocalTime {
        let (Some(time), Some(offset)) = (self.time, self.offset) else { return self.local() };
        let moment = self.date.and_time(time).checked_sub_signed(Duration::minutes(offset));
        moment.map_or_else(
            || self.local(),
            |moment| LocalTime { date: moment.date(), time: Some(moment.time()), inferred: false },
        )
    }
}

/// A date of a person or document: `1990-05-17`, with parts that may be unknown, or as special requests write it. True
/// when it is not written as XML Schema writes it.
pub(super) fn day(text: &str) -> Option<(WrittenDate, bool)> {
    let parts: Vec<&str> = text.split('-').collect();
    let four = |year: &str| year.len() == 4;
    let joined = match parts.as_slice() {
        [year] if four(year) => format!("{year}0000"),
        [year, month] if four(year) => format!("{year}{month}00"),
        [year, month, day] if four(year) => format!("{year}{month}{day}"),
        _ => String::new(),
    };
    if let Some(written) = WrittenDate::from_ymd(joined.as_bytes()).filter(|_| joined.len() == 8) {
        return Some((written, false));
    }
    if let Some(read) = moment(text) {
        return WrittenDate::from_ymd(read.date.format("%Y%m%d").to_string().as_bytes())
            .map(|day| (day, true));
    }
    let plain = (text.len() == 8).then(|| WrittenDate::from_ymd(text.as_bytes())).flatten();
    plain.or_else(|| WrittenDate::from_text(text.as_bytes())).map(|written| (written, true))
}

/// A date and time as it is written.
pub(super) fn written(at: &LocalTime) -> String {
    match at.time {
        Some(time) => format!("{}T{}", at.date.format("%Y-%m-%d"), time.format("%H:%M:%S")),
        None => at.date.format("%Y-%m-%d").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_forms() {
        type Row = (&'static str, Option<(&'static str, &'static str, bool)>);
        let rows: &[Row] = &[
            ("2026-03-14T10:15:00", Some(("2026-03-14T10:15:00", "2026-03-14T10:15:00", false))),
            ("2026-03-14", Some(("2026-03-14", "2026-03-14", false))),
            ("2026-03-14T10:15:00Z", Some(("2026-03-14T10:15:00", "2026-03-14T10:15:00", false))),
            ("2026-03-14T23:15:00.123-02:00", Some(("2026-03-14T23:15:00", "2026-03-15T01:15:00", false))),
            ("2021-10-08 06:49:48+00:00", Some(("2021-10-08T06:49:48", "2021-10-08T06:49:48", true))),
            ("2021-10-08 00:30:00 +0100", Some(("2021-10-08T00:30:00", "2021-10-07T23:30:00", true))),
            ("2026-03-14T10:15", Some(("2026-03-14T10:15:00", "2026-03-14T10:15:00", true))),
            ("2026-02-30T10:15:00", None),
            ("2026-03-14T25:15:00", None),
            ("2026-03-14T10:15:00+99:00", None),
            ("2026-3-14", None),
            ("2026-03-14X10:15:00", None),
            ("äöü", None),
        ];
        for (text, expected) in rows {
            let read = moment(text).map(|m| (written(&m.local()), written(&m.universal()), m.is_odd));
            let read =
                read.as_ref().map(|(local, universal, odd)| (local.as_str(), universal.as_str(), *odd));
            assert_eq!(read, *expected, "{text}");
        }
    }

    #[test]
    fn days_of_people() {
        let rows = [
            ("1990-05-17", Some(("1990-05-17", false))),
            ("1990-05", Some(("1990-05", false))),
            ("1990", Some(("1990", false))),
            ("1990-05-00", Some(("1990-05", false))),
            ("1990-05-17T00:00:00", Some(("1990-05-17", true))),
            ("19900517", Some(("1990-05-17", true))),
            ("17MAY1990", Some(("1990-05-17", true))),
            ("1990-13-01", None),
            ("17.05.1990", None),
            ("", None),
        ];
        for (text, expected) in rows {
            let read = day(text).and_then(|(w, odd)| Some((w.birth(None)?.to_string(), odd)));
            assert_eq!(read.as_ref().map(|(day, odd)| (day.as_str(), *odd)), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics_and_what_is_written_is_read(text in "\\PC{0,30}", minutes in 0_u32..50_000_000) {
            let _ = (moment(&text), day(&text));
            let date = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
            let at = date.and_hms_opt(0, 0, 0).unwrap() + Duration::minutes(minutes.into());
            let at = LocalTime { date: at.date(), time: Some(at.time()), inferred: false };
            proptest::prop_assert_eq!(moment(&written(&at)).map(Moment::local), Some(at));
        }
    }
}
