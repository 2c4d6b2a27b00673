//! A booking sorted for writing: what stands where, and what its special requests say already. Made once a booking, so that
//! writing takes linear time.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::model::{Booking, Contact, ExcessBags, Fare, Payment, Remark, Scope, SpecialRequest, Ticket};

/// Items by what they belong to.
type By<'b, K, T> = HashMap<K, Vec<(usize, &'b T)>>;

pub(super) struct Sorted<'b, 'a> {
    pub(super) booking: &'b Booking<'a>,
    requests: By<'b, Scope, SpecialRequest<'a>>,
    remarks: By<'b, Scope, Remark<'a>>,
    tickets: By<'b, Option<usize>, Ticket<'a>>,
    payments: By<'b, Option<usize>, Payment<'a>>,
    fares: By<'b, Option<usize>, Fare<'a>>,
    excess_bags: By<'b, Option<usize>, ExcessBags<'a>>,
    /// The fields of all texts of requests.
    said: HashSet<&'b str>,
    /// The e-mail addresses in them.
    emails: HashSet<String>,
    /// Seats that were asked for or taken.
    seats: HashSet<&'b str>,
    codes: HashSet<&'b str>,
}

fn by<'b, K: Hash + Eq, T>(items: &'b [T], key: impl Fn(&T) -> K) -> By<'b, K, T> {
    let mut sorted: By<'b, K, T> = HashMap::new();
    for (number, item) in items.iter().enumerate() {
        sorted.entry(key(item)).or_default().push((number, item));
    }
    sorted
}

fn of<'s, 'b, K: Hash + Eq, T>(
    sorted: &'s By<'b, K, T>,
    key: &K,
) -> impl Iterator<Item = (usize, &'b T)> + use<'s, 'b, K, T> {
    sorted.get(key).map(Vec::as_slice).unwrap_or_default().iter().copied()
}

impl<'b, 'a> Sorted<'b, 'a> {
    pub(super) fn new(booking: &'b Booking<'a>) -> Self {
        let texts = booking.requests.iter().filter_map(|request| request.text.as_ref());
        let details = booking.requests.iter().flat_map(|request| &request.details);
        let boardings = booking.itinerary.iter().flat_map(|segment| &segment.boardings);
        let asked = details.filter_map(|detail| detail.seat.as_ref());
        let taken = boardings.filter_map(|boarding| boarding.seat.as_ref());
        let emails = booking.requests.iter().filter(|request| request.code.0 == "CTCE");
        Self {
            booking,
            requests: by(&booking.requests, |request| request.scope),
            remarks: by(&booking.remarks, |remark| remark.scope),
            tickets: by(&booking.tickets, |ticket| ticket.traveller),
            payments: by(&booking.payments, |payment| payment.ticket),
            fares: by(&booking.fares, |fare| fare.traveller),
            excess_bags: by(&booking.excess_bags, |bags| bags.traveller),
            said: texts.flat_map(|text| text.split('/')).map(str::trim).collect(),
            emails: emails
                .filter_map(|request| request.text.as_ref())
                .map(|text| Contact::email_of_request(text).to_uppercase())
                .collect(),
            seats: asked.chain(taken).map(|seat| seat.0.as_ref()).collect(),
            codes: booking.requests.iter().map(|request| request.code.0.as_ref()).collect(),
        }
    }

    pub(super) fn requests(
        &self,
        scope: Scope,
    ) -> impl Iterator<Item = &'b SpecialRequest<'a>> + use<'_, 'b, 'a> {
        of(&self.requests, &scope).map(|(_, request)| request)
    }

    pub(super) fn remarks(&self, scope: Scope) -> impl Iterator<Item = &'b Remark<'a>> + use<'_, 'b, 'a> {
        of(&self.remarks, &scope).map(|(_, remark)| remark)
    }

    /// Tickets with their numbers.
    pub(super) fn tickets(
        &self,
        traveller: Option<usize>,
    ) -> impl Iterator<Item = (usize, &'b Ticket<'a>)> + use<'_, 'b, 'a> {
        of(&self.tickets, &traveller)
    }

    pub(super) fn payments(
        &self,
        ticket: Option<usize>,
    ) -> impl Iterator<Item = &'b Payment<'a>> + use<'_, 'b, 'a> {
        of(&self.payments, &ticket).map(|(_, payment)| payment)
    }

    pub(super) fn fares(
        &self,
        traveller: Option<usize>,
    ) -> impl Iterator<Item = &'b Fare<'a>> + use<'_, 'b, 'a> {
        of(&self.fares, &traveller).map(|(_, fare)| fare)
    }

    pub(super) fn excess_bags(
        &self,
        traveller: Option<usize>,
    ) -> impl Iterator<Item = &'b ExcessBags<'a>> + use<'_, 'b, 'a> {
        of(&self.excess_bags, &traveller).map(|(_, bags)| bags)
    }

    /// True when there is a request with a code.
    pub(super) fn has_request(&self, code: &str) -> bool {
        self.codes.contains(code)
    }

    /// True when a value stands in the text of a request.
    pub(super) fn says(&self, value: &str) -> bool {
        self.said.contains(value)
    }

    /// True when a request gives a contact.
    pub(super) fn gives_contact(&self, address: &str) -> bool {
        self.says(address) || self.emails.contains(&address.to_uppercase())
    }

    /// True when a seat was asked for or taken.
    pub(super) fn has_seat(&self, seat: &str) -> bool {
        self.seats.contains(seat)
    }
}
