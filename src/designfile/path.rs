//! Names of files within a design.

/// What is wrong with a path of a design's folder, if anything: it must be relative, lead nowhere else, and work on
/// every system.
pub(super) fn fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("it is empty");
    }
    if path.len() > 240 {
        return Some("it is longer than 240 bytes");
    }
    if path.contains('\\') {
        return Some("it has a backslash; folders are separated by “/”");
    }
    if path
        .chars()
        .any(|c| c.is_control() || matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    {
        return Some("it has a character that not every system allows in names");
    }
    path.split('/').find_map(segment_fault)
}

fn segment_fault(segment: &str) -> Option<&'static str> {
    match segment {
        "" => return Some("it begins or ends with “/”, or has two of them"),
        "." | ".." => return Some("it leads out of the design's folder"),
        _ => {}
    }
    if segment.ends_with('.') || segment.ends_with(' ') {
        return Some("a part of it ends with a point or a space, which not every system allows");
    }
    let stem = segment.split('.').next().unwrap_or(segment).to_ascii_uppercase();
    let numbered = |prefix: &str| {
        let rest = stem.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    let reserved = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT");
    reserved.then_some("a part of it is a name that Windows keeps for devices")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_within_the_folder_are_paths() {
        for good in [
            "seal.png",
            "images/seal.png",
            "a/b/c.svg",
            "Siegel (grün).png",
            "印.png",
            "..a/b",
            "com.png",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../a.png",
            "a/../../b",
            "a/./b",
            "a//b",
            "a/",
            "C:/a.png",
            "a\\b.png",
            "..",
            "a\0b",
            "nul",
            "images/CON.png",
            "lpt1.txt",
            "a /b",
            "a./b",
        ] {
            assert!(fault(bad).is_some(), "{bad}");
        }
        assert!(fault(&"a".repeat(241)).is_some());
    }
}
