//! From the records of a push to the model: tickets, payments, fares, prepaid baggage, services other than flights.

use super::booking::{Builder, code, count, place_of, plain, short, text};
use super::table::{MoneyAmount, PAYMENT, SERVICE, TICKET, TRAVELLER};
use crate::codes::SensitivePolicy;
use crate::model::{
    Amount, ExcessBags, Fare, Field, OtherService, Payment, Personal, TaxAmount, Ticket, masked,
};
use crate::span::usize_of;

impl<'s> Builder<'s, '_> {
    pub(super) fn read_tickets(&mut self) {
        let mut tickets = Vec::new();
        for ticket in self.pnr.tickets() {
            let traveller = ticket.context().and_then(|n| place_of(&self.people, n));
            let number = text(ticket.number());
            if let (Some(person), Some(number)) =
                (traveller.and_then(|n| self.booking.travellers.get_mut(n)), number.clone())
            {
                person.tickets.push(number);
            }
            tickets.push((ticket.index(), self.booking.tickets.len()));
            self.booking.tickets.push(Ticket {
                number,
                kind: short(ticket.kind()),
                traveller,
                amounts: Vec::new(),
                taxes: Vec::new(),
                pricing: ticket.pricing_indicators().filter_map(|value| short(Some(value))).collect(),
                validating_carrier: short(ticket.validating_carrier()),
                issued: Field::Absent,
            });
        }
        let amount = |record: &MoneyAmount<'s>| Amount {
            kind: code(record.kind()),
            amount: text(record.amount()),
            currency: short(record.currency()),
        };
        for record in self.pnr.amounts() {
            let owner = record.context().and_then(|n| place_of(&tickets, n));
            if let Some(ticket) = owner.and_then(|n| self.booking.tickets.get_mut(n)) {
                ticket.amounts.push(amount(&record));
            }
        }
        for record in self.pnr.taxes() {
            let owner = record.context().and_then(|n| place_of(&tickets, n));
            if let Some(ticket) = owner.and_then(|n| self.booking.tickets.get_mut(n)) {
                ticket.taxes.push(TaxAmount {
                    amount: text(record.amount()),
                    country: short(record.country()),
                    currency: short(record.currency()),
                    code: short(record.code()),
                });
            }
        }
        for moment in self.pnr.moments().filter(|moment| matches!(moment.stands_in(), TICKET | PAYMENT)) {
            let owner = moment.context().and_then(|n| place_of(&tickets, n));
            if let Some(ticket) = owner.and_then(|n| self.booking.tickets.get_mut(n)) {
                ticket.issued = self.push.moment(moment.date(), moment.time());
            }
        }
        let keep = self.push.options.sensitive == SensitivePolicy::Keep;
        for record in self.pnr.payments() {
            let account =
                plain(record.account()).map(|account| if keep { account } else { masked(&account) });
            let (segment, place) = (record.segment(), self.booking.payments.len());
            match self.payments.last_mut() {
                Some((last, of_segment)) if *last == segment => *of_segment = place,
                _ => self.payments.push((segment, place)),
            }
            self.booking.payments.push(Payment {
                ticket: record.context().and_then(|n| place_of(&tickets, n)),
                form: code(record.form()),
                amount: text(record.amount()),
                vendor: short(record.vendor()),
                payer: Vec::new(),
                account: account.map(Personal),
                expiry: text(record.expiry()),
            });
        }
    }

    /// Fares, prepaid baggage and services other than flights.
    pub(super) fn read_extras(&mut self) {
        let traveller = |context: Option<usize>| context.and_then(|n| place_of(&self.people, n));
        for record in self.pnr.fares() {
            self.booking.fares.push(Fare {
                traveller: traveller(record.context()),
                passenger_type: short(record.passenger_type()),
                age: count(record.age()).map(Personal),
                discount: text(record.discount()),
                country: short(record.country()),
                basis: record.bases().map(|value| Personal(value.text())).collect(),
            });
        }
        for record in self.pnr.excess_baggage() {
            let inside = matches!(record.stands_in(), TRAVELLER | TICKET | PAYMENT);
            self.booking.excess_bags.push(ExcessBags {
                traveller: traveller(record.context()).filter(|_| inside),
                amount: text(record.amount()),
                currency: short(record.currency()),
                quantity: count(record.quantity()),
                unit: short(record.unit()),
                weight_unit: short(record.weight_unit()),
            });
        }
        let products: Vec<_> = self.pnr.products().filter(|product| product.group() == SERVICE).collect();
        for record in self.pnr.services() {
            let kind = short(record.kind());
            let service = usize_of(record.index());
            let first = products.partition_point(|product| product.context() < Some(service));
            let own = products.iter().skip(first).take_while(|product| product.context() == Some(service));
            let before = self.booking.services.len();
            for product in own {
                self.booking.services.push(OtherService {
                    kind: kind.clone(),
                    vendor: short(product.carrier()),
                    from: text(product.from()),
                    place: text(product.place()),
                    to: text(product.to()),
                    begins: self.push.departure(product),
                    ends: self.push.moment(product.arrival_date(), product.arrival_time()),
                    number: text(product.number()),
                    product: text(product.class()),
                });
            }
            if self.booking.services.len() == before {
                self.booking.services.push(OtherService { kind, ..OtherService::default() });
            }
        }
    }
}
