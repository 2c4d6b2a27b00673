//! The sensitive-data filter: decides about each special request and free text before it is recorded.

use super::extract::is_contact;
use super::table::{BOARDED, CHECK_IN, CODESHARE, EXTRACT, FLIGHT, PAYMENT};
use crate::codes::{SensitiveClass, SensitivePolicy, Treatment};
use crate::directory::{Group, Hook, Verdict, groups, tag_word};
use crate::edifact::{Segment, Value};

const SSR: u32 = tag_word(*b"SSR");
const IFT: u32 = tag_word(*b"IFT");
const LTS: u32 = tag_word(*b"LTS");
const TVL: u32 = tag_word(*b"TVL");
const ADD: u32 = tag_word(*b"ADD");

/// The filter of one message.
#[derive(Debug)]
pub(super) struct Filter {
    policy: SensitivePolicy,
    /// Dropped requests by class, in the order of [`SensitiveClass::ALL`].
    pub(super) dropped: Vec<(SensitiveClass, u64)>,
}

/// The texts of an address that are no telephone number and no e-mail address (4440 and what stands behind it).
pub(super) fn address_texts<'a>(segment: &Segment<'a>) -> impl Iterator<Item = Value<'a>> + use<'a> {
    let texts =
        segment.walk().filter(|(at, value)| at.element >= 2 && at.component >= 8 && !value.is_blank());
    texts.filter(|(at, value)| at.component > 8 || !is_contact(&value.text())).map(|(_, value)| value)
}

impl Filter {
    pub(super) const fn new(policy: SensitivePolicy) -> Self {
        Self { policy, dropped: Vec::new() }
    }

    /// True when nothing is to be dropped.
    pub(super) fn keeps(&self) -> bool {
        self.policy.of_free_text() == Treatment::Keep
    }

    pub(super) fn count(&mut self, class: SensitiveClass) {
        match self.dropped.iter_mut().find(|(counted, _)| *counted == class) {
            Some((_, count)) => *count += 1,
            None => self.dropped.push((class, 1)),
        }
    }

    /// What the policy does with a request, whose code is looked at released.
    fn of_request(&self, segment: &Segment<'_>, sent: u32) -> Option<(SensitiveClass, Treatment)> {
        let wire = sent.to_le_bytes();
        // A code that stands before the first element is not the one that is read as the code.
        if wire.iter().all(u8::is_ascii_uppercase) && segment.opens_with_element() {
            return self.policy.of_request(&wire);
        }
        let text = segment.value(1, 1).map(|value| value.text()).unwrap_or_default();
        self.policy.of_request_text(&text)
    }

    /// What the policy does with a code.
    pub(super) fn of_code(&self, code: &[u8]) -> Option<(SensitiveClass, Treatment)> {
        let code: [u8; 4] = code.try_into().ok()?;
        self.policy.of_request(&code.map(|byte| byte.to_ascii_uppercase()))
    }

    /// What the policy does with a sensitive code in another repetition, or where a seat belongs.
    fn of_other_places(&self, segment: &Segment<'_>) -> Option<(SensitiveClass, Treatment)> {
        let mut others =
            segment.walk().filter(|(at, _)| at.component == 1 && at.element + at.repetition >= 2);
        others.find_map(|(_, value)| {
            self.of_code(value.code()).filter(|(_, treatment)| *treatment != Treatment::Keep)
        })
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
    #[inline(always)]
    fn before(&mut self, segment: &Segment<'_>, tag: u32, sent: u32, group: Group) -> Verdict {
        match tag {
            SSR | IFT | LTS | TVL | ADD => self.look(segment, tag, sent, group),
            _ => Verdict::Read,
        }
    }
}

impl Filter {
    fn look(&mut self, segment: &Segment<'_>, tag: u32, sent: u32, group: Group) -> Verdict {
        match tag {
            SSR => {
                let own =
                    self.of_request(segment, sent).filter(|(_, treatment)| *treatment != Treatment::Keep);
                match own.or_else(|| self.of_other_places(segment)) {
                    None => Verdict::Read,
                    Some((class, treatment)) => self.verdict(class, treatment),
                }
            }
            IFT => {
                let kind = segment.value(1, 2).map(|value| value.code()).unwrap_or_default();
                match kind {
                    // Kinds with a grammar of their own: fare calculation, airline that holds the data.
                    b"15" | b"63" => Verdict::Read,
                    // The payer is the billing data in the payment group, and nowhere else.
                    b"43" if group == PAYMENT => Verdict::Read,
                    _ => self.verdict(SensitiveClass::FreeText, self.policy.of_free_text()),
                }
            }
            LTS => self.verdict(SensitiveClass::FreeText, self.policy.of_free_text()),
            // The address stays; its text is reduced by who reads or writes it.
            ADD if !self.keeps() && address_texts(segment).next().is_some() => {
                self.count(SensitiveClass::FreeText);
                Verdict::Read
            }
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
