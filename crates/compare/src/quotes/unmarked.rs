use super::marks::Quoted;
use super::wording::{Wording, common};
use newsloom_text::{Language, Span, Stemmer, sentences};
use rustc_hash::{FxHashMap, FxHashSet};

/// Share of a sentence's words that a quotation elsewhere must hold in the same order.
const MIN_SHARE: f64 = 0.7;
/// A sentence and a quotation must share this many words.
const MIN_WORDS: usize = 5;
/// Quotations longer than this are not searched for: they would hold the words of any sentence.
const LONGEST: usize = 120;

/// Sentences of one article that print a quotation of another article without marks.
///
/// `quoted` are the quotations of all articles, by article; the words within the marks of the article itself are left out.
pub(super) fn unmarked(texts: &[&str], article: usize, quoted: &[Vec<Quoted>], language: Language) -> Vec<Span> {
    let stemmer = Stemmer::new(language);
    let mut ids: FxHashMap<String, u32> = FxHashMap::default();
    let mut number = |w: &Wording| -> Vec<u32> {
        let mut id = |stem: &str| {
            let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            *ids.entry(stem.to_owned()).or_insert(next)
        };
        w.words.iter().map(|w| id(&w.stem)).collect()
    };
    let text = texts[article];
    let mut others: Vec<Vec<u32>> = Vec::new();
    for (other, list) in quoted.iter().enumerate().filter(|(other, _)| *other != article) {
        for q in list {
            let stems = number(&Wording::new(texts[other], q.inner, &stemmer));
            if (MIN_WORDS..=LONGEST).contains(&stems.len()) {
                others.push(stems);
            }
        }
    }
    let mut postings: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (i, stems) in others.iter().enumerate() {
        for s in stems.iter().collect::<FxHashSet<_>>() {
            postings.entry(*s).or_default().push(i);
        }
    }
    let mut out: Vec<Span> = Vec::new();
    for sentence in sentences(text, language) {
        if quoted[article].iter().any(|q| q.outer.overlaps(&sentence.span)) {
            continue;
        }
        let own = Wording::new(text, sentence.span, &stemmer);
        let stems = number(&own);
        let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
        for s in stems.iter().collect::<FxHashSet<_>>() {
            for &i in postings.get(s).map_or(&[][..], Vec::as_slice) {
                *shared.entry(i).or_default() += 1;
            }
        }
        let mut near: Vec<usize> =
            shared.into_iter().filter(|&(_, n)| n + 1 >= MIN_WORDS || n * 2 >= stems.len()).map(|(i, _)| i).collect();
        near.sort_unstable();
        let best = near
            .into_iter()
            .filter_map(|i| matched(&others[i], &stems))
            .max_by_key(|&(n, first, last)| (n, std::cmp::Reverse(last - first)));
        let Some((_, first, last)) = best else { continue };
        // From the sentence's beginning when only a word or two stand before the first shared one.
        let first = if first <= 2 { 0 } else { first };
        let span = Span::new(own.words[first].span.start, own.words[last].span.end);
        match out.last_mut() {
            Some(before) if text[before.end..span.start].chars().all(|c| !c.is_alphanumeric() && c != '\n') => before.end = span.end,
            _ => out.push(span),
        }
    }
    out.retain(|s| s.of(text).split_whitespace().count() >= MIN_WORDS);
    out
}

/// Shared words in order, with the first and last place in the sentence, when they are most of that stretch.
fn matched(quotation: &[u32], sentence: &[u32]) -> Option<(usize, usize, usize)> {
    let (n, first, last) = common(quotation, sentence, 1_000_000)?;
    let stretch = if n > 0 { last + 1 - first } else { return None };
    // A short sentence between two others of the quotation (`Not one.`) counts when all its words are shared.
    let whole = n == sentence.len() && n >= 3;
    let opens = first <= 2 && n > MIN_WORDS;
    let exact = n == quotation.len() && stretch == n;
    let enough = (n >= MIN_WORDS || whole) && n as f64 >= MIN_SHARE * stretch as f64;
    (enough && (opens || exact || stretch * 2 >= sentence.len())).then_some((n, first, last))
}
