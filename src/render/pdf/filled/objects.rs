//! A file put together: the kept objects of a blank, further ones, and the table that says where each is.

use std::io::Write;
use std::sync::{Mutex, PoisonError};

use flate2::{Compress, Compression, FlushCompress, Status};
use pdf_writer::{Chunk, Filter, Finish, Name, Ref, Stream};
use sha2::{Digest, Sha256};

use super::blank::{Blank, OpenPage};

/// For what is packed anew in every document: its few kilobytes are packed in a third of the time of the usual level
/// and become a tenth larger, which is less than a hundredth of a file with a picture in it.
const QUICK: u32 = 1;

/// For what is packed once for all documents.
const SMALLEST: u32 = 9;

/// A file in the making.
pub(super) struct Objects {
    bytes: Vec<u8>,
    /// Where the object of each number begins, from number 0.
    offsets: Vec<usize>,
    /// What the file's name is made from, as far as it is known.
    name: Sha256,
    /// Up to where `bytes` are in the name.
    named: usize,
}

impl Objects {
    /// The kept objects of a blank, to which others are added.
    pub(super) fn on(blank: &Blank) -> Objects {
        let mut bytes = Vec::with_capacity(blank.body.len() + (64 << 10));
        bytes.extend_from_slice(&blank.body);
        Objects {
            bytes,
            offsets: blank.offsets.clone(),
            name: Sha256::new(),
            named: blank.body.len(),
        }
    }

    /// A number for another object.
    pub(super) fn next(&mut self) -> Ref {
        self.offsets.push(0);
        Ref::new(self.offsets.len() as i32 - 1)
    }

    /// Adds the one object of a chunk.
    pub(super) fn add(&mut self, id: Ref, chunk: &Chunk) {
        self.begin(id);
        self.bytes.extend_from_slice(chunk.as_bytes());
    }

    /// Adds what was made for many documents, with a name of what it holds, which is shorter to take in.
    pub(super) fn shared(&mut self, name: &[u8], add: impl FnOnce(&mut Objects)) {
        self.take_in();
        self.name.update(name);
        add(self);
        self.named = self.bytes.len();
    }

    fn take_in(&mut self) {
        self.name.update(self.bytes.get(self.named..).unwrap_or_default());
        self.named = self.bytes.len();
    }

    /// Adds a stream of packed bytes; `entries` adds to its dictionary.
    pub(super) fn stream(&mut self, id: Ref, packed: &[u8], entries: impl FnOnce(&mut Stream<'_>)) {
        self.stream_with(id, packed, Some(Filter::FlateDecode), entries);
    }

    /// Adds a stream of bytes that are encoded as the filter says.
    pub(super) fn stream_with(
        &mut self,
        id: Ref,
        data: &[u8],
        filter: Option<Filter>,
        entries: impl FnOnce(&mut Stream<'_>),
    ) {
        let mut chunk = Chunk::with_capacity(data.len() + 200);
        let mut stream = chunk.stream(id, data);
        if let Some(filter) = filter {
            stream.filter(filter);
        }
        entries(&mut stream);
        stream.finish();
        self.add(id, &chunk);
    }

    /// Adds an open page again, with what belongs to it now.
    pub(super) fn page(&mut self, open: &OpenPage, resources: Ref, content: Ref, links: &[Ref]) {
        self.begin(Ref::new(open.number));
        let (number, resources, content) = (open.number, resources.get(), content.get());
        self.bytes.extend_from_slice(format!("{number} 0 obj\n<<").as_bytes());
        self.bytes.extend_from_slice(&open.entries);
        let mut rest = format!("/Resources {resources} 0 R/Contents {content} 0 R");
        if !links.is_empty() {
            let links: Vec<String> = links.iter().map(|link| format!("{} 0 R", link.get())).collect();
            rest.push_str(&format!("/Annots[{}]", links.join(" ")));
        }
        self.bytes.extend_from_slice(rest.as_bytes());
        self.bytes.extend_from_slice(b">>\nendobj\n\n");
    }

    fn begin(&mut self, id: Ref) {
        if let Some(offset) = self.offsets.get_mut(id.get() as usize) {
            *offset = self.bytes.len();
        }
    }

    /// A name for what has been added so far to the kept objects.
    pub(super) fn digest(&mut self) -> String {
        self.take_in();
        hexadecimal(&self.name.clone().finalize().into())
    }

    /// The file.
    pub(super) fn finish(mut self, blank: &Blank, document: &str, instance: &str) -> Vec<u8> {
        let start = self.bytes.len();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", self.offsets.len()).into_bytes();
        for offset in self.offsets.iter().skip(1) {
            let mut line = *b"0000000000 00000 n\r\n";
            let mut rest = *offset;
            for digit in line.iter_mut().take(10).rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
            table.extend_from_slice(&line);
        }
        let (size, root, info) = (self.offsets.len(), blank.root, blank.info);
        table.extend_from_slice(
            format!("trailer\n<</Size {size}/Root {root} 0 R/Info {info} 0 R/ID[<{document}><{instance}>]>>\nstartxref\n{start}\n%%EOF").as_bytes(),
        );
        self.bytes.extend_from_slice(&table);
        self.bytes
    }
}

/// The name of a document in its file: 16 bytes in hexadecimal digits.
pub(super) fn document_name(document_id: &str) -> String {
    hexadecimal(&Sha256::digest(document_id.as_bytes()).into())
}

fn hexadecimal(digest: &[u8; 32]) -> String {
    digest[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Packs bytes that many documents share.
pub(super) fn pack_once(bytes: &[u8]) -> Option<Vec<u8>> {
    Packer::of(SMALLEST).pack(bytes)
}

/// Packs bytes for streams, with memory that is used again: preparing it costs more than packing a small stream.
#[derive(Debug)]
pub(in super::super) struct Packer(Compress);

impl Packer {
    fn of(level: u32) -> Packer {
        Packer(Compress::new(Compression::new(level), true))
    }

    /// `None` when the library says that it failed, which it has no reason to.
    pub(super) fn pack(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.0.reset();
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let rest = bytes.get(self.0.total_in() as usize..)?;
            match self.0.compress_vec(rest, &mut packed, FlushCompress::Finish) {
                Ok(Status::StreamEnd) => return Some(packed),
                Ok(_) => packed.reserve(bytes.len() / 2 + 64),
                Err(_) => return None,
            }
        }
    }
}

/// Packers that nobody uses just now.
#[derive(Debug, Default)]
pub(in super::super) struct Packers(Mutex<Vec<Packer>>);

impl Packers {
    pub(super) fn take(&self) -> Packer {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(|| Packer::of(QUICK))
    }

    pub(super) fn give_back(&self, packer: Packer) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(packer);
    }
}

/// The name of a numbered resource: a letter and the number.
pub(super) fn resource(letter: char, number: usize) -> Vec<u8> {
    let mut name = Vec::with_capacity(4);
    // Writing into memory does not fail.
    let _ = write!(name, "{letter}{number}");
    name
}

/// A dictionary entry by such a name.
pub(super) fn entry(dict: &mut pdf_writer::Dict<'_>, name: &[u8], id: Ref) {
    dict.pair(Name(name), id);
}
