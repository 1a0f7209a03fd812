use crate::TfidfError;
use std::str::FromStr;

/// A SMART string (Salton and Buckley 1988): how term frequency, document frequency and length weigh. The letters are gensim's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Smart {
    tf: char,
    df: char,
    norm: char,
}

/// What is done to a row of counts by a SMART string, with pivoted length (Singhal, Buckley and Mitra 1996).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SmartWeights {
    pub(crate) letters: Smart,
    /// What columns are multiplied by.
    pub(crate) idf: Vec<f64>,
    /// Characters of each term, with the space behind it.
    pub(crate) widths: Vec<f64>,
    pub(crate) pivot: Option<f64>,
    pub(crate) slope: f64,
}

impl FromStr for Smart {
    type Err = TfidfError;

    fn from_str(given: &str) -> Result<Self, TfidfError> {
        let letters: Vec<char> = given.chars().collect();
        let wrong = || TfidfError::parameter("smartirs", "three letters of 'ntbladL', 'nxftp' and 'nxcub'", format!("{given:?}"));
        let &[tf, df, norm] = letters.as_slice() else { return Err(wrong()) };
        if !("ntbladL".contains(tf) && "nxftp".contains(df) && "nxcub".contains(norm)) {
            return Err(wrong());
        }
        // Other names of the letters that change nothing.
        let same = |c, other| if c == other { 'n' } else { c };
        Ok(Self { tf: same(tf, 't'), df: same(df, 'x'), norm: same(norm, 'x') })
    }
}

impl Smart {
    /// The factor of a term in `df` of `n` documents; logarithms are to base 2.
    pub(crate) fn idf(self, df: u64, n: u64) -> f64 {
        let (d, n) = (df as f64, n as f64);
        match self.df {
            _ if df == 0 => 0.0,
            'f' => (n / d).log2(),
            't' => ((n + 1.0) / d).log2(),
            'p' => ((n - d) / d).log2().max(0.0),
            _ => 1.0,
        }
    }

    /// The pivot where none is given: the mean length of documents, for the lengths that are counts.
    pub(crate) fn pivot(self, documents: u64, df: &[u64], tf: &[u64], widths: &[f64]) -> Option<f64> {
        let sum: f64 = match self.norm {
            'u' => df.iter().sum::<u64>() as f64,
            'b' => tf.iter().zip(widths).map(|(&n, width)| n as f64 * width).sum(),
            _ => return None,
        };
        Some(sum / documents.max(1) as f64)
    }
}

/// Characters of each term, with the space behind it.
pub(crate) fn widths<'t>(terms: impl Iterator<Item = &'t str>) -> Vec<f64> {
    terms.map(|t| t.chars().count() as f64 + 1.0).collect()
}

impl SmartWeights {
    /// Weights one row in place, given its columns.
    pub(crate) fn apply(&self, columns: &[u32], row: &mut [f64]) {
        let Smart { tf, norm, .. } = self.letters;
        let characters: f64 = row.iter().zip(columns).map(|(n, &c)| n * self.widths[c as usize]).sum();
        let top = row.iter().copied().fold(0.0, f64::max);
        let mean = row.iter().sum::<f64>() / row.len().max(1) as f64;
        for (v, &c) in row.iter_mut().zip(columns) {
            let weight = match tf {
                'b' => 1.0,
                'l' => 1.0 + v.log2(),
                'd' => 1.0 + (1.0 + v.log2()).log2(),
                'a' => 0.5 + 0.5 * *v / top,
                'L' => (1.0 + v.log2()) / (1.0 + mean.log2()),
                _ => *v,
            };
            *v = weight * self.idf[c as usize];
        }
        let length = match norm {
            'c' => row.iter().map(|v| v * v).sum::<f64>().sqrt(),
            'u' => row.len() as f64,
            'b' => characters,
            _ => return,
        };
        let length = self.pivot.map_or(length, |pivot| (1.0 - self.slope) * pivot + self.slope * length);
        if length != 0.0 {
            row.iter_mut().for_each(|v| *v /= length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let idf = |s: &str, df| s.parse::<Smart>().unwrap().idf(df, 4);
        assert_eq!((idf("nfn", 1), idf("nxn", 1), idf("ntn", 5), idf("npn", 1), idf("npn", 3)), (2.0, 1.0, 0.0, 3f64.log2(), 0.0));
        let weigh = |s: &str, pivot| {
            let mut row = [4.0, 1.0];
            let weights = SmartWeights { letters: s.parse().unwrap(), idf: vec![1.0; 3], widths: vec![3.0; 3], pivot, slope: 0.5 };
            weights.apply(&[0, 2], &mut row);
            row
        };
        assert_eq!(weigh("lnn", None), [3.0, 1.0]);
        assert_eq!(weigh("anu", None), [0.5, 0.3125]);
        assert_eq!(weigh("bnu", Some(6.0)), [0.25, 0.25]);
        assert_eq!(weigh("nnb", None), [4.0 / 15.0, 1.0 / 15.0]);
        assert!("xyz".parse::<Smart>().unwrap_err().to_string().contains("got \"xyz\""));
    }
}
