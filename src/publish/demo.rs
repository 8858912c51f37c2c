//! The sample workspace: an invented institute with its programmes, recipients in more than twenty scripts, and what a
//! new user should see of every stage.

use std::path::Path;

use crate::diag::{Problem, Result};
use crate::import::{self, CheckOptions, ReadOptions};
use crate::issue::{self, Desk, GenerateOptions, NewGroup, Source};
use crate::model::{BatchId, FieldDef, Group, Issuer};
use crate::progress::Progress;
use crate::store::Query;

use super::files::write_quickly;
use super::{PublishOptions, Selection, publish};

/// Sixty invented recipients.
pub const SHEET: &[u8] = include_bytes!("../../assets/demo/recipients.xlsx");
/// The mark of the invented institute.
pub const LOGO: &[u8] = include_bytes!("../../assets/demo/logo.png");
const TITLE: &str = "Foundations of Data Protection";
/// How many of the sample's credentials are published from the start; the others wait for a review.
const PUBLISHED: usize = 36;

pub fn issuer() -> Issuer {
    Issuer {
        name: "Northfield Institute".to_owned(),
        url: Some("https://credentials.northfield.example".to_owned()),
        email: Some("registrar@northfield.example".to_owned()),
        logo: None,
    }
}

/// The group of the demonstration: the one of an earlier run, or a new one.
pub fn group(desk: &Desk) -> Result<Group> {
    if let Some(group) = desk.store.group_by_title(TITLE)? {
        return Ok(group);
    }
    let new = NewGroup {
        title: TITLE.to_owned(),
        description: "A twelve-week programme on the law, the technology and the ethics of handling personal data."
            .to_owned(),
        code: "FDP".to_owned(),
        skills: ["GDPR", "Risk assessment", "Privacy by design", "Incident response"]
            .map(str::to_owned)
            .to_vec(),
        criteria: "All twelve modules and the final examination passed.".to_owned(),
        url: "https://northfield.example/programmes/data-protection".to_owned(),
        language: Some("en".to_owned()),
        certificate: Some("Meridian".to_owned()),
        badge: Some("Medallion".to_owned()),
        fields: vec![grade()?],
        validity: "3y".parse().ok(),
        ..NewGroup::default()
    };
    Ok(issue::create_group(desk, new)?.value)
}

fn grade() -> Result<FieldDef> {
    "grade:text"
        .parse()
        .map_err(|message: String| Problem::unexpected("bad-field", message).into())
}

/// Fills a new workspace with everything that there is to see: groups, a published batch, credentials under review.
/// What an interrupted run has done is not done again. The sheet is left in `folder`, to be looked at.
pub fn fill(desk: &Desk, folder: &Path, progress: &Progress) -> Result<()> {
    progress.start("Making the sample groups", 0);
    let group = group(desk)?;
    more_groups(desk)?;
    let batch = generate(desk, &group, folder, progress)?;
    let query = Query {
        batch: Some(batch),
        ..Query::default()
    };
    let first = desk.store.query(&query, None, PUBLISHED)?;
    let ids = first.items.iter().map(|credential| credential.id).collect();
    let options = PublishOptions {
        accept_warnings: true,
        out: None,
        ..PublishOptions::default()
    };
    publish(desk, &Selection::Ids(ids), &options, progress)?;
    Ok(())
}

fn generate(desk: &Desk, group: &Group, folder: &Path, progress: &Progress) -> Result<BatchId> {
    let path = folder.join("recipients.xlsx");
    write_quickly(&path, SHEET)?;
    let options = ReadOptions {
        headings: group.fields.iter().map(|field| field.key.clone()).collect(),
        ..ReadOptions::default()
    };
    let sheet = import::read(&path, &options, &desk.launcher, progress)?.value;
    let mapping = import::map(&sheet, &group.fields, &[], &[])?.value;
    let options = CheckOptions {
        fields: group.fields.clone(),
        ..CheckOptions::default()
    };
    let checked = import::check(&sheet, &mapping, &options);
    let source = Source {
        name: "recipients.xlsx",
        bytes: SHEET,
        folder,
    };
    let options = GenerateOptions {
        skip_bad: true,
        ..GenerateOptions::default()
    };
    Ok(issue::generate(desk, group, source, &checked, &options, progress)?.batch)
}

/// Groups without credentials yet, each with another design.
fn more_groups(desk: &Desk) -> Result<()> {
    let groups = [
        (
            "Leadership in Practice",
            "LIP",
            "Summit",
            "For people who lead a team for the first time.",
        ),
        (
            "Summer Coding Camp",
            "SCC",
            "Festival",
            "Two weeks of games, robots and first programs for ages 10 to 14.",
        ),
        (
            "Diploma in Archival Science",
            "DAS",
            "Faculty",
            "One year, with a thesis on an archive of the region.",
        ),
    ];
    for (title, code, design, description) in groups {
        if desk.store.group_by_title(title)?.is_none() {
            let new = NewGroup {
                title: title.to_owned(),
                code: code.to_owned(),
                description: description.to_owned(),
                certificate: Some(design.to_owned()),
                ..NewGroup::default()
            };
            issue::create_group(desk, new)?;
        }
    }
    Ok(())
}
