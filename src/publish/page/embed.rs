//! Pictures inside a page, as `data:` addresses, and out of it again.
//!
//! A page carries its pictures within, so that it shows them wherever the single file goes. They are taken out again
//! when a page is rewritten because its credential was suspended or revoked: that must not depend on the design, the
//! fonts or the images that it was once drawn with.

use crate::diag::{Problem, Result};
use crate::images::base64;

/// What a certificate's picture should weigh at most, in bytes; larger ones make pages slow to open and to send. A
/// picture as wide as the page needs (960 points, 1,440 pixels) is lighter than that unless it is a photograph.
pub const PICTURE_LIMIT: usize = 600_000;

/// A picture in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// `data:image/png;base64,…`
    uri: String,
    /// In pixels, where the file says so in a place that is easily read (PNG).
    size: Option<(u32, u32)>,
}

/// The pictures of one page. What is `None` is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    pub certificate: Option<Embedded>,
    pub badge: Option<Embedded>,
    pub logo: Option<Embedded>,
}

impl Embedded {
    /// Takes the bytes of a PNG, JPEG or WebP file; an error for anything else.
    pub fn new(bytes: &[u8]) -> Result<Embedded> {
        let kind = kind(bytes).ok_or_else(|| {
            Problem::error(
                "picture-format",
                "The picture for the page is neither PNG, JPEG nor WebP",
            )
            .hint("Choose a picture in one of these formats")
        })?;
        Ok(Embedded {
            uri: format!("data:{kind};base64,{}", base64::encode(bytes)),
            size: png_size(bytes),
        })
    }

    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// Width and height in pixels, where they are known.
    pub fn size(&self) -> Option<(u32, u32)> {
        self.size
    }
}

impl Pictures {
    /// The pictures of a page that [`super::html`] has written; empty where it holds none.
    pub fn of_page(html: &str) -> Pictures {
        Pictures {
            certificate: taken(html, "certificate"),
            badge: taken(html, "badge"),
            logo: taken(html, "logo"),
        }
    }
}

/// The picture with this id. Texts of a page cannot be mistaken for one, because they hold no quotation marks.
fn taken(html: &str, id: &str) -> Option<Embedded> {
    let (_, rest) = html.split_once(&format!("<img id=\"{id}\" "))?;
    let (tag, _) = rest.split_once('>')?;
    let value = |name: &str| {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    };
    let uri = value("src")?;
    let number = |name: &str| value(name).and_then(|v| v.parse().ok());
    uri.starts_with("data:image/").then(|| Embedded {
        uri: uri.to_owned(),
        size: number("width").zip(number("height")),
    })
}

fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// Width and height from the header of a PNG (its first chunk, PNG specification 11.2.2).
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(&[0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A])?;
    if header.get(4..8)? != b"IHDR" {
        return None;
    }
    let number = |at: usize| {
        let digits: [u8; 4] = header.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(digits)).filter(|n| *n > 0)
    };
    number(8).zip(number(12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_embedded() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x03\xc0\0\0\x02\xa8\x08\x06";
        let embedded = Embedded::new(png).expect("png");
        assert!(embedded.uri().starts_with("data:image/png;base64,iVBORw0KGgo"));
        assert_eq!(embedded.size(), Some((960, 680)));
        assert_eq!(Embedded::new(&[0xFF, 0xD8, 0xFF, 0xE0]).expect("jpeg").size(), None);
        assert_eq!(Embedded::new(b"\x89PNG\r\n\x1a\n").expect("no header").size(), None);
        for wrong in [&b"<svg onload=alert(1)>"[..], b"", b"%PDF-1.7"] {
            assert!(Embedded::new(wrong).is_err());
        }
    }
}
