use super::Story;
use super::provenance::Provenance;
use super::voice::Voices;
use crate::{PassageEdit, Place};
use newsloom_core::Article;
use newsloom_text::{Span, hashed_words, words};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

/// Which traces a text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpunKind {
    /// Single words replaced inside runs that are otherwise equal.
    Spun,
    /// The same quotations and facts in other words throughout.
    Translated,
}

/// A word that stands for another one inside a run that is otherwise equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swap {
    /// The word of the article.
    pub own: Place,
    /// The word of the article that it is compared with.
    pub other: Place,
    /// Whether it breaks up a name: both words have a capital, and so has a neighbour.
    pub damaged: bool,
}

/// What speaks for an article's text being made from another by replacing words or by translating. A score and the places to look at,
/// never a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Spun {
    /// Index of the article that shows the traces.
    pub article: usize,
    /// The article that it is compared with; none when it is compared with all.
    pub against: Option<usize>,
    /// Which traces.
    pub kind: SpunKind,
    /// 0 to 1. Spun: `min(1, 10 * swaps / aligned words) * isolated * immutables`. Translated: `reworded * (1 - equal)`, where `equal` is
    /// the share of the article's words in passages with any other.
    pub score: f64,
    /// Words of the passages, the article's side (spun); the article's quotations that others have too (translated).
    pub n_aligned: usize,
    /// Spun: isolated one-for-one swaps over all edits. Translated: quotations worded unlike all others' over those that others have too.
    pub rate: f64,
    /// Share of the numbers and names that the other has in the aligned stretches and this one has too; for a translation, that all
    /// others have and this one has too.
    pub immutables: f64,
    /// The swaps (spun), or the quotations and the others' wording of them (translated), by place.
    pub swaps: Vec<Swap>,
}

/// Traces, those of spinning first, by article.
pub(super) fn find(story: &Story<'_>, voices: &Voices, provenance: &[Provenance]) -> Vec<Spun> {
    let mut out: Vec<Spun> = provenance.iter().filter_map(|p| spun(story, p)).collect();
    out.extend((0..story.articles.len()).filter_map(|a| translated(story, voices, a)));
    out
}

fn spun(story: &Story<'_>, edge: &Provenance) -> Option<Spun> {
    let article = edge.copy().unwrap_or(edge.b);
    let other = if article == edge.a { edge.b } else { edge.a };
    let (mut swaps, mut n_edits, mut n_aligned, mut facts, mut kept) = (Vec::new(), 0usize, 0usize, 0usize, 0usize);
    let sides = |e: &PassageEdit| if article == edge.a { ((e.a, e.n_a), (e.b, e.n_b)) } else { ((e.b, e.n_b), (e.a, e.n_a)) };
    for p in story.passages.iter().filter(|p| (p.a.article, p.b.article) == (edge.a, edge.b)) {
        let (mine, theirs) = if article == edge.a { (p.a, p.b) } else { (p.b, p.a) };
        n_aligned += words(mine.span.of(&story.articles[article].text)).len();
        let (here, there) = (immutables(&story.articles[article], mine.span), immutables(&story.articles[other], theirs.span));
        facts += there.len();
        kept += there.intersection(&here).count();
        n_edits += p.edits.len();
        for e in &p.edits {
            let ((own, n_own), (of_other, n_other)) = sides(e);
            let pair = (own.of(&story.articles[article].text), of_other.of(&story.articles[other].text));
            // Two words for one is a synonym too; function words and numbers are none.
            let content = |w: &str| w.chars().nth(3).is_some() && !w.contains(|c: char| c.is_numeric());
            if n_own.max(n_other) <= 2 && n_own.min(n_other) == 1 && content(pair.0) && content(pair.1) {
                let damaged = in_name(&story.articles[article], own) && in_name(&story.articles[other], of_other);
                swaps.push(Swap { own: Place { article, span: own }, other: Place { article: other, span: of_other }, damaged });
            }
        }
    }
    if swaps.len() < 3 {
        return None;
    }
    let immutables = if facts == 0 { 1.0 } else { kept as f64 / facts as f64 };
    let rate = swaps.len() as f64 / n_edits as f64;
    let density = (10.0 * swaps.len() as f64 / n_aligned.max(1) as f64).min(1.0);
    swaps.sort_unstable_by_key(|s| s.own);
    Some(Spun {
        article,
        against: Some(other),
        kind: SpunKind::Spun,
        score: density * rate * immutables,
        n_aligned,
        rate,
        immutables,
        swaps,
    })
}

/// Whether a word and a neighbour in the same sentence have capitals.
fn in_name(article: &Article, span: Span) -> bool {
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let (before, after) = (article.text[..span.start].trim_end_matches(' '), article.text[span.end..].trim_start_matches(' '));
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    capital(span.of(&article.text)) && (capital(last) || capital(next))
}

/// The numbers and the words with a capital inside a sentence.
fn immutables(article: &Article, span: Span) -> FxHashSet<u64> {
    let text = span.of(&article.text);
    let words = hashed_words(text);
    let keeps = |i: usize| {
        let word = words[i].span.of(text);
        let before = i.checked_sub(1).map_or("", |p| text.get(words[p].span.end..words[i].span.start).unwrap_or_default());
        word.contains(|c: char| c.is_numeric())
            || i > 0 && word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some() && before.trim().is_empty()
    };
    (0..words.len()).filter(|&i| keeps(i)).map(|i| words[i].hash).collect()
}

/// Quotations of which a translation has its own wording: those with marks, of five words or more.
const LONG_QUOTE: usize = 5;
/// Equal words over those of the longer wording, below which the two are not the same words.
const SAME_WORDS: f64 = 0.6;

fn translated(story: &Story<'_>, voices: &Voices, article: usize) -> Option<Spun> {
    let mut reworded = Vec::new();
    let mut n = 0;
    for group in story.quotes {
        let long = |p: Place| voices.within(p.article, p.span).len() >= LONG_QUOTE;
        let others: Vec<Place> = group.members.iter().map(|m| m.place).filter(|p| p.article != article && long(*p)).collect();
        for m in group.members.iter().filter(|m| m.place.article == article && m.marked && long(m.place)) {
            let nearest = others.iter().map(|o| (alike(story, m.place, *o), *o)).max_by(|x, y| x.0.total_cmp(&y.0));
            if let Some((share, other)) = nearest {
                n += 1;
                if share < SAME_WORDS {
                    reworded.push(Swap { own: m.place, other, damaged: false });
                }
            }
        }
    }
    if reworded.len() < 2 {
        return None;
    }
    let rate = reworded.len() as f64 / n as f64;
    let equal = voices.shared[article].iter().filter(|s| **s).count() as f64 / voices.words[article].len().max(1) as f64;
    let facts = |a: usize| immutables(&story.articles[a], Span::new(0, story.articles[a].text.len()));
    let (mine, mut common) = (facts(article), None::<FxHashSet<u64>>);
    for other in (0..story.articles.len()).filter(|&o| o != article) {
        let theirs = facts(other);
        common = Some(common.map_or_else(|| theirs.clone(), |c| c.intersection(&theirs).copied().collect()));
    }
    let common = common.unwrap_or_default();
    let immutables = if common.is_empty() { 1.0 } else { common.intersection(&mine).count() as f64 / common.len() as f64 };
    reworded.sort_unstable_by_key(|s| s.own);
    let score = rate * (1.0 - equal);
    Some(Spun { article, against: None, kind: SpunKind::Translated, score, n_aligned: n, rate, immutables, swaps: reworded })
}

/// Equal words of two places over those of the longer one, each word as often as both have it.
fn alike(story: &Story<'_>, a: Place, b: Place) -> f64 {
    let hashes = |p: Place| {
        let mut h: Vec<u64> = hashed_words(p.span.of(&story.articles[p.article].text)).iter().map(|w| w.hash).collect();
        h.sort_unstable();
        h
    };
    let (x, y) = (hashes(a), hashes(b));
    let (mut i, mut j, mut equal) = (0, 0, 0);
    while i < x.len() && j < y.len() {
        match x[i].cmp(&y[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, equal) = (i + 1, j + 1, equal + 1),
        }
    }
    f64::from(equal) / x.len().max(y.len()).max(1) as f64
}
