//! Numbers of documents as lists write them: with labels before them, notes behind them, several in one text.

use super::dates::is_day;

/// Words in capitals before a number that are labels and not the letters of a series.
const LABELS: &[&str] = &["NO", "NR", "NUM", "ID", "DOC", "OLD", "NEW", "OF", "THE"];
/// Starts of words behind which days and years stand: `issued 5 May 2010`.
const NOTES: &[&str] =
    &["issue", "expir", "valid", "date", "until", "since", "from", "on", "in", "born", "stolen", "lost"];
/// Longest of these that stands for itself only.
const LONGEST_WHOLE_NOTE: usize = 4;
/// What stands between several numbers, or between a number and its label or note.
const BETWEEN: &[&str] = &[";", ":", ", ", "\n", " and ", " AND ", " or ", " / "];
/// Letters of a series that stands apart from its number: `B 960789`.
const LONGEST_SERIES: usize = 3;
/// Letters and digits from which two with a stroke between them are two numbers.
const LEAST_OF_TWO: usize = 6;
/// Digits from which one of several is a number.
const LEAST_DIGITS: usize = 3;

/// What a text says of numbers.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    pub(super) list: Vec<String>,
    /// The words beside them: labels and notes.
    pub(super) words: String,
}

/// The numbers of a text without labels before them (`Passport: X1`, `No. 77`) and notes behind them (`X1 (old)`, `X1, expired 2010`); a single
/// sign in parentheses is a check digit. One word is a number whatever it is; of several words those are that have digits.
pub(super) fn numbers(text: &str) -> Numbers {
    let mut found = Numbers::default();
    let (plain, notes) = without_notes(text.trim());
    let mut pieces = vec![plain.as_str()];
    for mark in BETWEEN {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(mark)).collect();
    }
    for piece in pieces {
        add_piece(piece, &mut found);
    }
    if found.list.is_empty()
        && !plain.trim().contains(char::is_whitespace)
        && plain.contains(char::is_alphanumeric)
    {
        found.list.push(std::mem::take(&mut found.words).trim().to_owned());
    }
    if found.list.len() > 1 {
        found.list.retain(|number| number.bytes().filter(u8::is_ascii_digit).count() >= LEAST_DIGITS);
    }
    found.words.push_str(&notes);
    found
}

/// A text without what stands in parentheses, and that. What begins with them is no note, nor is one sign.
fn without_notes(text: &str) -> (String, String) {
    let (mut plain, mut notes) = (String::new(), String::new());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('(') {
        let (inside, after) = behind.split_once(')').unwrap_or((behind, ""));
        plain.push_str(before);
        if plain.trim().is_empty() || inside.chars().nth(1).is_none() {
            plain.extend(["(", inside, ")"]);
        } else {
            notes.extend([" ", inside]);
        }
        rest = after;
    }
    plain.push_str(rest);
    (plain, notes)
}

/// Adds the numbers of a piece, and its words.
fn add_piece(piece: &str, found: &mut Numbers) {
    let mut run: Vec<&str> = Vec::new();
    let mut is_noted = false;
    for word in piece.split_whitespace().map(bare).filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
        let is_note = |note: &&str| {
            if note.len() > LONGEST_WHOLE_NOTE { lower.starts_with(*note) } else { lower == **note }
        };
        is_noted |= !has_digit && NOTES.iter().any(is_note);
        let is_number = has_digit && !(is_noted && is_day(word));
        if is_number || is_series(word) {
            run.push(word);
            continue;
        }
        add_run(&mut run, found);
        found.words.extend([" ", word]);
    }
    add_run(&mut run, found);
}

/// A word without the sign of a number before it.
fn bare(word: &str) -> &str {
    let word = word.trim_matches(['#', '.', ',', '\'', '"', '*']);
    let is_sign = |sign: &&str| word.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign));
    let sign = ["no.", "nr.", "n\u{b0}", "n\u{ba}", "no\u{b0}"].iter().find(|sign| is_sign(sign));
    sign.and_then(|sign| word.get(sign.len()..)).unwrap_or(word)
}

/// True for letters that may be the series of a number.
fn is_series(word: &str) -> bool {
    word.chars().count() <= LONGEST_SERIES
        && word.chars().all(|c| c.is_alphabetic() && !c.is_lowercase())
        && !LABELS.contains(&word)
}

/// Adds words in a row that are a number together, or two with a stroke between them.
fn add_run(run: &mut Vec<&str>, found: &mut Numbers) {
    let number = std::mem::take(run).join(" ");
    let is_whole = |part: &str| {
        part.bytes().filter(u8::is_ascii_alphanumeric).count() >= LEAST_OF_TWO
            && part.bytes().any(|byte| byte.is_ascii_digit())
    };
    if !number.bytes().any(|byte| byte.is_ascii_digit()) {
        if !number.is_empty() {
            found.words.extend([" ", &number]);
        }
        return;
    }
    match number.split_once('/') {
        Some((one, other)) if one.len() == other.len() && is_whole(one) && is_whole(other) => {
            found.list.extend([one, other].map(str::to_owned));
        }
        _ => found.list.push(number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_without_labels_and_notes() {
        let rows: [(&str, &[&str]); 38] = [
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
        ];
        for (text, want) in rows {
            assert_eq!(numbers(text).list, want, "{text}");
        }
        let words = |text: &str| numbers(text).words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words("X123 (passport)"), "passport");
        assert_eq!(words("passport X123, expired 2010"), "passport expired 2010");
    }
}
