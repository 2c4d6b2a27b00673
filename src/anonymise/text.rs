//! Where the words, days and numbers of a value are.

use std::ops::Range;

use super::table::{ANNOUNCING, Class, OPENING};
use super::words::is_nobody;
use crate::model::{PersonName, WrittenDate};

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// `YYMMDD` or `CCYYMMDD`.
    Digits,
    /// `DDMMMYY` or `DDMMMYYYY`.
    Month,
}

/// A part of a value that is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A word: letters and digits.
    Word,
    /// A day.
    Day(Order),
}

/// The parts of a value that are replaced, with their places in it. What is not named stays: signs and blanks.
pub(super) fn parts(text: &[char], class: Class) -> Vec<(Range<usize>, Part)> {
    let mut found = Vec::new();
    collect(text, 0, class, &mut found);
    found
}

type Found = Vec<(Range<usize>, Part)>;

fn collect(text: &[char], from: usize, class: Class, found: &mut Found) {
    match class {
        Class::Code(longest) if is_code(text, longest) => {}
        Class::Number if text.iter().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-')) => {}
        Class::Day => day(text, from, found),
        Class::Given => given(text, from, found),
        Class::Docs => docs(text, from, found),
        Class::Doco => {
            let layout = [
                Class::Text,
                Class::Code(2),
                Class::Text,
                Class::Text,
                Class::Text,
                Class::Code(3),
                Class::Code(1),
            ];
            slashed(text, from, &layout, found);
        }
        Class::Doca => {
            let text_fields = Class::Text;
            let layout = [
                Class::Code(1),
                Class::Code(3),
                text_fields,
                text_fields,
                text_fields,
                text_fields,
                Class::Code(1),
            ];
            slashed(text, from, &layout, found);
        }
        Class::Foid => slashed(text, from, &[Class::Code(2), Class::Text], found),
        Class::Frequent => {
            let lead = text.iter().position(|c| c.is_alphanumeric()).unwrap_or(0) + 2;
            let is_number = text
                .get(lead..)
                .is_some_and(|rest| rest.iter().take_while(|c| c.is_ascii_digit()).count() >= 5);
            let skip = if is_number { lead } else { 0 };
            words(text.get(skip..).unwrap_or_default(), from + skip, Class::Text, found);
        }
        Class::Code(_) | Class::Number | Class::Text | Class::Name => words(text, from, class, found),
    }
}

/// A code: short, in one word. The identification of a party may hold the signs that such have.
fn is_code(text: &[char], longest: u8) -> bool {
    let text = inner(text).and_then(|inside| text.get(inside)).unwrap_or_default();
    text.len() <= usize::from(longest)
        && text.iter().all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '.' | '-' | '/' | '_' | '&'))
}

/// What stands between the blanks at both ends; `None` for nothing.
fn inner(text: &[char]) -> Option<Range<usize>> {
    let start = text.iter().position(|c| !c.is_whitespace())?;
    let end = text.iter().rposition(|c| !c.is_whitespace())? + 1;
    Some(start..end)
}

/// A day of digits; what is not as long as one is text.
fn day(text: &[char], from: usize, found: &mut Found) {
    let Some(inside) = inner(text) else { return };
    let shaped = |c: &char| c.is_ascii_alphanumeric() || *c == '<';
    if matches!(inside.len(), 6 | 8) && text.get(inside.clone()).is_some_and(|day| day.iter().all(shaped)) {
        found.push((from + inside.start..from + inside.end, Part::Day(Order::Digits)));
    } else {
        words(text, from, Class::Text, found);
    }
}

/// Given names of which a title at the end is left out, by the rules by which it is taken off.
fn given(text: &[char], from: usize, found: &mut Found) {
    let whole: String = text.iter().collect();
    let kept = if whole.is_ascii() {
        let name = PersonName::with_glued_title("X".into(), Some(whole.to_ascii_uppercase().into()));
        name.given.first().filter(|_| name.title_glued).map_or(text.len(), |given| given.len())
    } else {
        text.len()
    };
    words(text.get(..kept).unwrap_or(text), from, Class::Name, found);
}

/// Fields between slashes, with what each holds; a slash in front is no field.
fn slashed(text: &[char], from: usize, layout: &[Class], found: &mut Found) {
    let lead = text
        .iter()
        .position(|c| !c.is_whitespace())
        .filter(|&at| text.get(at) == Some(&'/'))
        .map_or(0, |at| at + 1);
    let fields = fields(text, lead);
    for (n, field) in fields.into_iter().enumerate() {
        let class = layout.get(n).copied().unwrap_or(Class::Text);
        collect_trimmed(text, field, from, class, found);
    }
}

/// The fields between slashes from a place on.
fn fields(text: &[char], lead: usize) -> Vec<Range<usize>> {
    let mut fields = Vec::new();
    let mut start = lead;
    for (at, c) in text.iter().enumerate().skip(lead) {
        if *c == '/' {
            fields.push(start..at);
            start = at + 1;
        }
    }
    fields.push(start..text.len());
    fields
}

/// A field without the blanks around it.
fn collect_trimmed(text: &[char], field: Range<usize>, from: usize, class: Class, found: &mut Found) {
    let whole = text.get(field.clone()).unwrap_or_default();
    let Some(inside) = inner(whole) else { return };
    let start = from + field.start + inside.start;
    let part = whole.get(inside).unwrap_or_default();
    // The last name may have a title glued to it.
    let is_last = field.start > 0 && field.end == text.len();
    if class == Class::Text && is_last && part.iter().all(|c| c.is_alphabetic() || *c == ' ') {
        given(part, start, found);
    } else {
        collect(part, start, class, found);
    }
}

/// The text of DOCS: the birth date with the sex after it is the anchor of the other fields.
fn docs(text: &[char], from: usize, found: &mut Found) {
    let lead = text
        .iter()
        .position(|c| !c.is_whitespace())
        .filter(|&at| text.get(at) == Some(&'/'))
        .map_or(0, |at| at + 1);
    let fields = fields(text, lead);
    let word = |n: usize| -> String {
        fields
            .get(n)
            .and_then(|field| text.get(field.clone()))
            .unwrap_or_default()
            .iter()
            .collect::<String>()
            .trim()
            .to_owned()
    };
    let is_sex = |n: usize| matches!(word(n).as_str(), "M" | "F" | "X" | "U" | "MI" | "FI");
    let is_anchor = |n: usize| WrittenDate::from_text(word(n).as_bytes()).is_some() && is_sex(n + 1);
    let anchor = if is_anchor(4) { 4 } else { (0..fields.len()).find(|&n| is_anchor(n)).unwrap_or(4) };
    for (n, field) in fields.iter().cloned().enumerate() {
        let class = match (n + 4).checked_sub(anchor) {
            // Type and issuing state, nationality, sex; a lone H is the mark of the holder.
            Some(0 | 1 | 3) => Class::Code(3),
            Some(5) => Class::Code(2),
            Some(9..) if word(n) == "H" => Class::Code(1),
            _ => Class::Text,
        };
        collect_trimmed(text, field, from, class, found);
    }
}

/// The words of a text.
fn words(text: &[char], from: usize, class: Class, found: &mut Found) {
    let mut at = 0;
    while let Some(c) = text.get(at) {
        if !c.is_alphanumeric() {
            at += 1;
            continue;
        }
        let run = text.get(at..).unwrap_or_default();
        let length = run.iter().take_while(|c| c.is_alphanumeric()).count();
        let word: String = run.iter().take(length).collect();
        // At the end, or before the date of an infant.
        let mut rest = text.get(at + length..).unwrap_or_default().iter().skip_while(|c| c.is_whitespace());
        let is_last = rest.next().is_none_or(|c| c.is_ascii_digit());
        let after_slash = at > 0 && text.get(at - 1) == Some(&'/');
        if class == Class::Text && after_slash && is_last && word.bytes().all(|b| b.is_ascii_alphabetic()) {
            given(run.get(..length).unwrap_or(run), from + at, found);
        } else if let Some((inside, part)) = part(&word, class) {
            found.push((from + at + inside.start..from + at + inside.end, part));
        }
        at += length;
    }
}

/// What of a word is replaced.
fn part(word: &str, class: Class) -> Option<(Range<usize>, Part)> {
    let length = word.chars().count();
    if !word.is_ascii() {
        return Some((0..length, Part::Word));
    }
    let upper = word.to_ascii_uppercase();
    let is_open = class != Class::Name;
    if is_nobody(&upper)
        || is_open && (ANNOUNCING.contains(&upper.as_str()) || OPENING.contains(&upper.as_str()))
    {
        return None;
    }
    if is_open && WrittenDate::from_text(upper.as_bytes()).is_some() {
        return Some((0..length, Part::Day(Order::Month)));
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    // A ticket with its coupon, perhaps of an infant.
    let infant = if upper.starts_with("INF") { 3 } else { 0 };
    let number = upper.get(infant..).map_or(0, digits);
    let coupon = upper.get(infant + number..).unwrap_or_default();
    let is_coupon = coupon.is_empty()
        || coupon.strip_prefix('C').is_some_and(|n| (1..=2).contains(&n.len()) && digits(n) == n.len());
    if (10..=14).contains(&number) && is_coupon {
        return Some((infant..infant + number, Part::Word));
    }
    // A name with its number in the booking (1SMITH).
    let number = digits(&upper);
    let name = upper.get(number..).unwrap_or_default();
    if (1..=3).contains(&number) && name.len() >= 2 && name.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Some((number..length, Part::Word));
    }
    // A masked number: the mask stays.
    let mask = upper.bytes().take_while(|b| *b == b'X').count();
    let start = if mask >= 4 { mask } else { 0 };
    Some((start..length, Part::Word))
}
