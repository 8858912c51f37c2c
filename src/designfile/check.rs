//! What in a design cannot work, although it has the form of one. Every problem names the page and the element.

use std::collections::BTreeSet;

use crate::diag::{Place, Problem, Problems};
use crate::locale;
use crate::model::{
    Aids, Chips, Condition, Design, Element, ElementContent, Fit, Form, Gradient, GroupContent, Image, ImageSource,
    Ornament, Page, Paint, ShapeContent, StrokeStyle, Template, TextContent, TextPath, TextStyle, Token,
};
use crate::units::{BezPath, Pt};

use super::path;

/// The smallest and largest side of a page: 5 mm and 5 m, in points.
const PAGE_SIDE: [f64; 2] = [14.0, 14_200.0];
/// How far from the page an element may be, in points.
pub const FAR: f64 = 100_000.0;
/// The most pages of a design.
pub(super) const MAX_PAGES: usize = 20;
const MAX_ELEMENTS: usize = 5_000;
/// How many groups may lie in each other.
const MAX_DEPTH: usize = 16;
const MAX_PATH: usize = 1_000_000;
const MAX_GUIDES: usize = 500;

/// All that is wrong with a design, apart from its files.
pub fn check(design: &Design) -> Problems {
    let mut checker = Checker {
        problems: Problems::default(),
        place: Place::default(),
        names: BTreeSet::new(),
        language: design.language.clone(),
        is_mask: false,
    };
    checker.design(design);
    checker.problems
}

struct Checker {
    problems: Problems,
    place: Place,
    names: BTreeSet<String>,
    language: String,
    /// Whether what is looked at cuts others, and therefore needs neither fill nor stroke.
    is_mask: bool,
}

impl Checker {
    fn error(&mut self, code: &'static str, message: impl Into<String>) {
        let problem = Problem::error(code, message).hint("Correct it in the design's design.json");
        self.problems.push(problem.at(self.place.clone()));
    }

    /// A number outside its bounds; `what` begins the sentence.
    fn number(&mut self, what: &str, value: f64, least: f64, most: f64) {
        if !(least..=most).contains(&value) {
            self.error(
                "design-number",
                format!("{what} is {value}; it may be {least} to {most}"),
            );
        }
    }

    fn length(&mut self, what: &str, value: Pt, least: f64, most: f64) {
        self.number(what, value.0, least, most);
    }

    fn design(&mut self, design: &Design) {
        if design.name.trim().is_empty() {
            self.error("design-name", "The design has no name");
        }
        self.language("The language of the design", &design.language);
        if design.pages.is_empty() || design.pages.len() > MAX_PAGES {
            self.error(
                "design-pages",
                format!("A design has 1 to {MAX_PAGES} pages, not {}", design.pages.len()),
            );
        }
        let mut count = 0;
        for (index, page) in design.pages.iter().enumerate() {
            self.place = Place {
                page: Some(index as u32 + 1),
                ..Place::default()
            };
            self.page(page, &mut count);
        }
    }

    fn language(&mut self, what: &str, tag: &str) {
        if locale::canonical_language(tag).is_none() {
            let problem = Problem::error(
                "design-language",
                format!("{what} is no language that is known: “{tag}”"),
            )
            .hint("Write a tag such as “en”, “de” or “zh-Hans” (BCP 47)")
            .at(self.place.clone());
            self.problems.push(problem);
        }
    }

    fn page(&mut self, page: &Page, count: &mut usize) {
        self.length("The page's width (points)", page.width, PAGE_SIDE[0], PAGE_SIDE[1]);
        self.length("The page's height (points)", page.height, PAGE_SIDE[0], PAGE_SIDE[1]);
        self.length("The page's bleed (points)", page.bleed, 0.0, 300.0);
        if let Some(paint) = &page.background.paint {
            self.paint(paint);
        }
        if let Some(image) = &page.background.image {
            self.asset(image);
        }
        self.aids(&page.aids);
        for element in &page.elements {
            self.element(element, 0, count);
        }
    }

    fn aids(&mut self, aids: &Aids) {
        for guide in aids.vertical.iter().chain(&aids.horizontal) {
            self.length("The place of a guide (points)", *guide, -FAR, FAR);
        }
        if aids.vertical.len() + aids.horizontal.len() > MAX_GUIDES {
            self.error("design-guides", format!("The page has more than {MAX_GUIDES} guides"));
        }
        for step in aids.grid.iter().flat_map(|grid| grid.step) {
            self.length("The distance of the grid's lines (points)", step, 0.5, FAR);
        }
        for margin in aids.margins.iter().flatten().chain([&aids.safe]) {
            self.length("A margin of the page (points)", *margin, 0.0, FAR);
        }
    }

    fn element(&mut self, element: &Element, depth: usize, count: &mut usize) {
        *count += 1;
        self.place.element = Some(element.name.clone());
        if *count == MAX_ELEMENTS + 1 {
            self.error(
                "design-elements",
                format!("The design has more than {MAX_ELEMENTS} elements"),
            );
        }
        if *count > MAX_ELEMENTS {
            return;
        }
        if element.name.trim().is_empty() || element.name.chars().any(char::is_control) {
            self.error("design-name", "An element has no name, or one with control characters");
        } else if !self.names.insert(element.name.clone()) {
            let message = format!("Two elements have the name “{}”", element.name);
            let problem = Problem::error("design-name", message).hint("Give each element a name of its own");
            self.problems.push(problem.at(self.place.clone()));
        }
        for (what, value) in [("x", element.x), ("y", element.y)] {
            self.length(&format!("Its {what} (points)"), value, -FAR, FAR);
        }
        for (what, value) in [("width", element.width), ("height", element.height)] {
            self.length(&format!("Its {what} (points)"), value, 0.0, FAR);
        }
        self.number("Its rotation (degrees)", element.rotation, -3600.0, 3600.0);
        self.number("Its opacity", element.opacity, 0.0, 1.0);
        self.length("Its blur (points)", element.blur, 0.0, 1_000.0);
        if let Some(condition) = &element.show {
            self.condition(condition);
        }
        if let Some(shadow) = &element.shadow {
            self.length("The shadow's way to the right (points)", shadow.x, -1_000.0, 1_000.0);
            self.length("The shadow's way down (points)", shadow.y, -1_000.0, 1_000.0);
            self.length("The shadow's blur (points)", shadow.blur, 0.0, 1_000.0);
        }
        for text in element.templates() {
            self.template(text);
        }
        self.content(&element.content, depth, count);
        self.place.element = None;
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Greater { than, .. } => self.number("The number of the condition", *than, -1e15, 1e15),
            Condition::Language(tags) => {
                if tags.is_empty() {
                    self.error("design-language", "The condition names no language");
                }
                for tag in tags {
                    self.language("A language of the condition", tag);
                }
            }
            Condition::Empty(_) | Condition::Filled(_) | Condition::Equals { .. } => {}
        }
    }

    fn content(&mut self, content: &ElementContent, depth: usize, count: &mut usize) {
        match content {
            ElementContent::Text(text) => self.text(text),
            ElementContent::Image(image) => self.image(image),
            ElementContent::Shape(shape) => self.shape(shape),
            ElementContent::Qr(qr) => {
                self.number("The quiet zone (modules)", f64::from(qr.quiet_zone), 0.0, 20.0);
                if qr.content.trim().is_empty() {
                    self.error("design-qr", "The QR code has no content");
                }
            }
            ElementContent::Chips(chips) => self.chips(chips),
            ElementContent::Group(group) => {
                if let Some(clip) = &group.clip {
                    self.form(clip);
                }
                if depth + 1 > MAX_DEPTH {
                    self.error(
                        "design-depth",
                        format!("More than {MAX_DEPTH} groups lie in each other"),
                    );
                    return;
                }
                if group.masked && group.mask().is_none() {
                    self.no_mask(group);
                }
                for (index, child) in group.children.iter().enumerate() {
                    self.is_mask = group.masked && index == 0;
                    self.element(child, depth + 1, count);
                }
                self.is_mask = false;
            }
        }
    }

    /// A masked group whose backmost child cannot cut the others.
    fn no_mask(&mut self, group: &GroupContent) {
        let message = match group.children.first() {
            Some(first) => format!(
                "The group is masked, but its backmost element “{}” has no outline that could cut the others",
                first.name
            ),
            None => "The group is masked, but nothing is in it".to_owned(),
        };
        let hint = "Put a rectangle, an ellipse, a polygon or a closed path behind the others, or release the mask";
        let problem = Problem::error("design-mask", message).hint(hint);
        self.problems.push(problem.at(self.place.clone()));
    }

    fn template(&mut self, text: &str) {
        match Template::parse(text) {
            Ok(template) => template.tokens().for_each(|token| self.token(token)),
            Err(message) => self.error("design-field", message),
        }
    }

    fn token(&mut self, token: &Token) {
        if let Some(language) = &token.language {
            self.language("The language of a field", language);
        }
        if let Some(form) = &token.date {
            let language = token.language.as_deref().unwrap_or(&self.language);
            if let Err(message) = locale::DateFormatter::new(form, language) {
                self.error("design-date", message);
            }
        }
    }

    fn text(&mut self, text: &TextContent) {
        if text.spans.is_empty() {
            self.error("design-text", "The text has no spans");
        }
        self.style(&text.style);
        for span in text.all_spans() {
            self.style(&text.style.with(&span.style));
        }
        for (language, said) in &text.by_language {
            self.language("A language of the text", language);
            if said.is_empty() {
                self.error(
                    "design-text",
                    format!("The text has no spans in the language “{language}”"),
                );
            }
        }
        self.length("The gap of paragraphs (points)", text.paragraph_gap, 0.0, 5_000.0);
        self.number("The line height", text.line_height, 0.1, 10.0);
        let first = text.spans.first().and_then(|span| span.style.size);
        self.fit(text.fit, first.unwrap_or(text.style.size));
        match &text.path {
            Some(TextPath::Arc { radius, angle, .. }) => {
                self.length("The radius (points)", *radius, 0.1, FAR);
                self.number("The angle (degrees)", *angle, -3600.0, 3600.0);
            }
            Some(TextPath::Path { d }) => self.path_data(d),
            None => {}
        }
    }

    fn style(&mut self, style: &TextStyle) {
        if style.family.trim().is_empty() {
            self.error("design-font", "The text names no font family");
        }
        self.length("The size of the text (points)", style.size, 0.5, 5_000.0);
        self.number("The weight of the text", f64::from(style.weight), 1.0, 1000.0);
        self.number("The letter spacing (em)", style.letter_spacing, -1.0, 10.0);
    }

    fn fit(&mut self, fit: Fit, size: Pt) {
        if let Some(least) = fit.min_size {
            self.length("The smallest size of the text (points)", least, 0.5, size.0.max(0.5));
        }
        if let Some(most) = fit.max_size {
            self.length("The largest size of the text (points)", most, size.0, 5_000.0);
        }
    }

    fn image(&mut self, image: &Image) {
        if let ImageSource::Asset(name) = &image.source {
            self.asset(name);
        }
        for value in image.focus {
            self.number("The focus of the picture", value, 0.0, 1.0);
        }
        self.number("The zoom of the picture", image.zoom, 1.0, 1_000.0);
        if let Some(mask) = &image.mask {
            self.form(mask);
        }
        if let Some(paint) = &image.background {
            self.paint(paint);
        }
        self.length("The space around the picture", image.padding, 0.0, FAR);
    }

    fn asset(&mut self, name: &str) {
        if let Some(why) = path::fault(name) {
            self.error(
                "design-path",
                format!("“{name}” is not a path in the design's folder: {why}"),
            );
        }
    }

    fn shape(&mut self, shape: &ShapeContent) {
        self.form(&shape.form);
        if shape.fill.is_none() && shape.stroke.is_none() && !self.is_mask {
            let problem = Problem::warning(
                "design-shape",
                "The shape has neither fill nor stroke, so nothing is seen",
            )
            .hint("Give it a fill or a stroke, or remove it");
            self.problems.push(problem.at(self.place.clone()));
        }
        if let Some(fill) = &shape.fill {
            self.paint(fill);
        }
        if let Some(stroke) = &shape.stroke {
            self.stroke(stroke);
        }
    }

    fn chips(&mut self, chips: &Chips) {
        self.style(&chips.style);
        for (what, value) in [
            ("The radius of the chips (points)", chips.radius),
            ("The padding of the chips (points)", chips.padding[0]),
            ("The padding of the chips (points)", chips.padding[1]),
            ("The gap between the chips (points)", chips.gap),
        ] {
            self.length(what, value, 0.0, 1_000.0);
        }
        if let Some(fill) = &chips.fill {
            self.paint(fill);
        }
        if let Some(stroke) = &chips.stroke {
            self.stroke(stroke);
        }
    }

    fn form(&mut self, form: &Form) {
        match form {
            Form::Rectangle { radii } => {
                for radius in radii {
                    self.length("The radius of a corner (points)", *radius, 0.0, FAR);
                }
            }
            Form::Ellipse {} | Form::Line {} => {}
            Form::Polygon { sides, inner } => {
                self.number("The number of sides", f64::from(*sides), 3.0, 360.0);
                if let Some(inner) = inner {
                    self.number("The inner radius of the star", *inner, 0.0, 1.0);
                }
            }
            Form::Ornament(ornament) => self.ornament(ornament),
            Form::Path { d, view, .. } => {
                self.path_data(d);
                for side in view.iter().flatten() {
                    self.number("A side of the path's view", *side, 0.001, FAR);
                }
            }
        }
    }

    fn ornament(&mut self, ornament: &Ornament) {
        match ornament {
            Ornament::Seal { teeth, depth, ring, .. } => {
                self.number("The number of teeth", f64::from(*teeth), 3.0, 360.0);
                self.number("The depth of the teeth", *depth, 0.0, 0.9);
                self.number("The place of the seal's ring", *ring, 0.0, 0.95);
            }
            Ornament::Ribbon {
                end,
                drop,
                notch,
                shade,
            } => {
                self.number("The length of the ribbon's ends", *end, 0.0, 0.45);
                self.number("How far the ribbon's ends hang", *drop, 0.0, 0.8);
                self.number("The depth of the ribbon's cut", *notch, 0.0, 1.0);
                self.number("How dark the ribbon's folds are", *shade, 0.0, 1.0);
            }
            Ornament::Border {
                thickness, size, gap, ..
            } => {
                for length in [thickness, size, gap] {
                    self.length("A length of the border (points)", *length, 0.0, 1_000.0);
                }
            }
            Ornament::Guilloche { waves, lines } => {
                self.number("The number of waves", f64::from(*waves), 1.0, 200.0);
                self.number("The number of lines", f64::from(*lines), 1.0, 60.0);
            }
            Ornament::Rosette { petals, lines, hole } => {
                self.number("The number of petals", f64::from(*petals), 2.0, 120.0);
                self.number("The number of lines", f64::from(*lines), 1.0, 60.0);
                self.number("The hole of the rosette", *hole, 0.0, 0.95);
            }
        }
    }

    fn path_data(&mut self, d: &str) {
        if d.len() > MAX_PATH {
            self.error("design-path-data", "The path is longer than 1 MB");
            return;
        }
        match BezPath::from_svg(d) {
            Ok(path) if path.elements().is_empty() => self.error("design-path-data", "The path is empty"),
            Ok(path) if !path.is_finite() => self.error("design-path-data", "The path has numbers that are too large"),
            Ok(_) => {}
            Err(error) => self.error("design-path-data", format!("The path is not SVG path data: {error}")),
        }
    }

    fn stroke(&mut self, stroke: &StrokeStyle) {
        self.paint(&stroke.paint);
        self.length("The width of the stroke (points)", stroke.width, 0.0, 1_000.0);
        for dash in &stroke.dashes {
            self.length("A dash of the stroke (points)", *dash, 0.0, FAR);
        }
        if stroke.dashes.len() > 32 || (!stroke.dashes.is_empty() && stroke.dashes.iter().all(|dash| dash.0 <= 0.0)) {
            self.error("design-stroke", "The dashes are all 0, or more than 32");
        }
    }

    fn paint(&mut self, paint: &Paint) {
        let Paint::Gradient(gradient) = paint else { return };
        let (points, stops) = match gradient {
            Gradient::Linear { from, to, stops } => ([*from, *to], stops),
            Gradient::Radial { center, radius, stops } => {
                self.number("The radius of the gradient", *radius, 0.001, 100.0);
                ([*center, *center], stops)
            }
        };
        for value in points.iter().flatten() {
            self.number("A point of the gradient", *value, -100.0, 100.0);
        }
        if !(2..=64).contains(&stops.len()) {
            self.error(
                "design-gradient",
                format!("A gradient has 2 to 64 stops, not {}", stops.len()),
            );
        }
        for stop in stops {
            self.number("The place of a gradient's stop", stop.at, 0.0, 1.0);
        }
        if stops.windows(2).any(|pair| matches!(pair, [a, b] if a.at > b.at)) {
            self.error("design-gradient", "The stops of a gradient are not in order");
        }
    }
}
