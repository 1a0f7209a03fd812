//! The binary `newsloom`: arguments in, exit code out. All else is in the library half.

use std::process::ExitCode;

#[allow(clippy::disallowed_methods)]
fn main() -> ExitCode {
    newsloom_cli::run_process(std::env::args_os().skip(1)).into()
}
