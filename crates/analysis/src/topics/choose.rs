use super::consensus::{Consensus, SAMPLE};
use super::result::CurvePoint;
use crate::AnalysisError;
use newsloom_core::Csr;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Most topics that are tried.
const MOST: usize = 30;
/// Agreement of resamples from which a number of topics is sure.
const SURE: f64 = 0.8;

/// The number of topics that was chosen.
pub(super) struct Choice {
    pub(super) n_clusters: usize,
    pub(super) curve: Vec<CurvePoint>,
    /// Why nobody should rely on the number; `None` when something speaks for it.
    pub(super) doubt: Option<String>,
}

/// Chooses the number of topics: of those that resamples agree on to 0.8 (adjusted Rand index) and whose silhouette is above that of
/// shuffled rows, in the way of the prediction strength of Tibshirani and Walther (2005), the one with the highest silhouette: a pile with
/// two large topics looks stable however finely the rest is cut. When resamples agree on none, the one that they
/// agree on best, with a doubt.
pub(super) fn choose(consensus: &Consensus, resamples: &[(Vec<usize>, Consensus)], seed: u64) -> Result<Choice, AnalysisError> {
    let rows = consensus.space.rows();
    let most = MOST.min(consensus.most().saturating_sub(1)).min((rows as f64).sqrt().ceil() as usize);
    if most < 2 {
        let doubt = Some("too few articles to choose by".to_owned());
        return Ok(Choice { n_clusters: consensus.most().min(1), curve: Vec::new(), doubt });
    }
    let null = Consensus::of_space(shuffled(&consensus.space, seed), None, SAMPLE, seed)?;
    let mut curve = Vec::new();
    for k in 2..=most {
        let labels = consensus.labels(k)?;
        let (mut agreement, mut compared) = (0.0, 0.0);
        for (sample, other) in resamples.iter().filter(|(_, other)| k <= other.most()) {
            let ours: Vec<Option<usize>> = sample.iter().map(|&i| labels[i]).collect();
            agreement += adjusted_rand(&ours, &other.labels(k)?);
            compared += 1.0;
        }
        curve.push(CurvePoint {
            n_clusters: k,
            silhouette: silhouette(&consensus.space, &labels, k),
            null_silhouette: if k <= null.most() { silhouette(&null.space, &null.labels(k)?, k) } else { 0.0 },
            stability: if resamples.is_empty() {
                1.0
            } else if compared > 0.0 {
                agreement / compared
            } else {
                0.0
            },
        });
    }
    let (n_clusters, doubt) = pick(&curve, !resamples.is_empty());
    Ok(Choice { n_clusters, curve, doubt })
}

fn pick(curve: &[CurvePoint], resampled: bool) -> (usize, Option<String>) {
    let gain = |p: &CurvePoint| p.silhouette - p.null_silhouette;
    let structured = || curve.iter().filter(|p| gain(p) > 0.0);
    let best = |worth: fn(&CurvePoint) -> f64| {
        structured().max_by(|a, b| worth(a).total_cmp(&worth(b)).then(b.n_clusters.cmp(&a.n_clusters))).map(|p| (p.n_clusters, worth(p)))
    };
    if !resampled {
        return match best(|p| p.silhouette - p.null_silhouette) {
            Some((k, _)) => (k, Some("nothing was resampled, the silhouette alone chose".into())),
            None => (1, Some("no number of topics is better than for rows without structure".into())),
        };
    }
    if let Some((k, _)) = best(|p| if p.stability >= SURE { p.silhouette } else { f64::NEG_INFINITY }).filter(|b| b.1.is_finite()) {
        return (k, None);
    }
    match best(|p| p.stability) {
        Some((k, agreement)) => (k, Some(format!("resamples agree on no number of topics to {SURE}, on this one to {agreement:.2}"))),
        None => (1, Some("no number of topics is better than for rows without structure".into())),
    }
}

/// The rows with each component's values dealt out anew: as spread, but nothing goes together.
fn shuffled(space: &Csr<f64>, seed: u64) -> Csr<f64> {
    let (n, d) = (space.rows(), space.cols());
    let mut columns = vec![vec![0.0; n]; d];
    for (i, (c, v)) in (0..n).map(|i| (i, space.row(i))) {
        c.iter().zip(v).for_each(|(&c, &v)| columns[c as usize][i] = v);
    }
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    for column in &mut columns {
        (1..n).rev().for_each(|i| column.swap(i, rng.gen_range(0..=i)));
    }
    let mut indptr = vec![0];
    let (mut indices, mut data) = (Vec::new(), Vec::new());
    for i in 0..n {
        let norm = columns.iter().map(|c| c[i] * c[i]).sum::<f64>().sqrt();
        for (c, column) in columns.iter().enumerate().filter(|(_, column)| column[i] != 0.0) {
            indices.push(c as u32);
            data.push(column[i] / norm);
        }
        indptr.push(indices.len());
    }
    Csr::try_new(d, indptr, indices, data).unwrap_or_else(|_| Csr::empty(d))
}

/// Mean silhouette (Rousseeuw 1987) of unit rows with one minus the cosine as distance: means over clusters are products with sums.
pub(super) fn silhouette(space: &Csr<f64>, labels: &[Option<usize>], k: usize) -> f64 {
    let mut sums = vec![vec![0.0; space.cols()]; k];
    let mut sizes = vec![0.0; k];
    for (i, label) in labels.iter().enumerate() {
        let Some(l) = *label else { continue };
        let (c, v) = space.row(i);
        c.iter().zip(v).for_each(|(&c, v)| sums[l][c as usize] += v);
        sizes[l] += 1.0;
    }
    let (mut total, mut n) = (0.0, 0.0);
    for (i, label) in labels.iter().enumerate() {
        let Some(l) = *label else { continue };
        n += 1.0;
        if sizes[l] < 2.0 {
            continue;
        }
        let (c, v) = space.row(i);
        let with = |j: usize| c.iter().zip(v).map(|(&c, v)| v * sums[j][c as usize]).sum::<f64>();
        let own = 1.0 - (with(l) - v.iter().map(|v| v * v).sum::<f64>()) / (sizes[l] - 1.0);
        let other = (0..k).filter(|&j| j != l && sizes[j] > 0.0).map(|j| 1.0 - with(j) / sizes[j]).fold(f64::INFINITY, f64::min);
        let most = own.max(other);
        if other.is_finite() && most > 0.0 {
            total += (other - own) / most;
        }
    }
    if n > 0.0 { total / n } else { 0.0 }
}

/// Adjusted Rand index (Hubert and Arabie 1985) over the rows that both label.
fn adjusted_rand(a: &[Option<usize>], b: &[Option<usize>]) -> f64 {
    let both: Vec<(usize, usize)> = a.iter().zip(b).filter_map(|(x, y)| Some(((*x)?, (*y)?))).collect();
    let width = |f: fn(&(usize, usize)) -> usize| both.iter().map(f).max().map_or(0, |m| m + 1);
    let (rows, cols) = (width(|p| p.0), width(|p| p.1));
    let mut table = vec![0u64; rows * cols];
    let (mut in_a, mut in_b) = (vec![0u64; rows], vec![0u64; cols]);
    for &(x, y) in &both {
        table[x * cols + y] += 1;
        in_a[x] += 1;
        in_b[y] += 1;
    }
    let pairs = |n: &[u64]| n.iter().map(|&c| (c * c.saturating_sub(1) / 2) as f64).sum::<f64>();
    let (together, a, b) = (pairs(&table), pairs(&in_a), pairs(&in_b));
    let expected = a * b / pairs(&[both.len() as u64]).max(1.0);
    let most = (a + b) / 2.0;
    if most == expected { 1.0 } else { (together - expected) / (most - expected) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjusted_rand_by_hand() {
        let some = |l: &[usize]| l.iter().map(|&x| Some(x)).collect::<Vec<_>>();
        assert_eq!(adjusted_rand(&some(&[0, 0, 1, 1]), &some(&[1, 1, 0, 0])), 1.0);
        // sklearn.metrics.adjusted_rand_score([0, 0, 1, 1], [0, 0, 1, 2])
        assert!((adjusted_rand(&some(&[0, 0, 1, 1]), &some(&[0, 0, 1, 2])) - 0.571_428_571_428_571_4).abs() < 1e-12);
    }

    #[test]
    fn the_clearest_sure_number_is_picked() {
        let point = |n_clusters, silhouette, stability| CurvePoint { n_clusters, silhouette, null_silhouette: 0.05, stability };
        let curve = [point(2, 0.1, 0.9), point(3, 0.2, 0.85), point(4, 0.15, 0.95), point(5, 0.3, 0.7), point(6, 0.04, 0.9)];
        assert_eq!(pick(&curve, true), (3, None));
        let (k, doubt) = pick(&curve[3..], true);
        assert!(k == 5 && doubt.unwrap().contains("0.70"));
        assert_eq!(pick(&curve[4..], true).0, 1);
        assert!(pick(&curve, false).1.unwrap().contains("nothing was resampled"));
    }

    #[test]
    fn silhouette_by_hand() {
        let x = Csr::try_new(2, vec![0, 1, 2, 3, 4], vec![0, 0, 1, 1], vec![1.0; 4]).unwrap();
        assert_eq!(silhouette(&x, &[Some(0), Some(0), Some(1), Some(1)], 2), 1.0);
        assert_eq!(silhouette(&x, &[Some(0), Some(1), Some(0), Some(1)], 2), -0.5);
    }
}
