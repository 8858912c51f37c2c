//! Names whose headings have a word more than is known: `Attendee first name`, `SPRIDEN_LAST_NAME`, `Full name for the
//! certificate`. Given and family names are recognised in pairs that have the same word more, so that nobody is joined
//! from two people.

use std::collections::BTreeMap;

use super::super::sheet::Sheet;
use super::content;
use super::decide::Decision;
use super::headings::{self, Known};
use super::others::{folded_words, is_other};

/// Who is seldom the recipient, folded: who pays, brings up, teaches, or is called when something happens.
const OTHERS: &str = "buyer purchaser payer parent parents guardian mother mothers father fathers emergency contact manager \
    supervisor boss teacher teachers instructor trainer tutor coach speaker sponsor referrer spouse partner invoice \
    company previous former maiden birth user kaufer mutter vater eltern erziehungsberechtigte vorgesetzter dozent lehrer \
    ansprechpartner rechnung mere pere parents formateur enseignant acheteur responsable naissance madre padre profesor \
    comprador mae pai professor docente ouder moeder vader docent matki ojca rodzica матери отца родителя";

/// A heading in which a known one was found, and the words before and after it.
#[derive(Clone, Debug)]
struct Found {
    known: Known,
    affix: (String, String),
    /// Whether the words name a recipient: “attendee”.
    is_recipient: bool,
}

/// Fills in what is found within the headings of columns of which nothing is known.
pub(super) fn find(sheet: &Sheet, decided: &[Decision], known: &mut [Option<Known>]) {
    let is_free = |at: usize| matches!(decided.get(at), Some(None)) && matches!(known.get(at), Some(None));
    let is_filled = |at: usize| sheet.rows.is_empty() || content::has_names(sheet, at);
    let columns = sheet.columns.iter().enumerate().filter(|(at, _)| is_free(*at));
    let found: Vec<(usize, Found)> = columns
        .filter_map(|(at, column)| Some((at, look(&column.title)?)))
        .collect();
    for (at, found) in &found {
        if found.known == Known::FullName && is_filled(*at) {
            set(known, *at, Known::FullName);
        }
    }
    let is_name = |known: &Known| known.is_whole() || *known == Known::Given || known.is_family();
    if known.iter().flatten().any(is_name) {
        return;
    }
    let filled = found.iter().filter(|(at, _)| is_filled(*at));
    let mut pairs: BTreeMap<&(String, String), Vec<(usize, &Found)>> = BTreeMap::new();
    for (at, found) in filled {
        pairs.entry(&found.affix).or_default().push((*at, found));
    }
    pairs.retain(|_, columns| is_pair(columns));
    if pairs.values().flatten().any(|(_, found)| found.is_recipient) {
        pairs.retain(|_, columns| columns.iter().any(|(_, found)| found.is_recipient));
    }
    let has_email = known.contains(&Some(Known::Email));
    for (affix, columns) in pairs {
        let parts = columns.iter().filter(|(_, column)| column.known != Known::Email);
        for (at, column) in parts {
            set(known, *at, column.known);
        }
        let is_email = |found: &Found| found.known == Known::Email && found.affix == *affix;
        let email = found.iter().find(|(_, found)| is_email(found));
        if let Some((at, _)) = email.filter(|_| !has_email) {
            set(known, *at, Known::Email);
        }
    }
}

fn set(known: &mut [Option<Known>], at: usize, what: Known) {
    if let Some(slot) = known.get_mut(at) {
        *slot = Some(what);
    }
}

/// Whether columns have a name in two parts; “Nom du participant” beside “Prénom du participant” is one.
fn is_pair(columns: &[(usize, &Found)]) -> bool {
    let has = |passes: fn(Known) -> bool| columns.iter().any(|(_, found)| passes(found.known));
    let (given, family) = (has(|known| known == Known::Given), has(Known::is_family));
    let name = has(|known| known == Known::Name);
    (given && (family || name)) || (family && name)
}

/// The longest known heading at the end or at the beginning of another one.
fn look(title: &str) -> Option<Found> {
    let bare = title.split(['(', '（', '[']).next().unwrap_or(title);
    let words = folded_words(bare);
    let all = words.len();
    // A sentence is no heading.
    if !(2..=8).contains(&all) || is_other(bare) {
        return None;
    }
    for count in (1..all).rev() {
        for from in [all - count, 0] {
            let run = words.get(from..from + count)?;
            let (before, after) = (words.get(..from)?, words.get(from + count..)?);
            let Some(known) = headings::known(&run.concat()).filter(|known| is_telling(run, *known)) else {
                continue;
            };
            let affix = || before.iter().chain(after);
            let is_of_another = |word: &String| OTHERS.split_whitespace().any(|other| other == word);
            if affix().any(is_of_another) || before.iter().any(|word| is_other(word)) {
                return None;
            }
            let is_person = |word: &String| word == "recipient" || headings::known(word) == Some(Known::FullName);
            return Some(Found {
                known,
                is_recipient: affix().any(is_person),
                affix: (before.concat(), after.concat()),
            });
        }
    }
    None
}

/// Whether words mean the same within a heading as alone: “student” is no name in “student number”, nor “family” in
/// “product family”.
fn is_telling(run: &[String], known: Known) -> bool {
    match known {
        Known::FullName => {
            run.len() > 1
                && run
                    .iter()
                    .any(|word| headings::known(word).is_some_and(Known::is_part_of_name))
                || run.concat() == "fullname"
        }
        Known::Given | Known::Family | Known::FamilyFirst => {
            run.len() > 1
                || run
                    .first()
                    .is_some_and(|word| word.chars().count() > 4 && word != "family" && word != "given")
        }
        Known::Name | Known::Middle | Known::Email => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::decided;

    #[test]
    fn parts_of_names_are_recognised_by_pairs() {
        for (titles, fields) in [
            (
                &[
                    "Order no.",
                    "Buyer first name",
                    "Buyer last name",
                    "Buyer email",
                    "Attendee first name",
                    "Attendee last name",
                    "Attendee email",
                ][..],
                "- - - - given_name family_name email",
            ),
            (
                &[
                    "Order Number",
                    "Billing First Name",
                    "Billing Last Name",
                    "Billing Email",
                    "Item Name",
                ],
                "- given_name family_name email -",
            ),
            (
                &["SPRIDEN_ID", "SPRIDEN_LAST_NAME", "SPRIDEN_FIRST_NAME", "SPRIDEN_MI"],
                "- family_name given_name middle_name",
            ),
            (
                &["RecipientLastName", "RecipientFirstName", "RecipientEmail"],
                "family_name given_name email",
            ),
            (&["Vorname Teilnehmer", "Nachname Teilnehmer"], "given_name family_name"),
            (
                &["Nom du participant", "Prénom du participant"],
                "family_name given_name",
            ),
            (&["Full name for the certificate", "Points"], "name -"),
            (&["Name", "Vorname Mutter", "Vorname Vater"], "name - -"),
            (&["Student", "Teacher first name", "Teacher last name"], "name - -"),
            (&["Participant", "Student number", "Product family"], "name - -"),
        ] {
            assert_eq!(decided(titles, &[]), (fields.to_owned(), vec![]), "{titles:?}");
        }
        for titles in [
            &["Parent first name", "Parent last name"][..],
            &["Chef Vorname", "Kind Nachname"],
            &["Course Name", "Item Name"],
        ] {
            assert_eq!(decided(titles, &[]).1, ["no-column"], "{titles:?}");
        }
        let two = decided(
            &["Home first name", "Home last name", "Work first name", "Work last name"],
            &[],
        );
        assert_eq!(two.1, ["two-columns", "two-columns"]);
        let account = decided(&["Name", "Full name for the certificate"], &[]);
        assert_eq!(account.1, ["two-columns"], "it is asked which one is printed");
    }
}
