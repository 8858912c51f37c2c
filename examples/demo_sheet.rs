//! Writes `assets/demo/recipients.xlsx`, the sheet that `accolade demo` reads: sixty invented people of many scripts.
//!
//!     cargo run --example demo_sheet
//!
//! The same bytes come out each time. None of the people exist; the addresses are in a domain that is reserved for
//! examples (RFC 2606).

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError};

/// Name, the part of the e-mail before the @, and language.
const PEOPLE: [(&str, &str, &str); 60] = [
    ("Olivia Hartwell-Brooks", "olivia.hartwell", "en"),
    ("Jürgen Weißgerber", "juergen.weissgerber", "de"),
    ("Noëlle Lefèbvre-d’Aubigné", "noelle.lefebvre", "fr"),
    ("María Belén Ibáñez Zúñiga", "belen.ibanez", "es"),
    ("João Conceição Guimarães", "joao.guimaraes", "pt-BR"),
    ("Núria Puigdollers i Col·lell", "nuria.puigdollers", "ca"),
    ("Niccolò Dell’Acqua", "niccolo.dellacqua", "it"),
    ("Maaike van ’t Zandt", "maaike.vantzandt", "nl"),
    ("Małgorzata Brzęczyńska", "malgorzata.brzeczynska", "pl"),
    ("Zdeňka Přibyslavská", "zdenka.pribyslavska", "cs"),
    ("Ľubomír Hŕbik", "lubomir.hrbik", "sk"),
    ("Kőszegi Ágnes", "agnes.koszegi", "hu"),
    ("Ruxandra Țîrlea-Șerban", "ruxandra.tirlea", "ro"),
    ("Çağla Öztürkoğlu", "cagla.ozturkoglu", "tr"),
    ("Trần Đình Phước", "phuoc.tran", "vi"),
    ("Sigríður Ragna Þorvaldsdóttir", "sigridur.ragna", "is"),
    ("Åsa Sjöstrand", "asa.sjostrand", "sv"),
    ("Bjørn Sæther-Løvås", "bjorn.saether", "nb"),
    ("Päivikki Hämeenaho", "paivikki.hameenaho", "fi"),
    ("Õnne Pärnapuu", "onne.parnapuu", "et"),
    ("Žydrūnė Šimkutė", "zydrune.simkute", "lt"),
    ("Jānis Ķirsons-Ļeščs", "janis.kirsons", "lv"),
    ("Đurđica Šokčić", "durdica.sokcic", "hr"),
    ("Gráinne Ní Shúilleabháin", "grainne.nishuilleabhain", "ga"),
    ("Ọlábísí Ṣadé Àyánwálé", "olabisi.ayanwale", "yo"),
    ("Wulandari", "wulandari", "id"),
    ("Ксения Подъячева", "ksenia.podyacheva", "ru"),
    ("Соломія Ґудзь-Їжакевич", "solomiia.gudz", "uk"),
    ("Љиљана Џамбић", "ljiljana.dzambic", "sr"),
    ("Цветелина Желязкова", "tsvetelina.zhelyazkova", "bg"),
    ("Әйгерім Құдайбергенова", "aigerim.kudaibergenova", "kk"),
    ("Θεόδωρος Ξανθάκης", "theodoros.xanthakis", "el"),
    ("خديجة عبد الرحمن البغدادي", "khadija.albaghdadi", "ar"),
    ("يوسف المنصوري", "youssef.almansouri", "ar"),
    ("گل‌نار میرزایی", "golnar.mirzaei", "fa"),
    ("نوشین قریشی", "nosheen.qureshi", "ur"),
    ("יעל בן־שושן", "yael.benshoshan", "he"),
    ("ऋषिकेश द्विवेदी", "rishikesh.dwivedi", "hi"),
    ("ज्ञानेश्वरी कुलकर्णी", "dnyaneshwari.kulkarni", "mr"),
    ("মৌসুমী বন্দ্যোপাধ্যায়", "mousumi.bandyopadhyay", "bn"),
    ("கார்த்திகேயன் முத்துசாமி", "karthikeyan.muthusamy", "ta"),
    ("లక్ష్మీప్రసన్న చౌదరి", "lakshmiprasanna.chowdary", "te"),
    ("ವಿಶ್ವನಾಥ ಹಿರೇಮಠ", "vishwanath.hiremath", "kn"),
    ("ഗോപാലകൃഷ്ണൻ പിള്ള", "gopalakrishnan.pillai", "ml"),
    ("હર્ષદભાઈ ત્રિવેદી", "harshad.trivedi", "gu"),
    ("ਹਰਪ੍ਰੀਤ ਕੌਰ ਢਿੱਲੋਂ", "harpreet.dhillon", "pa"),
    ("නිර්මලා විජේසිංහ", "nirmala.wijesinghe", "si"),
    ("พิมพ์ชนก ศรีสุวรรณ", "pimchanok.srisuwan", "th"),
    ("ບຸນມີ ພົມມະຈັນ", "bounmy.phommachan", "lo"),
    ("ចាន់ សុភ័ក្ត្រ", "chan.sopheak", "km"),
    ("သီရိ ဝင်းထွန်း", "thiri.wintun", "my"),
    ("Գայանե Մկրտչյան", "gayane.mkrtchyan", "hy"),
    ("ქეთევან ღვინიაშვილი", "ketevan.ghviniashvili", "ka"),
    ("ሰላማዊት ገብረየስ", "selamawit.gebreyes", "am"),
    ("欧阳晓燕", "xiaoyan.ouyang", "zh-Hans"),
    ("陳怡蓁", "yizhen.chen", "zh-Hant"),
    ("小野寺 さくら", "sakura.onodera", "ja"),
    ("髙橋 健太郎", "kentaro.takahashi", "ja"),
    ("박서연", "seoyeon.park", "ko"),
    ("남궁민준", "minjun.namgung", "ko"),
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
    for (row, (name, mailbox, language)) in (1..).zip(PEOPLE) {
        let grade = GRADES.get(row as usize % GRADES.len()).copied().unwrap_or("Pass");
        let day = 20 + (row % 3) as u8;
        sheet.write_with_format(row, 0, name, &text)?;
        sheet.write_with_format(row, 1, format!("{mailbox}@example.org"), &text)?;
        sheet.write_with_format(row, 2, language, &text)?;
        sheet.write_with_format(row, 3, grade, &text)?;
        sheet.write_with_format(row, 4, ExcelDateTime::from_ymd(2026, 11, day)?, &date)?;
    }
    workbook.save(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/recipients.xlsx"))
}
