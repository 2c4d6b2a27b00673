//! From a passenger to hits: candidates by the index, evidence by evidence, weights that add up.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;

use super::compare::compare;
use super::ear::alike;
use super::entry::Entry;
use super::evidence::{Evidence, Hit, Screening, score};
use super::fit::{FIT, NAME_MOST};
use super::normal::{Kind, Side, Token, Tokens};
use super::part::{Asked, Found, Part, best_name, document_evidence, numbers, size, tokens_of};
use super::person::{CONFLICT, Facts, most_beside, person_evidence};
use super::slips::Listed;
use super::sound::Sound;
use super::variants::Variants;
use super::view::ListedEntry;
use crate::model::Passenger;

/// When a candidate is a hit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Policy {
    /// Least score of a hit, 0 to 1. Default 0.6: what the share of innocent people allows who may be stopped, see
    /// `docs/watchlist.md`. At 0.5 the evidence speaks for and against alike. What is no such number counts as 0: it clears nobody.
    pub threshold: f32,
    /// Least scores of lists that have one of their own, by the name of the list.
    pub thresholds: BTreeMap<String, f32>,
    /// Most that a weak alias weighs. Default -0.3: at the default threshold never enough by itself,
    /// and enough with a year of birth.
    pub weak_most: f32,
    /// The day of screening; entries outside their validity do not fire. `None`: all fire.
    pub day: Option<NaiveDate>,
}

impl Policy {
    /// Sets the least score.
    #[must_use]
    pub const fn with_threshold(mut self, threshold: f32) -> Self {
        self.threshold = threshold;
        self
    }

    /// Sets the least score of one list.
    #[must_use]
    pub fn with_list_threshold(mut self, list: impl Into<String>, threshold: f32) -> Self {
        self.thresholds.insert(list.into(), threshold);
        self
    }

    /// Sets the most that a weak alias weighs.
    #[must_use]
    pub const fn with_weak_most(mut self, weight: f32) -> Self {
        self.weak_most = weight;
        self
    }

    /// Sets the day of screening.
    #[must_use]
    pub const fn with_day(mut self, day: NaiveDate) -> Self {
        self.day = Some(day);
        self
    }

    /// The least score of a list.
    pub fn threshold_of(&self, list: &str) -> f32 {
        number(self.thresholds.get(list).copied().unwrap_or(self.threshold))
    }

    /// The least sum of weights that any list takes.
    fn least_sum(&self) -> f32 {
        let least = self.thresholds.values().copied().map(number).fold(number(self.threshold), f32::min);
        // Rounding must not lose a hit at the threshold itself.
        (least / (1.0 - least)).ln() - 0.001
    }
}

/// A threshold; what is none takes everything, as 60 for 0.6.
fn number(threshold: f32) -> f32 {
    if (0.0..=1.0).contains(&threshold) { threshold } else { 0.0 }
}

impl Default for Policy {
    fn default() -> Self {
        Self { threshold: 0.6, thresholds: BTreeMap::new(), weak_most: -0.3, day: None }
    }
}

/// A list of entries with its index. `Send + Sync`; screening never changes it. A clone shares everything.
#[derive(Clone, Debug)]
pub struct Watchlist {
    pub(super) base: Arc<Part>,
    /// Entries that came after the base, or replace some of it.
    pub(super) overlay: Option<Arc<Part>>,
    /// Entries of the base that are deleted or replaced.
    pub(super) gone: HashSet<u32>,
    pub(super) version: String,
    pub(super) policy: Policy,
    /// Variants of names that the user supplies.
    pub(super) variants: Option<Arc<Variants>>,
}

/// Why an entry is a hit for a passenger, or is not.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The evidence, also that of names of which too little agrees to be evidence (then there is none of a name).
    pub evidence: Vec<Evidence>,
    /// Score from 0 to 1; `None` when neither a name nor a document agrees.
    pub score: Option<f32>,
    /// The least score of the entry's list.
    pub threshold: f32,
    /// True when the entry fires on the day.
    pub fires: bool,
}

impl Explanation {
    /// True when screening gives a hit.
    pub fn is_hit(&self) -> bool {
        self.fires && self.score.is_some_and(|score| score >= self.threshold)
    }
}

impl Watchlist {
    /// Builds the index over entries. `version` names the state of the list and goes into each screening.
    pub fn build(
        entries: impl IntoIterator<Item = Entry>,
        version: impl Into<String>,
        policy: Policy,
    ) -> Self {
        let base = Arc::new(Part::build(&mut entries.into_iter()));
        Self { base, overlay: None, gone: HashSet::new(), version: version.into(), policy, variants: None }
    }

    /// Sets a dictionary of variants: a name of a passenger is then also looked for by its variants. It is part of neither
    /// the index nor the saved file, and stays when the list changes.
    #[must_use]
    pub fn with_variants(mut self, variants: Arc<Variants>) -> Self {
        self.variants = Some(variants);
        self
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        size(&self.base) - self.gone.len() + self.overlay.as_deref().map_or(0, size)
    }

    /// True when there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries, one after the other.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        let base = numbers(&self.base).filter(|number| !self.gone.contains(number));
        let overlay =
            self.overlay.iter().flat_map(|part| numbers(part).filter_map(|n| part.records.entry(n)));
        base.filter_map(|number| self.base.records.entry(number)).chain(overlay)
    }

    /// Version of the list.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// When a candidate is a hit.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Screens a passenger: documents exactly, names by the index; also by the names that stand in the documents. Entries
    /// fire on the day of the policy.
    pub fn screen(&self, passenger: &Passenger<'_>) -> Screening<'_> {
        self.screen_on(passenger, self.policy.day)
    }

    /// Screens a passenger as of a day, such as that of the flight; without one all entries fire.
    pub fn screen_on(&self, passenger: &Passenger<'_>, day: Option<NaiveDate>) -> Screening<'_> {
        let least = self.policy.least_sum();
        let beside = most_beside(passenger);
        // Dates that conflict can be left out when the best name cannot make up for them.
        let prune = NAME_MOST + beside + CONFLICT < least;
        let asked = Asked::of(passenger, prune, self.variants.as_deref(), Side::Asked(self));
        let dated = passenger.birth_date.valid().is_some();
        let worth = |weight: f32, date: u16| {
            weight + if dated { asked.born.most(date) } else { 0.0 } + beside >= least
        };
        let mut hits = Vec::new();
        for (part, gone) in [(Some(&self.base), Some(&self.gone)), (self.overlay.as_ref(), None)] {
            let Some(part) = part else { continue };
            let found = part.search(&asked, passenger, self.policy.weak_most, worth);
            let found = found.iter().filter(|found| gone.is_none_or(|gone| !gone.contains(&found.entry)));
            part.records.ask_for(found.clone().map(|found| found.entry));
            hits.extend(found.filter_map(|found| self.hit(part, found, passenger, day)));
        }
        hits.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then_with(|| a.entry.id_bytes().cmp(b.entry.id_bytes()))
        });
        let name_was_cut = asked.names.iter().any(|name| name.was_cut);
        let has_name = asked.names.iter().any(|name| !name.list.is_empty());
        Screening { hits, version: &self.version, name_was_cut, has_name }
    }

    /// What it consists of.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Arc<Part>> {
        std::iter::once(&self.base).chain(&self.overlay)
    }

    /// Adds the evidence of an entry up.
    fn hit(
        &self,
        part: &Part,
        found: &Found,
        passenger: &Passenger<'_>,
        day: Option<NaiveDate>,
    ) -> Option<Hit> {
        let (entry, list) = part.records.view(found.entry)?;
        if day.is_some_and(|day| !entry.fires_on(day)) {
            return None;
        }
        let evidence = evidence(&entry, found, passenger);
        let score = score(&evidence);
        let hit = || Hit { entry: ListedEntry::new(Arc::clone(list), &entry), score, evidence };
        (score >= self.policy.threshold_of(list)).then(hit)
    }

    /// Why an entry, of this list or of any, is a hit for a passenger or is not. Looks at the entry itself, not at the
    /// index, so that it is the oracle of [`screen`](Self::screen). Entries fire on the day of the policy.
    pub fn explain(&self, passenger: &Passenger<'_>, entry: &Entry) -> Explanation {
        self.explain_on(passenger, entry, self.policy.day)
    }

    /// The same as of a day, as [`screen_on`](Self::screen_on) does; without one all entries fire.
    pub fn explain_on(
        &self,
        passenger: &Passenger<'_>,
        entry: &Entry,
        day: Option<NaiveDate>,
    ) -> Explanation {
        let asked = Asked::of(passenger, false, self.variants.as_deref(), Side::ANY);
        let name = best_name(&asked, entry, self.policy.weak_most);
        let alone = Part::build(&mut std::iter::once(Entry { names: Vec::new(), ..entry.clone() }));
        let found = Arc::new(alone).search(&asked, passenger, self.policy.weak_most, |_, _| true);
        let document = found.first().and_then(|found| found.document);
        let met = name.is_some() || document.is_some();
        let evidence = evidence(entry, &Found { entry: 0, name, document }, passenger);
        Explanation {
            score: met.then(|| score(&evidence)),
            evidence,
            threshold: self.policy.threshold_of(&entry.list),
            fires: day.is_none_or(|day| entry.fires_on(day)),
        }
    }

    /// The entry with an id of a list. Looks through all entries: for an officer's screen, not for a loop.
    pub fn find(&self, list: &str, id: &str) -> Option<Entry> {
        let overlay = self.overlay.as_deref().and_then(|part| find(part, list, id, &HashSet::new()));
        overlay.or_else(|| find(&self.base, list, id, &self.gone))
    }
}

impl Listed for Watchlist {
    fn ask_for(&self, sound: &Sound) {
        self.parts().for_each(|part| part.ask_for(sound));
    }

    fn may_list(&self, sound: &Sound) -> bool {
        self.parts().any(|part| part.may_list(sound))
    }
}

fn find(part: &Part, list: &str, id: &str, gone: &HashSet<u32>) -> Option<Entry> {
    let is = |number: &u32| part.records.key(*number) == Some((list, id)) && !gone.contains(number);
    numbers(part).find(is).and_then(|number| part.records.entry(number))
}

/// The evidence of an entry that was found.
fn evidence(entry: &impl Facts, found: &Found, passenger: &Passenger<'_>) -> Vec<Evidence> {
    let mut evidence = Vec::with_capacity(6);
    evidence.extend(found.document.map(document_evidence));
    evidence.extend(found.name.map(|name| name.evidence()));
    person_evidence(entry, passenger, &mut evidence);
    evidence
}

/// The score of two full names alone, 0 to 1; `None` when too little agrees. For measuring, and for asking why.
pub fn name_score(asked: &str, listed: &str) -> Option<f32> {
    let asked: Vec<Tokens> =
        tokens_of(asked, Side::ANY).into_iter().map(|way| way.with_variants(None)).collect();
    let listed = tokens_of(listed, Side::Listed);
    let pairs = asked.iter().flat_map(|asked| listed.iter().map(move |listed| (asked, listed)));
    let weights = pairs.filter_map(|(asked, listed)| Some(compare(asked, &listed.list, &FIT)?.weight));
    let weight = weights.max_by(f32::total_cmp)?;
    Some(1.0 / (1.0 + (-weight).exp()))
}

/// How far two words of longer names are apart when the index finds one by the other, in letters; `None` when it does not. Of
/// words that are several names, such as ABDULKARIM, the names that are farthest apart; articles do not count. For measuring.
pub fn token_distance(a: &str, b: &str) -> Option<f32> {
    let (of_a, of_b): (Vec<Tokens>, Vec<Tokens>) =
        (Tokens::each_way_of_words(a).collect(), Tokens::each_way_of_words(b).collect());
    let costs = of_a.iter().flat_map(|a| of_b.iter().filter_map(move |b| cost(a, b)));
    costs.min().map(|cost| f32::from(cost) / 100.0)
}

/// What the names of a word cost at most to those of another.
fn cost(a: &Tokens, b: &Tokens) -> Option<u16> {
    let names =
        |word: &'_ Tokens| word.list.iter().filter(|token| token.kind == Kind::Strong).copied().collect();
    let (a, b): (Vec<Token>, Vec<Token>) = (names(a), names(b));
    if a.len() != b.len() {
        return None;
    }
    let costs =
        a.iter().zip(&b).map(|(a, b)| alike(&a.sound, a.bits, &b.sound, b.bits).map(|(cost, _)| cost));
    costs.max_by_key(|cost| cost.unwrap_or(u16::MAX))?
}

/// The places of the entries that are found, and of those that are explained to be hits; their ids are their places.
#[cfg(test)]
pub(super) fn found_and_explained(
    list: &Watchlist,
    entries: &[Entry],
    who: &Passenger<'_>,
) -> (Vec<usize>, Vec<usize>) {
    let mut found: Vec<usize> =
        list.screen(who).hits.iter().map(|hit| hit.entry.id.parse().unwrap()).collect();
    found.sort_unstable();
    let explained = (0..entries.len()).filter(|n| list.explain(who, &entries[*n]).is_hit()).collect();
    (found, explained)
}
