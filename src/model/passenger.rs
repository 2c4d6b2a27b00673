//! People on a flight: passengers and crew, their documents and what goes with them.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;

use super::date::BirthDate;
use super::field::Field;
use super::flight::Port;
use super::name::PersonName;
use super::personal::Personal;
use super::short::Short;
use crate::codes::{
    Capture, Code, CommunicationMeans, CrewKind, DocumentType, PersonRole, ReferenceKind, Sex, StateCode,
    TravellerKind,
};
use crate::span::Location;

/// Text that may be of a person.
pub type Text<'a> = Personal<Cow<'a, str>>;

/// A travel document, visa or licence (ICAO Doc 9303).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct TravelDocument<'a> {
    /// Type.
    pub kind: Option<Code<'a, DocumentType>>,
    /// Number as sent.
    pub number: Option<Text<'a>>,
    /// Issuing state or organisation.
    pub issuer: Field<Personal<StateCode>>,
    /// Day of expiry.
    pub expiry: Field<Personal<NaiveDate>>,
    /// Day of issue.
    pub issued: Field<Personal<NaiveDate>>,
    /// Place of issue as text, where the message gives one.
    pub place: Option<Text<'a>>,
    /// How it was captured.
    pub capture: Option<Code<'a, Capture>>,
    /// The name in the document, when it is another spelling than that of the person.
    pub holder: Option<Personal<PersonName<'a>>>,
    /// Where it was read.
    pub location: Location,
}

impl TravelDocument<'_> {
    /// True when the message gives neither a type nor a number.
    pub const fn is_empty(&self) -> bool {
        self.kind.is_none() && self.number.is_none()
    }
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Address<'a> {
    /// What the address is for, as sent (PADIS 3299; `R`, `D`, `B` in DOCA).
    pub purpose: Option<Short<'a>>,
    /// Street and number.
    pub street: Option<Text<'a>>,
    /// City.
    pub city: Option<Text<'a>>,
    /// State or province.
    pub region: Option<Text<'a>>,
    /// Postal code.
    pub postcode: Option<Text<'a>>,
    /// Country as sent.
    pub country: Option<Text<'a>>,
    /// What follows as free text.
    pub text: Option<Text<'a>>,
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Contact<'a> {
    /// By what means.
    pub means: Option<Code<'a, CommunicationMeans>>,
    /// Number or address.
    pub address: Text<'a>,
}

impl<'a> Contact<'a> {
    /// A contact.
    pub const fn new(means: Option<Code<'a, CommunicationMeans>>, address: Text<'a>) -> Self {
        Self { means, address }
    }
}

/// A reference that goes with a person and has no field of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Reference<'a> {
    /// What it refers to.
    pub kind: Code<'a, ReferenceKind>,
    /// The reference.
    pub number: Text<'a>,
}

impl<'a> Reference<'a> {
    /// A reference.
    pub const fn new(kind: Code<'a, ReferenceKind>, number: Text<'a>) -> Self {
        Self { kind, number }
    }
}

/// A run of bag tags: the first number and how many follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct BagTag<'a> {
    /// First tag number.
    pub first: Text<'a>,
    /// Number of tags in the run; `None` when none was sent or it is no number.
    pub count: Option<u64>,
    /// Where the bags go, when the message says it.
    pub destination: Option<Short<'a>>,
}

impl<'a> BagTag<'a> {
    /// A run of bag tags.
    pub const fn new(first: Text<'a>, count: Option<u64>) -> Self {
        Self { first, count, destination: None }
    }
}

/// Checked bags.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Bags<'a> {
    /// Number of pieces.
    pub pieces: Option<Personal<u64>>,
    /// Weight as sent.
    pub weight: Option<Text<'a>>,
    /// Unit of the weight as sent.
    pub unit: Option<Short<'a>>,
    /// Tags.
    pub tags: Vec<BagTag<'a>>,
}

impl Bags<'_> {
    /// Adds the bags of another record: pieces, tags, and weights that are numbers of one unit.
    pub(crate) fn add(&mut self, more: &Self) {
        self.add_pieces(more.pieces);
        let in_numbers =
            |weight: &Option<Text<'_>>| weight.as_ref().and_then(|weight| weight.parse::<u64>().ok());
        match (in_numbers(&self.weight), in_numbers(&more.weight)) {
            (Some(sum), Some(other)) if self.unit == more.unit => {
                self.weight = Some(Personal(Cow::Owned(sum.saturating_add(other).to_string())));
            }
            _ if self.weight.is_none() => {
                self.weight.clone_from(&more.weight);
                self.unit.clone_from(&more.unit);
            }
            _ => {}
        }
        self.tags.extend_from_slice(&more.tags);
    }

    fn add_pieces(&mut self, more: Option<Personal<u64>>) {
        self.pieces = match (self.pieces, more) {
            (Some(sum), Some(more)) => Some(Personal(sum.0.saturating_add(more.0))),
            (known, more) => known.or(more),
        };
    }

    /// Adds the bags of another flight of the same person. Bags that go through stand under each of their flights: of those only
    /// what has a new tag is more.
    pub(crate) fn add_of_flight(&mut self, more: &Self) {
        let known = |tags: &[BagTag<'_>], tag: &BagTag<'_>| {
            tags.iter().take(SEARCHED).position(|known| known.first == tag.first)
        };
        if !more.tags.iter().any(|tag| known(&self.tags, tag).is_some()) {
            return self.add(more);
        }
        let mut pieces = 0_u64;
        for tag in &more.tags {
            let place = known(&self.tags, tag);
            let count = tag.count.unwrap_or(1);
            if let Some(same) = place.and_then(|place| self.tags.get_mut(place)) {
                let before = same.count.unwrap_or(1);
                pieces = pieces.saturating_add(count.saturating_sub(before));
                same.count = if count > before { tag.count } else { same.count };
            } else {
                pieces = pieces.saturating_add(count);
                self.tags.push(tag.clone());
            }
        }
        if pieces > 0 {
            self.add_pieces(Some(Personal(pieces)));
        }
    }
}

/// A place of birth.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct BirthPlace<'a> {
    /// State.
    pub state: Field<Personal<StateCode>>,
    /// Place as text.
    pub place: Option<Text<'a>>,
}

/// What a message may say of a person, or of a document, in several places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PersonFact {
    /// Birth date.
    BirthDate,
    /// Sex.
    Sex,
    /// Country of residence.
    Residence,
    /// State of birth.
    BirthState,
    /// Issuing state of a document.
    Issuer,
    /// Day of expiry of a document.
    Expiry,
    /// Day of issue of a document.
    Issued,
}

/// A value of a person that was sent and does not count, since another place of the message gives the fact otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Superseded {
    /// What it says.
    pub fact: PersonFact,
    /// Where another valid value stands; a broken one has its bytes.
    pub location: Field<Location>,
}

/// A person on a flight: passenger or crew, from a list (PAXLST) or a booking (PNRGOV).
///
/// Everything that identifies or describes the person is [`Personal`]. The default is an empty passenger; systems of
/// their own fill in what they have.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Passenger<'a> {
    /// Role in a list (NAD 3035).
    pub role: Option<Code<'a, PersonRole>>,
    /// Kind of traveller in a booking (TIF 6353).
    pub kind: Option<Code<'a, TravellerKind>>,
    /// Name.
    pub name: Personal<PersonName<'a>>,
    /// Sex.
    pub sex: Field<Personal<Sex>>,
    /// Birth date.
    pub birth_date: Field<Personal<BirthDate>>,
    /// Nationalities, the first one first.
    pub nationalities: Vec<Field<Personal<StateCode>>>,
    /// Nationality at birth, where the message gives it.
    pub birth_nationality: Field<Personal<StateCode>>,
    /// Travel documents, visas and licences; the first one is the primary one.
    pub documents: Vec<TravelDocument<'a>>,
    /// Country of residence.
    pub residence: Field<Personal<StateCode>>,
    /// Place of birth.
    pub birth_place: Option<BirthPlace<'a>>,
    /// Port where the journey began.
    pub embarkation: Field<Personal<Port>>,
    /// Port where the journey ends.
    pub disembarkation: Field<Personal<Port>>,
    /// Port where the person clears the border.
    pub clearance: Field<Personal<Port>>,
    /// Addresses.
    pub addresses: Vec<Address<'a>>,
    /// Contacts.
    pub contacts: Vec<Contact<'a>>,
    /// Record locator.
    pub locator: Option<Text<'a>>,
    /// Unique passenger reference of the carrier.
    pub unique_reference: Option<Text<'a>>,
    /// Seats.
    pub seats: Vec<Text<'a>>,
    /// Ticket numbers.
    pub tickets: Vec<Text<'a>>,
    /// Frequent traveller numbers.
    pub frequent_traveller: Vec<Text<'a>>,
    /// Other references.
    pub references: Vec<Reference<'a>>,
    /// Checked bags.
    pub bags: Bags<'a>,
    /// Kind of crew member.
    pub crew: Option<Code<'a, CrewKind>>,
    /// How the data was captured.
    pub capture: Option<Code<'a, Capture>>,
    /// Reference inside a booking (TIF 9944).
    pub reference: Option<Text<'a>>,
    /// True when the booking says that an infant travels with the person (TIF 9946).
    pub has_infant: bool,
    /// True for a person of a booking who is known only from a request or a check-in, not as a traveller of it.
    pub is_derived: bool,
    /// What requests of a PNRGOV booking give of the person otherwise than another one that counts: the first valid value does.
    pub superseded: Vec<Superseded>,
    /// Where the person was read.
    pub location: Location,
}

impl<'a> Passenger<'a> {
    /// A passenger of whom only the name is known.
    pub fn named(name: PersonName<'a>) -> Self {
        Self { name: Personal(name), ..Self::default() }
    }

    /// Remembers what one form of a fact says otherwise than the one that counts. `at` is where the form stands.
    pub(crate) fn supersede<T>(&mut self, fact: PersonFact, value: Field<T>, at: Location) {
        if !value.is_absent() {
            self.superseded.push(Superseded { fact, location: value.map(|_| at) });
        }
    }

    /// The documents that allow to cross a border, in their order.
    pub fn travel_documents(&self) -> impl Iterator<Item = &TravelDocument<'a>> {
        self.documents.iter().filter(|document| {
            document.kind.as_ref().and_then(Code::listed).is_none_or(DocumentType::is_travel_document)
        })
    }
}

/// Lists of one person are searched for doubles only as far as this; no real list is longer.
pub(crate) const SEARCHED: usize = 64;

/// Adds what is not there yet.
pub(crate) fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.iter().take(SEARCHED).any(|known| *known == item) {
        list.push(item);
    }
}
