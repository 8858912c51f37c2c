//! What a file says about itself, in both of the places where readers look.

use pdf_writer::writers::DocumentInfo;
use pdf_writer::{Chunk, Date, Finish, Name, Ref, TextStr};
use xmp_writer::{DateTime, LangId, RenditionClass, Timezone, XmpWriter};

use super::blank::Blank;
use super::objects::Objects;
use crate::render::pdf::{CREATOR, Conformance, PRODUCER, PdfOptions};
use crate::scene::Scene;

/// A moment in universal time.
#[derive(Clone, Copy)]
struct Made {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
}

/// Writes the information dictionary of a blank anew.
pub(super) fn write_info(objects: &mut Objects, blank: &Blank, scene: &Scene, options: &PdfOptions) {
    let id = Ref::new(blank.info);
    let mut chunk = Chunk::with_capacity(512);
    let mut info: DocumentInfo<'_> = chunk.indirect(id).start();
    info.title(TextStr(&scene.title));
    if !scene.author.is_empty() {
        info.author(TextStr(&scene.author));
    }
    info.creator(TextStr(CREATOR));
    info.producer(TextStr(PRODUCER));
    if let Some(made) = made(options) {
        let date = Date::new(made.year)
            .month(made.month)
            .day(made.day)
            .hour(made.hour)
            .minute(made.minute)
            .second(made.second)
            .utc_offset_hour(0)
            .utc_offset_minute(0);
        info.modified_date(date);
        info.creation_date(date);
    }
    info.finish();
    objects.add(id, &chunk);
}

/// Writes the metadata stream of a blank anew; `names` are those of the document and of this one file.
pub(super) fn write_packet(
    objects: &mut Objects,
    blank: &Blank,
    scene: &Scene,
    options: &PdfOptions,
    names: [&str; 2],
) {
    let packet = packet(scene, options, names);
    // Readers of metadata need not know how to unpack.
    objects.stream_with(Ref::new(blank.metadata), packet.as_bytes(), None, |stream| {
        stream.pair(Name(b"Type"), Name(b"Metadata"));
        stream.pair(Name(b"Subtype"), Name(b"XML"));
    });
}

fn made(options: &PdfOptions) -> Option<Made> {
    let (date, second) = options.date.to_utc();
    let date = date?;
    Some(Made {
        year: date.year() as u16,
        month: date.month() as u8,
        day: date.day() as u8,
        hour: (second / 3600) as u8,
        minute: (second / 60 % 60) as u8,
        second: (second % 60) as u8,
    })
}

fn packet(scene: &Scene, options: &PdfOptions, [document, instance]: [&str; 2]) -> String {
    let mut packet = XmpWriter::new();
    packet.title([(None, scene.title.as_str())]);
    if !scene.author.is_empty() {
        packet.creator([scene.author.as_str()]);
    }
    packet.creator_tool(CREATOR);
    packet.producer(PRODUCER);
    packet.language([LangId(&scene.language)]);
    if let Some(made) = made(options) {
        let date = DateTime {
            year: made.year,
            month: Some(made.month),
            day: Some(made.day),
            hour: Some(made.hour),
            minute: Some(made.minute),
            second: Some(made.second),
            timezone: Some(Timezone::Utc),
        };
        packet.modify_date(date);
        packet.create_date(date);
    }
    if options.conformance == Conformance::PdfA2u {
        packet.pdfa_part(2);
        packet.pdfa_conformance("U");
    }
    packet.num_pages(scene.pages.len() as u32);
    packet.format("application/pdf");
    packet.instance_id(instance);
    packet.document_id(document);
    packet.rendition_class(RenditionClass::Proof);
    packet.pdf_version("1.7");
    packet.finish(None)
}
