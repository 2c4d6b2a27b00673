//! The tree of PNRGOV XML as a table: each element with what it fills, read and written by the same rows. The order of
//! attributes and elements is the order of writing. Source: the project's notes on IATA_PNRGOV_NotifRQ, section 3.

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Root,
    Originator,
    Leg,
    Pnrs,
    Pnr,
    Locator,
    Request,
    Document,
    Docs,
    Doco,
    Doca,
    Remark,
    Agency,
    Contact,
    Passenger,
    Loyalty,
    Ticket,
    Tax,
    Payment,
    Fare,
    ExcessBags,
    Flight,
    CheckIn,
    Boarding,
}

/// What a value is, in its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Known, and without a place in the model.
    Passed,
    Version,
    EchoToken,
    TimeStamp,
    Target,
    Transaction,
    Sequence,
    Correlation,
    TransactionStatus,
    Company,
    System,
    ContactInfo,
    Carrier,
    Number,
    Suffix,
    Departure,
    Arrival,
    From,
    To,
    Count,
    Changed,
    Created,
    Ticketed,
    Id,
    Type,
    Sign,
    Office,
    Country,
    City,
    Code,
    Status,
    Quantity,
    Reference,
    Text,
    /// Text of a remark that stands in no element of its own: read, never written.
    Line,
    Phone,
    PhoneType,
    Email,
    Street,
    /// Read as the first line of the street, never written.
    StreetNumber,
    Region,
    /// Read, never written.
    RegionCode,
    /// Read, never written.
    CountryCode,
    Postcode,
    SurnameReference,
    Given,
    Middle,
    Prefix,
    Surname,
    Title,
    Amount,
    Currency,
    Issued,
    Vendor,
    Account,
    Expiry,
    Payer,
    Class,
    Equipment,
    OperatingCarrier,
    OperatingNumber,
    OperatingSuffix,
    Time,
    Seat,
    Born,
    Sex,
    Issuer,
    Nationality,
    DocumentType,
    DocumentNumber,
    Place,
    BirthPlace,
    OfInfant,
    HasInfant,
    AddressType,
    Form,
    Board,
    Off,
    Cabin,
    Unit,
    Discount,
    /// A misspelt discount: read, never written.
    DiscountSlip,
    Basis,
    NotEndorsable,
    NotRefundable,
}

use Fills::{Around, Record};
use Slot as S;

/// What the values of an element fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fills {
    /// A record of its own.
    Record(Kind),
    /// The record around it.
    Around,
    /// Nothing: the model has no place for it.
    Nothing,
}

/// An element of the tree.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) fills: Fills,
    pub(super) text: Option<Slot>,
    pub(super) attributes: &'static [(&'static str, Slot)],
    pub(super) children: &'static [&'static Element],
}

impl Element {
    /// An element with attributes and children.
    const fn new(
        name: &'static str,
        fills: Fills,
        attributes: &'static [(&'static str, Slot)],
        children: &'static [&'static Self],
    ) -> Self {
        Self { name, fills, text: None, attributes, children }
    }

    /// An element whose text is a value of the record around it.
    const fn text(name: &'static str, slot: Slot) -> Self {
        Self { name, fills: Around, text: Some(slot), attributes: &[], children: &[] }
    }

    /// An element of the guide that the model has no place for.
    const fn passed(name: &'static str) -> Self {
        Self::new(name, Fills::Nothing, &[], &[])
    }

    /// The child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&'static Self> {
        self.children.iter().copied().find(|child| is_same(child.name, name))
    }

    /// An attribute with its slot.
    pub(super) fn attribute(&self, name: &str) -> Option<(&'static str, Slot)> {
        self.attributes.iter().find(|(known, _)| is_same(known, name)).copied()
    }
}

/// True for two spellings of a name: `SSRCode` and `SSR_Code`, `ISOCountry` and `ISOCOuntry`.
pub(super) fn is_same(known: &str, name: &str) -> bool {
    let letters = |name: &'_ str| {
        let bytes: Vec<u8> = name.bytes().filter(|b| *b != b'_').map(|b| b.to_ascii_lowercase()).collect();
        bytes
    };
    known == name || (name.len() <= known.len() + 4 && letters(known) == letters(name))
}

pub(super) static ROOT: Element = Element::new(
    "IATA_PNRGOV_NotifRQ",
    Record(Kind::Root),
    &[
        ("Version", S::Version),
        ("EchoToken", S::EchoToken),
        ("TimeStamp", S::TimeStamp),
        ("Target", S::Target),
        ("TransactionIdentifier", S::Transaction),
        ("SequenceNmbr", S::Sequence),
        ("CorrelationID", S::Correlation),
        ("TransactionStatusCode", S::TransactionStatus),
    ],
    &[&ORIGINATOR, &LEG, &PNRS],
);

/// Elements that are looked for below elements that nobody knows.
pub(super) static ANYWHERE: [&Element; 5] = [&ROOT, &ORIGINATOR, &LEG, &PNRS, &PNR];

static ORIGINATOR: Element = Element::new(
    "Originator",
    Record(Kind::Originator),
    &[("AirlineCode", S::Company), ("SystemCode", S::System), ("AirlineContactInfo", S::ContactInfo)],
    &[],
);

static LEG: Element = Element::new(
    "FlightLeg",
    Record(Kind::Leg),
    &[
        ("CarrierCode", S::Carrier),
        ("FlightNumber", S::Number),
        ("OperationalSuffix", S::Suffix),
        ("DepartureDateTime", S::Departure),
        ("ArrivalDateTime", S::Arrival),
        ("DateChangeNbr", S::Passed),
    ],
    &[&FROM, &TO],
);

static FROM: Element = Element::new(
    "DepartureAirport",
    Around,
    &[("LocationCode", S::From), ("CodeContext", S::Passed), ("Terminal", S::Passed)],
    &[],
);

static TO: Element = Element::new(
    "ArrivalAirport",
    Around,
    &[("LocationCode", S::To), ("CodeContext", S::Passed), ("Terminal", S::Passed)],
    &[],
);

static PNRS: Element = Element::new("PNRs", Record(Kind::Pnrs), &[("NumberOfPnrs", S::Count)], &[&PNR]);

pub(super) static PNR: Element = Element::new(
    "PNR",
    Record(Kind::Pnr),
    &[
        ("NumberOfPassengers", S::Count),
        ("PNR_TransDate", S::Changed),
        ("PNR_CreationDate", S::Created),
        ("LastTktDate", S::Ticketed),
    ],
    &[
        &LOCATOR,
        &SSR,
        &OSI,
        &POS,
        &CONTACT,
        &PREPAID_BAG,
        &PASSENGER,
        &FLIGHT,
        // The guide has it below Passenger only; below PNR it is read, never written.
        &DOC_SSR,
        &CAR,
        &HOTEL,
    ],
);

static LOCATOR: Element =
    Element::new("BookingRefID", Record(Kind::Locator), &[("ID", S::Id), ("Type", S::Type)], &[&COMPANY]);

static COMPANY: Element =
    Element::new("CompanyName", Around, &[("Code", S::Company), ("TravelSector", S::Passed)], &[]);

static SSR: Element = Element::new(
    "SSR",
    Record(Kind::Request),
    &[
        ("SSRCode", S::Code),
        ("ServiceQuantity", S::Quantity),
        ("Status", S::Status),
        ("BoardPoint", S::Board),
        ("OffPoint", S::Off),
        ("RPH", S::Reference),
        ("SurnameRefNumber", S::Passed),
    ],
    &[&SSR_AIRLINE, &TEXT],
);

static SSR_AIRLINE: Element = Element::new("Airline", Around, &[("Code", S::Carrier)], &[]);
static OSI_AIRLINE: Element = Element::new("Airline", Around, &[("Code", S::Passed)], &[]);
static TEXT: Element = Element::text("Text", S::Text);

static OSI: Element = Element {
    name: "OtherServiceInfo",
    fills: Record(Kind::Remark),
    text: Some(S::Line),
    attributes: &[("RPH", S::Passed)],
    children: &[&OSI_AIRLINE, &TEXT],
};

static POS: Element = Element::new("POS", Record(Kind::Agency), &[], &[&SOURCE]);

static SOURCE: Element = Element::new(
    "Source",
    Around,
    &[
        ("AgentSine", S::Sign),
        ("PseudoCityCode", S::Office),
        ("ISOCountry", S::Country),
        ("ISOCurrency", S::Currency),
        ("AgentDutyCode", S::Passed),
        ("AirlineVendorID", S::Company),
        ("AirportCode", S::City),
    ],
    &[&REQUESTOR],
);

static REQUESTOR: Element =
    Element::new("RequestorID", Around, &[("Type", S::Passed), ("ID", S::Id)], &[&REQUESTOR_COMPANY]);
static REQUESTOR_COMPANY: Element = Element::new("CompanyName", Around, &[("Code", S::Passed)], &[]);

static CONTACT: Element = Element::new(
    "ContactInfo",
    Record(Kind::Contact),
    &[
        ("Type", S::Passed),
        ("PhoneType", S::PhoneType),
        ("PhoneNumber", S::Phone),
        ("EmailAddress", S::Email),
    ],
    &[&STREET, &ADDRESS_LINE, &CITY, &POSTCODE, &REGION, &COUNTRY],
);

static STREET: Element = Element {
    name: "StreetNmbr",
    fills: Around,
    text: Some(S::StreetNumber),
    attributes: &[("StreetNmbrSuffix", S::Passed), ("StreetDirection", S::Passed)],
    children: &[],
};
static ADDRESS_LINE: Element = Element::text("AddressLine", S::Street);
static CITY: Element = Element::text("CityName", S::City);
static POSTCODE: Element = Element::text("PostalCode", S::Postcode);
static REGION: Element = Element {
    name: "StateProv",
    fills: Around,
    text: Some(S::Region),
    attributes: &[("StateCode", S::RegionCode)],
    children: &[],
};
static COUNTRY: Element = Element {
    name: "CountryName",
    fills: Around,
    text: Some(S::Country),
    attributes: &[("Code", S::CountryCode)],
    children: &[],
};

static PREPAID_BAG: Element = Element::new(
    "PrepaidBag",
    Record(Kind::ExcessBags),
    &[
        ("UnitOfMeasureQuantity", S::Quantity),
        ("UnitOfMeasureCode", S::Unit),
        ("Amount", S::Amount),
        ("CurrencyCode", S::Currency),
        ("BagDestination", S::Passed),
    ],
    &[],
);

// No source at hand names the attributes of cars and hotels.
static CAR: Element = Element::passed("CarInfo");
static HOTEL: Element = Element::passed("HotelInfo");

static EXCESS: Element = Element::new(
    "ExcessBaggage",
    Record(Kind::ExcessBags),
    &[
        ("IssuerCode", S::Passed),
        ("SerialNumber", S::Passed),
        ("SequenceCount", S::Passed),
        ("BaggagePool", S::Passed),
        ("UnitOfMeasureQuantity", S::Quantity),
        ("UnitOfMeasureCode", S::Unit),
    ],
    &[],
);

static FARE: Element = Element::new(
    "FareInfo",
    Record(Kind::Fare),
    &[
        ("PTC_Code", S::Type),
        ("DiscountedFareType", S::Passed),
        ("DiscountPercent", S::Discount),
        ("DiscountrPercent", S::DiscountSlip),
        ("CountryCode", S::Country),
        ("DiscountedFareClassType", S::Passed),
        ("FareBasis", S::Basis),
    ],
    &[],
);

static PASSENGER: Element = Element::new(
    "Passenger",
    Record(Kind::Passenger),
    &[
        ("RPH", S::Reference),
        ("SurnameRefNumber", S::SurnameReference),
        ("AccompaniedByInfantInd", S::HasInfant),
        ("BoardingStatus", S::Passed),
    ],
    &[
        &GIVEN, &MIDDLE, &PREFIX, &SURNAME, &TITLE, &CONTACT, &LOYALTY, &EXCESS, &FARE, &SSR, &TICKET,
        &DOC_SSR,
    ],
);

static GIVEN: Element = Element::text("GivenName", S::Given);
static MIDDLE: Element = Element::text("MiddleName", S::Middle);
static PREFIX: Element = Element::text("SurnamePrefix", S::Prefix);
static SURNAME: Element = Element::text("Surname", S::Surname);
static TITLE: Element = Element::text("NameTitle", S::Title);

static LOYALTY: Element = Element::new(
    "CustLoyalty",
    Record(Kind::Loyalty),
    &[("ProgramID", S::Company), ("MembershipID", S::Number), ("LoyalLevel", S::Passed)],
    &[],
);

static TICKET: Element = Element::new(
    "TicketDocument",
    Record(Kind::Ticket),
    &[
        ("TicketDocumentNbr", S::Number),
        ("Type", S::Type),
        ("DateOfIssue", S::Issued),
        ("TicketLocation", S::Passed),
        ("PrimaryDocInd", S::Passed),
    ],
    &[&TOTAL_FARE, &PRICING, &TAXES, &PAYMENT],
);

static TOTAL_FARE: Element =
    Element::new("TotalFare", Around, &[("Amount", S::Amount), ("CurrencyCode", S::Currency)], &[]);

static PRICING: Element = Element::new(
    "PricingInfo",
    Around,
    &[
        ("Date", S::Passed),
        ("Time", S::Passed),
        ("ISOCountryCode", S::Passed),
        ("LocationCode", S::Passed),
        ("NonEndorsableInd", S::NotEndorsable),
        ("NonRefundableInd", S::NotRefundable),
        ("PenaltyRestrictionInd", S::Passed),
    ],
    &[],
);

static TAXES: Element = Element::new("Taxes", Around, &[], &[&TAX]);

static TAX: Element = Element::new(
    "Tax",
    Record(Kind::Tax),
    &[("Amount", S::Amount), ("ISOCountry", S::Country), ("CurrencyCode", S::Currency), ("TaxType", S::Code)],
    &[],
);

static PAYMENT: Element = Element::new(
    "PaymentInfo",
    Record(Kind::Payment),
    &[
        ("PaymentType", S::Form),
        ("PaymentUse", S::Passed),
        ("PaymentAmount", S::Amount),
        ("VendorCode", S::Vendor),
        ("AccountNbr", S::Account),
        ("ExpiryDate", S::Expiry),
        ("CardHolderName", S::Payer),
    ],
    &[],
);

static DOC_SSR: Element = Element::new(
    "DOC_SSR",
    Record(Kind::Document),
    &[("SSRCode", S::Code), ("ServiceQuantity", S::Quantity), ("Status", S::Status), ("RPH", S::Reference)],
    &[&FLIGHT_INFO, &DOCS, &DOCO, &DOCA],
);

static FLIGHT_INFO: Element = Element::new("FlightInfo", Around, &[("Code", S::Passed)], &[]);

static DOCS: Element = Element::new(
    "DOCS",
    Record(Kind::Docs),
    &[
        ("DateOfBirth", S::Born),
        ("ExpiryDate", S::Expiry),
        ("FirstGivenName", S::Given),
        ("SecondGivenName", S::Middle),
        ("Surname", S::Surname),
        ("Gender", S::Sex),
        ("IssuingLoc", S::Issuer),
        ("PaxNationality", S::Nationality),
        ("TravelDocType", S::DocumentType),
        ("TravelDocNbr", S::DocumentNumber),
        ("PrimaryHolderInd", S::Passed),
    ],
    &[],
);

static DOCO: Element = Element::new(
    "DOCO",
    Record(Kind::Doco),
    &[
        ("BirthLocation", S::BirthPlace),
        ("TravelDocType", S::DocumentType),
        ("TravelDocNbr", S::DocumentNumber),
        ("PlaceOfIssue", S::Place),
        ("DateOfIssue", S::Issued),
        ("CountryState", S::Issuer),
        ("InfantInd", S::OfInfant),
    ],
    &[],
);

static DOCA: Element = Element::new(
    "DOCA",
    Record(Kind::Doca),
    &[
        ("AddressType", S::AddressType),
        ("Address", S::Street),
        ("CityName", S::City),
        ("PostalCode", S::Postcode),
        ("StateProvCounty", S::Region),
        ("Country", S::Country),
        ("InfantInd", S::OfInfant),
    ],
    &[],
);

static FLIGHT: Element = Element::new(
    "Flight",
    Record(Kind::Flight),
    &[
        ("DepartureDateTime", S::Departure),
        ("ArrivalDateTime", S::Arrival),
        ("ResBookDesigCode", S::Class),
        ("NumberInParty", S::Quantity),
        ("Status", S::Status),
        ("FlightNumber", S::Number),
        ("OperationalSuffix", S::Suffix),
        ("DateChangeNbr", S::Passed),
    ],
    &[&FROM, &TO, &OPERATING, &EQUIPMENT, &MARKETING, &SSR, &LOCATOR, &CHECK_IN, &DOC_SSR],
);

static OPERATING: Element = Element::new(
    "OperatingAirline",
    Around,
    &[
        ("Code", S::OperatingCarrier),
        ("FlightNumber", S::OperatingNumber),
        ("ResBookDesigCode", S::Passed),
        ("OperationalSuffix", S::OperatingSuffix),
    ],
    &[],
);
static EQUIPMENT: Element = Element::new("Equipment", Around, &[("AirEquipType", S::Equipment)], &[]);
static MARKETING: Element = Element::new("MarketingAirline", Around, &[("Code", S::Carrier)], &[]);

static CHECK_IN: Element =
    Element::new("CheckInInfo", Record(Kind::CheckIn), &[("Time", S::Time)], &[&BOARDING]);

static BOARDING: Element = Element::new(
    "BoardingNumber",
    Record(Kind::Boarding),
    &[("Number", S::Number), ("RPH", S::Reference)],
    &[&BOARDED, &SEAT],
);

static BOARDED: Element = Element::new("Passenger", Around, &[], &[&GIVEN, &SURNAME]);

static SEAT: Element = Element {
    name: "SeatNumber",
    fills: Around,
    text: Some(S::Seat),
    attributes: &[("CabinClass", S::Cabin)],
    children: &[],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(element: &'static Element, depth: usize, seen: &mut Vec<&'static Element>) {
        assert!(depth < 9, "the tree has no loops");
        seen.push(element);
        for child in element.children {
            walk(child, depth + 1, seen);
        }
    }

    #[test]
    fn names_are_unique_below_each_element_and_slots_in_each_record() {
        let mut seen = Vec::new();
        walk(&ROOT, 0, &mut seen);
        assert!(seen.len() > 50);
        for element in seen {
            for (n, (name, _)) in element.attributes.iter().enumerate() {
                assert!(element.attributes[n + 1..].iter().all(|(other, _)| !is_same(name, other)), "{name}");
            }
            for (n, child) in element.children.iter().enumerate() {
                assert!(element.children[n + 1..].iter().all(|other| !is_same(child.name, other.name)));
            }
            let is_known = element.fills != Fills::Nothing || element.children.is_empty();
            assert!(is_known, "{}", element.name);
        }
    }

    #[test]
    fn spellings_that_were_seen() {
        let rows = [("SSRCode", "SSR_Code"), ("ISOCountry", "ISOCOuntry"), ("PNR_TransDate", "PNRTransDate")];
        for (known, name) in rows {
            assert!(is_same(known, name), "{name}");
        }
        assert!(!is_same("PNR", "PNRs") && !is_same("DOCS", "DOCO"));
        assert_eq!(SSR.attribute("SSR_Code"), Some(("SSRCode", Slot::Code)));
        assert_eq!(PNR.child("DOCSSSR").map(|e| e.name), None);
    }
}
