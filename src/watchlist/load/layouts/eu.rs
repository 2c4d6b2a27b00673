//! The tables of the EU's financial sanctions file: XML 1.1, CSV 1.1 and 1.0.

use super::super::layout::Field::{
    Circa, Date, Day, Family, FirstYear, Given, Label, LastYear, Month, Number as Num, Order, Place, Quality,
    Reason, Reference, Sex, State, StateName, Status, Whole, Year,
};
use super::super::layout::Part::{Address, Birth, Name, Nationality, Number, Own};
use super::super::layout::{Group, Layout};
use super::SANCTION;
use crate::watchlist::entry::NameQuality::Good;

/// Words for persons, and for organisations.
const PERSON: &[&str] = &["person", "P"];
const OTHERS: &[&str] = &["enterprise", "E"];

/// Financial sanctions file of the EU, XML 1.1.
pub(in super::super) const EU_XML: Layout = Layout {
    list: "EU",
    id: &["@logicalId"],
    kind: &["subjectType/@code", "subjectType/@classificationCode"],
    person: PERSON,
    others: OTHERS,
    categories: SANCTION,
    lone_alias_is_weak: false,
    groups: &[
        Group::new(
            Name(Good),
            "nameAlias",
            &[
                ("@wholeName", Whole),
                ("@lastName", Family),
                ("@firstName", Given),
                ("@middleName", Given),
                ("@strong", Quality),
                ("remark", Quality),
                ("@logicalId", Order),
                ("@gender", Sex),
            ],
        ),
        Group::new(
            Nationality,
            "citizenship",
            &[("@countryIso2Code", State), ("@countryDescription", StateName)],
        ),
        Group::new(
            Birth,
            "birthdate",
            &[
                ("@birthdate", Date),
                ("@year", Year),
                ("@monthOfYear", Month),
                ("@dayOfMonth", Day),
                ("@yearRangeFrom", FirstYear),
                ("@yearRangeTo", LastYear),
                ("@circa", Circa),
                ("@city", Place),
                ("@place", Place),
                ("@countryDescription", Place),
            ],
        ),
        Group::new(
            Number(""),
            "identification",
            &[
                ("@identificationTypeCode", Label),
                ("@identificationTypeDescription", Label),
                ("@number", Num),
                ("@latinNumber", Num),
                ("@countryIso2Code", State),
                ("@countryDescription", StateName),
                ("@knownFalse", Status("false")),
                ("@reportedLost", Status("lost")),
                ("@revokedByIssuer", Status("revoked")),
                ("@knownExpired", Status("expired")),
            ],
        ),
        Group::new(
            Address,
            "address",
            &[
                ("@street", Place),
                ("@city", Place),
                ("@place", Place),
                ("@zipCode", Place),
                ("@countryDescription", Place),
            ],
        ),
        Group::new(Own, "regulation", &[("@programme", Reason)]),
        Group::new(Own, "", &[("@euReferenceNumber", Reference), ("@unitedNationId", Reference)]),
    ],
};

/// The same in CSV, 1.1 and 1.0: rows of an id, of which each gives some parts.
pub(in super::super) const EU_CSV: Layout = Layout {
    list: "EU",
    id: &["entity_logicalid", "entity_logical_id"],
    kind: &["entity_subjecttype", "entity_subjecttype_classificationcode", "subject_type"],
    person: PERSON,
    others: OTHERS,
    categories: SANCTION,
    lone_alias_is_weak: false,
    groups: &[
        Group::new(
            Name(Good),
            "",
            &[
                ("namealias_wholename", Whole),
                ("naal_wholename", Whole),
                ("namealias_lastname", Family),
                ("namealias_firstname", Given),
                ("namealias_middlename", Given),
                ("naal_lastname", Family),
                ("naal_firstname", Given),
                ("naal_middlename", Given),
                ("namealias_remark", Quality),
                ("namealias_logicalid", Order),
                ("namealias_gender", Sex),
                ("naal_gender", Sex),
            ],
        ),
        Group::new(
            Nationality,
            "",
            &[
                ("citizenship_countryiso2code", State),
                ("citizenship_countrydescription", StateName),
                ("citi_country", State),
            ],
        ),
        Group::new(
            Birth,
            "",
            &[
                ("birthdate_birthdate", Date),
                ("birt_date", Date),
                ("birthdate_year", Year),
                ("birthdate_month", Month),
                ("birthdate_day", Day),
                ("birthdate_yearrangefrom", FirstYear),
                ("birthdate_yearrangeto", LastYear),
                ("birthdate_circa", Circa),
                ("birthdate_city", Place),
                ("birthdate_place", Place),
                ("birt_place", Place),
                ("birthdate_countrydescription", Place),
                ("birt_country", Place),
            ],
        ),
        Group::new(
            Number(""),
            "",
            &[
                ("identification_typecode", Label),
                ("identification_typedescription", Label),
                ("identification_number", Num),
                ("identification_latinnumber", Num),
                ("iden_number", Num),
                ("identification_countryiso2code", State),
                ("identification_countrydescription", StateName),
                ("iden_country", State),
                ("identification_knownfalse", Status("false")),
                ("identification_reportedlost", Status("lost")),
                ("identification_revokedbyissuer", Status("revoked")),
                ("identification_knownexpired", Status("expired")),
            ],
        ),
        Group::new(
            Address,
            "",
            &[
                ("address_street", Place),
                ("address_city", Place),
                ("address_place", Place),
                ("address_zipcode", Place),
                ("address_countrydescription", Place),
            ],
        ),
        Group::new(
            Own,
            "",
            &[
                ("entity_regulation_programme", Reason),
                ("programme", Reason),
                ("entity_eu_referencenumber", Reference),
                ("eu_ref_num", Reference),
                ("entity_unitednationid", Reference),
            ],
        ),
    ],
};
