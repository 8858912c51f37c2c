//! `group add-fields`: more custom fields for a group, told or proposed from the columns of a sheet.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::diag::{Problem, Result};
use crate::import::{self, ReadOptions};
use crate::issue::{self, Desk};
use crate::model::{FieldDef, Group};

use super::Context;

#[derive(Debug, Args)]
pub(super) struct AddFields {
    /// The group's title or number
    group: String,
    /// A field: `NAME:KIND[:required][:default=VALUE]`; may be given several times
    #[arg(long = "field", value_name = "NAME:KIND")]
    fields: Vec<String>,
    /// A field for every column of this sheet that the group has none for; only shown without --apply
    #[arg(long, value_name = "SHEET")]
    from: Option<PathBuf>,
    /// Only these columns of the sheet, by heading or letter
    #[arg(long = "column", value_name = "COLUMN", requires = "from")]
    columns: Vec<String>,
    /// Add what is proposed
    #[arg(long)]
    apply: bool,
}

impl AddFields {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let told = self
            .fields
            .iter()
            .map(|field| {
                field.parse::<FieldDef>().map_err(|message| {
                    Problem::error("bad-field", message).hint("Write --field NAME:KIND, such as --field born:date")
                })
            })
            .collect::<std::result::Result<Vec<FieldDef>, Problem>>()?;
        let desk = context.desk()?;
        let group = issue::find_group(&desk, &self.group)?;
        let mut fields = told;
        if self.from.is_some() {
            fields.extend(self.proposed(context, &desk, &group)?);
        }
        if fields.is_empty() {
            let problem = match self.from {
                Some(_) => Problem::error("nothing-to-add", "The group has a field for every column of the sheet")
                    .hint("Name fields with --field if others are wanted"),
                None => Problem::error("nothing-to-add", "It is not said which fields should be added")
                    .hint("Give --field NAME:KIND, or --from SHEET"),
            };
            return Err(problem.into());
        }
        let words: Vec<String> = fields
            .iter()
            .map(|field| format!("{}:{}", field.key, field.kind))
            .collect();
        if self.from.is_some() && !self.apply {
            context.out.result(&words.join("\n"), &json!({"proposed": words}))?;
            context
                .out
                .say("Nothing was added: run it again with --apply, or name the fields with --field");
            return Ok(());
        }
        let group = issue::add_fields(&desk, &group, &fields)?;
        let text = format!(
            "Added {} to {} (revision {})",
            words.join(", "),
            group.title,
            group.revision
        );
        context.out.result(
            &text,
            &json!({"added": words, "group": group.id.0, "revision": group.revision}),
        )
    }

    fn proposed(&self, context: &Context, desk: &Desk, group: &Group) -> Result<Vec<FieldDef>> {
        let Some(path) = &self.from else { return Ok(Vec::new()) };
        let opened = context
            .out
            .watch(|progress| issue::open_sheet(desk, group, path, &ReadOptions::default(), &[], progress))?
            .value;
        let mut proposals = import::propose_fields(&opened.sheet, &opened.mapping, &group.fields);
        for wanted in &self.columns {
            let is_it = |at: usize| {
                let column = opened.sheet.columns.get(at);
                column.is_some_and(|column| {
                    column.name().eq_ignore_ascii_case(wanted) || column.letter.eq_ignore_ascii_case(wanted)
                })
            };
            if !proposals.iter().any(|proposal| is_it(proposal.column)) {
                let message =
                    format!("No field can be made of a column “{wanted}”: it is not there, empty, or has a field");
                return Err(Problem::error("no-such-column", message)
                    .hint("Run it without --column to see what is proposed")
                    .into());
            }
        }
        if !self.columns.is_empty() {
            proposals.retain(|proposal| {
                let column = opened.sheet.columns.get(proposal.column);
                column.is_some_and(|column| {
                    let named = |wanted: &String| {
                        column.name().eq_ignore_ascii_case(wanted) || column.letter.eq_ignore_ascii_case(wanted)
                    };
                    self.columns.iter().any(named)
                })
            });
        }
        Ok(proposals.into_iter().map(|proposal| proposal.field).collect())
    }
}
