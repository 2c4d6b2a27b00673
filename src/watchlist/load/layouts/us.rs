//! The tables of the United States: `sdn.xml` of OFAC, and the consolidated screening list in CSV and JSON.

use super::super::layout::Field::{
    Date, Family, From, Given, Label, LabelNumberState, Number as Num, Place, Quality, Reason, Reference,
    State, To, Whole,
};
use super::super::layout::Part::{Address, Birth, BirthPlace, Name, Nationality, Number, Own};
use super::super::layout::{Group, Layout};
use super::super::words::semicolons;
use super::SANCTION;
use crate::watchlist::entry::NameQuality::{Good, Primary};

/// `sdn.xml` of OFAC.
pub(in super::super) const OFAC_XML: Layout = Layout {
    list: "OFAC",
    id: &["uid"],
    kind: &["sdnType"],
    person: &["Individual"],
    others: OTHERS,
    categories: SANCTION,
    lone_alias_is_weak: false,
    groups: &[
        Group::new(Name(Primary), "", &[("lastName", Family), ("firstName", Given)]),
        Group::new(
            Name(Good),
            "akaList/aka",
            &[("lastName", Family), ("firstName", Given), ("category", Quality), ("type", Quality)],
        ),
        Group::new(Birth, "dateOfBirthList/dateOfBirthItem", &[("dateOfBirth", Date)]),
        Group::new(Nationality, "nationalityList/nationality", &[("country", State)]),
        Group::new(Nationality, "citizenshipList/citizenship", &[("country", State)]),
        Group::new(BirthPlace, "placeOfBirthList/placeOfBirthItem", &[("placeOfBirth", Place)]),
        Group::new(Number(""), "idList/id", &[("idType", Label), ("idNumber", Num), ("idCountry", State)]),
        Group::new(
            Address,
            "addressList/address",
            &[
                ("address1", Place),
                ("address2", Place),
                ("address3", Place),
                ("city", Place),
                ("stateOrProvince", Place),
                ("postalCode", Place),
                ("country", Place),
            ],
        ),
        Group::new(Own, "programList/program", &[(".", Reason)]),
        Group::new(Own, "", &[("title", Reason), ("remarks", Reason)]),
    ],
};

/// Words for what is no person.
const OTHERS: &[&str] = &["Entity", "Vessel", "Aircraft"];

/// Persons of the US Consolidated Screening List; the lists of Commerce and State do not say what a record is.
const CSL_PERSON: &[&str] = &["Individual", ""];

/// US Consolidated Screening List, CSV.
pub(in super::super) const CSL_CSV: Layout = Layout {
    list: "CSL",
    id: &["_id", "id"],
    kind: &["type"],
    person: CSL_PERSON,
    others: OTHERS,
    categories: SANCTION,
    lone_alias_is_weak: false,
    groups: &[
        Group::new(Name(Primary), "", &[("name", Whole)]),
        Group::new(Name(Good), "", &[("alt_names", Whole)]).split(semicolons),
        Group::new(Birth, "", &[("dates_of_birth", Date)]).split(semicolons),
        Group::new(BirthPlace, "", &[("places_of_birth", Place)]).split(semicolons),
        Group::new(Nationality, "", &[("nationalities", State)]).split(semicolons),
        Group::new(Nationality, "", &[("citizenships", State)]).split(semicolons),
        Group::new(Number(""), "", &[("ids", LabelNumberState)]).split(semicolons),
        Group::new(Address, "", &[("addresses", Place)]).split(semicolons),
        Group::new(
            Own,
            "",
            &[
                ("source", Reason),
                ("programs", Reason),
                ("title", Reason),
                ("remarks", Reason),
                ("federal_register_notice", Reason),
                ("entity_number", Reference),
                ("start_date", From),
                ("end_date", To),
            ],
        ),
    ],
};

/// US Consolidated Screening List, JSON.
pub(in super::super) const CSL_JSON: Layout = Layout {
    list: "CSL",
    id: &["id", "_id"],
    kind: &["type"],
    person: CSL_PERSON,
    others: OTHERS,
    categories: SANCTION,
    lone_alias_is_weak: false,
    groups: &[
        Group::new(Name(Primary), "", &[("name", Whole)]),
        Group::new(Name(Good), "alt_names", &[(".", Whole)]),
        Group::new(Birth, "dates_of_birth", &[(".", Date)]),
        Group::new(BirthPlace, "places_of_birth", &[(".", Place)]),
        Group::new(Nationality, "nationalities", &[(".", State)]),
        Group::new(Nationality, "citizenships", &[(".", State)]),
        Group::new(Number(""), "ids", &[("type", Label), ("number", Num), ("country", State)]),
        Group::new(
            Address,
            "addresses",
            &[
                ("address", Place),
                ("city", Place),
                ("state", Place),
                ("postal_code", Place),
                ("country", Place),
            ],
        ),
        Group::new(Own, "programs", &[(".", Reason)]),
        Group::new(
            Own,
            "",
            &[
                ("source", Reason),
                ("title", Reason),
                ("remarks", Reason),
                ("federal_register_notice", Reason),
                ("entity_number", Reference),
                ("start_date", From),
                ("end_date", To),
            ],
        ),
    ],
};
