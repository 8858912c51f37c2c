//! The custom fields of the groups that use the design: what can stand on it, before anybody has a value for it.

use crate::model::{DesignId, FieldKind, FieldName, Group};

/// A field of one group or of several, in which they have the same: pictures, or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupField {
    pub field: FieldName,
    /// Whether these groups have pictures in it.
    pub is_picture: bool,
    /// The titles of the groups that have it.
    pub groups: Vec<String>,
}

impl GroupField {
    /// Whether it is that field, in whatever case: a value is found so, too.
    pub fn is(&self, field: &FieldName) -> bool {
        self.field.as_str().to_lowercase() == field.as_str().to_lowercase()
    }
}

/// The custom fields of all groups that use a design; what several have is there once, but what is a picture in some and
/// something else in others is there as both.
pub fn fields_of_groups<'a>(groups: impl Iterator<Item = &'a Group>, design: DesignId) -> Vec<GroupField> {
    let mut found: Vec<GroupField> = Vec::new();
    for group in groups.filter(|group| [group.certificate, group.badge].contains(&Some(design))) {
        for field in &group.fields {
            let (name, is_picture) = (field.name(), field.kind == FieldKind::Image);
            let same = |known: &&mut GroupField| known.is(&name) && known.is_picture == is_picture;
            match found.iter_mut().find(same) {
                Some(known) => known.groups.push(group.title.clone()),
                None => found.push(GroupField {
                    field: name,
                    is_picture,
                    groups: vec![group.title.clone()],
                }),
            }
        }
    }
    found
}
