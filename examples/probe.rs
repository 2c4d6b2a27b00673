use paxgov::{ReadOptions, edifact::Interchange, paxlst::PassengerList, synth::Synth};
fn main() {
    let s = Synth::new(1).passenger_list(200);
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut t = 0;
    for _ in 0..n {
        let i = Interchange::parse(s.text.as_bytes()).unwrap();
        let m = i.messages().next().unwrap();
        t += PassengerList::read(&m, &ReadOptions::DEFAULT).unwrap().value.person_count();
    }
    println!("{} {} {}", s.text.len(), s.segments, t);
}
