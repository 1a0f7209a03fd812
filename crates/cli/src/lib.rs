//! Flags, glue, tables, exit codes: the command `newsloom` as a library.
//!
//! [`run_process`] is the whole command on the process's own standard streams; the binary and Python's console script call it.
//! [`run`] is the same on streams of the caller's choice.
//!
//! A command is one file in `commands`: its flags, and how it turns articles into something that can be shown.
//! The `show` modules turn that into a table, JSON, JSON lines, CSV or Parquet.
#![allow(clippy::disallowed_methods)]

mod args;
mod commands;
mod context;
mod failure;
mod filter;
mod meant;
mod progress;
mod show;
mod streams;

use clap::{CommandFactory, FromArgMatches};
use context::Context;
use failure::Failure;
use std::ffi::OsString;

pub use streams::{Streams, Terminal};

/// The exit code when all went well.
pub const DONE: u8 = 0;
/// The exit code when the data can't be used: which file, which line, why stands on standard error.
pub const BAD_DATA: u8 = 1;
/// The exit code when the command was given wrongly, which can be told without looking at the data.
pub const BAD_USAGE: u8 = 2;

/// Runs the command with these arguments (without the program's name) on the streams of this process; returns the exit code.
pub fn run_process(args: impl IntoIterator<Item = OsString>) -> u8 {
    Streams::with_process(|streams| run(args, streams))
}

/// Runs the command with these arguments (without the program's name) and returns the exit code.
///
/// ```
/// let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
/// let streams = newsloom_cli::Streams::piped(&mut input, &mut out, &mut err);
/// assert_eq!(newsloom_cli::run(["--version".into()], streams), newsloom_cli::DONE);
/// assert!(String::from_utf8(out).unwrap().starts_with("newsloom "));
/// ```
pub fn run(args: impl IntoIterator<Item = OsString>, mut streams: Streams<'_>) -> u8 {
    let outcome = parse(args, &streams).and_then(|args| commands::run(&args.command, &mut Context::new(&args.globals, &mut streams)));
    let outcome = outcome.and_then(|()| streams.stdout.flush().map_err(Failure::from));
    match outcome {
        Ok(()) | Err(Failure::Closed) => DONE,
        Err(failure) => {
            // Nothing can be done about a standard error that is closed too.
            let _ = failure.report(&mut streams);
            failure.code()
        }
    }
}

/// The command's definition, for completions and the manual page.
fn definition(streams: &Terminal) -> clap::Command {
    let color = if streams.color { clap::ColorChoice::Always } else { clap::ColorChoice::Never };
    args::Args::command().color(color).term_width(streams.width.min(100))
}

fn parse(args: impl IntoIterator<Item = OsString>, streams: &Streams<'_>) -> Result<args::Args, Failure> {
    let args: Vec<OsString> = std::iter::once(OsString::from("newsloom")).chain(args).collect();
    let mut definition = definition(&streams.terminal);
    let matches = definition.try_get_matches_from_mut(&args).map_err(|e| meant::with_tip(e, &definition, &args))?;
    Ok(args::Args::from_arg_matches(&matches)?)
}
