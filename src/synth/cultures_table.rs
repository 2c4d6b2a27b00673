//! Naming cultures: parts of invented names, as they are spelled in messages and in the writing of their country.
//!
//! Parts are put together at random; a common part is no person. Spellings follow what passports of the region print.

/// A part of a name: how messages spell it, and its own writing (the same for Latin letters).
pub(super) type Part = (&'static str, &'static str);

/// How a surname is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Surname {
    /// A head and a tail; tails are pairs for men and women.
    Gendered,
    /// One of the heads.
    Whole,
    /// Two of the heads, of father and mother.
    Double,
    /// A head before a tail that is a word of its own.
    Prefixed,
    /// None: the one name stands where the surname belongs.
    None,
}

/// A naming culture.
#[derive(Debug)]
pub(super) struct Culture {
    pub(super) name: &'static str,
    pub(super) states: &'static [&'static str],
    pub(super) surname: Surname,
    pub(super) heads: &'static [Part],
    /// Endings of men.
    pub(super) tails: &'static [Part],
    /// Endings of women, in the order of those of men.
    pub(super) tails_of_women: &'static [Part],
    pub(super) men: &'static [Part],
    pub(super) women: &'static [Part],
    /// In 100, people with two given names.
    pub(super) second: u64,
}

/// All cultures.
pub(super) static CULTURES: [Culture; 8] = [
    Culture {
        name: "cyrillic",
        states: &["UZB", "KAZ", "KGZ", "TJK"],
        surname: Surname::Gendered,
        heads: &[
            ("AZAM", "Азам"),
            ("DILSHOD", "Дилшод"),
            ("SAFAR", "Сафар"),
            ("TURSUN", "Турсун"),
            ("BERDI", "Берди"),
            ("NAZAR", "Назар"),
            ("MIRZO", "Мирзо"),
            ("ORIF", "Ориф"),
            ("ULUG", "Улуг"),
            ("ERGASH", "Эргаш"),
        ],
        tails: &[("OV", "ов"), ("BEKOV", "беков"), ("KHANOV", "ханов")],
        tails_of_women: &[("OVA", "ова"), ("BEKOVA", "бекова"), ("KHANOVA", "ханова")],
        men: &[
            ("ANVAR", "Анвар"),
            ("BOTIR", "Ботир"),
            ("SARDOR", "Сардор"),
            ("MURAT", "Мурат"),
            ("ILHOM", "Илхом"),
        ],
        women: &[
            ("LOLA", "Лола"),
            ("NARGIZA", "Наргиза"),
            ("AIZHAN", "Айжан"),
            ("MALIKA", "Малика"),
            ("ZEBO", "Зебо"),
        ],
        second: 15,
    },
    Culture {
        name: "turkic",
        states: &["KAZ", "KGZ", "TKM", "UZB"],
        surname: Surname::Gendered,
        heads: &[
            ("SERIK", "Серик"),
            ("MARAT", "Марат"),
            ("ASKAR", "Аскар"),
            ("DAULET", "Даулет"),
            ("BOLAT", "Болат"),
            ("ERLAN", "Ерлан"),
            ("KAIRAT", "Кайрат"),
            ("TALGAT", "Талгат"),
        ],
        tails: &[("ULY", "улы")],
        tails_of_women: &[("KYZY", "кызы")],
        men: &[("NURSULTAN", "Нурсултан"), ("ALMAS", "Алмас"), ("DAMIR", "Дамир"), ("ARMAN", "Арман")],
        women: &[("AIGUL", "Айгуль"), ("DANA", "Дана"), ("MADINA", "Мадина"), ("SALTANAT", "Салтанат")],
        second: 5,
    },
    Culture {
        name: "tajik",
        states: &["TJK"],
        surname: Surname::Gendered,
        heads: &[
            ("RAHIM", "Рахим"),
            ("KARIM", "Карим"),
            ("SHARIF", "Шариф"),
            ("NAZIR", "Назир"),
            ("SALIM", "Салим"),
            ("HAKIM", "Хаким"),
        ],
        tails: &[("ZODA", "зода"), ("I", "и")],
        tails_of_women: &[("ZODA", "зода"), ("I", "и")],
        men: &[("FIRUZ", "Фируз"), ("JAMSHED", "Джамшед"), ("BAHROM", "Бахром"), ("SUHROB", "Сухроб")],
        women: &[("ZARRINA", "Заррина"), ("MEHRI", "Мехри"), ("PARVINA", "Парвина"), ("SITORA", "Ситора")],
        second: 10,
    },
    Culture {
        name: "arabic",
        states: &["ARE", "EGY", "JOR", "SAU"],
        surname: Surname::Prefixed,
        heads: &[("AL", "آل"), ("BIN", "بن"), ("ABU", "أبو")],
        tails: &[
            ("MANSOURI", "منصوري"),
            ("HARBI", "حربي"),
            ("NAJJAR", "نجار"),
            ("SAYEGH", "صايغ"),
            ("KHALIFA", "خليفة"),
            ("RASHED", "راشد"),
            ("SALEM", "سالم"),
        ],
        tails_of_women: &[
            ("MANSOURI", "منصوري"),
            ("HARBI", "حربي"),
            ("NAJJAR", "نجار"),
            ("SAYEGH", "صايغ"),
            ("KHALIFA", "خليفة"),
            ("RASHED", "راشد"),
            ("SALEM", "سالم"),
        ],
        men: &[
            ("AHMED", "أحمد"),
            ("KHALID", "خالد"),
            ("YOUSEF", "يوسف"),
            ("TARIQ", "طارق"),
            ("MOHAMMED", "محمد"),
        ],
        women: &[
            ("FATIMA", "فاطمة"),
            ("MARYAM", "مريم"),
            ("NOURA", "نورة"),
            ("AISHA", "عائشة"),
            ("HUDA", "هدى"),
        ],
        second: 70,
    },
    Culture {
        name: "chinese",
        states: &["CHN", "SGP"],
        surname: Surname::Whole,
        heads: &[
            ("WANG", "王"),
            ("LI", "李"),
            ("ZHANG", "张"),
            ("XU", "徐"),
            ("HE", "何"),
            ("OUYANG", "欧阳"),
            ("WU", "吴"),
            ("E", "鄂"),
        ],
        tails: &[],
        tails_of_women: &[],
        men: &[("WEIMING", "伟明"), ("JUN", "军"), ("HAOYU", "浩宇"), ("ZIXUAN", "子轩")],
        women: &[("XIAOLI", "小丽"), ("FANG", "芳"), ("YUTONG", "雨桐"), ("MEI", "梅")],
        second: 0,
    },
    Culture {
        name: "spanish",
        states: &["ESP", "MEX", "ARG"],
        surname: Surname::Double,
        heads: &[
            ("OLMEDA", "Olmeda"),
            ("QUIRANTE", "Quirante"),
            ("BELTRANO", "Beltrano"),
            ("FUENSECA", "Fuenseca"),
            ("RIOMAYOR", "Riomayor"),
            ("CASTRAL", "Castral"),
            ("DE LA VEGUILLA", "de la Veguilla"),
        ],
        tails: &[],
        tails_of_women: &[],
        men: &[("JOSE", "José"), ("LUIS", "Luis"), ("ANDRES", "Andrés"), ("RAMON", "Ramón")],
        women: &[("MARIA", "María"), ("INES", "Inés"), ("LUCIA", "Lucía"), ("PILAR", "Pilar")],
        second: 60,
    },
    Culture {
        name: "latin",
        states: &["DEU", "AUT", "FRA", "TUR"],
        surname: Surname::Gendered,
        heads: &[
            ("MUEHL", "Mühl"),
            ("GRAEF", "Gräf"),
            ("LINDEN", "Linden"),
            ("KALT", "Kalt"),
            ("BIRK", "Birk"),
            ("OEZ", "Öz"),
            ("SCHOEN", "Schön"),
        ],
        tails: &[("HOFER", "hofer"), ("BACHER", "bacher"), ("STEIN", "stein"), ("TUERK", "türk")],
        tails_of_women: &[("HOFER", "hofer"), ("BACHER", "bacher"), ("STEIN", "stein"), ("TUERK", "türk")],
        men: &[("JUERGEN", "Jürgen"), ("PAUL", "Paul"), ("EMIL", "Emil"), ("OMER", "Ömer")],
        women: &[("LENA", "Lena"), ("ANNELIE", "Annelie"), ("ZOE", "Zoë"), ("GREETE", "Greete")],
        second: 30,
    },
    Culture {
        name: "mononym",
        states: &["IDN", "IND"],
        surname: Surname::None,
        heads: &[],
        tails: &[],
        tails_of_women: &[],
        men: &[
            ("SUPRAYITNO", "Suprayitno"),
            ("WARDOYO", "Wardoyo"),
            ("TEGUHARTO", "Teguharto"),
            ("KUNCORO", "Kuncoro"),
        ],
        women: &[
            ("SULASTRINI", "Sulastrini"),
            ("WATIYEM", "Watiyem"),
            ("PURWANTINI", "Purwantini"),
            ("ENDAHWATI", "Endahwati"),
        ],
        second: 0,
    },
];
