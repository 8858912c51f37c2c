//! Names of months in the languages that sheets are written in.
//!
//! One function, so that a table of a language library can take its place.

use std::sync::LazyLock;

use super::super::fold;

/// Twelve names for each language, in the form that stands in a date.
const NAMES: [&str; 31] = [
    "January|February|March|April|May|June|July|August|September|October|November|December",
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    "Jänner|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
    "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
    "januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra",
    "január|február|március|április|május|június|július|augusztus|szeptember|október|november|december",
    "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
    "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    "tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta",
    "janúar|febrúar|mars|apríl|maí|júní|júlí|ágúst|september|október|nóvember|desember",
    "janvāris|februāris|marts|aprīlis|maijs|jūnijs|jūlijs|augusts|septembris|oktobris|novembris|decembris",
    "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
    "siječnja|veljače|ožujka|travnja|svibnja|lipnja|srpnja|kolovoza|rujna|listopada|studenoga|prosinca",
    "јануар|фебруар|март|април|мај|јун|јул|август|септембар|октобар|новембар|децембар",
    "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    "Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Ιουνίου|Ιουλίου|Αυγούστου|Σεπτεμβρίου|Οκτωβρίου|Νοεμβρίου|Δεκεμβρίου",
    "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר",
    "जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर",
    "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember",
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม",
];

/// The month, 1 to 12, that a word names in full or shortened to three letters and more. `None` also for words that
/// mean different months in different languages (“listopada” is October in Croatian and November in Polish).
pub(super) fn number(word: &str) -> Option<u32> {
    static FOLDED: LazyLock<Vec<(String, u32)>> = LazyLock::new(|| {
        let names = NAMES.iter().flat_map(|names| names.split('|').zip(1..));
        names.map(|(name, month)| (fold::heading(name), month)).collect()
    });
    let folded = fold::heading(word);
    if folded.chars().count() < 3 {
        return None;
    }
    let agreed = |matches: &dyn Fn(&str) -> bool| {
        let mut months = FOLDED.iter().filter(|(name, _)| matches(name)).map(|(_, month)| *month);
        let first = months.next()?;
        Some(months.all(|month| month == first).then_some(first))
    };
    let exact = agreed(&|name| name == folded);
    exact.or_else(|| agreed(&|name| name.starts_with(&folded))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_names_and_short_names() {
        for (word, month) in [
            ("January", 1),
            ("Sept", 9),
            ("déc", 12),
            ("MÄRZ", 3),
            ("мая", 5),
            ("Οκτωβρίου", 10),
            ("أبريل", 4),
            ("Şubat", 2),
            ("ธันวาคม", 12),
            ("maja", 5),
        ] {
            assert_eq!(number(word), Some(month), "{word}");
        }
        for word in ["Listopada", "ma", "foo", "", "j"] {
            assert_eq!(number(word), None, "{word}");
        }
    }

    #[test]
    fn each_language_has_twelve() {
        for names in NAMES {
            assert_eq!(names.split('|').count(), 12, "{names}");
        }
    }
}
