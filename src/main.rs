//! The program: the library with the bundled fonts.

use std::process::ExitCode;

fn main() -> ExitCode {
    accolade::cli::run(accolade::cli::Program {
        fonts: include_bytes!(concat!(env!("OUT_DIR"), "/fonts.bin")),
    })
}
