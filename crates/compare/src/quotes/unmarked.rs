use super::lexicon;
use super::marks::Quoted;
use super::wording::{Wording, common};
use newsloom_text::{Language, Span, Stemmer, sentences};
use rustc_hash::{FxHashMap, FxHashSet};

/// Share of a sentence's words that a quotation elsewhere must hold in the same order.
const MIN_SHARE: f64 = 0.7;
/// A sentence and a quotation must share this many words.
const MIN_WORDS: usize = 5;
/// Words between two parts of an utterance at most.
const BETWEEN: usize = 8;
/// Quotations longer than this are not searched for: they would hold the words of any sentence.
const LONGEST: usize = 120;

/// The quotations of all articles, to be searched for where they stand without marks.
pub(super) struct Printed<'t> {
    texts: &'t [&'t str],
    quoted: &'t [Vec<Quoted>],
    language: Language,
    /// Stems by number; those of words that tell nothing by themselves are not in `postings`.
    ids: FxHashMap<String, u32>,
    /// Each quotation's article and stems.
    all: Vec<(usize, Vec<u32>)>,
    /// By stem: the quotations that hold it.
    postings: Vec<Vec<u32>>,
    /// By stem: whether it is one of a function word.
    plain: Vec<bool>,
}

impl<'t> Printed<'t> {
    /// `quoted` are the quotations of all articles, by article.
    pub(super) fn new(texts: &'t [&'t str], quoted: &'t [Vec<Quoted>], language: Language) -> Self {
        let stemmer = Stemmer::new(language);
        let mut ids: FxHashMap<String, u32> = FxHashMap::default();
        let mut plain = Vec::new();
        let mut all = Vec::new();
        for (article, list) in quoted.iter().enumerate() {
            let mut before: Option<(&Quoted, Vec<u32>)> = None;
            for q in list {
                let wording = Wording::new(texts[article], q.inner, &stemmer);
                let stems: Vec<u32> = wording
                    .words
                    .iter()
                    .map(|w| {
                        let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                        *ids.entry(w.stem.clone()).or_insert_with(|| {
                            plain.push(lexicon::grammatical(&w.form));
                            next
                        })
                    })
                    .collect();
                // An utterance in two parts may stand elsewhere in one.
                let whole =
                    before.filter(|b| goes_on(texts[article], b.0, q)).map_or_else(|| stems.clone(), |b| [b.1, stems.clone()].concat());
                if whole.len() > stems.len() && whole.len() <= LONGEST {
                    all.push((article, whole.clone()));
                }
                before = Some((q, whole));
                if (MIN_WORDS..=LONGEST).contains(&stems.len()) {
                    all.push((article, stems));
                }
            }
        }
        let mut postings = vec![Vec::new(); ids.len()];
        for (i, (_, stems)) in all.iter().enumerate() {
            for s in stems.iter().collect::<FxHashSet<_>>() {
                postings[*s as usize].push(i as u32);
            }
        }
        Self { texts, quoted, language, ids, all, postings, plain }
    }

    /// Sentences of an article that print a quotation of another one without marks; what stands within marks is left out.
    pub(super) fn in_article(&self, article: usize) -> Vec<Span> {
        let (text, stemmer) = (self.texts[article], Stemmer::new(self.language));
        let mut out: Vec<Span> = Vec::new();
        for sentence in sentences(text, self.language) {
            if self.quoted[article].iter().any(|q| q.outer.overlaps(&sentence.span)) {
                continue;
            }
            let own = Wording::new(text, sentence.span, &stemmer);
            // A stem that no quotation has matches nothing.
            let stems: Vec<u32> = own.words.iter().map(|w| self.ids.get(&w.stem).copied().unwrap_or(u32::MAX)).collect();
            let best = self
                .near(article, &stems)
                .into_iter()
                .filter_map(|i| matched(&self.all[i as usize].1, &stems))
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

    /// Quotations of other articles that share enough stems with a sentence, by number; one of them is no function word's.
    fn near(&self, article: usize, stems: &[u32]) -> Vec<u32> {
        let mut distinct: Vec<u32> = stems.iter().copied().filter(|&s| s != u32::MAX).collect();
        distinct.sort_unstable();
        distinct.dedup();
        let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
        let (plain, telling): (Vec<u32>, Vec<u32>) = distinct.into_iter().partition(|&s| self.plain[s as usize]);
        for &i in telling.iter().flat_map(|&s| &self.postings[s as usize]) {
            if self.all[i as usize].0 != article {
                *shared.entry(i).or_default() += 1;
            }
        }
        for i in plain.iter().flat_map(|&s| &self.postings[s as usize]) {
            if let Some(n) = shared.get_mut(i) {
                *n += 1;
            }
        }
        let mut near: Vec<u32> = shared.into_iter().filter(|&(_, n)| n + 1 >= MIN_WORDS || n * 2 >= stems.len()).map(|(i, _)| i).collect();
        near.sort_unstable();
        near
    }
}

/// Whether a quotation that ends with a comma is taken up by the next: `"...," he said, "..."`.
fn goes_on(text: &str, a: &Quoted, b: &Quoted) -> bool {
    let between = text.get(a.outer.end..b.outer.start).unwrap_or("\n");
    let comma = a.inner.of(text).ends_with(',') || between.starts_with(',');
    comma && !between.contains(['\n', '.', '!', '?']) && between.split_whitespace().count() <= BETWEEN
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
