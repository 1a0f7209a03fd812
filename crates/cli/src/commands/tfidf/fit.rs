use super::{Notes, batch, output};
use crate::{args::ReadArgs, context::Context, failure::Failure};
use clap::ValueEnum;
use newsloom_core::{Partial, pump};
use newsloom_corpus::{ArticleStream, write_atomically};
use newsloom_text::{StopWordSource, word_pattern::StripAccents};
use newsloom_tfidf::{Df, Norm, StopWords, VectorizerClass, VectorizerParams};

/// Learn terms and their idf, and write them to a model
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Parameters have scikit-learn's names, meanings and defaults.

Examples:
  newsloom tfidf fit examples/pile.jsonl --output model.nlm
  newsloom tfidf fit examples/pile.jsonl --stemmer english --min-df 2 --max-df 0.5 -o model.nlm")]
pub(super) struct Fit {
    #[command(flatten)]
    read: ReadArgs,
    /// What terms are.
    #[arg(long, value_enum, default_value_t = Kind::Word, help_heading = "Terms")]
    analyzer: Kind,
    /// A regular expression whose matches are words, such as \b\w{3,}\b; with a group, what it captures. As in Python, but no look-around.
    #[arg(long, value_name = "PATTERN", help_heading = "Terms")]
    token_pattern: Option<String>,
    /// Keep capitals.
    #[arg(long, help_heading = "Terms")]
    no_lowercase: bool,
    /// Take accents off.
    #[arg(long, value_enum, value_name = "HOW", help_heading = "Terms")]
    strip_accents: Option<Accents>,
    /// Words to leave out: english (scikit-learn's list), or a language's code with the longest list, such as de.
    #[arg(long, value_name = "LANGUAGE", help_heading = "Terms")]
    stop_words: Option<String>,
    /// Count stems of words: a language, such as english.
    #[arg(long, value_name = "LANGUAGE", help_heading = "Terms")]
    stemmer: Option<String>,
    /// rust-stemmers (Snowball of 2019) or snowball (of today).
    #[arg(long, value_name = "ENGINE", default_value = "rust-stemmers", help_heading = "Terms")]
    stemmer_engine: String,
    /// Shortest and longest run of words that is a term.
    #[arg(long, value_name = "LOW,HIGH", value_parser = range, default_value = "1,1", help_heading = "Terms")]
    ngram_range: (usize, usize),
    /// Leave out terms in fewer articles: a number, or a share with a point (0.01).
    #[arg(long, value_name = "N", value_parser = df, default_value = "1", help_heading = "Terms")]
    min_df: Df,
    /// Leave out terms in more articles: a number, or a share with a point (0.5).
    #[arg(long, value_name = "N", value_parser = df, default_value = "1.0", help_heading = "Terms")]
    max_df: Df,
    /// Keep the N most frequent terms.
    #[arg(long, value_name = "N", help_heading = "Terms")]
    max_features: Option<usize>,
    /// Counts in place of weights.
    #[arg(long, help_heading = "Weights")]
    counts: bool,
    /// Every count is 1.
    #[arg(long, help_heading = "Weights")]
    binary: bool,
    /// 1 + ln(count) stands for the count.
    #[arg(long, help_heading = "Weights")]
    sublinear_tf: bool,
    /// Leave idf out.
    #[arg(long, help_heading = "Weights")]
    no_idf: bool,
    /// Plain idf, without one more article that holds every term.
    #[arg(long, help_heading = "Weights")]
    no_smooth_idf: bool,
    /// To which length rows are brought.
    #[arg(long, value_enum, default_value_t = Length::L2, help_heading = "Weights")]
    norm: Length,
    /// Weights by a SMART string, such as lfc or dtb, in place of the above: a letter of ntbladL, of nxftp and of nxcub.
    #[arg(long, value_name = "LETTERS", help_heading = "Weights", conflicts_with_all = ["counts", "sublinear_tf", "no_idf", "no_smooth_idf", "norm"])]
    smartirs: Option<String>,
    /// With --smartirs: the length above which articles are held back [default: the mean length, for the norms u and b].
    #[arg(long, value_name = "LENGTH", help_heading = "Weights", requires = "smartirs")]
    pivot: Option<f64>,
    /// With --smartirs: how much the length weighs beside the pivot, from 0 to 1.
    #[arg(long, value_name = "SHARE", default_value_t = 0.25, help_heading = "Weights", requires = "smartirs")]
    slope: f64,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Word,
    Char,
    #[value(name = "char_wb")]
    CharWb,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Accents {
    Unicode,
    Ascii,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Length {
    L1,
    L2,
    None,
}

fn range(given: &str) -> Result<(usize, usize), String> {
    let numbers = given.split_once(',').and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
    match numbers {
        Some((low, high)) if low >= 1 && low <= high => Ok((low, high)),
        _ => Err("a range must be LOW,HIGH with 1 <= LOW <= HIGH, such as 1,2".into()),
    }
}

fn df(given: &str) -> Result<Df, String> {
    let count = given.parse().ok().filter(|n| *n >= 1).map(Df::Count);
    let share = || given.parse().ok().filter(|s| given.contains('.') && (0.0..=1.0).contains(s)).map(Df::Share);
    count.or_else(share).ok_or_else(|| "must be a number of articles from 1, or a share with a point from 0.0 to 1.0".into())
}

impl Fit {
    fn params(&self) -> Result<VectorizerParams, Failure> {
        let default = VectorizerParams::default();
        let counts = self.counts;
        let stop_words = match self.stop_words.as_deref() {
            None => None,
            Some("english") => Some(StopWords::Name("english".into())),
            Some(language) => {
                let list =
                    newsloom_text::stop_words(language, StopWordSource::Iso).map_err(|e| Failure::Usage(format!("--stop-words: {e}")))?;
                Some(StopWords::List(list.into_iter().map(Into::into).collect()))
            }
        };
        Ok(VectorizerParams {
            class: if counts { VectorizerClass::CountVectorizer } else { VectorizerClass::TfidfVectorizer },
            analyzer: match self.analyzer {
                Kind::Word => "word",
                Kind::Char => "char",
                Kind::CharWb => "char_wb",
            }
            .into(),
            token_pattern: self.token_pattern.clone().or(default.token_pattern),
            lowercase: !self.no_lowercase,
            strip_accents: self.strip_accents.map(|a| match a {
                Accents::Unicode => StripAccents::Unicode,
                Accents::Ascii => StripAccents::Ascii,
            }),
            stop_words,
            stemmer: self.stemmer.clone(),
            stemmer_engine: self.stemmer_engine.clone(),
            ngram_range: self.ngram_range,
            min_df: self.min_df,
            max_df: self.max_df,
            max_features: self.max_features,
            binary: self.binary,
            dtype: if counts { "int64" } else { "float64" }.into(),
            norm: match self.norm {
                Length::L1 => Some(Norm::L1),
                Length::L2 => Some(Norm::L2),
                Length::None => None,
            },
            use_idf: !self.no_idf,
            smooth_idf: !self.no_smooth_idf,
            sublinear_tf: self.sublinear_tf,
            smartirs: self.smartirs.clone(),
            pivot: self.pivot,
            slope: self.slope,
            other: default.other,
        })
    }

    pub(super) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let path = output(context, "the model")?;
        let empty = self.params()?.fit().map_err(|e| Failure::Usage(e.to_string()))?;
        let (options, mut notes) = (self.read.options(), Notes::default());
        let mut stream = ArticleStream::open(&self.read.paths, &options, context.streams.stdin)?;
        let parts = pump(
            context.globals.threads,
            || batch(&mut stream, self.read.filter(), &mut notes),
            || empty.clone(),
            |fit, _, articles| articles.iter().for_each(|a| fit.observe(&a.text)),
            |()| (),
        )?;
        drop(stream);
        notes.tell(context);
        let mut parts = parts.into_iter();
        let mut fit = parts.next().unwrap_or_else(|| empty.clone());
        parts.try_for_each(|p| fit.merge(p)).map_err(|e| Failure::Data(e.to_string()))?;
        let model = fit.finish().map_err(|e| Failure::Data(e.to_string()))?;
        let bytes = model.to_bytes().map_err(|e| Failure::Data(e.to_string()))?;
        write_atomically(path, |out| out.write_all(&bytes))?;
        context.tell(&format!("{}: {} terms", path.display(), model.vocabulary().len()));
        Ok(())
    }
}
