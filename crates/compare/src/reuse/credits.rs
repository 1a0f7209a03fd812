//! Where an article names another outlet, or an agency, as the source of its words.

use newsloom_core::Article;
use newsloom_text::{HashedWord, Span, hashed_words};

/// Agencies whose copy many outlets print.
const AGENCIES: [&str; 16] = [
    "Reuters",
    "Associated Press",
    "Agence France-Presse",
    "AFP",
    "Bloomberg News",
    "Deutsche Presse-Agentur",
    "dpa",
    "Press Association",
    "PA Media",
    "Xinhua",
    "TASS",
    "Kyodo",
    "EFE",
    "ANSA",
    "Press Trust of India",
    "Anadolu",
];

/// An outlet's name as words: what the record says, else the id without numbers.
fn name(article: &Article) -> String {
    let given = if article.outlet.trim().is_empty() { &article.id } else { &article.outlet };
    let words = given.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.filter(|w| !w.contains(|c: char| c.is_numeric())).collect::<Vec<_>>().join(" ")
}

/// Where a name stands in a text, with a capital at its head.
fn find(name: &[u64], text: &str, words: &[HashedWord]) -> Option<Span> {
    let found = words
        .windows(name.len().max(1))
        .find(|w| w.iter().map(|w| w.hash).eq(name.iter().copied()) && w[0].span.of(text).starts_with(char::is_uppercase))?;
    Some(Span::new(found.first()?.span.start, found.last()?.span.end))
}

/// Where `article` names `other`: the whole name (of two words or a long one), or its last long word after an article, as in
/// `told the Ledger`; and whether it was the whole name.
pub(super) fn mention(article: &Article, other: &Article) -> Option<(Span, bool)> {
    let (theirs, mine) = (name(other), name(article).to_lowercase());
    let words = hashed_words(&article.text);
    let hashes: Vec<u64> = hashed_words(&theirs).iter().map(|w| w.hash).collect();
    if (hashes.len() > 1 || theirs.chars().count() >= 7)
        && !mine.contains(&theirs.to_lowercase())
        && let Some(span) = find(&hashes, &article.text, &words)
    {
        return Some((span, true));
    }
    let part = theirs.split(' ').rfind(|w| w.chars().count() >= 5 && !mine.contains(&w.to_lowercase()))?;
    let (the, part) = (hashed_words("the")[0].hash, hashed_words(part).first()?.hash);
    let place =
        words.windows(2).find(|w| w[0].hash == the && w[1].hash == part && w[1].span.of(&article.text).starts_with(char::is_uppercase))?[1];
    Some((place.span, false))
}

/// The agency that two articles both name.
pub(super) fn common_agency(a: &Article, b: &Article) -> Option<(&'static str, Span, Span)> {
    let (words_a, words_b) = (hashed_words(&a.text), hashed_words(&b.text));
    AGENCIES.iter().find_map(|agency| {
        let name: Vec<u64> = hashed_words(agency).iter().map(|w| w.hash).collect();
        // Short names count only as they are written.
        let written = |text: &str, span: Span| agency.chars().count() > 4 || span.of(text) == *agency;
        let in_a = find(&name, &a.text, &words_a).filter(|&s| written(&a.text, s))?;
        let in_b = find(&name, &b.text, &words_b).filter(|&s| written(&b.text, s))?;
        Some((*agency, in_a, in_b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words in which an article credits an outlet.
    fn check(text: &str, outlet: &str, expect: Option<&str>) {
        let article = Article { outlet: "Harbour Times".into(), ..Article::new("h", text) };
        let other = Article { outlet: outlet.into(), ..Article::new("o", "") };
        assert_eq!(mention(&article, &other).map(|(s, _)| s.of(text)), expect, "{text}");
    }

    #[test]
    fn credits_are_found() {
        check("The dam broke, reported Meridian Wire.", "Meridian Wire", Some("Meridian Wire"));
        check("He told the Ledger that he would think.", "Northport Ledger", Some("Ledger"));
        check("She keeps a ledger and the ledger is full.", "Northport Ledger", None);
        check("The Harbour Times asked.", "Harbour Times", None);
        check("Nobody is named.", "Meridian Wire", None);
        let by_id = Article::new("01_meridian-wire", "");
        let text = Article::new("b", "The dam broke (Meridian Wire).");
        assert!(mention(&text, &by_id).is_some_and(|(_, whole)| whole));
    }

    #[test]
    fn an_agency_that_both_name_is_a_common_source() {
        let (a, b) = (Article::new("a", "TESSEN (Reuters) - The dam broke."), Article::new("b", "The dam broke, Reuters reported."));
        assert_eq!(common_agency(&a, &b).map(|c| c.0), Some("Reuters"));
        assert_eq!(common_agency(&a, &Article::new("c", "The dam broke.")), None);
    }
}
