//! What may be kept of free text: telephone numbers, e-mail addresses and ticket numbers (PNRGOV guide, IFT; AIRIMP CTC). The rest
//! is dropped.

use std::borrow::Cow;

use crate::model::Contact;

/// What may be kept of free text: contacts and ticket numbers.
#[derive(Clone, PartialEq, Eq)]
pub enum Extract {
    /// A telephone number.
    Telephone(String),
    /// An e-mail address.
    Email(String),
    /// A ticket number of 13 or 14 digits.
    Ticket(String),
}

impl std::fmt::Debug for Extract {
    /// These are values of people.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Extract(***)")
    }
}

/// Words after which a number is a telephone number.
const TELEPHONE_WORDS: [&str; 9] = ["TEL", "PHONE", "PH", "MOB", "MOBILE", "CALL", "CONTACT", "FAX", "CELL"];
/// Words after which a number is a ticket number.
const TICKET_WORDS: [&str; 6] = ["TKT", "ETKT", "TICKET", "TKNE", "TKNO", "TKNM"];

/// True for the words that announce a contact: CTC and a letter (AIRIMP), CTC alone, and plain words.
fn announces_contact(word: &str) -> bool {
    (word.starts_with("CTC") && word.len() <= 4) || TELEPHONE_WORDS.contains(&word)
}

/// CTC and a letter without a blank before what they announce: `CTCM431…`, `CTCP/431…`, `CTCE-…`. Gives the words and what follows.
fn glued_contact(rest: &str) -> Option<(&str, &str)> {
    let after = rest.strip_prefix("CTC")?;
    let after = after.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(after);
    let words = rest.get(..rest.len() - after.len())?;
    let value = after.trim_start_matches(['-', '/', ':', '.']);
    let is_number = value.starts_with(|c: char| c.is_ascii_digit() || c == '+');
    let is_address = words == "CTCE" && value.len() < after.len();
    (is_number || is_address).then_some((words, value))
}

/// Bytes in which an announced address is looked for.
const MOST_OF_ADDRESS: usize = 320;
/// Least digits of a ticket number.
const LEAST_OF_TICKET: usize = 13;
/// Most characters of a telephone number.
const MOST_OF_NUMBER: usize = 26;
/// What stands between the lines of a text: behind a full one, whose last word may go on in the next, and behind others.
const BEHIND_FULL: char = '\r';
const BEHIND_LINE: char = '\n';
/// Digits of a number that is whole: behind a full line so many, behind others as few as a number may have.
const WHOLE: usize = 10;
const FEWEST: usize = 7;
const MOST: usize = 15;

/// A number at the start: digits with the signs that telephone numbers are written with, 7 to 15 of them; of more those up to the first
/// blank. A dot or a slash may stand between the first digits of one that is announced.
fn number_run(input: &str, is_announced: bool) -> Option<&str> {
    let is_digit = |at: usize| input.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    if !is_digit(usize::from(input.starts_with('+'))) {
        return None;
    }
    let (mut digits, mut end, mut word) = (0, 0, None);
    for (at, sign) in input.char_indices().take(MOST_OF_NUMBER) {
        let is_inside = match sign {
            '0'..='9' | '-' | '(' | ')' => true,
            '+' => at == 0,
            ' ' => true,
            BEHIND_LINE => digits < FEWEST,
            BEHIND_FULL => digits < WHOLE,
            '.' | '/' => is_announced && digits < FEWEST && is_digit(at + 1),
            _ => false,
        };
        if !is_inside {
            break;
        }
        if sign.is_ascii_digit() {
            (digits, end) = (digits + 1, at + 1);
        } else if sign == ' ' && word.is_none() {
            word = Some((digits, end));
        }
    }
    let runs = [Some((digits, end)), word];
    let (_, end) = runs.into_iter().flatten().find(|(digits, _)| (FEWEST..=MOST).contains(digits))?;
    input.get(..end)
}

/// An e-mail address as requests write it, decoded (`//` is `@`, `..` is `_`, `./` is `-`); blanks of a wrap are dropped.
fn email(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let decoded = Contact::email_of_request(&plain);
    let (local, host) = decoded.split_once('@')?;
    let is_word = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%'))
    };
    (is_word(local) && is_word(host) && host.contains('.') && !host.ends_with('.')).then_some(decoded)
}

/// Words in which an address of a wrapped text may end.
const MOST_WORDS: usize = 4;

/// The first e-mail address of a text and where it ends. What a wrap parted is put together: blanks around the sign, behind
/// a dot, and behind a word with a dot in it. Of other words nothing becomes a part of it: they may tell anything.
fn wrapped_email(text: &str) -> Option<(String, usize)> {
    let sign = text.find("//").into_iter().chain(text.find('@')).min()?;
    let mut head = text.get(..sign)?.trim_end();
    let start = loop {
        let word = head.rsplit(char::is_whitespace).next().unwrap_or_default();
        let start = head.len() - word.len();
        head = head.get(..start)?.trim_end();
        let before = head.rsplit(char::is_whitespace).next().unwrap_or_default();
        if !before.contains(['.', '_']) && !before.ends_with(['-', '/']) {
            break start;
        }
    };
    let blanks = text.match_indices(char::is_whitespace).map(|(at, _)| at).filter(|at| *at > sign);
    let mut ends = blanks.chain([text.len()]).take(MOST_WORDS);
    ends.find_map(|end| Some((email(text.get(start..end)?)?, end)))
}

/// True for a text that is nothing but a telephone number, perhaps with letters that say which, or an e-mail address.
pub(super) fn is_contact(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    email(text).is_some() || ((6..=20).contains(&digits) && letters <= 2)
}

/// Finds what may be kept in a free text. A number is a contact only after a word that says so, or with `+` or `00` before
/// it; anything else may be a passport, a date or a measure. Linear: each word is looked at once.
pub fn extracts(text: &str) -> Vec<Extract> {
    let mut found = Vec::new();
    let mut announced = "";
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        if announced == "CTCE" {
            let near = rest.get(..rest.floor_char_boundary(MOST_OF_ADDRESS)).unwrap_or(rest);
            let next = near.match_indices("CTC").map(|(at, _)| at);
            let is_word =
                |at: &usize| near.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace));
            let address = near.get(..next.into_iter().find(is_word).unwrap_or(near.len())).unwrap_or(near);
            announced = "";
            if let Some((address, end)) = wrapped_email(address) {
                found.push(Extract::Email(address));
                rest = rest.get(end..).unwrap_or_default().trim_start();
                continue;
            }
        }
        if let Some(run) = number_run(rest, announces_contact(announced)) {
            let number = run.replace([BEHIND_LINE, BEHIND_FULL], "");
            let is_plain = number.bytes().all(|b| b.is_ascii_digit());
            let is_contact =
                announces_contact(announced) || number.starts_with('+') || number.starts_with("00");
            if TICKET_WORDS.contains(&announced) && is_plain && number.len() >= LEAST_OF_TICKET {
                found.push(Extract::Ticket(number));
            } else if is_contact {
                found.push(Extract::Telephone(number));
            }
            rest = rest.get(run.len()..).unwrap_or_default();
            // A second number behind a slash is of the same kind.
            let other =
                rest.strip_prefix('/').filter(|other| other.starts_with(|c: char| c.is_ascii_digit()));
            (announced, rest) = match other {
                Some(other) => (announced, other),
                None => {
                    ("", rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '(' | ')')))
                }
            };
            continue;
        }
        if let Some((words, value)) = glued_contact(rest) {
            (announced, rest) = (words, value);
            continue;
        }
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if word.contains("//") || word.contains('@') {
            found.extend(email(word).map(Extract::Email));
        }
        let after = after.trim_start();
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        announced = match announced {
            // CTC M, and CTCT VIE: the kind of the contact, and the city.
            "CTC" if plain.len() == 1 => match plain {
                "E" => "CTCE",
                _ => "CTC",
            },
            contact
                if contact.starts_with("CTC")
                    && announces_contact(contact)
                    && plain.len() == 3
                    && plain.bytes().all(|byte| byte.is_ascii_uppercase())
                    && after.starts_with(|c: char| c.is_ascii_digit() || c == '+') =>
            {
                contact
            }
            _ => plain,
        };
        rest = after;
    }
    found
}

/// Letters of a line that is full.
const FULL_LINE: usize = 69;

/// Finds what may be kept in the lines of a free text (IFT 4440, an..70 each): a number that a line ends in the middle of goes on in the
/// next one.
pub fn extracts_of<'t>(lines: impl Iterator<Item = Cow<'t, str>>) -> Vec<Extract> {
    let mut text = String::new();
    for line in lines {
        text.push_str(&line);
        text.push(if line.chars().count() >= FULL_LINE { BEHIND_FULL } else { BEHIND_LINE });
    }
    extracts(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_contacts_and_tickets_leave_free_text() {
        let telephone = |n: &str| Extract::Telephone(n.to_owned());
        let email = |n: &str| Extract::Email(n.to_owned());
        let rows: &[(&str, Vec<Extract>)] = &[
            ("PAX IS DIABETIC CTCM 0043 1555 000", vec![telephone("0043 1555 000")]),
            (
                "CTCE MARA..TESTER//MAIL.COM CTCM 431555000",
                vec![email("MARA_TESTER@MAIL.COM"), telephone("431555000")],
            ),
            // Of what stands around an address nothing becomes a part of it.
            ("CTCE MARA..TESTER//MAIL.COM KOSHER", vec![email("MARA_TESTER@MAIL.COM")]),
            ("CTCE MARA.O TESTER//MAIL.COM", vec![email("MARA.OTESTER@MAIL.COM")]),
            ("CTCE BLIND PAX MARA//MAIL.COM DIABETIC", vec![email("MARA@MAIL.COM")]),
            ("CTCE MARA..TESTER// MAIL .COM KOSHER", vec![email("MARA_TESTER@MAIL.COM")]),
            ("CTCE MARA.. TESTER//MAIL.COM", vec![email("MARA_TESTER@MAIL.COM")]),
            (
                "CTCE A//MAIL.COM TKT 9992400000001 FOR X",
                vec![email("A@MAIL.COM"), Extract::Ticket("9992400000001".to_owned())],
            ),
            ("TKT 9992400000001 FOR BLIND PAX", vec![Extract::Ticket("9992400000001".to_owned())]),
            ("PASSPORT 123456789 DOB 01 02 1980", vec![]),
            ("DIABETIC 1234567 UNITS", vec![]),
            ("ROOM 12 FLOOR 3", vec![]),
            ("Ä€ +43155500011 ß", vec![telephone("+43155500011")]),
            ("WRITE A@B.EXAMPLE", vec![email("A@B.EXAMPLE")]),
            ("CTC M 43155500011", vec![telephone("43155500011")]),
            ("CTC E A//MAIL.COM", vec![email("A@MAIL.COM")]),
            ("CTCT VIE 43 1 5550002 TRAVEL", vec![telephone("43 1 5550002")]),
            ("CTCM-43155500011 CTCP/43155500012", vec![telephone("43155500011"), telephone("43155500012")]),
            ("CTCM43155500011", vec![telephone("43155500011")]),
            ("CTCP:431/55500015", vec![telephone("431/55500015")]),
            ("CTCP 431.555.00016.", vec![telephone("431.555.00016")]),
            ("CTCE/A//MAIL.COM", vec![email("A@MAIL.COM")]),
            ("CTCM 43155500011 43166600012", vec![telephone("43155500011")]),
            ("CTCP 43155500011/43155500012", vec![telephone("43155500011"), telephone("43155500012")]),
            (
                "CTCH 5550001/5550002 CTCM 43155500011/12APR",
                vec![telephone("5550001"), telephone("5550002"), telephone("43155500011")],
            ),
            ("CTCM 43155500011.2 BAGS", vec![telephone("43155500011")]),
            ("CTCA VIE KOSHER 12 STREET 1234567", vec![]),
        ];
        for (text, expected) in rows {
            assert_eq!(&extracts(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_of_a_text_are_one() {
        let of = |lines: &[&str]| extracts_of(lines.iter().map(|line| Cow::Borrowed(*line)));
        let telephone = |n: &str| vec![Extract::Telephone(n.to_owned())];
        assert_eq!(of(&["ZZ CTCM 43155", "500012"]), telephone("43155500012"));
        assert_eq!(of(&["CTCM", "43155500012"]), telephone("43155500012"));
        // A number that is whole has nothing of the next line.
        assert_eq!(of(&["CTCM 43155500012", "12 PAX"]), telephone("43155500012"));
        assert_eq!(of(&["CTCM 5550002", "1234567 PASSPORT"]), telephone("5550002"));
        let address = vec![Extract::Email("MARA.TESTER@MAIL.COM".to_owned())];
        assert_eq!(of(&["ZZ CTCE MARA.TESTER", "//MAIL.COM"]), address);
        // A full line may end inside a number, and between two words.
        let full = |end: &str| format!("{}{end}", "X ".repeat(40).split_at(70 - end.len()).0);
        assert_eq!(of(&[&full(" CTCM 43155500"), "012 END"]), telephone("43155500012"));
        assert_eq!(of(&[&full(" CTCM 43155500012"), "12 PAX"]), telephone("43155500012"));
        assert_eq!(of(&[&full(" CTCM"), "43155500012"]), telephone("43155500012"));
        assert_eq!(of(&[&full(" END"), "CTCM 43155500012"]), telephone("43155500012"));
        let ticket = vec![Extract::Ticket("9992400000001".to_owned())];
        assert_eq!(of(&[&full(" TKT 99924000"), "00001 X"]), ticket);
        assert_eq!(of(&[&full(" TKT 9992400000001"), "2 PAX"]), ticket);
        assert_eq!(of(&[]), []);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,80}", other in "[CTME0-9 \n/+.@-]{0,80}") {
            let _ = (extracts(&text).len(), extracts(&other).len());
            let lines = [Cow::Borrowed(text.as_str()), Cow::Borrowed(other.as_str())];
            let _ = extracts_of(lines.into_iter()).len();
        }
    }
}
