//! More custom fields for a group that is there.

use crate::diag::{Problem, Result};
use crate::model::{FieldDef, Group, is_repeated};
use crate::store::{Change, Event};

use super::desk::Desk;

/// Adds custom fields to a group, as its next revision: credentials that are there keep the one that they were made with.
///
/// # Errors
/// The group has a field of that key already, or changed since it was read.
pub fn add_fields(desk: &Desk, group: &Group, fields: &[FieldDef]) -> Result<Group> {
    for (at, field) in fields.iter().enumerate() {
        let mut there = group.fields.iter().chain(fields.iter().take(at));
        if let Some(other) = there.find(|other| is_repeated(&field.key, &other.key, &[])) {
            let message = format!("The group has a field {} already", other.key);
            let problem = Problem::error("repeated-field", message);
            return Err(problem
                .hint("Map the column to it, or give the new field another key")
                .into());
        }
    }
    let mut writer = desk.store.writer();
    let newest = desk.store.latest_group(group.id)?.map_or(0, |newest| newest.revision);
    if newest != group.revision {
        let problem = Problem::error(
            "group-changed",
            format!("The group “{}” was changed meanwhile", group.title),
        );
        return Err(problem.hint("Open the sheet again with the group as it is now").into());
    }
    let mut next = group.clone();
    next.revision += 1;
    next.fields.extend(fields.iter().cloned());
    writer.apply(&Change::new(&desk.clock.stamp(), vec![Event::GroupPut(next.clone())]))?;
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{GenerateOptions, NewGroup, regenerate};
    use crate::store::Query;

    #[test]
    fn a_group_gets_fields_and_its_credentials_keep_theirs() {
        let desk = TestDesk::new("add-fields");
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let sheet = "Name,Born\nAnn,2001-02-03\n";
        desk.generate(&group, sheet, &GenerateOptions::default())
            .expect("generate");
        let born: FieldDef = "born:date".parse().expect("a field");
        let next = add_fields(&desk, &group, std::slice::from_ref(&born)).expect("added");
        assert_eq!((next.revision, next.fields.len()), (2, 2));
        let again = add_fields(&desk, &next, std::slice::from_ref(&born)).expect_err("there already");
        assert_eq!(again.0[0].code, "repeated-field");
        let stale = add_fields(&desk, &group, &["more:text".parse().expect("a field")]).expect_err("stale");
        assert_eq!(stale.0[0].code, "group-changed");
        let old = desk
            .store
            .query(&Query::default(), None, 10)
            .expect("query")
            .items
            .swap_remove(0);
        assert_eq!(old.content.group_revision, 1);
        assert_eq!(
            regenerate(&desk, &old.id).expect("drawn again").content.group_revision,
            2
        );
        let sheet = "Name,Born\nBen,2001-02-04\n";
        desk.generate(&next, sheet, &GenerateOptions::default())
            .expect("generate");
        let new = desk
            .store
            .query(&Query::default(), None, 10)
            .expect("query")
            .items
            .swap_remove(1);
        assert_eq!(new.content.recipient.custom["born"].to_plain(), "2001-02-04");
    }
}
