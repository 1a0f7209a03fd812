use super::linkage::Merge;
use rustc_hash::FxHashMap;

/// A group that takes in others stays the same group as long as it holds this share of the rows.
const SAME: f64 = 0.75;

/// How a tree is cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Least similarity within a group.
    pub(super) floor: f64,
    /// How many times parts of more than a row count against the whole.
    pub(super) persistence: f64,
    /// By how many of its relative errors a part has to stand out before that counts against the whole.
    pub(super) doubt: f64,
}

/// Cuts the tree of merges where the groups stand out most. A group of `n` rows stands out by
///
/// `n * (ln height - ln height of its parent)`
///
/// (the excess of mass of Campello, Moulavi and Sander 2013, on similarities); a row alone has the height `floor`, a group without
/// a parent the parent's height `floor`. What its larger child stands out by is added while that holds three quarters of the rows, and so
/// on downwards: a large group that takes in rows one after another is one group all the while. A group stays whole if it stands out at
/// least as much as its parts do, which count by `persistence` and beyond their doubt. Gives the group of each of the `n` rows.
pub(super) fn cut(n: usize, merges: &[Merge], by: Cut) -> Vec<usize> {
    let merges = &merges[..merges.partition_point(|m| m.height >= by.floor)];
    let nodes = n + merges.len();
    let height = |v: usize| if v < n { by.floor } else { merges[v - n].height };
    let size = |v: usize| if v < n { 1.0 } else { f64::from(merges[v - n].size) };
    let mut parent = vec![usize::MAX; nodes];
    for (m, merge) in merges.iter().enumerate() {
        parent[merge.a as usize] = n + m;
        parent[merge.b as usize] = n + m;
    }
    let excess = |v: usize| (height(v) / if parent[v] == usize::MAX { by.floor } else { height(parent[v]) }).ln();
    let own: Vec<f64> = (0..nodes).map(|v| size(v) * excess(v)).collect();
    // What speaks against the whole; at first that of a row alone.
    let mut against = own.clone();
    let sure = |v: usize| size(v) * (excess(v) - by.doubt / merges[v - n].spread.sqrt()).max(0.0);
    let mut whole = vec![true; nodes];
    for v in n..nodes {
        let parts = [merges[v - n].a as usize, merges[v - n].b as usize];
        let (mut stands_out, mut surely) = (own[v], sure(v));
        let mut at = v;
        while at >= n {
            let children = [merges[at - n].a as usize, merges[at - n].b as usize];
            at = if size(children[0]) >= size(children[1]) { children[0] } else { children[1] };
            if at < n || size(at) < SAME * size(v) {
                break;
            }
            stands_out += own[at];
            surely += sure(at);
        }
        let apart: f64 = parts.iter().map(|&p| if p < n { against[p] } else { by.persistence * against[p] }).sum();
        whole[v] = apart <= stands_out;
        against[v] = if whole[v] { surely } else { against[parts[0]] + against[parts[1]] };
    }
    let mut group = vec![usize::MAX; nodes];
    let mut groups = 0;
    // Parents stand after their children, so going down they are known first.
    for v in (0..nodes).rev() {
        let inherited = if parent[v] == usize::MAX { usize::MAX } else { group[parent[v]] };
        group[v] = if inherited != usize::MAX {
            inherited
        } else if whole[v] {
            groups += 1;
            groups - 1
        } else {
            usize::MAX
        };
    }
    group.truncate(n);
    group
}

/// Rows from which a group of the stricter cut that is more than two thirds of one of the looser cut takes in the rest of it.
const CORE: usize = 6;

/// Cuts at `strict`, and where a group of that is the core of one cut at `loose`, takes in the rest: on an event that many rows tell of
/// there are some that are less alike, and what they are like is better known than with two or three (thresholding with hysteresis).
pub(super) fn cut_twice(n: usize, merges: &[Merge], strict: Cut, loose: Cut) -> Vec<usize> {
    let (inner, outer) = (cut(n, merges, strict), cut(n, merges, loose));
    let mut sizes = (vec![0usize; n], vec![0usize; n]);
    inner.iter().for_each(|&g| sizes.0[g] += 1);
    outer.iter().for_each(|&g| sizes.1[g] += 1);
    let mut held = vec![false; n];
    for (&g, &h) in inner.iter().zip(&outer) {
        let core = sizes.0[g];
        held[h] |= core >= CORE && 3 * core > 2 * sizes.1[h];
    }
    let mut numbers = FxHashMap::default();
    let named = inner.iter().zip(outer).map(|(&g, h)| if held[h] { (true, h) } else { (false, g) });
    named
        .map(|name| {
            let next = numbers.len();
            *numbers.entry(name).or_insert(next)
        })
        .collect()
}

/// The groups that the merges make, uncut.
pub(super) fn joined(n: usize, merges: &[Merge]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..n + merges.len()).collect();
    for (m, merge) in merges.iter().enumerate().rev() {
        let own = group[n + m];
        (group[merge.a as usize], group[merge.b as usize]) = (own, own);
    }
    group.truncate(n);
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merge(a: u32, b: u32, height: f64, size: u32) -> Merge {
        Merge { a, b, height, size, spread: 16.0 }
    }

    fn by(floor: f64, persistence: f64) -> Cut {
        Cut { floor, persistence, doubt: 0.0 }
    }

    #[test]
    fn doubt_keeps_together_what_stands_out_by_chance() {
        // Two pairs that a few columns make alike.
        let pairs = |spread| [(0, 1, 3.0, 2), (2, 3, 2.8, 2), (4, 5, 2.2, 4)].map(|(a, b, h, s)| Merge { spread, ..merge(a, b, h, s) });
        assert_eq!(cut(4, &pairs(4.0), by(2.0, 1.0)), [1, 1, 0, 0]);
        assert_eq!(cut(4, &pairs(4.0), Cut { doubt: 0.5, ..by(2.0, 1.0) }), [0; 4]);
        assert_eq!(cut(4, &pairs(1e6), Cut { doubt: 0.5, ..by(2.0, 1.0) }), [1, 1, 0, 0]);
    }

    #[test]
    fn the_core_of_a_large_group_takes_in_the_rest() {
        // Rows join one after another, all but the last one above the stricter floor.
        let chain = |n: u32| -> Vec<Merge> {
            let first = merge(0, 1, 3.0, 2);
            let low = |i: u32| if i == n - 2 { 1.2 } else { 2.9 };
            std::iter::once(first).chain((1..n - 1).map(|i| merge(i + 1, n + i - 1, low(i), i + 2))).collect()
        };
        let found = |n: u32| cut_twice(n as usize, &chain(n), by(1.3, 0.9), by(1.1, 1.0));
        let apart = |n: u32| cut(n as usize, &chain(n), by(1.3, 0.9));
        assert_ne!(apart(7)[6], apart(7)[0]);
        assert_eq!(found(7), [0; 7]);
        assert_eq!(found(4), [0, 0, 0, 1]);
    }

    #[test]
    fn a_tree_is_cut_where_groups_stand_out() {
        // Two tight pairs, loosely joined: 4 ln(2.2 / 2) is less than 0.7 * (2 ln(6 / 2.2) + 2 ln(5 / 2.2)).
        let loose = [merge(0, 1, 6.0, 2), merge(2, 3, 5.0, 2), merge(4, 5, 2.2, 4)];
        assert_eq!(cut(4, &loose, by(2.0, 0.7)), [1, 1, 0, 0]);
        // Nearly as alike across as within.
        let tight = [merge(0, 1, 6.0, 2), merge(2, 3, 5.0, 2), merge(4, 5, 4.5, 4)];
        assert_eq!(cut(4, &tight, by(2.0, 0.7)), [0; 4]);
        assert_eq!(cut(2, &[], by(2.0, 0.7)), [1, 0]);
        // A tight pair is no reason to take in a third that is hardly alike.
        assert_eq!(cut(3, &[merge(0, 1, 6.0, 2), merge(2, 3, 2.1, 3)], by(2.0, 0.9)), [0, 0, 1]);
        assert_eq!(joined(5, &[merge(0, 1, 3.0, 2), merge(2, 5, 2.0, 3)]), [6, 6, 6, 3, 4]);
    }
}
