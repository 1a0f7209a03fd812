use super::linkage::Merge;

/// Cuts the tree of merges where the groups stand out most: each path from the root to a row is cut once, so that the sum of
///
/// `size * (ln height - ln height of the parent)`
///
/// over the groups is largest (the excess of mass of Campello, Moulavi and Sander 2013, on similarities). A row alone has the
/// height `cohesion`, a group without a parent the parent's height `floor`. Gives the group of each of the `n` rows.
pub(super) fn cut(n: usize, merges: &[Merge], cohesion: f64, floor: f64) -> Vec<usize> {
    let nodes = n + merges.len();
    let height = |v: usize| if v < n { cohesion } else { merges[v - n].height.max(floor) };
    let mut parent = vec![usize::MAX; nodes];
    for (m, merge) in merges.iter().enumerate() {
        parent[merge.a as usize] = n + m;
        parent[merge.b as usize] = n + m;
    }
    let mut best = vec![0.0; nodes];
    let mut whole = vec![true; nodes];
    for v in 0..nodes {
        let above = if parent[v] == usize::MAX { floor } else { height(parent[v]) };
        let size = if v < n { 1.0 } else { f64::from(merges[v - n].size) };
        best[v] = size * (height(v) / above).ln();
        if v >= n {
            let parts = best[merges[v - n].a as usize] + best[merges[v - n].b as usize];
            if parts > best[v] {
                best[v] = parts;
                whole[v] = false;
            }
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
