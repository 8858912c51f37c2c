//! Which faces set which letters, and what is reported of it.

use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::super::unicode::is_ignorable;
use super::super::{Engine, FallbackKind, Missing};
use super::{engine, families, glyphs, ids, lay, names, request};
use crate::fonts::FontBook;
use crate::fonts::tests_support::{archive_of, bytes_of, folder};
use crate::fonts::{ArchiveFonts, FolderFonts};

#[test]
fn every_name_is_set_without_a_gap() {
    for family in ["Inter", "EB Garamond"] {
        for (name, language) in names() {
            let laid = lay(&name, family, &language);
            assert!(laid.missing.is_empty(), "{family}, {name}: {:?}", laid.missing);
            assert!(laid.problems.is_empty() && !laid.clipped);
            assert!(glyphs(&laid).all(|glyph| glyph.id != 0), "{family}, {name}");
            // Every visible letter belongs to a glyph.
            let trimmed = name.trim_end().len();
            for (at, c) in name.char_indices().filter(|(at, c)| *at < trimmed && !is_ignorable(*c)) {
                let at = at as u32;
                assert!(
                    glyphs(&laid).any(|glyph| glyph.text.contains(&at)),
                    "{family}, {name}: {c:?}"
                );
            }
            let letters = laid.fallbacks.iter().filter(|f| f.kind == FallbackKind::SingleLetter);
            assert_eq!(letters.count(), 0, "{family}, {name}: {:?}", laid.fallbacks);
        }
    }
}

/// Glyph numbers as HarfBuzz 15 has them; the shaper once fell short of it for a version of Noto Sans Bengali.
#[test]
fn conjuncts_are_formed() {
    for (family, glyphs) in [
        ("Noto Sans Bengali", &[450, 232, 70, 54][..]),
        ("Noto Serif Bengali", &[479, 400, 76, 478]),
    ] {
        assert_eq!(ids(&lay("শ্রেয়া", family, "bn")), glyphs, "{family}");
    }
}

/// Inter draws the x of “42x4” as a sign of multiplication and “->” as an arrow where nobody stops it.
#[test]
fn what_is_written_is_drawn() {
    for family in ["Inter", "Playfair Display", "EB Garamond", "Nunito"] {
        for text in ["42x4", "dza8x11zq", "4X4", "a->b", "=>", "<-"] {
            let alone: Vec<u32> = text
                .chars()
                .flat_map(|c| ids(&lay(&c.to_string(), family, "en")))
                .collect();
            assert_eq!(ids(&lay(text, family, "en")), alone, "{text} in {family}");
        }
    }
}

#[test]
fn a_name_of_one_script_is_set_in_one_face() {
    for (name, language) in names() {
        let mixed = name.contains("Lee") || name.contains("Aya");
        if !mixed {
            assert_eq!(families(&lay(name.trim(), "Inter", &language)).len(), 1, "{name}");
        }
    }
}

#[test]
fn a_script_that_the_family_lacks_is_set_in_its_fallback() {
    for (text, language, family, used) in [
        ("محمد بن عبد الله", "ar", "Inter", "Noto Sans Arabic"),
        ("محمد بن عبد الله", "ar", "EB Garamond", "Noto Naskh Arabic"),
        ("عائشہ چوہدری", "ur", "Great Vibes", "Noto Naskh Arabic"),
        ("शर्मा", "hi", "Playfair Display", "Noto Serif Devanagari"),
        ("शर्मा", "hi", "Montserrat", "Noto Sans Devanagari"),
        ("Ελένη Παπαδοπούλου", "el", "Playfair Display", "Noto Serif"),
        ("Иван Щербаков", "ru", "Cinzel", "Noto Serif"),
        ("김철수", "ko", "Inter", "Noto Sans CJK KR"),
        ("たかはし 花子", "en", "Inter", "Noto Sans CJK JP"),
        ("አበበ", "am", "EB Garamond", "Noto Sans Ethiopic"),
    ] {
        let laid = lay(text, family, language);
        assert_eq!(families(&laid), [used], "{text}");
        assert_eq!(laid.fallbacks.len(), 1, "{text}: {:?}", laid.fallbacks);
        let fallback = &laid.fallbacks[0];
        assert_eq!(fallback.kind, FallbackKind::WholeScript);
        assert_eq!(
            (fallback.family_wanted.as_str(), fallback.family_used.as_str()),
            (family, used)
        );
        assert_eq!(fallback.text, text);
    }
}

#[test]
fn the_edges_of_a_foreign_script_stay_in_the_family() {
    let laid = lay("李 (Lee) محمد Smith (2024)", "Inter", "en");
    let in_inter: String = laid
        .runs
        .iter()
        .filter(|run| run.face.family == "Inter")
        .flat_map(|run| {
            run.glyphs
                .iter()
                .map(|glyph| &run.text[glyph.text.start as usize..glyph.text.end as usize])
        })
        .collect();
    for c in "(Lee)Smith(2024)".chars() {
        assert!(in_inter.contains(c), "{c} in {in_inter}");
    }
    assert_eq!(in_inter.matches('(').count(), 2);
    assert_eq!(
        laid.fallbacks.iter().map(|f| f.text.as_str()).collect::<Vec<_>>(),
        ["李", "محمد"]
    );
}

#[test]
fn a_letter_that_the_family_lacks_is_reported_alone() {
    let laid = lay("Adọla", "Cinzel", "yo");
    assert_eq!(laid.fallbacks.len(), 1);
    let fallback = &laid.fallbacks[0];
    assert_eq!(
        (fallback.text.as_str(), fallback.kind),
        ("ọ", FallbackKind::SingleLetter)
    );
    assert_eq!(fallback.family_used, "Noto Serif");
    assert_eq!(families(&laid), ["Cinzel", "Noto Serif", "Cinzel"]);
}

#[test]
fn a_mark_that_the_family_cannot_place_comes_with_its_letter_from_another() {
    for (text, letter, family, language) in [
        ("ỌLÚWAṢẸ\u{301}GUN", "Ẹ\u{301}", "EB Garamond", "yo"),
        ("NGUYỄN", "Ễ", "Cinzel", "vi"),
        ("Adébáyọ\u{300}", "ọ\u{300}", "Dancing Script", "yo"),
    ] {
        let laid = lay(text, family, language);
        assert_eq!(
            families(&laid).len(),
            if text.ends_with(letter) { 2 } else { 3 },
            "{text}: {:?}",
            families(&laid)
        );
        let letters: Vec<(&str, FallbackKind)> = laid.fallbacks.iter().map(|f| (f.text.as_str(), f.kind)).collect();
        assert_eq!(letters, [(letter, FallbackKind::SingleLetter)], "{text}");
        assert!(laid.missing.is_empty());
    }
    // A mark that no face can place stays where it is, and is not looked for over and over.
    assert!(lay("Q\u{330}\u{32A}\u{325}\u{303}", "Cinzel", "en").missing.is_empty());
}

#[test]
fn a_family_that_is_not_in_the_book_is_reported() {
    let laid = lay("Anna", "No Such Serif", "en");
    assert_eq!(families(&laid), ["Noto Serif"]);
    assert_eq!(laid.fallbacks[0].family_wanted, "No Such Serif");
    assert_eq!(laid.fallbacks[0].text, "Anna");
}

#[test]
fn what_no_face_has_is_missing() {
    for (text, missing) in [
        ("A\u{10FFFD}B", "\u{10FFFD}"),
        ("𒀀 tablet", "𒀀"),
        ("ᚠᚢ", "ᚠ"),
        ("a\0b", "\0"),
        ("a\u{91}b", "\u{91}"),
    ] {
        let laid = lay(text, "Inter", "en");
        assert_eq!(laid.missing[0].text, missing);
        assert_eq!(laid.missing[0].family, "Inter");
    }
}

#[test]
fn what_is_never_seen_is_not_missed() {
    for text in [
        "a\u{200B}b",
        "\u{202E}abc",
        "a\u{FE0E}",
        "a\u{2060}b\u{AD}c\u{FEFF}",
        "a\tb\r\nc",
        "علی\u{200C}رضا",
        "a\u{2009}b\u{A0}c\u{3000}d",
    ] {
        let laid = lay(text, "Cinzel", "en");
        assert!(laid.missing.is_empty(), "{text:?}: {:?}", laid.missing);
        assert!(glyphs(&laid).all(|glyph| glyph.id != 0), "{text:?}");
    }
}

#[test]
fn emoji_sequences_are_one_picture() {
    for sequence in [
        "🏅",
        "👩\u{200D}🎓",
        "🇺🇳",
        "1\u{FE0F}\u{20E3}",
        "\u{2764}\u{FE0F}",
        "👍🏽",
        "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    ] {
        let laid = lay(sequence, "Inter", "en");
        assert_eq!(families(&laid), ["Noto Color Emoji"], "{sequence}");
        let seen = glyphs(&laid).filter(|glyph| glyph.advance > 0.0).count();
        assert_eq!(seen, 1, "{sequence}: {:?}", ids(&laid));
        assert_eq!(laid.fallbacks[0].kind, FallbackKind::WholeScript, "{sequence}");
    }
}

#[test]
fn symbols_are_text_unless_they_ask_to_be_pictures() {
    let laid = lay("\u{2767}", "Montserrat", "en");
    assert!(
        families(&laid)[0].starts_with("Noto Sans Symbols"),
        "{:?}",
        families(&laid)
    );
    assert_eq!(laid.fallbacks[0].kind, FallbackKind::WholeScript);
    assert_ne!(families(&lay("\u{2764}", "Montserrat", "en")), ["Noto Color Emoji"]);
}

#[test]
fn han_letters_are_drawn_by_language() {
    let shapes = |language: &str| ids(&lay("直骨", "Inter", language));
    let (japan, simplified, traditional) = (shapes("ja"), shapes("zh-Hans"), shapes("zh-Hant"));
    assert_ne!(japan, simplified);
    assert_ne!(japan, traditional);
    assert_ne!(simplified, traditional);
    assert_eq!(shapes("en"), simplified, "the default");
    assert_eq!(shapes("zh-TW"), traditional);
    // Kana give a Japanese text away where its language does not.
    assert_eq!(ids(&lay("直骨のこ", "Inter", "en"))[..2], japan[..]);
}

#[test]
fn composed_and_decomposed_names_look_the_same() {
    for (name, language) in names() {
        let composed: String = name.nfc().collect();
        let decomposed: String = name.nfd().collect();
        // Hebrew points have no composed form in use; HarfBuzz reorders them.
        for family in ["Inter", "EB Garamond"] {
            let one = lay(&composed, family, &language);
            let other = lay(&decomposed, family, &language);
            assert_eq!(ids(&one), ids(&other), "{family}, {name}");
            assert_eq!(families(&one), families(&other), "{family}, {name}");
        }
    }
}

#[test]
fn weights_and_slopes_that_a_family_lacks_are_made_up() {
    let set = |text: &str, family: &str, weight: u16, italic: bool| {
        let mut request = request(text, family, "en");
        request.spans[0].style.weight = weight;
        request.spans[0].style.italic = italic;
        let laid = engine().lay_out(&request);
        (
            laid.runs[0].slant,
            laid.runs[0].embolden,
            laid.runs[0].face.weight,
            laid.runs[0].face.italic,
        )
    };
    assert_eq!(set("Anna", "Inter", 700, false), (0.0, 0.0, 700, false));
    assert_eq!(set("Anna", "Inter", 400, true), (0.0, 0.0, 400, true));
    assert_eq!(set("Anna", "Cinzel", 400, true), (12.0, 0.0, 400, false));
    let (slant, embolden, ..) = set("王小明", "Inter", 700, true);
    assert_eq!(slant, 0.0, "Han letters have no italics");
    assert!((embolden - 20.0 / 30.0).abs() < 1e-6);
    let (_, embolden, weight, _) = set("شرق", "Inter", 700, false);
    assert_eq!((embolden, weight), (0.0, 700), "the fallback has a bold of its own");
    assert_eq!(set("🏅", "Inter", 700, true).1, 0.0);
}

#[test]
fn a_latin_text_unpacks_no_other_fonts() {
    let archive = archive_of(&[
        "inter/Inter-Regular.ttf",
        "noto/NotoSansThai-Regular.ttf",
        "noto/NotoSans-Regular.ttf",
    ]);
    let book = Arc::new(FontBook::new(&ArchiveFonts(archive)).expect("reads"));
    let loaded = || -> Vec<&str> {
        book.files()
            .iter()
            .filter(|file| file.is_loaded())
            .map(|file| file.name())
            .collect()
    };
    let engine = Engine::new(Arc::clone(&book));
    engine.lay_out(&request("Anna Kowalska", "Inter", "pl"));
    assert_eq!(loaded(), ["inter/Inter-Regular.ttf"]);
    engine.lay_out(&request("สมชาย", "Inter", "th"));
    assert_eq!(loaded(), ["inter/Inter-Regular.ttf", "noto/NotoSansThai-Regular.ttf"]);
}

#[test]
fn the_archive_sets_texts_like_the_folder() {
    let archive: &'static [u8] = std::fs::read(concat!(env!("OUT_DIR"), "/fonts.bin"))
        .expect("build.rs made it")
        .leak();
    let packed = Engine::new(Arc::new(FontBook::new(&ArchiveFonts(archive)).expect("reads")));
    for (name, language) in names() {
        let request = request(&name, "EB Garamond", &language);
        let (one, other) = (packed.lay_out(&request), engine().lay_out(&request));
        assert_eq!(ids(&one), ids(&other), "{name}");
        assert_eq!(families(&one), families(&other), "{name}");
    }
}

#[test]
fn a_font_file_that_vanished_is_reported_and_replaced() {
    let copy = std::env::temp_dir().join(format!("accolade-fonts-{}", std::process::id()));
    std::fs::create_dir_all(&copy).expect("a temporary folder");
    for name in ["inter/Inter-Regular.ttf", "noto/NotoSans-Regular.ttf"] {
        let target = copy.join(name.rsplit('/').next().expect("a name"));
        std::fs::copy(folder().join(name), target).expect("copied");
    }
    let book = FontBook::new(&FolderFonts(copy.clone())).expect("reads");
    std::fs::remove_file(copy.join("Inter-Regular.ttf")).expect("removed");
    let laid = Engine::new(Arc::new(book)).lay_out(&request("Anna", "Inter", "en"));
    std::fs::remove_dir_all(&copy).expect("removed");
    assert!(laid.problems.has_errors());
    assert_eq!(families(&laid), ["Noto Sans"]);
    assert!(laid.missing.is_empty());
}

#[test]
fn an_imported_font_can_be_chosen() {
    let cinzel = [("c.ttf".to_owned(), Arc::from(bytes_of("cinzel/Cinzel-Regular.ttf")))];
    let archive = archive_of(&["inter/Inter-Regular.ttf"]);
    let book = FontBook::new(&ArchiveFonts(archive))
        .expect("reads")
        .with_imported(&cinzel)
        .expect("taken")
        .value;
    let laid = Engine::new(Arc::new(book)).lay_out(&request("Anna", "Cinzel", "en"));
    assert_eq!(families(&laid), ["Cinzel"]);
}

#[test]
fn missing_letters_are_told_by_code_and_script() {
    let of = |text: &str| Missing {
        text: text.to_owned(),
        family: "Inter".to_owned(),
    };
    assert_eq!(of("ཀ").described(), "“ཀ” (U+0F40, Tibetan)");
    assert_eq!(
        of("\u{13000}\u{13001}").described(),
        "“\u{13000}\u{13001}” (U+13000, U+13001, Egyptian Hieroglyphs)"
    );
}
