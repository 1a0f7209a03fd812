use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Row, Rows, Show, rows_json},
};
use newsloom_core::Article;
use newsloom_text::{CodePoints, Language, Span};
use serde_json::Value;

/// What is found in one article, row by row: everything after the columns article, start, end and text.
pub(super) type Found<'a> = Box<dyn Iterator<Item = (Span, Row)> + 'a>;

/// What is found in each article on its own, as rows: article, start, end (code points), text, and what else is known of it.
pub(super) struct Listing<'a> {
    name: &'static str,
    columns: &'static [&'static str],
    articles: Vec<(&'a Article, Language)>,
    find: fn(&'a Article, Language) -> Found<'a>,
}

/// Reads the articles and lists what `find` finds in them. The first four of `columns` are article, start, end and text.
pub(super) fn list(
    context: &mut Context<'_, '_>,
    read: &ReadArgs,
    name: &'static str,
    columns: &'static [&'static str],
    find: for<'a> fn(&'a Article, Language) -> Found<'a>,
) -> Result<(), Failure> {
    let corpus = context.read(read)?;
    let articles = corpus.articles.iter().map(|a| Ok((a, read.language_of(a)?))).collect::<Result<_, Failure>>()?;
    context.show(&Listing { name, columns, articles, find })
}

impl Show for Listing<'_> {
    fn json(&self) -> Value {
        rows_json(self.name, self.rows())
    }

    fn rows(&self) -> Rows<'_> {
        let rows = self.articles.iter().flat_map(|(article, language)| {
            let points = CodePoints::new(&article.text);
            (self.find)(article, *language).map(move |(span, more)| {
                let (start, end) = points.span(span);
                let mut row = vec![article.id.clone().into(), start.into(), end.into(), span.of(&article.text).into()];
                row.extend(more);
                row
            })
        });
        Rows::new(self.columns, rows)
    }
}
