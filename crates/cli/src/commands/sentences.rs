use super::listing::{Found, list};
use crate::{args::ReadArgs, context::Context, failure::Failure};
use newsloom_core::Article;
use newsloom_text::{Language, sentences};

/// List the sentences of articles and where they stand
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Offsets count code points of the article's text.

Examples:
  newsloom sentences examples/summit
  newsloom sentences examples/pile.jsonl --format csv --output sentences.csv")]
pub(crate) struct Sentences {
    #[command(flatten)]
    read: ReadArgs,
}

impl Sentences {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        list(context, &self.read, "sentences", &["article", "start", "end", "text"], find)
    }
}

fn find(article: &Article, language: Language) -> Found<'_> {
    Box::new(sentences(&article.text, language).into_iter().map(|s| (s.span, Vec::new())))
}
