//! The sensitive-data filter: decides about each special request and free text before it is recorded.

use super::table::{BOARDED, CHECK_IN, CODESHARE, EXTRACT, FLIGHT, PAYMENT};
use crate::codes::{SensitiveClass, SensitivePolicy, Treatment};
use crate::directory::{Group, Hook, Verdict, groups, tag_word};
use crate::edifact::Segment;

const SSR: u32 = tag_word(*b"SSR");
const IFT: u32 = tag_word(*b"IFT");
const LTS: u32 = tag_word(*b"LTS");
const TVL: u32 = tag_word(*b"TVL");

/// Free text whose kind has a grammar of its own and is kept: fare calculation, airline that holds the data.
const KEPT_TEXT: [&[u8]; 2] = [b"15", b"63"];
/// The payer: kept in the payment group only, where it is the billing data.
const PAYER: &[u8] = b"43";

/// The filter of one message.
#[derive(Debug)]
pub(super) struct Filter {
    policy: SensitivePolicy,
    /// Dropped requests by class, in the order of [`SensitiveClass::ALL`].
    pub(super) dropped: Vec<(SensitiveClass, u64)>,
}

impl Filter {
    pub(super) const fn new(policy: SensitivePolicy) -> Self {
        Self { policy, dropped: Vec::new() }
    }

    fn count(&mut self, class: SensitiveClass) {
        match self.dropped.iter_mut().find(|(counted, _)| *counted == class) {
            Some((_, count)) => *count += 1,
            None => self.dropped.push((class, 1)),
        }
    }

    /// What the policy does with a request, whose code is looked at released.
    fn of_request(&self, segment: &Segment<'_>) -> Option<(SensitiveClass, Treatment)> {
        let wire = segment.qualifier();
        if let &[a, b, c, d] = wire
            && wire.iter().all(u8::is_ascii_uppercase)
        {
            return self.policy.of_request(&[a, b, c, d]);
        }
        let text = segment.value(1, 1).map(|value| value.text()).unwrap_or_default();
        self.policy.of_request_text(&text)
    }

    fn verdict(&mut self, class: SensitiveClass, treatment: Treatment) -> Verdict {
        match treatment {
            Treatment::Keep => Verdict::Read,
            Treatment::Extract => {
                self.count(class);
                Verdict::As(EXTRACT)
            }
            Treatment::Restrict | Treatment::Drop => {
                self.count(class);
                Verdict::Drop
            }
        }
    }
}

impl Hook for Filter {
    #[inline]
    fn before(&mut self, segment: &Segment<'_>, tag: u32, group: Group) -> Verdict {
        match tag {
            SSR => match self.of_request(segment) {
                None => Verdict::Read,
                Some((class, treatment)) => self.verdict(class, treatment),
            },
            IFT => {
                let kind = segment.value(1, 2).map(|value| value.code()).unwrap_or_default();
                if KEPT_TEXT.contains(&kind) || (kind == PAYER && group == PAYMENT) {
                    Verdict::Read
                } else {
                    self.verdict(SensitiveClass::FreeText, self.policy.of_free_text())
                }
            }
            LTS => self.verdict(SensitiveClass::FreeText, self.policy.of_free_text()),
            TVL if groups(&[FLIGHT, CHECK_IN, BOARDED]) >> group & 1 != 0 && is_second_flight(segment) => {
                Verdict::As(CODESHARE)
            }
            _ => Verdict::Read,
        }
    }
}

/// True for the second TVL of the old code-share form: only a flight number in element 5.
fn is_second_flight(segment: &Segment<'_>) -> bool {
    for (at, value) in segment.walk() {
        if at.element < 5 && !value.is_blank() {
            return false;
        }
        if (at.element, at.component) == (5, 1) {
            return value.code().first().is_some_and(u8::is_ascii_digit);
        }
    }
    false
}
