//! What the dates of whole columns leave open, such as whether the day or the month stands first, and how it was answered.

use crate::import::{DateOrder, Finding, Fix, Repair};

use super::Import;

/// What is asked about the dates of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The question; none once it is answered.
    pub open: Option<String>,
    pub readings: Vec<DateReading>,
}

/// One of several ways to read the dates of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateReading {
    /// With a date of the column as it is read so.
    pub label: String,
    pub chosen: bool,
    pub answer: Answer,
}

/// How a reading is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// By the places of the question and of its fix.
    Fix(usize, usize),
    /// By what stands first in all dates that do not tell.
    Order(DateOrder),
    /// By what stands first in the dates of the column, whatever few of them tell.
    Column(DateOrder),
}

impl Asked {
    /// Whether few dates of the column decide how all are read.
    pub fn is_of_column(&self) -> bool {
        let mut readings = self.readings.iter();
        readings.any(|reading| matches!(reading.answer, Answer::Column(_)))
    }

    /// The reading that was chosen.
    pub fn chosen(&self) -> Option<&DateReading> {
        self.readings.iter().find(|reading| reading.chosen)
    }
}

impl Import {
    /// What is asked, or was, about the dates of a column.
    pub fn asked(&self, column: usize) -> Option<Asked> {
        let mut questions = self.table.questions().iter().enumerate();
        let open = questions.find(|(_, question)| question.column == Some(column));
        match open {
            Some((at, question)) => Some(open_question(at, question)),
            None => {
                let told = self.table.told_order(column);
                let told = told.map(|(order, told)| answered(order, &told, Answer::Column));
                told.or_else(|| {
                    let (order, question) = self.table.answered(column)?;
                    Some(answered(order, &question, Answer::Order))
                })
            }
        }
    }

    /// The date that the text of a cell is read as, where it is not written so.
    pub fn date_read(&self, row: usize, column: usize) -> Option<String> {
        let date = self.table.date_in(row, column)?.to_string();
        (self.table.cell(row, column).text().trim() != date).then_some(date)
    }

    /// Whether it is asked in the step of the columns what stands first in the dates of a column, which its rows need not
    /// say then; where they surely are in two orders, each may.
    pub fn asks_order(&self, column: Option<usize>) -> bool {
        let asked = |column: usize| {
            let mut questions = self.table.questions().iter();
            questions.any(|question| question.column == Some(column)) && !self.table.is_in_two_orders(column)
        };
        !self.is_form() && column.is_some_and(asked)
    }
}

fn open_question(at: usize, question: &Finding) -> Asked {
    let fixes = question.fixes.iter().enumerate();
    let readings = fixes.map(|(fix, about)| DateReading {
        label: about.label.clone(),
        chosen: false,
        answer: Answer::Fix(at, fix),
    });
    Asked {
        open: Some(question.problem.message.clone()),
        readings: readings.collect(),
    }
}

fn answered(chosen: DateOrder, question: &Finding, answer: fn(DateOrder) -> Answer) -> Asked {
    let reading = |fix: &Fix| match fix.repair {
        Repair::DateOrder(order) => Some(DateReading {
            label: fix.label.clone(),
            chosen: order == chosen,
            answer: answer(order),
        }),
        // Others rewrite the dates, which are read already.
        _ => None,
    };
    Asked {
        open: None,
        readings: question.fixes.iter().filter_map(reading).collect(),
    }
}
