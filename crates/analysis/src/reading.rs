use crate::words::{BREAK, Kind, Pile, Words, leave_out_notices};
use newsloom_core::{Article, map};
use newsloom_text::{
    ArticleLanguages, Language, StemEngine, Stemmer, SurfaceForms, function_words, is_reporting_verb, without_link_rows, words,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Articles per unit of parallel reading.
const READ: usize = 32;

/// Forms as written, each with the language it stands in, numbered as they come.
#[derive(Clone, Debug, Default)]
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

/// What was read of articles, ready to take in more: each text is read once and each form stemmed once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    languages: ArticleLanguages,
    /// Codes of the languages met.
    codes: Vec<String>,
    /// The language of each article, as a place in `codes`.
    told: Vec<usize>,
    forms: Forms,
    /// The stem of each form, and what it is.
    stems: Vec<(String, Kind)>,
    /// How often each form stands.
    counts: Vec<u64>,
    /// Words of each article as numbers of forms, in the order they came.
    articles: Vec<Words>,
}

impl Reading {
    pub(crate) fn new(language: Option<Language>) -> Self {
        let languages = language.map_or_else(ArticleLanguages::default, |l| ArticleLanguages::given(l.code()));
        Self { languages, ..Self::default() }
    }

    /// Reads titles and texts; a title that opens the text counts once, links set into a sentence not at all.
    pub(crate) fn take(&mut self, articles: &[&Article]) {
        let codes = self.languages.tell(articles);
        self.read(articles, codes);
    }

    /// Reads articles whose languages were told before, when `languages` had seen them and others.
    pub(crate) fn again(languages: ArticleLanguages, articles: &[&Article], codes: Vec<String>) -> Self {
        let mut reading = Self { languages, ..Self::default() };
        reading.read(articles, codes);
        reading
    }

    /// What was seen of languages.
    pub(crate) fn languages(&self) -> &ArticleLanguages {
        &self.languages
    }

    /// The code of the language that an article is read in, by its place.
    pub(crate) fn language(&self, place: usize) -> &str {
        &self.codes[self.told[place]]
    }

    fn read(&mut self, articles: &[&Article], codes: Vec<String>) {
        let first = self.told.len();
        for code in codes {
            let known = self.codes.iter().position(|c| *c == code);
            self.told.push(known.unwrap_or(self.codes.len()));
            if known.is_none() {
                self.codes.push(code);
            }
        }
        let languages = &self.told[first..];
        let ids: Vec<usize> = (0..articles.len()).collect();
        let chunks: Vec<&[usize]> = ids.chunks(READ).collect();
        let read = map(&chunks, |chunk| {
            let mut forms = Forms::default();
            let docs: Vec<Words> = chunk.iter().map(|&i| read_one(articles[i], languages[i], &mut forms)).collect();
            (forms.keys, docs)
        });
        for (keys, chunk) in read {
            let ids: Vec<u32> = keys.iter().map(|(l, f)| self.forms.number(*l, f)).collect();
            self.counts.resize(self.forms.keys.len(), 0);
            for mut d in chunk {
                for w in d.title.iter_mut().chain(&mut d.body).filter(|w| **w != BREAK) {
                    *w = ids[*w as usize];
                    self.counts[*w as usize] += 1;
                }
                self.articles.push(d);
            }
        }
        let tongues: Vec<Tongue> = self.codes.iter().map(|c| Tongue::new(c)).collect();
        self.stems.extend(map(&self.forms.keys[self.stems.len()..], |(language, form)| tongues[*language].stem(form)));
    }

    /// What was read as a pile, articles in the order given: stems numbered by bytes, words by stems.
    pub(crate) fn pile(&self, order: &[usize]) -> Pile {
        let mut surface = SurfaceForms::default();
        let mut function: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (((_, form), (stem, kind)), n) in self.forms.keys.iter().zip(&self.stems).zip(&self.counts) {
            surface.add(stem, form, *n);
            let counts = function.entry(stem).or_default();
            counts.0 += if *kind == Kind::Function { *n } else { 0 };
            counts.1 += n;
        }
        // What is a function word in one language may be content in another, and a language may be mistaken: most occurrences decide.
        let kind = |stem: &str, (function, all): (u64, u64)| {
            if stem.starts_with(char::is_numeric) {
                Kind::Number
            } else if 2 * function > all {
                Kind::Function
            } else {
                Kind::Content
            }
        };
        let kinds: BTreeMap<&str, Kind> = function.into_iter().map(|(stem, counts)| (stem, kind(stem, counts))).collect();
        let numbers: FxHashMap<&str, u32> = kinds.keys().enumerate().map(|(i, s)| (*s, i as u32)).collect();
        let ids: Vec<u32> = self.stems.iter().map(|(s, _)| numbers[s.as_str()]).collect();
        let stems = |words: &[u32]| words.iter().map(|&w| if w == BREAK { BREAK } else { ids[w as usize] }).collect();
        let languages: Vec<Option<Language>> = self.codes.iter().map(|c| c.parse().ok()).collect();
        let words = |&i: &usize| Words { title: stems(&self.articles[i].title), body: stems(&self.articles[i].body) };
        let mut articles = map(order, words);
        leave_out_notices(&mut articles);
        Pile {
            terms: kinds.keys().map(|s| (*s).to_owned()).collect(),
            forms: kinds.keys().map(|s| surface.most_frequent(s).unwrap_or(s).to_owned()).collect(),
            kinds: kinds.into_values().collect(),
            articles,
            spelled: self.forms.keys.iter().map(|(_, form)| form.clone()).collect(),
            reporting: map(&self.forms.keys, |(language, form)| languages[*language].is_some_and(|l| is_reporting_verb(form, l))),
            written: order.iter().map(|&i| self.articles[i].clone()).collect(),
        }
    }
}

fn read_one(article: &Article, language: usize, forms: &mut Forms) -> Words {
    let title = article.title.trim();
    let text = without_link_rows(&article.text);
    let text = text.trim_start();
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
            if !lone_letter(word) {
                out.push(forms.number(language, bare(word)));
            }
        }
        out
    };
    Words { title: read(title), body: read(body) }
}

/// A single letter of a script with capitals, or a single sign of ASCII but a digit: an initial, or what wrong decoding leaves. One sign of
/// other scripts may be a word.
fn lone_letter(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next().is_some_and(|c| c.is_lowercase() || c.is_uppercase() || (c.is_ascii() && !c.is_ascii_digit()));
    first && letters.next().is_none()
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
    fn read_in_parts_is_read_at_once() {
        let texts = ["The ferry hit the pier.", "Wheat prices rose; a ferry left.", "Ferries collide", "Der Preis steigt."];
        let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(format!("a{i}"), *t)).collect();
        let all: Vec<&Article> = articles.iter().collect();
        let whole = Pile::read(&all, None);
        let mut reading = Reading::new(None);
        [&all[2..], &all[..1], &all[1..2]].into_iter().for_each(|part| reading.take(part));
        let parts = reading.pile(&[2, 3, 0, 1]);
        assert_eq!((parts.terms, parts.forms, parts.kinds, parts.articles), (whole.terms, whole.forms, whole.kinds, whole.articles));
        let spell =
            |spelled: &[String], words: &Words| words.body.iter().filter(|w| **w != BREAK).map(|&w| spelled[w as usize].clone()).collect();
        let texts: Vec<Vec<String>> = parts.written.iter().map(|w| spell(&parts.spelled, w)).collect();
        assert_eq!(texts[2], ["Ferries", "collide"]);
        assert_eq!(texts, whole.written.iter().map(|w| spell(&whole.spelled, w)).collect::<Vec<_>>());
    }

    #[test]
    fn a_lone_letter_is_no_word() {
        let text = "Itâ s 5 o'clock in Ä and 水 rises.";
        let pile = Pile::read(&[&Article::new("a", text)], Some(Language::English));
        assert_eq!(pile.terms, ["5", "and", "in", "itâ", "o'clock", "rise", "水"]);
    }

    #[test]
    fn one_text_in_another_language_makes_no_function_word_content() {
        let english = "The ferry rammed the pier in the harbour of the town, and the mayor said that it was in the fog.";
        let mut articles: Vec<Article> = (0..6).map(|i| Article::new(format!("a{i}"), english)).collect();
        articles
            .push(Article::new("b", "Le ferry a percuté la jetée du port dans le brouillard, a dit le maire; on parle d'un in and out."));
        let pile = Pile::read(&articles.iter().collect::<Vec<_>>(), None);
        let kind = |word: &str| pile.kinds[pile.terms.binary_search(&word.to_owned()).unwrap()];
        assert_eq!([kind("in"), kind("and"), kind("the")], [Kind::Function; 3]);
        assert_eq!([kind("ferri"), kind("brouillard")], [Kind::Content; 2]);
    }
}
