//! The forms that slides name, `prstGeom` (ECMA-376, part 1, §20.1.10.56), as far as certificates use them.

use kurbo::{Arc, BezPath, Ellipse, Point, Rect, RoundedRectRadii, Shape};

use super::guides::arc_from;
use super::xml::Node;

/// How far an outline may be from the truth, in points.
const TOLERANCE: f64 = 0.05;

/// A form by name.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Preset {
    /// The frame, with corner radii in points from the top left clockwise.
    Rectangle([f64; 4]),
    Ellipse,
    /// From the top left to the bottom right.
    Line,
    /// A closed outline.
    Path(BezPath),
    /// An outline that is not filled.
    Open(BezPath),
}

/// The adjustments of a form: as the slide has them, or as usual.
struct Adjust<'a>(&'a Node);

impl Adjust<'_> {
    /// A fraction by the name of an adjustment.
    fn at(&self, name: &str, usual: f64) -> f64 {
        self.raw(name).map_or(usual, |value| value / 100_000.0)
    }

    fn raw(&self, name: &str) -> Option<f64> {
        let guide = self
            .0
            .child("avLst")
            .all("gd")
            .find(|gd| gd.attribute("name") == Some(name))?;
        let value: f64 = guide.attribute("fmla")?.strip_prefix("val ")?.trim().parse().ok()?;
        value.is_finite().then_some(value)
    }

    /// An angle in radians; `usual` in degrees.
    fn angle(&self, name: &str, usual: f64) -> f64 {
        self.raw(name).map_or(usual, |value| value / 60_000.0).to_radians()
    }
}

/// The form of a name in a frame of a size in points; `None` for a name that is not known.
pub(super) fn preset(name: &str, geometry: &Node, [w, h]: [f64; 2]) -> Option<Preset> {
    let adjust = Adjust(geometry);
    let short = w.min(h);
    let corner = |name: &str, usual: f64| adjust.at(name, usual).clamp(0.0, 0.5) * short;
    Some(match name {
        "rect"
        | "flowChartProcess"
        | "flowChartInternalStorage"
        | "flowChartPredefinedProcess"
        | "actionButtonBlank" => Preset::Rectangle([0.0; 4]),
        "roundRect" | "flowChartAlternateProcess" => Preset::Rectangle([corner("adj", 0.166_67); 4]),
        "round1Rect" => Preset::Rectangle([0.0, corner("adj", 0.166_67), 0.0, 0.0]),
        "round2SameRect" => {
            let (top, bottom) = (corner("adj1", 0.166_67), corner("adj2", 0.0));
            Preset::Rectangle([top, top, bottom, bottom])
        }
        "round2DiagRect" => {
            let (a, b) = (corner("adj1", 0.166_67), corner("adj2", 0.0));
            Preset::Rectangle([a, b, a, b])
        }
        "flowChartTerminator" => Preset::Rectangle([short / 2.0; 4]),
        "ellipse" | "flowChartConnector" => Preset::Ellipse,
        "line" | "straightConnector1" => Preset::Line,
        "donut" => donut(w, h, adjust.at("adj", 0.25).clamp(0.0, 0.5) * short),
        "frame" => frame(w, h, corner("adj1", 0.125)),
        "arc" | "chord" | "pie" | "blockArc" => round(name, &adjust, w, h)?,
        "heart" => heart(w, h),
        "plaque" => plaque(w, h, corner("adj", 0.166_67)),
        "bentConnector3" => {
            let middle = adjust.at("adj1", 0.5) * w;
            Preset::Open(open(&[(0.0, 0.0), (middle, 0.0), (middle, h), (w, h)]))
        }
        "curvedConnector3" => {
            let middle = adjust.at("adj1", 0.5) * w;
            let mut path = BezPath::new();
            path.move_to((0.0, 0.0));
            path.curve_to((middle, 0.0), (middle, h), (w, h));
            Preset::Open(path)
        }
        _ => Preset::Path(star(name, &adjust, w, h).or_else(|| straight(name, &adjust, w, h))?),
    })
}

/// Where a text has its place in a form: within its outline, as far as programs agree on that.
pub(super) fn text_area(name: &str, geometry: &Node, [w, h]: [f64; 2]) -> Rect {
    let adjust = Adjust(geometry);
    let short = w.min(h);
    let within = |x: f64, y: f64| Rect::new(x, y, w - x, h - y);
    // What a corner of an ellipse's quarter is away from that of its frame.
    let round = 1.0 - std::f64::consts::FRAC_1_SQRT_2;
    match name {
        "ellipse" | "flowChartConnector" | "donut" | "pie" | "chord" => within(w / 2.0 * round, h / 2.0 * round),
        "roundRect" | "flowChartAlternateProcess" => {
            let corner = adjust.at("adj", 0.166_67).clamp(0.0, 0.5) * short * round;
            within(corner, corner)
        }
        "diamond" | "flowChartDecision" => within(w / 4.0, h / 4.0),
        "triangle" => {
            let top = adjust.at("adj", 0.5).clamp(0.0, 1.0) * w / 2.0;
            Rect::new(top, h / 2.0, top + w / 2.0, h)
        }
        "rtTriangle" => Rect::new(w / 12.0, h * 7.0 / 12.0, w * 7.0 / 12.0, h * 11.0 / 12.0),
        "octagon" => {
            let corner = adjust.at("adj", 0.292_89).clamp(0.0, 0.5) * short / 2.0;
            within(corner, corner)
        }
        "hexagon" | "parallelogram" | "trapezoid" => within(w * 0.12, h * 0.12),
        "star8" | "star12" | "star16" | "star24" | "star32" => {
            let inner = adjust.at("adj", 0.375).clamp(0.0, 0.5) * std::f64::consts::SQRT_2;
            within(w / 2.0 * (1.0 - inner), h / 2.0 * (1.0 - inner))
        }
        "frame" => {
            let edge = adjust.at("adj1", 0.125).clamp(0.0, 0.5) * short;
            within(edge, edge)
        }
        "homePlate" | "rightArrow" => Rect::new(0.0, 0.0, w - adjust.at("adj", 0.5).clamp(0.0, 1.0) * short / 2.0, h),
        "chevron" => within((adjust.at("adj", 0.5) * short).clamp(0.0, w / 2.2), 0.0),
        _ => within(0.0, 0.0),
    }
}

fn open(points: &[(f64, f64)]) -> BezPath {
    let mut path = BezPath::new();
    for (index, point) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(*point);
        } else {
            path.line_to(*point);
        }
    }
    path
}

fn closed(points: &[(f64, f64)]) -> BezPath {
    let mut path = open(points);
    path.close_path();
    path
}

/// Forms with straight sides.
fn straight(name: &str, adjust: &Adjust<'_>, w: f64, h: f64) -> Option<BezPath> {
    let short = w.min(h);
    // Adjustments of a length along a side are parts of the shorter side.
    let along = |name: &str, usual: f64, most: f64| (adjust.at(name, usual) * short).clamp(0.0, most);
    let points: Vec<(f64, f64)> = match name {
        "triangle" | "flowChartExtract" => vec![(adjust.at("adj", 0.5).clamp(0.0, 1.0) * w, 0.0), (w, h), (0.0, h)],
        "flowChartMerge" => vec![(0.0, 0.0), (w, 0.0), (w / 2.0, h)],
        "rtTriangle" => vec![(0.0, 0.0), (w, h), (0.0, h)],
        "diamond" | "flowChartDecision" => vec![(w / 2.0, 0.0), (w, h / 2.0), (w / 2.0, h), (0.0, h / 2.0)],
        "parallelogram" | "flowChartInputOutput" => {
            let x = along("adj", 0.25, w);
            vec![(x, 0.0), (w, 0.0), (w - x, h), (0.0, h)]
        }
        "trapezoid" => {
            let x = along("adj", 0.25, w / 2.0);
            vec![(x, 0.0), (w - x, 0.0), (w, h), (0.0, h)]
        }
        "hexagon" | "flowChartPreparation" => {
            let x = along("adj", 0.25, w / 2.0);
            // The corners lie on the sides of a regular hexagon that is 115,470 high (`vf`).
            let y = (h / 2.0 - h / 2.0 * 1.1547 * (60.0f64).to_radians().sin()).max(0.0);
            vec![
                (0.0, h / 2.0),
                (x, y),
                (w - x, y),
                (w, h / 2.0),
                (w - x, h - y),
                (x, h - y),
            ]
        }
        "octagon" => {
            let d = along("adj", 0.292_89, short / 2.0);
            vec![
                (0.0, d),
                (d, 0.0),
                (w - d, 0.0),
                (w, d),
                (w, h - d),
                (w - d, h),
                (d, h),
                (0.0, h - d),
            ]
        }
        "snip1Rect" => {
            let d = along("adj", 0.166_67, short / 2.0);
            vec![(0.0, 0.0), (w - d, 0.0), (w, d), (w, h), (0.0, h)]
        }
        "snip2SameRect" => {
            let (a, b) = (along("adj1", 0.166_67, short / 2.0), along("adj2", 0.0, short / 2.0));
            vec![
                (a, 0.0),
                (w - a, 0.0),
                (w, a),
                (w, h - b),
                (w - b, h),
                (b, h),
                (0.0, h - b),
                (0.0, a),
            ]
        }
        "snip2DiagRect" => {
            let (a, b) = (along("adj1", 0.0, short / 2.0), along("adj2", 0.166_67, short / 2.0));
            vec![
                (a, 0.0),
                (w - b, 0.0),
                (w, b),
                (w, h - a),
                (w - a, h),
                (b, h),
                (0.0, h - b),
                (0.0, a),
            ]
        }
        "plus" | "mathPlus" => {
            let d = along("adj", 0.25, short / 2.0);
            vec![
                (d, 0.0),
                (w - d, 0.0),
                (w - d, d),
                (w, d),
                (w, h - d),
                (w - d, h - d),
                (w - d, h),
                (d, h),
                (d, h - d),
                (0.0, h - d),
                (0.0, d),
                (d, d),
            ]
        }
        "corner" => {
            let (a, b) = (along("adj1", 0.5, h), along("adj2", 0.5, w));
            vec![(0.0, 0.0), (b, 0.0), (b, h - a), (w, h - a), (w, h), (0.0, h)]
        }
        "halfFrame" => {
            let (a, b) = (along("adj1", 0.333_33, h), along("adj2", 0.333_33, w));
            vec![
                (0.0, 0.0),
                (w, 0.0),
                (w - a * w / h.max(0.001), a),
                (b, a),
                (b, h - b * h / w.max(0.001)),
                (0.0, h),
            ]
        }
        "diagStripe" => {
            let part = adjust.at("adj", 0.5).clamp(0.0, 1.0);
            vec![(0.0, part * h), (part * w, 0.0), (w, 0.0), (0.0, h)]
        }
        "homePlate" => {
            let x = along("adj", 0.5, w);
            vec![(0.0, 0.0), (w - x, 0.0), (w, h / 2.0), (w - x, h), (0.0, h)]
        }
        "chevron" => {
            let x = along("adj", 0.5, w);
            vec![
                (0.0, 0.0),
                (w - x, 0.0),
                (w, h / 2.0),
                (w - x, h),
                (0.0, h),
                (x, h / 2.0),
            ]
        }
        _ => return arrow(name, adjust, w, h),
    };
    Some(closed(&points))
}

fn arrow(name: &str, adjust: &Adjust<'_>, w: f64, h: f64) -> Option<BezPath> {
    let short = w.min(h);
    let thick = adjust.at("adj1", 0.5).clamp(0.0, 1.0);
    let is_level = matches!(name, "rightArrow" | "leftArrow" | "leftRightArrow");
    let (long, across) = if is_level { (w, h) } else { (h, w) };
    let head = (adjust.at("adj2", 0.5) * short).clamp(0.0, long);
    let (low, high) = (across * (0.5 - thick / 2.0), across * (0.5 + thick / 2.0));
    // Drawn to the right along `long`, then turned.
    let single = vec![
        (0.0, low),
        (long - head, low),
        (long - head, 0.0),
        (long, across / 2.0),
        (long - head, across),
        (long - head, high),
        (0.0, high),
    ];
    let double = {
        let head = head.min(long / 2.0);
        vec![
            (0.0, across / 2.0),
            (head, 0.0),
            (head, low),
            (long - head, low),
            (long - head, 0.0),
            (long, across / 2.0),
            (long - head, across),
            (long - head, high),
            (head, high),
            (head, across),
        ]
    };
    let turned: Vec<(f64, f64)> = match name {
        "rightArrow" => single,
        "leftArrow" => single.into_iter().map(|(x, y)| (w - x, y)).collect(),
        "downArrow" => single.into_iter().map(|(x, y)| (y, x)).collect(),
        "upArrow" => single.into_iter().map(|(x, y)| (y, h - x)).collect(),
        "leftRightArrow" => double,
        "upDownArrow" => double.into_iter().map(|(x, y)| (y, x)).collect(),
        _ => return None,
    };
    Some(closed(&turned))
}

/// Regular polygons and stars. The five-cornered ones are stretched so that they fill their frame.
fn star(name: &str, adjust: &Adjust<'_>, w: f64, h: f64) -> Option<BezPath> {
    let (corners, inner, [stretch_x, stretch_y]) = match name {
        "pentagon" => (5, None, [1.051_46, 1.105_57]),
        "heptagon" => (7, None, [1.028_46, 1.052_1]),
        "decagon" => (10, None, [1.0, 1.051_46]),
        "dodecagon" => (12, None, [1.035_3, 1.035_3]),
        "star4" => (4, Some(adjust.at("adj", 0.125)), [1.0, 1.0]),
        "star5" => (5, Some(adjust.at("adj", 0.190_98)), [1.051_46, 1.105_57]),
        "star6" => (6, Some(adjust.at("adj", 0.288_68)), [1.154_7, 1.0]),
        "star7" => (7, Some(adjust.at("adj", 0.346_01)), [1.025_72, 1.052_1]),
        "star8" => (8, Some(adjust.at("adj", 0.375)), [1.0, 1.0]),
        "star10" => (10, Some(adjust.at("adj", 0.425_33)), [1.051_46, 1.0]),
        "star12" => (12, Some(adjust.at("adj", 0.375)), [1.0, 1.0]),
        "star16" => (16, Some(adjust.at("adj", 0.375)), [1.0, 1.0]),
        "star24" => (24, Some(adjust.at("adj", 0.375)), [1.0, 1.0]),
        "star32" => (32, Some(adjust.at("adj", 0.375)), [1.0, 1.0]),
        _ => return None,
    };
    let odd = corners % 2 == 1;
    let (rx, ry) = (w / 2.0 * stretch_x, h / 2.0 * stretch_y);
    // An odd star stands on its points, so that its middle is below that of the frame.
    let (cx, cy) = (w / 2.0, if odd { ry } else { h / 2.0 });
    let count = if inner.is_some() { corners * 2 } else { corners };
    let offset = if matches!(name, "decagon" | "dodecagon") {
        std::f64::consts::PI / f64::from(corners)
    } else {
        0.0
    };
    let points: Vec<(f64, f64)> = (0..count)
        .map(|at| {
            let angle = std::f64::consts::TAU * f64::from(at) / f64::from(count) + offset;
            let reach = match inner {
                Some(inner) if at % 2 == 1 => inner.clamp(0.0, 0.5) * 2.0,
                _ => 1.0,
            };
            (cx + rx * reach * angle.sin(), cy - ry * reach * angle.cos())
        })
        .collect();
    Some(closed(&points))
}

fn donut(w: f64, h: f64, thick: f64) -> Preset {
    let outer = Rect::new(0.0, 0.0, w, h);
    let mut path = Ellipse::from_rect(outer).to_path(TOLERANCE);
    path.extend(
        Ellipse::from_rect(outer.inset(-thick))
            .to_path(TOLERANCE)
            .reverse_subpaths(),
    );
    Preset::Path(path)
}

fn frame(w: f64, h: f64, thick: f64) -> Preset {
    let outer = Rect::new(0.0, 0.0, w, h);
    let mut path = outer.to_path(TOLERANCE);
    path.extend(outer.inset(-thick).to_path(TOLERANCE).reverse_subpaths());
    Preset::Path(path)
}

/// A rectangle with corners drawn in.
fn plaque(w: f64, h: f64, r: f64) -> Preset {
    let mut path = BezPath::new();
    path.move_to((0.0, r));
    let quarter = std::f64::consts::FRAC_PI_2;
    for ((x, y), start, next) in [
        ((0.0, 0.0), quarter, (w - r, 0.0)),
        ((w, 0.0), 2.0 * quarter, (w, h - r)),
        ((w, h), 3.0 * quarter, (r, h)),
        ((0.0, h), 0.0, (0.0, r)),
    ] {
        path.extend(Arc::new((x, y), (r, r), start, -quarter, 0.0).append_iter(TOLERANCE));
        path.line_to(next);
    }
    path.close_path();
    Preset::Path(path)
}

/// Parts of an ellipse, between two angles that one sees.
fn round(name: &str, adjust: &Adjust<'_>, w: f64, h: f64) -> Option<Preset> {
    let (first, last) = match name {
        "arc" => (adjust.angle("adj1", 270.0), adjust.angle("adj2", 0.0)),
        "pie" => (adjust.angle("adj1", 0.0), adjust.angle("adj2", 270.0)),
        "chord" => (adjust.angle("adj1", 45.0), adjust.angle("adj2", 270.0)),
        _ => (adjust.angle("adj1", 180.0), adjust.angle("adj2", 0.0)),
    };
    let mut sweep = (last - first).rem_euclid(std::f64::consts::TAU);
    if sweep < 1e-6 {
        sweep = std::f64::consts::TAU;
    }
    let center = Point::new(w / 2.0, h / 2.0);
    let ring = |rx: f64, ry: f64| arc_from(center, [rx, ry], first, sweep).map(|arc| Arc { center, ..arc });
    let point =
        |arc: &Arc, angle: f64| arc.center + kurbo::Vec2::new(arc.radii.x * angle.cos(), arc.radii.y * angle.sin());
    let arc = ring(w / 2.0, h / 2.0)?;
    let mut path = BezPath::new();
    path.move_to(point(&arc, arc.start_angle));
    path.extend(arc.append_iter(TOLERANCE));
    Some(match name {
        "arc" => Preset::Open(path),
        "pie" => {
            path.line_to(center);
            path.close_path();
            Preset::Path(path)
        }
        "chord" => {
            path.close_path();
            Preset::Path(path)
        }
        _ => {
            let thick = adjust.at("adj3", 0.25).clamp(0.0, 0.5) * w.min(h);
            let inner = ring(w / 2.0 - thick, h / 2.0 - thick)?;
            let end = inner.start_angle + inner.sweep_angle;
            path.line_to(point(&inner, end));
            let back = Arc {
                start_angle: end,
                sweep_angle: -inner.sweep_angle,
                ..inner
            };
            path.extend(back.append_iter(TOLERANCE));
            path.close_path();
            Preset::Path(path)
        }
    })
}

fn heart(w: f64, h: f64) -> Preset {
    let mut path = BezPath::new();
    path.move_to((w / 2.0, h / 4.0));
    path.curve_to((w * 0.7083, -h / 3.0), (w * 1.5208, h / 4.0), (w / 2.0, h));
    path.curve_to((-w * 0.5208, h / 4.0), (w * 0.2917, -h / 3.0), (w / 2.0, h / 4.0));
    path.close_path();
    Preset::Path(path)
}

impl Preset {
    /// The outline in a frame of a size.
    pub fn path(&self, [w, h]: [f64; 2]) -> BezPath {
        let frame = Rect::new(0.0, 0.0, w, h);
        match self {
            Preset::Rectangle([a, b, c, d]) => {
                if [a, b, c, d].iter().all(|radius| **radius <= 0.0) {
                    return frame.to_path(TOLERANCE);
                }
                frame
                    .to_rounded_rect(RoundedRectRadii::new(*a, *b, *c, *d))
                    .to_path(TOLERANCE)
            }
            Preset::Ellipse => Ellipse::from_rect(frame).to_path(TOLERANCE),
            Preset::Line => open(&[(0.0, 0.0), (w, h)]),
            Preset::Path(path) | Preset::Open(path) => path.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 59] = [
        "rect",
        "roundRect",
        "round1Rect",
        "round2SameRect",
        "round2DiagRect",
        "ellipse",
        "line",
        "straightConnector1",
        "donut",
        "frame",
        "arc",
        "chord",
        "pie",
        "blockArc",
        "heart",
        "plaque",
        "bentConnector3",
        "curvedConnector3",
        "triangle",
        "rtTriangle",
        "diamond",
        "parallelogram",
        "trapezoid",
        "hexagon",
        "octagon",
        "snip1Rect",
        "snip2SameRect",
        "snip2DiagRect",
        "plus",
        "corner",
        "halfFrame",
        "diagStripe",
        "homePlate",
        "chevron",
        "rightArrow",
        "leftArrow",
        "upArrow",
        "downArrow",
        "leftRightArrow",
        "upDownArrow",
        "pentagon",
        "heptagon",
        "decagon",
        "dodecagon",
        "star4",
        "star5",
        "star6",
        "star7",
        "star8",
        "star10",
        "star12",
        "star16",
        "star24",
        "star32",
        "flowChartProcess",
        "flowChartDecision",
        "flowChartTerminator",
        "flowChartConnector",
        "flowChartPreparation",
    ];

    #[test]
    fn forms_lie_in_their_frames_and_nearly_fill_them() {
        let node = Node::default();
        for name in NAMES {
            let size = [120.0, 80.0];
            let path = preset(name, &node, size).unwrap_or_else(|| panic!("{name}")).path(size);
            let bounds = path.bounding_box();
            assert!(
                bounds.x0 > -3.0 && bounds.y0 > -3.0 && bounds.x1 < 123.0 && bounds.y1 < 83.0,
                "{name}: {bounds:?}"
            );
            if !matches!(name, "arc" | "chord") {
                assert!(bounds.width() > 110.0 && bounds.height() > 35.0, "{name}: {bounds:?}");
            }
        }
        assert_eq!(preset("cloudCallout", &node, [1.0, 1.0]), None);
    }

    #[test]
    fn forms_without_a_size_are_finite() {
        for name in NAMES {
            for size in [[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]] {
                if let Some(form) = preset(name, &Node::default(), size) {
                    assert!(form.path(size).is_finite(), "{name}");
                }
            }
        }
    }
}
