//! The messages that go with lists and pushes: answers of states, reports on syntax, acknowledgements, requests.

use std::borrow::Cow;

use serde::Serialize;

use crate::ackres::{Acknowledgement, Response};
use crate::contrl::{Action, ReportedError, SyntaxReport};
use crate::cusres::{Advice, CustomsResponse, ResultMap};
use crate::edifact::Message;
use crate::finding::Finding;
use crate::govreq::PnrRequest;
use crate::model::Personal;
use crate::options::ReadOptions;
use crate::span::Location;

/// What an answer of a state says about one passenger, or about the whole message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AnswerOutcome {
    /// True when it is about the whole message.
    pub is_of_message: bool,
    /// Record locator.
    pub locator: Option<Personal<String>>,
    /// Unique passenger reference.
    pub unique_reference: Option<Personal<String>>,
    /// What the codes mean by the state's table; unknown without one (decision D9).
    pub advice: Advice,
    /// Where it stands.
    pub location: Location,
}

/// A message that answers or asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Companion {
    /// A state's answer to a list (CUSRES).
    Response {
        /// Transaction reference of the list that is answered.
        transaction: Option<Personal<String>>,
        /// The results.
        outcomes: Vec<AnswerOutcome>,
    },
    /// A report on the syntax of an interchange (CONTRL).
    Report {
        /// Reference of the interchange.
        reference: Option<Personal<String>>,
        /// What the partner did with it.
        action: Action,
        /// Errors of the interchange (0085).
        error: Option<u64>,
        /// Errors of its messages, with the number of the report's message part from 1.
        errors: Vec<(usize, ReportedError)>,
    },
    /// A state's acknowledgement of a push (ACKRES).
    Acknowledgement {
        /// Common access reference of the push.
        access_reference: Option<Personal<String>>,
        /// What became of it.
        response: Response,
        /// What the error codes mean; `None` for a code of no list.
        errors: Vec<Option<&'static str>>,
    },
    /// A state's request for bookings (GOVREQ).
    Request {
        /// Common access reference, to be echoed.
        access_reference: Option<Personal<String>>,
        /// Number of locators, flights and names that are asked for.
        wanted: (usize, usize, usize),
    },
}

fn owned(text: Option<Cow<'_, str>>) -> Option<Personal<String>> {
    text.map(|text| Personal(text.into_owned()))
}

impl Companion {
    /// Reads an answer or a request; `None` for any other message.
    pub(super) fn read(
        message: &Message<'_>,
        options: &ReadOptions,
        map: &ResultMap,
    ) -> Option<(Self, Vec<Finding>)> {
        if let Ok(read) = CustomsResponse::read(message, options) {
            let response = read.value;
            let outcomes = response.outcomes(map).into_iter().map(|outcome| AnswerOutcome {
                is_of_message: outcome.is_of_message,
                locator: owned(outcome.locator.map(Personal::into_inner)),
                unique_reference: owned(outcome.unique_reference.map(Personal::into_inner)),
                advice: outcome.advice,
                location: outcome.location,
            });
            let outcomes = outcomes.collect();
            let transaction = owned(response.transaction());
            return Some((Self::Response { transaction, outcomes }, read.findings));
        }
        if let Ok(read) = SyntaxReport::read(message, options) {
            let report = read.value;
            let messages = report.messages();
            let numbered = (1..).zip(&messages);
            let errors =
                numbered.flat_map(|(n, message)| message.errors.iter().map(move |error| (n, *error)));
            let errors = errors.collect();
            let (reference, action, error) = (owned(report.reference()), report.action(), report.error());
            return Some((Self::Report { reference, action, error, errors }, read.findings));
        }
        if let Ok(read) = Acknowledgement::read(message, options) {
            let answer = read.value;
            let errors = answer.errors().iter().map(|error| error.meaning).collect();
            let (access_reference, response) = (owned(answer.access_reference()), answer.response());
            return Some((Self::Acknowledgement { access_reference, response, errors }, read.findings));
        }
        let read = PnrRequest::read(message, options).ok()?;
        let request = read.value;
        let wanted = (request.locators().count(), request.flights().count(), request.names().count());
        let access_reference = owned(request.access_reference());
        Some((Self::Request { access_reference, wanted }, read.findings))
    }
}
