//! `sdn_advanced.xml` of OFAC: tables joined by ids, the only file of OFAC with names in other scripts. Codes are looked up in the
//! file's own reference sets. Reference sets, places and documents stand before the parties, the programs behind them.

use std::collections::HashMap;
use std::io::BufRead;

use chrono::{Datelike, NaiveDate};

use super::dates::{about, year};
use super::draft::Draft;
use super::layout::Values;
use super::node::Node;
use super::words::quality;
use super::xml::{Shape, records};
use super::{Loaded, Loader};
use crate::error::Error;
use crate::model::BirthDate;
use crate::watchlist::entry::{BirthSpec, EntryName, NameQuality};

const SHAPE: Shape = Shape {
    root: "Sanctions",
    records: &["DistinctParty"],
    beside: &[
        "DateOfIssue",
        "AliasType",
        "AreaCode",
        "Country",
        "DetailReference",
        "FeatureType",
        "IDRegDocType",
        "NamePartType",
        "PartySubType",
        "PartyType",
        "Location",
        "IDRegDocument",
        "SanctionsEntry",
    ],
    others: &[],
    version: "",
    count: "",
};

/// Parts of a name that are of the family; all others are given.
const FAMILY: [&str; 3] = ["Last Name", "Maiden Name", "Matronymic"];
/// Bytes of a reason to which programs are added.
const LONGEST_REASON: usize = 4096;

/// A place: its words, and its state.
#[derive(Default)]
struct Location {
    text: String,
    country: String,
}

/// What a feature of a party says.
struct Said<'s> {
    born: Option<(Option<BirthSpec>, String)>,
    place: Option<&'s Location>,
    detail: &'s str,
}

type Fill = fn(&mut Draft, &Said<'_>);

/// Starts of names of features, and what they fill.
const FEATURES: [(&str, Fill); 7] = [
    ("Birthdate", |draft, said| {
        if let Some((spec, text)) = &said.born {
            draft.birth(*spec, text);
        }
    }),
    ("Place of Birth", |draft, said| {
        draft.birth_place(said.place.map_or(said.detail, |place| &place.text));
    }),
    ("Nationality", |draft, said| {
        draft.nationality([said.place.map_or(said.detail, |place| &place.country)]);
    }),
    ("Citizenship", |draft, said| {
        draft.nationality([said.place.map_or(said.detail, |place| &place.country)]);
    }),
    ("Gender", |draft, said| draft.sex(said.detail)),
    ("Location", |draft, said| draft.address(said.place.map_or("", |place| &place.text))),
    ("Title", |draft, said| draft.reason(said.detail)),
];

/// The tables before the parties, and the entries that wait for their programs.
#[derive(Default)]
struct Joins {
    /// Values of reference sets by set and id: their text, and an attribute of theirs.
    values: HashMap<(String, String), (String, String)>,
    locations: HashMap<String, Location>,
    /// Label, number and state, by identity.
    documents: HashMap<String, Vec<[String; 3]>>,
    /// Places of entries, by profile.
    entries: HashMap<String, usize>,
}

impl Joins {
    fn value(&self, set: &str, id: &str) -> (&str, &str) {
        let found = self.values.get(&(set.to_owned(), id.to_owned()));
        found.map_or(("", ""), |(text, other)| (text, other))
    }

    fn reference(&mut self, node: &Node) {
        let others = ["PartyTypeID", "CountryID"].map(|name| node.attribute(name));
        let other = others.into_iter().find(|id| !id.is_empty()).unwrap_or_default();
        let text = [node.own(), node.attribute("Description")].into_iter().find(|text| !text.is_empty());
        let key = (node.name.clone(), node.attribute("ID").to_owned());
        self.values.insert(key, (text.unwrap_or_default().to_owned(), other.to_owned()));
    }

    fn location(&mut self, node: &Node) {
        let area = self.value("AreaCode", node.value("LocationAreaCode/@AreaCodeID"));
        let countries =
            [node.value("LocationCountry/@CountryID"), area.1].map(|id| self.value("Country", id).0);
        let country = countries.into_iter().find(|name| !name.is_empty()).unwrap_or(area.0).to_owned();
        let mut parts: Vec<&str> = node
            .parts("LocationPart/LocationPartValue/Value")
            .map(Node::own)
            .filter(|part| !part.is_empty())
            .collect();
        parts.extend(Some(country.as_str()).filter(|country| !country.is_empty()));
        let text = parts.join(", ");
        self.locations.insert(node.attribute("ID").to_owned(), Location { text, country });
    }

    fn document(&mut self, node: &Node) {
        let label = self.value("IDRegDocType", node.attribute("IDRegDocTypeID")).0;
        let country = self.value("Country", node.attribute("IssuedBy-CountryID")).0;
        let document = [label, node.value("IDRegistrationNo"), country].map(str::to_owned);
        self.documents.entry(node.attribute("IdentityID").to_owned()).or_default().push(document);
    }

    /// A profile is a person when its type says so; when the file does not explain the type, unless it is a thing.
    fn is_person(&self, profile: &Node) -> bool {
        let (name, kind) = self.value("PartySubType", profile.attribute("PartySubTypeID"));
        match self.value("PartyType", kind).0 {
            "" => !matches!(name, "Vessel" | "Aircraft"),
            kind => kind == "Individual",
        }
    }

    fn party(&mut self, loader: &mut Loader, number: u64, party: &Node) {
        let mut profiles = party.all("Profile").filter(|profile| self.is_person(profile)).peekable();
        if profiles.peek().is_none() {
            loader.loaded.passed_over += 1;
            return;
        }
        let mut draft = Draft::new("OFAC", party.attribute("FixedRef"), number);
        draft.category("sanction");
        let mut ids = Vec::new();
        for profile in profiles {
            ids.push(profile.attribute("ID").to_owned());
            for identity in profile.all("Identity") {
                self.names(&mut draft, identity);
                for [label, number, country] in
                    self.documents.get(identity.attribute("ID")).into_iter().flatten()
                {
                    draft.number(label, number, [country.as_str()], "");
                }
            }
            for feature in profile.all("Feature") {
                self.feature(&mut draft, feature);
            }
        }
        let place = loader.loaded.entries.len();
        loader.add_draft(draft);
        if loader.loaded.entries.len() > place {
            self.entries.extend(ids.into_iter().map(|id| (id, place)));
        }
    }

    fn names(&self, draft: &mut Draft, identity: &Node) {
        let groups: HashMap<&str, &str> = identity
            .parts("NamePartGroups/MasterNamePartGroup/NamePartGroup")
            .map(|group| (group.attribute("ID"), group.attribute("NamePartTypeID")))
            .collect();
        for alias in identity.all("Alias") {
            let is = |name: &str| alias.attribute(name) == "true";
            let said = quality(self.value("AliasType", alias.attribute("AliasTypeID")).0);
            let quality = match said {
                _ if is("LowQuality") => NameQuality::Weak,
                Some(NameQuality::Former) => NameQuality::Former,
                _ if is("Primary") && identity.attribute("Primary") != "false" => NameQuality::Primary,
                _ => NameQuality::Good,
            };
            for name in alias.all("DocumentedName") {
                let of_family = |part: &&Node| {
                    let kind = groups.get(part.attribute("NamePartGroupID")).copied().unwrap_or_default();
                    FAMILY.contains(&self.value("NamePartType", kind).0)
                };
                let parts = name.parts("DocumentedNamePart/NamePartValue");
                let (family, given): (Vec<&Node>, Vec<&Node>) = parts.partition(of_family);
                let text =
                    |parts: &[&Node]| parts.iter().map(|part| part.own()).collect::<Vec<_>>().join(" ");
                let name = match (text(&family), text(&given)) {
                    (family, given) if family.is_empty() => EntryName::full(quality, given),
                    (family, given) => EntryName::parts(quality, family, given),
                };
                draft.name(quality, 0, name);
            }
        }
    }

    fn feature(&self, draft: &mut Draft, feature: &Node) {
        let name = self.value("FeatureType", feature.attribute("FeatureTypeID")).0;
        let Some((_, fill)) = FEATURES.iter().find(|(start, _)| name.starts_with(start)) else { return };
        for version in feature.all("FeatureVersion") {
            let detail = version.value("VersionDetail/@DetailReferenceID");
            let said = Said {
                born: version.all("DatePeriod").next().map(period),
                place: self.locations.get(version.value("VersionLocation/@LocationID")),
                detail: [version.value("VersionDetail"), self.value("DetailReference", detail).0]
                    .into_iter()
                    .find(|text| !text.is_empty())
                    .unwrap_or_default(),
            };
            fill(draft, &said);
        }
    }

    /// The programs of an entry, which stand behind all parties.
    fn programs(&self, loader: &mut Loader, node: &Node) {
        let place = self.entries.get(node.attribute("ProfileID"));
        let Some(entry) = place.and_then(|place| loader.loaded.entries.get_mut(*place)) else { return };
        let reason = &mut entry.reason.0;
        for program in node.parts("SanctionsMeasure/Comment").map(Node::own) {
            if program.is_empty() || reason.len() + program.len() > LONGEST_REASON || reason.contains(program)
            {
                continue;
            }
            if !reason.is_empty() {
                reason.push_str("; ");
            }
            reason.push_str(program);
        }
    }
}

/// A day of a period, from its year, month and day.
fn day(period: &Node, edge: &str, end: &str) -> Option<NaiveDate> {
    let node = period.parts(edge).find_map(|edge| edge.all(end).next())?;
    let part = |name: &str| node.value(name).parse().ok();
    NaiveDate::from_ymd_opt(year(node.value("Year"))?, part("Month")?, part("Day")?)
}

/// A period as a birth date, and its text: a year alone is written as its first to its last day.
fn period(node: &Node) -> (Option<BirthSpec>, String) {
    let is_about = ["Start/@Approximate", "End/@Approximate"].iter().any(|at| node.value(at) == "true");
    let read = || {
        let (from, to) = (day(node, "Start", "From")?, day(node, "End", "To")?);
        let ends_month = to.succ_opt()?.day() == 1;
        let date = if from.year() != to.year() {
            return Some(BirthSpec::Years(from.year().min(to.year()), to.year().max(from.year())));
        } else if from == to {
            BirthDate::new(from.year(), Some(from.month()), Some(from.day()))
        } else if from.day() == 1 && from.month() == to.month() && ends_month {
            BirthDate::new(from.year(), Some(from.month()), None)
        } else {
            BirthDate::new(from.year(), None, None)
        };
        date.map(|date| if is_about { about(date.year()) } else { BirthSpec::Date(date) })
    };
    let text = |at: &str| node.value(at).to_owned();
    (read(), ["Start/From/Year", "Start/From/Month", "Start/From/Day", "End/To/Year"].map(text).join("-"))
}

/// Reads `sdn_advanced.xml` of OFAC. Trouble is reported by the number of the party.
///
/// # Errors
/// As [`from_un_xml`](super::from_un_xml).
pub fn from_ofac_advanced_xml(source: impl BufRead) -> Result<Loaded, Error> {
    let (mut loader, mut joins) = (Loader::new(), Joins::default());
    records(source, &SHAPE, &mut loader, |loader, number, node| match node.name.as_str() {
        "DistinctParty" => joins.party(loader, number, node),
        "Location" => joins.location(node),
        "IDRegDocument" => joins.document(node),
        "SanctionsEntry" => joins.programs(loader, node),
        "DateOfIssue" => {
            let date = ["Year", "Month", "Day"].map(|part| format!("{:0>2}", node.value(part)));
            loader.loaded.version = Some(date.join("-"));
        }
        _ => joins.reference(node),
    })?;
    loader.finish()
}
