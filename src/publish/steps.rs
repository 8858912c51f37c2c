//! A step of many published credentials, one after the other.

use crate::diag::{Problems, Result, Warned};
use crate::issue::Desk;
use crate::model::{Credential, CredentialId};
use crate::progress::Progress;

use super::step::step;

/// What became of a step of many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SteppedAll {
    pub done: Vec<CredentialId>,
    /// Those that it was not possible for, and why; they are as they were.
    pub refused: Vec<(CredentialId, Problems)>,
    /// Whether it ended before all were looked at: it was cancelled, or what ended it is among the problems.
    pub stopped: bool,
}

/// Takes a step for each of these, as [`step`] does for one. Where it is not allowed, the others go on; what the disk
/// refuses ends it. What was taken stays taken.
pub fn step_all(
    desk: &Desk,
    ids: &[CredentialId],
    take: impl Fn(&Desk, &CredentialId) -> Result<Credential>,
    progress: &Progress,
) -> Warned<SteppedAll> {
    progress.start("", ids.len() as u64);
    let mut all = SteppedAll::default();
    let mut problems = Problems::default();
    for id in ids {
        if progress.check().is_err() {
            all.stopped = true;
            break;
        }
        match step(desk, id, &take) {
            Ok(taken) => {
                all.done.push(*id);
                for problem in taken.problems {
                    // A copy that is not there is missed by each of them.
                    if !problems.iter().any(|known| *known == problem) {
                        problems.push(problem);
                    }
                }
            }
            Err(why) if is_of_one(&why) => all.refused.push((*id, why)),
            Err(why) => {
                problems.extend(why);
                all.stopped = true;
                break;
            }
        }
        progress.advance(1);
    }
    Warned { value: all, problems }
}

/// Whether a refusal is about where this credential stands, and not about the workspace.
fn is_of_one(problems: &Problems) -> bool {
    let codes = ["step-not-allowed", "no-such-credential"];
    problems.iter().all(|problem| codes.contains(&problem.code.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{self, GenerateOptions, NewGroup};
    use crate::model::State;
    use crate::publish::{PublishOptions, Selection, publish};
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
        let suspend = |desk: &Desk, id: &CredentialId| issue::suspend(desk, id, "Under inquiry");
        let progress = Progress::new();
        let taken = step_all(&desk, &ids, suspend, &progress);
        assert!(taken.problems.is_empty(), "{:?}", taken.problems);
        assert_eq!(taken.value.done, [ids[0], ids[2]]);
        assert_eq!(taken.value.refused.len(), 1);
        assert_eq!(taken.value.refused[0].0, ids[1]);
        assert!(!taken.value.stopped);
        let stand = [State::Suspended, State::Revoked, State::Suspended];
        assert_eq!(states(&desk, &ids), stand);
        assert_eq!(progress.snapshot().done, 3);
        let page = desk.store.published_dir().join(ids[2].to_string()).join("index.html");
        let page = std::fs::read_to_string(page).expect("its page");
        assert!(
            page.contains("Under inquiry") || page.contains("uspended"),
            "the page says so"
        );
    }

    #[test]
    fn what_was_taken_before_it_was_stopped_stays() {
        let (desk, ids) = published("step-all-stopped");
        let progress = Progress::new();
        let revoke = |desk: &Desk, id: &CredentialId| {
            progress.cancel();
            issue::revoke(desk, id, "Withdrawn")
        };
        let taken = step_all(&desk, &ids, revoke, &progress);
        assert_eq!(taken.value.done, [ids[0]]);
        assert!(taken.value.stopped);
        let stand = [State::Revoked, State::Published, State::Published];
        assert_eq!(states(&desk, &ids), stand);
    }
}
