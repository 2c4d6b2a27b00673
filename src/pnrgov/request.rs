//! The small texts of special requests: DOCS, DOCO, DOCA, INFT, FOID, CHLD, tickets and contacts (PNRGOV guide,
//! AIRIMP; decisions D10 and D11).

use nom::bytes::complete::{take_while, take_while_m_n, take_while1};
use nom::character::complete::char;
use nom::combinator::{opt, recognize, verify};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::codes::CommunicationMeans;
use crate::model::WrittenDate;

/// The text of DOCS, field by field; an empty field is an empty text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
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

/// The text before a tail `-1SURNAME/GIVEN` that names the traveller, and the tail (decision D10).
fn split_tail(text: &str) -> (&str, Option<&str>) {
    let Some(at) = text.rfind('-') else {
        return (text, None);
    };
    let tail = text.get(at + 1..).unwrap_or_default();
    if tail.starts_with(|c: char| c.is_ascii_digit()) && tail.contains('/') && tail.len() > 3 {
        let name = tail.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        return (text.get(..at).unwrap_or_default(), Some(name));
    }
    (text, None)
}

/// The name at the end of a special request's text, `-1SURNAME/GIVEN`.
pub fn named_traveller(text: &str) -> Option<&str> {
    split_tail(text).1
}

/// Reads the text of DOCS. `None` when no birth date with a sex after it is found and the layout is not followed.
pub fn docs(text: &str) -> Option<DocsText<'_>> {
    let (text, _) = split_tail(text);
    let text = text.trim().strip_prefix('/').unwrap_or(text.trim());
    let fields: Vec<&str> = text.split('/').map(str::trim).collect();
    let at = |n: usize| fields.get(n).copied().unwrap_or_default();
    // The birth date with the sex after it is the anchor; its regular place is the fifth field.
    let is_anchor = |n: usize| WrittenDate::from_text(at(n).as_bytes()).is_some() && is_sex(at(n + 1));
    let regular = at(4).is_empty() || is_anchor(4) || WrittenDate::from_text(at(4).as_bytes()).is_some();
    let anchor = if is_anchor(4) { 4 } else { (0..fields.len()).find(|&n| is_anchor(n)).unwrap_or(4) };
    if anchor == 4 && !regular && !(is_sex(at(5)) && fields.len() >= 8) {
        return None;
    }
    if fields.len() < 3 {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
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

/// The text of DOCA: an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
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
}

/// Reads the text of DOCA; `None` when its purpose is not one of R, D, B.
pub fn doca(text: &str) -> Option<DocaText<'_>> {
    let [purpose, country, street, city, region, postcode] = slashed::<6>(text);
    matches!(purpose, "R" | "D" | "B").then_some(DocaText {
        purpose,
        country,
        street,
        city,
        region,
        postcode,
    })
}

/// The text of INFT: surname, given name and birth date of an infant without a seat.
pub fn inft(text: &str) -> Option<(&str, &str, Option<&str>)> {
    let text = text.trim().trim_start_matches('/');
    let (surname, rest) = text.split_once('/')?;
    let rest = rest.trim_end();
    let dated =
        rest.rsplit_once([' ', '/']).filter(|(_, date)| WrittenDate::from_text(date.as_bytes()).is_some());
    match dated {
        Some((given, date)) => Some((surname.trim(), given.trim(), Some(date))),
        None => Some((surname.trim(), rest, None)),
    }
}

/// A ticket number in the text of TKNE and its kin: 13 or 14 digits, perhaps after INF, perhaps with a coupon.
pub fn ticket_number(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches('/');
    let text = text.strip_prefix("INF").unwrap_or(text);
    let digits: IResult<&str, &str> = take_while_m_n(10, 14, |c: char| c.is_ascii_digit()).parse(text);
    digits.ok().map(|(_, number)| number)
}

/// What may be kept of free text: contacts and ticket numbers (the rest is dropped).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extract<'t> {
    /// A telephone number.
    Telephone(&'t str),
    /// An e-mail address as it stands, `@` perhaps written `//`.
    Email(&'t str),
    /// A ticket number of 13 or 14 digits.
    Ticket(&'t str),
}

impl Extract<'_> {
    /// By what means somebody can be reached with it.
    pub const fn means(&self) -> Option<CommunicationMeans> {
        match self {
            Self::Telephone(_) => Some(CommunicationMeans::Telephone),
            Self::Email(_) => Some(CommunicationMeans::Email),
            Self::Ticket(_) => None,
        }
    }
}

fn email(input: &str) -> IResult<&str, &str> {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let at = nom::branch::alt((nom::bytes::complete::tag("@"), nom::bytes::complete::tag("//")));
    recognize((take_while1(word), at, verify(take_while1(word), |host: &str| host.contains('.'))))
        .parse(input)
}

fn number_run(input: &str) -> IResult<&str, &str> {
    let inside = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')');
    verify(
        recognize((
            opt(char('+')),
            take_while_m_n(1, 1, |c: char| c.is_ascii_digit()),
            take_while_m_n(0, 24, inside),
        )),
        |run: &str| (7..=15).contains(&run.bytes().filter(u8::is_ascii_digit).count()),
    )
    .parse(input)
}

/// Finds what may be kept in a free text. Linear: each place is looked at once.
pub fn extracts(text: &str) -> Vec<Extract<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Ok((after, address)) = email(rest) {
            found.push(Extract::Email(address));
            rest = after;
        } else if let Ok((after, run)) = number_run(rest) {
            let run = run.trim_end_matches([' ', '-', '(']);
            let contiguous = run.bytes().all(|b| b.is_ascii_digit());
            found.push(if contiguous && run.len() >= 13 {
                Extract::Ticket(run)
            } else {
                Extract::Telephone(run)
            });
            rest = after;
        } else {
            // On to the next word.
            let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '%');
            let skip: IResult<&str, &str> = preceded(
                take_while(word),
                terminated(take_while(|c: char| !word(c) && c != '+'), opt(char('\u{0}'))),
            )
            .parse(rest);
            rest = match skip {
                Ok((after, _)) if after.len() < rest.len() => after,
                _ => rest.get(rest.chars().next().map_or(1, char::len_utf8)..).unwrap_or_default(),
            };
        }
    }
    found
}

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
    fn only_contacts_and_tickets_leave_free_text() {
        assert_eq!(extracts("PAX IS DIABETIC CTCM 0043 1555 000"), [Extract::Telephone("0043 1555 000")]);
        assert_eq!(
            extracts("CTCE MARA..TESTER//MAIL.COM KOSHER"),
            [Extract::Email("MARA..TESTER//MAIL.COM")]
        );
        assert_eq!(extracts("TKT 9992400000001 FOR BLIND PAX"), [Extract::Ticket("9992400000001")]);
        assert_eq!(extracts("ROOM 12 FLOOR 3"), []);
        assert_eq!(extracts("Ä€ +43155500011 ß"), [Extract::Telephone("+43155500011")]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,80}") {
            let _ = (docs(&text), doco(&text), doca(&text), inft(&text), ticket_number(&text), extracts(&text).len());
        }
    }
}
