use crate::language::{function_words, languages};
use newsloom_core::{Article, Csr, map};
use newsloom_text::{Language, StemEngine, Stemmer, SurfaceForms, words};
use rustc_hash::{FxHashMap, FxHashSet};
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

/// How texts become words, for the record of what made a result.
pub(crate) const WORDS_RECIPE: &str = "Unicode words without possessive 's, in lower case; Snowball stems; stop words of the article's language (scikit-learn's, else Snowball's, else ISO's); short texts that stand under three titles left out";

/// Stands between words that punctuation or a line's end keeps apart.
pub(crate) const BREAK: u32 = u32::MAX;

/// The words of one article as numbers of terms, in order, with a [`BREAK`] where a phrase can't go on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Words {
    pub(crate) title: Vec<u32>,
    pub(crate) body: Vec<u32>,
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

/// A text of fewer words that stands under so many titles is a notice (“More to follow.”), no account.
const NOTICE: usize = 20;
const TITLES: usize = 3;

/// Articles per unit of parallel reading.
const READ: usize = 32;

/// Forms as written, each with the language it stands in, numbered as they come.
#[derive(Default)]
struct Forms {
    numbers: FxHashMap<(usize, String), u32>,
    keys: Vec<(usize, String)>,
}

impl Forms {
    fn number(&mut self, language: usize, form: &str) -> u32 {
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
    pub(crate) fn read(articles: &[&Article], language: Option<Language>) -> Self {
        let (codes, languages) = languages(articles, language);
        let ids: Vec<usize> = (0..articles.len()).collect();
        let chunks: Vec<&[usize]> = ids.chunks(READ).collect();
        let read = map(&chunks, |chunk| {
            let mut forms = Forms::default();
            let docs: Vec<Words> = chunk.iter().map(|&i| read_one(articles[i], languages[i], &mut forms)).collect();
            (forms.keys, docs)
        });
        let mut forms = Forms::default();
        let mut counts: Vec<u64> = Vec::new();
        let mut docs = Vec::with_capacity(articles.len());
        for (keys, chunk) in read {
            let ids: Vec<u32> = keys.iter().map(|(l, f)| forms.number(*l, f)).collect();
            counts.resize(forms.keys.len(), 0);
            for mut d in chunk {
                for w in d.title.iter_mut().chain(&mut d.body).filter(|w| **w != BREAK) {
                    *w = ids[*w as usize];
                    counts[*w as usize] += 1;
                }
                docs.push(d);
            }
        }
        Self::gather(&codes, &forms.keys, &counts, docs)
    }

    /// Stems the forms, numbers the stems by bytes and the words by stems.
    fn gather(codes: &[String], forms: &[(usize, String)], counts: &[u64], mut articles: Vec<Words>) -> Self {
        let tongues: Vec<Tongue> = codes.iter().map(|c| Tongue::new(c)).collect();
        let stems = map(forms, |(language, form)| tongues[*language].stem(form));
        let mut surface = SurfaceForms::default();
        let mut kinds: BTreeMap<&str, Kind> = BTreeMap::new();
        for (((_, form), (stem, kind)), n) in forms.iter().zip(&stems).zip(counts) {
            surface.add(stem, form, *n);
            // What is a function word in one language may be content in another.
            let known = kinds.entry(stem).or_insert(*kind);
            if *kind == Kind::Content {
                *known = Kind::Content;
            }
        }
        let numbers: FxHashMap<&str, u32> = kinds.keys().enumerate().map(|(i, s)| (*s, i as u32)).collect();
        let ids: Vec<u32> = stems.iter().map(|(s, _)| numbers[s.as_str()]).collect();
        for d in &mut articles {
            d.title.iter_mut().chain(&mut d.body).filter(|w| **w != BREAK).for_each(|w| *w = ids[*w as usize]);
        }
        leave_out_notices(&mut articles);
        Self {
            terms: kinds.keys().map(|s| (*s).to_owned()).collect(),
            forms: kinds.keys().map(|s| surface.most_frequent(s).unwrap_or(s).to_owned()).collect(),
            kinds: kinds.into_values().collect(),
            articles,
        }
    }

    /// Counts of terms that `keep` allows, one row per article; words of the title count `title` times.
    pub(crate) fn counts(&self, title: u32, keep: impl Fn(usize) -> bool + Sync) -> Csr<u32> {
        let keep: Vec<bool> = (0..self.terms.len()).map(keep).collect();
        let rows = map(&self.articles, |a| {
            let mut row: FxHashMap<u32, u32> = FxHashMap::default();
            a.title.iter().filter(|w| **w != BREAK).for_each(|&w| *row.entry(w).or_default() += title);
            a.body.iter().filter(|w| **w != BREAK).for_each(|&w| *row.entry(w).or_default() += 1);
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

/// Empties short texts that stand under several titles: only the titles tell these articles apart.
fn leave_out_notices(articles: &mut [Words]) {
    let mut titles: FxHashMap<&[u32], FxHashSet<&[u32]>> = FxHashMap::default();
    for a in articles.iter().filter(|a| a.body.len() < NOTICE && !a.body.is_empty() && !a.title.is_empty()) {
        titles.entry(&a.body).or_default().insert(&a.title);
    }
    let notices: FxHashSet<Vec<u32>> = titles.into_iter().filter(|(_, t)| t.len() >= TITLES).map(|(b, _)| b.to_vec()).collect();
    articles.iter_mut().filter(|a| !a.title.is_empty() && notices.contains(&a.body)).for_each(|a| a.body.clear());
}

fn read_one(article: &Article, language: usize, forms: &mut Forms) -> Words {
    let title = article.title.trim();
    let text = article.text.trim_start();
    let body = if title.is_empty() { text } else { text.strip_prefix(title).unwrap_or(text) };
    let mut read = |text: &str| {
        let mut out = Vec::new();
        let mut end = 0;
        for token in words(text) {
            if text[end..token.span.start].contains(|c: char| !(c == ' ' || c == '-' || c == '\u{a0}')) && !out.is_empty() {
                out.push(BREAK);
            }
            end = token.span.end;
            let word = token.span.of(text);
            if word.len() > 1 || word.starts_with(|c: char| c.is_ascii_digit()) {
                out.push(forms.number(language, bare(word)));
            }
        }
        out
    };
    Words { title: read(title), body: read(body) }
}

/// A word without the `'s` of possession.
fn bare(word: &str) -> &str {
    ["'s", "’s", "'S", "’S"].iter().find_map(|s| word.strip_suffix(s)).filter(|w| !w.is_empty()).unwrap_or(word)
}

/// How words of one language become terms.
struct Tongue {
    stemmer: Option<Stemmer>,
    function_words: Vec<&'static str>,
}

impl Tongue {
    fn new(code: &str) -> Self {
        let stemmer = code.parse::<Language>().ok().map(|l| Stemmer::with_engine(l, StemEngine::Snowball));
        Self { stemmer, function_words: function_words(code) }
    }

    fn stem(&self, form: &str) -> (String, Kind) {
        let lower = form.to_lowercase().replace('’', "'");
        if lower.starts_with(char::is_numeric) {
            return (lower, Kind::Number);
        }
        if self.function_words.binary_search(&lower.as_str()).is_ok() {
            return (lower, Kind::Function);
        }
        match &self.stemmer {
            Some(s) => (s.stem(&lower).into_owned(), Kind::Content),
            None => (lower, Kind::Content),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_under_several_titles_is_left_out() {
        let titled = |id: &str, title: &str, text: &str| Article { title: title.into(), ..Article::new(id, text) };
        let mut articles = vec![
            titled("a", "Ferry aground", "**** More to follow."),
            titled("b", "Wheat at a record", "More to follow."),
            titled("c", "Ferry aground", "The ferry ran aground at noon."),
        ];
        let bodies = |articles: &[Article]| -> Vec<usize> {
            Pile::read(&articles.iter().collect::<Vec<_>>(), None).articles.iter().map(|a| a.body.len()).collect()
        };
        assert_eq!(bodies(&articles), [3, 3, 6]);
        articles.push(titled("d", "Mayor resigns", "More to follow."));
        assert_eq!(bodies(&articles), [0, 0, 6, 0]);
        articles[3].title.clear();
        assert_eq!(bodies(&articles), [3, 3, 6, 3]);
    }
}
