use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Rows, Show, rows_json},
};
use newsloom_analysis::{StoryOptions, stories};
use newsloom_compare::Furniture;
use newsloom_compare::furniture::{FurnitureOptions, find};
use newsloom_core::Article;
use newsloom_text::CodePoints;
use serde_json::{Value, json};
use std::collections::HashMap;

/// List the lines of a pile that are site furniture, each with its reason
#[derive(clap::Args, Debug)]
#[command(after_help = "\
A line is told by its form and place, or by the two-way test: what recurs within an outlet across events is furniture, what recurs
across outlets within an event is content. Events are the stories that `newsloom stories` finds, or what --events names.

Examples:
  newsloom boilerplate examples/pile.jsonl
  newsloom boilerplate examples/summit --keep title --format csv")]
pub(crate) struct Boilerplate {
    #[command(flatten)]
    read: ReadArgs,
    /// Field of the records that names the event of each article; without it the stories that are found.
    #[arg(long, value_name = "FIELD")]
    events: Option<String>,
    /// Reason for which no line is set aside, such as `title`; `all` for none at all. May be given often.
    #[arg(long, value_name = "REASON")]
    keep: Vec<String>,
}

impl Boilerplate {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let corpus = context.read(&self.read)?;
        let labels = match &self.events {
            Some(field) => field_of(&corpus.articles, field)?,
            None => {
                let options = StoryOptions { language: self.read.language.clone() };
                let found = context.work("finding stories", || stories(&corpus.articles, &options))??;
                let story: HashMap<&str, &str> = found.assignments.iter().map(|a| (a.id.as_str(), a.story.as_str())).collect();
                corpus.articles.iter().map(|a| story.get(a.id.as_str()).copied().unwrap_or_default().to_owned()).collect()
            }
        };
        let options = FurnitureOptions::new(&self.keep, &labels)?;
        let lines = context.work("finding furniture", || find(&corpus.articles, &options))?;
        context.show(&Aside { articles: &corpus.articles, lines })
    }
}

fn field_of(articles: &[Article], field: &str) -> Result<Vec<String>, Failure> {
    let missing = |a: &Article| Failure::Usage(format!("--events must be a field of every record, {:?} has no {field:?}", a.id));
    articles.iter().map(|a| a.field(field).map(String::from).ok_or_else(|| missing(a))).collect()
}

struct Aside<'a> {
    articles: &'a [Article],
    lines: Vec<Furniture>,
}

impl Show for Aside<'_> {
    fn json(&self) -> Value {
        rows_json("boilerplate", self.rows())
    }

    fn rows(&self) -> Rows<'_> {
        let rows = self.lines.chunk_by(|a, b| a.place.article == b.place.article).flat_map(|lines| {
            let article = &self.articles[lines[0].place.article];
            let points = CodePoints::new(&article.text);
            lines.iter().map(move |f| {
                let (start, end) = points.span(f.place.span);
                vec![json!(article.id), start.into(), end.into(), f.place.span.of(&article.text).into(), json!(f.reason)]
            })
        });
        Rows::new(&["article", "start", "end", "text", "reason"], rows)
    }
}
