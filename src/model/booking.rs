//! Bookings: passenger name records and the push that carries them.

use std::borrow::Cow;

use serde::Serialize;

use super::field::Field;
use super::flight::{FlightLeg, LocalTime};
use super::passenger::{Address, Bags, Contact, Passenger, Text};
use super::personal::Personal;
use super::short::Short;
use crate::codes::{AmountKind, Code, HistoryAction, PaymentForm, PushFunction, Status};
use crate::span::Location;

/// A record locator (PADIS 9956) with its owner.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Locator<'a> {
    /// Airline or system that owns it.
    pub company: Option<Short<'a>>,
    /// The locator.
    pub number: Option<Text<'a>>,
    /// Control type as sent; absent for a record locator.
    pub kind: Option<Short<'a>>,
    /// When the record was made.
    pub created: Field<LocalTime>,
}

/// Who made or holds a booking (ORG).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Agency<'a> {
    /// Airline or system that delivers.
    pub company: Option<Short<'a>>,
    /// Its city.
    pub city: Option<Short<'a>>,
    /// IATA or ARC number of the agent.
    pub number: Option<Text<'a>>,
    /// Office in the system.
    pub office: Option<Text<'a>>,
    /// System that the agent uses.
    pub system: Option<Short<'a>>,
    /// Currency of the agent.
    pub currency: Option<Short<'a>>,
    /// Originator type (PADIS 9972): `A` airline, `T` travel agency.
    pub kind: Option<Short<'a>>,
    /// Country as sent.
    pub country: Option<Short<'a>>,
    /// Sign of the agent.
    pub sign: Option<Text<'a>>,
}

/// What an itinerary segment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SegmentKind {
    /// A flight.
    Flight,
    /// A flight without a fixed date or number.
    Open,
    /// Arrival unknown: surface transport between two flights.
    Surface,
}

/// A person's check-in and boarding on a segment.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Boarding<'a> {
    /// Sequence number at check-in.
    pub sequence: Option<Text<'a>>,
    /// Reference of the traveller in the booking.
    pub traveller: Option<Text<'a>>,
    /// Number of the traveller in [`Booking::travellers`].
    pub place: Option<usize>,
    /// Seat.
    pub seat: Option<Text<'a>>,
    /// Cabin as sent.
    pub cabin: Option<Short<'a>>,
    /// Checked baggage.
    pub bags: Bags<'a>,
    /// When the person checked in.
    pub time: Field<LocalTime>,
    /// Airline or system that checked the person in.
    pub by: Option<Short<'a>>,
}

/// A segment of an itinerary (TVL, GR.5).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct ItinerarySegment<'a> {
    /// What it is.
    pub kind: SegmentKind,
    /// Flight, ports and times.
    pub leg: FlightLeg<'a>,
    /// Booking class.
    pub class: Option<Short<'a>>,
    /// Number of seats.
    pub quantity: Option<u64>,
    /// Status.
    pub status: Option<Code<'a, Status>>,
    /// Equipment.
    pub equipment: Option<Short<'a>>,
    /// Who has checked in.
    pub boardings: Vec<Boarding<'a>>,
    /// Where it was read.
    pub location: Location,
}

/// Where a special request or remark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Scope {
    /// The whole booking.
    Booking,
    /// The traveller with this number in [`Booking::travellers`].
    Traveller(usize),
    /// The segment with this number in [`Booking::itinerary`].
    Segment(usize),
    /// The history of the booking: the change with this number in [`Booking::changes`], when it stands under one.
    History(Option<usize>),
}

impl Scope {
    /// True for what is not history.
    pub const fn is_current(self) -> bool {
        !matches!(self, Self::History(_))
    }
}

/// A detail of a special request (SSR C332): a seat, and whom it is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct RequestDetail<'a> {
    /// Seat.
    pub seat: Option<Text<'a>>,
    /// Reference of the traveller.
    pub traveller: Option<Text<'a>>,
    /// Characteristic of the seat as sent.
    pub characteristic: Option<Short<'a>>,
}

impl<'a> RequestDetail<'a> {
    /// A detail that names a traveller.
    pub fn of_traveller(reference: Text<'a>) -> Self {
        Self { traveller: Some(reference), ..Self::default() }
    }
}

/// A special request (SSR).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct SpecialRequest<'a> {
    /// Code of the request.
    pub code: Short<'a>,
    /// Status.
    pub status: Option<Code<'a, Status>>,
    /// How many are asked for.
    pub quantity: Option<u64>,
    /// Airline.
    pub carrier: Option<Short<'a>>,
    /// Where it begins to hold.
    pub board: Option<Short<'a>>,
    /// Where it ends to hold.
    pub off: Option<Short<'a>>,
    /// Text.
    pub text: Option<Text<'a>>,
    /// Seats and the travellers it is for; empty when it names none.
    pub details: Vec<RequestDetail<'a>>,
    /// Where it stands.
    pub scope: Scope,
}

impl<'a> SpecialRequest<'a> {
    /// A request without a text.
    pub fn new(code: Short<'a>, scope: Scope) -> Self {
        Self {
            code,
            status: None,
            quantity: None,
            carrier: None,
            board: None,
            off: None,
            text: None,
            details: Vec::new(),
            scope,
        }
    }

    /// References of the travellers it is for.
    pub fn travellers(&self) -> impl Iterator<Item = &Text<'a>> {
        self.details.iter().filter_map(|detail| detail.traveller.as_ref())
    }
}

/// Free text of a booking (IFT).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Remark<'a> {
    /// Kind of the text (PADIS 9980) as sent.
    pub kind: Option<Short<'a>>,
    /// Lines.
    pub lines: Vec<Text<'a>>,
    /// Where it stands.
    pub scope: Scope,
}

/// An amount with its currency, as sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Amount<'a> {
    /// What the amount is.
    pub kind: Option<Code<'a, AmountKind>>,
    /// The amount; also words such as `AWARD` or `EXEMPT`.
    pub amount: Option<Text<'a>>,
    /// Currency.
    pub currency: Option<Short<'a>>,
}

/// A ticket (TKT, GR.3).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Ticket<'a> {
    /// Number.
    pub number: Option<Text<'a>>,
    /// Kind as sent: `T` ticket, `1` ticketless.
    pub kind: Option<Short<'a>>,
    /// Number of the traveller in [`Booking::travellers`].
    pub traveller: Option<usize>,
    /// Fares.
    pub amounts: Vec<Amount<'a>>,
    /// Taxes.
    pub taxes: Vec<TaxAmount<'a>>,
    /// Pricing indicators (PADIS 5387) as sent: `NR` for not refundable.
    pub pricing: Vec<Short<'a>>,
    /// Airline that validates the ticket.
    pub validating_carrier: Option<Short<'a>>,
    /// Day of issue.
    pub issued: Field<LocalTime>,
}

/// A tax of a ticket (TXD C668).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct TaxAmount<'a> {
    /// The amount; also `EXEMPT`.
    pub amount: Option<Text<'a>>,
    /// Country that takes it.
    pub country: Option<Short<'a>>,
    /// Currency.
    pub currency: Option<Short<'a>>,
    /// Code of the tax.
    pub code: Option<Short<'a>>,
}

/// What a traveller's fare is made of (FAR).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Fare<'a> {
    /// Number of the traveller in [`Booking::travellers`].
    pub traveller: Option<usize>,
    /// Passenger type as sent.
    pub passenger_type: Option<Short<'a>>,
    /// Age in years.
    pub age: Option<Personal<u64>>,
    /// Discount in per cent, as sent.
    pub discount: Option<Text<'a>>,
    /// Country of the discount.
    pub country: Option<Short<'a>>,
    /// Fare bases.
    pub basis: Vec<Text<'a>>,
}

/// Prepaid or excess baggage (EBD).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct ExcessBags<'a> {
    /// Number of the traveller in [`Booking::travellers`]; `None` for the whole booking.
    pub traveller: Option<usize>,
    /// Amount a unit.
    pub amount: Option<Text<'a>>,
    /// Currency.
    pub currency: Option<Short<'a>>,
    /// Number of units.
    pub quantity: Option<u64>,
    /// Unit as sent: `N` pieces, `W` weight.
    pub unit: Option<Short<'a>>,
    /// Unit of the weight as sent: `K` kilograms, `L` pounds.
    pub weight_unit: Option<Short<'a>>,
}

/// A service other than a flight (MSG and TVL, GR.9).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct OtherService<'a> {
    /// Kind as sent (PADIS 4025): `8` a hotel.
    pub kind: Option<Short<'a>>,
    /// Company that gives it.
    pub vendor: Option<Short<'a>>,
    /// Where it begins.
    pub from: Option<Text<'a>>,
    /// Name of the place, such as that of the hotel.
    pub place: Option<Text<'a>>,
    /// Where it ends.
    pub to: Option<Text<'a>>,
    /// When it begins.
    pub begins: Field<LocalTime>,
    /// When it ends.
    pub ends: Field<LocalTime>,
    /// Number of the booking.
    pub number: Option<Text<'a>>,
    /// What was booked, such as the kind of room or car.
    pub product: Option<Text<'a>>,
}

/// A payment (FOP, GR.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Payment<'a> {
    /// Number of the ticket in [`Booking::tickets`] that was paid.
    pub ticket: Option<usize>,
    /// Form.
    pub form: Option<Code<'a, PaymentForm>>,
    /// Amount as sent.
    pub amount: Option<Text<'a>>,
    /// Card or credit company.
    pub vendor: Option<Short<'a>>,
    /// Text about the payer: name, address, telephone.
    pub payer: Vec<Text<'a>>,
    /// Account number, of which only the last four characters are kept unless reading keeps everything.
    pub account: Option<Text<'a>>,
    /// Expiry as sent (MMYY).
    pub expiry: Option<Text<'a>>,
}

impl Payment<'_> {
    /// True when nothing is known but the ticket.
    pub fn is_empty(&self) -> bool {
        *self == Self { ticket: self.ticket, ..Self::default() }
    }
}

/// A booking that this one was split from or into (EQN and RCI, GR.8).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize)]
#[non_exhaustive]
pub struct Split<'a> {
    /// Number of passengers.
    pub passengers: Option<u64>,
    /// Locators of the other booking.
    pub locators: Vec<Locator<'a>>,
}

/// A change in the history of a booking (SAC, GR.11).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Change<'a> {
    /// What happened.
    pub action: Option<Code<'a, HistoryAction>>,
    /// When.
    pub time: Field<LocalTime>,
    /// The flight that was changed.
    pub leg: Option<FlightLeg<'a>>,
    /// The name that was changed.
    pub name: Option<Text<'a>>,
    /// Who made the change: airline or system.
    pub by: Option<Short<'a>>,
    /// Number of the agent.
    pub agent: Option<Text<'a>>,
}

/// A passenger name record.
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Booking<'a> {
    /// Locators; the first one is the sender's.
    pub locators: Vec<Locator<'a>>,
    /// True when the push says that the booking or its flight was cancelled.
    pub is_cancelled: bool,
    /// Who made it.
    pub agency: Option<Agency<'a>>,
    /// When the record was changed last.
    pub changed: Field<LocalTime>,
    /// When the ticket was issued.
    pub ticketed: Field<LocalTime>,
    /// Itinerary.
    pub itinerary: Vec<ItinerarySegment<'a>>,
    /// Travellers, with the data of their special requests filled in.
    pub travellers: Vec<Passenger<'a>>,
    /// Names of groups.
    pub groups: Vec<Text<'a>>,
    /// Special requests that were kept.
    pub requests: Vec<SpecialRequest<'a>>,
    /// Remarks that were kept.
    pub remarks: Vec<Remark<'a>>,
    /// Contacts.
    pub contacts: Vec<Contact<'a>>,
    /// Addresses.
    pub addresses: Vec<Address<'a>>,
    /// Tickets.
    pub tickets: Vec<Ticket<'a>>,
    /// Payments.
    pub payments: Vec<Payment<'a>>,
    /// Fares.
    pub fares: Vec<Fare<'a>>,
    /// Prepaid and excess baggage.
    pub excess_bags: Vec<ExcessBags<'a>>,
    /// Services other than flights.
    pub services: Vec<OtherService<'a>>,
    /// Splits.
    pub splits: Vec<Split<'a>>,
    /// History.
    pub changes: Vec<Change<'a>>,
    /// Lines of unstructured history; kept only when reading keeps everything.
    pub history: Vec<Text<'a>>,
    /// Where it was read.
    pub location: Location,
}

/// A push of bookings for one flight (PNRGOV).
#[derive(Clone, Debug, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct BookingPush<'a> {
    /// Full or update.
    pub function: Option<Code<'a, PushFunction>>,
    /// Who delivers it.
    pub sender: Option<Agency<'a>>,
    /// The flight it is about.
    pub leg: Option<FlightLeg<'a>>,
    /// Number of bookings of the whole push, as the sender says.
    pub declared: Option<u64>,
    /// The bookings.
    pub bookings: Vec<Booking<'a>>,
}

impl BookingPush<'_> {
    /// Joins the parts of a push: the bookings of all, in their order; everything else is that of the first part.
    pub fn join(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        parts.into_iter().reduce(|mut whole, part| {
            whole.bookings.extend(part.bookings);
            whole
        })
    }
}

impl<'a> Contact<'a> {
    /// An e-mail address as special requests write it: `//` is `@`, `..` is `_`, `./` is `-` (AIRIMP, decision D10).
    pub fn email_of_request(text: &str) -> String {
        text.trim_start_matches('/').replace("//", "@").replace("..", "_").replace("./", "-")
    }

    /// An e-mail address as special requests write it; the other way round.
    pub fn email_for_request(text: &str) -> String {
        text.replace('-', "./").replace('_', "..").replace('@', "//")
    }
}

/// An account number of which only the last four characters are kept.
pub(crate) fn masked(account: &str) -> Cow<'static, str> {
    let length = account.chars().count();
    let masked = account.chars().enumerate().map(|(n, c)| if n + 4 < length { 'X' } else { c });
    Cow::Owned(masked.collect())
}
