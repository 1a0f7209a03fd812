use super::listing::{Found, list};
use crate::{args::ReadArgs, context::Context, failure::Failure};
use newsloom_compare::quotes;
use newsloom_core::Article;
use newsloom_text::Language;
use serde_json::json;

/// List the quotations of articles, with speaker and reporting word
#[derive(clap::Args, Debug)]
#[command(after_help = "\
The text is what stands inside the marks; offsets count code points. A speaker that the article does not tell is left open.
Variants of a quotation across articles: newsloom compare --part quotes.

Examples:
  newsloom quotes examples/summit
  newsloom quotes examples/summit --format csv --output quotes.csv")]
pub(crate) struct Quotes {
    #[command(flatten)]
    read: ReadArgs,
}

impl Quotes {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        list(context, &self.read, "quotes", &["article", "start", "end", "text", "speaker", "cue", "kind"], find)
    }
}

fn find(article: &Article, language: Language) -> Found<'_> {
    let found = quotes(&article.text, language).into_iter();
    Box::new(found.map(|q| (q.span, vec![json!(q.speaker), json!(q.cue), json!(q.kind)])))
}
