//! The values that a credential gives to the fields of a design.

use crate::model::{Content, Credential, CredentialId, FieldName, Fields, Group, Issuer, Value};

/// The address of a credential, when the issuer has a base address.
pub fn credential_url(issuer: &Issuer, id: &CredentialId) -> Option<String> {
    let base = issuer.url.as_deref()?.trim().trim_end_matches('/');
    (!base.is_empty()).then(|| format!("{base}/c/{id}"))
}

/// Everything that a design can show of one content of a credential.
pub fn fields_of(credential: &Credential, content: &Content, group: &Group, issuer: &Issuer) -> Fields {
    let mut fields = Fields::new(&group.language);
    fields.recipient_language.clone_from(&content.recipient.language);
    let mut text = |name: &str, value: Option<&str>| {
        if let (Ok(name), Some(value)) = (name.parse::<FieldName>(), value) {
            fields.set(name, Value::Text(value.to_owned()));
        }
    };
    let recipient = &content.recipient;
    text("recipient.name", Some(&recipient.name));
    text("recipient.email", recipient.email.as_deref());
    text("recipient.language", recipient.language.as_deref());
    text("credential.id", Some(&credential.id.to_string()));
    text("credential.number", Some(&credential.number));
    text("credential.url", credential_url(issuer, &credential.id).as_deref());
    text("group.title", Some(&group.title));
    text("group.description", Some(&group.description));
    text("group.code", Some(&group.code));
    text("group.criteria", Some(&group.criteria));
    text("group.url", Some(&group.url));
    text("issuer.name", Some(&issuer.name));
    text("issuer.url", issuer.url.as_deref());
    text("issuer.email", issuer.email.as_deref());
    let mut put = |name: &str, value: Value| {
        if let Ok(name) = name.parse::<FieldName>() {
            fields.set(name, value);
        }
    };
    put("credential.issue_date", Value::Date(content.issue_date));
    if let Some(date) = content.expiry_date {
        put("credential.expiry_date", Value::Date(date));
    }
    put("group.skills", Value::List(group.skills.clone()));
    if let Some(logo) = issuer.logo {
        put("issuer.logo", Value::Image(logo));
    }
    for (key, value) in &recipient.custom {
        fields.set(FieldName::recipient(key), value.clone());
    }
    fields
}
