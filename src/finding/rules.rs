//! The registry of rules: one row each with id, severity, title and clause. Ids are forever.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Severity;

macro_rules! rule_list {
    ($($variant:ident: $id:literal, $severity:ident, $title:literal, $clause:literal;)+) => {
        /// A rule of the registry. The variant is for code, [`Rule::id`] for people and files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = concat!("`", $id, "`: ", $title, " (", $clause, ").")] $variant,)+
        }

        impl Rule {
            /// Every rule, in the order of the registry.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable id, such as `ENV06`.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The severity that the registry gives; a profile may change it.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// What the rule says when it fires, one clause of plain words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }

            /// Where the rule comes from.
            pub const fn clause(self) -> &'static str {
                match self { $(Self::$variant => $clause,)+ }
            }
        }
    };
}

rule_list! {
    UnaDamaged: "SYN01", Warning, "the service string advice is damaged; its characters were deduced", "ISO 9735-1 UNA";
    UnaNotDistinct: "SYN02", Error, "the service characters are not distinct or not characters; the defaults were used", "ISO 9735-1 UNA";
    ServiceDeduced: "SYN03", Info, "no service string advice; other characters than the defaults were deduced from the header", "ISO 9735-1 UNA";
    ReleaseAtEnd: "SYN04", Error, "a release character is the last byte", "ISO 9735-1 release character";
    ReleaseOfOrdinary: "SYN05", Info, "a release character stands before a character that needs none", "ISO 9735-1 release character";
    LineBreakInside: "SYN06", Warning, "line breaks inside segments were dropped from the values", "ISO 9735-1; Type B folding";
    ControlByte: "SYN07", Error, "a control byte stands in the data", "ISO 9735-10 CONTRL 0085 code 21";
    Unterminated: "SYN08", Error, "the last segment has no terminator", "ISO 9735-1 segment terminator";
    TextOutside: "SYN09", Info, "text outside the interchange was passed over", "ISO 9735-1; Type B wrapper";
    TagDamaged: "SYN10", Error, "the segment tag is not three capitals or digits", "ISO 9735-1 segment tag";
    TagLowerCase: "SYN11", Warning, "the segment tag is written in lower case", "ISO 9735-1 segment tag";
    EmptySegment: "SYN12", Warning, "a segment terminator without a segment", "ISO 9735-1 segment";
    Repertoire: "SYN13", Warning, "bytes are not of the declared character set; they were read as UTF-8 or Windows-1252", "ISO 9735-1 data element 0001";
    SyntaxUnknown: "SYN14", Warning, "the syntax identifier or version is not known", "ISO 9735-1 data elements 0001 and 0002";
    FindingsCut: "SYN15", Warning, "more findings than the budget; the rest is only counted", "limits";
    TypographicQuote: "SYN16", Warning, "typographic quotes were read as the segment terminator", "damage by word processors";
    SegmentsFused: "SYN17", Error, "a segment seems to stand inside another one: its terminator is missing", "ISO 9735-1 segment terminator";
    TerminatorUnreleased: "SYN18", Error, "a terminator inside a name or a text is not released; it was read as a part of it, since the trailer counts one segment less", "ISO 9735-1 release character";
    UnbMissing: "ENV01", Error, "the interchange has no header (UNB)", "ISO 9735-1 UNB";
    UnzMissing: "ENV02", Error, "the interchange has no trailer (UNZ)", "ISO 9735-1 UNZ, CONTRL 0085 code 13";
    UnzCount: "ENV03", Error, "the interchange control count (UNZ 0036) differs from what was read", "ISO 9735-1 UNZ 0036, code 29";
    UnzReference: "ENV04", Error, "the interchange control references of UNB and UNZ differ", "ISO 9735-1 data element 0020, code 28";
    UntMissing: "ENV05", Error, "the message has no trailer (UNT)", "ISO 9735-1 UNT, code 13";
    UntCount: "ENV06", Error, "the segment count (UNT 0074) differs from what was read", "ISO 9735-1 UNT 0074, code 29";
    UntReference: "ENV07", Error, "the message references of UNH and UNT differ", "ISO 9735-1 data element 0062, code 28";
    UneMissing: "ENV08", Error, "the functional group has no trailer (UNE)", "ISO 9735-1 UNE, code 13";
    UneCount: "ENV09", Error, "the group control count (UNE 0060) differs from what was read", "ISO 9735-1 UNE 0060, code 29";
    UneReference: "ENV10", Error, "the group references of UNG and UNE differ", "ISO 9735-1 data element 0048, code 28";
    SegmentOutside: "ENV11", Error, "a segment stands outside every message", "ISO 9735-1, code 33";
    GroupsMixed: "ENV12", Warning, "functional groups and single messages are mixed", "ISO 9735-1, code 30";
    NoMessage: "ENV13", Error, "the interchange holds no message", "ISO 9735-1, code 32";
    MessageUnread: "ENV14", Info, "an answer or a request of the traffic: it is read, and not judged", "scope of the library";
    PreparationDate: "ENV15", Warning, "the date or time of preparation (S004) is not a date, or one before EDIFACT", "ISO 9735-1 S004";
    PartyMissing: "ENV16", Warning, "the sender or recipient identification is empty", "ISO 9735-1 S002, S003";
    ReferenceRepeated: "ENV17", Warning, "the message reference occurs twice in the interchange", "ISO 9735-1 data element 0062, code 26";
    GroupType: "ENV18", Warning, "the group identification differs from the type of a message in it", "ISO 9735-1 data element 0038, code 31";
    ReferenceLong: "ENV19", Info, "a control reference is longer than 14 characters", "ISO 9735-1 data elements 0020, 0062";
    TransferStatus: "ENV20", Warning, "the status of the transfer (S010) is not a sequence with C first and F last", "ISO 9735-1 S010";
    MessageUnknown: "ENV21", Error, "the message type is not known; the message was not read", "ISO 9735-1 UNH 0065";
    PartMissing: "ENV22", Error, "parts of a list or push are missing", "ISO 9735-1 S010; decision D8";
    PartTwice: "ENV23", Warning, "a part of a list or push came twice; the first one counts", "ISO 9735-1 S010";
    SegmentUnknown: "STR01", Info, "a segment or qualifier that is not modelled was kept as it is", "directory; decision D17";
    SegmentMisplaced: "STR02", Warning, "a segment stands where its group is not open", "directory, segment table";
    SegmentRepeated: "STR03", Warning, "a segment is repeated more often than the guide knows; the first one counts", "directory, segment table";
    SegmentMissing: "STR04", Error, "a mandatory segment is missing", "directory, segment table";
    SegmentOrder: "STR05", Info, "segments stand in another order than the guide's table", "PAXLST guide, segment table";
    BgmCode: "API01", Error, "the document code (BGM 1001) is not one of the API lists", "PAXLST guide BGM; P01";
    BgmFunction: "API02", Warning, "the function (BGM 1004) does not belong to this list", "PAXLST guide BGM; P01";
    FlightMissing: "API03", Error, "no flight: TDT is missing or has no flight number", "PAXLST guide TDT; P02";
    PortMissing: "API04", Error, "a leg has no departure or no arrival port", "PAXLST guide LOC; P02";
    BorderCrossing: "API05", Warning, "not exactly one border crossing (LOC 125 to 87) in the list", "PAXLST guide LOC; P03";
    PortTime: "API06", Warning, "a port has no time of departure (189) or arrival (232)", "PAXLST guide DTM; P04";
    ArrivalBeforeDeparture: "API07", Warning, "the arrival is more than 26 hours before the departure", "PAXLST guide DTM; P05";
    RoleInList: "API08", Warning, "a person's role (NAD 3035) does not belong to this list", "PAXLST guide NAD; P06, decision D7";
    CountQualifier: "API09", Warning, "the control total (CNT) counts other people than this list holds", "PAXLST guide CNT; P06";
    CountMissing: "API10", Warning, "the control total (CNT) is missing or not a number", "PAXLST guide CNT";
    CountLow: "API11", Warning, "the control total is lower than the number of persons read", "PAXLST guide CNT; P07, decision D6";
    CountListed: "API12", Warning, "the control total of a closed list differs from the number of persons listed", "PAXLST guide CNT; decision D6";
    SurnameMissing: "API13", Error, "the person has no surname", "PAXLST guide NAD C080; P08";
    NameLong: "API14", Warning, "a name is longer than the directory allows", "PAXLST guide NAD 3036; P08";
    ReferenceShared: "API15", Warning, "the unique passenger reference (RFF ABO) is used by two persons", "PAXLST guide RFF; P12";
    PersonTwice: "API16", Warning, "the same person is listed twice", "PAXLST guide SG4";
    CloseOutReference: "API17", Error, "a person of a close-out has neither locator nor unique reference", "PAXLST guide RFF; P15";
    PersonsUnexpected: "API18", Warning, "a flight message that names no persons holds some", "PAXLST guide BGM 266; P16";
    TransactionMissing: "API19", Warning, "the transaction reference (RFF TN) of an interactive message is missing", "PAXLST guide RFF";
    FieldMissing: "API20", Error, "a field that the profile requires is missing", "national profile; P09";
    FieldForbidden: "API21", Warning, "a field that the profile excludes is sent", "national profile; excess data, ICAO Annex 9";
    NotAir: "API22", Warning, "the list is not for a flight (road or other transport)", "PAXLST guide TDT 8051";
    DirectoryRelease: "API23", Warning, "the directory release is not one that the profile accepts", "national profile";
    PersonsMissing: "API24", Warning, "the list names nobody", "PAXLST guide SG4";
    GroupRequired: "API25", Warning, "the profile requires functional groups (UNG)", "national profile";
    PartOfOtherList: "API27", Warning, "a part of a list is of another kind, function, flight or day than its first part", "PAXLST guide UNH S010; P13";
    CustomsForm: "API26", Info, "the list has the customs form of the 1990s: it is read, and not judged by the guides", "customs PAXLST 001:000; UNS and PDT";
    BirthDateInvalid: "VAL01", Error, "the birth date is not a date", "PAXLST guide DTM 329; DOCS";
    BirthDateFuture: "VAL02", Error, "the birth date is after the flight", "PAXLST guide DTM 329";
    AgeOverHundred: "VAL03", Info, "the age is over 100 or the century of the birth date is open", "decision D5";
    CenturyOpen: "VAL04", Warning, "a two-digit year cannot be resolved: neither flight date nor reference date is known", "decision D5";
    DocumentExpired: "VAL05", Warning, "the travel document expires before the flight", "PAXLST guide DTM 36; P10";
    DocumentDateInvalid: "VAL06", Error, "a date of the travel document is not a date", "PAXLST guide DTM 36, 182";
    SexCode: "VAL07", Error, "the sex is not one of M, F, X, U", "PAXLST guide ATT 9019";
    StateCode: "VAL08", Error, "the state or nationality is not an ICAO 9303 three-letter code", "ISO 3166-1, ICAO 9303; P11";
    DocumentType: "VAL09", Info, "the document type is not one of the guides'", "PAXLST guide DOC 1001";
    DocumentNumberShape: "VAL10", Warning, "the document number holds other characters than letters and digits", "ICAO 9303";
    DocumentNumberMissing: "VAL11", Warning, "a travel document has no number", "PAXLST guide DOC 1004";
    Placeholder: "VAL12", Warning, "a document number or locator is a placeholder", "carrier quality";
    PortCode: "VAL13", Error, "a port is not a three-letter IATA or four-letter ICAO code", "PAXLST guide LOC 3225";
    FlightNumber: "VAL14", Error, "the flight is not a carrier code, one to four digits and an optional letter", "PAXLST guide TDT 8028";
    FlightDateInvalid: "VAL15", Error, "a date or time of the flight is not a date", "PAXLST guide DTM; PADIS 9916, 9918";
    NameCharacters: "VAL16", Warning, "a name holds digits or signs that no name has", "ICAO 9303";
    NameOnlyTitle: "VAL17", Warning, "a name is nothing but a title", "decision D14";
    LocatorShape: "VAL18", Warning, "the record locator is not five to eight letters and digits", "PADIS 9956";
    BlankValue: "VAL19", Warning, "a value holds only blanks", "ISO 9735-1";
    NumberInvalid: "VAL20", Warning, "a number is not a number", "directory, format n";
    IssueAfterExpiry: "VAL21", Warning, "the travel document was issued after it expires", "PAXLST guide DTM 36, 182";
    NamePlaceholder: "VAL22", Info, "a name is a placeholder such as FNU or TEST", "carrier quality";
    MsgMissing: "PNR01", Warning, "the message function (MSG) of the push is missing", "PNRGOV guide MSG";
    MsgFunction: "PNR02", Warning, "the message function is neither 22 nor 141", "PNRGOV guide MSG 1225";
    FlightAbsent: "PNR03", Error, "the flight (TVL) of the push is missing", "PNRGOV guide TVL";
    EqnMissing: "PNR04", Warning, "the number of PNRs (EQN) is missing or not a number", "PNRGOV guide EQN";
    EqnCount: "PNR05", Warning, "the number of PNRs (EQN) differs from the PNRs read", "PNRGOV guide EQN";
    LocatorMissing: "PNR06", Error, "a PNR has no record locator", "PNRGOV guide RCI";
    TravellerName: "PNR07", Warning, "a traveller has no surname", "PNRGOV guide TIF";
    ReferenceTwice: "PNR08", Warning, "a traveller reference is used twice in a PNR", "PNRGOV guide TIF 9944";
    ReferenceUnknown: "PNR09", Warning, "a traveller reference has no traveller in its PNR", "PNRGOV guide 9944";
    DocsText: "PNR10", Warning, "the text of an API SSR (DOCS, DOCO, DOCA) does not follow its layout", "PNRGOV guide SSR";
    PnrEmpty: "PNR11", Info, "a PNR has neither travellers nor an itinerary", "PNRGOV guide GR.1";
    LocatorTwice: "PNR12", Warning, "a record locator occurs twice in the push", "PNRGOV guide RCI";
    RciShifted: "PNR13", Info, "a record locator's type was left out; its date was found one place early", "PNRGOV guide RCI";
    TvlShifted: "PNR14", Info, "a time stands where the arrival date belongs", "PNRGOV guide TVL; decision D12";
    SenderMissing: "PNR15", Info, "the sender of the push (ORG) is missing", "PNRGOV guide ORG";
    TicketNumber: "PNR16", Info, "a ticket number is not 13 or 14 digits", "PNRGOV guide TKT";
    SensitiveDropped: "PNR17", Info, "sensitive data was dropped as it was read; only its class is counted", "Directive (EU) 2016/681 Art. 13(4)";
    StatusUnknown: "PNR18", Info, "a status code is not in the list of action and status codes", "AIRIMP; PADIS 4405";
    TravellersMissing: "PNR19", Warning, "a PNR has an itinerary but no traveller", "PNRGOV guide TIF";
    PersonDerived: "PNR21", Warning, "a person stands only in a request or a check-in, not among the travellers", "PNRGOV guide GR.2";
    ItineraryMissing: "PNR20", Warning, "a PNR has travellers but no itinerary", "PNRGOV guide TVL";
    FormsDisagree: "PNR22", Warning, "two requests give another value of the same fact of a person; the first one counts", "PNRGOV guide SSR";
    HolderIsOther: "PNR23", Warning, "a document names somebody else than the traveller whom the PNR gives it to", "PNRGOV guide SSR DOCS";
    MomentInvalid: "PNR24", Warning, "a date or time of a PNR's records is not a date: created, changed, issued, check-in or history", "PADIS 9916, 9918";
    PartFlight: "PNR25", Warning, "a part of a push is about another flight or day than its first part", "PNRGOV guide UNH S010";
    XmlBroken: "XML01", Error, "the document is not well-formed; reading went on after the break", "XML 1.0; section 2.1";
    XmlDoctype: "XML02", Error, "a document type declaration was passed over; nothing of it is expanded", "XML 1.0, section 2.8; entity attacks";
    XmlEntity: "XML03", Error, "an entity that is none of the five of XML was left as it is written", "XML 1.0, section 4.6";
    XmlPnrCount: "XML04", Warning, "NumberOfPnrs differs from the PNRs read", "PNRGOV XML guide PNRs";
    XmlPassengerCount: "XML05", Warning, "NumberOfPassengers differs from the passengers read", "PNRGOV XML guide PNR";
    XmlUnknown: "XML06", Info, "an element or attribute that is not known was passed over", "PNRGOV XML guide; decision D17";
    XmlNoPlace: "XML07", Info, "an element or attribute of the guide has no place in the model and was passed over", "PNRGOV XML guide";
    XmlRoot: "XML08", Warning, "the root is not IATA_PNRGOV_NotifRQ; its PNRs were looked for everywhere", "PNRGOV XML guide";
    XmlDateForm: "XML09", Warning, "a date or time is not written as XML Schema writes it; it was read all the same", "XML Schema dateTime";
    XmlValue: "XML10", Warning, "a value does not have the form of its type; its place is kept", "PNRGOV XML guide";
    XmlEncoding: "XML11", Warning, "the encoding is not known or the bytes are not of it; they were read as ISO 8859-1", "XML 1.0, section 4.3.3; decision D4";
    XmlDisagrees: "XML12", Warning, "two forms of the same data of a passenger disagree; the first one counts", "PNRGOV XML guide DOC_SSR";
    XmlNoPnr: "XML13", Warning, "the document holds no PNR", "PNRGOV XML guide PNRs";
    XmlSeveral: "XML14", Warning, "the document holds several pushes; the flight of the first one counts", "PNRGOV XML guide FlightLeg";
}

impl Rule {
    /// Finds a rule by its id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        Self::from_id(&id).ok_or_else(|| serde::de::Error::custom("expected the id of a rule, such as VAL05"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_shaped() {
        let mut ids: Vec<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert!(ids.iter().all(|id| id.len() == 5 && id[..3].bytes().all(|b| b.is_ascii_uppercase())));
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(all, ids.len());
        assert!(all >= 40);
        for rule in Rule::ALL {
            assert_eq!(Rule::from_id(rule.id()), Some(*rule));
        }
    }
}
