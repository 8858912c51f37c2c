//! `group`: create, list, show.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::diag::{Problem, Problems, Result};
use crate::issue::{self, NewGroup};
use crate::model::{DuplicatePolicy, FieldDef, Group, State};
use crate::store::{Query, Store};

use super::Context;

#[derive(Debug, Subcommand)]
pub(super) enum GroupCommand {
    /// Make a group
    Create(Box<Create>),
    /// Add fields to a group, told or from the columns of a sheet
    AddFields(super::fields::AddFields),
    /// List the groups with the counts of their credentials
    List,
    /// Show one group
    Show {
        /// Its title or number
        group: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// What is certified, as it stands on the certificate
    title: String,
    /// The design of its certificates
    #[arg(long, value_name = "DESIGN")]
    certificate: Option<String>,
    /// The design of its badges
    #[arg(long, value_name = "DESIGN")]
    badge: Option<String>,
    /// A field of its own: `NAME:KIND[:required][:default=VALUE]` (text, number, date, list, link, image, choice(a|b))
    #[arg(long = "field", value_name = "NAME:KIND")]
    fields: Vec<String>,
    /// How long its credentials are valid: 90d, 6m, 2y
    #[arg(long, value_name = "SPAN")]
    valid: Option<String>,
    /// A short name for readable numbers, such as FA
    #[arg(long, default_value = "")]
    code: String,
    /// What it is, for recipients and whoever they show it to
    #[arg(long, default_value = "")]
    description: String,
    /// What has to be done to earn it
    #[arg(long, default_value = "")]
    criteria: String,
    /// Where people read more about it
    #[arg(long, default_value = "")]
    url: String,
    /// A skill that it attests; may be given several times
    #[arg(long = "skill")]
    skills: Vec<String>,
    /// The language of its dates and pages, such as de or pt-BR
    #[arg(long)]
    language: Option<String>,
    /// What happens to recipients who have a credential already: ask, skip, replace, allow
    #[arg(long, default_value = "ask")]
    duplicates: String,
    /// The pattern of readable numbers: {code}, {year}, {n:5}
    #[arg(long, value_name = "PATTERN")]
    number: Option<String>,
    /// The names of published files, with fields such as {{recipient.name}}
    #[arg(long, value_name = "PATTERN")]
    file_name: Option<String>,
}

impl GroupCommand {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        match self {
            GroupCommand::Create(create) => create.run(context),
            GroupCommand::AddFields(command) => command.run(context),
            GroupCommand::List => list(context),
            GroupCommand::Show { group } => show(context, &group),
        }
    }
}

impl Create {
    fn run(self, context: &Context) -> Result<()> {
        let new = self.parse()?;
        let desk = context.desk()?;
        let made = issue::create_group(&desk, new)?;
        context.out.problems(&made.problems);
        let group = made.value;
        if context.out.json {
            return context.out.json(&as_json(&desk.store, &group)?);
        }
        context
            .out
            .line(&format!("Made the group {} (number {})", group.title, group.id))?;
        if group.fields.is_empty() {
            return Ok(());
        }
        let fields: Vec<String> = group
            .fields
            .iter()
            .map(|field| format!("{{{{{}}}}}", field.name().as_str()))
            .collect();
        context
            .out
            .line(&format!("Its fields in a design: {}", fields.join(", ")))
    }

    fn parse(self) -> Result<NewGroup> {
        let mut problems = Problems::default();
        let mut fields = Vec::new();
        for field in &self.fields {
            match field.parse::<FieldDef>() {
                Ok(field) => fields.push(field),
                Err(message) => problems.push(
                    Problem::error("bad-field", message)
                        .hint("Write --field NAME:KIND, such as --field grade:number:required"),
                ),
            }
        }
        let validity = match self.valid.as_deref().map(str::parse) {
            Some(Err(message)) => {
                problems.push(Problem::error("bad-validity", message).hint("Write 90d, 6m or 2y"));
                None
            }
            Some(Ok(validity)) => Some(validity),
            None => None,
        };
        let duplicates = match self.duplicates.as_str() {
            "ask" => DuplicatePolicy::Ask,
            "skip" => DuplicatePolicy::Skip,
            "replace" => DuplicatePolicy::Replace,
            "allow" => DuplicatePolicy::Allow,
            other => {
                let problem = Problem::error("bad-argument", format!("“{other}” is no policy for duplicates"));
                problems.push(problem.hint("Use ask, skip, replace or allow"));
                DuplicatePolicy::Ask
            }
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(NewGroup {
            title: self.title,
            description: self.description,
            code: self.code,
            skills: self.skills,
            criteria: self.criteria,
            url: self.url,
            language: self.language,
            certificate: self.certificate,
            badge: self.badge,
            fields,
            validity,
            duplicates,
            number_pattern: self.number,
            file_name: self.file_name,
        })
    }
}

fn count(store: &Store, group: &Group, state: State) -> Result<u64> {
    store.count(&Query {
        group: Some(group.id),
        state: Some(state),
        ..Query::default()
    })
}

fn design_name(store: &Store, id: Option<crate::model::DesignId>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(store.latest_design(id)?.map(|stored| stored.design.name))
}

fn as_json(store: &Store, group: &Group) -> Result<Value> {
    let mut counts = serde_json::Map::new();
    for state in State::ALL {
        counts.insert(state.word().to_owned(), count(store, group, state)?.into());
    }
    let fields: Vec<Value> = group
        .fields
        .iter()
        .map(|field| json!({"name": field.key, "kind": field.kind.to_string(), "required": field.required, "default": field.default}))
        .collect();
    Ok(json!({
        "id": group.id.0,
        "revision": group.revision,
        "title": group.title,
        "description": group.description,
        "code": group.code,
        "skills": group.skills,
        "criteria": group.criteria,
        "url": group.url,
        "language": group.language,
        "certificate": design_name(store, group.certificate)?,
        "badge": design_name(store, group.badge)?,
        "fields": fields,
        "valid": group.validity.map(|validity| validity.to_string()),
        "credentials": counts,
    }))
}

fn list(context: &Context) -> Result<()> {
    let store = context.store_to_look_at()?;
    let groups = store.groups()?;
    if context.out.json {
        let all = groups
            .iter()
            .map(|group| as_json(&store, group))
            .collect::<Result<Vec<Value>>>()?;
        return context.out.json(&all);
    }
    if groups.is_empty() {
        context
            .out
            .say("There is no group yet; make one with `accolade group create TITLE --certificate DESIGN`");
    }
    for group in &groups {
        let review = count(&store, group, State::UnderReview)?;
        let published = count(&store, group, State::Published)?;
        context.out.line(&format!(
            "{:>4}  {}  ({review} under review, {published} published)",
            group.id.0, group.title
        ))?;
    }
    Ok(())
}

fn show(context: &Context, title: &str) -> Result<()> {
    let desk = context.desk_of(context.store_to_look_at()?)?;
    let group = issue::find_group(&desk, title)?;
    let about = as_json(&desk.store, &group)?;
    if context.out.json {
        return context.out.json(&about);
    }
    for (key, value) in about.as_object().into_iter().flatten() {
        let text = match value {
            Value::Null => continue,
            Value::String(text) if text.is_empty() => continue,
            Value::String(text) => text.clone(),
            Value::Array(items) if items.is_empty() => continue,
            other => other.to_string(),
        };
        context.out.line(&format!("{key:<12} {text}"))?;
    }
    Ok(())
}
