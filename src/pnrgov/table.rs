//! The segment table of PNRGOV (PNRGOV EDIFACT guide, 10.1 upward as one superset) as data: which segment of which
//! tag belongs to which group follows the placement rules of the guide.

use crate::directory::{ANYWHERE, Group, NONE, Part, Row, Table, composites, groups, records};

/// Level 0.
pub(crate) const HEAD: Group = 0;
/// GR.1: a PNR.
pub(crate) const PNR: Group = 1;
/// GR.2: a traveller.
pub(crate) const TRAVELLER: Group = 2;
/// GR.3: a ticket.
pub(crate) const TICKET: Group = 3;
/// GR.4: a payment.
pub(crate) const PAYMENT: Group = 4;
/// GR.5: an itinerary segment.
pub(crate) const FLIGHT: Group = 5;
/// GR.6: a check-in event.
pub(crate) const CHECK_IN: Group = 6;
/// GR.7: a checked-in traveller.
pub(crate) const BOARDED: Group = 7;
/// GR.8: a split.
pub(crate) const SPLIT: Group = 8;
/// GR.9: a non-air service.
pub(crate) const SERVICE: Group = 9;
/// GR.10: a credit of the history.
pub(crate) const HISTORY: Group = 10;
/// GR.11: an item of the history.
pub(crate) const ITEM: Group = 11;
/// GR.12: a flight of the history.
pub(crate) const ITEM_FLIGHT: Group = 12;

records! { SHAPES;
    /// The push: MSG, ORG, EQN of level 0.
    0 Push under NONE, closes [] {
        MSG {
            /// C302 4025 business function.
            business = (1, 1),
            /// C302 1225 message function: 22 full, 141 update.
            function = (1, 2),
        }
        ORG {
            /// ORG C336 9906 sender.
            sender = (1, 1),
            /// ORG C336 3225 city of the sender.
            sender_city = (1, 2),
        }
        EQN {
            /// EQN C523 6350 number of PNRs of the whole push.
            pnr_count = (1, 1),
        }
    }
    /// A PNR (GR.1): SRC and the originator (ORG).
    1 Pnr under NONE, closes [
        Traveller, TicketRecord, FormOfPayment, Product, CheckIn, Boarded, Baggage,
        SplitRecord, Service, Credit, HistoryItem, Protected,
    ] {
        ORG {
            /// ORG C336 9906 company.
            company = (1, 1),
            /// ORG C336 3225 city.
            city = (1, 2),
            /// ORG C300 9900 number of the agent.
            agent = (2, 1),
            /// ORG C300 9902 office.
            office = (2, 2),
            /// ORG C336 9906 system of the agent.
            system = (4, 1),
            /// ORG 9972 originator type.
            originator = (5, 1),
            /// ORG C354 3207 country.
            country = (6, 1),
            /// ORG C354 6345 currency.
            currency = (6, 2),
            /// ORG 9904 sign of the agent.
            sign = (7, 1),
        }
    }
    /// A record locator (RCI, C330).
    2 RecordLocator under Pnr, closes [] each 1 {
        /// 9906 owner.
        company = 1,
        /// 9956 locator.
        number = 2,
        /// 9958 control type.
        kind = 3,
        /// 9916 day of creation.
        date = 4,
        /// 9994 time of creation.
        time = 5,
    }
    /// A special request (SSR).
    3 Request under Pnr, closes [] {
        OWN {
            /// C334 9962 code.
            code = (1, 1),
            /// C334 4405 status.
            status = (1, 2),
            /// C334 6060 quantity.
            quantity = (1, 3),
            /// C334 9906 airline.
            carrier = (1, 4),
            /// C334 3225 board point.
            board = (1, 7),
            /// C334 3225 off point.
            off = (1, 8),
            /// C334 4440 free text, first part.
            text = (1, 9),
        }
    }
    /// A date (DAT, C688).
    4 Moment under Pnr, closes [] each 1 {
        /// 2005 which date it is.
        qualifier = 1,
        /// 9916 day.
        date = 2,
        /// 9918 time.
        time = 3,
    }
    /// Free text that is kept (IFT).
    5 FreeText under Pnr, closes [] {
        OWN {
            /// C346 4451 subject.
            subject = (1, 1),
            /// C346 9980 kind.
            kind = (1, 2),
            /// 4440 first line.
            first = (2, 1),
        }
    }
    /// A traveller or a group (TIF, GR.2), with REF.
    6 Traveller under Pnr, closes [TicketRecord, FormOfPayment] {
        OWN {
            /// C322 9936 surname or name of the group.
            surname = (1, 1),
            /// C322 6353 qualifier of the name: I individual, G group.
            qualifier = (1, 2),
            /// C324 9942 given name with title.
            given = (2, 1),
            /// C324 6353 kind of traveller.
            kind = (2, 2),
            /// C324 9944 reference.
            reference = (2, 3),
            /// C324 9946 accompanied by an infant.
            infant = (2, 4),
        }
        REF {
            /// REF C653 1154 unique passenger reference.
            unique_reference = (1, 2),
        }
    }
    /// A frequent traveller number (FTI, C326).
    7 FrequentTraveller under Pnr, closes [] each 1 {
        /// 9906 carrier.
        carrier = 1,
        /// 9948 number.
        number = 2,
        /// 9944 traveller reference.
        traveller = 3,
    }
    /// An address (ADD, C032).
    8 PnrAddress under Pnr, closes [] each 2 {
        /// 3299 purpose.
        purpose = 1,
        /// 3042 street.
        street = 2,
        /// 3164 city.
        city = 3,
        /// 3229 code of the region.
        region_code = 4,
        /// 3228 name of the region.
        region = 5,
        /// 3207 country.
        country = 6,
        /// 3251 postal code.
        postcode = 7,
        /// 4440 free text.
        text = 8,
    }
    /// A ticket (TKT, GR.3).
    9 TicketRecord under Pnr, closes [FormOfPayment] {
        OWN {
            /// C667 1004 number.
            number = (1, 1),
            /// C667 1001 type.
            kind = (1, 2),
        }
        PTK {
            /// C664 5387 first pricing indicator (PTK).
            pricing = (1, 1),
            /// C306 9906 airline that validates the ticket (PTK).
            validating_carrier = (4, 1),
        }
    }
    /// An amount (MON, C663).
    10 MoneyAmount under Pnr, closes [] each 1 {
        /// 5025 kind.
        kind = 1,
        /// 1230 amount.
        amount = 2,
        /// 6345 currency.
        currency = 3,
    }
    /// A payment (FOP, C641, GR.4).
    11 FormOfPayment under Pnr, closes [] each 1 {
        /// 9888 form.
        form = 1,
        /// 5004 amount.
        amount = 3,
        /// 9906 vendor.
        vendor = 4,
        /// 1154 account number.
        account = 5,
        /// 9916 expiry.
        expiry = 6,
    }
    /// A tax (TXD, C668).
    12 Tax under Pnr, closes [] each 2 {
        /// 5278 amount.
        amount = 1,
        /// 3207 country.
        country = 2,
        /// 6345 currency.
        currency = 3,
        /// 5153 code.
        code = 4,
    }
    /// A travel product (TVL): the flight of the push, an itinerary segment, a service, a flight of the history; with
    /// TRA, RPI and APD.
    13 Product under Pnr, closes [Traveller, TicketRecord, FormOfPayment, CheckIn, Boarded, Baggage] {
        OWN {
            /// C310 9916 day of departure.
            departure_date = (1, 1),
            /// C310 9918 time of departure.
            departure_time = (1, 2),
            /// C310 9920 day of arrival.
            arrival_date = (1, 3),
            /// C310 9922 time of arrival.
            arrival_time = (1, 4),
            /// C328 3225 place of departure.
            from = (2, 1),
            /// C328 3224 name of the place, such as a hotel.
            place = (2, 2),
            /// C328 3225 place of arrival.
            to = (3, 1),
            /// C306 9906 marketing carrier.
            carrier = (4, 1),
            /// C306 9906 operating carrier.
            operating_carrier = (4, 2),
            /// C308 9908 number, OPEN or ARNK.
            number = (5, 1),
            /// C308 7037 class.
            class = (5, 2),
            /// C308 7139 operational suffix.
            suffix = (5, 3),
        }
        TRA {
            /// TRA C306 9906 operating carrier.
            transport_carrier = (1, 1),
            /// TRA C308 9908 number of the operating flight.
            transport_number = (2, 1),
            /// TRA C308 7037 class of the operating flight.
            transport_class = (2, 2),
            /// TRA C308 7139 operational suffix of the operating flight.
            transport_suffix = (2, 3),
        }
        SECOND {
            /// Second TVL C308 9908 number of the operating flight, in the form before TRA.
            second_number = (5, 1),
            /// Second TVL C308 7037 class of the operating flight.
            second_class = (5, 2),
        }
        RPI {
            /// RPI 6060 quantity.
            quantity = (1, 1),
            /// RPI 4405 status.
            status = (2, 1),
        }
        APD {
            /// APD C314 8179 equipment.
            equipment = (1, 1),
        }
    }
    /// A check-in event (DAT, GR.6), with its originator.
    14 CheckIn under Pnr, closes [Boarded, Baggage] {
        OWN {
            /// C688 2005 which date it is.
            qualifier = (1, 1),
            /// C688 9916 day.
            date = (1, 2),
            /// C688 9918 time.
            time = (1, 3),
        }
        ORG {
            /// ORG C336 9906 who checked in.
            company = (1, 1),
        }
    }
    /// A checked-in traveller (TRI, GR.7), with SSD.
    15 Boarded under Pnr, closes [Baggage] {
        OWN {
            /// C671 1154 sequence number.
            sequence = (2, 1),
            /// C671 9809 seat.
            seat_early = (2, 3),
            /// C671 9944 traveller reference.
            traveller = (2, 4),
        }
        TIF {
            /// TIF C322 9936 surname.
            surname = (1, 1),
            /// TIF C324 9942 given name.
            given = (2, 1),
            /// TIF C324 9944 traveller reference.
            name_reference = (2, 3),
        }
        SSD {
            /// SSD C679 9809 seat.
            seat = (1, 1),
            /// SSD 9854 cabin designator.
            cabin = (5, 1),
            /// SSD 9870 cabin class.
            cabin_class = (6, 1),
        }
    }
    /// Checked baggage (TBD).
    16 Baggage under Pnr, closes [] {
        OWN {
            /// C675 6060 pieces.
            pieces = (2, 1),
            /// C675 6314 weight.
            weight = (2, 2),
            /// C675 5463 unit: 700 kg, 701 lb.
            unit = (2, 3),
            /// C686 7365 head or member of a pool.
            pool = (4, 1),
        }
    }
    /// A split (EQN, GR.8).
    17 SplitRecord under Pnr, closes [] {
        OWN {
            /// C523 6350 number of passengers.
            passengers = (1, 1),
        }
    }
    /// A non-air service (MSG, GR.9).
    18 Service under Pnr, closes [Product] {
        OWN {
            /// C302 4025 kind.
            kind = (1, 1),
        }
    }
    /// A credit of the history (ABI, GR.10).
    19 Credit under Pnr, closes [Product, HistoryItem] {
        OWN {
            /// C337 9960 source.
            source = (1, 1),
            /// C300 9900 agent.
            agent = (2, 1),
            /// 9906 airline or system.
            company = (5, 1),
        }
    }
    /// An item of the history (SAC, GR.11).
    20 HistoryItem under Pnr, closes [Product] {
        OWN {
            /// 1229 what happened.
            action = (3, 1),
        }
        TIF {
            /// TIF C322 9936 surname.
            surname = (1, 1),
            /// TIF C324 9942 given name.
            given = (2, 1),
        }
    }
    /// Free text of which only telephone numbers, e-mail addresses and ticket numbers are kept.
    21 Protected under Pnr, closes [] {
    }
    /// A line of unstructured history (LTS).
    22 HistoryLine under Pnr, closes [] {
        OWN {
            /// The line.
            text = (1, 1),
        }
    }
    /// Excess or prepaid baggage (EBD).
    23 ExcessBaggage under Pnr, closes [] {
        OWN {
            /// C674 6345 currency.
            currency = (1, 1),
            /// C674 5004 amount per unit.
            amount = (1, 2),
            /// C675 6060 quantity.
            quantity = (2, 1),
            /// C675 5463 unit: N pieces, W weight, 700 kg, 701 lb.
            unit = (2, 3),
            /// C675 6411 unit of the weight: K kilograms, L pounds.
            weight_unit = (2, 4),
        }
    }
    /// What a fare is made of (FAR).
    24 FareRecord under Pnr, closes [] {
        OWN {
            /// 6353 passenger type.
            passenger_type = (1, 1),
            /// 6060 age.
            age = (2, 1),
            /// C662 5482 discount in per cent.
            discount = (3, 2),
            /// C662 3207 country of the discount.
            country = (3, 3),
            /// 5242 first fare basis.
            basis = (6, 1),
        }
    }
}

composites! {
    /// A detail of a special request (SSR, C332): a seat and the traveller it is for.
    RequestDetail {
        /// 7357 requirement: the seat.
        seat = 1,
        /// 9944 traveller reference.
        traveller = 3,
        /// 9825 characteristic of the seat.
        characteristic = 4,
    }
    /// A run of bag tags (TBD, C358).
    BaggageTag {
        /// 9906 carrier.
        carrier = 1,
        /// 7140 first tag.
        first = 2,
        /// 7240 number of tags.
        count = 3,
        /// 3225 destination.
        destination = 4,
    }
    /// A further traveller of the same surname in one TIF (C324 repeated).
    FurtherTraveller {
        /// C324 9942 given name with title.
        given = 1,
        /// C324 6353 kind of traveller.
        kind = 2,
        /// C324 9944 reference.
        reference = 3,
    }
}

const SEGMENT: u32 = groups(&[FLIGHT, CHECK_IN, BOARDED]);
const OF_TRAVELLER: u32 = groups(&[TRAVELLER, TICKET, PAYMENT]);
const OF_ITEM: u32 = groups(&[ITEM, ITEM_FLIGHT]);

/// Rows that only the filter chooses; they stand in no group.
pub(crate) const CODESHARE: u8 = 0;
/// Free text of which only contacts are kept.
pub(crate) const EXTRACT: u8 = 1;

const fn ssr(within: u32, context: u8) -> Row {
    Row::open(b"SSR", Request::KIND).within(within).of(context)
}

const fn ift(within: u32, context: u8) -> Row {
    Row::open(b"IFT", FreeText::KIND).within(within).of(context)
}

const fn locator(within: u32, context: u8) -> Row {
    Row::open(b"RCI", RecordLocator::KIND).within(within).of(context).implies(Pnr::KIND)
}

const fn address(within: u32, context: u8) -> Row {
    Row::open(b"ADD", PnrAddress::KIND).within(within).of(context)
}

const fn product(within: u32, then: Group, context: u8) -> Row {
    Row::open(b"TVL", Product::KIND).within(within).then(then).of(context)
}

const fn moment(within: u32, context: u8) -> Row {
    Row::open(b"DAT", Moment::KIND).within(within).of(context)
}

const fn baggage(within: u32, context: u8) -> Row {
    Row::open(b"TBD", Baggage::KIND).within(within).of(context)
}

const fn segment(tag: &[u8; 3], part: Part) -> Row {
    Row::fill(tag, Product::KIND, part)
}

/// PNRGOV.
pub(crate) static PNRGOV: Table = Table::new(
    "PNRGOV",
    &[
        // Rows 0 and 1 are chosen by the filter.
        segment(b"TVL", Product::SECOND).within(0),
        Row::open(b"IFT", Protected::KIND).within(0).of(Traveller::KIND),
        product(groups(&[HEAD]), HEAD, NONE),
        product(groups(&[SERVICE]), SERVICE, Service::KIND),
        product(OF_ITEM, ITEM_FLIGHT, HistoryItem::KIND),
        product(ANYWHERE, FLIGHT, NONE),
        Row::fill(b"MSG", Push::KIND, Push::MSG).within(groups(&[HEAD])),
        Row::open(b"MSG", Service::KIND).then(SERVICE),
        Row::fill(b"ORG", Push::KIND, Push::ORG).within(groups(&[HEAD])),
        Row::fill(b"ORG", CheckIn::KIND, CheckIn::ORG).within(groups(&[CHECK_IN])),
        Row::fill(b"ORG", Pnr::KIND, Pnr::ORG),
        Row::fill(b"EQN", Push::KIND, Push::EQN).within(groups(&[HEAD])),
        Row::open(b"EQN", SplitRecord::KIND).then(SPLIT),
        Row::open(b"SRC", Pnr::KIND).then(PNR),
        locator(groups(&[SPLIT]), SplitRecord::KIND),
        locator(SEGMENT, Product::KIND),
        // Without its SRC a PNR begins here.
        locator(groups(&[HEAD]), NONE).then(PNR),
        locator(ANYWHERE, NONE),
        ssr(OF_ITEM, HistoryItem::KIND),
        ssr(SEGMENT, Product::KIND),
        ssr(OF_TRAVELLER, Traveller::KIND),
        ssr(ANYWHERE, NONE),
        moment(groups(&[HISTORY]), Credit::KIND),
        Row::open(b"DAT", CheckIn::KIND).within(SEGMENT).then(CHECK_IN).of(Product::KIND),
        moment(groups(&[TICKET, PAYMENT]), TicketRecord::KIND),
        moment(ANYWHERE, NONE),
        ift(OF_ITEM, HistoryItem::KIND),
        ift(groups(&[PAYMENT]), FormOfPayment::KIND),
        ift(SEGMENT, Product::KIND),
        ift(groups(&[TRAVELLER, TICKET]), Traveller::KIND),
        ift(ANYWHERE, NONE),
        address(groups(&[PAYMENT]), FormOfPayment::KIND),
        address(groups(&[TRAVELLER, TICKET]), Traveller::KIND),
        address(ANYWHERE, NONE),
        Row::open(b"EBD", ExcessBaggage::KIND).of(Traveller::KIND),
        Row::fill(b"TIF", Boarded::KIND, Boarded::TIF).within(groups(&[BOARDED])),
        Row::fill(b"TIF", HistoryItem::KIND, HistoryItem::TIF).within(OF_ITEM),
        Row::open(b"TIF", Traveller::KIND).then(TRAVELLER).implies(Pnr::KIND),
        Row::open(b"FTI", FrequentTraveller::KIND).of(Traveller::KIND),
        Row::fill(b"REF", Traveller::KIND, Traveller::REF),
        Row::open(b"FAR", FareRecord::KIND).of(Traveller::KIND),
        Row::open(b"TKT", TicketRecord::KIND).then(TICKET).of(Traveller::KIND),
        Row::open(b"MON", MoneyAmount::KIND).of(TicketRecord::KIND),
        Row::fill(b"PTK", TicketRecord::KIND, TicketRecord::PTK),
        Row::open(b"TXD", Tax::KIND).of(TicketRecord::KIND),
        Row::open(b"FOP", FormOfPayment::KIND).then(PAYMENT).of(TicketRecord::KIND),
        segment(b"TRA", Product::TRA),
        segment(b"RPI", Product::RPI),
        segment(b"APD", Product::APD),
        Row::open(b"TRI", Boarded::KIND).within(SEGMENT).then(BOARDED).of(CheckIn::KIND),
        Row::fill(b"SSD", Boarded::KIND, Boarded::SSD),
        baggage(groups(&[BOARDED]), Boarded::KIND),
        baggage(OF_ITEM, HistoryItem::KIND),
        Row::open(b"ABI", Credit::KIND).then(HISTORY),
        Row::open(b"SAC", HistoryItem::KIND).then(ITEM).of(Credit::KIND),
        Row::open(b"LTS", HistoryLine::KIND),
    ],
    SHAPES,
);
