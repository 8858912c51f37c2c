//! A credential group while it is made or changed.

pub mod choices;
pub mod draft;
pub mod past;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::Problems;
use crate::issue::NewGroup;
pub use crate::issue::sample_number;
use crate::model::{
    DesignId, DesignKind, DesignPin, DuplicatePolicy, FieldDef, FieldKind, FieldName, Group as Stored, GroupId,
    GroupSettings, Period, is_repeated, title_of,
};
use crate::publish::view::Link;

#[derive(Clone, Debug, Default)]
pub struct Group {
    /// What is typed; none until the group was looked up.
    pub form: Option<Form>,
    /// What it was before each thing that was done to it.
    pub past: past::Past,
    /// Forms of other groups that were left with something typed in them, and not saved.
    pub aside: Vec<Form>,
    /// What of it all is kept for another run.
    pub drafts: draft::Drafts,
    /// All designs, with how they look.
    pub designs: Arc<Vec<DesignCard>>,
    pub saving: bool,
    pub failed: Option<Problems>,
    /// Words by which the groups are filtered.
    pub words: String,
    /// How many were made: the page of the next one begins at its top.
    pub made: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct DesignCard {
    pub id: DesignId,
    pub name: String,
    pub kind: DesignKind,
    pub pin: DesignPin,
    /// Width over height.
    pub aspect: f32,
    /// Whether nothing of it was saved yet: what is said here is of what is worked on, and nothing can be issued with it.
    pub unsaved: bool,
}

/// A group as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// The group that is changed; none for a new one.
    #[serde(skip)]
    pub before: Option<Arc<Stored>>,
    pub title: String,
    pub description: String,
    pub code: String,
    pub url: String,
    pub skills: Vec<String>,
    /// The skill that is being typed.
    pub skill: String,
    pub criteria: String,
    pub language: String,
    pub certificate: Option<DesignId>,
    pub badge: Option<DesignId>,
    pub fields: Vec<FieldRow>,
    /// How long credentials are valid; empty for ever.
    pub validity: String,
    /// d, m or y.
    pub unit: char,
    pub duplicates: DuplicatePolicy,
    pub number_pattern: String,
    pub file_name: String,
}

/// A custom field as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldRow {
    /// Its name, as it is typed.
    pub title: String,
    /// The place in [`KINDS`].
    pub kind: usize,
    /// The values of a choice, as [`choices`] writes them.
    pub values: String,
    pub required: bool,
    pub default: String,
}

/// The kinds of fields, and what a person calls them.
pub const KINDS: [(&str, &str); 7] = [
    ("text", "Text"),
    ("number", "Number"),
    ("date", "Date"),
    ("choice", "Choice"),
    ("list", "List"),
    ("image", "Image"),
    ("link", "Link"),
];

/// The place of the date in [`KINDS`].
pub const DATE: usize = 2;

/// The place of the choice in [`KINDS`].
pub const CHOICE: usize = 3;

/// The link of a group as its recipient pages have it, with the beginning that was not typed; what is none stays as it is.
pub fn completed_link(text: &str) -> String {
    let link = Link::web(text).and_then(|link| link.href);
    link.unwrap_or_else(|| text.to_owned())
}

/// The languages of the menu; any other can be written in a design.
pub const LANGUAGES: [(&str, &str); 20] = [
    ("en", "English"),
    ("ar", "العربية"),
    ("cs", "Čeština"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("zh", "中文"),
];

/// What a language of the menu is called.
pub fn language_name(code: &str) -> Option<&'static str> {
    let known = LANGUAGES.iter().find(|(known, _)| *known == code);
    known.map(|(_, name)| *name)
}

pub const POLICIES: [(DuplicatePolicy, &str); 4] = [
    (DuplicatePolicy::Ask, "Ask in review"),
    (DuplicatePolicy::Skip, "Skip the new one"),
    (DuplicatePolicy::Replace, "Correct the one that is there"),
    (DuplicatePolicy::Allow, "Make another one"),
];

pub const UNITS: [(char, &str); 3] = [('d', "days"), ('m', "months"), ('y', "years")];

impl Group {
    /// Puts the form aside when its page is left. One in which nothing was typed is forgotten: the group may be another
    /// one when it is looked at next time.
    pub fn put_aside(&mut self) {
        if let Some(form) = self.form.take().filter(|form| form.is_typed(&self.designs)) {
            self.keep(form);
        }
    }

    /// Keeps a form beside the one that is shown.
    pub fn keep(&mut self, form: Form) {
        self.take_up(form.id());
        self.aside.push(form);
    }

    /// The form of a group, or of the new one, that was put aside.
    pub fn take_up(&mut self, id: Option<GroupId>) -> Option<Form> {
        let at = self.aside.iter().position(|form| form.id() == id)?;
        Some(self.aside.remove(at))
    }
}

impl FieldRow {
    fn of(field: &FieldDef) -> FieldRow {
        let (word, values) = match &field.kind {
            FieldKind::Choice(values) => ("choice".to_owned(), choices::written(values)),
            kind => (kind.to_string(), String::new()),
        };
        FieldRow {
            title: field.title(),
            kind: KINDS.iter().position(|(kind, _)| *kind == word).unwrap_or_default(),
            values,
            required: field.required,
            default: field.default.clone().unwrap_or_default(),
        }
    }

    fn field(&self) -> FieldDef {
        let kind = match KINDS.get(self.kind).map_or("text", |(kind, _)| kind) {
            "number" => FieldKind::Number,
            "date" => FieldKind::Date,
            "choice" => FieldKind::Choice(choices::read(&self.values)),
            "list" => FieldKind::List,
            "image" => FieldKind::Image,
            "link" => FieldKind::Link,
            _ => FieldKind::Text,
        };
        let default = self.default.trim();
        FieldDef {
            key: self.key(),
            kind,
            required: self.required,
            default: (!default.is_empty()).then(|| default.to_owned()),
        }
    }

    /// Where a word ends, a key has a line: what is typed is a name at every moment.
    pub fn key(&self) -> String {
        self.title.trim().replace([' ', '-', '\u{a0}'], "_")
    }

    /// What is wrong with it.
    pub fn wrong(&self) -> Option<String> {
        let (key, title) = (self.key(), self.title.trim());
        if key.is_empty() {
            return Some("A field needs a name".to_owned());
        }
        if !FieldName::is_key(&key) {
            let text = "is no name for a field: a letter, then letters, digits and spaces";
            return Some(format!("“{title}” {text}"));
        }
        if FieldName::recipient(&key).is_built_in() {
            return Some(format!("“{title}” is a field that every credential has"));
        }
        let field = self.field();
        if field.kind == FieldKind::Choice(Vec::new()) {
            return Some(format!("“{title}” needs the values to choose from"));
        }
        let default = field.default.as_deref()?;
        let problem = crate::import::parse_value(&field, default).err()?;
        Some(format!(
            "The default of “{title}” does not suit it: {}",
            problem.message
        ))
    }
}

impl Form {
    /// An empty form.
    pub fn new(designs: &[DesignCard]) -> Form {
        let defaults = GroupSettings::default();
        let mut saved = designs.iter().filter(|design| !design.unsaved);
        let first = saved.find(|design| design.kind == DesignKind::Certificate);
        Form {
            language: "en".to_owned(),
            unit: 'y',
            certificate: first.map(|design| design.id),
            number_pattern: defaults.number_pattern,
            file_name: defaults.file_name,
            ..Form::default()
        }
    }

    pub fn of(group: Stored) -> Form {
        let validity = group.validity.map(|validity| validity.to_string()).unwrap_or_default();
        Form {
            title: group.title.clone(),
            description: group.description.clone(),
            code: group.code.clone(),
            url: group.url.clone(),
            skills: group.skills.clone(),
            skill: String::new(),
            criteria: group.criteria.clone(),
            language: group.language.clone(),
            certificate: group.certificate,
            badge: group.badge,
            fields: group.fields.iter().map(FieldRow::of).collect(),
            unit: validity.chars().last().unwrap_or('y'),
            validity: validity.trim_end_matches(['d', 'm', 'y']).to_owned(),
            duplicates: group.duplicates,
            number_pattern: group.settings.number_pattern.clone(),
            file_name: group.settings.file_name.clone(),
            before: Some(Arc::new(group)),
        }
    }

    /// Whether it says something else than the group that is there, or than an empty form.
    pub fn is_typed(&self, designs: &[DesignCard]) -> bool {
        let untouched = match &self.before {
            Some(before) => Form::of(Stored::clone(before)),
            None => Form::new(designs),
        };
        *self != untouched
    }

    pub fn id(&self) -> Option<GroupId> {
        self.before.as_ref().map(|before| before.id)
    }

    fn period(&self) -> Result<Option<Period>, ()> {
        let count = self.validity.trim();
        if count.is_empty() {
            return Ok(None);
        }
        format!("{count}{}", self.unit).parse().map(Some).map_err(|_| ())
    }

    /// Why it cannot be saved yet.
    pub fn refused(&self) -> Option<String> {
        if self.title.trim().is_empty() {
            return Some("Give the title first".to_owned());
        }
        if self.certificate.is_none() && self.badge.is_none() {
            return Some("Choose a certificate or a badge design".to_owned());
        }
        if self.period().is_err() {
            return Some("Write the validity as a number".to_owned());
        }
        let keys: Vec<String> = self.fields.iter().map(FieldRow::key).collect();
        for (at, field) in self.fields.iter().enumerate() {
            if field.title.trim().is_empty() {
                return Some(format!("Give field {} a name", at + 1));
            }
            if let Some(wrong) = field.wrong() {
                return Some(wrong);
            }
            let (key, before) = (
                field.key(),
                self.before.as_ref().map_or(&[][..], |before| before.fields.as_slice()),
            );
            let Some(other) = keys.iter().take(at).find(|other| is_repeated(&key, other, before)) else {
                continue;
            };
            let title = field.title.trim();
            return Some(match *other == key {
                true => format!("There are two fields “{title}”"),
                false => format!(
                    "“{}” and “{title}” differ only in their capital letters",
                    title_of(other)
                ),
            });
        }
        None
    }

    /// The skills, with the one that is being typed.
    fn all_skills(&self) -> Vec<String> {
        let mut skills = self.skills.clone();
        let typed = self.skill.trim();
        if !typed.is_empty() {
            skills.push(typed.to_owned());
        }
        skills
    }

    /// What is asked of the library.
    pub fn group(&self) -> NewGroup {
        let design = |id: Option<DesignId>| id.map(|id| id.to_string());
        NewGroup {
            title: self.title.trim().to_owned(),
            description: self.description.trim().to_owned(),
            code: self.code.trim().to_owned(),
            skills: self.all_skills(),
            criteria: self.criteria.trim().to_owned(),
            url: self.url.trim().to_owned(),
            language: Some(self.language.clone()),
            certificate: design(self.certificate),
            badge: design(self.badge),
            fields: self.fields.iter().map(FieldRow::field).collect(),
            validity: self.period().ok().flatten(),
            duplicates: self.duplicates,
            number_pattern: Some(self.number_pattern.clone()),
            file_name: Some(self.file_name.clone()),
        }
    }

    /// What differs from the group that is there, in words; nothing for a new one.
    pub fn changes(&self) -> Vec<&'static str> {
        let Some(before) = &self.before else { return Vec::new() };
        let now = self.group();
        let differs = [
            (now.title != before.title, "title"),
            (now.description != before.description, "description"),
            (now.code != before.code, "code"),
            (now.url != before.url, "link"),
            (now.skills != before.skills, "skills"),
            (now.criteria != before.criteria, "criteria"),
            (self.language != before.language, "language"),
            (self.certificate != before.certificate, "certificate design"),
            (self.badge != before.badge, "badge design"),
            (now.fields != before.fields, "custom fields"),
            (now.validity != before.validity, "validity"),
            (now.duplicates != before.duplicates, "way with duplicates"),
            (
                self.number_pattern != before.settings.number_pattern,
                "pattern of numbers",
            ),
            (self.file_name != before.settings.file_name, "names of files"),
        ];
        differs
            .into_iter()
            .filter(|(differs, _)| *differs)
            .map(|(_, what)| what)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form {
            title: "Course".to_owned(),
            certificate: Some(DesignId(1)),
            ..Form::new(&[])
        }
    }

    fn stored() -> Stored {
        let fields = ["grade:number:required", "level:choice(Gold|Silver):default=Gold"];
        Stored {
            id: GroupId(4),
            revision: 2,
            title: "Course".to_owned(),
            description: String::new(),
            code: "C".to_owned(),
            skills: vec!["One".to_owned()],
            criteria: String::new(),
            url: String::new(),
            language: "de".to_owned(),
            certificate: Some(DesignId(1)),
            badge: None,
            fields: fields.iter().map(|field| field.parse().expect("a field")).collect(),
            validity: "18m".parse().ok(),
            duplicates: DuplicatePolicy::Skip,
            settings: GroupSettings::default(),
        }
    }

    #[test]
    fn a_link_gets_the_beginning_that_was_not_typed() {
        for (typed, whole) in [
            ("uni.example/course?id=3", "https://uni.example/course?id=3"),
            ("http://uni.example", "http://uni.example"),
            ("", ""),
            ("see the office", "see the office"),
        ] {
            assert_eq!(completed_link(typed), whole);
        }
    }

    #[test]
    fn a_form_that_is_left_is_kept_where_something_was_typed() {
        let (one, two) = (GroupId(1), GroupId(2));
        let of = |id| Form::of(Stored { id, ..stored() });
        let mut group = Group {
            form: Some(of(one)),
            ..Group::default()
        };
        group.put_aside();
        assert_eq!(group.take_up(Some(one)), None, "nothing was typed");
        for (id, title) in [(one, "Courses"), (two, "Schools"), (one, "Course I")] {
            group.form = Some(Form {
                title: title.to_owned(),
                ..of(id)
            });
            group.put_aside();
        }
        group.form = Some(form());
        group.put_aside();
        let mut title = |id| group.take_up(id).map(|form| form.title);
        assert_eq!(title(None).as_deref(), Some("Course"));
        assert_eq!(title(Some(one)).as_deref(), Some("Course I"), "the newest of a group");
        assert_eq!(title(Some(one)), None);
        assert_eq!(title(Some(two)).as_deref(), Some("Schools"));
    }

    #[test]
    fn what_cannot_be_saved_is_said() {
        assert_eq!(form().refused(), None);
        let wrong = |change: fn(&mut Form)| {
            let mut form = form();
            change(&mut form);
            form.refused().unwrap_or_default()
        };
        assert!(wrong(|form| form.title.clear()).contains("title"));
        assert!(wrong(|form| form.certificate = None).contains("design"));
        assert!(wrong(|form| form.validity = "soon".to_owned()).contains("number"));
        let field = |key: &str| FieldRow {
            title: key.to_owned(),
            ..FieldRow::default()
        };
        let with = |rows: Vec<FieldRow>| Form { fields: rows, ..form() }.refused().unwrap_or_default();
        assert!(with(vec![field("name")]).contains("every credential"));
        assert_eq!(with(vec![field("grade"), field(" ")]), "Give field 2 a name");
        assert!(with(vec![field("a/b")]).contains("digits and spaces"));
        assert_eq!(
            with(vec![field("passed on"), field("passed_on")]),
            "There are two fields “passed_on”"
        );
        assert!(with(vec![field("grade"), field("grade ")]).contains("two fields"));
        assert_eq!(
            with(vec![field("grade"), field("Grade")]),
            "“grade” and “Grade” differ only in their capital letters"
        );
        let choice = FieldRow {
            kind: CHOICE,
            ..field("level")
        };
        assert!(with(vec![choice.clone()]).contains("values"));
        let choice = FieldRow {
            values: "Gold, Silver".to_owned(),
            default: "Bronze".to_owned(),
            ..choice
        };
        assert!(with(vec![choice]).contains("default"));
    }

    #[test]
    fn a_field_is_called_as_it_was_typed_and_keeps_its_key() {
        for (key, title) in [("Bestanden_am", "Bestanden am"), ("score", "score"), ("room_", "room_")] {
            let field: FieldDef = key.parse().expect("a field");
            let row = FieldRow::of(&field);
            assert_eq!((row.title.as_str(), row.field()), (title, field));
        }
        let typed = FieldRow {
            title: " Bestanden am ".to_owned(),
            ..FieldRow::default()
        };
        assert_eq!(typed.field().key, "Bestanden_am");
    }

    #[test]
    fn values_with_a_comma_stay_whole() {
        let field: FieldDef = "level:choice(A, B|C)".parse().expect("a field");
        let row = FieldRow::of(&field);
        assert_eq!((row.values.as_str(), row.field()), ("\"A, B\", C", field));
    }

    #[test]
    fn a_form_of_a_group_changes_nothing_by_itself() {
        let mut form = Form::of(stored());
        assert_eq!(form.changes(), Vec::<&str>::new());
        assert_eq!((form.validity.as_str(), form.unit), ("18", 'm'));
        form.skill = " Two ".to_owned();
        form.validity = "2".to_owned();
        assert_eq!(form.changes(), ["skills", "validity"]);
    }
}
