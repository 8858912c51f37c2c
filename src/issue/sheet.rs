//! A sheet opened for a group: read and mapped with what is remembered of earlier ones.

use std::path::Path;

use crate::diag::{Place, Problem, Problems, Result, Warned};
use crate::import::{self, Identity, MapOptions, Mapping, ReadOptions, Reason, Sheet};
use crate::locale;
use crate::model::{BlobId, Group};
use crate::progress::Progress;

use super::desk::Desk;
use super::remember::{self, Choices, Kept};

/// So many sheets beside a template are named at most.
const MOST_NAMED: usize = 10;

/// A sheet with the decisions that were made about it.
#[derive(Clone, Debug)]
pub struct OpenedSheet {
    pub sheet: Sheet,
    /// May be incomplete, with errors among the problems.
    pub mapping: Mapping,
    /// What the template says that the sheet was made from.
    pub template: Option<Identity>,
    /// Under which [`remember_sheet`] keeps the decisions.
    pub fingerprint: BlobId,
    /// How the sheet was read and mapped, to be remembered when it is confirmed.
    pub choices: Choices,
    /// What of that is as it was chosen for an earlier sheet.
    pub kept: Vec<Kept>,
    /// Whether choices for a sheet with these headings were there.
    pub remembered: bool,
}

/// Opens a sheet for a group.
///
/// `told` and `columns` (pairs of column and field) are what a person says now; what they leave open is taken from what is
/// remembered of a sheet with the same headings, from the template that the sheet was made from, and from the file. The
/// fingerprint is that of the sheet as it is read by itself, so that it is found before anything is chosen.
///
/// # Errors
/// As [`import::read`]. What is wrong with the mapping is among the problems, so that it can be shown and completed.
pub fn open_sheet(
    desk: &Desk,
    group: &Group,
    path: &Path,
    told: &ReadOptions,
    columns: &[(String, String)],
    progress: &Progress,
) -> Result<Warned<OpenedSheet>> {
    let told = ReadOptions {
        headings: group.fields.iter().map(|field| field.key.clone()).collect(),
        ..told.clone()
    };
    let plain = ReadOptions {
        headings: told.headings.clone(),
        ..ReadOptions::default()
    };
    let read = |options: &ReadOptions| import::read(path, options, &desk.launcher, progress);
    let by_itself = read(&plain);
    let fingerprint = by_itself.as_ref().ok().map(|read| import::fingerprint(&read.value));
    let stored = match fingerprint {
        Some(fingerprint) => remember::remembered_choices(desk, group, fingerprint)?,
        None => None,
    };
    let remembered = stored.is_some();
    let mut choices = stored.unwrap_or_default();
    let mut options = choices.complete(&told);
    let mut read_sheet = if options == plain {
        by_itself?
    } else {
        // Two long lists at once would need too much memory.
        drop(by_itself);
        match read(&options) {
            Ok(sheet) => sheet,
            // What was chosen for an earlier file does not fit this one; what is told now must.
            Err(problems) if told != plain || is_cancelled(&problems) => return Err(problems),
            Err(_) => {
                options = told.clone();
                choices.encoding = None;
                let mut sheet = read(&plain)?;
                sheet.problems.push(choices_do_not_fit(path));
                sheet
            }
        }
    };
    let template = import::recognise(path, &read_sheet.value, &desk.launcher, progress)?;
    let mut problems = template.problems;
    if let Some(identity) = &template.value {
        problems.push(from_template(identity));
        problems.extend(other_group(identity, group));
        let is_asked = other_lists(identity, &read_sheet.value);
        let elsewhere = |other: &import::OtherSheet| other.name == identity.sheet;
        if options.sheet.is_none() && !is_asked && read_sheet.value.others.iter().any(elsewhere) {
            options.sheet = Some(identity.sheet.clone());
            read_sheet = read(&options)?;
            options.sheet = None;
        }
        let others = options.sheet.is_none() && !is_asked;
        let others = others.then(|| beside_template(identity, &read_sheet.value)).flatten();
        let known = |problem: &Problem| problem.code == "other-sheets" || (problem.code == "sheet-unsure" && !is_asked);
        read_sheet.problems = read_sheet
            .problems
            .into_iter()
            .filter(|problem| !known(problem))
            .collect();
        read_sheet.problems.extend(others);
        for other in &mut read_sheet.value.others {
            other.alike = other.alike.filter(|_| is_asked && !identity.explains(&other.name));
        }
    }
    problems.extend(read_sheet.problems);
    let sheet = read_sheet.value;
    problems.extend(sheet_remembered(&choices, &told, &options, &sheet));
    let group_columns = match choices.columns.is_empty() {
        true => remember::remembered_columns(desk, group)?,
        false => Vec::new(),
    };
    let mapping = import::map_columns(
        &sheet,
        &MapOptions {
            fields: &group.fields,
            told: columns,
            remembered: if choices.columns.is_empty() {
                &group_columns
            } else {
                &choices.columns
            },
            template: template.value.as_ref().map_or(&[], |identity| &identity.columns),
        },
    );
    problems.extend(mapping.problems);
    let kept = kept(&choices, &told, &options, &sheet, &mapping.value);
    choices = Choices {
        sheet: options.sheet,
        // The next file may be in it again, although this one tells another.
        encoding: options.encoding.or(choices.encoding),
        delimiter: options.delimiter,
        header_row: options.header_row,
        columns: mapping.value.to_pairs(&sheet),
        id_field: choices.id_field,
        date_order: choices.date_order,
    };
    Ok(Warned {
        value: OpenedSheet {
            fingerprint: fingerprint.unwrap_or_else(|| import::fingerprint(&sheet)),
            mapping: mapping.value,
            template: template.value,
            choices,
            kept,
            remembered,
            sheet,
        },
        problems,
    })
}

/// Keeps the decisions about a sheet for the next one with the same headings, and its columns for every sheet of the
/// group.
pub fn remember_sheet(desk: &Desk, group: &Group, fingerprint: BlobId, choices: &Choices) -> Result<()> {
    remember::remember_choices(desk, group, fingerprint, choices)?;
    remember::remember_columns(desk, group, &choices.columns)
}

fn is_cancelled(problems: &Problems) -> bool {
    problems.iter().any(|problem| problem.code == "cancelled")
}

/// What is as it was chosen for an earlier sheet.
fn kept(stored: &Choices, told: &ReadOptions, used: &ReadOptions, sheet: &Sheet, mapping: &Mapping) -> Vec<Kept> {
    let name = stored
        .sheet
        .clone()
        .filter(|name| told.sheet.is_none() && used.sheet.as_ref() == Some(name) && !sheet.others.is_empty());
    let read_in = sheet.encoding.as_ref().map(|encoding| encoding.name);
    let encoding = stored
        .encoding
        .clone()
        .filter(|name| told.encoding.is_none() && read_in.is_some_and(|read| read.eq_ignore_ascii_case(name)));
    let header = stored
        .header_row
        .filter(|row| told.header_row.is_none() && used.header_row == Some(*row));
    let columns = (0..mapping.fields.len()).filter(|at| mapping.reason(*at) == Reason::Remembered);
    let columns = Some(columns.count()).filter(|count| *count > 0);
    [
        name.map(Kept::Sheet),
        encoding.map(Kept::Encoding),
        header.map(Kept::HeaderRow),
        columns.map(Kept::Columns),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// That another sheet of the workbook is read than would be without what was chosen before.
fn sheet_remembered(stored: &Choices, told: &ReadOptions, used: &ReadOptions, sheet: &Sheet) -> Option<Problem> {
    let is_remembered = told.sheet.is_none() && used.sheet.is_some() && used.sheet == stored.sheet;
    (is_remembered && !sheet.others.is_empty()).then(|| {
        let message = format!(
            "The sheet “{}” is read, as was chosen for an earlier workbook",
            sheet.name
        );
        Problem::note("sheet-remembered", message).hint("Name another one if that is not the list")
    })
}

fn choices_do_not_fit(path: &Path) -> Problem {
    Problem::warning(
        "choices-do-not-fit",
        "What was chosen for an earlier sheet with these headings does not fit this file; it is read by itself",
    )
    .hint("Choose the sheet, the encoding or the row of the headings again if something is missing")
    .at(Place::file(path))
}

fn from_template(identity: &Identity) -> Problem {
    let message = format!("The sheet was made from the template of “{}”", identity.title);
    Problem::note("from-template", message).hint("Fill it in again for corrections; it is known by its hidden sheet")
}

/// Whether several lists are in the workbook of a template, such as a copy of the sheet to be filled in; its instructions
/// and its hidden sheet are none that anybody could mean.
fn other_lists(identity: &Identity, sheet: &Sheet) -> bool {
    let others = sheet.others.iter().filter(|other| other.alike.is_some());
    let lists = std::iter::once(&sheet.name).chain(others.map(|other| &other.name));
    lists.filter(|name| !identity.explains(name)).count() > 1
}

/// That somebody has put other sheets into the workbook of a template.
fn beside_template(identity: &Identity, sheet: &Sheet) -> Option<Problem> {
    let is_strange = |other: &&import::OtherSheet| other.name != identity.sheet && !identity.explains(&other.name);
    let quoted = |other: &import::OtherSheet| import::sheet_label(&format!("“{}”", other.name), other.hidden);
    let strange = sheet.others.iter().filter(is_strange).take(MOST_NAMED);
    let strange: Vec<String> = strange.map(quoted).collect();
    (!strange.is_empty()).then(|| {
        let message = format!(
            "Sheets that are not of the template are not read: {}",
            strange.join(", ")
        );
        Problem::note("other-sheets", message).hint("Name the sheet if it is another one")
    })
}

/// A template of another group has other fields.
fn other_group(identity: &Identity, group: &Group) -> Option<Problem> {
    let same = identity.group == group.id.0 || locale::fold(&identity.title) == locale::fold(&group.title);
    (!same).then(|| {
        let message = format!(
            "The sheet was made from the template of another group, “{}”",
            identity.title
        );
        Problem::warning("template-of-other-group", message).hint(format!("Check that it belongs to “{}”", group.title))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Field;
    use crate::import::testing::workbook;
    use crate::issue::testing::TestDesk;
    use crate::issue::{NewGroup, forget_choices, remembered_choices};

    fn open(desk: &Desk, group: &Group, path: &Path, told: &ReadOptions, columns: &[(&str, &str)]) -> OpenedSheet {
        let columns: Vec<_> = columns
            .iter()
            .map(|(column, field)| ((*column).to_owned(), (*field).to_owned()))
            .collect();
        let opened = open_sheet(desk, group, path, told, &columns, &Progress::new());
        opened.expect("opened").value
    }

    #[test]
    fn what_was_chosen_for_a_sheet_is_used_for_the_next_one_like_it() {
        let desk = TestDesk::new("sheet-choices");
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let path = desk.store.dir().join("list.csv");
        let write = |names: &[&[u8]]| {
            let mut bytes = b"Wer;Punkte;Mail\n".to_vec();
            names.iter().for_each(|name| bytes.extend_from_slice(name));
            std::fs::write(&path, bytes).expect("the sheet");
        };
        // A Polish name in windows-1250, which alone does not tell from others.
        write(&[b"\xa3ukasz \xaf\xf3\xb3\xe6;A;l@example.org\n"]);
        let told = ReadOptions {
            encoding: Some("windows-1250".to_owned()),
            ..ReadOptions::default()
        };
        let first = open(&desk, &group, &path, &told, &[("Wer", "name"), ("Punkte", "grade")]);
        assert!(!first.remembered);
        assert_eq!(first.mapping.reason(0), Reason::Told);
        remember_sheet(&desk, &group, first.fingerprint, &first.choices).expect("remembered");
        let before = desk.store.last_revision();
        remember_sheet(&desk, &group, first.fingerprint, &first.choices).expect("the same again");
        assert_eq!(desk.store.last_revision(), before, "the same is not written twice");

        write(&[b"\x8ealena \x8aest\xe1k;B;z@example.org\n"]);
        let second = open(&desk, &group, &path, &ReadOptions::default(), &[]);
        assert!(second.remembered);
        assert_eq!(second.fingerprint, first.fingerprint);
        assert_eq!(second.sheet.rows[0].cell(0).text(), "Žalena Šesták");
        assert_eq!(second.mapping.reason(1), Reason::Remembered);
        let encoding = Kept::Encoding("windows-1250".to_owned());
        assert_eq!(
            (&first.kept, &second.kept),
            (&vec![], &vec![encoding, Kept::Columns(3)])
        );
        assert_eq!(second.mapping.fields[1], Some(Field::Custom("grade".to_owned())));

        // What is certainly in another encoding is read in that, and the choice stays for the next one.
        std::fs::write(&path, "Wer;Punkte;Mail\nMaria Peña;B;m@example.org\n").expect("the sheet");
        let certain = open(&desk, &group, &path, &ReadOptions::default(), &[]);
        assert!(certain.remembered);
        assert_eq!(certain.sheet.rows[0].cell(0).text(), "Maria Peña");
        assert_eq!(certain.choices.encoding.as_deref(), Some("windows-1250"));

        // What is told now is not as last time, and what is forgotten is read by the file alone.
        write(&[b"\x8ealena \x8aest\xe1k;B;z@example.org\n"]);
        assert_eq!(open(&desk, &group, &path, &told, &[]).kept, [Kept::Columns(3)]);
        forget_choices(&desk, &group, first.fingerprint).expect("forgotten");
        let anew = open(&desk, &group, &path, &ReadOptions::default(), &[]);
        assert_eq!((anew.kept, anew.choices.encoding), (vec![], None));
        remember_sheet(&desk, &group, first.fingerprint, &second.choices).expect("remembered");

        // Of a sheet with other headings only the columns that fit are taken.
        std::fs::write(&path, "Punkte,Who,Mail\nA,Ann,a@example.org\n").expect("the sheet");
        let other = open(&desk, &group, &path, &ReadOptions::default(), &[("Who", "name")]);
        assert!(!other.remembered);
        assert_eq!(other.choices.encoding, None);
        assert_eq!(
            other.mapping.reasons,
            [Reason::Remembered, Reason::Told, Reason::Remembered]
        );
        assert_eq!(
            remembered_choices(&desk, &group, other.fingerprint).expect("read"),
            None
        );
    }

    #[test]
    fn choices_that_do_not_fit_a_file_are_said_and_left() {
        let desk = TestDesk::new("sheet-unfit");
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let path = desk.store.dir().join("list.csv");
        std::fs::write(&path, "Name\nAnn\n").expect("the sheet");
        let first = open(&desk, &group, &path, &ReadOptions::default(), &[]);
        let choices = Choices {
            header_row: Some(9),
            ..first.choices.clone()
        };
        remember::remember_choices(&desk, &group, first.fingerprint, &choices).expect("remembered");
        let opened = open_sheet(&desk, &group, &path, &ReadOptions::default(), &[], &Progress::new()).expect("opened");
        assert_eq!(opened.problems.0[0].code, "choices-do-not-fit");
        assert_eq!(
            (opened.value.sheet.rows.len(), opened.value.choices.header_row),
            (1, None)
        );
        let told = ReadOptions {
            header_row: Some(9),
            ..ReadOptions::default()
        };
        assert!(
            open_sheet(&desk, &group, &path, &told, &[], &Progress::new()).is_err(),
            "what is told must fit"
        );
    }

    #[test]
    fn lists_beside_that_of_a_template_are_asked_about() {
        let desk = TestDesk::new("sheet-beside");
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let path = desk.store.dir().join("template.xlsx");
        let options = import::TemplateOptions {
            made: "2026-11-27".parse().expect("a day"),
            split_name: false,
        };
        std::fs::write(&path, import::template(&group, &options).expect("a template")).expect("the file");
        let hidden = |path: &Path| {
            let options = ReadOptions {
                sheet: Some("_accolade".to_owned()),
                header_row: Some(0),
                ..ReadOptions::default()
            };
            let read = import::read(path, &options, &desk.launcher, &Progress::new());
            let rows = read.expect("the hidden sheet").value.rows;
            let cells = |row: &import::Row| std::array::from_fn(|at| row.cell(at).text().into_owned());
            rows.iter().map(cells).collect::<Vec<[String; 4]>>()
        };
        let own = hidden(&path);
        let head = ["Name", "E-mail"];
        let (ours, theirs) = (
            [head, ["Anna", "a@x.org"]],
            [head, ["Ben", "b@x.org"], ["Cleo", "c@x.org"]],
        );
        let instructions = [
            ["Recipients of T", ""],
            ["Column", "Required"],
            ["Name", "yes"],
            ["E-mail", ""],
        ];
        let rooms = [["Room", "Time"], ["12", "9:00"]];
        fn lines<const N: usize>(rows: &[[&str; N]]) -> Vec<Vec<String>> {
            rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect()
        }
        let open = |sheets: &[(&str, &[[&str; 2]])], told: Option<&str>| {
            let seen = sheets.iter().map(|(name, rows)| (*name, lines(rows)));
            let own = (
                "_accolade",
                lines(
                    &own.iter()
                        .map(|row| row.each_ref().map(String::as_str))
                        .collect::<Vec<_>>(),
                ),
            );
            workbook(&path, &seen.chain([own]).collect::<Vec<_>>());
            let told = ReadOptions {
                sheet: told.map(str::to_owned),
                ..ReadOptions::default()
            };
            let opened = open_sheet(&desk, &group, &path, &told, &[], &Progress::new()).expect("opened");
            assert!(opened.value.template.is_some(), "{:?}", opened.problems);
            let codes: Vec<String> = opened.problems.iter().map(|problem| problem.code.to_string()).collect();
            let alike = opened
                .value
                .sheet
                .others
                .iter()
                .filter(|other| other.alike.is_some())
                .count();
            (opened.value.sheet.name, codes, alike)
        };
        let found = |name: &str, codes: &[&str], alike| {
            let codes = codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
            (name.to_owned(), codes, alike)
        };
        let template = [("Recipients", &ours[..]), ("Instructions", &instructions[..])];
        let [list, instructions] = template;
        let copy = ("Class B", &theirs[..]);
        assert_eq!(open(&template, None), found("Recipients", &["from-template"], 0));
        assert_eq!(
            open(&[instructions, list], None),
            found("Recipients", &["from-template"], 0)
        );
        let asked = ["from-template", "sheet-unsure"];
        assert_eq!(open(&[list, copy, instructions], None), found("Recipients", &asked, 1));
        assert_eq!(open(&[copy, list, instructions], None), found("Class B", &asked, 1));
        assert_eq!(
            open(&[list, copy], Some("Class B")),
            found("Class B", &["from-template"], 0)
        );
        let rooms = ("Rooms", &rooms[..]);
        let noted = ["from-template", "other-sheets"];
        assert_eq!(open(&[instructions, list, copy], None), found("Recipients", &noted, 0));
        assert_eq!(open(&[list, rooms, instructions], None), found("Recipients", &noted, 0));
    }

    #[test]
    fn a_template_of_another_group_is_noticed() {
        let mine = TestDesk::new("sheet-other").group(NewGroup {
            title: "First aid".to_owned(),
            ..NewGroup::default()
        });
        let identity = |group, title: &str| Identity {
            group,
            title: title.to_owned(),
            ..Identity::default()
        };
        assert!(other_group(&identity(mine.id.0, "First Aid 2025"), &mine).is_none());
        assert!(other_group(&identity(99, "FIRST AID"), &mine).is_none());
        let problem = other_group(&identity(99, "Rescue"), &mine).expect("noticed");
        assert!(problem.message.contains("Rescue"), "{problem}");
    }
}
