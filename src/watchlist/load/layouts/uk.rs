//! The tables of the UK: sanctions list in XML and CSV, and the ConList that was closed in January 2026.

use super::super::layout::Field::{
    Date, Family, Given, Measures, Number as Num, Place, Quality, Reason, Reference, Sex, StateName, Whole,
};
use super::super::layout::Part::{Address, Birth, BirthPlace, Name, Nationality, Number, Own};
use super::super::layout::{Group, Layout};
use super::super::words::numbered;
use super::SANCTION;
use crate::watchlist::entry::NameQuality::{Original, Primary};

/// Words for persons, and for all else.
const PERSON: &[&str] = &["Individual"];
const OTHERS: &[&str] = &["Entity", "Ship"];

/// UK Sanctions List, XML.
pub(in super::super) const UK_XML: Layout = Layout {
    list: "UK",
    id: &["UniqueID"],
    kind: &["IndividualEntityShip"],
    person: PERSON,
    others: OTHERS,
    categories: SANCTION,
    lone_alias_is_weak: true,
    groups: &[
        Group::new(
            Name(Primary),
            "Names/Name",
            &[
                ("Name6", Family),
                ("Name1", Given),
                ("Name2", Given),
                ("Name3", Given),
                ("Name4", Given),
                ("Name5", Given),
                ("NameType", Quality),
                ("AliasStrength", Quality),
            ],
        ),
        Group::new(Name(Original), "NonLatinNames/NonLatinName", &[("NameNonLatinScript", Whole)]),
        Group::new(Birth, "IndividualDetails/Individual/DOBs/DOB", &[(".", Date)]),
        Group::new(
            Nationality,
            "IndividualDetails/Individual/Nationalities/Nationality",
            &[(".", StateName)],
        ),
        Group::new(
            BirthPlace,
            "IndividualDetails/Individual/BirthDetails/Location",
            &[("TownOfBirth", Place), ("CountryOfBirth", Place)],
        ),
        Group::new(
            Number("Passport"),
            "IndividualDetails/Individual/PassportDetails/Passport",
            &[("PassportNumber", Num)],
        ),
        Group::new(
            Number("National identifier"),
            "IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier",
            &[("NationalIdentifierNumber", Num)],
        ),
        Group::new(
            Address,
            "Addresses/Address",
            &[
                ("AddressLine1", Place),
                ("AddressLine2", Place),
                ("AddressLine3", Place),
                ("AddressLine4", Place),
                ("AddressLine5", Place),
                ("AddressLine6", Place),
                ("AddressPostalCode", Place),
                ("AddressCountry", Place),
            ],
        ),
        Group::new(Own, "IndividualDetails/Individual/Genders/Gender", &[(".", Sex)]),
        Group::new(
            Own,
            "",
            &[
                ("RegimeName", Reason),
                ("UKStatementofReasons", Reason),
                ("OtherInformation", Reason),
                ("UNReferenceNumber", Reference),
                ("OFSIGroupID", Reference),
                ("SanctionsImposed", Measures),
                ("SanctionsImposedIndicators/TravelBan", Measures),
            ],
        ),
    ],
};

/// UK Sanctions List, CSV: rows of an id, of which each column gives the union.
pub(in super::super) const UK_CSV: Layout = Layout {
    list: "UK",
    id: &["unique id"],
    kind: &["designation type", "individual, entity, ship"],
    person: PERSON,
    others: OTHERS,
    categories: SANCTION,
    lone_alias_is_weak: true,
    groups: &[
        Group::new(
            Name(Primary),
            "",
            &[
                ("name 6", Family),
                ("name 1", Given),
                ("name 2", Given),
                ("name 3", Given),
                ("name 4", Given),
                ("name 5", Given),
                ("name type", Quality),
                ("alias strength", Quality),
            ],
        ),
        Group::new(Name(Original), "", &[("name non-latin script", Whole)]),
        Group::new(Birth, "", &[("d.o.b", Date)]),
        Group::new(Nationality, "", &[("nationality(/ies)", StateName)]).split(numbered),
        Group::new(BirthPlace, "", &[("town of birth", Place), ("country of birth", Place)]),
        Group::new(Number("Passport"), "", &[("passport number", Num)]).split(numbered),
        Group::new(Number("National identifier"), "", &[("national identifier number", Num)]).split(numbered),
        Group::new(
            Address,
            "",
            &[
                ("address line 1", Place),
                ("address line 2", Place),
                ("address line 3", Place),
                ("address line 4", Place),
                ("address line 5", Place),
                ("address line 6", Place),
                ("address postal code", Place),
                ("address country", Place),
            ],
        ),
        Group::new(
            Own,
            "",
            &[
                ("gender", Sex),
                ("regime name", Reason),
                ("uk statement of reasons", Reason),
                ("other information", Reason),
                ("un reference number", Reference),
                ("ofsi group id", Reference),
                ("sanctions imposed", Measures),
            ],
        ),
    ],
};

/// ConList of the UK, closed in January 2026, for archives.
pub(in super::super) const UK_CONLIST: Layout = Layout {
    list: "UK",
    id: &["group id"],
    kind: &["group type"],
    person: PERSON,
    others: OTHERS,
    categories: SANCTION,
    lone_alias_is_weak: true,
    groups: &[
        Group::new(
            Name(Primary),
            "",
            &[
                ("name 6", Family),
                ("name 1", Given),
                ("name 2", Given),
                ("name 3", Given),
                ("name 4", Given),
                ("name 5", Given),
                ("alias type", Quality),
                ("alias quality", Quality),
            ],
        ),
        Group::new(Name(Original), "", &[("name non-latin script", Whole)]),
        Group::new(Birth, "", &[("dob", Date)]).split(numbered),
        Group::new(Nationality, "", &[("nationality", StateName)]).split(numbered),
        Group::new(BirthPlace, "", &[("town of birth", Place), ("country of birth", Place)]),
        Group::new(Number("Passport"), "", &[("passport number", Num)]).split(numbered),
        Group::new(Number("National identifier"), "", &[("national identification number", Num)])
            .split(numbered),
        Group::new(
            Address,
            "",
            &[
                ("address 1", Place),
                ("address 2", Place),
                ("address 3", Place),
                ("address 4", Place),
                ("address 5", Place),
                ("address 6", Place),
                ("post/zip code", Place),
                ("country", Place),
            ],
        ),
        Group::new(Own, "", &[("regime", Reason), ("other information", Reason)]),
    ],
};
