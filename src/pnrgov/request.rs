//! The small texts of special requests: DOCS, DOCO, DOCA, INFT, FOID, CHLD, tickets and contacts (PNRGOV guide,
//! AIRIMP; decisions D10 and D11).

use nom::bytes::complete::take_while_m_n;
use nom::{IResult, Parser};

pub use super::extract::{Extract, extracts, extracts_of};
use crate::codes::StateCode;
use crate::model::WrittenDate;

/// The text of DOCS, field by field; an empty field is an empty text.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct DocsText<'t> {
    /// Type of the document.
    pub kind: &'t str,
    /// Issuing state.
    pub issuer: &'t str,
    /// Number.
    pub number: &'t str,
    /// Nationality.
    pub nationality: &'t str,
    /// Birth date, `DDMMMYY`.
    pub birth: &'t str,
    /// Sex: M, F, X, U, or MI, FI for infants.
    pub sex: &'t str,
    /// Day of expiry, `DDMMMYY`.
    pub expiry: &'t str,
    /// Surname.
    pub surname: &'t str,
    /// First given name.
    pub given: &'t str,
    /// Second given name.
    pub second: &'t str,
    /// True when the person is the primary holder of a document of several persons.
    pub is_holder: bool,
    /// True when a lone `H` may be a name or the mark of the holder.
    pub holder_ambiguous: bool,
    /// True when the fields had to be found by the birth date because one was missing or doubled.
    pub was_shifted: bool,
}

fn is_sex(field: &str) -> bool {
    matches!(field, "M" | "F" | "X" | "U" | "MI" | "FI")
}

/// The text before a tail `-1SURNAME/GIVEN` that names the traveller, and the name of the tail (decision D10). A tail is
/// one to three digits after a hyphen, then at once letters with one slash, up to the end: numbers and streets are none.
pub(super) fn split_tail(text: &str) -> (&str, Option<&str>) {
    let Some(at) = text.rfind('-') else { return (text, None) };
    let tail = text.get(at + 1..).unwrap_or_default();
    let name = tail.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = tail.len() - name.len();
    let is_name = |part: &str| {
        !part.trim().is_empty() && part.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '\'')
    };
    match name.split_once('/') {
        Some((surname, given))
            if (1..=3).contains(&digits)
                && !name.starts_with(char::is_whitespace)
                && is_name(surname)
                && is_name(given) =>
        {
            (text.get(..at).unwrap_or_default(), Some(name))
        }
        _ => (text, None),
    }
}

/// The name at the end of a special request's text, `-1SURNAME/GIVEN`.
pub fn named_traveller(text: &str) -> Option<&str> {
    split_tail(text).1
}

/// True for a text that follows the layout of its request, DOCS, DOCO or DOCA, and for every text of any other request.
pub fn follows_layout(code: &[u8], text: &str) -> bool {
    match code {
        b"DOCS" => docs(text).is_some_and(|read| !read.was_shifted && !read.holder_ambiguous),
        b"DOCO" => doco(text).is_some(),
        b"DOCA" => doca(text).is_some(),
        _ => true,
    }
}

/// Reads the text of DOCS. `None` when no birth date with a sex after it is found and nothing else says that the fields stand in
/// their places.
pub fn docs(text: &str) -> Option<DocsText<'_>> {
    let (text, _) = split_tail(text);
    let text = text.trim().strip_prefix('/').unwrap_or(text.trim());
    let fields: Vec<&str> = text.split('/').map(str::trim).collect();
    let at = |n: usize| fields.get(n).copied().unwrap_or_default();
    // The birth date with the sex after it is the anchor; its regular place is the fifth field.
    let is_date = |n: usize| WrittenDate::from_text(at(n).as_bytes()).is_some();
    let is_state = |n: usize| state(at(n).as_bytes()).is_some();
    let is_anchor = |n: usize| is_date(n) && is_sex(at(n + 1));
    // Without a birth date the day of expiry is none, though a surname of one letter behind it looks like a sex.
    let has_none = at(4).is_empty() && (is_sex(at(5)) || (at(5).is_empty() && (is_state(1) || is_state(3))));
    let moved = (0..fields.len()).find(|&n| is_anchor(n) && is_date(n + 2));
    let is_regular = is_anchor(4) || (has_none && moved.is_none());
    let found = || moved.or_else(|| (0..fields.len()).find(|&n| is_anchor(n)));
    let anchor = if is_regular { 4 } else { found().unwrap_or(4) };
    // A birth date and a sex that are broken cost no document.
    let stands = || {
        let behind = is_sex(at(5)) || is_date(6);
        (is_state(1) && is_state(3)) || (behind && (fields.len() >= 8 || is_state(1) || is_state(3)))
    };
    if fields.len() < 3 || (anchor == 4 && !at(4).is_empty() && !is_date(4) && !stands()) {
        return None;
    }
    let before = |n: usize| anchor.checked_sub(n).map(at).unwrap_or_default();
    let (second, after_second) = (at(anchor + 5), at(anchor + 6));
    let holder_ambiguous = second.is_empty() && after_second == "H" && fields.len() == anchor + 7;
    Some(DocsText {
        kind: before(4),
        issuer: before(3),
        number: before(2),
        nationality: before(1),
        birth: at(anchor),
        sex: at(anchor + 1),
        expiry: at(anchor + 2),
        surname: at(anchor + 3),
        given: at(anchor + 4),
        second,
        is_holder: after_second == "H" && !holder_ambiguous,
        holder_ambiguous,
        was_shifted: anchor != 4,
    })
}

/// The text of DOCO: a visa or another secondary document.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct DocoText<'t> {
    /// Place of birth.
    pub birth_place: &'t str,
    /// Type: V visa, K known traveller, R redress.
    pub kind: &'t str,
    /// Number.
    pub number: &'t str,
    /// Place of issue.
    pub place: &'t str,
    /// Day of issue, `DDMMMYY`.
    pub issued: &'t str,
    /// State where it is valid.
    pub state: &'t str,
    /// True for the document of an infant.
    pub of_infant: bool,
}

/// The fields of a text that begins with an optional slash.
fn slashed<const N: usize>(text: &str) -> [&str; N] {
    let (text, _) = split_tail(text);
    let text = text.trim().strip_prefix('/').unwrap_or(text.trim());
    let mut fields = [""; N];
    for (slot, field) in fields.iter_mut().zip(text.split('/')) {
        *slot = field.trim();
    }
    fields
}

/// Reads the text of DOCO.
pub fn doco(text: &str) -> Option<DocoText<'_>> {
    let [birth_place, kind, number, place, issued, state, infant] = slashed::<7>(text);
    (!number.is_empty() || !kind.is_empty() || !birth_place.is_empty()).then_some(DocoText {
        birth_place,
        kind,
        number,
        place,
        issued,
        state,
        of_infant: infant == "I",
    })
}

/// A three-letter state, or a two-letter one as some senders write it.
pub(crate) fn state(part: &[u8]) -> Option<StateCode> {
    StateCode::from_alpha3(part).or_else(|| StateCode::from_alpha2(part))
}

/// The text of DOCA: an address.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct DocaText<'t> {
    /// R residence, D destination, B birth.
    pub purpose: &'t str,
    /// Country.
    pub country: &'t str,
    /// Street.
    pub street: &'t str,
    /// City.
    pub city: &'t str,
    /// Region.
    pub region: &'t str,
    /// Postal code.
    pub postcode: &'t str,
    /// True for the address of an infant.
    pub of_infant: bool,
}

impl DocaText<'_> {
    /// True when the text gives nothing but a state: that of residence or of birth, and no address.
    pub fn is_state(&self) -> bool {
        let is_bare = [self.street, self.city, self.region, self.postcode].iter().all(|part| part.is_empty());
        matches!(self.purpose, "R" | "B") && is_bare && state(self.country.as_bytes()).is_some()
    }
}

/// Reads the text of DOCA; `None` when its purpose is not one of R, D, B.
pub fn doca(text: &str) -> Option<DocaText<'_>> {
    let [purpose, country, street, city, region, postcode, infant] = slashed::<7>(text);
    let of_infant = infant == "I";
    matches!(purpose, "R" | "D" | "B").then_some(DocaText {
        purpose,
        country,
        street,
        city,
        region,
        postcode,
        of_infant,
    })
}

/// The text of INFT: surname, given name and birth date of an infant without a seat. The date may be broken: what looks
/// like one at the end is no part of the name.
pub fn inft(text: &str) -> Option<(&str, &str, Option<&str>)> {
    let (text, _) = split_tail(text);
    let text = text.trim().trim_start_matches('/');
    let (surname, rest) = text.split_once('/')?;
    let rest = rest.trim_end();
    let like_a_date = |part: &str| part.len() >= 6 && part.starts_with(|c: char| c.is_ascii_digit());
    match rest.rsplit_once([' ', '/']).filter(|(_, date)| like_a_date(date)) {
        Some((given, date)) => Some((surname.trim(), given.trim(), Some(date))),
        None => Some((surname.trim(), rest, None)),
    }
}

/// The text of FOID: kind (`PP`, `NI`, …) and number of a document.
pub fn foid(text: &str) -> Option<(&str, &str)> {
    let (text, _) = split_tail(text);
    let text = text.trim().trim_start_matches('/');
    let (kind, number) = text.split_once('/').or_else(|| text.split_at_checked(2))?;
    let (kind, number) = (kind.trim(), number.trim());
    let sound = kind.len() == 2 && kind.chars().all(|c| c.is_ascii_uppercase()) && !number.is_empty();
    sound.then_some((kind, number))
}

/// A ticket number in the text of TKNE and its kin: 13 or 14 digits, perhaps after INF, perhaps with a coupon.
pub fn ticket_number(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches('/');
    let text = text.strip_prefix("INF").unwrap_or(text).trim_start();
    let digits: IResult<&str, &str> = take_while_m_n(10, 14, |c: char| c.is_ascii_digit()).parse(text);
    digits.ok().map(|(_, number)| number)
}

/// These hold values of people, so that their debug print is only their name.
macro_rules! redacted {
    ($($name:ident),+) => {
        $(impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        })+
    };
}

redacted!(DocsText, DocoText, DocaText);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn docs_follow_the_layout_and_survive_shifts() {
        let plain = docs("/P/AUT/X1234567/AUT/17MAY90/F/31JAN31/TESTER/MARA").unwrap();
        assert_eq!(
            (plain.kind, plain.issuer, plain.number, plain.nationality),
            ("P", "AUT", "X1234567", "AUT")
        );
        assert_eq!(
            (plain.birth, plain.sex, plain.expiry, plain.surname),
            ("17MAY90", "F", "31JAN31", "TESTER")
        );
        assert_eq!(
            (plain.given, plain.second, plain.is_holder, plain.was_shifted),
            ("MARA", "", false, false)
        );
        let without_slash = docs("P/AUT/X1234567/AUT/17MAY90/F/31JAN31/TESTER/MARA/ANNA/H").unwrap();
        assert_eq!((without_slash.second, without_slash.is_holder), ("ANNA", true));
        let doubled = docs("//P/AUT/X1234567/AUT/17MAY90/F/31JAN31/TESTER/MARA").unwrap();
        assert_eq!((doubled.number, doubled.was_shifted), ("X1234567", true));
        let no_type = docs("////GBR/01JAN80/M//SMITH/JOHN").unwrap();
        assert_eq!((no_type.nationality, no_type.birth, no_type.surname), ("GBR", "01JAN80", "SMITH"));
        let lone = docs("/P/AUT/X1/AUT/17MAY90/F/31JAN31/TESTER/MARA//H").unwrap();
        assert!(lone.holder_ambiguous && !lone.is_holder);
        let tail = docs("/P/AUT/X1/AUT/17MAY90/F/31JAN31/TESTER/MARA-1TESTER/MARAMS").unwrap();
        assert_eq!(tail.given, "MARA");
        assert_eq!(named_traveller("X-1TESTER/MARAMS"), Some("TESTER/MARAMS"));
        for broken in [
            "17MAI90/W/31JAN31/TESTER/MARA",
            "1990-05-17//31JAN31/TESTER/MARA",
            "17MAI90/F",
            "/F/31JAN31/U/THANT",
        ] {
            let text = format!("/P/AUT/X1234567/AUT/{broken}");
            let read = docs(&text).unwrap();
            assert_eq!(
                (read.kind, read.issuer, read.number, read.nationality),
                ("P", "AUT", "X1234567", "AUT")
            );
            assert!(!read.was_shifted, "{broken}");
        }
        let nothing = docs("/P/MMR/X1/MMR///31JAN31/U/THANT").unwrap();
        assert_eq!((nothing.number, nothing.expiry, nothing.surname), ("X1", "31JAN31", "U"));
        let more = docs("/P/AUT/X1/AUT///17MAY90/F/31JAN31/TESTER/MARA").unwrap();
        assert_eq!((more.birth, more.sex, more.expiry, more.surname), ("17MAY90", "F", "31JAN31", "TESTER"));
        assert_eq!(docs("HELLO WORLD"), None);
        assert_eq!(docs(""), None);
    }

    #[test]
    fn the_other_texts() {
        let visa = doco("/CAIRO EGY/V/V778899/CAIRO/01FEB26/AUT").unwrap();
        assert_eq!(
            (visa.birth_place, visa.kind, visa.number, visa.state),
            ("CAIRO EGY", "V", "V778899", "AUT")
        );
        let address = doca("/D/AUT/HAUPTSTRASSE 1/WIEN/W/1010").unwrap();
        assert_eq!((address.country, address.city, address.postcode), ("AUT", "WIEN", "1010"));
        assert_eq!(doca("AUT/HAUPTSTRASSE"), None);
        assert_eq!(inft("TESTER/BABY 01JAN26"), Some(("TESTER", "BABY", Some("01JAN26"))));
        assert_eq!(inft("TESTER/BABY"), Some(("TESTER", "BABY", None)));
        assert_eq!(ticket_number("1392178947000C2"), Some("1392178947000"));
        assert_eq!(ticket_number("INF1392178947000C2"), Some("1392178947000"));
        assert_eq!(ticket_number("NO NUMBER"), None);
    }

    #[test]
    fn tails_are_names_at_the_end_only() {
        assert_eq!(split_tail("01JAN19-1ADAMSON/KIDMSTR"), ("01JAN19", Some("ADAMSON/KIDMSTR")));
        for text in [
            "/P/AUT/12-34567/AUT/17MAY90",
            "/D/USA/12-14 MAIN STREET/NEW YORK/NY/10001",
            "/D/USA/12-14 MAIN STREET/NEW YORK",
            "12-34",
            "A-B/C",
        ] {
            assert_eq!(split_tail(text), (text, None));
        }
        assert_eq!(foid("PP/X1234567"), Some(("PP", "X1234567")));
        assert_eq!(foid("PPX1234567"), Some(("PP", "X1234567")));
        assert_eq!(foid("X"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,80}") {
            let _ = (docs(&text), doco(&text), doca(&text), inft(&text), ticket_number(&text));
        }
    }
}
