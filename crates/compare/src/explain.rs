//! Why are two articles alike, and why do two sentences count as one statement?

use crate::furniture::{self, FurnitureOptions};
use crate::similarity::article_weights;
use crate::statements::{evidence_names, pair_reading, standing_names};
use crate::units::{Units, Word};
use crate::{CompareError, Comparison};
use newsloom_text::Span;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;

/// What one word adds to the similarity of two articles.
///
/// The four parts add up to `contribution`: each pair of the word's places in the two articles counts once, as furniture when
/// either stands there, as a shared passage when both stand in passages the two share, as quotes when both stand in
/// quotations, else as own words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TermContribution {
    /// The word in the form in which the two articles use it most.
    pub term: String,
    /// `w(a, t) * w(b, t)` of the normalised weights: TF-IDF times how telling the word is in English news.
    pub contribution: f64,
    /// The part of site furniture that was kept.
    pub furniture: f64,
    /// The part of quotations.
    pub quotes: f64,
    /// The part of shared passages.
    pub passages: f64,
    /// The part of all other words.
    pub own: f64,
}

/// Why two articles are alike.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// Id of the one article.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// The cosine of their TF-IDF vectors: what the matrix holds, and the sum of all contributions.
    pub similarity: f64,
    /// Sum over terms, by kind of place.
    pub furniture: f64,
    /// Sum over terms, by kind of place.
    pub quotes: f64,
    /// Sum over terms, by kind of place.
    pub passages: f64,
    /// Sum over terms, by kind of place.
    pub own: f64,
    /// Every shared word, the one that adds most first.
    pub terms: Vec<TermContribution>,
}

/// One input of a model, with what it adds to the log-odds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Input {
    /// Its name.
    pub name: &'static str,
    /// Its value for this pair.
    pub value: f64,
    /// Weight times value.
    pub contribution: f64,
}

/// Why two sentences count, or do not count, as reporting the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairExplanation {
    /// What speaks for and against: the contributions and `evidence_bias` add up to `evidence_log_odds`.
    pub evidence: Vec<Input>,
    /// What holds before any evidence.
    pub evidence_bias: f64,
    /// Log-odds by the evidence alone.
    pub evidence_log_odds: f64,
    /// How the pair stands among its rivals, the sentences around it and other articles: the contributions and
    /// `standing_bias` add up to `log_odds`.
    pub standing: Vec<Input>,
    /// What holds before the standing.
    pub standing_bias: f64,
    /// Log-odds after all.
    pub log_odds: f64,
    /// `1 / (1 + exp(-log_odds))`, the score of the pair.
    pub probability: f64,
}

/// Where a word stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Furniture,
    Passages,
    Quotes,
    Own,
}

impl Comparison {
    /// Why two articles are alike: every shared word with what it adds to their similarity.
    ///
    /// # Errors
    /// When `a` or `b` is no article's id.
    pub fn explain(&self, a: &str, b: &str) -> Result<Explanation, CompareError> {
        let (i, j) = (self.article(a)?, self.article(b)?);
        let units = Units::new(&self.articles, &self.boilerplate, &self.language);
        let aside = furniture::find(&self.articles, &FurnitureOptions::default());
        let furniture =
            |article: usize| -> Vec<Span> { aside.iter().map(|f| f.place).filter(|p| p.article == article).map(|p| p.span).collect() };
        let quotes = |article: usize| -> Vec<Span> {
            self.quotes.iter().flat_map(|q| &q.members).map(|m| m.place).filter(|p| p.article == article).map(|p| p.span).collect()
        };
        let shared = |article: usize| -> Vec<Span> {
            let pair = |p: &&crate::Passage| [(i, j), (j, i)].contains(&(p.a.article, p.b.article));
            self.passages.iter().filter(pair).map(|p| if p.a.article == article { p.a.span } else { p.b.span }).collect()
        };
        let kinds = |article: usize| -> BTreeMap<u32, BTreeMap<Kind, f64>> {
            let (f, p, q) = (furniture(article), shared(article), quotes(article));
            let inside = |spans: &[Span], w: &Word| spans.iter().any(|s| s.overlaps(&w.span));
            let mut out: BTreeMap<u32, BTreeMap<Kind, f64>> = BTreeMap::new();
            for w in units.of_article(article).iter().flat_map(|u| &u.words) {
                let kind = if inside(&f, w) {
                    Kind::Furniture
                } else if inside(&p, w) {
                    Kind::Passages
                } else if inside(&q, w) {
                    Kind::Quotes
                } else {
                    Kind::Own
                };
                *out.entry(w.term).or_default().entry(kind).or_default() += 1.0;
            }
            out
        };
        let (x, y) = (article_weights(&units, i), article_weights(&units, j));
        let (in_a, in_b) = (kinds(i), kinds(j));
        let surface = surface_forms(self, &units, [i, j]);
        let mut terms = Vec::new();
        for &(t, w) in &x {
            let Ok(at) = y.binary_search_by_key(&t, |v| v.0) else { continue };
            let contribution = w * y[at].1;
            let (ka, kb) = (&in_a[&t], &in_b[&t]);
            let (na, nb): (f64, f64) = (ka.values().sum(), kb.values().sum());
            let both = |k: Kind| ka.get(&k).unwrap_or(&0.0) * kb.get(&k).unwrap_or(&0.0) / (na * nb);
            let free = |m: &BTreeMap<Kind, f64>, n: f64| 1.0 - m.get(&Kind::Furniture).unwrap_or(&0.0) / n;
            let furniture = contribution * (1.0 - free(ka, na) * free(kb, nb));
            let (passages, quotes) = (contribution * both(Kind::Passages), contribution * both(Kind::Quotes));
            let own = contribution - furniture - passages - quotes;
            terms.push(TermContribution { term: surface[&t].clone(), contribution, furniture, quotes, passages, own });
        }
        let sum = |f: fn(&TermContribution) -> f64| terms.iter().map(f).sum::<f64>();
        let (similarity, furniture, quotes) = (sum(|t| t.contribution), sum(|t| t.furniture), sum(|t| t.quotes));
        let (passages, own) = (sum(|t| t.passages), sum(|t| t.own));
        terms.sort_by(|p, q| q.contribution.total_cmp(&p.contribution).then_with(|| p.term.cmp(&q.term)));
        Ok(Explanation { a: a.into(), b: b.into(), similarity, furniture, quotes, passages, own, terms })
    }

    /// Why two members of a statement count as reporting the same; `None` when they are of one article or share too little.
    ///
    /// `statement` is an index of [`Comparison::statements`], `a` and `b` are indices of its members.
    ///
    /// # Errors
    /// When an index is out of range.
    pub fn explain_members(&self, statement: usize, a: usize, b: usize) -> Result<Option<PairExplanation>, CompareError> {
        let wrong = |parameter, value: usize| CompareError::Parameter { parameter, rule: "an index in range", value: value.to_string() };
        let s = self.statements.get(statement).ok_or_else(|| wrong("statement", statement))?;
        let (x, y) = (s.members.get(a).ok_or_else(|| wrong("a", a))?, s.members.get(b).ok_or_else(|| wrong("b", b))?);
        let units = Units::new(&self.articles, &self.boilerplate, &self.language);
        Ok(pair_reading(&units, x.place.min(y.place), x.place.max(y.place)).map(|r| {
            let inputs = |names: &[&'static str], values: &[f64], weights: &[f64]| -> Vec<Input> {
                names
                    .iter()
                    .zip(values.iter().zip(weights))
                    .map(|(name, (value, w))| Input { name, value: *value, contribution: w * value })
                    .collect()
            };
            PairExplanation {
                evidence: inputs(evidence_names(), &r.evidence, &r.evidence_weights),
                evidence_bias: r.evidence_bias,
                evidence_log_odds: r.evidence_log_odds,
                standing: inputs(standing_names(), &r.standing, &r.standing_weights),
                standing_bias: r.standing_bias,
                log_odds: r.log_odds,
                probability: 1.0 / (1.0 + (-r.log_odds).exp()),
            }
        }))
    }

    /// Why the members that two articles have in a statement count as reporting the same: of several pairs the most probable.
    ///
    /// # Errors
    /// When `statement` is no statement's id, `a` or `b` no article's, one of them has no member, or no pair was scored: the two
    /// are one article or copies of one, or share too few words and are held together by the other members.
    pub fn explain_statement(&self, statement: &str, a: &str, b: &str) -> Result<PairExplanation, CompareError> {
        let wrong = |parameter, rule, value: &str| CompareError::Parameter { parameter, rule, value: format!("{value:?}") };
        let rule = "the id of a statement of this comparison";
        let k = self.statements.iter().position(|s| s.id == statement).ok_or_else(|| wrong("statement", rule, statement))?;
        let members = |id: &str| -> Result<Vec<usize>, CompareError> {
            let article = self.article(id)?;
            let of = &self.statements[k].members;
            let found: Vec<usize> = (0..of.len()).filter(|&i| of[i].place.article == article).collect();
            if found.is_empty() { Err(wrong("article", "one that reports the statement", id)) } else { Ok(found) }
        };
        let (x, y) = (members(a)?, members(b)?);
        let mut best: Option<PairExplanation> = None;
        for (&i, &j) in x.iter().flat_map(|i| y.iter().map(move |j| (i, j))) {
            if let Some(e) = self.explain_members(k, i, j)?
                && best.as_ref().is_none_or(|b| e.probability > b.probability)
            {
                best = Some(e);
            }
        }
        best.ok_or_else(|| {
            wrong("article", "one whose sentence was scored with the other's, which copies and sentences without shared words are not", b)
        })
    }

    fn article(&self, id: &str) -> Result<usize, CompareError> {
        let wrong =
            || CompareError::Parameter { parameter: "article", rule: "the id of an article of this comparison", value: format!("{id:?}") };
        self.articles.iter().position(|a| a.id == id).ok_or_else(wrong)
    }
}

/// By term: the form that the articles use most, the first by bytes among equals.
fn surface_forms(comparison: &Comparison, units: &Units, articles: [usize; 2]) -> FxHashMap<u32, String> {
    let mut count: BTreeMap<(u32, &str), usize> = BTreeMap::new();
    for article in articles {
        let text = &comparison.articles[article].text;
        units.of_article(article).iter().flat_map(|u| &u.words).for_each(|w| *count.entry((w.term, w.span.of(text))).or_default() += 1);
    }
    let mut best: FxHashMap<u32, (usize, &str)> = FxHashMap::default();
    for ((t, form), n) in count {
        let now = best.entry(t).or_insert((0, form));
        if n > now.0 {
            *now = (n, form);
        }
    }
    best.into_iter().map(|(t, (_, form))| (t, form.to_owned())).collect()
}
