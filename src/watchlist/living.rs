//! Lists that change while screening goes on: an immutable base, a small overlay, and a swap that nobody waits for.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;

use super::documents::in_zone;
use super::entry::{APART, Entry, EntryDocument, EntryName, NameQuality};
use super::evidence::Evidence;
use super::normal::{Kind, Side, Tokens, is_joint};
use super::part::{Asked, Part, numbers, size};
use super::screen::{Explanation, Policy, Watchlist};
use super::sound::Sound;
use crate::model::{Passenger, PersonName, Personal, TravelDocument};

/// A change of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// Adds an entry, or puts it in the place of the one with the same list and id.
    Put(Box<Entry>),
    /// The same of an entry whose passports and identity cards come apart from it (types `P` and `I`): those of the one in whose place
    /// it comes stay.
    Amend(Box<Entry>),
    /// Adds a document to an entry; one that is not there is no error.
    Document {
        /// Name of the list.
        list: String,
        /// Id.
        id: String,
        /// The document.
        document: Box<EntryDocument>,
    },
    /// Deletes an entry; one that is not there is no error.
    Delete {
        /// Name of the list.
        list: String,
        /// Id.
        id: String,
    },
}

impl Change {
    /// The name of the list that it changes.
    pub fn list(&self) -> &str {
        match self {
            Self::Put(entry) | Self::Amend(entry) => &entry.list,
            Self::Delete { list, .. } | Self::Document { list, .. } => list,
        }
    }

    /// The id of the entry that it changes.
    pub fn id(&self) -> &str {
        match self {
            Self::Put(entry) | Self::Amend(entry) => &entry.id,
            Self::Delete { id, .. } | Self::Document { id, .. } => id,
        }
    }
}

/// Leaves of the documents of an entry each once, the first.
fn each_once(documents: &mut Vec<EntryDocument>) {
    let mut met = HashSet::new();
    documents.retain(|document| {
        let EntryDocument { kind, number, issuer, status } = document;
        met.insert((kind.clone(), number.0.clone(), *issuer, status.clone()))
    });
}

/// Share of the base, one in so many, from which the overlay is put into it.
const OVERLAY_SHARE: usize = 10;

impl Watchlist {
    /// The list after some changes, in their order, as another version. The base is shared: its keys are gone over, and only the changes
    /// and what was changed before are indexed; when that is more than a tenth of the list, all is indexed anew.
    #[must_use]
    pub fn with_changes(
        &self,
        changes: impl IntoIterator<Item = Change>,
        version: impl Into<String>,
    ) -> Self {
        let mut later: HashMap<(String, String), Option<Entry>> = HashMap::new();
        let mut order: Vec<(String, String)> = Vec::new();
        if let Some(overlay) = &self.overlay {
            for entry in numbers(overlay).filter_map(|number| overlay.records.entry(number)) {
                let key = (entry.list.clone(), entry.id.clone());
                order.push(key.clone());
                later.insert(key, Some(entry));
            }
        }
        let changes: Vec<Change> = changes.into_iter().collect();
        let mut former = self.former(&changes);
        // Entries to which documents were added.
        let mut gathered: HashSet<(String, String)> = HashSet::new();
        for change in changes {
            let key = (change.list().to_owned(), change.id().to_owned());
            let mut old = || later.get_mut(&key).map_or_else(|| former.remove(&key), Option::take);
            let entry = match change {
                Change::Put(entry) => Some(*entry),
                Change::Delete { .. } => None,
                Change::Amend(mut entry) => {
                    let documents = old().map(|old| old.documents).unwrap_or_default();
                    let apart = documents.into_iter().filter(|document| APART.contains(&&*document.kind));
                    entry.documents.extend(apart);
                    gathered.insert(key.clone());
                    Some(*entry)
                }
                Change::Document { document, .. } => match old() {
                    Some(mut entry) => {
                        entry.documents.push(*document);
                        gathered.insert(key.clone());
                        Some(entry)
                    }
                    None => continue,
                },
            };
            if later.insert(key.clone(), entry).is_none() {
                order.push(key);
            }
        }
        for key in &gathered {
            if let Some(Some(entry)) = later.get_mut(key) {
                each_once(&mut entry.documents);
            }
        }
        let mut gone = self.gone.clone();
        let touched: HashSet<(&str, &str)> =
            later.keys().map(|(list, id)| (list.as_str(), id.as_str())).collect();
        gone.extend(
            numbers(&self.base)
                .filter(|n| self.base.records.key(*n).is_some_and(|key| touched.contains(&key))),
        );
        drop(touched);
        let mut entries = order.iter().filter_map(|key| later.remove(key).flatten());
        let (version, policy) = (version.into(), self.policy.clone());
        let overlay = Part::build(&mut entries);
        let new = Self {
            base: Arc::clone(&self.base),
            overlay: (overlay.records.len > 0).then(|| Arc::new(overlay)),
            gone,
            version,
            policy,
            variants: self.variants.clone(),
        };
        let weight = new.overlay.as_deref().map_or(0, size) + new.gone.len();
        if weight > size(&self.base) / OVERLAY_SHARE + 1000 { new.compact() } else { new }
    }

    /// True when there may be entries of a list.
    #[cfg(feature = "lists")]
    pub(super) fn has_list(&self, name: &str) -> bool {
        self.parts().flat_map(|part| &part.records.lists).any(|list| **list == *name)
    }

    /// The entries of the base of which changes keep something.
    fn former(&self, changes: &[Change]) -> HashMap<(String, String), Entry> {
        let kept: HashSet<(&str, &str)> = changes
            .iter()
            .filter(|change| matches!(change, Change::Amend(_) | Change::Document { .. }))
            .map(|change| (change.list(), change.id()))
            .collect();
        let records = &self.base.records;
        let is_kept = |number: &u32| {
            !self.gone.contains(number) && records.key(*number).is_some_and(|key| kept.contains(&key))
        };
        let numbers = numbers(&self.base).filter(|number| !kept.is_empty() && is_kept(number));
        let entries = numbers.filter_map(|number| records.entry(number));
        entries.map(|entry| ((entry.list.clone(), entry.id.clone()), entry)).collect()
    }

    /// The same list with all of its entries in one base.
    #[must_use]
    pub fn compact(&self) -> Self {
        let whole = Self::build(self.entries(), self.version.clone(), self.policy.clone());
        Self { variants: self.variants.clone(), ..whole }
    }
}

/// A watchlist in use, which can be replaced while others screen with it.
#[derive(Debug)]
pub struct LivingList {
    current: RwLock<Arc<Watchlist>>,
}

impl LivingList {
    /// Starts with a list.
    pub fn new(list: Watchlist) -> Self {
        Self { current: RwLock::new(Arc::new(list)) }
    }

    /// The list as it is now. It stays as it is for whoever holds it.
    pub fn current(&self) -> Arc<Watchlist> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another list in its place and gives the old one back.
    pub fn replace(&self, list: Watchlist) -> Arc<Watchlist> {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *current, Arc::new(list))
    }

    /// Puts a changed list in the place of the one from which it was made. When somebody else replaced that meanwhile,
    /// the change is made anew from what stands there, so that no change is lost.
    ///
    /// # Errors
    /// What `change` gives; the list stays.
    pub fn update<E>(
        &self,
        mut change: impl FnMut(&Watchlist) -> Result<Watchlist, E>,
    ) -> Result<Arc<Watchlist>, E> {
        loop {
            let before = self.current();
            let after = Arc::new(change(&before)?);
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            if Arc::ptr_eq(&current, &before) {
                current.clone_from(&after);
                return Ok(after);
            }
        }
    }
}

/// A stored passenger whom a new entry may be.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Rescreened {
    /// Place of the passenger among those that were given; it stays when others are forgotten.
    pub passenger: usize,
    /// Score from 0 to 1.
    pub score: f32,
    /// The evidence.
    pub evidence: Vec<Evidence>,
}

/// The passengers of a day or of a few, indexed like a list, so that a new entry is looked for among them. Whoever keeps one for each day
/// drops a day as a whole; single passengers are taken out by [`forget`](Self::forget).
pub struct StoredPassengers {
    /// By their places; nobody where one was forgotten.
    people: Vec<Option<Passenger<'static>>>,
    index: Watchlist,
    /// What their tokens are without a slip or with another ending, ascending, and whose they are: an entry does not say which of its own
    /// letters may have changed places in a passenger's name. Of two tokens between which a letter slipped the longer one.
    slips: Vec<(u128, usize)>,
}

impl fmt::Debug for StoredPassengers {
    /// Sizes only: the rest is people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredPassengers").field("people", &self.len()).finish_non_exhaustive()
    }
}

impl StoredPassengers {
    /// Indexes passengers: by their names, by the names in their documents, by their document numbers.
    pub fn new(people: Vec<Passenger<'static>>) -> Self {
        Self::of(people.into_iter().map(Some).collect())
    }

    /// Takes out those of whom `is_gone` says so, told by their places, such as those whose data may not be kept any longer; gives how many
    /// they are. The rest keep their places, and are indexed anew, so that nothing of the others stays.
    pub fn forget(&mut self, mut is_gone: impl FnMut(usize, &Passenger<'static>) -> bool) -> usize {
        let before = self.len();
        for (place, person) in self.people.iter_mut().enumerate() {
            if person.as_ref().is_some_and(|known| is_gone(place, known)) {
                *person = None;
            }
        }
        let gone = before - self.len();
        if gone > 0 {
            *self = Self::of(std::mem::take(&mut self.people));
        }
        gone
    }

    /// Number of passengers.
    pub fn len(&self) -> usize {
        self.people.iter().flatten().count()
    }

    /// True when there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn of(people: Vec<Option<Passenger<'static>>>) -> Self {
        let known =
            || people.iter().enumerate().filter_map(|(number, person)| Some((number, person.as_ref()?)));
        let entries = known().map(|(number, person)| {
            let mut entry = Entry::new("", number.to_string());
            let names = std::iter::once(&person.name)
                .chain(person.documents.iter().filter_map(|d| d.holder.as_ref()));
            entry.names.extend(
                names
                    .flat_map(|name| readings(name))
                    .map(|name| EntryName { quality: NameQuality::Primary, name: Personal(name) }),
            );
            entry.documents.extend(person.documents.iter().filter_map(|document| {
                let number = document.number.as_ref()?.0.clone().into_owned();
                let issuer = document.issuer.valid().map(|issuer| issuer.0);
                Some(EntryDocument::new("", number, issuer))
            }));
            entry
        });
        let index = Watchlist::build(entries, "", Policy::default().with_threshold(0.0));
        let slips_of = |person| {
            let names = Asked::of(person, false, None, Side::ANY).names.into_iter();
            names.flat_map(|name| {
                let moved = name.slips.moved.into_iter();
                let exchanged = name.slips.exchanged.into_iter().map(|slip| slip.1);
                let moved = moved.filter_map(|moved| moved.two.into_iter().max_by_key(Sound::len));
                // What other languages read otherwise is asked for by the entry as well.
                let strong = name.list.into_iter().filter(|token| token.kind == Kind::Strong);
                let endings = strong.flat_map(|token| token.sound.with_other_endings().collect::<Vec<_>>());
                exchanged.chain(moved).chain(endings)
            })
        };
        let slips =
            known().flat_map(|(number, person)| slips_of(person).map(move |slip| (slip.packed(), number)));
        let mut slips: Vec<(u128, usize)> = slips.collect();
        slips.sort_unstable();
        slips.dedup();
        Self { people, index, slips }
    }

    /// The passengers for whom an entry is a hit by the policy of a list; the strongest first. Entries fire on the day of the policy.
    pub fn rescreen(&self, entry: &Entry, list: &Watchlist) -> Vec<Rescreened> {
        self.rescreen_on(entry, list, list.policy().day)
    }

    /// The same as of a day; without one all entries fire.
    pub fn rescreen_on(&self, entry: &Entry, list: &Watchlist, day: Option<NaiveDate>) -> Vec<Rescreened> {
        let index = Watchlist { variants: list.variants.clone(), ..self.index.clone() };
        let mut met: HashSet<usize> = HashSet::new();
        for name in &entry.names {
            for token in Tokens::each_way(&name.name, Side::Listed).flat_map(|tokens| tokens.list) {
                let sound = token.sound.packed();
                let start = self.slips.partition_point(|slip| slip.0 < sound);
                let from = self.slips.get(start..).unwrap_or_default();
                let slips = from.iter().take_while(|slip| slip.0 == sound);
                met.extend(slips.map(|slip| slip.1));
            }
        }
        let mut look = |who: &Passenger<'_>| {
            met.extend(
                index.screen(who).hits.iter().filter_map(|hit| hit.entry.key().1.parse::<usize>().ok()),
            );
        };
        for name in &entry.names {
            look(&Passenger::named(name.name.0.clone()));
        }
        // A passenger's number may be the first nine characters of a longer listed one.
        let numbers = entry.documents.iter().map(|document| document.number.as_str());
        for number in numbers.flat_map(|number| std::iter::once(number).chain(in_zone(number))) {
            let number = Some(Personal(number.to_owned().into()));
            let listed = TravelDocument { number, ..TravelDocument::default() };
            look(&Passenger { documents: vec![listed], ..Passenger::default() });
        }
        let mut hits: Vec<Rescreened> = met
            .into_iter()
            .filter_map(|passenger| {
                let who = self.people.get(passenger)?.as_ref()?;
                let explained: Explanation = list.explain_on(who, entry, day);
                let score = explained.score.filter(|_| explained.is_hit())?;
                Some(Rescreened { passenger, score, evidence: explained.evidence })
            })
            .collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.passenger.cmp(&b.passenger)));
        hits
    }
}

/// A name, the same once when it was written twice, and with a glued title as a part of it.
fn readings(name: &PersonName<'static>) -> Vec<PersonName<'static>> {
    let mut readings = vec![name.clone()];
    if Tokens::of(name, Side::ANY).once().is_some() {
        let between = |c: char| !c.is_alphanumeric() && !is_joint(c);
        let mut words =
            std::iter::once(&name.surname).chain(&name.given).flat_map(|part| part.split(between));
        if let Some(word) = words.find(|word| !Tokens::of_words(word).list.is_empty()) {
            readings.push(PersonName { surname: word.to_owned().into(), ..PersonName::default() });
        }
    }
    if let (true, Some(title), Some((last, others))) =
        (name.title_glued, &name.title, name.given.split_last())
    {
        let mut given = others.to_vec();
        given.push(format!("{last}{title}").into());
        readings.push(PersonName { surname: name.surname.clone(), given, ..PersonName::default() });
    }
    readings
}
