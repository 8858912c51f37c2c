//! Colours of DrawingML: theme colours, and what is done to them (ECMA-376, part 1, §20.1.2.3).

use std::collections::BTreeMap;

use crate::units::Color;

use super::xml::Node;

/// The colours of a theme under the names that slides use for them.
#[derive(Clone, Debug, Default)]
pub(super) struct Palette {
    scheme: BTreeMap<String, Color>,
    /// `tx1` → `dk1` and so on.
    map: BTreeMap<String, String>,
}

/// What a slide writes for which colour of a theme when nothing is said.
const USUAL_MAP: [(&str, &str); 4] = [("tx1", "dk1"), ("tx2", "dk2"), ("bg1", "lt1"), ("bg2", "lt2")];

impl Palette {
    /// The colours of a theme's `clrScheme`, with the names of a master's `clrMap`.
    pub fn read(theme: &Node, map: &Node) -> Palette {
        let mut palette = Palette::default();
        for slot in &theme.child("themeElements").child("clrScheme").children {
            if let Some(color) = slot.children.first().and_then(|node| base(node, &palette, None)) {
                palette.scheme.insert(slot.name.clone(), color);
            }
        }
        palette.remap(map);
        palette
    }

    /// The same colours under other names, as a slide may say in `overrideClrMapping`.
    pub fn remap(&mut self, map: &Node) {
        for name in [
            "tx1", "tx2", "bg1", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
            "folHlink",
        ] {
            if let Some(slot) = map.attribute(name) {
                self.map.insert(name.to_owned(), slot.to_owned());
            }
        }
    }

    fn get(&self, name: &str) -> Option<Color> {
        let usual = USUAL_MAP.iter().find(|(from, _)| *from == name).map(|(_, to)| *to);
        let slot = self.map.get(name).map(String::as_str).or(usual).unwrap_or(name);
        self.scheme.get(slot).copied()
    }
}

/// The first colour among the children of an element. `style` is what `phClr` stands for in a theme's formats.
pub(super) fn of(parent: &Node, palette: &Palette, style: Option<Color>) -> Option<Color> {
    parent.children.iter().find_map(|node| read(node, palette, style))
}

/// A colour element with its changes.
pub(super) fn read(node: &Node, palette: &Palette, style: Option<Color>) -> Option<Color> {
    let color = base(node, palette, style)?;
    Some(node.children.iter().fold(color, changed))
}

fn base(node: &Node, palette: &Palette, style: Option<Color>) -> Option<Color> {
    match node.name.as_str() {
        "srgbClr" => hex(node.attribute("val")?),
        "sysClr" => node.attribute("lastClr").and_then(hex).or_else(|| {
            Some(if node.attribute("val") == Some("window") {
                Color::WHITE
            } else {
                Color::BLACK
            })
        }),
        "schemeClr" => match node.attribute("val")? {
            "phClr" => style,
            name => palette.get(name),
        },
        "prstClr" => named(node.attribute("val")?),
        "scrgbClr" => {
            let channel = |name: &str| Some(from_linear(node.fraction(name)?));
            Some(Color::rgb(channel("r")?, channel("g")?, channel("b")?))
        }
        "hslClr" => Some(from_hsl(
            [
                node.number("hue")? / 21_600_000.0,
                node.fraction("sat")?,
                node.fraction("lum")?,
            ],
            255,
        )),
        _ => None,
    }
}

fn hex(text: &str) -> Option<Color> {
    format!("#{}", text.trim()).parse().ok()
}

/// The preset colours that programs write; they are those of CSS, the longer words shortened.
fn named(name: &str) -> Option<Color> {
    let value = match name {
        "black" => 0x00_0000,
        "white" => 0xFF_FFFF,
        "red" => 0xFF_0000,
        "lime" => 0x00_FF00,
        "green" => 0x00_8000,
        "blue" => 0x00_00FF,
        "yellow" => 0xFF_FF00,
        "cyan" | "aqua" => 0x00_FFFF,
        "magenta" | "fuchsia" => 0xFF_00FF,
        "gray" | "grey" => 0x80_8080,
        "ltGray" | "ltGrey" | "lightGray" | "lightGrey" => 0xD3_D3D3,
        "dkGray" | "dkGrey" | "darkGray" | "darkGrey" => 0xA9_A9A9,
        "silver" => 0xC0_C0C0,
        "maroon" => 0x80_0000,
        "olive" => 0x80_8000,
        "navy" => 0x00_0080,
        "purple" => 0x80_0080,
        "teal" => 0x00_8080,
        "orange" => 0xFF_A500,
        "gold" => 0xFF_D700,
        "pink" => 0xFF_C0CB,
        "brown" => 0xA5_2A2A,
        "crimson" => 0xDC_143C,
        "indigo" => 0x4B_0082,
        "ivory" => 0xFF_FFF0,
        "beige" => 0xF5_F5DC,
        "dkBlue" | "darkBlue" => 0x00_008B,
        "dkGreen" | "darkGreen" => 0x00_6400,
        "dkRed" | "darkRed" => 0x8B_0000,
        "ltBlue" | "lightBlue" => 0xAD_D8E6,
        "royalBlue" => 0x41_69E1,
        "steelBlue" => 0x46_82B4,
        "skyBlue" => 0x87_CEEB,
        "tomato" => 0xFF_6347,
        "coral" => 0xFF_7F50,
        "khaki" => 0xF0_E68C,
        "violet" => 0xEE_82EE,
        "turquoise" => 0x40_E0D0,
        "transparent" => return Some(Color { a: 0, ..Color::BLACK }),
        _ => return None,
    };
    let [_, r, g, b] = u32::to_be_bytes(value);
    Some(Color::rgb(r, g, b))
}

fn changed(color: Color, change: &Node) -> Color {
    let value = change.fraction("val");
    let (Some(value), name) = (value, change.name.as_str()) else {
        return match change.name.as_str() {
            "gray" => {
                let level =
                    (0.299 * f64::from(color.r) + 0.587 * f64::from(color.g) + 0.114 * f64::from(color.b)) as u8;
                Color {
                    r: level,
                    g: level,
                    b: level,
                    ..color
                }
            }
            "inv" => Color {
                r: 255 - color.r,
                g: 255 - color.g,
                b: 255 - color.b,
                ..color
            },
            "comp" => in_hsl(color, |[h, s, l]| [h + 0.5, s, l]),
            _ => color,
        };
    };
    let alpha = |a: f64| Color {
        a: (a.clamp(0.0, 1.0) * 255.0).round() as u8,
        ..color
    };
    match name {
        "alpha" => alpha(value),
        "alphaMod" => alpha(f64::from(color.a) / 255.0 * value),
        "alphaOff" => alpha(f64::from(color.a) / 255.0 + value),
        "lumMod" => in_hsl(color, |[h, s, l]| [h, s, l * value]),
        "lumOff" => in_hsl(color, |[h, s, l]| [h, s, l + value]),
        "lum" => in_hsl(color, |[h, s, _]| [h, s, value]),
        "satMod" => in_hsl(color, |[h, s, l]| [h, s * value, l]),
        "satOff" => in_hsl(color, |[h, s, l]| [h, s + value, l]),
        "sat" => in_hsl(color, |[h, _, l]| [h, value, l]),
        "hueMod" => in_hsl(color, |[h, s, l]| [h * value, s, l]),
        // An angle, in 60,000ths of a degree.
        "hueOff" => in_hsl(color, |[h, s, l]| [h + value / 216.0, s, l]),
        "shade" => in_linear(color, |channel| channel * value),
        "tint" => in_linear(color, |channel| channel * value + 1.0 - value),
        _ => color,
    }
}

fn to_linear(value: u8) -> f64 {
    let c = f64::from(value) / 255.0;
    if c <= 0.04045 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}

fn from_linear(value: f64) -> u8 {
    let c = value.clamp(0.0, 1.0);
    let c = if c <= 0.003_130_8 {
        c * 12.92
    } else {
        1.055 * c.powf(1.0 / 2.4) - 0.055
    };
    (c * 255.0).round() as u8
}

fn in_linear(color: Color, change: impl Fn(f64) -> f64) -> Color {
    let channel = |value: u8| from_linear(change(to_linear(value)));
    Color {
        r: channel(color.r),
        g: channel(color.g),
        b: channel(color.b),
        a: color.a,
    }
}

/// Changes hue, saturation and lightness, each 0 to 1.
fn in_hsl(color: Color, change: impl Fn([f64; 3]) -> [f64; 3]) -> Color {
    let [r, g, b] = [color.r, color.g, color.b].map(|value| f64::from(value) / 255.0);
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let (range, light) = (most - least, f64::midpoint(most, least));
    let saturation = if range == 0.0 {
        0.0
    } else {
        range / (1.0 - (2.0 * light - 1.0).abs())
    };
    let hue = if range == 0.0 {
        0.0
    } else if most == r {
        ((g - b) / range).rem_euclid(6.0) / 6.0
    } else if most == g {
        ((b - r) / range + 2.0) / 6.0
    } else {
        ((r - g) / range + 4.0) / 6.0
    };
    from_hsl(change([hue, saturation, light]), color.a)
}

fn from_hsl([hue, saturation, light]: [f64; 3], a: u8) -> Color {
    let (hue, saturation, light) = (
        hue.rem_euclid(1.0) * 6.0,
        saturation.clamp(0.0, 1.0),
        light.clamp(0.0, 1.0),
    );
    let range = (1.0 - (2.0 * light - 1.0).abs()) * saturation;
    let second = range * (1.0 - (hue % 2.0 - 1.0).abs());
    let [r, g, b] = match hue as u8 {
        0 => [range, second, 0.0],
        1 => [second, range, 0.0],
        2 => [0.0, range, second],
        3 => [0.0, second, range],
        4 => [second, 0.0, range],
        _ => [range, 0.0, second],
    }
    .map(|channel| ((channel + light - range / 2.0) * 255.0).round() as u8);
    Color { r, g, b, a }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(xml: &str) -> Color {
        let theme = r#"<a:theme xmlns:a="a"><a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:themeElements></a:theme>"#;
        let theme = Node::parse("theme", theme.as_bytes()).expect("theme");
        let palette = Palette::read(&theme, &Node::default());
        let node = Node::parse("color", xml.as_bytes()).expect("color");
        read(&node, &palette, Some(Color::rgb(1, 2, 3))).expect("a colour")
    }

    /// What Office writes for the variants of its blue accent.
    #[test]
    fn theme_colours_are_lighter_and_darker_as_in_office() {
        let changed = |inner: &str| color(&format!("<schemeClr val=\"accent1\">{inner}</schemeClr>")).to_string();
        assert_eq!(changed(""), "#4472C4");
        assert_eq!(changed("<lumMod val=\"75000\"/>"), "#2F5597");
        assert_eq!(changed("<lumMod val=\"40000\"/><lumOff val=\"60000\"/>"), "#B4C6E7");
        assert_eq!(changed("<alpha val=\"50000\"/>"), "#4472C480");
        assert_eq!(changed("<shade val=\"100000\"/><tint val=\"100000\"/>"), "#4472C4");
        assert_eq!(color("<schemeClr val=\"tx1\"/>").to_string(), "#000000");
        assert_eq!(color("<schemeClr val=\"phClr\"/>").to_string(), "#010203");
        assert_eq!(
            color("<hslClr hue=\"0\" sat=\"100%\" lum=\"50%\"/>").to_string(),
            "#FF0000"
        );
    }
}
