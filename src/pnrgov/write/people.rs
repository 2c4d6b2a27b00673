//! Travellers as segments, and what their data says and no request of the booking does.

use chrono::NaiveDate;

use super::super::request::{self, DocaText};
use super::sorted::Sorted;
use super::{PushWriter, code, ddmmmyy, short, text, valid};
use crate::codes::{Code, CodeList, CommunicationMeans, DocumentType, StateCode};
use crate::model::{
    Address, Contact, Field, Passenger, RequestDetail, Scope, Short, SpecialRequest, Text, TravelDocument,
    WrittenDate,
};

impl PushWriter<'_, '_> {
    /// A contact that no request gives: a mobile telephone as CTCM, others as text of the airline (IFT 28), from which they are
    /// read even when free text is dropped.
    pub(super) fn contact(&mut self, of: &Sorted<'_, '_>, place: Option<usize>, contact: &Contact<'_>) {
        let address = contact.address.as_ref();
        if of.gives_contact(place, address) {
            return;
        }
        match contact.means.as_ref().and_then(Code::listed) {
            Some(CommunicationMeans::Mobile) => {
                let number = self.spell(address).into_owned();
                self.out.segment("SSR", &[&["CTCM", "HK", "1", "", "", "", "", "", &number]]);
            }
            Some(CommunicationMeans::Email) => {
                let line = self.spell(&format!("CTCE {}", Contact::email_for_request(address))).into_owned();
                self.out.segment("IFT", &[&["4", "28"], &[&line]]);
            }
            _ => {
                let line = self.spell(&format!("CTCT {address}")).into_owned();
                self.out.segment("IFT", &[&["4", "28"], &[&line]]);
            }
        }
    }

    pub(super) fn traveller(&mut self, of: &Sorted<'_, '_>, place: usize, person: &Passenger<'_>) {
        let surname = self.spell(&person.name.surname).into_owned();
        let mut given = self.spell(&person.name.given.join(" ")).into_owned();
        if let Some(title) = &person.name.title {
            let glue = if person.name.title_glued || given.is_empty() { "" } else { " " };
            given = format!("{given}{glue}{title}");
        }
        let infant = if person.has_infant { "1" } else { "" };
        let reference = text(person.reference.as_ref());
        self.out.segment("TIF", &[&[&surname], &[&given, code(person.kind.as_ref()), reference, infant]]);
        let programmes: Vec<[String; 2]> = person
            .frequent_traveller
            .iter()
            .map(|number| {
                let split = number.split_at_checked(2).filter(|(_, number)| !number.is_empty());
                let (carrier, number) = split.unwrap_or(("", number));
                [carrier.to_owned(), number.to_owned()]
            })
            .collect();
        if !programmes.is_empty() {
            self.composites("FTI", &[], &programmes);
        }
        self.remarks(of, Scope::Traveller(place));
        for contact in &person.contacts {
            self.contact(of, Some(place), contact);
        }
        if let Some(number) = &person.unique_reference {
            self.out.segment("REF", &[&["", number]]);
        }
        self.excess_bags(of, Some(place));
        self.fares(of, Some(place));
        self.requests(of, Scope::Traveller(place));
        self.unsaid(of, place, person);
        for address in person.addresses.iter().filter(|address| as_doca(address).is_none()) {
            self.address(address);
        }
        self.tickets(of, Some(place));
    }

    /// What the traveller's data says and no request does.
    fn unsaid(&mut self, of: &Sorted<'_, '_>, place: usize, person: &Passenger<'_>) {
        // A DOCS with longer given names, or that of an infant under the adult, says it by the birth date.
        let born = person.birth_date.valid().and_then(|date| date.0.date()).map(ddmmmyy);
        let is_dated = born.is_some_and(|born| of.says(&born) && of.says(&person.name.surname));
        let mut facts = of.has_docs(place, &person.name) || is_dated;
        let mut nationalities = person.nationalities.iter().filter_map(Field::valid).map(|state| state.0);
        let mut birth_place = person
            .birth_place
            .as_ref()
            .and_then(|born| born.place.as_ref())
            .filter(|born| !of.says_of(place, person, born));
        for document in &person.documents {
            let number = text(document.number.as_ref());
            if number.is_empty() || of.says(number) {
                continue;
            }
            if is_primary(document) {
                // Each DOCS has a nationality: the next one, else the first once more.
                let nationality = nationalities.next().filter(|_| !facts || person.nationalities.len() > 1);
                let first = person.nationalities.iter().find_map(Field::valid).map(|state| state.0);
                self.docs(person, Some(document), nationality.or(first));
                facts = true;
            } else {
                self.doco(birth_place.take(), Some(document));
            }
        }
        let has_facts = person.birth_date.valid().is_some() || person.sex.valid().is_some();
        if !facts {
            let nationality = nationalities.next();
            if has_facts || nationality.is_some() {
                self.docs(person, None, nationality);
            }
        }
        if !of.has_docs(place, &person.name) && !is_dated {
            for nationality in nationalities {
                self.docs(person, None, Some(nationality));
            }
        }
        if birth_place.is_some() {
            self.doco(birth_place, None);
        }
        self.homes(of, place, person);
        for seat in person.seats.iter().filter(|seat| !of.has_seat(place, seat)) {
            let mut request = SpecialRequest::new(Short::from("SEAT"), Scope::Traveller(place));
            request.quantity = Some(1);
            let (seat, traveller) = (Some(seat.clone()), person.reference.clone());
            request.details.push(RequestDetail { seat, traveller, ..RequestDetail::default() });
            self.request(&request);
        }
        for number in person.tickets.iter().filter(|number| !of.has_ticket(place, person, number)) {
            if request::ticket_number(number) == Some(number.as_ref()) {
                self.generated("TKNE", &[number.0.clone().into_owned()]);
            }
        }
    }

    /// Addresses of residence and destination, the state of residence and that of birth: DOCA.
    fn homes(&mut self, of: &Sorted<'_, '_>, place: usize, person: &Passenger<'_>) {
        for doca in
            person.addresses.iter().filter_map(as_doca).filter(|doca| !of.has_doca(place, person, doca))
        {
            let fields = [doca.purpose, doca.country, doca.street, doca.city, doca.region, doca.postcode];
            let fields = fields.map(|field| self.spell(field).into_owned());
            self.generated("DOCA", &[&[String::new()], fields.as_slice()].concat());
        }
        let born = person.birth_place.as_ref().and_then(|born| born.state.valid());
        for (purpose, state) in [("R", person.residence.valid()), ("B", born)] {
            let said = |state: StateCode| {
                let mut own = person
                    .addresses
                    .iter()
                    .filter_map(as_doca)
                    .map(|doca| (doca.purpose, request::state(doca.country.as_bytes())));
                of.says_state(place, person, purpose, state) || own.any(|own| own == (purpose, Some(state)))
            };
            if let Some(state) = state.map(|state| state.0).filter(|state| !said(*state)) {
                self.generated("DOCA", &[String::new(), purpose.to_owned(), state.to_string()]);
            }
        }
    }

    fn docs(
        &mut self,
        person: &Passenger<'_>,
        document: Option<&TravelDocument<'_>>,
        nationality: Option<StateCode>,
    ) {
        let anchor = self.flight;
        let expiry = document.and_then(|document| document.expiry.valid());
        let born = person.birth_date.valid().and_then(|born| born.0.date());
        let sex = match person.sex.valid().map(|sex| sex.0) {
            Some(sex) => sex.wire(),
            None => "",
        };
        let name = document.and_then(|document| document.holder.as_ref()).unwrap_or(&person.name);
        let kind = document.map_or("", |document| code(document.kind.as_ref()));
        let fields = [
            String::new(),
            kind.to_owned(),
            document.map(|document| valid(&document.issuer)).unwrap_or_default(),
            document.map_or("", |document| text(document.number.as_ref())).to_owned(),
            nationality.map(|state| state.to_string()).unwrap_or_default(),
            born.map(|date| day(date, |read| read.birth(anchor)?.date())).unwrap_or_default(),
            sex.to_owned(),
            expiry.map(|date| day(date.0, |read| read.near(anchor))).unwrap_or_default(),
            self.spell(&name.surname).into_owned(),
            self.spell(&name.given.join(" ")).into_owned(),
        ];
        self.generated("DOCS", &fields);
    }

    /// A place of birth, a document, or both.
    fn doco(&mut self, birth_place: Option<&Text<'_>>, document: Option<&TravelDocument<'_>>) {
        let birth_place = self.spell(text(birth_place)).into_owned();
        let Some(document) = document else {
            return self.generated("DOCO", &[String::new(), birth_place]);
        };
        let anchor = self.flight;
        let issued = document.issued.valid();
        let place = self.spell(text(document.place.as_ref())).into_owned();
        let fields = [
            String::new(),
            birth_place,
            code(document.kind.as_ref()).to_owned(),
            text(document.number.as_ref()).to_owned(),
            place,
            issued.map(|date| day(date.0, |read| read.near(anchor))).unwrap_or_default(),
            valid(&document.issuer),
        ];
        self.generated("DOCO", &fields);
    }

    /// A request whose text is fields with a slash before each.
    fn generated(&mut self, code: &str, fields: &[String]) {
        // A slash inside a field would shift the others.
        let fields: Vec<String> = fields.iter().map(|field| field.replace('/', " ")).collect();
        let free = fields.join("/");
        self.out.segment("SSR", &[&[code, "HK", "1", "", "", "", "", "", &free]]);
    }
}

/// A day of a document or a birth; with the century when two digits would be taken for another one.
fn day(date: NaiveDate, read: impl FnOnce(WrittenDate) -> Option<NaiveDate>) -> String {
    let short = ddmmmyy(date);
    match WrittenDate::from_text(short.as_bytes()).and_then(read) {
        Some(again) if again == date => short,
        _ => date.format("%d%b%Y").to_string().to_uppercase(),
    }
}

/// True for a document that stands in DOCS; visas and what else is none to travel with stand in DOCO.
pub(in super::super) fn is_primary(document: &TravelDocument<'_>) -> bool {
    document.kind.as_ref().and_then(Code::listed).is_none_or(DocumentType::is_travel_document)
}

/// An address that DOCA can say whole.
fn as_doca<'t>(address: &'t Address<'_>) -> Option<DocaText<'t>> {
    let purpose = short(address.purpose.as_ref());
    (matches!(purpose, "R" | "D" | "B") && address.text.is_none()).then(|| DocaText {
        purpose,
        country: text(address.country.as_ref()),
        street: text(address.street.as_ref()),
        city: text(address.city.as_ref()),
        region: text(address.region.as_ref()),
        postcode: text(address.postcode.as_ref()),
        of_infant: false,
    })
}
