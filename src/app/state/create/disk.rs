//! How the file of a sheet stands on the disk while its rows are worked on.

use std::time::SystemTime;

/// What tells without reading it whether a file is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stamp {
    /// There is no such file, or it cannot be read.
    Gone,
    /// Its length in bytes, and when it was written last.
    There(u64, Option<SystemTime>),
}

/// What became of it since it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Same,
    Changed,
    Gone,
}

/// The file as it was when it was looked at last; `None` until then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    pub stamp: Option<Stamp>,
    /// [`Standing::Same`] too where a person goes on with what was read.
    pub standing: Standing,
}

impl Disk {
    /// Takes what was found. A file that is as it was when a person decided about it is not asked about again.
    pub fn take(&mut self, stamp: Stamp, standing: Standing) {
        if self.stamp != Some(stamp) {
            *self = Disk {
                stamp: Some(stamp),
                standing,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decided_holds_until_the_file_changes_again() {
        let mut disk = Disk::default();
        disk.take(Stamp::There(3, None), Standing::Changed);
        assert_eq!(disk.standing, Standing::Changed);
        disk.standing = Standing::Same;
        disk.take(Stamp::There(3, None), Standing::Changed);
        assert_eq!(disk.standing, Standing::Same);
        disk.take(Stamp::Gone, Standing::Gone);
        assert_eq!(disk.standing, Standing::Gone);
        disk.take(Stamp::There(4, None), Standing::Same);
        assert_eq!(disk.standing, Standing::Same);
    }
}
