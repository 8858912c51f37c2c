//! Hints and fields of the library in the words of the window.
//!
//! The library says what helps, and some of its hints name a command or an option of the command line. What is done in
//! the window instead stands here, and nowhere else.

use std::borrow::Cow;

use crate::diag::{Problem, Problems};
use crate::model::FieldName;
use crate::text::caret::grapheme_bounds;

/// So many letters of the name of a file are read at a glance.
const GLANCE: usize = 48;
/// So many letters at the end of a file's name are kept: its ending and what tells it from its neighbours.
const END: usize = 10;

/// The name of a file, or its path, within a sentence or a menu: of one that is too long the middle is left out.
pub fn short_file(name: &str) -> Cow<'_, str> {
    let fits = |text: &str| text.chars().count() <= GLANCE;
    match fits(name) {
        true => Cow::Borrowed(name),
        false => Cow::Owned(without_middle(name, fits)),
    }
}

/// A text that is too long, with as many of its first letters as fit before its last ones: of a path, before the name of
/// its file, if that fits.
pub fn without_middle(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let bounds = grapheme_bounds(text);
    let file = text
        .rfind(['/', '\\'])
        .filter(|at| fits(&format!("…{}", text.get(*at..).unwrap_or(text))));
    // Where the end begins that is kept: so many letters before the last bound, which is the text's end.
    let kept = match file {
        Some(at) => bounds
            .partition_point(|bound| *bound <= at)
            .min(bounds.len().saturating_sub(END)),
        None => bounds.len().saturating_sub(END),
    };
    let (before, _) = bounds.split_at(kept);
    let (first, last) = before.last().map_or(("", text), |end| text.split_at(*end));
    let with = |end: usize| format!("{}…{last}", first.get(..end).unwrap_or(first));
    let fitting = before.partition_point(|end| fits(&with(*end)));
    let end = fitting.checked_sub(1).and_then(|at| before.get(at));
    with(end.copied().unwrap_or(0))
}

/// A list of keys of fields, such as the log has it, in words; `None` for any other text.
pub fn fields(list: &str) -> Option<String> {
    let names = list
        .split(", ")
        .map(|name| Some(field(name.parse::<FieldName>().ok()?.as_str())));
    let names: Option<Vec<String>> = names.collect();
    names.map(|names| names.join(", "))
}

/// What a field is called where its key says little, such as “Valid until” for `credential.expiry_date`.
pub fn field(name: &str) -> String {
    let known = match name {
        "recipient.name" => "Name",
        "recipient.email" => "E-mail",
        "recipient.language" => "Language",
        "credential.id" => "Id",
        "credential.number" => "Number",
        "credential.url" => "Address of the credential",
        "credential.issue_date" => "Issued on",
        "credential.expiry_date" => "Valid until",
        "group.title" => "Title of the group",
        "group.description" => "Description of the group",
        "group.code" => "Code of the group",
        "group.skills" => "Skills",
        "group.criteria" => "Criteria",
        "group.url" => "Link of the group",
        "issuer.name" => "Issuer",
        "issuer.url" => "Web address of the issuer",
        "issuer.email" => "E-mail of the issuer",
        "issuer.logo" => "Logo of the issuer",
        // Fields of a group have the names that somebody gave them.
        own => own.strip_prefix("recipient.").unwrap_or(own),
    };
    known.to_owned()
}

/// What a hint in which the first words occur says in the window; the first that fits counts.
const INSTEAD: &[(&str, &str)] = &[
    (
        "accolade doctor`, and restore",
        "Check the workspace in Settings, Workspace, and restore a backup if you need the lost history",
    ),
    ("accolade doctor", "Check the workspace in Settings, Workspace"),
    ("accolade restore", "Restore a backup in Settings, Workspace"),
    ("accolade backup", "Choose a file that “Back up” in Settings has made"),
    ("accolade init", "Choose another folder, or start a new workspace"),
    ("--workspace", "Close it there, or open another workspace here"),
    ("accolade publish` again", "Publish again, which finishes it"),
    (
        "--accept-warnings",
        "Accept it in review, or accept all warnings when you publish",
    ),
    (
        "accolade publish --all --out",
        "Publish a copy to the folder again, which makes what is missing; move files away that you changed",
    ),
    ("accolade publish --all", "Mend what is listed and publish again"),
    (
        "--out",
        "If this workspace has taken its place, publish a copy to the folders again",
    ),
    (
        "--certificate or --badge",
        "Choose a design for the certificate or the badge",
    ),
    ("--field", "Add it to the custom fields of the group"),
    (
        "accolade issuer",
        "Give the issuer a web address in Settings, or choose a design without a QR code",
    ),
    ("accolade design list", "See the names in Designs"),
    ("accolade group list", "See the titles in Groups"),
    ("accolade list", "Look for it in Review or Published"),
    ("accolade correct", "Correct it on its page, which makes a new revision"),
    ("accolade release", "Release it first"),
    ("accolade show", "Look at it on its page"),
    ("accolade edit", "Correct them in review, then publish"),
    ("accolade reinstate", "Reinstate it on its page, or leave it as it is"),
    ("--reason", "Say why; it is kept in the log"),
    (
        "Leave it out with --map",
        "Choose “Not used” for the column if it holds something else",
    ),
    (
        "Confirm it with --map",
        "Confirm it, or choose another column, in the list of columns",
    ),
    (
        "Use it with --map",
        "Choose a field for it, or add a field of its name to the group",
    ),
    (
        "Say which one is meant",
        "Choose the sheet that is meant above the columns, and read the others after it",
    ),
    ("--map", "Choose the column in the list of columns"),
    ("--encoding", "Choose another encoding above the columns"),
    ("accolade --help", "Start it from a desktop session"),
];

/// Hints about the sheet itself: in the window its cells are corrected where they are shown.
const HERE: &[(&str, &str)] = &[
    (
        "Name the sheet if it is another one",
        "Choose the sheet above the columns if it is another one",
    ),
    (
        "Correct it in the sheet, or leave it empty",
        "Correct it, or leave it empty",
    ),
    (
        "Fill it in the sheet, or leave the row out",
        "Fill it in, or leave the row out",
    ),
    (
        "Correct the formula in the sheet, or write the value in its place",
        "Write the value in its place",
    ),
];

/// A hint as the window says it; nothing when it only helps at the command line.
pub fn hint(text: &str) -> Option<&str> {
    if let Some((_, here)) = HERE.iter().find(|(there, _)| *there == text) {
        return Some(here);
    }
    if !text.contains('`') && !text.contains("--") {
        return Some(text);
    }
    let found = INSTEAD.iter().find(|(words, _)| text.contains(words));
    found.map(|(_, instead)| *instead)
}

/// The hints of a problem as the window says them.
pub fn hints(problem: &Problem) -> impl Iterator<Item = &str> {
    problem.hints.iter().filter_map(|text| hint(text))
}

/// All problems with their places, codes and hints, for a report.
pub fn details(problems: &Problems) -> String {
    let line = |problem: &Problem| {
        let hints: Vec<&str> = hints(problem).collect();
        format!("{problem} [{}] {}", problem.code, hints.join("; "))
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::sources;

    /// The texts in double quotes of a line.
    fn literals(line: &str) -> Vec<String> {
        let (mut found, mut open) = (Vec::new(), None::<String>);
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match (c, open.as_mut()) {
                ('\\', Some(text)) => text.extend(chars.next()),
                ('"', Some(_)) => found.extend(open.take()),
                ('"', None) => open = Some(String::new()),
                (c, Some(text)) => text.push(c),
                (_, None) => {}
            }
        }
        found
    }

    #[test]
    fn a_long_name_of_a_file_keeps_its_ending() {
        let fits = |room: usize| move |text: &str| text.chars().count() <= room;
        let name = "Zertifikat Maximiliane Brandenburg.pdf";
        assert_eq!(without_middle(name, fits(20)), "Zertifika…enburg.pdf");
        assert_eq!(without_middle(name, fits(5)), "…enburg.pdf");
    }

    #[test]
    fn a_long_path_keeps_the_name_of_its_file() {
        let fits = |room: usize| move |text: &str| text.chars().count() <= room;
        for path in [
            "D:/anna/Documents/Autumn courses/participants of 2026.xlsx",
            "C:\\Users\\Anna\\courses\\participants of 2026.xlsx",
        ] {
            let short = without_middle(path, fits(36));
            assert!(
                short.ends_with("participants of 2026.xlsx") && short.starts_with(&path[..4]),
                "{short}"
            );
            // There is no room for the whole name.
            assert_eq!(
                without_middle(path, fits(16)),
                format!("{}… 2026.xlsx", &path[..5]),
                "{path}"
            );
        }
        assert_eq!(short_file("course.xlsx"), "course.xlsx");
        let long = format!("{}.xlsx", "participants ".repeat(8));
        assert_eq!(short_file(&long).chars().count(), GLANCE);
    }

    #[test]
    fn fields_are_called_as_people_call_them() {
        assert_eq!(field("credential.expiry_date"), "Valid until");
        assert_eq!(field("recipient.level"), "level");
        assert_eq!(
            fields("recipient.name, credential.issue_date").as_deref(),
            Some("Name, Issued on")
        );
        assert_eq!(fields("people of autumn.xlsx"), None, "no list of fields");
        for name in crate::model::BUILT_IN_FIELDS {
            assert!(!field(name).contains('.'), "{name}");
        }
    }

    #[test]
    fn what_the_library_hints_at_has_words_in_the_window() {
        let (mut hints, mut seen) = (0, Vec::new());
        let mut there: Vec<&str> = HERE.iter().map(|(there, _)| *there).collect();
        for (path, code) in sources("") {
            // The command line says what it likes, and this file has both sides.
            if path.starts_with("cli") || path.ends_with("words.rs") {
                continue;
            }
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                for literal in literals(line) {
                    there.retain(|hint| *hint != literal);
                    let option = literal.contains(" --") && literal.contains(char::is_alphabetic);
                    if !literal.contains("`accolade") && !option {
                        continue;
                    }
                    hints += 1;
                    match hint(&literal) {
                        Some(said) => assert!(!said.contains("--") && !said.contains('`'), "{said}"),
                        None => seen.push(format!("{}: {literal}", path.display())),
                    }
                }
            }
        }
        assert!(hints > 20, "{hints}");
        assert!(there.is_empty(), "hints that nobody gives any more: {there:?}");
        assert!(seen.is_empty(), "hints without words in the window: {seen:#?}");
        assert_eq!(hint("Choose another file"), Some("Choose another file"));
        assert_eq!(hint("Run `make`"), None);
    }
}
