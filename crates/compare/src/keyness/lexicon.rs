use super::WordOptions;
use newsloom_text::{Stemmer, hyphened_words};
use rustc_hash::FxHashMap;

/// Stands before the first word of a term.
const NONE: u32 = u32::MAX;

/// The terms met so far by number: words as they count, and runs of them.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    stemmer: Option<Stemmer>,
    range: (usize, usize),
    /// Forms in lower case to words.
    forms: FxHashMap<Box<str>, u32>,
    /// Words as they count: stems if there is a stemmer.
    words: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, u32>,
    /// By word: whether it is a stop word.
    stop: Vec<bool>,
    /// By word: its term, [`NONE`] before it is met as one.
    single: Vec<u32>,
    /// A term and one more word to the longer term.
    longer: FxHashMap<(u32, u32), u32>,
    /// By term: the term before its last word, and that word.
    terms: Vec<(u32, u32)>,
}

impl Lexicon {
    pub(super) fn new(options: &WordOptions) -> Self {
        let mut lexicon = Self {
            stemmer: options.stemmer.map(Stemmer::new),
            range: options.ngram_range,
            forms: FxHashMap::default(),
            words: Vec::new(),
            ids: FxHashMap::default(),
            stop: Vec::new(),
            single: Vec::new(),
            longer: FxHashMap::default(),
            terms: Vec::new(),
        };
        for stop in &options.stop_words {
            // A word of its own, apart from a stem of the same letters.
            let id = lexicon.words.len() as u32;
            lexicon.words.push(stop.as_str().into());
            lexicon.stop.push(true);
            lexicon.forms.insert(stop.to_lowercase().into(), id);
        }
        lexicon
    }

    /// Gives the number of every term of a text, as often as it stands there.
    pub(super) fn read(&mut self, text: &str, mut sink: impl FnMut(u32)) {
        let (low, high) = self.range;
        let mut form = String::new();
        // By length less one: the run of that many words that ends at the word before.
        let mut runs = vec![NONE; high];
        let mut end = 0;
        for token in hyphened_words(text) {
            let gap = &text[end..token.span.start];
            end = token.span.end;
            fold(token.span.of(text), &mut form);
            let word = self.word(&form);
            if high == 1 {
                if !self.stop[word as usize] {
                    sink(self.term(NONE, word));
                }
                continue;
            }
            if gap.contains(|c: char| !c.is_whitespace()) {
                runs.fill(NONE);
            }
            for n in (1..high).rev() {
                runs[n] = if runs[n - 1] == NONE { NONE } else { self.term(runs[n - 1], word) };
            }
            // A run that begins with a stop word is not begun.
            runs[0] = if self.stop[word as usize] { NONE } else { self.term(NONE, word) };
            if !self.stop[word as usize] {
                runs[low - 1..].iter().filter(|r| **r != NONE).for_each(|&r| sink(r));
            }
        }
    }

    fn word(&mut self, form: &str) -> u32 {
        if let Some(&word) = self.forms.get(form) {
            return word;
        }
        let stem = self.stemmer.as_ref().map_or(form.into(), |s| s.stem(form));
        let word = match self.ids.get(stem.as_ref()) {
            Some(&word) => word,
            None => {
                let word = self.words.len() as u32;
                self.words.push(stem.as_ref().into());
                self.stop.push(false);
                self.ids.insert(stem.as_ref().into(), word);
                word
            }
        };
        self.forms.insert(form.into(), word);
        word
    }

    fn term(&mut self, run: u32, word: u32) -> u32 {
        let Self { single, longer, terms, .. } = self;
        let mut add = || {
            terms.push((run, word));
            terms.len() as u32 - 1
        };
        if run != NONE {
            return *longer.entry((run, word)).or_insert_with(add);
        }
        let at = word as usize;
        if at >= single.len() {
            single.resize(at + 1, NONE);
        }
        if single[at] == NONE {
            single[at] = add();
        }
        single[at]
    }

    /// Takes in the terms of another lexicon made alike; gives each one's number here.
    pub(super) fn absorb(&mut self, other: &Self) -> Vec<u32> {
        let words: Vec<u32> = (0..other.words.len())
            .map(|w| {
                let text = &other.words[w];
                // Stop words have the same numbers in both: they come first.
                if other.stop[w] {
                    return w as u32;
                }
                match self.ids.get(text) {
                    Some(&word) => word,
                    None => {
                        let word = self.words.len() as u32;
                        self.words.push(text.clone());
                        self.stop.push(false);
                        self.ids.insert(text.clone(), word);
                        word
                    }
                }
            })
            .collect();
        let mut here = Vec::with_capacity(other.terms.len());
        for &(run, word) in &other.terms {
            let run = if run == NONE { NONE } else { here[run as usize] };
            here.push(self.term(run, words[word as usize]));
        }
        here
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// A term's words with one space between them.
    pub(super) fn text(&self, term: u32) -> String {
        let (run, word) = self.terms[term as usize];
        let word = &self.words[word as usize];
        if run == NONE { word.to_string() } else { self.text(run) + " " + word }
    }
}

/// The word in lower case, with one kind of apostrophe.
fn fold(word: &str, form: &mut String) {
    form.clear();
    if word.is_ascii() {
        form.push_str(word);
        form.make_ascii_lowercase();
    } else {
        form.push_str(&word.to_lowercase().replace('’', "'"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(options: &WordOptions, text: &str, expect: &[&str]) {
        let mut lexicon = Lexicon::new(options);
        let mut found = Vec::new();
        lexicon.read(text, |t| found.push(t));
        let found: Vec<String> = found.into_iter().map(|t| lexicon.text(t)).collect();
        assert_eq!(found, expect, "{text:?}");
    }

    #[test]
    fn words_count_as_they_stand() {
        check(&WordOptions::default(), "The U.S. won’t pay 3.5", &["the", "u.s", "won't", "pay", "3.5"]);
        check(&WordOptions::default(), " ... ", &[]);
        check(&WordOptions::default(), "A well-known 50-year-old -- said on-", &["a", "well-known", "50-year-old", "said", "on"]);
    }

    #[test]
    fn stop_words_and_stems() {
        let options = WordOptions {
            stop_words: vec!["the".into(), "ha".into()],
            stemmer: Some(newsloom_text::Language::English),
            ..Default::default()
        };
        check(&options, "The gates; the gate has opened", &["gate", "gate", "has", "open"]);
        check(&options, "ha the has", &["has"]);
    }

    #[test]
    fn runs_end_at_marks_and_do_not_begin_or_end_with_stop_words() {
        let options = WordOptions { ngram_range: (2, 3), ..WordOptions::default() };
        check(&options, "a wet April, he said", &["a wet", "wet april", "a wet april", "he said"]);
        check(&options, "a well-known poet - he", &["a well-known", "well-known poet", "a well-known poet"]);
        let options = WordOptions { stop_words: vec!["of".into()], ngram_range: (1, 3), ..WordOptions::default() };
        check(&options, "bank of Orla of", &["bank", "orla", "bank of orla"]);
    }

    #[test]
    fn absorbing_keeps_terms() {
        let options = WordOptions { stop_words: vec!["of".into()], ngram_range: (1, 2), ..WordOptions::default() };
        let (mut a, mut b) = (Lexicon::new(&options), Lexicon::new(&options));
        a.read("old gate of Orla", |_| ());
        b.read("Orla gate old gate", |_| ());
        let here = a.absorb(&b);
        assert_eq!(here.len(), b.len());
        assert!((0..b.len() as u32).all(|t| a.text(here[t as usize]) == b.text(t)));
        assert_eq!(b.len(), 6, "three words, the run `orla gate`, and so on");
    }
}
