//! The program.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(accolade::worker::ARGUMENT) {
        return accolade::worker::serve(&arguments.next().unwrap_or_default(), &accolade::import::TASKS);
    }
    ExitCode::SUCCESS
}
