use rayon::prelude::*;

/// Hashes are uniform: their first bits part them into shares of about equal size, which fit a core's cache.
const SHARE_BITS: u32 = 7;
/// Sets that are parted at once.
const CHUNK: usize = 1024;

/// The hashes that two sets or more hold, from the rarest to the most frequent: each set as a list of their numbers.
pub(super) struct Postings {
    /// By set: numbers of its shared hashes, ascending.
    pub(super) rows: Vec<Vec<u32>>,
    /// By number: in how many sets it is; ascending.
    pub(super) df: Vec<u32>,
}

impl Postings {
    /// `sets` hold ascending hashes, each once.
    pub(super) fn new(sets: &[&[u64]]) -> Self {
        // Each chunk of sets is parted in one pass, then each share is gathered from the chunks.
        let parted: Vec<Vec<Vec<(u64, u32)>>> = sets
            .par_chunks(CHUNK)
            .enumerate()
            .map(|(chunk, sets)| {
                let mut shares: Vec<Vec<(u64, u32)>> = vec![Vec::new(); 1 << SHARE_BITS];
                for (i, set) in sets.iter().enumerate() {
                    let number = (chunk * CHUNK + i) as u32;
                    set.iter().for_each(|&h| shares[(h >> (64 - SHARE_BITS)) as usize].push((h, number)));
                }
                shares
            })
            .collect();
        let shares: Vec<usize> = (0..1 << SHARE_BITS).collect();
        let found: Vec<Share> =
            shares.par_iter().map(|&s| Share::new(parted.iter().flat_map(|p| p[s].iter().copied()).collect())).collect();
        // All shared hashes by frequency, then by value: a share holds its own in that order already.
        let most = found.iter().filter_map(|s| s.df.last()).max().map_or(0, |&d| d as usize);
        let mut starts = vec![0u32; most + 2];
        found.iter().flat_map(|s| &s.df).for_each(|&d| starts[d as usize + 1] += 1);
        for d in 1..starts.len() {
            starts[d] += starts[d - 1];
        }
        let mut df = vec![0; starts[most + 1] as usize];
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); sets.len()];
        for share in &found {
            let mut at = 0;
            for &d in &share.df {
                let number = starts[d as usize];
                starts[d as usize] += 1;
                df[number as usize] = d;
                share.sets[at..at + d as usize].iter().for_each(|&i| rows[i as usize].push(number));
                at += d as usize;
            }
        }
        rows.par_iter_mut().for_each(|r| r.sort_unstable());
        Self { rows, df }
    }
}

/// The shared hashes that begin with the same bits.
struct Share {
    /// By hash, ordered by frequency, then by value: in how many sets it is.
    df: Vec<u32>,
    /// Hash after hash, the sets that hold it.
    sets: Vec<u32>,
}

impl Share {
    /// Of hashes with the sets that hold them, in any order.
    fn new(mut held: Vec<(u64, u32)>) -> Self {
        held.sort_unstable();
        let mut shared: Vec<&[(u64, u32)]> = held.chunk_by(|a, b| a.0 == b.0).filter(|c| c.len() > 1).collect();
        shared.sort_by_key(|c| c.len());
        Self { df: shared.iter().map(|c| c.len() as u32).collect(), sets: shared.iter().flat_map(|c| c.iter().map(|&(_, i)| i)).collect() }
    }
}
