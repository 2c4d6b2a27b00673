//! Lists in XML: UN consolidated list, EU financial sanctions file, OFAC `sdn.xml`. Read as a stream, one record at a
//! time; local names only. No DTD, no entities but the five of XML; depth and size are bounded.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::words::{about, birth, is_nothing, state};
use super::{Loaded, Loader, RowTrouble, refused};
use crate::codes::Sex;
use crate::error::{Error, ErrorKind};
use crate::model::{BirthDate, Personal};
use crate::span::{Location, Span};
use crate::watchlist::entry::{BirthSpec, Entry, EntryDocument, EntryName, Handling, NameQuality};

/// Most elements within elements.
const DEEPEST: usize = 16;
/// Most bytes of text and names of one record.
const LARGEST: usize = 4 << 20;

/// An element of a record.
#[derive(Default)]
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Node>,
}

impl Node {
    fn of(start: &BytesStart<'_>, size: &mut usize) -> Self {
        let name = start.local_name().as_ref().to_owned();
        let mut node = Self { name, ..Self::default() };
        for attribute in start.attributes().flatten() {
            let value =
                quick_xml::escape::unescape(&attribute.value).map(Cow::into_owned).unwrap_or_default();
            *size += value.len();
            node.attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
        }
        *size += node.name.len() + 32;
        node
    }

    fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of a name; empty when there is none or it says nothing.
    fn get(&self, name: &str) -> &str {
        let text =
            self.children.iter().find(|child| child.name == name).map_or("", |child| child.text.trim());
        if is_nothing(text) { "" } else { text }
    }

    fn attribute(&self, name: &str) -> &str {
        let text = self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim());
        if is_nothing(text) { "" } else { text }
    }

    /// The items of a list of a record.
    fn items<'n>(&'n self, list: &'n str, item: &'n str) -> impl Iterator<Item = &'n Self> {
        self.all(list).flat_map(move |list| list.all(item))
    }
}

/// What a layout makes of a record: an entry, or nothing for what is no person.
type Map = fn(&Node, &mut dyn FnMut(RowTrouble)) -> Option<Entry>;

/// Reads the records of a layout from its root.
fn records(
    source: impl BufRead,
    root: &'static str,
    names: &[&str],
    version: &str,
    map: Map,
) -> Result<Loaded, Error> {
    let mut reader = Reader::from_reader(source);
    reader.config_mut().expand_empty_elements = true;
    let mut loader = Loader::new();
    let (mut buffer, mut depth, mut seen_root, mut closed) = (Vec::new(), 0_usize, false, false);
    let mut stack: Vec<Node> = Vec::new();
    let (mut size, mut broken, mut number) = (0, false, 0_u64);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| refused("the XML is not well-formed"))?;
        match event {
            Event::DocType(_) => return Err(refused("the XML has a document type: not read")),
            Event::Start(start) => {
                depth += 1;
                let local = start.local_name().as_ref().to_owned();
                if !seen_root {
                    if local != root {
                        let kind = ErrorKind::NotUnderstood { expected: root };
                        return Err(Error::new(kind, Location::bytes(Span::default())));
                    }
                    seen_root = true;
                    let node = Node::of(&start, &mut size);
                    let dated = node.attribute(version);
                    loader.loaded.version = (!dated.is_empty()).then(|| dated.to_owned());
                } else if !stack.is_empty() || names.contains(&local.as_str()) {
                    if stack.is_empty() {
                        (size, broken, number) = (0, false, number + 1);
                    }
                    broken |= stack.len() >= DEEPEST || size > LARGEST;
                    stack.push(if broken { Node::default() } else { Node::of(&start, &mut size) });
                }
                if depth > DEEPEST * 4 {
                    return Err(refused("the XML is too deep"));
                }
            }
            Event::Text(text) => {
                if let Some(node) = stack.last_mut().filter(|_| !broken) {
                    size += text.len();
                    node.text.push_str(&text);
                    broken |= size > LARGEST;
                }
            }
            Event::CData(text) => {
                if let Some(node) = stack.last_mut().filter(|_| !broken) {
                    size += text.len();
                    node.text.push_str(&text);
                    broken |= size > LARGEST;
                }
            }
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().ok().flatten();
                let text = match (character, &*name) {
                    (Some(c), _) => Some(c),
                    (None, "amp") => Some('&'),
                    (None, "lt") => Some('<'),
                    (None, "gt") => Some('>'),
                    (None, "apos") => Some('\''),
                    (None, "quot") => Some('"'),
                    _ => None,
                };
                match (text, stack.last_mut()) {
                    (Some(c), Some(node)) => node.text.push(c),
                    (None, Some(_)) => broken = true,
                    _ => {}
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                closed |= depth == 0;
                let Some(node) = stack.pop() else { continue };
                if let Some(parent) = stack.last_mut() {
                    parent.children.push(node);
                } else if broken {
                    loader.lost(number);
                } else {
                    let mut troubles = Vec::new();
                    let entry = map(&node, &mut |trouble| troubles.push(trouble));
                    for trouble in troubles {
                        loader.trouble(number, trouble);
                    }
                    match entry {
                        Some(entry) => loader.add_entry(number, entry),
                        None => loader.loaded.passed_over += 1,
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !closed {
        return Err(refused("the XML ends early: the file was cut"));
    }
    loader.finish()
}

fn joined<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn sex(text: &str) -> Option<Personal<Sex>> {
    match text.to_ascii_lowercase().as_str() {
        "male" | "m" => Some(Personal(Sex::Male)),
        "female" | "f" => Some(Personal(Sex::Female)),
        _ => None,
    }
}

/// Adds a state once.
fn add_state(entry: &mut Entry, text: &str, trouble: &mut dyn FnMut(RowTrouble)) {
    match state(text) {
        _ if text.is_empty() => {}
        Some(state) if !entry.nationalities.iter().any(|known| known.0 == state) => {
            entry.nationalities.push(Personal(state));
        }
        Some(_) => {}
        None => trouble(RowTrouble::State),
    }
}

fn add_birth(entry: &mut Entry, spec: Option<BirthSpec>, trouble: &mut dyn FnMut(RowTrouble)) {
    match spec {
        Some(spec) if !entry.births.iter().any(|known| known.0 == spec) => entry.births.push(Personal(spec)),
        Some(_) => {}
        None => trouble(RowTrouble::BirthDate),
    }
}

fn add_document(entry: &mut Entry, kind: &str, number: &str, country: &str) {
    let number = number.rsplit(':').next().unwrap_or_default();
    let number = number.split('(').next().unwrap_or_default().trim();
    let lower = kind.to_lowercase();
    let kind = if lower.contains("pass") || lower.contains("pasa") { "P" } else { "I" };
    if !number.is_empty() {
        entry.documents.push(EntryDocument::new(kind, number, state(country)));
    }
}

/// Reads the consolidated list of the UN Security Council.
///
/// # Errors
/// When it is not that list, it was cut or has a document type, no record was understood, or more than one in ten is
/// broken.
pub fn from_un_xml(source: impl BufRead) -> Result<Loaded, Error> {
    records(source, "CONSOLIDATED_LIST", &["INDIVIDUAL", "ENTITY"], "dateGenerated", un)
}

fn un(node: &Node, trouble: &mut dyn FnMut(RowTrouble)) -> Option<Entry> {
    if node.name != "INDIVIDUAL" {
        return None;
    }
    let mut entry = Entry::new("UN", node.get("DATAID"));
    let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|name| node.get(name));
    let full = |quality, text: &str| EntryName::full(quality, text);
    entry.names.push(full(NameQuality::Primary, &joined(parts)));
    if !node.get("NAME_ORIGINAL_SCRIPT").is_empty() {
        entry.names.push(full(NameQuality::Original, node.get("NAME_ORIGINAL_SCRIPT")));
    }
    for alias in node.all("INDIVIDUAL_ALIAS") {
        let quality = if alias.get("QUALITY") == "Low" { NameQuality::Weak } else { NameQuality::Good };
        let names = alias.get("ALIAS_NAME").split(';').map(str::trim).filter(|name| !name.is_empty());
        entry.names.extend(names.map(|name| full(quality, name)));
        if !alias.get("DATE_OF_BIRTH").is_empty() {
            add_birth(&mut entry, birth(alias.get("DATE_OF_BIRTH")), trouble);
        }
    }
    for born in node.all("INDIVIDUAL_DATE_OF_BIRTH").filter(|born| !born.children.is_empty()) {
        let year = |name: &str| born.get(name).parse::<i32>().ok();
        let circa = born.get("TYPE_OF_DATE") == "APPROXIMATELY";
        let spec = if !born.get("DATE").is_empty() {
            birth(born.get("DATE").get(..10).unwrap_or_default())
        } else if let Some(year) = year("YEAR") {
            if circa { Some(about(year)) } else { BirthDate::new(year, None, None).map(BirthSpec::Date) }
        } else if let (Some(from), Some(to)) = (year("FROM_YEAR"), year("TO_YEAR")) {
            Some(BirthSpec::Years(from.min(to), from.max(to)))
        } else if born.get("NOTE").is_empty() {
            continue;
        } else {
            birth(born.get("NOTE"))
        };
        add_birth(&mut entry, spec, trouble);
    }
    for value in
        node.items("NATIONALITY", "VALUE").map(|value| value.text.trim()).filter(|text| !is_nothing(text))
    {
        add_state(&mut entry, value, trouble);
    }
    for place in node.all("INDIVIDUAL_PLACE_OF_BIRTH") {
        let text = joined(["CITY", "STATE_PROVINCE", "COUNTRY"].map(|name| place.get(name)));
        if !text.is_empty() {
            entry.birth_places.push(Personal(text));
        }
    }
    for document in node.all("INDIVIDUAL_DOCUMENT") {
        let kind = joined([document.get("TYPE_OF_DOCUMENT"), document.get("TYPE_OF_DOCUMENT2")]);
        let country = [document.get("COUNTRY_OF_ISSUE"), document.get("ISSUING_COUNTRY")];
        add_document(
            &mut entry,
            &kind,
            document.get("NUMBER"),
            country.into_iter().find(|c| !c.is_empty()).unwrap_or_default(),
        );
    }
    entry.sex = sex(node.get("GENDER"));
    entry.reason =
        Personal(joined([node.get("REFERENCE_NUMBER"), node.get("UN_LIST_TYPE"), node.get("COMMENTS1")]));
    Some(entry)
}

/// Reads the financial sanctions file of the EU, XML 1.1.
///
/// # Errors
/// As [`from_un_xml`].
pub fn from_eu_xml(source: impl BufRead) -> Result<Loaded, Error> {
    records(source, "export", &["sanctionEntity"], "generationDate", eu)
}

fn eu(node: &Node, trouble: &mut dyn FnMut(RowTrouble)) -> Option<Entry> {
    if !node
        .all("subjectType")
        .any(|kind| kind.attribute("code") == "person" || kind.attribute("classificationCode") == "P")
    {
        return None;
    }
    let mut entry = Entry::new("EU", node.attribute("logicalId"));
    let mut aliases: Vec<(u64, &Node)> = node
        .all("nameAlias")
        .map(|alias| (alias.attribute("logicalId").parse().unwrap_or(u64::MAX), alias))
        .collect();
    // No mark tells the primary name: the one with the lowest number is it.
    aliases.sort_by_key(|alias| alias.0);
    for (_, alias) in aliases {
        let text = match alias.attribute("wholeName") {
            "" => joined(["firstName", "middleName", "lastName"].map(|name| alias.attribute(name))),
            whole => whole.to_owned(),
        };
        let remark = alias.get("remark").to_lowercase();
        let weak = alias.attribute("strong") == "false" || remark.contains("low qual");
        let quality = if weak {
            NameQuality::Weak
        } else if entry.names.is_empty() {
            NameQuality::Primary
        } else {
            NameQuality::Good
        };
        if !text.is_empty() {
            entry.names.push(EntryName::full(quality, text));
        }
        entry.sex = entry.sex.or_else(|| sex(alias.attribute("gender")));
    }
    for state in node.all("citizenship") {
        add_state(&mut entry, state.attribute("countryIso2Code"), trouble);
    }
    for born in node.all("birthdate") {
        let number = |name: &str| born.attribute(name).parse::<i32>().ok();
        let part = |name: &str| born.attribute(name).parse::<u32>().ok();
        let circa = born.attribute("circa") == "true";
        let spec = if !born.attribute("birthdate").is_empty() {
            birth(born.attribute("birthdate"))
        } else if let Some(year) = number("year") {
            let month = part("monthOfYear");
            let day = part("dayOfMonth").filter(|_| month.is_some());
            if circa { Some(about(year)) } else { BirthDate::new(year, month, day).map(BirthSpec::Date) }
        } else {
            match (number("yearRangeFrom"), number("yearRangeTo")) {
                (None, None) => continue,
                (from, to) => Some(BirthSpec::Years(from.unwrap_or(i32::MIN), to.unwrap_or(i32::MAX))),
            }
        };
        add_birth(&mut entry, spec, trouble);
        let place = joined(["city", "place", "countryDescription"].map(|name| born.attribute(name)));
        if !place.is_empty() {
            entry.birth_places.push(Personal(place));
        }
    }
    for document in node.all("identification") {
        let kind = document.attribute("identificationTypeCode");
        add_document(&mut entry, kind, document.attribute("number"), document.attribute("countryIso2Code"));
    }
    entry.reason =
        Personal(joined(node.all("regulation").map(|regulation| regulation.attribute("programme")).take(4)));
    Some(entry)
}

/// Reads `sdn.xml` of OFAC, with the old or the new namespace.
///
/// # Errors
/// As [`from_un_xml`].
pub fn from_ofac_xml(source: impl BufRead) -> Result<Loaded, Error> {
    records(source, "sdnList", &["sdnEntry"], "", ofac)
}

fn ofac(node: &Node, trouble: &mut dyn FnMut(RowTrouble)) -> Option<Entry> {
    if node.get("sdnType") != "Individual" {
        return None;
    }
    let mut entry = Entry::new("OFAC", node.get("uid"));
    entry.names.push(EntryName::parts(NameQuality::Primary, node.get("lastName"), node.get("firstName")));
    for aka in node.items("akaList", "aka") {
        let quality = match (aka.get("category"), aka.get("type")) {
            ("weak", _) => NameQuality::Weak,
            (_, "f.k.a.") => NameQuality::Former,
            _ => NameQuality::Good,
        };
        entry.names.push(EntryName::parts(quality, aka.get("lastName"), aka.get("firstName")));
    }
    for born in node.items("dateOfBirthList", "dateOfBirthItem").map(|born| born.get("dateOfBirth")) {
        add_birth(&mut entry, birth(born), trouble);
    }
    for (list, item) in [("nationalityList", "nationality"), ("citizenshipList", "citizenship")] {
        for state in node.items(list, item) {
            add_state(&mut entry, state.get("country"), trouble);
        }
    }
    for place in node.items("placeOfBirthList", "placeOfBirthItem").map(|place| place.get("placeOfBirth")) {
        entry.birth_places.push(Personal(place.to_owned()));
    }
    for id in node.items("idList", "id") {
        match id.get("idType") {
            "Gender" => entry.sex = sex(id.get("idNumber")),
            kind if kind.contains("Passport")
                || kind.contains("National ID")
                || kind.contains("Identification") =>
            {
                add_document(&mut entry, kind, id.get("idNumber"), id.get("idCountry"));
            }
            _ => {}
        }
    }
    let programs = node.items("programList", "program").map(|program| program.text.trim());
    entry.reason = Personal(joined(programs.chain([node.get("remarks")])));
    entry.handling = Handling::Inform;
    Some(entry)
}
