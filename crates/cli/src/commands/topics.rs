use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Align, Page, Rows, Show},
};
use newsloom_analysis::{TopicOptions, Topics as Found, topics};
use newsloom_core::Article;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Group articles by topic and name each topic by its telling words
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Rows (csv, jsonl) are articles with their topic; --format json has the topics too.

Examples:
  newsloom topics examples/pile.jsonl
  newsloom topics examples/pile.jsonl --clusters 6 --format json
  newsloom topics examples/pile.jsonl --clusters 6 --output topics.csv")]
pub(crate) struct Topics {
    #[command(flatten)]
    read: ReadArgs,
    /// Number of topics; without it, chosen from the articles.
    #[arg(long, short = 'k', value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    clusters: Option<u32>,
}

struct Topical<'a> {
    found: Found,
    articles: &'a [Article],
}

impl Topics {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let corpus = context.read(&self.read)?;
        let options = TopicOptions {
            n_clusters: self.clusters.map(|k| k as usize),
            seed: context.globals.seed,
            language: self.read.language.clone(),
            ..TopicOptions::default()
        };
        let found = context.work("finding topics", || topics(&corpus.articles, &options))??;
        context.show(&Topical { found, articles: &corpus.articles })
    }
}

const COLUMNS: [&str; 5] = ["id", "topic", "score", "label", "title"];

impl Topical<'_> {
    fn titles(&self) -> HashMap<&str, &str> {
        self.articles.iter().map(|a| (a.id.as_str(), a.title.as_str())).collect()
    }
}

impl Show for Topical<'_> {
    fn json(&self) -> Value {
        json!(self.found)
    }

    fn rows(&self) -> Rows<'_> {
        let titles = self.titles();
        let labels: HashMap<usize, &str> = self.found.topics.iter().map(|t| (t.topic, t.label.as_str())).collect();
        Rows::new(
            &COLUMNS,
            self.found.assignments.iter().map(move |a| {
                let (label, title) = (labels.get(&a.topic), titles.get(a.id.as_str()));
                vec![json!(a.id), json!(a.topic), json!(a.score), json!(label), json!(title)]
            }),
        )
    }

    fn page(&self, page: &mut Page) {
        let titles = self.titles();
        page.part(&format!("{} topics in {} articles", self.found.topics.len(), self.found.assignments.len()));
        let columns = [("topic", Align::Right), ("articles", Align::Right), ("label", Align::Left), ("most typical article", Align::Left)];
        page.table(
            &columns,
            self.found.topics.iter().map(|t| {
                let first = t.representative.first().map(|id| match titles.get(id.as_str()) {
                    Some(title) if !title.is_empty() => format!("{title} [{id}]"),
                    _ => id.clone(),
                });
                vec![t.topic.to_string(), t.size.to_string(), t.label.clone(), first.unwrap_or_default()]
            }),
        );
        if let Some(quality) = self.found.quality.as_object() {
            let figure = |v: &Value| v.as_f64().filter(|_| v.is_f64()).map_or_else(|| v.to_string(), |f| format!("{f:.3}"));
            let figures = quality.iter().filter(|(_, v)| v.is_number()).map(|(k, v)| format!("{} {}", k.replace('_', " "), figure(v)));
            page.line(&format!("\nHow clear-cut: {}", figures.collect::<Vec<_>>().join(", ")));
        }
    }
}
