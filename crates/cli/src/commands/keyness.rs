use crate::{
    args::ReadArgs,
    context::Context,
    failure::Failure,
    show::{Align, Page, Row, Rows, Show},
};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use newsloom_compare::{Correction, Key, Keyness as Found, KeynessOptions, Measure, Unit, WordOptions, keyness};
use newsloom_text::{Language, StopWordSource, stop_words};
use serde_json::{Value, json};

/// Show which words each outlet uses more, or less, than the others do
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Articles fall into groups by a field, and each group is set against all others. A score is positive for words that the group
uses more. q is the p value corrected for the number of words tested; log_ratio and lrc say how large the difference is.
Articles that lack the field are listed on standard error.

Examples:
  newsloom keyness examples/pile.jsonl --by outlet
  newsloom keyness examples/pile.jsonl --by topic --target transport --measure log_odds
  newsloom keyness examples/pile.jsonl --by outlet --stop-words en --ngrams 1-3 --format csv")]
pub(crate) struct Keyness {
    #[command(flatten)]
    read: ReadArgs,
    /// The field whose values make the groups.
    #[arg(long, value_name = "FIELD", default_value = "outlet")]
    by: String,
    /// Show this group only.
    #[arg(long, value_name = "GROUP")]
    target: Option<String>,
    /// The score: lr (log-likelihood ratio), chi2, log_ratio (size of the effect), lrc (size of the effect that is sure),
    /// log_odds (with a prior), pmi or exact (Fisher's test).
    #[arg(long, value_name = "MEASURE", default_value = "lr", value_parser = names(Measure::ALL.map(Measure::name)).try_map(|m| m.parse::<Measure>()))]
    measure: Measure,
    /// What is done for small counts in lr and chi2; by default Yates's correction in chi2.
    #[arg(long, value_name = "HOW", value_parser = names(["none", "yates", "williams"]).try_map(|m| m.parse::<Correction>()))]
    correction: Option<Correction>,
    /// What is counted: every word, or the articles that hold it.
    #[arg(long, value_name = "UNIT", default_value = "words", value_parser = names(["words", "articles"]).try_map(|m| m.parse::<Unit>()))]
    unit: Unit,
    /// How often a word must stand to be tested.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..))]
    min_count: u64,
    /// How many words are shown on each side.
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// Leave out the stop words of this language, such as en.
    #[arg(long, value_name = "CODE")]
    stop_words: Option<String>,
    /// Count stems of this language, such as en.
    #[arg(long, value_name = "CODE")]
    stemmer: Option<Language>,
    /// Count runs of so many words, such as 2 or 1-3.
    #[arg(long, value_name = "LOW-HIGH", default_value = "1", value_parser = ngrams)]
    ngrams: (usize, usize),
}

fn names<const N: usize>(names: [&'static str; N]) -> PossibleValuesParser {
    PossibleValuesParser::new(names)
}

fn ngrams(given: &str) -> Result<(usize, usize), String> {
    let (low, high) = given.split_once('-').unwrap_or((given, given));
    match (low.parse(), high.parse()) {
        (Ok(low), Ok(high)) if 1 <= low && low <= high => Ok((low, high)),
        _ => Err("must be a length such as 2, or a range such as 1-3".into()),
    }
}

struct Telling(Found);

impl Keyness {
    pub(crate) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let stop = match &self.stop_words {
            Some(language) => {
                let words = stop_words(language, StopWordSource::Snowball).map_err(|e| Failure::Usage(format!("--stop-words: {e}")))?;
                words.into_iter().map(str::to_owned).collect()
            }
            None => Vec::new(),
        };
        let options = KeynessOptions {
            measure: self.measure,
            correction: self.correction,
            unit: self.unit,
            min_count: self.min_count,
            top: Some(self.top),
            target: self.target.clone(),
            words: WordOptions { stop_words: stop, stemmer: self.stemmer, ngram_range: self.ngrams },
            ..KeynessOptions::default()
        };
        let corpus = context.read(&self.read)?;
        let found = context.work("comparing words", || keyness(&corpus.articles, &self.by, &options))??;
        context.list("without the field", &self.by, &found.skipped);
        context.show(&Telling(found))
    }
}

fn row(k: &Key) -> Row {
    let fields = json!(k);
    Key::FIELDS.iter().map(|f| fields[f].clone()).collect()
}

impl Show for Telling {
    fn json(&self) -> Value {
        self.0.to_json()
    }

    fn rows(&self) -> Rows<'_> {
        Rows::new(&Key::FIELDS, self.0.keys.iter().map(row))
    }

    fn page(&self, page: &mut Page) {
        let found = &self.0;
        page.part(&format!("Words of {} groups by {}, scored by {}", found.groups.len(), found.by, found.measure));
        page.line("Above the line what a group uses more than all others, below it what it uses less.");
        for keys in found.keys.chunk_by(|x, y| x.target == y.target) {
            let Some(group) = found.groups.iter().find(|g| g.group == keys[0].target) else { continue };
            page.heading(&format!("{} · {} articles, {} words", group.group, group.n_articles, group.n_words));
            let columns = [
                ("word", Align::Left),
                (found.measure.name(), Align::Right),
                ("q", Align::Right),
                ("here", Align::Right),
                ("elsewhere", Align::Right),
                ("articles", Align::Right),
                ("log ratio", Align::Right),
            ];
            let (more, less): (Vec<&Key>, Vec<&Key>) = keys.iter().partition(|k| k.score > 0.0);
            let line = || (!more.is_empty() && !less.is_empty()).then(|| vec!["──".to_owned()]);
            page.table(&columns, more.iter().map(|k| words(k)).chain(line()).chain(less.iter().map(|k| words(k))));
        }
    }
}

/// A key for people.
fn words(k: &Key) -> Vec<String> {
    let q = if k.q < 0.001 { "<0.001".to_owned() } else { format!("{:.3}", k.q) };
    vec![
        k.feature.clone(),
        format!("{:.2}", k.score),
        q,
        k.n_target.to_string(),
        k.n_reference.to_string(),
        k.docs_target.to_string(),
        format!("{:.2}", k.log_ratio),
    ]
}
