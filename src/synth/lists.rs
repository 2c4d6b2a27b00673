//! Passenger and crew lists (PAXLST) with the full mix of segments.

use super::people::{SynthPerson, ymd};
use super::{Flight, Sample, Synth, Writer};

impl Synth {
    /// A passenger list with `people` passengers.
    pub fn passenger_list(&mut self, people: usize) -> Sample {
        self.list(people, false)
    }

    /// A crew list with `people` crew.
    pub fn crew_list(&mut self, people: usize) -> Sample {
        self.list(people, true)
    }

    fn list(&mut self, people: usize, crew: bool) -> Sample {
        let flight = self.flight();
        let reference = self.digits(9);
        let date = ymd(flight.departs);
        let mut out = Writer::default();
        out.text.push_str("UNA:+.? '");
        out.envelope(&format!("UNB+UNOA:4+{}AIR+GOVAPIS+{date}:0600+{reference}++APIS", flight.carrier));
        out.envelope(&format!("UNG+PAXLST+{}AIR+GOVAPIS+{date}:0600+1+UN+D:05B", flight.carrier));
        out.segment(&format!(
            "UNH+{reference}+PAXLST:D:05B:UN:IATA+{}{}/{date}/{:02}{:02}",
            flight.carrier, flight.number, flight.departure.0, flight.departure.1
        ));
        out.segment(if crew { "BGM+250+C" } else { "BGM+745" });
        out.segment(&format!("RFF+TN:{}", self.digits(10)));
        out.segment("NAD+MS+++OPERATIONS DESK");
        out.segment("COM+43 1 555 0100:TE+43 1 555 0101:FX");
        write_flight(&flight, &mut out);
        let mut list = Vec::with_capacity(people);
        for _ in 0..people {
            let mut person = self.person(flight.departs, None, if crew { (22, 60) } else { (1, 85) });
            person.is_crew = crew;
            self.write_person(&person, &flight, &mut out);
            list.push(person);
        }
        out.segment(&format!("CNT+{}:{people}", if crew { 41 } else { 42 }));
        let segments = out.segments + 1;
        out.segment(&format!("UNT+{segments}+{reference}"));
        out.envelope("UNE+1+1");
        out.envelope(&format!("UNZ+1+{reference}"));
        Sample { text: out.text, people: list, bookings: 0, segments, day: flight.departs }
    }

    fn write_person(&mut self, person: &SynthPerson, flight: &Flight, out: &mut Writer) {
        let role = if person.is_crew { "FM" } else { "FL" };
        let given = person.given.replace(' ', ":");
        if self.chance(30) {
            let house = 1 + self.below(180);
            let street = if self.chance(20) { "ST JOHN?'S ROAD" } else { "NAVOI STREET" };
            out.segment(&format!(
                "NAD+{role}+++{}:{given}+{house} {street}+TASHKENT++{}+{}",
                person.surname,
                self.digits(6),
                person.nationality
            ));
        } else {
            out.segment(&format!("NAD+{role}+++{}:{given}", person.surname));
        }
        out.segment(&format!("ATT+2++{}", person.sex));
        out.segment(&format!("DTM+329:{}", ymd(person.born)));
        let bags = if person.is_crew || self.chance(30) { 0 } else { 1 + self.below(3) };
        if bags > 0 {
            out.segment(&format!("MEA+CT++:{bags}"));
            out.segment(&format!("MEA+WT++KGM:{}", bags * (8 + self.below(15))));
        }
        out.segment(if self.chance(85) { "GEI+4+173" } else { "GEI+4+174" });
        if bags > 0 {
            out.segment(&format!("FTX+BAG+++{}{}:{bags}", flight.carrier, self.digits(6)));
        }
        out.segment(&format!("LOC+178+{}", flight.from));
        out.segment(&format!("LOC+22+{}", flight.to));
        out.segment(&format!("LOC+174+{}", person.nationality));
        out.segment(&format!("LOC+179+{}", flight.to));
        if person.is_crew {
            out.segment(&format!("LOC+180+{}+:::TASHKENT", person.nationality));
        }
        if self.chance(20) {
            out.segment(&format!("COM+998 90 {}:TE", self.digits(7)));
        }
        if person.is_crew {
            out.segment("EMP+1+CR2:110:111");
        }
        out.segment(&format!("NAT+2+{}", person.nationality));
        out.segment(&format!("RFF+AVF:{}", self.locator()));
        out.segment(&format!("RFF+ABO:{}{}", flight.carrier, self.digits(10)));
        if !person.is_crew {
            let letter = self.word(b"ABCDEF", 1);
            out.segment(&format!("RFF+SEA:{}{letter}", 1 + self.below(40)));
        }
        out.segment(&format!("DOC+P:110:111+{}", person.document));
        out.segment(&format!("DTM+36:{}", ymd(person.expiry)));
        out.segment(&format!("LOC+91+{}", person.nationality));
        if self.chance(15) {
            out.segment(&format!("DOC+V:110:111+{}", self.digits(9)));
            out.segment(&format!("DTM+36:{}", ymd(person.expiry)));
            out.segment("LOC+91+UZB");
        }
    }
}

fn write_flight(flight: &Flight, out: &mut Writer) {
    let date = ymd(flight.departs);
    out.segment(&format!("TDT+20+{}{}+++{}", flight.carrier, flight.number, flight.carrier));
    out.segment(&format!("LOC+125+{}", flight.from));
    out.segment(&format!("DTM+189:{date}{:02}{:02}:201", flight.departure.0, flight.departure.1));
    out.segment(&format!("LOC+87+{}", flight.to));
    out.segment(&format!("DTM+232:{date}{:02}{:02}:201", flight.arrival.0, flight.arrival.1));
}
