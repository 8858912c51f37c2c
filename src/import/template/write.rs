//! The workbook of a template.
//!
//! Only the headings are locked, without a password: rows may be inserted, deleted and sorted, columns be added. A
//! protected sheet lets a row be deleted only when no cell of it is locked, hence the format of all columns to the last.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, Formula, IgnoreError, Note, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use crate::diag::{Problem, Result};
use crate::model::{Date, Group};

use super::columns::{Column, Entry};
use super::{HIDDEN_SHEET, INSTRUCTIONS, MARK, VERSION};

/// The sheet that is filled in.
const SHEET: &str = "Recipients";
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u16 = 16_383;
/// The list of a validation that stands in the validation itself, in UTF-16 units; a spreadsheet allows 255.
const SHORT_LIST: usize = 250;

/// The columns of the hidden sheet: what is known of the whole, the fields by heading, then the lists.
pub(super) const HIDDEN_HEADINGS: [&str; 4] = [MARK, "value", "heading", "field"];

pub(super) fn workbook(group: &Group, columns: &[Column], made: Date) -> Result<Vec<u8>> {
    build(group, columns, made).map_err(|error| {
        Problem::unexpected("template", format!("The template could not be written: {error}"))
            .hint("Check the fields of the group for values that are very long or very many")
            .into()
    })
}

fn build(group: &Group, columns: &[Column], made: Date) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(
        u16::try_from(made.year()).unwrap_or(2000),
        u8::try_from(made.month()).unwrap_or(1),
        u8::try_from(made.day()).unwrap_or(1),
    )?;
    let properties = DocProperties::new()
        .set_title(format!("Recipients of {}", group.title))
        .set_author("Accolade")
        .set_creation_datetime(&day);
    book.set_properties(&properties);

    // The sheets in the order in which they stand; the hidden one holds the lists that the first refers to.
    let lists = long_lists(columns);
    recipients(book.add_worksheet(), columns, &lists)?;
    instructions(book.add_worksheet(), group, columns)?;
    hidden(book.add_worksheet(), group, columns, &lists)?;
    for list in &lists {
        let letters = super::super::column_letters(list.column.into());
        let range = format!("={HIDDEN_SHEET}!${letters}$2:${letters}${}", list.values.len() + 1);
        book.define_name(list.name.as_str(), &range)?;
    }
    book.save_to_buffer()
}

/// The values of a field that are too many for its validation, and where they stand on the hidden sheet.
pub(super) struct LongList<'a> {
    heading: &'a str,
    values: &'a [String],
    column: u16,
    name: String,
}

fn long_lists(columns: &[Column]) -> Vec<LongList<'_>> {
    let mut lists = Vec::new();
    for column in columns {
        let Entry::Choice(values) = &column.entry else { continue };
        let length: usize = values.iter().map(|value| value.encode_utf16().count() + 1).sum();
        // In the validation itself a comma ends a value.
        if length > SHORT_LIST || values.iter().any(|value| value.contains([',', '"'])) {
            let count = lists.len() as u16;
            lists.push(LongList {
                heading: &column.heading,
                values,
                column: HIDDEN_HEADINGS.len() as u16 + count,
                name: format!("accolade_list_{}", count + 1),
            });
        }
    }
    lists
}

fn recipients(sheet: &mut Worksheet, columns: &[Column], lists: &[LongList<'_>]) -> std::result::Result<(), XlsxError> {
    sheet.set_name(SHEET)?;
    let text = Format::new().set_num_format("@").set_unlocked();
    let day = Format::new()
        .set_num_format("yyyy-mm-dd")
        .set_unlocked()
        .set_align(FormatAlign::Left);
    let heading = Format::new()
        .set_num_format("@")
        .set_bold()
        .set_locked()
        .set_background_color(Color::RGB(0x00E8_ECF4));
    let required = heading.clone().set_background_color(Color::RGB(0x00FF_E9B8));
    sheet.set_column_range_format(0, LAST_COLUMN, &text)?;
    for (at, column) in (0u16..).zip(columns) {
        if column.entry == Entry::Date {
            sheet.set_column_format(at, &day)?;
        }
        let width = column
            .heading
            .chars()
            .count()
            .max(column.example.chars().count())
            .clamp(12, 36);
        sheet.set_column_width(at, width as f64 + 2.0)?;
        let format = if column.required { &required } else { &heading };
        sheet.write_string_with_format(0, at, &column.heading, format)?;
        sheet.insert_note(0, at, &note(column))?;
        if let Some(validation) = validation(column, lists)? {
            sheet.add_data_validation(1, at, LAST_ROW, at, &validation)?;
        }
    }
    let last = (columns.len() as u16).saturating_sub(1);
    sheet.ignore_error_range(0, 0, LAST_ROW, last, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_columns: true,
        insert_rows: true,
        insert_links: true,
        delete_columns: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

fn note(column: &Column) -> Note {
    let required = if column.required { "\nRequired" } else { "" };
    Note::new(format!("{}\nExample: {}{required}", column.what, column.example))
        .add_author_prefix(false)
        .set_width(260)
        .set_height(110)
}

fn validation(column: &Column, lists: &[LongList<'_>]) -> std::result::Result<Option<DataValidation>, XlsxError> {
    let validation = match &column.entry {
        Entry::Text => return Ok(None),
        Entry::Date => {
            let first = ExcelDateTime::from_ymd(1900, 3, 1)?;
            let last = ExcelDateTime::from_ymd(9999, 12, 31)?;
            DataValidation::new()
                .allow_date(DataValidationRule::Between(first, last))
                .set_error_title("Not a date")?
                .set_error_message("Enter a day such as 2026-11-26")?
        }
        Entry::Choice(values) => {
            let validation = match lists.iter().find(|list| list.heading == column.heading) {
                Some(list) => DataValidation::new().allow_list_formula(Formula::new(format!("={}", list.name))),
                None => DataValidation::new().allow_list_strings(values)?,
            };
            validation
                .set_error_title("Not in the list")?
                .set_error_message("Choose one of the values that the cell offers")?
        }
    };
    Ok(Some(validation.set_error_style(DataValidationErrorStyle::Stop)))
}

fn instructions(sheet: &mut Worksheet, group: &Group, columns: &[Column]) -> std::result::Result<(), XlsxError> {
    sheet.set_name(INSTRUCTIONS)?;
    let title = Format::new().set_bold().set_font_size(14);
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let plain = Format::new()
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    for (at, width) in (0u16..).zip([24.0, 12.0, 60.0, 34.0]) {
        sheet.set_column_width(at, width)?;
    }
    sheet.write_string_with_format(0, 0, format!("Recipients of {}", group.title), &title)?;
    let lines = [
        format!("Fill in one row for each recipient on the sheet “{SHEET}”, below the headings."),
        "Columns with an orange heading must be filled in; the note of each heading has an example.".to_owned(),
        "Please leave the headings as they are. You may sort, insert and delete rows, add columns, and move columns."
            .to_owned(),
        "Cells are text: zeros at the front, long numbers and codes such as 1E5 stay as you type them.".to_owned(),
        "Return the file as a workbook (.xlsx, .ods or .xls). If it must be CSV, save it as “CSV UTF-8”.".to_owned(),
    ];
    let mut row = 2;
    for line in &lines {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    row += 1;
    for (at, text) in (0u16..).zip(["Column", "Required", "What to write", "Example"]) {
        sheet.write_string_with_format(row, at, text, &bold)?;
    }
    for column in columns {
        row += 1;
        let required = if column.required { "yes" } else { "" };
        for (at, text) in (0u16..).zip([&column.heading, required, &column.what, &column.example]) {
            sheet.write_string_with_format(row, at, text, &plain)?;
        }
    }
    Ok(())
}

pub(super) fn hidden(
    sheet: &mut Worksheet,
    group: &Group,
    columns: &[Column],
    lists: &[LongList<'_>],
) -> std::result::Result<(), XlsxError> {
    sheet.set_name(HIDDEN_SHEET)?;
    sheet.set_very_hidden(true);
    let text = Format::new().set_num_format("@");
    let mut put =
        |row: u32, column: u16, value: &str| sheet.write_string_with_format(row, column, value, &text).map(|_| ());
    for (at, heading) in (0u16..).zip(HIDDEN_HEADINGS) {
        put(0, at, heading)?;
    }
    let facts = [
        ("version", VERSION.to_string()),
        ("group", group.id.to_string()),
        ("title", group.title.clone()),
        ("revision", group.revision.to_string()),
        ("sheet", SHEET.to_owned()),
    ];
    for (row, (key, value)) in (1u32..).zip(&facts) {
        put(row, 0, key)?;
        put(row, 1, value)?;
    }
    for (row, column) in (1u32..).zip(columns) {
        put(row, 2, &column.heading)?;
        put(row, 3, &column.field.to_string())?;
    }
    for list in lists {
        put(0, list.column, list.heading)?;
        for (row, value) in (1u32..).zip(list.values) {
            put(row, list.column, value)?;
        }
    }
    Ok(())
}
