//! Invented people of several naming cultures.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{STATES, Synth};

/// An invented person: what a message says about them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SynthPerson {
    /// Surname.
    pub surname: String,
    /// Given names.
    pub given: String,
    /// `M` or `F`.
    pub sex: char,
    /// Birth date.
    pub born: NaiveDate,
    /// Nationality, three letters.
    pub nationality: &'static str,
    /// Number of the travel document.
    pub document: String,
    /// Expiry of the travel document.
    pub expiry: NaiveDate,
    /// True for crew.
    pub is_crew: bool,
}

/// Beginnings, middles and endings of invented surnames, by culture.
type Parts = (&'static [&'static str], &'static [&'static str], &'static [&'static str]);
const SURNAMES: [Parts; 5] = [
    (
        &["KA", "RA", "YU", "NA", "SO", "TU", "IS", "AB", "MI", "SHO", "GU", "KHO"],
        &["RI", "KHI", "SU", "ZA", "DI", "RSU", "MO", "DU", "LA", "KMA", "JO", "TE"],
        &["MOV", "MOVA", "ROV", "ROVA", "ZODA", "LIEV", "NOV", "NOVA"],
    ),
    (
        &["BE", "NU", "SE", "AS", "TE", "A", "JA", "KU"],
        &["K", "R", "RI", "KA", "MI", "LI", "NI", "MA"],
        &["BAEV", "LANULY", "KBAYEV", "ROV", "RKHAN", "SHEV", "DIKYZY"],
    ),
    (
        &["HOLT", "BERG", "STEIN", "WALD", "LINDEN", "GRAU", "KALT", "MOOS"],
        &["EN", "ER", "IN", "O", "ELS", "AU"],
        &["MANN", "HOFER", "BACH", "NER", "BRAND", "GRUBER"],
    ),
    (
        &["CH", "ZH", "L", "W", "S", "X", "Q", "T"],
        &["A", "E", "I", "O", "U", "IA"],
        &["NG", "N", "O", "U", "I"],
    ),
    (
        &["AL ", "EL ", "BEN ", "HA", "MA"],
        &["HA", "RA", "MA", "SA", "FA", "KHA", "NA", "TA"],
        &["SHIM", "SHID", "NSOURI", "LEM", "DDAD", "RISI", "BIL", "SSER"],
    ),
];
const GIVEN: [(&str, char); 24] = [
    ("ALISHER", 'M'),
    ("DILNOZA", 'F'),
    ("AIGERIM", 'F'),
    ("NURLAN", 'M'),
    ("MARIAM", 'F'),
    ("FARID", 'M'),
    ("ZARINA", 'F'),
    ("BAKHTIYOR", 'M'),
    ("GULNORA", 'F'),
    ("JOHANN", 'M'),
    ("LENA", 'F'),
    ("PAUL", 'M'),
    ("WEI", 'M'),
    ("LING", 'F'),
    ("OMAR", 'M'),
    ("LAYLA", 'F'),
    ("TIMUR", 'M'),
    ("SAODAT", 'F'),
    ("JAMSHED", 'M'),
    ("NIGORA", 'F'),
    ("MARTIN", 'M'),
    ("KAMILA", 'F'),
    ("RUSTAM", 'M'),
    ("ELIF", 'F'),
];

impl Synth {
    pub(super) fn surname(&mut self) -> String {
        let (heads, middles, tails) = self.pick(&SURNAMES);
        format!("{}{}{}", self.pick(heads), self.pick(middles), self.pick(tails))
    }

    pub(super) fn person(&mut self, day: NaiveDate, surname: Option<&str>, years: (u64, u64)) -> SynthPerson {
        let surname = surname.map_or_else(|| self.surname(), str::to_owned);
        let mut first = self.below(24);
        let (mut given, mut sex) = (String::new(), 'M');
        for _ in 0..if self.chance(25) { 2 } else { 1 } {
            if let Some(&(name, of)) = GIVEN.get(usize::try_from(first).unwrap_or(0)) {
                if given.is_empty() {
                    sex = of;
                } else {
                    given.push(' ');
                }
                given.push_str(name);
            }
            first = (first + 2 + 2 * self.below(11)) % 24;
        }
        let age = years.0 + self.below(years.1.saturating_sub(years.0).max(1));
        let months = u32::try_from(age * 12 + self.below(12)).unwrap_or(0);
        let born = day
            .checked_sub_months(Months::new(months))
            .and_then(|date| date.checked_sub_days(Days::new(self.below(28))))
            .unwrap_or(day);
        let expiry = day.checked_add_days(Days::new(30 + self.below(3400))).unwrap_or(day);
        let letter = self.word(b"ACFHKLMNPRTX", 1);
        SynthPerson {
            surname,
            given,
            sex,
            born,
            nationality: self.pick(&STATES),
            document: format!("{letter}{}", self.digits(8)),
            expiry,
            is_crew: false,
        }
    }
}

/// `YYMMDD`.
pub(super) fn ymd(date: NaiveDate) -> String {
    format!("{:02}{:02}{:02}", date.year().rem_euclid(100), date.month(), date.day())
}

/// `DDMMYY`.
pub(super) fn dmy(date: NaiveDate) -> String {
    format!("{:02}{:02}{:02}", date.day(), date.month(), date.year().rem_euclid(100))
}

/// `DDMMMYY`.
pub(super) fn dmmmy(date: NaiveDate) -> String {
    date.format("%d%b%y").to_string().to_uppercase()
}
