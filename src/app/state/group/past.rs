//! What the form of a group was before each thing that a person did to it; what was typed into one field is one step.

use super::super::steps::Steps;
use super::Form;

/// More steps than these nobody takes back.
const MOST: usize = 100;

/// The steps of one form.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// The fields into which one types go by their places among the texts.
    steps: Steps<Form, usize>,
    /// The form after its last step: of another one these are not the steps.
    now: Option<Box<Form>>,
}

impl Past {
    /// Notes what the form was before something was done to it.
    pub fn note(&mut self, before: Form, after: &Form) {
        if before == *after {
            return;
        }
        if !self.is_of(&before) {
            *self = Past::default();
        }
        let typed = typed_into(&before, after);
        self.steps.note(before, typed, MOST);
        self.now = Some(Box::new(after.clone()));
    }

    /// Whether there is a step to take back, or to do again.
    pub fn can(&self, form: &Form, back: bool) -> bool {
        self.steps.can(back) && self.is_of(form)
    }

    /// The form without its last step, or with the one that was taken back.
    pub fn step(&mut self, form: &Form, back: bool) -> Option<Form> {
        if !self.can(form, back) {
            return None;
        }
        let found = self.steps.step(form.clone(), back)?;
        self.now = Some(Box::new(found.clone()));
        Some(found)
    }

    fn is_of(&self, form: &Form) -> bool {
        self.now.as_deref() == Some(form)
    }
}

/// The only text in which two forms differ, by its place, where they differ in nothing else.
fn typed_into(before: &Form, after: &Form) -> Option<usize> {
    let (mut before, mut after) = (before.clone(), after.clone());
    let mut typed = Vec::new();
    for (at, (old, new)) in texts(&mut before).into_iter().zip(texts(&mut after)).enumerate() {
        if old != new {
            old.clone_from(new);
            typed.push(at);
        }
    }
    match typed[..] {
        [only] if before == after => Some(only),
        _ => None,
    }
}

/// All that is typed into fields.
fn texts(form: &mut Form) -> Vec<&mut String> {
    let own = [
        &mut form.title,
        &mut form.description,
        &mut form.code,
        &mut form.url,
        &mut form.skill,
        &mut form.criteria,
        &mut form.validity,
        &mut form.number_pattern,
        &mut form.file_name,
    ];
    let of_fields = form
        .fields
        .iter_mut()
        .flat_map(|row| [&mut row.title, &mut row.values, &mut row.default]);
    own.into_iter().chain(of_fields).collect()
}

#[cfg(test)]
mod tests {
    use super::super::FieldRow;
    use super::*;

    /// Does something to a form as a person does it.
    fn act(past: &mut Past, form: &mut Form, change: impl FnOnce(&mut Form)) {
        let before = form.clone();
        change(form);
        past.note(before, form);
    }

    fn row(title: &str) -> FieldRow {
        FieldRow {
            title: title.to_owned(),
            ..FieldRow::default()
        }
    }

    #[test]
    fn what_is_typed_into_one_field_is_one_step_and_all_else_one_each() {
        let (mut past, mut form) = (Past::default(), Form::new(&[]));
        let empty = form.clone();
        for title in ["W", "We", "Welding"] {
            act(&mut past, &mut form, |form| form.title = title.to_owned());
        }
        act(&mut past, &mut form, |form| form.code = "W".to_owned());
        act(&mut past, &mut form, |form| {
            form.fields = vec![row("grade"), row("hours")];
        });
        act(&mut past, &mut form, |form| form.fields.swap(0, 1));
        act(&mut past, &mut form, |form| form.skills.push("Care".to_owned()));
        let last = form.clone();
        let mut steps = Vec::new();
        while let Some(before) = past.step(&form, true) {
            form = before;
            steps.push((
                form.skills.len(),
                form.fields.first().map(|row| row.title.clone()),
                form.code.clone(),
            ));
        }
        let first = |title: &str| Some(title.to_owned());
        assert_eq!(
            steps,
            [
                (0, first("hours"), "W".to_owned()),
                (0, first("grade"), "W".to_owned()),
                (0, None, "W".to_owned()),
                (0, None, String::new()),
                (0, None, String::new()),
            ]
        );
        assert_eq!(form, empty);
        while let Some(after) = past.step(&form, false) {
            form = after;
        }
        assert_eq!(form, last);
    }

    #[test]
    fn steps_belong_to_their_form_and_are_not_without_end() {
        let (mut past, mut form) = (Past::default(), Form::new(&[]));
        for at in 0..2 * MOST {
            act(&mut past, &mut form, |form| form.skills.push(at.to_string()));
        }
        assert_eq!(past.steps.count(), MOST);
        let mut other = Form::new(&[]);
        assert!(!past.can(&other, true));
        act(&mut past, &mut other, |form| form.code = "B".to_owned());
        assert_eq!(past.steps.count(), 1);
        assert!(!past.can(&form, true));
    }
}
