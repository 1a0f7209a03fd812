//! What speaks for and against two sentences' reporting the same.

use super::links::{Links, clause_coverage, met};
use super::profile::{Profile, Profiles};
use rustc_hash::FxHashMap;

/// The evidence of a pair of units, apart from all other pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    /// Cosine of character 4-grams.
    pub(super) grams: f64,
    /// Share of the sentence's mass that stands in the other in the same or kindred words: the lesser of the two.
    pub(super) coverage_min: f64,
    /// The greater of the two.
    pub(super) coverage_max: f64,
    /// Mass of shared names.
    pub(super) names: f64,
    /// Mass of shared numbers.
    pub(super) numbers: f64,
    /// Shared exact figures by those of the sentence with fewer.
    pub(super) figures_share: f64,
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
    /// How much a clause of the one and a clause of the other say of each other, at best.
    pub(super) clause_coverage: f64,
}

impl Evidence {
    pub(super) const LEN: usize = 12;

    /// Geometric mean of the two coverages.
    pub(super) fn coverage(&self) -> f64 {
        (self.coverage_min * self.coverage_max).sqrt()
    }

    pub(super) fn to_array(self) -> [f64; Self::LEN] {
        [
            self.grams,
            self.coverage_min,
            self.coverage_max,
            self.names,
            self.numbers,
            self.figures_share,
            self.position,
            self.shared,
            self.coverage_before,
            self.opening,
            self.coverage_length,
            self.clause_coverage,
        ]
    }
}

/// Reads the evidence of one unit with many: the one lies open in tables by number, so that each of the others is gone
/// through once.
pub(super) struct Reader<'p> {
    profiles: &'p Profiles,
    grams: Vec<f64>,
    /// The mass of each term in the unit; 0 for those that it lacks.
    holds: Vec<f64>,
    /// What the unit or the one before it holds.
    around: Vec<bool>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(profiles: &'p Profiles) -> Self {
        let n_terms = profiles.mass.len();
        Self { profiles, grams: vec![0.0; profiles.n_grams], holds: vec![0.0; n_terms], around: vec![false; n_terms] }
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

    /// What two units say, wherever they stand.
    fn distinct(&mut self, a: usize, others: &[usize]) -> Vec<Evidence> {
        let x = &self.profiles.of[a];
        lay(&mut self.grams, &x.grams);
        let out = others.iter().map(|&b| self.whole(x, &self.profiles.of[b])).collect();
        clear(&mut self.grams, &x.grams);
        out
    }

    /// The same of one other unit, with the grams of `x` open in the table.
    fn whole(&self, x: &Profile, y: &Profile) -> Evidence {
        let links = Links::new(self.profiles, x, y);
        let said = |links, profile| met(links, profile).map(|m| m.1).sum::<f64>();
        let (p, q) = (share(said(&links.of_x, x), x.total), share(said(&links.of_y, y), y.total));
        let mass = |terms: &[u32], others: &[u32]| common(terms, others).map(|t| self.profiles.mass[t as usize]).sum();
        let figures = common(&x.figures, &y.figures).count();
        let telling = links.same.iter().filter(|(i, _)| !self.profiles.plain[x.mass[*i].0 as usize]).count();
        Evidence {
            grams: product(&self.grams, &y.grams),
            coverage_min: p.min(q),
            coverage_max: p.max(q),
            names: mass(&x.names, &y.names),
            numbers: mass(&x.numbers, &y.numbers),
            figures_share: figures as f64 / x.figures.len().min(y.figures.len()).max(1) as f64,
            shared: (telling as f64).ln_1p(),
            clause_coverage: clause_coverage(&links, x, y),
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
fn common<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let mut b = b.iter().peekable();
    a.iter().copied().filter(move |x| {
        while b.next_if(|y| *y < x).is_some() {}
        b.peek() == Some(&x)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_of_ordered_sequences() {
        assert_eq!(common(&[1, 3, 5, 9], &[2, 3, 9, 10]).collect::<Vec<_>>(), [3, 9]);
    }
}
