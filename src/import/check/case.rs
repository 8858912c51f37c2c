//! Names all in capitals or all in small letters: which they are, and how they may be written.
//!
//! Capitals lose what small letters tell: whether it is McDonald or Mcdonald, van der Berg or Van der Berg, Işık or
//! Isik. Where the language does not decide, both are offered and none is preferred silently; where what is lost cannot
//! be known (Greek accents), nothing is.

use crate::locale::{self, is_letter};
use crate::model;

/// A case that all letters of a name have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Uniform {
    Capitals,
    Small,
}

/// The case that all letters of a name have; `None` for names in scripts without case, for single words and for
/// initials, which may well be meant so.
pub(super) fn uniform(text: &str) -> Option<Uniform> {
    let mut found = None;
    // Georgian letters have capitals only in headlines.
    let georgian = |c: char| matches!(c as u32, 0x10a0..=0x10ff | 0x1c90..=0x1cbf | 0x2d00..=0x2d2f);
    for c in text.chars().filter(|c| is_letter(*c)) {
        if georgian(c) {
            return None;
        }
        let case = match (c.is_uppercase(), c.is_lowercase()) {
            (true, false) => Uniform::Capitals,
            (false, true) => Uniform::Small,
            _ => return None,
        };
        if *found.get_or_insert(case) != case {
            return None;
        }
    }
    let lengths = || {
        text.split_whitespace()
            .map(|word| word.chars().filter(|c| is_letter(*c)).count())
    };
    let words = lengths().filter(|length| *length >= 2).count();
    let long = lengths().any(|length| length >= 3);
    found.filter(|_| words >= 2 && long)
}

/// How a name, or the part of one, may be written: nothing when it cannot be told, two ways when it can be either.
///
/// `inside` says that the part is not the beginning of the name, so that a particle may be its first word.
pub(super) fn ways(text: &str, case: Uniform, language: Option<&str>, inside: bool) -> Vec<String> {
    let primary = language.map(|language| language.split('-').next().unwrap_or(language));
    let greek = |c: char| matches!(c as u32, 0x370..=0x3ff | 0x1f00..=0x1fff);
    if case == Uniform::Capitals && text.chars().any(greek) {
        return Vec::new();
    }
    let rules = Rules::of(text, primary);
    let (mut one, mut other) = (String::new(), String::new());
    let mut first = !inside;
    let mut after_comma = false;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let space = piece.get(word.len()..).unwrap_or_default();
        let (a, b) = rules.word(word, case, first, after_comma);
        if !word.is_empty() {
            first = false;
            after_comma = word.ends_with(',');
        }
        other.push_str(b.as_deref().unwrap_or(&a));
        other.push_str(space);
        one.push_str(&a);
        one.push_str(space);
    }
    let mut ways = vec![one];
    if ways.first() != Some(&other) {
        ways.push(other);
    }
    ways.retain(|way| way != text);
    ways
}

/// How particles within names are written in a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Particles {
    Small,
    Capital,
    Either,
}

const PARTICLES: [&str; 36] = [
    "af", "al", "av", "bin", "bint", "da", "das", "de", "degli", "dei", "del", "della", "den", "der", "des", "di",
    "do", "dos", "du", "e", "el", "ibn", "la", "las", "le", "les", "los", "ten", "ter", "van", "vom", "von", "y", "zu",
    "zum", "zur",
];

/// Abbreviations behind a comma that are written so.
const TITLES: [(&str, &str); 16] = [
    ("phd", "PhD"),
    ("md", "MD"),
    ("mba", "MBA"),
    ("msc", "MSc"),
    ("bsc", "BSc"),
    ("ma", "MA"),
    ("ba", "BA"),
    ("dds", "DDS"),
    ("dvm", "DVM"),
    ("jd", "JD"),
    ("llb", "LLB"),
    ("llm", "LLM"),
    ("rn", "RN"),
    ("mph", "MPH"),
    ("cpa", "CPA"),
    ("pe", "PE"),
];

/// Other words behind a comma that are no given names, in lower case without points.
const SUFFIXES: [&str; 34] = [
    "jr", "sr", "jun", "sen", "junior", "senior", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "esq", "prof",
    "dr", "ing", "dipling", "mag", "meng", "beng", "bed", "med", "edd", "dphil", "drsc", "csc", "frcs", "mrcp",
    "filho", "neto", "fils", "père",
];

/// What else is written with points behind a name and a comma, in lower case without them: degrees in English, and in
/// Indonesian, where they stand on every certificate. No rule tells `M.Pd.` from initials such as `M.Yu.` and `Ch.M.`.
const DEGREES: &str = "
    aa aas amd amdak amdkeb amdkep amdkes amdkom as barch bas bba bca bcom bcs bdes bds be bfa bmus bpharm bphil
    bs bsn bsw btech bth bvsc dba deng dlitt dma dmd dmin dmus dnp dpt dsc dth edm eds jsd lld mab maed mag mak
    map march mars mas mat mb mbbs mbchb mbiomed mca mcom mcs mdes mdiv me mei mfa mfarm mfil mgz mh mhi mhum
    mikom mip mkeb mkep mkes mkm mkn mkom mla mlis mlitt mm mmed mmsi mmus mn mp mpa mpar mpd mpdi mpdk mpharm
    mphil mpi mpp mpsi mpt mres ms mscs msed msi msn msos mst mstat msw msy mt mta mtech mth mti mtp mtrkeb
    mtrkep mtrkes mtrkom mtrt mud mvsc sab sag sak san sap sars scd sds se sei sfarm sfil sgz sh shi shum shut
    sikom sip skeb sked skep skes skg skh skm skom skpm sor sp spar spd spdi spdk spdsd spi spol spsi spt ss ssi
    ssn ssos ssosi sst sstat ssy st std sth sthi stl stm stp strak strgz strkeb strkep strkes strkom strt sud
    thd thm
";

/// Abbreviations that begin what no given name does: `Dipl.-Ing.`, `Dr.med.`, `Sp.OG`, `LL.M.`.
const BEFORE_DEGREES: [&str; 10] = ["cand", "dipl", "dr", "lic", "ll", "mag", "pharm", "prof", "psy", "sp"];

/// Whether a text stands behind a name and a comma as a title or a suffix, and can be nothing else there: `Jr.`, `PhD`,
/// `M.Sc.`, `III`.
pub(super) fn is_title(text: &str) -> bool {
    may_be_title(text) && (!is_initials(text) || COMMON_DEGREES.contains(&text.trim()))
}

/// Degrees that stand behind so many names that nobody can say whether these are initials.
const COMMON_DEGREES: [&str; 8] = ["B.A.", "B.S.", "D.O.", "J.D.", "M.A.", "M.D.", "M.S.", "R.N."];

/// Whether a text may stand behind a name and a comma as a title, if it is not the initials of a name: `S.H.`, `M.A.`.
pub(super) fn may_be_title(text: &str) -> bool {
    let letters: String = text
        .chars()
        .filter(|c| is_letter(*c))
        .flat_map(char::to_lowercase)
        .collect();
    // With a point behind each letter they are initials: `J.R.` is a given name, `Jr.` is none.
    let is_suffix = SUFFIXES.contains(&letters.as_str()) && !is_initials(text);
    is_suffix || TITLES.iter().any(|(known, _)| *known == letters) || is_degree(text, &letters)
}

/// Whether a word is a degree that is written with points: `M.Pd.`, `S.Kom`, `Dipl.-Ing.`.
fn is_degree(text: &str, letters: &str) -> bool {
    let Some((first, rest)) = text.trim().trim_end_matches('.').split_once('.') else {
        return false;
    };
    let is_word = rest.chars().all(|c| is_letter(c) || matches!(c, '.' | '-'));
    let begins = BEFORE_DEGREES.contains(&first.to_lowercase().as_str());
    is_word && (begins || DEGREES.split_whitespace().any(|known| known == letters))
}

/// Whether a point stands behind each letter, or behind two that stand for one sound: `I.`, `J.R.`, `M.Th.`.
fn is_initials(text: &str) -> bool {
    let text = text.trim();
    let is_initial = |part: &str| part.chars().count() == 1 || matches!(part, "Th" | "St");
    text.contains('.') && text.trim_end_matches('.').split('.').all(is_initial)
}

const NUMERALS: [&str; 6] = ["ii", "iii", "iv", "vi", "vii", "viii"];

struct Rules {
    /// The languages whose rules of case may hold: one, or two that may differ.
    languages: Vec<&'static str>,
    particles: Particles,
    /// Whether SS may stand for ß.
    sharp_s: bool,
}

impl Rules {
    fn of(text: &str, language: Option<&str>) -> Rules {
        let has = |letters: &[char]| text.contains(letters);
        let dutch = || {
            text.split(|c: char| !is_letter(c))
                .any(|word| matches!(word.get(..2), Some("IJ" | "ij")))
        };
        let languages = match language {
            Some("tr") => vec!["tr"],
            Some("az") => vec!["az"],
            Some("nl") => vec!["nl"],
            Some("lt") => vec!["lt"],
            Some(_) => vec!["und"],
            None if has(&['İ', 'ı', 'Ğ', 'ğ']) => vec!["tr"],
            None if has(&['Ə', 'ə']) => vec!["az"],
            // The letter is also written for the Romanian one with a comma.
            None if has(&['Ş', 'ş']) => vec!["tr", "und"],
            None if dutch() => vec!["nl", "und"],
            None => vec!["und"],
        };
        let particles = match language {
            Some("es" | "pt" | "gl" | "ca" | "fr" | "nl" | "de" | "da" | "sv" | "nb" | "no") => Particles::Small,
            Some("it" | "vi" | "zh" | "tr" | "ro") => Particles::Capital,
            _ => Particles::Either,
        };
        Rules {
            languages,
            particles,
            sharp_s: language == Some("de"),
        }
    }

    /// A word as it may be written, and otherwise.
    fn word(&self, word: &str, case: Uniform, first: bool, after_comma: bool) -> (String, Option<String>) {
        let title = |language: &str| locale::case(word, model::Case::Title, language);
        let (one, mut other) = match self.languages[..] {
            [one, other, ..] => (title(one), Some(title(other))),
            [one] => (title(one), None),
            [] => (title("und"), None),
        };
        let letters: String = word
            .chars()
            .filter(|c| is_letter(*c))
            .flat_map(char::to_lowercase)
            .collect();
        if after_comma && let Some((_, written)) = TITLES.iter().find(|(known, _)| *known == letters) {
            let end = word.trim_end_matches(|c: char| !is_letter(c)).len();
            return (format!("{written}{}", word.get(end..).unwrap_or_default()), None);
        }
        if let Some(initials) = initials(word) {
            return (initials, None);
        }
        // Degrees that are nobody's name need no comma.
        if !first
            && letters.len() >= 3
            && let Some((_, written)) = TITLES.iter().find(|(known, _)| *known == letters)
        {
            return ((*written).to_owned(), None);
        }
        if !first && NUMERALS.contains(&letters.as_str()) {
            return (word.to_uppercase(), None);
        }
        if !first && PARTICLES.contains(&letters.as_str()) {
            let small = locale::case(word, model::Case::Lower, "und");
            return match self.particles {
                Particles::Small => (small, None),
                Particles::Capital => (one, None),
                Particles::Either => (small, Some(one)),
            };
        }
        let one = each_part(&one, |part| inner_capital(part, "Mc", &[])).unwrap_or(one);
        let next = ['A', 'B', 'D', 'F', 'G', 'K', 'L', 'M', 'N', 'P', 'Q', 'R', 'T'];
        if let Some(mac) = each_part(&one, |part| inner_capital(part, "Mac", &next)) {
            return (one, Some(mac));
        }
        if self.sharp_s && case == Uniform::Capitals && one.contains("ss") {
            other = Some(one.replace("ss", "ß"));
        }
        (one, other)
    }
}

/// Letters with a point behind each, as in `K.D.`: all capitals.
fn initials(word: &str) -> Option<String> {
    let mut parts = word.split('.');
    let single = |part: &str| part.chars().count() == 1 && part.chars().all(is_letter);
    let count = word.matches('.').count();
    let all = parts.all(|part| part.is_empty() || single(part));
    (count >= 2 && all).then(|| word.to_uppercase())
}

/// A word with some of its parts between hyphens changed.
fn each_part(word: &str, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut changed = false;
    let parts: Vec<String> = word
        .split('-')
        .map(|part| match change(part) {
            Some(new) => {
                changed = true;
                new
            }
            None => part.to_owned(),
        })
        .collect();
    changed.then(|| parts.join("-"))
}

/// A Gaelic name with a capital inside: McDonald. At least three letters follow, the first one of `next` unless empty.
fn inner_capital(word: &str, start: &str, next: &[char]) -> Option<String> {
    let rest = word.strip_prefix(start)?;
    let mut letters = rest.chars();
    let initial: String = letters.next()?.to_uppercase().collect();
    let fits = next.is_empty() || initial.chars().all(|c| next.contains(&c));
    let tail = letters.as_str();
    (fits && tail.chars().filter(|c| is_letter(*c)).count() >= 3).then(|| format!("{start}{initial}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_one_case_are_known() {
        for (text, case) in [
            ("MARÍA JOSÉ NÚÑEZ", Some(Uniform::Capitals)),
            ("anna kowalska", Some(Uniform::Small)),
            ("ИВАН ЩЕРБАКОВ", Some(Uniform::Capitals)),
            ("CHER", None),
            ("anna", None),
            ("Jean DUPONT", None),
            ("J. R. R. TOLKIEN", None),
            ("LI NA", None),
            ("王小明 LEE ANNA", None),
            ("अनन्या शर्मा", None),
            ("ნინო ბერიძე", None),
            ("محمد بن عبد الله", None),
            ("12 34", None),
        ] {
            assert_eq!(uniform(text), case, "{text}");
        }
    }

    #[test]
    fn names_are_written_by_the_rules_of_their_language() {
        for (text, language, wanted) in [
            ("MARÍA JOSÉ NÚÑEZ", None, &["María José Núñez"][..]),
            ("anna kowalska-nowak", None, &["Anna Kowalska-Nowak"]),
            ("ИВАН ЩЕРБАКОВ", None, &["Иван Щербаков"]),
            ("RONALD MCDONALD", None, &["Ronald McDonald"]),
            ("FLORA MACDONALD", None, &["Flora Macdonald", "Flora MacDonald"]),
            ("MACIEJ NOWAK", None, &["Maciej Nowak"]),
            ("JOE MACK", None, &["Joe Mack"]),
            ("SEAN O'BRIEN", None, &["Sean O'Brien"]),
            ("JOHN SMITH III", None, &["John Smith III"]),
            ("john smith iii", None, &["John Smith III"]),
            ("JOHN SMITH, PHD", None, &["John Smith, PhD"]),
            ("MARTIN KING, JR.", None, &["Martin King, Jr."]),
            (
                "LUDWIG VAN BEETHOVEN",
                None,
                &["Ludwig van Beethoven", "Ludwig Van Beethoven"],
            ),
            ("ANNE VAN DER BERG", Some("nl"), &["Anne van der Berg"]),
            ("NGUYEN VAN ANH", Some("vi"), &["Nguyen Van Anh"]),
            ("MARIA DE LA CRUZ", Some("es"), &["Maria de la Cruz"]),
            ("LUCA DE ROSSI", Some("it"), &["Luca De Rossi"]),
            ("İPEK IŞIK", None, &["İpek Işık"]),
            ("IŞIK KAYA", None, &["Işık Kaya", "Işik Kaya"]),
            ("ipek ışık", Some("tr"), &["İpek Işık"]),
            ("IJSBRAND DE VRIES", Some("nl"), &["IJsbrand de Vries"]),
            ("IJAZ AHMED", None, &["IJaz Ahmed", "Ijaz Ahmed"]),
            ("PETER WEISS", Some("de"), &["Peter Weiss", "Peter Weiß"]),
            ("ΕΛΕΝΗ ΠΑΠΑΔΟΠΟΥΛΟΥ", Some("el"), &[]),
            ("ἑλένη παπαδοπούλου", None, &["Ἑλένη Παπαδοπούλου"]),
        ] {
            let case = uniform(text).expect(text);
            assert_eq!(ways(text, case, language, false), wanted, "{text}");
        }
        assert_eq!(
            ways("VAN DER BERG", Uniform::Capitals, Some("nl"), true),
            ["van der Berg"]
        );
    }
}
