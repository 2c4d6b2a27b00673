//! From the records of a push to the model: tickets, payments, fares, prepaid baggage, services other than flights.

use super::booking::{Builder, code, count, place_of, plain, short, text};
use super::table::{FormOfPayment, MoneyAmount, PAYMENT, SERVICE, TICKET, TRAVELLER};
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
                let at = self.push.moment(moment.date(), moment.time());
                let is_issue = moment.qualifier().is_none_or(|value| matches!(value.code(), b"" | b"710"));
                ticket.issued =
                    if is_issue { at.or_valid(ticket.issued) } else { ticket.issued.or_valid(at) };
            }
        }
        self.read_payments(&tickets);
    }

    /// Payments; a segment without any is one, too, for what may be said about who paid.
    fn read_payments(&mut self, tickets: &[(u32, usize)]) {
        let keep = self.push.options.sensitive == SensitivePolicy::Keep;
        let payments = &mut self.booking.payments;
        for segment in self.pnr.0.children(FormOfPayment::KIND) {
            let ticket = segment.context().and_then(|n| place_of(tickets, usize_of(n)));
            let before = payments.len();
            payments.extend(segment.composites().map(FormOfPayment).map(|record| {
                let account =
                    plain(record.account()).map(|account| if keep { account } else { masked(&account) });
                Payment {
                    ticket,
                    form: code(record.form()),
                    amount: text(record.amount()),
                    vendor: short(record.vendor()),
                    payer: Vec::new(),
                    account: account.map(Personal),
                    expiry: text(record.expiry()),
                }
            }));
            if payments.len() == before {
                payments.push(Payment { ticket, ..Payment::default() });
            }
            self.payments.push((segment.index(), payments.len() - 1));
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

#[cfg(test)]
mod tests {
    use crate::ReadOptions;
    use crate::codes::Code;
    use crate::edifact::Interchange;
    use crate::pnrgov::PnrPush;

    /// The payments that segments say: ticket, form and payer of each.
    #[test]
    fn payments_and_their_payers() {
        type Row<'a> = (Option<usize>, &'a str, &'a [&'a str]);
        let rows: &[(&str, &[Row<'_>])] = &[
            ("FOP+CA::10.00'", &[(None, "CA", &[])]),
            ("FOP+CA::10.00+CC::5.00'IFT+4:43+TESTER'", &[(None, "CA", &[]), (None, "CC", &["TESTER"])]),
            ("FOP'IFT+4:43+TESTER'", &[(None, "", &["TESTER"])]),
            ("FOP+:3'IFT+4:43+TESTER'", &[(None, "", &["TESTER"])]),
            ("FOP+CA+:3'IFT+4:43+TESTER'", &[(None, "CA", &[]), (None, "", &["TESTER"])]),
            ("FOP'FOP+:3'FOP+CA+:3'", &[(None, "CA", &[])]),
            (
                "TIF+TESTER+MARA:A:1'TKT+9992400000001'FOP+CA'TKT+9992400000002'FOP'IFT+4:43+TESTER'",
                &[(Some(0), "CA", &[]), (Some(1), "", &["TESTER"])],
            ),
        ];
        for (body, want) in rows {
            let text =
                format!("UNB+IATA:1+A+B+260101:0000+1'UNH+1+PNRGOV:15:1:IA'SRC'{body}UNT+9+1'UNZ+1+1'");
            let interchange = Interchange::parse(text.as_bytes()).unwrap();
            let message = interchange.messages().next().unwrap();
            let read = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
            let push = read.to_model();
            let payments = push.bookings.iter().flat_map(|booking| &booking.payments);
            let found: Vec<_> = payments
                .map(|payment| {
                    let payer: Vec<&str> = payment.payer.iter().map(|line| line.0.as_ref()).collect();
                    (payment.ticket, payment.form.as_ref().map_or("", Code::wire), payer)
                })
                .collect();
            let want: Vec<_> =
                want.iter().map(|&(ticket, form, payer)| (ticket, form, payer.to_vec())).collect();
            assert_eq!(found, want, "{body}");
        }
    }
}
