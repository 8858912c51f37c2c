//! The ways between the stored records and the model.

use std::borrow::Cow;

use crate::diag::{Place, Problem, Problems, Severity};
use crate::model::{
    Batch, BatchId, BatchState, BlobId, Content, Credential, CredentialId, Date, Design, DesignId, DesignPin, Draft,
    DuplicatePolicy, FieldDef, FieldKind, Group, GroupId, GroupSettings, Issuer, Moment, Period, PeriodUnit, Recipient,
    State, Step, Value, WaitingRow,
};
use crate::store::codec::Damage;
use crate::store::types::{Act, CredentialPut, PublishedFile, PublishedRevision, StoredDesign};

use super::v1;

type Read<T> = Result<T, Damage>;

fn wrong(what: &str, value: impl std::fmt::Display) -> Damage {
    Damage::Undecodable(format!("{value} is no {what}"))
}

fn days(date: Date) -> i32 {
    // A `Date` ends with the year 9999, which is well within the range.
    date.days_from_epoch() as i32
}

fn date(days: i32) -> Read<Date> {
    Date::from_days(i64::from(days)).ok_or_else(|| wrong("day", days))
}

fn maybe_date(days: Option<i32>) -> Read<Option<Date>> {
    days.map(date).transpose()
}

fn pin(pin: (u64, u32)) -> DesignPin {
    DesignPin {
        design: DesignId(pin.0),
        revision: pin.1,
    }
}

/// The stored number of an act.
fn act_number(act: Act) -> u8 {
    match act {
        Act::Generate => 0,
        Act::Step(Step::Edit) => 1,
        Act::Step(Step::Accept) => 2,
        Act::Step(Step::Regenerate) => 3,
        Act::Step(Step::Hold) => 4,
        Act::Step(Step::Release) => 5,
        Act::Step(Step::Publish) => 6,
        Act::Step(Step::Delete) => 7,
        Act::Step(Step::Suspend) => 8,
        Act::Step(Step::Reinstate) => 9,
        Act::Step(Step::Revoke) => 10,
        Act::Step(Step::Correct) => 11,
    }
}

/// The act with a stored number.
pub(in crate::store) fn act_of(number: u8) -> Read<Act> {
    std::iter::once(Act::Generate)
        .chain(Step::ALL.map(Act::Step))
        .find(|act| act_number(*act) == number)
        .ok_or_else(|| wrong("step", number))
}

fn state_number(state: State) -> u8 {
    match state {
        State::UnderReview => 0,
        State::Held => 1,
        State::Published => 2,
        State::Suspended => 3,
        State::Revoked => 4,
    }
}

impl From<&Issuer> for v1::Issuer {
    fn from(issuer: &Issuer) -> v1::Issuer {
        v1::Issuer {
            name: issuer.name.clone(),
            url: issuer.url.clone(),
            email: issuer.email.clone(),
            logo: issuer.logo.map(|blob| blob.0),
        }
    }
}

impl From<v1::Issuer> for Issuer {
    fn from(record: v1::Issuer) -> Issuer {
        Issuer {
            name: record.name,
            url: record.url,
            email: record.email,
            logo: record.logo.map(BlobId),
        }
    }
}

impl v1::Design {
    /// The error says why the design cannot be written as JSON, which a number that is not finite can cause.
    pub(in crate::store) fn from_model(stored: &StoredDesign) -> crate::diag::Result<v1::Design> {
        let json = serde_json::to_string(&stored.design).map_err(|error| {
            Problem::error(
                "design-unwritable",
                format!(
                    "The design cannot be stored: {error}, in the design “{}”",
                    stored.design.name
                ),
            )
            .hint("Check its sizes and positions")
        })?;
        let files = |map: &std::collections::BTreeMap<String, BlobId>| {
            map.iter().map(|(name, blob)| (name.clone(), blob.0)).collect()
        };
        Ok(v1::Design {
            id: stored.id.0,
            revision: stored.revision,
            json,
            assets: files(&stored.assets),
            fonts: files(&stored.fonts),
        })
    }

    pub(in crate::store) fn into_model(self, used: bool) -> Read<StoredDesign> {
        let design: Design =
            serde_json::from_str(&self.json).map_err(|error| Damage::Undecodable(error.to_string()))?;
        let files = |list: Vec<(String, v1::Hash)>| list.into_iter().map(|(name, sha)| (name, BlobId(sha))).collect();
        Ok(StoredDesign {
            id: DesignId(self.id),
            revision: self.revision,
            design,
            assets: files(self.assets),
            fonts: files(self.fonts),
            used,
        })
    }
}

impl From<&Group> for v1::Group {
    fn from(group: &Group) -> v1::Group {
        v1::Group {
            id: group.id.0,
            revision: group.revision,
            title: group.title.clone(),
            description: group.description.clone(),
            code: group.code.clone(),
            skills: group.skills.clone(),
            criteria: group.criteria.clone(),
            url: group.url.clone(),
            language: group.language.clone(),
            certificate: group.certificate.map(|id| id.0),
            badge: group.badge.map(|id| id.0),
            fields: group.fields.iter().map(v1::Field::from).collect(),
            validity: group.validity.map(|period| v1::Period {
                count: period.count,
                unit: match period.unit {
                    PeriodUnit::Days => 0,
                    PeriodUnit::Months => 1,
                    PeriodUnit::Years => 2,
                },
            }),
            duplicates: match group.duplicates {
                DuplicatePolicy::Ask => 0,
                DuplicatePolicy::Skip => 1,
                DuplicatePolicy::Replace => 2,
                DuplicatePolicy::Allow => 3,
            },
            number_pattern: group.settings.number_pattern.clone(),
            file_name: group.settings.file_name.clone(),
        }
    }
}

impl TryFrom<v1::Group> for Group {
    type Error = Damage;

    fn try_from(record: v1::Group) -> Read<Group> {
        let validity = match record.validity {
            None => None,
            Some(period) => Some(Period {
                count: period.count,
                unit: match period.unit {
                    0 => PeriodUnit::Days,
                    1 => PeriodUnit::Months,
                    2 => PeriodUnit::Years,
                    other => return Err(wrong("unit of time", other)),
                },
            }),
        };
        Ok(Group {
            id: GroupId(record.id),
            revision: record.revision,
            title: record.title,
            description: record.description,
            code: record.code,
            skills: record.skills,
            criteria: record.criteria,
            url: record.url,
            language: record.language,
            certificate: record.certificate.map(DesignId),
            badge: record.badge.map(DesignId),
            fields: record.fields.into_iter().map(FieldDef::try_from).collect::<Read<_>>()?,
            validity,
            duplicates: match record.duplicates {
                0 => DuplicatePolicy::Ask,
                1 => DuplicatePolicy::Skip,
                2 => DuplicatePolicy::Replace,
                3 => DuplicatePolicy::Allow,
                other => return Err(wrong("policy for duplicates", other)),
            },
            settings: GroupSettings {
                number_pattern: record.number_pattern,
                file_name: record.file_name,
            },
        })
    }
}

impl From<&FieldDef> for v1::Field {
    fn from(field: &FieldDef) -> v1::Field {
        let (kind, choices) = match &field.kind {
            FieldKind::Text => (0, Vec::new()),
            FieldKind::Number => (1, Vec::new()),
            FieldKind::Date => (2, Vec::new()),
            FieldKind::Choice(values) => (3, values.clone()),
            FieldKind::List => (4, Vec::new()),
            FieldKind::Link => (5, Vec::new()),
            FieldKind::Image => (6, Vec::new()),
        };
        v1::Field {
            key: field.key.clone(),
            kind,
            choices,
            required: field.required,
            default: field.default.clone(),
        }
    }
}

impl TryFrom<v1::Field> for FieldDef {
    type Error = Damage;

    fn try_from(record: v1::Field) -> Read<FieldDef> {
        Ok(FieldDef {
            key: record.key,
            kind: match record.kind {
                0 => FieldKind::Text,
                1 => FieldKind::Number,
                2 => FieldKind::Date,
                3 => FieldKind::Choice(record.choices),
                4 => FieldKind::List,
                5 => FieldKind::Link,
                6 => FieldKind::Image,
                other => return Err(wrong("kind of field", other)),
            },
            required: record.required,
            default: record.default,
        })
    }
}

impl From<&Batch> for v1::Batch {
    fn from(batch: &Batch) -> v1::Batch {
        v1::Batch {
            id: batch.id.0,
            group: batch.group.0,
            created: batch.created.0,
            source: batch.source.clone(),
            sheet: batch.sheet.map(|blob| blob.0),
            key: batch.key.0,
            issue_date: days(batch.issue_date),
            expiry_date: batch.expiry_date.map(days),
            finished: batch.state == BatchState::Finished,
            rows: batch.rows,
            waiting: batch
                .waiting
                .iter()
                .map(|row| v1::WaitingRow {
                    row: row.row,
                    cells: row.cells.clone(),
                    problems: problems_to(&row.problems),
                })
                .collect(),
        }
    }
}

impl TryFrom<v1::Batch> for Batch {
    type Error = Damage;

    fn try_from(record: v1::Batch) -> Read<Batch> {
        Ok(Batch {
            id: BatchId(record.id),
            group: GroupId(record.group),
            created: Moment(record.created),
            source: record.source,
            sheet: record.sheet.map(BlobId),
            key: BlobId(record.key),
            issue_date: date(record.issue_date)?,
            expiry_date: maybe_date(record.expiry_date)?,
            state: if record.finished {
                BatchState::Finished
            } else {
                BatchState::Open
            },
            rows: record.rows,
            waiting: record
                .waiting
                .into_iter()
                .map(|row| {
                    Ok(WaitingRow {
                        row: row.row,
                        cells: row.cells,
                        problems: problems_from(row.problems)?,
                    })
                })
                .collect::<Read<_>>()?,
        })
    }
}

fn problems_to(problems: &Problems) -> Vec<v1::Problem> {
    problems
        .iter()
        .map(|problem| v1::Problem {
            severity: match problem.severity {
                Severity::Note => 0,
                Severity::Warning => 1,
                Severity::Error => 2,
            },
            code: problem.code.clone().into_owned(),
            message: problem.message.clone(),
            hints: problem.hints.clone(),
            place: (!problem.place.is_empty()).then(|| Box::new(place_to(&problem.place))),
            unexpected: problem.unexpected,
        })
        .collect()
}

fn place_to(place: &Place) -> v1::Place {
    v1::Place {
        file: place.file.clone(),
        sheet: place.sheet.clone(),
        row: place.row,
        column: place.column.clone(),
        field: place.field.clone(),
        page: place.page,
        element: place.element.clone(),
        credential: place.credential.clone(),
    }
}

fn problems_from(records: Vec<v1::Problem>) -> Read<Problems> {
    records
        .into_iter()
        .map(|record| {
            Ok(Problem {
                severity: match record.severity {
                    0 => Severity::Note,
                    1 => Severity::Warning,
                    2 => Severity::Error,
                    other => return Err(wrong("severity", other)),
                },
                code: Cow::Owned(record.code),
                message: record.message,
                hints: record.hints,
                place: record.place.map(|place| place_from(*place)).unwrap_or_default(),
                unexpected: record.unexpected,
            })
        })
        .collect()
}

fn place_from(record: v1::Place) -> Place {
    Place {
        file: record.file,
        sheet: record.sheet,
        row: record.row,
        column: record.column,
        field: record.field,
        page: record.page,
        element: record.element,
        credential: record.credential,
    }
}

impl From<&Content> for v1::Content {
    fn from(content: &Content) -> v1::Content {
        let Recipient {
            name,
            email,
            language,
            custom,
        } = &content.recipient;
        v1::Content {
            name: name.clone(),
            email: email.clone(),
            language: language.clone(),
            custom: custom
                .iter()
                .map(|(key, value)| (key.clone(), v1::Value::from(value)))
                .collect(),
            issue_date: days(content.issue_date),
            expiry_date: content.expiry_date.map(days),
            group_revision: content.group_revision,
            certificate: content.certificate.map(|pin| (pin.design.0, pin.revision)),
            badge: content.badge.map(|pin| (pin.design.0, pin.revision)),
            problems: problems_to(&content.problems),
            accepted: content.accepted,
        }
    }
}

impl TryFrom<v1::Content> for Content {
    type Error = Damage;

    fn try_from(record: v1::Content) -> Read<Content> {
        Ok(Content {
            recipient: Recipient {
                name: record.name,
                email: record.email,
                language: record.language,
                custom: record
                    .custom
                    .into_iter()
                    .map(|(key, value)| Ok((key, Value::try_from(value)?)))
                    .collect::<Read<_>>()?,
            },
            issue_date: date(record.issue_date)?,
            expiry_date: maybe_date(record.expiry_date)?,
            group_revision: record.group_revision,
            certificate: record.certificate.map(pin),
            badge: record.badge.map(pin),
            problems: problems_from(record.problems)?,
            accepted: record.accepted,
        })
    }
}

impl From<&Value> for v1::Value {
    fn from(value: &Value) -> v1::Value {
        match value {
            Value::Text(text) => v1::Value::Text(text.clone()),
            Value::Number(digits) => v1::Value::Number(digits.clone()),
            Value::Date(date) => v1::Value::Date(days(*date)),
            Value::List(items) => v1::Value::List(items.clone()),
            Value::Image(blob) => v1::Value::Image(blob.0),
        }
    }
}

impl TryFrom<v1::Value> for Value {
    type Error = Damage;

    fn try_from(record: v1::Value) -> Read<Value> {
        Ok(match record {
            v1::Value::Text(text) => Value::Text(text),
            v1::Value::Number(digits) => Value::Number(digits),
            v1::Value::Date(days) => Value::Date(date(days)?),
            v1::Value::List(items) => Value::List(items),
            v1::Value::Image(sha) => Value::Image(BlobId(sha)),
        })
    }
}

impl From<&Credential> for v1::Credential {
    fn from(credential: &Credential) -> v1::Credential {
        v1::Credential {
            id: credential.id.0,
            number: credential.number.clone(),
            group: credential.group.0,
            batch: credential.batch.0,
            row: credential.row,
            state: state_number(credential.state),
            reason: credential.reason.clone(),
            revision: credential.revision,
            content: v1::Content::from(&credential.content),
            draft: credential.draft.as_ref().map(|draft| {
                Box::new(v1::Draft {
                    content: v1::Content::from(&draft.content),
                    held: draft.held.clone(),
                    reason: draft.reason.clone(),
                })
            }),
        }
    }
}

impl TryFrom<v1::Credential> for Credential {
    type Error = Damage;

    fn try_from(record: v1::Credential) -> Read<Credential> {
        let state = State::ALL
            .into_iter()
            .find(|state| state_number(*state) == record.state)
            .ok_or_else(|| wrong("state", record.state))?;
        let draft = match record.draft {
            None => None,
            Some(draft) => Some(Draft {
                content: draft.content.try_into()?,
                held: draft.held,
                reason: draft.reason,
            }),
        };
        Ok(Credential {
            id: CredentialId(record.id),
            number: record.number,
            group: GroupId(record.group),
            batch: BatchId(record.batch),
            row: record.row,
            state,
            reason: record.reason,
            revision: record.revision,
            content: record.content.try_into()?,
            draft,
        })
    }
}

impl From<&PublishedFile> for v1::File {
    fn from(file: &PublishedFile) -> v1::File {
        v1::File {
            name: file.name.clone(),
            len: file.len,
            sha: file.sha.0,
        }
    }
}

impl From<v1::File> for PublishedFile {
    fn from(record: v1::File) -> PublishedFile {
        PublishedFile {
            name: record.name,
            len: record.len,
            sha: BlobId(record.sha),
        }
    }
}

impl TryFrom<v1::Revision> for PublishedRevision {
    type Error = Damage;

    fn try_from(record: v1::Revision) -> Read<PublishedRevision> {
        Ok(PublishedRevision {
            revision: record.revision,
            content: record.content.try_into()?,
            at: Moment(record.at),
            files: record.files.into_iter().map(PublishedFile::from).collect(),
        })
    }
}

/// A credential event on its way to the journal.
pub(in crate::store) type Put = v1::CredentialEvent;

impl From<&CredentialPut> for Put {
    fn from(put: &CredentialPut) -> Put {
        v1::CredentialEvent {
            act: act_number(put.act),
            note: put.note.clone(),
            files: put
                .files
                .as_ref()
                .map(|files| files.iter().map(v1::File::from).collect()),
            credential: v1::Credential::from(&put.credential),
        }
    }
}

impl TryFrom<Put> for CredentialPut {
    type Error = Damage;

    fn try_from(record: Put) -> Read<CredentialPut> {
        Ok(CredentialPut {
            credential: record.credential.try_into()?,
            act: act_of(record.act)?,
            note: record.note,
            files: record
                .files
                .map(|files| files.into_iter().map(PublishedFile::from).collect()),
        })
    }
}
