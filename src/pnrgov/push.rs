//! A PNRGOV message: its records, and how they hang together inside a PNR.

use std::fmt;

use chrono::{NaiveDate, TimeDelta};

use super::filter::Filter;
use super::table::{
    Baggage, BaggageTag, Boarded, CheckIn, Credit, ExcessBaggage, FLIGHT, FareRecord, FormOfPayment,
    FreeText, FrequentTraveller, FurtherTraveller, HEAD, HistoryItem, HistoryLine, ITEM_FLIGHT, Moment,
    MoneyAmount, PNRGOV, Pnr, PnrAddress, Product, Protected, Push, RecordLocator, Request, RequestDetail,
    Service, SplitRecord, Tax, TicketRecord, Traveller,
};
use crate::codes::{Code, PushFunction, SensitiveClass};
use crate::directory::{Records, read};
use crate::edifact::{Message, Segment, Value, number};
use crate::error::Error;
use crate::finding::{Detail, Finding, Rule};
use crate::model::{Field, LocalTime, WrittenDate, time, travel_anchor};
use crate::options::{Parsed, ReadOptions};
use crate::span::usize_of;

/// A push of PNRs (PNRGOV, UNH 0065 `PNRGOV`): compact records over the message, values read on access.
pub struct PnrPush<'a> {
    pub(super) message: Message<'a>,
    pub(super) records: Records,
    pub(super) options: ReadOptions,
    dropped: Vec<(SensitiveClass, u64)>,
    /// What many records ask for, read once.
    travel_anchor: Option<NaiveDate>,
    flight_date: Option<NaiveDate>,
    is_update: bool,
}

impl fmt::Debug for PnrPush<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PnrPush")
            .field("location", &self.message.location())
            .field("pnrs", &self.pnr_count())
            .finish_non_exhaustive()
    }
}

macro_rules! of_pnr {
    ($($(#[$doc:meta])* $method:ident: $view:ident by $of:ident,)+) => {
        impl<'a> Pnr<'a> {
            $($(#[$doc])*
            pub fn $method(&self) -> impl Iterator<Item = $view<'a>> + use<'a> {
                self.0.$of($view::KIND).map($view)
            })+
        }
    };
}

of_pnr! {
    /// Record locators of the PNR, its segments and its splits.
    locators: RecordLocator by composites_of,
    /// Special requests that were kept.
    requests: Request by children,
    /// Dates.
    moments: Moment by composites_of,
    /// Free texts that were kept.
    texts: FreeText by children,
    /// Travellers and groups.
    travellers: Traveller by children,
    /// Frequent traveller numbers.
    frequent_travellers: FrequentTraveller by composites_of,
    /// Addresses.
    addresses: PnrAddress by composites_of,
    /// Tickets.
    tickets: TicketRecord by children,
    /// Amounts.
    amounts: MoneyAmount by composites_of,
    /// Taxes.
    taxes: Tax by composites_of,
    /// Fares.
    fares: FareRecord by children,
    /// Payments.
    payments: FormOfPayment by composites_of,
    /// Products: itinerary segments, services, flights of the history.
    products: Product by children,
    /// Check-in events.
    check_ins: CheckIn by children,
    /// Checked-in travellers.
    boarded: Boarded by children,
    /// Checked baggage.
    baggage: Baggage by children,
    /// Splits.
    splits: SplitRecord by children,
    /// Services other than flights.
    services: Service by children,
    /// Credits of the history.
    credits: Credit by children,
    /// Items of the history.
    history_items: HistoryItem by children,
    /// Lines of the unstructured history; empty unless reading keeps everything.
    history_lines: HistoryLine by children,
    /// Excess baggage.
    excess_baggage: ExcessBaggage by children,
    /// Free texts of which only contacts and ticket numbers can be had.
    protected: Protected by children,
}

impl<'a> Request<'a> {
    /// Its details: seats and travellers.
    pub fn details(&self) -> impl Iterator<Item = RequestDetail<'a>> + use<'a> {
        self.0.composites_from(2).map(RequestDetail)
    }
}

impl<'a> Traveller<'a> {
    /// Further travellers of the same surname in the same segment.
    pub fn further(&self) -> impl Iterator<Item = FurtherTraveller<'a>> + use<'a> {
        self.0.composites_from(3).map(FurtherTraveller)
    }
}

impl<'a> Baggage<'a> {
    /// Its tags.
    pub fn tags(&self) -> impl Iterator<Item = BaggageTag<'a>> + use<'a> {
        self.0.composites_from(5).map(BaggageTag)
    }
}

impl<'a> FareRecord<'a> {
    /// Fare bases.
    pub fn bases(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let values = self.0.segment().map(|segment| segment.walk()).into_iter().flatten();
        values.filter(|(at, value)| at.element >= 6 && !value.is_blank()).map(|(_, value)| value)
    }
}

impl<'a> TicketRecord<'a> {
    /// Pricing indicators (PTK).
    pub fn pricing_indicators(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let values = self.0.part(Self::PTK).map(|segment| segment.walk()).into_iter().flatten();
        values.filter(|(at, value)| at.element == 1 && !value.is_blank()).map(|(_, value)| value)
    }
}

impl<'a> FreeText<'a> {
    /// Its lines.
    pub fn lines(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let values = self.0.segment().map(|segment| segment.walk()).into_iter().flatten();
        values.filter(|(at, value)| at.element >= 2 && !value.is_blank()).map(|(_, value)| value)
    }
}

impl<'a> CheckIn<'a> {
    /// The moment of the check-in: that of qualifier 2, else the first one that is no text (3).
    pub(crate) fn moment(&self) -> Option<Moment<'a>> {
        let is = |moment: &Moment<'a>, wanted: &[u8]| {
            moment.qualifier().is_some_and(|value| value.code() == wanted)
        };
        let moments = || self.0.composites_from(1).map(Moment);
        moments().find(|moment| is(moment, b"2")).or_else(|| moments().find(|moment| !is(moment, b"3")))
    }
}

impl<'a> Protected<'a> {
    /// The free texts of the segment; only for extraction inside this room.
    pub(super) fn texts(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        self.0.segment().into_iter().flat_map(|segment| free_texts(&segment))
    }

    /// The references of the travellers whom a special request is for.
    pub(super) fn travellers(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let is_request = self.0.segment().is_some_and(|segment| &segment.tag() == b"SSR");
        let details = self.0.composites_from(2).map(RequestDetail);
        details.filter(move |_| is_request).filter_map(|detail| detail.traveller())
    }
}

/// The free texts of a segment of which only contacts are kept. SSR: element 1 from component 9; IFT and LTS: everything.
pub(super) fn free_texts<'a>(segment: &Segment<'a>) -> impl Iterator<Item = Value<'a>> + use<'a> {
    let is_request = &segment.tag() == b"SSR";
    segment
        .walk()
        .filter(move |(at, value)| {
            let free = !is_request || (at.element == 1 && at.component >= 9);
            free && !value.is_blank()
        })
        .map(|(_, value)| value)
}

impl<'a> PnrPush<'a> {
    /// Reads a PNRGOV message. What is broken keeps its place and costs only itself; sensitive data is treated by
    /// `options.sensitive` before it is recorded, and counted by class.
    ///
    /// # Errors
    /// When the message is of another type (UNH 0065).
    pub fn read(message: &Message<'a>, options: &ReadOptions) -> Result<Parsed<Self>, Error> {
        let mut filter = Filter::new(options.sensitive);
        let (records, mut findings) = read(&PNRGOV, message, options.limits.findings, &mut filter)?;
        let mut dropped = filter.dropped;
        dropped.sort_unstable();
        for &(class, count) in &dropped {
            let detail = Detail::Times(class.name(), count);
            findings.push(Finding::new(Rule::SensitiveDropped, message.location()).with(detail));
        }
        let prepared = message.interchange().header().and_then(|header| header.preparation());
        let travel_anchor = travel_anchor(prepared.map(|at| at.date()), options.reference_date);
        let (flight_date, is_update) = (None, false);
        let mut push = Self {
            message: *message,
            records,
            options: *options,
            dropped,
            travel_anchor,
            flight_date,
            is_update,
        };
        push.is_update = push.function().and_then(|code| code.listed()) == Some(PushFunction::Update);
        push.flight_date = push.day_of_flight();
        Ok(Parsed { value: push, findings: findings.into_vec() })
    }

    /// The message it was read from.
    pub fn message(&self) -> &Message<'a> {
        &self.message
    }

    /// MSG, ORG and EQN of level 0.
    pub fn head(&self) -> Option<Push<'_>> {
        self.records.get(self.message.interchange(), Push::KIND, 0).map(Push)
    }

    /// The function of the push (MSG 1225).
    pub fn function(&self) -> Option<Code<'_, PushFunction>> {
        self.head()?.function().filter(|value| !value.is_blank()).map(|value| Code::read(value.text()))
    }

    /// The flight that the push is about (TVL of level 0).
    pub fn flight(&self) -> Option<Product<'_>> {
        self.records
            .get(self.message.interchange(), Product::KIND, 0)
            .filter(|product| product.group() == HEAD)
            .map(Product)
    }

    /// The PNRs.
    pub fn pnrs(&self) -> impl Iterator<Item = Pnr<'_>> {
        self.records.all(self.message.interchange(), Pnr::KIND).map(Pnr)
    }

    /// Number of PNRs.
    pub fn pnr_count(&self) -> u32 {
        self.records.len(Pnr::KIND)
    }

    /// Number of travellers in all PNRs, groups included.
    pub fn traveller_count(&self) -> u32 {
        self.records.len(Traveller::KIND)
    }

    /// What was dropped or reduced as it was read, by class.
    pub fn dropped(&self) -> &[(SensitiveClass, u64)] {
        &self.dropped
    }

    /// Segments that are kept raw, as they stand: unknown or misplaced.
    pub fn unmodelled(&self) -> impl Iterator<Item = Segment<'_>> {
        self.records.raw_segments(self.message.interchange())
    }

    /// The day to which travel dates are nearest: the day of the interchange (UNB), else the reference date, else the
    /// middle of this century.
    pub(super) const fn travel_anchor(&self) -> Option<NaiveDate> {
        self.travel_anchor
    }

    /// True for an update (MSG 1225 141).
    pub(super) const fn is_update(&self) -> bool {
        self.is_update
    }

    /// The day of the flight.
    pub const fn flight_date(&self) -> Option<NaiveDate> {
        self.flight_date
    }

    /// The day of departure of a product, also when its time is broken.
    pub(crate) fn day_of(&self, product: &Product<'_>) -> Option<NaiveDate> {
        self.moment(product.departure_date(), None).valid().map(|at| at.date)
    }

    /// The day of the flight of the push; else that of the first flight of a PNR which has one.
    fn day_of_flight(&self) -> Option<NaiveDate> {
        let of_pnrs =
            || self.pnrs().flat_map(|pnr| pnr.products()).filter(|product| product.group() == FLIGHT);
        let own = self.flight().and_then(|flight| self.day_of(&flight));
        own.or_else(|| of_pnrs().find_map(|product| self.day_of(&product)))
    }

    /// The day against which two-digit years of people and documents are resolved (decision D5).
    pub fn anchor(&self) -> Option<NaiveDate> {
        self.flight_date().or(self.options.reference_date)
    }

    /// A day (`DDMMYY`) with its time.
    pub(crate) fn moment(&self, date: Option<Value<'_>>, clock: Option<Value<'_>>) -> Field<LocalTime> {
        let Some(date) = date.filter(|value| !value.is_blank()) else {
            return Field::Absent;
        };
        let day = WrittenDate::from_dmy(date.code()).and_then(|written| written.near(self.travel_anchor()));
        let clock = clock.filter(|value| !value.is_blank());
        match (day, clock) {
            (None, _) => Field::Malformed(date.span()),
            (Some(date), None) => Field::Valid(LocalTime { date, time: None, inferred: false }),
            (Some(date), Some(clock)) => match time(clock.code()) {
                Some(time) => Field::Valid(LocalTime { date, time: Some(time), inferred: false }),
                None => Field::Malformed(clock.span()),
            },
        }
    }

    /// The departure of a product.
    pub fn departure(&self, product: &Product<'_>) -> Field<LocalTime> {
        self.moment(product.departure_date(), product.departure_time())
    }

    /// The arrival of a product. Without a day of its own it is inferred and marked (decision D12).
    pub fn arrival(&self, product: &Product<'_>) -> Field<LocalTime> {
        let clock = if product.is_shifted() { product.arrival_date() } else { product.arrival_time() };
        let stated = if product.is_shifted() { None } else { product.arrival_date() };
        if stated.is_some_and(|value| !value.is_blank()) {
            return self.moment(stated, clock);
        }
        let Some(clock) = clock.filter(|value| !value.is_blank()) else {
            return Field::Absent;
        };
        let Some(at) = time(clock.code()) else {
            return Field::Malformed(clock.span());
        };
        let Field::Valid(departs) = self.departure(product) else {
            return Field::Absent;
        };
        let days = i64::from(departs.time.is_some_and(|departs| at < departs));
        match departs.date.checked_add_signed(TimeDelta::days(days)) {
            Some(date) => Field::Valid(LocalTime { date, time: Some(at), inferred: true }),
            None => Field::Absent,
        }
    }

    /// When a record was made.
    pub fn created(&self, locator: &RecordLocator<'_>) -> Field<LocalTime> {
        if locator.is_shifted() {
            return self.moment(locator.kind(), locator.date());
        }
        self.moment(locator.date(), locator.time())
    }
}

impl Product<'_> {
    /// True when a time stands where the day of arrival belongs (decision D12).
    pub fn is_shifted(&self) -> bool {
        self.arrival_time().is_none()
            && self
                .arrival_date()
                .is_some_and(|value| value.code().len() == 4 && time(value.code()).is_some())
    }

    /// True for a flight of the history.
    pub(crate) fn is_history(&self) -> bool {
        self.group() == ITEM_FLIGHT
    }

    /// The PNR group in which the product stands.
    pub(super) fn group(&self) -> crate::directory::Group {
        self.0.group()
    }

    /// Number of seats.
    pub fn seats(&self) -> Option<u64> {
        self.quantity().and_then(|value| number(value.code()))
    }
}

impl PnrAddress<'_> {
    /// Where its segment starts.
    pub(super) fn segment_start(&self) -> Option<usize> {
        self.0.record().segment().map(|segment| segment.span().start)
    }
}

impl RecordLocator<'_> {
    /// True when the control type was left out, so that the day stands in its place.
    pub fn is_shifted(&self) -> bool {
        self.kind()
            .is_some_and(|value| value.code().len() == 6 && WrittenDate::from_dmy(value.code()).is_some())
    }

    /// The segment or split that it belongs to; `None` for the PNR itself.
    pub(super) fn owner(&self) -> Option<(crate::directory::Group, u32)> {
        Some((self.0.group(), self.0.context()?))
    }
}

/// Where a record stands inside its PNR, for the kinds of which it matters.
macro_rules! owned {
    ($($view:ident: $($what:ident),+;)+) => {
        $(impl $view<'_> {
            $(owned!(@ $what);)+
        })+
    };
    (@ context) => {
        /// Number of the record that it belongs to.
        pub(super) fn context(&self) -> Option<usize> {
            self.0.context().map(usize_of)
        }
    };
    (@ stands_in) => {
        /// The group in which it stands.
        pub(super) fn stands_in(&self) -> crate::directory::Group {
            self.0.group()
        }
    };
}

owned! {
    Request: context, stands_in;
    FreeText: context, stands_in;
    PnrAddress: context, stands_in;
    Moment: context, stands_in;
    Baggage: context, stands_in;
    Protected: context, stands_in;
    TicketRecord: context;
    MoneyAmount: context;
    FrequentTraveller: context;
    CheckIn: context;
    Tax: context;
    FareRecord: context;
    ExcessBaggage: context, stands_in;
    Product: context;
    Boarded: context;
    HistoryItem: context;
}
