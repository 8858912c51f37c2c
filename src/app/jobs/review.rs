//! Work of what is under review on threads, and its answers.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Problem, Problems, Result};
use crate::import::Sheet;
use crate::issue::{self, Desk, Edit, Matters};
use crate::locale;
use crate::model::{
    BatchId, BlobId, Content, Credential, CredentialId, DesignPin, FieldKind, FieldName, Group, State as Life, Value,
};
use crate::progress::Progress;
use crate::publish;
use crate::store::Query;
use crate::studio::called;

use super::super::command::review::Act;
use super::super::state::recipient::RecipientPage;
use super::super::state::review::unsaved::{Changes, Place, Typed};
use super::super::state::review::{EditField, EditKind, Faces, Item, Live, Opened};
use super::super::surroundings::Opener;
use super::waiting;

/// The page of what is not published, while the workspace is open.
const DRAFT: &str = "preview.html";

/// What comes back.
#[derive(Debug)]
pub enum Answer {
    Listed(Vec<Item>),
    NotListed(Problems),
    Opened(Box<Opened>),
    NotOpened(Problems),
    Live(Box<Live>),
    NotLive(Problems),
    Acted(Box<Acted>),
    Failed(Problems),
    /// Another program shows it.
    Shown,
    /// The sheet that a batch was made of, where the workspace has it.
    Sheet(BatchId, Option<Arc<Sheet>>),
    /// A file was chosen as the picture of a field, or none.
    PictureChosen(CredentialId, FieldName, Option<PathBuf>),
    /// The workspace has the picture of a file.
    PictureKept(CredentialId, FieldName, BlobId),
    /// What is typed is kept for another run, or could not be.
    UnsavedKept(Option<Problems>),
}

/// What a step did.
#[derive(Debug)]
pub struct Acted {
    pub act: Act,
    pub ids: Vec<CredentialId>,
    /// The ones it was done to, as they are afterwards; `None` when they wait no more.
    pub items: Vec<(CredentialId, Option<Item>)>,
    pub failed: Vec<(CredentialId, Problems)>,
    /// What was typed into the page of one of them and is stored by now.
    pub unsaved: Option<(CredentialId, Changes)>,
    /// The fields of a changed credential as they were before.
    pub before: Vec<(FieldName, String)>,
    /// Why they were held that were released, where all were for the same reason.
    pub held: Option<String>,
    /// Whether the next one is wanted afterwards.
    pub go_on: bool,
}

/// Reads what waits of what a query finds, problems first.
pub(in super::super) fn list(desk: &Desk, of_scope: &Query, progress: &Progress) -> Result<super::Answer> {
    let mut of = ItemMaker::new(desk);
    let mut items = Vec::new();
    waiting::each(desk, of_scope, progress, |credential| {
        items.push(of.item(credential));
        Ok(())
    })?;
    items.sort_by_key(Item::need);
    Ok(super::Answer::Review(Answer::Listed(items)))
}

/// Makes items; the shapes of designs, and what is theirs, are looked up once.
pub(super) struct ItemMaker<'a> {
    desk: &'a Desk,
    matters: Matters<'a>,
    shapes: HashMap<DesignPin, Option<f32>>,
}

impl<'a> ItemMaker<'a> {
    pub(super) fn new(desk: &'a Desk) -> ItemMaker<'a> {
        ItemMaker {
            desk,
            matters: Matters::calling(desk, called),
            shapes: HashMap::new(),
        }
    }

    fn shape(&mut self, pin: Option<DesignPin>) -> Option<f32> {
        let pin = pin?;
        // A design that cannot be read says so where its picture is drawn.
        let read = |pin: DesignPin| {
            let stored = self.desk.store.design(pin.design, pin.revision).ok()??;
            let page = stored.design.pages.first()?;
            Some((page.width.0 / page.height.0.max(1.0)) as f32)
        };
        let shape = *self.shapes.entry(pin).or_insert_with(|| read(pin));
        Some(shape.unwrap_or(1.0))
    }

    pub(super) fn faces(&mut self, content: &Content) -> Faces {
        Faces {
            certificate: self.shape(content.certificate),
            badge: self.shape(content.badge),
        }
    }

    fn item(&mut self, mut credential: Credential) -> Item {
        let of_designs = self.matters.take(&mut credential);
        let faces = self.faces(credential.reviewed());
        let correction = credential.draft.is_some();
        let (content, held) = match credential.draft {
            Some(draft) => (draft.content, draft.held),
            None => {
                let held = (credential.state == Life::Held).then(|| credential.reason.unwrap_or_default());
                (credential.content, held)
            }
        };
        let print = content.print();
        let name = content.recipient.name;
        let email = content.recipient.email.unwrap_or_default();
        let text = locale::searched(&format!("{name} {email} {}", credential.number));
        Item {
            id: credential.id,
            name,
            email,
            number: credential.number,
            group: credential.group,
            batch: credential.batch,
            row: credential.row,
            issued: content.issue_date,
            problems: content.problems,
            of_designs,
            accepted: content.accepted,
            held,
            correction,
            faces,
            print,
            text,
        }
    }
}

fn get(desk: &Desk, id: CredentialId) -> Result<Credential> {
    desk.store.credential(&id)?.ok_or_else(|| {
        Problem::error("no-such-credential", "This credential is not there any more")
            .hint("Go back; it may have been deleted")
            .into()
    })
}

/// Reads a credential for its page: what is under review, or what is `published`.
pub(in super::super) fn open(desk: &Desk, id: CredentialId, published: bool) -> Result<Box<Opened>> {
    let credential = get(desk, id)?;
    let (content, view) = if published && credential.revision > 0 {
        let view = publish::view_of(desk, &credential, &desk.store.issuer()?)?;
        (credential.content.clone(), view)
    } else {
        let content = credential.reviewed().clone();
        let view = publish::draft_view(desk, &credential, &content)?;
        (content, view)
    };
    let content = own(desk, &credential, content);
    let group = desk.group(credential.group, content.group_revision)?;
    Ok(Box::new(Opened {
        page: RecipientPage::from(&view),
        group: group.title.clone(),
        definitions: group.fields.clone(),
        source: source(desk, credential.batch)?,
        faces: ItemMaker::new(desk).faces(&content),
        fields: fields(&content, &group),
        content: Arc::new(content),
        credential: Arc::new(credential),
    }))
}

/// A content with its own problems and with those of its designs that hold it, and elements as people call them.
fn own(desk: &Desk, credential: &Credential, content: Content) -> Content {
    let (mut problems, of_designs) = Matters::calling(desk, called).split(credential, &content);
    let holding = of_designs.iter().filter(|matter| matter.holds(false));
    problems.extend(holding.map(|matter| matter.problem.clone()));
    Content { problems, ..content }
}

fn source(desk: &Desk, batch: BatchId) -> Result<String> {
    Ok(desk.store.batch(batch)?.map(|batch| batch.source).unwrap_or_default())
}

/// What can be changed of a content.
fn fields(content: &Content, group: &Group) -> Vec<EditField> {
    let recipient = &content.recipient;
    let field = |name: &str, label: &str, kind: EditKind, text: String| {
        Some(EditField {
            name: name.parse().ok()?,
            label: label.to_owned(),
            kind,
            stored: text.clone(),
            text,
            offers: Vec::new(),
        })
    };
    let date = |date: Option<crate::model::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let email = recipient.email.clone().unwrap_or_default();
    let own = group.fields.iter().filter_map(|def| {
        let kind = match &def.kind {
            FieldKind::Choice(options) => EditKind::Choice(options.clone()),
            FieldKind::Date => EditKind::Date,
            FieldKind::Image => EditKind::Picture,
            FieldKind::Text => EditKind::Name,
            FieldKind::Number | FieldKind::List | FieldKind::Link => EditKind::Text,
        };
        let text = match recipient.custom.get(&def.key) {
            Some(Value::List(items)) => items.join("; "),
            Some(value) => value.to_plain(),
            None => String::new(),
        };
        field(def.name().as_str(), &def.title(), kind, text)
    });
    let name = field("recipient.name", "Name", EditKind::Name, recipient.name.clone());
    let email = field("recipient.email", "E-mail", EditKind::Text, email);
    let issued = field(
        "credential.issue_date",
        "Issued on",
        EditKind::Date,
        date(Some(content.issue_date)),
    );
    let until = field(
        "credential.expiry_date",
        "Valid until",
        EditKind::Date,
        date(content.expiry_date),
    );
    name.into_iter()
        .chain(email)
        .chain(own)
        .chain(issued)
        .chain(until)
        .collect()
}

pub(in super::super) fn edits_of(changes: &[(FieldName, String)]) -> Vec<Edit> {
    let edit = |(field, text): &(FieldName, String)| Edit {
        field: field.clone(),
        text: text.clone(),
    };
    changes.iter().map(edit).collect()
}

/// What edits would make of a credential.
pub(in super::super) fn live(
    desk: &Desk,
    credential: &Credential,
    changes: &[(FieldName, String)],
    edits: u64,
) -> Result<super::Answer> {
    let content = issue::edited(desk, credential, &edits_of(changes))?;
    let view = publish::draft_view(desk, credential, &content)?;
    Ok(super::Answer::Review(Answer::Live(Box::new(Live {
        page: RecipientPage::from(&view),
        content: Arc::new(own(desk, credential, content)),
        edits,
    }))))
}

/// What was typed in another run and not saved. What is stored by now is no part of it: the program ended before that was
/// known.
///
/// # Errors
/// The file cannot be written anew.
pub(in super::super) fn unsaved(desk: &Desk, place: &Place) -> Result<BTreeMap<CredentialId, Typed>> {
    let kept = place.read();
    let mut left = kept.clone();
    left.retain(|id, typed| {
        // What cannot be read of it is said on its page.
        if let Ok(stored) = stored(desk, *id) {
            typed.changes.retain(|change| !is_stored(change, &stored));
        }
        !typed.changes.is_empty()
    });
    if left != kept {
        place.keep(left.clone())?;
    }
    Ok(left)
}

/// The fields of a credential as they are stored.
fn stored(desk: &Desk, id: CredentialId) -> Result<Vec<EditField>> {
    let credential = get(desk, id)?;
    let content = credential.reviewed();
    let group = desk.group(credential.group, content.group_revision)?;
    Ok(fields(content, &group))
}

fn is_stored((name, text): &(FieldName, String), stored: &[EditField]) -> bool {
    let same = stored.iter().find(|field| field.name == *name);
    same.is_some_and(|field| field.stored.trim() == text.trim())
}

/// Takes the picture of a file into the workspace.
pub(in super::super) fn keep_picture(
    desk: &Desk,
    id: CredentialId,
    field: FieldName,
    path: &Path,
) -> Result<super::Answer> {
    let blob = issue::keep_picture(desk, path)?;
    Ok(super::Answer::Review(Answer::PictureKept(id, field, blob)))
}

/// What is done first, and to which.
#[derive(Clone, Debug)]
pub(in super::super) struct Task {
    pub ids: Vec<CredentialId>,
    pub act: Act,
    /// What was typed into the page of one of them and is kept first.
    pub unsaved: Option<(CredentialId, Changes)>,
    pub go_on: bool,
}

/// Takes a step with each; one that refuses does not keep the others from it.
pub(in super::super) fn act(desk: &Desk, task: &Task, progress: &Progress) -> Result<super::Answer> {
    progress.start(doing(&task.act), task.ids.len() as u64);
    if let Some((id, changes)) = &task.unsaved {
        issue::edit(desk, id, &edits_of(changes))?;
    }
    let mut of = ItemMaker::new(desk);
    let mut acted = Acted {
        act: task.act.clone(),
        ids: task.ids.clone(),
        items: Vec::new(),
        failed: Vec::new(),
        unsaved: task.unsaved.clone(),
        before: Vec::new(),
        held: None,
        go_on: task.go_on,
    };
    let mut reasons = BTreeSet::new();
    for id in &task.ids {
        if progress.check().is_err() {
            break;
        }
        if matches!(task.act, Act::Save(_)) {
            acted.before = before(desk, *id, &task.act)?;
        }
        if task.act == Act::Release {
            let held = desk.store.credential(id)?.and_then(reason_of);
            reasons.extend(held);
        }
        match step(desk, id, &task.act) {
            Ok(()) => {
                let now = desk.store.credential(id)?;
                let waits = now.filter(|now| now.is_pending() || now.state == Life::Held || now.draft.is_some());
                acted.items.push((*id, waits.map(|now| of.item(now))));
            }
            Err(problems) => acted.failed.push((*id, problems)),
        }
        progress.advance(1);
    }
    acted.held = reasons.pop_first().filter(|_| reasons.is_empty());
    Ok(super::Answer::Review(Answer::Acted(Box::new(acted))))
}

/// Why a credential, or its correction, is held.
fn reason_of(credential: Credential) -> Option<String> {
    match credential.draft {
        Some(draft) => draft.held,
        None => credential.reason.filter(|_| credential.state == Life::Held),
    }
}

fn doing(act: &Act) -> &'static str {
    match act {
        Act::Accept => "Accepting warnings",
        Act::Withdraw => "Taking acceptances back",
        Act::Hold(_) => "Holding",
        Act::Release => "Releasing",
        Act::Delete => "Deleting",
        Act::Regenerate => "Drawing with the newest design",
        Act::Save(_) => "Saving",
    }
}

/// The texts that a change replaces.
fn before(desk: &Desk, id: CredentialId, act: &Act) -> Result<Vec<(FieldName, String)>> {
    let Act::Save(changes) = act else {
        return Ok(Vec::new());
    };
    let changed = stored(desk, id)?
        .into_iter()
        .filter(|field| changes.iter().any(|(name, _)| *name == field.name));
    Ok(changed.map(|field| (field.name, field.stored)).collect())
}

fn step(desk: &Desk, id: &CredentialId, act: &Act) -> Result<()> {
    match act {
        Act::Accept => issue::accept(desk, id).map(drop),
        Act::Withdraw => issue::edit(desk, id, &[]).map(drop),
        Act::Hold(why) => issue::hold(desk, id, why).map(drop),
        Act::Release => issue::release(desk, id).map(drop),
        Act::Delete => issue::delete(desk, id),
        Act::Regenerate => issue::regenerate(desk, id).map(drop),
        Act::Save(changes) => issue::edit(desk, id, &edits_of(changes)).map(drop),
    }
}

/// Shows what will be published of a credential in the browser.
pub(in super::super) fn show_draft(desk: &Desk, id: CredentialId, opener: &dyn Opener) -> Result<super::Answer> {
    let credential = get(desk, id)?;
    let html = publish::draft_page(desk, &credential, credential.reviewed())?;
    // One file, written anew each time: what is not published leaves nothing behind elsewhere.
    let path = desk.store.dir().join(DRAFT);
    publish::files::write_quickly(&path, html.as_bytes())?;
    opener.open(&path)?;
    Ok(super::Answer::Review(Answer::Shown))
}

/// Removes the page that was shown in the browser; with the workspace closed nobody looks at it any more.
pub(in super::super) fn forget_draft(desk: &Desk) {
    // What is only looked at may be another window's, and its page.
    if desk.store.reading().is_some() {
        return;
    }
    // There is none in most cases, and the next one takes its place anyway.
    drop(std::fs::remove_file(desk.store.dir().join(DRAFT)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{GenerateOptions, NewGroup};

    use super::super::super::state::review::Review;

    /// The version of the picture that the review sheet asks for.
    fn version(desk: &Desk, review: &Review) -> u64 {
        let answer = list(desk, &Query::default(), &Progress::new()).expect("lists");
        let super::super::Answer::Review(Answer::Listed(items)) = answer else {
            panic!("it is a list");
        };
        let [item] = items.as_slice() else {
            panic!("one waits");
        };
        review.version(item.id, item.print)
    }

    #[test]
    fn a_content_that_was_changed_elsewhere_has_another_picture() {
        let desk = TestDesk::new("review-pictures");
        let group = desk.group(NewGroup {
            title: "Course".to_owned(),
            ..NewGroup::default()
        });
        let rows = "Name,Grade\nNeu Dritter,good\n";
        desk.generate(&group, rows, &GenerateOptions::default()).expect("made");
        let review = Review::default();
        let before = version(&desk, &review);
        assert_eq!(before, version(&desk, &review), "nothing was changed");
        let page = desk.store.query(&Query::default(), None, 1).expect("reads");
        let id = page.items[0].id;

        let edit = |name: &str| Edit {
            field: "recipient.name".parse().expect("a field"),
            text: name.to_owned(),
        };
        issue::edit(&desk, &id, &[edit("Neuer Vierter")]).expect("edits");
        assert_ne!(version(&desk, &review), before, "as by a list that came again");
    }
}
