//! `init` and `issuer`: a workspace and who it belongs to.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::diag::{Problem, Result};
use crate::images::Picture;
use crate::issue::{self, Clock};
use crate::model::Issuer;
use crate::store::{Change, Event};

use super::Context;
use super::open::read_file;

#[derive(Debug, Args)]
pub(super) struct Init {
    /// Where the workspace is made: a new or empty folder
    dir: Option<PathBuf>,
    /// The issuer's name, as recipients read it
    #[arg(long)]
    issuer: String,
    #[command(flatten)]
    about: About,
}

/// What is known of the issuer beside the name.
#[derive(Debug, Args)]
pub(super) struct About {
    /// The web address under which credentials will be found
    #[arg(long)]
    url: Option<String>,
    #[arg(long)]
    email: Option<String>,
    /// A PNG, JPEG or WebP
    #[arg(long, value_name = "FILE")]
    logo: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct IssuerCommand {
    /// A new name
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    about: About,
}

impl Init {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let directory = match self.dir {
            Some(dir) => dir,
            None => context.directory()?,
        };
        let name = issue::checked_issuer_name(&self.issuer)?;
        let logo = self.about.logo.as_deref().map(logo).transpose()?;
        let mut issuer = Issuer {
            name,
            ..Issuer::default()
        };
        self.about.apply(&mut issuer)?;
        create(context, &directory, &issuer, logo.as_deref())?;
        if context.out.json {
            return context.out.json(&serde_json::json!({ "workspace": directory }));
        }
        context.out.line(&format!("Made the workspace {}", directory.display()))
    }
}

/// Makes a workspace with the ready designs in it.
pub(super) fn create(context: &Context, directory: &Path, issuer: &Issuer, logo: Option<&[u8]>) -> Result<issue::Desk> {
    let clock = context.clock()?;
    issue::create_workspace(directory, issuer, logo, clock.seed(), &clock, |store| {
        context.desk_of(store)
    })
}

fn logo(path: &Path) -> Result<Vec<u8>> {
    let bytes = read_file("read the logo", path)?;
    Picture::decode(&bytes).map_err(|problems| {
        problems
            .into_iter()
            .map(|p| p.at(crate::diag::Place::file(path)))
            .collect::<crate::diag::Problems>()
    })?;
    Ok(bytes)
}

impl About {
    /// Sets the address and the e-mail; the logo needs the workspace.
    fn apply(&self, issuer: &mut Issuer) -> Result<()> {
        if let Some(url) = &self.url {
            let url = url.trim();
            let known = url.is_empty()
                || ["https://", "http://"]
                    .iter()
                    .any(|s| url.len() > s.len() && url.starts_with(s));
            let odd =
                url.contains(char::is_whitespace) || url.contains(['?', '#', '@']) || url.chars().any(char::is_control);
            if !known || odd {
                let problem = Problem::error("bad-address", format!("“{url}” is not a web address"));
                return Err(problem
                    .hint("Write it in full, such as https://credentials.example.org")
                    .into());
            }
            issuer.url = (!url.is_empty()).then(|| url.to_owned());
        }
        if let Some(email) = &self.email {
            crate::import::check_email(email)?;
            issuer.email = (!email.trim().is_empty()).then(|| email.trim().to_owned());
        }
        Ok(())
    }
}

impl IssuerCommand {
    pub(super) fn run(self, context: &Context) -> Result<()> {
        let store = context.store()?;
        let before = store.issuer()?;
        let mut issuer = before.clone();
        if let Some(name) = &self.name {
            issuer.name = issue::checked_issuer_name(name)?;
        }
        self.about.apply(&mut issuer)?;
        if let Some(path) = &self.about.logo {
            issuer.logo = Some(store.put_blob(&logo(path)?)?);
        }
        if issuer != before {
            store.apply(&Change::new(
                &context.clock()?.stamp(),
                vec![Event::IssuerSet(issuer.clone())],
            ))?;
        }
        if context.out.json {
            return context.out.json(&issuer);
        }
        let show = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
        context.out.line(&format!("Name    {}", issuer.name))?;
        context.out.line(&format!("Address {}", show(&issuer.url)))?;
        context.out.line(&format!("E-mail  {}", show(&issuer.email)))?;
        context
            .out
            .line(&format!("Logo    {}", if issuer.logo.is_some() { "yes" } else { "–" }))
    }
}
