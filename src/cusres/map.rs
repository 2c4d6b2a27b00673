//! What result codes mean, as data: a state's own table, or none. No map, no decision (decision D9).

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a state says about boarding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Advice {
    /// May board.
    Board,
    /// May not board.
    NoBoard,
    /// May board under a condition.
    Conditional,
    /// The data does not suffice or is wrong: send it again.
    DataError,
    /// The code is not in the state's table, or there is no table: nothing follows from it.
    Unknown,
}

/// The table of a state: whole codes first, then their beginnings.
///
/// ```
/// use paxgov::cusres::{Advice, ResultMap};
/// let china = ResultMap::preset("CN").unwrap();
/// assert_eq!(china.advice("1Z"), Advice::NoBoard);
/// assert_eq!(china.advice("9Z"), Advice::Unknown);
/// assert_eq!(ResultMap::none().advice("0Z"), Advice::Unknown);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ResultMap {
    /// Name.
    pub name: Cow<'static, str>,
    /// Codes as they are sent.
    pub codes: BTreeMap<Cow<'static, str>, Advice>,
    /// First characters of codes.
    pub beginnings: BTreeMap<Cow<'static, str>, Advice>,
}

/// A built-in table: name, whole codes, first characters.
type Preset = (&'static str, &'static [(&'static str, Advice)], &'static [(&'static str, Advice)]);

/// Sources: China from traffic of its interactive system (sure); US first characters from the common scheme (likely); UAE
/// names of the board results from a gateway's public list.
const PRESETS: &[Preset] = &[
    (
        "CN",
        &[
            ("0Z", Advice::Board),
            ("1Z", Advice::NoBoard),
            ("2Z", Advice::Conditional),
            ("4Z", Advice::DataError),
        ],
        &[],
    ),
    (
        "US",
        &[],
        &[
            ("0", Advice::Board),
            ("1", Advice::NoBoard),
            ("2", Advice::Conditional),
            ("3", Advice::Board),
            ("4", Advice::DataError),
        ],
    ),
    (
        "AE",
        &[
            ("8501", Advice::Board),
            ("8502", Advice::NoBoard),
            ("8507", Advice::Unknown),
            ("8509", Advice::DataError),
        ],
        &[
            ("50", Advice::DataError),
            ("51", Advice::DataError),
            ("52", Advice::DataError),
            ("58", Advice::DataError),
        ],
    ),
];

impl ResultMap {
    /// No table: every code stays unknown.
    pub fn none() -> Self {
        Self::default()
    }

    /// A built-in table by its name.
    pub fn preset(name: &str) -> Option<Self> {
        let &(name, codes, beginnings) = PRESETS.iter().find(|preset| preset.0 == name)?;
        let map = |rows: &'static [(&'static str, Advice)]| {
            rows.iter().map(|&(code, advice)| (Cow::Borrowed(code), advice)).collect()
        };
        Some(Self { name: Cow::Borrowed(name), codes: map(codes), beginnings: map(beginnings) })
    }

    /// The names of the built-in tables.
    pub fn preset_names() -> impl Iterator<Item = &'static str> {
        PRESETS.iter().map(|preset| preset.0)
    }

    /// What a code means.
    pub fn advice(&self, code: &str) -> Advice {
        if let Some(advice) = self.codes.get(code) {
            return *advice;
        }
        let begins = |(beginning, _): &(&Cow<'static, str>, &Advice)| code.starts_with(beginning.as_ref());
        self.beginnings
            .iter()
            .filter(begins)
            .max_by_key(|(b, _)| b.len())
            .map_or(Advice::Unknown, |(_, advice)| *advice)
    }
}
