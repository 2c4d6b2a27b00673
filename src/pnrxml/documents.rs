//! Documents and addresses of people: DOCS, DOCO and DOCA, typed and as the text of special requests, and FOID.

use std::borrow::Cow;
use std::ops::Range;

use super::booking::{Builder, Values, person_name};
use super::moment;
use super::people::{Asked, is_off, owned, shown, text_range};
use super::record::{Record, Value};
use super::table::{Kind, Slot};
use crate::codes::{Code, DocumentType, Sex, StateCode, Status, TravellerKind};
use crate::finding::Rule;
use crate::model::{
    Address, BirthDate, Field, Passenger, PersonName, Personal, SEARCHED, Short, Text, TravelDocument,
    WrittenDate, agree, push_new,
};
use crate::pnrgov::request;

/// How often documents are looked through for those that are one: what was joined may be one with another.
const JOINED_AT_MOST: usize = 4;

/// What DOCS says: the document and its person.
struct Docs<'a> {
    document: TravelDocument<'a>,
    name: PersonName<'a>,
    born: Field<Personal<BirthDate>>,
    sex: Field<Personal<Sex>>,
    nationality: Field<Personal<StateCode>>,
}

/// A three-letter state, or a two-letter one as some senders write it.
fn state(part: &str) -> Option<StateCode> {
    StateCode::from_alpha3(part.as_bytes()).or_else(|| StateCode::from_alpha2(part.as_bytes()))
}

/// The sex of DOCS, where MI and FI are infants.
fn sex(text: &str) -> Option<Sex> {
    Sex::with_infants(text.as_bytes())
}

/// True for visas, known traveller and redress numbers, which stand in DOCO.
pub(super) fn is_secondary(document: &TravelDocument<'_>) -> bool {
    let kind = document.kind.as_ref().map(Code::wire);
    matches!(kind, Some("V" | "K" | "R")) || document.issued.valid().is_some() || document.place.is_some()
}

/// The document of a person that `new` is another form of: one of the same number, else one of which a form gives no number.
pub(super) fn same_document(known: &[TravelDocument<'_>], new: &TravelDocument<'_>) -> Option<usize> {
    let known = || known.iter().take(SEARCHED).enumerate();
    let issuers = |one: &TravelDocument<'_>| agree(one.issuer.valid(), new.issuer.valid());
    let kinds = |one: &TravelDocument<'_>| agree(one.kind.as_ref(), new.kind.as_ref());
    let by_number = known()
        .find(|(_, one)| new.number.is_some() && one.number == new.number && kinds(one) && issuers(one));
    let open = |one: &TravelDocument<'_>| {
        (one.number.is_none() || new.number.is_none())
            && is_secondary(one) == is_secondary(new)
            && kinds(one)
            && issuers(one)
            && agree(one.expiry.valid(), new.expiry.valid())
            && agree(one.issued.valid(), new.issued.valid())
            && agree(one.place.as_ref(), new.place.as_ref())
    };
    by_number.or_else(|| known().find(|(_, one)| open(one))).map(|(place, _)| place)
}

impl<'s, 'a> Builder<'_, 's, 'a> {
    /// A date in the text of a request.
    pub(super) fn text_date<T>(
        &mut self,
        part: &str,
        range: &Range<usize>,
        name: &'static str,
        resolve: impl FnOnce(WrittenDate, Option<chrono::NaiveDate>) -> Option<T>,
    ) -> Field<Personal<T>> {
        let part = part.trim();
        if part.is_empty() {
            return Field::Absent;
        }
        match WrittenDate::from_text(part.as_bytes()) {
            Some(written) if written.is_open() && self.anchor.is_none() => {
                Field::Ambiguous(self.values.log.source.span(range))
            }
            Some(written) => match resolve(written, self.anchor) {
                Some(date) => Field::Valid(Personal(date)),
                None => self.values.broken(range, name),
            },
            None => self.values.broken(range, name),
        }
    }

    /// A date of an attribute.
    fn typed_date<T>(
        &mut self,
        value: Option<&Value<'s>>,
        name: &'static str,
        resolve: impl FnOnce(WrittenDate, Option<chrono::NaiveDate>) -> Option<T>,
    ) -> Field<Personal<T>> {
        let Some(value) = value else { return Field::Absent };
        let Some((written, is_odd)) = moment::day(&value.text) else {
            return self.values.broken(&value.range, name);
        };
        if is_odd {
            self.values.log.once(Rule::XmlDateForm, "dates and times", "", &value.range);
        }
        match resolve(written, self.anchor) {
            Some(date) => Field::Valid(Personal(date)),
            None => self.values.broken(&value.range, name),
        }
    }

    /// A value that must be of a list.
    fn listed<T>(
        &mut self,
        text: &str,
        range: &Range<usize>,
        name: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Field<Personal<T>> {
        match text {
            "" => Field::Absent,
            text => match read(text) {
                Some(value) => Field::Valid(Personal(value)),
                None => self.values.broken(range, name),
            },
        }
    }

    fn typed_list<T>(
        &mut self,
        value: Option<&Value<'s>>,
        name: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Field<Personal<T>> {
        value.map_or(Field::Absent, |value| self.listed(&value.text, &value.range, name, read))
    }

    /// Fills in typed data; gives it back as a request when nobody has it.
    pub(super) fn apply_typed_docs(
        &mut self,
        record: &Record<'s>,
        asked: &Asked<'_, 's>,
    ) -> Option<Record<'s>> {
        let given = [Slot::Given, Slot::Middle].map(|slot| record.str(slot).unwrap_or_default());
        let given = given.join(" ").trim().to_owned();
        let surname = self.values.plain(record, Slot::Surname).unwrap_or_default();
        let docs = Docs {
            document: TravelDocument {
                kind: self.values.code(record, Slot::DocumentType),
                number: self.values.text(record, Slot::DocumentNumber),
                issuer: self.typed_list(record.value(Slot::Issuer), "issuing state", state),
                expiry: self.typed_date(record.value(Slot::Expiry), "day of expiry", WrittenDate::near),
                location: self.values.log.source.place(&record.range),
                ..TravelDocument::default()
            },
            name: person_name(surname.clone(), [Cow::Owned(given.clone())], None),
            born: self.typed_date(record.value(Slot::Born), "birth date", WrittenDate::birth),
            sex: self.typed_list(record.value(Slot::Sex), "sex", sex),
            nationality: self.typed_list(record.value(Slot::Nationality), "nationality", state),
        };
        let mut targets = self.targets(asked);
        let is_infant = matches!(record.str(Slot::Sex), Some("MI" | "FI"));
        if is_infant && !docs.name.letters().is_empty() {
            // The document of an infant often stands under the adult who carries it.
            let found = self.who.infant_of_document(&self.booking.travellers, &targets, &surname, &given);
            let Some(found) = found else { return Some(as_request(record, asked, &docs)) };
            targets = vec![found];
        } else if !is_infant {
            targets = self.who.holders(&self.booking.travellers, targets, &surname, &given);
        }
        if targets.is_empty() {
            let named = self.position_named(&surname, &given, |person| person.documents.is_empty());
            let Some(named) = named else { return Some(as_request(record, asked, &docs)) };
            targets.push(named);
        }
        for target in targets {
            self.fill_docs(target, &docs, is_infant);
        }
        None
    }

    pub(super) fn apply_docs_text(&mut self, body: &str, asked: &Asked<'_, 's>) {
        let range = text_range(asked.record);
        let Some(read) = request::docs(body) else { return };
        let given = format!("{} {}", read.given, read.second).trim().to_owned();
        let docs = Docs {
            document: TravelDocument {
                kind: (!read.kind.is_empty()).then(|| Code::read(Cow::Owned(read.kind.to_owned()))),
                number: owned(read.number),
                issuer: self.listed(read.issuer, &range, "issuing state", state),
                expiry: self.text_date(read.expiry, &range, "day of expiry", WrittenDate::near),
                location: self.values.log.source.place(&asked.record.range),
                ..TravelDocument::default()
            },
            name: person_name(Cow::Owned(read.surname.to_owned()), [Cow::Owned(given.clone())], None),
            born: self.text_date(read.birth, &range, "birth date", WrittenDate::birth),
            sex: self.listed(read.sex, &range, "sex", sex),
            nationality: self.listed(read.nationality, &range, "nationality", state),
        };
        let is_infant = matches!(read.sex, "MI" | "FI");
        let mut targets = self.targets(asked);
        if is_infant {
            let found = match targets.first() {
                Some(first) if docs.name.letters().is_empty() => Some(*first),
                _ => self.who.infant_of_document(&self.booking.travellers, &targets, read.surname, &given),
            };
            targets = found.into_iter().collect();
        } else {
            targets = self.who.holders(&self.booking.travellers, targets, read.surname, &given);
        }
        if targets.is_empty() {
            // Nobody is lost: a person of whom only the document is known is still a person.
            let number = docs.document.number.as_ref();
            let has_it =
                |p: &Passenger<'_>| p.documents.iter().take(SEARCHED).any(|d| d.number.as_ref() == number);
            let named = self
                .position_named(read.surname, &given, has_it)
                .or_else(|| self.position_named(read.surname, &given, |p| p.documents.is_empty()))
                .filter(|_| !is_infant);
            let status = self.values.code::<Status>(asked.record, Slot::Status);
            let names_nobody =
                docs.name.is_empty() && docs.document.number.is_none() && docs.born.is_absent();
            if named.is_none() && (names_nobody || status.is_some_and(|status| is_off(&status))) {
                return;
            }
            let kind = is_infant.then_some(TravellerKind::Infant);
            let place =
                named.unwrap_or_else(|| self.add_person(read.surname, &given, kind, &asked.record.range));
            targets.push(place);
        }
        for target in targets {
            self.fill_docs(target, &docs, is_infant);
        }
    }

    fn fill_docs(&mut self, target: usize, docs: &Docs<'a>, is_infant: bool) {
        let mut document = docs.document.clone();
        self.fill(target, |person, disagreeing| {
            if !agree(person.birth_date.valid(), docs.born.valid()) {
                disagreeing.push("birth date");
            }
            if !agree(person.sex.valid(), docs.sex.valid()) {
                disagreeing.push("sex");
            }
            person.birth_date = person.birth_date.or_valid(docs.born);
            person.sex = person.sex.or_valid(docs.sex);
            if is_infant && person.kind.is_none() {
                person.kind = Some(Code::Listed(TravellerKind::Infant));
            }
            if docs.nationality.valid().is_some() {
                person.nationalities.retain(|known| known.valid().is_some());
                push_new(&mut person.nationalities, docs.nationality);
            } else if !docs.nationality.is_absent() && person.nationalities.is_empty() {
                person.nationalities.push(docs.nationality);
            }
            if !docs.name.is_empty() && docs.name.letters() != person.name.letters() {
                document.holder = Some(Personal(docs.name.clone()));
            }
            add_document(person, document, disagreeing);
        });
        if is_infant {
            self.who.set_infant(target);
        }
    }

    pub(super) fn apply_typed_doco(&mut self, record: &Record<'s>, asked: &Asked<'_, 's>) {
        let document = TravelDocument {
            kind: self.values.code(record, Slot::DocumentType),
            number: self.values.text(record, Slot::DocumentNumber),
            issuer: self.typed_list(record.value(Slot::Issuer), "issuing state", state),
            issued: self.typed_date(record.value(Slot::Issued), "day of issue", WrittenDate::near),
            place: self.values.text(record, Slot::Place),
            location: self.values.log.source.place(&record.range),
            ..TravelDocument::default()
        };
        let birth_place = self.values.text(record, Slot::BirthPlace);
        let of_infant = Values::is_yes(record, Slot::OfInfant);
        for target in self.targets_of(asked, of_infant) {
            self.fill_doco(target, document.clone(), birth_place.clone());
        }
    }

    pub(super) fn apply_doco_text(&mut self, body: &str, asked: &Asked<'_, 's>) {
        let range = text_range(asked.record);
        let Some(read) = request::doco(body) else { return };
        let document = TravelDocument {
            kind: (!read.kind.is_empty()).then(|| Code::read(Cow::Owned(read.kind.to_owned()))),
            number: owned(read.number),
            issuer: self.listed(read.state, &range, "issuing state", state),
            issued: self.text_date(read.issued, &range, "day of issue", WrittenDate::near),
            place: owned(read.place),
            location: self.values.log.source.place(&asked.record.range),
            ..TravelDocument::default()
        };
        for target in self.targets_of(asked, read.of_infant) {
            self.fill_doco(target, document.clone(), owned(read.birth_place));
        }
    }

    fn fill_doco(&mut self, target: usize, document: TravelDocument<'a>, birth_place: Option<Text<'a>>) {
        self.fill(target, |person, disagreeing| {
            add_document(person, document, disagreeing);
            if birth_place.is_some() {
                let born = person.birth_place.get_or_insert_default();
                born.place = born.place.take().or(birth_place);
            }
        });
    }

    pub(super) fn apply_typed_doca(&mut self, record: &Record<'s>, asked: &Asked<'_, 's>) {
        let address = Address {
            purpose: self.values.short(record, Slot::AddressType),
            street: self.values.text(record, Slot::Street),
            city: self.values.text(record, Slot::City),
            region: self.values.text(record, Slot::Region),
            postcode: self.values.text(record, Slot::Postcode),
            country: self.values.text(record, Slot::Country),
            text: None,
        };
        let range = record.value(Slot::Country).map_or(record.range.clone(), |value| value.range.clone());
        let of_infant = Values::is_yes(record, Slot::OfInfant);
        for target in self.targets_of(asked, of_infant) {
            self.fill_doca(target, &address, &range);
        }
    }

    pub(super) fn apply_doca_text(&mut self, body: &str, asked: &Asked<'_, 's>) {
        let Some(read) = request::doca(body) else { return };
        let address = Address {
            purpose: Some(Short(Cow::Owned(read.purpose.to_owned()))),
            street: owned(read.street),
            city: owned(read.city),
            region: owned(read.region),
            postcode: owned(read.postcode),
            country: owned(read.country),
            text: None,
        };
        let range = text_range(asked.record);
        for target in self.targets_of(asked, read.of_infant) {
            self.fill_doca(target, &address, &range);
        }
    }

    fn fill_doca(&mut self, target: usize, address: &Address<'a>, range: &Range<usize>) {
        let country = address.country.as_deref().map_or("", AsRef::as_ref);
        let stated = match address.purpose.as_deref() {
            Some("R") => self.listed(country, range, "residence", state),
            Some("B") => self.listed(country, range, "state of birth", state),
            _ => Field::Absent,
        };
        // Nothing but a state is that of residence or of birth, and no address.
        let bare = Address {
            purpose: address.purpose.clone(),
            country: address.country.clone(),
            ..Address::default()
        };
        let is_state = stated.valid().is_some() && *address == bare;
        self.fill(target, |person, _| {
            match address.purpose.as_deref() {
                Some("B") if !stated.is_absent() => {
                    let born = person.birth_place.get_or_insert_default();
                    born.state = born.state.or_valid(stated);
                }
                _ => person.residence = person.residence.or_valid(stated),
            }
            if *address != Address::default() && !is_state {
                push_new(&mut person.addresses, address.clone());
            }
        });
    }

    /// FOID: only passports and identity cards are documents.
    pub(super) fn apply_foid(&mut self, body: &str, asked: &Asked<'_, 's>) {
        let Some((kind, number)) = request::foid(body) else { return };
        let kind = match kind {
            "PP" => DocumentType::Passport,
            "NI" | "ID" => DocumentType::IdentityI,
            _ => return,
        };
        let document = TravelDocument {
            kind: Some(Code::Listed(kind)),
            number: owned(number),
            location: self.values.log.source.place(&asked.record.range),
            ..TravelDocument::default()
        };
        for target in self.targets(asked) {
            self.fill_doco(target, document.clone(), None);
        }
    }
}

/// Typed data of somebody who is no passenger of the PNR as a special request of the same meaning, so that it is treated, kept
/// and written like one.
fn as_request<'s>(record: &Record<'s>, asked: &Asked<'_, 's>, docs: &Docs<'_>) -> Record<'s> {
    let day = |date: Option<chrono::NaiveDate>| {
        date.map(|date| date.format("%d%b%Y").to_string().to_uppercase()).unwrap_or_default()
    };
    let three =
        |field: &Field<Personal<StateCode>>| field.valid().map_or("", |state| state.as_str()).to_owned();
    let document = &docs.document;
    let fields = [
        document.kind.as_ref().map_or("", Code::wire).to_owned(),
        three(&document.issuer),
        shown(document.number.as_ref()).unwrap_or_default().to_owned(),
        three(&docs.nationality),
        day(docs.born.valid().and_then(|born| born.date())),
        record.str(Slot::Sex).unwrap_or_default().to_owned(),
        day(document.expiry.valid().map(|date| date.0)),
        docs.name.surname.clone().into_owned(),
        docs.name.given.join(" "),
    ];
    let text = fields.iter().fold(String::new(), |text, field| text + "/" + &field.replace('/', " "));
    let mut request = Record::new(Kind::Request, asked.record.range.clone());
    let kept = |value: &&Value<'s>| matches!(value.slot, Slot::Status | Slot::Reference);
    request.values.extend(asked.record.values.iter().filter(kept).cloned());
    request.put(Slot::Code, "DOCS");
    request.values.push(Value {
        slot: Slot::Text,
        text: Cow::Owned(text.trim().to_owned()),
        range: record.range.clone(),
    });
    request
}

/// Brings the documents of a person together of which only a later form said enough to tell that they are one, so that the order
/// of forms says little.
pub(super) fn join_documents(person: &mut Passenger<'_>, disagreeing: &mut Vec<&'static str>) {
    for _ in 0..JOINED_AT_MOST {
        let count = person.documents.len();
        if count < 2 {
            break;
        }
        for document in std::mem::take(&mut person.documents) {
            add_document(person, document, disagreeing);
        }
        if person.documents.len() == count {
            break;
        }
    }
}

/// Adds a document, or what a second form of it says more.
fn add_document<'a>(
    person: &mut Passenger<'a>,
    document: TravelDocument<'a>,
    disagreeing: &mut Vec<&'static str>,
) {
    let says_nothing = document.is_empty()
        && document.issuer.valid().is_none()
        && document.expiry.valid().is_none()
        && document.issued.valid().is_none()
        && document.place.is_none();
    if says_nothing {
        return;
    }
    let same = same_document(&person.documents, &document);
    let Some(known) = same.and_then(|place| person.documents.get_mut(place)) else {
        person.documents.push(document);
        return;
    };
    if !agree(known.expiry.valid(), document.expiry.valid()) {
        disagreeing.push("day of expiry");
    }
    if !agree(known.issued.valid(), document.issued.valid()) {
        disagreeing.push("day of issue");
    }
    known.kind = known.kind.take().or(document.kind);
    known.number = known.number.take().or(document.number);
    known.issuer = known.issuer.or_valid(document.issuer);
    known.expiry = known.expiry.or_valid(document.expiry);
    known.issued = known.issued.or_valid(document.issued);
    known.place = known.place.take().or(document.place);
    known.holder = known.holder.take().or(document.holder);
}
