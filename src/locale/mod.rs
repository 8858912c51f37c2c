//! What languages make of dates, numbers and letters, and the forms of a text in which it is searched and compared.
//!
//! Everything here is a pure function of its arguments: the data of the Unicode CLDR are compiled in, no setting of the
//! machine is read. What is costly to look up is remembered in small tables of the process ([`cache`]), which change
//! nothing but the speed. A language is a BCP 47 tag such as `de`, `sr-Latn` or `fa-u-ca-gregory`.

mod cache;
mod calendar;
mod case;
mod dates;
mod fold;
mod fold_letters;
mod language;
mod letters;
mod number;
mod parse;
mod pattern;

pub use calendar::from_persian;
pub use case::case;
pub use dates::{DateFormatter, date_order, format_date, read_date};
pub use fold::{compare_key, fold, nfc, normalise_spaces, query_words, searched, words};
pub use language::{canonical_language, is_rtl, language_name, likely_script};
pub use letters::{is_letter, is_letter_or_digit, is_mark};
pub use number::{digits_to_ascii, format_number, is_number, join_list, thin_thousands};
pub use parse::{DateOrder, parse_date_text, parse_month_name, parse_short_thai_date};
