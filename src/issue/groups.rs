//! Credential groups: made, found and checked against their designs.

use crate::diag::{Problem, Problems, Result, Warned};
use crate::model::{
    DesignId, DesignKind, DuplicatePolicy, FieldDef, Group, GroupId, GroupSettings, Period, Template, is_repeated,
};
use crate::store::{Change, Event, StoredDesign};

use super::desk::Desk;
use super::{number, values};

/// What a person says of a new group. Designs are named.
#[derive(Clone, Debug, Default)]
pub struct NewGroup {
    pub title: String,
    pub description: String,
    pub code: String,
    pub skills: Vec<String>,
    pub criteria: String,
    pub url: String,
    pub language: Option<String>,
    pub certificate: Option<String>,
    pub badge: Option<String>,
    pub fields: Vec<FieldDef>,
    pub validity: Option<Period>,
    pub duplicates: DuplicatePolicy,
    pub number_pattern: Option<String>,
    pub file_name: Option<String>,
}

/// Makes a group. Everything that is wrong with it is reported at once.
pub fn create_group(desk: &Desk, new: NewGroup) -> Result<Warned<Group>> {
    let mut checked = checked(desk, new, None)?;
    let mut writer = desk.store.writer();
    checked.value.id = writer.next_group_id()?;
    let put = Event::GroupPut(checked.value.clone());
    writer.apply(&Change::new(&desk.clock.stamp(), vec![put]))?;
    Ok(checked)
}

/// Changes a group, as its next revision: credentials that are there keep the one that they were made with. The same
/// again changes nothing.
///
/// # Errors
/// As for [`create_group`]; or the group was changed since it was read.
pub fn edit_group(desk: &Desk, before: &Group, new: NewGroup) -> Result<Warned<Group>> {
    let mut checked = checked(desk, new, Some(before))?;
    if checked.value == *before {
        return Ok(checked);
    }
    let mut writer = desk.store.writer();
    let newest = desk.store.latest_group(before.id)?.map_or(0, |newest| newest.revision);
    if newest != before.revision {
        let problem = Problem::error(
            "group-changed",
            format!("The group “{}” was changed meanwhile", before.title),
        );
        return Err(problem.hint("Open it again and change it as it is now").into());
    }
    checked.value.revision += 1;
    let put = Event::GroupPut(checked.value.clone());
    writer.apply(&Change::new(&desk.clock.stamp(), vec![put]))?;
    Ok(checked)
}

/// The group that a person means, with the number and revision of the one that is there.
fn checked(desk: &Desk, new: NewGroup, before: Option<&Group>) -> Result<Warned<Group>> {
    let mut problems = Problems::default();
    let title = new.title.trim().to_owned();
    if title.is_empty() {
        problems.push(
            Problem::error("empty-title", "The title of the group is empty").hint("Name the course or programme"),
        );
    } else if title.chars().any(char::is_control) || title.chars().count() > 300 {
        let problem = Problem::error(
            "bad-title",
            "The title has characters that cannot be shown, or is too long",
        );
        problems.push(problem.hint("Give a title of at most 300 letters"));
    } else if desk
        .store
        .group_by_title(&title)?
        .is_some_and(|other| Some(other.id) != before.map(|before| before.id))
    {
        problems
            .push(Problem::error("exists", format!("There is a group “{title}” already")).hint("Choose another title"));
    }
    if new.certificate.is_none() && new.badge.is_none() {
        let problem = Problem::error(
            "no-design",
            "A group needs a certificate design, a badge design, or both",
        );
        problems.push(problem.hint("Name one with --certificate or --badge; `accolade design list` shows them"));
    }
    let certificate = pick(desk, new.certificate.as_deref(), DesignKind::Certificate, &mut problems)?;
    let badge = pick(desk, new.badge.as_deref(), DesignKind::Badge, &mut problems)?;
    let language = match values::language(new.language.as_deref().unwrap_or("en")) {
        Ok(language) => language.unwrap_or_else(|| "en".to_owned()),
        Err(problem) => {
            problems.push(problem);
            "en".to_owned()
        }
    };
    let defaults = GroupSettings::default();
    let settings = GroupSettings {
        number_pattern: new.number_pattern.unwrap_or(defaults.number_pattern),
        file_name: new.file_name.unwrap_or(defaults.file_name),
    };
    if let Err(wrong) = number::check_pattern(&settings.number_pattern) {
        problems.extend(wrong);
    }
    if let Err(message) = Template::parse(&settings.file_name) {
        problems.push(Problem::error("bad-file-name", message).hint("Write fields such as {{recipient.name}}"));
    }
    let there = before.map_or(&[][..], |before| before.fields.as_slice());
    repeated_keys(&new.fields, there, &mut problems);
    for design in [&certificate, &badge].into_iter().flatten() {
        check_fields(desk, design, &new.fields, &mut problems)?;
    }
    if problems.has_errors() {
        return Err(problems);
    }
    let group = Group {
        id: before.map_or(GroupId(0), |before| before.id),
        revision: before.map_or(1, |before| before.revision),
        title,
        description: new.description,
        code: new.code,
        skills: new.skills,
        criteria: new.criteria,
        url: new.url,
        language,
        certificate: certificate.map(|design| design.id),
        badge: badge.map(|design| design.id),
        fields: new.fields,
        validity: new.validity,
        duplicates: new.duplicates,
        settings,
    };
    problems.into_result(group)
}

fn repeated_keys(fields: &[FieldDef], before: &[FieldDef], problems: &mut Problems) {
    for (at, field) in fields.iter().enumerate() {
        let mut others = fields.iter().take(at);
        if let Some(other) = others.find(|other| is_repeated(&field.key, &other.key, before)) {
            problems.push(repeated(&field.key, &other.key));
        }
    }
}

/// That there are fields of both keys.
fn repeated(key: &str, other: &str) -> Problem {
    let (message, hint) = match key == other {
        true => (format!("The field {key} is declared twice"), "Declare it once"),
        false => (
            format!("The fields {other} and {key} differ only in their capital letters"),
            "Declare one of them, or give the other another name",
        ),
    };
    Problem::error("repeated-field", message).hint(hint)
}

/// Every field that the design cannot do without must be one that credentials of the group have, in whatever case; of a
/// picture that it would leave out it is said.
fn check_fields(desk: &Desk, design: &StoredDesign, fields: &[FieldDef], problems: &mut Problems) -> Result<()> {
    let shown = design.design.required_fields();
    let is_known = |key: &str| fields.iter().any(|own| own.key.to_lowercase() == key.to_lowercase());
    for field in &shown {
        if let Some(key) = field.custom_key()
            && !is_known(key)
        {
            let message = format!(
                "The design {} shows {field}, which the group does not have",
                design.design.name
            );
            problems.push(Problem::error("unknown-field", message).hint(format!("Add it with --field {key}:text")));
        }
    }
    for field in design.design.picture_fields() {
        if let Some(key) = field.custom_key()
            && !is_known(key)
        {
            let message = format!(
                "The design {} shows a picture of {field}, which the group does not have: it will be missing",
                design.design.name
            );
            let problem = Problem::warning("unknown-picture", message);
            problems.push(problem.hint(format!("Add it with --field {key}:image")));
        }
    }
    if shown.contains("credential.url") && desk.store.issuer()?.url.is_none() {
        let message = format!(
            "The design {} shows the address of the credential, but the issuer has no web address",
            design.design.name
        );
        let problem = Problem::warning("no-base-address", message);
        problems.push(problem.hint("Set it with `accolade issuer --url https://…` before generating"));
    }
    Ok(())
}

fn pick(desk: &Desk, name: Option<&str>, kind: DesignKind, problems: &mut Problems) -> Result<Option<StoredDesign>> {
    let Some(name) = name else { return Ok(None) };
    match find_design(desk, name) {
        Ok(design) if design.design.kind == kind => return Ok(Some(design)),
        Ok(design) => {
            let (is, option) = match design.design.kind {
                DesignKind::Certificate => ("a certificate", "--certificate"),
                DesignKind::Badge => ("a badge", "--badge"),
            };
            let message = format!("The design {} is {is}", design.design.name);
            problems.push(Problem::error("wrong-kind", message).hint(format!("Name it with {option}")));
        }
        Err(missing) => problems.extend(missing),
    }
    Ok(None)
}

/// The newest revision of the design with a name, in any case, or with a number.
pub fn find_design(desk: &Desk, name: &str) -> Result<StoredDesign> {
    let by_number = match name.parse() {
        Ok(id) => desk.store.latest_design(DesignId(id))?,
        Err(_) => None,
    };
    let found = match by_number {
        Some(design) => Some(design),
        None => super::gallery::design_named(&desk.store, name)?,
    };
    found.ok_or_else(|| {
        let problem = Problem::error("no-such-design", format!("There is no design “{name}”"));
        problem.hint("See the names with `accolade design list`").into()
    })
}

/// The newest revision of the group with a title, in any case, or with a number.
pub fn find_group(desk: &Desk, title: &str) -> Result<Group> {
    let by_number = match title.parse() {
        Ok(id) => desk.store.latest_group(GroupId(id))?,
        Err(_) => None,
    };
    let found = match by_number {
        Some(group) => Some(group),
        None => desk.store.group_by_title(title)?,
    };
    found.ok_or_else(|| {
        let problem = Problem::error("no-such-group", format!("There is no group “{title}”"));
        problem.hint("See the titles with `accolade group list`").into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;

    #[test]
    fn a_group_is_changed_as_its_next_revision() {
        let desk = TestDesk::new("edit-group");
        let titled = |title: &str| NewGroup {
            title: title.to_owned(),
            ..NewGroup::default()
        };
        let first = desk.group(titled("First"));
        desk.group(titled("Second"));
        // What it has stays unless it is said otherwise.
        let as_it_is = || NewGroup {
            certificate: first.certificate.map(|id| id.to_string()),
            badge: first.badge.map(|id| id.to_string()),
            ..titled("FIRST")
        };
        let next = edit_group(&desk, &first, as_it_is())
            .expect("its own title in capitals")
            .value;
        assert_eq!((next.revision, next.title.as_str(), next.id), (2, "FIRST", first.id));
        let same = edit_group(&desk, &next, as_it_is()).expect("nothing to do").value;
        assert_eq!(same.revision, 2, "the same again is no change");

        let code = |problems: Problems| problems.0.first().map(|problem| problem.code.to_string());
        let stale = edit_group(
            &desk,
            &first,
            NewGroup {
                code: "F".to_owned(),
                ..as_it_is()
            },
        );
        assert_eq!(code(stale.expect_err("stale")).as_deref(), Some("group-changed"));
        let taken = NewGroup {
            title: "second".to_owned(),
            ..as_it_is()
        };
        let taken = edit_group(&desk, &next, taken).expect_err("the title of another");
        assert_eq!(code(taken).as_deref(), Some("exists"));
        let kept = desk.store.latest_group(first.id).expect("read").expect("there");
        assert_eq!(kept.revision, 2);
    }

    #[test]
    fn a_picture_that_the_group_does_not_have_is_said_and_case_is_no_matter() {
        let desk = TestDesk::new("group-pictures");
        desk.design_with_photo();
        let said = |fields: &[&str], title: &str| {
            let new = NewGroup {
                title: title.to_owned(),
                certificate: Some("With a photo".to_owned()),
                // The design shows a grade, too.
                fields: ["grade:text"]
                    .iter()
                    .chain(fields)
                    .map(|field| field.parse().expect("a field"))
                    .collect(),
                ..NewGroup::default()
            };
            let made = create_group(&desk, new).expect("a group");
            made.problems
                .iter()
                .map(|problem| problem.code.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(said(&[], "Without"), ["unknown-picture"]);
        assert_eq!(said(&["Photo:image"], "With"), [""; 0]);
    }

    #[test]
    fn fields_that_differ_in_case_only_are_refused_and_old_ones_are_kept() {
        let desk = TestDesk::new("group-case");
        let new = |fields: &[&str]| NewGroup {
            title: "Course".to_owned(),
            certificate: Some("Plain".to_owned()),
            fields: fields.iter().map(|field| field.parse().expect("a field")).collect(),
            ..NewGroup::default()
        };
        let refused = create_group(&desk, new(&["grade:text", "Grade:number"])).expect_err("refused");
        assert_eq!(refused.0[0].code, "repeated-field");
        let message = "The fields grade and Grade differ only in their capital letters";
        assert_eq!(refused.0[0].message, message);
        let group = create_group(&desk, new(&["grade:text"])).expect("made").value;
        let more: FieldDef = "GRADE:text".parse().expect("a field");
        let added = crate::issue::add_fields(&desk, &group, std::slice::from_ref(&more)).expect_err("refused");
        assert_eq!(added.0[0].code, "repeated-field");

        // As an earlier version has stored it.
        let mut old = group.clone();
        old.revision += 1;
        old.fields.push(more);
        let put = Event::GroupPut(old.clone());
        desk.store
            .apply(&Change::new(&desk.clock.stamp(), vec![put]))
            .expect("stored");
        let shorter = NewGroup {
            title: "A course".to_owned(),
            ..new(&["grade:text", "GRADE:text"])
        };
        let kept = edit_group(&desk, &old, shorter).expect("changed").value;
        assert_eq!((kept.title.as_str(), kept.fields.len()), ("A course", 2));
        let third = new(&["grade:text", "GRADE:text", "Grade:text"]);
        assert_eq!(
            edit_group(&desk, &kept, third).expect_err("refused").0[0].code,
            "repeated-field"
        );
    }
}
