//! Speed and memory on synthetic lists.

use std::collections::HashSet;
use std::hint::black_box;
use std::time::Instant;

use paxgov::codes::StateCode;
use paxgov::model::{BirthDate, Field, Passenger, PersonName, Personal};
use paxgov::watchlist::{
    BirthSpec, Entry, EntryName, LostDocuments, NameQuality, Policy, Watchlist, token_distance,
};
use rapidfuzz::distance::jaro_winkler;
use stats_alloc::Region;

use super::{Args, Draw, GLOBAL, row};

/// Tokens of the synthetic people, with the share of each.
struct Tokens {
    words: Vec<String>,
    /// Sums of the shares, ascending to 1.
    sums: Vec<f64>,
}

/// Names from which letters are learnt when no set is given.
const SEED_NAMES: &str = "MUHAMMAD ABDULLAH KARIMOV YUSUPOVA GONZALEZ FERNANDEZ KOWALSKI NOVAKOVA ANDERSSON SCHNEIDER \
    BAKHTIYOR NURSULTAN TCHAIKOVSKY DELACROIX VENKATARAMAN YAMAMOTO NAKAGAWA OKONKWO ADEBAYO HAQQANI TIKRITI \
    MAHMOUDZADEH EREKEYEV TOKHTASINOV PAPADOPOULOS IOANNIDIS CEAUSESCU HORVATHOVA BALOGH";

/// Distinct tokens that are drawn from.
const DISTINCT: usize = 700_000;

/// How far the head of the shares is flattened at most.
const MOST_FLAT: f64 = 1000.0;

impl Tokens {
    /// Words by a chain of letters learnt from `names`; shares like one over the rank, with the head flattened until the
    /// sum of squares is that of real lists.
    fn new(names: &[String], draw: &mut Draw) -> Self {
        use std::collections::HashMap;
        let mut chain: HashMap<[u8; 3], Vec<u8>> = HashMap::new();
        for name in names {
            let mut last = *b"^^^";
            for byte in name.bytes().chain(std::iter::once(b'$')) {
                chain.entry(last).or_default().push(byte);
                last = [last[1], last[2], byte];
            }
        }
        let mut seen = HashSet::new();
        let mut words = Vec::new();
        // Few names to learn from do not give that many words: then there are fewer.
        let mut tries = 0;
        while words.len() < DISTINCT && tries < 20 * DISTINCT {
            tries += 1;
            let (mut last, mut word) = (*b"^^^", String::new());
            loop {
                let next = &chain[&last];
                let byte = next[draw.below(next.len())];
                if byte == b'$' || word.len() > 14 {
                    break;
                }
                word.push(char::from(byte));
                last = [last[1], last[2], byte];
            }
            if word.len() >= 3 && seen.insert(word.clone()) {
                words.push(word);
            }
        }
        let shares = |flat: f64| -> Vec<f64> {
            let raw: Vec<f64> = (0..words.len()).map(|rank| 1.0 / (rank as f64 + flat)).collect();
            let sum: f64 = raw.iter().sum();
            raw.into_iter().map(|share| share / sum).collect()
        };
        let squares = |shares: &[f64]| shares.iter().map(|share| share * share).sum::<f64>();
        let mut flat = 1.0;
        // Few words are never shared as evenly as that.
        while flat < MOST_FLAT && squares(&shares(flat + 0.1)) >= 0.0024 {
            flat += 0.1;
        }
        let shares = shares(flat);
        println!("<!-- {} words, sum of squared token shares {:.5} -->", words.len(), squares(&shares));
        let mut sum = 0.0;
        let sums = shares
            .iter()
            .map(|share| {
                sum += share;
                sum
            })
            .collect();
        Self { words, sums }
    }

    fn draw(&self, draw: &mut Draw) -> &str {
        let at = draw.unit();
        let rank = self.sums.partition_point(|sum| *sum < at);
        &self.words[rank.min(self.words.len() - 1)]
    }
}

#[derive(Clone)]
struct Person {
    family: String,
    given: String,
    born: (i32, u32, u32),
}

impl Person {
    fn draw(tokens: &Tokens, draw: &mut Draw) -> Self {
        let more = match draw.below(10) {
            0..4 => 1,
            4..8 => 2,
            _ => 3,
        };
        let given: Vec<&str> = (0..more).map(|_| tokens.draw(draw)).collect();
        let born = (1935 + draw.below(75) as i32, 1 + draw.below(12) as u32, 1 + draw.below(28) as u32);
        Self { family: tokens.draw(draw).to_owned(), given: given.join(" "), born }
    }

    fn entry(&self, n: usize, draw: &mut Draw) -> Entry {
        let entry = Entry::new("SYNTH", n.to_string());
        let single = draw.below(100) < 2;
        let name = if single {
            EntryName::full(NameQuality::Primary, self.family.clone())
        } else {
            EntryName::parts(NameQuality::Primary, self.family.clone(), self.given.clone())
        };
        let (year, month, day) = self.born;
        let entry = entry.with_name(name);
        match draw.below(20) {
            0 => entry,
            1..4 => entry.with_birth(BirthSpec::Date(BirthDate::new(year, None, None).unwrap())),
            _ => entry.with_birth(BirthSpec::Date(BirthDate::new(year, Some(month), Some(day)).unwrap())),
        }
    }

    fn passenger(&self, dated: bool) -> Passenger<'static> {
        let mut passenger =
            Passenger::named(PersonName::new(self.family.clone().into(), [self.given.clone().into()]));
        if dated {
            let (year, month, day) = self.born;
            passenger.birth_date =
                Field::Valid(Personal(BirthDate::new(year, Some(month), Some(day)).unwrap()));
        }
        passenger
    }

    /// The same person as another system writes him.
    fn altered(&self, draw: &mut Draw) -> Self {
        let mut other = self.clone();
        match draw.below(5) {
            0 => std::mem::swap(&mut other.family, &mut other.given),
            1 => {
                let at = draw.below(other.family.len());
                let letter = other.family.remove(at);
                other.family.insert(draw.below(other.family.len().max(1)).min(at), letter);
            }
            2 if other.family.len() > 4 => drop(other.family.remove(1 + draw.below(other.family.len() - 1))),
            3 => {
                let at = draw.below(other.family.len());
                let letter = other.family.as_bytes()[at];
                other.family.insert(at, char::from(letter));
            }
            _ => other.family = other.family.replacen('I', "Y", 1).replacen('U', "OU", 1),
        }
        other
    }
}

fn percentile(sorted: &[f64], share: f64) -> f64 {
    sorted[((sorted.len() - 1) as f64 * share) as usize]
}

pub(crate) fn run(args: &Args) {
    let mut draw = Draw(args.seed);
    let set = args.file(args.variant_groups.as_ref(), "variant_groups.txt");
    let text =
        set.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_else(|| SEED_NAMES.to_owned());
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic())
        .map(|word| paxgov::model::transliterate(word).into_owned())
        .filter(|word| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_uppercase()))
        .collect();
    let tokens = Tokens::new(&words, &mut draw);
    let pairs = 300_000;
    let word = |draw: &mut Draw| draw.below(tokens.words.len());
    let met = (0..pairs)
        .map(|_| (word(&mut draw), word(&mut draw)))
        .filter(|(a, b)| a != b && token_distance(&tokens.words[*a], &tokens.words[*b]).is_some())
        .count();
    println!(
        "<!-- {:.0} of a million pairs of its tokens are alike -->",
        met as f64 / f64::from(pairs) * 1e6
    );
    for &entries in &args.entries {
        list(args, entries, &tokens, &mut draw);
    }
    if args.documents > 0 {
        documents(args, &mut draw);
    }
}

fn list(args: &Args, entries: usize, tokens: &Tokens, draw: &mut Draw) {
    let people: Vec<Person> = (0..entries).map(|_| Person::draw(tokens, draw)).collect();
    let distinct: HashSet<&str> =
        people.iter().flat_map(|person| person.given.split(' ').chain([person.family.as_str()])).collect();
    println!("<!-- {entries} entries, {} distinct tokens -->", distinct.len());
    drop(distinct);
    let mut entry_draw = draw.clone();
    let region = Region::new(GLOBAL);
    let start = Instant::now();
    let built = people.iter().enumerate().map(|(n, person)| person.entry(n, &mut entry_draw));
    let list = Watchlist::build(built, "1", Policy::default());
    let took = start.elapsed().as_secs_f64();
    let change = region.change();
    let bytes = change.bytes_allocated as f64 - change.bytes_deallocated as f64;
    row(
        &format!("build, {entries} entries, entries drawn as it goes"),
        &format!("{took:.1} s"),
        "1M: <= 20 s",
    );
    row(
        &format!("memory of entries, names and index, {entries} names"),
        &format!("{:.0} bytes a name", bytes / entries as f64),
        "<= 150",
    );
    for (what, share, target) in [
        ("15 % without a birth date", 85, "1M: mean <= 20, p99 <= 400; 100k: mean <= 5"),
        ("names only", 0, "1M: mean <= 80"),
    ] {
        if args.dated_only && share == 0 {
            continue;
        }
        let mut truth = Vec::new();
        let queries: Vec<Passenger<'_>> = (0..args.queries)
            .map(|n| {
                let dated = draw.below(100) < share;
                if n % 100 == 0 {
                    let number = draw.below(people.len());
                    truth.push((n, number));
                    people[number].altered(draw).passenger(dated)
                } else {
                    Person::draw(tokens, draw).passenger(dated)
                }
            })
            .collect();
        let mut times: Vec<f64> = Vec::with_capacity(args.queries);
        let mut hits = 0;
        let mut met: Vec<Vec<String>> = Vec::new();
        for (n, query) in queries.iter().enumerate() {
            let start = Instant::now();
            let screening = black_box(list.screen(black_box(query)));
            times.push(start.elapsed().as_secs_f64() * 1e6);
            hits += screening.hits.len();
            if n % 100 == 0 {
                met.push(screening.hits.iter().map(|hit| hit.entry.id.clone()).collect());
            }
        }
        let found =
            truth.iter().zip(&met).filter(|((_, number), met)| met.contains(&number.to_string())).count();
        let mean = times.iter().sum::<f64>() / args.queries as f64;
        times.sort_by(f64::total_cmp);
        row(
            &format!("one person against {entries}, {what}"),
            &format!(
                "mean {mean:.1} us, p50 {:.1}, p99 {:.0}, most {:.0}; {hits} hits, {:.0} ns to read the entry of one; \
                 {found} of {} altered found",
                percentile(&times, 0.5),
                percentile(&times, 0.99),
                percentile(&times, 1.0),
                reading(&list, &queries),
                truth.len(),
            ),
            target,
        );
    }
    if !args.dated_only {
        saved(&list, entries);
        alternatives(&people, tokens, draw);
    }
}

/// Nanoseconds to read the entry of a hit, which is read when it is looked at.
fn reading(list: &Watchlist, queries: &[Passenger<'_>]) -> f64 {
    let (mut sum, mut read) = (0.0, 0_usize);
    for query in queries.iter().take(1000) {
        let hits = list.screen(query).hits;
        let start = Instant::now();
        for hit in &hits {
            black_box(hit.entry.names.len());
        }
        sum += start.elapsed().as_secs_f64() * 1e9;
        read += hits.len();
    }
    sum / read.max(1) as f64
}

/// Saving and loading.
fn saved(list: &Watchlist, entries: usize) {
    let key = [7; 16];
    let file = list.save(&key);
    let start = Instant::now();
    let loaded = black_box(Watchlist::load(black_box(&file), &key, Policy::default()));
    let took = start.elapsed().as_secs_f64();
    assert!(loaded.is_ok(), "the saved list is not read");
    row(
        &format!("saved list of {entries} entries: size, ready after"),
        &format!("{:.0} MB, {took:.2} s", file.len() as f64 / 1e6),
        "1M: <= 2 s",
    );
}

/// Lost documents: lookups of which one in a hundred is listed.
fn documents(args: &Args, draw: &mut Draw) {
    let number = |draw: &mut Draw| {
        let letters = |draw: &mut Draw| char::from(b'A' + draw.below(26) as u8);
        format!("{}{}{:07}", letters(draw), letters(draw), draw.below(10_000_000))
    };
    let state = StateCode::from_alpha3(b"UTO");
    let region = Region::new(GLOBAL);
    let mut list = LostDocuments::builder(args.documents);
    let mut some = Vec::with_capacity(args.documents / KEPT + 1);
    for line in 0..args.documents {
        let number = number(draw);
        list.add(&number, state, "LOST", line as u32);
        if line % KEPT == 0 {
            some.push(number);
        }
    }
    let list = list.build();
    let change = region.change();
    let kept: usize =
        some.iter().map(String::capacity).sum::<usize>() + some.capacity() * size_of::<String>();
    let bytes = change.bytes_allocated as f64 - change.bytes_deallocated as f64 - kept as f64;
    for (share, what, target) in [
        (100, ", verified, with the check-digit folding", "<= 250 ns, <= 24 bytes"),
        (1, ", each of them listed", "-"),
    ] {
        let asked: Vec<String> = (0..1_000_000)
            .map(|n| if n % share == 0 { some[draw.below(some.len())].clone() } else { number(draw) })
            .collect();
        let start = Instant::now();
        let found =
            asked.iter().filter(|number| !black_box(list.find(black_box(number), state)).is_empty()).count();
        let nanos = start.elapsed().as_secs_f64() * 1e9 / asked.len() as f64;
        row(
            &format!("document lookup among {}{what}", args.documents),
            &format!(
                "{nanos:.0} ns; {:.1} bytes a document; {found} of 1000000 listed",
                bytes / args.documents as f64
            ),
            target,
        );
    }
}

/// One in so many documents is kept, to be asked for.
const KEPT: usize = 10;

/// Every name looked at.
fn alternatives(people: &[Person], tokens: &Tokens, draw: &mut Draw) {
    let entries = people.len();
    let names: Vec<String> =
        people.iter().map(|person| format!("{} {}", person.family, person.given)).collect();
    let sorted = |name: &str| {
        let mut tokens: Vec<&str> = name.split(' ').collect();
        tokens.sort_unstable();
        tokens.join(" ")
    };
    let sorted_names: Vec<String> = names.iter().map(|name| sorted(name)).collect();
    let few = 10;
    let asked: Vec<String> =
        (0..few).map(|_| Person::draw(tokens, draw)).map(|p| format!("{} {}", p.family, p.given)).collect();
    let start = Instant::now();
    for query in &asked {
        let best = names.iter().map(|name| strsim::jaro_winkler(query, name)).fold(0.0, f64::max);
        black_box(best);
    }
    let by_strsim = start.elapsed().as_secs_f64() * 1e3 / f64::from(few);
    let start = Instant::now();
    for query in &asked {
        let scorer = jaro_winkler::BatchComparator::new(sorted(query).chars());
        let best = sorted_names
            .iter()
            .filter_map(|name| {
                scorer.similarity_with_args(name.chars(), &jaro_winkler::Args::default().score_cutoff(0.9))
            })
            .fold(0.0, f64::max);
        black_box(best);
    }
    let by_rapidfuzz = start.elapsed().as_secs_f64() * 1e3 / f64::from(few);
    row(
        &format!("the same by looking at each of {entries} names"),
        &format!(
            "strsim Jaro-Winkler {by_strsim:.1} ms; rapidfuzz Jaro-Winkler, tokens sorted, cut at .9 {by_rapidfuzz:.1} ms"
        ),
        "-",
    );
}
