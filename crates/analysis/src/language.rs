use newsloom_core::{Article, map};
use newsloom_text::{Language, StopWordSource, detect_language, stop_words, words};
use std::collections::BTreeMap;

/// Bytes of a text that are enough to tell its language, and the least that are taken as proof.
const ENOUGH: usize = 2000;
const LEAST: usize = 200;

/// The language of each article as a number into the codes (ISO 639-1): the one `given` for all, else what the article says, else what
/// its text shows, else, for short texts, what most of the pile is in.
///
/// Tables and lists look like any language: a text that shows another language than most of the pile must also hold more of the
/// function words of that one.
pub(crate) fn languages(articles: &[&Article], given: Option<Language>) -> (Vec<String>, Vec<usize>) {
    if let Some(language) = given {
        return (vec![language.code().to_owned()], vec![0; articles.len()]);
    }
    let found: Vec<Option<String>> = map(articles, |a| if a.lang.trim().is_empty() { seen(&a.text) } else { Some(code(&a.lang)) });
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    found.iter().flatten().for_each(|c| *counts.entry(c.clone()).or_default() += 1);
    let usual = counts.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))).map(|(c, _)| c.clone());
    let usual = usual.or_else(|| of_all(articles)).unwrap_or_else(|| Language::English.code().to_owned());
    counts.entry(usual.clone()).or_default();
    let lists: BTreeMap<&str, Vec<&str>> = counts.keys().map(|c| (c.as_str(), function_words(c))).collect();
    let held = |a: &Article, code: &str| lists.get(code).map_or(0, |list| n_held(&a.text, list));
    let settled = articles.iter().zip(found).map(|(a, code)| match code {
        Some(code) if code == usual || !a.lang.trim().is_empty() || held(a, &code) > held(a, &usual) => code,
        _ => usual.clone(),
    });
    let settled: Vec<String> = settled.collect();
    let mut codes = settled.clone();
    codes.sort_unstable();
    codes.dedup();
    let numbers = settled.iter().map(|c| codes.binary_search(c).unwrap_or_default()).collect();
    (codes, numbers)
}

fn code(lang: &str) -> String {
    lang.parse::<Language>().map_or_else(|_| lang.trim().to_lowercase(), |l| l.code().to_owned())
}

fn seen(text: &str) -> Option<String> {
    if text.len() < LEAST {
        return None;
    }
    detect_language(beginning(text)).filter(|d| d.reliable).map(|d| d.code.to_owned())
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
fn of_all(articles: &[&Article]) -> Option<String> {
    let mut all = String::new();
    for a in articles {
        all.push_str(&a.title);
        all.push_str(".\n");
        all.push_str(&a.text);
        all.push('\n');
        if all.len() > 2 * ENOUGH {
            break;
        }
    }
    seen(&all)
}

/// The words of a language that say little; none for a language without a list.
pub(crate) fn function_words(code: &str) -> Vec<&'static str> {
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
        let all: Vec<&Article> = articles.iter().collect();
        let (codes, of) = languages(&all, None);
        assert_eq!(of.iter().map(|&l| codes[l].as_str()).collect::<Vec<_>>(), ["de", "de", "en"]);
        assert_eq!(languages(&all, Some(Language::French)), (vec!["fr".into()], vec![0, 0, 0]));
    }

    #[test]
    fn a_table_is_in_the_language_of_the_pile() {
        let table = "Shr loss six cts vs not available. Net loss 562,231 vs profit 10,253. Revs 8,871,874 vs 9,549,308. Year. Shr loss 60 cts \
            vs loss nine cts. Net loss 5,299,000 vs loss 767,000. Revs 32.1 mln vs 38.5 mln. Avg shrs 8.9 mln vs 8.6 mln.";
        assert_eq!(seen(table).as_deref(), Some("fr"));
        let english = "The harbour bridge stays closed until the summer because the piers have to be looked at after the flood. The \
            council will decide on Monday about the money for the works, the mayor said, and nobody expects a quick answer from it.";
        let articles = [Article::new("a", english), Article::new("b", table), Article::new("c", english)];
        let (codes, of) = languages(&articles.iter().collect::<Vec<_>>(), None);
        assert_eq!((codes, of), (vec!["en".into()], vec![0; 3]));
    }

    #[test]
    fn lists_are_found_by_code() {
        assert!(function_words("en").contains(&"the") && function_words("de").contains(&"und"));
        assert!(function_words("xx").is_empty());
    }
}
