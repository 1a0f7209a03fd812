use super::voice::Voices;
use super::{Story, credits};
use crate::{Passage, PassageEdit, Place};
use newsloom_core::Article;
use newsloom_text::{Span, hashed_words};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// Words in the outlet's own voice, equal in both, below which two articles are not said to depend on each other.
const LEAST_WORDS: usize = 25;
/// Share of such words that one of the two has at least.
const LEAST_SHARE: f64 = 0.2;
/// Weight of the clues by which one side must lead.
const DECIDED: f64 = 1.5;

/// What speaks for one of two articles being the source of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClueKind {
    /// The other names it.
    Credit,
    /// Both name the same agency: speaks for a source of both, and for neither.
    CommonCredit,
    /// Its date is the earlier one.
    Date,
    /// Where single words were replaced, its words are those that third articles use too.
    Attested,
    /// More of the other's words stand in it than the other way round.
    Containment,
    /// It goes on where the other ends: copies are cut from the tail.
    Tail,
}

/// A clue as to who copied whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Clue {
    /// Its kind.
    pub kind: ClueKind,
    /// The article that it speaks for as the source; none when it speaks for neither.
    pub source: Option<usize>,
    /// How much it counts.
    pub weight: f64,
    /// What was seen, in words.
    pub detail: String,
    /// Where it was seen, if at one place.
    pub place: Option<Place>,
}

/// Two articles that share much of their own wording, and which is probably the source of the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// Index in [`Comparison::articles`](crate::Comparison::articles), the smaller of both.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// The probable source; none when it is undecided.
    pub source: Option<usize>,
    /// Share of the words in `a`'s own voice (no furniture, no quotations) that are equal in passages with `b`.
    pub containment_a_in_b: f64,
    /// The same of `b` in `a`.
    pub containment_b_in_a: f64,
    /// Weight of the clues for `a` less that of the clues for `b`.
    pub score: f64,
    /// The clues, by kind.
    pub evidence: Vec<Clue>,
}

impl Provenance {
    /// The probable copy; none when it is undecided.
    #[must_use]
    pub fn copy(&self) -> Option<usize> {
        self.source.map(|s| if s == self.a { self.b } else { self.a })
    }
}

/// Pairs that depend on each other, by `a`, then `b`.
pub(super) fn find(story: &Story<'_>, voices: &Voices) -> Vec<Provenance> {
    let known = Known::new(story.articles);
    story
        .passages
        .chunk_by(|p, q| (p.a.article, p.b.article) == (q.a.article, q.b.article))
        .filter_map(|passages| {
            let (a, b) = (passages[0].a.article, passages[0].b.article);
            let (in_b, in_a) = (voices.containment(a, b), voices.containment(b, a));
            if voices.n_taken(a, b) < LEAST_WORDS || in_b.max(in_a) < LEAST_SHARE {
                return None;
            }
            let mut evidence: Vec<Clue> = credit(story.articles, a, b);
            evidence.extend(date(story.articles, a, b));
            evidence.extend(known.attested(story.articles, passages));
            evidence.extend(asymmetry((a, in_b), (b, in_a)));
            evidence.extend(tail(story.articles, voices, passages));
            let weight = |side: usize| evidence.iter().filter(|c| c.source == Some(side)).map(|c| c.weight).sum::<f64>();
            let score = weight(a) - weight(b);
            let source = if score >= DECIDED {
                Some(a)
            } else if score <= -DECIDED {
                Some(b)
            } else {
                None
            };
            Some(Provenance { a, b, source, containment_a_in_b: in_b, containment_b_in_a: in_a, score, evidence })
        })
        .collect()
}

fn credit(articles: &[Article], a: usize, b: usize) -> Vec<Clue> {
    let mut clues = Vec::new();
    for (copy, source) in [(b, a), (a, b)] {
        if let Some((span, whole)) = credits::mention(&articles[copy], &articles[source]) {
            let (weight, place) = (if whole { 4.0 } else { 2.0 }, Some(Place { article: copy, span }));
            let detail = format!("{} names {:?}", articles[copy].id, span.of(&articles[copy].text));
            clues.push(Clue { kind: ClueKind::Credit, source: Some(source), weight, detail, place });
        }
    }
    if clues.is_empty()
        && let Some((agency, span, _)) = credits::common_agency(&articles[a], &articles[b])
    {
        let place = Some(Place { article: a, span });
        clues.push(Clue { kind: ClueKind::CommonCredit, source: None, weight: 0.0, detail: format!("both name {agency}"), place });
    }
    clues
}

/// The digits of a date that begins with its year: 8 of the day, and 4 of the time if it is there.
fn moment(date: &str) -> Option<String> {
    let digits: String = date.chars().filter(char::is_ascii_digit).take(12).collect();
    let year: u32 = digits.get(..4)?.parse().ok()?;
    let begins = date.trim_start().get(..4).is_some_and(|y| y.chars().all(|c| c.is_ascii_digit()));
    (digits.len() >= 8 && begins && (1900..2200).contains(&year)).then_some(digits)
}

fn date(articles: &[Article], a: usize, b: usize) -> Option<Clue> {
    let (x, y) = (moment(&articles[a].date)?, moment(&articles[b].date)?);
    let length = if x.len().min(y.len()) >= 12 { 12 } else { 8 };
    let order = x[..length].cmp(&y[..length]);
    let source = match order {
        std::cmp::Ordering::Less => a,
        std::cmp::Ordering::Greater => b,
        std::cmp::Ordering::Equal => return None,
    };
    let detail = format!("{} is dated {}, {} {}", articles[a].id, articles[a].date, articles[b].id, articles[b].date);
    Some(Clue { kind: ClueKind::Date, source: Some(source), weight: 3.0, detail, place: None })
}

/// The copy stands in its source more than the source in its copy.
fn asymmetry((a, in_b): (usize, f64), (b, in_a): (usize, f64)) -> Option<Clue> {
    let lead = in_b - in_a;
    if lead.abs() < 0.1 {
        return None;
    }
    let source = Some(if lead > 0.0 { b } else { a });
    let detail = format!("{:.0} % of one in the other, {:.0} % the other way", 100.0 * in_b.max(in_a), 100.0 * in_b.min(in_a));
    Some(Clue { kind: ClueKind::Containment, source, weight: (lead.abs() * 4.0).min(1.0), detail, place: None })
}

/// One goes on after the last passage, the other does not.
fn tail(articles: &[Article], voices: &Voices, passages: &[Passage]) -> Option<Clue> {
    let (a, b) = (passages[0].a.article, passages[0].b.article);
    let after = |article: usize, end: usize| {
        let words = &voices.words[article];
        let from = words.partition_point(|w| w.start < end);
        let rest = (from..words.len()).filter(|&w| voices.voice[article][w] != super::voice::Voice::Furniture).count();
        rest as f64 / words.len().max(1) as f64
    };
    let end = |side: fn(&Passage) -> Place| passages.iter().map(|p| side(p).span.end).max().unwrap_or(0);
    let (rest_a, rest_b) = (after(a, end(|p| p.a)), after(b, end(|p| p.b)));
    let (long, short, source) = if rest_a > rest_b { (rest_a, rest_b, a) } else { (rest_b, rest_a, b) };
    (long >= 0.15 && short <= 0.03).then(|| Clue {
        kind: ClueKind::Tail,
        source: Some(source),
        weight: 0.5,
        detail: format!("{} goes on for {:.0} % of its words after the last passage", articles[source].id, 100.0 * long),
        place: None,
    })
}

/// In which articles each word stands, and each pair of neighbours.
struct Known {
    words: FxHashMap<u64, Vec<usize>>,
    pairs: FxHashMap<(u64, u64), Vec<usize>>,
}

impl Known {
    fn new(articles: &[Article]) -> Self {
        let mut words: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let mut pairs: FxHashMap<(u64, u64), Vec<usize>> = FxHashMap::default();
        for (i, article) in articles.iter().enumerate() {
            let hashes: Vec<u64> = hashed_words(&article.text).iter().map(|w| w.hash).collect();
            hashes.iter().collect::<FxHashSet<_>>().into_iter().for_each(|&h| words.entry(h).or_default().push(i));
            let both: FxHashSet<(u64, u64)> = hashes.windows(2).map(|w| (w[0], w[1])).collect();
            both.into_iter().for_each(|p| pairs.entry(p).or_default().push(i));
        }
        Self { words, pairs }
    }

    /// How well the words of an edit are known to articles other than the two: 2 with a neighbour, 1 alone, 0 not.
    fn rank(&self, article: &Article, span: Span, not: (usize, usize)) -> u32 {
        let third = |i: &Vec<usize>| i.iter().any(|&i| i != not.0 && i != not.1);
        let from = article.text[..span.start].char_indices().rev().nth(40).map_or(0, |(i, _)| i);
        let to = article.text[span.end..].char_indices().nth(40).map_or(article.text.len(), |(i, _)| span.end + i);
        let around = hashed_words(&article.text[from..to]);
        let mut rank = 0;
        for (k, w) in around.iter().enumerate().filter(|(_, w)| from + w.span.start >= span.start && from + w.span.end <= span.end) {
            if !self.words.get(&w.hash).is_some_and(third) {
                return 0;
            }
            rank = rank.max(1);
            let before = k.checked_sub(1).map(|p| (around[p].hash, w.hash));
            let after = around.get(k + 1).map(|n| (w.hash, n.hash));
            if before.into_iter().chain(after).any(|p| self.pairs.get(&p).is_some_and(third)) {
                rank = 2;
            }
        }
        rank
    }

    /// The words replaced one for one: the source's are those that third articles use too.
    fn attested(&self, articles: &[Article], passages: &[Passage]) -> Option<Clue> {
        let (a, b) = (passages[0].a.article, passages[0].b.article);
        let (mut for_a, mut for_b, mut example) = (0u32, 0u32, None);
        let swap = |e: &&PassageEdit| (1..=2).contains(&e.n_a) && (1..=2).contains(&e.n_b);
        for e in passages.iter().flat_map(|p| p.edits.iter().filter(swap)) {
            let (x, y) = (self.rank(&articles[a], e.a, (a, b)), self.rank(&articles[b], e.b, (a, b)));
            for_a += u32::from(x > y);
            for_b += u32::from(y > x);
            if x != y && example.is_none() {
                example = Some((e.a, e.b));
            }
        }
        let (more, less, source) = if for_a >= for_b { (for_a, for_b, a) } else { (for_b, for_a, b) };
        let (x, y) = example?;
        // Twice as many, and two at least: one word proves nothing.
        (more >= 2 && more >= 2 * less).then(|| Clue {
            kind: ClueKind::Attested,
            source: Some(source),
            weight: (f64::from(more - less) / 2.0).min(3.0),
            detail: format!(
                "{more} of {} words replaced are known to third articles from {} only, such as {:?} and {:?}",
                more + less,
                articles[source].id,
                x.of(&articles[a].text),
                y.of(&articles[b].text)
            ),
            place: Some(Place { article: a, span: x }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn dates_that_begin_with_the_year_are_ordered() {
        assert!(moment("2026-03-14") < moment("2026-03-15"));
        assert_eq!(moment("2026-03-14T17:05:00Z").as_deref(), Some("202603141705"));
        for other in ["", "14 March 2026", "14-03-2026", "12345678"] {
            assert_eq!(moment(other), None, "{other}");
        }
    }
}
