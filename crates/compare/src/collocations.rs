//! Words that stand together more often than they would by chance.

use crate::CompareError;
use newsloom_core::{MergeError, Partial};
use newsloom_text::{Tokenizer, TokenizerParams};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The longest run of words that is scored: its table has 2⁵ cells.
const LONGEST: usize = 5;

/// Texts per unit of parallel counting: enough that merging their words costs little.
const CHUNK: usize = 512;

/// Stands for a word that was left out: it counts as a word unlike any other.
const PAD: u32 = 0;

/// Stands for marks, over which no run goes, and beyond the end of a run.
const MARK: u32 = u32::MAX;

/// A run of words by number, [`MARK`] beyond its end.
type Run = [u32; LONGEST];

/// How collocations are found. The defaults are quanteda's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CollocationOptions {
    /// Lengths of the runs of words that are scored, from 2 to 5.
    pub sizes: Vec<usize>,
    /// How often a run must stand to be scored.
    pub min_count: u64,
    /// What is added to every count of the table.
    pub smoothing: f64,
    /// Whether words count in lower case; those of capitals only, such as `NATO`, stay.
    pub lowercase: bool,
    /// Words that no collocation may hold, in lower case. They leave a gap, so that no run closes over them.
    pub stop_words: Vec<String>,
}

impl Default for CollocationOptions {
    fn default() -> Self {
        Self { sizes: vec![2], min_count: 2, smoothing: 0.5, lowercase: true, stop_words: Vec::new() }
    }
}

impl CollocationOptions {
    /// Checks every parameter.
    ///
    /// # Errors
    /// When there is no size or one outside 2 to 5, `min_count` is 0, or `smoothing` is not positive.
    pub fn check(&self) -> Result<(), CompareError> {
        let wrong = |parameter, rule, value: String| Err(CompareError::Parameter { parameter, rule, value });
        if self.sizes.is_empty() || self.sizes.iter().any(|s| !(2..=LONGEST).contains(s)) {
            return wrong("size", "one or more whole numbers from 2 to 5", format!("{:?}", self.sizes));
        }
        if self.min_count == 0 {
            return wrong("min_count", "at least 1", "0".into());
        }
        if !(self.smoothing > 0.0 && self.smoothing.is_finite()) {
            return wrong("smoothing", "a positive number", self.smoothing.to_string());
        }
        Ok(())
    }
}

/// A run of words and how strongly it holds together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Collocation {
    /// The words, a space between them.
    pub collocation: String,
    /// How often it stands in the texts.
    pub count: u64,
    /// How often it stands inside a longer run that could be counted; 0 for the longest size.
    pub count_nested: u64,
    /// Its number of words.
    pub length: usize,
    /// The interaction of all its words in the saturated log-linear model.
    pub lambda: f64,
    /// `lambda` divided by its standard error.
    pub z: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    all: u64,
    nested: u64,
}

/// The runs of words of texts, counted: the state that collocations are made from.
///
/// [`Partial::observe`] counts a text, [`Partial::merge`] takes in another state, [`CollocationCounts::finish`] scores. Counts
/// are whole numbers, so neither order nor grouping of the texts matters.
#[derive(Clone, Debug)]
pub struct CollocationCounts {
    options: CollocationOptions,
    tokenizer: Tokenizer,
    words_only: Tokenizer,
    /// Sizes, the largest first, and their runs.
    runs: Vec<(usize, FxHashMap<Run, Count>)>,
    /// Words as they stand in texts.
    forms: FxHashMap<Box<str>, u32>,
    ids: FxHashMap<Box<str>, u32>,
    /// Words as they count; the first is [`PAD`].
    words: Vec<Box<str>>,
}

impl CollocationCounts {
    /// An empty state.
    ///
    /// # Errors
    /// When [`CollocationOptions::check`] fails.
    pub fn new(options: &CollocationOptions) -> Result<Self, CompareError> {
        options.check()?;
        let mut sizes = options.sizes.clone();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes.dedup();
        Ok(Self {
            options: options.clone(),
            tokenizer: TokenizerParams::default().split_hyphens(false).check(),
            words_only: TokenizerParams::default().remove_punct(true).check(),
            runs: sizes.into_iter().map(|s| (s, FxHashMap::default())).collect(),
            forms: FxHashMap::default(),
            ids: options.stop_words.iter().map(|w| (w.as_str().into(), PAD)).collect(),
            words: vec!["".into()],
        })
    }

    /// Scores the runs of words that stand often enough: highest `z` first, then by bytes.
    ///
    /// For a run of `K` words every run of that length falls into one of `2^K` cells, by which of the words it has in their
    /// places. With `n` the counts of the cells plus `smoothing`, and `b` the number of words in place,
    /// `lambda = Σ (-1)^(K - b) ln n` and `z = lambda / sqrt(Σ 1 / n)` (Blaheta and Johnson 2001), as quanteda.textstats has them.
    #[must_use]
    pub fn finish(&self) -> Vec<Collocation> {
        let mut found: Vec<Collocation> = self.runs.iter().flat_map(|(size, runs)| self.scored(*size, runs)).collect();
        found.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| a.collocation.cmp(&b.collocation)));
        found
    }

    fn scored(&self, size: usize, runs: &FxHashMap<Run, Count>) -> Vec<Collocation> {
        let eligible = |run: &Run, c: &Count| c.all >= self.options.min_count && !run[..size].contains(&PAD);
        let targets: Vec<(&Run, &Count)> = runs.iter().filter(|(run, c)| eligible(run, c)).collect();
        let whole = (1usize << size) - 1;
        // By target and set of places: runs that have the target's words there, whatever they have elsewhere.
        let mut tables: Vec<Vec<i64>> = vec![vec![0; whole + 1]; targets.len()];
        let total: u64 = runs.values().map(|c| c.all).sum();
        for places in 1..whole {
            let mut sums: FxHashMap<Run, u64> = targets.iter().map(|(run, _)| (only(run, places), 0)).collect();
            for (run, count) in runs {
                if let Some(sum) = sums.get_mut(&only(run, places)) {
                    *sum += count.all;
                }
            }
            for (table, (run, _)) in tables.iter_mut().zip(&targets) {
                table[places] = sums[&only(run, places)] as i64;
            }
        }
        let score = |(table, (run, count)): (&mut Vec<i64>, &(&Run, &Count))| {
            (table[0], table[whole]) = (total as i64, count.all as i64);
            // From "these places and perhaps others" to "these places and no other".
            for place in 0..size {
                for places in (0..=whole).filter(|p| p >> place & 1 == 0) {
                    table[places] -= table[places | 1 << place];
                }
            }
            let (mut lambda, mut variance) = (0.0, 0.0);
            for (places, &n) in table.iter().enumerate() {
                let n = n as f64 + self.options.smoothing;
                let sign = if (size - places.count_ones() as usize).is_multiple_of(2) { 1.0 } else { -1.0 };
                lambda += sign * n.ln();
                variance += 1.0 / n;
            }
            let words: Vec<&str> = run[..size].iter().map(|&w| &*self.words[w as usize]).collect();
            Collocation {
                collocation: words.join(" "),
                count: count.all,
                count_nested: count.nested,
                length: size,
                lambda,
                z: lambda / variance.sqrt(),
            }
        };
        tables.iter_mut().zip(&targets).map(score).collect()
    }

    fn word(&mut self, form: &str) -> u32 {
        if let Some(&word) = self.forms.get(form) {
            return word;
        }
        let acronym = || form.chars().count() > 1 && form.chars().all(char::is_uppercase);
        let lower = form.to_lowercase();
        let word = if !self.words_only.keeps(form) {
            MARK
        } else if self.ids.get(lower.as_str()) == Some(&PAD) {
            PAD
        } else if self.options.lowercase && !acronym() {
            self.named(&lower)
        } else {
            self.named(form)
        };
        self.forms.insert(form.into(), word);
        word
    }

    fn named(&mut self, word: &str) -> u32 {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.words.len() as u32;
        self.words.push(word.into());
        self.ids.insert(word.into(), id);
        id
    }
}

/// The words of a run in some places, [`MARK`] in the others.
fn only(run: &Run, places: usize) -> Run {
    std::array::from_fn(|p| if places >> p & 1 == 1 { run[p] } else { MARK })
}

impl Partial for CollocationCounts {
    type Item = str;

    fn observe(&mut self, text: &str) {
        let tokens = self.tokenizer.tokenize(text);
        let words: Vec<u32> = tokens.iter().map(|t| self.word(t.span.of(text))).collect();
        for stretch in words.split(|w| *w == MARK) {
            let mut larger = None;
            for (size, runs) in &mut self.runs {
                // Words between gaps, for each place of the stretch: a run lies inside a longer one where enough of them meet.
                let mut from = 0;
                for clean in stretch.split_inclusive(|w| *w == PAD) {
                    let length = clean.len() - usize::from(clean.last() == Some(&PAD));
                    for start in from..from + clean.len() {
                        let Some(window) = stretch.get(start..start + *size) else { break };
                        let mut run = [MARK; LONGEST];
                        run[..*size].copy_from_slice(window);
                        let count = runs.entry(run).or_default();
                        count.all += 1;
                        let whole = start + *size <= from + length;
                        count.nested += u64::from(whole && larger.is_some_and(|l| length >= l));
                    }
                    from += clean.len();
                }
                larger = Some(*size);
            }
        }
    }

    fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        if self.options != other.options {
            return Err(MergeError::new("options", format!("{:?}", self.options), format!("{:?}", other.options)));
        }
        let mut ids = vec![PAD];
        ids.extend(other.words.iter().skip(1).map(|w| self.named(w)));
        for ((_, ours), (size, theirs)) in self.runs.iter_mut().zip(other.runs) {
            for (mut run, count) in theirs {
                run[..size].iter_mut().for_each(|w| *w = ids[*w as usize]);
                let sum = ours.entry(run).or_default();
                sum.all += count.all;
                sum.nested += count.nested;
            }
        }
        Ok(())
    }
}

/// Finds runs of words that stand together more often than chance has it, by the rules of quanteda's `textstat_collocations`:
/// runs don't go over punctuation or from one text to the next. See [`CollocationCounts::finish`] for the formulas.
///
/// ```
/// use newsloom_compare::{CollocationOptions, collocations};
/// let texts = ["The port authority met.", "A port authority spoke; the port authority left."];
/// let found = collocations(&texts, &CollocationOptions::default())?;
/// assert_eq!((found[0].collocation.as_str(), found[0].count), ("port authority", 3));
/// # Ok::<(), newsloom_compare::CompareError>(())
/// ```
///
/// # Errors
/// When [`CollocationOptions::check`] fails.
pub fn collocations<S: AsRef<str> + Sync>(texts: &[S], options: &CollocationOptions) -> Result<Vec<Collocation>, CompareError> {
    let empty = CollocationCounts::new(options)?;
    let counts = newsloom_core::fold(
        texts,
        CHUNK,
        || empty.clone(),
        |counts, text| counts.observe(text.as_ref()),
        // States made with the same options merge.
        |all, part| all.merge(part).unwrap_or_default(),
    );
    Ok(counts.finish())
}

#[cfg(test)]
mod tests;
