//! A desk for tests: a workspace in a temporary folder, a clock that counts, ids that repeat.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::diag::Result;
use crate::fonts::{FolderFonts, FontBook};
use crate::import::{CheckOptions, Mapping, ReadOptions};
use crate::model::{CredentialId, Date, Element, ElementContent, FieldName, Group, Image, ImageSource, Issuer, Moment};
use crate::progress::Progress;
use crate::store::{Seed, Stamp, Store};
use crate::units::Rect;
use crate::worker::Launcher;

use super::{Clock, Desk, GenerateOptions, Generated, NewGroup, Source, add_design, create_group, generate};

/// A design with a name, a date, and a field of its own.
pub(crate) const DESIGN: &str = r##"{
  "format": "accolade-design", "version": 1, "name": "Plain", "kind": "certificate",
  "pages": [{"width": "297mm", "height": "210mm", "elements": [
    {"name": "Title", "x": 0, "y": 50, "width": 840, "height": 40, "content": {"text": {
      "style": {"family": "Inter", "size": 24, "color": "#202020"}, "align": "center",
      "spans": [{"text": "Certificate of {{group.title}}"}]}}},
    {"name": "Recipient", "x": 120, "y": 200, "width": 600, "height": 60, "content": {"text": {
      "style": {"family": "EB Garamond", "size": 40, "color": "#202020"}, "align": "center",
      "fit": {"policy": "shrink_to_width", "min_size": 18},
      "spans": [{"text": "{{recipient.name}}"}]}}},
    {"name": "Grade", "x": 120, "y": 300, "width": 600, "height": 30, "content": {"text": {
      "style": {"family": "Inter", "size": 14, "color": "#202020"}, "align": "center",
      "spans": [{"text": "{{grade | fallback \"\"}} {{credential.issue_date | date long}}"}]}}}
  ]}]
}"##;

/// Time goes on by a second at every look.
#[derive(Debug, Default)]
pub(crate) struct Counting(AtomicU64);

impl Clock for Counting {
    fn now(&self) -> Moment {
        Moment(1_795_687_200_000 + 1000 * self.0.fetch_add(1, Ordering::Relaxed) as i64)
    }

    fn today(&self) -> Date {
        Date::new(2026, 11, 26).expect("a day")
    }

    fn new_id(&self) -> Result<CredentialId> {
        let count = u128::from(self.0.fetch_add(1, Ordering::Relaxed));
        Ok(CredentialId((count << 64 | 0xACC0_1ADE).to_be_bytes()))
    }

    fn stamp(&self) -> Stamp {
        Stamp::new(self.now(), "Tester")
    }
}

/// A desk with a workspace that goes away with it.
pub(crate) struct TestDesk {
    pub desk: Arc<Desk>,
    folder: PathBuf,
}

impl std::ops::Deref for TestDesk {
    type Target = Desk;
    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl Drop for TestDesk {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

impl TestDesk {
    pub(crate) fn new(name: &str) -> TestDesk {
        let folder = std::env::temp_dir().join(format!("accolade-issue-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&folder));
        let issuer = Issuer {
            name: "Northfield".to_owned(),
            url: Some("https://n.example".to_owned()),
            ..Issuer::default()
        };
        let clock = Counting::default();
        let store = Store::create(&folder, &issuer, Seed([7; 32]), &clock.stamp()).expect("a workspace");
        let fonts = FolderFonts(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into());
        let book = Arc::new(FontBook::new(&fonts).expect("fonts"));
        let desk = Desk::new(store, book, Launcher::in_process(crate::import::TASKS), Box::new(clock));
        let design = crate::designfile::from_json(DESIGN).expect("design").value;
        let file = crate::designfile::DesignFile {
            design,
            assets: Default::default(),
            fonts: Default::default(),
        };
        add_design(&desk, file).expect("the design");
        let desk = Arc::new(desk);
        TestDesk { desk, folder }
    }

    pub(crate) fn group(&self, new: NewGroup) -> Group {
        let mut fields = vec!["grade:text".parse().expect("field")];
        fields.extend(new.fields.iter().cloned());
        let new = NewGroup {
            certificate: Some("Plain".to_owned()),
            fields,
            code: "C".to_owned(),
            ..new
        };
        create_group(self, new).expect("a group").value
    }

    /// A design called “With a photo”, which is the plain one with a picture of `recipient.photo`.
    pub(crate) fn design_with_photo(&self) {
        let mut design = crate::designfile::from_json(DESIGN).expect("design").value;
        design.name = "With a photo".to_owned();
        let photo = ElementContent::Image(Image::of(ImageSource::Field(FieldName::recipient("photo"))));
        let frame = Rect::new(10.0, 10.0, 60.0, 60.0);
        design.pages[0].elements.push(Element::new("Photo", frame, photo));
        let file = crate::designfile::DesignFile {
            design,
            assets: Default::default(),
            fonts: Default::default(),
        };
        add_design(self, file).expect("added");
    }

    /// Generates from a sheet in CSV.
    pub(crate) fn generate(&self, group: &Group, csv: &str, options: &GenerateOptions) -> Result<Generated> {
        let path = self.folder.join("rows.csv");
        std::fs::write(&path, csv).expect("the sheet");
        let progress = Progress::new();
        let sheet = crate::import::read(&path, &ReadOptions::default(), &self.launcher, &progress)?.value;
        let mapping: Mapping = crate::import::map(&sheet, &group.fields, &[], &[])?.value;
        let options_of_rows = CheckOptions {
            fields: group.fields.clone(),
            ..CheckOptions::default()
        };
        let checked = crate::import::check(&sheet, &mapping, &options_of_rows);
        let source = Source {
            name: "rows.csv",
            bytes: csv.as_bytes(),
            folder: &self.folder,
        };
        generate(self, group, source, &checked, options, &progress)
    }
}

/// A font of ours under a family's name that nobody has.
pub(crate) fn renamed_font() -> Arc<[u8]> {
    let mut bytes = crate::fonts::tests_support::bytes_of("inter/Inter-Regular.ttf");
    // The table of names is in UTF-16.
    let (old, new): (&[u8], &[u8]) = (b"\0I\0n\0t\0e\0r", b"\0Q\0n\0t\0e\0r");
    let mut found = 0;
    for at in 0..bytes.len() - old.len() {
        if bytes[at..].starts_with(old) {
            bytes[at..at + new.len()].copy_from_slice(new);
            found += 1;
        }
    }
    assert!(found > 0, "the name was not found");
    bytes.into()
}
