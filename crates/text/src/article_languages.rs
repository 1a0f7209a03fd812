use crate::{Language, StopWordSource, detect_language, stop_words, words};
use newsloom_core::{Article, map};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Bytes of a text that are enough to tell its language, and the least that are taken as proof.
const ENOUGH: usize = 2000;
const LEAST: usize = 200;

/// Tells the language of each article of a pile, as an ISO 639-1 code: the one given for all, else what the article says, else what its
/// text shows, else, for short texts, what most of the pile is in.
///
/// Tables and lists look like any language: a text that shows another language than most of the pile must also hold more of the
/// function words of that one, a short text more than twice as many. What was seen of earlier articles counts for later ones; their language stays.
///
/// ```
/// use newsloom_core::Article;
/// use newsloom_text::ArticleLanguages;
/// let mut languages = ArticleLanguages::default();
/// let told = Article { lang: "de-AT".into(), ..Article::new("a", "Kurz.") };
/// assert_eq!(languages.tell(&[told, Article::new("b", "Ein Satz.")]), ["de", "de"]);
/// assert_eq!(languages.tell(&[Article::new("c", "Noch einer.")]), ["de"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleLanguages {
    given: Option<String>,
    /// Articles seen in each language.
    counts: BTreeMap<String, usize>,
}

impl ArticleLanguages {
    /// All articles are in one language, given by name or code.
    #[must_use]
    pub fn given(language: &str) -> Self {
        Self { given: Some(code(language)), ..Self::default() }
    }

    /// The language of each article, in the order given, on which nothing depends.
    pub fn tell<A: Borrow<Article> + Sync>(&mut self, articles: &[A]) -> Vec<String> {
        if let Some(code) = &self.given {
            return vec![code.clone(); articles.len()];
        }
        let says = |a: &Article| (!a.lang.trim().is_empty()).then(|| code(&a.lang));
        let found: Vec<Option<Seen>> =
            map(articles, |a| says(a.borrow()).map(|code| Seen { code, sure: true }).or_else(|| seen(&a.borrow().text)));
        found.iter().flatten().filter(|s| s.sure).for_each(|s| *self.counts.entry(s.code.clone()).or_default() += 1);
        let usual = self.counts.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))).map(|(c, _)| c.clone());
        let usual = usual.or_else(|| of_all(articles)).unwrap_or_else(|| Language::English.code().to_owned());
        let mut lists: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for code in found.iter().flatten().map(|s| &s.code).chain([&usual]) {
            lists.entry(code).or_insert_with(|| function_words(code));
        }
        let held = |a: &Article, code: &str| lists.get(code).map_or(0, |list| n_held(&a.text, list));
        let shows = |a: &Article, s: &Seen| {
            let (own, others) = (held(a, &s.code), held(a, &usual));
            own > if s.sure { others } else { 2 * others + 1 }
        };
        let settled = articles.iter().map(Borrow::borrow).zip(&found).map(|(a, seen)| match seen {
            Some(s) if s.code == usual || !a.lang.trim().is_empty() || shows(a, s) => s.code.clone(),
            _ => usual.clone(),
        });
        settled.collect()
    }
}

fn code(lang: &str) -> String {
    lang.parse::<Language>().map_or_else(|_| lang.trim().to_lowercase(), |l| l.code().to_owned())
}

/// What language a text shows.
struct Seen {
    code: String,
    /// Whether the text is long and clear enough.
    sure: bool,
}

fn seen(text: &str) -> Option<Seen> {
    detect_language(beginning(text)).map(|d| Seen { code: d.code.to_owned(), sure: d.reliable && text.len() >= LEAST })
}

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Words of the beginning of a text that stand in a sorted list.
fn n_held(text: &str, list: &[&str]) -> usize {
    let beginning = beginning(text);
    words(beginning).iter().filter(|w| list.binary_search(&w.span.of(beginning).to_lowercase().as_str()).is_ok()).count()
}

/// The language of all short texts taken together.
fn of_all<A: Borrow<Article>>(articles: &[A]) -> Option<String> {
    let mut all = String::new();
    for a in articles.iter().map(Borrow::borrow) {
        all.push_str(&a.title);
        all.push_str(".\n");
        all.push_str(&a.text);
        all.push('\n');
        if all.len() > 2 * ENOUGH {
            break;
        }
    }
    seen(&all).filter(|s| s.sure).map(|s| s.code)
}

/// The words of a language that say little, by bytes; none for a language without a list.
#[must_use]
pub fn function_words(code: &str) -> Vec<&'static str> {
    [StopWordSource::Sklearn, StopWordSource::Snowball, StopWordSource::Iso]
        .into_iter()
        .find_map(|s| stop_words(code, s).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_without_a_language_gets_its_own_or_the_usual_one() {
        let german = "Die Brücke über den Fluss bleibt bis zum Sommer gesperrt, weil die Pfeiler nach dem Hochwasser untersucht werden müssen. \
            Der Stadtrat will am Montag über das Geld für die Arbeiten entscheiden, sagte die Bürgermeisterin.";
        let articles =
            [Article::new("a", german), Article::new("b", "Kurz."), Article { lang: "en-GB".into(), ..Article::new("c", german) }];
        assert_eq!(ArticleLanguages::default().tell(&articles), ["de", "de", "en"]);
        assert_eq!(ArticleLanguages::given("French").tell(&articles), ["fr", "fr", "fr"]);
        assert_eq!(ArticleLanguages::default().tell(&articles[1..2]), ["en"]);
    }

    #[test]
    fn a_short_text_shows_its_language_by_function_words() {
        let english = Article { lang: "en".into(), ..Article::new("a", "The ferry Alma sank.") };
        let short = |id: &str, text: &str| Article::new(id, text);
        let articles = [
            english,
            short("b", "Die Fähre Alma sank am Montag vor dem Hafen von Port Orla. Alle Fahrgäste wurden gerettet."),
            short("c", "Alma: 90, 12, 4."),
            short("d", "Ferry sinks near Port Orla"),
        ];
        assert_eq!(ArticleLanguages::default().tell(&articles), ["en", "de", "en", "en"]);
    }

    #[test]
    fn a_table_is_in_the_language_of_the_pile() {
        let table = "Shr loss six cts vs not available. Net loss 562,231 vs profit 10,253. Revs 8,871,874 vs 9,549,308. Year. Shr loss 60 cts \
            vs loss nine cts. Net loss 5,299,000 vs loss 767,000. Revs 32.1 mln vs 38.5 mln. Avg shrs 8.9 mln vs 8.6 mln.";
        assert_eq!(seen(table).map(|s| s.code).as_deref(), Some("fr"));
        let english = "The harbour bridge stays closed until the summer because the piers have to be looked at after the flood. The \
            council will decide on Monday about the money for the works, the mayor said, and nobody expects a quick answer from it.";
        let articles = [Article::new("a", english), Article::new("b", table), Article::new("c", english)];
        assert_eq!(ArticleLanguages::default().tell(&articles), ["en"; 3]);
        // Alone it shows what it shows; after others it is taken with them.
        let mut languages = ArticleLanguages::default();
        languages.tell(&articles[..1]);
        assert_eq!(languages.tell(&[&articles[1]]), ["en"]);
    }

    #[test]
    fn lists_are_found_by_code() {
        assert!(function_words("en").contains(&"the") && function_words("de").contains(&"und"));
        assert!(function_words("xx").is_empty());
    }
}
