//! What a family has no face for, in words: what was wanted and what is taken in its place.

use super::book::FontBook;

/// What a style of a family is called, such as “Semi Bold Italic” (CSS Fonts 4, §2.2.1 has the names of the weights).
pub fn style_name((weight, italic): (u16, bool)) -> String {
    match (weight_name(weight), italic) {
        ("Regular", true) => "Italic".to_owned(),
        (weight, true) => format!("{weight} Italic"),
        (weight, false) => weight.to_owned(),
    }
}

fn weight_name(weight: u16) -> &'static str {
    match weight {
        ..=149 => "Thin",
        150..=249 => "Extra Light",
        250..=349 => "Light",
        350..=449 => "Regular",
        450..=549 => "Medium",
        550..=649 => "Semi Bold",
        650..=749 => "Bold",
        750..=849 => "Extra Bold",
        850.. => "Black",
    }
}

/// “Cinzel has no italic here; its upright letters are slanted”; `None` when nothing is made up. `italic` is the face that
/// is used.
pub fn made_up_letters(family: &str, slanted: bool, thickened: bool, italic: bool) -> Option<String> {
    let (lacks, done) = match (slanted, thickened) {
        (false, false) => return None,
        (true, false) => ("no italic", "slanted"),
        (true, true) => ("no bold and no italic", "thickened and slanted"),
        (false, true) if italic => ("no bold italic", "thickened"),
        (false, true) => ("no bold", "thickened"),
    };
    let taken = if italic { "italic" } else { "upright" };
    Some(format!("{family} has {lacks} here; its {taken} letters are {done}"))
}

impl FontBook {
    /// What is taken where a family has no face of a weight and upright or not; `None` when it has one, or when the
    /// family itself is not in the book.
    pub fn lack(&self, family: &str, weight: u16, italic: bool) -> Option<String> {
        let pick = self.pick(self.family_named(family)?, weight, italic)?;
        let styles = self.styles_of(pick.face)?;
        let taken = (self.axis_weight(pick.face, weight).unwrap_or(styles.0), styles.1);
        made_up_letters(family, pick.slant, pick.embolden, taken.1).or_else(|| {
            let [wanted, taken] = [(weight, italic), taken].map(|style| style_name(style).to_lowercase());
            let said = || format!("{family} has no {wanted} here; its {taken} letters are taken");
            (wanted != taken).then(said)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::fonts::tests_support::book;

    #[test]
    fn what_a_family_lacks_is_said_with_what_is_taken() {
        let book = book();
        for (family, weight, italic, said) in [
            (
                "Inter",
                700,
                true,
                "no bold italic here; its italic letters are thickened",
            ),
            ("Cinzel", 400, true, "no italic here; its upright letters are slanted"),
            (
                "Great Vibes",
                700,
                true,
                "no bold and no italic here; its upright letters are thickened and slanted",
            ),
            (
                "Great Vibes",
                700,
                false,
                "no bold here; its upright letters are thickened",
            ),
            (
                "Montserrat",
                500,
                false,
                "no medium here; its regular letters are taken",
            ),
            ("Inter", 900, false, "no black here; its bold letters are taken"),
            ("Inter", 300, true, "no light italic here; its italic letters are taken"),
        ] {
            assert_eq!(book.lack(family, weight, italic), Some(format!("{family} has {said}")));
        }
        for (family, weight, italic) in [
            ("Inter", 700, false),
            ("Inter", 400, true),
            ("Inter", 400, false),
            ("Nobody’s", 700, true),
        ] {
            assert_eq!(book.lack(family, weight, italic), None, "{family} {weight} {italic}");
        }
    }
}
