//! What a design says whoever receives it, told apart from what is said of one recipient.
//!
//! What is said of an element that shows the same to everybody would mark every credential, and the one name that did not
//! fit would drown among them. It is the design's matter, and said once. What is stored of a credential is whole: a
//! warning or an error of its design holds its publication like one of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::compose;
use crate::diag::{Place, Problem, Problems, Severity};
use crate::model::{Content, Credential, Design, DesignPin, Element, ElementContent, FieldName, Group, GroupId};

use super::desk::Desk;
use super::duplicates::Twins;

/// What a design says that is the same on every credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    pub pin: DesignPin,
    /// What the design is called.
    pub design: String,
    /// Its place has the page and the element.
    pub problem: Problem,
}

impl Matter {
    /// Whether it holds the publication of each credential: an error does, and a warning until it is accepted.
    pub fn holds(&self, accepted: bool) -> bool {
        match self.problem.severity {
            Severity::Error => true,
            Severity::Warning => !accepted,
            Severity::Note => false,
        }
    }

    fn order(&self) -> (&str, Option<&str>, &str) {
        let problem = &self.problem;
        (&self.design, problem.place.element.as_deref(), &problem.message)
    }

    /// In one line, with the design that it is about.
    pub fn said(&self) -> Problem {
        let message = format!(
            "{}, on every credential; see the design {}",
            self.problem.message, self.design
        );
        Problem {
            message,
            ..self.problem.clone()
        }
    }
}

/// Tells the matters of designs apart, and keeps those that it met.
#[derive(Debug)]
pub struct Matters<'a> {
    desk: &'a Desk,
    /// What elements are called in what is given.
    called: fn(&Element) -> String,
    twins: Twins<'a>,
    known: Mutex<HashMap<Key, Arc<Faces>>>,
    found: Mutex<Vec<Arc<Matter>>>,
}

/// What decides how the same things look: the designs, and the revision of the group.
type Key = ([Option<DesignPin>; 2], GroupId, u32);

/// The designs of a credential.
#[derive(Debug)]
struct Faces {
    faces: Vec<Face>,
    /// The keys of the custom fields that its group has, in lower case, where it can be read.
    own: Option<Vec<String>>,
    /// What each says; only looked at where elements of both have one name.
    said: OnceLock<Vec<Problems>>,
}

#[derive(Debug)]
struct Face {
    pin: DesignPin,
    design: Design,
}

impl<'a> Matters<'a> {
    pub fn new(desk: &'a Desk) -> Matters<'a> {
        Matters::calling(desk, |element| element.name.clone())
    }

    /// The same with names for people to read in the places of all problems.
    pub fn calling(desk: &'a Desk, called: fn(&Element) -> String) -> Matters<'a> {
        Matters {
            desk,
            called,
            twins: Twins::new(&desk.store),
            known: Mutex::default(),
            found: Mutex::default(),
        }
    }

    /// The matters of all designs that were met, each once, sorted by the names of designs and elements.
    pub fn found(&self) -> Vec<Arc<Matter>> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
        found.sort_by(|a, b| a.order().cmp(&b.order()));
        found
    }

    /// The problems of a content that are its own, with what is said now of its duplicates, and those that are its designs'.
    pub fn split(&self, credential: &Credential, content: &Content) -> (Problems, Vec<Arc<Matter>>) {
        let (mut own, mut of_designs) = (Problems::default(), Vec::new());
        // What cannot be read of another one says so where that is read; until then it is said as it was.
        let said_now = self.twins.said_now(credential, content).ok().flatten();
        for problem in said_now.as_ref().unwrap_or(&content.problems).iter() {
            let matters = match &problem.place.element {
                Some(name) => self.matter(credential, content, problem, name).into_iter().collect(),
                None => self.of_fonts(credential, content, problem),
            };
            if matters.is_empty() {
                own.push(self.named(credential, content, problem.clone()));
            }
            for matter in matters.into_iter().map(|matter| self.once(matter)) {
                // Two designs that say the same said it twice.
                if !of_designs.contains(&matter) {
                    of_designs.push(matter);
                }
            }
        }
        (own, of_designs)
    }

    /// Takes the matters of its designs from what is under review of a credential.
    pub fn take(&self, credential: &mut Credential) -> Vec<Arc<Matter>> {
        let (own, of_designs) = self.split(credential, credential.reviewed());
        match &mut credential.draft {
            Some(draft) => draft.content.problems = own,
            None => credential.content.problems = own,
        }
        of_designs
    }

    /// With what its element is called; where the elements of two designs have one name and are not called the same, it
    /// stays that name.
    fn named(&self, credential: &Credential, content: &Content, mut problem: Problem) -> Problem {
        if let Some(name) = &mut problem.place.element {
            let faces = self.faces(credential, content);
            let elements = faces.faces.iter().filter_map(|face| face.design.element(name));
            let mut called: Vec<String> = elements.map(self.called).collect();
            called.dedup();
            if let [only] = called.as_slice() {
                name.clone_from(only);
            }
        }
        problem
    }

    /// That a font is not here, of each design that names it.
    fn of_fonts(&self, credential: &Credential, content: &Content, problem: &Problem) -> Vec<Matter> {
        let faces = self.faces(credential, content);
        let says = |face: &&Face| {
            let mut families = face.design.families().into_iter();
            families.any(|family| is_same(&compose::missing_family(family), problem))
        };
        let matter = |face: &Face| Matter {
            pin: face.pin,
            design: face.design.name.clone(),
            problem: problem.clone().at(Place::default()),
        };
        faces.faces.iter().filter(says).map(matter).collect()
    }

    /// What is said of the element of a name, where that element is the same for all.
    fn matter(&self, credential: &Credential, content: &Content, problem: &Problem, name: &str) -> Option<Matter> {
        let faces = self.faces(credential, content);
        let has =
            |(at, face): (usize, &Face)| Some((at, is_same_for_all(face.design.element(name)?, faces.own.as_deref())));
        let named: Vec<(usize, bool)> = faces.faces.iter().enumerate().filter_map(has).collect();
        let mut fixed = named.iter().filter(|(_, is_fixed)| *is_fixed).map(|(at, _)| *at);
        let at = match (named.len(), fixed.clone().count()) {
            (_, 0) => return None,
            (1, _) => fixed.next()?,
            (named, all) => {
                let said = faces.said.get_or_init(|| self.said(credential, content));
                let says = |at: &usize| {
                    let mut said = said.get(*at).into_iter().flat_map(Problems::iter);
                    said.any(|said| is_same(said, problem))
                };
                // Where the issuer has changed since, it may say something else by now.
                let first = fixed.clone().next().filter(|_| named == all);
                fixed.find(says).or(first)?
            }
        };
        let face = faces.faces.get(at)?;
        Some(Matter {
            pin: face.pin,
            design: face.design.name.clone(),
            problem: problem.clone().at(Place {
                page: problem.place.page,
                element: face.design.element(name).map(self.called),
                ..Place::default()
            }),
        })
    }

    /// The same for all that are equal.
    fn once(&self, matter: Matter) -> Arc<Matter> {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = found.iter().find(|known| ***known == matter) {
            return known.clone();
        }
        let matter = Arc::new(matter);
        found.push(matter.clone());
        matter
    }

    fn faces(&self, credential: &Credential, content: &Content) -> Arc<Faces> {
        let pins = [content.certificate, content.badge];
        let key = (pins, credential.group, content.group_revision);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let look = || {
            let face = |pin: DesignPin| {
                // A design that cannot be read says so where it is drawn, and has no matters.
                let stored = self.desk.store.design(pin.design, pin.revision).ok()??;
                Some(Face {
                    pin,
                    design: stored.design,
                })
            };
            // Without its group nothing is the same for sure, and the credential keeps what is said of it.
            let group = self.desk.group(credential.group, content.group_revision);
            let keys = |group: Arc<Group>| group.fields.iter().map(|field| field.key.to_lowercase()).collect();
            Arc::new(Faces {
                own: group.map(keys).ok(),
                faces: pins.into_iter().flatten().filter_map(face).collect(),
                said: OnceLock::new(),
            })
        };
        known.entry(key).or_insert_with(look).clone()
    }

    /// What each design says to a content.
    fn said(&self, credential: &Credential, content: &Content) -> Vec<Problems> {
        let issuer = self.desk.store.issuer();
        let drawn = issuer.and_then(|issuer| self.desk.draw(credential, content, &issuer));
        // What cannot be drawn is told of where it is drawn.
        let faces = drawn.map(|drawn| [drawn.certificate, drawn.badge]).unwrap_or_default();
        faces.into_iter().flatten().map(|face| face.problems).collect()
    }
}

/// Whether two say the same of the same element; rows and credentials do not count.
fn is_same(one: &Problem, other: &Problem) -> bool {
    let of = |problem: &Problem| (problem.place.page, problem.place.element.clone());
    (&one.code, &one.message) == (&other.code, &other.message) && of(one) == of(other)
}

/// Whether what an element shows is the same on every credential of a group that has these custom fields of its `own`:
/// what it has no field for is empty on all.
fn is_same_for_all(element: &Element, own: Option<&[String]>) -> bool {
    // Where it leads, and whether it is shown, changes nothing of how it looks.
    let bare = Element {
        link: None,
        show: None,
        ..element.clone()
    };
    let is_of_all = |field: &FieldName| match field.custom_key() {
        Some(key) => own.is_some_and(|own| !own.contains(&key.to_lowercase())),
        None => ["issuer.", "group."].iter().any(|of| field.as_str().starts_with(of)),
    };
    let speaks = matches!(&bare.content, ElementContent::Text(text) if !text.by_language.is_empty());
    !speaks && compose::measured_fields(&bare).iter().all(is_of_all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::testing::TestDesk;
    use crate::issue::{GenerateOptions, Generated, NewGroup, add_design};
    use crate::store::Query;

    /// A design with a text in a narrow frame for each of the names.
    fn design(desk: &Desk, name: &str, kind: &str, texts: &[(&str, &str)]) {
        design_in(desk, "Inter", name, kind, texts);
    }

    /// The same in a font.
    fn design_in(desk: &Desk, family: &str, name: &str, kind: &str, texts: &[(&str, &str)]) {
        let element = |(at, (name, text)): (usize, &(&str, &str))| {
            format!(
                r##"{{"name": "{name}", "x": 0, "y": {}, "width": 100, "height": 40, "content": {{"text": {{
                "style": {{"family": "{family}", "size": 20, "color": "#202020"}},
                "fit": {{"policy": "shrink_to_width", "min_size": 6}}, "spans": [{{"text": "{text}"}}]}}}}}}"##,
                at * 50
            )
        };
        let elements: Vec<String> = texts.iter().enumerate().map(element).collect();
        let json = format!(
            r##"{{"format": "accolade-design", "version": 1, "name": "{name}", "kind": "{kind}",
            "pages": [{{"width": "100mm", "height": "100mm", "elements": [{}]}}]}}"##,
            elements.join(",")
        );
        let design = crate::designfile::from_json(&json).expect("a design").value;
        let file = crate::designfile::DesignFile {
            design,
            assets: Default::default(),
            fonts: Default::default(),
        };
        add_design(desk, file).expect("added");
    }

    fn made(name: &str) -> (TestDesk, Generated) {
        let desk = TestDesk::new(name);
        let paper = [
            ("Name", "{{recipient.name}}"),
            ("Course", "{{group.title}}, {{issuer.name}}"),
        ];
        design(&desk, "Paper", "certificate", &paper);
        // What has the same name says the same to all here.
        let pin = [
            ("Name", "Awarded by Northfield"),
            ("Day", "On {{credential.issue_date}}"),
        ];
        design(&desk, "Pin", "badge", &pin);
        let group = crate::issue::create_group(
            &desk,
            NewGroup {
                title: "Woodwork".to_owned(),
                certificate: Some("Paper".to_owned()),
                badge: Some("Pin".to_owned()),
                ..NewGroup::default()
            },
        );
        let group = group.expect("a group").value;
        let made = desk.generate(
            &group,
            "Name\nAnn Lee\nMaximiliane Hohenstein\n",
            &GenerateOptions::default(),
        );
        let made = made.expect("made");
        (desk, made)
    }

    #[test]
    fn what_is_the_same_on_every_credential_is_said_once_of_its_design() {
        let (desk, made) = made("matters");
        let matters: Vec<(&str, &str)> = made
            .of_designs
            .iter()
            .map(|matter| {
                let element = matter.problem.place.element.as_deref();
                (matter.design.as_str(), element.expect("an element"))
            })
            .collect();
        assert_eq!(matters, [("Paper", "Course"), ("Pin", "Name")]);
        // Each day is a credential's own, be it the same one on all.
        let own: Vec<(u32, &str)> = made
            .problems
            .iter()
            .map(|problem| {
                let element = problem.place.element.as_deref();
                (problem.place.row.expect("a row"), element.expect("an element"))
            })
            .collect();
        assert_eq!(own, [(2, "Day"), (3, "Name"), (3, "Day")]);

        let matters = Matters::new(&desk);
        let mut all = desk.store.query(&Query::default(), None, 10).expect("read").items;
        let before: Vec<usize> = all.iter().map(|one| one.content.problems.0.len()).collect();
        assert_eq!(before, [3, 4], "what is stored is whole");
        let taken: Vec<usize> = all.iter_mut().map(|one| matters.take(one).len()).collect();
        let left: Vec<usize> = all.iter().map(|one| one.content.problems.0.len()).collect();
        assert_eq!((taken, left), (vec![2, 2], vec![1, 2]));
        let found = matters.found();
        assert_eq!(found.len(), 2, "each once");
        assert_eq!(
            (found[0].pin, found[1].pin),
            (
                all[0].content.certificate.expect("one"),
                all[0].content.badge.expect("one")
            )
        );
    }

    #[test]
    fn warnings_and_errors_of_a_design_are_said_once_and_hold_each_credential() {
        let (desk, _) = made("matters-held");
        let matters = Matters::new(&desk);
        let mut all = desk.store.query(&Query::default(), None, 10).expect("read").items;
        let one = all.first_mut().expect("one");
        let at = Place::element(1, "Course");
        one.content.problems = [
            Problem::warning("text-too-small", "Small"),
            Problem::error("missing-glyph", "None"),
        ]
        .map(|problem| problem.at(at.clone()))
        .into_iter()
        .collect();
        let taken = matters.take(one);
        let holds: Vec<[bool; 2]> = taken.iter().map(|of| [of.holds(false), of.holds(true)]).collect();
        assert_eq!(holds, [[true, false], [true, true]]);
        assert_eq!(one.content.problems, Problems::default());
    }

    #[test]
    fn elements_are_called_as_people_call_them() {
        let (desk, _) = made("matters-called");
        let matters = Matters::calling(&desk, |element| format!("{} of {}", element.name, element.y.0));
        let mut all = desk.store.query(&Query::default(), None, 10).expect("read").items;
        all.iter_mut().for_each(|one| drop(matters.take(one)));
        let names = |problems: &Problems| -> Vec<String> {
            problems
                .iter()
                .filter_map(|problem| problem.place.element.clone())
                .collect()
        };
        let of_designs: Problems = matters.found().iter().map(|matter| matter.problem.clone()).collect();
        assert_eq!(names(&of_designs), ["Course of 50", "Name of 0"]);
        assert_eq!(names(&all[1].content.problems), ["Name of 0", "Day of 50"]);
    }

    #[test]
    fn a_font_that_is_not_here_is_said_once_of_each_design_that_names_it() {
        let desk = TestDesk::new("matters-font");
        design_in(
            &desk,
            "Nowhere Sans",
            "Paper",
            "certificate",
            &[("Name", "{{recipient.name}}")],
        );
        design_in(&desk, "Nowhere Sans", "Pin", "badge", &[("Course", "Wood")]);
        let group = NewGroup {
            title: "Woodwork".to_owned(),
            certificate: Some("Paper".to_owned()),
            badge: Some("Pin".to_owned()),
            ..NewGroup::default()
        };
        let group = crate::issue::create_group(&desk, group).expect("a group").value;
        let made = desk.generate(&group, "Name\nAnn Lee\nBo Li\n", &GenerateOptions::default());
        let made = made.expect("made");
        assert_eq!(made.problems, Problems::default(), "nobody is marked");
        let said: Vec<(&str, &str)> = made
            .of_designs
            .iter()
            .map(|of| (of.design.as_str(), of.problem.code.as_ref()))
            .collect();
        assert_eq!(said, [("Paper", "font-missing"), ("Pin", "font-missing")]);

        let matters = Matters::new(&desk);
        for mut one in desk.store.query(&Query::default(), None, 10).expect("read").items {
            let taken = matters.take(&mut one);
            let holds: Vec<[bool; 2]> = taken.iter().map(|of| [of.holds(false), of.holds(true)]).collect();
            assert_eq!(holds, [[true, false]; 2], "each is asked about until it is accepted");
            assert_eq!(one.content.problems, Problems::default());
        }
    }
}
