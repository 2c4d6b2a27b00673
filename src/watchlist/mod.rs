//! Judgement on people: entries, loaders, the index and the evidence. Knows the model only, never a message.
//!
//! ```
//! use paxgov::model::{Passenger, PersonName};
//! use paxgov::watchlist::{BirthSpec, Entry, EntryName, NameQuality, Policy, Watchlist};
//!
//! let entry = Entry::new("SAMPLE", "1")
//!     .with_name(EntryName::parts(NameQuality::Primary, "ERIKSSON", "ANNA MARIA"))
//!     .with_birth(BirthSpec::read("1974-08-12").unwrap());
//! let list = Watchlist::build(vec![entry], "1", Policy::default());
//! let passenger = Passenger::named(PersonName::new("ERICSSON".into(), ["MARIA ANNA".into()]));
//! assert_eq!(list.screen(&passenger).hits.len(), 1);
//! ```

mod compare;
mod dates;
mod documents;
mod entry;
mod evidence;
mod index;
mod keyed;
#[cfg(feature = "lists")]
mod load;
mod normal;
mod normal_table;
mod part;
mod person;
mod record;
mod screen;
mod sound;
mod sound_table;

pub use documents::NumberMatch;
pub use entry::{BirthSpec, Entry, EntryDocument, EntryName, Handling, NameQuality};
pub use evidence::{Evidence, Hit, Screening};
#[cfg(feature = "lists")]
pub use load::{Loaded, RowTrouble, from_csv, from_json_lines};
pub use person::DateAgreement;
pub use screen::{Explanation, Policy, Watchlist, name_score, token_distance};
