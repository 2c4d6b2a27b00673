//! Words of names that say little: particles, titles, and tokens that many people share. Put together by hand from common
//! knowledge of naming; the reference population of the weights.

/// Words between names that carry no weight of their own.
pub(super) const PARTICLES: &[&str] = &[
    "AL", "EL", "UL", "AS", "AR", "AZ", "ED", "UD", "BIN", "IBN", "BINT", "BEN", "OULD", "WALAD", "WA", "DE", "DA", "DO",
    "DI", "DU", "DOS", "DAS", "DEL", "DELA", "DELLA", "LA", "LE", "LES", "LOS", "LAS", "Y", "VAN", "VON", "DER", "DEN",
    "TER", "TEN", "ZU", "ZUM", "AF", "AV", "SAN", "SANTA", "OF", "THE", "AND", "UULU", "ULY", "ULI", "UGLI", "OGLI", "OGLU",
    "OGHLU", "KYZY", "QIZI", "KIZI", "KYZ", "ZODA", "ZADA", "ZADEH", "TEGIN", "BINTI", "BTE", "BTI", "BN", "NA", "MAC", "MC",
    "ABU", "ABOU", "UMM", "UM", "NOM", "FNU", "LNU",
];

/// Titles, ranks and suffixes: nearly no weight.
pub(super) const TITLES: &[&str] = &[
    "MR", "MRS", "MS", "MISS", "MSTR", "CHD", "INF", "DR", "PROF", "SIR", "DAME", "LORD", "LADY", "CAPT", "HERR", "FRAU", "SR",
    "SRA", "JR", "JNR", "SNR", "II", "III", "IV", "SHEIKH", "SHAIKH", "SHAYKH", "SHEIK", "SHEKH", "HAJI", "HAJJI", "HADJI", "HAJ",
    "HAJJ", "ALHAJI", "MULLAH", "MULLA", "MAULAVI", "MAWLAWI", "MOLVI", "MAULANA", "MAULVI", "QARI", "HAFIZ", "USTAD", "USTAZ",
    "SAYYID", "SAYED", "SYED", "SEYED", "SAYYED", "GENERAL", "GEN", "COLONEL", "COL", "MAJOR", "MAJ", "LIEUTENANT", "LT", "BRIGADIER",
    "CAPTAIN", "COMMANDER", "PRESIDENT", "MINISTER", "HON", "ENGINEER", "ENG", "PRINCE", "PRINCESS", "KING", "BEY", "KHAN", "JAN",
    "PHD", "MD", "ESQ", "NICKNAME", "ALIAS", "AKA", "DOCTOR", "PROFESSOR", "HADI",
];

/// Tokens that very many people bear: each weighs less than a rare one.
pub(super) const COMMONEST: &[&str] = &[
    "MUHAMMAD", "MOHAMED", "MOHAMMED", "MAHAMAD", "AHMAD", "AHMED", "ALI", "HASSAN", "HASAN", "HUSSEIN", "HUSSAIN", "HUSAYN", "ABDUL",
    "ABD", "ABDULLAH", "ABDALLAH", "ABDALLA", "IBRAHIM", "MAHMOUD", "MUSTAFA", "OMAR", "UMAR", "YUSUF", "YOUSSEF", "KHALID", "SALEH",
    "SALIH", "SAID", "SAEED", "RAHMAN", "KIM", "LEE", "LI", "PARK", "WANG", "ZHANG", "CHEN", "LIU", "NGUYEN", "MARIA", "JOSE", "JUAN",
    "JOHN", "DAVID", "MICHAEL", "ANNA", "ANA", "GARCIA", "RODRIGUEZ", "GONZALEZ", "HERNANDEZ", "LOPEZ", "MARTINEZ", "PEREZ", "SANCHEZ",
    "IVAN", "IVANOV", "SERGEI", "ALEXANDER", "ALEKSANDR", "VLADIMIR", "SINGH", "KUMAR", "SHAH", "HAMID", "KARIM", "AZIZ", "NASIR",
    "HAMAD", "SALIM", "SULAIMAN", "ISMAIL", "YUNUS", "AKHUND", "CHOL", "SONG", "HYON", "CHANG", "CHOE", "RI", "PAK", "YONG",
];

/// Tokens that many people bear.
pub(super) const COMMON: &[&str] = &[
    "JAMES", "ROBERT", "WILLIAM", "RICHARD", "THOMAS", "PETER", "PAUL", "MARK", "GEORGE", "CHARLES", "DANIEL", "JOSEPH", "MARTIN", "ANTONIO",
    "LUIS", "CARLOS", "JORGE", "MIGUEL", "ANGEL", "FRANCISCO", "JESUS", "MANUEL", "PEDRO", "ALBERTO", "FERNANDO", "EDUARDO", "RAMON",
    "RAFAEL", "ENRIQUE", "JAVIER", "MARIO", "ROBERTO", "SERGIO", "RICARDO", "RAUL", "GOMEZ", "DIAZ", "TORRES", "RAMIREZ", "FLORES", "RIVERA",
    "CRUZ", "MORALES", "REYES", "ORTIZ", "GUTIERREZ", "CASTRO", "RUIZ", "VARGAS", "ROMERO", "SUAREZ", "SILVA", "SANTOS", "SOUSA", "PEREIRA",
    "OLIVEIRA", "COSTA", "FERREIRA", "SMITH", "JONES", "BROWN", "JOHNSON", "WILLIAMS", "MILLER", "DAVIS", "WILSON", "ANDERSON", "TAYLOR",
    "MUELLER", "SCHMIDT", "SCHNEIDER", "FISCHER", "WEBER", "MEYER", "WAGNER", "NIKOLAI", "ALEKSEI", "ANDREI", "DMITRI", "MIKHAIL", "YURI",
    "IGOR", "OLEG", "VIKTOR", "PAVEL", "ELENA", "OLGA", "NATALIA", "TATIANA", "IRINA", "SVETLANA", "PETROV", "SMIRNOV", "KUZNETSOV", "POPOV",
    "SOKOLOV", "VOLKOV", "KARIMOV", "RAKHIMOV", "ABDULLAEV", "AKHMEDOV", "ALIEV", "MAMMADOV", "HUSEYNOV", "YILMAZ", "KAYA", "DEMIR", "CELIK",
    "FATIMA", "AISHA", "ZAINAB", "KHADIJA", "MARYAM", "AMINA", "LEILA", "NOOR", "NUR", "HAMZA", "BILAL", "TARIQ", "WALID", "JAMAL",
    "KAMAL", "FAISAL", "FAHD", "SULTAN", "RASHID", "MAJID", "HAKIM", "RAHIM", "LATIF", "GHANI", "QADIR", "WAHAB", "JABBAR", "MALIK", "ANWAR",
    "AKBAR", "REZA", "MEHDI", "MAHDI", "MOHSEN", "HOSSEINI", "AHMADI", "MOHAMMADI", "TIKRITI", "HAQQANI", "MAHMUD", "MANSUR", "MURAD",
    "MUSA", "ISA", "YAHYA", "YAQUB", "ISHAQ", "DAWOOD", "ADAM", "ADEL", "SAMIR", "NABIL", "KHALIL", "JABIR", "ZAID", "TALIB", "HABIB",
    "SHARIF", "AMIN", "AMIR", "SALAM", "NAZIR", "BASHIR", "JAVED", "IQBAL", "ASLAM", "AKHTAR", "BIBI", "BEGUM", "KAUR", "SHARMA", "GUPTA",
    "PATEL", "RAO", "REDDY", "TRAN", "PHAM", "HOANG", "HUYNH", "VU", "VO", "DANG", "BUI", "YANG", "HUANG", "ZHAO", "WU", "ZHOU", "XU",
    "SUN", "MA", "ZHU", "HU", "GUO", "HE", "LIN", "GAO", "LUO", "CHOI", "JUNG", "KANG", "CHO", "YOON", "JANG", "LIM", "HAN", "SATO",
    "SUZUKI", "TANAKA", "WATANABE", "ITO", "YAMAMOTO", "JEAN", "PIERRE", "MICHEL", "LAURENT", "LUCAS", "EMMA", "SOFIA", "ISABEL", "ROSA",
    "CARMEN", "LAURA", "SARA", "SARAH", "ANDREA", "GIUSEPPE", "GIOVANNI", "ROSSI", "RUSSO", "FERRARI", "NOVAK", "HORVAT", "KOVACS", "NAGY",
    "KOWALSKI", "NOWAK", "DIN", "ALLAH", "ULLAH", "HAQ", "GHULAM", "GUL", "SHAMS", "TAJ", "CHUN", "HYOK", "IL", "SOK", "SUNG", "TONG", "CHONG",
    "MYONG", "KWANG", "NAM", "TAE", "YUN",
];
