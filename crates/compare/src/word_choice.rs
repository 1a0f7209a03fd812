//! The same fact in other words: what stands in one account in the place of a word of another.

use crate::quotes::{Difference, EditKind, Wording, differences, grammatical};
use crate::values::numeric;
use crate::{Comparison, Place};
use newsloom_core::map;
use newsloom_text::{Language, Stemmer};
use std::collections::{BTreeMap, BTreeSet};

/// Most words of a choice on either side.
const WORDS: usize = 3;
/// Equal words that have to stand around a choice, directly before and after it together.
const ANCHORS: usize = 3;
/// Share of equal words in order from which two wordings are compared word by word.
const CLOSE: f64 = 0.5;

/// A choice between words where it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// Index in [`Comparison::statements`].
    pub statement: usize,
    /// The words in the one article.
    pub a: Place,
    /// The words in the other.
    pub b: Place,
}

/// Words that one article uses where another uses others, between equal words of one statement.
#[derive(Clone, Debug, PartialEq)]
pub struct WordChoice {
    /// Index in [`Comparison::articles`].
    pub a: usize,
    /// Index in [`Comparison::articles`], a later one.
    pub b: usize,
    /// What `a` writes, in lower case.
    pub word_a: String,
    /// What `b` writes.
    pub word_b: String,
    /// Where, statement by statement.
    pub evidence: Vec<Substitution>,
}

/// Both articles, and what each writes.
type Choice = (usize, usize, String, String);

/// Probability from which a member's words are set beside those of others.
const LIKELY: f64 = 0.5;

impl Comparison {
    /// Which words each two articles choose for the same thing: most frequent first, then by articles and words.
    ///
    /// Accounts of one statement are aligned word by word. A choice is one to three words against one to three others, none of them
    /// grammatical, between three equal words or more. Numbers, spellings, other forms of the same
    /// word and changed quotations of a kind that [`Comparison::drift`] tells are none.
    #[must_use]
    pub fn word_choice(&self) -> Vec<WordChoice> {
        let each: Vec<usize> = (0..self.statements.len()).collect();
        let mut choices: BTreeMap<Choice, Vec<Substitution>> = BTreeMap::new();
        // A sentence may be an account of two statements.
        let mut seen = BTreeSet::new();
        for (key, found) in map(&each, |&s| self.choices_of(s)).into_iter().flatten() {
            if seen.insert((found.a, found.b)) {
                choices.entry(key).or_default().push(found);
            }
        }
        let mut out: Vec<WordChoice> =
            choices.into_iter().map(|((a, b, word_a, word_b), evidence)| WordChoice { a, b, word_a, word_b, evidence }).collect();
        out.sort_by_key(|c| std::cmp::Reverse(c.evidence.len()));
        out
    }

    fn choices_of(&self, statement: usize) -> Vec<(Choice, Substitution)> {
        let members = self.wordings(statement);
        let mut out = Vec::new();
        for (i, j) in pairs(&members) {
            let ((a, x), (b, y)) = (&members[i], &members[j]);
            if !close(x, y) {
                continue;
            }
            for d in differences(x, y) {
                let short = |r: &std::ops::Range<usize>| (1..=WORDS).contains(&r.len());
                if d.kind != EditKind::Substitution || !short(&d.own) || !short(&d.reference) || !Anchors::of(x, y, &d).both() {
                    continue;
                }
                let words = |w: &Wording, r: &std::ops::Range<usize>| w.words[r.clone()].iter().map(|x| x.form.clone()).collect::<Vec<_>>();
                let (own, other) = (words(x, &d.own), words(y, &d.reference));
                let says = |w: &[String]| w.iter().all(|f| !grammatical(f) && !numeric(f));
                // A lost space is no choice.
                if says(&own) && says(&other) && own.concat() != other.concat() {
                    let place =
                        |p: &Place, w: &Wording, r: &std::ops::Range<usize>| Place { article: p.article, span: w.stretch(r.start, r.end) };
                    let found = Substitution { statement, a: place(a, x, &d.own), b: place(b, y, &d.reference) };
                    out.push(((a.article, b.article, own.join(" "), other.join(" ")), found));
                }
            }
        }
        out
    }

    /// The members of a statement that more likely than not report it, word by word: what differs between others tells nothing.
    pub(crate) fn wordings(&self, statement: usize) -> Vec<(Place, Wording)> {
        let code = |a: usize| self.articles[a].lang.parse().unwrap_or(Language::English);
        self.statements[statement]
            .members
            .iter()
            .filter(|m| m.score >= LIKELY)
            .map(|m| (m.place, Wording::new(&self.articles[m.place.article].text, m.place.span, &Stemmer::new(code(m.place.article)))))
            .collect()
    }
}

/// Pairs of members of different articles whose words are not all equal.
pub(crate) fn pairs(members: &[(Place, Wording)]) -> impl Iterator<Item = (usize, usize)> {
    (0..members.len()).flat_map(move |i| (i + 1..members.len()).map(move |j| (i, j))).filter(|&(i, j)| {
        let ((a, x), (b, y)) = (&members[i], &members[j]);
        a.article != b.article && !x.words.iter().map(|w| &w.form).eq(y.words.iter().map(|w| &w.form))
    })
}

/// Whether two wordings have enough words in common, as bags, for their alignment to be trusted.
pub(crate) fn close(x: &Wording, y: &Wording) -> bool {
    let mut count: BTreeMap<&str, i64> = BTreeMap::new();
    x.words.iter().for_each(|w| *count.entry(&w.stem).or_default() += 1);
    let mut common = 0;
    for w in &y.words {
        if let Some(n) = count.get_mut(w.stem.as_str()).filter(|n| **n > 0) {
            *n -= 1;
            common += 1;
        }
    }
    2.0 * f64::from(common) >= CLOSE * (x.words.len() + y.words.len()) as f64
}

/// How many equal words stand directly before and after a difference.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anchors {
    before: usize,
    after: usize,
    /// Whether it stands at the beginning or the end of both wordings.
    edge: bool,
}

impl Anchors {
    pub(crate) fn of(x: &Wording, y: &Wording, d: &Difference) -> Self {
        let before =
            x.words[..d.own.start].iter().rev().zip(y.words[..d.reference.start].iter().rev()).take_while(|(a, b)| a.stem == b.stem);
        let after = x.words[d.own.end..].iter().zip(&y.words[d.reference.end..]).take_while(|(a, b)| a.stem == b.stem);
        let edge = (d.own.start == 0 && d.reference.start == 0) || (d.own.end == x.words.len() && d.reference.end == y.words.len());
        Self { before: before.count(), after: after.count(), edge }
    }

    /// Whether equal words hold it on both sides, or an end of both wordings on one.
    pub(crate) fn both(&self) -> bool {
        self.before + self.after >= ANCHORS && (self.edge || (self.before > 0 && self.after > 0))
    }
}
