//! Designs from and to files, and files from a design without a workspace.

use std::path::Path;

use super::{World, texts};

#[test]
fn a_design_and_a_sheet_become_files_without_a_workspace() {
    let world = World::new("render");
    std::fs::write(
        world.path("people.csv"),
        "Name,Course\nAnn/Bob,Law\nAnn:Bob,Law\n李 (Lee),Law\n",
    )
    .expect("the sheet");
    let design = accolade_design();
    std::fs::create_dir_all(world.path("d")).expect("a folder");
    std::fs::write(world.path("d/design.json"), design).expect("the design");
    let arguments = [
        "render",
        "--design",
        "d",
        "--sheet",
        "people.csv",
        "--out",
        "out",
        "--pdf",
        "--png",
        "--dpi",
        "50",
    ];
    world.done(&arguments);
    let mut names: Vec<String> = std::fs::read_dir(world.path("out"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names.len(), 6, "{names:?}");
    assert!(names.contains(&"李 (Lee).pdf".to_owned()), "{names:?}");
    assert!(
        world.refused(&arguments).contains("already"),
        "nothing is overwritten by itself"
    );
}

fn accolade_design() -> &'static str {
    r##"{"format":"accolade-design","version":1,"name":"D","kind":"certificate","pages":[{"width":400,"height":300,"elements":[
      {"name":"Name","x":20,"y":50,"width":360,"height":60,"content":{"text":{"spans":[{"text":"{{recipient.name}}, {{course}}"}],
       "style":{"family":"Inter","size":24,"color":"#000000"}}}}]}]}"##
}

/// A font that the program does not bring: one of its own under another name.
fn foreign_font() -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/cinzel/Cinzel-Bold.ttf");
    let mut font = std::fs::read(path).expect("a font");
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (from, to) = (wide("Cinzel"), wide("Zinzel"));
    for at in 0..font.len() - from.len() {
        if font[at..].starts_with(&from) {
            font[at..at + to.len()].copy_from_slice(&to);
        }
    }
    font
}

#[test]
fn a_design_goes_with_its_font_and_picture_to_another_workspace_and_out_as_a_drawing() {
    let [here, there] = [World::new("pack-here"), World::new("pack-there")];
    let design = r##"{"format":"accolade-design","version":1,"name":"Pack","kind":"certificate","pages":[{"width":400,"height":300,"elements":[
        {"name":"Seal","x":20,"y":20,"width":60,"height":60,"content":{"image":{"source":{"asset":"images/seal.svg"}}}},
        {"name":"Who","x":20,"y":100,"width":360,"height":80,"content":{"text":{"spans":[{"text":"{{recipient.name}}"}],"style":{"family":"FAMILY","size":30,"color":"#000000"}}}}]}]}"##;
    let seal = r##"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle cx="5" cy="5" r="5" fill="#AA0000"/></svg>"##;
    for (folder, family) in [("d", "Zinzel"), ("plain", "Inter")] {
        let at = here.path(folder);
        std::fs::create_dir_all(at.join("images")).expect("a folder");
        std::fs::create_dir_all(at.join("fonts")).expect("a folder");
        std::fs::write(at.join("design.json"), design.replace("FAMILY", family)).expect("a file");
        std::fs::write(at.join("images/seal.svg"), seal).expect("a file");
    }
    std::fs::write(here.path("d/fonts/Own.ttf"), foreign_font()).expect("a file");
    here.done(&["design", "import", "d"]);
    here.done(&["design", "export", "Pack", "pack.accolade"]);
    std::fs::copy(here.path("pack.accolade"), there.path("pack.accolade")).expect("a copy");
    there.done(&["design", "import", "pack.accolade"]);
    let picture = |world: &World, name: &str| {
        world.done(&[
            "design",
            "render",
            name,
            "out.png",
            "--data",
            "recipient.name=Zoë Müller",
        ]);
        std::fs::read(world.path("out.png")).expect("a picture")
    };
    let drawn = picture(&here, "Pack");
    assert_eq!(drawn, picture(&there, "Pack"), "the same on the other machine");
    assert_ne!(drawn, picture(&here, "plain"), "in the font that came with it");
    for (name, begin) in [("o.svg", &b"<svg "[..]), ("o.pdf", b"%PDF-"), ("o.png", b"\x89PNG")] {
        there.done(&["design", "export", "Pack", name]);
        let bytes = std::fs::read(there.path(name)).expect("a file");
        assert!(bytes.starts_with(begin), "{name}");
    }
    // With the sample of the window, not with the names of its fields.
    let exported = std::fs::read(there.path("o.svg")).expect("a file");
    there.done(&[
        "design",
        "render",
        "Pack",
        "rendered.svg",
        "--data",
        "recipient.name=Amara Okonkwo-Lindqvist",
    ]);
    let rendered = std::fs::read(there.path("rendered.svg")).expect("a file");
    assert!(exported == rendered, "the sample of the window");
    // What was written as a drawing is read again as elements, by a reader in a process of its own.
    there.done(&["design", "import", "o.svg", "--as", "elements", "--name", "Again"]);
    let list = there.json(&["design", "list"]);
    let names: Vec<&str> = list
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert!(names.contains(&"Again") && names.contains(&"Pack"), "{names:?}");
}

#[test]
fn a_style_that_a_font_lacks_is_said_when_a_drawing_is_imported() {
    let world = World::new("lacking-face");
    let drawing = r#"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" font-family="Inter" font-size="20">
        <text x="9" y="40" font-weight="bold">Bold <tspan font-style="italic">and italic</tspan></text>
        <text x="9" y="80" font-style="italic">Italic</text></svg>"#;
    std::fs::write(world.path("drawing.svg"), drawing).expect("a file");
    let (_, said) = texts(&world.run(&["design", "import", "drawing.svg", "--as", "elements"]));
    let lack = "Inter has no bold italic here; its italic letters are thickened";
    assert_eq!(said.matches(lack).count(), 1, "{said}");
    assert_eq!(said.matches("Inter has no").count(), 1, "{said}");
}

#[test]
fn a_picture_that_was_to_become_elements_says_that_it_is_a_background() {
    let world = World::new("as-elements");
    std::fs::write(world.path("logo.png"), include_bytes!("../../assets/demo/logo.png")).expect("a file");
    let (_, said) = texts(&world.run(&["design", "import", "logo.png", "--as", "elements"]));
    assert!(said.contains("becomes the background"), "{said}");
    let (_, said) = texts(&world.run(&["design", "import", "logo.png", "--name", "Other"]));
    assert!(!said.contains("becomes the background"), "{said}");
}
