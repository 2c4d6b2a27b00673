//! What publishers write and readers of lists lose: numbers with words around them, rows with another number of cells, attributes that are no XML,
//! dates that nobody understands beside others, states of old, words in capitals. Invented people.

mod common;

use common::lists::{births, born, names, numbers, refused, states};
use paxgov::codes::StateCode;
use paxgov::model::{Field, Passenger, PersonName, Personal, TravelDocument};
use paxgov::watchlist::{
    BirthSpec, Change, Entry, EntryDocument, EntryName, Handling, Loaded, NameQuality, NumberMatch, OfacCsv,
    Policy, RowTrouble, SdnRows, StoredPassengers, Watchlist, from_csl_csv, from_csv, from_csv_delta,
    from_eu_xml, from_ftm, from_ftm_delta, from_json_lines, from_lost_documents, from_opensanctions_csv,
    from_uk_csv, from_un_xml,
};

#[expect(clippy::unwrap_used, reason = "a test")]
fn un(inside: &str) -> Loaded {
    let person =
        format!("<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ZORVAN</FIRST_NAME>{inside}</INDIVIDUAL>");
    from_un_xml(format!("<CONSOLIDATED_LIST>{person}</CONSOLIDATED_LIST>").as_bytes()).unwrap()
}

fn state(code: &str) -> Option<StateCode> {
    StateCode::from_alpha3(code.as_bytes())
}

fn holder(number: &str, issuer: Option<StateCode>) -> Passenger<'static> {
    let mut document = TravelDocument::default();
    document.issuer = issuer.map_or(Field::Absent, |state| Field::Valid(Personal(state)));
    document.number = Some(Personal(number.to_owned().into()));
    let mut who = Passenger::named(PersonName::new("EXEMPLARI".into(), ["NURIA".into()]));
    who.documents.push(document);
    who
}

#[test]
fn numbers_stand_among_words() {
    let documents = |number: &str| {
        let kind = "<TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>";
        let loaded =
            un(&format!("<INDIVIDUAL_DOCUMENT>{kind}<NUMBER>{number}</NUMBER></INDIVIDUAL_DOCUMENT>"));
        let entry = &loaded.entries[0];
        (numbers(&entry.documents), loaded.troubles.clone(), entry.reason.0.clone())
    };
    for (text, want) in [
        ("Sample passport No. A1234567", &["P A1234567 -"][..]),
        ("Sample national identification card (tazkira) number 123456", &["P 123456 -"]),
        ("A1234567, expired 2010", &["P A1234567 -"]),
        ("A1234567 / B7654321", &["P A1234567 -", "P B7654321 -"]),
        ("N\u{b0} A1234567", &["P A1234567 -"]),
    ] {
        let (found, troubles, _) = documents(text);
        assert_eq!(
            (found.as_slice(), troubles),
            (want.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>().as_slice(), vec![]),
            "{text}"
        );
    }
    // What stands beside them is kept for the officer, and a document without a number is told.
    assert_eq!(documents("A1234567, reported stolen in 2010").2, "A1234567, reported stolen in 2010");
    let (found, troubles, reason) = documents("number is not known");
    assert_eq!(
        (found.len(), troubles, reason.as_str()),
        (0, vec![(1, RowTrouble::Number)], "number is not known")
    );
    // A type that says nothing is told by the words beside it.
    let eu = |attributes: &str| {
        let person = "<subjectType code=\"person\"/><nameAlias wholeName=\"Zorvan Qelmut\"/>";
        let text = format!(
            "<export><sanctionEntity logicalId=\"1\">{person}<identification {attributes}/></sanctionEntity></export>"
        );
        numbers(&from_eu_xml(text.as_bytes()).unwrap().entries[0].documents)
    };
    for attributes in [
        "identificationTypeCode=\"other\" number=\"A1234567 (passport)\"",
        "identificationTypeCode=\"other\" identificationTypeDescription=\"Passport\" number=\"A1234567\"",
        "number=\"passport A1234567\"",
        "number=\"No A1234567\" identificationTypeCode=\"passport\" countryIso2Code=\"\"",
    ] {
        assert_eq!(eu(attributes), ["P A1234567 -"], "{attributes}");
    }
    assert_eq!(
        eu(
            "identificationTypeCode=\"passport\" number=\"A1\" countryIso2Code=\"EL\" countryDescription=\"GREECE\""
        ),
        ["P A1 GRC"]
    );
}

#[test]
fn rows_with_more_cells_than_columns_are_told() {
    let header = "Unique ID,Name 6,Name 1,Name type,D.O.B,Designation Type,Passport number,Nationality(/ies),Town of birth,National Identifier number\n";
    let sound = "U0,TESTOVSKI,Nuria,Primary Name,,Individual,,,,\n";
    let loaded = from_uk_csv(
        format!("{header}{sound}U1,QELMUT, Jr,Zorvan,Primary Name,01/01/1950,Individual,X1,,,5\n").as_bytes(),
    );
    assert_eq!(loaded.unwrap().troubles, [(3, RowTrouble::Form)]);
    // Empty cells behind the last column are none.
    let with_empty = from_uk_csv(format!("{header}{}", sound.replace('\n', ",,\n")).as_bytes()).unwrap();
    assert_eq!((with_empty.entries.len(), with_empty.troubles.len()), (1, 0));
    let own = "list,entry_id,names,documents,reason,valid_to,handling\n";
    let row = "NAT,E0,primary^^^NURIA,,,,\n";
    let with = |last: &str| from_csv(format!("{own}{row}{last}\n").as_bytes()).unwrap();
    for last in
        ["NAT,E1,primary^^^TESTOVSKI, ZORVAN,P^X1^RUS,seen,,", "NAT,E1,primary^^^ZORVAN,P^X1^RUS,seen"]
    {
        let loaded = with(last);
        assert_eq!(
            (loaded.entries.len(), loaded.troubles.as_slice()),
            (1, &[(3, RowTrouble::Form)][..]),
            "{last}"
        );
    }
    assert_eq!(with("NAT,E1,primary^^^ZORVAN,P^X1^RUS,seen,,").entries.len(), 2);
    // Who is deleted needs no more than an id.
    let delta = from_csv_delta(format!("op,{own}del,NAT,E0\n").as_bytes(), "1", "2").unwrap();
    assert!(matches!(delta.changes.as_slice(), [Change::Delete { .. }]));
    let simple =
        "id,schema,name,aliases,birth_date,countries\n0,Person,Nuria,,,\n1,Person,Qelmut, Zorvan,x,,,y\n";
    assert_eq!(from_opensanctions_csv(simple.as_bytes()).unwrap().troubles, [(3, RowTrouble::Form)]);
}

#[test]
fn attributes_that_are_no_xml_cost_their_record_and_are_told() {
    let entity = |id: u8, name: &str| {
        format!(
            "<sanctionEntity logicalId=\"{id}\"><subjectType code=\"person\"/><nameAlias {name}/></sanctionEntity>"
        )
    };
    for broken in ["wholeName=\"Zorvan & Qelmut\"", "wholeName=\"Jos&eacute; Qelmut\"", "wholeName=Zorvan"] {
        let text = format!("<export>{}{}</export>", entity(1, "wholeName=\"Nuria\""), entity(2, broken));
        let loaded = from_eu_xml(text.as_bytes()).unwrap();
        assert_eq!(
            (loaded.entries.len(), loaded.troubles.as_slice()),
            (1, &[(2, RowTrouble::Form)][..]),
            "{broken}"
        );
    }
}

#[test]
fn a_date_that_nobody_understands_keeps_others_from_speaking_against() {
    let date = |inside: &str| format!("<INDIVIDUAL_DATE_OF_BIRTH>{inside}</INDIVIDUAL_DATE_OF_BIRTH>");
    let known = date("<DATE>1950-01-01</DATE>");
    let loaded =
        un(&format!("<SECOND_NAME>QELMUTHALO</SECOND_NAME>{known}{}", date("<NOTE>some years later</NOTE>")));
    assert_eq!(births(&loaded.entries[0]), [born("1950-01-01"), BirthSpec::Unknown]);
    assert_eq!(loaded.troubles, [(1, RowTrouble::BirthDate)]);
    let mut who = Passenger::named(PersonName::new("QELMUTHALO".into(), ["ZORVAN".into()]));
    let list = |loaded: &Loaded| Watchlist::build(loaded.entries.clone(), "1", Policy::default());
    for (day, at_least) in [("1962-05-06", 0.9), ("1950-01-01", 0.99)] {
        let Some(BirthSpec::Date(day)) = BirthSpec::read(day) else { unreachable!() };
        who.birth_date = Field::Valid(Personal(day));
        let list = list(&loaded);
        assert!(list.screen(&who).hits.first().is_some_and(|hit| hit.score > at_least), "{day:?}");
        assert!(list.explain(&who, &loaded.entries[0]).is_hit());
    }
    // A date alone that is not understood is none at all, and years in words are years.
    let alone = un(&date("<NOTE>some years later</NOTE>"));
    assert_eq!(births(&alone.entries[0]), []);
    let years = un(&format!("{known}{}", date("<NOTE>between 1961 and 1963</NOTE>")));
    assert_eq!(births(&years.entries[0]), [born("1950-01-01"), born("1961/1963")]);
    // So it is in the own layout, and in a saved list.
    let own = from_csv(b"list,entry_id,names,birth_dates\nL,1,primary^^^ZORVAN QELMUTHALO,1950-01-01|soon\n")
        .unwrap();
    assert_eq!(births(&own.entries[0]), [born("1950-01-01"), BirthSpec::Unknown]);
    let list = list(&own);
    let saved = Watchlist::load(&list.save(&[7; 16]), &[7; 16], Policy::default()).unwrap();
    assert_eq!(births(&saved.find("L", "1").unwrap()), [born("1950-01-01"), BirthSpec::Unknown]);
}

#[test]
fn issuers_that_stand_for_one_another_meet() {
    let listed = |issuer: &str| {
        let mut entry = Entry::new("L", "1");
        entry.documents.push(EntryDocument::new("P", "A1234567", state(issuer)));
        Watchlist::build([entry], "1", Policy::default())
    };
    for (of_list, shown) in
        [("HKG", "CHN"), ("SUN", "RUS"), ("XKX", "RKS"), ("GBR", "GBD"), ("ROM", "ROU"), ("ZIM", "ZWE")]
    {
        assert_eq!(
            listed(of_list).screen(&holder("A1234567", state(shown))).hits.len(),
            1,
            "{of_list} {shown}"
        );
        let text = format!("number,issuing_state\nA1234567,{of_list}\n");
        let lost = from_lost_documents(text.as_bytes()).unwrap();
        assert_eq!(lost.find("A1234567", state(shown)).len(), 1, "{of_list} {shown}");
    }
    assert_eq!(listed("FRA").screen(&holder("A1234567", state("DEU"))).hits.len(), 0);
}

#[test]
fn rescreening_finds_what_screening_finds_by_nine_characters() {
    for (listed, shown) in [
        ("ABCDEFGHIJ12345", "ABCDEFGHI"),
        ("ABCDEFGHJK", "ABCDEFGHJ"),
        ("P00000000123", "P000000005"),
        ("P000000006", "P00000000"),
        ("P-0000 000-0123", "P00000000"),
    ] {
        let mut entry = Entry::new("L", "1");
        entry.documents.push(EntryDocument::new("P", listed, None));
        let list = Watchlist::build([entry.clone()], "1", Policy::default());
        let who = holder(shown, None);
        let scores: Vec<f32> = list.screen(&who).hits.iter().map(|hit| hit.score).collect();
        let again = StoredPassengers::new(vec![who]).rescreen(&entry, &list);
        assert_eq!(scores.len(), 1, "{listed} {shown}");
        assert_eq!(again.iter().map(|hit| hit.score).collect::<Vec<_>>(), scores, "{listed} {shown}");
    }
}

#[test]
fn runs_of_blanks_are_found_as_single_documents_are() {
    let text = "number,number_to,issuing_state,reason\nAA0000100,AA0000199,UTO,STOLEN_BLANK\nBB00000000100,BB00000000199,UTO,STOLEN_BLANK\n";
    let list = from_lost_documents(text.as_bytes()).unwrap();
    let found = |number: &str| list.find(number, None).iter().map(|hit| hit.number).collect::<Vec<_>>();
    assert_eq!(found("AA0000150"), [NumberMatch::Same]);
    let with_digit =
        (0..10).filter(|digit| !found(&format!("AA0000150{digit}")).is_empty()).collect::<Vec<_>>();
    assert_eq!(with_digit, [2]);
    assert_eq!(found("AA00001502"), [NumberMatch::WithCheckDigit]);
    assert_eq!(found("AAO000150"), [NumberMatch::LettersAsDigits]);
    assert_eq!(found("BB0000000"), [NumberMatch::FirstNine]);
    assert_eq!(found("BB00000000150"), [NumberMatch::Same]);
    for other in ["AA0000200", "AA0000099", "AB0000150", "AA000015", "BB0000001", "", "AA"] {
        assert_eq!(found(other), [], "{other}");
    }
    // The same from a saved file, and a number without a letter or a digit is no row.
    let saved = paxgov::watchlist::LostDocuments::load(&list.save(&[7; 16]), &[7; 16]).unwrap();
    assert_eq!(saved.find("AAO000150", None).len(), 1);
    let rows = "number,issuing_state\n\n\nX1,UTO\n***,UTO\n";
    let list = from_lost_documents(rows.as_bytes()).unwrap();
    assert_eq!((list.len(), list.troubles()), (1, &[(5, RowTrouble::Form)][..]));
}

#[test]
fn words_of_the_own_layout_are_read_in_any_case() {
    let text = "op,list,entry_id,names,handling\nADD,L,1,Primary^QELMUT^ZORVAN| original ^^^Зорван|nick^^^ZOR,Silent\n";
    let loaded = from_csv(text.as_bytes()).unwrap();
    let entry = &loaded.entries[0];
    let qualities: Vec<NameQuality> = names(entry).into_iter().map(|(quality, _)| quality).collect();
    assert_eq!(qualities, [NameQuality::Primary, NameQuality::Original, NameQuality::Good]);
    assert_eq!(
        (entry.handling, loaded.troubles.as_slice()),
        (Handling::Silent, &[(2, RowTrouble::Word)][..])
    );
    let json = |handling: &str, trailer: &str| {
        let header = format!("{{\"record\":\"header\",\"default_handling\":\"{handling}\"}}");
        format!(
            "{header}\n{{\"record\":\"entry\",\"id\":\"1\",\"names\":[{{\"full\":\"ZORVAN\"}}]}}\n{{\"record\":\"trailer\"{trailer}}}\n"
        )
    };
    let read = |text: String| from_json_lines(text.as_bytes());
    assert_eq!(read(json("Silent", ",\"entries\":1")).unwrap().entries[0].handling, Handling::Silent);
    assert!(refused(read(json("secret", ",\"entries\":1"))) && refused(read(json("silent", ""))));
}

#[test]
fn who_is_no_target_is_passed_over() {
    let person = |id: &str, more: &str| {
        format!(
            "{{\"id\":\"{id}\",\"caption\":\"Nuria Qelmut\",\"schema\":\"Person\",\"properties\":{{}}{more}}}\n"
        )
    };
    let passport = "{\"id\":\"D\",\"schema\":\"Passport\",\"properties\":{\"number\":[\"A1234567\",\"B7654321\"],\"country\":[\"zz\"],\"holder\":[\"1\"]}}\n";
    let text =
        format!("\u{feff}{}{}{passport}", person("1", ",\"target\":true"), person("2", ",\"target\":false"));
    let loaded = from_ftm(text.as_bytes()).unwrap();
    assert_eq!((loaded.entries.len(), loaded.passed_over), (1, 1));
    assert_eq!(loaded.troubles, [(3, RowTrouble::State)]);
    assert_eq!(numbers(&loaded.entries[0].documents), ["P A1234567 -", "P B7654321 -"]);
    // Who became an organisation, or is no target any longer, goes.
    let delta = |op: &str, entity: &str| format!("{{\"op\":\"{op}\",\"entity\":{entity}}}\n");
    let company = "{\"id\":\"3\",\"schema\":\"Company\",\"properties\":{}}";
    let changed = from_ftm_delta(
        (delta("MOD", person("1", ",\"target\":false").trim()) + &delta("MOD", company)).as_bytes(),
        "1",
        "2",
    );
    assert!(matches!(changed.unwrap().changes.as_slice(), [Change::Delete { .. }, Change::Delete { .. }]));
    let born = ",\"properties\":{\"birthDate\":[\"1950-13-45\"]}";
    let told = person("1", "").replace(",\"properties\":{}", born);
    let told = from_ftm_delta(delta("MOD", told.trim()).as_bytes(), "1", "2").unwrap();
    assert_eq!((told.changes.len(), told.troubles.as_slice()), (1, &[(1, RowTrouble::BirthDate)][..]));
    let list = Watchlist::build(loaded.entries, "1", Policy::default());
    assert!(
        told.apply(&list).is_ok()
            && told
                .apply(&Watchlist::build([Entry::new("OPENSANCTIONS", "9")], "0", Policy::default()))
                .is_err()
    );
    assert!(from_ftm_delta(delta("ADD", person("", "").trim()).as_bytes(), "1", "2").is_err());
    // One without a name is told, and the rest goes on.
    let nameless = delta("ADD", "{\"id\":\"1\",\"schema\":\"Person\"}");
    let told =
        from_ftm_delta((nameless + &delta("ADD", person("7", "").trim())).as_bytes(), "1", "2").unwrap();
    assert_eq!((told.changes.len(), told.troubles.as_slice()), (1, &[(1, RowTrouble::Empty)][..]));
}

#[test]
fn na_is_a_family_and_a_state() {
    let loaded = un(
        "<SECOND_NAME>NA</SECOND_NAME><THIRD_NAME>na</THIRD_NAME><NATIONALITY><VALUE>na</VALUE></NATIONALITY>",
    );
    assert_eq!((names(&loaded.entries[0])[0].1.as_str(), states(&loaded.entries[0]).len()), ("ZORVAN NA", 0));
    let header = "_id,source,entity_number,type,name,alt_names,nationalities,citizenships,dates_of_birth,places_of_birth,ids,start_date,end_date\n";
    let csl = |row: &str| from_csl_csv(format!("{header}{row}\n").as_bytes(), SdnRows::Keep).unwrap();
    let loaded = csl("1,X,1,,Zorvan Qelmut,,NA,,,,,2030-01-01,2025-01-01");
    assert_eq!(states(&loaded.entries[0]), ["NAM"]);
    // A first day behind the last one is told, and one whose month nobody knows.
    assert_eq!(
        (loaded.entries[0].valid_from, loaded.troubles.as_slice()),
        (None, &[(2, RowTrouble::Word)][..])
    );
    let loaded = csl("1,X,1,,Zorvan Qelmut,,,,,,,01/02/2025,");
    assert_eq!(
        (loaded.entries[0].valid_from, loaded.troubles.as_slice()),
        (None, &[(2, RowTrouble::Word)][..])
    );
}

#[test]
fn columns_and_types_that_are_not_there_are_told() {
    let text = "Unique ID,Name 6,Name 1,Name type,DOB,Designation Type,Passport number,Nationality,Town of birth,National Identifier number\n\
        U1,QELMUT,Zorvan,Primary Name,01/01/1950,Individual,,,,\nU1,TARKOV,Zorvan,Alias,,,,,,\nU2,EXEMPLARI,Nuria,Primary Name,,Individual/Entity,,,,\n\
        U3,SAMPLE LTD,,Primary Name,,Entity,,,,\nU4,SORVANTIKO,,Primary Name Variation,,Individual,,,,\n";
    let loaded = from_uk_csv(text.as_bytes()).unwrap();
    assert_eq!((loaded.entries.len(), loaded.passed_over), (3, 1));
    assert_eq!(loaded.troubles, [(1, RowTrouble::Column), (1, RowTrouble::Column), (4, RowTrouble::Word)]);
    assert_eq!(names(&loaded.entries[0]).len(), 2);
    assert_eq!(names(&loaded.entries[2])[0].0, NameQuality::Primary);
}

#[test]
fn nicknames_of_ofac_end_with_their_quote() {
    let remarks = "a.k.a. 'ZOR' (Arabic); Passport 1234567 (Cyprus); alt. a.k.a. 'ABU-'TEST'; a.k.a. 'OPEN; Stateless Person ID Card 77-1; Refugee ID Card 12";
    let row = format!(
        "1,\"QELMUT, Zorvan\",\"Individual\",\"S\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remarks}.\"\n"
    );
    let loaded = OfacCsv::new(row.as_bytes()).read().unwrap();
    let entry = &loaded.entries[0];
    let named: Vec<String> = names(entry).into_iter().map(|(_, name)| name).collect();
    assert_eq!(named, ["QELMUT Zorvan", "ZOR", "ABU-'TEST", "OPEN"]);
    assert_eq!(numbers(&entry.documents), ["P 1234567 CYP", "I 77-1 -", "I 12 -"]);
}

#[test]
fn items_behind_an_open_nickname_are_their_own() {
    let read = |remarks: &str| {
        let row = format!(
            "1,\"QELMUT, Zorvan\",\"individual\",\"S\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remarks}.\"\n"
        );
        OfacCsv::new(row.as_bytes()).read().unwrap().entries.remove(0)
    };
    let entry = read(
        "a.k.a. 'ABU X; DOB 01 Jan 1950; a.k.a. 'ABU; Y'; National ID No. 9/Ma Na Ma (N) 123456 (Burma)",
    );
    let named: Vec<String> = names(&entry).into_iter().map(|(_, name)| name).collect();
    assert_eq!(named, ["QELMUT Zorvan", "ABU X", "ABU; Y"]);
    assert_eq!(
        (births(&entry), numbers(&entry.documents)),
        (vec![born("1950-01-01")], vec!["I 9/Ma Na Ma (N) 123456 MMR".to_owned()])
    );
    let many = un(&format!(
        "<INDIVIDUAL_DOCUMENT><NUMBER>{}</NUMBER></INDIVIDUAL_DOCUMENT>",
        "1234 No. 123456; ".repeat(40_000)
    ));
    assert_eq!(numbers(&many.entries[0].documents), ["X 1234 123456 -"]);
    // Many of them, and many signs that spell nothing, take no more time than their number.
    assert_eq!(names(&read(&"a.k.a. 'x; ".repeat(40_000))).len(), 2);
    let mut entry = Entry::new("L", "1");
    entry.documents.push(EntryDocument::new("P", format!("{}ABCDEFGHIJ12", "-".repeat(400_000)), None));
    let list = Watchlist::build([entry.clone()], "1", Policy::default());
    assert_eq!(StoredPassengers::new(vec![holder("ABCDEFGHI", None)]).rescreen(&entry, &list).len(), 1);
}

#[test]
fn long_texts_are_cut_and_not_dropped() {
    let loaded = un(&format!("<COMMENTS1>{}</COMMENTS1>", "Зоркий. ".repeat(12_000)));
    let reason = &loaded.entries[0].reason.0;
    assert!((1 << 16) - 4 <= reason.len() && reason.len() <= 1 << 16, "{}", reason.len());
}

/// Eight thousand documents of one holder in a delta: the time grows with them, not with their square.
#[test]
fn documents_of_one_holder_are_added_in_one_go() {
    let entry = Entry::new("L", "1").with_name(EntryName::full(NameQuality::Primary, "ZORVAN"));
    let list = Watchlist::build([entry], "1", Policy::default());
    let document = |n: u32| Change::Document {
        list: "L".to_owned(),
        id: "1".to_owned(),
        document: Box::new(EntryDocument::new("P", format!("A{n:07}"), None)),
    };
    let after = list.with_changes((0..100_000).map(|n| document(n / 2)), "2");
    assert_eq!(after.find("L", "1").unwrap().documents.len(), 50_000);
}
