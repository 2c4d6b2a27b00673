//! What changed between two versions of a list in the own layout, and how it reaches the list in use.

use super::{LOST_AT_MOST, Loaded, Loader, RowTrouble, refused};
use crate::error::Error;
use crate::watchlist::living::Change;
use crate::watchlist::screen::Watchlist;

/// Changes from one version of a list to the next.
///
/// ```
/// use paxgov::watchlist::{LivingList, Policy, Watchlist, from_csv, from_csv_delta};
///
/// let full = from_csv(b"list,entry_id,names\nNAT-1,E1,primary^TESTOVSKI^ZORVAN\nNAT-1,E2,primary^EXEMPLARI^NURIA\n").unwrap();
/// let living = LivingList::new(Watchlist::build(full.entries, "1", Policy::default()));
/// let delta = from_csv_delta(b"op,list,entry_id,names\ndel,NAT-1,E2,\n", "1", "2").unwrap();
/// living.update(|list| delta.apply(list)).unwrap();
/// assert_eq!((living.current().version(), living.current().len()), ("2", 1));
/// // Once more changes nothing; from another version it is refused.
/// living.update(|list| delta.apply(list)).unwrap();
/// assert!(from_csv_delta(b"op,list,entry_id,names\ndel,NAT-1,E1,\n", "7", "8").unwrap().apply(&living.current()).is_err());
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Delta {
    /// The changes, in their order.
    pub changes: Vec<Change>,
    /// What was wrong, with the line. When a row was lost, the next whole list should be loaded soon.
    pub troubles: Vec<(u64, RowTrouble)>,
    /// The version to which it can be applied.
    pub base_version: String,
    /// The version that it leads to.
    pub version: String,
    /// The list that the file names, if it does: rows may name their own.
    pub list: Option<String>,
    /// Records of what is no person.
    pub passed_over: u64,
}

impl Delta {
    pub(super) fn new(
        changes: Vec<Change>,
        loader: Loader,
        (base_version, version): (&str, &str),
        list: Option<String>,
    ) -> Result<Self, Error> {
        let (base_version, version) = (base_version.trim().to_owned(), version.trim().to_owned());
        if base_version.is_empty() || version.is_empty() || base_version == version {
            return Err(refused("a delta leads from one version to another, and says both"));
        }
        if loader.lost > 0 && (changes.is_empty() || loader.lost > (loader.rows / LOST_AT_MOST).max(1)) {
            return Err(loader.refused("more than one row in ten is broken"));
        }
        let Loaded { troubles, passed_over, .. } = loader.loaded;
        Ok(Self { changes, troubles, base_version, version, list, passed_over })
    }

    /// The changes for a list of a version: all of them, or none when they are in it already.
    ///
    /// # Errors
    /// When the list has another version than that from which the delta leads: the whole list is needed.
    pub fn changes_for(&self, version: &str) -> Result<&[Change], Error> {
        if version == self.version {
            Ok(&[])
        } else if version == self.base_version {
            Ok(&self.changes)
        } else {
            Err(refused("the delta is for another version: the whole list is needed"))
        }
    }

    /// A list with the changes, as the version that they lead to. What is not in the delta stays as it is.
    ///
    /// A watchlist of several lists has one version for all of them: whoever has such a one keeps the versions of its lists and
    /// takes [`changes_for`](Self::changes_for).
    ///
    /// # Errors
    /// As [`changes_for`](Self::changes_for), and when the watchlist has entries but none of a list that the delta names.
    pub fn apply(&self, list: &Watchlist) -> Result<Watchlist, Error> {
        let named = || self.list.iter().map(String::as_str).chain(self.changes.iter().map(Change::list));
        let is_other = named().next().is_some() && !named().any(|name| list.has_list(name));
        if is_other && !list.is_empty() && list.version() != self.version {
            return Err(refused("the delta is of another list"));
        }
        match self.changes_for(list.version())? {
            [] if list.version() == self.version => Ok(list.clone()),
            changes => Ok(list.with_changes(changes.iter().cloned(), self.version.clone())),
        }
    }
}
