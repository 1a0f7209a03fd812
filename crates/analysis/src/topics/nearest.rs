use ndarray::Array2;
use newsloom_core::Csr;

/// The median and the mean absolute deviation of normal values, in standard deviations.
const NORMAL: f64 = 0.6745;
const NORMAL_MEAN: f64 = 0.797_885;

/// Where an article is nearest.
pub(super) struct Nearest {
    pub(super) topic: usize,
    pub(super) score: f64,
    pub(super) runner_up: Option<usize>,
    pub(super) next: f64,
}

pub(super) fn products((columns, values): (&[u32], &[f64]), centroids: &Array2<f64>) -> Vec<f64> {
    if columns.is_empty() {
        return Vec::new();
    }
    centroids.rows().into_iter().map(|c| columns.iter().zip(values).map(|(&j, v)| v * c[j as usize]).sum()).collect()
}

/// The largest product, one topic left out; the lower number among equals.
pub(super) fn best(products: &[f64], without: Option<usize>) -> Option<(usize, f64)> {
    let all = products.iter().copied().enumerate().filter(|(t, _)| Some(*t) != without);
    all.fold(None, |best: Option<(usize, f64)>, (t, p)| if best.is_none_or(|b| p > b.1) { Some((t, p)) } else { best })
}

/// Cosines of every article to its topic and to the runner-up; `labels` are those of distinct rows, `of` the row of each article.
pub(super) fn cosines(space: &Csr<f64>, centroids: &Array2<f64>, labels: &[usize], of: &[usize]) -> Vec<Nearest> {
    let distinct: Vec<(f64, Option<usize>, f64)> = (0..space.rows())
        .map(|i| {
            let products = products(space.row(i), centroids);
            let next = best(&products, Some(labels[i]));
            let score = products.get(labels[i]).copied().unwrap_or(0.0);
            (score, next.map(|n| n.0), next.map_or(0.0, |n| n.1))
        })
        .collect();
    of.iter().map(|&d| Nearest { topic: labels[d], score: distinct[d].0, runner_up: distinct[d].1, next: distinct[d].2 }).collect()
}

pub(super) fn outliers(nearest: &[Nearest], members: &[Vec<usize>]) -> Vec<f64> {
    let mut out = vec![0.0; nearest.len()];
    for m in members {
        let scores: Vec<f64> = m.iter().map(|&i| nearest[i].score).collect();
        m.iter().for_each(|&i| out[i] = outlier(nearest[i].score, scores.clone()));
    }
    out
}

/// The modified z-score of a cosine below the median of `scores`. Where most cosines are the same, the mean absolute deviation stands
/// in for the median one, as Iglewicz and Hoaglin have it.
pub(super) fn outlier(score: f64, scores: Vec<f64>) -> f64 {
    let Some(middle) = median(scores.clone()) else { return 0.0 };
    let apart: Vec<f64> = scores.iter().map(|s| (s - middle).abs()).collect();
    let around = mean(apart.iter().copied()).unwrap_or(0.0) / NORMAL_MEAN;
    let spread = median(apart).filter(|s| *s > 0.0).map_or(around, |s| s / NORMAL);
    if spread > 0.0 { ((middle - score) / spread).max(0.0) } else { 0.0 }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    if n == 0 { None } else { Some((values[(n - 1) / 2] + values[n / 2]) / 2.0) }
}

pub(super) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0.0), |(s, n), v| (s + v, n + 1.0));
    (n > 0.0).then(|| sum / n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outliers_by_hand() {
        // Median 0.6, deviations 0.2, 0.1, 0, 0.1, 0.5: their median is 0.1.
        let scores = vec![0.8, 0.7, 0.6, 0.5, 0.1];
        assert!((outlier(0.1, scores.clone()) - 0.6745 * 5.0).abs() < 1e-12);
        assert_eq!(outlier(0.8, scores), 0.0);
        // Most are alike: the mean deviation is 0.1.
        let alike = vec![0.7, 0.7, 0.7, 0.7, 0.2];
        assert!((outlier(0.2, alike.clone()) - 0.797_885 * 5.0).abs() < 1e-12);
        assert_eq!((outlier(0.7, alike), outlier(0.3, vec![0.3])), (0.0, 0.0));
    }
}
