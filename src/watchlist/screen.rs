//! From a passenger to hits: candidates by the index, evidence by evidence, weights that add up.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Serialize;

use super::entry::{BirthSpec, Entry, NameQuality};
use super::index::{Likeness, NameIndex};
use super::normal::{Tokens, is_particle, variants};
use crate::codes::StateCode;
use crate::model::{BirthDate, Passenger, TravelDocument};
use crate::span::{u32_of, usize_of};

/// How a birth date agrees with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DateAgreement {
    /// The same day.
    Exact,
    /// Day and month are swapped.
    Swapped,
    /// One digit differs.
    OneDigit,
    /// The year, or the range of years, agrees; nothing more is known.
    Year,
    /// The dates cannot be of one person.
    Conflict,
    /// One side is not known.
    Unknown,
}

impl DateAgreement {
    const fn weight(self) -> f32 {
        match self {
            Self::Exact => 3.0,
            Self::Swapped => 1.8,
            Self::OneDigit => 1.2,
            Self::Year => 0.9,
            Self::Unknown => 0.0,
            Self::Conflict => -4.0,
        }
    }
}

/// One piece of evidence for or against a hit. Holds no value of a person, so that it can be logged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Evidence {
    /// The names.
    Name {
        /// Tokens that are the same.
        same: u8,
        /// Tokens with one typing slip.
        slips: u8,
        /// Tokens with the same romanised sound.
        sounds: u8,
        /// Tokens of the entry without a match.
        missing: u8,
        /// Tokens of the passenger without a match.
        extra: u8,
        /// Quality of the entry's name.
        quality: NameQuality,
        /// Weight.
        weight: f32,
    },
    /// The birth date.
    BirthDate {
        /// How it agrees.
        agreement: DateAgreement,
        /// Weight.
        weight: f32,
    },
    /// The sex.
    Sex {
        /// True when it is the same.
        same: bool,
        /// Weight.
        weight: f32,
    },
    /// The nationality.
    Nationality {
        /// True when one is shared.
        shared: bool,
        /// Weight.
        weight: f32,
    },
    /// A travel document with the same number, and the same issuer when both know it.
    Document {
        /// True when both sides know the issuer.
        issuer_known: bool,
        /// Weight.
        weight: f32,
    },
}

impl Evidence {
    /// The weight: evidence for is positive, against is negative; weights add up.
    pub const fn weight(&self) -> f32 {
        match *self {
            Self::Name { weight, .. }
            | Self::BirthDate { weight, .. }
            | Self::Sex { weight, .. }
            | Self::Nationality { weight, .. }
            | Self::Document { weight, .. } => weight,
        }
    }
}

/// An entry that a passenger may be, with the evidence. It is a reason to look, never a verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Hit<'w> {
    /// The entry.
    pub entry: &'w Entry,
    /// Score from 0 to 1.
    pub score: f32,
    /// The evidence.
    pub evidence: Vec<Evidence>,
}

impl Hit<'_> {
    /// True when a name agrees.
    pub fn has_name(&self) -> bool {
        self.evidence
            .iter()
            .any(|evidence| matches!(evidence, Evidence::Name { weight, .. } if *weight > 0.0))
            || !self.has_document()
    }

    /// True when a document agrees.
    pub fn has_document(&self) -> bool {
        self.evidence.iter().any(|evidence| matches!(evidence, Evidence::Document { .. }))
    }
}

/// What screening a passenger gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Screening<'w> {
    /// Hits, the strongest first.
    pub hits: Vec<Hit<'w>>,
    /// Version of the list that was used.
    pub version: &'w str,
    /// True when the name had more tokens than are looked at.
    pub name_was_cut: bool,
    /// True when there was a name to look for.
    pub has_name: bool,
}

/// When a candidate is a hit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Policy {
    /// Least score of a hit, 0 to 1. Default 0.5.
    pub threshold: f32,
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

    /// Sets the day of screening.
    #[must_use]
    pub const fn with_day(mut self, day: NaiveDate) -> Self {
        self.day = Some(day);
        self
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self { threshold: 0.5, day: None }
    }
}

/// A name of an entry, ready to be compared.
#[derive(Debug)]
struct NameRow {
    entry: u32,
    quality: NameQuality,
    /// Numbers of its tokens.
    tokens: Box<[u32]>,
}

/// Names in documents that are looked at.
const MOST_NAMES: usize = 4;

/// What was found for an entry.
#[derive(Default)]
struct Found {
    document: Option<Evidence>,
    name: Option<Evidence>,
}

/// A token of a passenger's name: what of the list is like it, and its weight.
struct Asked {
    alike: Vec<(u32, Likeness)>,
    weight: f32,
    /// Entries in the lists behind it.
    size: usize,
    /// True for a word such as AL or VAN.
    is_particle: bool,
}

/// A list of entries with its index. `Send + Sync`; screening never changes it.
#[derive(Debug)]
pub struct Watchlist {
    entries: Vec<Entry>,
    names: Vec<NameRow>,
    index: NameIndex,
    /// Weights of the tokens: the rarer in the list, the more it says.
    weights: Vec<f32>,
    /// Which tokens are particles.
    particles: Vec<bool>,
    documents: HashMap<String, Vec<(u32, u32)>>,
    version: String,
    policy: Policy,
}

/// A document number as it is compared: letters and digits only, in capitals.
fn document_key(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

impl Watchlist {
    /// Builds the index over entries. `version` names the state of the list and goes into each screening.
    pub fn build(entries: Vec<Entry>, version: impl Into<String>, policy: Policy) -> Self {
        let mut list = Self {
            entries,
            names: Vec::new(),
            index: NameIndex::default(),
            weights: Vec::new(),
            particles: Vec::new(),
            documents: HashMap::new(),
            version: version.into(),
            policy,
        };
        for (number, entry) in (0_u32..).zip(&list.entries) {
            for name in &entry.names {
                for tokens in variants(&name.name).into_iter().filter(|tokens| !tokens.is_empty()) {
                    list.index.add(u32_of(list.names.len()), &tokens);
                    let tokens = tokens.iter().filter_map(|token| list.index.token(token)).collect();
                    list.names.push(NameRow { entry: number, quality: name.quality, tokens });
                }
            }
            for (place, document) in (0_u32..).zip(&entry.documents) {
                let key = document_key(&document.number);
                if !key.is_empty() {
                    list.documents.entry(key).or_default().push((number, place));
                }
            }
        }
        list.weights = list.index.frequencies().map(|(token, names)| list.weight(token, names)).collect();
        list.particles = list.index.frequencies().map(|(token, _)| is_particle(token)).collect();
        list
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True when there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Version of the list.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Screens a passenger: documents exactly, names by the index; also by the names that stand in the documents. Entries
    /// fire on the day of the policy.
    pub fn screen(&self, passenger: &Passenger<'_>) -> Screening<'_> {
        self.screen_on(passenger, self.policy.day)
    }

    /// Screens a passenger as of a day, such as that of the flight; without one all entries fire.
    pub fn screen_on(&self, passenger: &Passenger<'_>, day: Option<NaiveDate>) -> Screening<'_> {
        let mut found: BTreeMap<u32, Found> = BTreeMap::new();
        for document in &passenger.documents {
            self.screen_document(document, &mut found);
        }
        let holders = passenger.documents.iter().filter_map(|document| document.holder.as_ref());
        let names = std::iter::once(&passenger.name).chain(holders.take(MOST_NAMES));
        let (mut name_was_cut, mut asked) = (false, Vec::new());
        for name in names {
            name_was_cut |= Tokens::of(name).was_cut;
            for variant in variants(name) {
                if !asked.contains(&variant) {
                    asked.push(variant);
                }
            }
        }
        for variant in &asked {
            self.screen_name(variant, &mut found);
        }
        let mut hits: Vec<Hit<'_>> =
            found.iter().filter_map(|(&n, found)| self.hit(n, found, passenger)).collect();
        hits.retain(|hit| day.is_none_or(|day| hit.entry.fires_on(day)));
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.entry.id.cmp(&b.entry.id)));
        let has_name = asked.iter().any(|variant| !variant.is_empty());
        Screening { hits, version: &self.version, name_was_cut, has_name }
    }

    /// Adds the evidence of an entry up.
    fn hit(&self, number: u32, found: &Found, passenger: &Passenger<'_>) -> Option<Hit<'_>> {
        let entry = self.entries.get(usize_of(number))?;
        let by_document = found.document.is_some();
        let mut evidence: Vec<Evidence> = [found.document, found.name].into_iter().flatten().collect();
        evidence.extend(person_evidence(entry, passenger));
        let sum: f32 = evidence.iter().map(Evidence::weight).sum();
        // A document is a hit by itself, whoever holds it: stolen documents travel with other people.
        let least = if by_document { 0.9 } else { 0.0 };
        let score = (1.0 / (1.0 + (-sum).exp())).max(least);
        (score >= self.policy.threshold).then_some(Hit { entry, score, evidence })
    }

    fn screen_document(&self, document: &TravelDocument<'_>, found: &mut BTreeMap<u32, Found>) {
        let Some(number) = &document.number else { return };
        let issuer: Option<StateCode> = document.issuer.valid().map(|issuer| issuer.0);
        for &(entry_number, place) in self.documents.get(&document_key(number)).into_iter().flatten() {
            let Some(entry) = self.entries.get(usize_of(entry_number)) else { continue };
            let Some(listed) = entry.documents.get(usize_of(place)) else { continue };
            let issuer_known = listed.issuer.is_some() && issuer.is_some();
            if issuer_known && listed.issuer != issuer {
                continue;
            }
            let weight = if issuer_known { 6.0 } else { 4.0 };
            found.entry(entry_number).or_default().document =
                Some(Evidence::Document { issuer_known, weight });
        }
    }

    fn screen_name(&self, tokens: &[String], found: &mut BTreeMap<u32, Found>) {
        let mut asked: Vec<Asked> = tokens.iter().map(|token| self.ask(token)).collect();
        // Rare tokens first. A name of several tokens must share two, so one of them is not the most frequent one.
        asked.sort_by_key(|token| token.size);
        let searched = asked.len().saturating_sub(1).max(1);
        let several =
            asked.iter().take(searched).flat_map(|token| &token.alike).map(|&(t, _)| self.index.names(t));
        let singles = asked.iter().flat_map(|token| &token.alike).map(|&(t, _)| self.index.singles(t));
        let mut candidates: Vec<u32> = several.chain(singles).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        for candidate in candidates {
            let Some(row) = self.names.get(usize_of(candidate)) else { continue };
            let Some(name) = self.compare(&asked, row) else { continue };
            let best = &mut found.entry(row.entry).or_default().name;
            if best.as_ref().is_none_or(|known| known.weight() < name.weight()) {
                *best = Some(name);
            }
        }
    }

    fn ask(&self, token: &str) -> Asked {
        let alike = self.index.alike(token);
        let listed = alike.iter().find(|(_, likeness)| *likeness == Likeness::Same);
        let weight = listed.map_or_else(|| self.weight(token, 0), |&(token, _)| self.weight_of(token));
        let size = alike.iter().map(|&(token, _)| self.index.names(token).len()).sum();
        Asked { alike, weight, size, is_particle: is_particle(token) }
    }

    fn weight_of(&self, token: u32) -> f32 {
        self.weights.get(usize_of(token)).copied().unwrap_or(1.0)
    }

    /// Weight of a token that so many names hold.
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "counts of a list, as weights")]
    fn weight(&self, token: &str, names: usize) -> f32 {
        if is_particle(token) {
            return 0.3;
        }
        ((self.names.len() + 1) as f32 / (names + 1) as f32).ln() + 1.0
    }

    /// The evidence of two names; `None` when too little agrees.
    fn compare(&self, asked: &[Asked], row: &NameRow) -> Option<Evidence> {
        let mut pairs: Vec<(f32, Likeness, usize, usize)> = Vec::new();
        for (q, token) in asked.iter().enumerate() {
            for (e, listed) in row.tokens.iter().enumerate() {
                if let Ok(at) = token.alike.binary_search_by_key(listed, |&(alike, _)| alike)
                    && let Some(&(_, likeness)) = token.alike.get(at)
                {
                    // A slip makes an unlisted token; what it stands for weighs as listed.
                    let weight = token.weight.min(self.weight_of(*listed));
                    pairs.push((likeness.share() * weight, likeness, q, e));
                }
            }
        }
        let strong = |e: &u32| !self.particles.get(usize_of(*e)).copied().unwrap_or(false);
        let listed_strong = row.tokens.iter().filter(|token| strong(token)).count();
        let asked_strong = asked.iter().filter(|token| !token.is_particle).count();
        if pairs.is_empty() {
            return None;
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut used_query, mut used_listed) = (vec![false; asked.len()], vec![false; row.tokens.len()]);
        let (mut matched, mut whole) = (0.0_f32, 0.0_f32);
        let (mut same, mut slips, mut sounds) = (0_u8, 0_u8, 0_u8);
        let mut strong_pairs = 0;
        for (weight, alike, q, e) in pairs {
            let (Some(query_used), Some(listed_used)) = (used_query.get_mut(q), used_listed.get_mut(e))
            else {
                continue;
            };
            if *query_used || *listed_used {
                continue;
            }
            (*query_used, *listed_used) = (true, true);
            strong_pairs += u8::from(row.tokens.get(e).is_some_and(&strong));
            matched += weight;
            whole += weight / alike.share();
            match alike {
                Likeness::Same => same += 1,
                Likeness::Slip => slips += 1,
                Likeness::Sound => sounds += 1,
            }
        }
        // One token in common says nothing when both names have more; particles do not count.
        if strong_pairs == 0 || (strong_pairs == 1 && listed_strong > 1 && asked_strong > 1) {
            return None;
        }
        let unmatched = |used: &[bool], weights: &[f32]| -> f32 {
            used.iter().zip(weights).filter(|(used, _)| !**used).map(|(_, weight)| weight).sum()
        };
        let query: Vec<f32> = asked.iter().map(|token| token.weight).collect();
        let listed: Vec<f32> = row.tokens.iter().map(|&token| self.weight_of(token)).collect();
        let (of_query, of_listed) =
            (whole + unmatched(&used_query, &query), whole + unmatched(&used_listed, &listed));
        let share = matched / (0.6 * of_query.min(of_listed) + 0.4 * of_query.max(of_listed));
        let mut weight = 8.0 * (share - 0.86);
        if strong_pairs == 1 && asked_strong > 1 {
            weight = weight.min(-1.5);
        }
        if row.quality == NameQuality::Weak {
            weight = weight.min(-0.7);
        }
        let count =
            |used: &[bool]| u8::try_from(used.iter().filter(|used| !**used).count()).unwrap_or(u8::MAX);
        let (missing, extra) = (count(&used_listed), count(&used_query));
        Some(Evidence::Name { same, slips, sounds, missing, extra, quality: row.quality, weight })
    }
}

/// The evidence beside name and document.
fn person_evidence(entry: &Entry, passenger: &Passenger<'_>) -> Vec<Evidence> {
    let mut evidence = Vec::with_capacity(3);
    if !entry.births.is_empty() {
        let born = passenger.birth_date.valid().map(|born| born.0);
        let best = entry
            .births
            .iter()
            .map(|spec| agreement(spec.0, born))
            .max_by(|a, b| a.weight().total_cmp(&b.weight()));
        if let Some(agreement) = best {
            evidence.push(Evidence::BirthDate { agreement, weight: agreement.weight() });
        }
    }
    if let (Some(listed), Some(sex)) = (&entry.sex, passenger.sex.valid()) {
        use crate::codes::Sex::{Female, Male};
        let same = listed.0 == sex.0;
        // Only a plain contradiction speaks against; X and U do not.
        let plain = matches!((listed.0, sex.0), (Male, Female) | (Female, Male));
        let weight = if same {
            0.2
        } else if plain {
            -1.5
        } else {
            0.0
        };
        evidence.push(Evidence::Sex { same, weight });
    }
    let known: Vec<StateCode> =
        passenger.nationalities.iter().filter_map(|n| n.valid()).map(|n| n.0).collect();
    if !entry.nationalities.is_empty() && !known.is_empty() {
        let shared = entry.nationalities.iter().any(|listed| known.contains(&listed.0));
        evidence.push(Evidence::Nationality { shared, weight: if shared { 0.5 } else { -0.5 } });
    }
    evidence
}

fn agreement(spec: BirthSpec, born: Option<BirthDate>) -> DateAgreement {
    let Some(born) = born else { return DateAgreement::Unknown };
    match spec {
        BirthSpec::Years(from, to) if (from..=to).contains(&born.year()) => DateAgreement::Year,
        BirthSpec::Years(..) => DateAgreement::Conflict,
        BirthSpec::Date(listed) => compare_dates(listed, born),
    }
}

fn compare_dates(listed: BirthDate, born: BirthDate) -> DateAgreement {
    let full = |date: BirthDate| date.month().zip(date.day());
    match (full(listed), full(born)) {
        (Some(a), Some(b)) if listed.year() == born.year() => {
            if a == b {
                DateAgreement::Exact
            } else if a == (b.1, b.0) {
                DateAgreement::Swapped
            } else if digits_apart(listed, born) == 1 {
                DateAgreement::OneDigit
            } else {
                DateAgreement::Conflict
            }
        }
        (Some(_), Some(_)) if digits_apart(listed, born) == 1 => DateAgreement::OneDigit,
        (Some(_), Some(_)) => DateAgreement::Conflict,
        _ if listed.year() != born.year() => DateAgreement::Conflict,
        _ => match (listed.month(), born.month()) {
            (Some(a), Some(b)) if a != b => DateAgreement::Conflict,
            _ => DateAgreement::Year,
        },
    }
}

/// In how many digits two full dates differ.
fn digits_apart(a: BirthDate, b: BirthDate) -> usize {
    a.to_string().bytes().zip(b.to_string().bytes()).filter(|(x, y)| x != y).count()
}
