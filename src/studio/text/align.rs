//! Which letters of a text became which when its case was changed: a ß becomes two letters, an İ one and a mark.

use crate::locale;
use crate::model::Case;
use crate::text::caret::grapheme_bounds;

/// For every bound of `text` (rising, in bytes), the one in `cased`, which is the text in another case.
///
/// What a letter became depends on its word and its neighbours, so that the changed text is the given one, and each
/// cluster is looked for in it as it is and in every case; one that is not found (a final sigma) became one cluster.
pub(super) fn aligned(text: &str, bounds: &[usize], cased: &str, language: &str) -> Vec<usize> {
    let mut places = Vec::with_capacity(bounds.len());
    let (mut from, mut at) = (0, 0);
    for bound in bounds {
        let cluster = text.get(from..*bound).unwrap_or_default();
        let rest = cased.get(at..).unwrap_or_default();
        at += length_in(rest, cluster, language);
        from = *bound;
        places.push(if *bound >= text.len() { cased.len() } else { at });
    }
    places
}

/// How long that is which a cluster became, at the start of `rest`.
fn length_in(rest: &str, cluster: &str, language: &str) -> usize {
    if cluster.is_empty() || rest.is_empty() {
        return 0;
    }
    if rest.starts_with(cluster) {
        return cluster.len();
    }
    let forms = [Case::Upper, Case::Lower, Case::Title].map(|case| locale::case(cluster, case, language));
    let found = forms
        .iter()
        .filter(|form| !form.is_empty() && rest.starts_with(form.as_str()));
    if let Some(length) = found.map(String::len).max() {
        return length;
    }
    grapheme_bounds(rest).get(1).copied().unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_become_longer_or_shorter_are_followed() {
        for (text, case, language, wanted) in [
            ("Weißt du", Case::Upper, "de", "W|E|I|SS|T| |D|U"),
            ("İpek Işık", Case::Lower, "tr", "i|p|e|k| |ı|ş|ı|k"),
            ("İpek", Case::Lower, "en", "i̇|p|e|k"),
            ("istanbul", Case::Title, "tr", "İ|s|t|a|n|b|u|l"),
            ("ΟΔΥΣΣΕΥΣ", Case::Lower, "el", "ο|δ|υ|σ|σ|ε|υ|ς"),
            ("Ελένη", Case::Upper, "el", "Ε|Λ|Ε|Ν|Η"),
            ("ﬁn և", Case::Upper, "hy", "FI|N| |ԵՎ"),
            ("maße", Case::Title, "de", "M|a|ß|e"),
            ("शर्मा x", Case::Upper, "hi", "श|र्मा| |X"),
            ("", Case::Upper, "en", ""),
        ] {
            let cased = locale::case(text, case, language);
            let places = aligned(text, &grapheme_bounds(text), &cased, language);
            let pieces: Vec<&str> = places.windows(2).map(|pair| &cased[pair[0]..pair[1]]).collect();
            assert_eq!(pieces.join("|"), wanted, "{text}");
        }
    }
}
