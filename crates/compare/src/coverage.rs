//! How much each article reports, beside what its length lets one expect.

use crate::omissions::UNCERTAIN;
use crate::statements::Scores;
use crate::units::Units;
use crate::{ArticleCoverage, Statement, UniqueSentence};

/// Halvings of the interval that holds a rate.
const HALVINGS: usize = 60;
/// Words of a sentence that only one article has, at least; shorter ones tell nothing alone.
const WORDS: usize = 5;

/// How likely each article was to report a statement, given how many do and how long each is.
///
/// A statement that `k` of `n` articles report is taken to fall at one rate per word: article `i` of `w_i` words reports it with
/// probability `p_i = 1 - exp(-rate * w_i)`, and the rate is such that the probabilities add up to `k`. When all report it, `p_i = 1`.
#[derive(Clone, Debug)]
pub(crate) struct Expectation(Vec<f64>);

impl Expectation {
    /// `words`: per article, 0 for those that could not report the statement.
    pub(crate) fn new(words: &[f64], k: usize) -> Self {
        let able = words.iter().filter(|&&w| w > 0.0).count();
        if k >= able {
            return Self(words.iter().map(|&w| f64::from(w > 0.0)).collect());
        }
        let at = |rate: f64| words.iter().map(move |&w| -(-rate * w).exp_m1());
        let (mut low, mut high) = (0.0f64, 1.0);
        while at(high).sum::<f64>() < k as f64 {
            high *= 2.0;
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if at(middle).sum::<f64>() < k as f64 {
                low = middle
            } else {
                high = middle
            }
            if high - low <= 1e-9 * high {
                break;
            }
        }
        Self(at(0.5 * (low + high)).collect())
    }

    pub(crate) fn of(&self, article: usize) -> f64 {
        self.0[article]
    }
}

/// The expectations of all statements.
pub(crate) fn expectations(units: &Units, n_words: &[usize], statements: &[(Statement, Vec<usize>)]) -> Vec<Expectation> {
    let of = |(s, members): &(Statement, Vec<usize>)| {
        let language = units.article(members[s.headline]);
        let words: Vec<f64> = (0..n_words.len()).map(|a| if units.one_language(language, a) { n_words[a] as f64 } else { 0.0 }).collect();
        Expectation::new(&words, s.n_articles)
    };
    newsloom_core::map(statements, of)
}

/// What each article reports, beside what was to be expected, and what most others report and it does not.
pub(crate) fn of_articles(
    units: &Units,
    scores: &Scores,
    statements: &[(Statement, Vec<usize>)],
    expected: &[Expectation],
) -> Vec<ArticleCoverage> {
    let n = units.n_articles();
    let mut out: Vec<ArticleCoverage> =
        (0..n).map(|article| ArticleCoverage { article, n_statements: 0, expected: 0.0, residual: 0.0, missing: Vec::new() }).collect();
    let mut variance = vec![0.0f64; n];
    for (i, (s, members)) in statements.iter().enumerate() {
        let language = units.article(members[s.headline]);
        let able: Vec<usize> = (0..n).filter(|&a| units.one_language(language, a)).collect();
        let consensus = s.n_articles >= 2 && 2 * s.n_articles > able.len() - 1;
        let near = if consensus { scores.nearest(members) } else { Default::default() };
        let mut reports = s.members.iter().map(|m| m.place.article).peekable();
        for a in able {
            let mut present = false;
            while reports.next_if_eq(&a).is_some() {
                present = true;
            }
            let p = expected[i].of(a);
            out[a].expected += p;
            variance[a] += p * (1.0 - p);
            out[a].n_statements += usize::from(present);
            if consensus && !present && near.get(&a).is_none_or(|x| x.1 < UNCERTAIN) {
                out[a].missing.push(i);
            }
        }
    }
    for (c, v) in out.iter_mut().zip(variance) {
        c.residual = if v > 1e-9 { (c.n_statements as f64 - c.expected) / v.sqrt() } else { 0.0 };
    }
    out
}

/// The sentences that come close to no sentence of another article, by article, then by place.
///
/// An article that is the only one of its language is left out: nothing could come close.
pub(crate) fn unique(units: &Units, scores: &Scores) -> Vec<UniqueSentence> {
    let n = units.n_articles();
    let alone = |a: usize| !(0..n).any(|b| a != b && units.one_language(a, b));
    (0..n)
        .filter(|&a| !alone(a))
        .flat_map(|a| units.range(a))
        .filter(|&u| units.units[u].words.len() >= WORDS)
        .map(|u| UniqueSentence { place: units.units[u].place, score: scores.best(u) })
        .filter(|u| u.score < UNCERTAIN)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_add_up_and_grow_with_length() {
        let e = Expectation::new(&[100.0, 200.0, 400.0, 0.0], 2);
        let p: Vec<f64> = (0..4).map(|a| e.of(a)).collect();
        assert!((p.iter().sum::<f64>() - 2.0).abs() < 1e-6, "{p:?}");
        assert!(p[0] < p[1] && p[1] < p[2] && p[2] < 1.0 && p[3] == 0.0, "{p:?}");
        // One rate for all: (1 - p) to the power of 1 / words is the same.
        let rate = |i: usize, w: f64| -(1.0 - p[i]).ln() / w;
        assert!((rate(0, 100.0) - rate(2, 400.0)).abs() < 1e-9);
        let all = Expectation::new(&[1.0, 5.0], 2);
        assert_eq!((all.of(0), all.of(1)), (1.0, 1.0));
    }
}
