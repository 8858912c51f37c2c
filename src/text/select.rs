//! Which face sets which letters.
//!
//! The wanted family comes first. Where it is not made for a script, the whole stretch of that script goes to one
//! family of the book's list for it, the spaces and digits between its letters included, so that a name is not pieced
//! together; signs at its edges stay in the wanted family. Where the wanted family has the script but lacks a letter,
//! that letter alone comes from elsewhere, and is reported as such.
//!
//! A base and its marks come from one face: what is asked is whether a face covers the whole cluster, as it is written
//! or composed (HarfBuzz's way of finding glyphs for it).

use std::ops::Range;

use parley_engine::itemize::Segment;
use parley_engine::shape::CharCluster;
use parley_engine::{FontInstanceRef, FontSelector, ShapeOptions};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use crate::diag::Problems;
use crate::fonts::{Coverage, Face, FaceId, FamilyId, FontBook, Pick, Region};

use super::FallbackKind;
use super::style::Style;
use super::unicode::{core_letters, is_east_asian, is_ignorable, is_symbol, script};

/// A stretch set in another family than the wanted one.
pub(super) struct Note {
    /// In the whole text.
    pub bytes: Range<usize>,
    pub style: u16,
    pub family: FamilyId,
    pub kind: FallbackKind,
}

/// A face that was chosen, to be recognised in the shaper's answer.
pub(super) struct Used {
    pub style: u16,
    blob: u64,
    index: u32,
    pub pick: Pick,
}

/// What outlives the paragraphs of a text.
#[derive(Default)]
pub(super) struct Choices {
    pub notes: Vec<Note>,
    pub used: Vec<Used>,
    /// Faces whose file cannot be read.
    failed: Vec<FaceId>,
    /// Clusters whose marks a face leaves beside their letter.
    misplaced: Vec<(FaceId, String)>,
    pub problems: Problems,
    synthesis: fontique::Synthesis,
}

impl Choices {
    pub fn clear(&mut self) {
        self.notes.clear();
        self.used.clear();
        self.failed.clear();
        self.misplaced.clear();
        self.problems = Problems::default();
    }

    /// Takes note that a face cannot set a cluster; answers whether that is new.
    pub fn add_misplaced(&mut self, face: FaceId, cluster: &str) -> bool {
        let is_new = !self.is_misplaced(face, cluster);
        if is_new {
            self.misplaced.push((face, cluster.to_owned()));
        }
        is_new
    }

    fn is_misplaced(&self, face: FaceId, cluster: &str) -> bool {
        self.misplaced.iter().any(|(f, c)| *f == face && c == cluster)
    }

    /// The choice that a face in the shaper's answer stems from.
    pub fn find(&self, style: u16, blob: u64, index: u32) -> Option<Pick> {
        let used = self
            .used
            .iter()
            .find(|u| u.style == style && u.blob == blob && u.index == index);
        used.map(|used| used.pick)
    }
}

/// How the segment at hand is set.
enum Plan {
    /// All in the wanted face.
    Wanted,
    /// Letter by letter, the wanted face first.
    Letters,
    /// In another family, whose letters stand in these bytes of the paragraph.
    Script(Pick, Range<usize>),
}

/// Chooses faces for one paragraph.
pub(super) struct Selector<'a> {
    book: &'a FontBook,
    styles: &'a [Style<'a>],
    /// The paragraph, where it starts in the whole text, and the style of each of its characters.
    text: &'a str,
    start: usize,
    char_styles: &'a [u16],
    /// How Han letters are drawn where the language does not say.
    region: Region,
    choices: &'a mut Choices,
    style: u16,
    script: [u8; 4],
    plan: Plan,
}

impl<'a> Selector<'a> {
    pub fn new(
        book: &'a FontBook,
        styles: &'a [Style<'a>],
        (text, start): (&'a str, usize),
        char_styles: &'a [u16],
        region: Region,
        choices: &'a mut Choices,
    ) -> Selector<'a> {
        Selector {
            book,
            styles,
            text,
            start,
            char_styles,
            region,
            choices,
            style: 0,
            script: *b"Zyyy",
            plan: Plan::Letters,
        }
    }

    fn style(&self) -> Option<&'a Style<'a>> {
        self.styles.get(usize::from(self.style))
    }

    fn chain(&self, style: &Style<'_>) -> &'a [FamilyId] {
        self.book
            .chain(self.script, style.region.unwrap_or(self.region), style.serif)
    }

    /// The families' faces for the style, best first, without those that cannot be read.
    fn candidates(&self, style: &'a Style<'a>) -> impl Iterator<Item = (Pick, &'a Coverage)> + use<'a> {
        let book = self.book;
        let failed = self.choices.failed.clone();
        self.chain(style).iter().filter_map(move |family| {
            let pick = book.pick(*family, style.wanted.weight, style.wanted.italic)?;
            if failed.contains(&pick.face) {
                return None;
            }
            Some((pick, book.coverage(pick.face)?))
        })
    }

    fn plan(&self, segment: &str, at: usize) -> Plan {
        let Some(style) = self.style() else {
            return Plan::Letters;
        };
        let usable = !self.choices.failed.contains(&style.primary.face);
        let Some(wanted) = self.book.coverage(style.primary.face).filter(|_| usable) else {
            return Plan::Letters;
        };
        if segment.chars().all(|c| is_ignorable(c) || has(wanted, c)) && self.choices.misplaced.is_empty() {
            return Plan::Wanted;
        }
        let is_letter = |c: &char| script(*c).is_some();
        let Some(first) = segment.find(|c| is_letter(&c)) else {
            return Plan::Letters;
        };
        let last = segment.rfind(|c| is_letter(&c)).unwrap_or(first);
        if covers_script(wanted, segment) {
            return Plan::Letters;
        }
        let mut best: Option<(Pick, usize)> = None;
        let total = segment.chars().filter(is_letter).count();
        for (pick, coverage) in self.candidates(style) {
            let covered = segment
                .chars()
                .filter(is_letter)
                .filter(|c| coverage.contains(*c))
                .count();
            if covered > best.map_or(0, |(_, most)| most) {
                best = Some((pick, covered));
            }
            if covered == total {
                break;
            }
        }
        let mut end = at + last + 1;
        let next = self
            .text
            .get(at + segment.len()..)
            .and_then(|rest| rest.chars().find_map(script));
        if is_east_asian(segment.chars().find_map(script)) && is_east_asian(next) {
            // Kana, Han letters and Hangul follow each other in one face, with the spaces between them.
            end = at + segment.len();
        }
        best.map_or(Plan::Letters, |(pick, _)| Plan::Script(pick, at + first..end))
    }

    /// The face for a cluster, and how it is reported when it is not of the wanted family.
    fn choose(&self, style: &'a Style<'a>, cluster: &str, at: usize, is_emoji: bool) -> (Pick, FallbackKind) {
        use FallbackKind::{SingleLetter, WholeScript};
        let readable = |pick: &Pick| !self.choices.failed.contains(&pick.face);
        let sets = |pick: &Pick, coverage| !self.choices.is_misplaced(pick.face, cluster) && covers(coverage, cluster);
        let covers = |pick: &Pick| readable(pick) && self.book.coverage(pick.face).is_some_and(|c| sets(pick, c));
        if is_emoji {
            let emoji = self.book.emoji().and_then(|family| self.book.pick(family, 400, false));
            if let Some(emoji) = emoji.filter(covers) {
                return (emoji, WholeScript);
            }
        }
        match &self.plan {
            Plan::Script(pick, letters) => {
                let at_edge = !letters.contains(&at) && cluster.chars().all(|c| script(c).is_none());
                if !(at_edge && covers(&style.primary)) && covers(pick) {
                    return (*pick, WholeScript);
                }
            }
            Plan::Wanted | Plan::Letters => {}
        }
        if covers(&style.primary) {
            return (style.primary, WholeScript);
        }
        let kind = if cluster.chars().next().is_some_and(is_symbol) {
            WholeScript
        } else {
            SingleLetter
        };
        if let Some((pick, _)) = self.candidates(style).find(|(pick, coverage)| sets(pick, coverage)) {
            return (pick, kind);
        }
        // Nobody has it all: whoever has the base shows at least that, and the rest is reported as missing.
        let base = cluster.chars().next().unwrap_or(' ');
        if readable(&style.primary) && self.book.coverage(style.primary.face).is_some_and(|c| c.contains(base)) {
            return (style.primary, kind);
        }
        let with_base = self.candidates(style).find(|(_, coverage)| coverage.contains(base));
        let any = with_base.or_else(|| self.candidates(style).next().filter(|_| !readable(&style.primary)));
        (any.map_or(style.primary, |(pick, _)| pick), kind)
    }

    fn note(&mut self, pick: Pick, kind: FallbackKind, cluster: &str, at: usize) {
        let family = self.book.family_of(pick.face);
        let wanted = self.style().map(|style| style.family);
        if wanted == Some(family) || cluster.chars().all(|c| c.is_whitespace() || is_ignorable(c)) {
            return;
        }
        let bytes = self.start + at..self.start + at + cluster.len();
        if let Some(last) = self.choices.notes.last_mut()
            && (last.style, last.family, last.kind) == (self.style, family, kind)
            && last.bytes.end >= self.start
            && self
                .text
                .get(last.bytes.end - self.start..at)
                .is_some_and(|gap| gap.trim().is_empty())
        {
            last.bytes.end = bytes.end;
            return;
        }
        self.choices.notes.push(Note {
            bytes,
            style: self.style,
            family,
            kind,
        });
    }

    /// The loaded face; what cannot be loaded is reported once and not chosen again.
    fn load(&mut self, pick: Pick) -> Option<&'a Face> {
        match self.book.load(pick.face) {
            Ok((face, _)) => Some(face),
            Err(problem) => {
                if !self.choices.failed.contains(&pick.face) {
                    self.choices.failed.push(pick.face);
                    self.choices.problems.push(problem.clone());
                }
                None
            }
        }
    }

    fn instance(&mut self, pick: Pick) -> Option<FontInstanceRef<'_>> {
        let face = self.load(pick)?;
        let (blob, index) = (face.data.data.id(), face.data.index);
        if self.choices.find(self.style, blob, index).is_none() {
            self.choices.used.push(Used {
                style: self.style,
                blob,
                index,
                pick,
            });
        }
        Some(FontInstanceRef {
            data: &face.data.data,
            index,
            synthesis: &self.choices.synthesis,
        })
    }
}

impl FontSelector for Selector<'_> {
    fn begin_segment(&mut self, segment: &Segment, _options: &ShapeOptions<'_>) {
        let range = &segment.range;
        self.style = self.char_styles.get(range.char_range.start).copied().unwrap_or(0);
        self.script = segment.script.to_bytes();
        let text = self.text.get(range.byte_range.clone()).unwrap_or_default();
        self.plan = self.plan(text, range.byte_range.start);
    }

    fn select_font(
        &mut self,
        _segment: &Segment,
        _options: &ShapeOptions<'_>,
        cluster: &mut CharCluster,
    ) -> Option<FontInstanceRef<'_>> {
        let style = self.style()?;
        if matches!(self.plan, Plan::Wanted) && !cluster.is_emoji() && self.load(style.primary).is_some() {
            return self.instance(style.primary);
        }
        let at = cluster.range().start as usize;
        let text = self.text.get(at..cluster.range().end as usize)?;
        // Every turn but the last finds a file that cannot be read, and there are only so many files.
        loop {
            let failures = self.choices.failed.len();
            let (pick, kind) = self.choose(style, text, at, cluster.is_emoji());
            if self.load(pick).is_some() {
                self.note(pick, kind, text, at);
                return self.instance(pick);
            }
            if self.choices.failed.len() == failures {
                return None;
            }
        }
    }
}

/// Whether a face is made for the script of a text's letters: it has at least half of the core letters of the script,
/// or of the text's own where the script has no list.
fn covers_script(coverage: &Coverage, text: &str) -> bool {
    let mut scripts = text.chars().filter_map(script);
    let core = scripts.next().map_or("", core_letters);
    let of = if core.is_empty() { text } else { core };
    let letters = of.chars().filter(|c| script(*c).is_some());
    let (have, all) = letters.fold((0, 0), |(have, all), c| {
        (have + usize::from(coverage.contains(c)), all + 1)
    });
    2 * have >= all
}

/// Whether the face shows the character. The shaper makes spaces of any width from the common one, and U+2011 from
/// U+2010.
fn has(coverage: &Coverage, c: char) -> bool {
    coverage.contains(c)
        || c.is_whitespace() && coverage.contains(' ')
        || c == '\u{2011}' && coverage.contains('\u{2010}')
}

/// Whether the face has glyphs for a whole cluster, in the form in which the shaper will find them.
pub(super) fn covers(coverage: &Coverage, cluster: &str) -> bool {
    if cluster.chars().all(|c| is_ignorable(c) || has(coverage, c)) {
        return true;
    }
    if cluster.nfc().all(|c| is_ignorable(c) || has(coverage, c)) {
        return true;
    }
    // As far as possible composed: what cannot be composed with the base must be there by itself.
    let mut base: Option<char> = None;
    for c in cluster.nfd().filter(|c| !is_ignorable(*c)) {
        match base.and_then(|base| compose(base, c)).filter(|c| coverage.contains(*c)) {
            Some(composed) => base = Some(composed),
            None if base.is_none() => base = Some(c),
            None if !has(coverage, c) => return false,
            None => {}
        }
    }
    base.is_none_or(|base| has(coverage, base))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::tests_support::book;

    fn covered(family: &str, cluster: &str) -> bool {
        let book = book();
        let pick = book
            .pick(book.family_named(family).expect(family), 400, false)
            .expect("has faces");
        covers(book.coverage(pick.face).expect("a face"), cluster)
    }

    #[test]
    fn a_cluster_is_covered_composed_or_not() {
        for (family, cluster) in [
            ("Inter", "e\u{302}\u{303}"),
            ("Inter", "\u{1EC5}"),
            ("Inter", "o\u{323}\u{300}"),
            ("Noto Sans CJK KR", "\u{1100}\u{1175}\u{11B7}"),
            ("Noto Sans Hebrew", "ש\u{5C1}\u{5B8}"),
            ("Noto Color Emoji", "👩\u{200D}🎓"),
            ("Inter", "\u{2009}"),
        ] {
            assert!(covered(family, cluster), "{family}: {cluster:?}");
        }
        for (family, cluster) in [("Inter", "م"), ("Cinzel", "e\u{323}"), ("Inter", "\u{10FFFD}")] {
            assert!(!covered(family, cluster), "{family}: {cluster:?}");
        }
    }
}
