//! The parts of a presentation and how they refer to each other (ECMA-376, part 2: Open Packaging Conventions).

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::diag::{Problem, Result};

use super::super::{MAX_BYTES, MAX_ENTRIES};
use super::xml::Node;

/// The most bytes of an XML part.
const MAX_PART: u64 = 60_000_000;

/// A presentation's archive.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Where each part is: names are compared without case.
    index: BTreeMap<String, usize>,
    left: u64,
}

/// A reference of a part to another, or to something outside.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// The last word of its type, such as `image` or `slideLayout`.
    pub kind: String,
    /// The path of the other part, or the address.
    pub target: String,
    pub external: bool,
}

pub(super) type Relations = BTreeMap<String, Relation>;

/// A part with its references.
#[derive(Default)]
pub(super) struct Part {
    pub root: Node,
    pub relations: Relations,
}

fn damaged(why: impl std::fmt::Display) -> Problem {
    Problem::error("pptx-damaged", format!("The presentation is damaged: {why}"))
        .hint("Export it again from the program that made it")
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > MAX_ENTRIES {
            return Err(damaged(format!("it has more than {MAX_ENTRIES} parts")).into());
        }
        let mut index = BTreeMap::new();
        for at in 0..zip.len() {
            let entry = zip.by_index_raw(at).map_err(damaged)?;
            if entry.is_file() && !entry.encrypted() {
                let name = entry.name().map_err(damaged)?;
                index.insert(name.trim_start_matches('/').to_lowercase(), at);
            }
        }
        Ok(Package {
            zip,
            index,
            left: MAX_BYTES,
        })
    }

    /// The bytes of a part of at most so many.
    pub fn bytes(&mut self, path: &str, most: u64) -> Result<Vec<u8>> {
        let at = *self
            .index
            .get(&path.to_lowercase())
            .ok_or_else(|| damaged(format!("the part {path} is missing")))?;
        let most = most.min(self.left);
        let entry = self.zip.by_index(at).map_err(damaged)?;
        let mut bytes = Vec::new();
        // What the archive says of its sizes is not believed.
        entry.take(most + 1).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > most {
            return Err(Problem::error(
                "pptx-too-large",
                format!("A part of the presentation is too large: {path}"),
            )
            .hint("Export it with smaller pictures")
            .into());
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// A part that is XML.
    pub fn part(&mut self, path: &str) -> Result<Part> {
        let root = Node::parse(path, &self.bytes(path, MAX_PART)?)?;
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let beside = if folder.is_empty() {
            format!("_rels/{name}.rels")
        } else {
            format!("{folder}/_rels/{name}.rels")
        };
        let relations = if self.index.contains_key(&beside.to_lowercase()) {
            let node = Node::parse(&beside, &self.bytes(&beside, MAX_PART)?)?;
            relations(&node, folder)
        } else {
            Relations::new()
        };
        Ok(Part { root, relations })
    }

    /// The path of the presentation's main part.
    pub fn main(&mut self) -> Result<String> {
        let node = Node::parse("_rels/.rels", &self.bytes("_rels/.rels", MAX_PART)?)?;
        let found = relations(&node, "");
        let main = found.into_values().find(|relation| relation.kind == "officeDocument");
        Ok(main.ok_or_else(|| damaged("it has no main part"))?.target)
    }
}

impl Part {
    /// The path of the first part of a kind that this one refers to.
    pub fn first(&self, kind: &str) -> Option<&str> {
        let found = self
            .relations
            .values()
            .find(|relation| relation.kind == kind && !relation.external);
        found.map(|relation| relation.target.as_str())
    }
}

fn relations(node: &Node, folder: &str) -> Relations {
    let read = |node: &Node| {
        let external = node.attribute("TargetMode") == Some("External");
        let target = node.attribute("Target")?;
        let relation = Relation {
            kind: node.attribute("Type")?.rsplit('/').next()?.to_owned(),
            target: if external {
                target.to_owned()
            } else {
                resolved(folder, target)
            },
            external,
        };
        Some((node.attribute("Id")?.to_owned(), relation))
    };
    node.all("Relationship").filter_map(read).collect()
}

/// A path as it is meant from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_meant_from_the_folder_of_their_part() {
        assert_eq!(resolved("ppt/slides", "../media/image1.png"), "ppt/media/image1.png");
        assert_eq!(resolved("ppt", "/ppt/media/a.png"), "ppt/media/a.png");
        assert_eq!(resolved("", "../../ppt/x.xml"), "ppt/x.xml");
    }
}
