//! Making a workspace, and what may be said of an issuer.

use std::path::Path;

use crate::diag::{Place, Problem, Problems, Result};
use crate::images::Picture;
use crate::import;
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

/// A web address on which those of credentials are built; an empty one is none.
///
/// # Errors
/// `bad-address`.
pub fn checked_address(url: &str) -> Result<Option<String>> {
    let url = url.trim();
    let schemes = ["https://", "http://"];
    let known = schemes
        .iter()
        .any(|scheme| url.len() > scheme.len() && url.starts_with(scheme));
    let odd = url.contains(char::is_whitespace) || url.contains(['?', '#', '@']) || url.chars().any(char::is_control);
    // Most often only the beginning is missing.
    let host = url.split('/').next().unwrap_or_default();
    let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !url.contains(':');
    match (url.is_empty(), odd) {
        (true, _) => Ok(None),
        (false, false) if known => Ok(Some(url.to_owned())),
        (false, false) if is_host => Ok(Some(format!("https://{url}"))),
        _ => {
            let problem = Problem::error("bad-address", format!("“{url}” is not a web address"));
            let hint = "Write it in full, such as https://credentials.example.org";
            Err(problem.hint(hint).into())
        }
    }
}

/// What a person says of the issuer, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssuerEdit {
    pub name: String,
    pub url: String,
    pub email: String,
    /// The path of a new logo; empty leaves the logo as it is.
    pub logo: String,
    /// Takes the logo away.
    pub without_logo: bool,
}

/// Changes what is known of the issuer. What is published stays as it is.
///
/// # Errors
/// All that is wrong with it at once; nothing is changed then.
pub fn set_issuer(desk: &Desk, edit: &IssuerEdit) -> Result<Issuer> {
    let mut problems = Problems::default();
    let mut take = |found: Result<()>| {
        if let Err(found) = found {
            problems.extend(found);
        }
    };
    let before = desk.store.issuer()?;
    let mut issuer = before.clone();
    take(checked_issuer_name(&edit.name).map(|name| issuer.name = name));
    take(checked_address(&edit.url).map(|url| issuer.url = url));
    let email = edit.email.trim();
    if email.is_empty() {
        issuer.email = None;
    } else {
        issuer.email = Some(email.to_owned());
        let hinted = |problem: Problem| Problem {
            hints: vec!["Write it like office@example.org, or leave it empty".to_owned()],
            ..problem
        };
        take(import::check_email(email).map_err(|problem| hinted(problem).into()));
    }
    match edit.logo.trim() {
        "" if edit.without_logo => issuer.logo = None,
        "" => {}
        path => take(read_logo(Path::new(path)).and_then(|bytes| {
            issuer.logo = Some(desk.store.put_blob(&bytes)?);
            Ok(())
        })),
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    if issuer != before {
        let event = Event::IssuerSet(issuer.clone());
        desk.store.apply(&Change::new(&desk.clock.stamp(), vec![event]))?;
    }
    Ok(issuer)
}

fn read_logo(path: &Path) -> Result<Vec<u8>> {
    let bytes = std::fs::read(path).map_err(|error| Problem::io("read the logo", path, &error))?;
    Picture::decode(&bytes).map_err(|problems| {
        let placed = problems.into_iter().map(|problem| problem.at(Place::file(path)));
        placed.collect::<Problems>()
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::testing::TestDesk;
    use super::*;

    #[test]
    fn names_of_issuers_are_kept_without_spaces_around() {
        assert_eq!(checked_issuer_name(" جامعة القاهرة ").expect("good"), "جامعة القاهرة");
        for wrong in ["", "  ", "a\nb"] {
            assert!(checked_issuer_name(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn an_address_without_its_beginning_is_completed() {
        let address = |url: &str| checked_address(url).ok().flatten();
        assert_eq!(
            address(" cert.uni.example ").as_deref(),
            Some("https://cert.uni.example")
        );
        assert_eq!(address("uni.example/c").as_deref(), Some("https://uni.example/c"));
        assert_eq!(address("http://uni.example").as_deref(), Some("http://uni.example"));
        assert_eq!(checked_address("  ").expect("none is good"), None);
        for wrong in [
            "uni",
            "a b.example",
            "ftp://uni.example",
            "https://",
            "me@uni.example",
            ".example",
        ] {
            assert!(checked_address(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_issuer_is_changed_whole_or_not_at_all() {
        let desk = TestDesk::new("issuer");
        let mut edit = IssuerEdit {
            name: "Académie".to_owned(),
            url: "example org".to_owned(),
            email: "nobody".to_owned(),
            logo: "/nowhere/logo.png".to_owned(),
            without_logo: false,
        };
        let before = desk.store.issuer().expect("reads");
        assert_eq!(set_issuer(&desk, &edit).expect_err("three are wrong").iter().count(), 3);
        assert_eq!(desk.store.issuer().expect("reads"), before);
        edit.url = "example.org".to_owned();
        edit.email = " office@example.org ".to_owned();
        edit.logo.clear();
        let after = set_issuer(&desk, &edit).expect("good");
        assert_eq!(after, desk.store.issuer().expect("reads"));
        assert_eq!(after.email.as_deref(), Some("office@example.org"));
        assert_eq!(after.url.as_deref(), Some("https://example.org"));
        assert_eq!(after.logo, before.logo);
    }
}
