//! What the tests of design files share.

mod drawings;
mod files;
mod presentations;
mod svg_elements;

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use super::*;
use crate::fonts::FolderFonts;
use crate::scene::Asset;

/// A folder for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("accolade-designfile-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("folder");
        Folder(path)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        fs::write(&path, bytes).expect("file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A PNG of one colour with some width and height, without compression.
fn png(width: u32, height: u32) -> Vec<u8> {
    let row = [&[0][..], &[200, 100, 50, 255].repeat(width as usize)].concat();
    let data = row.repeat(height as usize);
    let mut packed = vec![0x78, 1];
    let blocks = data.chunks(65_535).count();
    for (number, block) in (1..).zip(data.chunks(65_535)) {
        let length = block.len() as u16;
        packed.push(u8::from(number == blocks));
        packed.extend(length.to_le_bytes().iter().chain(&(!length).to_le_bytes()).chain(block));
    }
    let (a, b) = data.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    packed.extend((b << 16 | a).to_be_bytes());
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, bytes) in [(b"IHDR", &head), (b"IDAT", &packed), (b"IEND", &Vec::new())] {
        out.extend((bytes.len() as u32).to_be_bytes());
        let named = [&name[..], bytes].concat();
        let crc = named.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
            })
        });
        out.extend(named);
        out.extend((!crc).to_be_bytes());
    }
    out
}

const DESIGN: &str = r##"{
  "format": "accolade-design",
  "version": 1,
  "name": "Test",
  "kind": "certificate",
  "language": "en",
  "pages": [
    {
      "width": 300,
      "height": 200,
      "background": { "image": "images/paper.svg" },
      "elements": [
        {
          "name": "Seal",
          "x": 10,
          "y": 10,
          "width": 50,
          "height": 50,
          "content": { "image": { "source": { "asset": "images/seal.png" } } }
        }
      ]
    }
  ]
}
"##;

const PAPER: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#FBF8F1"/></svg>"##;

fn sample() -> DesignFile {
    DesignFile {
        design: from_json(DESIGN).expect("design").value,
        assets: BTreeMap::from([
            ("images/paper.svg".to_owned(), Arc::from(PAPER.as_bytes())),
            ("images/seal.png".to_owned(), Arc::from(png(4, 4))),
        ]),
        fonts: BTreeMap::from([("Own.ttf".to_owned(), Arc::from(&b"font"[..]))]),
    }
}

fn codes(problems: &Problems) -> Vec<&str> {
    problems.iter().map(|problem| problem.code.as_ref()).collect()
}

/// The readers run in this process: what a child survives is tested where it is started.
fn launcher() -> Launcher {
    Launcher::in_process(TASKS)
}

/// The fonts of the program.
static BOOK: LazyLock<FontBook> = LazyLock::new(|| {
    let fonts = FolderFonts(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into());
    FontBook::new(&fonts).expect("fonts")
});

fn prepare_all(file: &DesignFile, progress: &Progress) -> Result<Warned<BTreeMap<String, Asset>>> {
    prepare(&file.assets, &file.fonts, &launcher(), progress)
}

fn read_it(path: &Path) -> Result<Warned<DesignFile>> {
    read(path, &launcher(), &Progress::new())
}

/// A PDF with pages of 100 × 100 points, each half blue.
fn pdf(pages: usize, trailer: &str) -> Vec<u8> {
    pdf_of(pages, "0 0 1 rg 0 0 100 50 re f", trailer)
}

/// The same with something else on each page. `/F` is a face of every reader.
fn pdf_of(pages: usize, content: &str, trailer: &str) -> Vec<u8> {
    pdf_with(&vec![content; pages], trailer)
}

/// A PDF with a page for each content.
fn pdf_with(contents: &[&str], trailer: &str) -> Vec<u8> {
    pdf_parts(contents, "", "null", "", trailer)
}

/// The same with more in the resources of each page, an object of the number 3, and more in the catalog.
fn pdf_parts(contents: &[&str], resources: &str, third: &str, catalog: &str, trailer: &str) -> Vec<u8> {
    let count = contents.len();
    let kids: String = (0..count).map(|page| format!("{} 0 R ", page * 2 + 4)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        format!("<</Type/Pages/Kids[{kids}]/Count {count}>>"),
        third.to_owned(),
    ];
    for (number, content) in (5..).step_by(2).zip(contents) {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents {number} 0 R/Resources<</Font<</F \
             <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>{resources}>>>>"
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(out.len());
        out.extend(format!("{number} 0 obj{object}endobj\n").bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    out.extend(
        format!(
            "trailer<</Size {}/Root 1 0 R{trailer}>>startxref\n{start}\n%%EOF",
            objects.len() + 1
        )
        .bytes(),
    );
    out
}
