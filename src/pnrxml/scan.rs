//! XML, tag by tag, with recovery: in a well-formed document no `<` stands inside a tag, so that a broken tag costs only what
//! stands up to the next `<`. Each byte is looked at a bounded number of times, whatever the damage.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

use super::source::offset_in;
use crate::error::ErrorKind;
use crate::finding::Rule;
use crate::limits::Limits;

/// The opening of an element.
pub(super) struct Tag<'t> {
    /// Name as written, with its prefix.
    pub(super) name: &'t str,
    /// What stands after the name.
    attributes: &'t str,
    /// True for `<name/>`.
    pub(super) is_closed: bool,
}

/// A piece of a document.
pub(super) enum Token<'t> {
    /// The opening of an element.
    Open(Tag<'t>),
    /// The end of an element, by its name as written.
    Close(&'t str),
    /// Character data, as it is written.
    Text(&'t str),
    /// Character data that needs no reading of references.
    Literal(&'t str),
    /// Something is wrong here.
    Trouble(Rule),
}

/// What opens markup that is no tag.
const MARKUP: [&str; 4] = ["<?", "<!--", "<![CDATA[", "<!DOCTYPE"];

/// A document, piece by piece.
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Comments, CDATA, declarations and instructions: whatever may hold a `<`. One that never ends is the end.
    fn markup(&mut self) -> Option<Token<'t>> {
        if !MARKUP.iter().any(|opening| self.rest().starts_with(opening)) {
            self.at += 1;
            return Some(Token::Trouble(Rule::XmlBroken));
        }
        let mut reader = Reader::from_str(self.rest());
        let event = reader.read_event();
        let length = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let (length, token) = match event {
            Ok(Event::CData(data)) => match data.into_inner() {
                Cow::Borrowed(data) => (length, Some(Token::Literal(data))),
                Cow::Owned(_) => (length, None),
            },
            Ok(Event::DocType(_)) => (length, Some(Token::Trouble(Rule::XmlDoctype))),
            Ok(_) => (length, None),
            Err(_) => (self.rest().len(), Some(Token::Trouble(Rule::XmlBroken))),
        };
        self.at = self.at.saturating_add(length.max(1)).min(self.text.len());
        token
    }

    /// A tag, from `<` up to its `>`; up to the next `<` when that comes first.
    fn tag(&mut self) -> [Option<Token<'t>>; 2] {
        let rest = self.rest();
        let next = rest.get(1..).and_then(|inside| memchr::memchr(b'<', inside.as_bytes())).map(|at| at + 1);
        let slice = rest.get(..next.unwrap_or(rest.len())).unwrap_or_default();
        let mut reader = Reader::from_str(slice);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        let is_whole = matches!(reader.read_event(), Ok(Event::Start(_) | Event::Empty(_) | Event::End(_)));
        let length = if is_whole {
            usize::try_from(reader.buffer_position()).unwrap_or(slice.len())
        } else {
            // What can be saved of a broken tag: all up to `>`. At the end of the document nothing: it was cut there.
            let end = memchr::memchr(b'>', slice.as_bytes()).map(|at| at + 1);
            let Some(length) = end.or(next) else {
                self.at = self.text.len();
                return [Some(Token::Trouble(Rule::XmlBroken)), None];
            };
            length
        };
        self.at += length;
        let inside = slice.get(1..length).unwrap_or_default().trim_end_matches('>');
        let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let (is_closed, inside) = inside.strip_suffix('/').map_or((false, inside), |inside| (true, inside));
        let is_inside = |c: char| !c.is_whitespace() && !matches!(c, '/' | '=' | '"' | '\'' | '&');
        let (name, attributes) = inside.split_at(inside.find(|c| !is_inside(c)).unwrap_or(inside.len()));
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let trouble = (!is_whole || !is_name).then_some(Token::Trouble(Rule::XmlBroken));
        let token = match (is_name, is_end) {
            (false, _) => None,
            (true, true) => Some(Token::Close(name)),
            (true, false) => Some(Token::Open(Tag { name, attributes, is_closed })),
        };
        match trouble {
            Some(trouble) => [Some(trouble), token],
            None => [token, None],
        }
    }

    /// The next pieces with their place; `None` at the end.
    pub(super) fn next(&mut self) -> Option<([Option<Token<'t>>; 2], Range<usize>)> {
        let start = self.at;
        let rest = self.rest();
        let tokens = match rest.as_bytes() {
            [] => return None,
            [b'<', b'!' | b'?', ..] => [self.markup(), None],
            [b'<', ..] => self.tag(),
            _ => {
                let end = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
                self.at += end;
                [rest.get(..end).map(Token::Text), None]
            }
        };
        Some((tokens, start..self.at))
    }
}

/// An attribute: its name as written, its value as written and the offset of the value.
pub(super) type Written<'t> = (&'t str, &'t str, usize);

impl<'t> Tag<'t> {
    /// The attributes, and whether some were broken.
    pub(super) fn attributes(
        &self,
        whole: &str,
        limits: &Limits,
    ) -> Result<(Vec<Written<'t>>, bool), ErrorKind> {
        let (mut found, mut is_broken) = (Vec::new(), false);
        let mut attributes = Attributes::new(self.attributes, 0);
        attributes.with_checks(false);
        for (number, attribute) in attributes.enumerate() {
            if number >= limits.xml_attributes {
                let limit = limits.xml_attributes;
                return Err(ErrorKind::LimitExceeded { what: "attributes of one element", limit });
            }
            match attribute.map(|attribute| (attribute.key.into_inner(), attribute.value)) {
                Ok((key, Cow::Borrowed(value))) => {
                    check_length(value.len(), limits)?;
                    found.push((key, value, offset_in(whole, value)));
                }
                _ => is_broken = true,
            }
        }
        Ok((found, is_broken))
    }
}

/// Refuses a value that is longer than its budget.
pub(super) const fn check_length(length: usize, limits: &Limits) -> Result<(), ErrorKind> {
    if length > limits.xml_value_bytes {
        return Err(ErrorKind::LimitExceeded { what: "bytes of one value", limit: limits.xml_value_bytes });
    }
    Ok(())
}

/// True for the characters that XML 1.0 allows.
pub(super) const fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// The line ends of a value as XML reads them: blanks in attributes, one character in text.
fn lines(written: &str, is_attribute: bool) -> Cow<'_, str> {
    match (is_attribute, written.contains(['\r', '\n', '\t']), written.contains('\r')) {
        (true, true, _) => Cow::Owned(written.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ")),
        (false, _, true) => Cow::Owned(written.replace("\r\n", "\n").replace('\r', "\n")),
        _ => Cow::Borrowed(written),
    }
}

/// A value as it is meant: references are read, but only those of XML itself and of characters. What else looks like one
/// stays as it is written, and its rule is given back.
pub(super) fn read_value(written: &str, is_attribute: bool) -> (Cow<'_, str>, Option<Rule>) {
    let value = lines(written, is_attribute);
    if value.chars().all(|c| is_allowed(c) && c != '&') {
        return (value, None);
    }
    let (mut meant, mut trouble) = (String::with_capacity(value.len()), None);
    let mut rest: &str = &value;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        meant.push_str(before);
        // No reference of XML or of a character is longer.
        let end = reference.bytes().take(12).position(|byte| byte == b';').map(|end| end + 1);
        let one = end.and_then(|end| reference.split_at_checked(end));
        let read = one.and_then(|(one, after)| unescape(one).ok().map(|text| (text, after)));
        if let Some((text, after)) = read.filter(|(text, _)| text.chars().all(is_allowed)) {
            meant.push_str(&text);
            rest = after;
            continue;
        }
        let mut name = reference.bytes().skip(1).take(64);
        let ends = |byte: u8| !(byte.is_ascii_alphanumeric() || byte >= 0x80 || b"#._-:".contains(&byte));
        let is_entity = name.find(|byte| ends(*byte)) == Some(b';');
        trouble = trouble.or(Some(if is_entity { Rule::XmlEntity } else { Rule::XmlBroken }));
        meant.push('&');
        rest = reference.get(1..).unwrap_or_default();
    }
    meant.push_str(rest);
    let (meant, forbidden) = allowed(Cow::Owned(meant));
    (meant, forbidden.or(trouble))
}

/// The text of a CDATA section, in which nothing is a reference.
pub(super) fn read_literal(written: &str) -> (Cow<'_, str>, Option<Rule>) {
    allowed(lines(written, false))
}

/// A text without the characters that XML does not allow.
fn allowed(mut text: Cow<'_, str>) -> (Cow<'_, str>, Option<Rule>) {
    if text.chars().all(is_allowed) {
        return (text, None);
    }
    text.to_mut().retain(is_allowed);
    (text, Some(Rule::XmlBroken))
}

/// The name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut scanner = Scanner::new(text);
        let mut out = Vec::new();
        while let Some((tokens, _)) = scanner.next() {
            for token in tokens.into_iter().flatten() {
                out.push(match token {
                    Token::Open(tag) => {
                        let (list, broken) = tag.attributes(text, &Limits::DEFAULT).unwrap();
                        let list: Vec<_> =
                            list.iter().map(|(key, value, _)| format!(" {key}={value}")).collect();
                        let end = if tag.is_closed { "/" } else { "" };
                        format!("<{}{}{}{end}", tag.name, list.concat(), if broken { " ?" } else { "" })
                    }
                    Token::Close(name) => format!("</{name}"),
                    Token::Text(text) | Token::Literal(text) => text.to_owned(),
                    Token::Trouble(rule) => rule.id().to_owned(),
                });
            }
        }
        assert_eq!(scanner.at, text.len());
        out.join("|")
    }

    #[test]
    fn broken_tags_cost_only_themselves() {
        let rows = [
            ("<a b=\"c\" d='e'>f</a>", "<a b=c d=e|f|</a"),
            ("<a:b/><?pi x?><!-- <c> --><![CDATA[<d>]]>", "<a:b/|<d>"),
            ("<a b=\"c><d/>", "XML01|<a ?|<d/"),
            ("<a b=\"c\"<d/>", "XML01|<a b=c|<d/"),
            ("<a b=c d=\"e\"/>", "<a d=e ?/"),
            ("<><1/>< a><b/>", "XML01|XML01|XML01|<b/"),
            ("<!DOCTYPE x [<!ENTITY e \"<z>\">]><a/>", "XML02|<a/"),
            ("<!X><a/>", "XML01|!X>|<a/"),
            ("<a/><!-- <b/>", "<a/|XML01"),
            ("<a/><b c=\"d", "<a/|XML01"),
        ];
        for (text, expected) in rows {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn references_are_those_of_xml() {
        let rows: &[(&str, bool, &str, Option<Rule>)] = &[
            ("A &amp; B&#x41;&#66;", true, "A & BAB", None),
            ("a\r\nb\tc", true, "a b c", None),
            ("a\r\nb\tc", false, "a\nb\tc", None),
            ("a&#10;b", true, "a\nb", None),
            ("M&uuml;R &amp;", true, "M&uuml;R &", Some(Rule::XmlEntity)),
            ("A & B", false, "A & B", Some(Rule::XmlBroken)),
            ("A&#0;B", false, "A&#0;B", Some(Rule::XmlEntity)),
            ("A\u{1}B", false, "AB", Some(Rule::XmlBroken)),
        ];
        for (written, is_attribute, meant, trouble) in rows {
            assert_eq!(read_value(written, *is_attribute), (Cow::Borrowed(*meant), *trouble), "{written}");
        }
    }
}
