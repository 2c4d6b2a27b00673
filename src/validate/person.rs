//! Checks of a person, the same for lists and bookings: names, dates, states, documents.

use chrono::NaiveDate;

use super::report::Report;
use crate::codes::{Code, DocumentType};
use crate::finding::{Detail, Rule};
use crate::model::{Field, Passenger, PersonFact, PersonName, Superseded, TravelDocument, letters};

/// A field that must be a date, a state, a port or of a list: its rule and its name.
fn broken<T>(field: &Field<T>, rule: Rule, name: &'static str, report: &mut Report<'_>) {
    match *field {
        Field::Malformed(span) => report.at_span(rule, span, Detail::Field(name)),
        Field::Ambiguous(span) => report.at_span(Rule::CenturyOpen, span, Detail::Field(name)),
        Field::Absent | Field::Valid(_) => {}
    }
}

/// All checks of a person. `day` is the day of the flight, or the reference date.
pub(super) fn check(person: &Passenger<'_>, day: Option<NaiveDate>, report: &mut Report<'_>) {
    check_names(person, report);
    check_birth(person, day, report);
    broken(&person.sex, Rule::SexCode, "sex", report);
    for nationality in &person.nationalities {
        broken(nationality, Rule::StateCode, "nationality", report);
    }
    broken(&person.birth_nationality, Rule::StateCode, "nationality at birth", report);
    broken(&person.residence, Rule::StateCode, "residence", report);
    if let Some(place) = &person.birth_place {
        broken(&place.state, Rule::StateCode, "state of birth", report);
    }
    broken(&person.embarkation, Rule::PortCode, "embarkation", report);
    broken(&person.disembarkation, Rule::PortCode, "disembarkation", report);
    broken(&person.clearance, Rule::PortCode, "clearance", report);
    for document in &person.documents {
        check_document(document, day, report);
        if document.holder.as_ref().is_some_and(|holder| is_other(&holder.0, &person.name.0)) {
            report.push(Rule::HolderIsOther, document.location);
        }
    }
    for Superseded { fact, location } in &person.superseded {
        let (rule, name) = of_fact(*fact);
        broken(location, rule, name, report);
        if let Some(at) = location.valid() {
            report.with(Rule::FormsDisagree, *at, Detail::Field(name));
        }
    }
}

/// Least letters of a word that is looked for inside others.
const LEAST_INSIDE: usize = 4;

/// True for two names that share nothing: no word, in one piece or in several, no consonants of one, and no initial.
fn is_other(one: &PersonName<'_>, other: &PersonName<'_>) -> bool {
    let words = |name: &PersonName<'_>| {
        let parts = std::iter::once(&name.surname).chain(&name.given);
        let words = parts.flat_map(|part| part.split([' ', '-'])).map(letters);
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>()
    };
    let (of_one, of_other) = (words(one), words(other));
    let is_like = |a: &String, b: &String| {
        let is_initial = a.len().min(b.len()) == 1 && a.as_bytes().first() == b.as_bytes().first();
        a == b || is_initial || consonants(a) == consonants(b)
    };
    let shares = |words: &[String], whole: &str| {
        words.iter().any(|word| word.len() >= LEAST_INSIDE && whole.contains(word.as_str()))
    };
    !of_one.is_empty()
        && !of_other.is_empty()
        && !of_one.iter().any(|a| of_other.iter().any(|b| is_like(a, b)))
        && !shares(&of_one, &other.letters())
        && !shares(&of_other, &one.letters())
}

/// The consonants of a word in capitals as most spellings have them, each once in its place; of one that has none itself.
fn consonants(word: &str) -> String {
    let mut consonants = String::new();
    for letter in word.chars() {
        let letter = match letter {
            'A' | 'E' | 'I' | 'O' | 'U' | 'Y' | 'J' | 'H' => continue,
            'C' | 'Q' | 'X' => 'K',
            'Z' => 'S',
            'W' => 'V',
            other => other,
        };
        if !consonants.ends_with(letter) {
            consonants.push(letter);
        }
    }
    if consonants.is_empty() { word.to_owned() } else { consonants }
}

/// The rule of a fact that is broken, and its name.
const fn of_fact(fact: PersonFact) -> (Rule, &'static str) {
    match fact {
        PersonFact::BirthDate => (Rule::BirthDateInvalid, "birth date"),
        PersonFact::Sex => (Rule::SexCode, "sex"),
        PersonFact::Residence => (Rule::StateCode, "residence"),
        PersonFact::BirthState => (Rule::StateCode, "state of birth"),
        PersonFact::Issuer => (Rule::StateCode, "issuing state"),
        PersonFact::Expiry => (Rule::DocumentDateInvalid, "expiry"),
        PersonFact::Issued => (Rule::DocumentDateInvalid, "issue"),
    }
}

/// A record locator: five to eight letters and digits; some systems write `locator/carrier`.
pub(super) fn check_locator(locator: &str, location: crate::span::Location, report: &mut Report<'_>) {
    let body = locator.split_once('/').map_or(locator, |(body, _)| body);
    if !matches!(body.len(), 5..=8) || !body.bytes().all(|b| b.is_ascii_alphanumeric()) {
        report.push(Rule::LocatorShape, location);
    } else if is_placeholder(body) {
        report.with(Rule::Placeholder, location, Detail::Field("locator"));
    }
}

/// Names that stand for no name.
const NAME_PLACEHOLDERS: [&str; 8] = ["FNU", "LNU", "UNKNOWN", "TEST", "NULL", "XXX", "NONAME", "NN"];

fn check_names(person: &Passenger<'_>, report: &mut Report<'_>) {
    let name = &person.name;
    let parts = || std::iter::once(&name.surname).chain(&name.given);
    let odd = |c: char| !(c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.' | '\u{2019}' | '<'));
    // Marks of other scripts are part of names; digits and signs are not.
    let is_odd = |part: &str| part.chars().any(|c| odd(c) && (c.is_ascii() || c.is_numeric()));
    if parts().any(|part| is_odd(part)) {
        report.push(Rule::NameCharacters, person.location);
    }
    if name.is_only_title() {
        report.push(Rule::NameOnlyTitle, person.location);
    }
    if parts().any(|part| NAME_PLACEHOLDERS.contains(&part.trim())) {
        report.push(Rule::NamePlaceholder, person.location);
    }
}

fn check_birth(person: &Passenger<'_>, day: Option<NaiveDate>, report: &mut Report<'_>) {
    broken(&person.birth_date, Rule::BirthDateInvalid, "birth date", report);
    let (Some(born), Some(day)) = (person.birth_date.valid(), day) else { return };
    let age = born.age_on(day);
    if age < 0 {
        report.push(Rule::BirthDateFuture, person.location);
    } else if age > 100 {
        report.push(Rule::AgeOverHundred, person.location);
    }
}

fn check_document(document: &TravelDocument<'_>, day: Option<NaiveDate>, report: &mut Report<'_>) {
    let at = document.location;
    broken(&document.expiry, Rule::DocumentDateInvalid, "expiry", report);
    broken(&document.issued, Rule::DocumentDateInvalid, "issue", report);
    broken(&document.issuer, Rule::StateCode, "issuing state", report);
    let kind = document.kind.as_ref().and_then(Code::listed);
    if document.kind.is_some() && kind.is_none() {
        report.push(Rule::DocumentType, at);
    }
    match &document.number {
        None if kind.is_none_or(DocumentType::is_travel_document) => {
            report.push(Rule::DocumentNumberMissing, at);
        }
        None => {}
        Some(number) if is_placeholder(number) => {
            report.with(Rule::Placeholder, at, Detail::Field("document number"));
        }
        Some(number) if !number.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            report.push(Rule::DocumentNumberShape, at);
        }
        Some(_) => {}
    }
    let (expiry, issued) = (document.expiry.valid().map(|d| d.0), document.issued.valid().map(|d| d.0));
    if let (Some(expiry), Some(day)) = (expiry, day)
        && expiry < day
    {
        report.push(Rule::DocumentExpired, at);
    }
    if let (Some(expiry), Some(issued)) = (expiry, issued)
        && issued > expiry
    {
        report.push(Rule::IssueAfterExpiry, at);
    }
}

/// Numbers that stand for no number: one character again and again, `1234567…`, or words.
fn is_placeholder(number: &str) -> bool {
    let bytes = number.as_bytes();
    let same = bytes.len() >= 4 && bytes.windows(2).all(|pair| pair.first() == pair.last());
    let counts = bytes.len() >= 6 && "01234567890".contains(number);
    same || counts || matches!(number, "UNKNOWN" | "NONE" | "NULL" | "TEST" | "N/A" | "NIL" | "PASSPORT")
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn placeholders() {
        for number in ["0000000", "XXXX", "123456", "1234567890", "UNKNOWN"] {
            assert!(is_placeholder(number), "{number}");
        }
        for number in ["X1234567", "AAB", "111", "9081726", "12345"] {
            assert!(!is_placeholder(number), "{number}");
        }
    }
}
