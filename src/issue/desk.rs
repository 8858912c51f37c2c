//! A workspace with everything needed to draw what is in it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::compose::{Kit, Pictures, Prepared};
use crate::designfile;
use crate::diag::{Problem, Problems, Result, Warned};
use crate::fonts::FontBook;
use crate::images::Picture;
use crate::model::{
    BatchId, BlobId, Content, Credential, CredentialId, Date, DesignPin, Group, GroupId, Issuer, Moment, Value,
};
use crate::progress::Progress;
use crate::scene::{Asset, Scene};
use crate::store::{Stamp, Store};
use crate::text::Engine;
use crate::worker::Launcher;

use super::cache::Cache;
use super::diff::SaidRows;
use super::fields_of;

/// What the library does not look up for itself: the time, the person, new ids.
pub trait Clock: Send + Sync {
    fn now(&self) -> Moment;
    /// The day where the issuer is.
    fn today(&self) -> Date;
    /// By how many seconds the time where the issuer is is ahead of UTC at a moment; negative when it is behind.
    fn ahead(&self, _at: Moment) -> i64 {
        0
    }
    fn new_id(&self) -> Result<CredentialId>;
    /// Who does it, and salts for the journal.
    fn stamp(&self) -> Stamp;
}

/// An open workspace at work. It can be shared between threads; only [`Store::apply`] is one at a time.
pub struct Desk {
    pub store: Store,
    pub clock: Box<dyn Clock>,
    pub launcher: Launcher,
    book: Arc<FontBook>,
    engine: Arc<Engine>,
    prepared: Mutex<Cache<DesignPin, Arc<Prepared>>>,
    pictures: Mutex<Cache<BlobId, Arc<Picture>>>,
    groups: Mutex<HashMap<(GroupId, u32), Arc<Group>>>,
    said_rows: Mutex<Cache<BatchId, Arc<SaidRows>>>,
    publishing: Turnstile,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk")
            .field("store", &self.store.dir())
            .finish_non_exhaustive()
    }
}

/// How many bytes of designs with their decoded photographs are kept, and how many of the pictures of fields.
const DESIGNS_KEPT: usize = 256 << 20;
const PICTURES_KEPT: usize = 128 << 20;
/// How many bytes of what the rows of earlier sheets say.
const SAID_ROWS_KEPT: usize = 32 << 20;

/// The scenes of one content of a credential.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub certificate: Option<Warned<Scene>>,
    pub badge: Option<Warned<Scene>>,
}

impl Drawn {
    /// What was noticed while composing.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.certificate
            .iter()
            .chain(&self.badge)
            .flat_map(|drawn| drawn.problems.iter())
    }
}

impl Desk {
    pub fn new(store: Store, book: Arc<FontBook>, launcher: Launcher, clock: Box<dyn Clock>) -> Desk {
        let engine = Arc::new(Engine::new(book.clone()));
        Desk {
            store,
            clock,
            launcher,
            book,
            engine,
            prepared: Mutex::new(Cache::new(DESIGNS_KEPT)),
            pictures: Mutex::new(Cache::new(PICTURES_KEPT)),
            groups: Mutex::default(),
            said_rows: Mutex::new(Cache::new(SAID_ROWS_KEPT)),
            publishing: Turnstile::default(),
        }
    }

    /// Held while files and pages follow what the store says, so that a step of one credential and the publication of
    /// others do not take each other's unfinished files for leftovers.
    pub(crate) fn publishing(&self) -> MutexGuard<'_, ()> {
        self.publishing.enter()
    }

    /// What the rows of a batch's sheet say, where it was read lately.
    pub(super) fn said_rows(&self, batch: BatchId) -> Option<Arc<SaidRows>> {
        lock(&self.said_rows).get(&batch)
    }

    pub(super) fn keep_said_rows(&self, batch: BatchId, rows: &Arc<SaidRows>) {
        let bytes = size_of_val(rows.as_slice());
        lock(&self.said_rows).insert(batch, rows.clone(), bytes);
    }

    pub fn book(&self) -> &Arc<FontBook> {
        &self.book
    }

    /// Makes a design that is not in the workspace ready to be filled.
    ///
    /// # Errors
    /// A picture or a font of it cannot be used.
    pub fn prepare(&self, file: designfile::DesignFile) -> Result<Warned<Prepared>> {
        prepare(file, &self.book, &self.engine, &self.launcher)
    }

    /// What lays texts out, with the fonts of the book.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// A group as it was at a revision.
    pub fn group(&self, id: GroupId, revision: u32) -> Result<Arc<Group>> {
        if let Some(group) = lock(&self.groups).get(&(id, revision)) {
            return Ok(group.clone());
        }
        let missing = || {
            Problem::unexpected(
                "group-missing",
                format!("Revision {revision} of group {id} is not in the workspace"),
            )
        };
        let group = self
            .store
            .group(id, revision)?
            .ok_or_else(|| missing().hint("Run `accolade doctor`"))?;
        let group = Arc::new(group);
        lock(&self.groups).insert((id, revision), group.clone());
        Ok(group)
    }

    /// A frozen revision of a design, ready to be filled.
    pub fn design(&self, pin: DesignPin) -> Result<Arc<Prepared>> {
        if let Some(prepared) = lock(&self.prepared).get(&pin) {
            return Ok(prepared);
        }
        let stored = self.store.design(pin.design, pin.revision)?.ok_or_else(|| {
            let message = format!(
                "Revision {} of design {} is not in the workspace",
                pin.revision, pin.design
            );
            Problem::unexpected("design-missing", message).hint("Run `accolade doctor`")
        })?;
        let files = |blobs: &BTreeMap<String, BlobId>| -> Result<_> {
            blobs
                .iter()
                .map(|(name, blob)| Ok((name.clone(), Arc::from(self.store.blob(*blob)?))))
                .collect()
        };
        let file = designfile::DesignFile {
            design: stored.design,
            assets: files(&stored.assets)?,
            fonts: files(&stored.fonts)?,
        };
        let files = file.fonts.values().chain(file.assets.values());
        let encoded: usize = files.map(|bytes| bytes.len()).sum();
        let prepared = Arc::new(prepare(file, &self.book, &self.engine, &self.launcher)?.value);
        let decoded: usize = prepared.kit().assets.values().map(Asset::bytes).sum();
        lock(&self.prepared).insert(pin, prepared.clone(), encoded + decoded);
        Ok(prepared)
    }

    /// The pictures and fonts of a revision, when it was drawn before and they need not be read again.
    pub fn known_kit(&self, pin: DesignPin) -> Option<Arc<Kit>> {
        lock(&self.prepared).get(&pin).map(|prepared| prepared.kit().clone())
    }

    /// Forgets a design that was drawn with a content that is replaced.
    pub(super) fn forget_design(&self, pin: DesignPin) {
        lock(&self.prepared).remove(&pin);
    }

    /// Composes what a content of a credential shows.
    pub fn draw(&self, credential: &Credential, content: &Content, issuer: &Issuer) -> Result<Drawn> {
        self.draw_with(credential, content, issuer, &Pictures::new())
    }

    /// The same with pictures that need not be in the workspace.
    pub fn draw_with(
        &self,
        credential: &Credential,
        content: &Content,
        issuer: &Issuer,
        known: &Pictures,
    ) -> Result<Drawn> {
        let group = self.group(credential.group, content.group_revision)?;
        let fields = fields_of(credential, content, &group, issuer);
        let pictures = self.pictures_of(content, issuer, known)?;
        let compose = |pin: Option<DesignPin>| -> Result<Option<Warned<Scene>>> {
            pin.map(|pin| Ok(self.design(pin)?.compose(&fields, &pictures)))
                .transpose()
        };
        Ok(Drawn {
            certificate: compose(content.certificate)?,
            badge: compose(content.badge)?,
        })
    }

    /// The decoded pictures that the fields of a content hold.
    fn pictures_of(&self, content: &Content, issuer: &Issuer, known: &Pictures) -> Result<Pictures> {
        let of_recipient = content.recipient.custom.values().filter_map(|value| match value {
            Value::Image(blob) => Some(*blob),
            _ => None,
        });
        of_recipient
            .chain(issuer.logo)
            .map(|blob| match known.get(&blob) {
                Some(picture) => Ok((blob, picture.clone())),
                None => Ok((blob, self.picture(blob)?)),
            })
            .collect()
    }

    fn picture(&self, blob: BlobId) -> Result<Arc<Picture>> {
        if let Some(picture) = lock(&self.pictures).get(&blob) {
            return Ok(picture);
        }
        let picture = Arc::new(Picture::decode(&self.store.blob(blob)?)?);
        lock(&self.pictures).insert(blob, picture.clone(), picture.bytes());
        Ok(picture)
    }
}

/// Makes a design with its files ready to be filled, with its own fonts beside those of the book.
pub fn prepare(
    file: designfile::DesignFile,
    book: &Arc<FontBook>,
    engine: &Arc<Engine>,
    launcher: &Launcher,
) -> Result<Warned<Prepared>> {
    let kit = kit(&file, book, engine, launcher)?;
    Ok(kit.map(|kit| Prepared::new(Arc::new(file.design), Arc::new(kit))))
}

/// Makes the files of a design ready for drawing, with its own fonts beside those of the book.
pub fn kit(
    file: &designfile::DesignFile,
    book: &Arc<FontBook>,
    engine: &Arc<Engine>,
    launcher: &Launcher,
) -> Result<Warned<Kit>> {
    let bare = Kit {
        engine: engine.clone(),
        assets: Default::default(),
        own_fonts: Default::default(),
    };
    let Warned {
        value: mut kit,
        mut problems,
    } = with_fonts(bare, &file.fonts, book)?;
    let assets = read_assets(&file.assets, &file.fonts, book, launcher, &Progress::new())?;
    problems.extend(assets.problems);
    kit.assets = assets.value;
    Ok(Warned { value: kit, problems })
}

/// Makes files of a design ready for drawing: the texts of its drawings are set in the fonts of the design, and in those
/// of the book that they name.
///
/// # Errors
/// One of them cannot be used.
pub fn read_assets(
    assets: &BTreeMap<String, Arc<[u8]>>,
    fonts: &BTreeMap<String, Arc<[u8]>>,
    book: &FontBook,
    launcher: &Launcher,
    progress: &Progress,
) -> Result<Warned<BTreeMap<String, Asset>>> {
    let mut fonts = fonts.clone();
    fonts.extend(named_fonts(assets, book)?);
    designfile::prepare(assets, &fonts, launcher, progress)
}

/// The fonts of the book whose families are named in the drawings of a design, which need not bring them along, those
/// that stand in for others, and those that have letters which none of these has.
fn named_fonts(assets: &BTreeMap<String, Arc<[u8]>>, book: &FontBook) -> Result<BTreeMap<String, Arc<[u8]>>> {
    let mut fonts = BTreeMap::new();
    for (path, bytes) in assets {
        if !path.to_lowercase().ends_with(".svg") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        // Most drawings have no text.
        if !text.contains("<text") && !text.contains(":text") {
            continue;
        }
        let stand_ins = designfile::stand_ins(&text);
        let serves = |family: &&str| text.contains(*family) || stand_ins.contains(family);
        let mut families: Vec<&str> = book.families().filter(serves).collect();
        families.extend(book.families_beside(&families, &designfile::letters(&text)));
        for family in families {
            for (weight, italic) in book.styles(family) {
                let face = book.face(family, weight, italic)?;
                let name = format!("book/{}", face.data.data.id());
                fonts.entry(name).or_insert_with(|| Arc::from(face.data.data.data()));
            }
        }
    }
    Ok(fonts)
}

/// A kit with the fonts of a design beside those of the book.
///
/// # Errors
/// A font cannot be used.
pub fn with_fonts(mut kit: Kit, fonts: &BTreeMap<String, Arc<[u8]>>, book: &Arc<FontBook>) -> Result<Warned<Kit>> {
    let mut problems = Problems::default();
    kit.own_fonts = fonts
        .values()
        .map(|bytes| BlobId(Sha256::digest(bytes).into()))
        .collect();
    if !fonts.is_empty() {
        let fonts: Vec<(String, Arc<[u8]>)> = fonts
            .iter()
            .map(|(name, bytes)| (name.clone(), bytes.clone()))
            .collect();
        let book = book.with_imported(&fonts)?;
        problems.extend(book.problems);
        kit.engine = Arc::new(Engine::new(Arc::new(book.value)));
    }
    Ok(Warned { value: kit, problems })
}

/// A poisoned cache is still a cache: what is in it was put there whole.
/// A room for one, which is entered in turn: whoever goes in and out, as a publication does from chunk to chunk, waits at
/// the door while somebody else does.
#[derive(Debug, Default)]
struct Turnstile {
    door: Mutex<()>,
    room: Mutex<()>,
}

impl Turnstile {
    fn enter(&self) -> MutexGuard<'_, ()> {
        let _door = lock(&self.door);
        lock(&self.room)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use crate::fonts::tests_support;

    #[test]
    fn one_step_waits_for_a_chunk_of_a_publication_and_not_for_all_of_them() {
        let (turnstile, is_in) = (Turnstile::default(), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let chunk = turnstile.enter();
            scope.spawn(|| {
                let _step = turnstile.enter();
                is_in.store(true, Ordering::SeqCst);
            });
            while turnstile.door.try_lock().is_ok() {
                std::thread::sleep(Duration::from_millis(1));
            }
            drop(chunk);
            // The next chunk comes at once.
            let _next = turnstile.enter();
            assert!(is_in.load(Ordering::SeqCst));
        });
    }

    #[test]
    fn drawings_may_name_the_fonts_of_the_program() {
        let book = tests_support::book();
        let named = |drawing: &str| {
            let bytes: Arc<[u8]> = Arc::from(drawing.as_bytes());
            let assets = BTreeMap::from([("images/a.svg".to_owned(), bytes)]);
            named_fonts(&assets, &book).expect("read").len()
        };
        let with = |family: &str| named(&format!(r#"<svg><text font-family="{family}">A</text></svg>"#));
        let inter = with("Inter");
        assert!(inter > 0, "it comes with the program");
        assert_eq!(with("Papyrus"), inter, "what stands in for it");
        assert!(with("Papyrus, cursive") > inter && with("EB Garamond") > inter);
        assert_eq!(named(r#"<svg><path id="Inter"/></svg>"#), 0, "no text, no font");
    }
}
