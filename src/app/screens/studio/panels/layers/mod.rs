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
use crate::model::{Design, Element};
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
    let mut lines = Vec::new();
    collect(ui, list, None, 0, &mut lines);
    for line in &mut lines {
        line.told = told.get(&line.element.name).unwrap_or(&line.element.name);
    }
    let words = locale::searched(words.trim());
    if !words.is_empty() {
        lines.retain(|line| {
            let names = [&line.element.name, &called(line.element)];
            names.into_iter().any(|name| locale::searched(name).contains(&words))
        });
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

/// The lines from the front to the back; of a folded group only itself.
fn collect<'a>(ui: &Ui, list: &'a [Element], parent: Option<&'a str>, depth: usize, lines: &mut Vec<Line<'a>>) {
    for (index, element) in list.iter().enumerate().rev() {
        let is_folded = ui.data(|data| data.get_temp(folded_id(&element.name))).unwrap_or(false);
        lines.push(Line {
            element,
            told: &element.name,
            parent,
            index,
            depth,
            is_folded,
        });
        if !is_folded {
            collect(ui, element.children(), Some(&element.name), depth + 1, lines);
        }
    }
}
