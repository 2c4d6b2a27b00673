use paxgov::{ReadOptions, edifact::Interchange, model::Revealed, paxlst::PassengerList, pnrgov::PnrPush};
fn main() {
    for f in std::env::args().skip(1) {
        let b = std::fs::read(&f).unwrap();
        let i = match Interchange::parse(&b) {
            Ok(i) => i,
            Err(e) => {
                println!("{f}: {e}");
                continue;
            }
        };
        for m in i.messages() {
            if let Ok(p) = PassengerList::read(&m, &ReadOptions::DEFAULT) {
                println!("{}", serde_json::to_string(&Revealed(&p.value.to_manifest())).unwrap());
            } else if let Ok(p) = PnrPush::read(&m, &ReadOptions::DEFAULT) {
                for x in &p.findings {
                    eprintln!("{x}")
                }
                println!("{}", serde_json::to_string(&Revealed(&p.value.to_model())).unwrap());
            }
        }
    }
}
