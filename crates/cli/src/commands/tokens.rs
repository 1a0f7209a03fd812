use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Rows, Show, rows_json},
};
use newsloom_core::Article;
use newsloom_text::{CodePoints, Language, Stemmer, words};
use serde_json::Value;

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

struct Words<'a>(Vec<(&'a Article, Language)>);

impl Tokens {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let corpus = context.read(&self.read)?;
        let articles: Result<Vec<_>, _> = corpus.articles.iter().map(|a| Ok((a, self.read.language_of(a)?))).collect();
        articles.and_then(|a| context.show(&Words(a)))
    }
}

const COLUMNS: [&str; 5] = ["article", "start", "end", "text", "stem"];

impl Show for Words<'_> {
    fn json(&self) -> Value {
        rows_json("tokens", self.rows())
    }

    fn rows(&self) -> Rows<'_> {
        let rows = self.0.iter().flat_map(|(article, language)| {
            let (points, stemmer) = (CodePoints::new(&article.text), Stemmer::new(*language));
            words(&article.text).into_iter().map(move |token| {
                let word = token.span.of(&article.text);
                let (start, end) = points.span(token.span);
                vec![article.id.clone().into(), start.into(), end.into(), word.into(), stemmer.stem(&word.to_lowercase()).into_owned().into()]
            })
        });
        Rows::new(&COLUMNS, rows)
    }
}
