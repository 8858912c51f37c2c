//! Remarks that meeting and form programs put behind a name: `Ben Okafor (Guest)`, `Ana Ruiz (she/her)`.

use crate::diag::Problem;

use super::super::fold;
use super::finding::Flaw;

/// What they write in brackets, folded. What else stands there may be a part of the name: `(Mª)`, `(David)`.
const ASIDES: [&str; 58] = [
    "absent",
    "anfitrion",
    "anonimo",
    "attendee",
    "cancelled",
    "cohost",
    "convidado",
    "convidada",
    "copy",
    "deleted",
    "duplicate",
    "ellaella",
    "elle",
    "extern",
    "externa",
    "externe",
    "external",
    "externo",
    "gast",
    "gastgeber",
    "gosc",
    "guest",
    "hehim",
    "hehimhis",
    "host",
    "hote",
    "inactive",
    "internal",
    "invitada",
    "invitado",
    "invite",
    "invitee",
    "konuk",
    "late",
    "me",
    "misafir",
    "moi",
    "nichtuberpruft",
    "nonverifie",
    "noverificado",
    "online",
    "organizer",
    "ospite",
    "presenter",
    "removed",
    "sheher",
    "sheherhers",
    "suspended",
    "test",
    "theythem",
    "theythemtheirs",
    "unverified",
    "гость",
    "ضيف",
    "ゲスト",
    "来宾",
    "訪客",
    "게스트",
];

/// What is said of a name with such a remark at its end.
pub(super) fn look(text: &str) -> Option<Flaw> {
    let trimmed = text.trim_end();
    let inside = trimmed.strip_suffix([')', '）', ']'])?;
    let open = inside.rfind(['(', '（', '['])?;
    let (name, remark) = (trimmed.get(..open)?.trim_end(), inside.get(open..)?);
    let remark = remark.trim_start_matches(['(', '（', '[']);
    let folded = fold::heading(remark);
    if name.is_empty() || !ASIDES.iter().any(|aside| fold::heading(aside) == folded) {
        return None;
    }
    let problem = Problem::warning(
        "name-remark",
        format!("A remark of a program stands behind the name: {}", remark.trim()),
    );
    let label = format!("Write it without: {name}");
    Some(Flaw::from(problem).offer(label, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_of_programs_are_no_part_of_a_name() {
        for (text, name) in [
            ("Ben Okafor (Guest)", "Ben Okafor"),
            ("Zoë Müller (External)", "Zoë Müller"),
            ("Ana Ruiz (she/her)", "Ana Ruiz"),
            ("Jo Lee (They/Them/Theirs)", "Jo Lee"),
            ("Paul Roux (Invité)", "Paul Roux"),
            ("Ute Maier (Nicht überprüft)", "Ute Maier"),
            ("王小明（訪客）", "王小明"),
            ("محمد علي (ضيف)", "محمد علي"),
            ("Иван Петров [гость] ", "Иван Петров"),
        ] {
            let flaw = look(text).expect(text);
            assert_eq!(
                (flaw.problem.code.as_ref(), flaw.texts()),
                ("name-remark", vec![name]),
                "{text}"
            );
        }
        for text in [
            "María (Mª) López",
            "王小明（David）",
            "Ben Okafor (Benny)",
            "(Guest)",
            "Guest",
            "Ana Host",
            "李 (Lee)",
        ] {
            assert!(look(text).is_none(), "{text}");
        }
        let mut words = ASIDES.to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), ASIDES.len(), "each once");
    }
}
