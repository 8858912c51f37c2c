use std::fs;

use super::super::testing::{Sample, date};
use super::super::view::{FileKind, Standing};
use super::*;
use crate::model::State;

fn page(sample: &Sample) -> String {
    html(&sample.view(), &Pictures::default(), Location::Credential).expect("page")
}

fn png() -> Embedded {
    Embedded::new(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x03\xc0\0\0\x02\xa8\x08\x06").expect("png")
}

/// Writes pages to look at, with the pictures named below in `target/pages`.
#[test]
#[ignore = "writes pages for the eye"]
fn look() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pages");
    let picture = |name: &str| Some(Embedded::new(&fs::read(folder.join(name)).expect(name)).expect("picture"));
    let pictures = Pictures {
        certificate: picture("certificate.png"),
        badge: picture("badge.png"),
        logo: picture("logo.png"),
    };
    let write = |name: &str, sample: &Sample, pictures: &Pictures| {
        let html = html(&sample.view(), pictures, Location::Credential).expect("page");
        fs::write(folder.join(format!("{name}.html")), html).expect("write");
    };
    let mut sample = Sample::new("Zoë Müller-Lüdenscheidt");
    sample.group.description = "A twelve-week course on the protection of personal data in schools and training companies: what the law asks for, how a record of processing is kept, and how to answer a person who wants to know.\n\nThe course ends with a written examination and a project in the participant’s own organisation.".to_owned();
    sample.group.criteria = "At least ten of twelve sessions attended, eighty per cent of the points in the examination, and a project that two examiners have accepted.".to_owned();
    sample.group.skills = [
        "Privacy by design",
        "Records of processing",
        "Risk assessment",
        "Data subject requests",
    ]
    .map(str::to_owned)
    .to_vec();
    write("plain", &sample, &pictures);
    write(
        "nobadge",
        &sample,
        &Pictures {
            badge: None,
            ..pictures.clone()
        },
    );
    write(
        "badgeonly",
        &sample,
        &Pictures {
            certificate: None,
            ..pictures.clone()
        },
    );
    let mut german = sample.clone();
    german.group.language = "de".to_owned();
    german.corrected = Some(date("2027-01-09"));
    write("de", &german, &pictures);
    let mut revoked = sample.clone();
    revoked.credential.state = State::Revoked;
    revoked.since = Some(date("2027-03-01"));
    write("revoked", &revoked, &pictures);
    revoked.credential.state = State::Suspended;
    write("suspended", &revoked, &pictures);
    let mut superseded = sample.clone();
    superseded.credential.revision = 2;
    superseded.since = Some(date("2027-03-01"));
    write("superseded", &superseded, &pictures);
    let mut arabic = Sample::new("محمد بن عبد الله");
    arabic.group.language = "ar".to_owned();
    arabic.group.title = "حماية البيانات في الممارسة العملية".to_owned();
    arabic.group.description = "دورة مدتها اثنا عشر أسبوعًا حول حماية البيانات الشخصية في المدارس وشركات التدريب.\n\nتنتهي الدورة بامتحان كتابي.".to_owned();
    arabic.group.criteria = "ثمانون بالمئة من الدرجات".to_owned();
    arabic.group.skills = ["الخصوصية", "تقييم المخاطر", "GDPR"].map(str::to_owned).to_vec();
    arabic.issuer.name = "أكاديمية الشمال".to_owned();
    write("arabic", &arabic, &pictures);
    arabic.credential.state = State::Revoked;
    arabic.since = Some(date("2027-03-01"));
    write("arabic-revoked", &arabic, &pictures);
    let mut long = Sample::new(&"Maximiliane Wilhelmina Anastasia von und zu ".repeat(4));
    long.group.title = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and other very long titles of courses".to_owned();
    long.credential.number = "A-VERY-LONG-NUMBER-OF-A-CREDENTIAL-2026-000000000042".to_owned();
    long.group.skills = vec![
        "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz in all its consequences for everybody"
            .to_owned(),
        "x".to_owned(),
    ];
    write("long", &long, &pictures);
    let mut hindi = Sample::new("अनन्या शर्मा");
    hindi.group.language = "hi".to_owned();
    hindi.group.title = "डेटा सुरक्षा".to_owned();
    hindi.group.url = String::new();
    hindi.issuer.url = None;
    hindi.credential.content.expiry_date = None;
    write("hindi", &hindi, &pictures);
}
