//! What cannot be done while the workspace can only be looked at.

use super::super::route::Route;
use super::{Command, create, credential, design, group, home, kept, publish, review, settings, studio};

/// Why something that changes the workspace cannot be done.
pub const ONLY_READING: &str = "This workspace can only be looked at; copy it to change something";

/// Whether a command changes the workspace, or leads to where it is changed.
pub fn changes(command: &Command) -> bool {
    match command {
        Command::Go(route) => leads_to_changes(route),
        Command::Home(command) => {
            use home::Command as Of;
            match command {
                Of::AskStep(question) => question.is_some(),
                Of::Resume(_) | Of::TakeStep | Of::ReinstateAll(_) => true,
                _ => false,
            }
        }
        Command::Group(command) => {
            use group::Command as Of;
            matches!(
                command,
                Of::Edit(_)
                    | Of::Step { .. }
                    | Of::RemoveField(_)
                    | Of::RestoreField { .. }
                    | Of::Save
                    | Of::TakeBack { .. }
                    | Of::BringBack { .. }
            )
        }
        Command::Create(command) => {
            use create::Command as Of;
            !matches!(command, Of::SearchGroups(_) | Of::CancelReading)
        }
        Command::Review(command) => {
            use review::Command as Of;
            match command {
                Of::Edit(..) | Of::Save | Of::Act(..) | Of::AcceptAndNext | Of::OpenInBrowser(_) | Of::Publish(_) => {
                    true
                }
                Of::Ask(question) => question.is_some(),
                _ => false,
            }
        }
        Command::Publish(command) => {
            use publish::Command as Of;
            matches!(
                command,
                Of::Begin(_) | Of::Plan(_) | Of::Start | Of::Resume | Of::Forget | Of::Retry
            )
        }
        Command::Credential(command) => {
            use credential::Command as Of;
            match command {
                Of::Ask(question) => question.is_some(),
                Of::Confirm | Of::Reinstate(_) => true,
                _ => false,
            }
        }
        Command::Design(command) => {
            use design::Command as Of;
            match command {
                Of::ShowImport(shown) | Of::ShowGuide(shown) => *shown,
                Of::Import(_) | Of::Duplicate(_) | Of::EditName(..) | Of::Rename | Of::Delete(_) | Of::Restore(_) => {
                    true
                }
                _ => false,
            }
        }
        Command::Settings(command) => {
            use settings::Command as Of;
            match command {
                Of::EditIssuer(edit) => edit.is_some(),
                Of::EditFont(edit) => edit.is_some(),
                Of::SaveIssuer
                | Of::AddFont
                | Of::ImportFonts(_)
                | Of::RemoveFont(_)
                | Of::ImportSystemFont(_)
                | Of::Check => true,
                _ => false,
            }
        }
        Command::Kept(command) => {
            use kept::Command as Of;
            match command {
                Of::EditName(edit) => edit.is_some(),
                Of::EditComponent(name) => name.is_some(),
                Of::Filter(_) | Of::Insert(..) | Of::Place(..) => false,
                _ => true,
            }
        }
        Command::Studio(command) => {
            use studio::Command as Of;
            match command {
                Of::EditNew(new) => new.is_some(),
                Of::Create | Of::Open(_) => true,
                _ => false,
            }
        }
        _ => false,
    }
}

fn leads_to_changes(route: &Route) -> bool {
    matches!(
        route,
        Route::Create { .. } | Route::Group(None) | Route::Publish(_) | Route::Studio(_)
    )
}
