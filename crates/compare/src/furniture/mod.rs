//! Site furniture: lines of an article that are no part of its story.

mod cues;
mod date_line;
mod form;
mod line;
mod recurrence;
mod tail;
mod title;

use crate::{CompareError, Comparison, Furniture, Place};
use newsloom_core::Article;
use newsloom_text::{Span, link_rows};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

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
/// `outlet`, `subscribe`, `copyright`, `update`, `source_link`, `media`, `about`, `separator`, what follows the last sentence (`tail`), the ends of embedded posts (`embed`)
/// and rows of links within a sentence (`related`, too). Over a pile:
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
            let found: Vec<(Span, &str)> = match reason {
                Some(reason) => vec![(line.span, reason)],
                None => rows(line).map(|s| (s, "related")).chain(tail::tail(line).map(|s| (s, "embed"))).collect(),
            };
            let aside = found.into_iter().filter(|f| !kept(f.1));
            out.extend(aside.map(|(span, reason)| Furniture { place: Place { article: i, span }, reason: reason.to_owned() }));
        }
    }
    out
}

/// The rows of links within a line.
fn rows(line: &line::Line<'_>) -> impl Iterator<Item = Span> {
    link_rows(line.text).into_iter().map(|s| Span::new(line.span.start + s.start, line.span.start + s.end))
}

/// An article's text as it is read: what is set aside within a line is blanked, so that the sentence around it goes on and
/// every place stays what it is.
pub(crate) fn blanked<'t>(text: &'t str, article: usize, furniture: &[Furniture]) -> Cow<'t, str> {
    let mut out = Cow::Borrowed(text);
    for Span { start, end } in furniture.iter().filter(|f| f.place.article == article).map(|f| f.place.span) {
        if within_line(text, Span { start, end }) {
            out.to_mut().replace_range(start..end, &" ".repeat(end - start));
        }
    }
    out
}

impl Comparison {
    /// The words of a place as they are read: `[…]` stands for what is set aside within its lines.
    ///
    /// ```
    /// use newsloom_compare::{CompareOptions, compare};
    /// use newsloom_core::Article;
    /// let linked = Article::new("a", "Mayor Anna Berg Anna BergFerry fees rise MORE came.");
    /// let c = compare(&[linked, Article::new("b", "Mayor Anna Berg came.")], &CompareOptions::default())?;
    /// assert_eq!(c.reading(c.statements[0].members[0].place), "Mayor Anna Berg […] came.");
    /// # Ok::<(), newsloom_compare::CompareError>(())
    /// ```
    #[must_use]
    pub fn reading(&self, place: Place) -> Cow<'_, str> {
        let text = &self.articles[place.article].text;
        let aside = self.boilerplate.iter().filter(|f| f.place.article == place.article).map(|f| f.place.span);
        let (mut out, mut at) = (String::new(), place.span.start);
        for s in aside.filter(|s| place.span != *s && place.span.contains(s) && within_line(text, *s)) {
            out.push_str(&text[at..s.start]);
            out.push_str("[…]");
            at = s.end;
        }
        let rest = &text[at..place.span.end];
        if out.is_empty() { Cow::Borrowed(rest) } else { Cow::Owned(out + rest) }
    }
}

/// Whether text of the same line stands on both sides.
pub(crate) fn within_line(text: &str, span: Span) -> bool {
    let ended = |c: char| matches!(c, '\n' | '\u{2028}' | '\u{2029}');
    let before = text[..span.start].rsplit(ended).next().unwrap_or_default();
    let after = text[span.end..].split(ended).next().unwrap_or_default();
    !before.trim().is_empty() && !after.trim().is_empty()
}
