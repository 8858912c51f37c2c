//! The spreadsheet of a group that is to be filled in.

use std::path::PathBuf;

use crate::diag::{Problem, Result};
use crate::files;
use crate::import::{self, TemplateOptions};
use crate::model::{Date, Group};

/// Writes the template of a group. A file that is there, which may be filled in, is replaced only where a person was asked.
/// Returns where it is.
///
/// # Errors
/// The file cannot be written.
pub fn write(group: &Group, made: Date, path: PathBuf, asked: bool) -> Result<PathBuf> {
    let options = TemplateOptions {
        made,
        split_name: false,
    };
    let bytes = import::template(group, &options)?;
    let path = match path.extension() {
        Some(_) if asked => path,
        Some(_) => files::free(&path),
        // Whoever was asked was asked about another name.
        None => files::free(&path.with_extension("xlsx")),
    };
    files::write_with_folder(&path, &bytes).map_err(|error| Problem::io("write the template", &path, &error))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::issue::NewGroup;
    use crate::issue::testing::TestDesk;

    #[test]
    fn a_template_takes_the_place_of_another_file_only_where_that_was_asked() {
        let desk = TestDesk::new("template");
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let folder = desk.store.dir().join("documents");
        let (first, second) = (folder.join("T – recipients.xlsx"), folder.join("T – recipients 2.xlsx"));
        let made = desk.clock.today();
        let write = |path: &Path, asked| super::write(&group, made, path.to_owned(), asked).expect("written");
        assert_eq!(write(&first, false), first, "its folder is made");
        std::fs::write(&first, "filled in").expect("written");
        assert_eq!(write(&first, false), second);
        let text = |path: &Path| std::fs::read(path).expect("a file");
        assert_eq!(text(&first), b"filled in");
        assert_eq!(write(&first, true), first);
        assert_ne!(text(&first), b"filled in");
        // The dialog asked about the name without the ending.
        assert_eq!(
            write(&first.with_extension(""), true),
            folder.join("T – recipients 3.xlsx")
        );
        assert_eq!(
            std::fs::read_dir(&folder).expect("the folder").count(),
            3,
            "nothing half"
        );
    }
}
