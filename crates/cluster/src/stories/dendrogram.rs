use super::linkage::Merge;

/// A group that takes in others stays the same group as long as it holds this share of the rows.
const SAME: f64 = 0.75;

/// Cuts the tree of merges where the groups stand out most. A group of `n` rows stands out by
///
/// `n * (ln height - ln height of its parent)`
///
/// (the excess of mass of Campello, Moulavi and Sander 2013, on similarities); a row alone has the height `floor`, a group without
/// a parent the parent's height `floor`. What its larger child stands out by is added while that holds three quarters of the rows, and so
/// on downwards: a large group that takes in rows one after another is one group all the while. A group stays whole if it stands out at
/// least as much as its parts do, where parts of more than a row count `persistence` times. Gives the group of each of the `n` rows.
pub(super) fn cut(n: usize, merges: &[Merge], floor: f64, persistence: f64) -> Vec<usize> {
    let nodes = n + merges.len();
    let height = |v: usize| if v < n { floor } else { merges[v - n].height };
    let size = |v: usize| if v < n { 1.0 } else { f64::from(merges[v - n].size) };
    let mut parent = vec![usize::MAX; nodes];
    for (m, merge) in merges.iter().enumerate() {
        parent[merge.a as usize] = n + m;
        parent[merge.b as usize] = n + m;
    }
    let above = |v: usize| if parent[v] == usize::MAX { floor } else { height(parent[v]) };
    let own: Vec<f64> = (0..nodes).map(|v| size(v) * (height(v) / above(v)).ln()).collect();
    let mut best = own.clone();
    let mut whole = vec![true; nodes];
    for v in n..nodes {
        let parts = [merges[v - n].a as usize, merges[v - n].b as usize];
        let mut at = v;
        while at >= n {
            let children = [merges[at - n].a as usize, merges[at - n].b as usize];
            at = if size(children[0]) >= size(children[1]) { children[0] } else { children[1] };
            if at < n || size(at) < SAME * size(v) {
                break;
            }
            best[v] += own[at];
        }
        let against: f64 = parts.iter().map(|&p| if p < n { best[p] } else { persistence * best[p] }).sum();
        if against > best[v] {
            best[v] = best[parts[0]] + best[parts[1]];
            whole[v] = false;
        }
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
        Merge { a, b, height, size }
    }

    #[test]
    fn a_tree_is_cut_where_groups_stand_out() {
        // Two tight pairs, loosely joined: 4 ln(2.2 / 2) is less than 0.7 * (2 ln(6 / 2.2) + 2 ln(5 / 2.2)).
        let loose = [merge(0, 1, 6.0, 2), merge(2, 3, 5.0, 2), merge(4, 5, 2.2, 4)];
        assert_eq!(cut(4, &loose, 2.0, 0.7), [1, 1, 0, 0]);
        // Nearly as alike across as within.
        let tight = [merge(0, 1, 6.0, 2), merge(2, 3, 5.0, 2), merge(4, 5, 4.5, 4)];
        assert_eq!(cut(4, &tight, 2.0, 0.7), [0; 4]);
        assert_eq!(cut(2, &[], 2.0, 0.7), [1, 0]);
        // A tight pair is no reason to take in a third that is hardly alike.
        assert_eq!(cut(3, &[merge(0, 1, 6.0, 2), merge(2, 3, 2.1, 3)], 2.0, 0.9), [0, 0, 1]);
        assert_eq!(joined(5, &[merge(0, 1, 3.0, 2), merge(2, 5, 2.0, 3)]), [6, 6, 6, 3, 4]);
    }
}
