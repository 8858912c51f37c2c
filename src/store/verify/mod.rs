//! The doctor: everything in a workspace is read and compared with everything else.
//!
//! | part | compared with |
//! | --- | --- |
//! | `workspace.json` | the workspace that is open |
//! | every frame of the journal | its checksum, its digests, the chain of links, the database's position |
//! | every record of the database | its checksum |
//! | every index of the database | the records, in both directions |
//! | every blob | its name; and what refers to one, whether it is there |
//! | every published file | the digest that was recorded |

mod database;
mod files;
mod history;

use crate::diag::{Place, Problem, Problems, Result};
use crate::progress::Progress;

use super::workspace::{self, Found};
use super::{Stamp, Store, checkpoint};

impl Store {
    /// Checks the whole workspace and says what is wrong with it; nothing means that all is in order.
    ///
    /// What can be repaired is: a lost `workspace.json` is written anew, a damaged database is made anew at the next
    /// opening, and when the journal is damaged while the database is whole, the state is saved in a new segment of
    /// the journal, of which `stamp` tells. Nobody can change the workspace meanwhile.
    pub fn verify(&self, stamp: &Stamp, progress: &Progress) -> Result<Problems> {
        self.check_writable()?;
        let mut writer = self.writer();
        let mut problems = Problems::default();
        self.verify_workspace_file(writer.inner.journal.info(), &mut problems)?;
        let journal = history::check(&writer.inner.journal, progress)?;
        let database = database::check(self, writer.inner.journal.position(), progress)?;
        let is_whole = database.problems.is_empty();
        problems.extend(database.problems);
        problems.extend(journal.old_damage.iter().map(history::known));
        if !journal.damage.is_empty() {
            let why = format!("The journal is damaged: {}", journal.damage.join("; "));
            problems.push(if is_whole {
                writer.unclose()?;
                checkpoint::write(&self.state, &mut writer.inner.journal, journal.next_segment, stamp, &why)?;
                Problem::warning(
                    "journal-repaired",
                    format!("{why}. The state of the workspace is saved in a new segment, only the history of the damaged part is lost"),
                )
                .hint("Restore a backup if you need the lost history")
            } else {
                Problem::unexpected("damaged-journal", why).hint("Restore a backup with `accolade restore`")
            });
        }
        files::check(self, &database.blobs, progress, &mut problems)?;
        Ok(problems)
    }

    fn verify_workspace_file(&self, info: workspace::Info, problems: &mut Problems) -> Result<()> {
        match workspace::read(&self.dir)? {
            Found::Good(found) if found.id == info.id => {}
            _ => {
                info.write(&self.dir)?;
                problems.push(
                    Problem::warning(
                        "repaired-workspace-file",
                        "The file workspace.json was lost or damaged and is written anew",
                    )
                    .at(Place::file(&self.dir)),
                );
            }
        }
        Ok(())
    }
}
