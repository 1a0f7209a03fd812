use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Row, Rows, Show, rows_json},
};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use newsloom_compare::{KwicOptions, KwicRow, Valuetype, kwic, one_line};
use newsloom_core::Article;
use newsloom_text::CodePoints;
use serde_json::{Value, json};

/// Show a word or phrase wherever it stands, with the words around it
#[derive(clap::Args, Debug)]
#[command(after_help = "\
A pattern of several words is a phrase: its words stand next to one another. from and to count code points of the article's text.

Examples:
  newsloom kwic 'strike*' examples/pile.jsonl
  newsloom kwic 'port authority' examples/pile.jsonl --window 8
  newsloom kwic '^(riot|protest)' examples/pile.jsonl --valuetype regex --format csv")]
pub(crate) struct Kwic {
    /// The word or phrase. By default * stands for any characters and ? for one.
    #[arg(value_name = "PATTERN")]
    pattern: String,
    #[command(flatten)]
    read: ReadArgs,
    /// Words and marks shown on each side.
    #[arg(long, value_name = "N", default_value_t = 5)]
    window: usize,
    /// What the pattern is: glob, regex (matches anywhere in a word) or fixed.
    #[arg(long, value_name = "TYPE", default_value = "glob", value_parser = PossibleValuesParser::new(Valuetype::ALL.map(Valuetype::name)).try_map(|v| v.parse::<Valuetype>()))]
    valuetype: Valuetype,
    /// Tell upper from lower case.
    #[arg(long)]
    case_sensitive: bool,
}

struct Found {
    articles: Vec<Article>,
    pattern: String,
    rows: Vec<KwicRow>,
}

const COLUMNS: [&str; 7] = ["docname", "from", "to", "pre", "keyword", "post", "pattern"];

impl Kwic {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let options = KwicOptions { window: self.window, valuetype: self.valuetype, case_insensitive: !self.case_sensitive };
        let patterns = [self.pattern.as_str()];
        newsloom_compare::Kwic::new(&patterns, &options).map_err(|e| Failure::Usage(e.to_string()))?;
        let articles = context.read(&self.read)?.articles;
        let texts: Vec<&str> = articles.iter().map(|a| a.text.as_str()).collect();
        let rows = context.work("looking for the pattern", || kwic(&texts, &patterns, &options))??;
        context.show(&Found { articles, pattern: self.pattern.clone(), rows })
    }
}

impl Show for Found {
    fn json(&self) -> Value {
        rows_json("kwic", self.rows())
    }

    fn rows(&self) -> Rows<'_> {
        let rows = self.rows.chunk_by(|a, b| a.text == b.text).flat_map(move |rows| {
            let article = &self.articles[rows[0].text];
            let points = CodePoints::new(&article.text);
            rows.iter().map(move |r| -> Row {
                let ((from, to), text) = (points.span(r.keyword), &article.text);
                let (pre, post) = (one_line(r.pre.of(text)), one_line(r.post.of(text)));
                vec![json!(article.id), json!(from), json!(to), json!(pre), json!(r.keyword.of(text)), json!(post), json!(self.pattern)]
            })
        });
        Rows::new(&COLUMNS, rows)
    }
}
