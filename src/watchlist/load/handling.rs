//! What happens with hits of lists whose publishers do not say it.

use serde::Serialize;

use super::Loaded;
use crate::watchlist::entry::{Entry, Handling};

/// List, category (empty: any), handling. The first row that holds is taken: a person decides where a travel ban is stated;
/// the rest is a note.
const PUBLISHED: [(&str, &str, Handling); 12] = [
    ("UN", "travel_ban", Handling::Refer),
    ("UN", "", Handling::Inform),
    ("UK", "travel_ban", Handling::Refer),
    ("UK", "", Handling::Inform),
    ("EU", "travel_ban", Handling::Refer),
    ("EU", "", Handling::Inform),
    ("OFAC", "travel_ban", Handling::Refer),
    ("OFAC", "", Handling::Inform),
    ("CSL", "travel_ban", Handling::Refer),
    ("CSL", "", Handling::Inform),
    ("OPENSANCTIONS", "travel_ban", Handling::Refer),
    ("OPENSANCTIONS", "", Handling::Inform),
];

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Row {
    list: String,
    category: String,
    handling: Handling,
}

/// What happens with hits, by list and category: a table of settings. The default refers where a travel ban is stated and
/// informs otherwise, for the published lists; the lists of the own layout say it themselves and have no rows.
///
/// ```
/// use paxgov::watchlist::{Handling, HandlingTable};
/// let table = HandlingTable::default().with_row("EU", "", Handling::Inspect);
/// assert_eq!(table.of("EU", ["sanction"]), Some(Handling::Inspect));
/// assert_eq!(table.of("UN", ["travel_ban"]), Some(Handling::Refer));
/// assert_eq!(table.of("NAT-1", []), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandlingTable {
    rows: Vec<Row>,
}

impl Default for HandlingTable {
    fn default() -> Self {
        let row = |(list, category, handling): (&str, &str, _)| Row {
            list: list.to_owned(),
            category: category.to_owned(),
            handling,
        };
        Self { rows: PUBLISHED.into_iter().map(row).collect() }
    }
}

impl HandlingTable {
    /// A table without rows.
    pub const fn empty() -> Self {
        Self { rows: Vec::new() }
    }

    /// Adds a row before the others; an empty category is any.
    #[must_use]
    pub fn with_row(
        mut self,
        list: impl Into<String>,
        category: impl Into<String>,
        handling: Handling,
    ) -> Self {
        self.rows.insert(0, Row { list: list.into(), category: category.into(), handling });
        self
    }

    /// The handling of the first row that holds.
    pub fn of<'c>(&self, list: &str, categories: impl IntoIterator<Item = &'c str>) -> Option<Handling> {
        let categories: Vec<&str> = categories.into_iter().collect();
        let holds = |row: &&Row| {
            row.list == list && (row.category.is_empty() || categories.contains(&row.category.as_str()))
        };
        self.rows.iter().find(holds).map(|row| row.handling)
    }

    /// Sets the handling of an entry when a row holds.
    pub fn apply(&self, entry: &mut Entry) {
        let handling = self.of(&entry.list, entry.categories.iter().map(|category| &*category.0));
        entry.handling = handling.unwrap_or(entry.handling);
    }
}

impl Loaded {
    /// The same entries, handled by a table of settings instead of the default one.
    #[must_use]
    pub fn with_handling(mut self, table: &HandlingTable) -> Self {
        self.entries.iter_mut().for_each(|entry| table.apply(entry));
        self
    }
}
