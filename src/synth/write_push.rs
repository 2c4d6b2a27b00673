//! Pushes about a flight (PNRGOV): all bookings, or what changed since.

use super::messages::{Draft, released, spoken};
use super::people::dmy;
use super::traffic::{Reservation, Role, Traveller};

impl Draft<'_> {
    /// The body of a push.
    pub(super) fn push(&mut self, update: bool) {
        let traffic = self.traffic;
        let leg = &traffic.leg;
        let number = leg.number.to_string();
        let reservations: Vec<&Reservation> = traffic
            .reservations
            .iter()
            .filter(|one| if update { one.is_changed || one.is_cancelled } else { !one.is_cancelled })
            .collect();
        self.segment(if update { "MSG+:141" } else { "MSG+:22" });
        self.segment(&format!("ORG+{}:{}", leg.carrier, leg.from));
        self.tvl(leg.carrier, &number);
        self.segment(&format!("EQN+{}", reservations.len()));
        for reservation in reservations {
            self.segment("SRC");
            if reservation.is_cancelled {
                self.segment(&format!("RCI+{}:{}", leg.carrier, reservation.locator));
                self.segment("ORG");
                self.truth.cancelled.push(reservation.locator.clone());
            } else {
                self.reservation(reservation);
                self.truth.reservations.push(reservation.clone());
                self.truth.people.extend(reservation.travellers.iter().cloned());
            }
        }
    }

    fn reservation(&mut self, reservation: &Reservation) {
        let leg = &self.traffic.leg;
        let carrier = leg.carrier;
        let made = dmy(reservation.made);
        self.segment(&format!("RCI+{carrier}:{}::{made}:0930", reservation.locator));
        self.segment(&format!("DAT+700:{made}:0800+710:{made}:1010"));
        self.segment(&format!("IFT+4:28::{carrier}+CTCM {}", reservation.telephone));
        self.segment("ORG+1A:MUC+12345675:TASXX2100+TAS+1A:TAS+T+UZ:UZS+AA01");
        self.segment(&format!("ADD++700:{}:TASHKENT:::UZ:100060", released(&reservation.street)));
        for (n, traveller) in (1..).zip(&reservation.travellers) {
            let has_infant = reservation.travellers.iter().any(|infant| infant.lap_of == Some(n - 1));
            self.traveller(n, traveller, has_infant);
        }
        let number = leg.number;
        match reservation.operated_by {
            Some((operator, other)) if self.edition.has_tra() => {
                self.tvl(carrier, &format!("{number}:Y"));
                self.segment(&format!("TRA+{operator}+{other}:Y"));
            }
            Some((operator, _)) => self.tvl(&format!("{carrier}:{operator}"), &format!("{number}:Y")),
            None => self.tvl(carrier, &format!("{number}:Y")),
        }
        let seated: Vec<(usize, &str)> = (1..)
            .zip(&reservation.travellers)
            .filter_map(|(n, traveller)| traveller.seat.as_deref().map(|seat| (n, seat)))
            .collect();
        self.segment(&format!("RPI+{}+HK", seated.len()));
        self.segment("APD+320");
        let seats: Vec<String> = seated.iter().map(|(n, seat)| format!("{seat}::{n}")).collect();
        let (from, to) = (leg.from, leg.to);
        self.segment(&format!("SSR+SEAT:HK:{}:{carrier}:::{from}:{to}+{}", seated.len(), seats.join("+")));
        for infant in reservation.travellers.iter().filter(|one| one.role == Role::Infant) {
            let (name, born) = (request_name(infant), spoken(infant.born));
            let adult = infant.lap_of.unwrap_or(0) + 1;
            self.segment(&format!("SSR+INFT:HK:1:{carrier}:::{from}:{to}:{name} {born}+::{adult}"));
        }
        if let Some((_, other)) = reservation.operated_by.filter(|_| !self.edition.has_tra()) {
            // The old form: a second TVL with the operating flight only.
            self.segment(&format!("TVL+++++{other}:M"));
        }
        if reservation.is_checked_in {
            self.check_in(reservation, &seated);
        }
    }

    fn traveller(&mut self, n: usize, traveller: &Traveller, has_infant: bool) {
        let carrier = self.traffic.leg.carrier;
        let (title, kind) = match (traveller.role, traveller.sex) {
            (Role::Infant, 'M') => ("MSTR", "IN"),
            (Role::Infant, _) => ("MISS", "IN"),
            (Role::Child, 'M') => ("MSTR", "C"),
            (Role::Child, _) => ("MISS", "C"),
            (_, 'M') => ("MR", "A"),
            _ => ("MRS", "A"),
        };
        let given = traveller.name.given.join(" ");
        // A name of one word is sent without a title, so that the title is no name.
        let titled = if given.is_empty() { String::new() } else { format!("{given}{title}") };
        let infant = if has_infant { ":1" } else { "" };
        self.segment(&format!("TIF+{}+{titled}:{kind}:{n}{infant}", traveller.name.surname));
        if let Some(number) = &traveller.frequent {
            self.segment(&format!("FTI+{carrier}:{number}:::GOLD"));
        }
        self.segment(&format!("REF+:{}", traveller.unique_reference));
        let (state, sex) = (traveller.nationality, if traveller.role == Role::Infant { "I" } else { "" });
        self.segment(&format!(
            "SSR+DOCS:HK:1:{carrier}:::::/P/{state}/{}/{state}/{}/{}{sex}/{}/{}",
            traveller.document,
            spoken(traveller.born),
            traveller.sex,
            spoken(traveller.expiry),
            request_name(traveller),
        ));
        self.segment(&format!("TKT+{}:T:1", traveller.ticket));
        self.segment("MON+B:200.00:USD+T:260.00:USD");
        self.segment("TXD++40.00:::YQ+20.00:::UZ");
    }

    fn check_in(&mut self, reservation: &Reservation, seated: &[(usize, &str)]) {
        let leg = &self.traffic.leg;
        let (carrier, to) = (leg.carrier, leg.to);
        self.segment(&format!("DAT+2:{}:0400", dmy(leg.day)));
        self.segment(&format!("ORG+{carrier}++++A"));
        for &(n, seat) in seated {
            self.segment(&format!("TRI++{n}-{seat}:::{n}"));
            self.segment(&format!("SSD+{seat}++++Y"));
            let bags = n
                .checked_sub(1)
                .and_then(|at| reservation.travellers.get(at))
                .and_then(|one| one.bags.as_ref());
            if let Some((tag, count)) = bags {
                self.segment(&format!(
                    "TBD++{count}:{}:700++:+{carrier}:0999{tag}:{count}:{to}",
                    9 + 11 * count
                ));
            }
        }
    }
}

/// Surname, first given name and the others, as special requests write them.
fn request_name(traveller: &Traveller) -> String {
    let name = &traveller.name;
    let (first, others) =
        name.given.split_first().map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
    let others = others.join(" ");
    match (first.is_empty(), others.is_empty()) {
        (true, _) => name.surname.clone(),
        (_, true) => format!("{}/{first}", name.surname),
        _ => format!("{}/{first}/{others}", name.surname),
    }
}
