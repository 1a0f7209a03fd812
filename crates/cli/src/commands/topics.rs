use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Align, Page, Rows, Show, rows_json},
};
use newsloom_analysis::{TopicAssignment, TopicModel, TopicOptions, Topics as Found, WhyTopic};
use newsloom_core::{Article, count};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Group articles by topic and name each topic by its telling words
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Rows (csv, jsonl) are articles with their topic; --format json has the topics too.

Examples:
  newsloom topics examples/pile.jsonl
  newsloom topics examples/pile.jsonl --clusters 6 --format json
  newsloom topics examples/pile.jsonl --clusters 6 --output topics.csv
  newsloom topics examples/pile.jsonl --clusters 6 --why p001
  newsloom topics examples/pile.jsonl --clusters 6 --assign examples/summit --format csv")]
pub(crate) struct Topics {
    #[command(flatten)]
    read: ReadArgs,
    /// Number of topics; without it, chosen from the articles.
    #[arg(long, short = 'k', value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    clusters: Option<u32>,
    /// Tell why an article is in its topic: what each term adds to its lead over the next topic.
    #[arg(long, value_name = "ID", conflicts_with = "assign")]
    why: Option<String>,
    /// Find the topics of these articles, which the topics are not made from. May be given often.
    #[arg(long, value_name = "PATH")]
    assign: Vec<String>,
    /// Resamples that stability is measured on; 0 measures none.
    #[arg(long, value_name = "N", default_value_t = TopicOptions::default().n_resamples)]
    resamples: usize,
}

struct Topical<'a> {
    assignments: &'a [TopicAssignment],
    found: &'a Found,
    articles: &'a [Article],
    only_assigned: bool,
}

impl Topics {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let corpus = context.read(&self.read)?;
        let options = TopicOptions {
            n_clusters: self.clusters.map(|k| k as usize),
            seed: context.globals.seed,
            language: self.read.language.clone(),
            n_resamples: self.resamples,
        };
        let model = context.work("finding topics", || TopicModel::fit(&corpus.articles, &options))??;
        if let Some(id) = &self.why {
            return context.show(&Why(model.why(id)?));
        }
        if !self.assign.is_empty() {
            let read = ReadArgs { paths: self.assign.clone(), ..self.read.clone() };
            let more = context.read(&read)?.articles;
            let assignments = context.work("assigning topics", || model.assign(&more))??;
            return context.show(&Topical { assignments: &assignments, found: model.topics(), articles: &more, only_assigned: true });
        }
        let found = model.topics();
        context.show(&Topical { assignments: &found.assignments, found, articles: &corpus.articles, only_assigned: false })
    }
}

/// Why an article is where it is.
struct Why(WhyTopic);

impl Show for Why {
    fn json(&self) -> Value {
        let mut value = json!(self.0);
        value["newsloom"] = env!("CARGO_PKG_VERSION").into();
        value["schema"] = 1.into();
        value
    }

    fn rows(&self) -> Rows<'_> {
        Rows::new(&["term", "contribution"], self.0.terms.iter().map(|t| vec![json!(t.term), json!(t.contribution)]))
    }

    fn page(&self, page: &mut Page) {
        let next = self.0.runner_up.map_or(String::new(), |r| format!(" rather than in topic {r}, by {:.3}", self.0.margin));
        page.part(&format!("{} is in topic {}{next}", self.0.id, self.0.topic));
        page.rows(self.rows());
    }
}

const COLUMNS: [&str; 8] = ["id", "topic", "score", "runner_up", "margin", "outlier", "label", "title"];

/// Articles far from their topic that are named, columns that a topic's time is drawn in, and their heights.
const FAR: usize = 10;
const COLUMNS_OF_TIME: usize = 16;
const HEIGHTS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

impl Topical<'_> {
    /// The articles of a topic over time, as columns; nothing without dates.
    fn columns(&self, topic: usize) -> String {
        let counts: Vec<usize> = self.found.over_time.iter().filter(|p| p.topic == topic).map(|p| p.articles).collect();
        let wide = counts.len().div_ceil(COLUMNS_OF_TIME).max(1);
        let sums: Vec<usize> = counts.chunks(wide).map(|c| c.iter().sum()).collect();
        let most = sums.iter().copied().max().unwrap_or(0).max(1);
        sums.iter().map(|n| HEIGHTS[(n * (HEIGHTS.len() - 1)).div_ceil(most)]).collect()
    }

    fn titles(&self) -> HashMap<&str, &str> {
        self.articles.iter().map(|a| (a.id.as_str(), a.title.as_str())).collect()
    }
}

impl Show for Topical<'_> {
    fn json(&self) -> Value {
        if self.only_assigned { rows_json("assignments", self.rows()) } else { json!(self.found) }
    }

    fn rows(&self) -> Rows<'_> {
        let titles = self.titles();
        let labels: HashMap<usize, &str> = self.found.topics.iter().map(|t| (t.topic, t.label.as_str())).collect();
        Rows::new(
            &COLUMNS,
            self.assignments.iter().map(move |a| {
                let (label, title) = (labels.get(&a.topic), titles.get(a.id.as_str()));
                vec![
                    json!(a.id),
                    json!(a.topic),
                    json!(a.score),
                    json!(a.runner_up),
                    json!(a.margin),
                    json!(a.outlier),
                    json!(label),
                    json!(title),
                ]
            }),
        )
    }

    fn page(&self, page: &mut Page) {
        if self.only_assigned {
            return page.rows(self.rows());
        }
        let titles = self.titles();
        let (topics, articles) = (self.found.topics.len(), self.found.assignments.len());
        page.part(&format!("{} in {}", count(topics, "topic", "topics"), count(articles, "article", "articles")));
        let mut columns = vec![("topic", Align::Right), ("articles", Align::Right), ("stability", Align::Right)];
        let dated = !self.found.over_time.is_empty();
        columns.extend(dated.then_some(("over time", Align::Left)));
        columns.extend([("label", Align::Left), ("most typical article", Align::Left)]);
        page.table(
            &columns,
            self.found.topics.iter().map(|t| {
                let first = t.representative.first().map(|id| match titles.get(id.as_str()) {
                    Some(title) if !title.is_empty() => format!("{title} [{id}]"),
                    _ => id.clone(),
                });
                let stability = t.stability.map_or(String::new(), |s| format!("{s:.2}"));
                let mut row = vec![t.topic.to_string(), t.size.to_string(), stability];
                row.extend(dated.then(|| self.columns(t.topic)));
                row.extend([t.label.clone(), first.unwrap_or_default()]);
                row
            }),
        );
        if let Some(quality) = self.found.quality.as_object() {
            let figure = |v: &Value| v.as_f64().filter(|_| v.is_f64()).map_or_else(|| v.to_string(), |f| format!("{f:.3}"));
            let figures = quality.iter().filter(|(_, v)| v.is_number()).map(|(k, v)| format!("{} {}", k.replace('_', " "), figure(v)));
            page.line(&format!("\nHow clear-cut: {}", figures.collect::<Vec<_>>().join(", ")));
        }
        if let Some(reason) = self.found.quality["reason"].as_str() {
            page.line(&format!("The number of topics is not sure: {reason}."));
        }
        if !self.found.curve.is_empty() {
            page.heading("Numbers of topics");
            let columns =
                [("topics", Align::Right), ("stability", Align::Right), ("silhouette", Align::Right), ("without structure", Align::Right)];
            let figure = |f: f64| format!("{f:.3}");
            page.table(
                &columns,
                self.found
                    .curve
                    .iter()
                    .map(|p| vec![p.n_clusters.to_string(), figure(p.stability), figure(p.silhouette), figure(p.null_silhouette)]),
            );
        }
        if self.found.hierarchy.len() > 1 {
            page.heading("Topics that are alike, most alike first");
            let numbers = |side: &Vec<usize>| side.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
            let columns = [("topics", Align::Left), ("and", Align::Left), ("distance", Align::Right), ("articles", Align::Right)];
            page.table(
                &columns,
                self.found
                    .merged()
                    .iter()
                    .zip(&self.found.hierarchy)
                    .map(|([a, b], m)| vec![numbers(a), numbers(b), format!("{:.3}", m.height), m.size.to_string()]),
            );
        }
        let far: Vec<&str> = self.assignments.iter().filter(|a| a.is_outlier()).map(|a| a.id.as_str()).collect();
        if !far.is_empty() {
            let rest = if far.len() > FAR { format!(" and {} more", far.len() - FAR) } else { String::new() };
            page.line(&format!("Far from the rest of their topic (outlier 3.5 or more): {}{rest}", far[..far.len().min(FAR)].join(", ")));
        }
        let listed = [
            (self.found.duplicates.len(), "repeat another one and weigh with it"),
            (self.found.without_words.len(), "hold no word to go by and form the last topic"),
            (self.found.unread_dates.len(), "have a date that could not be read"),
        ];
        for (n, what) in listed.into_iter().filter(|l| l.0 > 0) {
            page.line(&format!("Articles that {what}: {n} (--format json lists them)"));
        }
    }
}
