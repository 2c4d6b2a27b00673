//! Tickets with their payments and taxes, fares, prepaid and excess baggage: from the records of a PNR to the model, and back.

use std::borrow::Cow;
use std::collections::HashMap;

use super::booking::{Builder, Values};
use super::moment::{Moment, written};
use super::people::shown;
use super::record::Record;
use super::table::{Kind, Slot};
use crate::codes::{AmountKind, Code, CodeList, SensitivePolicy};
use crate::model::{
    Amount, Booking, ExcessBags, Fare, Field, Payment, Personal, Short, TaxAmount, Text, Ticket, masked,
    push_new,
};

/// Pricing indicators (PADIS 5387) that have an attribute, in the order in which they are read.
pub(super) const INDICATORS: [(Slot, &str); 2] = [(Slot::NotEndorsable, "NE"), (Slot::NotRefundable, "NR")];

/// Units of weight: what says one of them counts weight (`W`).
pub(super) const WEIGHT_UNITS: [&str; 4] = ["K", "L", "KG", "LB"];

impl<'s, 'a> Builder<'_, 's, 'a> {
    pub(super) fn read_tickets(&mut self, pnr: &Record<'s>) {
        for (place, passenger) in pnr.records(Kind::Passenger).enumerate() {
            for record in passenger.records(Kind::Ticket) {
                let ticket = self.ticket(record);
                let says_nothing = Ticket { issued: Field::Absent, ..ticket.clone() } == Ticket::default();
                let number = (!says_nothing || ticket.issued.valid().is_some()).then(|| {
                    self.add_ticket_record(place, ticket);
                    self.booking.tickets.len() - 1
                });
                for record in record.records(Kind::Payment) {
                    let payment = self.payment(record, number);
                    self.booking.payments.push(payment);
                }
            }
        }
    }

    fn ticket(&mut self, record: &Record<'s>) -> Ticket<'a> {
        let values = &mut self.values;
        let total = Amount {
            kind: Some(Code::Listed(AmountKind::Total)),
            amount: values.text(record, Slot::Amount),
            currency: values.short(record, Slot::Currency),
        };
        let has_total = total.amount.is_some() || total.currency.is_some();
        let taxes = record.records(Kind::Tax).map(|record| TaxAmount {
            amount: values.text(record, Slot::Amount),
            country: values.short(record, Slot::Country),
            currency: values.short(record, Slot::Currency),
            code: values.short(record, Slot::Code),
        });
        let said = INDICATORS.into_iter().filter(|&(slot, _)| Values::is_yes(record, slot));
        Ticket {
            number: values.text(record, Slot::Number),
            kind: values.short(record, Slot::Type),
            traveller: None,
            amounts: has_total.then_some(total).into_iter().collect(),
            taxes: taxes.filter(|tax| *tax != TaxAmount::default()).collect(),
            pricing: said.map(|(_, indicator)| Short::from(indicator)).collect(),
            validating_carrier: None,
            issued: values.moment(record, Slot::Issued, "day of issue", Moment::local),
        }
    }

    fn payment(&self, record: &Record<'s>, ticket: Option<usize>) -> Payment<'a> {
        let keep = self.values.options.sensitive == SensitivePolicy::Keep;
        let account = self.values.plain(record, Slot::Account);
        let account = account.map(|account| if keep { account } else { masked(&account) });
        Payment {
            ticket,
            form: self.values.code(record, Slot::Form),
            amount: self.values.text(record, Slot::Amount),
            vendor: self.values.short(record, Slot::Vendor),
            payer: self.values.text(record, Slot::Payer).into_iter().collect(),
            account: account.map(Personal),
            expiry: self.values.text(record, Slot::Expiry),
        }
    }

    /// Adds a ticket to the booking and its number to its traveller.
    pub(super) fn add_ticket_record(&mut self, place: usize, ticket: Ticket<'a>) {
        if let (Some(person), Some(number)) = (self.booking.travellers.get_mut(place), ticket.number.clone())
        {
            push_new(&mut person.tickets, number);
        }
        self.booking.tickets.push(Ticket { traveller: Some(place), ..ticket });
    }

    /// Puts tickets and payments into the order in which they are written: tickets by travellers, payments by tickets, those
    /// of no ticket first.
    pub(super) fn order_tickets(&mut self) {
        let mut tickets: Vec<(usize, Ticket<'a>)> =
            std::mem::take(&mut self.booking.tickets).into_iter().enumerate().collect();
        tickets.sort_by_key(|(_, ticket)| ticket.traveller);
        let now: HashMap<usize, usize> =
            tickets.iter().enumerate().map(|(now, &(before, _))| (before, now)).collect();
        self.booking.tickets = tickets.into_iter().map(|(_, ticket)| ticket).collect();
        for payment in &mut self.booking.payments {
            payment.ticket = payment.ticket.and_then(|before| now.get(&before).copied());
        }
        self.booking.payments.sort_by_key(|payment| payment.ticket);
    }

    /// Fares, prepaid and excess baggage; what says nothing is none.
    pub(super) fn read_extras(&mut self, pnr: &Record<'s>) {
        let owners = pnr.records(Kind::Passenger).enumerate().map(|(place, record)| (Some(place), record));
        for (traveller, owner) in std::iter::once((None, pnr)).chain(owners) {
            for record in owner.records(Kind::ExcessBags) {
                let bags = ExcessBags { traveller, ..self.excess_bags(record) };
                if bags != (ExcessBags { traveller, ..ExcessBags::default() }) {
                    self.booking.excess_bags.push(bags);
                }
            }
            for record in owner.records(Kind::Fare) {
                let fare = Fare { traveller, ..self.fare(record) };
                if fare != (Fare { traveller, ..Fare::default() }) {
                    self.booking.fares.push(fare);
                }
            }
        }
    }

    fn excess_bags(&mut self, record: &Record<'s>) -> ExcessBags<'a> {
        let unit = self.values.short(record, Slot::Unit);
        let (unit, weight_unit) = match unit {
            Some(weight) if WEIGHT_UNITS.contains(&&*weight) => (Some(Short::from("W")), Some(weight)),
            unit => (unit, None),
        };
        ExcessBags {
            traveller: None,
            amount: self.values.text(record, Slot::Amount),
            currency: self.values.short(record, Slot::Currency),
            quantity: self.values.count(record, Slot::Quantity, "number of units"),
            unit,
            weight_unit,
        }
    }

    fn fare(&self, record: &Record<'s>) -> Fare<'a> {
        let values = &self.values;
        let basis = values.plain(record, Slot::Basis).unwrap_or_default();
        Fare {
            passenger_type: values.short(record, Slot::Type),
            discount: values.text(record, Slot::Discount).or(values.text(record, Slot::DiscountSlip)),
            country: values.short(record, Slot::Country),
            basis: basis.split_whitespace().map(|one| Personal(Cow::Owned(one.to_owned()))).collect(),
            ..Fare::default()
        }
    }
}

/// What was sold, by traveller.
pub(super) struct Sold<'m, 'a> {
    tickets: HashMap<usize, Vec<(usize, &'m Ticket<'a>)>>,
    /// By ticket; those of no ticket that is written stand under `None`.
    payments: HashMap<Option<usize>, Vec<&'m Payment<'a>>>,
    fares: HashMap<usize, Vec<&'m Fare<'a>>>,
    excess_bags: HashMap<Option<usize>, Vec<&'m ExcessBags<'a>>>,
    /// The traveller under whom payments of no ticket stand.
    payer: Option<usize>,
}

impl<'m, 'a> Sold<'m, 'a> {
    pub(super) fn of(booking: &'m Booking<'a>) -> Self {
        let is_listed =
            |place: &usize| booking.travellers.get(*place).is_some_and(|person| !person.is_derived);
        let mut sold = Self {
            tickets: HashMap::new(),
            payments: HashMap::new(),
            fares: HashMap::new(),
            excess_bags: HashMap::new(),
            payer: booking.travellers.iter().position(|person| !person.is_derived),
        };
        let owner = |ticket: &Ticket<'_>| ticket.traveller.filter(is_listed);
        for (number, ticket) in booking.tickets.iter().enumerate() {
            if let Some(place) = owner(ticket) {
                sold.tickets.entry(place).or_default().push((number, ticket));
            }
        }
        for payment in &booking.payments {
            let has_ticket = |number: &usize| booking.tickets.get(*number).and_then(owner).is_some();
            sold.payments.entry(payment.ticket.filter(has_ticket)).or_default().push(payment);
        }
        for fare in &booking.fares {
            if let Some(place) = fare.traveller {
                sold.fares.entry(place).or_default().push(fare);
            }
        }
        for bags in &booking.excess_bags {
            sold.excess_bags.entry(bags.traveller).or_default().push(bags);
        }
        sold
    }

    /// The tickets of a traveller with their payments. Payments of no ticket stand below an empty one, before the others.
    pub(super) fn tickets(&self, place: usize) -> Vec<Record<'m>> {
        let mut records = Vec::new();
        let open = self.payments.get(&None).filter(|_| self.payer == Some(place));
        if let Some(payments) = open {
            let mut record = made(Kind::Ticket);
            record.children.extend(payments.iter().map(|payment| self::payment(payment)));
            records.push(record);
        }
        for (number, ticket) in self.tickets.get(&place).into_iter().flatten() {
            let mut record = self::ticket(ticket);
            let payments = self.payments.get(&Some(*number)).into_iter().flatten();
            record.children.extend(payments.map(|payment| self::payment(payment)));
            records.push(record);
        }
        records
    }

    /// The fares of a traveller.
    pub(super) fn fares(&self, place: usize) -> impl Iterator<Item = Record<'m>> {
        self.fares.get(&place).into_iter().flatten().map(|fare| {
            let mut record = made(Kind::Fare);
            record.put_some(Slot::Type, fare.passenger_type.as_deref());
            record.put_some(Slot::Discount, shown(fare.discount.as_ref()));
            record.put_some(Slot::Country, fare.country.as_deref());
            let basis: Vec<&str> = fare.basis.iter().map(|basis| basis.0.as_ref()).collect();
            record.put(Slot::Basis, basis.join(" "));
            record
        })
    }

    /// Prepaid baggage of the whole booking, or excess baggage of a traveller.
    pub(super) fn excess_bags(&self, traveller: Option<usize>) -> impl Iterator<Item = Record<'m>> {
        self.excess_bags.get(&traveller).into_iter().flatten().map(|bags| {
            let mut record = made(Kind::ExcessBags);
            record.put_some(Slot::Quantity, bags.quantity.map(|quantity| quantity.to_string()));
            record.put_some(Slot::Unit, bags.weight_unit.as_deref().or(bags.unit.as_deref()));
            record.put_some(Slot::Amount, shown(bags.amount.as_ref()));
            record.put_some(Slot::Currency, bags.currency.as_deref());
            record
        })
    }
}

/// An empty record to be written.
pub(super) const fn made<'t>(kind: Kind) -> Record<'t> {
    Record::new(kind, 0..0)
}

/// True for the amount that has a place in the form.
pub(super) fn is_total(amount: &Amount<'_>) -> bool {
    amount.kind.as_ref().map(Code::wire) == Some(AmountKind::Total.wire())
}

fn ticket<'m>(ticket: &'m Ticket<'_>) -> Record<'m> {
    let mut record = made(Kind::Ticket);
    record.put_some(Slot::Number, shown(ticket.number.as_ref()));
    record.put_some(Slot::Type, ticket.kind.as_deref());
    record.put_some(Slot::Issued, ticket.issued.valid().map(written));
    if let Some(total) = ticket.amounts.iter().find(|amount| is_total(amount)) {
        record.put_some(Slot::Amount, shown(total.amount.as_ref()));
        record.put_some(Slot::Currency, total.currency.as_deref());
    }
    for (slot, indicator) in INDICATORS {
        if ticket.pricing.iter().any(|said| &**said == indicator) {
            record.put(slot, "true");
        }
    }
    for tax in &ticket.taxes {
        let mut inner = made(Kind::Tax);
        inner.put_some(Slot::Amount, shown(tax.amount.as_ref()));
        inner.put_some(Slot::Country, tax.country.as_deref());
        inner.put_some(Slot::Currency, tax.currency.as_deref());
        inner.put_some(Slot::Code, tax.code.as_deref());
        record.children.push(inner);
    }
    record
}

fn payment<'m>(payment: &'m Payment<'_>) -> Record<'m> {
    let mut record = made(Kind::Payment);
    record.put_some(Slot::Form, payment.form.as_ref().map(Code::wire));
    record.put_some(Slot::Amount, shown(payment.amount.as_ref()));
    record.put_some(Slot::Vendor, payment.vendor.as_deref());
    record.put_some(Slot::Account, shown(payment.account.as_ref()));
    record.put_some(Slot::Expiry, shown(payment.expiry.as_ref()));
    let payer: Vec<&str> = payment.payer.iter().map(|line: &Text<'_>| line.0.as_ref()).collect();
    record.put(Slot::Payer, payer.join(" "));
    record
}
