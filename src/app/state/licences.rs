//! The licences of the program, of its fonts, and of the crates that are linked into it, for the page about it.

use std::sync::LazyLock;

/// Written by `scripts/notices`.
const NOTICES: &str = include_str!("../../../assets/notices.txt");

/// Something with its licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    pub name: &'static str,
    pub version: &'static str,
    pub licence: &'static str,
    pub holders: &'static str,
}

/// The text of a licence and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub title: &'static str,
    pub body: &'static str,
}

/// The licence in the folder of a face.
macro_rules! face {
    ($title:literal, $folder:literal) => {
        Text {
            title: $title,
            body: include_str!(concat!("../../../fonts/", $folder, "/LICENSE")),
        }
    };
}

/// The texts of the program itself and of its fonts.
pub const OWN: [Text; 10] = [
    Text {
        title: "Accolade, MIT",
        body: include_str!("../../../LICENSE-MIT"),
    },
    Text {
        title: "Accolade, Apache 2.0",
        body: include_str!("../../../LICENSE-APACHE"),
    },
    face!("Cinzel", "cinzel"),
    face!("Dancing Script", "dancing-script"),
    face!("EB Garamond", "eb-garamond"),
    face!("Great Vibes", "great-vibes"),
    face!("Inter", "inter"),
    face!("Montserrat", "montserrat"),
    face!("Noto", "noto"),
    Text {
        title: "Nunito, Playfair Display",
        body: concat!(
            include_str!("../../../fonts/nunito/LICENSE"),
            "\n\n",
            include_str!("../../../fonts/playfair-display/LICENSE")
        ),
    },
];

/// The crates that are linked into the program.
pub fn works() -> &'static [Work] {
    static WORKS: LazyLock<Vec<Work>> = LazyLock::new(|| {
        let list = NOTICES.split("\n\u{c}\n").next().unwrap_or_default();
        list.lines().filter_map(work).collect()
    });
    &WORKS
}

/// The texts of all licences: our own, then those of the crates.
pub fn texts() -> &'static [Text] {
    static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| {
        let of_crates = NOTICES.split("\n\u{c}\n").skip(1).filter_map(text);
        OWN.into_iter().chain(of_crates).collect()
    });
    &TEXTS
}

/// The place in [`texts`] of the text that a work is under: the one that it brought, or that of another under the same
/// licence.
pub fn text_of(work: &Work) -> Option<usize> {
    let brought = |name: &str| {
        let of = |text: &Text| text.title.split(", ").any(|title| title == name);
        texts().iter().skip(OWN.len()).position(of).map(|at| at + OWN.len())
    };
    let alike = || {
        let others = works().iter().filter(|other| other.licence == work.licence);
        others.map(|other| other.name).find_map(brought)
    };
    brought(work.name).or_else(alike)
}

fn work(line: &'static str) -> Option<Work> {
    let mut parts = line.split('\t');
    Some(Work {
        name: parts.next()?,
        version: parts.next()?,
        licence: parts.next()?,
        holders: parts.next()?,
    })
}

fn text(part: &'static str) -> Option<Text> {
    let (title, body) = part.strip_prefix("# ")?.split_once("\n\n")?;
    Some(Text { title, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_linked_crate_has_a_licence_and_texts_are_there() {
        assert!(works().len() > 100, "{}", works().len());
        for work in works() {
            assert!(!work.licence.is_empty() && !work.name.is_empty(), "{work:?}");
        }
        assert!(works().iter().any(|work| work.name == "egui"));
        let without = works().iter().filter(|work| text_of(work).is_none()).count();
        assert!(without * 50 < works().len(), "{without} have no text");
        assert!(texts().len() > OWN.len() + 10);
        for text in texts() {
            assert!(text.body.trim().len() > 40, "{}", text.title);
        }
    }
}
