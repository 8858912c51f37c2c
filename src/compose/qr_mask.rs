//! The mask of a QR code: the pattern laid over it that leaves the least that could confuse a scanner.
//!
//! The library tries all eight masks on every code, which takes longer than everything else on a page. What a mask
//! changes depends on the size and the level of a code and not on what it says; so it is found out once, as the
//! difference of two codes, and masks are compared with whole rows of a code as numbers.
//!
//! Source: ISO/IEC 18004:2015, 7.8.3 (evaluation of masking results).

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use qrcodegen::{DataTooLong, Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// The largest side whose rows fit a number, with four light modules on both sides.
const LARGEST: i32 = 117;

/// The modules of a code.
pub(super) enum Code {
    /// Rows as numbers; bit 0 is the first module.
    Rows(Vec<u128>),
    /// A code too large for numbers.
    Large(QrCode),
}

impl Code {
    /// The number of modules of a side.
    pub(super) fn size(&self) -> u32 {
        match self {
            Code::Rows(rows) => rows.len() as u32,
            Code::Large(code) => code.size().unsigned_abs(),
        }
    }

    /// Whether a module is dark; those outside are not.
    pub(super) fn is_dark(&self, x: u32, y: u32) -> bool {
        match self {
            Code::Rows(rows) => rows.get(y as usize).is_some_and(|row| x < 128 && row >> x & 1 == 1),
            Code::Large(code) => code.get_module(x as i32, y as i32),
        }
    }
}

/// The rows and the columns of a code; bit 0 is the first module.
#[derive(Clone, Debug, PartialEq)]
struct Lines {
    rows: Vec<u128>,
    columns: Vec<u128>,
}

/// What the masks 1 to 7 change of mask 0.
type Changes = Arc<[Lines; 7]>;

/// A code that says a text, in the mask that the standard prefers.
///
/// # Errors
/// The text is too long for any code of the level.
pub(super) fn encode(text: &str, level: QrCodeEcc) -> Result<Code, DataTooLong> {
    let segments = QrSegment::make_segments(text);
    let plain = with_mask(&segments, level, Version::MIN, 0)?;
    if plain.size() > LARGEST {
        return QrCode::encode_segments(&segments, level).map(Code::Large);
    }
    let changes = changes(&plain, &segments)?;
    let base = Lines::of(&plain);
    let masked = changes.iter().map(|change| base.changed(change));
    let best = masked.fold((base.penalty(), base.clone()), |best, lines| {
        let penalty = lines.penalty();
        if penalty < best.0 { (penalty, lines) } else { best }
    });
    Ok(Code::Rows(best.1.rows))
}

fn with_mask(segments: &[QrSegment], level: QrCodeEcc, from: Version, mask: u8) -> Result<QrCode, DataTooLong> {
    QrCode::encode_segments_advanced(segments, level, from, Version::MAX, Some(Mask::new(mask)), true)
}

/// Known after the first code of a size and level.
static CHANGES: LazyLock<Mutex<HashMap<(u8, u8), Changes>>> = LazyLock::new(Mutex::default);

fn changes(plain: &QrCode, segments: &[QrSegment]) -> Result<Changes, DataTooLong> {
    let level = plain.error_correction_level();
    let key = (plain.version().value(), level as u8);
    let known = || CHANGES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(changes) = known().get(&key) {
        return Ok(Arc::clone(changes));
    }
    let base = Lines::of(plain);
    let mut found: [Lines; 7] = std::array::from_fn(|_| base.clone());
    for (lines, mask) in found.iter_mut().zip(1..) {
        *lines = base.changed(&Lines::of(&with_mask(segments, level, plain.version(), mask)?));
    }
    let changes = Arc::new(found);
    known().insert(key, Arc::clone(&changes));
    Ok(changes)
}

impl Lines {
    fn of(code: &QrCode) -> Lines {
        let size = code.size();
        let mut columns = vec![0u128; size.unsigned_abs() as usize];
        let row = |y: i32| {
            let mut row = 0u128;
            for (x, column) in (0..size).zip(&mut columns) {
                let dark = u128::from(code.get_module(x, y));
                row |= dark << x;
                *column |= dark << y;
            }
            row
        };
        let rows = (0..size).map(row).collect();
        Lines { rows, columns }
    }

    /// The modules where one of both is dark.
    fn changed(&self, other: &Lines) -> Lines {
        let differ = |a: &[u128], b: &[u128]| a.iter().zip(b).map(|(a, b)| a ^ b).collect();
        Lines {
            rows: differ(&self.rows, &other.rows),
            columns: differ(&self.columns, &other.columns),
        }
    }

    /// How much a scanner could be confused by.
    fn penalty(&self) -> u32 {
        let size = self.rows.len() as u32;
        let lines = self.rows.iter().chain(&self.columns);
        let in_lines: u32 = lines.map(|line| runs(*line, size) + 40 * finders(*line)).sum();
        let in_blocks: u32 = self
            .rows
            .windows(2)
            .map(|pair| match pair {
                [a, b] => 3 * blocks(*a, *b, size),
                _ => 0,
            })
            .sum();
        let dark: u32 = self.rows.iter().map(|row| row.count_ones()).sum();
        in_lines + in_blocks + 10 * imbalance(dark, size * size)
    }
}

/// The lowest `count` bits.
fn low(count: u32) -> u128 {
    (1 << count) - 1
}

/// Runs of five and more modules of one colour: 3 for five, 1 for each one more.
fn runs(line: u128, size: u32) -> u32 {
    // A bit for each module that is like the next one, then for each that begins five alike.
    let like = !(line ^ line >> 1) & low(size - 1);
    let five = like & like >> 1 & like >> 2 & like >> 3;
    let beginnings = five & !(five << 1);
    five.count_ones() + 2 * beginnings.count_ones()
}

/// Patterns like those in the corners: dark, light, three dark, light, dark, with four light modules on one side.
fn finders(line: u128) -> u32 {
    let line = line << 4;
    let dark = |at: u32| line >> at;
    let light = |at: u32| !(line >> at);
    // The pattern with the module before and after it, at 4 to 10.
    let core = light(3) & dark(4) & light(5) & dark(6) & dark(7) & dark(8) & light(9) & dark(10) & light(11);
    let before = core & light(0) & light(1) & light(2);
    let after = core & light(12) & light(13) & light(14);
    before.count_ones() + after.count_ones()
}

/// Squares of two by two modules of one colour.
fn blocks(a: u128, b: u128, size: u32) -> u32 {
    let alike = !(a ^ b) & !(a ^ a >> 1) & !(b ^ b >> 1);
    (alike & low(size - 1)).count_ones()
}

/// By how many steps of 5 % the dark modules are more or less than half of all.
fn imbalance(dark: u32, total: u32) -> u32 {
    ((dark * 20).abs_diff(total * 10)).div_ceil(total).saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_would_choose_the_same_mask() {
        let levels = [QrCodeEcc::Low, QrCodeEcc::Medium, QrCodeEcc::Quartile, QrCodeEcc::High];
        let mut seed = 7u64;
        let mut differing = 0;
        for round in 0..240 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let text = format!("https://example.org/c/{seed:x}{}", "é9".repeat(round % 40));
            let level = levels[round % 4];
            let (ours, theirs) = (
                encode(&text, level).expect("code"),
                QrCode::encode_text(&text, level).expect("code"),
            );
            assert_eq!(ours.size(), theirs.size().unsigned_abs());
            let is_same = |code: &QrCode| {
                let places = (0..ours.size()).flat_map(|y| (0..ours.size()).map(move |x| (x, y)));
                places
                    .into_iter()
                    .all(|(x, y)| ours.is_dark(x, y) == code.get_module(x as i32, y as i32))
            };
            let is_a_code = |mask| {
                let segments = QrSegment::make_segments(&text);
                is_same(&with_mask(&segments, level, Version::MIN, mask).expect("code"))
            };
            assert!((0..8).any(is_a_code), "{text}");
            differing += u32::from(!is_same(&theirs));
        }
        // The library also counts corner patterns of twice the size and more.
        assert!(differing <= 4, "{differing} of 240");
    }

    #[test]
    fn the_rules_of_the_standard_are_counted() {
        assert_eq!(runs(0b11_1111_0101, 10), 4, "six dark");
        assert_eq!(runs(0, 21), 3 + 16);
        assert_eq!(finders(0b101_1101), 2, "light before and after");
        assert_eq!(finders(0b1011_1011_1010_0000), 0);
        assert_eq!(blocks(0b111, 0b011, 3), 1);
        assert_eq!((imbalance(50, 100), imbalance(56, 100), imbalance(39, 100)), (0, 1, 2));
    }

    #[test]
    fn codes_too_large_for_numbers_are_left_to_the_library() {
        let code = encode(&"x".repeat(2000), QrCodeEcc::Low).expect("code");
        assert!(code.size() > LARGEST.unsigned_abs());
        assert!(encode(&"x".repeat(3000), QrCodeEcc::Low).is_err());
    }
}
