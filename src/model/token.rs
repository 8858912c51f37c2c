//! Fields inside a text: `Awarded to {{recipient.name}} on {{credential.issue_date | date "d MMMM y"}}`.
//!
//! After the field's name stand filters, each after a `|`:
//!
//! | filter | meaning |
//! | --- | --- |
//! | `date "d MMMM y"` | a date by a pattern of CLDR letters, or `date long`, `medium`, `short`, `full`, `iso` |
//! | `number` | a number by the rules of the language, also where it was given as a text |
//! | `percent`, `ordinal` | a number with a percent sign, or as the 3rd of its kind |
//! | `decimals "2"` | a number rounded to so many digits behind the mark, 0 to 9 |
//! | `ungrouped` | a number whose thousands are not parted |
//! | `lang "ar"` | the language of dates, numbers and case, in place of the credential's |
//! | `upper`, `lower`, `title` | case by the rules of the language |
//! | `prefix "Issued "`, `suffix "."` | only when the value is not empty |
//! | `fallback "—"` | in place of an empty value; `fallback ""` says that it may be empty |
//! | `join " · "` | between the entries of a list |
//!
//! `\"` and `\\` stand for a quotation mark and a backslash inside a quoted text. `{{{{` stands for `{{`.

use std::fmt;

use super::{Case, FieldName};

/// A text with fields in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template {
    pub pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Text(String),
    Token(Token),
}

/// A field and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub field: FieldName,
    pub date: Option<DatePattern>,
    pub number: Option<NumberForm>,
    pub language: Option<String>,
    pub case: Case,
    pub prefix: String,
    pub suffix: String,
    pub fallback: Option<String>,
    pub join: Option<String>,
}

/// How a date is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DatePattern {
    Full,
    Long,
    Medium,
    Short,
    Iso,
    /// CLDR field letters, with other words in single quotes.
    Pattern(String),
}

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NumberForm {
    pub kind: NumberKind,
    /// Rounded to so many digits behind the mark; as it was given when `None`.
    pub decimals: Option<u8>,
    /// Whether thousands are not parted.
    pub ungrouped: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NumberKind {
    #[default]
    Plain,
    /// 95 as 95 %.
    Percent,
    /// 3 as 3rd.
    Ordinal,
}

/// The most digits behind the mark that can be asked for.
const MOST_DECIMALS: u8 = 9;

impl Template {
    /// Reads a text; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Template, String> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("{{") {
            literal.push_str(&rest[..at]);
            rest = &rest[at + 2..];
            if let Some(after) = rest.strip_prefix("{{") {
                literal.push_str("{{");
                rest = after;
                continue;
            }
            let end = closing(rest).ok_or_else(|| format!("“{{{{{rest}” has no closing }}}}"))?;
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            pieces.push(Piece::Token(parse_token(&rest[..end])?));
            rest = &rest[end + 2..];
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        Ok(Template { pieces })
    }

    /// Reads a text that was checked when its design was read; one that is wrong stands for itself.
    pub fn parse_lossy(text: &str) -> Template {
        Template::parse(text).unwrap_or_else(|_| Template {
            pieces: vec![Piece::Text(text.to_owned())],
        })
    }

    /// Whether a text can have fields at all: most have none, and need not be read to know it.
    pub fn may_have_tokens(text: &str) -> bool {
        text.contains("{{")
    }

    pub fn tokens(&self) -> impl Iterator<Item = &Token> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Token(token) => Some(token),
            Piece::Text(_) => None,
        })
    }

    /// Whether it is the same on every credential.
    pub fn is_constant(&self) -> bool {
        self.tokens().next().is_none()
    }
}

impl Token {
    /// What it says itself, besides the value of its field: what stands before and behind it.
    pub fn words(&self) -> String {
        format!("{}{}", self.prefix, self.suffix)
    }

    /// A field as it is.
    pub fn plain(field: FieldName) -> Token {
        Token {
            field,
            date: None,
            number: None,
            language: None,
            case: Case::AsIs,
            prefix: String::new(),
            suffix: String::new(),
            fallback: None,
            join: None,
        }
    }
}

/// As it stands in a design; reading it gives the same token.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{{{}", self.field)?;
        match &self.date {
            None => {}
            Some(DatePattern::Full) => f.write_str(" | date full")?,
            Some(DatePattern::Long) => f.write_str(" | date long")?,
            Some(DatePattern::Medium) => f.write_str(" | date medium")?,
            Some(DatePattern::Short) => f.write_str(" | date short")?,
            Some(DatePattern::Iso) => f.write_str(" | date iso")?,
            Some(DatePattern::Pattern(pattern)) => write!(f, " | date {}", Quoted(pattern))?,
        }
        if let Some(number) = self.number {
            write!(f, "{number}")?;
        }
        if let Some(language) = &self.language {
            write!(f, " | lang {}", Quoted(language))?;
        }
        match self.case {
            Case::AsIs => {}
            Case::Upper => f.write_str(" | upper")?,
            Case::Lower => f.write_str(" | lower")?,
            Case::Title => f.write_str(" | title")?,
        }
        if !self.prefix.is_empty() {
            write!(f, " | prefix {}", Quoted(&self.prefix))?;
        }
        if !self.suffix.is_empty() {
            write!(f, " | suffix {}", Quoted(&self.suffix))?;
        }
        if let Some(fallback) = &self.fallback {
            write!(f, " | fallback {}", Quoted(fallback))?;
        }
        if let Some(join) = &self.join {
            write!(f, " | join {}", Quoted(join))?;
        }
        f.write_str("}}")
    }
}

/// As filters of a token, each with the bar before it.
impl fmt::Display for NumberForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == NumberForm::default() {
            return f.write_str(" | number");
        }
        match self.kind {
            NumberKind::Plain => {}
            NumberKind::Percent => f.write_str(" | percent")?,
            NumberKind::Ordinal => f.write_str(" | ordinal")?,
        }
        if let Some(decimals) = self.decimals {
            write!(f, " | decimals \"{decimals}\"")?;
        }
        if self.ungrouped {
            f.write_str(" | ungrouped")?;
        }
        Ok(())
    }
}

/// A text in quotation marks.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

/// Where the `}}` is that ends a token, not counting what is quoted.
fn closing(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut quoted, mut at) = (false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'}' if !quoted && bytes.get(at + 1) == Some(&b'}') => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

fn parse_token(text: &str) -> Result<Token, String> {
    let mut words = Words(text.trim_start());
    let name = words.bare().ok_or("“{{}}” names no field")?;
    let mut token = Token::plain(name.parse()?);
    while words.pipe()? {
        let filter = words
            .bare()
            .ok_or_else(|| format!("A filter is missing after “|” in “{{{{{text}}}}}”"))?;
        match filter.as_str() {
            "date" => token.date = Some(date_pattern(&mut words)?),
            "number" => {
                number(&mut token);
            }
            "percent" => number(&mut token).kind = NumberKind::Percent,
            "ordinal" => number(&mut token).kind = NumberKind::Ordinal,
            "ungrouped" => number(&mut token).ungrouped = true,
            "decimals" => number(&mut token).decimals = Some(decimals(&words.quoted("decimals")?)?),
            "lang" => token.language = Some(words.quoted("lang")?),
            "upper" => token.case = Case::Upper,
            "lower" => token.case = Case::Lower,
            "title" => token.case = Case::Title,
            "prefix" => token.prefix = words.quoted("prefix")?,
            "suffix" => token.suffix = words.quoted("suffix")?,
            "fallback" => token.fallback = Some(words.quoted("fallback")?),
            "join" => token.join = Some(words.quoted("join")?),
            other => return Err(format!("“{other}” is not a filter of a field")),
        }
    }
    Ok(token)
}

/// The form of the token's numbers, the usual one when nothing was said of it yet.
fn number(token: &mut Token) -> &mut NumberForm {
    token.number.get_or_insert_with(NumberForm::default)
}

fn decimals(text: &str) -> Result<u8, String> {
    let known = text.trim().parse().ok().filter(|decimals| *decimals <= MOST_DECIMALS);
    known.ok_or_else(|| format!("“decimals” wants a number from 0 to {MOST_DECIMALS} in quotation marks, not “{text}”"))
}

fn date_pattern(words: &mut Words<'_>) -> Result<DatePattern, String> {
    if let Some(word) = words.bare() {
        return match word.as_str() {
            "full" => Ok(DatePattern::Full),
            "long" => Ok(DatePattern::Long),
            "medium" => Ok(DatePattern::Medium),
            "short" => Ok(DatePattern::Short),
            "iso" => Ok(DatePattern::Iso),
            other => Err(format!(
                "“{other}” is not a form of date (full, long, medium, short, iso, or a pattern in quotes)"
            )),
        };
    }
    words.quoted("date").map(DatePattern::Pattern)
}

/// The words of a token, taken from the front.
struct Words<'a>(&'a str);

impl Words<'_> {
    /// The next unquoted word.
    fn bare(&mut self) -> Option<String> {
        self.0 = self.0.trim_start();
        let end = self
            .0
            .find(|c: char| c.is_whitespace() || c == '|' || c == '"')
            .unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at(end);
        self.0 = rest;
        (!word.is_empty()).then(|| word.to_owned())
    }

    /// Whether a filter follows; an error when something else does.
    fn pipe(&mut self) -> Result<bool, String> {
        self.0 = self.0.trim_start();
        if self.0.is_empty() {
            return Ok(false);
        }
        self.0 = self
            .0
            .strip_prefix('|')
            .ok_or_else(|| format!("“{}” is not expected in a field", self.0.trim_end()))?;
        Ok(true)
    }

    fn quoted(&mut self, filter: &str) -> Result<String, String> {
        let wrong = || format!("“{filter}” wants a text in quotation marks");
        self.0 = self.0.trim_start().strip_prefix('"').ok_or_else(wrong)?;
        let mut text = String::new();
        let mut chars = self.0.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.0 = &self.0[at + 1..];
                    return Ok(text);
                }
                '\\' => text.push(chars.next().ok_or_else(wrong)?.1),
                other => text.push(other),
            }
        }
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_stand_in_a_sentence_with_their_filters() {
        let template = Template::parse(
            r#"{{recipient.name|upper}} has finished {{group.title}} on {{ credential.issue_date | date "d 'de' MMMM" | lang "es" | prefix "\"" | fallback "—" }}."#,
        )
        .expect("template");
        let tokens: Vec<&Token> = template.tokens().collect();
        assert_eq!(tokens.len(), 3);
        assert_eq!(tokens[0].case, Case::Upper);
        assert_eq!(tokens[2].date, Some(DatePattern::Pattern("d 'de' MMMM".to_owned())));
        assert_eq!(tokens[2].prefix, "\"");
        assert_eq!(tokens[2].fallback.as_deref(), Some("—"));
        assert_eq!(template.pieces.last(), Some(&Piece::Text(".".to_owned())));
    }

    #[test]
    fn braces_can_be_written_and_quoted() {
        let template = Template::parse(r#"a {{{{ b {{recipient.name | suffix "}}"}}"#).expect("template");
        assert_eq!(template.pieces[0], Piece::Text("a {{ b ".to_owned()));
        assert_eq!(template.tokens().next().expect("token").suffix, "}}");
    }

    #[test]
    fn tokens_are_written_as_they_are_read() {
        for text in [
            "{{recipient.name}}",
            "{{recipient.grade | upper}}",
            "{{credential.issue_date | date iso}}",
            "{{recipient.score | number}}",
            r#"{{recipient.score | percent | decimals "1" | lang "de"}}"#,
            r#"{{recipient.score | ordinal | ungrouped}}"#,
            r#"{{credential.issue_date | date "d 'de' MMMM" | lang "es" | title | prefix "\"}}\\" | suffix "." | fallback "" | join " · "}}"#,
        ] {
            let template = Template::parse(text).expect(text);
            let token = template.tokens().next().expect("token");
            assert_eq!(token.to_string(), text);
        }
    }

    #[test]
    fn mistakes_are_named() {
        for wrong in [
            "{{recipient.name",
            "{{}}",
            "{{issuer.phone}}",
            "{{recipient.name | shout}}",
            "{{recipient.name | prefix}}",
            "{{recipient.name | prefix \"a}}",
            "{{recipient.name upper}}",
            "{{credential.issue_date | date gregorian}}",
            "{{recipient.score | decimals 2}}",
            "{{recipient.score | decimals \"12\"}}",
        ] {
            assert!(Template::parse(wrong).is_err(), "{wrong}");
        }
    }
}
