//! Code lists of the API messages (PAXLST).

use super::list::code_list;

code_list! {
    /// Document name code (UN/EDIFACT 1001) in BGM of PAXLST.
    DocumentCode, "BGM 1001" {
        PassengerList = "745": "passenger list",
        CrewList = "250": "crew list declaration",
        FlightStatus = "266": "change in flight status",
        MasterCrewList = "336": "master crew list",
        GatePass = "655": "gate pass request",
        RoadList = "10": "crew and passengers of a road vehicle",
    }
}

code_list! {
    /// Document name code (UN/EDIFACT 1001) in BGM of CUSRES.
    ResponseKind, "BGM 1001 of CUSRES" {
        Solicited = "962": "response to a list",
        Unsolicited = "132": "unsolicited message after an earlier response",
        Acknowledgement = "312": "a carrier's acknowledgement of an unsolicited message",
        General = "961": "general customs response",
        Error = "963": "customs error response",
        Status = "34": "status of a trip or cargo",
    }
}

code_list! {
    /// Function of a list (UN/EDIFACT 1004 as the PAXLST guide and its users know it).
    ListFunction, "BGM 1004" {
        Change = "CP": "change of passenger data",
        CancelReservation = "XR": "cancel a reservation",
        ReductionInParty = "RP": "reduction in party",
        Close = "CL": "flight close",
        CloseNotOnBoard = "CLNB": "flight close, persons not on board",
        CloseOnBoard = "CLOB": "flight close, persons on board",
        CancelFlight = "XF": "cancel flight",
        ChangeFlight = "CF": "change flight",
        PassengerFlight = "C": "crew of a passenger flight",
        PassengerFlightChange = "CC": "crew change of a passenger flight",
        CargoFlight = "B": "crew of a cargo flight",
        CargoFlightChange = "BC": "crew change of a cargo flight",
        Overflight = "A": "crew of an overflight, passenger flight",
        CargoOverflight = "D": "crew of an overflight, cargo flight",
        Continuance = "E": "crew of a domestic continuance, passenger flight",
        ContinuanceChange = "EC": "crew change of a domestic continuance, passenger flight",
        CargoContinuance = "F": "crew of a domestic continuance, cargo flight",
        CargoContinuanceChange = "FC": "crew change of a domestic continuance, cargo flight",
        AddRecords = "G": "add records to the master crew list",
        DeleteRecords = "H": "delete records of the master crew list",
        ChangeRecords = "I": "change records of the master crew list",
        CheckIn = "CI": "check-in (own option of one state)",
        DepartureConfirmation = "DC": "departure confirmation (own option of one state)",
        DepartureExceptions = "DE": "departure exceptions (own option of one state)",
    }
}

code_list! {
    /// Party function (UN/EDIFACT 3035) of a person in a list.
    PersonRole, "NAD 3035" {
        Passenger = "FL": "passenger",
        Crew = "FM": "crew member",
        TransitPassenger = "DDU": "in-transit passenger",
        TransitCrew = "DDT": "in-transit crew member",
        ReferenceOnly = "ZZZ": "person given by a reference only",
        Driver = "VW": "driver of a road vehicle",
        RoadPassenger = "COT": "passenger of a road vehicle",
    }
}

impl PersonRole {
    /// True for crew, in transit or not.
    pub const fn is_crew(self) -> bool {
        matches!(self, Self::Crew | Self::TransitCrew)
    }
}

code_list! {
    /// Place function (UN/EDIFACT 3227) of the ports of a flight.
    PortRole, "LOC 3227 of a flight" {
        LastDeparture = "125": "last place of departure before the border",
        FirstArrival = "87": "first place of arrival in the country",
        Other = "92": "other place of departure or arrival",
        FinalDestination = "130": "final place of destination in the country",
        Filing = "188": "filing location",
        Reporting = "172": "reporting location",
        GatePass = "91": "place of a gate pass",
    }
}

code_list! {
    /// Sex (UN/EDIFACT 9019, ICAO 9303).
    Sex, "ATT 9019" {
        Male = "M": "male",
        Female = "F": "female",
        Unspecified = "X": "unspecified",
        Unknown = "U": "unknown or undisclosed",
    }
}

code_list! {
    /// Type of a travel document (UN/EDIFACT 1001 in DOC; the type in DOCS).
    DocumentType, "DOC 1001" {
        Passport = "P": "passport",
        TravelPermit = "PT": "travel permit of the P series",
        ExitEntryPermit = "PL": "exit and entry permit",
        Visa = "V": "visa",
        IdentityI = "I": "identity document issued by a state",
        IdentityA = "A": "identity document issued by a state",
        IdentityC = "C": "identity document issued by a state",
        PassportCard = "IP": "passport card",
        CrewCertificate = "AC": "crew member certificate",
        Other = "F": "other approved non-standard identity document",
        Refugee = "T": "refugee travel document or re-entry permit",
        Military = "M": "military identification",
        PilotLicence = "L": "pilot licence",
        Group = "G": "group passport",
        Diplomatic = "D": "diplomatic identity or permit of one state",
        Seafarer = "S": "seafarer's document",
        PermitW = "W": "permit of one state",
        PermitQ = "Q": "permit of one state",
        TrustedTraveller = "N": "trusted traveller card",
    }
}

impl DocumentType {
    /// True for documents that allow to cross a border; false for visas and licences, which only go with one.
    pub const fn is_travel_document(self) -> bool {
        !matches!(self, Self::Visa | Self::PilotLicence)
    }
}

code_list! {
    /// How a document was captured (UN/EDIFACT 7365 in GEI).
    Capture, "GEI 7365" {
        Verified = "173": "verified: machine-read or checked against the holder",
        NotVerified = "174": "not verified",
        VerifiedEarly = "ZZZ": "verified, before the directory had a code",
        Changed = "36": "only changed data",
    }
}

code_list! {
    /// Reference qualifier (UN/EDIFACT 1153) of a person.
    ReferenceKind, "RFF 1153 of a person" {
        Locator = "AVF": "passenger reservation reference (record locator)",
        Unique = "ABO": "unique passenger reference of the carrier",
        Seat = "SEA": "allocated seat",
        Agency = "AEA": "government agency reference",
        Customer = "CR": "customer reference",
        Ticket = "YZY": "ticket number",
        Extension = "AHN": "extension of one state",
    }
}

code_list! {
    /// Communication means (UN/EDIFACT 3155).
    CommunicationMeans, "COM 3155" {
        Telephone = "TE": "telephone",
        Fax = "FX": "telefax",
        Email = "EM": "electronic mail",
        Mobile = "AL": "mobile telephone",
    }
}

code_list! {
    /// Kind of crew member (UN/EDIFACT 9005 in EMP).
    CrewKind, "EMP 9005" {
        Cockpit = "CR1": "cockpit crew and persons in the cockpit",
        Cabin = "CR2": "cabin crew",
        Operations = "CR3": "airline operations management with cockpit access",
        Cargo = "CR4": "cargo non-cockpit crew or non-crew individuals",
        Deadhead = "CR5": "pilots on board but not on duty",
    }
}

code_list! {
    /// A datum of a list that profiles require or exclude. The short words are those of profile files.
    DataField, "profile field" {
        Surname = "sur": "surname",
        Given = "giv": "given name",
        Sex = "sex": "sex",
        BirthDate = "dob": "birth date",
        Nationality = "nat": "nationality",
        DocumentType = "dty": "document type",
        DocumentNumber = "dno": "document number",
        DocumentIssuer = "dis": "issuing state of the document",
        DocumentExpiry = "dex": "expiry of the document",
        Locator = "pnr": "record locator",
        UniqueReference = "upr": "unique passenger reference",
        Seat = "sea": "seat",
        Ticket = "tkt": "ticket number",
        Bags = "bag": "checked bags",
        BagWeight = "wgt": "weight of checked bags",
        Capture = "ver": "capture method",
        Residence = "res": "country of residence",
        Embarkation = "emb": "port of embarkation",
        Disembarkation = "dst": "port of disembarkation",
        Clearance = "clr": "port of clearance",
        BirthPlace = "bpl": "place of birth",
        Address = "adr": "address",
        CrewKind = "emp": "kind of crew member",
        Licence = "lic": "pilot licence",
        Transaction = "ref": "transaction reference",
        Contact = "con": "contact of the reporting party",
        Function = "fun": "function of the list",
        BirthPlaceText = "bpt": "place of birth as text",
    }
}

impl<'de> serde::Deserialize<'de> for DataField {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        let found = <Self as super::CodeList>::from_wire(word.as_bytes());
        found.ok_or_else(|| serde::de::Error::custom("expected a field word of the profile form"))
    }
}

impl Sex {
    /// The sex by its code, also by those that DOCS has for infants (MI, FI).
    pub fn with_infants(code: &[u8]) -> Option<Self> {
        match code {
            b"MI" => Some(Self::Male),
            b"FI" => Some(Self::Female),
            other => <Self as super::CodeList>::from_wire(other),
        }
    }
}
