//! Every layout of lists: known answers over invented people, the shared samples, what was not understood, and files that are
//! broken, cut, hostile or something else.
#![expect(clippy::unwrap_used, clippy::panic, clippy::format_collect, reason = "a test")]

mod common;

use paxgov::ErrorKind;
use paxgov::watchlist::{
    BirthSpec, Change, Entry, EntryDocument, Handling, HandlingTable, LivingList, Loaded, NameQuality,
    OfacCsv, Policy, RowTrouble, SdnRows, Watchlist, from_csl_csv, from_csl_json, from_csv, from_csv_delta,
    from_eu_csv, from_eu_xml, from_ftm, from_json_lines, from_json_lines_delta, from_ofac_advanced_xml,
    from_ofac_csv, from_ofac_xml, from_opensanctions_csv, from_uk_conlist_csv, from_uk_csv, from_uk_xml,
    from_un_xml,
};
use proptest::prelude::*;

type Read = fn(&[u8]) -> Result<Loaded, paxgov::Error>;

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

fn sample(name: &str) -> Option<Vec<u8>> {
    common::corpus().map(|corpus| std::fs::read(corpus.join("data/lists/samples").join(name)).unwrap())
}

fn born(text: &str) -> BirthSpec {
    BirthSpec::read(text).unwrap()
}

/// Quality and name, family before given.
fn names(entry: &Entry) -> Vec<(NameQuality, String)> {
    let text = |name: &paxgov::watchlist::EntryName| {
        format!("{} {}", name.name.surname, name.name.given.join(" ")).trim().to_owned()
    };
    entry.names.iter().map(|name| (name.quality, text(name))).collect()
}

fn numbers(numbers: &[EntryDocument]) -> Vec<String> {
    let text = |number: &EntryDocument| {
        let state = number.issuer.map_or("-".to_owned(), |state| state.as_str().to_owned());
        format!("{} {} {state} {}", number.kind, number.number.0, number.status).trim().to_owned()
    };
    numbers.iter().map(text).collect()
}

fn states(entry: &Entry) -> Vec<&str> {
    entry.nationalities.iter().map(|state| state.0.as_str()).collect()
}

fn births(entry: &Entry) -> Vec<BirthSpec> {
    entry.births.iter().map(|birth| birth.0).collect()
}

fn categories(entry: &Entry) -> Vec<&str> {
    entry.categories.iter().map(|word| &*word.0).collect()
}

fn strings(values: &[paxgov::model::Personal<String>]) -> Vec<&str> {
    values.iter().map(|value| value.0.as_str()).collect()
}

fn refused(result: Result<Loaded, paxgov::Error>) -> bool {
    matches!(result.unwrap_err().kind(), ErrorKind::ListRefused { .. })
}

fn unknown(result: Result<Loaded, paxgov::Error>) -> bool {
    matches!(result.unwrap_err().kind(), ErrorKind::NotUnderstood { .. })
}

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

#[test]
fn own_entries_have_all_their_fields() {
    let header =
        "op,list,entry_id,kind,names,birth_places,identifiers,categories,reason,source_ref,handling\n";
    let rows = "add,L,1,person,primary^TESTOVSKI^ZORVAN,Ilmarsk^RUS|Nowhere,NATID^11-22^RUS,sanction|own words,\
        \"two\nlines\",QDi.999|EU.1,silent\n\
        mod,L,2,organisation,primary^SAMPLE^,,,,,,\ndel,L,3,,,,,,,,\nadd,L,4,person,primary^EXEMPLARI^NURIA,,,,,,\n";
    let loaded = from_csv(format!("{header}{rows}").as_bytes()).unwrap();
    assert_eq!((loaded.entries.len(), loaded.passed_over, loaded.troubles.len()), (2, 2, 0));
    let man = &loaded.entries[0];
    assert_eq!(strings(&man.birth_places), ["Ilmarsk, RUS", "Nowhere"]);
    assert_eq!(numbers(&man.identifiers), ["NATID 11-22 RUS"]);
    assert_eq!(categories(man), ["sanction", "own words"]);
    assert_eq!(strings(&man.references), ["QDi.999", "EU.1"]);
    assert_eq!((man.reason.0.as_str(), man.handling), ("two\nlines", Handling::Silent));
    assert_eq!(loaded.entries[1].handling, Handling::Refer);

    let json = r#"{"record":"header","list":"L","mode":"full","version":"1","base_version":null,"default_handling":"inspect"}
        {"record":"entry","id":"1","names":[{"full":"ZORVAN"}],"birth_places":[{"place":"Ilmarsk","state":"RUS"}],"identifiers":[{"type":"NATID","number":"1","state":null}],"categories":["wanted"],"source_refs":["QDi.9"]}
        {"record":"entry","id":"2","names":[{"full":"NURIA"}],"handling":"inform"}
        {"record":"trailer","entries":2}"#;
    let loaded = from_json_lines(json.as_bytes()).unwrap();
    assert_eq!(strings(&loaded.entries[0].birth_places), ["Ilmarsk, RUS"]);
    assert_eq!(numbers(&loaded.entries[0].identifiers), ["NATID 1 -"]);
    assert_eq!(
        (categories(&loaded.entries[0]), strings(&loaded.entries[0].references)),
        (vec!["wanted"], vec!["QDi.9"])
    );
    assert_eq!(
        (loaded.entries[0].handling, loaded.entries[1].handling),
        (Handling::Inspect, Handling::Inform)
    );
    assert!(refused(from_json_lines(json.replace("\"full\"", "\"delta\"").as_bytes())));
    let long_id = json.replace("\"id\":\"1\"", &format!("\"id\":\"{}\"", "1".repeat(65)));
    assert_eq!(from_json_lines(long_id.as_bytes()).unwrap().troubles, [(2, RowTrouble::Form)]);
}

const SDN: &str = "90001,\"TESTOVSKI, Zorvan (Sorvan) Ilmar\",\"individual\",\"SDGT] [SAMPLE\",\"Deputy Chair\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\
    \"DOB 01 Jan 1950; alt. DOB 1951; alt. DOB circa 1952; DOB soon; POB Ilmarsk, Russia; nationality Russia; alt. citizen Cyprus; \
    citizen Atlantis; Gender Male; Passport X 0000001 (Russia) issued 05 Mar 2010 expires 05 Mar 2020; alt. Diplomatic Passport \
    No. D12 (Cyprus); National ID No. 11-22-33 (Russia); Tax ID No. 0001 (Russia); NIT # 77-1 (Colombia); Cedula No. 99 (Colombia); \
    U.S.A. Passport issued 05 Mar 2010; a.k.a. 'OLD ZOR'; a.k.a. 'ABU-'TEST'; Secondary sanctions risk: section 1, paragraph 2; Linked T\"\r\n\
    90003,\"QUELUMBO\",\"individual\",\"SAMPLE\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"-0-\"\r\n\
    90004,\"SAMPLE TRADING LLC\",-0- ,\"SAMPLE\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\u{1a}";

#[test]
fn ofac_csv_with_all_its_files() {
    let alt = "90001,1,\"aka\",\"TESTOVSKY, Zorvan\",-0- \n90001,2,\"fka\",\"ILMAROV, Zorvan\",-0- \n";
    let add = "90001,1,\"12 Sample Street\",\"Ilmarsk 000001\",\"Russia\",-0- \n90001,2,-0- ,-0- ,\"Cyprus\",-0- \n\
        90003,3,-0- ,-0- ,-0- ,-0- \n";
    let comments = "90001,\"o: SAMPLE TRADING LLC; alt. POB Sampla, Colombia.\"\n";
    let files = || OfacCsv::new(SDN.as_bytes()).with_aliases(alt.as_bytes()).with_addresses(add.as_bytes());
    let loaded = files().with_comments(comments.as_bytes()).read().unwrap();
    assert_eq!((loaded.entries.len(), loaded.passed_over), (2, 1));
    assert_eq!(loaded.troubles, [(1, RowTrouble::BirthDate), (1, RowTrouble::State)]);
    let man = &loaded.entries[0];
    let named: Vec<(NameQuality, String)> = [
        (NameQuality::Primary, "TESTOVSKI Zorvan Ilmar"),
        (NameQuality::Primary, "TESTOVSKI Sorvan Ilmar"),
        (NameQuality::Good, "TESTOVSKY Zorvan"),
        (NameQuality::Former, "ILMAROV Zorvan"),
        (NameQuality::Weak, "OLD ZOR"),
        (NameQuality::Weak, "ABU-'TEST"),
    ]
    .map(|(quality, name)| (quality, name.to_owned()))
    .into();
    assert_eq!(names(man), named);
    assert_eq!(births(man), [born("1950-01-01"), born("1951"), born("1952~")]);
    assert_eq!(states(man), ["RUS", "CYP"]);
    assert_eq!(strings(&man.birth_places), ["Ilmarsk, Russia", "Sampla, Colombia"]);
    assert_eq!(strings(&man.addresses), ["12 Sample Street, Ilmarsk 000001, Russia", "Cyprus"]);
    assert_eq!(numbers(&man.documents), ["P X 0000001 RUS", "P D12 CYP", "I 11-22-33 RUS", "I 99 COL"]);
    assert_eq!(numbers(&man.identifiers), ["Tax ID 0001 RUS", "NIT 77-1 COL"]);
    assert!(
        man.reason.0.starts_with("SDGT SAMPLE; Deputy Chair; DOB 01 Jan")
            && man.reason.0.contains("Linked To: SAMPLE")
    );
    assert_eq!((man.handling, categories(man)), (Handling::Inform, vec!["sanction"]));
    assert_eq!(names(&loaded.entries[1]), [(NameQuality::Primary, "QUELUMBO".to_owned())]);
    // Without the comments the cut item is free text; the old call reads the same people.
    assert_eq!(strings(&files().read().unwrap().entries[0].birth_places), ["Ilmarsk, Russia"]);
    let plain = from_ofac_csv(SDN.as_bytes(), Some(alt.as_bytes())).unwrap();
    assert_eq!(names(&plain.entries[0]), named);
    assert_eq!(from_ofac_csv(SDN.as_bytes(), None::<&[u8]>).unwrap().entries.len(), 2);
    // A file in the place of another is not understood.
    assert!(unknown(OfacCsv::new(SDN.as_bytes()).with_aliases(add.as_bytes()).read()));
    assert!(unknown(OfacCsv::new(SDN.as_bytes()).with_addresses(alt.as_bytes()).read()));
    assert!(unknown(OfacCsv::new(SDN.as_bytes()).with_comments(&b""[..]).read()));
    assert!(unknown(OfacCsv::new(alt.as_bytes()).read()));
}

#[test]
fn ofac_samples_with_addresses_and_comments() {
    let Some(sdn) = sample("ofac_sdn.csv") else { return };
    let [alt, add, comments] =
        ["ofac_alt.csv", "ofac_add.csv", "ofac_sdn_comments.csv"].map(|name| sample(name).unwrap());
    let files = OfacCsv::new(&*sdn).with_aliases(&*alt).with_addresses(&*add).with_comments(&*comments);
    let loaded = files.read().unwrap();
    assert_eq!((loaded.entries.len(), loaded.passed_over, loaded.troubles.len()), (3, 2, 0));
    assert_eq!(strings(&loaded.entries[0].addresses), ["12 Sample Street, Ilmarsk 000001, Russia", "Cyprus"]);
    assert_eq!(
        numbers(&loaded.entries[0].documents),
        ["P X 0000001 RUS", "P X0000002 CYP", "I 11-22-33 RUS"]
    );
    assert_eq!(loaded.entries[2].addresses, []);
}

#[test]
fn ofac_xml_counts_its_records() {
    let entry = "<sdnEntry><uid>1</uid><lastName>TESTOVSKI</lastName><sdnType>Individual</sdnType><idList><id><uid>7</uid>\
        <idType>Gender</idType><idNumber>Female</idNumber></id><id><idType>Secondary sanctions risk:</idType><idNumber>section 1\
        </idNumber></id><id><idType>Tax ID No.</idType><idNumber>55</idNumber></id></idList></sdnEntry>";
    let list = |count: u32| {
        format!(
            "<sdnList><publshInformation><Publish_Date>02/27/2026</Publish_Date><Record_Count>{count}</Record_Count>\
            </publshInformation>{entry}</sdnList>"
        )
    };
    let loaded = from_ofac_xml(list(1).as_bytes()).unwrap();
    assert_eq!(loaded.version.as_deref(), Some("02/27/2026"));
    assert_eq!(loaded.entries[0].sex.map(|sex| sex.0), Some(paxgov::codes::Sex::Female));
    assert_eq!(numbers(&loaded.entries[0].identifiers), ["Tax ID No. 55 -"]);
    assert_eq!(loaded.entries[0].documents, []);
    assert!(refused(from_ofac_xml(list(2).as_bytes())));
}

#[test]
fn ofac_advanced_joins_its_tables() {
    let edge = |name: &str, y: i32, m: u32, d: u32| {
        format!("<{name}><Year>{y}</Year><Month>{m}</Month><Day>{d}</Day></{name}>")
    };
    let period = |about: bool, from: (i32, u32, u32), to: (i32, u32, u32)| {
        let (from, to) = (edge("From", from.0, from.1, from.2), edge("To", to.0, to.1, to.2));
        let from_to = from.replace("From", "To");
        let to_from = to.replace("To", "From");
        format!(
            "<Feature FeatureTypeID=\"8\"><FeatureVersion><DatePeriod><Start Approximate=\"{about}\">{from}{from_to}</Start>\
            <End Approximate=\"false\">{to_from}{to}</End></DatePeriod></FeatureVersion></Feature>"
        )
    };
    let name = |attributes: &str, parts: &[(u32, &str)]| {
        let parts: String = parts
            .iter()
            .map(|(group, text)| {
                format!("<DocumentedNamePart><NamePartValue NamePartGroupID=\"{group}\">{text}</NamePartValue></DocumentedNamePart>")
            })
            .collect();
        format!("<Alias {attributes}><DocumentedName>{parts}</DocumentedName></Alias>")
    };
    let file = [
        "<Sanctions><DateOfIssue><Year>2026</Year><Month>2</Month><Day>7</Day></DateOfIssue><ReferenceValueSets><AliasTypeValues>\
         <AliasType ID=\"1\">A.K.A.</AliasType><AliasType ID=\"2\">F.K.A.</AliasType><AliasType ID=\"3\">Name</AliasType></AliasTypeValues>\
         <CountryValues><Country ID=\"11\" ISO2=\"RU\">Russia</Country><Country ID=\"12\">Cyprus</Country></CountryValues>\
         <AreaCodeValues><AreaCode ID=\"21\" CountryID=\"12\" Description=\"Cyprus\">CY</AreaCode></AreaCodeValues>\
         <DetailReferenceValues><DetailReference ID=\"31\">Male</DetailReference></DetailReferenceValues>\
         <FeatureTypeValues><FeatureType ID=\"8\">Birthdate</FeatureType><FeatureType ID=\"9\">Place of Birth</FeatureType>\
         <FeatureType ID=\"10\">Nationality Country</FeatureType><FeatureType ID=\"224\">Gender</FeatureType>\
         <FeatureType ID=\"25\">Location</FeatureType></FeatureTypeValues>\
         <IDRegDocTypeValues><IDRegDocType ID=\"41\">Passport</IDRegDocType><IDRegDocType ID=\"42\">Tax ID No.</IDRegDocType></IDRegDocTypeValues>\
         <NamePartTypeValues><NamePartType ID=\"51\">Last Name</NamePartType><NamePartType ID=\"52\">First Name</NamePartType></NamePartTypeValues>\
         <PartySubTypeValues><PartySubType ID=\"3\" PartyTypeID=\"2\">Unknown</PartySubType><PartySubType ID=\"4\" PartyTypeID=\"1\">Unknown</PartySubType></PartySubTypeValues>\
         <PartyTypeValues><PartyType ID=\"1\">Individual</PartyType><PartyType ID=\"2\">Entity</PartyType></PartyTypeValues></ReferenceValueSets>\
         <Locations><Location ID=\"61\"><LocationCountry CountryID=\"11\"/><LocationPart><LocationPartValue><Value>Ilmarsk</Value></LocationPartValue></LocationPart></Location>\
         <Location ID=\"62\"><LocationAreaCode AreaCodeID=\"21\"/></Location></Locations>\
         <IDRegDocuments><IDRegDocument ID=\"71\" IDRegDocTypeID=\"41\" IdentityID=\"81\" IssuedBy-CountryID=\"11\"><IDRegistrationNo>X 0000001</IDRegistrationNo></IDRegDocument>\
         <IDRegDocument ID=\"72\" IDRegDocTypeID=\"42\" IdentityID=\"81\"><IDRegistrationNo>55</IDRegistrationNo></IDRegDocument></IDRegDocuments>\
         <DistinctParties><DistinctParty FixedRef=\"90009\"><Profile ID=\"90009\" PartySubTypeID=\"3\"/></DistinctParty>\
         <DistinctParty FixedRef=\"90001\"><Profile ID=\"90001\" PartySubTypeID=\"4\"><Identity ID=\"81\" Primary=\"true\">",
        &name("AliasTypeID=\"1\" Primary=\"false\" LowQuality=\"true\"", &[(2, "Old Zor")]),
        &name("AliasTypeID=\"3\" Primary=\"true\" LowQuality=\"false\"", &[(1, "Testovski"), (2, "Zorvan"), (2, "Ilmar")]),
        &name("AliasTypeID=\"3\" Primary=\"true\" LowQuality=\"false\"", &[(1, "Тестовский"), (2, "Зорван")]),
        &name("AliasTypeID=\"2\" Primary=\"false\" LowQuality=\"false\"", &[(1, "Ilmarov")]),
        "<NamePartGroups><MasterNamePartGroup><NamePartGroup ID=\"1\" NamePartTypeID=\"51\"/></MasterNamePartGroup><MasterNamePartGroup>\
         <NamePartGroup ID=\"2\" NamePartTypeID=\"52\"/></MasterNamePartGroup></NamePartGroups></Identity>",
        &period(false, (1950, 1, 1), (1950, 1, 1)),
        &period(false, (1951, 1, 1), (1951, 12, 31)),
        &period(true, (1952, 1, 1), (1952, 12, 31)),
        &period(false, (1953, 2, 1), (1953, 2, 28)),
        &period(false, (1954, 1, 1), (1957, 12, 31)),
        &period(false, (1958, 2, 30), (1958, 2, 30)),
        "<Feature FeatureTypeID=\"9\"><FeatureVersion><VersionLocation LocationID=\"61\"/></FeatureVersion></Feature>\
         <Feature FeatureTypeID=\"10\"><FeatureVersion><VersionLocation LocationID=\"62\"/></FeatureVersion></Feature>\
         <Feature FeatureTypeID=\"25\"><FeatureVersion><VersionLocation LocationID=\"61\"/></FeatureVersion></Feature>\
         <Feature FeatureTypeID=\"224\"><FeatureVersion><VersionDetail DetailReferenceID=\"31\"/></FeatureVersion></Feature>\
         </Profile></DistinctParty></DistinctParties><SanctionsEntries><SanctionsEntry ProfileID=\"90001\"><SanctionsMeasure>\
         <Comment>SDGT</Comment></SanctionsMeasure><SanctionsMeasure><Comment>SAMPLE</Comment></SanctionsMeasure></SanctionsEntry>\
         </SanctionsEntries></Sanctions>",
    ]
    .concat();
    let loaded = from_ofac_advanced_xml(file.as_bytes()).unwrap();
    assert_eq!((loaded.version.as_deref(), loaded.passed_over), (Some("2026-02-07"), 1));
    assert_eq!(loaded.troubles, [(2, RowTrouble::BirthDate)]);
    let man = &loaded.entries[0];
    let named = [
        (NameQuality::Primary, "Testovski Zorvan Ilmar"),
        (NameQuality::Weak, "Old Zor"),
        (NameQuality::Original, "Тестовский Зорван"),
        (NameQuality::Former, "Ilmarov"),
    ];
    assert_eq!(names(man), named.map(|(quality, name)| (quality, name.to_owned())));
    assert_eq!(
        births(man),
        [born("1950-01-01"), born("1951"), born("1952~"), born("1953-02"), born("1954/1957")]
    );
    assert_eq!(
        (strings(&man.birth_places), strings(&man.addresses)),
        (vec!["Ilmarsk, Russia"], vec!["Ilmarsk, Russia"])
    );
    assert_eq!((states(man), man.sex.map(|sex| sex.0)), (vec!["CYP"], Some(paxgov::codes::Sex::Male)));
    assert_eq!(numbers(&man.documents), ["P X 0000001 RUS"]);
    assert_eq!(numbers(&man.identifiers), ["Tax ID No. 55 -"]);
    assert_eq!((man.id.as_str(), man.reason.0.as_str()), ("90001", "SDGT; SAMPLE"));
}

const EU_ROWS: &str = "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;Entity_SubjectType;\
    Entity_Regulation_Programme;NameAlias_WholeName;NameAlias_LastName;NameAlias_FirstName;NameAlias_Gender;NameAlias_LogicalId;\
    NameAlias_Remark;BirthDate_BirthDate;BirthDate_Day;BirthDate_Month;BirthDate_Year;BirthDate_YearRangeFrom;BirthDate_YearRangeTo;\
    BirthDate_Circa;BirthDate_City;BirthDate_CountryDescription;Identification_Number;Identification_KnownFalse;\
    Identification_ReportedLost;Identification_TypeCode;Identification_CountryIso2Code;Citizenship_CountryIso2Code\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;Old Zor;;;;3;Low qualtiy alias;;;;;;;;;;;;;;;\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;Зорван Тестовский;;;;1;;;;;;;;;;;;;;;;\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;;Testovski;Zorvan;M;2;\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;;;;;;;1950-01-01;1;1;1950;;;false;Ilmarsk;RUSSIA;;;;;;RU\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;;;;;;;;;;;1950;1953;true;;UNKNOWN;;;;;;00\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;;;;;;;;;3;1973;;;false;;;;;;;;\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;;;;;;;;31;2;1973;;;false;;;;;;;;QQ\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;;;;;;;;;;;;;;;;X0000001 (passport);true;false;passport;RU;\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;;;;;;;;;;;;;;;;X0000002;false;true;passport;CY;\n\
    27/02/2026;1;EU.1.1;QDi.9;P;TAQA;;;;;;;;;;;;;;;;;;;;;\n\
    27/02/2026;2;EU.2.1;;E;TAQA;Sample Trading;;;;4;;;;;;;;;;;;;;;;\n\
    27/02/2026;;;;P;TAQA;Nobody;;;;5;;;;;;;;;;;;;;;;\n";

#[test]
fn eu_csv_gathers_the_rows_of_an_id() {
    let loaded = from_eu_csv(format!("\u{feff}{EU_ROWS}").as_bytes()).unwrap();
    assert_eq!(
        (loaded.entries.len(), loaded.passed_over, loaded.version.as_deref()),
        (1, 1, Some("27/02/2026"))
    );
    assert_eq!(
        loaded.troubles,
        [(13, RowTrouble::IdMissing), (8, RowTrouble::State), (8, RowTrouble::BirthDate)]
    );
    let man = &loaded.entries[0];
    // No mark tells the primary name: the first good Latin one is it.
    let named = [
        (NameQuality::Primary, "Testovski Zorvan"),
        (NameQuality::Original, "Зорван Тестовский"),
        (NameQuality::Weak, "Old Zor"),
    ];
    assert_eq!(names(man), named.map(|(quality, name)| (quality, name.to_owned())));
    assert_eq!(births(man), [born("1950-01-01"), born("1950/1953"), born("1973-03")]);
    assert_eq!((states(man), strings(&man.birth_places)), (vec!["RUS"], vec!["Ilmarsk, RUSSIA"]));
    assert_eq!(numbers(&man.documents), ["P X0000001 RUS false", "P X0000002 CYP lost"]);
    assert_eq!((strings(&man.references), man.reason.0.as_str()), (vec!["EU.1.1", "QDi.9"], "TAQA"));
    assert_eq!(man.sex.map(|sex| sex.0), Some(paxgov::codes::Sex::Male));
    // The older file names its columns otherwise, some of them twice.
    let old = "Entity_logical_id;Subject_type;Programme;EU_ref_num;Naal_wholename;Naal_gender;Entity_logical_id;Birt_date;Birt_country;\
        Iden_number;Citi_country\n7;P;IRQ;EU.7;Zorvan Testovski;M;0;1950-01-01;RUS;X1;CYP\n";
    let loaded = from_eu_csv(old.as_bytes()).unwrap();
    let man = &loaded.entries[0];
    assert_eq!((man.id.as_str(), births(man), states(man)), ("7", vec![born("1950-01-01")], vec!["CYP"]));
    assert_eq!(numbers(&man.documents), ["X X1 -"]);
}

#[test]
fn both_forms_of_the_eu_file_say_the_same() {
    let (Some(xml), Some(csv)) = (sample("eu_fsf.xml"), sample("eu_fsf.csv")) else { return };
    let (xml, csv) = (from_eu_xml(&*xml).unwrap(), from_eu_csv(&*csv).unwrap());
    let (xml, csv) = (&xml.entries[0], &csv.entries[0]);
    assert_eq!((names(xml), states(xml)), (names(csv), states(csv)));
    // The sample in CSV has two of the three dates.
    assert!(births(csv).len() == 2 && births(csv).iter().all(|birth| births(xml).contains(birth)));
    assert_eq!(
        (&xml.documents, &xml.references, xml.handling),
        (&csv.documents, &csv.references, Handling::Inform)
    );
}

const DESIGNATION: &str = "<Designation><UniqueID>RUS9901</UniqueID><UNReferenceNumber>QDi.9</UNReferenceNumber><Names>\
    <Name><Name6>LONE</Name6><NameType>Alias</NameType></Name>\
    <Name><Name6>TWO WORDS</Name6><NameType>Alias</NameType></Name>\
    <Name><Name1>Zorvan</Name1><Name2>Ilmar</Name2><Name6>TESTOVSKI</Name6><NameType>Primary Name</NameType></Name>\
    <Name><Name1>Zorvan</Name1><Name6>TESTOVSKY</Name6><NameType>Primary name variation</NameType></Name>\
    <Name><Name6>GOODONE</Name6><NameType>ALias</NameType><AliasStrength>Good quality a.k.a</AliasStrength></Name>\
    <Name><Name6>OLD ZOR</Name6><NameType>ALias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>\
    <NonLatinNames><NonLatinName><NameNonLatinScript>Зорван</NameNonLatinScript></NonLatinName></NonLatinNames>\
    <RegimeName>Sample</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>\
    <SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed><UKStatementofReasons>Invented &amp; short</UKStatementofReasons>\
    <Addresses><Address><AddressLine1>12 Sample Street</AddressLine1><AddressCountry>Russia</AddressCountry></Address></Addresses>\
    <IndividualDetails><Individual><DOBs><DOB>01/01/1950</DOB><DOB>dd/mm/1952</DOB><DOB>01/01/1950</DOB><DOB>31/02/1950</DOB></DOBs>\
    <PassportDetails><Passport><PassportNumber>X0000001</PassportNumber></Passport><Passport><PassportNumber>X0000001</PassportNumber></Passport></PassportDetails>\
    <NationalIdentifierDetails><NationalIdentifier><NationalIdentifierNumber>11-22</NationalIdentifierNumber></NationalIdentifier></NationalIdentifierDetails>\
    <Nationalities><Nationality>Russia</Nationality><Nationality>Atlantis</Nationality></Nationalities><Genders><Gender>Male</Gender></Genders>\
    <BirthDetails><Location><TownOfBirth>Ilmarsk</TownOfBirth><CountryOfBirth>Russia</CountryOfBirth></Location></BirthDetails>\
    </Individual></IndividualDetails></Designation>";

#[test]
fn uk_xml_keeps_pairs_and_states_the_travel_ban() {
    let ship =
        "<Designation><UniqueID>S1</UniqueID><IndividualEntityShip>Ship</IndividualEntityShip></Designation>";
    let frozen = DESIGNATION
        .replace("RUS9901", "RUS9902")
        .replace("|Travel Ban", "")
        .replace("<DOB>31/02/1950</DOB>", "")
        .replace("<Nationality>Atlantis</Nationality>", "");
    let ban = frozen
        .replace("RUS9902", "RUS9903")
        .replace("</SanctionsImposed>", "</SanctionsImposed><SanctionsImposedIndicators><TravelBan>true</TravelBan></SanctionsImposedIndicators>");
    let file = format!(
        "<Designations><DateGenerated>27/02/2026</DateGenerated>{DESIGNATION}{ship}{frozen}{ban}</Designations>"
    );
    let loaded = from_uk_xml(file.as_bytes()).unwrap();
    assert_eq!(
        (loaded.entries.len(), loaded.passed_over, loaded.version.as_deref()),
        (3, 1, Some("27/02/2026"))
    );
    assert_eq!(loaded.troubles, [(1, RowTrouble::BirthDate), (1, RowTrouble::State)]);
    let man = &loaded.entries[0];
    let named = [
        (NameQuality::Primary, "TESTOVSKI Zorvan Ilmar"),
        (NameQuality::Weak, "LONE"),
        (NameQuality::Good, "TWO WORDS"),
        (NameQuality::Good, "TESTOVSKY Zorvan"),
        (NameQuality::Good, "GOODONE"),
        (NameQuality::Weak, "OLD ZOR"),
        (NameQuality::Original, "Зорван"),
    ];
    assert_eq!(names(man), named.map(|(quality, name)| (quality, name.to_owned())));
    assert_eq!(births(man), [born("1950-01-01"), born("1952")]);
    assert_eq!(numbers(&man.documents), ["P X0000001 -", "I 11-22 -"]);
    assert_eq!(
        (strings(&man.birth_places), strings(&man.addresses)),
        (vec!["Ilmarsk, Russia"], vec!["12 Sample Street, Russia"])
    );
    assert_eq!(
        (man.reason.0.as_str(), strings(&man.references)),
        ("Sample; Invented & short", vec!["QDi.9"])
    );
    let handled: Vec<Handling> = loaded.entries.iter().map(|entry| entry.handling).collect();
    assert_eq!(handled, [Handling::Refer, Handling::Inform, Handling::Refer]);
    assert_eq!(categories(man), ["sanction", "travel_ban"]);
}

#[test]
fn uk_csv_and_xml_say_the_same() {
    let (Some(xml), Some(csv)) = (sample("uk_sanctions_list.xml"), sample("uk_sanctions_list.csv")) else {
        return;
    };
    let (xml, csv) = (from_uk_xml(&*xml).unwrap(), from_uk_csv(&*csv).unwrap());
    assert_eq!(csv.version.as_deref(), Some("27-Feb-2026"));
    let (xml, csv) = (&xml.entries[0], &csv.entries[0]);
    assert_eq!((&xml.id, states(xml), xml.handling), (&csv.id, states(csv), csv.handling));
    let sorted = |entry: &Entry| {
        let mut names = names(entry);
        names.sort();
        names
    };
    assert_eq!(sorted(xml), sorted(csv));
}

#[test]
fn conlist_of_archives() {
    let Some(bytes) = sample("uk_conlist.csv") else { return };
    let loaded = from_uk_conlist_csv(&*bytes).unwrap();
    let man = &loaded.entries[0];
    assert_eq!((man.id.as_str(), loaded.version.as_deref()), ("99901", Some("27/01/2026")));
    assert_eq!(states(man), ["RUS", "CYP"]);
    assert_eq!(numbers(&man.documents), ["P X0000001 -", "P X0000002 -"]);
    let qualities: Vec<NameQuality> = man.names.iter().map(|name| name.quality).collect();
    assert_eq!(qualities, [NameQuality::Primary, NameQuality::Good, NameQuality::Weak]);
    // Before 2022 the file was Windows-1252.
    let old = b"Last Updated,01/01/2020\nName 6,Name 1,Group Type,Alias Type,Group ID\nM\xdcLLER,Zo\xeb,Individual,Primary name,1\n";
    let loaded = from_uk_conlist_csv(&old[..]).unwrap();
    assert_eq!(names(&loaded.entries[0]), [(NameQuality::Primary, "MÜLLER Zoë".to_owned())]);
    assert_eq!(loaded.troubles, [(3, RowTrouble::Encoding)]);
}

#[test]
fn csl_csv_reads_all_its_lists() {
    let header = "_id,source,entity_number,type,programs,name,addresses,start_date,end_date,remarks,alt_names,citizenships,\
        dates_of_birth,nationalities,places_of_birth,ids\n";
    let rows = "1,Specially Designated Nationals (SDN) - Treasury Department,90001,Individual,SDGT; SAMPLE,Zorvan TESTOVSKI,\
        \"12 Sample Street, Ilmarsk, RU; CY\",,,,Zorvan TESTOVSKY; Old ZOR,RU,1950-01-01; circa 1952; soon,RU; CY; QQ,Ilmarsk,\
        \"Passport, X 0000001, RU; Gender, Male; Secondary sanctions risk:, See section 1, paragraph 2; Tax ID No., 55\"\n\
        2,Denied Persons List (DPL),,,, NURIA EXEMPLARI,,2025-01-02,2030-01-02,,,,,,,\n\
        3,Entity List (EL),,Entity,,SAMPLE TRADING,,,,,,,,,,\n\
        4,Denied Persons List (DPL),,,,QUELUMBO ILMAR,,,sometime,,,,,,,\n";
    let file = format!("{header}{rows}");
    let loaded = from_csl_csv(file.as_bytes(), SdnRows::Keep).unwrap();
    assert_eq!((loaded.entries.len(), loaded.passed_over), (3, 1));
    assert_eq!(loaded.troubles, [(2, RowTrouble::BirthDate), (2, RowTrouble::State), (5, RowTrouble::Word)]);
    let man = &loaded.entries[0];
    let named = [
        (NameQuality::Primary, "Zorvan TESTOVSKI"),
        (NameQuality::Good, "Zorvan TESTOVSKY"),
        (NameQuality::Good, "Old ZOR"),
    ];
    assert_eq!(names(man), named.map(|(quality, name)| (quality, name.to_owned())));
    assert_eq!((births(man), states(man)), (vec![born("1950-01-01"), born("1952~")], vec!["RUS", "CYP"]));
    assert_eq!(numbers(&man.documents), ["P X 0000001 RUS"]);
    assert_eq!(numbers(&man.identifiers), ["Tax ID No. 55 -"]);
    assert_eq!(
        (strings(&man.references), man.sex.map(|sex| sex.0)),
        (vec!["90001"], Some(paxgov::codes::Sex::Male))
    );
    // Denial orders end; an end that is not understood switches nothing off.
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(
        (loaded.entries[1].valid_from, loaded.entries[1].valid_to),
        (Some(day("2025-01-02")), Some(day("2030-01-02")))
    );
    assert_eq!(loaded.entries[2].valid_to, None);
    let others = from_csl_csv(file.as_bytes(), SdnRows::Skip).unwrap();
    assert_eq!((others.entries.len(), others.passed_over), (2, 2));
    // Older files have no ids: they are made, and stay the same.
    let old = file
        .replace("_id,source", "source")
        .lines()
        .map(|line| {
            let rest = line.split_once(',').unwrap().1;
            if line.starts_with("source") { format!("{line}\n") } else { format!("{rest}\n") }
        })
        .collect::<String>();
    let ids = |text: &str| -> Vec<String> {
        from_csl_csv(text.as_bytes(), SdnRows::Keep)
            .unwrap()
            .entries
            .into_iter()
            .map(|entry| entry.id)
            .collect()
    };
    assert_eq!(ids(&old), ids(&old));
    assert!(ids(&old).iter().all(|id| id.len() == 16));
}

#[test]
fn csl_json_reads_what_its_csv_says() {
    let json = r#"{"total": 3, "sources": [1, {"a": null}], "results": [
        {"id": "1", "source": "Specially Designated Nationals (SDN) - Treasury Department", "entity_number": 90001, "type": "Individual",
         "programs": ["SDGT"], "name": "Zorvan TESTOVSKI", "alt_names": ["Zorvan TESTOVSKY"], "dates_of_birth": ["1950-01-01", "soon"],
         "nationalities": ["RU"], "citizenships": null, "addresses": [{"address": "12 Sample Street", "state": null, "country": "RU"}],
         "ids": [{"type": "Passport", "number": "X 0000001", "country": "RU"}, {"type": "Gender", "number": "Male", "country": null}]},
        {"id": "2", "type": null, "name": " NURIA EXEMPLARI", "end_date": "2030-01-02"},
        7,
        {"id": "3", "type": "Vessel", "name": "SAMPLE STAR"}]}"#;
    let loaded = from_csl_json(json.as_bytes(), SdnRows::Keep).unwrap();
    assert_eq!((loaded.entries.len(), loaded.passed_over), (2, 1));
    assert_eq!(loaded.troubles, [(1, RowTrouble::BirthDate), (3, RowTrouble::Form)]);
    let man = &loaded.entries[0];
    assert_eq!(
        (births(man), states(man), strings(&man.references)),
        (vec![born("1950-01-01")], vec!["RUS"], vec!["90001"])
    );
    assert_eq!(numbers(&man.documents), ["P X 0000001 RUS"]);
    assert_eq!(strings(&man.addresses), ["12 Sample Street, RU"]);
    assert_eq!(loaded.entries[1].valid_to.map(|day| day.to_string()).as_deref(), Some("2030-01-02"));
    assert_eq!(from_csl_json(json.as_bytes(), SdnRows::Skip).unwrap().entries.len(), 1);
    assert!(refused(from_csl_json(format!("{json} {{}}").as_bytes(), SdnRows::Keep)));
    assert!(unknown(from_csl_json(&b"{\"error\": \"busy\"}"[..], SdnRows::Keep)));
    assert!(refused(from_csl_json(&b"{\"results\": []}"[..], SdnRows::Keep)));
}

#[test]
fn un_and_opensanctions_by_their_tables() {
    let person = "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ZORVAN</FIRST_NAME><SECOND_NAME>TESTOVSKI</SECOND_NAME>\
        <REFERENCE_NUMBER>QDi.9 </REFERENCE_NUMBER><INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>OLD ZOR; ZOR</ALIAS_NAME></INDIVIDUAL_ALIAS>\
        <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>ZORVAN T</ALIAS_NAME><DATE_OF_BIRTH>1951</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>\
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1950</YEAR></INDIVIDUAL_DATE_OF_BIRTH>\
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1962</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>\
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE></INDIVIDUAL_DATE_OF_BIRTH>\
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>30-35 years old</NOTE></INDIVIDUAL_DATE_OF_BIRTH>\
        <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE></TYPE_OF_DATE></INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DOCUMENT/>\
        <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>Diplomatic Passport: Z1 (old)</NUMBER><COUNTRY_OF_ISSUE>Cyprus</COUNTRY_OF_ISSUE></INDIVIDUAL_DOCUMENT>\
        <NATIONALITY><VALUE>na</VALUE><VALUE>Iran (Islamic Republic of)</VALUE></NATIONALITY></INDIVIDUAL>";
    let list = format!(
        "<CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:00.000Z\"><ENTITY/>{person}</CONSOLIDATED_LIST>"
    );
    let loaded = from_un_xml(list.as_bytes()).unwrap();
    assert_eq!((loaded.passed_over, &loaded.troubles[..]), (1, &[(2, RowTrouble::BirthDate)][..]));
    let man = &loaded.entries[0];
    let named = [
        (NameQuality::Primary, "ZORVAN TESTOVSKI"),
        (NameQuality::Weak, "OLD ZOR"),
        (NameQuality::Weak, "ZOR"),
        (NameQuality::Good, "ZORVAN T"),
    ];
    assert_eq!(names(man), named.map(|(quality, name)| (quality, name.to_owned())));
    assert_eq!(births(man), [born("1951"), born("1950~"), born("1960/1962"), born("1973-11")]);
    assert_eq!((numbers(&man.documents), states(man)), (vec!["P Z1 CYP".to_owned()], vec!["IRN"]));
    assert_eq!((man.handling, strings(&man.references)), (Handling::Refer, vec!["QDi.9"]));

    let csv = "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"sanctions\"\n\
        \"NK-1\",\"Person\",\"Zorvan Testovski\",\"\"\"Zor; the old\"\";Зорван\",\"1950-01-01;1952\",\"ru;suhh\",\"SAMPLE\"\n";
    let loaded = from_opensanctions_csv(csv.as_bytes()).unwrap();
    let man = &loaded.entries[0];
    let named = [
        (NameQuality::Primary, "Zorvan Testovski"),
        (NameQuality::Good, "Zor; the old"),
        (NameQuality::Original, "Зорван"),
    ];
    assert_eq!(names(man), named.map(|(quality, name)| (quality, name.to_owned())));
    assert_eq!((births(man), states(man)), (vec![born("1950-01-01"), born("1952")], vec!["RUS", "SUN"]));
}

#[test]
fn the_handling_of_published_lists_is_a_table() {
    let file = format!("<Designations>{DESIGNATION}</Designations>");
    let loaded = from_uk_xml(file.as_bytes()).unwrap();
    let table = HandlingTable::default().with_row("UK", "travel_ban", Handling::Silent);
    assert_eq!(loaded.clone().with_handling(&table).entries[0].handling, Handling::Silent);
    assert_eq!(loaded.with_handling(&HandlingTable::empty()).entries[0].handling, Handling::Refer);
    let own = from_csv(b"list,entry_id,names,handling\nL,1,primary^A^B,inspect\n").unwrap();
    assert_eq!(own.with_handling(&HandlingTable::default()).entries[0].handling, Handling::Inspect);
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
        row: |id, name, born| format!("{id};P;{name};{born}\n"),
        file: |rows| {
            format!("Entity_LogicalId;Entity_SubjectType;NameAlias_WholeName;BirthDate_BirthDate\n{rows}")
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
        row: |id, name, born| format!("{id},{name},Primary Name,Individual,{born}\n"),
        file: |rows| format!("Unique ID,Name 6,Name type,Designation Type,D.O.B\n{rows}"),
        before: 1,
    },
    Rows {
        what: "CSL CSV",
        read: |bytes| from_csl_csv(bytes, SdnRows::Keep),
        row: |id, name, born| format!("{id},X,7,{name},,{born}\n"),
        file: |rows| format!("_id,source,entity_number,name,alt_names,dates_of_birth\n{rows}"),
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

#[test]
fn nothing_of_a_person_is_printed() {
    let files: [(&str, Read, &str); 2] = [
        ("UK XML", |bytes| from_uk_xml(bytes), &format!("<Designations>{DESIGNATION}</Designations>")),
        (
            "OFAC CSV",
            |bytes| {
                OfacCsv::new(bytes)
                    .with_addresses(&b"90001,1,\"12 Sample Street\",-0- ,-0- ,-0- \n"[..])
                    .read()
            },
            SDN,
        ),
    ];
    for (what, read, file) in files {
        let loaded = read(file.as_bytes()).unwrap();
        let list = Watchlist::build(loaded.entries.clone(), "1", Policy::default());
        assert!(list.entries().eq(loaded.entries.iter().cloned()), "{what}: the stored form holds it all");
        let printed = format!("{loaded:?} {}", serde_json::to_string(&loaded.entries).unwrap());
        for secret in [
            "TESTOVSKI",
            "OLD ZOR",
            "1950",
            "0000001",
            "11-22",
            "Sample Street",
            "Ilmarsk",
            "QDi",
            "travel_ban",
        ] {
            assert!(!printed.contains(secret), "{what} shows {secret}");
        }
    }
}

const DELTA: &str = r#"{"record":"header","list":"L","mode":"delta","version":"2","base_version":"1","default_handling":"silent"}
{"record":"entry","op":"del","id":"1"}
{"record":"entry","op":"mod","id":"2","names":[{"full":"NURIA EXEMPLARI"}]}
{"record":"entry","op":"add","id":"4","names":[{"full":"QUELUMBO"}],"birth_dates":["soon"]}
{"record":"entry","op":"mod","id":"3","kind":"organisation","names":[{"full":"SAMPLE"}]}
{"record":"entry","op":"del","id":"99"}
{"record":"trailer","entries":5}"#;

fn base() -> Watchlist {
    let rows = "list,entry_id,names\nL,1,primary^^^ZORVAN\nL,2,primary^^^ILMAROV\nL,3,primary^^^MANSAMPLE\nM,1,primary^^^OTHER\n";
    Watchlist::build(from_csv(rows.as_bytes()).unwrap().entries, "1", Policy::default())
}

fn listed(list: &Watchlist) -> Vec<(String, String)> {
    let mut listed: Vec<(String, String)> =
        list.entries().map(|entry| (entry.list.clone() + &entry.id, names(&entry).remove(0).1)).collect();
    listed.sort();
    listed
}

#[test]
fn a_delta_leads_from_one_version_to_the_next() {
    let delta = from_json_lines_delta(DELTA.as_bytes()).unwrap();
    assert_eq!((delta.base_version.as_str(), delta.version.as_str()), ("1", "2"));
    assert_eq!(delta.troubles, [(4, RowTrouble::BirthDate)]);
    let (first, after) = (base(), [("L2", "NURIA EXEMPLARI"), ("L4", "QUELUMBO"), ("M1", "OTHER")]);
    let after = after.map(|(id, name)| (id.to_owned(), name.to_owned()));
    let second = delta.apply(&first).unwrap();
    assert_eq!((second.version(), listed(&second)), ("2", after.to_vec()));
    assert_eq!(second.find("L", "4").unwrap().handling, Handling::Silent);
    assert_eq!(first.len(), 4, "the list from which it came stays");
    // Once more changes nothing; another version is refused.
    assert_eq!(listed(&delta.apply(&second).unwrap()), after);
    assert!(delta.changes_for("2").unwrap().is_empty());
    let other = Watchlist::build([], "0", Policy::default());
    assert!(matches!(delta.apply(&other).unwrap_err().kind(), ErrorKind::ListRefused { .. }));

    let csv = "op,list,entry_id,kind,names\ndel,L,1,,\nmod,L,2,person,primary^^^NURIA EXEMPLARI\nadd,L,4,,primary^^^QUELUMBO\n\
        mod,L,3,organisation,primary^^^SAMPLE\ndel,L,99,,\n";
    let same = from_csv_delta(csv.as_bytes(), "1", "2").unwrap();
    assert_eq!(listed(&same.apply(&first).unwrap()), after);

    let living = LivingList::new(first);
    living.update(|list| delta.apply(list)).unwrap();
    living.update(|list| same.apply(list)).unwrap();
    assert_eq!((living.current().version(), listed(&living.current())), ("2", after.to_vec()));
    let third = from_csv_delta(csv.as_bytes(), "7", "8").unwrap();
    assert!(living.update(|list| third.apply(list)).is_err());
    assert_eq!(living.current().version(), "2");
}

#[test]
fn changes_of_several_writers_are_not_lost() {
    let living = LivingList::new(Watchlist::build([], "1", Policy::default()));
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let living = &living;
            scope.spawn(move || {
                for n in 0..10 {
                    let entry = Entry::new("L", format!("{writer}-{n}"));
                    let put = |list: &Watchlist| {
                        Ok::<_, paxgov::Error>(list.with_changes([Change::Put(Box::new(entry.clone()))], "1"))
                    };
                    living.update(put).unwrap();
                }
            });
        }
    });
    assert_eq!(living.current().len(), 40);
}

#[test]
fn deltas_that_are_cut_or_no_deltas_are_refused() {
    let refused = |text: &str| {
        matches!(from_json_lines_delta(text.as_bytes()).unwrap_err().kind(), ErrorKind::ListRefused { .. })
    };
    assert!(refused(&DELTA.replace("\"delta\"", "\"full\"")));
    assert!(refused(&DELTA.replace("\"version\":\"2\",", "")));
    assert!(refused(&DELTA.replace("\"1\",\"default", "null,\"default")));
    assert!(refused(&DELTA.replace("\"version\":\"2\"", "\"version\":\"1\"")));
    assert!(refused(&DELTA.replace("\"entries\":5", "\"entries\":6")));
    assert!(refused(DELTA.rsplit_once('\n').unwrap().0));
    assert!(refused(&DELTA.replace("\"op\":\"del\"", "\"op\":\"drop\"")));
    assert!((0..DELTA.len()).all(|end| from_json_lines_delta(&DELTA.as_bytes()[..end]).is_err()));
    // One broken row of five is named; the others are changes.
    let broken =
        from_json_lines_delta(DELTA.replace("\"op\":\"add\"", "\"op\":\"drop\"").as_bytes()).unwrap();
    assert_eq!((broken.changes.len(), &broken.troubles[..]), (4, &[(4, RowTrouble::Form)][..]));
    // A delta in which nothing changed is one.
    let (header, _) = DELTA.split_once('\n').unwrap();
    let none =
        from_json_lines_delta(format!("{header}\n{{\"record\":\"trailer\",\"entries\":0}}").as_bytes())
            .unwrap();
    assert_eq!((none.apply(&base()).unwrap().version(), none.apply(&base()).unwrap().len()), ("2", 4));
    assert!(from_csv_delta(b"a,b\n1,2\n", "1", "2").is_err());
    assert!(from_csv_delta(b"op,list,entry_id,names\n", "1", "1").is_err());
    assert!(from_csv_delta(b"op,list,entry_id,names\nadd,L,1,\n", "1", "2").is_err());
}

#[test]
fn the_sample_of_a_delta_applies_to_the_sample_of_a_list() {
    let (Some(full), Some(delta)) = (sample("own_entries.jsonl"), sample("own_delta.jsonl")) else { return };
    let full = from_json_lines(&full).unwrap();
    let version = full.version.clone().unwrap();
    let list = Watchlist::build(full.entries, version, Policy::default());
    assert_eq!(categories(&list.find("NAT-1", "E1").unwrap()), ["sanction", "wanted"]);
    let after = from_json_lines_delta(&delta).unwrap().apply(&list).unwrap();
    assert_eq!((list.len(), after.len(), after.version()), (2, 1, "20260228T060000Z"));
    assert!(after.find("NAT-1", "E2").is_none());
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
