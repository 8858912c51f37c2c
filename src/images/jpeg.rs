//! The structure of a JPEG file, as far as it decides whether a PDF may carry the file as it is.
//!
//! Source: ITU-T T.81, annex B (markers); PDF 32000-1, 7.4.8 (`DCTDecode`: baseline and, since PDF 1.3, progressive).

/// The file with nothing but what decoding needs, when a PDF may carry it: baseline or progressive, 8 bit, one or three
/// components, complete. Application data is dropped, except for the two kinds that say what the components mean.
pub(super) fn for_pdf(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xFF, SOI])?;
    let mut kept = vec![0xFF, SOI];
    let mut frames = 0;
    loop {
        let (marker, after) = next_marker(rest)?;
        rest = after;
        if marker == EOI {
            kept.extend([0xFF, EOI]);
            return (frames == 1).then_some(kept);
        }
        let length = usize::from(u16::from_be_bytes(*rest.first_chunk::<2>()?));
        let (segment, after) = rest.split_at_checked(length)?;
        let payload = segment.get(2..)?;
        rest = after;
        match marker {
            SOF_BASELINE | SOF_PROGRESSIVE => {
                frames += 1;
                if !is_carried_frame(payload) {
                    return None;
                }
            }
            DHT | DQT | DRI | SOS => {}
            APP0 if payload.starts_with(b"JFIF\0") => {}
            APP14 if payload.starts_with(b"Adobe") => {}
            APP0..=APP15 | COM => continue,
            // Another kind of frame, a height that comes later, arithmetic coding: not for a PDF.
            _ => return None,
        }
        kept.extend([0xFF, marker]);
        kept.extend(segment);
        if marker == SOS {
            let scan = scan_length(rest)?;
            let (data, after) = rest.split_at_checked(scan)?;
            kept.extend(data);
            rest = after;
        }
    }
}

/// Whether the file ends before its picture does, as after a download that broke off: decoders fill the rest with grey.
/// What has no such structure is left to them.
pub(super) fn is_cut(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(&[0xFF, SOI]) else {
        return false;
    };
    while !rest.is_empty() {
        let Some((marker, after)) = next_marker(rest) else {
            return false;
        };
        if marker == EOI {
            return false;
        }
        let length = after
            .first_chunk::<2>()
            .map(|length| usize::from(u16::from_be_bytes(*length)));
        let Some(after) = length.and_then(|length| after.get(length..)) else {
            return true;
        };
        let scan = if marker == SOS { scan_length(after) } else { Some(0) };
        let Some(after) = scan.and_then(|scan| after.get(scan..)) else {
            return true;
        };
        rest = after;
    }
    true
}

const SOF_BASELINE: u8 = 0xC0;
const SOF_PROGRESSIVE: u8 = 0xC2;
const DHT: u8 = 0xC4;
const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const DQT: u8 = 0xDB;
const DRI: u8 = 0xDD;
const APP0: u8 = 0xE0;
const APP14: u8 = 0xEE;
const APP15: u8 = 0xEF;
const COM: u8 = 0xFE;

/// The next marker and what follows it. A marker may be preceded by fill bytes `FF`.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xFF])?;
    loop {
        let (first, after) = rest.split_first()?;
        match first {
            0xFF => rest = after,
            0 => return None,
            marker => return Some((*marker, after)),
        }
    }
}

/// Precision 8, a height, one or three components that are not marked as plain R, G and B (readers differ about those).
fn is_carried_frame(payload: &[u8]) -> bool {
    let [8, height_high, height_low, _, _, components, per_component @ ..] = payload else {
        return false;
    };
    let ids: Vec<u8> = per_component.chunks_exact(3).map(|component| component[0]).collect();
    (*height_high, *height_low) != (0, 0) && matches!(components, 1 | 3) && ids != *b"RGB"
}

/// How long the coded data is, up to the next marker that is neither stuffing nor a restart.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    bytes
        .windows(2)
        .position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(frame: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0xFF, SOI, 0xFF, COM, 0, 6];
        bytes.extend(b"note");
        bytes.extend([0xFF, APP0 + 1, 0, 6]);
        bytes.extend(b"Exif");
        bytes.extend(frame);
        bytes.extend([0xFF, 0xFF, SOS, 0, 2, 1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4, 0xFF, EOI]);
        bytes
    }

    const GRAY: [u8; 13] = [0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0];

    #[test]
    fn metadata_and_what_follows_the_picture_are_dropped() {
        let mut bytes = file(&GRAY);
        let kept = for_pdf(&bytes).expect("carried");
        assert!(!kept.windows(4).any(|w| w == b"note" || w == b"Exif"));
        assert!(kept.ends_with(&[1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4, 0xFF, EOI]));
        bytes.extend(b"another picture");
        assert_eq!(for_pdf(&bytes), Some(kept));
    }

    #[test]
    fn a_file_that_ends_within_its_picture_is_cut() {
        let whole = file(&GRAY);
        assert!(!is_cut(&whole));
        assert!(!is_cut(&[&whole[..], b"another picture"].concat()));
        // In the head, in a segment, in the data, and before the last marker.
        for end in [2, 5, 20, whole.len() - 4, whole.len() - 2] {
            assert!(is_cut(&whole[..end]), "{end}");
        }
        assert!(!is_cut(b"GIF89a"));
    }

    #[test]
    fn what_readers_of_a_pdf_may_not_know_is_not_carried() {
        let with = |at: usize, value: u8| {
            let mut frame = GRAY;
            frame[at] = value;
            for_pdf(&file(&frame))
        };
        assert!(with(1, 0xC2).is_some(), "progressive");
        assert_eq!(with(1, 0xC9), None, "arithmetic");
        assert_eq!(with(4, 12), None, "12 bit");
        assert_eq!(with(6, 0), None, "no height");
        assert_eq!(with(9, 4), None, "CMYK");
        let whole = file(&GRAY);
        for end in 0..whole.len() {
            assert_eq!(for_pdf(&whole[..end]), None, "cut at {end}");
        }
    }
}
