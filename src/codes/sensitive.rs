//! The table of sensitive codes and the policy of reading (Directive (EU) 2016/681 Art. 13(4), ICAO Doc 9944).

use serde::Serialize;

use super::sensitive_table::CODES;

/// The class of data that a code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SensitiveClass {
    /// A meal that tells of belief.
    BeliefMeal,
    /// A meal that tells of health.
    HealthMeal,
    /// Any other meal.
    OtherMeal,
    /// A meal described in free text.
    FreeTextMeal,
    /// A code that ends like a meal and is in no list.
    MealUnlisted,
    /// Health, disability or assistance.
    Health,
    /// Deportees and other states of law.
    LegalStatus,
    /// A stand-in for origin, such as a language.
    OriginProxy,
    /// A child who travels alone: kept for its protection, never a ground for an adverse result.
    Child,
    /// Free text that may hold anything.
    FreeText,
    /// Data for the border purpose only.
    Restricted,
}

impl SensitiveClass {
    /// Every class.
    pub const ALL: &'static [Self] = &[
        Self::BeliefMeal,
        Self::HealthMeal,
        Self::OtherMeal,
        Self::FreeTextMeal,
        Self::MealUnlisted,
        Self::Health,
        Self::LegalStatus,
        Self::OriginProxy,
        Self::Child,
        Self::FreeText,
        Self::Restricted,
    ];

    /// The name in findings and counts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BeliefMeal => "belief_meal",
            Self::HealthMeal => "health_meal",
            Self::OtherMeal => "other_meal",
            Self::FreeTextMeal => "free_text_meal",
            Self::MealUnlisted => "meal_unlisted",
            Self::Health => "health",
            Self::LegalStatus => "legal_status",
            Self::OriginProxy => "origin_proxy",
            Self::Child => "child",
            Self::FreeText => "free_text",
            Self::Restricted => "restricted",
        }
    }
}

/// What is done with data of a class as it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Treatment {
    /// Kept.
    Keep,
    /// Free text: only telephone numbers, e-mail addresses and ticket numbers are kept.
    Extract,
    /// Kept for the border purpose with a legal basis, else dropped.
    Restrict,
    /// Dropped as it is read; only its class is counted.
    Drop,
}

/// What reading does with sensitive data. The default protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SensitivePolicy {
    /// The defaults of the table: drop, extract; what is restricted is dropped.
    #[default]
    Protect,
    /// As [`Protect`](Self::Protect), but what is restricted to the border purpose is kept.
    Border,
    /// Everything is kept: for lossless work only. Turning protection off is the caller's explicit choice.
    Keep,
}

impl SensitivePolicy {
    /// What this policy does with a special request; `None` when its code is not sensitive.
    pub fn of_request(self, code: &[u8]) -> Option<(SensitiveClass, Treatment)> {
        let (class, treatment) = listed(code)?;
        let treatment = match (self, treatment) {
            (Self::Keep, _) | (Self::Border, Treatment::Restrict) => Treatment::Keep,
            (Self::Protect, Treatment::Restrict) => Treatment::Drop,
            (_, treatment) => treatment,
        };
        Some((class, treatment))
    }

    /// What this policy does with a special request whose code stands there as `text`. The code is looked at in capitals
    /// and by its first four letters or digits, so that no other spelling of it passes; without a code of four letters or
    /// digits nobody knows what it is, and it is free text.
    pub fn of_request_text(self, text: &str) -> Option<(SensitiveClass, Treatment)> {
        let letters: Vec<u8> =
            text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_uppercase()).take(4).collect();
        if let Some(found) = self.of_request(&letters) {
            return Some(found);
        }
        let is_code = text.len() == 4 && text.bytes().all(|b| b.is_ascii_alphanumeric());
        (!is_code).then(|| (SensitiveClass::FreeText, self.of_free_text()))
    }

    /// What this policy does with free text of no known grammar (IFT 4:28, 4:19, LTS).
    pub const fn of_free_text(self) -> Treatment {
        match self {
            Self::Keep => Treatment::Keep,
            Self::Protect | Self::Border => Treatment::Extract,
        }
    }
}

/// Class and default of a code; every unlisted code that ends in `ML` is a meal (decision D16).
fn listed(code: &[u8]) -> Option<(SensitiveClass, Treatment)> {
    let &[a, b, c, d] = code else { return None };
    if let Ok(found) = WORDS.binary_search(&u32::from_be_bytes([a, b, c, d])) {
        return CODES.get(found).map(|&(_, class, treatment)| (class, treatment));
    }
    (&[c, d] == b"ML").then_some((SensitiveClass::MealUnlisted, Treatment::Drop))
}

/// The codes of the table as words that are compared at once; all have four letters.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time: a wrong table does not build")]
const WORDS: [u32; CODES.len()] = {
    let mut words = [0; CODES.len()];
    let mut row = 0;
    while row < CODES.len() {
        words[row] = match *CODES[row].0.as_bytes() {
            [a, b, c, d] => u32::from_be_bytes([a, b, c, d]),
            _ => panic!("a code of four letters"),
        };
        row += 1;
    }
    words
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_unique() {
        assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(CODES.len() >= 50);
    }

    type Row = (&'static str, Option<(SensitiveClass, Treatment)>, Option<(SensitiveClass, Treatment)>);

    #[test]
    fn policies_differ_only_where_they_should() {
        use SensitiveClass as C;
        use Treatment as T;
        let rows: &[Row] = &[
            ("KSML", Some((C::BeliefMeal, T::Drop)), Some((C::BeliefMeal, T::Drop))),
            ("QQML", Some((C::MealUnlisted, T::Drop)), Some((C::MealUnlisted, T::Drop))),
            ("DEPA", Some((C::LegalStatus, T::Drop)), Some((C::LegalStatus, T::Keep))),
            ("UMNR", Some((C::Child, T::Keep)), Some((C::Child, T::Keep))),
            ("OTHS", Some((C::FreeText, T::Extract)), Some((C::FreeText, T::Extract))),
            ("DOCS", None, None),
        ];
        for (code, protect, border) in rows {
            assert_eq!(SensitivePolicy::Protect.of_request(code.as_bytes()), *protect, "{code}");
            assert_eq!(SensitivePolicy::Border.of_request(code.as_bytes()), *border, "{code}");
        }
        assert_eq!(SensitivePolicy::Keep.of_request(b"KSML"), Some((C::BeliefMeal, T::Keep)));
    }
}
