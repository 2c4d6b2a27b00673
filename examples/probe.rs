use paxgov::{edifact::Interchange, paxlst::PassengerList, ReadOptions, model::Revealed};
fn main(){ for f in std::env::args().skip(1){ let b=std::fs::read(&f).unwrap(); let i=match Interchange::parse(&b){Ok(i)=>i,Err(e)=>{println!("{f}: {e}");continue}};
 for x in i.findings(){println!("  {x}")}
 for m in i.messages(){ match PassengerList::read(&m,&ReadOptions::DEFAULT){Ok(p)=>{ for x in &p.findings{println!("  {x}")} println!("{f} {}", serde_json::to_string(&Revealed(&p.value.to_manifest())).unwrap());},Err(e)=>println!("{f} {e}")}}}}
