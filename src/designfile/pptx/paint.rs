//! Fills and lines (ECMA-376, part 1, §20.1.8 and §20.1.2.2.24).

use crate::model::{ColorStop, Gradient, LineCap, LineEnd, LineJoin, Paint, StrokeAlign, StrokeStyle};
use crate::units::Color;

use super::super::builder::{fraction, rounded};
use super::color::{self, Palette};
use super::xml::Node;

/// English Metric Units in a point.
pub(super) const EMU: f64 = 12_700.0;

/// The width of a line that does not say its own: 9,525 EMU.
const USUAL_LINE: f64 = 0.75;

/// What fills a form.
#[derive(Clone, Debug)]
pub(super) enum Fill<'a> {
    None,
    Paint(Paint),
    /// A `blipFill`.
    Picture(&'a Node),
    /// The fill of the group around it.
    Group,
}

/// What fills are read with.
#[derive(Clone, Copy)]
pub(super) struct Inks<'a> {
    pub palette: &'a Palette,
    /// The colour that a theme's formats speak of.
    pub style: Option<Color>,
    /// The size of what is filled, in points: angles of gradients depend on it.
    pub size: [f64; 2],
}

impl Inks<'_> {
    /// The fill among the children of an element; what could not be kept is said in `lost`.
    pub fn fill<'a>(&self, parent: &'a Node, lost: &mut Vec<&'static str>) -> Option<Fill<'a>> {
        parent.children.iter().find_map(|node| match node.name.as_str() {
            "noFill" => Some(Fill::None),
            "solidFill" => Some(match color::of(node, self.palette, self.style) {
                Some(color) => Fill::Paint(color.into()),
                None => {
                    lost.push("Its colour is not known and was made black");
                    Fill::Paint(Color::BLACK.into())
                }
            }),
            "gradFill" => self.gradient(node, lost).map(Fill::Paint),
            "blipFill" => Some(Fill::Picture(node)),
            "pattFill" => {
                lost.push("Its pattern became one colour");
                let ink = |name: &str| color::of(node.child(name), self.palette, self.style);
                let (front, back) = (
                    ink("fgClr").unwrap_or(Color::BLACK),
                    ink("bgClr").unwrap_or(Color::WHITE),
                );
                let mix = |a: u8, b: u8| ((u16::from(a) + 3 * u16::from(b)) / 4) as u8;
                let mixed = Color::rgb(mix(front.r, back.r), mix(front.g, back.g), mix(front.b, back.b));
                Some(Fill::Paint(mixed.into()))
            }
            "grpFill" => Some(Fill::Group),
            _ => None,
        })
    }

    fn gradient(&self, node: &Node, lost: &mut Vec<&'static str>) -> Option<Paint> {
        let mut stops: Vec<ColorStop> = node
            .child("gsLst")
            .all("gs")
            .filter_map(|stop| {
                Some(ColorStop {
                    at: fraction(stop.fraction("pos")?.clamp(0.0, 1.0)),
                    color: color::of(stop, self.palette, self.style)?,
                })
            })
            .take(64)
            .collect();
        stops.sort_by(|a, b| a.at.total_cmp(&b.at));
        match stops[..] {
            [] => return None,
            [only] => return Some(only.color.into()),
            _ => {}
        }
        let gradient = match node.get("path") {
            Some(path) => {
                if path.attribute("path") != Some("circle") {
                    lost.push("Its rectangular gradient became a round one");
                }
                let to = path.child("fillToRect");
                let side = |name: &str| to.fraction(name).unwrap_or(0.0);
                let middle = |low: f64, high: f64| f64::midpoint(low, 1.0 - high).clamp(0.0, 1.0);
                let center = [middle(side("l"), side("r")), middle(side("t"), side("b"))];
                Gradient::Radial {
                    center: center.map(fraction),
                    radius: fraction(self.farthest(center)),
                    stops,
                }
            }
            None => {
                let lin = node.child("lin");
                let (from, to) = self.line(lin.number("ang").unwrap_or(0.0), lin.flag("scaled") == Some(true));
                Gradient::Linear { from, to, stops }
            }
        };
        Some(Paint::Gradient(gradient))
    }

    /// How far the farthest corner is from a point, as a part of half the diagonal.
    fn farthest(&self, center: [f64; 2]) -> f64 {
        let [w, h] = self.size.map(|side| side.max(0.001));
        let reach = |at: f64| at.max(1.0 - at);
        ((reach(center[0]) * w).hypot(reach(center[1]) * h) / (w.hypot(h) / 2.0)).clamp(0.001, 100.0)
    }

    /// The line of a gradient at an angle (60,000ths of a degree, clockwise): through the middle, as long as it takes
    /// for the corners to have the first and the last colour.
    fn line(&self, angle: f64, scaled: bool) -> ([f64; 2], [f64; 2]) {
        let [w, h] = self.size.map(|side| side.max(0.001));
        let (mut sin, mut cos) = (angle / 60_000.0).to_radians().sin_cos();
        if scaled {
            (sin, cos) = (sin * h, cos * w);
            let length = sin.hypot(cos).max(1e-9);
            (sin, cos) = (sin / length, cos / length);
        }
        let half = ((w * cos).abs() + (h * sin).abs()) / 2.0;
        let (dx, dy) = (half * cos / w, half * sin / h);
        ([0.5 - dx, 0.5 - dy].map(fraction), [0.5 + dx, 0.5 + dy].map(fraction))
    }

    /// A line: `None` when there is none, or when its width is 0. `under` is what the theme says for it.
    pub fn stroke(
        &self,
        own: Option<&Node>,
        under: Option<&Node>,
        lost: &mut Vec<&'static str>,
    ) -> Option<StrokeStyle> {
        let nodes: Vec<&Node> = own.into_iter().chain(under).collect();
        let paint = nodes.iter().find_map(|node| self.fill(node, lost))?;
        let paint = match paint {
            Fill::Paint(paint) => paint,
            Fill::None => return None,
            Fill::Picture(_) | Fill::Group => {
                lost.push("Its line is filled with a picture and became black");
                Color::BLACK.into()
            }
        };
        let width = nodes
            .iter()
            .find_map(|node| node.number("w"))
            .map_or(USUAL_LINE, |w| w / EMU);
        // A line of no width is as thin as a program can draw it.
        let width = if width <= 0.0 { 0.25 } else { width.min(1_000.0) };
        if nodes
            .iter()
            .any(|node| node.attribute("cmpd").is_some_and(|kind| kind != "sng"))
        {
            lost.push("Its double line became a single one");
        }
        let end = |name: &str| match nodes.iter().find_map(|node| node.get(name)?.attribute("type")) {
            Some("triangle" | "stealth") => LineEnd::Arrow,
            Some("arrow") => LineEnd::OpenArrow,
            Some("oval" | "diamond") => LineEnd::Dot,
            _ => LineEnd::Plain,
        };
        let has = |name: &str| nodes.iter().any(|node| node.get(name).is_some());
        Some(StrokeStyle {
            paint,
            width: rounded(width),
            dashes: nodes
                .iter()
                .find_map(|node| dashes(node))
                .map_or_else(Vec::new, |dashes| {
                    dashes.into_iter().map(|dash| rounded(dash * width)).collect()
                }),
            cap: match nodes.iter().find_map(|node| node.attribute("cap")) {
                Some("rnd") => LineCap::Round,
                Some("sq") => LineCap::Square,
                _ => LineCap::Butt,
            },
            join: if has("round") {
                LineJoin::Round
            } else if has("bevel") {
                LineJoin::Bevel
            } else {
                LineJoin::Miter
            },
            align: StrokeAlign::default(),
            start: end("headEnd"),
            end: end("tailEnd"),
        })
    }
}

/// Dashes and gaps as multiples of the line's width; `None` when nothing is said.
fn dashes(node: &Node) -> Option<Vec<f64>> {
    if let Some(custom) = node.get("custDash") {
        let pairs = custom.all("ds").filter_map(|dash| {
            Some([
                dash.fraction("d")?.clamp(0.0, 100.0),
                dash.fraction("sp")?.clamp(0.0, 100.0),
            ])
        });
        let all: Vec<f64> = pairs.take(16).flatten().collect();
        return Some(if all.iter().sum::<f64>() > 0.0 { all } else { Vec::new() });
    }
    let dashes: &[f64] = match node.get("prstDash")?.attribute("val")? {
        "dot" => &[1.0, 3.0],
        "sysDot" => &[1.0, 1.0],
        "dash" => &[4.0, 3.0],
        "sysDash" => &[3.0, 1.0],
        "lgDash" => &[8.0, 3.0],
        "dashDot" => &[4.0, 3.0, 1.0, 3.0],
        "sysDashDot" => &[3.0, 1.0, 1.0, 1.0],
        "lgDashDot" => &[8.0, 3.0, 1.0, 3.0],
        "sysDashDotDot" => &[3.0, 1.0, 1.0, 1.0, 1.0, 1.0],
        "lgDashDotDot" => &[8.0, 3.0, 1.0, 3.0, 1.0, 3.0],
        _ => &[],
    };
    Some(dashes.to_vec())
}
