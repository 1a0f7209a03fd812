use crate::quotes::{Attribution, Edit};
use crate::reuse::{Composition, Corroboration, Provenance, Spun};
use newsloom_core::Article;
use newsloom_text::Span;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why articles can't be compared.
#[derive(Debug, Error, PartialEq)]
#[non_exhaustive]
pub enum CompareError {
    /// One article has nothing to be compared with.
    #[error("compare needs two articles or more, got {0}")]
    TooFew(usize),
    /// Two articles have one id.
    #[error("ids must be unique, {0:?} stands twice")]
    DuplicateId(String),
    /// A parameter has a value that it can't have.
    #[error("{parameter} must be {rule}, got {value}")]
    Parameter {
        /// Its name.
        parameter: &'static str,
        /// What holds for it.
        rule: &'static str,
        /// The value given.
        value: String,
    },
}

/// How articles are compared. The defaults fit news.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareOptions {
    /// Language of the articles (ISO 639-1), or `auto`.
    pub language: String,
    /// Reasons for which no line is set aside as site furniture, such as `title`; `all` for none at all.
    pub keep: Vec<String>,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self { language: "auto".into(), keep: Vec::new() }
    }
}

/// A stretch of one article: its index in [`Comparison::articles`] and bytes of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Index in [`Comparison::articles`].
    pub article: usize,
    /// Bytes of the article's text.
    pub span: Span,
}

/// How close a member's wording is to its statement's headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// The same words in the same order.
    Verbatim,
    /// A few words differ.
    LightEdit,
    /// The same in other words.
    Paraphrase,
    /// Only a part of it.
    Partial,
}

/// One article's wording of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The sentence.
    pub place: Place,
    /// The part of the sentence that says it, when the sentence holds more than the statement.
    pub clause: Option<Span>,
    /// How close it is to the headline.
    pub grade: Grade,
    /// How probable it is that it reports what the headline does, 0 to 1; for a sentence of the headline's own article, what
    /// another member does.
    pub score: f64,
}

/// What two articles or more report alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// `s1`, `s2`, ... in the order of the result.
    pub id: String,
    /// Number of articles among the members.
    pub n_articles: usize,
    /// Number of accounts whose wording is not explained by copying, as `corroboration` counts them.
    pub n_independent: usize,
    /// Index in `members` of the wording that stands for all.
    pub headline: usize,
    /// By article, then by place.
    pub members: Vec<Member>,
}

/// Whether the whole sentence is quoted or only some of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// A quotation that stands for itself.
    Direct,
    /// Quoted words inside the outlet's own sentence.
    Mixed,
}

/// A quotation in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteMember {
    /// The words inside the marks.
    pub place: Place,
    /// The first part of the utterance, when this one goes on with it (`"...," he said, "..."`).
    pub part_of: Option<Place>,
    /// Who said it, when the article or a variant elsewhere tells.
    pub speaker: Option<String>,
    /// The reporting word, such as `said`.
    pub cue: Option<String>,
    /// Direct or mixed.
    pub kind: QuoteKind,
    /// How the speaker was found.
    pub attribution: Attribution,
    /// Whether quotation marks enclose the words; else they are those of a quotation in another article.
    pub marked: bool,
    /// How the words differ from the group's reference, when that stands in another article.
    pub edits: Vec<Edit>,
}
/// The variants of one quotation across articles; one member when it stands in one article only.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteGroup {
    /// `q1`, `q2`, ... in the order of the result.
    pub id: String,
    /// Who said it, agreed over the members.
    pub speaker: Option<String>,
    /// The wording that edits are counted from: the longest one with marks.
    pub reference: Option<Place>,
    /// By article, then by place.
    pub members: Vec<QuoteMember>,
}

/// A run of words that two articles share.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// In the one article.
    pub a: Place,
    /// In the other.
    pub b: Place,
    /// Share of aligned words that are equal, 0 to 1: equal words over the words of the longer side.
    pub similarity: f64,
    /// Number of equal words.
    pub n_equal: usize,
    /// Where the words of the two differ, in order.
    pub edits: Vec<PassageEdit>,
}

/// What the one side of a difference is to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageEditKind {
    /// Words that only `b` has.
    Insertion,
    /// Words that only `a` has.
    Cut,
    /// Other words in their place.
    Substitution,
}

/// A difference inside a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageEdit {
    /// The words of the one article, in bytes; empty where it has none.
    pub a: Span,
    /// The words of the other.
    pub b: Span,
    /// How many words `a` has here.
    pub n_a: usize,
    /// How many words `b` has here.
    pub n_b: usize,
}

impl PassageEdit {
    /// Insertion, cut or substitution, as seen from `a`.
    #[must_use]
    pub const fn kind(&self) -> PassageEditKind {
        match (self.n_a, self.n_b) {
            (0, _) => PassageEditKind::Insertion,
            (_, 0) => PassageEditKind::Cut,
            _ => PassageEditKind::Substitution,
        }
    }
}

/// Whether an article reports a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// It has a member in the statement.
    Present,
    /// A sentence comes close.
    Uncertain,
    /// No sentence comes close.
    Absent,
}

/// The sentence of an article that comes nearest to a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearest {
    /// Where it stands.
    pub place: Place,
    /// The greatest probability that it reports the same as one of the statement's sentences.
    pub score: f64,
}

/// One cell of the matrix of statements and articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Omission {
    /// Index in [`Comparison::statements`].
    pub statement: usize,
    /// Index in [`Comparison::articles`].
    pub article: usize,
    /// Present, uncertain or absent.
    pub state: Presence,
    /// How likely the article was to report it, given how many do and how long each is, 0 to 1:
    /// `p_i = 1 - exp(-rate * words_i)` with the rate at which all `p_i` add up to the number of articles that report it.
    pub expected: f64,
    /// The nearest sentence, unless none shares a telling word. Its score is 0 when the two share too little to be scored.
    pub nearest: Option<Nearest>,
}

/// What an article reports of all statements, beside what its length lets one expect.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleCoverage {
    /// Index in [`Comparison::articles`].
    pub article: usize,
    /// Statements that it reports.
    pub n_statements: usize,
    /// How many an article of its length was to be expected to report: the sum over statements of [`Omission::expected`].
    pub expected: f64,
    /// `(n_statements - expected) / sqrt(sum of p * (1 - p))`: beyond 2 or -2 length alone hardly explains it.
    pub residual: f64,
    /// Indices in [`Comparison::statements`]: what more than half of the other articles and at least two report, and this one
    /// does not, not even nearly.
    pub missing: Vec<usize>,
}

/// A sentence that comes close to no sentence of another article.
#[derive(Clone, Debug, PartialEq)]
pub struct UniqueSentence {
    /// Where it stands.
    pub place: Place,
    /// Its probability with the sentence elsewhere that is most like it, below 0.2.
    pub score: f64,
}

/// A line set aside: no content of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Furniture {
    /// Where it stands.
    pub place: Place,
    /// Why it was set aside.
    pub reason: String,
}

/// How alike the articles are, pair by pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Similarity {
    /// Name of the measure.
    pub measure: String,
    /// Row by row, in the order of [`Comparison::articles`].
    pub matrix: Vec<Vec<f64>>,
}

/// The coverage of one story.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The articles, by id.
    pub articles: Vec<Article>,
    /// The language that was asked for, or `auto`.
    pub language: String,
    /// Sentences per article, furniture left out.
    pub n_sentences: Vec<usize>,
    /// Words per article, furniture left out.
    pub n_words: Vec<usize>,
    /// How alike the articles are.
    pub similarity: Similarity,
    /// What two articles or more report.
    pub statements: Vec<Statement>,
    /// Who is quoted with what.
    pub quotes: Vec<QuoteGroup>,
    /// Shared runs of words.
    pub passages: Vec<Passage>,
    /// What each article reports, beside what was to be expected.
    pub coverage: Vec<ArticleCoverage>,
    /// Sentences that only one article has.
    pub unique: Vec<UniqueSentence>,
    /// Statement by article: a cell for every statement that at least two and one in twenty of all articles report, and every
    /// article of its language.
    pub omissions: Vec<Omission>,
    /// Lines set aside.
    pub boilerplate: Vec<Furniture>,
    /// What the words of each article are.
    pub composition: Vec<Composition>,
    /// Who probably copied whom.
    pub provenance: Vec<Provenance>,
    /// Traces of words replaced or translated.
    pub spun: Vec<Spun>,
    /// How many accounts are independent.
    pub corroboration: Corroboration,
    /// What made the result: tokenizer, stop list, stemmer, thresholds.
    pub recipe: serde_json::Value,
}
