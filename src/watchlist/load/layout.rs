//! The one way from published lists to entries: a table says where a record has its names, dates and numbers, and one reader
//! follows it, whether the record is an element of XML, an object of JSON or a row of CSV.

use std::borrow::Cow;

use super::RowTrouble;
use super::dates::{about, birth, day, year};
use super::draft::Draft;
use super::words::{is_not_available, is_nothing, quality};
use crate::model::BirthDate;
use crate::watchlist::entry::{BirthSpec, Entry, EntryName, NameQuality};

/// What a value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Of a name: all of it; the family name; given names, in order.
    Whole,
    Family,
    Given,
    /// Words about how good a name is; the weakest counts.
    Quality,
    /// Number by which names are ordered.
    Order,
    /// Sex of the person.
    Sex,
    /// Of a birth date: a date in words or numbers, or its parts, or the first and last year.
    Date,
    Year,
    Month,
    Day,
    FirstYear,
    LastYear,
    /// Whether a date is about one.
    Circa,
    /// A text that may hold the date when nothing else does.
    Note,
    /// Part of a place or an address.
    Place,
    /// Of a document: its label, its number, the state.
    Label,
    Number,
    State,
    /// A state where the list writes names: NA is none.
    StateName,
    /// All three in one text: `Passport, X 0000001, RU`.
    LabelNumberState,
    /// True when the document has this status.
    Status(&'static str),
    /// Of the entry: what an officer reads; an id in another list; measures that are imposed; first and last day.
    Reason,
    Reference,
    Measures,
    From,
    To,
}

impl Field {
    /// True when a text says something: NA is a name and a state where codes stand, and nothing elsewhere.
    fn says(self, text: &str) -> bool {
        match self {
            Self::Whole | Self::Family | Self::Given => !is_nothing(text) && text != "na",
            Self::State | Self::LabelNumberState => !is_nothing(text),
            _ => !is_not_available(text),
        }
    }
}

/// What a group of values makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A name, of this quality at best.
    Name(NameQuality),
    /// A birth date, and the place beside it.
    Birth,
    BirthPlace,
    Nationality,
    /// A document or another number; the label when its list gives none.
    Number(&'static str),
    Address,
    /// Values of the entry itself.
    Own,
}

pub(super) type Fields = &'static [(&'static str, Field)];

/// Splits a text into values.
pub(super) type Split = fn(&str) -> Vec<Cow<'_, str>>;

/// Values that belong together.
pub(super) struct Group {
    pub(super) part: Part,
    /// Where it stands, below the record; empty: the record itself.
    pub(super) at: &'static str,
    /// Where its values stand, below that.
    pub(super) fields: Fields,
    /// How the first field is split when it holds several values; each makes a part, with the other fields beside it.
    pub(super) split: Option<Split>,
}

impl Group {
    pub(super) const fn new(part: Part, at: &'static str, fields: Fields) -> Self {
        Self { part, at, fields, split: None }
    }

    pub(super) const fn split(mut self, split: Split) -> Self {
        self.split = Some(split);
        self
    }
}

/// The table of a list.
pub(super) struct Layout {
    /// Name of the list.
    pub(super) list: &'static str,
    /// Where the id stands; the first that is there.
    pub(super) id: &'static [&'static str],
    /// Where it stands whether the record is a person; no places: all are.
    pub(super) kind: &'static [&'static str],
    /// The words for a person; an empty one where the list leaves it open.
    pub(super) person: &'static [&'static str],
    /// The words for all else; none: whatever is no word for a person.
    pub(super) others: &'static [&'static str],
    /// What all entries are listed for.
    pub(super) categories: &'static [&'static str],
    /// True when an alias of one word without a word about its quality is a weak one.
    pub(super) lone_alias_is_weak: bool,
    pub(super) groups: &'static [Group],
}

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    /// An organisation, a ship.
    Other,
    /// The list does not say, or with a word that nobody knows: it may be a person.
    Unclear,
}

/// A record, or a part of one, that holds values by name.
pub(super) trait Values {
    /// The value at a place; empty when there is none, or it says nothing.
    fn value(&self, at: &str) -> &str;

    /// The parts at a place; the record itself for an empty one.
    fn parts<'v>(&'v self, at: &'v str) -> Box<dyn Iterator<Item = &'v Self> + 'v>;
}

/// The values of one part.
struct Met<'v, V> {
    values: &'v V,
    fields: Fields,
    /// One of several values of the first field.
    piece: Option<&'v str>,
}

impl<'v, V: Values> Met<'v, V> {
    fn all(&self, field: Field) -> impl Iterator<Item = &'v str> + use<'v, V> {
        let (values, piece) = (self.values, self.piece);
        let value = move |(at, (path, _)): (usize, &(&'static str, Field))| match piece {
            Some(piece) if at == 0 => piece,
            _ => values.value(path),
        };
        let fields = self.fields.iter().enumerate().filter(move |(_, (_, of))| *of == field);
        fields.map(value).filter(move |text| field.says(text))
    }

    fn first(&self, field: Field) -> &'v str {
        self.all(field).next().unwrap_or_default()
    }

    /// Texts for the state.
    fn states(&self) -> impl Iterator<Item = &'v str> + use<'v, V> {
        self.all(Field::State).chain(self.all(Field::StateName))
    }

    fn joined(&self, field: Field, mark: &str) -> String {
        self.all(field).collect::<Vec<_>>().join(mark)
    }

    fn says(&self, field: Field) -> bool {
        self.all(field).any(|text| matches!(text.to_ascii_lowercase().as_str(), "true" | "approximately"))
    }
}

impl Layout {
    /// The id of a record.
    pub(super) fn id<'v>(&self, record: &'v impl Values) -> &'v str {
        self.id.iter().map(|at| record.value(at)).find(|id| !id.is_empty()).unwrap_or_default()
    }

    /// What a record is.
    pub(super) fn kind(&self, record: &impl Values) -> Kind {
        let is = |text: &str, words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
        let said = || self.kind.iter().map(|at| record.value(at)).filter(|text| !text.is_empty());
        let is_person = if said().next().is_none() {
            self.kind.is_empty() || is("", self.person)
        } else {
            said().any(|text| is(text, self.person))
        };
        if is_person {
            Kind::Person
        } else if self.others.is_empty() || said().any(|text| is(text, self.others)) {
            Kind::Other
        } else {
            Kind::Unclear
        }
    }

    /// Adds what a record says to an entry.
    pub(super) fn fill(&self, draft: &mut Draft, record: &impl Values) {
        for word in self.categories {
            draft.category(*word);
        }
        for group in self.groups {
            for values in record.parts(group.at) {
                let whole = Met { values, fields: group.fields, piece: None };
                let first = group.fields.first().map_or("", |(path, _)| values.value(path));
                match group.split {
                    Some(split) => {
                        for piece in split(first).iter().filter(|piece| !is_nothing(piece)) {
                            self.add(draft, group.part, &Met { piece: Some(piece.trim()), ..whole });
                        }
                    }
                    None => self.add(draft, group.part, &whole),
                }
            }
        }
    }

    fn add<V: Values>(&self, draft: &mut Draft, part: Part, met: &Met<'_, V>) {
        match part {
            Part::Name(best) => self.name(draft, best, met),
            Part::Birth => {
                if let Some((spec, text)) = born(met) {
                    draft.birth(spec, &text);
                }
                draft.birth_place(&met.joined(Field::Place, ", "));
            }
            Part::BirthPlace => draft.birth_place(&met.joined(Field::Place, ", ")),
            Part::Address => draft.address(&met.joined(Field::Place, ", ")),
            Part::Nationality => draft.nationality(met.states()),
            Part::Number(label) => number(draft, label, met),
            Part::Own => own(draft, met),
        }
    }

    fn name<V: Values>(&self, draft: &mut Draft, best: NameQuality, met: &Met<'_, V>) {
        let (whole, family) = (met.first(Field::Whole), met.first(Field::Family));
        let given = met.joined(Field::Given, " ");
        let said = met.all(Field::Quality).filter_map(quality).max();
        let word_of_strength = met.all(Field::Quality).nth(1).is_some();
        let is_variation = met.first(Field::Quality).to_lowercase().contains("variation");
        let is_lone = self.lone_alias_is_weak && given.is_empty() && !word_of_strength && !is_variation;
        let quality = match said.map_or(best, |said| said.max(best)) {
            NameQuality::Good if is_lone && !family.contains(' ') => NameQuality::Weak,
            quality => quality,
        };
        let order = met.first(Field::Order).parse().unwrap_or_default();
        let name = if !whole.is_empty() {
            EntryName::full(quality, whole)
        } else if family.is_empty() {
            EntryName::full(quality, given)
        } else {
            EntryName::parts(quality, family, given)
        };
        draft.name(quality, order, name);
        draft.sex(met.first(Field::Sex));
    }
}

/// A year that is said to be about one, and its neighbours.
fn widened(spec: BirthSpec, circa: bool) -> BirthSpec {
    match spec {
        BirthSpec::Date(date) if circa => about(date.year()),
        spec => spec,
    }
}

/// A birth date from its parts, and their text; nothing when there are none.
fn born<V: Values>(met: &Met<'_, V>) -> Option<(Option<BirthSpec>, String)> {
    let (date, month, of_year) = (met.first(Field::Date), met.first(Field::Month), met.first(Field::Year));
    let (first, last) = (met.first(Field::FirstYear), met.first(Field::LastYear));
    if !date.is_empty() {
        return Some((birth(date).map(|spec| widened(spec, met.says(Field::Circa))), date.to_owned()));
    }
    if !of_year.is_empty() {
        let number =
            |text: &str| if text.is_empty() { Some(None) } else { text.parse::<u32>().ok().map(Some) };
        let read = || {
            let month = number(month)?.filter(|month| *month > 0);
            let day = number(met.first(Field::Day))?.filter(|day| *day > 0 && month.is_some());
            BirthDate::new(year(of_year)?, month, day).map(BirthSpec::Date)
        };
        let text = format!("{of_year}-{month}-{}", met.first(Field::Day));
        return Some((read().map(|spec| widened(spec, met.says(Field::Circa))), text));
    }
    if first.is_empty() && last.is_empty() {
        let note = met.first(Field::Note);
        return (!note.is_empty()).then(|| (birth(note), note.to_owned()));
    }
    let end = |text: &str, open: i32| if text.is_empty() { Some(open) } else { year(text) };
    let read = || {
        let (from, to) = (end(first, i32::MIN)?, end(last, i32::MAX)?);
        Some(BirthSpec::Years(from.min(to), from.max(to)))
    };
    Some((read(), format!("{first} {last}")))
}

fn number<V: Values>(draft: &mut Draft, label: &str, met: &Met<'_, V>) {
    let together = met.first(Field::LabelNumberState);
    if let Some((label, rest)) = together.split_once(',') {
        let last = rest.rsplit_once(',').filter(|(_, state)| state.trim().len() == 2);
        let (number, state) = last.unwrap_or((rest, ""));
        draft.number(label, number, [state.trim()], "");
        return;
    }
    let said = met.joined(Field::Label, " ");
    let label = if said.is_empty() { label } else { &said };
    let status = met.fields.iter().find_map(|(path, field)| match field {
        Field::Status(word) if met.values.value(path).eq_ignore_ascii_case("true") => Some(*word),
        _ => None,
    });
    draft.number(label, met.first(Field::Number), met.states(), status.unwrap_or_default());
}

fn own<V: Values>(draft: &mut Draft, met: &Met<'_, V>) {
    draft.sex(met.first(Field::Sex));
    for text in met.all(Field::Reason) {
        draft.reason(text);
    }
    for id in met.all(Field::Reference) {
        draft.reference(id);
    }
    if met.all(Field::Measures).any(|text| {
        let lower = text.to_lowercase();
        lower == "true" || lower.contains("travel ban")
    }) {
        draft.category("travel_ban");
    }
    for (field, place) in [(Field::From, false), (Field::To, true)] {
        let text = met.first(field);
        match day(text) {
            _ if text.is_empty() => {}
            // A day that is not understood must not switch an entry off.
            None => draft.trouble(RowTrouble::Word),
            day if place => draft.entry.valid_to = day,
            day => draft.entry.valid_from = day,
        }
    }
    let Entry { valid_from, valid_to, .. } = &mut draft.entry;
    if valid_from.zip(*valid_to).is_some_and(|(from, to)| from > to) {
        (*valid_from, *valid_to) = (None, None);
        draft.trouble(RowTrouble::Word);
    }
}
