//! Codes of states that stand for one another in documents and lists. Sources: ICAO Doc 9303-3 section 5 (classes of nationality, codes that were
//! changed, Kosovo), ISO 3166-3 (states that are no more); passports of Hong Kong and Macao bear CHN.

/// A code, and others of the same state; those of a row stand for one another too.
pub(super) const SAME: &[(&str, &[&str])] = &[
    ("CHN", &["HKG"]),
    ("CHN", &["MAC"]),
    ("COD", &["ZAR"]),
    ("GBR", &["GBD", "GBN", "GBO", "GBP", "GBS"]),
    ("MMR", &["BUR"]),
    ("RKS", &["UNK", "XKX"]),
    ("ROU", &["ROM"]),
    ("TLS", &["TMP"]),
    ("ZWE", &["ZIM"]),
];

/// A state that is no more, and those that came after it.
pub(super) const SUCCEEDED: &[(&str, &[&str])] = &[
    ("ANT", &["BES", "CUW", "NLD", "SXM"]),
    ("CSK", &["CZE", "SVK"]),
    ("DDR", &["DEU"]),
    ("SCG", &["MNE", "RKS", "SRB", "XKX"]),
    (
        "SUN",
        &[
            "ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU", "LVA", "MDA", "RUS", "TJK", "TKM", "UKR",
            "UZB",
        ],
    ),
    ("YUG", &["BIH", "HRV", "MKD", "MNE", "RKS", "SCG", "SRB", "SVN", "XKX"]),
];
