//! A step of many published credentials, group after group.

use crate::diag::{Problems, Warned};
use crate::issue::{Desk, Turn};
use crate::model::CredentialId;
use crate::progress::Progress;

use super::step::step_together;

/// So many are recorded and flushed together, as a disk joins what is to be flushed at once. Work that is stopped ends
/// after such a group.
const GROUP: usize = 256;

/// What became of a step of many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SteppedAll {
    pub done: Vec<CredentialId>,
    /// Those that it was not possible for, and why; they are as they were.
    pub refused: Vec<(CredentialId, Problems)>,
    /// Whether it ended before all were looked at: it was cancelled, or what ended it is among the problems.
    pub stopped: bool,
}

/// Takes a step for each of these, as [`step`](super::step()) does for one. Where it is not allowed, the others go on;
/// what the disk refuses ends it. What was taken stays taken.
pub fn step_all(desk: &Desk, ids: &[CredentialId], turn: Turn<'_>, progress: &Progress) -> Warned<SteppedAll> {
    progress.start("", ids.len() as u64);
    in_groups(desk, ids.chunks(GROUP), turn, progress)
}

fn in_groups<'a>(
    desk: &Desk,
    groups: impl Iterator<Item = &'a [CredentialId]>,
    turn: Turn<'_>,
    progress: &Progress,
) -> Warned<SteppedAll> {
    let mut all = SteppedAll::default();
    let mut problems = Problems::default();
    for group in groups {
        if progress.check().is_err() {
            all.stopped = true;
            break;
        }
        match step_together(desk, group, turn) {
            Ok(together) => {
                all.done
                    .extend(together.value.taken.iter().map(|taken| taken.credential.id));
                all.refused.extend(together.value.refused);
                for problem in together.problems {
                    // A copy that is not there is missed by each of them.
                    if !problems.iter().any(|known| *known == problem) {
                        problems.push(problem);
                    }
                }
            }
            Err(why) => {
                problems.extend(why);
                all.stopped = true;
                break;
            }
        }
        progress.advance(group.len() as u64);
    }
    Warned { value: all, problems }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{self, GenerateOptions, NewGroup};
    use crate::model::State;
    use crate::publish::pending;
    use crate::publish::{PublishOptions, Selection, finish, publish};
    use crate::store::Query;

    fn published(name: &str) -> (TestDesk, Vec<CredentialId>) {
        let desk = TestDesk::new(name);
        let group = desk.group(NewGroup {
            title: "T".to_owned(),
            ..NewGroup::default()
        });
        let csv = "Name,Grade\nAnna Lee,A\nBob Ray,B\nCleo Fox,C\n";
        desk.generate(&group, csv, &GenerateOptions::default()).expect("three");
        let all = Selection::Query(Query::default());
        publish(&desk, &all, &PublishOptions::default(), &Progress::new()).expect("published");
        let page = desk.store.query(&Query::default(), None, 10).expect("credentials");
        let ids = page.items.iter().map(|credential| credential.id).collect();
        (desk, ids)
    }

    fn states(desk: &TestDesk, ids: &[CredentialId]) -> Vec<State> {
        let state = |id| desk.store.credential(id).expect("read").expect("there").state;
        ids.iter().map(state).collect()
    }

    #[test]
    fn what_cannot_change_stays_and_the_others_go_on() {
        let (desk, ids) = published("step-all");
        issue::revoke(&desk, &ids[1], "By mistake").expect("revoked");
        let progress = Progress::new();
        // Who is named twice is suspended once.
        let named = [ids[0], ids[1], ids[2], ids[0]];
        let taken = step_all(&desk, &named, Turn::Suspend("Under inquiry"), &progress);
        assert!(taken.problems.is_empty(), "{:?}", taken.problems);
        assert_eq!(taken.value.done, [ids[0], ids[2]]);
        let refused: Vec<CredentialId> = taken.value.refused.iter().map(|(id, _)| *id).collect();
        assert_eq!(refused, [ids[1], ids[0]]);
        assert!(!taken.value.stopped);
        let stand = [State::Suspended, State::Revoked, State::Suspended];
        assert_eq!(states(&desk, &ids), stand);
        assert_eq!(progress.snapshot().done, 4);
        assert!(says_suspended(&desk, ids[2]));
        let left = pending::left(&desk.store.published_dir()).expect("read");
        assert!(left.is_empty(), "{left:?}");
    }

    /// Whether the page of a credential says so.
    fn says_suspended(desk: &TestDesk, id: CredentialId) -> bool {
        let page = desk.store.published_dir().join(id.to_string()).join("index.html");
        let page = std::fs::read_to_string(page).expect("its page");
        page.contains("is suspended")
    }

    #[test]
    fn a_group_that_was_killed_before_its_pages_is_finished_by_the_next_run() {
        let (desk, ids) = published("step-all-killed");
        drop(pending::Pending::note(&desk.store.published_dir(), &ids).expect("noted"));
        Turn::Suspend("Under inquiry").take(&desk, &ids).expect("recorded");
        assert_eq!(states(&desk, &ids), [State::Suspended; 3]);
        let say = |desk: &TestDesk| ids.iter().filter(|id| says_suspended(desk, **id)).count();
        assert_eq!(say(&desk), 0);
        finish(&desk).expect("finished");
        assert_eq!(say(&desk), 3);
    }

    #[test]
    fn what_was_taken_before_it_was_stopped_stays() {
        let (desk, ids) = published("step-all-stopped");
        let progress = Progress::new();
        let stopped = |(at, group)| {
            if at == 1 {
                progress.cancel();
            }
            group
        };
        let groups = ids.chunks(1).enumerate().map(stopped);
        let taken = in_groups(&desk, groups, Turn::Revoke("Withdrawn"), &progress);
        assert_eq!(taken.value.done, [ids[0]]);
        assert!(taken.value.stopped);
        let stand = [State::Revoked, State::Published, State::Published];
        assert_eq!(states(&desk, &ids), stand);
    }
}
