//! Letters of many scripts, most of them from a font that stands in.

use accolade::model::TextStyle;
use accolade::units::Pt;

use super::super::sheet::{INK, Sheet, Tolerance, color, text, with};

const TOLERANCE: Tolerance = Tolerance { levels: 2, pixels: 4 };

pub fn sheet() -> Sheet {
    let mut sheet = Sheet::new("scripts", TOLERANCE);
    for (name, says, size) in [
        ("Arabic", "محمد بن عبد الله", 13.0),
        ("Urdu", "تصدیق نامہ", 13.0),
        ("Hebrew", "שָׁלוֹם לכולם", 13.0),
        ("Devanagari", "क्षितिज प्रमाणपत्र", 12.0),
        ("Bengali", "শংসাপত্র", 13.0),
        ("Tamil", "சான்றிதழ்", 12.0),
        ("Thai", "ประกาศนียบัตร", 11.0),
        ("Chinese", "證書 王小明", 12.0),
        ("Japanese", "修了証 ありがとう", 11.0),
        ("Korean", "수료증 김민준", 11.0),
        ("Greek and Cyrillic", "Γεώργιος Юлия", 10.0),
        ("Georgian and Armenian", "გიორგი Հայկ", 11.0),
        ("emoji among letters", "Done 🎓 ✓", 13.0),
        ("marks that are combined", "ẫ e̊ ḯ Đặng", 14.0),
    ] {
        sheet.one(name, text(says, size, |_| ()));
    }
    let bold = text("محمد Anna", 13.0, |text| {
        text.style = TextStyle {
            weight: 700,
            ..TextStyle::new("EB Garamond", Pt(14.0), color(INK))
        };
    });
    sheet.one("two scripts, bold", bold);
    let turned = with(text("Turned", 16.0, |_| ()), |element| element.rotation = -25.0);
    sheet.one("turned", turned);
    let mirrored = with(text("Mirror", 16.0, |_| ()), |element| {
        element.flip = accolade::model::Flip::Horizontal;
    });
    sheet.one("reflected", mirrored);
    sheet
}
