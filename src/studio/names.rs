//! How steps of the history are called.

/// “Move “Seal””, “Move 3 elements”.
pub fn phrase(doing: &str, names: &[String]) -> String {
    match names {
        [only] => format!("{doing} “{only}”"),
        _ => format!("{doing} {} elements", names.len()),
    }
}
