//! Pictures of designs and credentials, drawn by our own renderer on threads.
//!
//! A screen asks in every frame for what it shows. What is there is shown at once; what is not is drawn, the last asked
//! first, and what no screen asked for in a frame is not drawn any more. What is drawn stays in memory until there is
//! too much of it; then what was seen longest ago goes. A slot shows its old picture until the new one is there, so that
//! a preview follows typing without flickering, but never one of another design.

mod draw;
mod font;
mod kept;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use egui::{ColorImage, Context, TextureHandle, TextureOptions, Vec2};

use crate::diag::{Problem, Problems, Result};
use crate::issue::{Desk, Sample};
use crate::model::{BlobId, Content, Credential, CredentialId, DesignId, DesignPin};
use crate::render::raster::Painter;
use crate::store::KeptId;
use crate::worker::give_way;

pub use font::ASPECT as FONT_ASPECT;

/// What a picture shows.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A design with its sample values.
    Design(DesignPin),
    /// What is worked on of a design, with its sample values.
    Draft(DesignId),
    /// A page of a design, from 0, with its sample values and the name of a recipient in some language; an empty name
    /// leaves that of the sample.
    DesignFor {
        pin: DesignPin,
        name: &'static str,
        language: &'static str,
        page: usize,
    },
    /// A design with its sample values and the title of a group that has it.
    Group { pin: DesignPin, title: String },
    /// A content of a credential; `version` is another number whenever something else is that it is drawn with.
    Credential {
        credential: Arc<Credential>,
        content: Arc<Content>,
        face: Face,
        version: u64,
        /// Without its colours, as it is shown of what is not valid any more.
        gray: bool,
    },
    /// A credential as a row would make it; `version` as there.
    Sample {
        sample: Arc<Sample>,
        face: Face,
        version: u64,
    },
    /// What a reviewer works on of a credential, as the workspace has it when it is drawn; `version` is another number
    /// whenever that is, see `Review::version`.
    Reviewed { id: CredentialId, face: Face, version: u64 },
    /// A picture of the workspace, such as the issuer's logo.
    Picture(BlobId),
    /// Elements that are kept for all designs.
    Component(KeptId),
    /// A name in a family, of the program or of a font file of the workspace.
    Font { family: String, blob: Option<BlobId> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    Certificate,
    Badge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Design(DesignPin),
    Draft(DesignId),
    DesignFor(DesignPin, &'static str, usize),
    /// By a hash of its title.
    Group(DesignPin, u64),
    /// With its version and the print of its content; the last is whether it has no colours.
    Credential(CredentialId, Face, [u64; 2], bool),
    Reviewed(CredentialId, Face, u64),
    Picture(BlobId),
    Component(KeptId),
    /// By a hash of its name.
    Font(u64),
}

impl Key {
    /// Whether a picture may stand for another one that is being drawn: of another design it would be mistaken for it.
    fn stands_for(&self, other: &Key) -> bool {
        match (self.design(), other.design()) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }

    fn design(&self) -> Option<DesignId> {
        match self {
            Key::Design(pin) | Key::DesignFor(pin, ..) | Key::Group(pin, _) => Some(pin.design),
            Key::Draft(id) => Some(*id),
            Key::Credential(..) | Key::Reviewed(..) | Key::Picture(_) | Key::Component(_) | Key::Font(_) => None,
        }
    }
}

impl Subject {
    /// The same without its colours, where it is a credential.
    pub fn in_gray(mut self) -> Subject {
        if let Subject::Credential { gray, .. } = &mut self {
            *gray = true;
        }
        self
    }

    fn key(&self) -> Key {
        match self {
            Subject::Design(pin) => Key::Design(*pin),
            Subject::Draft(id) => Key::Draft(*id),
            Subject::DesignFor { pin, name, page, .. } => Key::DesignFor(*pin, name, *page),
            Subject::Group { pin, title } => Key::Group(*pin, hash_of(title)),
            Subject::Credential {
                credential,
                content,
                face,
                version,
                gray,
            } => Key::Credential(credential.id, *face, [*version, content.print()], *gray),
            Subject::Sample { sample, face, version } => {
                let Credential { id, content, .. } = &sample.credential;
                Key::Credential(*id, *face, [*version, content.print()], false)
            }
            Subject::Reviewed { id, face, version } => Key::Reviewed(*id, *face, *version),
            Subject::Picture(blob) => Key::Picture(*blob),
            Subject::Component(id) => Key::Component(*id),
            Subject::Font { family, blob } => Key::Font(font::key(family, *blob)),
        }
    }
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What a picture has of a ground of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// One that covers all of it.
    Whole,
    /// Something is clear.
    Clear,
    /// Something is clear, and it is dark: on a dark ground nothing of it is seen.
    ClearAndDark,
}

/// What there is to show.
#[derive(Clone)]
pub enum Shown {
    /// `fresh` is false while a newer one is being drawn.
    Ready {
        texture: TextureHandle,
        fresh: bool,
        ground: Ground,
    },
    Waiting,
    Failed(Problems),
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Shown::Ready { fresh: true, .. } => "Ready",
            Shown::Ready { fresh: false, .. } => "Ready, an older one",
            Shown::Waiting => "Waiting",
            Shown::Failed(_) => "Failed",
        })
    }
}

/// How much is kept, in bytes of pixels.
const KEPT_BYTES: usize = 256 << 20;
/// How much is handed to the graphics card in one frame, in bytes of pixels: a page of thumbnails comes in several.
const FRAME_BYTES: usize = 2 << 20;
/// Widths are drawn in steps of so many pixels, so that resizing a window does not draw everything at every step.
const STEP: u32 = 80;
/// The largest width, in pixels.
const WIDEST: u32 = 3200;

type CacheKey = (Key, u32);

/// Of which desk, what, and what came of it.
type Done = (u64, CacheKey, Result<Drawn>);

/// A picture at the graphics card.
#[derive(Clone)]
struct Kept {
    texture: TextureHandle,
    ground: Ground,
}

impl Kept {
    fn shown(&self, fresh: bool) -> Shown {
        Shown::Ready {
            texture: self.texture.clone(),
            fresh,
            ground: self.ground,
        }
    }
}

/// What a thread has drawn.
struct Drawn {
    image: ColorImage,
    ground: Ground,
}

struct Entry {
    outcome: std::result::Result<Kept, Problems>,
    bytes: usize,
    /// The frame in which it was last seen.
    seen: u64,
}

/// All pictures of this run.
pub struct Previews {
    ctx: Context,
    shared: Arc<Shared>,
    entries: HashMap<CacheKey, Entry>,
    /// What each slot has shown last.
    slots: HashMap<egui::Id, (CacheKey, u64)>,
    wanted: Vec<(CacheKey, Subject)>,
    frame: u64,
    threads: usize,
}

#[derive(Default)]
struct Shared {
    work: Mutex<Todo>,
    more: Condvar,
}

#[derive(Default)]
struct Todo {
    desk: Option<Arc<Desk>>,
    /// Counts the desks, so that a picture of the last workspace is not shown in this one.
    generation: u64,
    /// The next one is at the end.
    wanted: Vec<(CacheKey, Subject)>,
    busy: Vec<CacheKey>,
    done: Vec<Done>,
    over: bool,
}

impl Previews {
    /// `threads` draw at the same time.
    pub fn new(ctx: &Context, threads: usize) -> Previews {
        Previews {
            ctx: ctx.clone(),
            shared: Arc::default(),
            entries: HashMap::new(),
            slots: HashMap::new(),
            wanted: Vec::new(),
            frame: 0,
            threads,
        }
    }

    /// Asks for a picture that is `width` points wide, for the place that `slot` names.
    pub fn get(&mut self, slot: egui::Id, subject: &Subject, width: f32) -> Shown {
        let key = (subject.key(), bucket(width * self.ctx.pixels_per_point()));
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.seen = self.frame;
            return match &entry.outcome {
                Ok(kept) => {
                    self.slots.insert(slot, (key, self.frame));
                    kept.shown(true)
                }
                Err(problems) => Shown::Failed(problems.clone()),
            };
        }
        self.wanted.push((key, subject.clone()));
        let own = self.slots.get_mut(&slot).filter(|(old, _)| old.0.stands_for(&key.0));
        let old = own.and_then(|(old, seen)| {
            *seen = self.frame;
            let entry = self.entries.get_mut(old)?;
            entry.seen = self.frame;
            entry.outcome.as_ref().ok().cloned()
        });
        match old {
            Some(kept) => kept.shown(false),
            None => Shown::Waiting,
        }
    }

    /// Takes what has been drawn; before a frame.
    pub(super) fn begin_frame(&mut self) {
        self.frame += 1;
        let (generation, done, is_more) = {
            let mut todo = lock(&self.shared.work);
            let count = in_one_frame(&todo.done);
            let done: Vec<_> = todo.done.drain(..count).collect();
            (todo.generation, done, !todo.done.is_empty())
        };
        if is_more {
            self.ctx.request_repaint();
        }
        for (of, key, outcome) in done {
            if of != generation {
                continue;
            }
            let bytes = bytes_of(&outcome);
            let name = format!("preview {:?}", key.0);
            let outcome = outcome.map(|drawn| Kept {
                texture: self.ctx.load_texture(name, drawn.image, TextureOptions::LINEAR),
                ground: drawn.ground,
            });
            let entry = Entry {
                outcome,
                bytes,
                seen: self.frame,
            };
            self.entries.insert(key, entry);
        }
        self.forget();
    }

    /// Hands what is missing to the threads; after a frame.
    pub(super) fn end_frame(&mut self) {
        let frame = self.frame;
        self.slots.retain(|_, (_, seen)| *seen + 120 > frame);
        let mut wanted = std::mem::take(&mut self.wanted);
        // What was asked for first stands at the top of the screen.
        wanted.reverse();
        let mut todo = lock(&self.shared.work);
        wanted.retain(|(key, _)| !todo.busy.contains(key) && !todo.done.iter().any(|(_, done, _)| done == key));
        todo.wanted = wanted;
        let any = !todo.wanted.is_empty();
        drop(todo);
        if any {
            self.staff();
            self.shared.more.notify_all();
        }
    }

    pub fn set_desk(&mut self, desk: Option<Arc<Desk>>) {
        self.entries.clear();
        self.slots.clear();
        let mut todo = lock(&self.shared.work);
        todo.desk = desk;
        todo.generation += 1;
        todo.wanted.clear();
        todo.busy.clear();
        todo.done.clear();
    }

    /// Draws a design anew: it has another content under the same revision.
    pub fn forget_design(&mut self, id: DesignId) {
        self.entries.retain(|(key, _), _| key.design() != Some(id));
    }

    /// Draws what is worked on of a design anew.
    pub fn forget_draft(&mut self, id: DesignId) {
        self.entries.retain(|(key, _), _| *key != Key::Draft(id));
    }

    /// Draws something anew that is kept for all designs: another one may have its number now.
    pub fn forget_kept(&mut self, id: KeptId) {
        self.entries.retain(|(key, _), _| *key != Key::Component(id));
    }

    pub fn clear(&mut self) {
        self.set_desk(None);
    }

    /// Whether no picture is drawn or waits to be taken.
    pub fn are_at_rest(&self) -> bool {
        let todo = lock(&self.shared.work);
        todo.wanted.is_empty() && todo.busy.is_empty() && todo.done.is_empty()
    }

    /// How many bytes of pixels are kept.
    pub fn bytes(&self) -> usize {
        self.entries.values().map(|entry| entry.bytes).sum()
    }

    /// Forgets what was seen longest ago, but nothing of this or the last frame.
    fn forget(&mut self) {
        let mut bytes = self.bytes();
        if bytes <= KEPT_BYTES {
            return;
        }
        let mut old: Vec<(u64, CacheKey, usize)> = self
            .entries
            .iter()
            .map(|(key, entry)| (entry.seen, *key, entry.bytes))
            .collect();
        old.sort_by_key(|(seen, ..)| *seen);
        for (seen, key, size) in old {
            if bytes <= KEPT_BYTES || seen + 1 >= self.frame {
                break;
            }
            self.entries.remove(&key);
            bytes -= size;
        }
    }

    /// Starts the threads with the first picture.
    fn staff(&mut self) {
        for _ in 0..std::mem::take(&mut self.threads) {
            let (shared, ctx) = (self.shared.clone(), self.ctx.clone());
            let started = thread::Builder::new()
                .name("preview".to_owned())
                .spawn(move || draw_all(&shared, &ctx));
            if let Err(error) = started {
                // The other thread draws alone; without any the pictures stay away and the next frame tries again.
                let message = format!("The system gives no thread: {error}");
                self.note_failure(&Problem::unexpected("no-thread", message).into());
            }
        }
    }

    fn note_failure(&mut self, problems: &Problems) {
        for (key, _) in std::mem::take(&mut lock(&self.shared.work).wanted) {
            let entry = Entry {
                outcome: Err(problems.clone()),
                bytes: 0,
                seen: self.frame,
            };
            self.entries.insert(key, entry);
        }
    }
}

impl Drop for Previews {
    fn drop(&mut self) {
        let mut todo = lock(&self.shared.work);
        todo.over = true;
        todo.desk = None;
        drop(todo);
        self.shared.more.notify_all();
    }
}

impl std::fmt::Debug for Previews {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Previews")
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

fn bytes_of(outcome: &Result<Drawn>) -> usize {
    outcome.as_ref().map_or(0, |drawn| drawn.image.pixels.len() * 4)
}

/// How many of the pictures that are drawn are taken in one frame; the first one always.
fn in_one_frame(done: &[Done]) -> usize {
    let mut bytes = 0;
    let mut sum = |(_, _, outcome): &Done| {
        bytes += bytes_of(outcome);
        bytes
    };
    let fit = done.iter().take_while(|one| sum(one) <= FRAME_BYTES).count();
    fit.max(1).min(done.len())
}

fn bucket(pixels: f32) -> u32 {
    let steps = (pixels.max(1.0) as u32).div_ceil(STEP);
    (steps * STEP).min(WIDEST)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Every change of the list is whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Draws until the window is closed.
fn draw_all(shared: &Shared, ctx: &Context) {
    give_way();
    let mut painter = Painter::new();
    loop {
        let (generation, desk, key, subject) = {
            let todo = lock(&shared.work);
            let mut todo = shared
                .more
                .wait_while(todo, |todo| {
                    !todo.over && (todo.wanted.is_empty() || todo.desk.is_none())
                })
                .unwrap_or_else(PoisonError::into_inner);
            if todo.over {
                return;
            }
            let (Some(desk), Some((key, subject))) = (todo.desk.clone(), todo.wanted.pop()) else {
                continue;
            };
            todo.busy.push(key);
            (todo.generation, desk, key, subject)
        };
        let drawn = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            draw::draw(&desk, &mut painter, &subject, key.1).map(|image| Drawn {
                ground: draw::ground(&image),
                image,
            })
        }));
        let outcome = drawn.unwrap_or_else(|_| {
            painter = Painter::new();
            let problem = Problem::unexpected("crash", "The preview could not be drawn");
            Err(problem.hint("Publishing is not affected by it").into())
        });
        drop(desk);
        let mut todo = lock(&shared.work);
        if todo.generation == generation {
            todo.busy.retain(|busy| *busy != key);
        }
        todo.done.push((generation, key, outcome));
        drop(todo);
        ctx.request_repaint();
    }
}

/// The largest size with the same shape that fits.
pub fn fit(size: Vec2, within: Vec2) -> Vec2 {
    size * (within.x / size.x.max(1.0)).min(within.y / size.y.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_shows_an_older_picture_of_its_own_design_only() {
        let ctx = Context::default();
        let mut previews = Previews::new(&ctx, 0);
        let slot = egui::Id::unique("sample");
        let of = |design, name| Subject::DesignFor {
            pin: DesignPin {
                design: DesignId(design),
                revision: 1,
            },
            name,
            language: "en",
            page: 0,
        };
        let image = ColorImage::filled([8, 8], egui::Color32::WHITE);
        let drawn = Kept {
            texture: ctx.load_texture("drawn", image, TextureOptions::LINEAR),
            ground: Ground::Whole,
        };
        let entry = Entry {
            outcome: Ok(drawn),
            bytes: 256,
            seen: 0,
        };
        previews.entries.insert((of(1, "Li").key(), 80), entry);
        assert!(matches!(
            previews.get(slot, &of(1, "Li"), 80.0),
            Shown::Ready { fresh: true, .. }
        ));
        let other_name = previews.get(slot, &of(1, "Ann"), 80.0);
        assert!(
            matches!(other_name, Shown::Ready { fresh: false, .. }),
            "{other_name:?}"
        );
        let other_design = previews.get(slot, &of(2, "Ann"), 80.0);
        assert!(matches!(other_design, Shown::Waiting), "{other_design:?}");
    }

    #[test]
    fn a_frame_takes_a_few_thumbnails_or_one_large_picture() {
        let done = |sizes: &[usize]| -> Vec<Done> {
            let image = |side: &usize| {
                Ok(Drawn {
                    image: ColorImage::filled([*side, *side], egui::Color32::WHITE),
                    ground: Ground::Whole,
                })
            };
            let key = (Key::Font(0), 80);
            sizes.iter().map(|side| (0, key, image(side))).collect()
        };
        assert_eq!(in_one_frame(&done(&[])), 0);
        assert_eq!(in_one_frame(&done(&[2000, 10])), 1);
        assert_eq!(in_one_frame(&done(&[256; 20])), 8);
        assert_eq!(in_one_frame(&done(&[10; 20])), 20);
    }
}
