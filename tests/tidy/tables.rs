//! Which module may import which, and which module keeps which crate to itself.

/// The modules in their reading order, each with those it may import. `*` stands for all that are above it.
pub const LAYERS: &[(&str, &str)] = &[
    ("units", ""),
    ("diag", ""),
    ("progress", "diag"),
    // Files that are there whole or not at all.
    ("files", "diag"),
    ("model", "units diag"),
    // `model`: a date and the pattern it is written by are the model's.
    ("locale", "diag model"),
    ("worker", "diag progress"),
    // `model`: a picture is named by the same hash as every blob.
    ("images", "units diag model"),
    // `progress`: a computer may have thousands of fonts.
    ("fonts", "diag progress"),
    // `model`: fill rules are the same in a design and in a scene.
    ("scene", "units fonts images model"),
    // `scene`: what text laying gives is glyph runs of the display list. `model`: styles and fit policies.
    ("text", "units diag locale fonts model scene"),
    ("store", "diag progress files locale model"),
    ("import", "diag progress files locale worker model"),
    // `scene`: the pictures and drawings of a design are prepared once, as scene items. `locale`: languages are checked.
    (
        "designfile",
        "units diag progress files model locale worker images fonts scene",
    ),
    ("compose", "units diag model locale images fonts scene text"),
    // `model`: the date of a document is a moment of the model.
    ("render", "units diag model images fonts scene"),
    // Not `render`: what a designer does depends on no format; who shows it draws it.
    (
        "studio",
        "units diag progress model locale images fonts scene text designfile compose",
    ),
    // `designfile`: a stored revision of a design is its file. Not `render`: what is issued does not depend on a format.
    (
        "issue",
        "units diag progress model locale worker images fonts scene text store import designfile compose",
    ),
    ("publish", "*"),
    ("app", "*"),
    ("cli", "*"),
];

/// The parts of the window, each with those of them that it may import. Screens know neither each other nor what works:
/// they read the state and send commands.
pub const WINDOW: &[(&str, &str)] = &[
    ("settings", ""),
    // `preview`: pictures are drawn where they are shown. `settings`: the appearance that was chosen.
    ("theme", "settings"),
    ("preview", ""),
    ("words", ""),
    // `settings`: how dates are written.
    ("widgets", "settings theme preview words"),
    ("route", ""),
    // `surroundings` names the dialogs, whose trait stands with the jobs that ask.
    ("emoji", ""),
    // `emoji`: what it draws is taken from no face here.
    ("fonts", "emoji"),
    ("surroundings", "fonts jobs"),
    ("jobs", "command state surroundings fonts"),
    ("command", "route state jobs settings widgets"),
    ("state", "route jobs settings command"),
    (
        "handlers",
        "command fonts jobs preview requests route settings state surroundings theme words",
    ),
    ("screens", "command preview route settings state theme widgets words"),
    // `settings`: each frame says how it writes counts.
    (
        "frame",
        "command jobs preview route screens settings state theme widgets words",
    ),
    ("run", "settings surroundings theme"),
    ("requests", "settings surroundings"),
];

/// Modules of the library that screens, frame and widgets must not name: what opens, writes, computes or waits.
pub const NOT_DRAWN: &[&str] = &[
    "issue",
    "publish",
    "import",
    "designfile",
    "compose",
    "render",
    "worker",
    "fonts",
];

/// The crates that stay within modules: their types must not be seen elsewhere. `*` stands for everywhere.
pub const CRATES: &[(&str, &str)] = &[
    // The vocabulary that parley, vello_cpu and krilla share, and what is as good as the standard library.
    ("kurbo", "*"),
    ("peniko", "*"),
    ("serde", "*"),
    ("serde_json", "*"),
    ("thiserror", "*"),
    ("unicode_normalization", "model locale fonts text store import publish"),
    ("unicode_segmentation", "locale text import publish"),
    ("unicode_script", "fonts text import"),
    ("unicode_bidi", "text designfile publish app"),
    (
        "sha2",
        "images store designfile import compose render issue publish app cli",
    ),
    ("rayon", "studio issue publish cli"),
    // One job each.
    ("parley", "text"),
    ("parley_engine", "text"),
    ("parlance", "text"),
    ("fontique", "fonts text"),
    ("skrifa", "fonts text render"),
    ("zstd", "fonts"),
    ("vello_cpu", "render"),
    ("krilla", "render designfile"),
    ("pdf_writer", "render"),
    ("simd_adler32", "render"),
    ("subsetter", "render"),
    ("xmp_writer", "render"),
    ("comemo", "render"),
    ("png", "render"),
    ("flate2", "render"),
    ("image", "images"),
    ("moxcms", "images"),
    ("usvg", "designfile"),
    ("resvg", "designfile"),
    ("serde_path_to_error", "designfile"),
    ("hayro", "designfile"),
    ("zip", "designfile import"),
    ("qrcodegen", "compose"),
    ("rqrr", "render"),
    ("calamine", "import"),
    ("csv", "import"),
    ("encoding_rs", "import"),
    ("chardetng", "import"),
    ("rust_xlsxwriter", "import"),
    ("sled", "store"),
    ("bincode", "store"),
    ("crc32fast", "images worker store import render"),
    ("fs4", "store"),
    ("memchr", "store import render"),
    ("libc", "worker store"),
    ("x11rb", "app"),
    ("icu", "locale"),
    ("writeable", "locale"),
    ("jiff", "locale cli"),
    ("minijinja", "publish"),
    ("clap", "cli"),
    ("indicatif", "cli"),
    ("eframe", "app"),
    ("egui", "app"),
    ("egui_extras", "app"),
    ("egui_notify", "app"),
    ("egui_material_icons", "app"),
    ("rfd", "app"),
    ("getrandom", "cli"),
    // `store`: a lock says on which machine it is held.
    ("whoami", "store cli"),
];

pub const MAX_LINES: usize = 800;
