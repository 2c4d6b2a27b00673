//! Lists in XML: UN consolidated list, EU financial sanctions file, OFAC `sdn.xml`, UK sanctions list. Read as a stream, one
//! record at a time; local names only. No DTD, no entities but the five of XML; depth and size are bounded.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::decode::Decoded;
use super::draft::Draft;
use super::layout::{Kind, Layout};
use super::layouts;
use super::node::Node;
use super::{Loaded, Loader, RowTrouble, refused};
use crate::error::{Error, ErrorKind};
use crate::span::{Location, Span};

/// Most elements within elements.
const DEEPEST: usize = 16;
/// Most bytes of text and names of one record.
const LARGEST: usize = 4 << 20;
/// Most bytes of a text outside records.
const LONGEST_NOTE: usize = 100;

/// Where the records of a list stand.
pub(super) struct Shape {
    pub(super) root: &'static str,
    /// Elements that are records.
    pub(super) records: &'static [&'static str],
    /// Elements beside the records that are given too; they have no numbers.
    pub(super) beside: &'static [&'static str],
    /// Elements that are records of other things than persons.
    pub(super) others: &'static [&'static str],
    /// Attribute of the root, or element outside records, that tells the version.
    pub(super) version: &'static str,
    /// Element outside records that tells how many there are.
    pub(super) count: &'static str,
}

impl Shape {
    fn takes(&self, name: &str) -> bool {
        [self.records, self.beside, self.others].iter().any(|names| names.contains(&name))
    }
}

/// Reads the records of a list; each is given with its number.
pub(super) fn records(
    source: impl BufRead,
    shape: &Shape,
    loader: &mut Loader,
    mut each: impl FnMut(&mut Loader, u64, &Node),
) -> Result<(), Error> {
    let mut reader = Reader::from_reader(Decoded::new(source));
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth, mut seen_root, mut closed) = (Vec::new(), 0_usize, false, false);
    let mut stack: Vec<Node> = Vec::new();
    let (mut size, mut broken, mut number) = (0, false, 0_u64);
    let (mut outside, mut said, mut declared) = (String::new(), String::new(), None);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| refused("the XML is not well-formed"))?;
        match event {
            Event::DocType(_) => return Err(refused("the XML has a document type: not read")),
            Event::Start(start) => {
                depth += 1;
                let local = start.local_name().as_ref().to_owned();
                if !seen_root {
                    if local != shape.root {
                        let kind = ErrorKind::NotUnderstood { expected: shape.root };
                        return Err(Error::new(kind, Location::bytes(Span::default())));
                    }
                    seen_root = true;
                    let node = Node::of(&start, &mut size).unwrap_or_default();
                    let dated = node.attribute(shape.version);
                    loader.loaded.version = (!dated.is_empty()).then(|| dated.to_owned());
                } else if !stack.is_empty() || shape.takes(&local) {
                    if stack.is_empty() {
                        (size, broken) = (0, false);
                        number += u64::from(!shape.beside.contains(&&*local));
                    }
                    broken |= stack.len() >= DEEPEST || size > LARGEST;
                    let node = if broken { None } else { Node::of(&start, &mut size) };
                    broken |= node.is_none();
                    stack.push(node.unwrap_or_default());
                } else {
                    (outside, said) = (local, String::new());
                }
                if depth > DEEPEST * 4 {
                    return Err(refused("the XML is too deep"));
                }
            }
            Event::Text(text) => add(&mut stack, &mut said, &text, &mut size, &mut broken),
            Event::CData(text) => add(&mut stack, &mut said, &text, &mut size, &mut broken),
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
                    (Some(c), Some(node)) if !broken => {
                        size += c.len_utf8();
                        node.text.push(c);
                    }
                    (None, Some(_)) => broken = true,
                    _ => {}
                }
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                closed |= depth == 0;
                broken |= size > LARGEST && !stack.is_empty();
                let Some(node) = stack.pop() else {
                    if outside == shape.version && loader.loaded.version.is_none() && !said.trim().is_empty()
                    {
                        loader.loaded.version = Some(said.trim().to_owned());
                    }
                    if outside == shape.count && declared.is_none() {
                        declared = said.trim().parse::<u64>().ok();
                    }
                    outside.clear();
                    continue;
                };
                if let Some(parent) = stack.last_mut() {
                    parent.children.push(node);
                } else if broken {
                    loader.lost(number);
                } else if shape.others.contains(&node.name.as_str()) {
                    loader.loaded.passed_over += 1;
                } else {
                    if node.any_text(&|text| text.contains('\u{fffd}')) {
                        loader.trouble(number, RowTrouble::Encoding);
                    }
                    each(loader, number, &node);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !closed || declared.is_some_and(|declared| number < declared) {
        return Err(refused("the XML ends early, or has fewer records than it says: the file was cut"));
    }
    Ok(())
}

/// Adds a text to the element that is open, or to what stands outside of records.
fn add(stack: &mut [Node], outside_text: &mut String, text: &str, size: &mut usize, broken: &mut bool) {
    match stack.last_mut() {
        Some(node) if !*broken => {
            *size += text.len();
            *broken |= *size > LARGEST;
            if !*broken {
                node.text.push_str(text);
            }
        }
        None if text.len() < LONGEST_NOTE => outside_text.push_str(text.get(..LONGEST_NOTE).unwrap_or(text)),
        _ => {}
    }
}

fn read(source: impl BufRead, shape: &Shape, layout: &Layout) -> Result<Loaded, Error> {
    let mut loader = Loader::new();
    records(source, shape, &mut loader, |loader, number, node| {
        match layout.kind(node) {
            Kind::Person => {}
            Kind::Other => {
                loader.loaded.passed_over += 1;
                return;
            }
            Kind::Unclear => loader.trouble(number, RowTrouble::Word),
        }
        let mut draft = Draft::new(layout.list, layout.id(node), number);
        layout.fill(&mut draft, node);
        loader.add_draft(draft);
    })?;
    loader.finish()
}

/// Reads the consolidated list of the UN Security Council.
///
/// # Errors
/// When it is not that list, it was cut or has a document type, no record was understood, or more than one in ten is
/// broken.
pub fn from_un_xml(source: impl BufRead) -> Result<Loaded, Error> {
    let shape = Shape {
        root: "CONSOLIDATED_LIST",
        records: &["INDIVIDUAL"],
        beside: &[],
        others: &["ENTITY"],
        version: "dateGenerated",
        count: "",
    };
    read(source, &shape, &layouts::UN)
}

/// Reads the financial sanctions file of the EU, XML 1.1.
///
/// # Errors
/// As [`from_un_xml`].
pub fn from_eu_xml(source: impl BufRead) -> Result<Loaded, Error> {
    let shape = Shape {
        root: "export",
        records: &["sanctionEntity"],
        beside: &[],
        others: &[],
        version: "generationDate",
        count: "",
    };
    read(source, &shape, &layouts::EU_XML)
}

/// Reads `sdn.xml` of OFAC, with the old or the new namespace.
///
/// # Errors
/// As [`from_un_xml`]; also when there are fewer records than the file says.
pub fn from_ofac_xml(source: impl BufRead) -> Result<Loaded, Error> {
    let shape = Shape {
        root: "sdnList",
        records: &["sdnEntry"],
        beside: &[],
        others: &[],
        version: "Publish_Date",
        count: "Record_Count",
    };
    read(source, &shape, &layouts::OFAC_XML)
}

/// Reads the UK sanctions list in XML, which keeps together what belongs together; better than its CSV.
///
/// # Errors
/// As [`from_un_xml`].
pub fn from_uk_xml(source: impl BufRead) -> Result<Loaded, Error> {
    let shape = Shape {
        root: "Designations",
        records: &["Designation"],
        beside: &[],
        others: &[],
        version: "DateGenerated",
        count: "",
    };
    read(source, &shape, &layouts::UK_XML)
}
