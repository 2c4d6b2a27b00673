//! Pushes of PNRs (PNRGOV) with all groups.

use super::people::{SynthPerson, dmmmy, dmy, ymd};
use super::{Flight, Sample, Synth, Writer};

/// What travellers of a flight of one booking have in common.
struct Party {
    people: Vec<SynthPerson>,
    locator: String,
}

impl Synth {
    /// A full push of `bookings` PNRs.
    pub fn pnr_push(&mut self, bookings: usize) -> Sample {
        let flight = self.flight();
        let reference = self.digits(9);
        let (date, ddmmyy) = (ymd(flight.departs), dmy(flight.departs));
        let mut out = Writer::default();
        out.text.push_str("UNA:+.?*'");
        out.envelope(&format!("UNB+IATA:1+{}+GOVPNR+{date}:0500+{reference}++PNRGOV", flight.carrier));
        out.envelope(&format!("UNG+PNRGOV+{}+GOVPNR+{date}:0500+{reference}+IA+15:1", flight.carrier));
        out.segment(&format!("UNH+1+PNRGOV:15:1:IA+{ddmmyy}/0500/{}/{}", flight.carrier, flight.number));
        out.segment("MSG+:22");
        out.segment(&format!("ORG+{}:TAS", flight.carrier));
        out.segment(&flight.tvl(&format!("{}+{}", flight.carrier, flight.number)));
        out.segment(&format!("EQN+{bookings}"));
        let mut people = Vec::new();
        for _ in 0..bookings {
            let party = self.party(&flight);
            self.write_pnr(&party, &flight, &mut out);
            people.extend(party.people);
        }
        let segments = out.segments + 1;
        out.segment(&format!("UNT+{segments}+1"));
        out.envelope(&format!("UNE+1+{reference}"));
        out.envelope(&format!("UNZ+1+{reference}"));
        Sample { text: out.text, people, bookings, segments, day: flight.departs }
    }

    fn party(&mut self, flight: &Flight) -> Party {
        let size = [1, 1, 1, 2, 2, 3, 4];
        let size: u64 = self.pick(&size);
        let family = self.surname();
        let surname = (size > 1 && self.chance(70)).then_some(family.as_str());
        let mut people = Vec::new();
        for n in 0..size {
            people.push(self.person(flight.departs, surname, if n < 2 { (18, 80) } else { (3, 17) }));
        }
        Party { people, locator: self.locator() }
    }

    fn write_pnr(&mut self, party: &Party, flight: &Flight, out: &mut Writer) {
        let (carrier, count) = (flight.carrier, party.people.len());
        let made = flight.departs - chrono::Days::new(10 + self.below(90));
        out.segment("SRC");
        out.segment(&format!("RCI+{carrier}:{}::{}:0930+1A:{}", party.locator, dmy(made), self.locator()));
        if self.chance(25) {
            out.segment(&format!("SSR+OTHS:HK::{carrier}:::::PLEASE CALL 998 90 {}", self.digits(7)));
        }
        out.segment(&format!("DAT+700:{}:0800+710:{}:1010", dmy(made), dmy(made)));
        out.segment(&format!("IFT+4:28::{carrier}+CTCM 998{}", self.digits(9)));
        out.segment(&format!(
            "ORG+1A:MUC+{}:TASXX{}+TAS+1A:TAS+T+UZ:UZS+AA01",
            self.digits(8),
            self.digits(4)
        ));
        out.segment(&format!(
            "ADD++700:{} NAVOI STREET:TASHKENT:::UZ:{}",
            1 + self.below(90),
            self.digits(6)
        ));
        for (n, person) in (1..).zip(&party.people) {
            self.write_traveller(n, person, flight, out);
        }
        for (n, leg) in
            [(0, flight.clone()), (1, self.onward(flight))].into_iter().take(1 + usize::from(self.chance(60)))
        {
            out.segment(&leg.tvl(&format!("{carrier}+{}:Y", leg.number)));
            if self.chance(20) {
                out.segment(&format!("TRA+YY+{}:Y", 2000 + self.below(900)));
            }
            out.segment(&format!("RPI+{count}+HK"));
            out.segment("APD+320");
            let letter = self.word(b"ABCDEF", 1);
            let row = 1 + self.below(38);
            let seats: Vec<String> = (1..=count).map(|n| format!("{row}{letter}::{n}:W")).collect();
            out.segment(&format!(
                "SSR+SEAT:HK:{count}:{carrier}:::{}:{}+{}",
                leg.from,
                leg.to,
                seats.join("+")
            ));
            if n == 0 && self.chance(70) {
                self.write_check_in(party, flight, row, &letter, out);
            }
        }
        if self.chance(40) {
            for n in 0..=self.below(3) {
                out.segment(&format!(
                    "LTS+{n}/O/NM/{}",
                    party.people.first().map_or("X", |p| p.surname.as_str())
                ));
            }
        }
    }

    fn onward(&mut self, flight: &Flight) -> Flight {
        let mut next = self.flight();
        next.carrier = flight.carrier;
        next.from = flight.to;
        next.departs = flight.departs + chrono::Days::new(1 + self.below(9));
        next
    }

    fn write_traveller(&mut self, n: u32, person: &SynthPerson, flight: &Flight, out: &mut Writer) {
        let carrier = flight.carrier;
        let title = if person.sex == 'M' { "MR" } else { "MRS" };
        out.segment(&format!("TIF+{}+{}{title}:A:{n}", person.surname, person.given));
        if self.chance(30) {
            out.segment(&format!("FTI+{carrier}:{}:::GOLD", self.digits(9)));
        }
        out.segment(&format!("IFT+4:15:0+{} {carrier} {} 200.00USD200.00END", flight.from, flight.to));
        out.segment(&format!("REF+:{}", self.word(b"0123456789ABCDEF", 16)));
        out.segment("FAR+A+35++++YOW");
        let (first, second) = person.given.split_once(' ').unwrap_or((&person.given, ""));
        out.segment(&format!(
            "SSR+DOCS:HK:1:{carrier}:::::/P/{}/{}/{}/{}/{}/{}/{}/{first}/{second}",
            person.nationality,
            person.document,
            person.nationality,
            dmmmy(person.born),
            person.sex,
            dmmmy(person.expiry),
            person.surname
        ));
        if self.chance(20) {
            out.segment(&format!(
                "SSR+DOCA:HK:1:{carrier}:::::/D/{}/12 HIGH STREET/CITY//1010",
                person.nationality
            ));
        }
        if self.chance(10) {
            out.segment(&format!("SSR+VGML:HK:1:{carrier}"));
        }
        if self.chance(10) {
            out.segment(&format!(
                "SSR+CTCE:HK:1:{carrier}:::::{}//MAIL.EXAMPLE",
                person.surname.replace(' ', "..")
            ));
        }
        let ticket = self.digits(10);
        out.segment(&format!("SSR+TKNE:HK:1:{carrier}:::::999{ticket}C1"));
        out.segment(&format!("TKT+999{ticket}:T:1"));
        out.segment("MON+B:200.00:USD+T:260.00:USD");
        out.segment(&format!("PTK+NR++{}:2200+{carrier}+999+TAS", dmy(flight.departs)));
        out.segment("TXD++40.00:::YQ+20.00:::UZ");
        out.segment(&format!("DAT+710:{}:1010", dmy(flight.departs - chrono::Days::new(5))));
        out.segment(&format!("FOP+CC::260.00:VI:XXXXXXXXXXXX{}:0930", self.digits(4)));
    }

    fn write_check_in(&mut self, party: &Party, flight: &Flight, row: u64, letter: &str, out: &mut Writer) {
        out.segment(&format!("DAT+2:{}:0400", dmy(flight.departs)));
        out.segment(&format!("ORG+{}++++A", flight.carrier));
        for (n, _) in (1..).zip(&party.people) {
            let sequence = format!("{}-{:03}", flight.from, self.below(300));
            out.segment(&format!("TRI++{sequence}:::{n}"));
            out.segment(&format!("SSD+{row}{letter}++++Y"));
            let tag = self.digits(10);
            out.segment(&format!(
                "TBD++1:{}:700++HP:{sequence}+{}:{tag}:1:{}",
                8 + self.below(20),
                flight.carrier,
                flight.to
            ));
            let _: u32 = n;
        }
    }
}

impl Flight {
    /// A TVL with this flight's day, times and ports.
    fn tvl(&self, rest: &str) -> String {
        let day = dmy(self.departs);
        let (departure, arrival) = (self.departure, self.arrival);
        format!(
            "TVL+{day}:{:02}{:02}:{day}:{:02}{:02}+{}+{}+{rest}",
            departure.0, departure.1, arrival.0, arrival.1, self.from, self.to
        )
    }
}
