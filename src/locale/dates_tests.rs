//! Dates in the languages of the names that must work everywhere.

use super::*;

fn written(date: &str, form: &DatePattern, language: &str) -> String {
    let date: Date = date.parse().expect(date);
    format_date(date, form, language).unwrap_or_else(|error| panic!("{language}: {error}"))
}

fn pattern(text: &str) -> DatePattern {
    DatePattern::Pattern(text.to_owned())
}

/// Language, long form, pattern `EEEE d MMMM y`, short form; all of 26 November 2026, a Thursday.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("de", "26. November 2026", "Donnerstag 26 November 2026", "26.11.2026"),
    ("pl", "26 listopada 2026", "czwartek 26 listopada 2026", "26.11.2026"),
    ("vi", "26 tháng 11 2026", "Thứ Năm 26 tháng 11 2026", "26/11/2026"),
    ("ro", "26 noiembrie 2026", "joi 26 noiembrie 2026", "26.11.2026"),
    ("tr", "26 Kasım 2026", "Perşembe 26 Kasım 2026", "26.11.2026"),
    ("is", "26. nóvember 2026", "fimmtudagur 26 nóvember 2026", "26.11.2026"),
    (
        "lv",
        "2026. gada 26. novembris",
        "ceturtdiena 26 novembris 2026",
        "26.11.2026.",
    ),
    ("yo", "26 Oṣù Bélú 2026", "Ọjọ́bọ 26 Oṣù Bélú 2026", "26/11/2026"),
    (
        "es",
        "26 de noviembre de 2026",
        "jueves 26 noviembre 2026",
        "26/11/2026",
    ),
    ("en", "November 26, 2026", "Thursday 26 November 2026", "11/26/2026"),
    ("en-GB", "26 November 2026", "Thursday 26 November 2026", "26/11/2026"),
    ("fr", "26 novembre 2026", "jeudi 26 novembre 2026", "26/11/2026"),
    ("sv", "26 november 2026", "torsdag 26 november 2026", "2026-11-26"),
    ("ru", "26 ноября 2026\u{202F}г.", "четверг 26 ноября 2026", "26.11.2026"),
    ("sr", "26. новембар 2026.", "четвртак 26 новембар 2026", "26. 11. 2026."),
    (
        "sr-Latn",
        "26. novembar 2026.",
        "četvrtak 26 novembar 2026",
        "26. 11. 2026.",
    ),
    (
        "uk",
        "26 листопада 2026\u{202F}р.",
        "четвер 26 листопада 2026",
        "26.11.2026",
    ),
    ("el", "26 Νοεμβρίου 2026", "Πέμπτη 26 Νοεμβρίου 2026", "26/11/2026"),
    (
        "ar",
        "26 نوفمبر 2026",
        "الخميس 26 نوفمبر 2026",
        "26\u{200F}/11\u{200F}/2026",
    ),
    (
        "ar-EG",
        "٢٦ نوفمبر ٢٠٢٦",
        "الخميس ٢٦ نوفمبر ٢٠٢٦",
        "٢٦\u{200F}/١١\u{200F}/٢٠٢٦",
    ),
    ("fa", "۵ آذر ۱۴۰۵", "پنجشنبه ۵ آذر ۱۴۰۵", "۱۴۰۵/۹/۵"),
    (
        "fa-u-ca-gregory",
        "۲۶ نوامبر ۲۰۲۶",
        "پنجشنبه ۲۶ نوامبر ۲۰۲۶",
        "۲۰۲۶/۱۱/۲۶",
    ),
    ("ur", "26 نومبر، 2026", "جمعرات 26 نومبر 2026", "26/11/2026"),
    ("he", "26 בנובמבר 2026", "יום חמישי 26 נובמבר 2026", "26.11.2026"),
    ("hi", "26 नवंबर, 2026", "गुरुवार 26 नवंबर 2026", "26/11/2026"),
    ("mr", "२६ नोव्हेंबर, २०२६", "गुरुवार २६ नोव्हेंबर २०२६", "२६/११/२०२६"),
    ("ne", "२०२६ नोभेम्बर २६", "बिहिबार २६ नोभेम्बर २०२६", "२०२६-११-२६"),
    ("bn", "২৬ নভেম্বর, ২০২৬", "বৃহস্পতিবার ২৬ নভেম্বর ২০২৬", "২৬/১১/২০২৬"),
    ("ta", "26 நவம்பர் 2026", "வியாழன் 26 நவம்பர் 2026", "26/11/2026"),
    ("pa", "26 ਨਵੰਬਰ 2026", "ਵੀਰਵਾਰ 26 ਨਵੰਬਰ 2026", "26/11/2026"),
    ("gu", "26 નવેમ્બર, 2026", "ગુરુવાર 26 નવેમ્બર 2026", "26/11/2026"),
    ("te", "26, నవంబర్ 2026", "గురువారం 26 నవంబర్ 2026", "26/11/2026"),
    ("kn", "26 ನವೆಂಬರ್ 2026", "ಗುರುವಾರ 26 ನವೆಂಬರ್ 2026", "26/11/2026"),
    ("ml", "2026 നവംബർ 26", "വ്യാഴാഴ്\u{200C}ച 26 നവംബർ 2026", "26/11/2026"),
    ("si", "2026 ඉල් 26", "බ්\u{200D}රහස්පතින්දා 26 ඉල් 2026", "2026-11-26"),
    ("th", "26 พฤศจิกายน 2569", "วันพฤหัสบดี 26 พฤศจิกายน 2569", "26/11/2569"),
    ("lo", "26 ພະຈິກ 2026", "ວັນພະຫັດ 26 ພະຈິກ 2026", "26/11/2026"),
    ("km", "26 វិច្ឆិកា 2026", "ព្រហស្បតិ៍ 26 វិច្ឆិកា 2026", "26/11/2026"),
    ("my", "၂၀၂၆ နိုဝင်ဘာ ၂၆", "ကြာသပတေး ၂၆ နိုဝင်ဘာ ၂၀၂၆", "၂၆/၁၁/၂၀၂၆"),
    ("zh-Hans", "2026年11月26日", "星期四 26 十一月 2026", "2026/11/26"),
    ("zh-Hant", "2026年11月26日", "星期四 26 11月 2026", "2026/11/26"),
    ("ja", "2026年11月26日", "木曜日 26 11月 2026", "2026/11/26"),
    ("ko", "2026년 11월 26일", "목요일 26 11월 2026", "2026/11/26"),
    (
        "hy",
        "2026 թ․ նոյեմբերի 26",
        "հինգշաբթի 26 նոյեմբերի 2026",
        "26.11.2026",
    ),
    ("ka", "26 ნოემბერი, 2026", "ხუთშაბათი 26 ნოემბერი 2026", "26.11.2026"),
    ("am", "ኖቬምበር 26 2026", "ሐሙስ 26 ኖቬምበር 2026", "26/11/2026"),
];

#[test]
fn every_language_writes_its_own_words_digits_and_calendar() {
    let mut wrong = Vec::new();
    for (language, long, by_pattern, short) in TABLE {
        for (form, expected) in [
            (DatePattern::Long, long),
            (pattern("EEEE d MMMM y"), by_pattern),
            (DatePattern::Short, short),
        ] {
            let found = written("2026-11-26", &form, language);
            if found != *expected {
                wrong.push(format!("{language} {form:?}: {found} instead of {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// No language may show the month names of another because the data lacked them.
#[test]
fn no_language_falls_back_to_english() {
    for (language, ..) in TABLE.iter().filter(|(language, ..)| !language.starts_with("en")) {
        let months = |language: &str| -> Vec<String> {
            (1..=12)
                .map(|month| written(&format!("2026-{month:02}-15"), &pattern("MMMM"), language))
                .collect()
        };
        let own = months(language);
        assert_ne!(own, months("en"), "{language}");
        assert!(
            own.iter().all(|name| !name.starts_with("M0") && !name.is_empty()),
            "{language}"
        );
        let distinct: std::collections::BTreeSet<&String> = own.iter().collect();
        assert_eq!(distinct.len(), 12, "{language}: {own:?}");
    }
}

#[test]
fn months_by_themselves_are_not_inflected() {
    for (language, in_date, alone) in [
        ("ru", "ноября", "ноябрь"),
        ("pl", "listopada", "listopad"),
        ("uk", "листопада", "листопад"),
        ("el", "Νοεμβρίου", "Νοέμβριος"),
        ("hy", "նոյեմբերի", "նոյեմբեր"),
        ("cs", "listopadu", "listopad"),
        ("es", "noviembre", "noviembre"),
    ] {
        assert_eq!(written("2026-11-26", &pattern("MMMM"), language), in_date);
        assert_eq!(written("2026-11-26", &pattern("LLLL"), language), alone);
    }
}

#[test]
fn every_letter_of_a_pattern_works() {
    for (text, language, expected) in [
        ("d 'de' MMMM 'de' y", "es", "5 de febrero de 2026"),
        ("dd/MM/yy", "en", "05/02/26"),
        ("yyyy-MM-dd", "en", "2026-02-05"),
        ("MMM d", "en", "Feb 5"),
        ("MMMMM", "en", "F"),
        ("D. 'day'", "en", "36. day"),
        ("DDD", "en", "036"),
        (
            "E, EE, EEE, EEEE, EEEEE, EEEEEE",
            "en",
            "Thu, Thu, Thu, Thursday, T, Th",
        ),
        ("cccc", "fi", "torstai"),
        ("EEEE", "fi", "torstaina"),
        ("y G, GGGG, GGGGG", "en", "2026 AD, Anno Domini, A"),
        ("d MMMM G y", "th", "5 กุมภาพันธ์ พ.ศ. 2569"),
        ("Gy年M月d日", "ja-u-ca-japanese", "令和8年2月5日"),
        ("Gy年M月d日", "zh-Hant-u-ca-roc", "民國115年2月5日"),
        ("d MMMM y", "ar-SA-u-ca-islamic-umalqura", "١٧ شعبان ١٤٤٧"),
        ("y年M月d日", "zh-Hans", "2026年2月5日"),
        ("u", "th", "2569"),
        ("yy", "th", "69"),
    ] {
        assert_eq!(
            written("2026-02-05", &pattern(text), language),
            expected,
            "{text} {language}"
        );
    }
    assert_eq!(written("2026-02-05", &DatePattern::Iso, "fa"), "2026-02-05");
}

#[test]
fn calendars_agree_with_known_days() {
    // Nowruz, the first day of the Persian year, and days of Japanese eras.
    assert_eq!(written("2026-03-21", &pattern("d MMMM y"), "fa"), "۱ فروردین ۱۴۰۵");
    assert_eq!(written("2025-03-20", &pattern("d MMMM y"), "fa"), "۳۰ اسفند ۱۴۰۳");
    assert_eq!(written("2019-04-30", &pattern("GGGGy"), "ja-u-ca-japanese"), "平成31");
    assert_eq!(written("2019-05-01", &pattern("GGGGy"), "ja-u-ca-japanese"), "令和1");
    assert_eq!(
        written("2026-09-11", &pattern("d MMMM y"), "am-u-ca-ethiopic"),
        "1 መስከረም 2019"
    );
}

#[test]
fn every_year_can_be_written_in_every_calendar() {
    for language in [
        "en",
        "fa",
        "th",
        "ar-SA-u-ca-islamic-umalqura",
        "ja-u-ca-japanese",
        "am-u-ca-ethiopic",
        "zh-u-ca-roc",
    ] {
        for year in (1..=9999).step_by(7) {
            let date = Date::new(year, 12, 31).expect("day");
            let text = format_date(date, &pattern("EEEE d MMMM y G u D"), language).expect(language);
            assert!(
                !text.contains("  ") && !text.ends_with(' '),
                "{language} {year}: {text}"
            );
        }
    }
}

#[test]
fn what_cannot_be_written_is_said() {
    let date = Date::new(2026, 2, 5).expect("day");
    for (form, language, named) in [
        (pattern("d of MMMM"), "en", "“o”"),
        (pattern("d MMMM"), "xx", "“xx”"),
        (DatePattern::Long, "xx", "“xx”"),
        (DatePattern::Long, "no tag at all", "“no tag at all”"),
        (DatePattern::Long, "he-u-ca-hebrew", "he-u-ca-hebrew"),
    ] {
        let error = format_date(date, &form, language).expect_err(language);
        assert!(error.contains(named), "{error}");
    }
    assert_eq!(written("2026-02-05", &pattern("dd.MM.y"), "xx"), "05.02.2026");
}
