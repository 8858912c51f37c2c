//! Making a workspace, and what may be said of an issuer.

use std::path::Path;

use crate::diag::{Problem, Result};
use crate::model::Issuer;
use crate::store::{Change, Event, Store};

use super::designs::install_designs;
use super::desk::{Clock, Desk};

/// Makes a workspace with the ready designs in it. `desk_of` puts the new store to work; `seed` is fresh randomness.
pub fn create_workspace(
    dir: &Path,
    issuer: &Issuer,
    logo: Option<&[u8]>,
    seed: crate::store::Seed,
    clock: &dyn Clock,
    desk_of: impl FnOnce(Store) -> Result<Desk>,
) -> Result<Desk> {
    let store = Store::create(dir, issuer, seed, &clock.stamp())?;
    if let Some(bytes) = logo {
        let logo = Some(store.put_blob(bytes)?);
        let issuer = Issuer { logo, ..issuer.clone() };
        store.apply(&Change::new(&clock.stamp(), vec![Event::IssuerSet(issuer)]))?;
    }
    let desk = desk_of(store)?;
    install_designs(&desk)?;
    Ok(desk)
}

/// The name of an issuer as it is kept.
///
/// # Errors
/// `empty-name`, `bad-name`.
pub fn checked_issuer_name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.chars().any(char::is_control) || name.chars().count() > 300 {
        let problem = Problem::error(
            "bad-name",
            "The issuer's name has characters that cannot be shown, or is too long",
        );
        return Err(problem.hint("Give a name of at most 300 letters").into());
    }
    if name.is_empty() {
        return Err(Problem::error("empty-name", "The issuer's name is empty")
            .hint("Give the name of your school, company or society")
            .into());
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_issuers_are_kept_without_spaces_around() {
        assert_eq!(checked_issuer_name(" جامعة القاهرة ").expect("good"), "جامعة القاهرة");
        for wrong in ["", "  ", "a\nb"] {
            assert!(checked_issuer_name(wrong).is_err(), "{wrong:?}");
        }
    }
}
