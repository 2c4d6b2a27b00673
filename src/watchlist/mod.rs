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

mod abdul;
mod ahead;
mod compare;
mod dates;
mod documents;
mod ear;
mod entry;
mod evidence;
mod file;
mod filter;
mod fit;
mod index;
mod keyed;
mod known;
mod living;
#[cfg(feature = "lists")]
mod load;
mod memo;
mod normal;
mod normal_table;
mod part;
mod person;
mod place;
mod reading;
mod record;
mod relation;
mod screen;
mod slips;
mod smooth;
mod sound;
mod sound_table;
mod spelling;
mod spoken;
mod store;
mod variants;
mod verify;
mod view;

pub use documents::NumberMatch;
pub use entry::{BirthSpec, CATEGORIES, Entry, EntryDocument, EntryName, Handling, NameQuality};
pub use evidence::{Evidence, Hit, Screening};
pub use known::{Known, KnownAs, KnownTravellers};
pub use living::{Change, LivingList, Rescreened, StoredPassengers};
#[cfg(feature = "lists")]
pub use load::{
    Delta, HandlingTable, Loaded, LostDocuments, LostDocumentsBuilder, LostHit, OfacCsv, RowTrouble, SdnRows,
    from_csl_csv, from_csl_json, from_csv, from_csv_delta, from_eu_csv, from_eu_xml, from_ftm,
    from_ftm_delta, from_json_lines, from_json_lines_delta, from_lost_documents, from_ofac_advanced_xml,
    from_ofac_csv, from_ofac_xml, from_opensanctions_csv, from_uk_conlist_csv, from_uk_csv, from_uk_xml,
    from_un_xml,
};
pub use person::DateAgreement;
pub use place::PlaceAgreement;
pub use screen::{Explanation, Policy, Watchlist, name_score, token_distance};
pub use variants::Variants;
pub use view::ListedEntry;

/// The page's example compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../docs/watchlist.md")]
struct Page;
