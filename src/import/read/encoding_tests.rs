//! Names of many languages in every code page that a spreadsheet program writes for them: they come back as they were,
//! or the right reading is among those that a person is offered.

use unicode_normalization::UnicodeNormalization;

use super::codec::Codec;
use super::encoding;

/// A language: the encodings of Windows, of old Macs and of MS-DOS, given names, and family names.
type Language = (&'static str, &'static str, &'static str, &'static str);

const LANGUAGES: [Language; 22] = [
    (
        "de",
        "windows-1252 macintosh IBM850 IBM437",
        "Jürgen Zoë Käthe Björn Günther Anneliese",
        "Müller-Lüdenscheidt Größmann Schröder Weiß Krämer Köhler Bäcker",
    ),
    (
        "fr",
        "windows-1252 macintosh IBM850",
        "Renée François Zoé Gaëlle Hélène Jérôme",
        "Lefèvre Bélanger Guérin Château Noël Garçon Beaulieu",
    ),
    (
        "es",
        "windows-1252 macintosh IBM850",
        "Íñigo María José Nuria Ángel Begoña",
        "Núñez Peña García Ibáñez Muñoz Óñez Llorente",
    ),
    (
        "pt",
        "windows-1252 macintosh IBM850",
        "João Inês Conceição Luís Antónia Érica",
        "Gonçalves Assunção Simões Magalhães Brandão Araújo Leitão",
    ),
    (
        "sv",
        "windows-1252 macintosh IBM850",
        "Åsa Björn Örjan Märta Göran Håkan",
        "Sjöberg Åkesson Öhman Lindström Wåhlin Hägg",
    ),
    (
        "is",
        "windows-1252 x-mac-icelandic IBM850",
        "Þórður Ásdís Sigríður Æsa Guðrún Örn",
        "Guðmundsson Þorláksdóttir Ólafsson Ægisdóttir Jóhannsson",
    ),
    (
        "pl",
        "windows-1250 x-mac-ce IBM852",
        "Łukasz Świętosława Grażyna Michał Bożena Józef",
        "Żółć Wąsik Brzęczyk Ćwikła Kołodziejski Źródłowski Gęś",
    ),
    (
        "cs",
        "windows-1250 x-mac-ce IBM852",
        "Přemysl Jiřina Zdeněk Šárka Květa Ondřej",
        "Žďárský Dvořák Růžička Čapková Šťastný Hříbek",
    ),
    (
        "hu",
        "windows-1250 x-mac-ce IBM852",
        "Győző Zsófia Béla Örs Ágnes Ödön",
        "Szőke Kőszegi Tóth Vörös Ürményi Hűvös",
    ),
    (
        "ro",
        "windows-1250 IBM852",
        "Ştefan Mădălina Ioniţă Crăciun Vasilică",
        "Ţurcanu Bălan Munteanu Şerban Cârstea Înţeleptu",
    ),
    (
        "tr",
        "windows-1254 x-mac-turkish IBM857",
        "İpek Çağrı Gülşah Oğuz Işıl Ümit",
        "Işık Yıldız Öztürk Çağlar Şahin Güneş Doğan",
    ),
    (
        "ru",
        "windows-1251 x-mac-cyrillic IBM866",
        "Иван Серафима Пётр Юлия Эдуард Жанна",
        "Щербаков Ёлкина Цветаева Быков Хмельницкий Чайка",
    ),
    (
        "uk",
        "windows-1251",
        "Єлизавета Їжак Ігор Галина Юрій Ганна",
        "Ґалаґан Їжакевич Шевченко Київська Бойчук",
    ),
    (
        "el",
        "windows-1253 x-mac-greek IBM737",
        "Ελένη Σπύρος Ευφροσύνη Άγγελος Ιωάννα Ήρα",
        "Παπαδοπούλου Ξανθόπουλος Ζήσης Καραγιάννη Μπότσαρης",
    ),
    (
        "he",
        "windows-1255 IBM862",
        "שרה אורית יהונתן מרים צבי דבורה",
        "כהן פלדמן מזרחי ירדני לוי אברהמי",
    ),
    (
        "ar",
        "windows-1256 IBM720",
        "محمد فاطمة عبد لطيفة خالد سعاد",
        "الزهراء الحسيني القاضي السقاف الخطيب",
    ),
    (
        "lv",
        "windows-1257 IBM775",
        "Māris Ģirts Žanete Līga Ēriks Kārlis",
        "Bērziņš Ķeniņš Šķēle Kļaviņa Ozoliņš",
    ),
    (
        "vi",
        "windows-1258",
        "Thị Ánh Phượng Hậu Đức Diễm Kiệt",
        "Nguyễn Trần Phạm Đặng Vũ Bùi",
    ),
    ("th", "windows-874", "สมชาย กิตติศักดิ์ ปิ่นแก้ว นภา", "ใจดี น้ำทิพย์ เรืองศรี วันดี"),
    (
        "ja",
        "Shift_JIS",
        "太郎 はなこ エリカ 直人 みずき",
        "高橋 山田 たかはし 鈴木 渡辺",
    ),
    ("zh-Hans", "GBK", "小明 丽华 晓雪 建国 思源", "王 李 欧阳 张 陈"),
    ("zh-Hant", "Big5", "小明 靜儀 直樹 淑芬 建國", "王 諸葛 蕭 陳 黃"),
];

/// So many people, each with a town, as a text file.
fn table(language: Language, count: usize) -> String {
    let (_, _, given, family) = language;
    let (given, family): (Vec<&str>, Vec<&str>) = (given.split(' ').collect(), family.split(' ').collect());
    let mut text = "Name;E-mail\r\n".to_owned();
    for row in 0..count {
        let (first, last) = (given[row % given.len()], family[(row * 5 + row / 7) % family.len()]);
        text += &format!("{first} {last};p{row}@example.org\r\n");
    }
    text
}

/// The bytes of a text in a code page, letter by letter.
fn encoded(text: &str, name: &str) -> Vec<u8> {
    let codec = Codec::of_label(name).expect(name);
    if let Codec::Web(web) = codec {
        // Windows-1258 has tones as characters of their own, behind the letter with its other marks.
        let text: String = match name {
            "windows-1258" => text.chars().map(tones_apart).collect(),
            _ => text.to_owned(),
        };
        let (bytes, _, unmappable) = web.encode(&text);
        assert!(!unmappable, "{name}: {text}");
        return bytes.into_owned();
    }
    let letters: Vec<(String, u8)> = (0..=255).map(|b| (codec.decode(&[b]).0.into_owned(), b)).collect();
    text.chars()
        .map(|c| {
            let found = letters.iter().find(|(letter, _)| letter.chars().eq([c]));
            found.unwrap_or_else(|| panic!("{name} has no {c}")).1
        })
        .collect()
}

fn tones_apart(c: char) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let parts: Vec<char> = c.nfd().collect();
    let (tones, rest): (Vec<char>, Vec<char>) = parts.iter().partition(|part| TONES.contains(part));
    rest.into_iter().collect::<String>().nfc().chain(tones).collect()
}

fn comparable(text: &str) -> String {
    text.nfc().collect()
}

#[test]
fn names_come_back_or_are_among_the_choices() {
    let (mut first, mut all, mut lost) = (0, 0, Vec::new());
    let (mut first_of_windows, mut all_of_windows) = (0, 0);
    for language in LANGUAGES {
        for (at, page) in language.1.split(' ').enumerate() {
            for count in [1, 2, 5, 50] {
                let text = table(language, count);
                let bytes = encoded(&text, page);
                let wanted = comparable(&text);
                let readings = encoding::readings(&bytes);
                let place = readings
                    .iter()
                    .position(|codec| comparable(&codec.decode(&bytes).0) == wanted);
                all += 1;
                first += usize::from(place == Some(0));
                if at == 0 {
                    all_of_windows += 1;
                    first_of_windows += usize::from(place == Some(0));
                }
                if place.is_none() {
                    let offered: Vec<&str> = readings.iter().map(|codec| codec.name()).collect();
                    lost.push(format!("{} {page} {count}: {offered:?}", language.0));
                }
                // What is not offered as a choice is certain.
                let decoded = encoding::decode(&bytes, None).expect("decoded").value;
                assert_eq!(decoded.1.guessed, !bytes.is_ascii(), "{} {page}", language.0);
                assert_eq!(decoded.1.others.len() + 1, readings.len(), "{} {page}", language.0);
                assert_eq!(decoded.0, readings[0].decode(&bytes).0, "{} {page}", language.0);
            }
        }
    }
    assert!(lost.is_empty(), "not offered:\n{}", lost.join("\n"));
    assert!(
        first_of_windows * 100 >= all_of_windows * 95,
        "{first_of_windows} of {all_of_windows} guessed"
    );
    assert!(first * 100 >= all * 75, "{first} of {all} guessed");
}

#[test]
fn unicode_is_never_a_guess() {
    for language in LANGUAGES {
        for count in [1, 2, 5, 50] {
            let text = table(language, count);
            let with_mark = format!("\u{feff}{text}");
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let marked: Vec<u8> = with_mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for bytes in [text.as_bytes(), with_mark.as_bytes(), &little, &marked, &big] {
                let (decoded, encoding) = encoding::decode(bytes, None).expect("decoded").value;
                assert_eq!((&*decoded, encoding.guessed), (text.as_str(), false), "{}", language.0);
            }
        }
    }
}
