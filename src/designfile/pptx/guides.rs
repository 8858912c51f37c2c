//! Forms that a slide defines itself: points by formulas over the size of the shape (ECMA-376, part 1, §20.1.9).

use std::collections::BTreeMap;

use kurbo::{Arc, BezPath, PathEl, Point, Vec2};

use super::xml::Node;

/// The most formulas and the most steps of a form.
const MAX_GUIDES: usize = 5_000;
const MAX_STEPS: usize = 200_000;

/// A full turn in the unit of angles, a 60,000th of a degree.
const TURN: f64 = 21_600_000.0;

/// The outlines of a form, in points from the frame's top left corner.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// What is filled and what is drawn with a line; mostly the same.
    pub fill: BezPath,
    pub stroke: BezPath,
}

/// Reads a `custGeom` for a frame of a size in points.
pub(super) fn outline(geometry: &Node, size: [f64; 2]) -> Outline {
    // Formulas speak of the size in EMU; only their ratios matter, but adjustments are absolute.
    let emu = size.map(|side| side * super::paint::EMU);
    let mut guides = Guides::new(emu);
    for list in ["avLst", "gdLst"] {
        for guide in geometry.child(list).all("gd").take(MAX_GUIDES) {
            if let (Some(name), Some(formula)) = (guide.attribute("name"), guide.attribute("fmla")) {
                let value = guides.formula(formula);
                guides.values.insert(name.to_owned(), value);
            }
        }
    }
    let mut out = Outline::default();
    let mut left = MAX_STEPS;
    for path in geometry.child("pathLst").all("path") {
        let scale = |name: &str, side: f64, full: f64| match path.number(name) {
            Some(own) if own > 0.0 => side / own,
            _ => side / full.max(1.0),
        };
        let scale = [scale("w", size[0], emu[0]), scale("h", size[1], emu[1])];
        let drawn = guides.path(path, scale, &mut left);
        if path.attribute("fill") != Some("none") {
            out.fill.extend(&drawn);
        }
        if path.flag("stroke") != Some(false) {
            out.stroke.extend(&drawn);
        }
    }
    out
}

struct Guides {
    values: BTreeMap<String, f64>,
}

impl Guides {
    fn new([w, h]: [f64; 2]) -> Guides {
        let short = w.min(h);
        let mut values: BTreeMap<String, f64> = BTreeMap::new();
        for (name, value) in [
            ("w", w),
            ("h", h),
            ("l", 0.0),
            ("t", 0.0),
            ("r", w),
            ("b", h),
            ("hc", w / 2.0),
            ("vc", h / 2.0),
            ("ss", short),
            ("ls", w.max(h)),
            ("cd2", TURN / 2.0),
            ("cd4", TURN / 4.0),
            ("cd8", TURN / 8.0),
            ("3cd4", TURN * 0.75),
            ("3cd8", TURN * 0.375),
            ("5cd8", TURN * 0.625),
            ("7cd8", TURN * 0.875),
        ] {
            values.insert(name.to_owned(), value);
        }
        for part in [2, 3, 4, 5, 6, 8, 10, 12, 16, 32] {
            for (name, value) in [("wd", w), ("hd", h), ("ssd", short)] {
                values.insert(format!("{name}{part}"), value / f64::from(part));
            }
        }
        Guides { values }
    }

    /// A number, or the value of a name; 0 for what is neither.
    fn value(&self, text: &str) -> f64 {
        let number = text.parse().ok().or_else(|| self.values.get(text).copied());
        number.filter(|value: &f64| value.is_finite()).unwrap_or(0.0)
    }

    fn formula(&self, text: &str) -> f64 {
        let mut words = text.split_whitespace();
        let operation = words.next().unwrap_or_default();
        let mut next = || self.value(words.next().unwrap_or("0"));
        let (x, y, z) = (next(), next(), next());
        let radians = |angle: f64| angle / TURN * std::f64::consts::TAU;
        let angle = |dy: f64, dx: f64| dy.atan2(dx) / std::f64::consts::TAU * TURN;
        let divided = |a: f64, b: f64| if b == 0.0 { 0.0 } else { a / b };
        match operation {
            "val" => x,
            "*/" => divided(x * y, z),
            "+-" => x + y - z,
            "+/" => divided(x + y, z),
            "?:" => {
                if x > 0.0 {
                    y
                } else {
                    z
                }
            }
            "abs" => x.abs(),
            "max" => x.max(y),
            "min" => x.min(y),
            "pin" => y.max(x).min(z.max(x)),
            "sqrt" => x.max(0.0).sqrt(),
            "mod" => x.hypot(y).hypot(z),
            "sin" => x * radians(y).sin(),
            "cos" => x * radians(y).cos(),
            "tan" => x * radians(y).tan(),
            "at2" => angle(y, x),
            "sat2" => x * z.atan2(y).sin(),
            "cat2" => x * z.atan2(y).cos(),
            _ => 0.0,
        }
    }

    fn point(&self, node: &Node, scale: [f64; 2]) -> Point {
        let at = |name: &str, scale: f64| (self.value(node.attribute(name).unwrap_or("0")) * scale).clamp(-1e6, 1e6);
        Point::new(at("x", scale[0]), at("y", scale[1]))
    }

    fn path(&self, path: &Node, scale: [f64; 2], left: &mut usize) -> BezPath {
        let mut out = BezPath::new();
        for step in &path.children {
            let points: Vec<Point> = step.all("pt").map(|point| self.point(point, scale)).collect();
            let is_open = matches!(out.elements().last(), Some(last) if !matches!(last, PathEl::ClosePath));
            if *left == 0 {
                break;
            }
            *left -= 1;
            // A step that follows a closed outline begins where that one began.
            if !is_open && step.name != "moveTo" && step.name != "close" {
                let start = start_of(&out);
                out.move_to(start);
            }
            match (step.name.as_str(), &points[..]) {
                ("moveTo", [to, ..]) => out.move_to(*to),
                ("lnTo", [to, ..]) => out.line_to(*to),
                ("quadBezTo", [a, to, ..]) => out.quad_to(*a, *to),
                ("cubicBezTo", [a, b, to, ..]) => out.curve_to(*a, *b, *to),
                ("arcTo", _) => self.arc(step, scale, &mut out),
                ("close", _) if is_open => out.close_path(),
                _ => {}
            }
        }
        out
    }

    /// An arc of an ellipse from where the path is: the angles are those that one sees, not the parameters of the
    /// ellipse.
    fn arc(&self, node: &Node, scale: [f64; 2], out: &mut BezPath) {
        let value = |name: &str| self.value(node.attribute(name).unwrap_or("0"));
        let (rx, ry) = (
            (value("wR") * scale[0]).clamp(0.0, 1e6),
            (value("hR") * scale[1]).clamp(0.0, 1e6),
        );
        if let Some(arc) = arc_from(
            out.current_position().unwrap_or_default(),
            [rx, ry],
            value("stAng") / TURN * std::f64::consts::TAU,
            value("swAng").clamp(-TURN, TURN) / TURN * std::f64::consts::TAU,
        ) {
            out.extend(arc.append_iter(0.05));
        }
    }
}

/// An arc that starts at a point, at an angle that one sees and over such an angle, in radians clockwise.
pub(super) fn arc_from(from: Point, [rx, ry]: [f64; 2], start: f64, sweep: f64) -> Option<Arc> {
    if rx <= 0.0 || ry <= 0.0 || sweep == 0.0 {
        return None;
    }
    // The parameter is within a quarter turn of the angle, whatever its whole turns.
    let parameter = |angle: f64| {
        let within = (angle.sin() * rx).atan2(angle.cos() * ry);
        within + std::f64::consts::TAU * ((angle - within) / std::f64::consts::TAU).round()
    };
    let (first, last) = (parameter(start), parameter(start + sweep));
    let sweep = last - first;
    let center = from - Vec2::new(rx * first.cos(), ry * first.sin());
    Some(Arc::new(center, (rx, ry), first, sweep, 0.0))
}

fn start_of(path: &BezPath) -> Point {
    let last = path.elements().iter().rev().find_map(|step| match step {
        PathEl::MoveTo(point) => Some(*point),
        _ => None,
    });
    last.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use kurbo::Shape;

    use super::*;

    fn geometry(inner: &str) -> Node {
        Node::parse("geometry", format!("<custGeom>{inner}</custGeom>").as_bytes()).expect("xml")
    }

    #[test]
    fn formulas_and_arcs_give_outlines() {
        // A rectangle with a half circle on its right side, in units of its own.
        let node = geometry(
            r#"<avLst><gd name="adj" fmla="val 50000"/></avLst>
            <gdLst><gd name="a" fmla="pin 0 adj 50000"/><gd name="half" fmla="*/ 200 a 100000"/></gdLst>
            <pathLst><path w="200" h="100"><moveTo><pt x="0" y="0"/></moveTo><lnTo><pt x="half" y="0"/></lnTo>
            <arcTo wR="50" hR="50" stAng="3cd4" swAng="cd2"/><lnTo><pt x="0" y="100"/></lnTo><close/></path></pathLst>"#,
        );
        let drawn = outline(&node, [20.0, 10.0]);
        let bounds = drawn.fill.bounding_box();
        assert!(
            (bounds.x1 - 15.0).abs() < 0.01 && (bounds.y1 - 10.0).abs() < 0.01,
            "{bounds:?}"
        );
        let area = 100.0 + std::f64::consts::PI * 25.0 / 2.0;
        assert!((drawn.fill.area().abs() - area).abs() < 0.2);
        assert_eq!(drawn.fill.elements(), drawn.stroke.elements());
    }

    #[test]
    fn nonsense_draws_nothing_and_breaks_nothing() {
        for inner in [
            "",
            "<pathLst><path/></pathLst>",
            "<pathLst><path w=\"0\" h=\"-5\"><lnTo><pt x=\"1e400\" y=\"q\"/></lnTo><arcTo wR=\"1\" hR=\"x\" stAng=\"1\" swAng=\"9e99\"/><close/><close/></path></pathLst>",
            "<gdLst><gd name=\"a\" fmla=\"*/ 1 2 0\"/><gd name=\"b\" fmla=\"\"/></gdLst>",
        ] {
            assert!(outline(&geometry(inner), [0.0, 10.0]).fill.is_finite(), "{inner}");
        }
    }
}
