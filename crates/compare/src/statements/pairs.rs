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

/// A unit that another one makes a pair with, and the number of that pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub(super) other: u32,
    pub(super) pair: u32,
}

/// Pairs of units of different articles, numbered in order.
pub(super) struct Pairs {
    /// The units of each pair, the lesser first, in order.
    pub(super) all: Vec<(u32, u32)>,
    /// By unit, then by the other unit.
    pub(super) sides: Vec<Side>,
    /// Where each unit's sides begin; one more at the end.
    starts: Vec<usize>,
    /// By pair: its places in `sides`, that of the lesser unit first.
    pub(super) places: Vec<(u32, u32)>,
}

impl Pairs {
    /// All pairs above the floor, through an inverted index.
    pub(super) fn new(units: &Units, profiles: &Profiles) -> Self {
        let n = units.units.len();
        let mut postings: Vec<Vec<u32>> = vec![Vec::new(); profiles.mass.len()];
        for (u, p) in profiles.of.iter().enumerate() {
            for &(t, m) in &p.words.mass {
                if m > 0.0 && (n < MANY || (units.df[t as usize] as usize) < n / 4) {
                    postings[t as usize].push(u as u32);
                }
            }
        }
        let floor = (FLOOR * (n as f64 / FEW).max(1.0).sqrt()).min(HIGH_FLOOR);
        let numbers: Vec<usize> = (0..n).collect();
        let found: Vec<Vec<(u32, u32)>> = map(&numbers, |&u| {
            let p = &profiles.of[u];
            let after = units.range(units.article(u)).end;
            let mut shared = vec![0.0f64; n - after];
            for &(t, m) in &p.words.mass {
                let list = &postings[t as usize];
                let from = list.partition_point(|&v| (v as usize) < after);
                list[from..].iter().for_each(|&v| shared[v as usize - after] += m);
            }
            let near = shared.iter().enumerate().filter(|&(i, &s)| {
                let other = profiles.of[after + i].total;
                s > 0.0 && s >= floor * (p.total * other).sqrt() && units.one_language(units.article(u), units.article(after + i))
            });
            near.map(|(i, _)| (u as u32, (after + i) as u32)).collect()
        });
        Self::from_ordered(n, found.concat())
    }

    fn from_ordered(n: usize, all: Vec<(u32, u32)>) -> Self {
        let mut starts = vec![0usize; n + 1];
        for &(a, b) in &all {
            starts[a as usize + 1] += 1;
            starts[b as usize + 1] += 1;
        }
        (0..n).for_each(|u| starts[u + 1] += starts[u]);
        // Pairs are in order, so that a unit's lesser partners come first, then, pair by pair, its greater ones.
        let mut next = starts.clone();
        let mut sides = vec![Side { other: 0, pair: 0 }; 2 * all.len()];
        let mut places = vec![(0u32, 0u32); all.len()];
        for (p, &(a, b)) in all.iter().enumerate() {
            let at = next[b as usize];
            sides[at] = Side { other: a, pair: p as u32 };
            places[p].1 = at as u32;
            next[b as usize] += 1;
        }
        for (p, &(a, b)) in all.iter().enumerate() {
            let at = next[a as usize];
            sides[at] = Side { other: b, pair: p as u32 };
            places[p].0 = at as u32;
            next[a as usize] += 1;
        }
        Self { all, sides, starts, places }
    }

    /// The sides of a unit, by the other unit.
    pub(super) fn of(&self, unit: usize) -> &[Side] {
        &self.sides[self.starts[unit]..self.starts[unit + 1]]
    }

    /// The pairs whose lesser unit this is.
    pub(super) fn led_by(&self, unit: usize) -> &[(u32, u32)] {
        let greater = self.of(unit);
        let greater = &greater[greater.partition_point(|s| (s.other as usize) < unit)..];
        match (greater.first(), greater.last()) {
            (Some(first), Some(last)) => &self.all[first.pair as usize..=last.pair as usize],
            _ => &[],
        }
    }

    /// The number of the pair of two units.
    pub(super) fn find(&self, a: usize, b: usize) -> Option<usize> {
        let v = self.of(a);
        v.binary_search_by_key(&b, |s| s.other as usize).ok().map(|i| v[i].pair as usize)
    }

    /// A value for every pair, in parallel.
    pub(super) fn each<T: Send>(&self, f: impl Fn(usize, usize, usize) -> T + Sync + Send) -> Vec<T> {
        let numbers: Vec<u32> = (0..self.all.len() as u32).collect();
        map(&numbers, |&p| {
            let (a, b) = self.all[p as usize];
            f(p as usize, a as usize, b as usize)
        })
    }
}
