//! People of many languages for the tests of encodings: as they are called, with and without letters beyond ASCII, and in
//! the code pages that spreadsheet programs write for them.

use unicode_normalization::UnicodeNormalization;

use super::codec::Codec;

/// A language: its code, the encodings of Windows, of old Macs and of MS-DOS, given names, and family names.
pub(super) struct Language {
    pub(super) code: &'static str,
    pub(super) pages: &'static [&'static str],
    given: &'static str,
    family: &'static str,
}

const fn language(
    code: &'static str,
    pages: &'static [&'static str],
    given: &'static str,
    family: &'static str,
) -> Language {
    Language {
        code,
        pages,
        given,
        family,
    }
}

pub(super) static LANGUAGES: [Language; 24] = [
    language(
        "de",
        &["windows-1252", "macintosh", "IBM850", "IBM437"],
        "Jürgen Zoë Käthe Björn Günther Anneliese Lukas Jörg Hanna Sören Bärbel Thomas Götz Renate Mia Anaïs",
        "Müller-Lüdenscheidt Größmann Schröder Weiß Krämer Köhler Bäcker Schmidt Öztürk Ärztel Übelhör Koch Vogel Strauß Jäger",
    ),
    language(
        "fr",
        &["windows-1252", "macintosh", "IBM850"],
        "Renée François Zoé Gaëlle Hélène Jérôme Marie Benoît Chloé Luc Anaïs Loïc Agnès Théo Océane Étienne",
        "Lefèvre Bélanger Guérin Château Noël Garçon Beaulieu Dupont Leclère Moreau Gâtinois Lœillet Pérès Hamon Brûlé",
    ),
    language(
        "es",
        &["windows-1252", "macintosh", "IBM850"],
        "Íñigo María José Nuria Ángel Begoña Lucía Sofía Raúl Carmen Óscar Andrés Inés Pablo Ramón",
        "Núñez Peña García Ibáñez Muñoz Óñez Llorente Gutiérrez Argüelles López Ruiz Yáñez Hernández Güell Sáinz",
    ),
    language(
        "pt",
        &["windows-1252", "macintosh", "IBM850"],
        "João Inês Conceição Luís Antónia Érica Lúcia Tomás Cátia Álvaro Maria Nélson Simão Ângela",
        "Gonçalves Assunção Simões Magalhães Brandão Araújo Leitão Sá Corrêa Estêvão Pão Mourão Flôres Lopes",
    ),
    language(
        "sv",
        &["windows-1252", "macintosh", "IBM850"],
        "Åsa Björn Örjan Märta Göran Håkan Anna Erik Sören Åke Pär Gunilla Maj-Britt",
        "Sjöberg Åkesson Öhman Lindström Wåhlin Hägg Nilsson Åström Källström Ek Söderqvist Bergström",
    ),
    language(
        "da",
        &["windows-1252", "macintosh", "IBM850"],
        "Søren Åse Jørgen Bjørn Mette Lærke Kåre Øyvind Håkon Gøran Anders Märtha",
        "Sørensen Bjørnstad Ærø Kjær Nygård Ødegård Hansen Møller Skårup Færøvig Bøe",
    ),
    language(
        "is",
        &["windows-1252", "x-mac-icelandic", "IBM850"],
        "Þórður Ásdís Sigríður Æsa Guðrún Örn Jón Björk Hafþór Ýmir Ólöf Einar",
        "Guðmundsson Þorláksdóttir Ólafsson Ægisdóttir Jóhannsson Sigurðardóttir Björnsson Hallgrímsdóttir",
    ),
    language(
        "pl",
        &["windows-1250", "x-mac-ce", "IBM852"],
        "Łukasz Świętosława Grażyna Michał Bożena Józef Anna Paweł Małgorzata Stanisław Zofia Rafał Żaneta",
        "Żółć Wąsik Brzęczyk Ćwikła Kołodziejski Źródłowski Gęś Nowak Kowalski Wójcik Zając Dąbrowska Jabłoński Łęcka",
    ),
    language(
        "cs",
        &["windows-1250", "x-mac-ce", "IBM852"],
        "Přemysl Jiřina Zdeněk Šárka Květa Ondřej Jiří Tomáš Lukáš Anna Eliška Vojtěch Alžběta",
        "Žďárský Dvořák Růžička Čapková Šťastný Hříbek Novák Svoboda Černý Kučera Němec Říha Ševčík",
    ),
    language(
        "sk",
        &["windows-1250", "x-mac-ce", "IBM852"],
        "Ľudovít Žofia Štefan Zdenka Juraj Miloš Ľubica Rastislav Dušan Alžbeta",
        "Kováč Horváth Šťastný Hrušovský Ďurica Mlynárik Tóth Kĺbová Vŕba Michalík Stôčik",
    ),
    language(
        "hu",
        &["windows-1250", "x-mac-ce", "IBM852"],
        "Győző Zsófia Béla Örs Ágnes Ödön László Anna Tünde Ernő István Piroska Márton",
        "Szőke Kőszegi Tóth Vörös Ürményi Hűvös Nagy Kovács Szűcs Horváth Balázs Erdős",
    ),
    language(
        "ro",
        &["windows-1250", "IBM852"],
        "Ştefan Mădălina Ioniţă Crăciun Vasilică Ana Ionuţ Cătălin Mihai Gheorghiţă Bianca",
        "Ţurcanu Bălan Munteanu Şerban Cârstea Înţeleptu Popescu Brâncuşi Ţepeş Dănilă",
    ),
    language(
        "hr",
        &["windows-1250", "x-mac-ce", "IBM852"],
        "Željko Šime Đurđa Ivana Krešimir Nikola Čedomir Mato Snježana",
        "Kovačević Horvat Đokić Šimunović Žanić Babić Perić Čičak",
    ),
    language(
        "tr",
        &["windows-1254", "x-mac-turkish", "IBM857"],
        "İpek Çağrı Gülşah Oğuz Işıl Ümit Ayşe Mehmet Özge Tuğba Şükrü Elif Hüseyin",
        "Işık Yıldız Öztürk Çağlar Şahin Güneş Doğan Yılmaz Kaya Koç Aydın Ünal",
    ),
    language(
        "ru",
        &["windows-1251", "x-mac-cyrillic", "IBM866"],
        "Иван Серафима Пётр Юлия Эдуард Жанна Ольга Сергей Анна Дмитрий Фёдор Яна",
        "Щербаков Ёлкина Цветаева Быков Хмельницкий Чайка Иванов Смирнова Ким Объедков",
    ),
    language(
        "uk",
        &["windows-1251"],
        "Єлизавета Їжак Ігор Галина Юрій Ганна Олексій Іван Софія Мар’яна",
        "Ґалаґан Їжакевич Шевченко Київська Бойчук Гнатюк Лисенко Заєць",
    ),
    language(
        "bg",
        &["windows-1251"],
        "Георги Мария Йордан Цветана Ивайло Щилян Ъгъл Жельо",
        "Иванов Димитрова Стоянов Петков Ангелова Първанов Кръстев",
    ),
    language(
        "el",
        &["windows-1253", "x-mac-greek", "IBM737"],
        "Ελένη Σπύρος Ευφροσύνη Άγγελος Ιωάννα Ήρα Γιώργος Μαρία Ωραία Θάνος",
        "Παπαδοπούλου Ξανθόπουλος Ζήσης Καραγιάννη Μπότσαρης Οικονόμου Νικολάου Δήμος",
    ),
    language(
        "he",
        &["windows-1255", "IBM862"],
        "שרה אורית יהונתן מרים צבי דבורה נעם יעל איתן",
        "כהן פלדמן מזרחי ירדני לוי אברהמי גולן שץ",
    ),
    language(
        "ar",
        &["windows-1256", "IBM720"],
        "محمد فاطمة عبد لطيفة خالد سعاد علي منى إبراهيم",
        "الزهراء الحسيني القاضي السقاف الخطيب حداد مرسي العلي",
    ),
    language(
        "lv",
        &["windows-1257", "IBM775"],
        "Māris Ģirts Žanete Līga Ēriks Kārlis Anna Jānis Ilze Rūta",
        "Bērziņš Ķeniņš Šķēle Kļaviņa Ozoliņš Liepa Kalniņš Zariņa",
    ),
    language(
        "lt",
        &["windows-1257", "IBM775"],
        "Žydrūnas Eglė Šarūnas Rūta Jūratė Mindaugas Česlovas Vytautė",
        "Kazlauskas Žukauskaitė Šimkus Vaičiūnas Jankūnaitė Bražėnas Petrauskienė",
    ),
    language(
        "vi",
        &["windows-1258"],
        "Thị Ánh Phượng Hậu Đức Diễm Kiệt Hoa Minh Tuấn Hằng",
        "Nguyễn Trần Phạm Đặng Vũ Bùi Lê Đỗ Hồ",
    ),
    language(
        "th",
        &["windows-874"],
        "สมชาย กิตติศักดิ์ ปิ่นแก้ว นภา อรุณ มาลี",
        "ใจดี น้ำทิพย์ เรืองศรี วันดี สุขสวัสดิ์",
    ),
];

/// The languages whose letters have two bytes each.
pub(super) static EAST_ASIA: [Language; 4] = [
    language(
        "ja",
        &["Shift_JIS"],
        "太郎 はなこ エリカ 直人 みずき 健一 さくら 翔太",
        "高橋 山田 たかはし 鈴木 渡辺 佐藤 伊藤 小林",
    ),
    language(
        "zh-Hans",
        &["GBK"],
        "小明 丽华 晓雪 建国 思源 伟 芳 志强",
        "王 李 欧阳 张 陈 刘 赵 黄",
    ),
    language(
        "zh-Hant",
        &["Big5"],
        "小明 靜儀 直樹 淑芬 建國 雅婷 志豪 怡君",
        "王 諸葛 蕭 陳 黃 林 張 李",
    ),
    language(
        "ko",
        &["EUC-KR"],
        "철수 영희 지훈 민서 서연 하준 은주",
        "김 이 박 최 정 강 남궁",
    ),
];

pub(super) fn languages() -> impl Iterator<Item = &'static Language> {
    LANGUAGES.iter().chain(&EAST_ASIA)
}

/// How people of a list are chosen, so that each row count is met with several sets of names.
pub(super) fn seeds(count: usize) -> usize {
    if count < 50 { 6 } else { 2 }
}

impl Language {
    /// So many people, each with an address, as a text file; without headings and addresses it has nothing but names.
    /// Only names are taken whose letters the code page has.
    pub(super) fn table(&self, page: &str, count: usize, seed: usize, with_headings: bool) -> String {
        let names = |list: &'static str| -> Vec<&str> {
            let names = list.split(' ');
            names.filter(|name| encoded(name, page).is_some()).collect()
        };
        let (given, family) = (names(self.given), names(self.family));
        let mut text = String::new();
        if with_headings {
            text += "Name;E-mail\r\n";
        }
        for row in 0..count {
            let (first, last) = (
                given[(row + seed) % given.len()],
                family[(row * 5 + row / 7 + seed * 3) % family.len()],
            );
            text += &match with_headings {
                true => format!("{first} {last};p{row}@example.org\r\n"),
                false => format!("{first} {last}\r\n"),
            };
        }
        text
    }
}

/// The bytes of a text in a code page, letter by letter; `None` where it has a letter that the page has not.
pub(super) fn encoded(text: &str, name: &str) -> Option<Vec<u8>> {
    let codec = Codec::of_label(name).expect(name);
    if let Codec::Web(web) = codec {
        // Windows-1258 has tones as characters of their own, behind the letter with its other marks.
        let text: String = match name {
            "windows-1258" => text.chars().map(tones_apart).collect(),
            _ => text.to_owned(),
        };
        let (bytes, _, unmappable) = web.encode(&text);
        return (!unmappable).then(|| bytes.into_owned());
    }
    if text.is_ascii() {
        return Some(text.as_bytes().to_vec());
    }
    let all: Vec<u8> = (0..=255).collect();
    let letters: Vec<char> = codec.decode(&all).0.chars().collect();
    text.chars()
        .map(|c| u8::try_from(letters.iter().position(|letter| *letter == c)?).ok())
        .collect()
}

fn tones_apart(c: char) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let parts: Vec<char> = c.nfd().collect();
    let (tones, rest): (Vec<char>, Vec<char>) = parts.iter().partition(|part| TONES.contains(part));
    rest.into_iter().collect::<String>().nfc().chain(tones).collect()
}

/// A text in which letters with marks are one character each.
pub(super) fn comparable(text: &str) -> String {
    text.nfc().collect()
}
