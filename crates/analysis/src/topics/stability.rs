use super::consensus::{Consensus, SAMPLE};
use crate::AnalysisError;
use newsloom_core::{Csr, map};
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Most rows of a resample: stability is a mean, more rows hardly change it.
const MOST_ROWS: usize = 2000;

/// Bootstrap resamples of the reduced rows, each row at most once, with their own small clusters.
pub(super) fn resamples(space: &Csr<f64>, k: Option<usize>, n: usize, seed: u64) -> Result<Vec<(Vec<usize>, Consensus)>, AnalysisError> {
    let rows = space.rows();
    let draws: Vec<u64> = (0..n as u64).collect();
    map(&draws, |&draw| {
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed.wrapping_add((draw + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let mut drawn = vec![false; rows];
        (0..rows.min(2 * MOST_ROWS)).for_each(|_| drawn[rng.gen_range(0..rows)] = true);
        let sample: Vec<usize> = (0..rows).filter(|&i| drawn[i]).take(MOST_ROWS).collect();
        let consensus = Consensus::of_space(crate::select(space, &sample), k, SAMPLE, seed)?;
        Ok((sample, consensus))
    })
    .into_iter()
    .collect()
}

/// Per topic, the mean over resamples of the Jaccard similarity to the most similar topic found there.
pub(super) fn jaccard(labels: &[usize], k: usize, resamples: &[(Vec<usize>, Consensus)]) -> Result<Vec<Option<f64>>, AnalysisError> {
    let mut sums = vec![0.0; k];
    let mut counted = vec![0.0; k];
    for (sample, consensus) in resamples {
        let here = k.min(consensus.most());
        if here == 0 {
            continue;
        }
        let found = consensus.labels(here)?;
        let (mut ours, mut theirs, mut both) = (vec![0u32; k], vec![0u32; here], vec![0u32; k * here]);
        for (&i, other) in sample.iter().zip(found) {
            let (Some(a), Some(b)) = (Some(labels[i]).filter(|&l| l < k), other) else { continue };
            ours[a] += 1;
            theirs[b] += 1;
            both[a * here + b] += 1;
        }
        for t in (0..k).filter(|&t| ours[t] > 0) {
            let alike = |o: usize| f64::from(both[t * here + o]) / f64::from(ours[t] + theirs[o] - both[t * here + o]);
            sums[t] += (0..here).map(alike).fold(0.0, f64::max);
            counted[t] += 1.0;
        }
    }
    Ok(sums.iter().zip(&counted).map(|(s, n)| (*n > 0.0).then(|| s / n)).collect())
}
