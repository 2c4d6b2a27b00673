//! Lists about a flight (PAXLST): passengers, crew, close-outs, master crew lists, gate passes.

use super::messages::{Draft, Kind, released};
use super::people::ymd;
use super::traffic::{Reservation, Role, Spelled, Traveller};

impl Draft<'_> {
    /// The body of a list.
    pub(super) fn list(&mut self, kind: Kind) {
        let traffic = self.traffic;
        let reference = &traffic.reference;
        let (code, function) = match kind {
            Kind::PassengerChange => ("745", "CP"),
            Kind::CancelledReservation => ("745", "XR"),
            Kind::Reduction => ("745", "RP"),
            Kind::CrewList => ("250", "C"),
            Kind::OnBoard => ("266", "CLOB"),
            Kind::NotOnBoard => ("266", "CLNB"),
            Kind::Closed => ("266", "CL"),
            Kind::CancelledFlight => ("266", "XF"),
            Kind::ChangedFlight => ("266", "CF"),
            Kind::MasterCrewList => ("336", "G"),
            Kind::GatePass => ("655", ""),
            _ => ("745", ""),
        };
        self.segment(&if function.is_empty() {
            format!("BGM+{code}")
        } else {
            format!("BGM+{code}+{function}")
        });
        self.segment(&format!("RFF+TN:{reference}"));
        self.segment("NAD+MS+++OPERATIONS DESK");
        self.segment("COM+43 1 555 0100:TE+43 1 555 0101:FX");
        let leg = &traffic.leg;
        if kind == Kind::MasterCrewList {
            self.segment(&format!("TDT+20+{}01MCL+++{}", leg.carrier, leg.carrier));
            for (role, port) in [("188", "XXX"), ("172", leg.to)] {
                self.segment(&format!("LOC+{role}+{port}"));
                self.segment(&format!("DTM+554:{}0800:201", ymd(leg.day)));
            }
        } else {
            self.segment(&format!("TDT+20+{}{}+++{}", leg.carrier, leg.number, leg.carrier));
            if kind == Kind::GatePass {
                self.segment(&format!("LOC+91+{}", leg.from));
                self.segment(&format!("DTM+554:{}{}:201", ymd(leg.day), Self::clock(leg.departure)));
            } else {
                self.calls();
            }
        }
        let crew = || traffic.crew.iter().map(|member| (None, member));
        let passengers =
            || traffic.passengers().map(|(reservation, traveller)| (Some(reservation), traveller));
        match kind {
            Kind::CrewList | Kind::MasterCrewList => self.people(kind, crew()),
            Kind::PassengerChange | Kind::CancelledReservation | Kind::Reduction | Kind::GatePass => {
                self.people(kind, passengers().take(1));
            }
            Kind::OnBoard => {
                self.people(kind, passengers().filter(|(r, _)| r.is_some_and(|r| r.is_checked_in)));
            }
            Kind::NotOnBoard => {
                self.people(kind, passengers().filter(|(r, _)| r.is_some_and(|r| !r.is_checked_in)));
            }
            Kind::Closed | Kind::CancelledFlight | Kind::ChangedFlight => {}
            _ => self.people(kind, passengers()),
        }
        let counted = if matches!(kind, Kind::CrewList | Kind::MasterCrewList) { "41" } else { "42" };
        let count = self.truth.people.len();
        self.segment(&format!("CNT+{counted}:{count}"));
    }

    fn people<'p>(
        &mut self,
        kind: Kind,
        people: impl Iterator<Item = (Option<&'p Reservation>, &'p Traveller)>,
    ) {
        for (reservation, traveller) in people {
            match kind {
                Kind::OnBoard => {
                    self.segment("NAD+ZZZ");
                    self.references(reservation, traveller, false);
                }
                Kind::NotOnBoard => {
                    let name = self.name(traveller);
                    self.segment(&format!("NAD+FL+++{name}"));
                    self.references(reservation, traveller, false);
                }
                _ => self.person(kind, reservation, traveller),
            }
            self.truth.people.push(traveller.clone());
        }
    }

    /// The components of a name, in the writing of the edition.
    fn name(&self, traveller: &Traveller) -> String {
        let Spelled { surname, given } =
            if self.edition.is_original() { &traveller.original } else { &traveller.name };
        let parts: Vec<String> = std::iter::once(surname).chain(given).map(|part| released(part)).collect();
        parts.join(":")
    }

    fn references(&mut self, reservation: Option<&Reservation>, traveller: &Traveller, with_seat: bool) {
        if let Some(reservation) = reservation {
            self.segment(&format!("RFF+AVF:{}", reservation.locator));
        }
        self.segment(&format!("RFF+ABO:{}", traveller.unique_reference));
        if let Some(seat) = traveller.seat.as_ref().filter(|_| with_seat) {
            self.segment(&format!("RFF+SEA:{seat}"));
        }
    }

    fn person(&mut self, kind: Kind, reservation: Option<&Reservation>, traveller: &Traveller) {
        let leg = &self.traffic.leg;
        let (from, to, carrier, reference_day) = (leg.from, leg.to, leg.carrier, leg.day);
        let is_crew = traveller.role == Role::Crew;
        let role = if is_crew { "FM" } else { "FL" };
        let name = self.name(traveller);
        let state = traveller.nationality;
        match reservation {
            // The address where the person stays.
            Some(reservation) if traveller.frequent.is_some() => self.segment(&format!(
                "NAD+{role}+++{name}+{}+TASHKENT++100060+UZB",
                released(&reservation.street)
            )),
            _ => self.segment(&format!("NAD+{role}+++{name}")),
        }
        self.segment(&format!("ATT+2++{}", traveller.sex));
        self.segment(&format!("DTM+329:{}", ymd(traveller.born)));
        let has_journey = !matches!(kind, Kind::MasterCrewList | Kind::GatePass);
        if let Some((tag, count)) = &traveller.bags {
            self.segment(&format!("MEA+CT++:{count}"));
            self.segment(&format!("MEA+WT++KGM:{}", 9 + 11 * count));
            self.segment("GEI+4+173");
            self.segment(&format!("FTX+BAG+++{carrier}{tag}:{count}"));
        }
        if has_journey {
            self.segment(&format!("LOC+22+{to}"));
        }
        self.segment(&format!("LOC+174+{state}"));
        if has_journey {
            self.segment(&format!("LOC+178+{from}"));
            self.segment(&format!("LOC+179+{to}"));
        }
        if is_crew {
            self.segment(&format!("LOC+180+{state}+:::OLDTOWN"));
            self.segment("EMP+1+CR2:110:111");
        }
        self.segment(&format!("NAT+2+{state}"));
        if kind != Kind::MasterCrewList {
            self.references(reservation, traveller, true);
        }
        self.segment(&format!("DOC+P:110:111+{}", traveller.document));
        self.segment(&format!("DTM+36:{}", ymd(traveller.expiry)));
        self.segment(&format!("LOC+91+{state}"));
        if kind == Kind::MasterCrewList {
            self.segment(&format!("DOC+L:110:111+{}L", traveller.document));
            self.segment(&format!("DTM+36:{}", ymd(reference_day + chrono::Days::new(900))));
            self.segment(&format!("LOC+91+{state}"));
        }
    }
}
