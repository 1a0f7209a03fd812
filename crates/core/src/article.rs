use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// Reads one of an article's own fields.
type Get = fn(&Article) -> &str;

/// One news article as it was given: the text is never edited, so that offsets always point into it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Unique within a corpus: the record's `id`, else the file name without its ending.
    pub id: String,
    /// The title, when the source gives one or the first line reads like one. May be empty.
    pub title: String,
    /// The whole text as given, decoded to UTF-8 (a title on the first line stays in it).
    pub text: String,
    /// Who published it. May be empty.
    pub outlet: String,
    /// The date as given, for example `2026-03-14`. May be empty.
    pub date: String,
    /// Where it stood on the web. May be empty.
    pub url: String,
    /// ISO 639-1 code when it is known. May be empty.
    pub lang: String,
    /// The file it came from. Empty for articles that were made in memory.
    pub path: String,
    /// Any other field of the record, carried through in the order given.
    pub extra: serde_json::Map<String, Value>,
}

impl Article {
    /// An article with an id and a text, all else empty.
    ///
    /// ```
    /// let a = newsloom_core::Article::new("a", "The mayor spoke.");
    /// assert_eq!(a.id, "a");
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// The fields that every article has, without its text.
    const OWN: [(&'static str, Get); 7] = [
        ("id", |a| &a.id),
        ("title", |a| &a.title),
        ("outlet", |a| &a.outlet),
        ("date", |a| &a.date),
        ("url", |a| &a.url),
        ("lang", |a| &a.lang),
        ("path", |a| &a.path),
    ];

    /// The value of a field by which articles may be told apart, white space around it left out: any but the text. Numbers and booleans
    /// as they are written. `None` where the field is empty, missing or holds a list or an object.
    ///
    /// ```
    /// let mut a = newsloom_core::Article::new("a", "The mayor spoke.");
    /// a.extra.insert("section".into(), "local".into());
    /// assert_eq!((a.field("section").as_deref(), a.field("outlet")), (Some("local"), None));
    /// ```
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Cow<'_, str>> {
        let own = Self::OWN.iter().find(|(n, _)| *n == name).map(|(_, get)| get(self));
        let value: Cow<'_, str> = match (own, self.extra.get(name)) {
            (Some(own), _) => own.into(),
            (None, Some(Value::String(s))) => s.as_str().into(),
            (None, Some(v @ (Value::Number(_) | Value::Bool(_)))) => v.to_string().into(),
            _ => return None,
        };
        let trimmed = match value {
            Cow::Borrowed(s) => s.trim().into(),
            Cow::Owned(s) => Cow::Owned(s),
        };
        Some(trimmed).filter(|v: &Cow<'_, str>| !v.is_empty())
    }

    /// The names that [`Article::field`] knows here.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        Self::OWN.iter().map(|(n, _)| *n).chain(self.extra.keys().map(String::as_str))
    }
}

/// What people see of each article: its outlet where every article has one, numbered where it has several, else its id.
///
/// ```
/// use newsloom_core::{Article, labels};
/// let mut pair = [Article::new("a", "One."), Article::new("b", "Two.")];
/// assert_eq!(labels(&pair), ["a", "b"]);
/// pair[0].outlet = "Daily".into();
/// pair[1].outlet = "Courier".into();
/// assert_eq!(labels(&pair), ["Daily", "Courier"]);
/// pair[1].outlet = "Daily".into();
/// assert_eq!(labels(&pair), ["Daily (1)", "Daily (2)"]);
/// ```
#[must_use]
pub fn labels(articles: &[Article]) -> Vec<String> {
    if articles.iter().any(|a| a.outlet.trim().is_empty()) {
        return articles.iter().map(|a| a.id.clone()).collect();
    }
    // Of each outlet: its articles, and how many of them are named already.
    let mut of: HashMap<&str, (usize, usize)> = HashMap::new();
    articles.iter().for_each(|a| of.entry(a.outlet.trim()).or_default().0 += 1);
    let mut label = |a: &Article| {
        let outlet = a.outlet.trim();
        match of.get_mut(outlet) {
            Some((several, named)) if *several > 1 => {
                *named += 1;
                format!("{outlet} ({named})")
            }
            _ => outlet.to_owned(),
        }
    };
    articles.iter().map(&mut label).collect()
}

/// The character as it may be shown: control codes and codes that turn the direction of writing, which could steer a terminal or
/// forge a page, become U+FFFD. Line feed and tab stay.
#[must_use]
pub const fn visible(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    }
}
