//! What was probably meant by a flag or a command that there is not.

use clap::{
    Command, Error,
    builder::StyledStr,
    error::{ContextKind, ContextValue, ErrorKind},
};
use newsloom_corpus::FIELDS;
use std::{ffi::OsString, path::Path};

/// The error with a better tip where newsloom knows one: clap only compares flags with flags.
pub(crate) fn with_tip(mut error: Error, definition: &Command, args: &[OsString]) -> Error {
    match (error.kind(), error.get(ContextKind::InvalidArg), error.get(ContextKind::InvalidSubcommand)) {
        (ErrorKind::UnknownArgument, Some(ContextValue::String(given)), _) => {
            if let Some(name) = field(given, definition, args) {
                let tip = format!("articles have the field {name:?}; to read it from a column of another name: --field {name}=COLUMN");
                error.remove(ContextKind::SuggestedArg);
                error.remove(ContextKind::Usage);
                error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
            }
        }
        (ErrorKind::InvalidSubcommand, _, Some(ContextValue::String(given))) if Path::new(given).exists() => {
            let tip = format!("before the files comes what to do with them, such as: newsloom compare {given}");
            error.remove(ContextKind::SuggestedSubcommand);
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![StyledStr::from(tip)]));
        }
        _ => (),
    }
    error
}

/// The field of articles that a flag was taken for, when the command reads articles and no flag of its own comes nearer.
fn field(given: &str, definition: &Command, args: &[OsString]) -> Option<&'static str> {
    let name = given.trim_start_matches('-');
    let command = args.iter().filter_map(|a| a.to_str()).fold(definition, |at, a| at.find_subcommand(a).unwrap_or(at));
    let flags: Vec<&str> = command.get_arguments().chain(definition.get_arguments()).filter_map(clap::Arg::get_long).collect();
    let begun = |flag: &&str| flag.strip_prefix(name).is_some_and(|rest| !rest.starts_with('-'));
    if !flags.contains(&"field") || flags.iter().any(begun) {
        return None;
    }
    let meant = newsloom_core::nearest(name, flags.into_iter().chain(FIELDS))?;
    FIELDS.into_iter().find(|f| *f == meant)
}
