//! The segment table of PNRGOV (PNRGOV EDIFACT guide, 10.1 upward as one superset) as data: which segment of which
//! tag belongs to which group follows the placement rules of the guide.

use crate::directory::{FieldAt, Group, NONE, Row, Table, at, groups, records};

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
        /// C302 4025 business function.
        business = 0,
        /// C302 1225 message function: 22 full, 141 update.
        function = 1,
        /// ORG C336 9906 sender.
        sender = 2,
        /// ORG C336 3225 city of the sender.
        sender_city = 3,
        /// EQN C523 6350 number of PNRs of the whole push.
        pnr_count = 4,
    }
    /// A PNR (GR.1): SRC and the originator (ORG).
    1 Pnr under NONE, closes [7, 10, 12, 14, 15, 16, 17, 18, 20, 21, 22, 23] {
        /// ORG C336 9906 company.
        company = 0,
        /// ORG C336 3225 city.
        city = 1,
        /// ORG C300 9900 number of the agent.
        agent = 2,
        /// ORG C300 9902 office.
        office = 3,
        /// ORG C336 9906 system of the agent.
        system = 4,
        /// ORG 9972 originator type.
        originator = 5,
        /// ORG C354 3207 country.
        country = 6,
        /// ORG C354 6345 currency.
        currency = 7,
        /// ORG 9904 sign of the agent.
        sign = 8,
    }
    /// A record locator (RCI, C330).
    2 RecordLocator under 1, closes [] {
        /// 9906 owner.
        company = 0,
        /// 9956 locator.
        number = 1,
        /// 9958 control type.
        kind = 2,
        /// 9916 day of creation.
        date = 3,
        /// 9994 time of creation.
        time = 4,
    }
    /// A special request (SSR).
    3 Request under 1, closes [] {
        /// C334 9962 code.
        code = 0,
        /// C334 4405 status.
        status = 1,
        /// C334 6060 quantity.
        quantity = 2,
        /// C334 9906 airline.
        carrier = 3,
        /// C334 3225 board point.
        board = 4,
        /// C334 3225 off point.
        off = 5,
        /// C334 4440 free text, first part.
        text = 6,
    }
    /// A detail of a special request (SSR, C332): a seat and the traveller it is for.
    4 RequestDetail under 3, closes [] {
        /// 7357 requirement: the seat.
        seat = 0,
        /// 9944 traveller reference.
        traveller = 1,
        /// 9825 characteristic of the seat.
        characteristic = 2,
    }
    /// A date (DAT, C688).
    5 Moment under 1, closes [] {
        /// 2005 which date it is.
        qualifier = 0,
        /// 9916 day.
        date = 1,
        /// 9918 time.
        time = 2,
    }
    /// Free text that is kept (IFT).
    6 FreeText under 1, closes [] {
        /// C346 4451 subject.
        subject = 0,
        /// C346 9980 kind.
        kind = 1,
        /// 4440 first line.
        first = 2,
    }
    /// A traveller or a group (TIF, GR.2), with REF and FAR.
    7 Traveller under 1, closes [10, 12] {
        /// C322 9936 surname or name of the group.
        surname = 0,
        /// C322 6353 qualifier of the name: I individual, G group.
        qualifier = 1,
        /// C324 9942 given name with title.
        given = 2,
        /// C324 6353 kind of traveller.
        kind = 3,
        /// C324 9944 reference.
        reference = 4,
        /// C324 9946 accompanied by an infant.
        infant = 5,
        /// REF C653 1154 unique passenger reference.
        unique_reference = 6,
        /// FAR 6353 passenger type.
        fare_type = 7,
        /// FAR 6060 age.
        age = 8,
    }
    /// A frequent traveller number (FTI, C326).
    8 FrequentTraveller under 1, closes [] {
        /// 9906 carrier.
        carrier = 0,
        /// 9948 number.
        number = 1,
        /// 9944 traveller reference.
        traveller = 2,
    }
    /// An address (ADD, C032).
    9 PnrAddress under 1, closes [] {
        /// 3299 purpose.
        purpose = 0,
        /// 3042 street.
        street = 1,
        /// 3164 city.
        city = 2,
        /// 3229 code of the region.
        region_code = 3,
        /// 3228 name of the region.
        region = 4,
        /// 3207 country.
        country = 5,
        /// 3251 postal code.
        postcode = 6,
        /// 4440 free text.
        text = 7,
    }
    /// A ticket (TKT, GR.3).
    10 TicketRecord under 1, closes [12] {
        /// C667 1004 number.
        number = 0,
        /// C667 1001 type.
        kind = 1,
        /// C664 5387 first pricing indicator (PTK).
        pricing = 2,
    }
    /// An amount (MON, C663).
    11 MoneyAmount under 1, closes [] {
        /// 5025 kind.
        kind = 0,
        /// 1230 amount.
        amount = 1,
        /// 6345 currency.
        currency = 2,
    }
    /// A payment (FOP, C641, GR.4).
    12 FormOfPayment under 1, closes [] {
        /// 9888 form.
        form = 0,
        /// 5004 amount.
        amount = 1,
        /// 9906 vendor.
        vendor = 2,
        /// 1154 account number.
        account = 3,
        /// 9916 expiry.
        expiry = 4,
    }
    /// A tax (TXD, C668).
    13 Tax under 1, closes [] {
        /// 5278 amount.
        amount = 0,
        /// 3207 country.
        country = 1,
        /// 6345 currency.
        currency = 2,
        /// 5153 code.
        code = 3,
    }
    /// A travel product (TVL): the flight of the push, an itinerary segment, a service, a flight of the history; with
    /// TRA, RPI and APD.
    14 Product under 1, closes [7, 10, 12, 15, 16, 17] {
        /// C310 9916 day of departure.
        departure_date = 0,
        /// C310 9918 time of departure.
        departure_time = 1,
        /// C310 9920 day of arrival.
        arrival_date = 2,
        /// C310 9922 time of arrival.
        arrival_time = 3,
        /// C328 3225 place of departure.
        from = 4,
        /// C328 3225 place of arrival.
        to = 5,
        /// C306 9906 marketing carrier.
        carrier = 6,
        /// C306 9906 operating carrier.
        operating_carrier = 7,
        /// C308 9908 number, OPEN or ARNK.
        number = 8,
        /// C308 7037 class.
        class = 9,
        /// C308 7139 operational suffix.
        suffix = 10,
        /// TRA C306 9906 operating carrier.
        transport_carrier = 11,
        /// TRA or second TVL C308 9908 number of the operating flight.
        transport_number = 12,
        /// TRA or second TVL C308 7037 class of the operating flight.
        transport_class = 13,
        /// RPI 6060 quantity.
        quantity = 14,
        /// RPI 4405 status.
        status = 15,
        /// APD C314 8179 equipment.
        equipment = 16,
    }
    /// A check-in event (DAT, GR.6), with its originator.
    15 CheckIn under 1, closes [16, 17] {
        /// C688 2005 which date it is.
        qualifier = 0,
        /// C688 9916 day.
        date = 1,
        /// C688 9918 time.
        time = 2,
        /// ORG C336 9906 who checked in.
        company = 3,
    }
    /// A checked-in traveller (TRI, GR.7), with SSD.
    16 Boarded under 1, closes [17] {
        /// C671 1154 sequence number.
        sequence = 0,
        /// C671 9809 seat.
        seat_early = 1,
        /// C671 9944 traveller reference.
        traveller = 2,
        /// TIF C322 9936 surname.
        surname = 3,
        /// TIF C324 9942 given name.
        given = 4,
        /// TIF C324 9944 traveller reference.
        name_reference = 5,
        /// SSD C679 9809 seat.
        seat = 6,
        /// SSD 9854 cabin designator.
        cabin = 7,
        /// SSD 9870 cabin class.
        cabin_class = 8,
    }
    /// Checked baggage (TBD).
    17 Baggage under 1, closes [] {
        /// C675 6060 pieces.
        pieces = 0,
        /// C675 6314 weight.
        weight = 1,
        /// C675 5463 unit: 700 kg, 701 lb.
        unit = 2,
        /// C686 7365 head or member of a pool.
        pool = 3,
    }
    /// A split (EQN, GR.8).
    18 SplitRecord under 1, closes [] {
        /// C523 6350 number of passengers.
        passengers = 0,
    }
    /// A run of bag tags (TBD, C358).
    19 BaggageTag under 17, closes [] {
        /// 9906 carrier.
        carrier = 0,
        /// 7140 first tag.
        first = 1,
        /// 7240 number of tags.
        count = 2,
        /// 3225 destination.
        destination = 3,
    }
    /// A non-air service (MSG, GR.9).
    20 Service under 1, closes [14] {
        /// C302 4025 kind.
        kind = 0,
    }
    /// A credit of the history (ABI, GR.10).
    21 Credit under 1, closes [14, 22] {
        /// C337 9960 source.
        source = 0,
        /// C300 9900 agent.
        agent = 1,
    }
    /// An item of the history (SAC, GR.11).
    22 HistoryItem under 1, closes [14] {
        /// 1229 what happened.
        action = 0,
        /// TIF C322 9936 surname.
        surname = 1,
        /// TIF C324 9942 given name.
        given = 2,
    }
    /// Free text of which only telephone numbers, e-mail addresses and ticket numbers are kept.
    23 Protected under 1, closes [] {}
    /// A line of unstructured history (LTS).
    24 HistoryLine under 1, closes [] {
        /// The line.
        text = 0,
    }
    /// Excess or prepaid baggage (EBD).
    25 ExcessBaggage under 1, closes [] {
        /// C674 6345 currency.
        currency = 0,
        /// C674 5004 amount per unit.
        amount = 1,
        /// C675 6060 quantity.
        quantity = 2,
    }
    /// A further traveller of the same surname in one TIF (C324 repeated).
    26 FurtherTraveller under 7, closes [] {
        /// C324 9942 given name with title.
        given = 0,
        /// C324 6353 kind of traveller.
        kind = 1,
        /// C324 9944 reference.
        reference = 2,
    }
}

const TVL: &[FieldAt] = &[
    at(1, 1, 0),
    at(1, 2, 1),
    at(1, 3, 2),
    at(1, 4, 3),
    at(2, 1, 4),
    at(3, 1, 5),
    at(4, 1, 6),
    at(4, 2, 7),
    at(5, 1, 8),
    at(5, 2, 9),
    at(5, 3, 10),
];
const SSR: &[FieldAt] =
    &[at(1, 1, 0), at(1, 2, 1), at(1, 3, 2), at(1, 4, 3), at(1, 7, 4), at(1, 8, 5), at(1, 9, 6)];
const SSR_DETAIL: &[(u16, u8)] = &[(1, 0), (3, 1), (4, 2)];
const IFT: &[FieldAt] = &[at(1, 1, 0), at(1, 2, 1), at(2, 1, 2)];
const ADDRESS: &[(u16, u8)] = &[(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5), (7, 6), (8, 7)];
const LOCATOR: &[(u16, u8)] = &[(1, 0), (2, 1), (3, 2), (4, 3), (5, 4)];
const DAT: &[(u16, u8)] = &[(1, 0), (2, 1), (3, 2)];
const TBD: &[FieldAt] = &[at(2, 1, 0), at(2, 2, 1), at(2, 3, 2), at(4, 1, 3)];
const TAGS: &[(u16, u8)] = &[(1, 0), (2, 1), (3, 2), (4, 3)];

const SEGMENT: u32 = groups(&[FLIGHT, CHECK_IN, BOARDED]);
const OF_TRAVELLER: u32 = groups(&[TRAVELLER, TICKET, PAYMENT]);
const OF_ITEM: u32 = groups(&[ITEM, ITEM_FLIGHT]);

/// Rows that only the filter chooses; they stand in no group.
pub(crate) const CODESHARE: u8 = 0;
/// Free text of which only contacts are kept.
pub(crate) const EXTRACT: u8 = 1;

const fn ssr(within: u32, context: u8) -> Row {
    Row::open(b"SSR", Request::KIND).within(within).of(context).fields(SSR).each(
        RequestDetail::KIND,
        2,
        SSR_DETAIL,
    )
}

const fn ift(within: u32, context: u8) -> Row {
    Row::open(b"IFT", FreeText::KIND).within(within).of(context).fields(IFT)
}

const fn locator(within: u32, context: u8) -> Row {
    Row::spread(b"RCI").within(within).of(context).each(RecordLocator::KIND, 1, LOCATOR).implies(Pnr::KIND)
}

const fn address(within: u32, context: u8) -> Row {
    Row::spread(b"ADD").within(within).of(context).each(PnrAddress::KIND, 2, ADDRESS)
}

const fn product(within: u32, then: Group, context: u8) -> Row {
    Row::open(b"TVL", Product::KIND).within(within).then(then).of(context).fields(TVL)
}

/// PNRGOV.
pub(crate) static PNRGOV: Table = Table::new(
    "PNRGOV",
    &[
        // Row 0 and 1 are chosen by the filter.
        Row::fill(b"TVL", Product::KIND).within(0).fields(&[at(5, 1, 12), at(5, 2, 13)]),
        Row::open(b"TVL", Protected::KIND).within(0).of(Traveller::KIND),
        product(groups(&[HEAD]), HEAD, NONE),
        product(groups(&[SERVICE]), SERVICE, Service::KIND),
        product(OF_ITEM, ITEM_FLIGHT, HistoryItem::KIND),
        product(!groups(&[HEAD, SERVICE, ITEM, ITEM_FLIGHT]), FLIGHT, NONE),
        Row::fill(b"MSG", Push::KIND).within(groups(&[HEAD])).fields(&[at(1, 1, 0), at(1, 2, 1)]),
        Row::open(b"MSG", Service::KIND).then(SERVICE).fields(&[at(1, 1, 0)]),
        Row::fill(b"ORG", Push::KIND).within(groups(&[HEAD])).fields(&[at(1, 1, 2), at(1, 2, 3)]),
        Row::fill(b"ORG", CheckIn::KIND).within(groups(&[CHECK_IN])).fields(&[at(1, 1, 3)]),
        Row::fill(b"ORG", Pnr::KIND).fields(&[
            at(1, 1, 0),
            at(1, 2, 1),
            at(2, 1, 2),
            at(2, 2, 3),
            at(4, 1, 4),
            at(5, 1, 5),
            at(6, 1, 6),
            at(6, 2, 7),
            at(7, 1, 8),
        ]),
        Row::fill(b"EQN", Push::KIND).within(groups(&[HEAD])).fields(&[at(1, 1, 4)]),
        Row::open(b"EQN", SplitRecord::KIND).then(SPLIT).fields(&[at(1, 1, 0)]),
        Row::open(b"SRC", Pnr::KIND).then(PNR),
        locator(groups(&[SPLIT]), SplitRecord::KIND),
        locator(SEGMENT, Product::KIND),
        // Without its SRC a PNR begins here.
        locator(groups(&[HEAD]), NONE).then(PNR),
        locator(!groups(&[HEAD, SPLIT, FLIGHT, CHECK_IN, BOARDED]), NONE),
        ssr(OF_ITEM, HistoryItem::KIND),
        ssr(SEGMENT, Product::KIND),
        ssr(OF_TRAVELLER, Traveller::KIND),
        ssr(!(OF_ITEM | SEGMENT | OF_TRAVELLER), NONE),
        Row::spread(b"DAT").within(groups(&[HISTORY])).of(Credit::KIND).each(Moment::KIND, 1, DAT),
        Row::open(b"DAT", CheckIn::KIND).within(SEGMENT).then(CHECK_IN).of(Product::KIND).fields(&[
            at(1, 1, 0),
            at(1, 2, 1),
            at(1, 3, 2),
        ]),
        Row::spread(b"DAT").within(groups(&[TICKET, PAYMENT])).of(TicketRecord::KIND).each(
            Moment::KIND,
            1,
            DAT,
        ),
        Row::spread(b"DAT").each(Moment::KIND, 1, DAT),
        ift(OF_ITEM, HistoryItem::KIND),
        ift(groups(&[PAYMENT]), FormOfPayment::KIND),
        ift(SEGMENT, Product::KIND),
        ift(groups(&[TRAVELLER, TICKET]), Traveller::KIND),
        ift(!(OF_ITEM | SEGMENT | OF_TRAVELLER), NONE),
        address(groups(&[PAYMENT]), FormOfPayment::KIND),
        address(groups(&[TRAVELLER, TICKET]), Traveller::KIND),
        address(!OF_TRAVELLER, NONE),
        Row::open(b"EBD", ExcessBaggage::KIND).of(Traveller::KIND).fields(&[
            at(1, 1, 0),
            at(1, 2, 1),
            at(2, 1, 2),
        ]),
        Row::fill(b"TIF", Boarded::KIND).within(groups(&[BOARDED])).fields(&[
            at(1, 1, 3),
            at(2, 1, 4),
            at(2, 3, 5),
        ]),
        Row::fill(b"TIF", HistoryItem::KIND).within(OF_ITEM).fields(&[at(1, 1, 1), at(2, 1, 2)]),
        Row::open(b"TIF", Traveller::KIND)
            .then(TRAVELLER)
            .fields(&[at(1, 1, 0), at(1, 2, 1), at(2, 1, 2), at(2, 2, 3), at(2, 3, 4), at(2, 4, 5)])
            .each(FurtherTraveller::KIND, 3, &[(1, 0), (2, 1), (3, 2)])
            .implies(Pnr::KIND),
        Row::spread(b"FTI").of(Traveller::KIND).each(FrequentTraveller::KIND, 1, &[(1, 0), (2, 1), (3, 2)]),
        Row::fill(b"REF", Traveller::KIND).fields(&[at(1, 2, 6)]),
        Row::fill(b"FAR", Traveller::KIND).fields(&[at(1, 1, 7), at(2, 1, 8)]),
        Row::open(b"TKT", TicketRecord::KIND)
            .then(TICKET)
            .of(Traveller::KIND)
            .fields(&[at(1, 1, 0), at(1, 2, 1)]),
        Row::spread(b"MON").of(TicketRecord::KIND).each(MoneyAmount::KIND, 1, &[(1, 0), (2, 1), (3, 2)]),
        Row::fill(b"PTK", TicketRecord::KIND).fields(&[at(1, 1, 2)]),
        Row::spread(b"TXD").of(TicketRecord::KIND).each(Tax::KIND, 2, &[(1, 0), (2, 1), (3, 2), (4, 3)]),
        Row::spread(b"FOP").then(PAYMENT).of(TicketRecord::KIND).each(
            FormOfPayment::KIND,
            1,
            &[(1, 0), (3, 1), (4, 2), (5, 3), (6, 4)],
        ),
        Row::fill(b"TRA", Product::KIND).fields(&[at(1, 1, 11), at(2, 1, 12), at(2, 2, 13)]),
        Row::fill(b"RPI", Product::KIND).fields(&[at(1, 1, 14), at(2, 1, 15)]),
        Row::fill(b"APD", Product::KIND).fields(&[at(1, 1, 16)]),
        Row::open(b"TRI", Boarded::KIND).within(SEGMENT).then(BOARDED).of(CheckIn::KIND).fields(&[
            at(2, 1, 0),
            at(2, 3, 1),
            at(2, 4, 2),
        ]),
        Row::fill(b"SSD", Boarded::KIND).fields(&[at(1, 1, 6), at(5, 1, 7), at(6, 1, 8)]),
        Row::open(b"TBD", Baggage::KIND).within(groups(&[BOARDED])).of(Boarded::KIND).fields(TBD).each(
            BaggageTag::KIND,
            5,
            TAGS,
        ),
        Row::open(b"TBD", Baggage::KIND).within(OF_ITEM).of(HistoryItem::KIND).fields(TBD).each(
            BaggageTag::KIND,
            5,
            TAGS,
        ),
        Row::open(b"ABI", Credit::KIND).then(HISTORY).fields(&[at(1, 1, 0), at(2, 1, 1)]),
        Row::open(b"SAC", HistoryItem::KIND).then(ITEM).of(Credit::KIND).fields(&[at(3, 1, 0)]),
        Row::open(b"LTS", HistoryLine::KIND).fields(&[at(1, 1, 0)]),
    ],
    SHAPES,
);
