//! Writes `assets/demo/recipients.xlsx`, the sheet that `accolade demo` reads: sixty invented people in twenty-six scripts.
//!
//!     cargo run --example demo_sheet
//!
//! The same bytes come out each time. None of the people exist; the addresses are in a domain that is reserved for
//! examples (RFC 2606).

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError};

/// Language and name. The names are chosen for what programs get wrong about them: letters outside old encodings, marks
/// above and below, both directions, clusters and reordered vowels, letters whose shape depends on the language, one very
/// long name and one of a single letter.
const PEOPLE: [(&str, &str); 60] = [
    ("en", "Amelia Hart-Okafor"),
    ("en", "Seán O’Donoghue, Jr."),
    ("en", "Q"),
    (
        "en",
        "Maximiliana Featherstonehaugh-Cholmondeley von und zu Hohenlohe-Schillingsfürst",
    ),
    ("de", "Jörg Weißmüller"),
    ("fr", "Anaïs Lefèvre-Bœuf"),
    ("es", "Iñaki Echeverría Núñez"),
    ("pt", "João Gonçalves da Conceição"),
    ("pl", "Świętosława Brzęczyszczykiewicz"),
    ("cs", "Přemysl Žďárský"),
    ("ro", "Ștefănița Țurcanu"),
    ("tr", "İlknur Iğdır"),
    ("is", "Þorgerður Æsa Eiríksdóttir"),
    ("lv", "Ģirts Ķeniņš"),
    ("yo", "Ọmọ́tọ́lá Ẹgbẹ́yẹmí"),
    ("vi", "Nguyễn Thị Diễm Phượng"),
    ("ru", "Серафима Щукина"),
    ("uk", "Їжакевич Ґалина"),
    ("sr", "Љубица Ђорђевић"),
    ("kk", "Әлия Құрманғазы"),
    ("el", "Ευφροσύνη Ξανθοπούλου"),
    ("el", "Σπύρος Ζαΐμης"),
    ("ar", "عبد الرحمن الحسيني"),
    ("ar", "لطيفة بنت الأحمد"),
    ("fa", "نیلوفر میرزایی"),
    ("ur", "ثمینہ چغتائی"),
    ("he", "אורית בן־שלום"),
    ("he", "יהונתן פלדמן"),
    ("hi", "श्रुति त्रिवेदी"),
    ("hi", "ज्ञानेन्द्र क्षत्रिय"),
    ("mr", "ज्योत्स्ना कुलकर्णी"),
    ("ne", "हृदयेश्वर श्रेष्ठ"),
    ("bn", "ঐশ্বর্য বন্দ্যোপাধ্যায়"),
    ("bn", "ক্ষণপ্রভা দাশগুপ্ত"),
    ("ta", "யாழினி சுப்பிரமணியன்"),
    ("ta", "கௌசல்யா ஸ்ரீதர்"),
    ("pa", "ਹਰਪ੍ਰੀਤ ਕੌਰ"),
    ("gu", "કૃષ્ણકાંત ત્રિવેદી"),
    ("or", "ଜ୍ୟୋତିର୍ମୟୀ ମହାନ୍ତି"),
    ("te", "కృష్ణవేణి శాస్త్రి"),
    ("kn", "ಜ್ಞಾನೇಶ್ವರಿ ಹೆಗ್ಡೆ"),
    ("ml", "ശ്രീലക്ഷ്മി നമ്പൂതിരി"),
    ("si", "ක්‍රිශාන්ති ප්‍රනාන්දු"),
    ("th", "กิตติศักดิ์ น้ำทิพย์"),
    ("th", "ปิ่นแก้ว เรืองศรี"),
    ("lo", "ສີສະຫວັນ ພົມມະຈັນ"),
    ("km", "ស្រីពេជ្រ ចាន់ថា"),
    ("my", "ခင်မြတ်နိုး"),
    ("zh-Hans", "欧阳思源"),
    ("zh-Hans", "李晓雪"),
    ("zh-Hant", "諸葛靜儀"),
    ("zh-Hant", "蕭直樹"),
    ("ja", "𠮷川 直子"),
    ("ja", "さとう みずき"),
    ("ja", "髙橋 エリカ"),
    ("ko", "남궁하늘"),
    ("ko", "제갈민서"),
    ("hy", "Գայանե Սարգսյան"),
    ("ka", "თამარ ჯავახიშვილი"),
    ("am", "ትዕግሥት ኃይለማርያም"),
];

const GRADES: [&str; 3] = ["Distinction", "Merit", "Pass"];

fn main() -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Recipients of the demonstration")
            .set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?),
    );
    let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let text = Format::new().set_num_format("@");
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet().set_name("Recipients")?;
    let columns = [
        ("Name", 34.0),
        ("E-mail", 38.0),
        ("Language", 10.0),
        ("Grade", 14.0),
        ("Issue date", 12.0),
    ];
    for (column, (title, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, width)?;
        sheet.write_with_format(0, column, title, &heading)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, (language, name)) in (1..).zip(PEOPLE) {
        let grade = GRADES.get(row as usize * 7 % GRADES.len()).copied().unwrap_or("Pass");
        let day = 20 + (row % 5) as u8;
        sheet.write_with_format(row, 0, name, &text)?;
        sheet.write_with_format(row, 1, format!("participant{row:02}@example.org"), &text)?;
        sheet.write_with_format(row, 2, language, &text)?;
        sheet.write_with_format(row, 3, grade, &text)?;
        sheet.write_with_format(row, 4, ExcelDateTime::from_ymd(2026, 11, day)?, &date)?;
    }
    workbook.save(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/recipients.xlsx"))
}
