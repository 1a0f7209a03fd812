use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Rows, Show, rows_json},
};
use newsloom_core::Article;
use newsloom_text::{CodePoints, Language, sentences};
use serde_json::Value;

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

struct Split<'a>(Vec<(&'a Article, Language)>);

impl Sentences {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let corpus = context.read(&self.read)?;
        let articles: Result<Vec<_>, _> = corpus.articles.iter().map(|a| Ok((a, self.read.language_of(a)?))).collect();
        articles.and_then(|a| context.show(&Split(a)))
    }
}

const COLUMNS: [&str; 4] = ["article", "start", "end", "text"];

impl Show for Split<'_> {
    fn json(&self) -> Value {
        rows_json("sentences", self.rows())
    }

    fn rows(&self) -> Rows<'_> {
        let rows = self.0.iter().flat_map(|(article, language)| {
            let points = CodePoints::new(&article.text);
            sentences(&article.text, *language).into_iter().map(move |sentence| {
                let (start, end) = points.span(sentence.span);
                vec![article.id.clone().into(), start.into(), end.into(), sentence.span.of(&article.text).into()]
            })
        });
        Rows::new(&COLUMNS, rows)
    }
}
