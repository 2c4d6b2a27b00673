//! Numbers of documents as lists write them: with labels before them, notes behind them, several in one text.

use super::dates::is_date;

/// Words that are labels and not the letters of a series, in capitals.
const LABELS: &[&str] = &[
    "NO", "NR", "NUM", "ID", "DOC", "OLD", "NEW", "OF", "THE", "ON", "IN", "AT", "TO", "BY", "IS", "AS",
    "DE", "DU", "LA", "LE", "EL", "AL", "AND", "EXP", "ISS", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL",
    "AUG", "SEP", "OCT", "NOV", "DEC",
];
/// Words that stand between a series and its number.
const SIGNS: &[&str] = &["NO", "NR", "NUM", "NUMBER", "N\u{b0}", "N\u{ba}", "NO\u{b0}", "\u{2116}"];
/// What stands between several numbers, or between a number and its label or note.
const BETWEEN: &[&str] = &[";", ":", ", ", "\n", " and ", " AND ", " or ", " / "];
/// Letters of a series that stands apart from its number: `B 960789`, `TR-M 123456`.
const LONGEST_SERIES: usize = 4;
/// The same in small letters.
const LONGEST_SMALL_SERIES: usize = 2;
/// Letters and digits from which one of several is a number: as many as one of them has.
const LEAST_OF_SEVERAL: [usize; 2] = [5, 3];
/// Letters and digits from which one is a number before other words.
const LEAST_BEFORE_WORDS: usize = 3;
/// Letters and digits from which two with a stroke between them are two numbers.
const LEAST_OF_TWO: usize = 6;
/// Digits of the series and of the number of passports of some states, which are written apart: `4500 No. 123456`.
const SERIES_AND_NUMBER: [usize; 2] = [4, 6];
/// A mark of citizens in the middle of a number: `12/Ma Ya Ka (N) 012345`.
const CITIZEN: &str = "(N)";

/// What a text says of numbers.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) list: Vec<String>,
    /// The words beside them: labels and notes.
    pub(super) words: String,
}

/// The numbers of a text without labels before them (`Passport: X1`, `No. 77`) and notes behind them (`X1 (old)`, `X1, expired 2010`); a single
/// sign in parentheses is a check digit. One word is a number whatever it is; of several words those are that have digits and are no dates.
pub(super) fn numbers(text: &str) -> Numbers {
    let mut found = Numbers::default();
    let (plain, notes) = without_notes(text.trim());
    if plain.contains(CITIZEN) {
        let start = plain.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
        found.list.extend(plain.get(start..).map(|number| number.trim().to_owned()));
        return found;
    }
    let mut pieces = vec![plain.as_str()];
    for mark in BETWEEN {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(mark)).collect();
    }
    for piece in pieces {
        add_piece(piece, &mut found);
    }
    let is_one_word = !text.trim().contains(char::is_whitespace);
    if found.list.is_empty() && is_one_word && text.contains(char::is_alphanumeric) {
        found.list.push(std::mem::take(&mut found.words).trim().to_owned());
    }
    if !is_one_word {
        for number in std::mem::take(&mut found.list) {
            if is_date(&number) {
                found.words.extend([" ", &number]);
            } else {
                found.list.push(number);
            }
        }
    }
    join_series(&mut found.list);
    let signs = |number: &str| number.chars().filter(|c| c.is_alphanumeric()).count();
    let least =
        LEAST_OF_SEVERAL.into_iter().find(|least| found.list.iter().any(|number| signs(number) >= *least));
    if let Some(least) = least.filter(|_| found.list.len() > 1) {
        found.list.retain(|number| signs(number) >= least);
    }
    // `12 Mayaka` is no 12.
    let plain = plain.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    if let [number] = found.list.as_mut_slice()
        && signs(number) < LEAST_BEFORE_WORDS
        && !plain.ends_with(number.as_str())
    {
        plain.trim().clone_into(number);
        found.words.clear();
    }
    found.words.push_str(&notes);
    found
}

/// A series of four digits and a number of six behind it are one.
fn join_series(list: &mut Vec<String>) {
    let is_of = |number: &str, digits: usize| {
        let signs = || number.chars().filter(|c| !c.is_whitespace());
        signs().count() == digits && signs().all(|c| c.is_ascii_digit())
    };
    let [series, digits] = SERIES_AND_NUMBER;
    for number in std::mem::take(list) {
        match list.last_mut() {
            Some(before) if is_of(before, series) && is_of(&number, digits) => before.extend([" ", &number]),
            _ => list.push(number),
        }
    }
}

/// A text with a mark in the place of what stands in parentheses, and that. What begins with them is no note, nor is one sign.
fn without_notes(text: &str) -> (String, String) {
    let (mut plain, mut notes) = (String::new(), String::new());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('(') {
        let (inside, after) = behind.split_once(')').unwrap_or((behind, ""));
        plain.push_str(before);
        if plain.trim().is_empty() || inside.chars().nth(1).is_none() {
            plain.extend(["(", inside, ")"]);
        } else {
            plain.push_str("; ");
            notes.extend([" ", inside]);
        }
        rest = after;
    }
    plain.push_str(rest);
    (plain, notes)
}

/// Adds the numbers of a piece, and its words.
fn add_piece(piece: &str, found: &mut Numbers) {
    let mut run = Run::default();
    for sent in piece.split_whitespace() {
        let word = bare(sent);
        let upper = word.to_uppercase();
        if is_ordinal(sent) {
            run.end(found);
        } else if SIGNS.contains(&upper.trim_end_matches('.')) || word.is_empty() {
            run.sign();
        } else if has_digit(word) || is_series(word) && !LABELS.contains(&upper.as_str()) {
            run.words.push(word);
        } else {
            run.end(found);
            found.words.extend([" ", word]);
        }
    }
    run.end(found);
}

/// True for `1.`, `2)` or `a)` before a value.
fn is_ordinal(word: &str) -> bool {
    let is_letter = word
        .strip_suffix(')')
        .is_some_and(|one| matches!(one.as_bytes(), [letter] if letter.is_ascii_alphabetic()));
    let digits = word.strip_suffix(['.', ')']).unwrap_or_default();
    is_letter || matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word without the sign of a number before it, and without half a pair of parentheses.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(['#', '.', ',', '\'', '"', '*', '\u{2116}']);
    let word = if word.contains('(') { word } else { word.trim_end_matches(')') };
    let word = if word.contains(')') { word } else { word.trim_start_matches('(') };
    let is_sign = |sign: &&str| word.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign));
    let sign = ["no.", "nr.", "n\u{b0}", "n\u{ba}", "no\u{b0}"].iter().find(|sign| is_sign(sign));
    sign.and_then(|sign| word.get(sign.len()..)).unwrap_or(word)
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// True for letters that may be the series of a number.
fn is_series(word: &str) -> bool {
    let letters = word.chars().filter(|c| !matches!(c, '-' | '/'));
    let count = letters.clone().count();
    let is_small = letters.clone().any(char::is_lowercase);
    letters.clone().all(char::is_alphabetic)
        && (1..=if is_small { LONGEST_SMALL_SERIES } else { LONGEST_SERIES }).contains(&count)
}

/// Words in a row that may be a number together.
#[derive(Default)]
struct Run<'t> {
    words: Vec<&'t str>,
    /// Words before a sign of a number.
    before: usize,
}

impl Run<'_> {
    /// A sign of a number: what stands before it may be its series, or a label.
    const fn sign(&mut self) {
        self.before = self.words.len();
    }

    /// Adds what was gathered: a number, two with a stroke or a sign between them, or words.
    fn end(&mut self, found: &mut Numbers) {
        let words = std::mem::take(&mut self.words);
        let before = std::mem::take(&mut self.before);
        if !words.iter().any(|word| has_digit(word)) {
            for word in words {
                found.words.extend([" ", word]);
            }
            return;
        }
        let (series, number) = words.split_at_checked(before).unwrap_or_default();
        if !series.is_empty() && !number.is_empty() {
            // A series or the name of a state before the sign, or another number.
            let is_number = series.iter().any(|word| has_digit(word));
            found.list.push(if is_number { series.join(" ") } else { words.join(" ") });
            found.list.push(number.join(" "));
            return;
        }
        let number = words.join(" ");
        let is_whole = |part: &str| {
            part.bytes().filter(u8::is_ascii_alphanumeric).count() >= LEAST_OF_TWO
                && part.bytes().any(|byte| byte.is_ascii_digit())
        };
        match number.split_once('/') {
            Some((one, other)) if one.len() == other.len() && is_whole(one) && is_whole(other) => {
                found.list.extend([one, other].map(str::to_owned));
            }
            _ => found.list.push(number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_labels_and_notes() {
        let rows: [(&str, &[&str]); 71] = [
            ("X 0000001", &["X 0000001"]),
            ("X123 (passport)", &["X123"]),
            ("X123(passport)", &["X123"]),
            ("K357514(4)", &["K357514(4)"]),
            ("(HWI)040182", &["(HWI)040182"]),
            ("Diplomatic Passport: Z1 (old)", &["Z1"]),
            ("No. 77", &["77"]),
            ("# 5", &["5"]),
            ("(", &[]),
            ("", &[]),
            ("Sample passport No. A1234567", &["A1234567"]),
            ("Sample national identification card (tazkira) number 123456", &["123456"]),
            ("A1234567, expired 2010", &["A1234567"]),
            ("X123: expired 2010", &["X123"]),
            ("X123 issued on 5 May 2010", &["X123"]),
            ("X123 issued 05/05/2010", &["X123"]),
            ("issued 5 May 2010, number A1234567", &["A1234567"]),
            ("A1234567 / B7654321", &["A1234567", "B7654321"]),
            ("A1234567/B7654321", &["A1234567", "B7654321"]),
            ("A1234567; B7654321", &["A1234567", "B7654321"]),
            ("A1234567 and B7654321", &["A1234567", "B7654321"]),
            ("B-0123/2005", &["B-0123/2005"]),
            ("No A1234567", &["A1234567"]),
            ("N\u{b0} A1234567", &["A1234567"]),
            ("N\u{b0}A1234567", &["A1234567"]),
            ("Number A1234567", &["A1234567"]),
            ("PASSPORT NO A1234567", &["A1234567"]),
            ("2nd passport A1234567", &["A1234567"]),
            ("stolen passport X123", &["X123"]),
            ("12 34 567890", &["12 34 567890"]),
            ("SE 01778 (issued on 3 Jan 2000 in X)", &["SE 01778"]),
            ("OR 801168", &["OR 801168"]),
            ("123,456,789", &["123,456,789"]),
            ("ABCDEF", &["ABCDEF"]),
            ("no number is known", &[]),
            ("Unknown number", &[]),
            ("A12'345", &["A12'345"]),
            ("passport A1234567", &["A1234567"]),
            ("A1234567 (Egypt) B7654321 (Sudan)", &["A1234567", "B7654321"]),
            ("A1234567(Egypt)B7654321", &["A1234567", "B7654321"]),
            ("A1234567 (issued 2005) 2010", &["A1234567"]),
            ("1234567, Tunisia, Issue Date 12 August 2004, Expiry Date 11 August 2009)", &["1234567"]),
            ("A1234567 issued May 5, 2010", &["A1234567"]),
            ("A1234567, 5 May 2010", &["A1234567"]),
            ("A1234567 delivered 5 May 2010", &["A1234567"]),
            ("A1234567 exp. 2010", &["A1234567"]),
            ("A1234567 exp 10/2010", &["A1234567"]),
            ("A1234567 iss. 5.5.2010", &["A1234567"]),
            ("A1234567 expires on 12-Jan-2010", &["A1234567"]),
            ("A1234567 issued 2010-2015", &["A1234567"]),
            ("A1234567 valid thru 12/10", &["A1234567"]),
            ("issued in May 2010", &[]),
            ("2010", &["2010"]),
            ("TR-M 123456", &["TR-M 123456"]),
            ("D/M 1234567", &["D/M 1234567"]),
            ("IV-\u{410}\u{41a} 123456", &["IV-\u{410}\u{41a} 123456"]),
            ("ab 123456", &["ab 123456"]),
            ("AA-A 999 999", &["AA-A 999 999"]),
            ("EP No. 123456", &["EP 123456", "123456"]),
            ("series AB number 123456", &["AB 123456", "123456"]),
            ("4500 No. 123456", &["4500 123456"]),
            ("4500 \u{2116} 123456", &["4500 123456"]),
            ("45 00 \u{2116}123456", &["45 00 123456"]),
            ("series 4500 number 123456", &["4500 123456"]),
            ("12/Ma Ya Ka (N) 012345", &["12/Ma Ya Ka (N) 012345"]),
            ("1-19 Reg 12345", &["12345"]),
            ("12 Mayaka Xa", &["12 Mayaka Xa"]),
            ("1. A1234567; 2. B1234567", &["A1234567", "B1234567"]),
            ("1) X1234567 2) X7654321, 3) A123456", &["X1234567", "X7654321", "A123456"]),
            ("a) A1234567 b) B1234567", &["A1234567", "B1234567"]),
            ("passport of Mali 2010", &[]),
        ];
        for (text, want) in rows {
            assert_eq!(numbers(text).list, want, "{text}");
        }
        let words = |text: &str| numbers(text).words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words("X123 (passport)"), "passport");
        assert_eq!(words("passport X123, expired 2010"), "passport expired 2010");
    }
}
