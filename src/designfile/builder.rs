//! What the readers of other programs' designs share: names, files and fields of the design that they make.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kurbo::{BezPath, PathEl, Point};
use sha2::{Digest, Sha256};

use crate::diag::{Place, Problem, Problems};
use crate::images::base64;
use crate::model::{Element, ElementContent, FieldName, FillRule, Form, SpanStyle, TextStyle};
use crate::units::{Pt, Rect};

use super::placeholder::{self, Placeholder};

/// The most elements that an import makes; what is beyond is left out and said.
pub(super) const MAX_ELEMENTS: usize = 4_000;

/// A design in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    names: BTreeSet<String>,
    pub assets: BTreeMap<String, Arc<[u8]>>,
    /// Files by what is in them.
    known: BTreeMap<[u8; 32], String>,
    pub problems: Problems,
    /// The placeholders that became fields, as they were typed.
    fields: BTreeMap<String, FieldName>,
    pub elements: usize,
    /// The page on which elements are made, from 1.
    pub page: u32,
}

impl Builder {
    /// For a design of one page.
    pub fn of_one_page() -> Builder {
        Builder {
            page: 1,
            ..Builder::default()
        }
    }

    /// A name that no other element has, near to the wanted one.
    pub fn name(&mut self, wanted: &str) -> String {
        let clean: String = wanted.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        let base: String = clean.chars().take(60).collect();
        let base = if base.is_empty() { "Element".to_owned() } else { base };
        let mut name = base.clone();
        let mut number = 2;
        while !self.names.insert(name.clone()) {
            name = format!("{base} {number}");
            number += 1;
        }
        name
    }

    /// Gives an element another name that [`Builder::name`] made, in what is said of it, too.
    pub fn rename(&mut self, from: &str, to: &str) {
        self.names.remove(from);
        for problem in &mut self.problems.0 {
            if problem.place.element.as_deref() == Some(from) {
                problem.place.element = Some(to.to_owned());
            }
        }
    }

    /// Keeps a file under a path near to the wanted one; the same bytes again have the path they have.
    pub fn asset(&mut self, wanted: &str, bytes: &[u8]) -> String {
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        if let Some(path) = self.known.get(&hash) {
            return path.clone();
        }
        let path = unused(&self.assets, "images/", wanted);
        self.assets.insert(path.clone(), Arc::from(bytes));
        self.known.insert(hash, path.clone());
        path
    }

    /// Finds the placeholders of a text and remembers them.
    pub fn placeholders(&mut self, text: &str) -> Vec<Placeholder> {
        let found = placeholder::find(text);
        for one in &found {
            let typed = text.get(one.range.clone()).unwrap_or_default();
            self.fields.insert(typed.to_owned(), one.field.clone());
        }
        found
    }

    /// Something that is not as it was, at the element it became or would have become.
    pub fn note(&mut self, element: &str, code: &'static str, message: impl Into<String>) {
        self.problems
            .push(Problem::note(code, message).at(Place::element(self.page, element)));
    }

    /// Something that is missing.
    pub fn left_out(&mut self, element: &str, message: impl Into<String>, hint: &str) {
        let problem = Problem::warning("import-left-out", message).hint(hint);
        self.problems.push(problem.at(Place::element(self.page, element)));
    }

    /// Values for the fields that were found, so that the design shows something where they are. Dates are none of them:
    /// whoever shows the design has those of a credential of today, and one that stood in the file would stay behind.
    pub fn sample(&self) -> BTreeMap<FieldName, String> {
        let value = |field: &FieldName| match field.as_str() {
            "recipient.name" => Some("Zoë Müller-Lüdenscheidt"),
            _ => None,
        };
        let found = self
            .fields
            .values()
            .filter_map(|field| Some((field.clone(), value(field)?.to_owned())));
        found.collect()
    }

    /// Says which placeholders became which fields, or that there were none.
    pub fn report_fields(&mut self) {
        if self.fields.is_empty() {
            self.problems.push(
                Problem::note(
                    "import-no-fields",
                    "No placeholder was found, so the design shows no field yet",
                )
                .hint("Type {{name}} where the name shall stand, or add the field in the design"),
            );
            return;
        }
        let pairs: Vec<String> = self
            .fields
            .iter()
            .map(|(typed, field)| match field.as_str() {
                "recipient.qr" | "recipient.qr_code" | "recipient.qrcode" => format!("{typed} is a QR code"),
                field => format!("{typed} is {field}"),
            })
            .collect();
        self.problems.push(Problem::note(
            "import-fields",
            format!("Fields were found: {}", pairs.join(", ")),
        ));
    }
}

/// A path in a folder that is not used yet, made of a file's name.
pub(super) fn unused(files: &BTreeMap<String, Arc<[u8]>>, folder: &str, wanted: &str) -> String {
    let last = wanted.rsplit(['/', '\\']).next().unwrap_or_default();
    let keep = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let clean: String = last.chars().filter(|c| keep(*c)).take(80).collect();
    let (stem, end) = clean.rsplit_once('.').unwrap_or((clean.as_str(), "bin"));
    // Names that begin with a point are hidden on some systems, and some names Windows keeps for devices.
    let stem = stem.trim_matches('.');
    let plain = format!("{folder}{stem}.{end}");
    let stem = if stem.is_empty() || super::path::fault(&plain).is_some() {
        format!("file-{stem}")
    } else {
        stem.to_owned()
    };
    let mut path = format!("{folder}{stem}.{end}");
    let mut number = 2;
    while files.contains_key(&path) {
        path = format!("{folder}{stem}-{number}.{end}");
        number += 1;
    }
    path
}

/// An element in a frame, in lengths that do not change when they are written and read.
pub(super) fn element(name: String, frame: Rect, content: ElementContent) -> Element {
    Element {
        x: rounded(frame.x0),
        y: rounded(frame.y0),
        width: rounded(frame.width()),
        height: rounded(frame.height()),
        ..Element::new(name, frame, content)
    }
}

/// As `design.json` has it, so that a design does not change when it is written and read.
pub(super) fn rounded(points: f64) -> Pt {
    Pt((points * 1000.0).round() / 1000.0)
}

/// A fraction to six places, for the same reason.
pub(super) fn fraction(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// A path as a form that stretches with its frame; both in the same coordinates. `None` for one that draws nothing, has
/// no end, or is longer than a design may have it.
pub(super) fn path_form(path: &BezPath, frame: Rect, rule: FillRule) -> Option<Form> {
    if path.elements().is_empty() || !path.is_finite() {
        return None;
    }
    // Thousandths of a point are finer than any printer.
    let near = |point: Point| {
        let within = point - frame.origin();
        Point::new((within.x * 1e3).round() / 1e3, (within.y * 1e3).round() / 1e3)
    };
    let steps = path.elements().iter().map(|step| match *step {
        PathEl::MoveTo(a) => PathEl::MoveTo(near(a)),
        PathEl::LineTo(a) => PathEl::LineTo(near(a)),
        PathEl::QuadTo(a, b) => PathEl::QuadTo(near(a), near(b)),
        PathEl::CurveTo(a, b, c) => PathEl::CurveTo(near(a), near(b), near(c)),
        PathEl::ClosePath => PathEl::ClosePath,
    });
    let d = steps.collect::<BezPath>().to_svg();
    // A path of a side without length cannot be stretched.
    let (w, h) = (rounded(frame.width()).0, rounded(frame.height()).0);
    let view = (w > 0.01 && h > 0.01).then_some([w, h]);
    (d.len() < 1_000_000).then_some(Form::Path { d, view, rule })
}

/// What a span must say to look otherwise than the text.
pub(super) fn difference(base: &TextStyle, own: &TextStyle) -> SpanStyle {
    fn changed<T: PartialEq + Clone>(base: &T, own: &T) -> Option<T> {
        (base != own).then(|| own.clone())
    }
    SpanStyle {
        family: changed(&base.family, &own.family),
        size: changed(&base.size, &own.size),
        weight: changed(&base.weight, &own.weight),
        italic: changed(&base.italic, &own.italic),
        color: changed(&base.color, &own.color),
        letter_spacing: changed(&base.letter_spacing, &own.letter_spacing),
        case: changed(&base.case, &own.case),
        underline: changed(&base.underline, &own.underline),
        align: None,
    }
}

/// A picture turned over: an SVG that shows it mirrored, since a design has no word for that.
pub(super) fn mirrored(bytes: &[u8], kind: &str, [width, height]: [f64; 2], flip: [bool; 2]) -> String {
    let [a, e] = if flip[0] { [-1.0, width] } else { [1.0, 0.0] };
    let [d, f] = if flip[1] { [-1.0, height] } else { [1.0, 0.0] };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\"><image width=\"{width}\" height=\"{height}\" \
         preserveAspectRatio=\"none\" transform=\"matrix({a} 0 0 {d} {e} {f})\" xlink:href=\"data:{kind};base64,{}\"/></svg>",
        base64::encode(bytes)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_files_are_kept_once() {
        let mut builder = Builder::default();
        assert_eq!(builder.name(" Text\nBox "), "Text Box");
        assert_eq!(builder.name("Text Box"), "Text Box 2");
        assert_eq!(builder.name(""), "Element");
        assert_eq!(builder.asset("../media/image1.png", b"a"), "images/image1.png");
        assert_eq!(builder.asset("x.png", b"a"), "images/image1.png");
        assert_eq!(builder.asset("image1.png", b"b"), "images/image1-2.png");
        assert_eq!(builder.asset("con.png", b"c"), "images/file-con.png");
        assert_eq!(builder.asset("…", b"d"), "images/file-.bin");
    }
}
