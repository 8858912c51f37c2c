//! Where we are: a closed list of screens with what they show, and the way back.

use serde::{Deserialize, Serialize};

use crate::model::{BatchId, CredentialId, DesignId, GroupId};

/// A screen and what it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// No workspace is open: the first start, and the choice of another workspace.
    Start,
    Home,
    Groups,
    /// A group; `None` makes a new one.
    Group(Option<GroupId>),
    /// Making credentials, step by step.
    Create {
        group: Option<GroupId>,
        step: CreateStep,
    },
    /// What waits for publication: all of it, or that of a batch or group.
    Review(Scope),
    /// One credential under review, within what was chosen before.
    ReviewOne {
        scope: Scope,
        id: CredentialId,
    },
    Publish(Scope),
    /// All that is published, with search.
    Published,
    Credential(CredentialId),
    Designs,
    Design(DesignId),
    Studio(DesignId),
    Settings(SettingsPage),
}

/// The steps of making credentials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CreateStep {
    #[default]
    Group,
    Recipients,
    Check,
    /// What the sheet changes of what is there, in place of generating.
    Compare,
    Generate,
}

/// Which of the waiting credentials are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    #[default]
    All,
    Group(GroupId),
    Batch(BatchId),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SettingsPage {
    #[default]
    Issuer,
    Brand,
    Appearance,
    Language,
    Fonts,
    Workspace,
    Shortcuts,
    About,
}

/// The sections of the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    Home,
    Groups,
    Designs,
    Review,
    Published,
    Settings,
}

impl Route {
    /// Whether the screen is made. What leads to a screen that is not is not shown.
    pub fn exists(&self) -> bool {
        match self {
            Route::Start
            | Route::Home
            | Route::Groups
            | Route::Group(_)
            | Route::Create { .. }
            | Route::Review(_)
            | Route::ReviewOne { .. }
            | Route::Publish(_)
            | Route::Published
            | Route::Credential(_)
            | Route::Designs
            | Route::Design(_)
            | Route::Studio(_)
            | Route::Settings(_) => true,
        }
    }

    /// The section that the sidebar shows as chosen.
    pub fn section(&self) -> Option<Section> {
        match self {
            // New credentials are reached from everywhere and are no section.
            Route::Start | Route::Create { .. } => None,
            Route::Home => Some(Section::Home),
            Route::Groups | Route::Group(_) => Some(Section::Groups),
            Route::Review(_) | Route::ReviewOne { .. } | Route::Publish(_) => Some(Section::Review),
            Route::Published | Route::Credential(_) => Some(Section::Published),
            Route::Designs | Route::Design(_) | Route::Studio(_) => Some(Section::Designs),
            Route::Settings(_) => Some(Section::Settings),
        }
    }

    /// The screen that this one lies within, for the breadcrumb.
    pub fn parent(&self) -> Option<Route> {
        match self {
            Route::Start | Route::Home => None,
            Route::Groups
            | Route::Create { .. }
            | Route::Review(Scope::All)
            | Route::Published
            | Route::Designs
            | Route::Settings(_) => Some(Route::Home),
            Route::Group(_) => Some(Route::Groups),
            Route::Review(_) => Some(Route::Review(Scope::All)),
            Route::ReviewOne { scope, .. } | Route::Publish(scope) => Some(Route::Review(*scope)),
            Route::Credential(_) => Some(Route::Published),
            Route::Design(_) | Route::Studio(_) => Some(Route::Designs),
        }
    }
}

impl CreateStep {
    /// The step that leads to this one.
    pub fn before(self) -> Option<CreateStep> {
        match self {
            CreateStep::Group => None,
            CreateStep::Recipients => Some(CreateStep::Group),
            CreateStep::Check => Some(CreateStep::Recipients),
            CreateStep::Compare | CreateStep::Generate => Some(CreateStep::Check),
        }
    }
}

impl SettingsPage {
    pub const ALL: [SettingsPage; 8] = [
        SettingsPage::Issuer,
        SettingsPage::Brand,
        SettingsPage::Appearance,
        SettingsPage::Language,
        SettingsPage::Fonts,
        SettingsPage::Workspace,
        SettingsPage::Shortcuts,
        SettingsPage::About,
    ];

    pub fn label(self) -> &'static str {
        match self {
            SettingsPage::Issuer => "Issuer",
            SettingsPage::Brand => "Brand",
            SettingsPage::Appearance => "Appearance",
            SettingsPage::Language => "Language and dates",
            SettingsPage::Fonts => "Fonts",
            SettingsPage::Workspace => "Workspace",
            SettingsPage::Shortcuts => "Keyboard shortcuts",
            SettingsPage::About => "About",
        }
    }
}

impl Section {
    pub const ALL: [Section; 5] = [
        Section::Home,
        Section::Groups,
        Section::Designs,
        Section::Review,
        Section::Published,
    ];

    pub fn route(self) -> Route {
        match self {
            Section::Home => Route::Home,
            Section::Groups => Route::Groups,
            Section::Designs => Route::Designs,
            Section::Review => Route::Review(Scope::All),
            Section::Published => Route::Published,
            Section::Settings => Route::Settings(SettingsPage::default()),
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Section::Home => "Home",
            Section::Groups => "Groups",
            Section::Designs => "Designs",
            Section::Review => "Review",
            Section::Published => "Published",
            Section::Settings => "Settings",
        }
    }
}

/// The screens that were shown, as in a browser.
#[derive(Clone, Debug)]
pub struct History {
    past: Vec<Route>,
    now: Route,
    future: Vec<Route>,
}

/// More than anybody goes back.
const KEPT: usize = 100;

impl Default for History {
    fn default() -> History {
        History::starting_at(Route::Start)
    }
}

impl History {
    /// A history that has only this.
    pub fn starting_at(route: Route) -> History {
        History {
            past: Vec::new(),
            now: route,
            future: Vec::new(),
        }
    }

    pub fn now(&self) -> &Route {
        &self.now
    }

    /// The screen before this one.
    pub fn before(&self) -> Option<&Route> {
        self.past.last()
    }

    /// The last of the screens before this one that is such.
    pub fn last_that(&self, is_such: impl Fn(&Route) -> bool) -> Option<&Route> {
        self.past.iter().rfind(|route| is_such(route))
    }

    /// Goes to another screen; what lay ahead is forgotten.
    pub fn go(&mut self, route: Route) {
        if route == self.now {
            return;
        }
        self.past.push(std::mem::replace(&mut self.now, route));
        if self.past.len() > KEPT {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Shows another screen in the place of this one: for steps that nobody wants to go back through.
    pub fn replace(&mut self, route: Route) {
        self.now = route;
    }

    /// Shows another screen in the place of this one and of the steps that led to it, to which nobody goes back.
    pub fn finish(&mut self, route: Route, is_step: fn(&Route) -> bool) {
        while self.past.last().is_some_and(is_step) {
            self.past.pop();
        }
        self.now = route;
        self.future.clear();
    }

    /// Goes back to a screen, over all on the way to it that `is_passed`, which lies ahead then. A screen that was not on
    /// the way is come to as if it had been.
    pub fn back_to(&mut self, route: Route, is_passed: impl Fn(&Route) -> bool) {
        let left = std::mem::replace(&mut self.now, route);
        self.lay_ahead(left);
        while let Some(passed) = self.past.pop_if(|last| is_passed(last)) {
            self.lay_ahead(passed);
        }
        self.past.pop_if(|last| *last == self.now);
    }

    /// Goes to a screen as if from another one, over all before it that `is_passed`, to which nobody goes back.
    pub fn go_by_way_of(&mut self, from: Route, route: Route, is_passed: impl Fn(&Route) -> bool) {
        let is_left = |left: &Route| is_passed(left) || *left == from;
        while self.past.pop_if(|last| is_left(last)).is_some() {}
        self.now = from;
        self.go(route);
    }

    fn lay_ahead(&mut self, route: Route) {
        if route != self.now && self.future.last() != Some(&route) {
            self.future.push(route);
        }
    }

    pub fn can_go_back(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_go_forward(&self) -> bool {
        !self.future.is_empty()
    }

    pub fn back(&mut self) {
        if let Some(route) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, route));
        }
    }

    pub fn forward(&mut self) {
        if let Some(route) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, route));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_the_way_that_was_gone() {
        let mut history = History::starting_at(Route::Home);
        history.go(Route::Groups);
        history.go(Route::Groups);
        history.go(Route::Group(Some(GroupId(3))));
        history.back();
        assert_eq!(*history.now(), Route::Groups);
        assert!(history.can_go_forward());
        history.forward();
        assert_eq!(*history.now(), Route::Group(Some(GroupId(3))));
        history.back();
        history.go(Route::Designs);
        assert!(!history.can_go_forward());
        history.back();
        history.back();
        history.back();
        assert_eq!(*history.now(), Route::Home);
        assert!(!history.can_go_back());
        history.go(Route::Designs);
        history.go(Route::Group(None));
        history.go(Route::Group(Some(GroupId(3))));
        history.finish(Route::Groups, |route| matches!(route, Route::Group(_)));
        history.back();
        assert_eq!(*history.now(), Route::Designs, "the steps are gone");
    }

    #[test]
    fn what_is_finished_has_nothing_ahead() {
        let mut history = History::starting_at(Route::Home);
        history.go(Route::Group(None));
        history.go(Route::Designs);
        history.back();
        assert!(history.can_go_forward());
        history.finish(Route::Groups, |route| matches!(route, Route::Group(_)));
        assert!(!history.can_go_forward(), "what lay behind the steps is gone with them");
    }

    #[test]
    fn what_is_made_within_another_one_leads_back_to_the_gallery() {
        let [one, two, three] = [1, 2, 3].map(|id| Route::Studio(DesignId(id)));
        let is_studio = |route: &Route| matches!(route, Route::Studio(_));
        let mut history = History::starting_at(Route::Home);
        history.go(Route::Designs);
        history.go(one);
        for made in [two, three] {
            history.go_by_way_of(Route::Designs, made.clone(), is_studio);
            assert_eq!(*history.now(), made);
        }
        history.back();
        assert_eq!(*history.now(), Route::Designs);
        history.back();
        assert_eq!(*history.now(), Route::Home);
    }

    #[test]
    fn steps_are_gone_back_once_whatever_the_way_was() {
        let step = |step| Route::Create { group: None, step };
        let [group, recipients, check] = [CreateStep::Group, CreateStep::Recipients, CreateStep::Check].map(step);
        let is_step = |route: &Route| matches!(route, Route::Create { .. });
        let mut history = History::starting_at(Route::Home);
        // Back and forth, as the steps at the top are clicked.
        for route in [&group, &recipients, &check, &group, &recipients] {
            history.go(route.clone());
        }
        history.back_to(group.clone(), is_step);
        assert_eq!(*history.now(), group);
        assert_eq!(history.before(), Some(&Route::Home), "no step lies behind the first");
        history.back_to(Route::Home, is_step);
        assert_eq!(*history.now(), Route::Home);
        assert!(!history.can_go_back(), "the way began here");
        history.forward();
        history.forward();
        assert_eq!(*history.now(), recipients, "what was left is ahead");
        // Who came to the second step at once gets to the first by going back, too.
        let mut history = History::starting_at(Route::Groups);
        history.go(recipients.clone());
        history.back_to(group.clone(), is_step);
        assert_eq!(*history.now(), group);
        history.back_to(Route::Groups, is_step);
        assert_eq!(*history.now(), Route::Groups);
        assert!(!history.can_go_back());
    }
}
