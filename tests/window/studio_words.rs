//! Texts with words by language in the studio: which of them are seen is said where they are.

use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable};

use super::look::appear;
use super::studio::{click_at, key, middle, new_design, rect, steps};
use super::world::{Window, World};

/// A text with words for all and in Arabic, of which those in Arabic are seen.
fn with_arabic(world: &World) -> Window {
    let mut window = new_design(world);
    key(&mut window, Modifiers::NONE, Key::T);
    let at = middle(&window) - Vec2::new(150.0, 60.0);
    click_at(&mut window, at);
    typed(&mut window, "Diploma");
    key(&mut window, Modifiers::NONE, Key::Escape);
    window.0.get_by_label("Language to add").scroll_to_me();
    steps(&mut window, 4);
    window.type_into("Language to add", "ar");
    key(&mut window, Modifiers::NONE, Key::Enter);
    steps(&mut window, 3);
    window
}

fn typed(window: &mut Window, text: &str) {
    window.0.event(Event::Text(text.to_owned()));
    steps(window, 3);
}

pub fn attach(window: &mut Window, world: &World, rows: &str) {
    let path = world.folder.join("people.csv");
    std::fs::write(&path, rows).expect("the sheet");
    world.dialogs.next.lock().expect("lock").push(Ok(Some(path)));
    window.click("Data: Attach data");
    window.click("Use a spreadsheet…");
    window.until("Data: people.csv");
    window.settle();
}

/// What is chosen in the inspector.
fn chosen(window: &Window) -> String {
    let node = window.0.get_by_label("Language that is shown");
    node.accesskit_node().value().unwrap_or_default()
}

#[test]
fn a_tag_and_the_line_below_say_which_words_are_seen() {
    let world = World::new("studio-words");
    let mut window = with_arabic(&world);
    assert_eq!(chosen(&window), "Arabic");
    let switch = rect(&window, "Language that is shown");
    assert!(
        switch.top() < rect(&window, "Font").top(),
        "at the top of what is said of the text"
    );
    let tag = rect(&window, "Words of Text that are shown: Arabic");
    let frame = rect(&window, "Text, text");
    assert!(
        tag.bottom() <= frame.top() && frame.top() - tag.bottom() < 12.0,
        "{tag:?} {frame:?}"
    );

    attach(&mut window, &world, "Name,Language\nAnn Lee,de\nBo Ek,de\nMuna,ar\n");
    assert_eq!(chosen(&window), "Arabic", "attaching changes nothing");
    window.until_starting("Row in German: the words in Arabic stay until the next row");
    window.shot("studio-words-held");
    window.click("Next row (PgDn)");
    window.until("Words of Text that are shown: All others");
    window.until_starting("Row in German: words of all others");
    assert_eq!(chosen(&window), "All others");

    let at = rect(&window, "Text, text").center();
    click_at(&mut window, at);
    key(&mut window, Modifiers::NONE, Key::Enter);
    window.until("Words of Text that are edited: All others");
    window.click("Next row (PgDn)");
    window.until_starting("Row in Arabic: the words of all others stay while they are edited");
    assert!(window.has("Words of Text that are edited: All others"));
    window.settle();
    window.shot("studio-words-edited-dark");
    appear(&mut window, "Appearance: light");
    window.shot("studio-words-light");
}
