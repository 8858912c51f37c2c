//! The pages, and the elements of the page that is worked on, the front one first.

mod drag;
mod pages;
mod row;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Id, Ui};

use super::super::super::super::View;
use super::super::super::super::state::studio::Open;
use super::super::super::super::theme::{self, Type, space};
use super::super::super::super::widgets::search_field;
use crate::locale;
use crate::model::{Design, DesignId, Element};
use crate::studio::{self, called};

/// How high a line is.
const ROW: f32 = 28.0;
/// How far what is in a group stands to the right.
const INDENT: f32 = 14.0;

/// A line of the list.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    element: &'a Element,
    /// What is heard of it, as of no other.
    told: &'a str,
    /// The group that it is in.
    parent: Option<&'a str>,
    /// From 0 at the back.
    index: usize,
    depth: usize,
    is_folded: bool,
}

fn folded_id(name: &str) -> Id {
    Id::unique("folded group").with(name)
}

pub(super) fn show(ui: &mut Ui, view: &mut View<'_>, open: &Open) {
    pages::show(ui, view, open);
    let words_id = Id::unique("search of layers");
    let mut words: String = ui.data(|data| data.get_temp(words_id)).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.add_space(space::S);
        let width = ui.available_width() - space::S;
        let id = words_id.with("field");
        if let Some(typed) = search_field(ui, id, "Search elements", &words, "Search elements", width) {
            words = typed;
            ui.data_mut(|data| data.insert_temp(words_id, words.clone()));
        }
    });
    ui.add_space(space::XS);
    ui.spacing_mut().item_spacing.y = 0.0;
    let design = open.editor.shown();
    let list = design.list(open.editor.page(), None).unwrap_or_default();
    let told = told(ui, design);
    let words = locale::searched(words.trim());
    let followed = follow(ui, open);
    let is_folded = |name: &str| ui.data(|data| data.get_temp(folded_id(name))).unwrap_or(false);
    let mut lines = found(list, &words, &is_folded);
    for line in &mut lines {
        line.told = told.get(&line.element.name).unwrap_or(&line.element.name);
    }
    if lines.is_empty() {
        let text = match words.is_empty() {
            true => "Nothing is on this page yet. Take a tool from the bar above, or drop a picture on the page.",
            false => "No element is called so",
        };
        ui.horizontal(|ui| {
            ui.add_space(space::M);
            let text = Type::Small.text(text).color(theme::of(ui).muted);
            ui.add(egui::Label::new(text).wrap());
        });
    }
    let drawn: Vec<egui::Rect> = lines
        .iter()
        .map(|line| row::show(ui, view, open, &lines, line))
        .collect();
    if words.is_empty() {
        drag::show(ui, view, open, &lines, &drawn);
    }
    let at = followed.and_then(|name| lines.iter().position(|line| line.element.name == name));
    if let Some(rect) = at.and_then(|at| drawn.get(at)) {
        // As far as need be.
        ui.scroll_to_rect(*rect, None);
    }
}

/// What is selected anew, be it on the page, is seen here: the groups around it unfold. Gives the first of it.
fn follow(ui: &Ui, open: &Open) -> Option<String> {
    // What a frame that is being drawn takes in changes with every movement.
    if open.editor.marquee().is_some() {
        return None;
    }
    let id = Id::unique("selection that the list of layers followed");
    let now = (open.id, open.editor.selection().to_vec());
    let before: Option<(DesignId, Vec<String>)> = ui.data(|data| data.get_temp(id));
    if before.as_ref() == Some(&now) {
        return None;
    }
    for group in around(open.editor.shown(), &now.1) {
        ui.data_mut(|data| data.insert_temp(folded_id(&group), false));
    }
    let first = now.1.first().cloned();
    ui.data_mut(|data| data.insert_temp(id, now));
    first
}

/// The groups in which elements are.
fn around(design: &Design, names: &[String]) -> Vec<String> {
    let located = names.iter().filter_map(|name| design.locate(name));
    located.flat_map(|at| at.groups).collect()
}

/// What is heard of the elements of a design.
#[derive(Clone)]
struct Told {
    design: Arc<Design>,
    names: Arc<BTreeMap<String, String>>,
}

/// What is heard of the elements, made anew when the design is another one.
fn told(ui: &Ui, design: &Arc<Design>) -> Arc<BTreeMap<String, String>> {
    let id = Id::unique("what is heard of the elements");
    let known: Option<Told> = ui.data(|data| data.get_temp(id));
    if let Some(known) = known.filter(|known| Arc::ptr_eq(&known.design, design)) {
        return known.names;
    }
    let names = Arc::new(studio::told(design));
    let told = Told {
        design: Arc::clone(design),
        names: Arc::clone(&names),
    };
    ui.data_mut(|data| data.insert_temp(id, told));
    names
}

/// The lines that have the words, from the front to the back. Of a folded group there is only itself; words are looked for
/// in it all the same.
fn found<'a>(list: &'a [Element], words: &str, is_folded: &dyn Fn(&str) -> bool) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    if words.is_empty() {
        collect(list, (None, 0), is_folded, &mut lines);
        return lines;
    }
    collect(list, (None, 0), &|_| false, &mut lines);
    lines.retain(|line| {
        let names = [&line.element.name, &called(line.element)];
        names.into_iter().any(|name| locale::searched(name).contains(words))
    });
    lines
}

fn collect<'a>(
    list: &'a [Element],
    (parent, depth): (Option<&'a str>, usize),
    is_folded: &dyn Fn(&str) -> bool,
    lines: &mut Vec<Line<'a>>,
) {
    for (index, element) in list.iter().enumerate().rev() {
        let is_folded_here = is_folded(&element.name);
        lines.push(Line {
            element,
            told: &element.name,
            parent,
            index,
            depth,
            is_folded: is_folded_here,
        });
        if !is_folded_here {
            collect(element.children(), (Some(&element.name), depth + 1), is_folded, lines);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ElementContent, GroupContent, Image, ImageSource};
    use crate::units::Rect;

    fn picture(name: &str) -> Element {
        let image = Image::of(ImageSource::Asset(format!("images/{name}.png")));
        Element::new(name, Rect::new(0.0, 0.0, 9.0, 9.0), ElementContent::Image(image))
    }

    fn group(name: &str, children: Vec<Element>) -> Element {
        let content = ElementContent::Group(GroupContent::new(children));
        Element::new(name, Rect::new(0.0, 0.0, 9.0, 9.0), content)
    }

    fn names(lines: &[Line<'_>]) -> Vec<String> {
        lines.iter().map(|line| line.element.name.clone()).collect()
    }

    #[test]
    fn words_are_found_in_folded_groups_too() {
        let list = [group(
            "Head",
            vec![group("Seal", vec![picture("Star")]), picture("Logo")],
        )];
        let all_folded = |_: &str| true;
        assert_eq!(names(&found(&list, "", &all_folded)), ["Head"]);
        assert_eq!(names(&found(&list, "star", &all_folded)), ["Star"]);
        assert_eq!(
            names(&found(&list, "", &|name| name == "Seal")),
            ["Head", "Logo", "Seal"]
        );
    }

    #[test]
    fn what_is_selected_unfolds_the_groups_around_it_and_no_others() {
        let mut design: Design =
            serde_json::from_str(r#"{"name":"T","kind":"certificate","pages":[{"width":600,"height":400}]}"#)
                .expect("a design");
        let seal = group("Seal", vec![picture("Star")]);
        design.pages[0].elements = vec![group("Head", vec![seal]), group("Foot", vec![picture("Logo")])];
        assert_eq!(around(&design, &["Star".to_owned()]), ["Head", "Seal"]);
        assert!(around(&design, &["Head".to_owned()]).is_empty());
    }
}
