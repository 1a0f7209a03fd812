use super::listing::{Found, list};
use crate::{args::ReadArgs, context::Context, failure::Failure};
use newsloom_core::Article;
use newsloom_text::{Language, Stemmer, words};

/// List the words of articles, where they stand, and their stems
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Offsets count code points of the article's text.

Examples:
  newsloom tokens examples/summit --format csv
  newsloom tokens examples/pile.jsonl --format jsonl --output tokens.jsonl")]
pub(crate) struct Tokens {
    #[command(flatten)]
    read: ReadArgs,
}

impl Tokens {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        list(context, &self.read, "tokens", &["article", "start", "end", "text", "stem"], find)
    }
}

fn find(article: &Article, language: Language) -> Found<'_> {
    let stemmer = Stemmer::new(language);
    let stem = move |word: &str| stemmer.stem(&word.to_lowercase()).into_owned().into();
    Box::new(words(&article.text).into_iter().map(move |t| (t.span, vec![stem(t.span.of(&article.text))])))
}
