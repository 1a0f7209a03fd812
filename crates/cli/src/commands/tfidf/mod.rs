mod fit;
mod transform;

use crate::{context::Context, failure::Failure, filter::Filter};
use newsloom_core::Article;
use newsloom_corpus::{ArticleStream, Note};
use std::path::Path;

/// Learn the weights of words from a pile, and weigh articles by them, in bounded memory
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Articles are read one after another, so that a pile larger than memory works: what is held is the vocabulary.
A model is the file that newsloom's CountVectorizer and TfidfVectorizer save and load in Python.

Examples:
  newsloom tfidf fit examples/pile.jsonl --stop-words english --min-df 2 --output model.nlm
  newsloom tfidf transform --model model.nlm examples/pile.jsonl --output rows.npz")]
pub(crate) struct Tfidf {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    Fit(Box<fit::Fit>),
    Transform(transform::Transform),
}

impl Tfidf {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        match &self.action {
            Action::Fit(f) => f.run(context),
            Action::Transform(t) => t.run(context),
        }
    }
}

/// A batch is handed to a thread when it holds that many bytes of text, or that many articles.
const BATCH_BYTES: usize = 1 << 17;
const BATCH_ARTICLES: usize = 512;

/// The next batch of articles; none at the end.
fn batch(stream: &mut ArticleStream<'_>, filter: Filter<'_>, notes: &mut Notes) -> Result<Option<Vec<Article>>, Failure> {
    let (mut articles, mut bytes) = (Vec::new(), 0);
    while bytes < BATCH_BYTES && articles.len() < BATCH_ARTICLES {
        let Some(article) = stream.next() else { break };
        let article = article?;
        if filter.keeps(&article) {
            bytes += article.text.len();
            articles.push(article);
        }
    }
    notes.take(stream);
    Ok(if articles.is_empty() { None } else { Some(articles) })
}

/// Notes of a stream: so many are kept to be shown, the others are counted.
#[derive(Default)]
struct Notes {
    kept: Vec<Note>,
    more: usize,
}

/// Enough for `--verbose`, little enough for memory.
const MOST: usize = 10_000;

impl Notes {
    fn take(&mut self, stream: &mut ArticleStream<'_>) {
        for note in stream.take_notes() {
            if self.kept.len() < MOST { self.kept.push(note) } else { self.more += 1 }
        }
    }

    fn tell(self, context: &mut Context<'_, '_>) {
        context.notes(&self.kept);
        if self.more > 0 {
            context.tell(&format!("{} more notes that are not listed", self.more));
        }
    }
}

/// The file that `--output` names, which this command can't do without.
fn output<'c>(context: &Context<'c, '_>, kind: &str) -> Result<&'c Path, Failure> {
    context.globals.output.as_deref().ok_or_else(|| Failure::Usage(format!("--output is needed: the file for {kind}")))
}
