//! Codes of designs are read back from their pictures.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::compose::{Kit, Pictures, compose};
use crate::fonts::{FolderFonts, FontBook};
use crate::model::{Design, Fields, Value};
use crate::render::raster::Painter;
use crate::render::scan::reads;
use crate::scene::Scene;
use crate::text::Engine;

static KIT: LazyLock<Kit> = LazyLock::new(|| {
    let fonts = FolderFonts(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts").into());
    Kit {
        engine: Arc::new(Engine::new(Arc::new(FontBook::new(&fonts).expect("fonts")))),
        assets: BTreeMap::new(),
        own_fonts: Vec::new(),
    }
});

const ADDRESS: &str = "https://certificates.example.org/c/0123456789abcdefghjkmnpqrs";

/// A page with a code of this look, and other elements before and behind it.
fn scene(look: &str, before: &str, behind: &str) -> Scene {
    let code = format!(
        r#"{{"name":"Code","x":100,"y":100,"width":80,"height":80,"content":{{"qr":{{"content":"{{{{credential.url}}}}"{look}}}}}}}"#
    );
    let elements: Vec<&str> = [before, &code, behind]
        .into_iter()
        .filter(|one| !one.is_empty())
        .collect();
    let design: Design = serde_json::from_str(&format!(
        r#"{{"name":"T","kind":"certificate","pages":[{{"width":400,"height":300,"elements":[{}]}}]}}"#,
        elements.join(",")
    ))
    .expect("a design");
    let mut fields = Fields::new("en");
    fields.set(
        "credential.url".parse().expect("field"),
        Value::Text(ADDRESS.to_owned()),
    );
    compose(&design, &fields, &Pictures::new(), &KIT).value
}

fn is_read(scene: &Scene) -> bool {
    let page = &scene.pages[0];
    assert_eq!(page.codes.len(), 1);
    assert_eq!(page.codes[0].says, ADDRESS);
    reads(&mut Painter::new(), page, &page.codes[0]).expect("painted")
}

fn rectangle(x: f64, y: f64, width: f64, height: f64, fill: &str) -> String {
    format!(
        r#"{{"name":"R{x}","x":{x},"y":{y},"width":{width},"height":{height},"content":{{"shape":{{"form":{{"rectangle":{{}}}},"fill":"{fill}"}}}}}}"#
    )
}

#[test]
fn codes_that_people_scan_are_read() {
    for look in [
        "",
        r##","color":"#1F2A37","background":"#FFFFFF","quiet_zone":4"##,
        r##","color":"#7A1F1F","background":"#FBF3DD","quiet_zone":2"##,
        r#","level":"high""#,
        r#","level":"low","quiet_zone":1"#,
    ] {
        assert!(is_read(&scene(look, "", "")), "{look}");
    }
    let turned = scene("", "", "").pages[0].codes.clone();
    assert_eq!(turned[0].area.width(), 80.0);
    let dark = rectangle(60.0, 60.0, 160.0, 160.0, "#1F2A37");
    let plate = r##","background":"#FFFFFF","quiet_zone":4"##;
    assert!(
        is_read(&scene(plate, &dark, "")),
        "on a dark ground with a plate of its own"
    );
}

#[test]
fn codes_that_nobody_can_scan_are_found() {
    let dark = rectangle(60.0, 60.0, 160.0, 160.0, "#1F2A37");
    assert!(!is_read(&scene("", &dark, "")), "dark on dark");
    assert!(
        !is_read(&scene(r##","color":"#F4F4F4""##, "", "")),
        "nearly white on white"
    );
    let over = rectangle(95.0, 95.0, 40.0, 40.0, "#B08D3C");
    assert!(!is_read(&scene("", "", &over)), "a shape over its corner");
    let clear = scene(r##","color":"#00000000""##, "", "");
    assert!(!is_read(&clear), "nothing is drawn");
}
