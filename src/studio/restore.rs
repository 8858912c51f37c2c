//! Bringing an earlier version of the whole design back, as one step.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Problem;
use crate::model::{Design, DesignProperty, Edit, Page};

use super::clipboard::rename_assets;
use super::editor::Editor;

impl Editor {
    /// Puts another version in the place of the whole design, as one step of this name. Its files come along; where the
    /// design has another file under a path by now, they lie under another one. Its name stays.
    ///
    /// # Errors
    /// Those of [`Editor::commit`].
    pub fn restore(
        &mut self,
        name: impl Into<String>,
        version: &Design,
        files: &BTreeMap<String, Arc<[u8]>>,
    ) -> Result<(), Problem> {
        let mut version = version.clone();
        let mut paths = BTreeMap::new();
        for (path, bytes) in files {
            let own = match self.files.get(path) {
                Some(there) if there == bytes => path.clone(),
                Some(_) => self.add_file(path.rsplit('/').next().unwrap_or(path), Arc::clone(bytes)),
                None => {
                    self.files.insert(path.clone(), Arc::clone(bytes));
                    path.clone()
                }
            };
            paths.insert(path.clone(), own);
        }
        for page in &mut version.pages {
            page.elements
                .iter_mut()
                .for_each(|element| rename_assets(element, &paths));
            if let Some(own) = page.background.image.as_ref().and_then(|path| paths.get(path)) {
                page.background.image = Some(own.clone());
            }
        }
        let edit = Edit::many("Restore", replacing(&self.design, &version));
        self.cancel();
        self.commit_selecting(name, edit, Some(Vec::new()))
    }
}

/// The changes that make one design of another under the name of the first: the pages are exchanged.
fn replacing(design: &Design, version: &Design) -> Vec<Edit> {
    let properties = [
        DesignProperty::Kind(version.kind),
        DesignProperty::Description(version.description.clone()),
        DesignProperty::Language(version.language.clone()),
        DesignProperty::Swatches(version.swatches.clone()),
        DesignProperty::Sample(version.sample.clone()),
        DesignProperty::Template(version.template),
    ];
    let mut edits: Vec<Edit> = properties.into_iter().map(Edit::SetDesign).collect();
    // A design has at least one page, and no two elements of one name: the old pages go one by one, the last with the
    // first new one there already, emptied.
    for page in &design.pages {
        edits.extend(page.elements.iter().map(|element| Edit::Remove {
            name: element.name.clone(),
        }));
    }
    let insert = |(index, page): (usize, &Page)| Edit::InsertPage {
        index,
        page: Box::new(page.clone()),
    };
    edits.extend((1..design.pages.len()).map(|_| Edit::RemovePage { index: 1 }));
    // There is never a page more than the version has, which may have as many as there can be.
    let before = version.pages.len().saturating_sub(1).max(1);
    edits.extend(version.pages.iter().enumerate().take(before).map(insert));
    edits.push(Edit::RemovePage { index: before });
    edits.extend(version.pages.iter().enumerate().skip(before).map(insert));
    edits
}
