//! The styles of an OpenDocument spreadsheet, as far as they change what is read: number formats and hidden tables.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use super::number::Pattern;
use super::xml::{Event, Tag, Xml, XmlError};

/// No style may be based on more others.
const MAX_PARENTS: usize = 20;

/// No format has more places for digits.
const MAX_PLACES: u64 = 60;

#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Of number styles, by name.
    patterns: HashMap<String, Pattern>,
    /// Number styles that leave numbers from zero upwards to another one.
    from_zero: HashMap<String, String>,
    /// Of cell styles: the name of their number style, and of the style they are based on.
    cells: HashMap<String, (Option<String>, Option<String>)>,
    hidden_tables: HashSet<String>,
    /// The style that is being read.
    current: Kind,
}

#[derive(Debug, Default)]
enum Kind {
    #[default]
    None,
    Number(String),
    Table(String),
}

impl Styles {
    /// Whether an element is a style that matters.
    pub(super) fn begins(name: &str) -> bool {
        matches!(name, "number-style" | "percentage-style" | "currency-style" | "style")
    }

    /// Takes the start of a style; `true` when what is in it is to be filled in.
    pub(super) fn begin(&mut self, tag: &Tag<'_>) -> bool {
        let name = tag.attribute("name").unwrap_or_default();
        self.current = match (tag.name, tag.attribute("family").as_deref()) {
            ("style", Some("table-cell")) => {
                let based_on = (tag.attribute("data-style-name"), tag.attribute("parent-style-name"));
                self.cells.insert(name, based_on);
                Kind::None
            }
            ("style", Some("table")) => Kind::Table(name),
            ("style", _) => Kind::None,
            _ => Kind::Number(name),
        };
        !matches!(self.current, Kind::None)
    }

    /// Reads the style that has begun to its end.
    pub(super) fn fill<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), XmlError> {
        match std::mem::take(&mut self.current) {
            Kind::None => Ok(()),
            Kind::Table(name) => {
                if is_hidden(xml)? {
                    self.hidden_tables.insert(name);
                }
                Ok(())
            }
            Kind::Number(name) => {
                let (code, from_zero) = format_code(xml)?;
                if let Some(other) = from_zero {
                    self.from_zero.insert(name.clone(), other);
                }
                if let Some(pattern) = Pattern::parse(&code) {
                    self.patterns.insert(name, pattern);
                }
                Ok(())
            }
        }
    }

    pub(super) fn hides_table(&self, style: &str) -> bool {
        self.hidden_tables.contains(style)
    }

    /// How a cell style shows a number, where that is not the plain number.
    pub(super) fn pattern(&self, style: &str, value: f64) -> Option<&Pattern> {
        let mut style = style;
        for _ in 0..MAX_PARENTS {
            let (number, parent) = self.cells.get(style)?;
            if let Some(number) = number {
                let from_zero = self.from_zero.get(number).filter(|_| value >= 0.0);
                return self.patterns.get(from_zero.unwrap_or(number));
            }
            style = parent.as_deref()?;
        }
        None
    }
}

fn is_hidden<R: BufRead>(xml: &mut Xml<R>) -> Result<bool, XmlError> {
    let (mut depth, mut hidden) = (1usize, false);
    while depth > 0 {
        match xml.next()? {
            Event::Start(tag) => {
                depth += 1;
                hidden |= tag.name == "table-properties" && tag.attribute("display").as_deref() == Some("false");
            }
            Event::End(_) => depth -= 1,
            Event::Text(_) => {}
            Event::Eof => return Err(XmlError::Cut),
        }
    }
    Ok(hidden)
}

/// The number style that has begun, as a format code of a workbook; and the style that numbers from zero upwards have,
/// where it is another one.
fn format_code<R: BufRead>(xml: &mut Xml<R>) -> Result<(String, Option<String>), XmlError> {
    let (mut depth, mut code) = (1usize, String::new());
    let (mut literal, mut plain, mut from_zero) = (false, false, None);
    while depth > 0 {
        match xml.next()? {
            Event::Start(tag) => {
                depth += 1;
                match tag.name {
                    "number" => match places(&tag) {
                        Some(places) => code.push_str(&places),
                        None => plain = true,
                    },
                    "text" | "currency-symbol" => literal = true,
                    "scientific-number" | "fraction" => plain = true,
                    "map" => match tag.attribute("condition").as_deref() {
                        Some("value()>=0" | "value()>0") => from_zero = tag.attribute("apply-style-name"),
                        _ => plain = true,
                    },
                    _ => {}
                }
            }
            Event::End(_) => {
                depth -= 1;
                literal = false;
            }
            Event::Text(text) if literal => {
                for c in text.chars() {
                    code.extend(
                        if c == '%' {
                            [None, Some('%')]
                        } else {
                            [Some('\\'), Some(c)]
                        }
                        .into_iter()
                        .flatten(),
                    );
                }
            }
            Event::Text(_) => {}
            Event::Eof => return Err(XmlError::Cut),
        }
    }
    if plain {
        code.clear();
    } else if from_zero.is_some() {
        // What is left are negative numbers, and the style writes their sign.
        code = format!("{code};{code}");
    }
    Ok((code, from_zero))
}

/// The places of digits of `number:number`; `None` for as many as the number has.
fn places(tag: &Tag<'_>) -> Option<String> {
    let read = |name: &str| tag.number(name).map(|count| count.min(MAX_PLACES) as usize);
    let whole = read("min-integer-digits").unwrap_or(0);
    let decimals = read("decimal-places").unwrap_or(0);
    let needed = read("min-decimal-places").unwrap_or(decimals).min(decimals);
    let mut code = if whole == 0 { "#".to_owned() } else { "0".repeat(whole) };
    // Without a word about decimals as many are shown as there are, which the plain number does.
    if tag.attribute("decimal-places").is_none() && whole < 2 {
        return None;
    }
    if decimals > 0 {
        code.push('.');
        code.push_str(&"0".repeat(needed));
        code.push_str(&"#".repeat(decimals - needed));
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(inside: &str) -> Styles {
        let document = format!("<styles>{inside}</styles>");
        let mut xml = Xml::new(document.as_bytes());
        let mut styles = Styles::default();
        loop {
            let known = match xml.next().expect("xml") {
                Event::Eof => return styles,
                Event::Start(tag) if Styles::begins(tag.name) => styles.begin(&tag),
                _ => false,
            };
            if known {
                styles.fill(&mut xml).expect("style");
            }
        }
    }

    #[test]
    fn numbers_are_shown_as_their_style_says() {
        let all = styles(
            "<number:number-style style:name='N1'><number:number number:min-integer-digits='5' number:decimal-places='0'/>\
             </number:number-style>\
             <number:percentage-style style:name='N2'>\n<number:number number:decimal-places='1' number:min-integer-digits='1'/>\
             <number:text>%</number:text></number:percentage-style>\
             <number:number-style style:name='N3'><number:text>No. </number:text><number:number number:min-integer-digits='3' \
             number:decimal-places='0'/></number:number-style>\
             <number:number-style style:name='N4'><number:scientific-number number:decimal-places='2'/></number:number-style>\
             <style:style style:name='a' style:family='table-cell' style:data-style-name='N1'/>\
             <style:style style:name='b' style:family='table-cell' style:parent-style-name='a'><p/></style:style>\
             <style:style style:name='c' style:family='table-cell' style:data-style-name='N2'/>\
             <style:style style:name='d' style:family='table-cell' style:data-style-name='N3'/>\
             <style:style style:name='e' style:family='table-cell' style:data-style-name='N4'/>\
             <number:currency-style style:name='N5P0'><number:number number:decimal-places='2' number:min-integer-digits='1'/>\
             <number:text> </number:text><number:currency-symbol>€</number:currency-symbol></number:currency-style>\
             <number:currency-style style:name='N5'><number:text>-</number:text><number:number number:decimal-places='2' \
             number:min-integer-digits='1'/><number:text> </number:text><number:currency-symbol>€</number:currency-symbol>\
             <style:map style:condition='value()&gt;=0' style:apply-style-name='N5P0'/></number:currency-style>\
             <style:style style:name='f' style:family='table-cell' style:data-style-name='N5'/>\
             <style:style style:name='loop' style:family='table-cell' style:parent-style-name='loop'/>\
             <style:style style:name='t' style:family='table'><style:table-properties table:display='false'/></style:style>",
        );
        let show = |style: &str, value: f64| all.pattern(style, value)?.show(value);
        assert_eq!(show("a", 123.0).as_deref(), Some("00123"));
        assert_eq!(show("b", 7.0).as_deref(), Some("00007"));
        assert_eq!(show("c", 0.955).as_deref(), Some("95.5%"));
        assert_eq!(show("d", 7.0).as_deref(), Some("No. 007"));
        assert_eq!(show("f", 12.5).as_deref(), Some("12.50 €"));
        assert_eq!(show("f", -12.5).as_deref(), Some("-12.50 €"));
        for style in ["e", "loop", "none"] {
            assert_eq!(show(style, 5.0), None, "{style}");
        }
        assert!(all.hides_table("t") && !all.hides_table("a"));
    }
}
