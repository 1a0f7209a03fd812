//! Site furniture: lines of an article that are no part of its story.

mod cues;
mod form;
mod line;
mod recurrence;
mod tail;
mod title;

use crate::{CompareError, Furniture, Place};
use newsloom_core::Article;
use rustc_hash::FxHashMap;

/// How furniture is found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FurnitureOptions {
    /// Reasons that are no ground for setting a line aside, such as `title`; `all` for none at all.
    pub keep: Vec<String>,
    /// The event of each article, when it is known: what recurs within an outlet across events is furniture. Empty when it is not.
    pub events: Vec<usize>,
}

impl FurnitureOptions {
    /// Options from the names of reasons and of events; `events` has one name an article, or none at all.
    ///
    /// # Errors
    /// When `keep` holds what is no reason.
    pub fn new(keep: &[String], events: &[String]) -> Result<Self, CompareError> {
        if let Some(k) = keep.iter().find(|k| *k != "all" && !REASONS.contains(&k.as_str())) {
            let rule = "all or a reason for which lines are set aside";
            return Err(CompareError::Parameter { parameter: "keep", rule, value: format!("{k:?}; {}", newsloom_core::hint(k, &REASONS)) });
        }
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        let mut number = |name| {
            let next = known.len();
            *known.entry(name).or_insert(next)
        };
        Ok(Self { keep: keep.to_vec(), events: events.iter().map(|e| number(e.as_str())).collect() })
    }
}

/// Why lines are set aside.
pub const REASONS: [&str; 22] = [
    "about",
    "advertisement",
    "byline",
    "caption",
    "comment",
    "copyright",
    "credit",
    "date",
    "embed",
    "media",
    "outlet",
    "recurring",
    "related",
    "section",
    "separator",
    "share",
    "source_link",
    "subscribe",
    "tail",
    "title",
    "update",
    "url",
];

/// The lines of articles that are site furniture, by article and place, each with a reason.
///
/// By form and place: title echoes (`title`), `url`, `date`, `advertisement`, `share`, `comment`, `related`, `caption`, `credit`, `byline`,
/// `outlet`, `subscribe`, `copyright`, `update`, `source_link`, `media`, `about`, `separator`, what follows the last sentence (`tail`), and the ends of embedded posts (`embed`). Over a pile:
/// lines that recur within an outlet across events (`recurring`). A sentence is never set aside for one word in it.
///
/// ```
/// use newsloom_compare::furniture::{FurnitureOptions, find};
/// use newsloom_core::Article;
/// let article = Article::new("a", "The bridge opened on Monday.\n\nADVERTISEMENT\n\nSource link");
/// let aside = find(&[article], &FurnitureOptions::default());
/// assert_eq!(aside.iter().map(|f| f.reason.as_str()).collect::<Vec<_>>(), ["advertisement", "source_link"]);
/// ```
#[must_use]
pub fn find(articles: &[Article], options: &FurnitureOptions) -> Vec<Furniture> {
    let recurring = recurrence::recurring(articles, &options.events);
    let kept = |reason: &str| options.keep.iter().any(|k| k == "all" || k == reason);
    let mut out = Vec::new();
    for (i, article) in articles.iter().enumerate() {
        let lines = line::lines(&article.text);
        let echoes = title::echoes(&lines, &article.title);
        for (line, echo) in lines.iter().zip(echoes) {
            let reason = echo
                .or_else(|| form::reason(line, &article.outlet))
                .or_else(|| title::teaser(line, &lines))
                .or_else(|| title::tail(line, &lines))
                .or_else(|| recurring.contains(&article.outlet, &line.plain).then_some("recurring"));
            let (span, reason) = match reason {
                Some(reason) => (line.span, reason),
                None => match tail::tail(line) {
                    Some(span) => (span, "embed"),
                    None => continue,
                },
            };
            if !kept(reason) {
                out.push(Furniture { place: Place { article: i, span }, reason: reason.to_owned() });
            }
        }
    }
    out
}
