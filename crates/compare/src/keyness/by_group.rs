//! Each group against all others.

use super::counts::{Entry, GroupCounts};
use super::measure::{Table, Test};
use super::result::{Key, Keyness, KeynessGroup};
use super::{KeynessOptions, Unit};
use crate::CompareError;
use newsloom_core::{hint, map};
use rayon::prelude::*;
use serde_json::json;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A term in a group.
#[derive(Clone, Debug)]
struct Cell {
    term: u32,
    tf: u64,
    df: u64,
    /// Its entries.
    entries: std::ops::Range<usize>,
}

/// Terms and groups in the order of their bytes.
struct Counts {
    terms: Vec<String>,
    /// By term: occurrences and articles in all groups.
    tf: Vec<u64>,
    df: Vec<u64>,
    groups: Vec<KeynessGroup>,
    /// By group: its terms in order.
    cells: Vec<Vec<Cell>>,
    entries: Vec<Entry>,
    /// By group: words of its shortest article.
    shortest: Vec<u32>,
}

/// Orders what was counted; leaves out terms that stand less often than `min_count`.
fn ordered(counted: GroupCounts, min_count: u64) -> Counts {
    let GroupCounts { lexicon, names, sizes, mut entries, .. } = counted;
    let mut all = vec![0u64; lexicon.len()];
    entries.iter().for_each(|e| all[e.term as usize] += u64::from(e.count));
    let kept: Vec<u32> = (0..lexicon.len() as u32).filter(|&t| all[t as usize] >= min_count).collect();
    let mut kept: Vec<(String, u32)> = map(&kept, |&t| (lexicon.text(t), t));
    kept.par_sort_unstable();
    let mut rank = vec![u32::MAX; lexicon.len()];
    kept.iter().enumerate().for_each(|(r, (_, t))| rank[*t as usize] = r as u32);
    let mut places: Vec<usize> = (0..names.len()).collect();
    places.sort_unstable_by(|&a, &b| names[a].cmp(&names[b]));
    let mut place = vec![0u32; names.len()];
    places.iter().enumerate().for_each(|(p, &g)| place[g] = p as u32);
    entries.retain_mut(|e| {
        (e.group, e.term) = (place[e.group as usize], rank[e.term as usize]);
        e.term != u32::MAX
    });
    entries.par_sort_unstable();
    let (mut tf, mut df) = (vec![0; kept.len()], vec![0; kept.len()]);
    let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); names.len()];
    let mut from = 0;
    for run in entries.chunk_by(|a, b| (a.group, a.term) == (b.group, b.term)) {
        let cell = Cell {
            term: run[0].term,
            tf: run.iter().map(|e| u64::from(e.count)).sum(),
            df: run.len() as u64,
            entries: from..from + run.len(),
        };
        from += run.len();
        tf[cell.term as usize] += cell.tf;
        df[cell.term as usize] += cell.df;
        cells[run[0].group as usize].push(cell);
    }
    let group = |&g: &usize| KeynessGroup { group: names[g].clone(), n_articles: sizes[g].articles, n_words: sizes[g].words, n_tested: 0 };
    let shortest = places.iter().map(|&g| sizes[g].shortest).collect();
    Counts { terms: kept.into_iter().map(|k| k.0).collect(), tf, df, groups: places.iter().map(group).collect(), cells, entries, shortest }
}

/// Terms of one target that share a table: one that it holds, or all that it lacks and the reference holds equally often.
struct Case {
    table: Table,
    score: f64,
    ln_p: f64,
    ln_q: f64,
    /// Index of the group's cell.
    cell: Option<usize>,
    /// How many terms.
    terms: u64,
}

pub(super) fn compare(mut counted: GroupCounts, options: &KeynessOptions) -> Result<Keyness, CompareError> {
    options.check()?;
    let mut skipped = std::mem::take(&mut counted.skipped);
    skipped.sort_unstable();
    let by = std::mem::take(&mut counted.by);
    let mut counts = ordered(counted, options.min_count);
    if counts.groups.len() < 2 {
        let rule = "a field by which the articles fall into two groups or more";
        let value = match counts.groups.first() {
            Some(g) => format!("{by:?} with the only value {:?}", g.group),
            None => format!("{by:?}, which no article has"),
        };
        return Err(CompareError::Parameter { parameter: "by", rule, value });
    }
    let targets: Vec<usize> = match &options.target {
        None => (0..counts.groups.len()).collect(),
        Some(name) => {
            let names: Vec<&str> = counts.groups.iter().map(|g| g.group.as_str()).collect();
            let found = names.iter().position(|n| n == name);
            let wrong =
                || CompareError::Parameter { parameter: "target", rule: "a group", value: format!("{name:?}; {}", hint(name, &names)) };
            vec![found.ok_or_else(wrong)?]
        }
    };
    let view = View { counts: &counts, options, absent: totals(&counts, options.unit) };
    let found = map(&targets, |&t| view.against_the_rest(t));
    let tested: Vec<u64> = found.iter().map(|f| f.0).collect();
    let keys = found.into_iter().flat_map(|f| f.1).collect();
    targets.iter().zip(tested).for_each(|(&t, n)| counts.groups[t].n_tested = n);
    Ok(Keyness {
        measure: options.measure,
        correction: options.correction_used(),
        by,
        groups: counts.groups,
        keys,
        skipped,
        recipe: recipe(options),
    })
}

fn recipe(options: &KeynessOptions) -> serde_json::Value {
    json!({
        "tokenizer": "unicode", "lowercase": true, "stop_words": options.words.stop_words.len(),
        "stemmer": options.words.stemmer, "ngram_range": options.words.ngram_range,
        "unit": options.unit, "min_count": options.min_count, "confidence": options.confidence, "prior": options.prior,
        "top": options.top,
        "p": if matches!(options.measure, super::Measure::LogRatio | super::Measure::Lrc | super::Measure::Pmi) { "lr" } else { options.measure.name() },
    })
}

/// How many terms stand how often in all groups.
fn totals(counts: &Counts, unit: Unit) -> BTreeMap<u64, u64> {
    let mut out = BTreeMap::new();
    (if unit == Unit::Words { &counts.tf } else { &counts.df }).iter().for_each(|&n| *out.entry(n).or_default() += 1);
    out
}

struct View<'c> {
    counts: &'c Counts,
    options: &'c KeynessOptions,
    /// Terms by how often they stand in all groups.
    absent: BTreeMap<u64, u64>,
}

impl View<'_> {
    /// How often a term stands in a group, by the unit.
    fn units(&self, tf: u64, df: u64) -> u64 {
        if self.options.unit == Unit::Words { tf } else { df }
    }

    fn total(&self, term: u32) -> u64 {
        self.units(self.counts.tf[term as usize], self.counts.df[term as usize])
    }

    /// The number of terms tested, and the keys that are asked for.
    fn against_the_rest(&self, target: usize) -> (u64, Vec<Key>) {
        let size = |g: &KeynessGroup| self.units(g.n_words, g.n_articles);
        let n1 = size(&self.counts.groups[target]);
        let n2 = self.counts.groups.iter().map(size).sum::<u64>() - n1;
        if n1 == 0 || n2 == 0 {
            return (0, Vec::new());
        }
        let cells = &self.counts.cells[target];
        let mut absent = self.absent.clone();
        for c in cells {
            if let Some(n) = absent.get_mut(&self.total(c.term)) {
                *n -= 1;
            }
        }
        // By the margins: the words that are tested, and how many there are.
        let tested = self.counts.terms.len() as u64;
        let prior = self.options.prior.unwrap_or((n1 + n2) as f64);
        let test = Test {
            measure: self.options.measure,
            correction: self.options.correction_used(),
            tail: (1.0 - self.options.confidence) / tested as f64 / 2.0,
            prior,
        };
        let present = cells.iter().enumerate().map(|(i, c)| {
            let a = self.units(c.tf, c.df);
            (Table { a, b: self.total(c.term) - a, n1, n2 }, Some(i), 1)
        });
        let absent = absent.into_iter().filter(|(_, n)| *n > 0).map(|(b, n)| (Table { a: 0, b, n1, n2 }, None, n));
        let mut cases: Vec<Case> = present
            .chain(absent)
            .filter_map(|(table, cell, terms)| {
                let (score, ln_p) = table.score(&test)?;
                Some(Case { table, score, ln_p, ln_q: 0.0, cell, terms })
            })
            .collect();
        false_discovery(&mut cases);
        let n_tested = cases.iter().map(|c| c.terms).sum();
        (n_tested, self.keys(target, cases, test.tail))
    }

    /// The cases that are asked for, each with its terms.
    fn keys(&self, target: usize, mut cases: Vec<Case>, tail: f64) -> Vec<Key> {
        cases.sort_by(|x, y| y.score.total_cmp(&x.score).then_with(|| x.ln_p.total_cmp(&y.ln_p)));
        let top = self.options.top.unwrap_or(usize::MAX);
        let more = cases.iter().take_while(|c| c.score > 0.0).count();
        // A score of zero speaks for neither side: it is given when all are.
        let less = if self.options.top.is_none() { more } else { cases.iter().take_while(|c| c.score >= 0.0).count() };
        let mut over = self.expand(target, &cases[..more], tail, top, false);
        let under = self.expand(target, &cases[less..], tail, top, true);
        over.extend(under);
        over
    }

    /// The keys of cases that stand from the highest score to the lowest; the first `top`, or the last.
    fn expand(&self, target: usize, cases: &[Case], tail: f64, top: usize, last: bool) -> Vec<Key> {
        // Equal scores are not torn apart before their terms are known.
        let enough = |cases: &mut dyn Iterator<Item = &Case>| {
            let (mut taken, mut n, mut score) = (0, 0, None);
            for c in cases {
                if taken >= top && score != Some(c.score.to_bits()) {
                    break;
                }
                taken = taken.saturating_add(usize::try_from(c.terms).unwrap_or(usize::MAX));
                score = Some(c.score.to_bits());
                n += 1;
            }
            n
        };
        let cases = if last {
            let n = enough(&mut cases.iter().rev());
            &cases[cases.len() - n..]
        } else {
            let n = enough(&mut cases.iter());
            &cases[..n]
        };
        let held = || self.counts.cells[target].iter().map(|c| c.term);
        let mut lacked: BTreeMap<u64, Vec<u32>> = cases.iter().filter(|c| c.cell.is_none()).map(|c| (c.table.b, Vec::new())).collect();
        if !lacked.is_empty() {
            let mut held = held().peekable();
            for term in 0..self.counts.terms.len() as u32 {
                if held.next_if_eq(&term).is_none()
                    && let Some(terms) = lacked.get_mut(&self.total(term))
                {
                    terms.push(term);
                }
            }
        }
        let mut keys: Vec<Key> = cases
            .iter()
            .flat_map(|case| match case.cell {
                Some(i) => vec![self.key(target, case, self.counts.cells[target][i].term, Some(i), tail)],
                None => lacked.get(&case.table.b).into_iter().flatten().map(|&t| self.key(target, case, t, None, tail)).collect(),
            })
            .collect();
        keys.sort_by(by_score);
        if keys.len() > top {
            if last {
                keys.drain(..keys.len() - top)
            } else {
                keys.drain(top..)
            };
        }
        keys
    }

    fn key(&self, target: usize, case: &Case, term: u32, cell: Option<usize>, tail: f64) -> Key {
        let cell = cell.map(|i| &self.counts.cells[target][i]);
        let (tf, df) = cell.map_or((0, 0), |c| (c.tf, c.df));
        Key {
            target: self.counts.groups[target].group.clone(),
            feature: self.counts.terms[term as usize].clone(),
            score: case.score,
            p: case.ln_p.exp(),
            log10_p: case.ln_p / std::f64::consts::LN_10,
            q: case.ln_q.exp(),
            n_target: tf,
            n_reference: self.counts.tf[term as usize] - tf,
            docs_target: df,
            docs_reference: self.counts.df[term as usize] - df,
            log_ratio: case.table.log_ratio(),
            lrc: case.table.lrc(tail),
            dp: cell.and_then(|c| self.dispersion(target, c)),
        }
    }

    /// `DP = 1/2 * sum over articles of |share of the term's occurrences - share of the words|`, over `1 - ` the least share of words.
    fn dispersion(&self, target: usize, cell: &Cell) -> Option<f64> {
        let group = &self.counts.groups[target];
        if group.n_articles < 2 {
            return None;
        }
        let (occurrences, words) = (cell.tf as f64, group.n_words as f64);
        // An article without the term adds its share of the words; all shares add up to 1.
        let sum: f64 = self.counts.entries[cell.entries.clone()]
            .iter()
            .map(|e| {
                let share = f64::from(e.length) / words;
                (f64::from(e.count) / occurrences - share).abs() - share
            })
            .sum();
        let least = f64::from(self.counts.shortest[target]) / words;
        Some(((1.0 + sum) / 2.0 / (1.0 - least)).clamp(0.0, 1.0))
    }
}

fn by_score(x: &Key, y: &Key) -> Ordering {
    y.score.total_cmp(&x.score).then_with(|| x.feature.cmp(&y.feature))
}

/// Benjamini and Hochberg's q by its logarithm: the least of `p m / rank` over this and all larger p.
fn false_discovery(cases: &mut [Case]) {
    let m = cases.iter().map(|c| c.terms).sum::<u64>() as f64;
    cases.sort_by(|x, y| x.ln_p.total_cmp(&y.ln_p));
    let mut rank: Vec<u64> = Vec::with_capacity(cases.len());
    cases.iter().for_each(|c| rank.push(rank.last().unwrap_or(&0) + c.terms));
    let mut least = 0.0f64;
    for (case, rank) in cases.iter_mut().zip(rank).rev() {
        least = least.min(case.ln_p + (m / rank as f64).ln());
        case.ln_q = least;
    }
}
