//! Travellers as segments, and what their data says and no request of the booking does.

use chrono::NaiveDate;

use super::sorted::Sorted;
use super::{PushWriter, code, ddmmmyy, short, text, valid};
use crate::codes::{Code, CommunicationMeans, Sex};
use crate::model::{
    BirthDate, Contact, Field, Passenger, Personal, RequestDetail, Scope, Short, SpecialRequest,
    TravelDocument,
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
        for address in &person.addresses {
            if !(of.has_request(place, "DOCA") && matches!(short(address.purpose.as_ref()), "R" | "D" | "B"))
            {
                self.address(address);
            }
        }
        self.tickets(of, Some(place));
    }

    /// What the traveller's data says and no request does.
    fn unsaid(&mut self, of: &Sorted<'_, '_>, place: usize, person: &Passenger<'_>) {
        // A DOCS with longer given names, or that of an infant under the adult, says it by the birth date.
        let born = person.birth_date.valid().and_then(|date| date.0.date()).map(ddmmmyy);
        let is_dated = born.is_some_and(|born| of.says(&born) && of.says(&person.name.surname));
        let mut facts = of.has_docs(place, &person.name) || is_dated;
        for document in &person.documents {
            let number = text(document.number.as_ref());
            if number.is_empty() || of.says(number) {
                continue;
            }
            let is_passport = document
                .kind
                .as_ref()
                .and_then(Code::listed)
                .is_none_or(crate::codes::DocumentType::is_travel_document);
            if is_passport {
                self.docs(person, Some(document));
                facts = true;
            } else {
                self.doco(document);
            }
        }
        let has_facts = person.birth_date.valid().is_some()
            || person.sex.valid().is_some()
            || person.nationalities.iter().any(|state| state.valid().is_some());
        if !facts && has_facts {
            self.docs(person, None);
        }
        for seat in person.seats.iter().filter(|seat| !of.has_seat(place, seat)) {
            let mut request = SpecialRequest::new(Short::from("SEAT"), Scope::Traveller(place));
            request.quantity = Some(1);
            let (seat, traveller) = (Some(seat.clone()), person.reference.clone());
            request.details.push(RequestDetail { seat, traveller, ..RequestDetail::default() });
            self.request(&request);
        }
    }

    fn docs(&mut self, person: &Passenger<'_>, document: Option<&TravelDocument<'_>>) {
        let day =
            |date: &Field<Personal<NaiveDate>>| date.valid().map(|date| ddmmmyy(date.0)).unwrap_or_default();
        let born = |date: &BirthDate| date.date().map(ddmmmyy).unwrap_or_default();
        let sex = match person.sex.valid().map(|sex| sex.0) {
            Some(Sex::Male) => "M",
            Some(Sex::Female) => "F",
            Some(_) => "U",
            None => "",
        };
        let kind = document.map_or("", |document| code(document.kind.as_ref()));
        let fields = [
            String::new(),
            kind.to_owned(),
            document.map(|document| valid(&document.issuer)).unwrap_or_default(),
            document.map_or("", |document| text(document.number.as_ref())).to_owned(),
            person.nationalities.first().map(valid).unwrap_or_default(),
            person.birth_date.valid().map(|date| born(&date.0)).unwrap_or_default(),
            sex.to_owned(),
            document.map(|document| day(&document.expiry)).unwrap_or_default(),
            self.spell(&person.name.surname).into_owned(),
            self.spell(&person.name.given.join(" ")).into_owned(),
        ];
        self.generated("DOCS", &fields);
    }

    fn doco(&mut self, document: &TravelDocument<'_>) {
        let issued = document.issued.valid().map(|date| ddmmmyy(date.0)).unwrap_or_default();
        let place = self.spell(text(document.place.as_ref())).into_owned();
        let fields = [
            String::new(),
            String::new(),
            code(document.kind.as_ref()).to_owned(),
            text(document.number.as_ref()).to_owned(),
            place,
            issued,
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
