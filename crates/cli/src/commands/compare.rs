use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Page, Rows, Show},
};
use clap::ValueEnum;
use newsloom_compare::{CompareOptions, Comparison, compare};
use serde_json::Value;

mod explain;
mod pages;
mod parts;
mod reuse;

/// Compare the articles of one story: statements, quotes, passages, similarity, omissions
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Coverage is what was reported, not what is true; what an article does not report is a difference, not an intent.
Rows (csv, jsonl) are those of one --part; --format json has everything. Offsets count code points of the article's text.

Examples:
  newsloom compare examples/summit
  newsloom compare examples/summit --part quotes
  newsloom compare examples/pile.jsonl --where story=storm-edda
  newsloom compare examples/summit --format json
  newsloom compare examples/summit --explain 01_meridian-wire 02_northport-ledger
  newsloom compare examples/summit --explain s1 01_meridian-wire 02_northport-ledger
  newsloom compare examples/summit --part omissions --format csv")]
pub(crate) struct Compare {
    #[command(flatten)]
    read: ReadArgs,
    /// Show this part only. Rows (csv, jsonl) without it: statements.
    #[arg(long, value_enum, value_name = "PART")]
    part: Option<Part>,
    /// Let lines of site furniture take part that are set aside for this reason, such as `title`; `all` for every line.
    #[arg(long, value_name = "REASON")]
    keep: Vec<String>,
    /// Explain why two articles are alike, or, with a statement's id first, why its members of two articles count as the same.
    #[arg(long, num_args = 2..=3, value_names = ["ID", "ID"], conflicts_with = "part")]
    explain: Vec<String>,
}

/// What a comparison consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The articles.
    Articles,
    /// What two articles or more report.
    Statements,
    /// Who is quoted with what.
    Quotes,
    /// Runs of words that two articles share.
    Passages,
    /// What each article leaves out.
    Omissions,
    /// How much each article reports, beside what its length lets one expect.
    Coverage,
    /// Sentences that only one article has.
    Unique,
    /// Words that one article uses where another uses others.
    WordChoice,
    /// Which verbs stand with quotations.
    ReportingVerbs,
    /// Numbers, dates, names, negations and modal verbs in which accounts of one statement differ.
    Drift,
    /// How alike the articles are.
    Similarity,
    /// What the words of each article are: furniture, quoted, shared, own.
    Composition,
    /// Who probably copied whom.
    Provenance,
    /// Traces of words replaced or translated.
    Spun,
    /// Independent accounts by statement.
    Corroboration,
    /// Lines set aside.
    Boilerplate,
}

struct Coverage {
    comparison: Comparison,
    part: Option<Part>,
}

impl Compare {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let corpus = context.read(&self.read)?;
        let options = CompareOptions { language: self.read.language.clone(), keep: self.keep.clone() };
        let comparison = context.work("comparing", || compare(&corpus.articles, &options))??;
        if !self.explain.is_empty() {
            return explain::show(&comparison, &self.explain, context);
        }
        context.show(&Coverage { comparison, part: self.part })
    }
}

impl Show for Coverage {
    fn json(&self) -> Value {
        self.comparison.to_json()
    }

    fn rows(&self) -> Rows<'_> {
        parts::rows(&self.comparison, self.part.unwrap_or(Part::Statements))
    }

    fn page(&self, page: &mut Page) {
        pages::page(&self.comparison, self.part, page);
    }
}
