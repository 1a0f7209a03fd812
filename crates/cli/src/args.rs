use crate::{commands::Command, filter::Filter, show::Format};
use clap::{Parser, builder::NonEmptyStringValueParser};
use newsloom_corpus::ReadOptions;
use std::path::PathBuf;

const ABOUT: &str = "Finds the stories in a pile of news articles and shows, story by story, who reported what and in which words.";

const AFTER: &str = "\
Data goes to standard output, everything else to standard error.
Exit codes: 0 done, 1 the data could not be used (the message says which file, which line, why), 2 wrong usage.

Examples:
  newsloom compare examples/summit
  newsloom topics examples/pile.jsonl --clusters 6
  newsloom stories examples/pile.jsonl --format csv

`newsloom COMMAND --help` has more of them.";

#[derive(Parser, Debug)]
#[command(name = "newsloom", version, about = ABOUT, after_help = AFTER, propagate_version = true, infer_subcommands = false)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) globals: Globals,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every command takes.
#[derive(clap::Args, Debug)]
pub(crate) struct Globals {
    /// How the result is written. Without it: as the ending of --output says, else a table.
    #[arg(long, short, global = true, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub(crate) format: Option<Format>,
    /// Write to FILE, whole or not at all, in place of standard output.
    #[arg(long, short, global = true, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Show no notes and no progress.
    #[arg(long, short, global = true, help_heading = "Output")]
    pub(crate) quiet: bool,
    /// List every note, not only the first twenty.
    #[arg(long, short, global = true, conflicts_with = "quiet", help_heading = "Output")]
    pub(crate) verbose: bool,
    /// Threads to work with; 0: as many as the machine has. The result does not depend on it.
    #[arg(long, global = true, value_name = "N", default_value_t = 0, hide_default_value = true, help_heading = "Work")]
    pub(crate) threads: usize,
    /// Seed of whatever is drawn at random.
    #[arg(long, global = true, value_name = "N", default_value_t = 0, help_heading = "Work")]
    pub(crate) seed: u64,
}

/// Where articles come from.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct ReadArgs {
    /// Files (.txt, .html, .jsonl, .csv, .parquet, each also .gz or .zst), folders, globs, or - for JSONL on standard input.
    #[arg(required = true, value_name = "PATH", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) paths: Vec<String>,
    /// Read an article's field from a field of another name, such as text=body or outlet=source. May be given often.
    #[arg(long, value_name = "NAME=SOURCE", value_parser = mapping, help_heading = "Input")]
    pub(crate) field: Vec<(String, String)>,
    /// Take only articles whose field has this value, such as outlet=Ledger. Given again for the same field: either value; for another: both.
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = condition, help_heading = "Input")]
    pub(crate) conditions: Vec<(String, String)>,
    /// Take the folder of a .txt or .html file as its outlet.
    #[arg(long, help_heading = "Input")]
    pub(crate) outlet_from_folder: bool,
    /// Skip files and records that can't be used, and list them, in place of an error at the first.
    #[arg(long, help_heading = "Input")]
    pub(crate) skip_bad: bool,
    /// Language of the articles: an ISO 639-1 code such as en, or auto.
    #[arg(long, value_name = "CODE", default_value = "auto", help_heading = "Input")]
    pub(crate) language: String,
}

impl ReadArgs {
    pub(crate) fn options(&self) -> ReadOptions {
        ReadOptions { fields: self.field.iter().cloned().collect(), outlet_from_folder: self.outlet_from_folder, skip_bad: self.skip_bad }
    }

    /// Which of the articles read take part.
    pub(crate) fn filter(&self) -> Filter<'_> {
        Filter(&self.conditions)
    }
}

fn condition(given: &str) -> Result<(String, String), String> {
    match given.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.into(), value.into())),
        _ => Err("a condition must be NAME=VALUE, such as outlet=Ledger".into()),
    }
}

fn mapping(given: &str) -> Result<(String, String), String> {
    match given.split_once('=') {
        Some((name, source)) if !name.is_empty() && !source.is_empty() => Ok((name.into(), source.into())),
        _ => Err("a mapping must be NAME=SOURCE, such as text=body".into()),
    }
}
