//! Lists of the UN, the EU, the UK, OpenSanctions and the own layout: known answers over invented people.

mod common;

use common::lists::{Read, births, born, categories, names, numbers, refused, sample, states, strings};
use paxgov::watchlist::{
    BirthSpec, Entry, Handling, HandlingTable, NameQuality, OfacCsv, Policy, RowTrouble, Watchlist, from_csv,
    from_eu_csv, from_eu_xml, from_json_lines, from_opensanctions_csv, from_uk_conlist_csv, from_uk_csv,
    from_uk_xml, from_un_xml,
};

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
    assert_eq!(births(man), [born("1950-01-01"), born("1950/1953"), born("1973-03"), BirthSpec::Unknown]);
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
    assert_eq!(births(man), [born("1950-01-01"), born("1952"), BirthSpec::Unknown]);
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
    let old = b"Last Updated,01/01/2020\nName 6,Name 1,Group Type,Alias Type,Group ID,DOB,Nationality,Town of Birth,Passport Number,\
        National Identification Number\nM\xdcLLER,Zo\xeb,Individual,Primary name,1,,,,,\n";
    let loaded = from_uk_conlist_csv(&old[..]).unwrap();
    assert_eq!(names(&loaded.entries[0]), [(NameQuality::Primary, "MÜLLER Zoë".to_owned())]);
    assert_eq!(loaded.troubles, [(3, RowTrouble::Encoding)]);
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
    let dates = ["1951", "1950~", "1960/1962", "1973-11"].map(born);
    assert_eq!(births(man), [&dates[..], &[BirthSpec::Unknown]].concat());
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
            "90001,\"TESTOVSKI, Zorvan\",\"individual\",\"SAMPLE\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\
             \"DOB 01 Jan 1950; Passport X 0000001 (Russia); Tax ID No. 11-22; a.k.a. 'OLD ZOR'.\"\n",
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
