//! A workspace with very many credentials.

use accolade::issue::Desk;
use accolade::model::{Credential, CredentialId, State, Step};
use accolade::store::{Change, CredentialPut, Event, Query};

/// Copies of a credential that waits and of one that is published, each with a number and a name of its own.
pub fn fill(desk: &Desk, credentials: u128) {
    let one = |query: Query| desk.store.query(&query, None, 1).expect("reads").items.remove(0);
    let waits = one(Query {
        pending: true,
        ..Query::default()
    });
    let stamp = desk.clock.stamp();
    let apply = |puts: Vec<CredentialPut>| {
        let events = puts.into_iter().map(Event::CredentialPut).collect();
        desk.store.apply(&Change::new(&stamp, events)).expect("writes");
    };
    for first in (0..credentials).step_by(500) {
        let copies = |from: u128| (first..first + 500).map(move |n| from + n);
        apply(copies(0).map(|n| CredentialPut::generated(copy(&waits, n))).collect());
        let published: Vec<Credential> = copies(credentials).map(|n| copy(&waits, n)).collect();
        apply(published.iter().cloned().map(CredentialPut::generated).collect());
        let publish = |mut credential: Credential| {
            (credential.state, credential.revision) = (State::Published, 1);
            CredentialPut::step(credential, Step::Publish)
        };
        apply(published.into_iter().map(publish).collect());
    }
}

fn copy(one: &Credential, n: u128) -> Credential {
    let mut copy = one.clone();
    copy.id = CredentialId((n + 1).to_be_bytes());
    copy.number = format!("MANY-{n:05}");
    copy.content.recipient.name = name(n);
    copy.content.recipient.email = Some(format!("person{n}@example.org"));
    copy.content.problems = Default::default();
    copy
}

/// The name of one of them.
pub fn name(n: u128) -> String {
    let given = ["Ann", "Zoë", "Łukasz", "Иван", "محمد", "अनन्या", "小明", "Thị Ánh"][n as usize % 8];
    format!("{given} Okonkwo {n}")
}
