//! The table of the consolidated list of the UN Security Council, and that of OpenSanctions, which gathers all.

use super::super::layout::Field::{
    Circa, Date, FirstYear, Given, Label, LastYear, Note, Number as Num, Place, Quality, Reason, Reference,
    Sex, State, StateName, Whole, Year,
};
use super::super::layout::Part::{Address, Birth, BirthPlace, Name, Nationality, Number, Own};
use super::super::layout::{Group, Layout};
use super::super::words::{line_in_cell, semicolons};
use crate::watchlist::entry::NameQuality::{Good, Original, Primary};

/// Consolidated list of the UN Security Council; it states a travel ban for its individuals.
pub(in super::super) const UN: Layout = Layout {
    list: "UN",
    id: &["DATAID"],
    kind: &[],
    person: &[],
    others: &[],
    categories: &["sanction", "travel_ban"],
    lone_alias_is_weak: false,
    groups: &[
        Group::new(
            Name(Primary),
            "",
            &[("FIRST_NAME", Given), ("SECOND_NAME", Given), ("THIRD_NAME", Given), ("FOURTH_NAME", Given)],
        ),
        Group::new(Name(Original), "", &[("NAME_ORIGINAL_SCRIPT", Whole)]),
        Group::new(Name(Good), "INDIVIDUAL_ALIAS", &[("ALIAS_NAME", Whole), ("QUALITY", Quality)])
            .split(semicolons),
        Group::new(Birth, "INDIVIDUAL_ALIAS", &[("DATE_OF_BIRTH", Date)]),
        Group::new(
            Birth,
            "INDIVIDUAL_DATE_OF_BIRTH",
            &[
                ("DATE", Date),
                ("YEAR", Year),
                ("FROM_YEAR", FirstYear),
                ("TO_YEAR", LastYear),
                ("TYPE_OF_DATE", Circa),
                ("NOTE", Note),
            ],
        ),
        Group::new(Nationality, "NATIONALITY/VALUE", &[(".", StateName)]),
        Group::new(
            BirthPlace,
            "INDIVIDUAL_PLACE_OF_BIRTH",
            &[("CITY", Place), ("STATE_PROVINCE", Place), ("COUNTRY", Place)],
        ),
        Group::new(
            Number(""),
            "INDIVIDUAL_DOCUMENT",
            &[
                ("TYPE_OF_DOCUMENT", Label),
                ("TYPE_OF_DOCUMENT2", Label),
                ("NUMBER", Num),
                ("ISSUING_COUNTRY", StateName),
                ("COUNTRY_OF_ISSUE", StateName),
            ],
        ),
        Group::new(
            Address,
            "INDIVIDUAL_ADDRESS",
            &[
                ("STREET", Place),
                ("CITY", Place),
                ("STATE_PROVINCE", Place),
                ("ZIP_CODE", Place),
                ("COUNTRY", Place),
            ],
        ),
        Group::new(
            Own,
            "",
            &[
                ("GENDER", Sex),
                ("REFERENCE_NUMBER", Reference),
                ("REFERENCE_NUMBER", Reason),
                ("UN_LIST_TYPE", Reason),
                ("COMMENTS1", Reason),
            ],
        ),
    ],
};

/// `targets.simple.csv` of OpenSanctions. Identifiers have neither type nor state there.
pub(in super::super) const OPENSANCTIONS: Layout = Layout {
    list: "OPENSANCTIONS",
    id: &["id"],
    kind: &["schema"],
    person: &["Person"],
    others: &[],
    categories: &[],
    lone_alias_is_weak: false,
    groups: &[
        Group::new(Name(Primary), "", &[("name", Whole)]),
        Group::new(Name(Good), "", &[("aliases", Whole)]).split(line_in_cell),
        Group::new(Birth, "", &[("birth_date", Date)]).split(line_in_cell),
        Group::new(Nationality, "", &[("countries", State)]).split(line_in_cell),
        Group::new(Address, "", &[("addresses", Place)]).split(line_in_cell),
        Group::new(Own, "", &[("sanctions", Reason)]),
    ],
};
