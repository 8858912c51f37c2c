//! The value of a list that a person may have meant: the one a slip of the finger away.

use crate::locale::{fold, is_letter_or_digit};

/// How many slips lead from one text to another: letters added, left out, replaced, or two neighbours exchanged.
/// `None` when there are more than `most`.
pub(super) fn slips(from: &str, to: &str, most: usize) -> Option<usize> {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    if from.len().abs_diff(to.len()) > most {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let cost = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = (cost(&last, j) + usize::from(a != b))
                .min(cost(&last, j + 1) + 1)
                .min(cost(&row, j) + 1);
            let exchanged = i > 0 && j > 0 && from.get(i - 1) == Some(b) && to.get(j - 1) == Some(a);
            if exchanged {
                best = best.min(cost(&before_last, j - 1) + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|slips| *slips <= most)
}

/// Whether one slip, or none, leads from one text to another. This is asked often, and so nothing is allocated.
pub(super) fn is_near(from: &str, to: &str) -> bool {
    if from.len().abs_diff(to.len()) > 4 {
        return false;
    }
    let same = from.chars().zip(to.chars()).take_while(|(a, b)| a == b);
    let begin: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (from, to) = (
        from.get(begin..).unwrap_or_default(),
        to.get(begin..).unwrap_or_default(),
    );
    let same = from.chars().rev().zip(to.chars().rev()).take_while(|(a, b)| a == b);
    let end: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let left = |text: &str| -> [Option<char>; 3] {
        let mut chars = text.get(..text.len() - end).unwrap_or_default().chars();
        [chars.next(), chars.next(), chars.next()]
    };
    match (left(from), left(to)) {
        ([_, None, _], [_, None, _]) => true,
        ([a, b, None], [c, d, None]) => a == d && b == c,
        _ => false,
    }
}

/// The one value that is nearest to a text, if there is one and it is near: equal without accents, spaces and
/// punctuation, or at most a slip in three letters away.
pub(super) fn nearest<'a>(values: &'a [String], text: &str) -> Option<&'a str> {
    let plain = |text: &str| -> String { fold(text).chars().filter(|c| is_letter_or_digit(*c)).collect() };
    let wanted = plain(text);
    if wanted.is_empty() {
        return None;
    }
    let most = (wanted.chars().count() / 3).min(3);
    let mut near: Vec<(usize, &str)> = values
        .iter()
        .filter_map(|value| Some((slips(&wanted, &plain(value), most)?, value.as_str())))
        .collect();
    near.sort_by_key(|(slips, _)| *slips);
    match near[..] {
        [(_, only)] => Some(only),
        [(best, value), (second, _), ..] if best < second => Some(value),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        for (a, b, count) in [
            ("gmial.com", "gmail.com", 1),
            ("gmal.com", "gmail.com", 1),
            ("gmaill.com", "gmail.com", 1),
            ("gnail.com", "gmail.com", 1),
            ("same", "same", 0),
            ("aa", "aaa", 1),
            ("ab", "ba", 1),
            ("xaby", "xbay", 1),
            ("éa", "aé", 1),
            ("é", "", 1),
            ("abc", "axcx", 2),
            ("abcd", "badc", 2),
            ("", "ab", 2),
        ] {
            assert_eq!(slips(a, b, 2), Some(count), "{a}");
            assert_eq!(is_near(a, b), count < 2, "{a}");
            assert_eq!(is_near(b, a), count < 2, "{a}");
        }
        assert_eq!(slips("abc", "xyz", 2), None);
    }

    #[test]
    fn the_nearest_value_is_found_when_there_is_one() {
        let values: Vec<String> = ["Gold", "Silver", "Level 1", "Level 2", "Mérite"]
            .map(str::to_owned)
            .into();
        assert_eq!(nearest(&values, "Sliver"), Some("Silver"));
        assert_eq!(nearest(&values, "level1"), Some("Level 1"));
        assert_eq!(nearest(&values, "merite"), Some("Mérite"));
        assert_eq!(nearest(&values, "Level 3"), None, "two are as near");
        assert_eq!(nearest(&values, "Bronze"), None);
        assert_eq!(nearest(&values, "?"), None);
    }
}
