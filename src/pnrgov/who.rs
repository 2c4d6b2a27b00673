//! Who is who in a PNR: the travellers by references, names and kinds, as requests, documents and check-ins name them. The same for every
//! form of a push. Names are compared whole before they are compared by their beginnings, and nobody is guessed.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::codes::{Code, TravellerKind};
use crate::model::{Passenger, PersonName, SEARCHED, letters};

/// Titles of those who are no infants.
const GROWN: [&str; 7] = ["MR", "MRS", "MS", "DR", "PROF", "SIR", "MME"];

/// By what others may name the travellers of a booking; each is told by the place in it.
#[derive(Default)]
pub(crate) struct Who<'p> {
    /// Traveller references and the place of the first traveller who has each.
    references: HashMap<Cow<'p, str>, usize>,
    /// Surnames and the places of those who have them.
    surnames: HashMap<String, Vec<usize>>,
    infants: Vec<usize>,
    /// The first travellers with a seat of their own; two are enough to know that there are several.
    adults: Vec<usize>,
    /// Adults and the infants who travel with them.
    carried: Vec<(usize, usize)>,
}

impl<'p> Who<'p> {
    /// Notes by what a traveller may be named.
    pub(crate) fn add(&mut self, place: usize, person: &Passenger<'p>) {
        if let Some(reference) = &person.reference {
            self.references.entry(reference.0.clone()).or_insert(place);
        }
        let same_surname = self.surnames.entry(letters(&person.name.surname)).or_default();
        if same_surname.len() < SEARCHED {
            same_surname.push(place);
        }
        let kind = person.kind.as_ref().and_then(Code::listed);
        if kind.is_some_and(TravellerKind::is_infant) || has_title(person, &["INF"]) {
            if self.infants.len() < SEARCHED {
                self.infants.push(place);
            }
        } else if self.adults.len() < 2 {
            self.adults.push(place);
        }
    }

    /// The first traveller with a reference.
    pub(crate) fn referred(&self, reference: &str) -> Option<usize> {
        self.references.get(reference).copied()
    }

    /// The only traveller with a seat, when there is just one.
    pub(crate) fn only_adult(&self) -> Option<usize> {
        match self.adults.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    fn is_infant(&self, place: usize) -> bool {
        self.infants.contains(&place)
    }

    /// Somebody of whom a document says that he is an infant.
    pub(crate) fn set_infant(&mut self, place: usize) {
        if !self.is_infant(place) && self.infants.len() < SEARCHED {
            self.infants.push(place);
            self.adults.retain(|adult| *adult != place);
        }
    }

    /// An infant travels with an adult.
    pub(crate) fn carries(&mut self, adult: usize, infant: usize) {
        if adult != infant && self.carried.len() < SEARCHED {
            self.carried.push((adult, infant));
        }
    }

    /// Of some travellers the infants, else the infants who travel with them.
    pub(crate) fn infants_of(&self, targets: &[usize]) -> Vec<usize> {
        let own: Vec<usize> = targets.iter().copied().filter(|place| self.is_infant(*place)).collect();
        if !own.is_empty() {
            return own;
        }
        let carried =
            |adult: &usize| self.carried.iter().find(|(by, _)| by == adult).map(|&(_, infant)| infant);
        let infants: Vec<usize> = targets.iter().filter_map(carried).collect();
        match (infants.is_empty(), self.infants.as_slice()) {
            (true, [one]) => vec![*one],
            _ => infants,
        }
    }

    fn of_surname(&self, surname: &str) -> &[usize] {
        // A name without letters is nobody's.
        let surname = Some(letters(surname)).filter(|letters| !letters.is_empty());
        surname.and_then(|surname| self.surnames.get(&surname)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The person of a name: the whole name first, then its beginning when only one person has it. Of several people with
    /// the same name the first whom `fits` takes; nobody when it takes none.
    pub(crate) fn named(
        &self,
        people: &[Passenger<'_>],
        surname: &str,
        given: &str,
        fits: impl Fn(&Passenger<'_>) -> bool,
    ) -> Option<usize> {
        best_named(people, self.of_surname(surname), given, fits)
    }

    /// Those whose a document is that names its holder, of those whom the message gives it to: who has exactly this name, else the one
    /// traveller who has it, else who has a beginning of it, else all of them.
    pub(crate) fn holders(
        &self,
        people: &[Passenger<'_>],
        targets: Vec<usize>,
        surname: &str,
        given: &str,
    ) -> Vec<usize> {
        if letters(surname).is_empty() || letters(given).is_empty() {
            return targets;
        }
        let of_surname = self.of_surname(surname);
        let without_title =
            PersonName::with_glued_title(Cow::Borrowed(surname), Some(Cow::Borrowed(given))).letters();
        let whole = letters(&format!("{surname}{given}"));
        let has_whole = |place: &usize| {
            let name = people.get(*place).map(|person| person.name.letters()).unwrap_or_default();
            name == whole || name == without_title
        };
        if targets.iter().any(has_whole) {
            return targets.into_iter().filter(has_whole).collect();
        }
        let mut exact = of_surname.iter().copied().filter(has_whole);
        if let (Some(one), None) = (exact.next(), exact.next()) {
            return vec![one];
        }
        let has_beginning = |place: &usize| {
            of_surname.contains(place) && best_named(people, &[*place], given, |_| true).is_some()
        };
        if targets.iter().any(has_beginning) {
            return targets.into_iter().filter(has_beginning).collect();
        }
        targets
    }

    /// The infant whose document it is, of those whom the message gives it to or with whom it travels: who has its name or none yet, else
    /// the infant of this name.
    pub(crate) fn infant_of_document(
        &self,
        people: &[Passenger<'_>],
        targets: &[usize],
        surname: &str,
        given: &str,
    ) -> Option<usize> {
        let whole = letters(&format!("{surname}{given}"));
        let is_it = |place: &usize| {
            let is_nameless = people.get(*place).is_some_and(|person| person.name.given.is_empty());
            let agrees =
                given.is_empty() || is_nameless || best_named(people, &[*place], given, |_| true).is_some();
            agrees && self.may_be_infant(people, *place, &whole)
        };
        let own = targets.iter().copied().find(is_it);
        own.or_else(|| self.infant_named(people, surname, given, &[]))
    }

    /// The infant of a name: one of this name, else one of this surname whose given name is not known, else somebody of exactly this
    /// name who may be an infant; of those with whom it travels only a child.
    pub(crate) fn infant_named(
        &self,
        people: &[Passenger<'_>],
        surname: &str,
        given: &str,
        travels_with: &[usize],
    ) -> Option<usize> {
        let of_surname = self.of_surname(surname);
        let infants: Vec<usize> = of_surname.iter().copied().filter(|place| self.is_infant(*place)).collect();
        let is_nameless =
            |place: &usize| people.get(*place).is_some_and(|person| person.name.given.is_empty());
        let whole = letters(&format!("{surname}{given}"));
        let is_whole = |place: &usize| {
            let kind = people.get(*place).and_then(|person| person.kind.as_ref()?.listed());
            let may_be = !travels_with.contains(place) || kind == Some(TravellerKind::Child);
            !given.is_empty() && may_be && self.may_be_named(people, *place, &whole)
        };
        best_named(people, &infants, given, |person| person.documents.is_empty())
            .or_else(|| infants.iter().copied().find(is_nameless))
            .or_else(|| of_surname.iter().copied().find(is_whole))
    }

    /// True for an infant, and for somebody of whom nothing says that he is none and who has this very name: a father may have it, too.
    fn may_be_infant(&self, people: &[Passenger<'_>], place: usize, whole: &str) -> bool {
        self.is_infant(place) || self.may_be_named(people, place, whole)
    }

    /// True for somebody of exactly this name who may be an infant.
    fn may_be_named(&self, people: &[Passenger<'_>], place: usize, whole: &str) -> bool {
        people.get(place).is_some_and(|person| {
            // The kind says little: some senders have A for all.
            let is_grown = person.has_infant
                || has_title(person, &GROWN)
                || self.carried.iter().any(|(adult, _)| *adult == place);
            !is_grown && person.name.letters() == whole
        })
    }
}

fn has_title(person: &Passenger<'_>, titles: &[&str]) -> bool {
    let title = person.name.title.as_deref();
    title.is_some_and(|title| titles.iter().any(|known| title.eq_ignore_ascii_case(known)))
}

/// The one of some people who has a given name: see [`Who::named`].
fn best_named(
    people: &[Passenger<'_>],
    places: &[usize],
    given: &str,
    fits: impl Fn(&Passenger<'_>) -> bool,
) -> Option<usize> {
    // A title may be glued to the name that is asked for, or to that of the list.
    let asked = PersonName::with_glued_title(Cow::Borrowed(""), Some(Cow::Borrowed(given))).letters();
    let whole = letters(given);
    let known = |place: usize| {
        people.get(place).map(|person| letters(&person.name.given.concat())).unwrap_or_default()
    };
    let is_exact = |place: &usize| {
        let name = known(*place);
        name == asked || name == whole
    };
    let exact: Vec<usize> = places.iter().copied().filter(is_exact).collect();
    match exact.as_slice() {
        [] => {}
        [one] => return Some(*one),
        several => return several.iter().copied().find(|place| people.get(*place).is_some_and(&fits)),
    }
    let is_alike = |place: &usize| {
        let name = known(*place);
        name.starts_with(&asked) || (!name.is_empty() && whole.starts_with(&name))
    };
    let mut found = places.iter().copied().filter(is_alike);
    found.next().filter(|_| found.next().is_none())
}
