use crate::stop_words::is_stop_word;
use newsloom_core::{Article, Csr, map};
use newsloom_text::{Language, Stemmer, words};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What a term is, as far as its letters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Says what a text is about.
    Content,
    /// Of a closed class: counted, never weighed.
    Function,
    /// Begins with a digit.
    Number,
}

/// The words of one article as numbers of terms, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Words {
    pub(crate) title: Vec<u32>,
    pub(crate) body: Vec<u32>,
}

impl Words {
    /// Title and body, in order.
    pub(crate) fn all(&self) -> impl Iterator<Item = u32> + '_ {
        self.title.iter().chain(&self.body).copied()
    }
}

/// A pile as terms: stems in byte order, the form each is mostly written in, and every article's words.
#[derive(Clone, Debug)]
pub(crate) struct Pile {
    /// Stems, in byte order.
    pub(crate) terms: Vec<String>,
    /// The most frequent form of each term, as written.
    pub(crate) forms: Vec<String>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) articles: Vec<Words>,
}

/// Articles per unit of parallel reading.
const READ: usize = 32;

type Key = (Option<Language>, String);

#[derive(Default)]
struct Forms {
    numbers: FxHashMap<Key, u32>,
    keys: Vec<Key>,
}

impl Forms {
    fn number(&mut self, language: Option<Language>, form: &str) -> u32 {
        let key = (language, form.to_owned());
        if let Some(&n) = self.numbers.get(&key) {
            return n;
        }
        let n = self.keys.len() as u32;
        self.numbers.insert(key.clone(), n);
        self.keys.push(key);
        n
    }
}

impl Pile {
    /// Reads titles and texts; a title that opens the text counts once.
    ///
    /// `language` stems all articles; `None` takes each article's own, English where it says none.
    pub(crate) fn read(articles: &[&Article], language: Option<Language>) -> Self {
        let chunks: Vec<&[&Article]> = articles.chunks(READ).collect();
        let read = map(&chunks, |chunk| {
            let mut forms = Forms::default();
            let docs: Vec<Words> = chunk.iter().map(|a| read_one(a, language, &mut forms)).collect();
            (forms.keys, docs)
        });
        let mut forms = Forms::default();
        let mut counts: Vec<u64> = Vec::new();
        let mut docs = Vec::with_capacity(articles.len());
        for (keys, chunk) in read {
            let ids: Vec<u32> = keys.iter().map(|(l, f)| forms.number(*l, f)).collect();
            counts.resize(forms.keys.len(), 0);
            for mut d in chunk {
                for w in d.title.iter_mut().chain(&mut d.body) {
                    *w = ids[*w as usize];
                    counts[*w as usize] += 1;
                }
                docs.push(d);
            }
        }
        Self::gather(forms.keys, &counts, docs)
    }

    /// Stems the forms, numbers the stems by bytes and the words by stems.
    fn gather(forms: Vec<Key>, counts: &[u64], mut articles: Vec<Words>) -> Self {
        let stems = map(&forms, |(language, form)| stem(*language, form));
        // Per stem: its kind and its best form so far (count, then bytes, so that no order of input shows).
        let mut table: BTreeMap<&str, (Kind, FxHashMap<&str, u64>)> = BTreeMap::new();
        for (((_, form), (stem, kind)), n) in forms.iter().zip(&stems).zip(counts) {
            *table.entry(stem).or_insert_with(|| (*kind, FxHashMap::default())).1.entry(form).or_default() += n;
        }
        let numbers: FxHashMap<&str, u32> = table.keys().enumerate().map(|(i, s)| (*s, i as u32)).collect();
        let ids: Vec<u32> = stems.iter().map(|(s, _)| numbers[s.as_str()]).collect();
        for d in &mut articles {
            d.title.iter_mut().chain(&mut d.body).for_each(|w| *w = ids[*w as usize]);
        }
        let best = |all: &FxHashMap<&str, u64>| {
            let found = all.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)));
            found.map_or(String::new(), |(f, _)| (*f).to_owned())
        };
        Self {
            terms: table.keys().map(|s| (*s).to_owned()).collect(),
            forms: table.values().map(|(_, all)| best(all)).collect(),
            kinds: table.values().map(|(k, _)| *k).collect(),
            articles,
        }
    }

    /// Counts of terms that `keep` allows, one row per article; words of the title count `title` times.
    pub(crate) fn counts(&self, title: u32, keep: impl Fn(usize) -> bool + Sync) -> Csr<u32> {
        let keep: Vec<bool> = (0..self.terms.len()).map(keep).collect();
        let rows = map(&self.articles, |a| {
            let mut row: FxHashMap<u32, u32> = FxHashMap::default();
            a.title.iter().for_each(|&w| *row.entry(w).or_default() += title);
            a.body.iter().for_each(|&w| *row.entry(w).or_default() += 1);
            let mut row: Vec<(u32, u32)> = row.into_iter().filter(|(w, n)| keep[*w as usize] && *n > 0).collect();
            row.sort_unstable();
            row
        });
        let mut indptr = vec![0];
        let (mut indices, mut data) = (Vec::new(), Vec::new());
        for row in rows {
            indices.extend(row.iter().map(|r| r.0));
            data.extend(row.iter().map(|r| r.1));
            indptr.push(indices.len());
        }
        Csr::try_new(self.terms.len(), indptr, indices, data).unwrap_or_else(|_| Csr::empty(self.terms.len()))
    }
}

fn read_one(article: &Article, language: Option<Language>, forms: &mut Forms) -> Words {
    let own = || if article.lang.is_empty() { Some(Language::English) } else { article.lang.parse().ok() };
    let language = language.or_else(own);
    let title = article.title.trim();
    let text = article.text.trim_start();
    let body = if title.is_empty() { text } else { text.strip_prefix(title).unwrap_or(text) };
    let mut read = |text: &str| {
        words(text)
            .iter()
            .map(|t| t.span.of(text))
            .filter(|w| w.len() > 1 || w.as_bytes()[0].is_ascii_digit())
            .map(|w| forms.number(language, bare(w)))
            .collect()
    };
    Words { title: read(title), body: read(body) }
}

/// A word without the `'s` of possession.
fn bare(word: &str) -> &str {
    ["'s", "’s", "'S", "’S"].iter().find_map(|s| word.strip_suffix(s)).filter(|w| !w.is_empty()).unwrap_or(word)
}

fn stem(language: Option<Language>, form: &str) -> (String, Kind) {
    let lower = form.to_lowercase().replace('’', "'");
    if lower.starts_with(|c: char| c.is_numeric()) {
        return (lower, Kind::Number);
    }
    let Some(language) = language else { return (lower, Kind::Content) };
    if language == Language::English && is_stop_word(&lower) {
        return (lower, Kind::Function);
    }
    let stem = Stemmer::new(language).stem(&lower).into_owned();
    (stem, Kind::Content)
}
