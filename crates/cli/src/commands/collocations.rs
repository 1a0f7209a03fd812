use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Rows, Show, rows_json},
};
use newsloom_compare::{Collocation, CollocationOptions, collocations};
use newsloom_text::{StopWordSource, stop_words};
use serde_json::{Value, json};

/// List runs of words that stand together more often than by chance
#[derive(clap::Args, Debug)]
#[command(after_help = "\
lambda says how strongly the words hold together, z how sure that is; count_nested, how often the run stands inside a longer one.
Runs don't go over punctuation.

Examples:
  newsloom collocations examples/pile.jsonl
  newsloom collocations examples/pile.jsonl --size 2-3 --stop-words en --min-count 5
  newsloom collocations examples/pile.jsonl --format csv --output collocations.csv")]
pub(crate) struct Collocations {
    #[command(flatten)]
    read: ReadArgs,
    /// Length of the runs, such as 2 or 2-3; at most 5.
    #[arg(long, value_name = "LOW-HIGH", default_value = "2", value_parser = sizes)]
    size: Sizes,
    /// How often a run must stand.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..))]
    min_count: u64,
    /// What is added to every count.
    #[arg(long, value_name = "X", default_value_t = 0.5)]
    smoothing: f64,
    /// Leave out runs that hold a stop word of this language, such as en.
    #[arg(long, value_name = "CODE")]
    stop_words: Option<String>,
    /// How many runs are shown; 0: all.
    #[arg(long, value_name = "N", default_value_t = 50)]
    top: usize,
}

#[derive(Clone, Debug)]
struct Sizes(Vec<usize>);

fn sizes(given: &str) -> Result<Sizes, String> {
    let (low, high) = given.split_once('-').unwrap_or((given, given));
    match (low.parse(), high.parse()) {
        (Ok(low), Ok(high)) if 2 <= low && low <= high && high <= 5 => Ok(Sizes((low..=high).collect())),
        _ => Err("must be a length such as 2, or a range such as 2-3, from 2 to 5".into()),
    }
}

struct Found(Vec<Collocation>);

const COLUMNS: [&str; 6] = ["collocation", "count", "count_nested", "length", "lambda", "z"];

impl Collocations {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let stop_words = match &self.stop_words {
            Some(language) => {
                let words = stop_words(language, StopWordSource::Snowball).map_err(|e| Failure::Usage(format!("--stop-words: {e}")))?;
                words.into_iter().map(str::to_owned).collect()
            }
            None => Vec::new(),
        };
        let (sizes, min_count, smoothing) = (self.size.0.clone(), self.min_count, self.smoothing);
        let options = CollocationOptions { sizes, min_count, smoothing, stop_words, ..CollocationOptions::default() };
        options.check().map_err(|e| Failure::Usage(e.to_string()))?;
        let corpus = context.read(&self.read)?;
        let texts: Vec<&str> = corpus.articles.iter().map(|a| a.text.as_str()).collect();
        let mut found = context.work("counting runs of words", || collocations(&texts, &options))??;
        if self.top > 0 {
            found.truncate(self.top);
        }
        context.show(&Found(found))
    }
}

impl Show for Found {
    fn json(&self) -> Value {
        rows_json("collocations", self.rows())
    }

    fn rows(&self) -> Rows<'_> {
        let rows = self
            .0
            .iter()
            .map(|c| vec![json!(c.collocation), json!(c.count), json!(c.count_nested), json!(c.length), json!(c.lambda), json!(c.z)]);
        Rows::new(&COLUMNS, rows)
    }
}
