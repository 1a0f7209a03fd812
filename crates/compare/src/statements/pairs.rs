//! The pairs of sentences of different articles that are worth a closer look.

use super::profile::Profiles;
use crate::units::Units;
use newsloom_core::map;

/// Two sentences share at least this much of their mass: the geometric mean of the two shares.
const FLOOR: f64 = 0.06;
/// Units up to which the floor holds; with more it rises with the root of their number, up to [`HIGH_FLOOR`], since more
/// sentences share that much by chance.
const FEW: f64 = 700.0;
const HIGH_FLOOR: f64 = 0.2;
/// Units from which terms in more than a quarter of them no longer suggest pairs.
const MANY: usize = 2000;

/// Pairs of units of different articles, numbered in order.
pub(super) struct Pairs {
    /// The units of each pair, the lesser first, in order.
    pub(super) all: Vec<(usize, usize)>,
    /// By unit: the other unit and the number of the pair, by unit.
    by_unit: Vec<Vec<(usize, usize)>>,
}

impl Pairs {
    /// All pairs above the floor, through an inverted index.
    pub(super) fn new(units: &Units, profiles: &Profiles) -> Self {
        let n = units.units.len();
        let mut postings: Vec<Vec<u32>> = vec![Vec::new(); units.terms.len()];
        for (u, p) in profiles.of.iter().enumerate() {
            for &(t, m) in &p.mass {
                if m > 0.0 && (n < MANY || (units.df[t as usize] as usize) < n / 4) {
                    postings[t as usize].push(u as u32);
                }
            }
        }
        let floor = (FLOOR * (n as f64 / FEW).max(1.0).sqrt()).min(HIGH_FLOOR);
        let numbers: Vec<usize> = (0..n).collect();
        let found: Vec<Vec<(usize, usize)>> = map(&numbers, |&u| {
            let p = &profiles.of[u];
            let after = units.range(units.article(u)).end;
            let mut shared = vec![0.0f64; n - after];
            for &(t, m) in &p.mass {
                let list = &postings[t as usize];
                let from = list.partition_point(|&v| (v as usize) < after);
                list[from..].iter().for_each(|&v| shared[v as usize - after] += m);
            }
            let near = shared.iter().enumerate().filter(|&(i, &s)| {
                let other = profiles.of[after + i].total;
                s > 0.0 && units.one_language(units.article(u), units.article(after + i)) && s >= floor * (p.total * other).sqrt()
            });
            near.map(|(i, _)| (u, after + i)).collect()
        });
        Self::from_ordered(n, found.concat())
    }

    fn from_ordered(n: usize, all: Vec<(usize, usize)>) -> Self {
        let mut by_unit = vec![Vec::new(); n];
        for (p, &(a, b)) in all.iter().enumerate() {
            by_unit[a].push((b, p));
            by_unit[b].push((a, p));
        }
        by_unit.iter_mut().for_each(|v: &mut Vec<(usize, usize)>| v.sort_unstable());
        Self { all, by_unit }
    }

    /// The pairs of a unit: the other unit and the pair's number, by unit.
    pub(super) fn of(&self, unit: usize) -> &[(usize, usize)] {
        &self.by_unit[unit]
    }

    /// The pairs of a unit with the units of an article.
    pub(super) fn with_article(&self, units: &Units, unit: usize, article: usize) -> &[(usize, usize)] {
        let (v, r) = (&self.by_unit[unit], units.range(article));
        &v[v.partition_point(|x| x.0 < r.start)..v.partition_point(|x| x.0 < r.end)]
    }

    /// The number of the pair of two units.
    pub(super) fn find(&self, a: usize, b: usize) -> Option<usize> {
        let v = &self.by_unit[a];
        v.binary_search_by_key(&b, |x| x.0).ok().map(|i| v[i].1)
    }

    /// A value for every pair, in parallel.
    pub(super) fn each<T: Send>(&self, f: impl Fn(usize, usize, usize) -> T + Sync + Send) -> Vec<T> {
        let numbered: Vec<(usize, (usize, usize))> = self.all.iter().copied().enumerate().collect();
        map(&numbered, |&(p, (a, b))| f(p, a, b))
    }
}
