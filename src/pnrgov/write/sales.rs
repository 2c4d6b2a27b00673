//! Tickets, payments, fares and prepaid baggage as segments.

use super::sorted::Sorted;
use super::{PushWriter, code, count, moment, short, text};
use crate::model::{Payment, Personal, Ticket};

impl PushWriter<'_, '_> {
    pub(super) fn excess_bags(&mut self, of: &Sorted<'_, '_>, traveller: Option<usize>) {
        for bags in of.excess_bags(traveller) {
            self.out.segment(
                "EBD",
                &[
                    &[short(bags.currency.as_ref()), text(bags.amount.as_ref())],
                    &[&count(bags.quantity), "", short(bags.unit.as_ref()), short(bags.weight_unit.as_ref())],
                ],
            );
        }
    }

    pub(super) fn fares(&mut self, of: &Sorted<'_, '_>, traveller: Option<usize>) {
        for fare in of.fares(traveller) {
            let age = count(fare.age.map(Personal::into_inner));
            let kind = [short(fare.passenger_type.as_ref())];
            let discount = ["", text(fare.discount.as_ref()), short(fare.country.as_ref())];
            let bases: Vec<[String; 1]> =
                fare.basis.iter().map(|basis| [basis.0.clone().into_owned()]).collect();
            self.composites("FAR", &[&kind, &[&age], &discount, &[], &[]], &bases);
        }
    }

    pub(super) fn tickets(&mut self, of: &Sorted<'_, '_>, traveller: Option<usize>) {
        // Before the tickets: a payment belongs to the ticket that stands before it.
        if traveller.is_none() {
            self.payments(of, None);
        }
        for (number, ticket) in of.tickets(traveller) {
            self.ticket(ticket);
            self.payments(of, Some(number));
        }
    }

    fn ticket(&mut self, ticket: &Ticket<'_>) {
        self.out.segment("TKT", &[&[text(ticket.number.as_ref()), short(ticket.kind.as_ref())]]);
        let amounts: Vec<[String; 3]> = ticket
            .amounts
            .iter()
            .map(|amount| {
                let of = [
                    code(amount.kind.as_ref()),
                    text(amount.amount.as_ref()),
                    short(amount.currency.as_ref()),
                ];
                of.map(str::to_owned)
            })
            .collect();
        if !amounts.is_empty() {
            self.composites("MON", &[], &amounts);
        }
        if !ticket.pricing.is_empty() || ticket.validating_carrier.is_some() {
            let pricing: Vec<&str> = ticket.pricing.iter().map(|indicator| indicator.0.as_ref()).collect();
            self.out.segment("PTK", &[&pricing, &[], &[], &[short(ticket.validating_carrier.as_ref())]]);
        }
        let taxes: Vec<[String; 4]> = ticket
            .taxes
            .iter()
            .map(|tax| {
                let of = [
                    text(tax.amount.as_ref()),
                    short(tax.country.as_ref()),
                    short(tax.currency.as_ref()),
                    short(tax.code.as_ref()),
                ];
                of.map(str::to_owned)
            })
            .collect();
        if !taxes.is_empty() {
            self.composites("TXD", &[&[]], &taxes);
        }
        if ticket.issued.valid().is_some() {
            let (day, time) = moment(&ticket.issued);
            self.out.segment("DAT", &[&["710", &day, &time]]);
        }
    }

    fn payments(&mut self, of: &Sorted<'_, '_>, ticket: Option<usize>) {
        for payment in of.payments(ticket) {
            self.payment(payment);
        }
    }

    fn payment(&mut self, payment: &Payment<'_>) {
        self.out.segment(
            "FOP",
            &[&[
                code(payment.form.as_ref()),
                "",
                text(payment.amount.as_ref()),
                short(payment.vendor.as_ref()),
                text(payment.account.as_ref()),
                text(payment.expiry.as_ref()),
            ]],
        );
        if !payment.payer.is_empty() {
            let lines: Vec<[String; 1]> =
                payment.payer.iter().map(|line| [self.spell(line).into_owned()]).collect();
            self.composites("IFT", &[&["4", "43"]], &lines);
        }
    }
}
