//! What a PDF may not contain, in words.

use krilla::configure::ValidationError;
use krilla::error::KrillaError;

use crate::diag::{Problem, Problems};

/// The problems that an error stands for; at least one.
pub(super) fn of(error: KrillaError) -> Problems {
    match error {
        KrillaError::Validation(errors) => {
            let mut problems = Problems::default();
            for (error, _) in &errors {
                let problem = invalid(error);
                if !problems.0.contains(&problem) {
                    problems.push(problem);
                }
            }
            problems
        }
        KrillaError::Font(_, why) => Problem::error("font-unfit", format!("A font cannot be put into a PDF: {why}"))
            .hint("Choose another font")
            .into(),
        KrillaError::Image(_, _, why) => {
            Problem::error("picture-unfit", format!("A picture cannot be put into a PDF: {why}"))
                .hint("Open it in a picture editor and save it as PNG")
                .into()
        }
        other => failed(&other.to_string()).into(),
    }
}

fn invalid(error: &ValidationError) -> Problem {
    match error {
        ValidationError::ContainsNotDefGlyph(_, _, text) => {
            Problem::error("missing-glyph", format!("“{text}” is missing from its font"))
                .hint("Choose a font that has it, or change the text")
        }
        ValidationError::RestrictedLicense(_) => Problem::error(
            "font-licence",
            "The licence of a font forbids to put it into a document",
        )
        .hint("Choose another font"),
        ValidationError::NoCodepointMapping(..)
        | ValidationError::InvalidCodepointMapping(..)
        | ValidationError::UnicodePrivateArea(..) => Problem::error(
            "text-unreadable",
            "A sign of the text stands for nothing that can be read out of a PDF/A",
        )
        .hint("Change the text, or write a plain PDF"),
        ValidationError::TooHighQNestingLevel => Problem::error(
            "groups-too-deep",
            "Groups that cut their content lie in each other too deep",
        )
        .hint("Ungroup some of them"),
        other => failed(&format!("{other:?}")),
    }
}

fn failed(why: &str) -> Problem {
    Problem::unexpected("pdf-failed", format!("The PDF cannot be written: {why}"))
}
