//! What only the design can tell of a row, before anything is generated: texts that do not fit, letters that no font has.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::compose::Pictures;
use crate::diag::{Place, Problem, Problems, Result, Severity};
use crate::images::Picture;
use crate::import::{CheckedRow, Finding};
use crate::model::{
    BatchId, Content, Credential, CredentialId, Date, DesignPin, Group, Issuer, Recipient, State, Value,
};
use crate::progress::Progress;

use super::desk::Desk;
use super::matters::{Matter, Matters};
use super::{named, number, steps};

/// What the design says to a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowFit {
    /// As the spreadsheet numbers it.
    pub row: u32,
    /// Each has the row, and the element of the design where it is one's.
    pub problems: Problems,
}

impl RowFit {
    /// The problems as remarks for [`Table::set_remarks`](crate::import::Table::set_remarks).
    pub fn remarks(self) -> Vec<Finding> {
        let remark = |problem| Finding {
            problem,
            column: None,
            fixes: Vec::new(),
        };
        self.problems.into_iter().map(remark).collect()
    }
}

/// Composes rows with the designs of a group, as [`generate`](super::generate()) would, and gives those that have
/// problems there, the worst first. Nothing is drawn and nothing is written.
///
/// Rows with errors of their own are passed over, since they make no credential. Pictures that rows name are not looked
/// for: they are read when the credentials are generated. That a row names none is said. `dates` are the issue and expiry dates of rows that have
/// none. What is the designs' matter is no row's, see [`Matters`].
///
/// # Errors
/// A design of the group is not in the workspace, or the work was cancelled.
pub fn check_fit(
    desk: &Desk,
    group: &Group,
    rows: &[CheckedRow],
    dates: (Option<Date>, Option<Date>),
    progress: &Progress,
) -> Result<Vec<RowFit>> {
    let fit = Fit::new(desk, group, dates)?;
    progress.start("Checking texts against the design", rows.len() as u64);
    let ranked = |row| {
        progress.check()?;
        progress.advance(1);
        fit.ranked(row)
    };
    let found: Result<Vec<Option<(Rank, RowFit)>>> = rows.par_iter().map(ranked).collect();
    let mut found: Vec<(Rank, RowFit)> = found?.into_iter().flatten().collect();
    found.sort_by_key(|(rank, _)| *rank);
    Ok(found.into_iter().map(|(_, fit)| fit).collect())
}

/// What the designs say to very many rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorstFits {
    /// The worst, as [`check_fit`] gives them, as many as were asked for.
    pub rows: Vec<RowFit>,
    /// How many rows have a warning or an error.
    pub doubtful: usize,
    /// How many others have a note.
    pub noted: usize,
    /// The places of all these rows, as they were counted, from top to bottom.
    pub places: Vec<usize>,
    /// What the designs say of every row, each once; no row is counted for it.
    pub of_designs: Vec<Arc<Matter>>,
}

/// The worst rows of very many. Each row is made when its turn comes, and what nobody reads is not kept.
///
/// # Errors
/// As there.
pub fn worst_fits<'a>(
    desk: &Desk,
    group: &Group,
    (count, row): (usize, impl Fn(usize) -> Option<Cow<'a, CheckedRow>> + Sync),
    dates: (Option<Date>, Option<Date>),
    most: usize,
    progress: &Progress,
) -> Result<WorstFits> {
    let fit = Fit::new(desk, group, dates)?;
    progress.start("Checking texts against the design", count as u64);
    let ranked = |at| match row(at) {
        Some(row) => fit.ranked(&row),
        None => Ok(None),
    };
    let found: Result<Vec<Option<(Rank, usize)>>> = (0..count)
        .into_par_iter()
        .map(|at| {
            progress.check()?;
            progress.advance(1);
            Ok(ranked(at)?.map(|(rank, _)| (rank, at)))
        })
        .collect();
    let mut found: Vec<(Rank, usize)> = found?.into_iter().flatten().collect();
    found.sort_unstable();
    let worst = found.iter().take(most).map(|(_, at)| ranked(*at));
    let worst: Result<Vec<Option<(Rank, RowFit)>>> = worst.collect();
    let is_doubtful = |(rank, _): &&(Rank, usize)| rank.0.0.0 >= Some(Severity::Warning);
    let doubtful = found.iter().filter(is_doubtful).count();
    let mut places: Vec<usize> = found.iter().map(|(_, at)| *at).collect();
    places.sort_unstable();
    Ok(WorstFits {
        rows: worst?.into_iter().flatten().map(|(_, fit)| fit).collect(),
        doubtful,
        noted: found.len() - doubtful,
        places,
        of_designs: fit.of_designs(),
    })
}

/// The worst first; of two texts that had to shrink, the longer one shrank more.
pub(super) type Rank = (Reverse<(Option<Severity>, usize)>, Reverse<usize>, u32);

/// The credential that a row would make.
#[derive(Clone, Debug)]
pub struct Sample {
    pub credential: Credential,
    /// Those that the row names, which are not in the workspace yet; see [`Desk::draw_with`].
    pub pictures: Pictures,
}

/// The credential that a row would make, with an id as long as a real one. Nothing is written. The pictures that the row
/// names are read from `folder`, that of its sheet. `running` is the number that it would get in its group, where that is
/// known for sure.
///
/// # Errors
/// A design of the group is not in the workspace; a picture cannot be read, for which the row would wait.
pub fn sample_credential(
    desk: &Desk,
    group: &Group,
    (row, folder): (&CheckedRow, &Path),
    dates: (Option<Date>, Option<Date>),
    running: Option<u64>,
) -> Result<Sample> {
    let (mut row, mut pictures) = (row.clone(), Pictures::new());
    let keep = |picture: Picture, _: &[u8]| {
        pictures.insert(picture.id, Arc::new(picture));
        Ok(())
    };
    let wrong = named::put(group, folder, &mut row.recipient, keep)?;
    if wrong.has_errors() {
        return Err(wrong);
    }
    let mut credential = Fit::new(desk, group, dates)?.credential(&row);
    credential.number = match running {
        Some(running) => number::number(group, credential.content.issue_date, running),
        None => number::unknown(group, credential.content.issue_date),
    };
    Ok(Sample { credential, pictures })
}

pub(super) struct Fit<'a> {
    desk: &'a Desk,
    group: &'a Group,
    issuer: Issuer,
    certificate: Option<DesignPin>,
    badge: Option<DesignPin>,
    dates: (Option<Date>, Option<Date>),
    matters: Matters<'a>,
}

impl<'a> Fit<'a> {
    pub(super) fn new(desk: &'a Desk, group: &'a Group, dates: (Option<Date>, Option<Date>)) -> Result<Fit<'a>> {
        let (certificate, badge) = steps::pins(desk, group)?;
        Ok(Fit {
            desk,
            group,
            issuer: desk.store.issuer()?,
            certificate,
            badge,
            dates,
            matters: Matters::new(desk),
        })
    }

    /// What the designs said of every row that was looked at.
    pub(super) fn of_designs(&self) -> Vec<Arc<Matter>> {
        self.matters.found()
    }

    /// What the design says to a row, where it says anything.
    pub(super) fn ranked(&self, row: &CheckedRow) -> Result<Option<(Rank, RowFit)>> {
        if row.waits() {
            return Ok(None);
        }
        let problems = self.of(row)?;
        let rank = (Reverse(badness(&problems)), Reverse(longest(&row.recipient)), row.row);
        let fit = RowFit { row: row.row, problems };
        Ok((!fit.problems.is_empty()).then_some((rank, fit)))
    }

    fn of(&self, row: &CheckedRow) -> Result<Problems> {
        let mut credential = self.credential(row);
        let drawn = self.desk.draw(&credential, &credential.content, &self.issuer)?;
        let at_row = |problem: &Problem| {
            let place = Place {
                row: Some(row.row),
                ..problem.place.clone()
            };
            problem.clone().at(place)
        };
        // A picture that the row names is read when the credential is generated, and only then can be missing.
        let unread: Vec<String> = self.unread(row).map(str::to_lowercase).collect();
        let is_known = |problem: &&Problem| {
            let field = problem
                .place
                .field
                .as_deref()
                .and_then(|field| field.strip_prefix("recipient."));
            field.is_none_or(|key| !unread.contains(&key.to_lowercase()))
        };
        credential.content.problems = drawn.problems().filter(is_known).cloned().collect();
        self.matters.take(&mut credential);
        Ok(credential.content.problems.iter().map(at_row).collect())
    }

    /// The keys of the pictures that a row names.
    fn unread<'r>(&'r self, row: &'r CheckedRow) -> impl Iterator<Item = &'r str> {
        named::names(self.group, &row.recipient).map(|(key, _)| key)
    }

    /// A credential like the one that the row will make; its id and its number are as long as real ones.
    fn credential(&self, row: &CheckedRow) -> Credential {
        let issue_date = row
            .issue_date
            .or(self.dates.0)
            .unwrap_or_else(|| self.desk.clock.today());
        let by_validity = || self.group.validity.and_then(|validity| issue_date.plus(validity));
        let mut recipient = row.recipient.clone();
        for key in self.unread(row) {
            recipient.custom.remove(key);
        }
        Credential {
            id: CredentialId([0xac; 16]),
            number: number::number(self.group, issue_date, u64::from(row.row)),
            group: self.group.id,
            batch: BatchId(0),
            row: Some(row.row),
            state: State::UnderReview,
            reason: None,
            revision: 0,
            content: Content {
                recipient,
                issue_date,
                expiry_date: row.expiry_date.or(self.dates.1).or_else(by_validity),
                group_revision: self.group.revision,
                certificate: self.certificate,
                badge: self.badge,
                problems: Problems::default(),
                accepted: false,
            },
            draft: None,
        }
    }
}

/// The worst severity, and how many problems have it.
fn badness(problems: &Problems) -> (Option<Severity>, usize) {
    let worst = problems.worst();
    // That another font has the script of a name is so for all names in it, and says little.
    let count = problems
        .iter()
        .filter(|problem| Some(problem.severity) == worst && problem.code != FALLBACK)
        .count();
    (worst, count)
}

impl RowFit {
    /// What is most worth to be known.
    pub fn worst(&self) -> Option<&Problem> {
        self.problems
            .iter()
            .max_by_key(|problem| (problem.severity, problem.code != FALLBACK))
    }
}

/// The code of the note that a font has not the script of a text.
const FALLBACK: &str = "script-fallback";

fn longest(recipient: &Recipient) -> usize {
    let custom = recipient.custom.values().filter_map(|value| match value {
        Value::Text(text) => Some(text.chars().count()),
        _ => None,
    });
    custom.chain([recipient.name.chars().count()]).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{CheckOptions, ReadOptions, Table};
    use crate::issue::testing::TestDesk;
    use crate::issue::{GenerateOptions, NewGroup};
    use crate::store::Query;

    fn table(desk: &TestDesk, group: &Group, csv: &str) -> Table {
        let path = desk.store.dir().join("fit.csv");
        std::fs::write(&path, csv).expect("the sheet");
        let sheet = crate::import::read(&path, &ReadOptions::default(), &desk.launcher, &Progress::new());
        let sheet = sheet.expect("read").value;
        let mapping = crate::import::map(&sheet, &group.fields, &[], &[])
            .expect("mapped")
            .value;
        let options = CheckOptions {
            fields: group.fields.clone(),
            ..CheckOptions::default()
        };
        Table::new(sheet, mapping, options)
    }

    #[test]
    fn a_sample_has_the_number_that_is_issued() {
        let desk = TestDesk::new("fit-number");
        let group = desk.group(NewGroup {
            title: "Course".to_owned(),
            code: "KC".to_owned(),
            ..NewGroup::default()
        });
        let csv = "Name\nAnna Lee\n";
        let table = table(&desk, &group, csv);
        let row = table.checked_row(0).expect("a row");
        let next = desk.store.next_number(group.id).expect("a number");
        let sample = |running| {
            let row = (&row, desk.store.dir());
            let sample = sample_credential(&desk, &group, row, (None, None), running).expect("a sample");
            sample.credential
        };
        let (sample, unknown) = (sample(Some(next)), sample(None));
        desk.generate(&group, csv, &GenerateOptions::default())
            .expect("generated");
        let made = desk.store.query(&Query::default(), None, 10).expect("read");
        let numbers: Vec<&str> = made.items.iter().map(|made| made.number.as_str()).collect();
        assert_eq!(numbers, [sample.number.as_str()]);
        assert!(unknown.number.ends_with("-#####"), "{}", unknown.number);
        assert_eq!(desk.store.next_number(group.id).expect("a number"), next + 1);
    }

    #[test]
    fn rows_are_composed_before_they_are_generated() {
        let desk = TestDesk::new("fit");
        let group = desk.group(NewGroup {
            title: "Course".to_owned(),
            ..NewGroup::default()
        });
        let long = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Hohenlohe-Waldenburg-Schillingsfürst";
        let csv = format!(
            "Name,Grade\nAnna Lee,1\nAnna-Sophie Katharina von Hohenstein-Lindenberg,1\n{long} {long} {long},1\n\u{13000} Lee,1\n,1\nمحمد بن عبد الرحمن بن علي الأندلسي,1\n"
        );
        let mut table = table(&desk, &group, &csv);
        let rows = table.checked().rows;
        let found = check_fit(&desk, &group, &rows, (None, None), &Progress::new()).expect("checked");
        let codes = |fit: &RowFit| -> Vec<String> { fit.problems.iter().map(|p| p.code.to_string()).collect() };
        let first: Vec<u32> = found.iter().map(|fit| fit.row).collect();
        assert_eq!(
            first,
            [4, 5, 3, 7],
            "the worst first, another script last, good rows and those that wait not at all: {found:?}"
        );
        let row = |at: usize| rows.get(at).map(Cow::Borrowed);
        let worst = worst_fits(&desk, &group, (rows.len(), row), (None, None), 2, &Progress::new());
        let expected = WorstFits {
            rows: found[..2].to_vec(),
            doubtful: 2,
            noted: 2,
            places: vec![1, 2, 3, 5],
            of_designs: Vec::new(),
        };
        assert_eq!(worst.expect("checked"), expected, "only so many as are read");
        assert!(codes(&found[0]).contains(&"text-too-small".to_owned()));
        assert_eq!(codes(&found[1]), ["missing-glyph"]);
        assert_eq!(codes(&found[2]), ["text-shrunk"]);
        let place = &found[0].problems.0[0].place;
        assert_eq!((place.row, place.element.as_deref()), (Some(4), Some("Recipient")));

        let place = table.place_of(found[1].row).expect("a row");
        table.set_remarks(place, found[1].clone().remarks());
        assert!(
            table
                .findings(place)
                .any(|finding| finding.problem.code == "missing-glyph")
        );

        let options = GenerateOptions {
            skip_bad: true,
            ..GenerateOptions::default()
        };
        let made = desk.generate(&group, &csv, &options).expect("generated");
        let said = |row: u32| -> Vec<String> {
            let of_row = made.problems.iter().filter(|problem| problem.place.row == Some(row));
            of_row.map(|problem| problem.code.to_string()).collect()
        };
        for fit in &found {
            assert_eq!(codes(fit), said(fit.row), "what is said before is said afterwards");
        }
    }

    #[test]
    fn the_work_can_be_cancelled() {
        let desk = TestDesk::new("fit-cancel");
        let group = desk.group(NewGroup {
            title: "Course".to_owned(),
            ..NewGroup::default()
        });
        let rows = table(&desk, &group, "Name\nAnna\n").checked().rows;
        let progress = Progress::new();
        progress.cancel();
        let stopped = check_fit(&desk, &group, &rows, (None, None), &progress).expect_err("cancelled");
        assert_eq!(stopped.0[0].code, "cancelled");
    }

    #[test]
    fn who_has_no_picture_is_noted_and_who_names_one_is_not() {
        let desk = TestDesk::new("fit-photo");
        desk.design_with_photo();
        let new = |title: &str, fields: &[&str]| NewGroup {
            title: title.to_owned(),
            certificate: Some("With a photo".to_owned()),
            fields: fields.iter().map(|field| field.parse().expect("a field")).collect(),
            ..NewGroup::default()
        };
        let group = crate::issue::create_group(&desk, new("Course", &["grade:text", "Photo:image"]));
        let group = group.expect("a group").value;
        let png = crate::images::tests_support::png(1, 1);
        std::fs::write(desk.store.dir().join("ann.png"), png).expect("written");
        let csv = "Name,Photo\nAnn Lee,ann.png\nBen Ray,\n";
        let rows = table(&desk, &group, csv).checked().rows;
        let found = check_fit(&desk, &group, &rows, (None, None), &Progress::new()).expect("checked");
        let said = |problem: &Problem| (problem.place.row.expect("a row"), problem.code.to_string());
        let ahead: Vec<_> = found.iter().flat_map(|fit| fit.problems.iter().map(said)).collect();
        assert_eq!(ahead, [(3, "no-picture".to_owned())]);
        let made = desk.generate(&group, csv, &GenerateOptions::default()).expect("made");
        let after: Vec<_> = made.problems.iter().map(said).collect();
        assert_eq!(after, ahead, "what is said before is said afterwards");

        let folder = desk.store.dir();
        let sample = |row| sample_credential(&desk, &group, (row, folder), (None, None), None);
        let drawn = |row| {
            let sample = sample(row).expect("a sample");
            let issuer = desk.store.issuer().expect("the issuer");
            let (credential, content) = (&sample.credential, &sample.credential.content);
            let drawn = desk.draw_with(credential, content, &issuer, &sample.pictures);
            drawn.expect("drawn").problems().count()
        };
        assert_eq!(
            [drawn(&rows[0]), drawn(&rows[1])],
            [0, 1],
            "the photo of the first one is there"
        );
        std::fs::write(folder.join("ann.png"), b"\x89PNG\r\n\x1a\n and no more").expect("written");
        let wrong = sample(&rows[0]).expect_err("a damaged picture");
        assert_eq!(wrong.0[0].code, "picture-damaged");
        assert!(wrong.0[0].message.ends_with("(ann.png)"), "{wrong:?}");

        // It is found without being drawn, and its row can be made without it.
        let mut table = table(&desk, &group, csv);
        let mut options = table.options().clone();
        let pictures = Arc::new(crate::import::PictureFolder::new(folder));
        options.pictures = Some(pictures.clone());
        table.set_options(options);
        let codes = |table: &Table| -> Vec<String> {
            let found = table.findings(0);
            found.map(|finding| finding.problem.code.into_owned()).collect()
        };
        assert_eq!(codes(&table), [""; 0]);
        let progress = Progress::new();
        progress.cancel();
        let stopped = crate::issue::read_pictures(&pictures, &progress).expect_err("cancelled");
        assert_eq!((&*stopped.0[0].code, pictures.damaged()), ("cancelled", 0));
        crate::issue::read_pictures(&pictures, &Progress::new()).expect("read");
        assert_eq!(pictures.damaged(), 1);
        table.look_for_pictures();
        assert_eq!(codes(&table), ["picture-damaged"]);
        let finding = table.findings(0).next().expect("a finding");
        assert_eq!(finding.problem.message, wrong.0[0].message, "as when it is made");
        assert!(table.apply(0, finding.fix_of("image-none").expect("a fix")));
        assert_eq!(codes(&table), [""; 0]);

        // What a group has no field for is missing on all, and no matter of one of them.
        let without = crate::issue::create_group(&desk, new("Without", &["grade:text"]))
            .expect("a group")
            .value;
        let made = desk.generate(&without, csv, &GenerateOptions::default()).expect("made");
        assert_eq!(made.problems, Problems::default());
        let codes: Vec<&str> = made
            .of_designs
            .iter()
            .map(|matter| matter.problem.code.as_ref())
            .collect();
        assert_eq!(codes, ["no-picture"]);
    }
}
