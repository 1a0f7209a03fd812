//! Quotations: where they stand, who said them, and how outlets vary them.

mod clause_words;
mod edits;
mod frames;
mod lexicon;
mod marks;
mod names;
mod paragraphs;
mod people;
mod speakers;
mod subject;
mod tokens;
mod unmarked;
mod variants;
mod wording;

use crate::furniture::blanked;
use crate::{Furniture, Place, QuoteGroup, QuoteKind};
pub(crate) use edits::{Difference, differences};
pub use edits::{Edit, EditKind};
pub(crate) use lexicon::{calendar, grammatical, says};
use marks::Quoted;
use newsloom_core::Article;
use newsloom_text::{Language, Span};
pub(crate) use paragraphs::paragraphs;
use people::{Everybody, People};
use serde::{Deserialize, Serialize};
pub use variants::{GroupOptions, group};
pub(crate) use wording::Wording;

/// How the speaker of a quotation was found, from the surest way to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// A reporting word with a name or a description: `Berg said`.
    Cue,
    /// `according to Berg`.
    AccordingTo,
    /// A name beside it: `Berg: "..."`.
    Name,
    /// A role that stands for somebody named before: `the mayor said`.
    Role,
    /// A pronoun that stands for somebody named before: `he said`.
    Pronoun,
    /// It goes on with the quotation before.
    Continued,
    /// Nothing but the sentence before tells.
    Neighbour,
    /// A variant in another article tells.
    Variant,
    /// Unknown.
    None,
}

impl Attribution {
    /// Its name in tables and JSON, such as `according_to`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cue => "cue",
            Self::AccordingTo => "according_to",
            Self::Name => "name",
            Self::Role => "role",
            Self::Pronoun => "pronoun",
            Self::Continued => "continued",
            Self::Neighbour => "neighbour",
            Self::Variant => "variant",
            Self::None => "none",
        }
    }
}

/// A quotation of one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotation {
    /// The words inside the marks, in bytes.
    pub span: Span,
    /// Who said it, when the text tells: the fullest form of the name that the text has.
    pub speaker: Option<String>,
    /// The reporting word as it stands, such as `said`.
    pub cue: Option<String>,
    /// Direct when it stands for itself, mixed when it is part of the outlet's own sentence.
    pub kind: QuoteKind,
    /// Index of the first part, when this one goes on with it (`"...," he said, "..."`).
    pub part_of: Option<usize>,
    /// How the speaker was found.
    pub attribution: Attribution,
    /// Whether quotation marks enclose the words. A text by itself has no others; see [`of_story`].
    pub marked: bool,
}
/// The quotations of a text, in order.
///
/// Marks are paired by kind; a quotation that runs over paragraphs gives one row for each, joined by `part_of`. Quotations nested inside
/// another one belong to it.
///
/// ```
/// use newsloom_text::Language;
/// let text = "“The bridge is safe,” said Mayor Anna Berg. “We checked it twice.”";
/// let quotes = newsloom_compare::quotes(text, Language::English);
/// assert_eq!(quotes[0].span.of(text), "The bridge is safe,");
/// assert_eq!(quotes[1].speaker.as_deref(), Some("Anna Berg"));
/// assert_eq!(quotes[1].part_of, Some(0));
/// ```
#[must_use]
pub fn quotes(text: &str, _language: Language) -> Vec<Quotation> {
    let paragraphs = paragraphs(text);
    let quoted = marks::quoted(text, &paragraphs);
    speakers::attribute(text, &paragraphs, &quoted).0
}

/// The quotations of the articles of one story in groups of variants. What stands in `furniture` is left out, but for each article's
/// title where it first stands.
///
/// Words that one article quotes and another one prints without marks are found there too (`marked` is false).
#[must_use]
pub fn of_story(articles: &[Article], furniture: &[Furniture], language: Language) -> Vec<QuoteGroup> {
    beside(articles, furniture, language, &|_, _| 0.0)
}

/// As [`of_story`]; `alike` tells how probable it is that the sentences of two places report the same.
pub(crate) fn beside(
    articles: &[Article],
    furniture: &[Furniture],
    language: Language,
    alike: &dyn Fn(Place, Place) -> f64,
) -> Vec<QuoteGroup> {
    let read: Vec<_> = articles.iter().enumerate().map(|(i, a)| blanked(&a.text, i, furniture)).collect();
    let texts: Vec<&str> = read.iter().map(AsRef::as_ref).collect();
    let paragraphs: Vec<Vec<Span>> = texts.iter().map(|t| paragraphs(t)).collect();
    let title: Vec<Option<usize>> = (0..texts.len())
        .map(|i| furniture.iter().filter(|f| f.place.article == i && f.reason == "title").map(|f| f.place.span.start).min())
        .collect();
    let aside = |i: usize, span: &Span| {
        let other = |f: &&Furniture| f.place.article == i && Some(f.place.span.start) != title[i];
        furniture.iter().filter(other).any(|f| f.place.span.contains(span))
    };
    let quoted: Vec<Vec<Quoted>> =
        (0..texts.len()).map(|i| marks::quoted(texts[i], &paragraphs[i]).into_iter().filter(|q| !aside(i, &q.inner)).collect()).collect();
    let printed = unmarked::Printed::new(&texts, &quoted, language);
    let numbers: Vec<usize> = (0..texts.len()).collect();
    let (mut found, people): (Vec<Vec<Quotation>>, Vec<People>) = newsloom_core::map(&numbers, |&i| {
        let spans =
            printed.in_article(i).into_iter().filter(|s| !furniture.iter().any(|f| f.place.article == i && f.place.span.overlaps(s)));
        let mut all = quoted[i].clone();
        all.extend(spans.map(|s| Quoted { outer: s, inner: s, continued: false, single: false, marked: false }));
        all.sort_unstable_by_key(|q| q.outer.start);
        speakers::attribute(texts[i], &paragraphs[i], &all)
    })
    .into_iter()
    .unzip();
    let everybody = Everybody::new(&people);
    for q in found.iter_mut().flatten() {
        everybody.name(q);
    }
    variants::anchored(&texts, &found, language, &GroupOptions::default(), alike)
}
