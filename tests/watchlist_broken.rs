//! Every layout of lists with broken rows, other encodings, fields without end; files that are cut, hostile or something else.
#![expect(clippy::panic, clippy::format_collect, reason = "a test")]

mod common;

use common::lists::{Read, births, born, names, refused, sample, states};
use paxgov::watchlist::{
    Loaded, NameQuality, OfacCsv, RowTrouble, SdnRows, from_csl_csv, from_csl_json, from_csv, from_csv_delta,
    from_eu_csv, from_eu_xml, from_ftm, from_json_lines, from_json_lines_delta, from_lost_documents,
    from_ofac_advanced_xml, from_ofac_xml, from_opensanctions_csv, from_uk_conlist_csv, from_uk_csv,
    from_uk_xml, from_un_xml,
};
use proptest::prelude::*;

/// Each layout of whole lists, with the name of its sample.
const LISTS: [(&str, Read); 15] = [
    ("own_entries.csv", from_csv),
    ("own_entries.jsonl", from_json_lines),
    ("un_consolidated.xml", |bytes| from_un_xml(bytes)),
    ("eu_fsf.xml", |bytes| from_eu_xml(bytes)),
    ("eu_fsf.csv", |bytes| from_eu_csv(bytes)),
    ("ofac_sdn.xml", |bytes| from_ofac_xml(bytes)),
    ("ofac_sdn_advanced.xml", |bytes| from_ofac_advanced_xml(bytes)),
    ("ofac_sdn.csv", |bytes| OfacCsv::new(bytes).read()),
    ("uk_sanctions_list.xml", |bytes| from_uk_xml(bytes)),
    ("uk_sanctions_list.csv", |bytes| from_uk_csv(bytes)),
    ("uk_conlist.csv", |bytes| from_uk_conlist_csv(bytes)),
    ("csl.csv", |bytes| from_csl_csv(bytes, SdnRows::Keep)),
    ("csl.json", |bytes| from_csl_json(bytes, SdnRows::Keep)),
    ("opensanctions_targets.simple.csv", |bytes| from_opensanctions_csv(bytes)),
    ("opensanctions_entities.ftm.json", |bytes| from_ftm(bytes)),
];

#[test]
fn every_sample_gives_the_same_invented_man() {
    for (file, read) in LISTS {
        let Some(bytes) = sample(file) else { return };
        let loaded = read(&bytes).unwrap();
        let man = &loaded.entries[0];
        assert!(names(man)[0].1.to_lowercase().contains("testovski"), "{file}");
        assert_eq!(names(man)[0].0, NameQuality::Primary, "{file}");
        assert!(births(man).contains(&born("1950-01-01")), "{file}");
        assert_eq!(loaded.troubles, [], "{file}");
        if file != "ofac_sdn_advanced.xml" {
            assert!(states(man).contains(&"RUS"), "{file}");
        }
    }
}

#[test]
fn every_layout_refuses_what_is_cut_or_something_else() {
    for (file, read) in LISTS {
        let is_xml = file.ends_with("xml");
        for other in [
            "",
            "<html><body>Service unavailable</body></html>",
            "a,b\n1,2\n",
            "{}",
            "[]",
            "\u{0}\u{1}",
            "\n\n",
        ] {
            assert!(read(other.as_bytes()).is_err(), "{file} took {other:?}");
        }
        if is_xml {
            let root = match file {
                "un_consolidated.xml" => "CONSOLIDATED_LIST",
                "eu_fsf.xml" => "export",
                "ofac_sdn.xml" => "sdnList",
                "ofac_sdn_advanced.xml" => "Sanctions",
                _ => "Designations",
            };
            let bomb =
                format!("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><{root}>&b;</{root}>");
            assert!(refused(read(bomb.as_bytes())), "{file}");
            assert!(refused(read(format!("<{root}></{root}>").as_bytes())), "{file}");
            assert!(refused(read(format!("<{root}>").as_bytes())), "{file}");
            assert!(refused(read(format!("<{root}>{}", "<a>".repeat(100)).as_bytes())), "{file}");
        }
        let Some(bytes) = sample(file) else { continue };
        let is_framed = is_xml || file == "own_entries.jsonl" || file == "csl.json";
        for end in 0..bytes.len() {
            let cut = read(&bytes[..end]);
            // A list without an end mark may lose whole rows unseen, but never becomes an empty list.
            assert!(!cut.as_ref().is_ok_and(|loaded| loaded.entries.is_empty()), "{file} at {end}");
            let rest = bytes[end..].trim_ascii();
            assert!(!is_framed || cut.is_err() || rest.is_empty(), "{file} cut at {end} of {}", bytes.len());
        }
    }
}

/// A row or record of a layout, made of an id, a name and a date, and the file around such rows.
struct Rows {
    what: &'static str,
    read: Read,
    row: fn(&str, &str, &str) -> String,
    file: fn(&str) -> String,
    /// Line or number of the first row, less one.
    before: u64,
}

const ROWS: [Rows; 12] = [
    Rows {
        what: "own CSV",
        read: from_csv,
        row: |id, name, born| format!("L,{id},primary^^^{name},{born}\n"),
        file: |rows| format!("list,entry_id,names,birth_dates\n{rows}"),
        before: 1,
    },
    Rows {
        what: "own JSON lines",
        read: from_json_lines,
        row: |id, name, born| {
            format!(
                "{{\"record\":\"entry\",\"id\":\"{id}\",\"names\":[{{\"full\":\"{name}\"}}],\"birth_dates\":[\"{born}\"]}}\n"
            )
        },
        file: |rows| {
            let count = rows.lines().count();
            format!("{{\"record\":\"header\"}}\n{rows}{{\"record\":\"trailer\",\"entries\":{count}}}")
        },
        before: 1,
    },
    Rows {
        what: "UN XML",
        read: |bytes| from_un_xml(bytes),
        row: |id, name, born| {
            format!(
                "<INDIVIDUAL><DATAID>{id}</DATAID><FIRST_NAME>{name}</FIRST_NAME><INDIVIDUAL_DATE_OF_BIRTH><DATE>{born}</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>"
            )
        },
        file: |rows| format!("<CONSOLIDATED_LIST>{rows}</CONSOLIDATED_LIST>"),
        before: 0,
    },
    Rows {
        what: "EU XML",
        read: |bytes| from_eu_xml(bytes),
        row: |id, name, born| {
            format!(
                "<sanctionEntity logicalId=\"{id}\"><subjectType code=\"person\"/><nameAlias wholeName=\"{name}\"/><birthdate birthdate=\"{born}\"/></sanctionEntity>"
            )
        },
        file: |rows| format!("<export>{rows}</export>"),
        before: 0,
    },
    Rows {
        what: "EU CSV",
        read: |bytes| from_eu_csv(bytes),
        row: |id, name, born| format!("{id};P;{name};{born};;\n"),
        file: |rows| {
            let others = "Citizenship_CountryIso2Code;Identification_Number";
            format!(
                "Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName;BirthDate_BirthDate;{others}\n{rows}"
            )
        },
        before: 1,
    },
    Rows {
        what: "OFAC XML",
        read: |bytes| from_ofac_xml(bytes),
        row: |id, name, born| {
            format!(
                "<sdnEntry><uid>{id}</uid><lastName>{name}</lastName><sdnType>Individual</sdnType><dateOfBirthList><dateOfBirthItem><dateOfBirth>{born}</dateOfBirth></dateOfBirthItem></dateOfBirthList></sdnEntry>"
            )
        },
        file: |rows| format!("<sdnList>{rows}</sdnList>"),
        before: 0,
    },
    Rows {
        what: "OFAC advanced XML",
        read: |bytes| from_ofac_advanced_xml(bytes),
        row: |id, name, born| {
            let parts = ["Year", "Month", "Day"].into_iter().zip(born.split('-'));
            let day: String = parts.map(|(tag, text)| format!("<{tag}>{text}</{tag}>")).collect();
            format!(
                "<DistinctParty FixedRef=\"{id}\"><Profile><Identity><Alias Primary=\"true\"><DocumentedName><DocumentedNamePart><NamePartValue>{name}</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity><Feature FeatureTypeID=\"8\"><FeatureVersion><DatePeriod><Start><From>{day}</From></Start><End><To>{day}</To></End></DatePeriod></FeatureVersion></Feature></Profile></DistinctParty>"
            )
        },
        file: |rows| format!("<Sanctions><FeatureType ID=\"8\">Birthdate</FeatureType>{rows}</Sanctions>"),
        before: 0,
    },
    Rows {
        what: "OFAC CSV",
        read: |bytes| OfacCsv::new(bytes).read(),
        row: |id, name, born| {
            format!(
                "{id},\"{name}\",\"individual\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB {born}.\"\n"
            )
        },
        file: str::to_owned,
        before: 0,
    },
    Rows {
        what: "UK XML",
        read: |bytes| from_uk_xml(bytes),
        row: |id, name, born| {
            format!(
                "<Designation><UniqueID>{id}</UniqueID><IndividualEntityShip>Individual</IndividualEntityShip><Names><Name><Name6>{name}</Name6></Name></Names><IndividualDetails><Individual><DOBs><DOB>{born}</DOB></DOBs></Individual></IndividualDetails></Designation>"
            )
        },
        file: |rows| format!("<Designations>{rows}</Designations>"),
        before: 0,
    },
    Rows {
        what: "UK CSV",
        read: |bytes| from_uk_csv(bytes),
        row: |id, name, born| format!("{id},{name},Primary Name,Individual,{born},,,,\n"),
        file: |rows| {
            let others = "Nationality(/ies),Town of birth,Passport number,National Identifier number";
            format!("Unique ID,Name 6,Name type,Designation Type,D.O.B,{others}\n{rows}")
        },
        before: 1,
    },
    Rows {
        what: "CSL CSV",
        read: |bytes| from_csl_csv(bytes, SdnRows::Keep),
        row: |id, name, born| format!("{id},X,7,{name},,{born},,,,\n"),
        file: |rows| {
            let others = "nationalities,citizenships,places_of_birth,ids";
            format!("_id,source,entity_number,name,alt_names,dates_of_birth,{others}\n{rows}")
        },
        before: 1,
    },
    Rows {
        what: "CSL JSON",
        read: |bytes| from_csl_json(bytes, SdnRows::Keep),
        row: |id, name, born| {
            format!("{{\"id\":\"{id}\",\"name\":\"{name}\",\"dates_of_birth\":[\"{born}\"]}},\n")
        },
        file: |rows| format!("{{\"results\":[{}]}}", rows.trim_end().trim_end_matches(',')),
        before: 0,
    },
];

/// Forty sound rows, then others: the line of the first of the others is 41 after what stands before the rows.
fn loaded_with(rows: &Rows, others: &[String]) -> Loaded {
    let sound: String =
        (0..40).map(|n| (rows.row)(&(100 + n).to_string(), "ZORVAN TESTOVSKI", "1950-01-01")).collect();
    let file = (rows.file)(&(sound + &others.concat()));
    (rows.read)(file.as_bytes()).unwrap_or_else(|error| panic!("{}: {error}", rows.what))
}

#[test]
fn a_broken_row_is_reported_and_the_rest_loads() {
    for rows in &ROWS {
        let at = rows.before + 41;
        let what = rows.what;
        let row = rows.row;
        let is_union = matches!(what, "EU CSV" | "UK CSV");

        let loaded = loaded_with(
            rows,
            &[row("7", "NURIA EXEMPLARI", "1950-02-30"), row("8", "QUELUMBO", "1973-03-04")],
        );
        assert_eq!(
            (loaded.entries.len(), &loaded.troubles[..]),
            (42, &[(at, RowTrouble::BirthDate)][..]),
            "{what}"
        );
        assert_eq!(loaded.entries[40].births, [], "{what}");

        let loaded = loaded_with(
            rows,
            &[row("100", "NURIA EXEMPLARI", "1950-01-01"), row("8", "QUELUMBO", "1973-03-04")],
        );
        let twice: &[(u64, RowTrouble)] = if is_union { &[] } else { &[(at, RowTrouble::IdTwice)] };
        assert_eq!((loaded.entries.len(), &loaded.troubles[..]), (41, twice), "{what}");
        assert!(names(&loaded.entries[0])[0].1.contains("TESTOVSKI"), "{what}: the first row counts");

        let loaded = loaded_with(
            rows,
            &[row("", "NURIA EXEMPLARI", "1950-01-01"), row("8", "QUELUMBO", "1973-03-04")],
        );
        let missing = if what == "OFAC CSV" { RowTrouble::Form } else { RowTrouble::IdMissing };
        assert_eq!((loaded.entries.len(), &loaded.troubles[..]), (41, &[(at, missing)][..]), "{what}");

        let loaded = loaded_with(rows, &[row("7", "", "1950-01-01"), row("8", "QUELUMBO", "1973-03-04")]);
        assert_eq!(
            (loaded.entries.len(), &loaded.troubles[..]),
            (41, &[(at, RowTrouble::Empty)][..]),
            "{what}"
        );
    }
}

#[test]
fn a_field_of_ten_megabytes_costs_its_row() {
    let long = "A".repeat(10 << 20);
    for rows in &ROWS {
        let others = [(rows.row)("7", &long, "1950-01-01"), (rows.row)("8", "QUELUMBO", "1973-03-04")];
        let loaded = loaded_with(rows, &others);
        let at = rows.before + 41;
        assert_eq!(
            (loaded.entries.len(), &loaded.troubles[..]),
            (41, &[(at, RowTrouble::Form)][..]),
            "{}",
            rows.what
        );
        assert_eq!(names(&loaded.entries[40])[0].1, "QUELUMBO", "{}", rows.what);
    }
}

#[test]
fn another_encoding_costs_no_row_of_published_lists() {
    for rows in ROWS.iter().filter(|rows| rows.what != "own JSON lines") {
        let sound: String =
            (0..40).map(|n| (rows.row)(&(100 + n).to_string(), "ZORVAN", "1950-01-01")).collect();
        let file = (rows.file)(&(sound + &(rows.row)("7", "M#LLER", "1950-01-01")));
        let bytes: Vec<u8> = file.bytes().map(|byte| if byte == b'#' { 0xdc } else { byte }).collect();
        let loaded = (rows.read)(&bytes).unwrap();
        assert_eq!(loaded.troubles, [(rows.before + 41, RowTrouble::Encoding)], "{}", rows.what);
        let name = &names(&loaded.entries[40])[0].1;
        let is_table = rows.what.ends_with("CSV");
        assert_eq!(name, if is_table { "MÜLLER" } else { "M\u{fffd}LLER" }, "{}", rows.what);
        // XML says its encoding itself.
        if rows.what.ends_with("XML") {
            let declared = [b"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", bytes.as_slice()].concat();
            let loaded = (rows.read)(&declared).unwrap();
            assert_eq!(
                (names(&loaded.entries[40])[0].1.as_str(), loaded.troubles.len()),
                ("MÜLLER", 0),
                "{}",
                rows.what
            );
        }
    }
}

#[test]
fn an_open_quote_costs_what_it_swallows() {
    for rows in ROWS.iter().filter(|rows| rows.what.ends_with("CSV")) {
        let row = |n: u32, name: &str| (rows.row)(&(100 + n).to_string(), name, "1950-01-01");
        let all: String = (0..1000).map(|n| row(n, if n == 100 { "\"OPEN" } else { "ZORVAN" })).collect();
        let all = all.replace("primary^^^\"OPEN", "\"primary^^^OPEN").replace("\"\"OPEN\"", "\"OPEN");
        let read = (rows.read)((rows.file)(&all).as_bytes());
        // OFAC quotes each text, so that the next quote closes what was opened, and the row alone is lost.
        assert!(read.is_err() || rows.what == "OFAC CSV", "{}", rows.what);
        assert!(read.map_or(true, |loaded| !loaded.troubles.is_empty()), "{}", rows.what);
    }
}

/// Two quotes in one column, of two rows: the row from one to the other is as long as any.
#[test]
fn an_open_quote_that_another_row_closes_is_told() {
    for apart in [1, 2, 15] {
        let row = |n: usize| match n {
            5 => format!("E{n},L,\"never closed,,\n"),
            _ if n == 5 + apart => format!("E{n},L,\"primary^ZORVAN^ILMAR\",1970,\n"),
            _ => format!("E{n},L,primary^ZORVAN^ILMAR,1970,\n"),
        };
        let rows: String = (0..500).map(row).collect();
        let loaded = from_csv(format!("entry_id,list,names,birth_dates,reason\n{rows}").as_bytes()).unwrap();
        assert_eq!(loaded.entries.len(), 499 - apart);
        assert_eq!(loaded.troubles, [(7, RowTrouble::Form)]);
        let document = |n: usize| match n {
            5 => "\"X7777777,RUS,LOST\n".to_owned(),
            _ if n == 5 + apart => format!("\"X{n}\",RUS,LOST\n"),
            _ => format!("X{n},RUS,LOST\n"),
        };
        let rows: String = (0..500).map(document).collect();
        let lost = from_lost_documents(format!("number,issuing_state,reason\n{rows}").as_bytes()).unwrap();
        assert_eq!((lost.len(), lost.troubles()), (499 - apart, &[(7, RowTrouble::Form)][..]));
    }
    // A text of several lines with commas is none.
    for text in ["first, second,\nthird, fourth\nfifth", "fraud, theft,\nand arson", "a, b, c, d, e\nf"] {
        let text = format!("entry_id,names,reason\nE1,primary^ZORVAN^ILMAR,\"{text}\"\n");
        let loaded = from_csv(text.as_bytes()).unwrap();
        assert_eq!((loaded.entries.len(), loaded.troubles.len()), (1, 0), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Bytes of a file are changed, put in or taken out: nothing panics, and no list is empty.
    #[test]
    fn damaged_files_do_not_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), kind in 0..3_u8, seed in 0..50_u32) {
        for rows in &ROWS {
            let file = (rows.file)(&(0..4).map(|n| (rows.row)(&(seed + n).to_string(), "ZORVAN \"T\"", "1950-01-01")).collect::<String>());
            let mut bytes = file.into_bytes();
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
            if let Ok(loaded) = (rows.read)(&bytes) {
                prop_assert!(!loaded.entries.is_empty());
            }
            let _ = from_json_lines_delta(&bytes);
            let _ = from_csv_delta(&bytes, "1", "2");
        }
    }
}
