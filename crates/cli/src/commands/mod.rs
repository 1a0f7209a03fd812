//! One file per command: its flags, and what it does with the articles.

mod boilerplate;
mod collocations;
mod compare;
mod completions;
mod dedup;
mod keyness;
mod kwic;
mod listing;
mod man;
mod passages;
mod quotes;
mod report;
mod sentences;
mod stories;
mod tfidf;
mod tokens;
mod topics;

use crate::{args::ReadArgs, context::Context, failure::Failure};
use clap::Subcommand;
use newsloom_core::Article;
use newsloom_text::Language;

/// The commands. A new one is a file beside this one, a line here and a line in [`run`].
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    Compare(compare::Compare),
    Stories(stories::Stories),
    Topics(topics::Topics),
    Keyness(keyness::Keyness),
    Dedup(dedup::Dedup),
    Passages(passages::Passages),
    Tfidf(tfidf::Tfidf),
    Tokens(tokens::Tokens),
    Sentences(sentences::Sentences),
    Quotes(quotes::Quotes),
    Boilerplate(boilerplate::Boilerplate),
    Kwic(kwic::Kwic),
    Collocations(collocations::Collocations),
    Report(report::Report),
    Completions(completions::Completions),
    Man(man::Man),
}

pub(crate) fn run(command: &Command, context: &mut Context<'_, '_>) -> Result<(), Failure> {
    match command {
        Command::Compare(c) => c.run(context),
        Command::Stories(c) => c.run(context),
        Command::Topics(c) => c.run(context),
        Command::Keyness(c) => c.run(context),
        Command::Dedup(c) => c.run(context),
        Command::Passages(c) => c.run(context),
        Command::Tfidf(c) => c.run(context),
        Command::Tokens(c) => c.run(context),
        Command::Sentences(c) => c.run(context),
        Command::Quotes(c) => c.run(context),
        Command::Boilerplate(c) => c.run(context),
        Command::Kwic(c) => c.run(context),
        Command::Collocations(c) => c.run(context),
        Command::Report(c) => c.run(context),
        Command::Completions(c) => c.run(context),
        Command::Man(c) => c.run(context),
    }
}

impl ReadArgs {
    /// The language of an article: the one asked for; with `auto` the one that its record names, else English.
    pub(crate) fn language_of(&self, article: &Article) -> Result<Language, Failure> {
        if self.language == "auto" {
            return Ok(article.lang.parse().unwrap_or(Language::English));
        }
        self.language.parse().map_err(|e| Failure::Usage(format!("--language: {e}")))
    }
}
