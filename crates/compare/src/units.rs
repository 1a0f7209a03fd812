//! What is compared: the sentences of all articles, furniture left out, each with its words as numbers.

use crate::furniture::{blanked, within_line};
use crate::values::spelt;
use crate::{Furniture, Place};
use newsloom_core::Article;
use newsloom_text::{ArticleLanguages, Language, Span, Stemmer, sentences, words};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// A word of a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Word {
    /// Where it stands in the article's text.
    pub(crate) span: Span,
    /// Its stem, an index of [`Units::terms`].
    pub(crate) term: u32,
    /// Its normal form, an index of [`Units::forms`].
    pub(crate) form: u32,
    /// Whether it begins with a capital.
    pub(crate) capital: bool,
}

/// A sentence with its words.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) place: Place,
    /// In the order of the text.
    pub(crate) words: Vec<Word>,
    /// By word: whether a mark that may part clauses stands before it.
    pub(crate) gap_before: Vec<bool>,
    /// Every term once with its count, by term.
    pub(crate) counts: Vec<(u32, u32)>,
}

/// All units of all articles, by article, then by place.
#[derive(Clone, Debug)]
pub(crate) struct Units {
    pub(crate) units: Vec<Unit>,
    /// By article: ISO 639-1 code of its language.
    pub(crate) codes: Vec<String>,
    /// Where each article's units begin; one more at the end.
    starts: Vec<usize>,
    /// Stems by number, in the order in which they first stand.
    pub(crate) terms: Vec<String>,
    /// Normal forms by number: lower case, without what scraping and house style change.
    pub(crate) forms: Vec<String>,
    /// Units by term that hold it.
    pub(crate) df: Vec<u32>,
    /// Inverse document frequency by term: `ln((n + 1) / (df + 1)) + 1` over units.
    pub(crate) idf: Vec<f64>,
}

impl Units {
    /// Cuts the articles into units.
    ///
    /// An article's language is `language` unless that is `auto`, else as [`ArticleLanguages`] tells it. Articles of different
    /// languages share no pairs.
    pub(crate) fn new(articles: &[Article], furniture: &[Furniture], language: &str) -> Self {
        let mut languages = if language == "auto" { ArticleLanguages::default() } else { ArticleLanguages::given(language) };
        let codes = languages.tell(articles);
        let mut intern = Interner::default();
        let (mut units, mut starts) = (Vec::new(), vec![0]);
        // A form has one stem in each language.
        let mut forms_of: FxHashMap<&str, FxHashMap<String, u32>> = FxHashMap::default();
        for (article, a) in articles.iter().enumerate() {
            let language = codes[article].parse().unwrap_or(Language::English);
            let stemmer = Stemmer::new(language);
            intern.form_ids = forms_of.remove(language.code()).unwrap_or_default();
            let text = blanked(&a.text, article, furniture);
            for block in blocks(&text, article, furniture) {
                for s in sentences(block.of(&text), language) {
                    let span = Span::new(block.start + s.span.start, block.start + s.span.end);
                    let words: Vec<Word> = word_spans(span.of(&text))
                        .into_iter()
                        .map(|w| {
                            let at = Span::new(span.start + w.start, span.start + w.end);
                            intern.word(at, at.of(&text), &stemmer)
                        })
                        .collect();
                    if !words.is_empty() {
                        let (gap_before, counts) = (gaps(&words, &text), count(&words));
                        units.push(Unit { place: Place { article, span }, words, gap_before, counts });
                    }
                }
            }
            starts.push(units.len());
            forms_of.insert(language.code(), std::mem::take(&mut intern.form_ids));
        }
        Self::finish(units, codes, starts, intern.terms, intern.forms)
    }

    /// One unit for each text, each an article of its own; a text without words is an empty unit.
    pub(crate) fn whole(texts: &[&str], language: &str) -> Self {
        let known: Language = language.parse().unwrap_or(Language::English);
        let (stemmer, mut intern) = (Stemmer::new(known), Interner::default());
        let units: Vec<Unit> = texts
            .iter()
            .enumerate()
            .map(|(article, text)| {
                let words: Vec<Word> = word_spans(text).into_iter().map(|w| intern.word(w, w.of(text), &stemmer)).collect();
                let (gap_before, counts) = (gaps(&words, text), count(&words));
                Unit { place: Place { article, span: Span::new(0, text.len()) }, words, gap_before, counts }
            })
            .collect();
        let starts = (0..=units.len()).collect();
        Self::finish(units, vec![known.code().to_owned(); texts.len()], starts, intern.terms, intern.forms)
    }

    /// The units of some of the articles, which are numbered anew, in the order given.
    pub(crate) fn only(&self, articles: &[usize]) -> Self {
        let (mut units, mut starts) = (Vec::new(), vec![0]);
        for (new, &old) in articles.iter().enumerate() {
            units.extend(self.of_article(old).iter().map(|u| Unit { place: Place { article: new, ..u.place }, ..u.clone() }));
            starts.push(units.len());
        }
        let codes = articles.iter().map(|&a| self.codes[a].clone()).collect();
        Self::finish(units, codes, starts, self.terms.clone(), self.forms.clone())
    }

    fn finish(units: Vec<Unit>, codes: Vec<String>, starts: Vec<usize>, terms: Vec<String>, forms: Vec<String>) -> Self {
        let mut df = vec![0u32; terms.len()];
        units.iter().flat_map(|u: &Unit| &u.counts).for_each(|&(t, _)| df[t as usize] += 1);
        let n = units.len() as f64;
        let idf = df.iter().map(|&d| ((n + 1.0) / (f64::from(d) + 1.0)).ln() + 1.0).collect();
        Self { units, codes, starts, terms, forms, df, idf }
    }

    /// The units of one article.
    pub(crate) fn of_article(&self, article: usize) -> &[Unit] {
        &self.units[self.range(article)]
    }

    /// The numbers of an article's units.
    pub(crate) fn range(&self, article: usize) -> std::ops::Range<usize> {
        self.starts[article]..self.starts[article + 1]
    }

    /// The article of a unit.
    pub(crate) fn article(&self, unit: usize) -> usize {
        self.units[unit].place.article
    }

    /// Whether two articles are of one language.
    pub(crate) fn one_language(&self, a: usize, b: usize) -> bool {
        self.codes[a] == self.codes[b]
    }

    /// Number of articles.
    pub(crate) fn n_articles(&self) -> usize {
        self.starts.len() - 1
    }
}

/// Numbers for words: each form is stemmed once.
#[derive(Default)]
struct Interner {
    form_ids: FxHashMap<String, u32>,
    term_ids: FxHashMap<String, u32>,
    forms: Vec<String>,
    terms: Vec<String>,
    /// By form.
    term_of: Vec<u32>,
}

impl Interner {
    fn word(&mut self, span: Span, text: &str, stemmer: &Stemmer) -> Word {
        let form = normal_form(text);
        let form = match self.form_ids.get(form.as_ref()) {
            Some(&id) => id,
            None => {
                let stem = if form.contains('.') { form.clone() } else { stemmer.stem(&form) };
                let term = *self.term_ids.entry(stem.clone().into_owned()).or_insert_with(|| {
                    self.terms.push(stem.into_owned());
                    (self.terms.len() - 1) as u32
                });
                let id = self.forms.len() as u32;
                self.forms.push(form.clone().into_owned());
                self.term_of.push(term);
                self.form_ids.insert(form.into_owned(), id);
                id
            }
        };
        Word { span, term: self.term_of[form as usize], form, capital: text.starts_with(char::is_uppercase) }
    }
}

/// Where the words stand; a number like `thirty-one` is one.
fn word_spans(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for w in words(text) {
        match out.last_mut() {
            Some(last) if last.end + 1 == w.span.start && spelt(&text[last.start..w.span.end].to_lowercase()).is_some() => {
                last.end = w.span.end;
            }
            _ => out.push(w.span),
        }
    }
    out
}

/// Scales a vector to length 1.
pub(crate) fn normalized(mut v: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    let norm = v.iter().map(|&(_, w)| w * w).sum::<f64>().sqrt();
    if norm > 0.0 {
        v.iter_mut().for_each(|(_, w)| *w /= norm);
    }
    v
}

/// The product of two vectors that are ordered by term.
pub(crate) fn dot(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Whether a comma, a dash, a colon or a quotation mark stands before each word.
fn gaps(words: &[Word], text: &str) -> Vec<bool> {
    let mark = |c: char| matches!(c, ',' | ';' | ':' | '—' | '–' | '"' | '“' | '”' | '(' | ')');
    (0..words.len())
        .map(|i| {
            let between = i.checked_sub(1).map_or("", |j| Span::new(words[j].span.end, words[i].span.start).of(text));
            between.contains(mark) || between.contains(" - ") || between.contains("--")
        })
        .collect()
}

/// Counts a unit's terms, ordered by term.
fn count(words: &[Word]) -> Vec<(u32, u32)> {
    let mut terms: Vec<u32> = words.iter().map(|w| w.term).collect();
    terms.sort_unstable();
    terms.chunk_by(|a, b| a == b).map(|c| (c[0], c.len() as u32)).collect()
}

/// What lies between the furniture of an article, of whose lines nothing stands within another.
pub(crate) fn blocks(text: &str, article: usize, furniture: &[Furniture]) -> Vec<Span> {
    let of_article = furniture.iter().filter(|f| f.place.article == article).map(|f| f.place.span);
    let mut aside: Vec<Span> = of_article.filter(|&s| !within_line(text, s)).collect();
    aside.sort_unstable();
    let (mut at, mut out) = (0, Vec::new());
    for s in aside {
        if s.start > at {
            out.push(Span::new(at, s.start));
        }
        at = at.max(s.end);
    }
    if at < text.len() {
        out.push(Span::new(at, text.len()));
    }
    out
}

/// A word without what scraping and house style change: case, apostrophes, a possessive's s, commas in numbers, dots in
/// initials. `U.S.` and `US` become `u.s`, which is not the pronoun; numbers below a hundred are in digits.
fn normal_form(word: &str) -> Cow<'_, str> {
    if word == "US" || word == "U.S" {
        return "u.s".into();
    }
    let mut s: String =
        word.chars().map(|c| if matches!(c, '’' | '‘' | '`' | '´') { '\'' } else { c }).flat_map(char::to_lowercase).collect();
    if s.starts_with(|c: char| c.is_ascii_digit()) {
        s.retain(|c| c != ',');
    }
    if let Some(stem) = s.strip_suffix("'s") {
        s.truncate(stem.len());
    }
    s.retain(|c| c != '\'' && c != '.' || c == '.' && word.starts_with(|c: char| c.is_ascii_digit()));
    match spelt(&s) {
        Some(n) if n > 0 => n.to_string().into(),
        _ => s.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_what_scraping_changes() {
        for (given, want) in [
            ("Let’s", "let"),
            ("Lets", "lets"),
            ("U.S", "u.s"),
            ("us", "us"),
            ("12,000", "12000"),
            ("3.5", "3.5"),
            ("don't", "dont"),
            ("E.U", "eu"),
            ("Seven", "7"),
            ("nineteen", "19"),
            ("Thirty-one", "31"),
        ] {
            assert_eq!(normal_form(given), want);
        }
    }

    #[test]
    fn a_form_has_one_number_in_all_articles_of_a_language() {
        let texts = [("a", "The bridge was closed."), ("b", "Die Brücke war zu."), ("c", "Closed was the bridge.")];
        let mut a = texts.map(|(id, t)| Article::new(id, t));
        ["en", "de", "en"].iter().zip(&mut a).for_each(|(lang, a)| a.lang = (*lang).into());
        let u = Units::new(&a, &[], "auto");
        let forms = |article: usize| u.of_article(article)[0].words.iter().map(|w| w.form).collect::<Vec<_>>();
        let ([the, bridge, was, closed], c) = (forms(0)[..].try_into().unwrap(), forms(2));
        assert_eq!(c, [closed, was, the, bridge]);
        assert!(forms(1).iter().all(|f| !c.contains(f)));
    }

    #[test]
    fn a_spelt_number_is_one_word() {
        let text = "Thirty-one of forty people, a twenty-odd crowd";
        let found: Vec<&str> = word_spans(text).iter().map(|s| s.of(text)).collect();
        assert_eq!(found, ["Thirty-one", "of", "forty", "people", "a", "twenty", "odd", "crowd"]);
    }

    #[test]
    fn furniture_leaves_no_unit() {
        let a = [Article::new("a", "Home page\nThe bridge was closed. Nobody was hurt.\nSource link")];
        let aside = ["Home page", "Source link"].map(|line| {
            let start = a[0].text.find(line).unwrap();
            Furniture { place: Place { article: 0, span: Span::new(start, start + line.len()) }, reason: "test".into() }
        });
        let u = Units::new(&a, &aside, "en");
        let texts: Vec<&str> = u.of_article(0).iter().map(|u| u.place.span.of(&a[0].text)).collect();
        assert_eq!(texts, ["The bridge was closed.", "Nobody was hurt."]);
    }
}
