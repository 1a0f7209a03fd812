//! Which places of which articles begin with the same words: an inverted index of word n-grams.

use super::align::Stream;
use newsloom_core::map;
use newsloom_text::Shingler;

/// N-grams in a row of which the rarest is looked up however frequent it is.
const BLOCK: usize = 32;
/// Places of one n-gram in one article that are looked at.
const PLACES: usize = 8;
/// Hashes are uniform: their first bits part them into shares of about equal size.
const SHARE_BITS: u32 = 6;

/// An n-gram: its hash, its article, its place in words.
type Gram = (u64, u32, u32);

pub(crate) struct Seeds {
    /// By article and place: the number of the n-gram that begins there; none when it stands in one article only.
    grams: Vec<Vec<u32>>,
    /// By number, where its places begin; one more at the end.
    starts: Vec<u32>,
    /// Article and word, by article.
    places: Vec<(u32, u32)>,
    /// By number: articles that hold it.
    df: Vec<u32>,
    max_df: usize,
}

const NONE: u32 = u32::MAX;

impl Seeds {
    pub(crate) fn new(streams: &[Stream], shingler: &Shingler, max_df: usize) -> Self {
        let hashes: Vec<Vec<u64>> = map(streams, |s| if s.keys.len() < shingler.ngram() { Vec::new() } else { shingler.runs(&s.keys) });
        let shares: Vec<u64> = (0..1 << SHARE_BITS).collect();
        let shared: Vec<Vec<Gram>> = map(&shares, |&share| {
            let mut grams: Vec<Gram> = Vec::new();
            for (article, hashes) in hashes.iter().enumerate() {
                let mine = hashes.iter().enumerate().filter(|(_, h)| *h >> (64 - SHARE_BITS) == share);
                grams.extend(mine.map(|(place, &h)| (h, article as u32, place as u32)));
            }
            grams.sort_unstable();
            grams.chunk_by(|a, b| a.0 == b.0).filter(|c| c[0].1 != c[c.len() - 1].1).flatten().copied().collect()
        });
        let mut seeds = Self {
            grams: hashes.iter().map(|h| vec![NONE; h.len()]).collect(),
            starts: vec![0],
            places: Vec::new(),
            df: Vec::new(),
            max_df,
        };
        for gram in shared.iter().flat_map(|s| s.chunk_by(|a, b| a.0 == b.0)) {
            let number = seeds.df.len() as u32;
            let mut articles = 0;
            for of_one in gram.chunk_by(|a, b| a.1 == b.1) {
                articles += 1;
                of_one.iter().for_each(|&(_, a, p)| seeds.grams[a as usize][p as usize] = number);
                seeds.places.extend(of_one.iter().take(PLACES).map(|&(_, a, p)| (a, p)));
            }
            seeds.df.push(articles);
            seeds.starts.push(seeds.places.len() as u32);
        }
        seeds
    }

    /// Places that an article shares with later ones: the other article, the place here, the place there; ordered.
    pub(crate) fn of(&self, article: usize) -> Vec<(usize, usize, usize)> {
        let grams = &self.grams[article];
        let mut found = Vec::new();
        for (block, chunk) in grams.chunks(BLOCK).enumerate() {
            let rarest = chunk.iter().filter(|&&g| g != NONE).min_by_key(|&&g| self.df[g as usize]);
            for (k, &g) in chunk.iter().enumerate() {
                if g == NONE || self.df[g as usize] as usize > self.max_df && Some(&g) != rarest {
                    continue;
                }
                let places = &self.places[self.starts[g as usize] as usize..self.starts[g as usize + 1] as usize];
                let later = places.partition_point(|&(a, _)| a as usize <= article);
                found.extend(places[later..].iter().map(|&(a, p)| (a as usize, block * BLOCK + k, p as usize)));
            }
        }
        found.sort_unstable();
        found
    }
}
