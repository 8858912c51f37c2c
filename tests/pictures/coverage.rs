//! What of the model the sheets have in them.
//!
//! Everything is taken apart by name, without `..`: whoever adds a property or a kind to the model has to say here whether
//! it is seen, and then to show it on a sheet.

use std::collections::BTreeMap;

use accolade::model::{
    Align, Background, Case, Chips, Condition, Corner, Design, DesignKind, Direction, Element, ElementContent,
    FillRule, Fit, FitPolicy, Flip, Form, Gradient, GroupContent, Image, ImageFit, ImageSource, LineCap, LineEnd,
    LineJoin, Ornament, Page, Paint, Qr, QrLevel, Shadow, ShapeContent, Span, SpanStyle, StrokeAlign, StrokeStyle,
    TextContent, TextPath, TextStyle, VAlign,
};
use accolade::units::Pt;

/// Notes which kind something is; all that are named must be found.
macro_rules! kinds {
    ($seen:expr, $value:expr, { $($kind:pat => $name:literal),+ $(,)? }) => {{
        let found = match $value {
            $($kind => $name,)+
        };
        for name in [$($name),+] {
            $seen.note(name, name == found);
        }
    }};
}

/// Every property and kind that was asked about, and whether it was found.
#[derive(Debug, Default)]
pub struct Seen(BTreeMap<&'static str, bool>);

impl Seen {
    pub fn missing(&self) -> Vec<&'static str> {
        let missing = self.0.iter().filter(|(_, found)| !**found);
        missing.map(|(name, _)| *name).collect()
    }

    fn note(&mut self, name: &'static str, found: bool) {
        *self.0.entry(name).or_default() |= found;
    }

    /// One kind of several, all of which must be found.
    fn kind(&mut self, all: &[&'static str], found: &'static str) {
        assert!(all.contains(&found), "{found} is a kind of {all:?}");
        for name in all {
            self.note(name, *name == found);
        }
    }

    pub fn design(&mut self, design: &Design) {
        // Not seen: names, what only the editor uses, samples (every field shows one).
        let Design {
            name: _,
            kind,
            description: _,
            language: _,
            swatches: _,
            sample: _,
            template: _,
            pages,
        } = design;
        kinds!(self, kind, {
            DesignKind::Certificate => "certificate",
            DesignKind::Badge => "badge",
        });
        for page in pages {
            let Page {
                width: _,
                height: _,
                bleed,
                background: Background { paint, image },
                aids: _,
                elements,
            } = page;
            self.note("bleed", *bleed > Pt::ZERO);
            self.note("background.paint", paint.is_some());
            self.note("background.image", image.is_some());
            elements.iter().for_each(|element| self.element(element));
        }
    }

    fn element(&mut self, element: &Element) {
        // Not seen: the name, what the editor and issuers may do, where a click leads.
        let Element {
            name: _,
            x: _,
            y: _,
            width: _,
            height: _,
            rotation,
            flip,
            opacity,
            blend,
            blur,
            locked: _,
            hidden,
            keep_ratio: _,
            show,
            shadow,
            open: _,
            link: _,
            content,
        } = element;
        self.note("rotation", *rotation != 0.0);
        self.flip(*flip);
        self.note("opacity", *opacity < 1.0);
        self.note(blend.css(), true);
        self.note("blur", *blur > Pt::ZERO);
        self.note("hidden", *hidden);
        self.note("show", show.is_some());
        show.iter().for_each(|condition| self.condition(condition));
        self.note("shadow", shadow.is_some());
        if let Some(Shadow { x, y, color, blur }) = shadow {
            self.note("shadow.offset", *x != Pt::ZERO && *y != Pt::ZERO);
            self.note("shadow.color, clear", color.a < 255);
            self.note("shadow.blur", *blur > Pt::ZERO);
            self.note("shadow.blur, none", *blur == Pt::ZERO);
        }
        match content {
            ElementContent::Text(text) => self.text(text),
            ElementContent::Image(image) => self.image(image),
            ElementContent::Shape(shape) => self.shape(shape),
            ElementContent::Qr(qr) => self.qr(qr),
            ElementContent::Chips(chips) => self.chips(chips),
            ElementContent::Group(GroupContent { children, clip, masked }) => {
                self.note("group.masked", *masked);
                self.note("group.clip", clip.is_some());
                clip.iter().for_each(|clip| self.form(clip));
                children.iter().for_each(|child| self.element(child));
            }
        }
    }

    fn flip(&mut self, flip: Flip) {
        kinds!(self, flip, {
            Flip::None => "flip none",
            Flip::Horizontal => "flip horizontal",
            Flip::Vertical => "flip vertical",
            Flip::Both => "flip both",
        });
    }

    fn condition(&mut self, condition: &Condition) {
        kinds!(self, condition, {
            Condition::Empty(_) => "show empty",
            Condition::Filled(_) => "show filled",
            Condition::Equals { field: _, text: _ } => "show equals",
            Condition::Greater { field: _, than: _ } => "show greater",
            Condition::Language(_) => "show language",
        });
    }
}

/// Shapes, paints and lines.
impl Seen {
    fn shape(&mut self, ShapeContent { form, fill, stroke }: &ShapeContent) {
        self.form(form);
        self.note("fill", fill.is_some());
        fill.iter().for_each(|paint| self.paint(paint));
        self.note("stroke", stroke.is_some());
        stroke.iter().for_each(|stroke| self.stroke(stroke));
    }

    fn form(&mut self, form: &Form) {
        let found = match form {
            Form::Rectangle { radii } => {
                self.note("radii, one by one", radii[0] != radii[1] && radii[1] != radii[2]);
                "rectangle"
            }
            Form::Ellipse {} => "ellipse",
            Form::Line {} => "line",
            Form::Polygon { sides: _, inner } => {
                self.note("star", inner.is_some());
                self.note("polygon, no star", inner.is_none());
                "polygon"
            }
            Form::Path { d: _, view, rule } => {
                self.note("path.view", view.is_some());
                self.note("path.view, none", view.is_none());
                kinds!(self, rule, {
                    FillRule::NonZero => "rule non-zero",
                    FillRule::EvenOdd => "rule even-odd",
                });
                "path"
            }
            Form::Ornament(ornament) => {
                self.ornament(ornament);
                "ornament"
            }
        };
        self.kind(&["rectangle", "ellipse", "line", "polygon", "path", "ornament"], found);
    }

    fn ornament(&mut self, ornament: &Ornament) {
        let found = match ornament {
            Ornament::Seal {
                teeth: _,
                depth,
                round,
                ring,
            } => {
                self.note("seal.ring", *ring > 0.0);
                self.note("seal.depth", *depth > 0.0);
                self.note("seal.round", *round);
                self.note("seal.round, not", !*round);
                "seal"
            }
            Ornament::Ribbon {
                end,
                drop,
                notch,
                shade,
            } => {
                self.note("ribbon.shade", *shade > 0.0);
                self.note("ribbon.end", *end > 0.0);
                self.note("ribbon.drop", *drop > 0.0);
                self.note("ribbon.notch", *notch > 0.0);
                "ribbon"
            }
            Ornament::Border {
                thickness: _,
                size: _,
                corner,
                gap,
            } => {
                self.note("border.gap", *gap > Pt::ZERO);
                self.note("border.gap, none", *gap == Pt::ZERO);
                self.corner(*corner);
                "border"
            }
            Ornament::Guilloche { waves: _, lines } => {
                self.note("guilloche.lines", *lines > 1);
                "guilloche"
            }
            Ornament::Rosette { petals: _, lines, hole } => {
                self.note("rosette.lines", *lines > 1);
                self.note("rosette.hole", *hole > 0.0);
                "rosette"
            }
        };
        self.kind(&["seal", "ribbon", "border", "guilloche", "rosette"], found);
    }

    fn corner(&mut self, corner: Corner) {
        kinds!(self, corner, {
            Corner::Square => "corner square",
            Corner::Round => "corner round",
            Corner::Bevel => "corner bevel",
            Corner::Scoop => "corner scoop",
            Corner::Notch => "corner notch",
        });
    }

    fn paint(&mut self, paint: &Paint) {
        let found = match paint {
            Paint::Solid(color) => {
                self.note("solid, clear", color.a < 255);
                "solid"
            }
            Paint::Gradient(gradient) => {
                let (found, stops) = match gradient {
                    Gradient::Linear { from: _, to: _, stops } => ("linear", stops),
                    Gradient::Radial {
                        center,
                        radius: _,
                        stops,
                    } => {
                        self.note("radial.center", *center != [0.5, 0.5]);
                        ("radial", stops)
                    }
                };
                self.note("three stops", stops.len() > 2);
                self.note("clear stops", stops.iter().any(|stop| stop.color.a == 0));
                found
            }
        };
        self.kind(&["solid", "linear", "radial"], found);
    }

    fn stroke(&mut self, stroke: &StrokeStyle) {
        let StrokeStyle {
            paint,
            width: _,
            dashes,
            cap,
            join,
            align,
            start,
            end,
        } = stroke;
        self.paint(paint);
        self.note("stroke.paint, gradient", matches!(paint, Paint::Gradient(_)));
        self.note("stroke.dashes", !dashes.is_empty());
        kinds!(self, cap, {
            LineCap::Butt => "cap butt",
            LineCap::Round => "cap round",
            LineCap::Square => "cap square",
        });
        kinds!(self, join, {
            LineJoin::Miter => "join miter",
            LineJoin::Round => "join round",
            LineJoin::Bevel => "join bevel",
        });
        kinds!(self, align, {
            StrokeAlign::Center => "stroke center",
            StrokeAlign::Inside => "stroke inside",
            StrokeAlign::Outside => "stroke outside",
        });
        self.note("stroke.start", *start != LineEnd::Plain);
        self.end(*start);
        self.note("stroke.end", *end != LineEnd::Plain);
        self.end(*end);
    }

    fn end(&mut self, end: LineEnd) {
        kinds!(self, end, {
            LineEnd::Plain => "end plain",
            LineEnd::Arrow => "end arrow",
            LineEnd::OpenArrow => "end open arrow",
            LineEnd::Dot => "end dot",
            LineEnd::Bar => "end bar",
        });
    }
}

/// Texts.
impl Seen {
    fn text(&mut self, text: &TextContent) {
        let TextContent {
            spans,
            style,
            align,
            valign,
            line_height,
            paragraph_gap,
            direction,
            fit,
            path,
            by_language,
        } = text;
        self.style(style);
        spans.iter().for_each(|span| self.span(span));
        self.align(*align);
        kinds!(self, valign, {
            VAlign::Top => "valign top",
            VAlign::Middle => "valign middle",
            VAlign::Bottom => "valign bottom",
        });
        self.note("line_height", *line_height != 1.25);
        self.note("paragraph_gap", *paragraph_gap > Pt::ZERO);
        kinds!(self, direction, {
            Direction::Auto => "direction auto",
            Direction::Ltr => "direction ltr",
            Direction::Rtl => "direction rtl",
        });
        self.fit(*fit);
        if let Some(path) = path {
            let found = match path {
                TextPath::Arc {
                    radius: _,
                    angle,
                    inward,
                } => {
                    self.note("arc.angle", *angle != 0.0);
                    self.note("arc.inward", *inward);
                    "text on an arc"
                }
                TextPath::Path { d: _ } => "text on a path",
            };
            self.kind(&["text on an arc", "text on a path"], found);
        }
        self.note("by_language", !by_language.is_empty());
    }

    fn style(&mut self, style: &TextStyle) {
        let TextStyle {
            family: _,
            size: _,
            weight,
            italic,
            color,
            letter_spacing,
            case,
            underline,
        } = style;
        self.note("weight", *weight != 400);
        self.note("italic", *italic);
        self.note("color, clear", color.a < 255);
        self.note("letter_spacing", *letter_spacing != 0.0);
        kinds!(self, case, {
            Case::AsIs => "case as it is",
            Case::Upper => "case upper",
            Case::Lower => "case lower",
            Case::Title => "case title",
        });
        self.note("underline", *underline);
    }

    fn span(&mut self, Span { text: _, style }: &Span) {
        let SpanStyle {
            family,
            size,
            weight,
            italic,
            color,
            letter_spacing,
            case,
            underline,
            align,
        } = style;
        self.note("span.family", family.is_some());
        self.note("span.size", size.is_some());
        self.note("span.weight", weight.is_some());
        self.note("span.italic", italic.is_some());
        self.note("span.color", color.is_some());
        self.note("span.letter_spacing", letter_spacing.is_some());
        self.note("span.case", case.is_some());
        self.note("span.underline", underline.is_some());
        self.note("span.align", align.is_some());
    }

    fn align(&mut self, align: Align) {
        kinds!(self, align, {
            Align::Start => "align start",
            Align::Center => "align center",
            Align::End => "align end",
            Align::Left => "align left",
            Align::Right => "align right",
            Align::Justify => "align justify",
        });
    }

    fn fit(&mut self, fit: Fit) {
        let Fit {
            policy,
            min_size,
            max_size,
        } = fit;
        kinds!(self, policy, {
            FitPolicy::Clip => "fit clip",
            FitPolicy::ShrinkToWidth => "fit shrink to width",
            FitPolicy::ShrinkToBox => "fit shrink to box",
            FitPolicy::WrapThenShrink => "fit wrap then shrink",
            FitPolicy::Grow => "fit grow",
            FitPolicy::AutoWidth => "fit auto width",
        });
        self.note("fit.min_size", min_size.is_some());
        self.note("fit.max_size", max_size.is_some());
    }
}

/// Pictures, codes and chips.
impl Seen {
    fn image(&mut self, image: &Image) {
        let Image {
            source,
            fit,
            focus,
            zoom,
            mask,
            background,
            padding,
            alt: _,
        } = image;
        kinds!(self, source, {
            ImageSource::Asset(_) => "picture of the design",
            ImageSource::Field(_) => "picture of a field",
        });
        kinds!(self, fit, {
            ImageFit::Contain => "image contain",
            ImageFit::Cover => "image cover",
            ImageFit::Stretch => "image stretch",
        });
        self.note("image.focus", *focus != [0.5, 0.5]);
        self.note("image.zoom", *zoom > 1.0);
        self.note("image.mask", mask.is_some());
        mask.iter().for_each(|mask| self.form(mask));
        self.note("image.background", background.is_some());
        background.iter().for_each(|paint| self.paint(paint));
        self.note("image.padding", *padding > Pt::ZERO);
    }

    fn qr(&mut self, qr: &Qr) {
        let Qr {
            content: _,
            level,
            color: _,
            background,
            quiet_zone,
        } = qr;
        kinds!(self, level, {
            QrLevel::Low => "level low",
            QrLevel::Medium => "level medium",
            QrLevel::Quartile => "level quartile",
            QrLevel::High => "level high",
        });
        self.note("qr.background", background.is_some());
        self.note("qr.quiet_zone", *quiet_zone > 0);
    }

    fn chips(&mut self, chips: &Chips) {
        let Chips {
            field: _,
            style,
            fill,
            stroke,
            radius,
            padding: _,
            gap: _,
            align,
        } = chips;
        self.style(style);
        self.note("chips.fill", fill.is_some());
        fill.iter().for_each(|paint| self.paint(paint));
        self.note("chips.stroke", stroke.is_some());
        stroke.iter().for_each(|stroke| self.stroke(stroke));
        self.note("chips.radius", *radius > Pt::ZERO);
        self.note("chips.radius, none", *radius == Pt::ZERO);
        self.align(*align);
    }
}
