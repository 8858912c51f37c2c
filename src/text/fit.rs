//! Fit policies: the size at which a text suits its frame.

use crate::model::{Fit, FitPolicy};
use crate::units::Size;

use super::lines::{Line, break_lines};
use super::shape::Shaped;
use super::style::Style;

/// What a policy came to. The lines belong to it, at full size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fitted {
    pub scale: f64,
    pub below_minimum: bool,
}

/// A text in search of its size.
pub(super) struct Search<'a> {
    pub shaped: &'a Shaped,
    pub styles: &'a [Style<'a>],
    pub line_height: f64,
    /// Points between paragraphs besides, at full size.
    pub paragraph_gap: f64,
    pub frame: Size,
}

/// How much wider or higher than its frame a text may be before it counts as too large: rounding.
const SLACK: f64 = 1e-3;

/// Sizes are multiples of this many points, so that the same text always gets the same size.
const STEP: f64 = 0.01;

impl Search<'_> {
    /// The size by the policy, and the lines at that size.
    pub fn run(&self, fit: &Fit, lines: &mut Vec<Line>) -> Fitted {
        let full = self.styles.first().map_or(1.0, |style| f64::from(style.size));
        let scale_of = |points: Option<crate::units::Pt>| points.map(|p| p.0 / full).filter(|s| s.is_finite());
        let smallest = scale_of(fit.min_size).unwrap_or(0.5).clamp(STEP / full, 1.0);
        let largest = scale_of(fit.max_size).unwrap_or(1.0).clamp(1.0, 100.0);
        break_lines(self.shaped, self.styles, None, lines);
        let whole = Fitted {
            scale: 1.0,
            below_minimum: false,
        };
        if fit.policy == FitPolicy::AutoWidth {
            return whole;
        }
        let grows = fit.policy == FitPolicy::Grow;
        if self.fits(lines, 1.0, grows) {
            return if largest > 1.0 {
                self.enlarge(lines, largest, full, grows)
            } else {
                whole
            };
        }
        match fit.policy {
            FitPolicy::Clip | FitPolicy::Grow | FitPolicy::AutoWidth => {
                break_lines(self.shaped, self.styles, Some(self.frame.width), lines);
                whole
            }
            FitPolicy::ShrinkToWidth => self.shrink_to_width(lines, smallest, full),
            FitPolicy::ShrinkToBox | FitPolicy::WrapThenShrink => self.shrink_to_box(lines, smallest, full),
        }
    }

    fn fits(&self, lines: &[Line], scale: f64, any_height: bool) -> bool {
        widest(lines) * scale <= self.frame.width + SLACK
            && (any_height || self.height(lines) * scale <= self.frame.height + SLACK)
    }

    /// From the top of the first line's capitals to the bottom of the last line's letters, at full size.
    ///
    /// Accents on capitals may stand out of a frame: a designer draws it around the letters that she sees.
    pub fn height(&self, lines: &[Line]) -> f64 {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return 0.0;
        };
        first.cap_height + self.between_baselines(lines) + last.descent
    }

    /// From the first baseline to the last, at full size.
    pub fn between_baselines(&self, lines: &[Line]) -> f64 {
        lines.iter().skip(1).map(|line| self.step(line)).sum()
    }

    /// From the baseline before a line to its own, at full size.
    pub fn step(&self, line: &Line) -> f64 {
        let gap = if line.is_first { self.paragraph_gap } else { 0.0 };
        line.size * self.line_height + gap
    }

    /// The largest size at which lines that fit still do, up to a limit.
    fn enlarge(&self, lines: &[Line], largest: f64, full: f64, any_height: bool) -> Fitted {
        let ratio = |room: f64, need: f64| if need > 0.0 { room / need } else { f64::INFINITY };
        let by_height = if any_height {
            f64::INFINITY
        } else {
            ratio(self.frame.height, self.height(lines))
        };
        let scale = largest.min(ratio(self.frame.width, widest(lines))).min(by_height);
        Fitted {
            scale: quantised(scale, full).max(1.0),
            below_minimum: false,
        }
    }

    fn shrink_to_width(&self, lines: &[Line], smallest: f64, full: f64) -> Fitted {
        let wanted = self.frame.width / widest(lines).max(f64::MIN_POSITIVE);
        if wanted >= 1.0 {
            // The height is too small, which this policy does not look at.
            return Fitted {
                scale: 1.0,
                below_minimum: false,
            };
        }
        let scale = quantised(wanted, full);
        Fitted {
            scale: scale.max(smallest),
            below_minimum: scale < smallest,
        }
    }

    /// The largest size at which the text, broken into lines, fits. A smaller size never needs more lines, so that the
    /// answer can be found by halving.
    fn shrink_to_box(&self, lines: &mut Vec<Line>, smallest: f64, full: f64) -> Fitted {
        let fits = |scale: f64, lines: &mut Vec<Line>| {
            break_lines(self.shaped, self.styles, Some(self.frame.width / scale), lines);
            self.fits(lines, scale, false)
        };
        if fits(1.0, lines) {
            return Fitted {
                scale: 1.0,
                below_minimum: false,
            };
        }
        if !fits(smallest, lines) {
            return Fitted {
                scale: smallest,
                below_minimum: true,
            };
        }
        let mut low = (smallest * full / STEP).floor() as u64;
        let mut high = (full / STEP).ceil() as u64;
        while high - low > 1 {
            let middle = u64::midpoint(low, high);
            if fits(middle as f64 * STEP / full, lines) {
                low = middle;
            } else {
                high = middle;
            }
        }
        let scale = (low as f64 * STEP / full).max(smallest);
        break_lines(self.shaped, self.styles, Some(self.frame.width / scale), lines);
        Fitted {
            scale,
            below_minimum: false,
        }
    }
}

/// The width of the widest line, at full size.
pub(super) fn widest(lines: &[Line]) -> f64 {
    lines.iter().map(|line| line.width).fold(0.0, f64::max)
}

/// The scale that makes the size a whole number of steps, not larger than the given one.
pub(super) fn quantised(scale: f64, full: f64) -> f64 {
    ((scale * full / STEP + 1e-6).floor() * STEP / full).max(STEP / full)
}
