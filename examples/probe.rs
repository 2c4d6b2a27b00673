use paxgov::{ReadOptions, edifact::Interchange, paxlst::PassengerList, pnrgov::PnrPush, validate::*};
fn main() {
    let prof = Profile::base();
    for f in std::env::args().skip(1) {
        let b = std::fs::read(&f).unwrap();
        println!("== {f}");
        for i in paxgov::edifact::Interchanges::new(&b, &paxgov::Limits::DEFAULT) {
            let i = match i {
                Ok(i) => i,
                Err(e) => {
                    println!("{f}: {e}");
                    continue;
                }
            };
            for x in judge_interchange(&i, &prof) {
                println!("  {x}")
            }
            for m in i.messages() {
                if let Ok(p) = PassengerList::read(&m, &ReadOptions::DEFAULT) {
                    for x in &p.findings {
                        println!("  {x}")
                    }
                    for x in validate(&p.value, &prof) {
                        println!("  {x}")
                    }
                } else if let Ok(p) = PnrPush::read(&m, &ReadOptions::DEFAULT) {
                    for x in &p.findings {
                        println!("  {x}")
                    }
                    for x in validate(&p.value, &prof) {
                        println!("  {x}")
                    }
                }
            }
        }
    }
}
