//! A record as a tree: an element of XML or an object of JSON.

use std::borrow::Cow;

use quick_xml::events::BytesStart;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::layout::Values;
use super::words::is_nothing;

/// Most attributes of an element; the longest in use has about twenty.
const MOST_ATTRIBUTES: usize = 100;

/// An element of a record.
#[derive(Default)]
pub(super) struct Node {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) children: Vec<Node>,
}

fn meant(text: &str) -> &str {
    let text = text.trim();
    if is_nothing(text) { "" } else { text }
}

impl Node {
    /// An element without its content; its size is added. `None` when an attribute cannot be read, or there are too many.
    pub(super) fn of(start: &BytesStart<'_>, size: &mut usize) -> Option<Self> {
        let name = start.local_name().as_ref().to_owned();
        let mut node = Self { name, ..Self::default() };
        // The check for doubles compares each with each; of doubles the first counts.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.ok().filter(|_| node.attributes.len() < MOST_ATTRIBUTES)?;
            let value = quick_xml::escape::unescape(&attribute.value).map(Cow::into_owned).ok()?;
            *size += value.len();
            node.attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
        }
        *size += node.name.len() + 32;
        Some(node)
    }

    /// The children of a name.
    pub(super) fn all<'n, 'm>(&'n self, name: &'m str) -> impl Iterator<Item = &'n Self> + use<'n, 'm> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Its own text; empty when it says nothing.
    pub(super) fn own(&self) -> &str {
        meant(&self.text)
    }

    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| meant(value))
    }

    /// True when a text of it or below it holds what `is` finds.
    pub(super) fn any_text(&self, is: &impl Fn(&str) -> bool) -> bool {
        is(&self.text)
            || self.attributes.iter().any(|(_, value)| is(value))
            || self.children.iter().any(|child| child.any_text(is))
    }
}

/// Places are names joined by `/`; `@name` is an attribute, `.` the text itself.
impl Values for Node {
    fn value(&self, at: &str) -> &str {
        if let Some((first, rest)) = at.split_once('/') {
            return self
                .all(first)
                .map(|child| child.value(rest))
                .find(|text| !text.is_empty())
                .unwrap_or("");
        }
        match at.strip_prefix('@') {
            Some(name) => self.attribute(name),
            None if at == "." => self.own(),
            None => self.all(at).next().map_or("", Self::own),
        }
    }

    fn parts<'v>(&'v self, at: &'v str) -> Box<dyn Iterator<Item = &'v Self> + 'v> {
        match at.split_once('/') {
            Some((first, rest)) => Box::new(self.all(first).flat_map(|child| child.parts(rest))),
            None if at.is_empty() => Box::new(std::iter::once(self)),
            None => Box::new(self.all(at)),
        }
    }
}

/// Any value of JSON: the values of an array are children of the same name.
impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

/// The name of the values of an array until its own is known.
const ITEM: &str = "[]";

struct AnyValue;

impl AnyValue {
    fn text(text: &impl ToString) -> Node {
        Node { text: text.to_string(), ..Node::default() }
    }
}

impl<'de> Visitor<'de> for AnyValue {
    type Value = Node;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::default())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Self::text(&value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Self::text(&value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Self::text(&value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Self::text(&value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Self::text(&value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut node = Node::default();
        while let Some(item) = items.next_element::<Node>()? {
            node.children.push(Node { name: ITEM.to_owned(), ..item });
        }
        Ok(node)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut node = Node::default();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value::<Node>()?;
            if value.children.first().is_some_and(|child| child.name == ITEM) {
                let items = value.children.into_iter();
                node.children.extend(items.map(|item| Node { name: name.clone(), ..item }));
            } else {
                node.children.push(Node { name, ..value });
            }
        }
        Ok(node)
    }
}
