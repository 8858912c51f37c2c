//! The style of paragraphs and runs: what they say themselves, then the lists of styles that they inherit.

use crate::model::{Align, Case, TextStyle};
use crate::units::{Color, Pt};

use super::super::builder::{fraction, rounded};
use super::color;
use super::fonts::{Fonts, Metrics};
use super::package::Package;
use super::paint::{EMU, Fill, Inks};
use super::theme::Sources;
use super::xml::Node;

/// The size of a text that says none: 18 points.
const USUAL_SIZE: f64 = 18.0;

/// Where a text's looks come from.
#[derive(Clone)]
pub(super) struct Cascade<'a> {
    /// Lists of styles by level, the most particular first.
    pub lists: Vec<&'a Node>,
    /// How many of them are the shape's own.
    pub own: usize,
    /// The colour that the shape's style gives to its text.
    pub style_color: Option<Color>,
    pub sources: &'a Sources,
    pub inks: Inks<'a>,
    /// What sizes are multiplied with, where PowerPoint shrank the text.
    pub scale: f64,
}

/// A distance of lines or paragraphs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Spacing {
    /// Of what the font asks for.
    Part(f64),
    Points(f64),
}

/// A paragraph's style.
pub(super) struct Paragraph<'a> {
    chain: Vec<&'a Node>,
    own: usize,
}

/// A run's style, with the measures of its face.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RunStyle {
    pub style: TextStyle,
    pub metrics: Metrics,
    /// How the lines of its paragraph stand.
    pub align: Align,
}

impl<'a> Cascade<'a> {
    pub fn paragraph(&self, properties: Option<&'a Node>) -> Paragraph<'a> {
        let level = properties
            .and_then(|node| node.number("lvl"))
            .unwrap_or(0.0)
            .clamp(0.0, 8.0) as usize;
        let name = format!("lvl{}pPr", level + 1);
        let mut chain: Vec<&Node> = properties.into_iter().collect();
        let mut own = chain.len();
        for (at, list) in self.lists.iter().enumerate() {
            let found = [list.get(&name), list.get("defPPr")];
            let count = found.iter().flatten().count();
            chain.extend(found.into_iter().flatten());
            if at < self.own {
                own += count;
            }
        }
        Paragraph { chain, own }
    }

    /// The style of a run of a paragraph; what could not be kept is said in `lost`.
    pub fn run(
        &self,
        paragraph: &Paragraph<'a>,
        properties: Option<&'a Node>,
        fonts: &mut Fonts,
        package: &mut Package<'_>,
        lost: &mut Vec<&'static str>,
    ) -> RunStyle {
        let mut chain: Vec<&Node> = properties.into_iter().collect();
        let inherited =
            |nodes: &[&'a Node]| -> Vec<&'a Node> { nodes.iter().filter_map(|node| node.get("defRPr")).collect() };
        let (own, far) = paragraph.chain.split_at(paragraph.own.min(paragraph.chain.len()));
        chain.extend(inherited(own));
        let near = chain.len();
        chain.extend(inherited(far));
        let text = |name: &str| chain.iter().find_map(|node| node.attribute(name));
        let number = |name: &str| chain.iter().find_map(|node| node.number(name));
        let flag = |name: &str| chain.iter().find_map(|node| node.flag(name)).unwrap_or(false);
        let size = rounded((number("sz").map_or(USUAL_SIZE, |sz| sz / 100.0) * self.scale).clamp(0.5, 4_000.0));
        let typeface = self.typeface(&chain);
        let face = fonts.face(package, &typeface, flag("b"), flag("i"));
        let ink = |nodes: &[&Node], lost: &mut Vec<&'static str>| nodes.iter().find_map(|node| self.ink(node, lost));
        let color = ink(chain.get(..near).unwrap_or_default(), lost)
            .or(self.style_color)
            .or_else(|| ink(chain.get(near..).unwrap_or_default(), lost));
        self.say_lost(properties, lost);
        RunStyle {
            metrics: face.metrics,
            style: TextStyle {
                family: face.family,
                size,
                weight: face.weight,
                italic: face.italic,
                color: color.unwrap_or(Color::BLACK),
                letter_spacing: fraction((number("spc").unwrap_or(0.0) / 100.0 / size.0).clamp(-1.0, 10.0)),
                case: match text("cap") {
                    Some("all") => Case::Upper,
                    Some("small") => {
                        lost.push("Its small capitals became capitals");
                        Case::Upper
                    }
                    _ => Case::AsIs,
                },
                underline: text("u").is_some_and(|kind| kind != "none"),
            },
            align: Align::Start,
        }
    }

    fn typeface(&self, chain: &[&Node]) -> String {
        let named = |script: &str| {
            let name = chain.iter().find_map(|node| node.get(script)?.attribute("typeface"))?;
            if name.starts_with('+') {
                self.sources.typeface(name)
            } else {
                Some(name.to_owned())
            }
        };
        let usable = |name: &String| !name.trim().is_empty();
        let found = named("latin").filter(usable).or_else(|| named("ea").filter(usable));
        found
            .or_else(|| self.sources.typeface("+mn-lt"))
            .unwrap_or_else(|| "Inter".to_owned())
    }

    fn ink(&self, node: &Node, lost: &mut Vec<&'static str>) -> Option<Color> {
        match self.inks.fill(node, lost)? {
            Fill::Paint(crate::model::Paint::Solid(color)) => Some(color),
            Fill::Paint(crate::model::Paint::Gradient(gradient)) => {
                lost.push("The gradient of its letters became one colour");
                let (crate::model::Gradient::Linear { stops, .. } | crate::model::Gradient::Radial { stops, .. }) =
                    gradient;
                stops.get(stops.len() / 2).map(|stop| stop.color)
            }
            Fill::None => Some(Color { a: 0, ..Color::BLACK }),
            Fill::Picture(_) => {
                lost.push("The picture in its letters became black");
                Some(Color::BLACK)
            }
            Fill::Group => None,
        }
    }

    fn say_lost(&self, properties: Option<&Node>, lost: &mut Vec<&'static str>) {
        let Some(node) = properties else { return };
        let is = |name: &str, plain: &str| node.attribute(name).is_some_and(|value| value != plain);
        if is("strike", "noStrike") {
            lost.push("Its letters are not struck through any more");
        }
        if node.number("baseline").is_some_and(|value| value != 0.0) {
            lost.push("Its raised or lowered letters stand on the line");
        }
        if node.get("highlight").is_some() {
            lost.push("The colour behind its letters was left out");
        }
        if node
            .get("ln")
            .is_some_and(|line| line.get("noFill").is_none() && !line.children.is_empty())
        {
            lost.push("The outline of its letters was left out");
        }
        if node.get("effectLst").is_some_and(|list| !list.children.is_empty()) {
            lost.push("The shadow or glow of its letters was left out");
        }
        if color::of(node.child("uFill"), self.inks.palette, None).is_some() {
            lost.push("Its underline has the colour of the letters");
        }
    }
}

impl<'a> Paragraph<'a> {
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.chain.iter().find_map(|node| node.attribute(name))
    }

    /// A length in points.
    pub fn length(&self, name: &str) -> f64 {
        let emu = self.chain.iter().find_map(|node| node.number(name));
        emu.map_or(0.0, |emu| (emu / EMU).clamp(-2_000.0, 2_000.0))
    }

    pub fn spacing(&self, name: &str) -> Option<Spacing> {
        let node = self.chain.iter().find_map(|node| node.get(name))?;
        if let Some(points) = node.child("spcPts").number("val") {
            return Some(Spacing::Points((points / 100.0).clamp(0.0, 2_000.0)));
        }
        Some(Spacing::Part(node.child("spcPct").fraction("val")?.clamp(0.0, 20.0)))
    }

    /// What stands before the paragraph as a sign of a list; `number` counts those of a numbered list.
    pub fn bullet(&self, number: u32) -> Option<String> {
        let sign = self.chain.iter().find_map(|node| {
            node.children
                .iter()
                .find(|child| matches!(child.name.as_str(), "buNone" | "buChar" | "buAutoNum" | "buBlip"))
        })?;
        match sign.name.as_str() {
            "buChar" => {
                let char = sign.attribute("char").unwrap_or("•");
                // Signs of symbol fonts lie among the letters of private use.
                let is_private = char.chars().any(|c| matches!(c, '\u{e000}'..='\u{f8ff}')) || char == "§";
                Some(if is_private {
                    "• ".to_owned()
                } else {
                    format!("{char} ")
                })
            }
            "buAutoNum" => Some(format!("{number}. ")),
            "buBlip" => Some("• ".to_owned()),
            _ => None,
        }
    }
}

/// The distance of lines as a multiple of the size.
pub(super) fn line_height(spacing: Option<Spacing>, run: &RunStyle, reduction: f64) -> f64 {
    let height = match spacing {
        Some(Spacing::Points(points)) => points / run.style.size.0,
        Some(Spacing::Part(part)) => (part - reduction).max(0.1) * run.metrics.line(),
        None => (1.0 - reduction).max(0.1) * run.metrics.line(),
    };
    fraction(height.clamp(0.1, 10.0))
}

/// The distance of paragraphs in points.
pub(super) fn gap(spacing: Option<Spacing>, size: Pt) -> f64 {
    match spacing {
        Some(Spacing::Points(points)) => points,
        Some(Spacing::Part(part)) => part * size.0 * 1.2,
        None => 0.0,
    }
}
