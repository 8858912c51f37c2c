//! Which face of a family comes nearest to a wanted weight and slope, and what must be made up.
//!
//! The order of preference is that of CSS Fonts 4, §5.2 “Matching font styles”, without widths.

use super::book::FaceId;
use super::index::FaceInfo;

/// A chosen face, and what it lacks of the wanted style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pick {
    pub face: FaceId,
    /// An italic is wanted and the family has none: the letters are to be slanted.
    pub slant: bool,
    /// A bold is wanted and the family has none: the letters are to be thickened.
    pub embolden: bool,
}

/// From this weight on a face is called bold (CSS Fonts 4, §2.8.2).
const BOLD: u16 = 600;

/// The nearest of the faces; `None` when there are none.
pub(super) fn nearest<'a>(
    faces: impl Iterator<Item = (FaceId, &'a FaceInfo)>,
    weight: u16,
    italic: bool,
) -> Option<Pick> {
    let best = faces.min_by_key(|(id, info)| (info.italic != italic, distance(info, weight), *id))?;
    let (face, info) = best;
    let heaviest = info
        .weight_axis
        .map_or(info.weight, |(_, largest)| largest.max(info.weight));
    Some(Pick {
        face,
        slant: italic && !info.italic,
        embolden: weight >= BOLD && heaviest < BOLD,
    })
}

/// How far a face is from a weight, in the order in which CSS tries them.
fn distance(info: &FaceInfo, wanted: u16) -> (u8, u16) {
    let (smallest, largest) = info.weight_axis.unwrap_or((info.weight, info.weight));
    let weight = wanted.clamp(smallest.min(largest), largest.max(smallest));
    let rank = match (wanted, weight) {
        _ if weight == wanted => 0,
        // Regular and medium stand in for each other before any other weight.
        (400..=500, _) if weight > wanted && weight <= 500 => 1,
        (..=500, _) if weight < wanted => 2,
        (..=500, _) => 3,
        _ if weight > wanted => 1,
        _ => 2,
    };
    (rank, weight.abs_diff(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(faces: &[(u16, bool)], weight: u16, italic: bool) -> (usize, bool, bool) {
        let faces: Vec<FaceInfo> = faces
            .iter()
            .map(|&(weight, italic)| FaceInfo {
                family: String::new(),
                index: 0,
                weight,
                italic,
                serif: None,
                fs_type: 0,
                weight_axis: None,
                ranges: Vec::new(),
            })
            .collect();
        let faces = faces.iter().enumerate().map(|(i, info)| (FaceId(i as u16), info));
        let pick = nearest(faces, weight, italic).expect("there are faces");
        (usize::from(pick.face.0), pick.slant, pick.embolden)
    }

    #[test]
    fn weights_are_matched_as_css_does() {
        let faces = [(300, false), (400, false), (500, false), (700, false), (900, false)];
        let weights = [
            (400, 1),
            (450, 2),
            (500, 2),
            (350, 0),
            (100, 0),
            (550, 3),
            (600, 3),
            (800, 4),
            (1000, 4),
        ];
        for (wanted, index) in weights {
            assert_eq!(pick(&faces, wanted, false).0, index, "{wanted}");
        }
        assert_eq!(
            pick(&[(300, false), (700, false)], 400, false).0,
            0,
            "lighter first below 500"
        );
        assert_eq!(
            pick(&[(300, false), (500, false)], 400, false).0,
            1,
            "medium stands in for regular"
        );
    }

    #[test]
    fn slant_and_weight_are_made_up_only_when_the_family_lacks_them() {
        let faces = [(400, false), (400, true), (700, false)];
        assert_eq!(pick(&faces, 400, true), (1, false, false));
        assert_eq!(pick(&faces, 700, true), (1, false, true), "the slope comes first");
        assert_eq!(pick(&faces, 700, false), (2, false, false));
        assert_eq!(pick(&[(400, false)], 700, true), (0, true, true));
        assert_eq!(pick(&[(400, false)], 500, false), (0, false, false));
        assert_eq!(pick(&[(600, false)], 900, false), (0, false, false));
    }
}
