//! Paths as people type and copy them.

use std::path::{Path, PathBuf};

/// The path that the system's dialog gave for a file to be written: it asked before that file is replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreed(Option<String>);

impl Agreed {
    /// Keeps what the dialog gave; as text, for the field in which it stands from now on.
    pub fn by_dialog(&mut self, path: &Path) -> String {
        let path = path.to_string_lossy().into_owned();
        self.0 = Some(path.clone());
        path
    }

    /// Whether the path in the field is still that one.
    pub fn is(&self, path: &str) -> bool {
        self.0.as_deref() == Some(path)
    }
}

/// The path that was typed in place of a dialog. Paths are copied with quotes around them from some file browsers, and as
/// addresses from others.
pub fn typed_path(text: &str) -> PathBuf {
    let text = text.trim();
    let within = |quote: char| text.strip_prefix(quote)?.strip_suffix(quote);
    let text = within('"').or_else(|| within('\'')).unwrap_or(text);
    let address = text.starts_with("file://").then(|| path_of(text)).flatten();
    address.unwrap_or_else(|| PathBuf::from(text))
}

/// The file that a line names.
pub fn path_of(line: &str) -> Option<PathBuf> {
    let Some(address) = line.strip_prefix("file://") else {
        let path = PathBuf::from(line);
        return path.is_absolute().then_some(path);
    };
    // `file://host/…` names the host, which is this one.
    let path = address.get(address.find('/')?..)?;
    let path = if cfg!(windows) {
        path.trim_start_matches('/')
    } else {
        path
    };
    Some(PathBuf::from(decoded(path)?))
}

/// Without the `%20` of addresses.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        bytes.push((high * 16 + low) as u8);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_path_is_taken_as_it_was_copied() {
        for (text, path) in [
            (" /srv/My list.xlsx ", "/srv/My list.xlsx"),
            ("'/srv/My list.xlsx'", "/srv/My list.xlsx"),
            ("\"/srv/My list.xlsx\"", "/srv/My list.xlsx"),
            // A quotation mark at one end belongs to the name.
            ("/srv/Students'", "/srv/Students'"),
            ("'", "'"),
            ("file:///srv/My%20list.xlsx", "/srv/My list.xlsx"),
            ("file://here/srv/%C3%A4.csv", "/srv/ä.csv"),
            // What is no address is a name.
            ("/srv/100%20.csv", "/srv/100%20.csv"),
            ("file:///srv/%zz", "file:///srv/%zz"),
            ("", ""),
        ] {
            assert_eq!(typed_path(text), PathBuf::from(path), "{text}");
        }
    }
}
