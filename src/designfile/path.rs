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

/// The name of a file as a name in a design's folder: without its folders, and with a hyphen for every character that
/// not every system allows.
pub fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut safe: String = last
        .chars()
        .map(|c| match c {
            ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_control() => '-',
            c => c,
        })
        .collect();
    // The ending stays when the name is too long.
    while safe.len() > 120 {
        let stem = safe
            .rfind('.')
            .filter(|at| *at > 0 && safe.len() - at < 20)
            .unwrap_or(safe.len());
        match safe[..stem].char_indices().next_back() {
            Some((at, _)) => safe.remove(at),
            None => break,
        };
    }
    let safe = safe.trim_matches(|c: char| c == '.' || c == ' ').to_owned();
    if fault(&safe).is_none() {
        safe
    } else {
        format!("file-{safe}").trim_end_matches('-').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_becomes_one_that_every_system_has() {
        for (name, safe) in [
            ("C:\\photos\\seal.png", "seal.png"),
            ("a/b: c?.png", "b- c-.png"),
            ("..", "file"),
            ("CON.png", "file-CON.png"),
            ("印.png", "印.png"),
        ] {
            assert_eq!(safe_name(name), safe);
            assert_eq!(fault(safe), None, "{safe}");
        }
        let long = safe_name(&format!("{}.jpeg", "ä".repeat(200)));
        assert!(long.len() <= 120 && long.ends_with(".jpeg"), "{long}");
    }

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
