//! What a form was before each thing that a person did to it, and what it was after what was taken back.

/// The steps of a form `F`; `P` is a place of it into which one types.
#[derive(Clone, Debug)]
pub struct Steps<F, P> {
    back: Vec<F>,
    ahead: Vec<F>,
    /// Where was typed last.
    typed: Option<P>,
}

impl<F, P> Default for Steps<F, P> {
    fn default() -> Steps<F, P> {
        Steps {
            back: Vec::new(),
            ahead: Vec::new(),
            typed: None,
        }
    }
}

impl<F, P: PartialEq> Steps<F, P> {
    /// Notes what the form was before something was done to it: what is typed into one place is one step. More than `most`
    /// nobody takes back.
    pub fn note(&mut self, before: F, typed: Option<P>, most: usize) {
        let goes_on = typed.is_some() && self.typed == typed && self.ahead.is_empty() && !self.back.is_empty();
        if !goes_on {
            self.back.push(before);
            if self.back.len() > most {
                self.back.remove(0);
            }
        }
        self.ahead.clear();
        self.typed = typed;
    }

    /// Whether there is a step to take back, or to do again.
    pub fn can(&self, back: bool) -> bool {
        let steps = if back { &self.back } else { &self.ahead };
        !steps.is_empty()
    }

    /// The form without its last step, or with the one that was taken back.
    pub fn step(&mut self, now: F, back: bool) -> Option<F> {
        let (from, to) = match back {
            true => (&mut self.back, &mut self.ahead),
            false => (&mut self.ahead, &mut self.back),
        };
        let found = from.pop()?;
        to.push(now);
        self.typed = None;
        Some(found)
    }

    /// What the form was at one of its steps.
    pub fn any(&self) -> Option<&F> {
        self.back.last().or(self.ahead.last())
    }

    /// Changes the form as it was at every step.
    pub fn change(&mut self, change: impl FnMut(&mut F)) {
        self.back.iter_mut().chain(&mut self.ahead).for_each(change);
    }

    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.back.len()
    }
}
