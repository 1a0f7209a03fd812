use super::line;
use newsloom_core::Article;
use rustc_hash::{FxHashMap, FxHashSet};

/// Lines that recur within an outlet.
#[derive(Debug, Default)]
pub(super) struct Recurring(FxHashMap<String, FxHashSet<String>>);

impl Recurring {
    pub(super) fn contains(&self, outlet: &str, plain: &str) -> bool {
        self.0.get(outlet).is_some_and(|lines| lines.contains(plain))
    }
}

/// How many articles of one outlet must have a line when their events are not known.
const MIN_ARTICLES: usize = 4;

/// The two-way test: what recurs within an outlet across events is furniture, what recurs across outlets within an event is content.
///
/// Without `events` a line must stand in [`MIN_ARTICLES`] articles of an outlet and in none of any other.
pub(super) fn recurring(articles: &[Article], events: &[usize]) -> Recurring {
    let known = events.len() == articles.len() && !events.is_empty();
    // For each line: the articles that have it, by outlet.
    let mut seen: FxHashMap<String, FxHashMap<&str, Vec<usize>>> = FxHashMap::default();
    for (i, article) in articles.iter().enumerate() {
        if article.outlet.is_empty() {
            continue;
        }
        let lines: FxHashSet<String> =
            line::lines(&article.text).into_iter().filter(|l| l.n_words > 0 && l.n_words <= 120).map(|l| l.plain).collect();
        for plain in lines {
            seen.entry(plain).or_default().entry(article.outlet.as_str()).or_default().push(i);
        }
    }
    let mut out = Recurring::default();
    for (plain, outlets) in seen {
        for (outlet, members) in &outlets {
            let furniture = if known {
                let within: FxHashSet<usize> = members.iter().map(|&i| events[i]).collect();
                let shared = outlets.iter().any(|(o, others)| o != outlet && others.iter().any(|&i| within.contains(&events[i])));
                within.len() >= 2 && members.len() >= 2 && !shared
            } else {
                members.len() >= MIN_ARTICLES && outlets.len() == 1
            };
            if furniture {
                out.0.entry((*outlet).to_owned()).or_default().insert(plain.clone());
            }
        }
    }
    out
}
