//! A column of the list that says how things stand with a person: “Status: withdrawn”. It holds no field, and nothing of
//! it comes onto a credential; but who has withdrawn, failed or was refused hardly gets one.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use crate::diag::{Place, Problem};

use super::super::fold;
use super::super::map::{Field, Mapping};
use super::super::sheet::{Row, Sheet};
use super::finding::{Finding, Fix, Repair};

/// Headings of such columns; one that has “status” in it is one, too.
const HEADINGS: &str = "state outcome attendance participation zustand stand ergebnis teilnahme statut état estado \
    situación situação stato esito stan stav állapot tila tilstand tillstånd stare durum статус состояние стан статут \
    κατάσταση الحالة وضعیت סטטוס מצב स्थिति स्टेटस অবস্থা สถานะ trạng_thái tình_trạng 状态 狀態 状況 ステータス 상태";

/// What is said there of somebody who gets nothing, in the words of large languages.
const WORDS: &str = "cancelled canceled cancel withdrawn withdrew failed fail revoked rejected refused declined denied \
    no_show noshow absent dropped dropped_out not_passed did_not_pass not_attended did_not_attend suspended expelled \
    blocked disqualified terminated deregistered unsubscribed invalid void \
    storniert abgesagt abgemeldet zurückgezogen zurückgetreten gesperrt widerrufen nicht_bestanden durchgefallen \
    abgelehnt abgebrochen nicht_erschienen nicht_teilgenommen abwesend exmatrikuliert ungültig gekündigt \
    annulé annulée retiré retirée abandonné abandon révoqué révoquée échoué échec refusé refusée absente désinscrit \
    désinscrite exclu exclue recalé recalée ajourné ajournée \
    cancelado cancelada anulado anulada retirado retirada reprobado reprobada suspenso suspendido suspendida revocado \
    revocada rechazado rechazada baja ausente no_asistió no_aprobado no_aprobada \
    desistente desistiu reprovado reprovada revogado revogada recusado recusada trancado faltou não_aprovado \
    annullato annullata cancellato cancellata ritirato ritirata bocciato bocciata revocato revocata respinto respinta \
    assente sospeso sospesa non_superato \
    geannuleerd afgemeld ingetrokken geweigerd gezakt afgewezen niet_geslaagd afwezig geblokkeerd \
    anulowany anulowana anulowano wycofany wycofana zrezygnował zrezygnowała odrzucony odrzucona niezaliczone niezdany \
    zrušeno zrušen neprospěl odhlášen odstúpil törölve visszavont megbukott visszalépett \
    avbokad avbruten underkänd återkallad inställd avmeldt avlyst annulleret ikke_bestått ikke_bestået hylätty peruttu \
    anulat retras respins picat absent ακυρώθηκε απορρίφθηκε απέτυχε \
    отменён отменен отменено отозван отозвана отозвано отчислен отчислена не_сдал не_сдала не_явился не_явилась \
    отклонён отклонен отклонено аннулирован аннулировано заблокирован заблокирована отказ незачёт \
    скасовано скасований відкликано відхилено відрахований відрахована не_склав не_склала \
    iptal iptal_edildi başarısız kaldı reddedildi çekildi geçersiz gelmedi \
    ملغى ملغي ملغاة منسحب منسحبة راسب راسبة مرفوض مرفوضة موقوف غائب غائبة لغو_شده انصراف مردود בוטל נכשל נדחה \
    रद्द अनुत्तीर्ण असफल निरस्त বাতিল অকৃতকার্য ยกเลิก ไม่ผ่าน ถอนตัว đã_hủy hủy không_đạt vắng dibatalkan batal gagal \
    ditolak 取消 已取消 撤销 已撤销 撤回 不及格 未通过 不合格 退学 退课 作废 缺席 已退出 撤銷 未通過 退學 作廢 \
    キャンセル 辞退 欠席 失効 取り消し 취소 취소됨 불합격 철회 탈락 결석";

fn folded(words: &'static str) -> HashSet<String> {
    words.split_whitespace().map(fold::heading).collect()
}

static KNOWN_HEADINGS: LazyLock<HashSet<String>> = LazyLock::new(|| folded(HEADINGS));
static KNOWN_WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| folded(WORDS));

/// A column that says how things stand.
#[derive(Clone, Debug)]
pub(super) struct StatusColumn {
    index: usize,
    title: String,
}

/// The columns of a sheet that say how things stand: by their headings, and as long as they hold no field but one of the
/// group's own.
pub(super) fn columns(sheet: &Sheet, mapping: &Mapping) -> Vec<StatusColumn> {
    let own = |index: usize| matches!(mapping.fields.get(index), Some(None | Some(Field::Custom(_))) | None);
    let columns = sheet.columns.iter().enumerate().filter(|(index, column)| {
        let heading = fold::heading(&column.title);
        own(*index) && (heading.contains("status") || KNOWN_HEADINGS.contains(&heading))
    });
    let found = columns.map(|(index, column)| StatusColumn {
        index,
        title: column.title.clone(),
    });
    found.collect()
}

/// The columns of which some row is warned, by their places: what they are for is said there.
pub(in crate::import) fn warned(sheet: &Sheet, mapping: &Mapping) -> Vec<usize> {
    let columns = columns(sheet, mapping).into_iter();
    let warns = |column: &StatusColumn| {
        // The same few words stand in all rows.
        let mut seen = HashSet::new();
        let texts = sheet.rows.iter().map(|row| row.cell(column.index).text());
        let mut texts = texts.filter(|text| seen.insert(text.clone()));
        texts.any(|text| is_end(text.trim()))
    };
    columns.filter(warns).map(|column| column.index).collect()
}

/// Whether a text says that somebody gets nothing; a date, a name or a reason may follow.
fn is_end(text: &str) -> bool {
    let first = text.split(['(', '[', '（', ',', ';', ':', '–', '—', '-', '/']).next();
    let says = |part: &str| KNOWN_WORDS.contains(&fold::heading(part));
    !text.is_empty() && (says(text) || first.is_some_and(says))
}

/// What a row says of somebody who hardly gets a credential.
pub(super) fn look(columns: &[StatusColumn], row: &Row) -> Option<Finding> {
    columns.iter().find_map(|column| {
        let text = row.cell(column.index).text();
        let text = text.trim();
        is_end(text).then(|| finding(column, row, text))
    })
}

fn finding(column: &StatusColumn, row: &Row, text: &str) -> Finding {
    let place = Place::row(row.number).column(column.title.as_str());
    let problem = Problem::warning("row-status", format!("This row says “{text}”"))
        .hint("Leave the row out, or go on if the person gets a credential all the same");
    Finding {
        problem: problem.at(place),
        column: Some(column.index),
        fixes: vec![Fix {
            kind: Cow::Borrowed("row-status"),
            label: "Leave this row out".to_owned(),
            repair: Repair::LeaveOut,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::map;
    use crate::import::testing::sheet;

    fn said(heading: &str, values: &[&str]) -> Vec<Option<String>> {
        let rows: Vec<[&str; 2]> = values.iter().map(|value| ["Anna Lee", *value]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
        let sheet = sheet(&["Name", heading], &rows);
        let mapping = map(&sheet, &[], &[], &[]).expect("mapped").value;
        let columns = columns(&sheet, &mapping);
        let found = sheet.rows.iter().map(|row| look(&columns, row));
        found
            .map(|finding| finding.map(|finding| finding.problem.message))
            .collect()
    }

    #[test]
    fn a_column_that_is_warned_of_is_not_said_to_be_unused() {
        let notes = |values: [&str; 2]| {
            let rows = values.map(|value| ["Anna Lee", value]);
            let sheet = sheet(&["Name", "Status"], &[&rows[0], &rows[1]]);
            let mapped = map(&sheet, &[], &[], &[]).expect("mapped");
            mapped
                .problems
                .iter()
                .map(|note| note.code.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(notes(["Active", "Withdrawn (12 May)"]), [""; 0]);
        assert_eq!(notes(["Active", "Active"]), ["unused-column"]);
    }

    #[test]
    fn who_has_withdrawn_is_named_by_the_word_of_the_list() {
        for (heading, word) in [
            ("Status", "Withdrawn"),
            ("Registration status", "NO-SHOW"),
            ("State", "revoked (12 May)"),
            ("Zustand", "gesperrt"),
            ("Ergebnis", "nicht bestanden"),
            ("État", "annulée"),
            ("Estado", "Cancelado - enfermo"),
            ("Статус", "Отменён"),
            ("状态", "已取消"),
            ("ステータス", "キャンセル"),
            ("الحالة", "ملغي"),
            ("สถานะ", "ยกเลิก"),
        ] {
            assert_eq!(
                said(heading, &[word]),
                [Some(format!("This row says “{word}”"))],
                "{heading}"
            );
        }
        assert_eq!(
            said("Status", &["confirmed", "", "passed", "Attended", "New York"]),
            vec![None; 5]
        );
        assert_eq!(said("Town", &["Absent", "Failed"]), vec![None; 2], "another column");
    }
}
