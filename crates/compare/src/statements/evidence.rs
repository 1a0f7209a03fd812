//! What speaks for and against two sentences' reporting the same.

use super::links::{Link, Words, clause_coverage, met, said};
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

/// Reads the evidence of one unit with many: the grams of the one lie open in a table by number, so that those of each of the
/// others are gone through once.
pub(super) struct Reader<'p> {
    profiles: &'p Profiles,
    grams: Vec<f64>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(profiles: &'p Profiles) -> Self {
        Self { profiles, grams: vec![0.0; profiles.n_grams] }
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
        let placed = others.zip(which).map(|(b, i)| {
            let (y, found) = (&self.profiles.of[b], found[i as usize]);
            Evidence {
                position: (x.position - y.position).abs(),
                coverage_before: self.covered(x, &self.profiles.around[b]).min(self.covered(y, &self.profiles.around[a])),
                opening: if x.opening && y.opening { found.coverage_min } else { 0.0 },
                coverage_length: found.coverage() * x.length.min(y.length),
                ..found
            }
        });
        placed.collect()
    }

    /// The share of a unit's mass that some words say.
    fn covered(&self, x: &Profile, words: &Words) -> f64 {
        coverage(x, &said(&self.profiles.related, &x.words, words))
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
        let related = &self.profiles.related;
        let (of_x, of_y) = (said(related, &x.words, &y.words), said(related, &y.words, &x.words));
        let (p, q) = (coverage(x, &of_x), coverage(y, &of_y));
        let mass = |terms: &[u32], others: &[u32]| common(terms, others).map(|t| self.profiles.mass[t as usize]).sum();
        let figures = common(&x.figures, &y.figures).count();
        let telling = of_x.iter().filter(|l| {
            let term = x.words.mass[l.0].0;
            term == y.words.mass[l.1].0 && !self.profiles.plain[term as usize]
        });
        Evidence {
            grams: product(&self.grams, &y.grams),
            coverage_min: p.min(q),
            coverage_max: p.max(q),
            names: mass(&x.names, &y.names),
            numbers: mass(&x.numbers, &y.numbers),
            figures_share: figures as f64 / x.figures.len().min(y.figures.len()).max(1) as f64,
            shared: (telling.count() as f64).ln_1p(),
            clause_coverage: clause_coverage(x, y, &of_x, &of_y),
            ..Evidence::default()
        }
    }
}

/// The share of a unit's mass that is said.
fn coverage(x: &Profile, links: &[Link]) -> f64 {
    if x.total > 0.0 { met(links, &x.words).map(|m| m.1).sum::<f64>() / x.total } else { 0.0 }
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
