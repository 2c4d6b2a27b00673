//! Whose document, seat, ticket and contact it is: the cases in which people are lost or mixed up.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use paxgov::ReadOptions;
use paxgov::codes::Sex;
use paxgov::edifact::Interchange;
use paxgov::model::{Booking, BookingPush, Field, Manifest, Passenger, PersonFact};
use paxgov::paxlst::PassengerList;
use paxgov::pnrgov::PnrPush;

fn with_push<T>(body: &str, look: impl FnOnce(&BookingPush<'_>) -> T) -> T {
    let text = format!(
        "UNB+IATA:1+ZZ+GOV+260313:1015+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'ORG+ZZ'\
         TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417'EQN+1'{body}UNT+1+1'UNZ+1+1'"
    );
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let message = interchange.messages().next().unwrap();
    let push = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    look(&push.to_model())
}

/// One booking with a flight.
fn booking<T>(people: &str, look: impl FnOnce(&Booking<'_>) -> T) -> T {
    let body = format!("SRC'RCI+ZZ:ABC123'{people}TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y'RPI+1+HK'");
    with_push(&body, |push| look(&push.bookings[0]))
}

fn who(person: &Passenger<'_>) -> String {
    format!("{}/{}", person.name.surname, person.name.given.join(" "))
}

fn names(booking: &Booking<'_>) -> Vec<String> {
    booking.travellers.iter().map(who).collect()
}

fn document_of(booking: &Booking<'_>, name: &str) -> Vec<String> {
    let person = booking.travellers.iter().find(|person| who(person) == name).unwrap();
    person.documents.iter().filter_map(|d| d.number.as_ref()).map(|n| n.to_string_lossless()).collect()
}

trait Lossless {
    fn to_string_lossless(&self) -> String;
}

impl Lossless for paxgov::model::Text<'_> {
    fn to_string_lossless(&self) -> String {
        self.0.clone().into_owned()
    }
}

#[test]
fn two_infants_of_a_booking_are_two_people() {
    let people = "TIF+ADAMSON+JANEMRS:A:1'SSR+INFT:HK:1:ZZ:::::ADAMSON/LEO 01JAN26'\
        TIF+BERG+ANNAMRS:A:2'SSR+INFT:HK:1:ZZ:::::BERG/MIA 05DEC25'";
    booking(people, |b| {
        assert_eq!(names(b), ["ADAMSON/JANE", "BERG/ANNA", "ADAMSON/LEO", "BERG/MIA"]);
        assert!(b.travellers[2..].iter().all(|infant| infant.birth_date.valid().is_some()));
    });
}

#[test]
fn an_infants_document_is_its_own() {
    let people = "TIF+SMITH+ANNMRS:A:1'TIF+SMITH+MIA:IN:2'TIF+JONES+LEA:IN:3'\
        SSR+DOCS:HK:1:ZZ:::::/P/GBR/L3/GBR/01JAN26/FI/01JAN31/JONES/L'\
        SSR+DOCS:HK:1:ZZ:::::/P/GBR/T4/GBR/01FEB26/MI/01JAN31/JONES/TOM'";
    booking(people, |b| {
        // The first stands under its own name, the second names somebody who is not listed.
        assert_eq!(document_of(b, "JONES/LEA"), ["L3"]);
        assert_eq!(document_of(b, "JONES/TOM"), ["T4"]);
        assert_eq!(document_of(b, "SMITH/MIA"), [""; 0]);
    });
}

#[test]
fn hyphens_in_numbers_and_streets_are_no_tail() {
    let people = "TIF+ADAMSON+JANEMRS:A:1'SSR+DOCS:HK:1:ZZ:::::/P/AUT/12-34567/AUT/17MAY90/F/31JAN31/ADAMSON/JANE'\
        SSR+DOCA:HK:1:ZZ:::::/D/USA/12-14 MAIN STREET/NEW YORK/NY/10001'";
    booking(people, |b| {
        assert_eq!(document_of(b, "ADAMSON/JANE"), ["12-34567"]);
        assert_eq!(b.travellers[0].addresses[0].street.as_ref().unwrap().as_ref(), "12-14 MAIN STREET");
        assert_eq!(b.travellers[0].addresses[0].postcode.as_ref().unwrap().as_ref(), "10001");
    });
}

#[test]
fn the_name_of_the_passport_is_kept() {
    let people =
        "TIF+ATUYETMAIVAN+MISS:A:1'SSR+DOCS:HK:1:ZZ:::::/P/VNM/B1234567/VNM/17MAY90/F/31JAN31/VAN/TUYET MAI'";
    booking(people, |b| {
        let holder = b.travellers[0].documents[0].holder.as_ref().unwrap();
        assert_eq!((holder.surname.as_ref(), holder.given[0].as_ref()), ("VAN", "TUYET MAI"));
    });
}

#[test]
fn several_travellers_of_one_tif() {
    booking("TIF+SMITH+JOHNMR:A:1+JANEMRS:A:2'SSR+CTCM:HK:1:ZZ:::::43155500012+::2'", |b| {
        assert_eq!(names(b), ["SMITH/JOHN", "SMITH/JANE"]);
        assert_eq!(b.travellers[1].contacts.len(), 1);
    });
}

#[test]
fn a_pnr_without_its_trigger_is_still_one() {
    let body = "RCI+ZZ:ABC123'TIF+SMITH+JOHNMR:A:1'TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y'";
    with_push(body, |push| assert_eq!(names(&push.bookings[0]), ["SMITH/JOHN"]));
}

#[test]
fn the_exact_name_wins_and_nobody_is_guessed() {
    let docs = "SSR+DOCS:HK:1:ZZ:::::/P/GBR/N1/GBR/01JAN80/F/01JAN31/SMITH/ANNA'";
    booking(&format!("{docs}TIF+SMITH+ANN:A:1'TIF+SMITH+ANNA:A:2'"), |b| {
        assert_eq!(document_of(b, "SMITH/ANNA"), ["N1"]);
        assert_eq!(document_of(b, "SMITH/ANN"), [""; 0]);
    });
    let docs = "SSR+DOCS:HK:1:ZZ:::::/P/GBR/N2/GBR/01JAN80/M/01JAN31/SMITH/JOHN/PETER'";
    booking(&format!("{docs}TIF+SMITH+JOHN PETERMR:A:1'TIF+SMITH+JANEMRS:A:2'"), |b| {
        assert_eq!(names(b).len(), 2);
        assert_eq!(document_of(b, "SMITH/JOHN PETER"), ["N2"]);
    });
}

#[test]
fn two_people_of_one_name_have_two_documents() {
    let docs = |number: &str, born: &str| {
        format!("SSR+DOCS:HK:1:ZZ:::::/P/AUT/{number}/AUT/{born}/M/31JAN31/LEE/JOHN'")
    };
    let people =
        format!("{}{}TIF+LEE+JOHNMR:A:1'TIF+LEE+JOHNMR:A:2'", docs("P1", "17MAY80"), docs("P2", "17MAY10"));
    // The same two stand under the flight again, as one producer sends them.
    let again = format!(
        "TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y'{}{}",
        docs("P1", "17MAY80"),
        docs("P2", "17MAY10")
    );
    booking(&(people + &again), |b| {
        let of = |n: usize| {
            b.travellers[n]
                .documents
                .iter()
                .map(|d| d.number.as_ref().unwrap().to_string_lossless())
                .collect::<Vec<_>>()
        };
        assert_eq!((b.travellers.len(), of(0), of(1)), (2, vec!["P1".to_owned()], vec!["P2".to_owned()]));
    });
}

#[test]
fn an_infant_with_a_tif_of_any_kind_is_one_person() {
    for tif in ["TIF+TESTER+BABYCHD::2", "TIF+TESTER+BABYINF::2", "TIF+TESTER+BABY:I:2"] {
        let people = format!(
            "TIF+TESTER+MARAMS:A:1'{tif}'SSR+DOCS:HK:1:ZZ:::::/P/AUT/B1/AUT/01JAN26/FI/31JAN31/TESTER/BABY'\
             TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y'SSR+INFT:HK:1:ZZ:::::TESTER/BABY 01JAN26+::1'"
        );
        booking(&people, |b| {
            assert_eq!(names(b), ["TESTER/MARA", "TESTER/BABY"], "{tif}");
            assert_eq!(document_of(b, "TESTER/BABY"), ["B1"], "{tif}");
        });
    }
}

#[test]
fn what_was_cancelled_makes_nobody() {
    let people = "TIF+TESTER+MARAMS:A:1'SSR+INFT:XX:1:ZZ:::::TESTER/BABY 01JAN26'\
        SSR+DOCS:XX:1:ZZ:::::/P/AUT/B1/AUT/01JAN86/F/31JAN31/OTHER/PERSON-1OTHER/PERSON'";
    booking(people, |b| assert_eq!(names(b), ["TESTER/MARA"]));
}

#[test]
fn what_is_the_infants_is_not_the_adults() {
    let people = "TIF+ADAMSON+JANEMRS:A:1'SSR+INFT:HK:1:ZZ:::::ADAMSON/LEO 01JAN26'\
        SSR+TKNE:HK:1:ZZ:::::INF 9992400000009C1'SSR+DOCO:HK:1:ZZ:::::/VIENNA/V/777888/VIENNA/01FEB26/USA/I'\
        SSR+DOCA:HK:1:ZZ:::::/R/USA/1 ROAD/CITY//1/I'";
    booking(people, |b| {
        assert_eq!((b.travellers[0].tickets.len(), b.travellers[1].tickets.len()), (0, 1));
        assert_eq!(document_of(b, "ADAMSON/LEO"), ["777888"]);
        assert_eq!(document_of(b, "ADAMSON/JANE"), [""; 0]);
        assert!(b.travellers[0].residence.is_absent() && b.travellers[1].residence.valid().is_some());
    });
}

#[test]
fn tails_name_the_traveller_and_are_no_data() {
    let people = "SSR+INFT:HK:1:ZZ:::::ADAMSON/LEO 01JAN26-1ADAMSON/JANEMRS'\
        SSR+CHLD:HK:1:ZZ:::::01JAN19-1ADAMSON/KIDMSTR'SSR+FQTV:HK:1:ZZ:::::ZZ123456789-1ADAMSON/JANEMRS'\
        SSR+CTCM:HK:1:ZZ:::::43155500012-1ADAMSON/JANEMRS'TIF+ADAMSON+JANEMRS:A:1'TIF+ADAMSON+KIDMSTR:C:2'";
    booking(people, |b| {
        assert_eq!(names(b), ["ADAMSON/JANE", "ADAMSON/KID", "ADAMSON/LEO"]);
        assert!(b.travellers[1].birth_date.valid().is_some() && b.travellers[2].birth_date.valid().is_some());
        assert_eq!(b.travellers[0].frequent_traveller[0].as_ref(), "ZZ123456789");
        assert_eq!(b.travellers[0].contacts[0].address.as_ref(), "43155500012");
    });
    booking("TIF+SMITH+ANNMRS:A:1'SSR+INFT:HK:1:ZZ:::::SMITH/LEO 41JAN26'", |b| {
        assert_eq!(names(b)[1], "SMITH/LEO");
        assert!(matches!(b.travellers[1].birth_date, Field::Malformed(_)));
    });
}

#[test]
fn a_request_that_names_nobody_makes_nobody() {
    let two = "TIF+ADAMSON+JANEMRS:A:1'TIF+ADAMSON+PAULMR:A:2'";
    let count = |docs: &str| booking(&format!("{two}SSR+DOCS:HK:1:ZZ:::::{docs}'"), |b| b.travellers.len());
    assert_eq!(count("////AUT//MI///"), 2);
    // Of an infant the birth date may be all that is known.
    assert_eq!(count("////AUT/01JAN26/MI///"), 3);
    assert_eq!(count("/P/AUT/B1/AUT//MI///"), 3);
}

#[test]
fn an_address_without_a_state_takes_no_residence_away() {
    let people = "TIF+ADAMSON+JANEMRS:A:1'SSR+DOCA:HK:1:ZZ:::::/R/AUT/STREET 1/WIEN'\
        SSR+DOCA:HK:1:ZZ:::::/R//STREET 2/WIEN'SSR+DOCA:HK:1:ZZ:::::/R/QQZ/STREET 3'";
    booking(people, |b| {
        let residence = b.travellers[0].residence.valid().map(|state| state.0.as_str());
        assert_eq!((residence, b.travellers[0].addresses.len()), (Some("AUT"), 3));
    });
}

/// What is broken in one request costs no value of another; what does not count is told with its place, and no value.
#[test]
fn a_broken_value_hides_no_good_one() {
    let told = |requests: &[&str]| {
        let people = format!("TIF+TESTER+MARAMS:A:1'SSR+{}'", requests.join("'SSR+"));
        booking(&people, |b| {
            let person = &b.travellers[0];
            let born = person.birth_date.valid().map(|born| born.0.to_string());
            let sex = person.sex.valid().map(|sex| sex.0);
            let expiry = person.documents[0].expiry.valid().map(|day| day.0.to_string());
            let superseded: Vec<(PersonFact, bool)> =
                person.superseded.iter().map(|other| (other.fact, other.location.is_malformed())).collect();
            (born, sex, expiry, superseded)
        })
    };
    let good = "DOCS:HK:1:ZZ:::::/P/AUT/B1/AUT/17MAY90/F/31JAN31/TESTER/MARA";
    let broken = "DOCS:HK:1:ZZ:::::/P/AUT/B1/AUT/41MAY90/Q/31FEB31/TESTER/MARA";
    let other = "DOCS:HK:1:ZZ:::::/P/AUT/B1/AUT/18MAY90/M/30JAN31/TESTER/MARA";
    let all = |is_broken| {
        [PersonFact::BirthDate, PersonFact::Sex, PersonFact::Expiry].map(|fact| (fact, is_broken)).to_vec()
    };
    let right = (Some("1990-05-17".to_owned()), Some(Sex::Female), Some("2031-01-31".to_owned()));
    let with = |superseded| (right.0.clone(), right.1, right.2.clone(), superseded);
    assert_eq!(told(&[good, good]), with(vec![]));
    assert_eq!(told(&[broken, good]), with(all(true)));
    assert_eq!(told(&[good, broken]), with(all(true)));
    assert_eq!(told(&[good, other]), with(all(false)));
    let child = "CHLD:HK:1:ZZ:::::17MAY90";
    let (born, _, _, superseded) = told(&[broken, child]);
    assert_eq!((born, superseded), (right.0, vec![(PersonFact::BirthDate, true)]));
    // Where all is broken the first stays, and the others are told too.
    assert_eq!(told(&[broken, broken]), (None, None, None, all(true)));

    let residence = "TIF+TESTER+MARAMS:A:1'SSR+DOCA:HK:1:ZZ:::::/R/QQZ/STREET 3'SSR+DOCA:HK:1:ZZ:::::/R/AUT/STREET 1/WIEN'\
        SSR+DOCA:HK:1:ZZ:::::/B/AUT//WIEN'SSR+DOCA:HK:1:ZZ:::::/B/DEU//BERLIN'";
    booking(residence, |b| {
        let person = &b.travellers[0];
        assert_eq!(person.residence.valid().map(|state| state.0.as_str()), Some("AUT"));
        let facts: Vec<PersonFact> = person.superseded.iter().map(|other| other.fact).collect();
        assert_eq!(facts, [PersonFact::Residence, PersonFact::BirthState]);
        assert!(person.superseded[1].location.valid().is_some());
    });
}

/// A second form of a document adds what the first does not say; what no number tells apart, dates and places do.
#[test]
fn no_document_and_nothing_of_one_is_lost() {
    let people = |requests: &[&str]| format!("TIF+TESTER+MARAMS:A:1'SSR+{}'", requests.join("'SSR+"));
    let documents = |requests: &[&str]| {
        booking(&people(requests), |b| {
            let said = b.travellers[0].documents.iter().map(|document| {
                let day = |day: &Field<paxgov::model::Personal<chrono::NaiveDate>>| {
                    day.valid().map_or_else(String::new, |day| day.0.to_string())
                };
                let text = |text: &Option<paxgov::model::Text<'_>>| {
                    text.as_ref().map_or_else(String::new, |text| text.0.clone().into_owned())
                };
                [text(&document.number), day(&document.expiry), day(&document.issued), text(&document.place)]
                    .join(" ")
            });
            said.collect::<Vec<_>>()
        })
    };
    let short = "DOCS:HK:1:ZZ:::::/P/AUT/B1/AUT/17MAY90/F//TESTER/MARA";
    let whole = "DOCS:HK:1:ZZ:::::/P/AUT/B1/AUT/17MAY90/F/31JAN31/TESTER/MARA";
    for requests in [[short, whole], [whole, short]] {
        assert_eq!(documents(&requests), ["B1 2031-01-31  "]);
    }
    let vienna = "DOCO:HK:1:ZZ::::://V//VIENNA/01JAN20/USA";
    let paris = "DOCO:HK:1:ZZ::::://V//PARIS/01JAN21/USA";
    assert_eq!(documents(&[vienna, paris, vienna]), ["  2020-01-01 VIENNA", "  2021-01-01 PARIS"]);
}

#[test]
fn who_boards_under_a_name_is_somebody() {
    let people = "TIF+SMITH+JANEMRS:A:1'TIF+SMITH+JOHNMR:A:2'TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y'DAT+2:140326:0700'\
        TRI++32'TIF+SMITH+JANEMRS:A'SSD+12A++++Y'TBD++2:31:700++HP:32+ZZ:0999412345:2:VIE'\
        TBD++1:9:700++HP:32+ZZ:0999412399:1:VIE'TRI++33'TIF+GOSHOW+PAULMR:A'SSD+14C++++Y'";
    booking(people, |b| {
        assert_eq!(names(b), ["SMITH/JANE", "SMITH/JOHN", "GOSHOW/PAUL"]);
        assert_eq!(b.travellers[0].seats[0].as_ref(), "12A");
        assert_eq!(b.travellers[0].bags.tags.len(), 2);
        assert_eq!(b.travellers[2].seats[0].as_ref(), "14C");
    });
}

#[test]
fn seats_belong_to_whom_they_name_and_cancelled_ones_to_nobody() {
    let people = "TIF+SMITH+JANEMRS:A:1'TIF+SMITH+JOHNMR:A:2'SSR+SEAT:HK:2:ZZ:::TAS:VIE+15A+15B::2'\
        SSR+SEAT:XX:1:ZZ:::TAS:VIE+16A::1'SSR+SEAT:HK:1:ZZ:::TAS:VIE+17A::1'";
    booking(people, |b| {
        let seats =
            |n: usize| b.travellers[n].seats.iter().map(|s| s.0.clone().into_owned()).collect::<Vec<_>>();
        assert_eq!((seats(0), seats(1)), (vec!["17A".to_owned()], vec!["15B".to_owned()]));
    });
    // An infant known only from a request does not hide the one adult.
    booking(
        "TIF+SMITH+JANEMRS:A:1'SSR+INFT:HK:1:ZZ:::::SMITH/LEO 01JAN26'SSR+SEAT:HK:1:ZZ:::TAS:VIE+15A'",
        |b| {
            assert_eq!(b.travellers[0].seats.len(), 1);
        },
    );
}

#[test]
fn contacts_of_free_text_are_contacts_only_and_keep_their_owner() {
    let people = "TIF+SMITH+JANEMRS:A:1'TIF+SMITH+JOHNMR:A:2'IFT+4:28::ZZ+CTCE A./B//MAIL.COM'\
        IFT+4:28::ZZ+PAX PASSPORT 123456789 DOB 01 02 1980 DIABETIC 1234567 UNITS'IFT+4:28::ZZ+CTCM 43155500012'\
        IFT+4:28::ZZ+CTCE ELLIOT.O GRADY//YAHOO.COM'";
    booking(people, |b| {
        let of = |n: usize| {
            b.travellers[n].contacts.iter().map(|c| c.address.0.clone().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(of(1), ["A-B@MAIL.COM", "43155500012", "ELLIOT.OGRADY@YAHOO.COM"]);
        assert!(of(0).is_empty() && b.contacts.is_empty());
    });
}

/// INFT and DOCS of an infant never make an infant of the adult under whom they stand.
#[test]
fn an_infant_named_like_its_father_is_another_person() {
    let docs = "SSR+DOCS:HK:1:ZZ:::::/P/AUT/X2222222/AUT/01JAN26/MI/31JAN31/ALI/MOHAMED'";
    let inft = "SSR+INFT:HK:1:ZZ:::::ALI/MOHAMED 01JAN26+::1'";
    for requests in [inft.to_owned() + docs, docs.to_owned() + inft, docs.to_owned()] {
        booking(&format!("TIF+ALI+MOHAMEDMR:A:1:1'{requests}"), |b| {
            assert_eq!(names(b), ["ALI/MOHAMED", "ALI/MOHAMED"]);
            assert!(b.travellers[0].documents.is_empty() && b.travellers[0].birth_date.is_absent());
            assert_eq!(b.travellers[1].documents[0].number.as_ref().unwrap().as_ref(), "X2222222");
        });
    }
    // Some senders have A for all: his own document is that of an infant with a seat, and a child is its own infant.
    for people in [
        "TIF+ALI+SARAMRS:A:1'TIF+ALI+MOHAMED:A:2'SSR+DOCS:HK:1:ZZ:::::/P/AUT/X2222222/AUT/01JAN26/MI/31JAN31/ALI/MOHAMED+::2'",
        "TIF+ALI+SARAMRS:A:1'TIF+ALI+MOHAMED:C:2'SSR+INFT:HK:1:ZZ:::::ALI/MOHAMED 01JAN26'",
    ] {
        booking(people, |b| {
            assert_eq!(names(b), ["ALI/SARA", "ALI/MOHAMED"]);
            assert!(b.travellers[1].birth_date.valid().is_some());
        });
    }
    // Where nothing says that the traveller is an adult INFT alone does.
    booking(&format!("TIF+ALI+MOHAMED'{inft}"), |b| assert_eq!(b.travellers.len(), 2));
}

/// A reference that two have, one that names the wrong person, several, none: the name of the document decides.
#[test]
fn a_document_belongs_to_whom_it_names() {
    let two = "TIF+TESTER+MARA:A:1'TIF+NOWAK+JAN:A:2'";
    let docs = |rest: &str| format!("SSR+DOCS:HK:1:ZZ:::::/P/AUT/X2/AUT/17MAY90/M/31JAN31/NOWAK/JAN{rest}'");
    let owner = |people: &str| {
        booking(people, |b| {
            assert_eq!(b.travellers.len(), 2);
            b.travellers.iter().map(|person| person.documents.len()).collect::<Vec<_>>()
        })
    };
    assert_eq!(owner(&format!("TIF+TESTER+MARA:A:1'TIF+NOWAK+JAN:A:1'{}", docs("+::1"))), [0, 1]);
    assert_eq!(owner(&format!("{two}{}", docs("+::1"))), [0, 1]);
    assert_eq!(owner(&format!("{two}{}", docs("+::1+::2"))), [0, 1]);
    assert_eq!(owner(&format!("TIF+TESTER+MARA:A:1'{}TIF+NOWAK+JAN:A:2'", docs(""))), [0, 1]);
    // The whole name before its beginning.
    let like = "TIF+NOWAK+JAN:A:1'TIF+NOWAK+JANA:A:2'SSR+DOCS:HK:1:ZZ:::::/P/AUT/X3/AUT/17MAY91/F/31JAN31/NOWAK/JANA+::1'";
    assert_eq!(owner(like), [0, 1]);
    // Nobody else has the name: it stays with whom the PNR gives it to.
    let married = "SSR+DOCS:HK:1:ZZ:::::/P/AUT/X2/AUT/17MAY90/F/31JAN31/OTHER/MARA+::1'";
    assert_eq!(owner(&format!("{two}{married}")), [1, 0]);
    // Of two with one reference it is the one under whom the request stands.
    let tickets = "TIF+TESTER+MARA:A:1'TIF+NOWAK+JAN:A:1'SSR+TKNE:HK:1:ZZ:::::9992400000009C1+::1'";
    booking(tickets, |b| {
        assert_eq!(b.travellers.iter().map(|person| person.tickets.len()).collect::<Vec<_>>(), [0, 1]);
    });
}

#[test]
fn what_was_cancelled_counts_where_nothing_else_does() {
    let docs = |status: &str, number: &str, born: &str| {
        format!("SSR+DOCS:{status}:1:ZZ:::::/P/AUT/{number}/AUT/{born}/F/31JAN31/TESTER/MARA'")
    };
    let (off, on) = (docs("XX", "X0000009", "17MAY91"), docs("HK", "X1234567", "17MAY90"));
    let told = |requests: &str| {
        booking(&format!("TIF+TESTER+MARAMS:A:1'{requests}"), |b| {
            let person = &b.travellers[0];
            let born = person.birth_date.valid().unwrap().0.to_string();
            (born, document_of(b, "TESTER/MARA").concat(), person.superseded.len(), b.requests.len())
        })
    };
    for requests in [format!("{off}{on}"), format!("{on}{off}")] {
        assert_eq!(told(&requests), ("1990-05-17".to_owned(), "X1234567X0000009".to_owned(), 0, 2));
    }
    assert_eq!(told(&off), ("1991-05-17".to_owned(), "X0000009".to_owned(), 0, 1));
    booking("TIF+TESTER+MARAMS:A:1'SSR+TKNE:XX:1:ZZ:::::9992400000009C1'", |b| {
        assert!(b.travellers[0].tickets.is_empty());
    });
}

#[test]
fn what_stands_under_a_group_is_nobodys() {
    let people =
        "TIF+SEE THE WORLD:G'SSR+CTCM:HK:1:ZZ:::::43155500099'SSR+FQTV:HK:1:ZZ:::::ZZ99'TIF+TESTER+MARA:A:1'";
    booking(people, |b| {
        assert!(b.travellers[0].contacts.is_empty() && b.travellers[0].frequent_traveller.is_empty());
        assert_eq!(b.contacts.len(), 1);
    });
    let named = "TIF+SEE THE WORLD:G'SSR+TKNE:HK:1:ZZ:::::9992400000001C1-1TESTER/MARA'TIF+TESTER+MARA:A:1'TIF+NOWAK+JAN:A:2'";
    booking(named, |b| assert_eq!(b.travellers[0].tickets.len(), 1));
}

#[test]
fn protected_requests_are_for_whom_they_name() {
    let people = "TIF+SMITH+JANEMRS:A:1'TIF+SMITH+JOHNMR:A:2'SRC'RCI+ZZ:ABC124'TIF+SMITH+JANEMRS:A:1'TIF+SMITH+JOHNMR:A:2'\
        SSR+OTHS:HK:1:ZZ:::::TKT 9991234567890 CTCM 43155500033+::2'";
    let body = format!("SRC'RCI+ZZ:ABC123'{people}");
    with_push(&body, |push| {
        let people = &push.bookings[1].travellers;
        assert_eq!((people[0].contacts.len(), people[0].tickets.len()), (0, 0));
        assert_eq!((people[1].contacts.len(), people[1].tickets.len()), (1, 1));
    });
    booking("SSR+OTHS:HK:1:ZZ:::::TKT 9991234567890+::9'TIF+SMITH+JANEMRS:A:1'", |b| {
        assert!(b.travellers[0].tickets.is_empty());
    });
    booking("IFT+4:28+ZZ TKT 9991234567891'TIF+SMITH+JANEMRS:A:1'", |b| {
        assert_eq!(b.travellers[0].tickets[0].as_ref(), "9991234567891");
    });
}

/// A bag that goes through stands under each of its flights.
#[test]
fn bags_count_once() {
    let flight = |number: &str, bags: &str| {
        format!(
            "TVL+140326:1015:140326:1240+TAS+VIE+ZZ+{number}:Y'RPI+1+HK'DAT+3:L FT WW 14MAR260812Z+2:140326:0700'TRI++32:::1'\
             TIF+SMITH+JANEMRS:A'SSD+XXX'{bags}"
        )
    };
    let of = |first: &str, second: &str| {
        let body = format!(
            "SRC'RCI+ZZ:ABC123'TIF+SMITH+JANEMRS:A:1'{}{}",
            flight("417", first),
            flight("418", second)
        );
        with_push(&body, |push| {
            let booking = &push.bookings[0];
            let boarding = &booking.itinerary[0].boardings[0];
            assert!(boarding.time.valid().is_some() && boarding.seat.is_none());
            let bags = &booking.travellers[0].bags;
            assert!(booking.travellers[0].seats.is_empty());
            let weight = bags.weight.as_ref().map(|weight| weight.0.clone().into_owned());
            (bags.pieces.map(|pieces| pieces.0), weight, bags.tags.len())
        })
    };
    let weight = |weight: &str| Some(weight.to_owned());
    let through = "TBD++2:30:700+++ZZ:3020000001:2:JFK'";
    assert_eq!(of(through, through), (Some(2), weight("30"), 1));
    assert_eq!(of(through, "TBD++1:10:700+++ZZ:3020000009:1:JFK'"), (Some(3), weight("40"), 2));
    assert_eq!(of("TBD++:20:700'TBD++1:15:700'", ""), (Some(1), weight("35"), 0));
    assert_eq!(of("", "TBD++1:15:700'"), (Some(1), weight("15"), 0));
}

/// A day counts when only its time is broken, an empty moment takes none away, and a ticket is issued when it says so.
#[test]
fn moments_that_are_broken_cost_no_others() {
    for flight in ["TVL+140326:2400:140326:1240+TAS+VIE+ZZ+417'", "TVL+:1015+TAS+VIE+ZZ+417'", ""] {
        let text = format!(
            "UNB+IATA:1+ZZ+GOV+260313:1015+1'UNH+1+PNRGOV:15:1:IA'MSG+:22'ORG+ZZ'{flight}EQN+1'SRC'RCI+ZZ:ABC123'\
             DAT+700:010326:0900+710:020326:0900'DAT+700:'TIF+TESTER+MARA:A:1'\
             SSR+DOCS:HK:1:ZZ:::::/P/AUT/X2/AUT/17MAY90/F/31JAN31/TESTER/MARA'TKT+9992400000001:T:1'DAT+710:010326+700:050326'\
             TVL+140326:1015:140326:1240+TAS+VIE+ZZ+417:Y'UNT+1+1'UNZ+1+1'"
        );
        let interchange = Interchange::parse(text.as_bytes()).unwrap();
        let message = interchange.messages().next().unwrap();
        let push = PnrPush::read(&message, &ReadOptions::DEFAULT).unwrap().value;
        let model = push.to_model();
        let booking = &model.bookings[0];
        let born = booking.travellers[0].birth_date.valid().map(|born| born.0.to_string());
        assert_eq!(born.as_deref(), Some("1990-05-17"), "{flight}");
        let day = |at: &Field<paxgov::model::LocalTime>| at.valid().map(|at| at.date.to_string());
        assert_eq!(day(&booking.changed).as_deref(), Some("2026-03-01"));
        assert_eq!(day(&booking.tickets[0].issued).as_deref(), Some("2026-03-01"));
    }
}

#[test]
fn infants_without_a_name_get_those_of_their_requests() {
    let people = "TIF+TESTER+MARAMS:A:1'TIF+TESTER+:IN:2'TIF+TESTER+:IN:3'SSR+INFT:HK:1:ZZ:::::TESTER/ANNA 01JAN26+::1'\
        SSR+INFT:HK:1:ZZ:::::TESTER/BEA 01JAN26+::1'";
    booking(people, |b| assert_eq!(names(b), ["TESTER/MARA", "TESTER/ANNA", "TESTER/BEA"]));
    let docs = |number: &str, rest: &str| format!("SSR+DOCS:HK:1:ZZ:::::/P/AUT/{number}/AUT/01JAN26/{rest}'");
    let people = format!(
        "TIF+TESTER+MARAMS:A:1'TIF+TESTER+:IN:2'TIF+TESTER+:IN:3'{}{}",
        docs("X1", "MI/31JAN31/TESTER/LEOMSTR+::2"),
        docs("X2", "FI/31JAN31/TESTER/BEA+::3")
    );
    booking(&people, |b| {
        assert_eq!(names(b), ["TESTER/MARA", "TESTER/LEO", "TESTER/BEA"]);
        assert_eq!(document_of(b, "TESTER/LEO"), ["X1"]);
        assert_eq!(document_of(b, "TESTER/BEA"), ["X2"]);
    });
}

#[test]
fn what_stands_in_an_older_place_is_found() {
    let people = "ADD++N:::::::M+1234567890'TIF+TESTER+MARAMS:A:1'FTI+ZZ:11111:2'TIF+NOWAK+JAN:A:2'";
    booking(people, |b| {
        assert_eq!(b.addresses.len(), 1);
        assert_eq!(b.addresses[0].purpose.as_ref().unwrap().0, "N");
        assert_eq!(b.addresses[0].text.as_ref().unwrap().as_ref(), "1234567890");
        let numbers = |n: usize| b.travellers[n].frequent_traveller.len();
        assert_eq!((numbers(0), numbers(1)), (0, 1));
    });
    booking("ADD++700:STREET 1:WIEN::::1010'ADD++1234567:STREET 9:LINZ'TIF+TESTER+MARAMS:A:1'", |b| {
        assert_eq!(b.addresses.len(), 2);
    });
    list("TDT+20+ZZ1'NAD+FL+++TESTER:MARA'ATT+2++FI'", |manifest| {
        assert_eq!(manifest.passengers[0].sex.valid().map(|sex| sex.0), Some(Sex::Female));
    });
}

#[test]
fn a_document_with_and_without_its_type_is_one() {
    let docs = |kind: &str| format!("SSR+DOCS:HK:1:ZZ:::::/{kind}/AUT/B1/AUT/17MAY90/F/31JAN31/TESTER/MARA'");
    for (one, other) in [("P", ""), ("", "P")] {
        booking(&format!("TIF+TESTER+MARAMS:A:1'{}{}", docs(one), docs(other)), |b| {
            assert_eq!(b.travellers[0].documents.len(), 1);
            assert!(b.travellers[0].documents[0].kind.is_some());
        });
    }
}

#[test]
fn foid_is_a_document() {
    booking("TIF+SMITH+JANEMRS:A:1'SSR+FOID:HK:1:ZZ:::::PP/X1234567'", |b| {
        assert_eq!(document_of(b, "SMITH/JANE"), ["X1234567"]);
    });
}

fn list<T>(body: &str, look: impl FnOnce(&Manifest<'_>) -> T) -> T {
    let text = format!("UNB+UNOA:4+A+B+260314:0712+1'UNH+1+PAXLST:D:05B:UN'BGM+745'{body}UNT+1+1'UNZ+1+1'");
    let interchange = Interchange::parse(text.as_bytes()).unwrap();
    let message = interchange.messages().next().unwrap();
    let list = PassengerList::read(&message, &ReadOptions::DEFAULT).unwrap().value;
    look(&list.to_manifest())
}

#[test]
fn legs_are_paired_by_what_the_ports_are() {
    let legs = |body: &str| {
        list(body, |manifest| {
            let call = |call: &paxgov::model::PortCall<'_>| {
                let port = call.port.valid().map(|port| port.to_string()).unwrap_or_default();
                let time = call.time.valid().and_then(|at| at.time).map(|at| at.format("%H%M").to_string());
                format!("{port}{}", time.unwrap_or_default())
            };
            manifest
                .legs
                .iter()
                .map(|leg| format!("{}-{}", call(&leg.departure), call(&leg.arrival)))
                .collect::<Vec<_>>()
        })
    };
    let two = "TDT+20+ZZ1'DTM+189:2603140800:201'DTM+232:2603140900:201'LOC+92+AAA'LOC+92+BBB'\
        TDT+20+ZZ2'DTM+189:2603141000:201'DTM+232:2603141100:201'LOC+125+BBB'LOC+87+CCC'";
    assert_eq!(legs(two), ["AAA0800-BBB0900", "BBB1000-CCC1100"]);
    let after = "TDT+20+ZZ1'LOC+125+TAS'LOC+87+VIE'DTM+189:2603141015:201'DTM+232:2603141240:201'";
    assert_eq!(legs(after), ["TAS1015-VIE1240"]);
    let stop = "TDT+20+ZZ1'LOC+92+AAA'DTM+189:2603140800:201'LOC+92+BBB'DTM+189:2603141000:201'DTM+232:2603140900:201'\
        LOC+92+CCC'DTM+232:2603141100:201'";
    assert_eq!(legs(stop), ["AAA0800-BBB0900", "BBB1000-CCC1100"]);
    let swapped = "TDT+20+ZZ1'LOC+87+VIE'DTM+232:2603141240:201'LOC+125+TAS'DTM+189:2603141015:201'";
    assert_eq!(legs(swapped), ["TAS1015-VIE1240"]);
    assert_eq!(legs("TDT+20+ZZ1'LOC+87+VIE'"), ["-VIE"]);
    let four = "TDT+20+ZZ1'LOC+92+AAA'DTM+189:2603140800:201'LOC+92+BBB'DTM+232:2603140900:201'\
        LOC+125+BBB'DTM+189:2603141000:201'LOC+87+CCC'DTM+232:2603141100:201'";
    assert_eq!(legs(four), ["AAA0800-BBB0900", "BBB1000-CCC1100"]);
    let swapped_pairs = "TDT+20+ZZ1'LOC+87+VIE'DTM+232:2603141240:201'LOC+125+CAI'DTM+189:2603141015:201'\
        LOC+87+LHR'DTM+232:2603141840:201'LOC+125+VIE'DTM+189:2603141515:201'";
    assert_eq!(legs(swapped_pairs), ["CAI1015-VIE1240", "VIE1515-LHR1840"]);
    let before = "TDT+20+ZZ1'LOC+125+CAI'DTM+189:2603141015:201'DTM+232:2603141240:201'LOC+87+VIE'";
    assert_eq!(legs(before), ["CAI1015-VIE1240"]);
    let crossed = "TDT+20+ZZ1'LOC+125+CAI'DTM+232:2603141015:201'LOC+87+VIE'DTM+189:2603141240:201'";
    assert_eq!(legs(crossed), ["CAI1015-VIE1240"]);
    let late = "NAD+FL+++DOE:JOHN'DTM+329:800101'TDT+20+ZZ1'LOC+125+TAS'DTM+189:2603141015:201'LOC+87+VIE'";
    assert_eq!(legs(late), ["TAS1015-VIE"]);
}

#[test]
fn small_values_of_a_person_are_whole() {
    let body = "TDT+20+ZZ1'LOC+125+TAS'DTM+189:2603141015:201'LOC+87+VIE'NAD+FL+++DOE:JOHN:PAUL:GEORGE:RINGO'\
        DTM+329:000000'NAT+1+IRN'NAT+2+AUT'LOC+180+USA+:::BOSTON+:::MA'MEA+WT++LBR:40.5'FTX+BAG+++NULL'";
    list(body, |manifest| {
        let person = &manifest.passengers[0];
        assert_eq!(person.name.given.join(" "), "JOHN PAUL GEORGE RINGO");
        assert!(person.birth_date.is_absent());
        assert_eq!(person.nationalities.len(), 1);
        assert_eq!(person.nationalities[0].valid().unwrap().as_str(), "AUT");
        assert_eq!(person.birth_nationality.valid().unwrap().as_str(), "IRN");
        assert_eq!(person.birth_place.as_ref().unwrap().place.as_ref().unwrap().as_ref(), "BOSTON MA");
        assert_eq!(person.bags.weight.as_ref().unwrap().as_ref(), "40.5");
        assert!(person.bags.tags.is_empty());
    });
}
