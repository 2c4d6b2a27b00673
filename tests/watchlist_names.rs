//! Names are found through their spellings, scripts and slips, and other people's are not.

mod common;

use common::people::{finds, one, passenger};
use paxgov::model::{BirthDate, Field, Passenger, PersonName, Personal, TravelDocument};
use paxgov::watchlist::{BirthSpec, Entry, EntryName, NameQuality, Policy, Watchlist, name_score};

#[test]
fn a_name_is_found_through_its_spellings() {
    let list = one("MUKHAMMADIEV", "YUSUF", "1980-04-05");
    let born = Some("1980-04-05");
    let rows = [
        ("the same", "MUKHAMMADIEV", "YUSUF"),
        ("lower case", "mukhammadiev", "yusuf"),
        ("order", "YUSUF", "MUKHAMMADIEV"),
        ("in one piece", "YUSUF MUKHAMMADIEV", ""),
        ("a letter more", "MUKHAMMADIEVV", "YUSUF"),
        ("a letter less", "MUKHAMADIEV", "YUSUF"),
        ("another letter", "MUKHANMADIEV", "YUSUF"),
        ("swapped letters", "MUKAHMMADIEV", "YUSUF"),
        ("romanised otherwise", "MUHAMMADIEV", "YOUSSOUF"),
        ("Cyrillic", "МУХАММАДИЕВ", "ЮСУФ"),
        ("a second given name", "MUKHAMMADIEV", "YUSUF ALI"),
        ("split", "MUKHAM MADIEV", "YUSUF"),
        ("decomposed letters", "MUKHAMMADI\u{301}EV", "YUSU\u{301}F"),
    ];
    for (what, surname, given) in rows {
        assert!(finds(&list, &passenger(surname, given, born)), "{what}");
    }
}

#[test]
fn a_name_is_found_in_other_scripts() {
    let rows = [
        ("Arabic", "PARWANI", "KARIM MAHMOUD", "برواني", "كريم محمود"),
        ("Persian", "JAFARZADEH", "FARHAD", "جعفرزاده", "فرهاد"),
        ("Hebrew", "MENDELSON", "TAMAR", "מנדלסון", "תמר"),
        ("Greek", "VASSILAKOPOULOS", "GEORGIOS", "Βασιλακόπουλος", "Γεώργιος"),
        ("Katakana", "FREDERIKSEN", "MARTIN", "フレデリクセン", "マルティン"),
        ("Hiragana", "SHINOZUKA", "YURIKO", "しのづか", "ゆりこ"),
        ("Han, a foreign name", "LINDEMANN", "CARLA", "林德曼", "卡拉"),
        ("Han", "OUYANG", "XIAOMEI", "欧阳", "小梅"),
        ("Han in one piece", "LIN", "XIAOMEI", "林小梅", ""),
        ("Hangul", "NAMGOONG", "HANEUL", "남궁", "하늘"),
        ("Devanagari", "PRAKASHAN", "SUNITA", "प्रकाशन", "सुनीता"),
    ];
    let mut missed = Vec::new();
    for (what, surname, given, asked_surname, asked_given) in rows {
        let list = one(surname, given, "1980-04-05");
        let there = finds(&list, &passenger(asked_surname, asked_given, Some("1980-04-05")));
        let list = one(asked_surname, asked_given, "1980-04-05");
        if !there || !finds(&list, &passenger(surname, given, Some("1980-04-05"))) {
            missed.push(what);
        }
    }
    assert_eq!(missed, [""; 0]);
}

/// Names in one script are found by their usual spelling in another without a birth date, either way, and other names are not.
#[test]
fn whole_names_are_found_across_scripts_without_a_date() {
    let rows = [
        ("Arabic", "TARIQ MAHMOUD AL BAGHDADI", "طارق محمود البغدادي"),
        ("Arabic", "ABDULLAH SALIH QASIM", "عبد الله صالح قاسم"),
        ("Arabic", "NOUREDDINE KHALIL", "نور الدين خليل"),
        ("Arabic, an unknown name", "HASSAN AL ZORBATI", "حسن الزربطي"),
        ("Persian", "REZA KARIMI", "رضا کریمی"),
        ("Persian", "MORTEZA ALIZADEH", "مرتضی علی‌زاده"),
        ("Urdu", "SHAMSUDDIN KHAN", "شمس الدین خان"),
        ("Hangul", "LEE MIN SU", "이민수"),
        ("Hangul", "PARK JUNGHO", "박정호"),
        ("Hangul", "CHOI SUN YOUNG", "최선영"),
    ];
    let mut missed = Vec::new();
    for (what, latin, other) in rows {
        for (listed, asked) in [(latin, other), (other, latin)] {
            let entry = EntryName::full(NameQuality::Primary, listed);
            let list = Watchlist::build([Entry::new("L", "1").with_name(entry)], "1", Policy::default());
            if !finds(&list, &passenger(asked, "", None)) {
                missed.push(format!("{what}: {asked}"));
            }
        }
    }
    assert_eq!(missed, [""; 0]);
    let list = Watchlist::build(
        rows.iter().map(|(_, latin, _)| {
            Entry::new("L", *latin).with_name(EntryName::full(NameQuality::Primary, *latin))
        }),
        "1",
        Policy::default(),
    );
    for other in ["سمير محمود البصري", "رضا احمدی", "김민수", "이재호", "حسن الكرماني", "عبد الرحمن صالح"]
    {
        assert!(!finds(&list, &passenger(other, "", None)), "{other}");
    }
}

/// Names of two words that are one elsewhere: of God, of the religion. Found by names only, either way.
#[test]
fn names_of_god_and_of_the_religion_are_one_word_or_several() {
    let same = [
        &[
            "SALAHUDDIN KHALIL",
            "SALAH AL-DIN KHALIL",
            "SALAH ED DINE KHALIL",
            "SALAHALDIN KHALIL",
            "Salah Uddin Khalil",
        ][..],
        &["NOUREDDINE KHALIL", "NUR AL DIN KHALIL", "NOORUDDIN KHALIL"],
        &["HABIBULLAH KHALIL", "HABIB ULLAH KHALIL", "HABIB ALLAH KHALIL", "HABIBOLLAH KHALIL"],
        &["ABDULLAH SALIH QASIM", "ABD ALLAH SALIH QASIM", "ABDALLAH SALIH QASIM"],
        &["KARIM AKHUNDZADEH", "KARIM AKHUND ZADA", "KARIM AKHUNDZADA"],
    ];
    for names in same {
        for (listed, asked) in names.iter().flat_map(|one| names.iter().map(move |other| (*one, *other))) {
            let list = one(listed, "", "1980");
            assert!(finds(&list, &passenger(asked, "", None)), "{listed}: {asked}");
        }
    }
    let list = one("MD NASIR UDDIN", "", "1980");
    assert!(
        finds(&list, &passenger("UDDIN", "MD NASIR", None))
            && finds(&list, &passenger("UDDIN", "NASIR MD", None))
    );
    assert!(finds(&one("NASIRUDDIN MD", "", "1980"), &passenger("UDDIN", "MD NASIR", None)));
    for other in ["SAIFUDDIN KHALIL", "SALAH KHALIFA", "DIN KHALIL"] {
        assert!(!finds(&one("SALAHUDDIN KHALIL", "", "1980"), &passenger(other, "", None)), "{other}");
    }
}

/// Given names of East Asia in one word and by their syllables; articles in one with names and apart. By names only, either way.
#[test]
fn short_names_and_articles_stand_in_one_or_apart() {
    for (one_piece, apart) in [
        ("CHEN DAWEI", "CHEN DA WEI"),
        ("KIM MINJI", "KIM MIN JI"),
        ("KIM DONGHYUN", "KIM DONG HYUN"),
        ("AHMED ELSHARIF", "AHMAD AL SHARIF"),
        ("OSAMA ALMASRI", "USAMA EL-MASRY"),
        ("KHALED BENALI", "KHALID BIN ALI"),
        ("ABUZAID SALIM", "ABU ZEID SALIM"),
        ("SALIM ESSAYED", "SALIM AL SAYED"),
        ("SAEED JALILI", "SAID JALILI"),
        ("MOHD TARIQ", "MUHAMMAD TARIQ"),
        ("WAEL TARIQ", "WAIL TARIQ"),
        ("HOSSEIN KARIMZADEH", "HOSSEIN KARIM ZADEH"),
        ("KARIM AHMADZAI", "KARIM AHMADZAY"),
    ] {
        for (listed, asked) in [(one_piece, apart), (apart, one_piece)] {
            assert!(finds(&one(listed, "", "1980"), &passenger(asked, "", None)), "{listed}: {asked}");
        }
    }
    // One name in two words is no two names, and names that begin like an article are none.
    for (listed, other) in [
        ("SU JI", "SUJI PARK"),
        ("SA RA", "SARA ALI"),
        ("ALBERT KLEIN", "BERT KLEIN"),
        ("ELENA MARIN", "ENA MARIN"),
        ("ALINA AL SHARIF", "INA SHARIF"),
        ("ELISA GARCIA", "ISSA GARCIA"),
        ("ELMAR KLEIN", "OMAR KLEIN"),
        ("ALEMAN KLEIN", "IMAN KLEIN"),
        ("ABBOTT JOHN", "BUTT JOHN"),
    ] {
        for (listed, asked) in [(listed, other), (other, listed)] {
            assert!(!finds(&one(listed, "", "1980"), &passenger(asked, "", None)), "{listed}: {asked}");
        }
    }
}

/// A letter more or less at the end of a name, and other spellings of a vowel, are no other name. By names only, either way.
#[test]
fn spellings_of_endings_keep_names_together() {
    for (one_way, other) in [
        ("MICHAEL KLEIN", "MICHAELS KLEIN"),
        ("YAEL KLEIN", "YAELLE KLEIN"),
        ("NARVAEZ PILAR", "NARVAES PILAR"),
        ("HOUARI KLEIN", "HUARI KLEIN"),
        ("LOUAY KLEIN", "LUAY KLEIN"),
        ("MARCELLA KLEIN", "MARCELLAH KLEIN"),
        ("BRADDIN KLEIN", "BRADDEN KLEIN"),
        ("AMANGELDIN RUSLAN", "AMANGELDI RUSLAN"),
        ("ABDELATIF KLEIN", "ABDELLATIF KLEIN"),
        ("ABDULAZIZ KLEIN", "ABDULAZIS KLEIN"),
        ("ABDALLA KLEIN", "ABDALLAH KLEIN"),
    ] {
        for (listed, asked) in [(one_way, other), (other, one_way)] {
            assert!(finds(&one(listed, "", "1980"), &passenger(asked, "", None)), "{listed}: {asked}");
        }
    }
}

/// Signs of Han are read as names have them.
#[test]
fn signs_of_han_are_read_as_in_names() {
    for (signs, latin) in
        [("李娜", "LI NA"), ("单小梅", "SHAN XIAOMEI"), ("曾小梅", "ZENG XIAOMEI"), ("仇小梅", "QIU XIAOMEI")]
    {
        for (listed, asked) in [(signs, latin), (latin, signs)] {
            assert!(
                finds(&one(listed, "", "1980-04-05"), &passenger(asked, "", Some("1980-04-05"))),
                "{listed}: {asked}"
            );
        }
    }
}

/// ABDUL and the name behind it are one name: who shares it and nothing else shares one of several.
#[test]
fn servants_of_one_name_are_not_two_names() {
    let list = one("ABDUL SAMAD", "", "1980-04-05");
    for other in ["ABDULSAMAD", "ABDEL SAMAD", "ABD AL-SAMAD", "SAMAD ABDUL"] {
        assert!(finds(&list, &passenger(other, "", None)), "{other}");
    }
    assert!(!finds(&list, &passenger("KARAYEL", "ABDULSAMAD", None)));
    assert!(finds(&list, &passenger("KARAYEL", "ABDULSAMAD", Some("1980-04-05"))));
    let list = one("KARAYEL", "ABDUL SAMAD", "1980-04-05");
    assert!(!finds(&list, &passenger("TORBATI", "ABDULSAMAD", None)));
    assert!(finds(&list, &passenger("KARAYEL", "ABDULSAMAD", None)));
    assert!(finds(&list, &passenger("KARAYEL", "SAMAD", None)));
    // The servant of another is not the servant of God.
    let list = one("ABDULAZIZ NASIR QARNI", "", "1980-04-05");
    assert!(!finds(&list, &passenger("QARNI", "ABDULLAH NASIR", None)));
}

/// Spellings of Central Asia, the Caucasus and Turkey, found by names only; each pair either way.
#[test]
fn names_of_the_region_are_found_in_their_spellings() {
    let rows = [
        ("JO'RAYEV", "SHAVKAT", "JURAEV"),
        ("JO'RAYEV", "SHAVKAT", "DJURAEV"),
        ("Жўраев", "Шавкат", "JURAEV"),
        ("Жўраев", "Шавкат", "JORAYEV"),
        ("Йўлдошев", "Ботир", "YULDASHEV"),
        ("Ўктамов", "Ботир", "OKTAMOV"),
        ("KARIMZODA", "DAVRON", "KARIMOV"),
        ("SOBIRZODA", "DAVRON", "SOBIROVA"),
        ("ABDULLAULY", "NURLAN", "ABDULLAKYZY"),
        ("SERGEEV", "OLEG", "SERGEYEV"),
        ("NABIEV", "DAVRON", "NABIZODA"),
        ("ABDULLAZODA", "DAVRON", "ABDULLAEV"),
        ("ÇETİN", "ÖZGÜR", "CETIN"),
        ("ĐORĐEVIĆ", "NIKOLA", "DJORDJEVIC"),
    ];
    let mut missed = Vec::new();
    for (surname, given, other) in rows {
        let there = finds(&one(surname, given, "1980-04-05"), &passenger(other, given, None));
        let back = finds(&one(other, given, "1980-04-05"), &passenger(surname, given, None));
        if !there || !back {
            missed.push((surname, other, there, back));
        }
    }
    assert_eq!(missed, []);
}

/// Who has one name is booked with it twice, or with a word for none.
#[test]
fn a_single_name_is_found_beside_words_for_none() {
    let list = one("ZORVAN", "", "1980-04-05");
    for given in ["", "ZORVAN", "XXX", "UNKNOWN", "FNU", "NFN"] {
        assert!(finds(&list, &passenger("ZORVAN", given, None)), "{given}");
    }
    assert!(!finds(&list, &passenger("ZORVAN", "TARKOV", None)));
}

#[test]
fn joined_and_split_names_are_the_same() {
    let rows = [
        ("ERIKSSON", "ANNA MARIA", "ERIKSSON", "ANNAMARIA"),
        ("VAN DEN BERG", "JAN", "VANDENBERG", "JAN"),
        ("AL-RASHID", "OMAR", "ALRASHID", "OMAR"),
        ("MCDONALD", "PAUL", "MC DONALD", "PAUL"),
        ("ERIKSSON", "ANNAMARIA", "ERIKSSON", "ANNA MARIA"),
        ("BEN ALI", "MOHAMED", "BEN ALI", "MOHAMED"),
    ];
    for (surname, given, asked_surname, asked_given) in rows {
        let list = one(surname, given, "1980-04-05");
        assert!(
            finds(&list, &passenger(asked_surname, asked_given, Some("1980-04-05"))),
            "{surname} {given}"
        );
    }
}

#[test]
fn names_in_many_documents_are_looked_for_or_said_to_be_left() {
    let entry = Entry::new("L", "1").with_name(EntryName::full(NameQuality::Primary, "Zorvan Testovski"));
    let list = Watchlist::build([entry], "1", Policy::default());
    let with = |holders: &[&str]| {
        let mut who = Passenger::named(PersonName::new("QELMUT".into(), ["MARA".into()]));
        who.documents.extend(holders.iter().map(|holder| {
            let mut document = TravelDocument::default();
            document.holder = Some(Personal(PersonName::new((*holder).to_owned().into(), [])));
            document
        }));
        who
    };
    // One name again and again hides no other one.
    let again = with(&[
        "MARA QELMUT",
        "MARA QELMUT",
        "MARA QELMUT",
        "MARA QELMUT",
        "MARA QELMUT",
        "ZORVAN TESTOVSKI",
    ]);
    let screening = list.screen(&again);
    assert_eq!((screening.hits.len(), screening.name_was_cut), (1, false));
    let many = with(&["ANNA BELL", "BELLA CORR", "CARLA DORN", "DORA ERKS", "ZORVAN TESTOVSKI"]);
    let screening = list.screen(&many);
    assert_eq!((screening.hits.len(), screening.name_was_cut), (0, true));
    // A name in signs is one of the four, in however many ways it is read; another one that is read alike in one way is new.
    let signs = with(&["小林 恵", "ALPHA BEKOV", "BETA CORVIN", "ZORVAN TESTOVSKI"]);
    let screening = list.screen(&signs);
    assert_eq!((screening.hits.len(), screening.name_was_cut), (1, false));
    let five = with(&["角田 真太", "小林 恵", "ALPHA BEKOV", "BETA CORVIN", "ZORVAN TESTOVSKI"]);
    let screening = list.screen(&five);
    assert_eq!((screening.hits.len(), screening.name_was_cut), (0, true));
}

#[test]
fn a_holder_whose_signs_are_read_alike_in_chinese_is_another_one() {
    let entry = Entry::new("L", "1").with_name(EntryName::full(NameQuality::Primary, "Yamada Umeko"));
    let list = Watchlist::build([entry], "1", Policy::default());
    let mut who = Passenger::named(PersonName::new("山田".into(), ["美子".into()]));
    assert!(list.screen(&who).hits.is_empty());
    let mut document = TravelDocument::default();
    document.holder = Some(Personal(PersonName::new("山田".into(), ["梅子".into()])));
    who.documents.push(document);
    assert_eq!(list.screen(&who).hits.len(), 1);
}

#[test]
fn a_slip_in_abd_before_its_article_is_abd() {
    let listed = "ABD-AL-HAMID ZORVAN";
    let same = name_score(listed, listed).unwrap();
    for who in ["ADB-AL-HAMID ZORVAN", "BAD AL HAMID ZORVAN", "ABDULHAMID ZORVAN"] {
        assert!((name_score(who, listed).unwrap() - same).abs() < 1e-6, "{who}");
    }
    // Without an article it may be a name of its own, and more than one letter is another word.
    for who in ["BAD HAMID ZORVAN", "BADR AL-HAMID ZORVAN", "DAB AL HAMID ZORVAN"] {
        assert!(name_score(who, listed).is_none_or(|score| score < same - 1e-3), "{who}");
    }
}

#[test]
fn slips_of_a_hand_are_met() {
    let pairs = [
        // Letters that are heard together and changed places, or were written twice.
        ("RSAHID ZORVAN", "RASHID ZORVAN"),
        ("KAHMED QELMUT", "AKHMED QELMUT"),
        ("AJBER ZORVAN", "JABER ZORVAN"),
        ("TARIQ AZZI", "TARIQ AZIZ"),
        ("CIAN DELKOVA", "CAIN DELKOVA"),
        ("KKHAMIS SSHERIN", "KHAMIS SHERIN"),
        ("ALEXXANDA ZORVAN", "ALEXANDA ZORVAN"),
        // Consonants of short names.
        ("TESTOV ASBI", "TESTOV ABSI"),
        ("PAK MUN LI", "PAK MUN IL"),
        // A letter that slipped over a gap.
        ("KIMK YONG ZOR", "KIM KYONG ZOR"),
        ("ZORVA NTESTOV QELMUT", "ZORVAN TESTOV QELMUT"),
        ("ZORVA NTESTOV", "ZORVAN TESTOV"),
        // The same out of a letter group, and to a letter that is there already.
        ("ZORVANK HANOV QELMUT", "ZORVAN KHANOV QELMUT"),
        ("TESTC HUN NAM", "TEST CHUN NAM"),
        ("TESTU CHO LU", "TESTU CHOL U"),
        ("QELMU TTESTOV", "QELMUT TESTOV"),
        ("ZORVA NABD AL-KARIM", "ZORVAN ABD AL-KARIM"),
        ("ZORVAN ABDA L-KARIM", "ZORVAN ABD AL-KARIM"),
        ("ZORVAN AB DAL-KARIM", "ZORVAN ABD AL-KARIM"),
        // ABDUL before a name, and titles.
        ("ADBULKARIM ZORVAN", "ABDULKARIM ZORVAN"),
        ("ADBUR REHMAN", "ABDUR REHMAN"),
        ("ABUDLKARIM ZORVAN", "ABDULKARIM ZORVAN"),
        ("ABDULAMLIK ZORVAN", "ABDULMALIK ZORVAN"),
        ("ABDEELKARIM ZORVAN", "ABDELKARIM ZORVAN"),
        ("ZORVEEEN QELMUT", "ZORVEEN QELMUT"),
        ("ZORVAN ABBD AL-KARIM", "ZORVAN ABD AL-KARIM"),
        ("AMULANA QELMUTULLAH", "MAULANA QELMUTULLAH"),
        // A gap that tears ABDUL and another name.
        ("ZORVAN A BDULKARIM", "ZORVAN ABDULKARIM"),
        ("ZORVAN AB DULKARIM", "ZORVAN ABDULKARIM"),
        ("ZORVAN ABD ULKARIM", "ZORVAN ABDULKARIM"),
        ("ZORVAN ABDU LKARIM", "ZORVAN ABDULKARIM"),
        ("ZORVAN ABDULK ARIM", "ZORVAN ABDULKARIM"),
        ("ZORVAN ABDULKA RIM", "ZORVAN ABDULKARIM"),
        ("ZORVAN ABDULKAR IM", "ZORVAN ABDULKARIM"),
        ("ZORVAN ABDULKARI M", "ZORVAN ABDULKARIM"),
        ("AB DULKARIM", "ABDULKARIM"),
        ("ABDULKAR IM", "ABD AL-KARIM"),
    ];
    for (who, listed) in pairs {
        let score = name_score(who, listed);
        assert!(score.is_some_and(|score| score >= 0.6), "{who}, {listed}: {score:?}");
    }
    // What looks like a slip and is a name, as it was before.
    let same = [
        ("ALISA PETROVA", "ALISSA PETROVA"),
        ("MUHAMMAD SAYEED", "MUHAMMAD SAYID"),
        ("ABDESLAM ZORVAN", "ABDESALAM ZORVAN"),
        ("ABEDRABBO QELMUT", "ABED RABBO QELMUT"),
        ("ABUDRIS ZORVAN", "ABU DRIS ZORVAN"),
        ("AB DELGADOR", "DELGADOR AB"),
    ];
    for (who, listed) in same {
        let score = name_score(who, listed);
        assert!(score.is_some_and(|score| score >= 0.9), "{who}, {listed}: {score:?}");
    }
}

/// Names leave others over on both sides, but for an initial, a particle or the start of a cut name that may be one of them: with
/// a birth date they are found as they are explained.
#[test]
fn what_stands_for_a_name_is_not_left_over() {
    let born = |year| BirthDate::new(year, Some(3), Some(4)).unwrap();
    for (who, listed) in [
        ("ZORVAN TESTOV KARIM", "ZORVAN TESTOV K LOPEZ"),
        ("ZORVAN TESTOV K LOPEZ", "ZORVAN TESTOV KARIM"),
        ("ZORVAN TESTOV QELMUT VAN", "ZORVAN TESTOV LOPEZ VANN QELMUT"),
        ("KONSTANTINOV VENKATARAMAN SULTAN", "KONSTANTINOV VENKATARAMAN SULTANBEKOVICH LOPEZ"),
    ] {
        let entry = Entry::new("L", "1")
            .with_name(EntryName::full(NameQuality::Primary, listed))
            .with_birth(BirthSpec::Date(born(1970)));
        let list = Watchlist::build([entry.clone()], "1", Policy::default());
        for year in [1970, 1971] {
            let mut passenger = Passenger::named(PersonName::new(who.into(), []));
            passenger.birth_date = Field::Valid(Personal(born(year)));
            assert!(list.explain(&passenger, &entry).is_hit(), "{who}, {listed}, {year}");
            assert_eq!(list.screen(&passenger).hits.len(), 1, "{who}, {listed}, {year}");
        }
    }
}

/// The start of a long name may be another name's, and is not what keeps names from agreeing.
#[test]
fn a_cut_name_does_not_stand_in_the_way_of_names() {
    for (who, listed) in [
        ("VENKATARAMANA NVENKATARAMANAN", "VENKATARAMANANSULTANBEK"),
        ("ZORVANKONSTANTIN ZORVANKONSTANTAN", "ZORVANKONSTANTINOVICH"),
    ] {
        assert!(name_score(who, listed).is_some(), "{who}, {listed}");
    }
}

/// The family's name may stand first in a message and have been written last.
#[test]
fn a_letter_that_slipped_over_a_gap_is_found_in_either_order() {
    let list = one("DELKOV", "ADAM", "1970-03-04");
    for (surname, given) in [("ELKOV", "ADAMD"), ("MDELKOV", "ADA"), ("ADAMD", "ELKOV"), ("ADAMD ELKOV", "")]
    {
        assert!(finds(&list, &passenger(surname, given, None)), "{surname}, {given}");
    }
    assert!(!finds(&list, &passenger("ELKOV", "ADAMD TESTOV", None)));
}

#[test]
fn other_people_are_no_slips() {
    let pairs = [
        ("BADALYAN ZORVAN", "ABDAL YAN ZORVAN"),
        ("BADEREDDIN ZORVAN", "ABDUL EDDIN ZORVAN"),
        // One letter more is no letter that slipped over a gap.
        ("LI MEI", "LIM MEI"),
        ("WANG GANG", "WAN GANG"),
        ("QI MUHAMMAD", "KIM MUHAMMAD"),
        // The gap alone, in short names.
        ("SUN AN", "SU NAN"),
        ("WANG AN", "WAN GAN"),
        ("LIN GAN", "LING AN"),
        // Short names of the same letters.
        ("ZORVAN MAI", "ZORVAN MIA"),
        ("ZORVAN ANN", "ZORVAN NAN"),
        ("ZORVAN CUI", "ZORVAN SIU"),
    ];
    for (who, listed) in pairs {
        let score = name_score(who, listed);
        assert!(score.is_none_or(|score| score < 0.6), "{who}, {listed}: {score:?}");
    }
}

#[test]
fn short_names_of_different_people_do_not_meet() {
    for (who, listed) in [("HAN WEI", "KAN WEI"), ("LIN WEI", "RIN WEI"), ("HADI ZORVAN", "KADI ZORVAN")] {
        let score = name_score(who, listed);
        assert!(score.is_none_or(|score| score < 0.5), "{who}, {listed}: {score:?}");
    }
    // H of one alphabet is KH in another.
    for (who, listed) in [("HINA SATO", "Хина Сато"), ("HAMZA KERIM", "Хамза Керим")] {
        let score = name_score(who, listed);
        assert!(score.is_some_and(|score| score > 0.5), "{who}, {listed}: {score:?}");
    }
}
