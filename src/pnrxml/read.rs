//! A document from its bytes: the envelope, and each PNR as soon as it is complete and the flight of the push is known.

use super::booking::{Builder, Values};
use super::log::Log;
use super::record::Record;
use super::scan::Scanner;
use super::source::Source;
use super::table::{Kind, Slot};
use super::tree::Tree;
use super::{Document, Envelope};
use crate::error::{Error, ErrorKind};
use crate::finding::{Detail, Rule};
use crate::model::{Agency, Field};
use crate::options::{Parsed, ReadOptions};
use crate::span::{Location, Span};

/// Reads a document. PNRs are found wherever they stand, also below a foreign root.
///
/// # Errors
/// When the bytes hold neither an `IATA_PNRGOV_NotifRQ` nor a `PNR`, or when a budget of [`Limits`](crate::Limits) is
/// exceeded.
///
/// ```
/// use paxgov::{ReadOptions, pnrxml};
/// let bytes = br#"<IATA_PNRGOV_NotifRQ><PNRs NumberOfPnrs="1"><PNR><BookingRefID ID="QX7LMN"/><Passenger>
///     <GivenName>MARA</GivenName><Surname>TESTER</Surname></Passenger></PNR></PNRs></IATA_PNRGOV_NotifRQ>"#;
/// let push = pnrxml::read(bytes, &ReadOptions::DEFAULT)?.value.push;
/// assert_eq!(push.bookings[0].travellers[0].name.surname, "TESTER");
/// # Ok::<(), paxgov::Error>(())
/// ```
pub fn read<'a>(bytes: &'a [u8], options: &ReadOptions) -> Result<Parsed<Document<'a>>, Error> {
    let limit = options.limits.interchange_bytes;
    if bytes.len() > limit {
        let kind = ErrorKind::LimitExceeded { what: "bytes of one document", limit };
        return Err(Error::new(kind, Location::bytes(Span::new(limit, bytes.len()))));
    }
    let (source, doubt) = Source::decode(bytes);
    let mut log = Log::new(&source, options.limits.findings);
    if let Some(doubt) = doubt {
        log.push(doubt);
    }
    let mut tree = Tree::new(source.text(), *options);
    let mut reading = Reading::new(*options);
    let mut scanner = Scanner::new(source.text());
    while let Some((tokens, range)) = scanner.next() {
        for token in tokens.into_iter().flatten() {
            tree.token(token, &range, &mut log)?;
        }
        for record in tree.done.drain(..) {
            reading.take(record, &mut log);
        }
    }
    tree.finish(&mut log);
    for record in tree.done.drain(..) {
        reading.take(record, &mut log);
    }
    if !tree.is_ours {
        let expected = "a PNRGOV XML document (IATA_PNRGOV_NotifRQ or PNR)";
        let place = Location::bytes(Span::new(0, bytes.len()));
        return Err(Error::new(ErrorKind::NotUnderstood { expected }, place));
    }
    let value = reading.finish(&mut log);
    Ok(Parsed { value, findings: log.into_findings() })
}

/// A document while it is read.
struct Reading<'s, 'a> {
    options: ReadOptions,
    document: Document<'a>,
    /// PNRs that wait for the flight of the push: its day is what two-digit years in them are resolved against, and a
    /// document that is damaged or of another order tells it after them.
    waiting: Vec<Record<'s>>,
    /// The place of the number of PNRs.
    declared: Option<std::ops::Range<usize>>,
}

impl<'s, 'a> Reading<'s, 'a> {
    fn new(options: ReadOptions) -> Self {
        Self { options, document: Document::default(), waiting: Vec::new(), declared: None }
    }

    /// Takes a record of the envelope or a PNR.
    fn take(&mut self, record: Record<'s>, log: &mut Log<'s, 'a>) {
        let mut values = Values { log, options: self.options };
        match record.kind {
            Kind::Root => self.root(&record, &values),
            Kind::Originator => self.originator(&record, &values),
            Kind::Leg if self.document.push.leg.is_none() => {
                self.document.push.leg = Some(values.leg(&record));
                self.take_waiting(log);
            }
            Kind::Leg => values.log.at(Rule::XmlSeveral, &record.range, Detail::None),
            Kind::Pnrs => {
                let declared = values.count(&record, Slot::Count, "number of PNRs");
                if let (Some(declared), Some(value)) = (declared, record.value(Slot::Count)) {
                    let sum = self.document.push.declared.unwrap_or_default().saturating_add(declared);
                    self.document.push.declared = Some(sum);
                    self.declared.get_or_insert_with(|| value.range.clone());
                }
            }
            Kind::Pnr if self.document.push.leg.is_none() => self.waiting.push(record),
            Kind::Pnr => self.pnr(&record, log),
            _ => {}
        }
    }

    /// Takes the PNRs that waited, in their order.
    fn take_waiting(&mut self, log: &mut Log<'s, 'a>) {
        for record in std::mem::take(&mut self.waiting) {
            self.pnr(&record, log);
        }
    }

    fn pnr(&mut self, record: &Record<'s>, log: &mut Log<'s, 'a>) {
        let departure = self.document.push.leg.as_ref().map(|leg| leg.departure.time);
        let day = match departure {
            Some(Field::Valid(time)) => Some(time.date),
            _ => None,
        };
        let booking = Builder::booking(Values { log, options: self.options }, record, day);
        self.document.push.bookings.push(booking);
    }

    fn root(&mut self, record: &Record<'_>, values: &Values<'_, '_, 'a>) {
        let envelope = &mut self.document.envelope;
        let slots: [(&mut Option<_>, Slot); 8] = [
            (&mut envelope.version, Slot::Version),
            (&mut envelope.echo_token, Slot::EchoToken),
            (&mut envelope.time_stamp, Slot::TimeStamp),
            (&mut envelope.target, Slot::Target),
            (&mut envelope.transaction, Slot::Transaction),
            (&mut envelope.sequence, Slot::Sequence),
            (&mut envelope.correlation, Slot::Correlation),
            (&mut envelope.status, Slot::TransactionStatus),
        ];
        for (field, slot) in slots {
            if field.is_none() {
                *field = values.text(record, slot);
            }
        }
    }

    fn originator(&mut self, record: &Record<'_>, values: &Values<'_, '_, 'a>) {
        let Envelope { system, contact, .. } = &mut self.document.envelope;
        if self.document.push.sender.is_some() || system.is_some() || contact.is_some() {
            return;
        }
        *system = values.text(record, Slot::System);
        *contact = values.text(record, Slot::ContactInfo);
        let company = values.short(record, Slot::Company);
        self.document.push.sender =
            company.map(|company| Agency { company: Some(company), ..Agency::default() });
    }

    /// Takes the PNRs of a document that tells no flight, and compares their number.
    fn finish(mut self, log: &mut Log<'s, 'a>) -> Document<'a> {
        self.take_waiting(log);
        let push = &self.document.push;
        let counted = u64::try_from(push.bookings.len()).unwrap_or(u64::MAX);
        if let (Some(range), Some(declared)) = (&self.declared, push.declared)
            && declared != counted
        {
            let detail = Detail::Count { declared: Some(declared), counted };
            log.at(Rule::XmlPnrCount, range, detail);
        }
        if counted == 0 {
            log.at(Rule::XmlNoPnr, &(0..log.source.text().len()), Detail::None);
        }
        self.document
    }
}
