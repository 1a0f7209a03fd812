use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Align, Page, Rows, Show, clip, one_line},
};
use newsloom_compare::{Passage, PassageOptions, Passages as Found, passages};
use newsloom_core::{Article, count};
use newsloom_text::{CodePoints, Span};
use serde_json::{Value, json};
use std::{cmp::Reverse, collections::HashMap};

/// Find the passages that any two articles of a pile share
#[derive(clap::Args, Debug)]
#[command(after_help = "\
A passage is a run of words that two articles share but for a few words replaced, cut or inserted; moved paragraphs are
found where they stand. Rows (csv, jsonl) are passages; --format json has their edits, and containment both ways for
every pair. Offsets count code points of the article's text.

Examples:
  newsloom passages examples/summit
  newsloom passages examples/pile.jsonl --min-words 20 --format csv")]
pub(crate) struct Passages {
    #[command(flatten)]
    read: ReadArgs,
    /// Equal words in a row that a passage begins with.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=1000))]
    ngram: u32,
    /// Equal words that a passage has at least.
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..))]
    min_words: u32,
    /// Words in a row that may differ inside a passage.
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(0..=1000))]
    max_gap: u32,
    /// N-grams in more articles than this begin a passage only where none rarer is near.
    #[arg(long, value_name = "N", default_value_t = 100)]
    max_df: u32,
}

struct Shared<'a> {
    found: Found,
    texts: HashMap<&'a str, &'a str>,
    /// Where articles name their outlets: that of each id.
    outlets: HashMap<&'a str, &'a str>,
}

impl Passages {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let corpus = context.read(&self.read)?;
        let options = PassageOptions {
            ngram: self.ngram as usize,
            min_words: self.min_words as usize,
            max_gap: self.max_gap as usize,
            max_df: self.max_df as usize,
        };
        let texts: Vec<(&str, &str)> = corpus.articles.iter().map(|a: &Article| (a.id.as_str(), a.text.as_str())).collect();
        let found = context.work("finding passages", || passages(&texts, &options))??;
        let outlets = corpus.articles.iter().filter(|a| !a.outlet.is_empty()).map(|a| (a.id.as_str(), a.outlet.as_str())).collect();
        context.show(&Shared { found, texts: texts.into_iter().collect(), outlets })
    }
}

impl Shared<'_> {
    fn id(&self, article: usize) -> &str {
        &self.found.ids[article]
    }

    fn text(&self, article: usize) -> &str {
        self.texts.get(self.id(article)).copied().unwrap_or_default()
    }
}

impl Show for Shared<'_> {
    fn json(&self) -> Value {
        self.found.to_json(|id| self.texts.get(id).copied().unwrap_or_default())
    }

    fn rows(&self) -> Rows<'_> {
        let points: Vec<CodePoints> = (0..self.found.ids.len()).map(|a| CodePoints::new(self.text(a))).collect();
        let row = move |p: &Passage| {
            let at = |article: usize, span: Span| {
                let (start, end) = points[article].span(span);
                [json!(self.id(article)), start.into(), end.into()]
            };
            let text = |article: usize, span: Span| json!(span.of(self.text(article)));
            at(p.a.article, p.a.span)
                .into_iter()
                .chain(at(p.b.article, p.b.span))
                .chain([p.similarity.into(), p.n_equal.into(), text(p.a.article, p.a.span), text(p.b.article, p.b.span)])
                .collect()
        };
        Rows::new(
            &["a", "a_start", "a_end", "b", "b_start", "b_end", "similarity", "n_equal", "a_text", "b_text"],
            self.found.passages.iter().map(row),
        )
    }

    fn page(&self, page: &mut Page) {
        let (passages, pairs) = (self.found.passages.len(), self.found.pairs.len());
        page.part(&format!("{} in {} of articles", count(passages, "passage", "passages"), count(pairs, "pair", "pairs")));
        let columns = [
            ("a", Align::Left),
            ("b", Align::Left),
            ("passages", Align::Right),
            ("words", Align::Right),
            ("a in b", Align::Right),
            ("b in a", Align::Right),
            ("outlets", Align::Left),
        ];
        let columns = &columns[..columns.len() - usize::from(self.outlets.is_empty())];
        let mut pairs: Vec<_> = self.found.pairs.iter().collect();
        pairs.sort_by_key(|p| Reverse(p.n_equal));
        page.table(
            columns,
            pairs.iter().take(MOST).map(|p| {
                let (a, b) = (self.id(p.a), self.id(p.b));
                let shares = [p.containment_a_in_b, p.containment_b_in_a].map(|s| format!("{s:.3}"));
                let counts = [p.n_passages, p.n_equal].map(|n| n.to_string());
                let outlets = [a, b].map(|id| self.outlets.get(id).copied().unwrap_or("–")).join(", ");
                [a.to_owned(), b.to_owned()].into_iter().chain(counts).chain(shares).chain([outlets]).take(columns.len()).collect()
            }),
        );
        more(page, "pairs", pairs.len());
        page.heading("Passages");
        let columns =
            [("a", Align::Left), ("b", Align::Left), ("words", Align::Right), ("similarity", Align::Right), ("in a", Align::Left)];
        let mut passages: Vec<_> = self.found.passages.iter().collect();
        passages.sort_by_key(|p| Reverse(p.n_equal));
        page.table(
            &columns,
            passages.iter().take(MOST).map(|p| {
                let text = clip(&one_line(p.a.span.of(self.text(p.a.article))), 300);
                let (a, b) = (self.id(p.a.article).to_owned(), self.id(p.b.article).to_owned());
                vec![a, b, p.n_equal.to_string(), format!("{:.2}", p.similarity), text]
            }),
        );
        more(page, "passages", passages.len());
    }
}

/// Pairs and passages that a page for people shows, the longest first.
const MOST: usize = 100;

fn more(page: &mut Page, what: &str, all: usize) {
    if all > MOST {
        page.line(&format!("{} more {what} with fewer words; --format csv or jsonl writes all", all - MOST));
    }
}
