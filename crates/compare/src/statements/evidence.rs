//! What speaks for and against two sentences' reporting the same.

use super::profile::{Profile, Profiles};
use rustc_hash::FxHashMap;

/// The evidence of a pair of units, apart from all other pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    /// Cosine of character 4-grams.
    pub(super) grams: f64,
    /// The best cosine of grams of a clause of the one and a clause of the other.
    pub(super) clause_grams: f64,
    /// The best cosine of terms of two clauses.
    pub(super) clause_terms: f64,
    /// Share of the sentence's mass that stands in the other in the same or kindred words: the lesser of the two.
    pub(super) coverage_min: f64,
    /// The greater of the two.
    pub(super) coverage_max: f64,
    /// Mass of shared names.
    pub(super) names: f64,
    /// Shared names by the names of the one with fewer.
    pub(super) names_share: f64,
    /// Mass of shared numbers.
    pub(super) numbers: f64,
    /// Shared exact figures by those of the sentence with fewer.
    pub(super) figures_share: f64,
    /// 1 when both hold numbers and share none.
    pub(super) numbers_differ: f64,
    /// Difference of the positions in the articles.
    pub(super) position: f64,
    /// `ln(1 + n)` of shared words that are not common ones.
    pub(super) shared: f64,
    /// Share of the sentence's mass that stands in the other or in the one before it, the lesser of the two: what a pronoun or a
    /// short sentence takes up stands there.
    pub(super) coverage_before: f64,
    /// The lesser coverage when both open their articles, where the news stands.
    pub(super) opening: f64,
    /// The coverage times `ln(1 + n)` of the shorter one's words: a share of a long sentence is seldom chance.
    pub(super) coverage_length: f64,
}

impl Evidence {
    pub(super) const LEN: usize = 15;

    /// Geometric mean of the two coverages.
    pub(super) fn coverage(&self) -> f64 {
        (self.coverage_min * self.coverage_max).sqrt()
    }

    pub(super) fn to_array(self) -> [f64; Self::LEN] {
        [
            self.grams,
            self.clause_grams,
            self.clause_terms,
            self.coverage_min,
            self.coverage_max,
            self.names,
            self.names_share,
            self.numbers,
            self.figures_share,
            self.numbers_differ,
            self.position,
            self.shared,
            self.coverage_before,
            self.opening,
            self.coverage_length,
        ]
    }
}

/// Reads the evidence of one unit with many: the one lies open in tables by number, so that each of the others is gone
/// through once.
pub(super) struct Reader<'p> {
    profiles: &'p Profiles,
    grams: Vec<f64>,
    terms: Vec<f64>,
    /// The mass of each term in the unit; 0 for those that it lacks.
    holds: Vec<f64>,
    /// What the unit or the one before it holds.
    around: Vec<bool>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(profiles: &'p Profiles) -> Self {
        let n_terms = profiles.mass.len();
        Self {
            profiles,
            grams: vec![0.0; profiles.n_grams],
            terms: vec![0.0; n_terms],
            holds: vec![0.0; n_terms],
            around: vec![false; n_terms],
        }
    }

    /// The evidence of unit `a` with each of the others. Sentences of the same words are read once.
    pub(super) fn with(&mut self, a: usize, others: impl Iterator<Item = usize> + Clone) -> Vec<Evidence> {
        let mut known: FxHashMap<u32, u32> = FxHashMap::default();
        let mut read: Vec<usize> = Vec::new();
        let which: Vec<u32> = others
            .clone()
            .map(|b| {
                *known.entry(self.profiles.of[b].wording).or_insert_with(|| {
                    read.push(b);
                    (read.len() - 1) as u32
                })
            })
            .collect();
        let found = self.distinct(a, &read);
        // What depends on where a sentence stands.
        let x = &self.profiles.of[a];
        let terms = || self.profiles.with_before(a).map(|(t, _)| t as usize);
        self.open(x);
        terms().for_each(|t| self.around[t] = true);
        let out = others
            .zip(which)
            .map(|(b, i)| {
                let (y, found) = (&self.profiles.of[b], found[i as usize]);
                Evidence {
                    position: (x.position - y.position).abs(),
                    coverage_before: self.before(x, b),
                    opening: if x.opening && y.opening { found.coverage_min } else { 0.0 },
                    coverage_length: found.coverage() * x.length.min(y.length),
                    ..found
                }
            })
            .collect();
        clear(&mut self.holds, &x.mass);
        terms().for_each(|t| self.around[t] = false);
        out
    }

    /// Lays the terms of a unit open, those without any mass too.
    fn open(&mut self, x: &Profile) {
        x.mass.iter().for_each(|&(t, m)| self.holds[t as usize] = m.max(f64::MIN_POSITIVE));
    }

    fn held(&self, term: u32) -> bool {
        self.holds[term as usize] > 0.0
    }

    /// The lesser of the shares of each unit in the other with the one before it, `x` open in the tables.
    fn before(&self, x: &Profile, b: usize) -> f64 {
        let y = &self.profiles.of[b];
        let mut there = 0.0;
        for &(t, m) in &y.mass {
            let around = |t: u32| self.around[t as usize];
            let related = || best(self.profiles.related[t as usize].iter().copied().filter(|r| around(r.0))).max(y.meant(t, around));
            there += m * if around(t) { 1.0 } else { related() };
        }
        let mut credits: Vec<(u32, f64)> = Vec::new();
        for (t, _) in self.profiles.with_before(b) {
            if self.held(t) {
                credits.push((t, 1.0));
            } else {
                credits.extend(self.profiles.related[t as usize].iter().filter(|r| self.held(r.0)));
            }
        }
        let before = y.before.map(|b| &self.profiles.of[b]);
        credits.extend(
            x.meant.iter().filter(|m| y.holds(m.1) || before.is_some_and(|p| p.holds(m.1))).map(|&(word, _, credit)| (word, credit)),
        );
        share(self.met(credits), x.total).min(share(there, y.total))
    }

    /// The mass of the open unit's terms that are met, each by the greatest of its credits.
    fn met(&self, mut credits: Vec<(u32, f64)>) -> f64 {
        credits.sort_unstable_by(|p, q| p.0.cmp(&q.0).then(q.1.total_cmp(&p.1)));
        credits.dedup_by_key(|c| c.0);
        credits.iter().map(|&(t, credit)| self.holds[t as usize] * credit).sum()
    }

    fn distinct(&mut self, a: usize, others: &[usize]) -> Vec<Evidence> {
        let x = &self.profiles.of[a];
        lay(&mut self.grams, &x.grams);
        self.open(x);
        let mut out: Vec<Evidence> = others.iter().map(|&b| self.whole(x, &self.profiles.of[b])).collect();
        clear(&mut self.grams, &x.grams);
        clear(&mut self.holds, &x.mass);
        for (grams, terms) in &x.clauses {
            lay(&mut self.grams, grams);
            lay(&mut self.terms, terms);
            for (e, &b) in out.iter_mut().zip(others) {
                for (g, t) in &self.profiles.of[b].clauses {
                    e.clause_grams = e.clause_grams.max(product(&self.grams, g));
                    e.clause_terms = e.clause_terms.max(product(&self.terms, t));
                }
            }
            clear(&mut self.grams, grams);
            clear(&mut self.terms, terms);
        }
        out
    }

    /// All but the clauses and the position, with `x` open in the tables.
    fn whole(&self, x: &Profile, y: &Profile) -> Evidence {
        let mass = |t: u32| self.profiles.mass[t as usize];
        let (mut ours, mut theirs, mut shared) = (0.0, 0.0, 0usize);
        // Terms of x that y does not hold but has kindred of, with the credit.
        let mut credits: Vec<(u32, f64)> = Vec::new();
        for &(t, m) in &y.mass {
            if self.held(t) {
                theirs += m;
                ours += self.holds[t as usize];
                shared += usize::from(!self.profiles.plain[t as usize]);
                continue;
            }
            let near = self.profiles.related[t as usize].iter().filter(|r| self.held(r.0) && !y.holds(r.0));
            credits.extend(near.clone());
            theirs += m * best(near.copied()).max(y.meant(t, |r| self.held(r)));
        }
        credits.extend(x.meant.iter().filter(|m| y.holds(m.1) && !y.holds(m.0)).map(|&(word, _, credit)| (word, credit)));
        let (p, q) = (share(ours + self.met(credits), x.total), share(theirs, y.total));
        let names: Vec<u32> = common(x.names.iter().copied(), y.names.iter().copied()).collect();
        let numbers: Vec<u32> = common(x.numbers.iter().copied(), y.numbers.iter().copied()).collect();
        let figures = common(x.figures.iter().copied(), y.figures.iter().copied()).count();
        Evidence {
            grams: product(&self.grams, &y.grams),
            coverage_min: p.min(q),
            coverage_max: p.max(q),
            names: names.iter().map(|&t| mass(t)).sum(),
            names_share: names.len() as f64 / x.names.len().min(y.names.len()).max(1) as f64,
            numbers: numbers.iter().map(|&t| mass(t)).sum(),
            figures_share: figures as f64 / x.figures.len().min(y.figures.len()).max(1) as f64,
            numbers_differ: f64::from(!x.numbers.is_empty() && !y.numbers.is_empty() && numbers.is_empty()),
            shared: (shared as f64).ln_1p(),
            ..Evidence::default()
        }
    }
}

/// The greatest of some credits.
fn best(credits: impl Iterator<Item = (u32, f64)>) -> f64 {
    credits.map(|c| c.1).fold(0.0, f64::max)
}

fn share(part: f64, total: f64) -> f64 {
    if total > 0.0 { part / total } else { 0.0 }
}

fn lay(table: &mut [f64], vector: &[(u32, f64)]) {
    vector.iter().for_each(|&(i, w)| table[i as usize] = w);
}

fn clear(table: &mut [f64], vector: &[(u32, f64)]) {
    vector.iter().for_each(|&(i, _)| table[i as usize] = 0.0);
}

/// The product of the vector that lies open in a table with another.
fn product(table: &[f64], vector: &[(u32, f64)]) -> f64 {
    vector.iter().map(|&(i, w)| table[i as usize] * w).sum()
}

/// What two ordered sequences share.
fn common(a: impl Iterator<Item = u32>, b: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
    let mut b = b.peekable();
    a.filter(move |x| {
        while b.next_if(|y| y < x).is_some() {}
        b.peek() == Some(x)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_of_ordered_sequences() {
        assert_eq!(common([1, 3, 5, 9].into_iter(), [2, 3, 9, 10].into_iter()).collect::<Vec<_>>(), [3, 9]);
    }
}
