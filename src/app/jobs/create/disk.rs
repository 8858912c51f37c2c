//! Looking whether the file of a sheet still is what was read.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::super::super::state::create::disk::{Stamp, Standing};
use crate::diag::Result;
use crate::progress::Progress;

/// What was found where the sheet lies.
#[derive(Clone, Copy, Debug)]
pub struct Looked {
    pub stamp: Stamp,
    pub standing: Standing,
    /// A picture that was missed is there now.
    pub new_pictures: bool,
}

/// How the file stands; it is read only when length or time are others than before.
///
/// # Errors
/// Only when the work was cancelled: a file that cannot be read is gone.
pub(in super::super::super) fn look(
    path: &Path,
    bytes: &[u8],
    before: Option<Stamp>,
    progress: &Progress,
) -> Result<(Stamp, Standing)> {
    let stamp = match std::fs::metadata(path) {
        Ok(about) if about.is_file() => Stamp::There(about.len(), about.modified().ok()),
        Ok(_) | Err(_) => return Ok((Stamp::Gone, Standing::Gone)),
    };
    if before == Some(stamp) {
        return Ok((stamp, Standing::Same));
    }
    let Ok(file) = File::open(path) else {
        return Ok((Stamp::Gone, Standing::Gone));
    };
    let mut file = BufReader::with_capacity(1 << 16, file);
    let mut rest = bytes;
    let mut part = vec![0; 1 << 16];
    loop {
        progress.check()?;
        match file.read(&mut part) {
            Ok(0) if rest.is_empty() => return Ok((stamp, Standing::Same)),
            Ok(length) => match part.get(..length).and_then(|read| rest.strip_prefix(read)) {
                Some(after) if length > 0 => rest = after,
                Some(_) | None => return Ok((stamp, Standing::Changed)),
            },
            Err(_) => return Ok((Stamp::Gone, Standing::Gone)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_again_by_its_bytes() {
        let path = std::env::temp_dir().join(format!("accolade-disk-{}.csv", std::process::id()));
        let of = |before| look(&path, b"Name\nAnn\n", before, &Progress::new()).expect("looks");
        assert_eq!(of(None), (Stamp::Gone, Standing::Gone));
        std::fs::write(&path, "Name\nAnn\n").expect("writes");
        let (stamp, standing) = of(None);
        assert_eq!(standing, Standing::Same);
        for other in ["Name\nAnn\nBen\n", "Name\n", "Name\nAnm\n", ""] {
            std::fs::write(&path, other).expect("writes");
            assert_eq!(of(None).1, Standing::Changed, "{other}");
        }
        assert_ne!(of(Some(stamp)).0, stamp);
        drop(std::fs::remove_file(&path));
    }
}
