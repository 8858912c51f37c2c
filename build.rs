//! Packs the folder `fonts` into one archive, `fonts.bin`, that the program carries.

use std::path::{Path, PathBuf};

#[path = "src/fonts/index.rs"]
mod index;
#[path = "src/fonts/pack.rs"]
mod pack;

/// Higher levels make the archive hardly smaller (its bulk is PostScript outlines and PNG pictures) and the build slow.
const LEVEL: i32 = 12;

fn main() {
    println!("cargo::rerun-if-changed=fonts");
    println!("cargo::rerun-if-changed=src/fonts/index.rs");
    println!("cargo::rerun-if-changed=src/fonts/pack.rs");
    if let Err(error) = run() {
        println!("cargo::error=cannot pack the fonts: {error}");
    }
}

#[expect(clippy::disallowed_methods, reason = "This is how Cargo speaks to a build script")]
fn run() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new("fonts");
    let mut paths = Vec::new();
    find_fonts(folder, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path)?;
        let faces = index::read_faces(&bytes, |family| family.starts_with("Noto Sans Mono CJK"))
            .map_err(|why| format!("{}: {why}", path.display()))?;
        let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        files.push(pack::Input { name, bytes, faces });
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    std::fs::write(out.join("fonts.bin"), pack::pack(&files, LEVEL)?)?;
    Ok(())
}

fn find_fonts(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find_fonts(&path, paths)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "ttf" || extension == "otf" || extension == "ttc")
        {
            paths.push(path);
        }
    }
    Ok(())
}
