//! Lists of the United States: OFAC in three forms, and the consolidated screening list. Known answers over invented people.
#![expect(clippy::format_collect, reason = "a test")]

mod common;

use common::lists::{births, born, categories, names, numbers, refused, sample, states, strings, unknown};
use paxgov::watchlist::{
    BirthSpec, Handling, NameQuality, OfacCsv, RowTrouble, SdnRows, from_csl_csv, from_csl_json,
    from_ofac_advanced_xml, from_ofac_csv, from_ofac_xml,
};

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
    assert_eq!(births(man), [born("1950-01-01"), born("1951"), born("1952~"), BirthSpec::Unknown]);
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
        [&["1950-01-01", "1951", "1952~", "1953-02", "1954/1957"].map(born)[..], &[BirthSpec::Unknown]]
            .concat()
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
    let dates = vec![born("1950-01-01"), born("1952~"), BirthSpec::Unknown];
    assert_eq!((births(man), states(man)), (dates, vec!["RUS", "CYP"]));
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
        (vec![born("1950-01-01"), BirthSpec::Unknown], vec!["RUS"], vec!["90001"])
    );
    assert_eq!(numbers(&man.documents), ["P X 0000001 RUS"]);
    assert_eq!(strings(&man.addresses), ["12 Sample Street, RU"]);
    assert_eq!(loaded.entries[1].valid_to.map(|day| day.to_string()).as_deref(), Some("2030-01-02"));
    assert_eq!(from_csl_json(json.as_bytes(), SdnRows::Skip).unwrap().entries.len(), 1);
    assert!(refused(from_csl_json(format!("{json} {{}}").as_bytes(), SdnRows::Keep)));
    assert!(unknown(from_csl_json(&b"{\"error\": \"busy\"}"[..], SdnRows::Keep)));
    assert!(refused(from_csl_json(&b"{\"results\": []}"[..], SdnRows::Keep)));
}
