//! How ports and times make legs, in all the orders in which senders write them.

use super::list::PassengerList;
use super::table::{FlightPort, FlightTime, Transport};
use crate::codes::DocumentCode;

/// A leg: the transport, its ports and their times (PAXLST SG2 and SG3).
#[derive(Clone, Copy, Debug)]
pub struct Leg<'a> {
    /// The transport (TDT).
    pub transport: Option<Transport<'a>>,
    /// Where it departs.
    pub departure: Option<FlightPort<'a>>,
    /// When it departs.
    pub departs: Option<FlightTime<'a>>,
    /// Where it arrives.
    pub arrival: Option<FlightPort<'a>>,
    /// When it arrives.
    pub arrives: Option<FlightTime<'a>>,
}

/// What a port is in its leg.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Departure,
    Arrival,
    /// It ends one leg and begins the next.
    Both,
    /// Nothing says it; its turn decides.
    Open,
}

/// A port with its times.
#[derive(Clone, Copy)]
struct Call<'a> {
    port: FlightPort<'a>,
    departs: Option<FlightTime<'a>>,
    arrives: Option<FlightTime<'a>>,
    /// A time that is neither departure nor arrival.
    other: Option<FlightTime<'a>>,
}

impl<'a> Call<'a> {
    fn take(&mut self, time: FlightTime<'a>) {
        let slot = if time.is_departure() {
            &mut self.departs
        } else if time.is_arrival() {
            &mut self.arrives
        } else {
            &mut self.other
        };
        slot.get_or_insert(time);
    }

    fn part(&self) -> Part {
        match self.port.role().map(|value| value.code()) {
            Some(b"125" | b"5" | b"005") => Part::Departure,
            Some(b"87" | b"130" | b"8" | b"008") if self.departs.is_some() && self.arrives.is_some() => {
                Part::Both
            }
            Some(b"87" | b"130" | b"8" | b"008") => Part::Arrival,
            _ => match (self.departs, self.arrives) {
                (Some(_), Some(_)) => Part::Both,
                (Some(_), None) => Part::Departure,
                (None, Some(_)) => Part::Arrival,
                (None, None) => Part::Open,
            },
        }
    }
}

/// The calls of one transport, and the times that stand before its ports.
#[derive(Default)]
struct Group<'a> {
    transport: Option<Transport<'a>>,
    calls: Vec<Call<'a>>,
    early: Vec<FlightTime<'a>>,
}

pub(super) fn legs<'s>(list: &'s PassengerList<'_>) -> Vec<Leg<'s>> {
    let transports: Vec<_> = list.transports().collect();
    let mut groups: Vec<Group<'s>> = Vec::new();
    if transports.is_empty() {
        groups.push(Group::default());
    }
    groups
        .extend(transports.iter().map(|&transport| Group { transport: Some(transport), ..Group::default() }));
    let place = |transport: Option<u32>| transport.map_or(0, crate::span::usize_of);
    // Where each port went, by its number: group and call.
    let mut homes: Vec<Option<(usize, usize)>> = Vec::new();
    for port in list.ports() {
        let is_call = !is_place(list, &port);
        let home = groups.get_mut(place(port.transport())).filter(|_| is_call).map(|group| {
            group.calls.push(Call { port, departs: None, arrives: None, other: None });
            (place(port.transport()), group.calls.len() - 1)
        });
        homes.push(home);
    }
    for time in list.times() {
        match time.port() {
            Some(port) => {
                if let Some(Some((group, call))) = homes.get(crate::span::usize_of(port))
                    && let Some(call) = groups.get_mut(*group).and_then(|group| group.calls.get_mut(*call))
                {
                    call.take(time);
                }
            }
            None => {
                if let Some(group) = groups.get_mut(place(time.transport())) {
                    group.early.push(time);
                }
            }
        }
    }
    groups.iter_mut().flat_map(Group::legs).collect()
}

/// The places where the flight does not call, in their order, with the first time of each.
pub(super) fn places<'s>(list: &'s PassengerList<'_>) -> Vec<(FlightPort<'s>, Option<FlightTime<'s>>)> {
    let mut places: Vec<_> = (0..)
        .zip(list.ports())
        .filter(|(_, port)| is_place(list, port))
        .map(|(n, port)| (n, port, None))
        .collect();
    for time in list.times() {
        let found = time.port().and_then(|port| places.binary_search_by_key(&port, |&(n, ..)| n).ok());
        if let Some((_, _, at)) = found.and_then(|found| places.get_mut(found)) {
            at.get_or_insert(time);
        }
    }
    places.into_iter().map(|(_, port, at)| (port, at)).collect()
}

fn is_place(list: &PassengerList<'_>, port: &FlightPort<'_>) -> bool {
    let is_gate_pass = || list.document_code().and_then(|code| code.listed()) == Some(DocumentCode::GatePass);
    port.role().is_some_and(|role| is_place_role(role.code(), is_gate_pass))
}

/// True for the roles (3227) of filing and reporting locations, and for that of the place of a gate pass in a list that asks
/// for one.
pub(super) fn is_place_role(role: &[u8], is_gate_pass: impl FnOnce() -> bool) -> bool {
    match role {
        b"188" | b"172" => true,
        b"91" => is_gate_pass(),
        _ => false,
    }
}

impl<'a> Group<'a> {
    fn legs(&mut self) -> Vec<Leg<'a>> {
        self.share_times();
        let leg = |from: Option<Call<'a>>, to: Option<Call<'a>>| Leg {
            transport: self.transport,
            departure: from.map(|call| call.port),
            departs: from.and_then(|call| call.departs.or(call.other).or(call.arrives)),
            arrival: to.map(|call| call.port),
            arrives: to.and_then(|call| call.arrives.or(call.other).or(call.departs)),
        };
        // Pairs in the wrong order, arrival before departure, are still legs.
        let (pairs, rest) = self.calls.as_chunks::<2>();
        let is_swapped = |[first, second]: &[Call<'a>; 2]| {
            (first.part(), second.part()) == (Part::Arrival, Part::Departure)
        };
        if !pairs.is_empty() && rest.is_empty() && pairs.iter().all(is_swapped) {
            return pairs.iter().map(|&[arrival, departure]| leg(Some(departure), Some(arrival))).collect();
        }
        let mut legs = Vec::new();
        let mut open: Option<Call<'a>> = None;
        for &call in &self.calls {
            let part = match call.part() {
                Part::Open if open.is_some() => Part::Arrival,
                Part::Open => Part::Departure,
                part => part,
            };
            match part {
                Part::Departure | Part::Open => {
                    legs.extend(open.take().map(|call| leg(Some(call), None)));
                    open = Some(call);
                }
                Part::Arrival => legs.push(leg(open.take(), Some(call))),
                Part::Both => {
                    legs.push(leg(open.take(), Some(call)));
                    open = Some(call);
                }
            }
        }
        legs.extend(open.map(|call| leg(Some(call), None)));
        if legs.is_empty() && self.transport.is_some() {
            legs.push(leg(None, None));
        }
        legs
    }

    /// Gives times that stand elsewhere to the ports that have none.
    fn share_times(&mut self) {
        let [first, .., last] = self.calls.as_mut_slice() else { return };
        let without =
            |call: &Call<'_>| call.departs.is_none() && call.arrives.is_none() && call.other.is_none();
        // All behind the last port: the departure is that of the first.
        if without(first) && last.departs.is_some() && last.arrives.is_some() {
            first.departs = last.departs.take();
        } else if without(last) && first.departs.is_some() && first.arrives.is_some() {
            last.arrives = first.arrives.take();
        }
        for &time in &self.early {
            if time.is_departure() && first.departs.is_none() {
                first.departs = Some(time);
            }
            if time.is_arrival() && last.arrives.is_none() {
                last.arrives = Some(time);
            }
        }
    }
}

impl FlightTime<'_> {
    fn is_departure(&self) -> bool {
        self.is(b"189") || self.is(b"136")
    }

    fn is_arrival(&self) -> bool {
        self.is(b"232") || self.is(b"132")
    }

    /// The port that it follows.
    fn port(&self) -> Option<u32> {
        self.owner().filter(|(is_port, _)| *is_port).map(|(_, number)| number)
    }

    /// The transport that it follows when no port stands between.
    fn transport(&self) -> Option<u32> {
        self.owner().filter(|(is_port, _)| !*is_port).map(|(_, number)| number)
    }

    /// The two kinds of time have groups of their own: SG2 directly after the transport, SG3 after a port.
    fn owner(&self) -> Option<(bool, u32)> {
        Some((self.0.group() == super::table::PORT, self.0.context()?))
    }
}

impl FlightPort<'_> {
    /// The transport that it follows.
    fn transport(&self) -> Option<u32> {
        self.0.context()
    }
}
