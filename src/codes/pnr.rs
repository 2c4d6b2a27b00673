//! Code lists of the PNR messages (PNRGOV; PADIS and AIRIMP).

use super::list::code_list;

code_list! {
    /// Message function (PADIS 1225) of a push.
    PushFunction, "MSG 1225" {
        Full = "22": "full push",
        Update = "141": "update of an earlier push",
    }
}

code_list! {
    /// Kind of traveller (PADIS 6353).
    TravellerKind, "TIF 6353" {
        Adult = "A": "adult",
        Child = "C": "child",
        Infant = "IN": "infant without a seat",
        Group = "G": "group without individual names",
        Individual = "I": "individual",
        Male = "M": "adult male",
        Female = "F": "adult female",
        InfantMale = "MI": "infant male",
        InfantFemale = "FI": "infant female",
        InfantMaleIm = "IM": "infant male",
        InfantFemaleIf = "IF": "infant female",
        Military = "N": "military",
        InGroup = "IZ": "individual within a group",
        SameSurname = "S": "same surname",
        Corporate = "CP": "corporate",
        BlockSpace = "BS": "block space",
        FrequentTraveller = "T": "frequent traveller",
    }
}

impl TravellerKind {
    /// True for infants.
    pub const fn is_infant(self) -> bool {
        matches!(
            self,
            Self::Infant | Self::InfantMale | Self::InfantFemale | Self::InfantMaleIm | Self::InfantFemaleIf
        )
    }
}

/// What a status means for travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusGroup {
    /// Holds a confirmed place.
    Confirmed,
    /// Holds or asks for a place on the waiting list.
    WaitListed,
    /// Has asked.
    Requested,
    /// Cancelled, refused or not operating.
    Cancelled,
    /// Passive or ghost: held elsewhere.
    Passive,
    /// Any other.
    Other,
}

code_list! {
    /// Action and status codes (PADIS 4405; AIRIMP).
    Status, "4405" {
        HK = "HK": "holds confirmed",
        HL = "HL": "holds wait-listed",
        HN = "HN": "holds need",
        HX = "HX": "holds cancelled",
        HS = "HS": "have sold",
        KK = "KK": "confirming",
        KL = "KL": "confirming from the waiting list",
        LL = "LL": "waiting-list request",
        LK = "LK": "link segment",
        MK = "MK": "passive segment",
        GK = "GK": "passive or ghost segment",
        BK = "BK": "passive segment",
        YK = "YK": "passive segment",
        PK = "PK": "passive segment",
        YG = "YG": "passive or ghost segment",
        DK = "DK": "confirmed, host use",
        IX = "IX": "if holding, cancel",
        XX = "XX": "cancel",
        XL = "XL": "cancel from the waiting list",
        NN = "NN": "need",
        NO = "NO": "no action taken",
        NS = "NS": "no seat",
        PN = "PN": "pending need",
        RQ = "RQ": "on request",
        RR = "RR": "reconfirmed",
        SA = "SA": "space available",
        SS = "SS": "sold",
        TK = "TK": "confirmed, times changed",
        TL = "TL": "wait-listed, times changed",
        TN = "TN": "need, times changed",
        UC = "UC": "unable, not wait-listed",
        UN = "UN": "unable, does not operate",
        US = "US": "unable, wait-listed",
        UU = "UU": "unable, wait-listed",
        OK = "OK": "confirmed, as in tickets",
        K = "K": "confirmed, as in history",
    }
}

impl Status {
    /// What the status means for travel.
    pub const fn group(self) -> StatusGroup {
        match self {
            Self::HK
            | Self::KK
            | Self::KL
            | Self::RR
            | Self::TK
            | Self::SS
            | Self::HS
            | Self::DK
            | Self::OK
            | Self::K => StatusGroup::Confirmed,
            Self::HL | Self::LL | Self::TL | Self::US | Self::UU => StatusGroup::WaitListed,
            Self::HN | Self::NN | Self::PN | Self::RQ | Self::TN => StatusGroup::Requested,
            Self::HX | Self::XX | Self::XL | Self::UC | Self::UN | Self::NO | Self::IX => {
                StatusGroup::Cancelled
            }
            Self::MK | Self::GK | Self::BK | Self::YK | Self::PK | Self::YG | Self::LK => {
                StatusGroup::Passive
            }
            Self::NS | Self::SA => StatusGroup::Other,
        }
    }
}

code_list! {
    /// Form of payment (PADIS 9888).
    PaymentForm, "FOP 9888" {
        Card = "CC": "card",
        Cash = "CA": "cash",
        Check = "CK": "check",
        Government = "GR": "government request",
        Miscellaneous = "MS": "miscellaneous",
        Exchange = "EX": "exchange",
        Invoice = "INV": "invoice",
        Direct = "DP": "direct payment",
    }
}

code_list! {
    /// Kind of a monetary amount (PADIS 5025).
    AmountKind, "MON 5025" {
        Base = "B": "base fare",
        Total = "T": "total",
        Equivalent = "E": "equivalent fare paid",
        Commission = "C": "commission",
        Gross = "G": "gross",
        Net = "N": "net",
        TaxTotal = "TXT": "total of taxes",
    }
}

code_list! {
    /// Kind of free text (PADIS 9980).
    TextKind, "IFT 9980" {
        Osi = "28": "other service information",
        Payer = "43": "sponsor or payer",
        FareCalculation = "15": "fare calculation",
        History = "19": "item of history",
        Holder = "63": "airline that holds the data",
        Endorsement = "10": "endorsement",
        IssuingAgency = "39": "issuing agency",
        Telephone = "5": "telephone",
    }
}

code_list! {
    /// What happened to an item of history (SAC).
    HistoryAction, "SAC" {
        Added = "A": "added",
        Cancelled = "X": "cancelled",
        Changed = "C": "changed",
    }
}
