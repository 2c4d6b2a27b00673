//! The customs form of the 1990s (US and NZ, `PAXLST:001:000:NZ`): one segment a person, no BGM, ports with their country
//! in front. Read into the same model; never written.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::list::PassengerList;
use super::manifest::{code, date, field, state, text};
use super::table::{CustomsContact, CustomsNumber, CustomsPerson};
use crate::codes::{Code, CodeList, DocumentType, PersonRole};
use crate::edifact::Value;
use crate::model::{
    Contact, Field, Passenger, PersonName, Personal, Port, Reporter, TravelDocument, WrittenDate,
};

/// Letters of documents, and what they are.
const DOCUMENTS: &[(&str, DocumentType)] =
    &[("P", DocumentType::Passport), ("V", DocumentType::Visa), ("A", DocumentType::IdentityA)];
/// Words for the role of a person.
const ROLES: &[(&[u8], PersonRole)] =
    &[(b"PAX", PersonRole::Passenger), (b"CRW", PersonRole::Crew), (b"ITI", PersonRole::TransitPassenger)];

/// A port, perhaps with its country of two letters in front.
pub(super) fn port_code(code: &[u8]) -> Option<Port> {
    match code {
        [_, _, port @ ..] if code.len() == 5 => Port::read(port),
        _ => Port::read(code),
    }
}

impl<'a> CustomsContact<'a> {
    /// Telephone and telefax numbers.
    pub fn numbers(&self) -> impl Iterator<Item = CustomsNumber<'a>> + use<'a> {
        self.0.composites_from(3).map(CustomsNumber)
    }

    pub(super) fn to_model(self) -> Reporter<'a> {
        let contact = |n: CustomsNumber<'a>| Some(Contact::new(code(n.means()), text(n.number())?));
        let contacts = self.numbers().filter_map(contact).collect();
        Reporter { profile: None, name: text(self.name()), contacts }
    }
}

impl<'a> CustomsPerson<'a> {
    /// The role as a code.
    pub fn role_code(&self) -> Option<PersonRole> {
        let status = self.status()?;
        ROLES.iter().find(|(word, _)| *word == status.code()).map(|(_, role)| *role)
    }

    /// The document; a letter before a slash says what it is.
    pub fn document_model(&self, anchor: Option<NaiveDate>) -> TravelDocument<'a> {
        let whole = self.document().map(|value| value.text()).unwrap_or_default();
        let (letter, number) = match whole.split_once('/') {
            Some((letter, number)) if letter.trim().len() <= 2 => {
                (Some(letter.trim().to_owned()), number.trim().to_owned())
            }
            _ => (None, whole.trim().to_owned()),
        };
        let kind = letter.filter(|letter| !letter.is_empty()).map(|letter| {
            let listed = DOCUMENTS.iter().find(|(listed, _)| *listed == letter);
            listed.map_or_else(|| Code::read(Cow::Owned(letter)), |(_, kind)| Code::Listed(*kind))
        });
        TravelDocument {
            kind,
            number: (!number.is_empty()).then_some(Personal(Cow::Owned(number))),
            issuer: state_or_short(self.issuer()),
            expiry: date(self.expiry(), anchor, WrittenDate::near),
            location: self.location(),
            ..TravelDocument::default()
        }
    }

    /// The person as the model knows it; `anchor` resolves two-digit years.
    pub fn to_model(&self, anchor: Option<NaiveDate>) -> Passenger<'a> {
        let given = [self.given(), self.middle()].into_iter().flatten().map(|value| value.text());
        let surname = self.surname().map(|value| value.text()).unwrap_or_default();
        let document = self.document_model(anchor);
        Passenger {
            role: self.role_code().map(Code::Listed).or_else(|| code(self.status())),
            name: Personal(PersonName::of_document(surname, given)),
            sex: field(self.sex(), CodeList::from_wire),
            birth_date: date(self.birth_date(), anchor, WrittenDate::birth),
            documents: Some(document).filter(|document| !document.is_empty()).into_iter().collect(),
            embarkation: field(self.origin(), port_code),
            disembarkation: field(self.destination(), port_code),
            location: self.location(),
            ..Passenger::default()
        }
    }
}

/// An issuing state of three letters, or of two as the old form has it.
fn state_or_short(value: Option<Value<'_>>) -> Field<Personal<crate::codes::StateCode>> {
    let read = state(value);
    if read.valid().is_some() {
        return read;
    }
    field(value, crate::codes::StateCode::from_alpha2)
}

impl PassengerList<'_> {
    /// The persons of the customs form of the 1990s.
    pub fn customs_persons(&self) -> impl Iterator<Item = CustomsPerson<'_>> {
        self.all_of_kind(CustomsPerson::KIND).map(CustomsPerson)
    }

    /// The contacts of the customs form of the 1990s.
    pub fn customs_contacts(&self) -> impl Iterator<Item = CustomsContact<'_>> {
        self.all_of_kind(CustomsContact::KIND).map(CustomsContact)
    }

    /// True for the customs form of the 1990s: version `001`, or persons in its form.
    pub fn is_customs_form(&self) -> bool {
        let version = self.message().header().map(|header| header.version());
        version.is_some_and(|version| version == b"001") || self.customs_persons().next().is_some()
    }
}
