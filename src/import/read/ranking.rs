//! The readings of a text in the code pages that spreadsheet programs write, by how plausible they are.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding as Web, GBK, IBM866, ISO_8859_2, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258, X_MAC_CYRILLIC,
};

use crate::locale::is_letter;

use super::super::map::is_heading;
use super::codec::Codec;
use super::pages::PAGES;
use super::plausible::{self, Doubt};

/// The code pages that spreadsheet programs write, besides [`PAGES`], for the runners-up of a guess; between equals the
/// more common ones come first.
const CODE_PAGES: [&Web; 18] = [
    WINDOWS_1252,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1254,
    WINDOWS_1253,
    SHIFT_JIS,
    GBK,
    BIG5,
    EUC_KR,
    WINDOWS_1255,
    WINDOWS_1256,
    WINDOWS_1257,
    WINDOWS_1258,
    WINDOWS_874,
    MACINTOSH,
    X_MAC_CYRILLIC,
    IBM866,
    EUC_JP,
];

/// How much of a text decides, in bytes.
const SAMPLE: usize = 16 << 10;

/// So many other readings are offered.
const OTHERS: usize = 6;

/// A text with no more characters beyond ASCII tells next to nothing, and more readings are offered.
const FEW: u32 = 8;
const OTHERS_OF_FEW: usize = 16;

/// A guess gives way to a reading that has so much less doubt; in thousandths, see [`Doubt::rate`].
const DOUBTFUL: u32 = 150;

/// A reading with more doubt is never taken without asking.
const SURE: u32 = 100;

/// A reading with at least as much doubt is unlikely.
const UNLIKELY: u32 = 600;

/// Whether a reading is unlikely beside the best one: by the share of faults in it, or by their number.
fn is_unlikely(other: Doubt, best: Doubt) -> bool {
    other.rate() >= UNLIKELY || (other.faults >= best.faults + 12 && other.rate() >= best.rate() + 100)
}

/// The readings of a text whose encoding nothing tells.
pub(super) struct Ranked {
    /// The guess, and the other readings that differ from it and from each other, the more plausible ones first.
    pub(super) codecs: Vec<Codec>,
    /// Whether one of the others may as well be right.
    pub(super) unsure: bool,
}

/// Whether a text is UTF-8 for certain. A few letters of a code page may be valid by chance: “ří” of old Macs is a letter
/// of Maldivian.
pub(super) fn is_utf8(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let letters = bytes.iter().filter(|byte| **byte >= 0xc0).take(CHANCE + 1).count();
    if letters == 0 || letters > CHANCE || is_plausible(text, Codec::Web(UTF_8), UNLIKELY) {
        return true;
    }
    let sample = sample(bytes);
    let mut pages = CODE_PAGES
        .into_iter()
        .map(Codec::Web)
        .chain(PAGES.iter().map(Codec::Page));
    !pages.any(|codec| {
        let (text, malformed) = codec.decode(&sample);
        !malformed && is_plausible(&text, codec, SURE)
    })
}

fn is_plausible(text: &str, codec: Codec, most: u32) -> bool {
    plausible::doubt(text, codec).rate() <= most
}

/// So many letters of another encoding may be valid UTF-8 by chance.
const CHANCE: usize = 8;

/// The readings of a text, the more plausible ones first.
pub(super) fn ranked(bytes: &[u8]) -> Ranked {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let mut guessed = detector.guess(None, Utf8Detection::Deny);
    if guessed == ISO_8859_2 && !contradicts_1250(bytes) {
        // Excel writes 1250. Both are plausible to the detector, but under 8859-2 the Polish ą would become š.
        guessed = WINDOWS_1250;
    }
    let sample = sample(bytes);
    let by_chance = std::str::from_utf8(bytes).is_ok().then_some(UTF_8);
    // A few bytes that are wrong, as an editor or a cut leaves them, do not make another encoding of the rest.
    let damaged = is_damaged_utf8(bytes);
    let first = if damaged { UTF_8 } else { guessed };
    let all = [first, guessed]
        .into_iter()
        .chain(by_chance)
        .chain(CODE_PAGES)
        .map(Codec::Web);
    let mut readings: Vec<(Doubt, Codec, String)> = Vec::new();
    for codec in all.chain(PAGES.iter().map(Codec::Page)) {
        let (text, malformed) = codec.decode(&sample);
        // What cannot be right is not offered, except the guess, which is the best there is.
        if (malformed && !readings.is_empty()) || readings.iter().any(|(.., known)| *known == text) {
            continue;
        }
        readings.push((plausible::doubt(&text, codec), codec, text.into_owned()));
    }
    let mut readings = readings.into_iter();
    let guess = readings.next();
    let mut ranked: Vec<(Doubt, Codec)> = readings.map(|(doubt, codec, _)| (doubt, codec)).collect();
    ranked.sort_by_key(|(doubt, _)| doubt.rate());
    if let Some((doubt, codec, _)) = guess {
        let gives_way = ranked
            .first()
            .is_some_and(|(best, _)| !damaged && doubt.rate() > best.rate() + DOUBTFUL);
        ranked.insert(usize::from(gives_way), (doubt, codec));
    }
    let best = ranked.first().map(|(doubt, _)| *doubt).unwrap_or_default();
    let next = ranked
        .iter()
        .skip(1)
        .map(|(doubt, _)| *doubt)
        .min_by_key(|doubt| doubt.rate());
    let unsure =
        damaged || by_chance.is_some() || best.rate() > SURE || next.is_some_and(|next| !is_unlikely(next, best));
    // Headings in a language say which letters are meant, and nothing else gives them by chance.
    let mut named = ranked
        .iter()
        .enumerate()
        .filter(|(_, (_, codec))| has_heading(&sample, *codec));
    let by_heading = match (named.next(), named.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    };
    if let Some(at) = by_heading {
        let chosen = ranked.remove(at);
        ranked.insert(0, chosen);
    }
    let unsure = unsure && (damaged || by_heading.is_none());
    let others = if best.of <= FEW { OTHERS_OF_FEW } else { OTHERS };
    ranked.truncate(others + 1);
    Ranked {
        codecs: ranked.into_iter().map(|(_, codec)| codec).collect(),
        unsure,
    }
}

/// Whether a known heading with letters beyond ASCII is in the first line of a text, as an encoding gives it.
fn has_heading(sample: &[u8], codec: Codec) -> bool {
    let line = sample
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .next()
        .unwrap_or_default();
    let (line, _) = codec.decode(line.get(..line.len().min(SAMPLE)).unwrap_or_default());
    let mut cells = line
        .split(['\t', ',', ';', '|'])
        .map(|cell| cell.trim_matches(['"', ' ']));
    cells.any(|cell| !cell.is_ascii() && is_heading(cell))
}

/// Whether most of what is beyond ASCII is UTF-8.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad > 0 && good >= 2 && good >= bad.saturating_mul(2)
}

/// The lines with something beyond ASCII, which alone differ between the readings.
pub(super) fn sample(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        if !line.is_ascii() {
            sample.extend_from_slice(line);
        }
        if sample.len() > SAMPLE {
            break;
        }
    }
    sample.truncate(4 * SAMPLE);
    sample
}

/// Whether letters of ISO 8859-2 would become symbols in the middle of words under Windows-1250.
pub(super) fn contradicts_1250(bytes: &[u8]) -> bool {
    let (text, _) = WINDOWS_1250.decode_without_bom_handling(bytes);
    let mut last_was_letter = false;
    for c in text.chars() {
        if last_was_letter && matches!(c, 'ˇ' | '¦' | '¬' | '±' | '¶') {
            return true;
        }
        last_was_letter = is_letter(c);
    }
    false
}
