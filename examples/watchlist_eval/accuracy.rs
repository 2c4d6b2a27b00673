//! Accuracy on labelled sets.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use paxgov::model::{BirthDate, Field, Passenger, PersonName, Personal};
use paxgov::watchlist::{
    BirthSpec, Entry, Policy, Watchlist, from_ofac_csv, from_un_xml, name_score, token_distance,
};

use super::{Args, Draw, row};

fn rows(path: &Path) -> Vec<csv::StringRecord> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_path(path).expect("a set that can be read");
    reader.records().map(|record| record.expect("a row of the set")).collect()
}

/// A matcher of two names.
type Matcher = (&'static str, fn(&str, &str) -> f64);

fn sorted(name: &str) -> String {
    let upper = deunicode::deunicode(name).to_uppercase();
    let mut tokens: Vec<&str> =
        upper.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    tokens.sort_unstable();
    tokens.join(" ")
}

const MATCHERS: &[Matcher] = &[
    ("paxgov", |a, b| f64::from(name_score(a, b).unwrap_or(0.0))),
    ("strsim Jaro-Winkler, tokens sorted", |a, b| strsim::jaro_winkler(&sorted(a), &sorted(b))),
    ("rapidfuzz Indel ratio, tokens sorted", |a, b| {
        rapidfuzz::fuzz::ratio(sorted(a).chars(), sorted(b).chars())
    }),
];

/// F1 at a threshold.
fn f1(scores: &[(f64, bool)], threshold: f64) -> f64 {
    let met = scores.iter().filter(|(score, _)| *score >= threshold).count() as f64;
    let right = scores.iter().filter(|(score, same)| *same && *score >= threshold).count() as f64;
    let all = scores.iter().filter(|(_, same)| *same).count() as f64;
    2.0 * right / (met + all).max(1.0)
}

/// The threshold of the best F1: for the alternatives, which have no fixed one.
fn best_threshold(scores: &[(f64, bool)]) -> f64 {
    let mut best = (0.0, 1.0);
    for &(threshold, _) in scores {
        let f1 = f1(scores, threshold);
        if f1 > best.0 {
            best = (f1, threshold);
        }
    }
    best.1
}

fn pairs(path: &Path, draw: &mut Draw) {
    let set = rows(path);
    for &(name, matcher) in MATCHERS {
        let start = std::time::Instant::now();
        let scores: Vec<(f64, bool)> =
            set.iter().map(|row| (matcher(&row[0], &row[1]), &row[2] == "true")).collect();
        let micros = start.elapsed().as_secs_f64() * 1e6 / set.len() as f64;
        let is_own = name == "paxgov";
        let threshold = if is_own { 0.5 } else { best_threshold(&scores) };
        let mut drawn: Vec<f64> = (0..1000)
            .map(|_| {
                let sample: Vec<(f64, bool)> =
                    (0..scores.len()).map(|_| scores[draw.below(scores.len())]).collect();
                f1(&sample, threshold)
            })
            .collect();
        drawn.sort_by(f64::total_cmp);
        row(
            &format!("pairs ({}), F1: {name}", set.len()),
            &format!(
                "{:.3}, 95 % interval {:.3} to {:.3}, threshold {threshold:.3}{}; {micros:.1} us a pair",
                f1(&scores, threshold),
                drawn[25],
                drawn[974],
                if is_own { " (fixed)" } else { " (the best of this set)" },
            ),
            if is_own { ".78, aim .82" } else { "-" },
        );
    }
}

fn aliases(aliases: &Path, negatives: &Path) {
    let (aliases, negatives) = (rows(aliases), rows(negatives));
    for &(name, matcher) in MATCHERS {
        let mut wrong: Vec<f64> = negatives.iter().map(|row| matcher(&row[0], &row[1])).collect();
        wrong.sort_by(|a, b| b.total_cmp(a));
        // At most 0.33 % may lie above.
        let most = (wrong.len() as f64 * 0.0033).floor() as usize;
        let cut = wrong[most];
        let right: Vec<f64> = aliases.iter().map(|row| matcher(&row[2], &row[1])).collect();
        let recall = right.iter().filter(|score| **score > cut).count() as f64 / right.len() as f64;
        let mut value = format!("{recall:.3} above score {cut:.3}");
        if name == "paxgov" {
            let fixed =
                |scores: &[f64]| scores.iter().filter(|s| **s >= 0.5).count() as f64 / scores.len() as f64;
            value = format!("{value}; at .5: {:.3} at {:.2} %", fixed(&right), 100.0 * fixed(&wrong));
        }
        row(
            &format!("OFAC alias to primary name ({}), recall at .33 %: {name}", right.len()),
            &value,
            if name == "paxgov" { ".56, aim .60" } else { "-" },
        );
    }
}

/// The birth date of a row.
fn dated(name: &str, born: &str) -> Passenger<'static> {
    let mut passenger = Passenger::named(PersonName::new(name.to_owned().into(), []));
    if let Some(BirthSpec::Date(date)) = BirthSpec::read(born) {
        passenger.birth_date = Field::Valid(Personal(date));
    } else if let Some(year) = born.get(..4).and_then(|year| year.parse().ok()) {
        passenger.birth_date =
            BirthDate::new(year, None, None).map_or(Field::Absent, |date| Field::Valid(Personal(date)));
    }
    passenger
}

fn altered(path: &Path, un: &Watchlist) {
    let set = rows(path);
    let listed: Vec<Entry> = un.entries().collect();
    let (mut all, mut in_list, mut names_only, mut with_date, mut by_name) = (0, 0, 0, 0, 0);
    for row in set.iter().filter(|row| row[0] != row[1]) {
        all += 1;
        let passenger = dated(&row[1], &row[2]);
        let bare = dated(&row[1], "");
        // The entries whose primary name the row names.
        let is = |entry: &Entry| {
            entry.names.iter().any(|name| {
                let full = std::iter::once(&name.name.surname).chain(&name.name.given).map(AsRef::as_ref);
                full.collect::<Vec<&str>>().join(" ").split_whitespace().eq(row[0].split_whitespace())
            })
        };
        let ids: Vec<&str> = listed.iter().filter(|entry| is(entry)).map(|entry| entry.id.as_str()).collect();
        let finds =
            |who: &Passenger<'_>| un.screen(who).hits.iter().any(|hit| ids.contains(&hit.entry.id.as_str()));
        in_list += usize::from(!ids.is_empty());
        names_only += usize::from(finds(&bare));
        with_date += usize::from(finds(&passenger));
        by_name += usize::from(name_score(&row[1], &row[0]).is_some_and(|score| score >= 0.5));
    }
    let share = |n: usize, all: usize| n as f64 / all.max(1) as f64;
    row(
        &format!("UN names, altered ({all}, {in_list} of them in this list), found in the UN list"),
        &format!(
            "of {in_list}: {:.3} with the birth date of the row, {:.3} names only; of {all} the pair alone {:.3}",
            share(with_date, in_list),
            share(names_only, in_list),
            share(by_name, all)
        ),
        ".995",
    );
}

/// A slip of the hand in a name; `None` where it changes nothing.
type Slip = fn(&[char], usize) -> Option<String>;

/// Slips as they were made in the altered names, and one more, the last.
const SLIPS: &[(&str, Slip)] = &[
    ("two letters exchanged", |name, at| {
        let two = name.get(at..at + 2).filter(|two| two[0] != two[1] && !two.contains(&' '))?;
        Some(name[..at].iter().chain(two.iter().rev()).chain(&name[at + 2..]).collect())
    }),
    ("a letter and a gap exchanged", |name, at| {
        let two = name.get(at..at + 2).filter(|two| two[0] != two[1] && two.contains(&' '))?;
        Some(name[..at].iter().chain(two.iter().rev()).chain(&name[at + 2..]).collect())
    }),
    ("a letter twice", |name, at| {
        let letter = name.get(at).filter(|letter| **letter != ' ')?;
        Some(name[..at].iter().chain([letter]).chain(&name[at..]).collect())
    }),
    ("doubled letters once", |name, _| {
        let mut once = name.to_vec();
        once.dedup();
        (once.len() < name.len()).then(|| once.iter().collect())
    }),
    ("the first word behind a comma", |name, _| {
        let gap = name.iter().position(|letter| *letter == ' ')?;
        Some(name[gap + 1..].iter().chain(&[',', ' ']).chain(&name[..gap]).collect())
    }),
    ("a letter left out", |name, at| {
        name.get(at).filter(|letter| **letter != ' ')?;
        Some(name[..at].iter().chain(&name[at + 1..]).collect())
    }),
];
/// Slips drawn for each name.
const DRAWN_SLIPS: usize = 10;

/// Primary names of a list with slips that are drawn: how many of their entries are found.
fn slips(un: &Watchlist, draw: &mut Draw) {
    let people: Vec<(Entry, Vec<char>)> = un
        .entries()
        .filter_map(|entry| {
            let name = &entry.names.first()?.name;
            let parts = std::iter::once(&name.surname).chain(&name.given).map(AsRef::as_ref);
            let full = parts.collect::<Vec<&str>>().join(" ").to_uppercase();
            let full: Vec<char> = full.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
            Some((entry, full))
        })
        .collect();
    for (what, slip) in SLIPS {
        let (mut all, mut names_only, mut with_date) = (0, 0, 0);
        for (entry, name) in people.iter().flat_map(|person| std::iter::repeat_n(person, DRAWN_SLIPS)) {
            let Some(name) = slip(name, draw.below(name.len())) else { continue };
            let finds = |who: &Passenger<'_>| un.screen(who).hits.iter().any(|hit| hit.entry.id == entry.id);
            let mut who = dated(&name, "");
            all += 1;
            names_only += usize::from(finds(&who));
            if let Some(Personal(BirthSpec::Date(date))) = entry.births.first() {
                who.birth_date = Field::Valid(Personal(*date));
            }
            with_date += usize::from(finds(&who));
        }
        let share = |n: usize| n as f64 / f64::from(all.max(1));
        row(
            &format!("UN names with a slip, drawn ({all}): {what}"),
            &format!(
                "{:.3} found with the birth date of the entry, {:.3} names only",
                share(with_date),
                share(names_only)
            ),
            "-",
        );
    }
}

fn innocents(path: &Path, lists: &[(&str, &Watchlist)]) {
    let set = rows(path);
    for (what, list) in lists {
        let alerted = |dated_too: bool| {
            set.iter()
                .filter(|row| {
                    !list.screen(&dated(&row[0], if dated_too { &row[2] } else { "" })).hits.is_empty()
                })
                .count()
        };
        let (with, without) = (alerted(true), alerted(false));
        let share = |n: usize| 100.0 * n as f64 / set.len() as f64;
        row(
            &format!("innocents ({}) alerted by {what}, {} entries", set.len(), list.len()),
            &format!(
                "{:.3} % ({with}) with birth date; {:.3} % ({without}) names only",
                share(with),
                share(without)
            ),
            "<= .05 %",
        );
    }
}

fn is_latin(token: &str) -> bool {
    token.chars().all(|c| c < '\u{370}' || ('\u{1e00}'..'\u{1f00}').contains(&c))
}

/// Scripts by the first letter that is not Latin.
const SCRIPTS: &[(&str, &[(char, char)])] = &[
    ("Greek", &[('\u{370}', '\u{3ff}'), ('\u{1f00}', '\u{1fff}')]),
    ("Cyrillic", &[('\u{400}', '\u{52f}')]),
    ("Armenian", &[('\u{531}', '\u{58f}')]),
    ("Hebrew", &[('\u{591}', '\u{5f4}')]),
    ("Arabic", &[('\u{600}', '\u{6ff}'), ('\u{750}', '\u{77f}')]),
    ("Devanagari", &[('\u{900}', '\u{97f}')]),
    ("Bengali", &[('\u{980}', '\u{9ff}')]),
    ("other scripts of India", &[('\u{a00}', '\u{dff}')]),
    ("Thai", &[('\u{e00}', '\u{e7f}')]),
    ("Georgian", &[('\u{10a0}', '\u{10ff}')]),
    ("Hiragana", &[('\u{3041}', '\u{309f}')]),
    ("Katakana", &[('\u{30a0}', '\u{30ff}')]),
    ("Han", &[('\u{3005}', '\u{3007}'), ('\u{3400}', '\u{9fff}')]),
    ("Hangul", &[('\u{ac00}', '\u{d7a3}')]),
];

fn script_of(token: &str) -> &'static str {
    let first = token.chars().find(|c| !is_latin(c.encode_utf8(&mut [0; 4])));
    let holds = |ranges: &[(char, char)]| {
        first.is_some_and(|c| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)))
    };
    SCRIPTS.iter().find(|(_, ranges)| holds(ranges)).map_or("others", |(name, _)| name)
}

/// Random pairs of each script.
const DRAWN: usize = 200_000;

/// A row for each script: pairs met, and random pairs of the same tokens met.
fn by_script(cross: &[(&str, &str)], met: &dyn Fn(&(&str, &str)) -> bool, draw: &mut Draw) {
    let share = |met: usize, all: usize| met as f64 / all.max(1) as f64;
    let mut of_all = 0.0;
    let names = SCRIPTS.iter().map(|(name, _)| *name).chain(["others"]);
    for name in names {
        let of: Vec<(&str, &str)> = cross.iter().filter(|(_, b)| script_of(b) == name).copied().collect();
        let found = of.iter().filter(|pair| met(pair)).count();
        let random = (0..DRAWN)
            .filter(|_| {
                let (latin, other) = (cross[draw.below(cross.len())], of[draw.below(of.len())]);
                latin.0 != other.0 && met(&(latin.0, other.1))
            })
            .count();
        of_all += share(random, DRAWN) * share(of.len(), cross.len());
        row(
            &format!("variants across scripts: {name}"),
            &format!(
                "{:.3}: {found} of {}; {:.0} of a million random pairs",
                share(found, of.len()),
                of.len(),
                share(random, DRAWN) * 1e6
            ),
            "-",
        );
    }
    println!("<!-- across scripts {:.0} of a million random pairs -->", of_all * 1e6);
}

fn variants(path: &Path, draw: &mut Draw) {
    let text = std::fs::read_to_string(path).expect("a set that can be read");
    let is_token = |token: &&str| {
        token.chars().all(|c| c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(&c))
            && token.chars().count() > 1
    };
    let (mut latin, mut cross, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for line in text.lines() {
        let Some((group, _)) = line.split_once(" => ") else { continue };
        let tokens: Vec<&str> = group.split(", ").map(str::trim).filter(is_token).collect();
        let (here, there): (Vec<&str>, Vec<&str>) = tokens.iter().partition(|token| is_latin(token));
        all.extend_from_slice(&here);
        // One pair of each group, so that groups of many spellings do not count more.
        if here.len() > 1 {
            let first = draw.below(here.len());
            let second = (first + 1 + draw.below(here.len() - 1)) % here.len();
            latin.push((here[first], here[second]));
        }
        if !here.is_empty() && !there.is_empty() {
            cross.push((here[draw.below(here.len())], there[draw.below(there.len())]));
        }
    }
    let script = |first: char, last: char| -> Vec<(&str, &str)> {
        cross.iter().filter(|(_, b)| b.chars().all(|c| (first..=last).contains(&c))).copied().collect()
    };
    let random: Vec<(&str, &str)> = (0..2_000_000)
        .map(|_| (all[draw.below(all.len())], all[draw.below(all.len())]))
        .filter(|(a, b)| a != b)
        .collect();
    let own = |(a, b): &(&str, &str)| token_distance(a, b).is_some();
    let winkler = |(a, b): &(&str, &str)| strsim::jaro_winkler(&sorted(a), &sorted(b)) >= 0.85;
    let share = |set: &[(&str, &str)], met: &dyn Fn(&(&str, &str)) -> bool| {
        set.iter().filter(|pair| met(pair)).count() as f64 / set.len().max(1) as f64
    };
    for (what, met) in [("paxgov", &own as &dyn Fn(&(&str, &str)) -> bool), ("Jaro-Winkler >= .85", &winkler)]
    {
        row(
            &format!("variants of tokens met, one pair a group: {what}"),
            &format!(
                "Latin {:.3} of {}; across scripts {:.3} of {} (Cyrillic {:.3}, Arabic {:.3}); {:.0} of a million random pairs",
                share(&latin, met),
                latin.len(),
                share(&cross, met),
                cross.len(),
                share(&script('\u{400}', '\u{52f}'), met),
                share(&script('\u{600}', '\u{6ff}'), met),
                share(&random, met) * 1e6,
            ),
            if what == "paxgov" { ".85 at <= 600" } else { "-" },
        );
    }
    by_script(&cross, &own, draw);
}

/// The lists of a folder: UN, and UN and OFAC together.
fn lists(folder: &Path) -> (Watchlist, Watchlist) {
    let file = |name: &str| File::open(folder.join(name)).map(BufReader::new);
    let un = from_un_xml(file("UN_consolidated.xml").expect("the UN list")).expect("the UN list");
    let ofac =
        from_ofac_csv(file("sdn.csv").expect("OFAC's list"), file("alt.csv").ok()).expect("OFAC's list");
    println!(
        "<!-- UN: {} persons, {} troubles; OFAC: {} persons, {} troubles -->",
        un.entries.len(),
        un.troubles.len(),
        ofac.entries.len(),
        ofac.troubles.len()
    );
    let alone = Watchlist::build(un.entries.clone(), "UN", Policy::default());
    (alone, Watchlist::build(un.entries.into_iter().chain(ofac.entries), "both", Policy::default()))
}

pub(crate) fn run(args: &Args) {
    let mut draw = Draw(args.seed);
    if let Some(path) = args.file(args.pairs.as_ref(), "pairs.csv") {
        pairs(&path, &mut draw);
    }
    let alias = args.file(args.ofac_aliases.as_ref(), "ofac_aliases.csv");
    let negative = args.file(args.ofac_hard_negatives.as_ref(), "ofac_hard_negatives.csv");
    if let (Some(alias), Some(negative)) = (alias, negative) {
        aliases(&alias, &negative);
    }
    if let Some(folder) = &args.lists {
        let (un, both) = lists(folder);
        if let Some(path) = args.file(args.un_altered.as_ref(), "un_altered.csv") {
            altered(&path, &un);
        }
        // Drawn apart, so that the other sets are drawn as without it.
        slips(&un, &mut Draw(args.seed));
        if let Some(path) = args.file(args.innocents.as_ref(), "innocents.csv") {
            innocents(&path, &[("UN", &un), ("UN and OFAC", &both)]);
        }
    }
    if let Some(path) = args.file(args.variant_groups.as_ref(), "variant_groups.txt") {
        variants(&path, &mut draw);
    }
}
