//! Which terms may stand for which.

use super::lexicon::kin;
use super::profile::is_figure;
use rustc_hash::FxHashMap;

/// Credit for a word that means nearly the same as one of the other sentence.
const KIN: f64 = 0.8;
/// Credit for a word of the same root, and for a figure that is the same but for a zero.
const ROOT: f64 = 0.7;
/// Letters that two words of one root share at least, and the share of the longer one's.
const ROOT_LETTERS: usize = 5;
const ROOT_SHARE: f64 = 0.6;

/// By term: terms of the same root, figures that differ by a zero, and terms that mean nearly the same.
pub(super) fn related(terms: &[String]) -> Vec<Vec<(u32, f64)>> {
    let ids: FxHashMap<&str, u32> = terms.iter().enumerate().map(|(i, t)| (t.as_str(), i as u32)).collect();
    let mut roots: FxHashMap<Vec<char>, Vec<u32>> = FxHashMap::default();
    for (i, t) in terms.iter().enumerate() {
        if !t.contains('_') && !t.starts_with(|c: char| c.is_ascii_digit()) {
            let root: Vec<char> = t.chars().take(ROOT_LETTERS).collect();
            if root.len() == ROOT_LETTERS {
                roots.entry(root).or_default().push(i as u32);
            }
        }
    }
    let mut out: Vec<Vec<(u32, f64)>> =
        terms.iter().map(|t| kin(t).iter().filter_map(|k| ids.get(k.as_str())).map(|&i| (i, KIN)).collect()).collect();
    for group in roots.values() {
        for &a in group {
            for &b in group {
                let (x, y) = (&terms[a as usize], &terms[b as usize]);
                let shared = x.chars().zip(y.chars()).take_while(|(p, q)| p == q).count();
                if a != b && shared as f64 >= ROOT_SHARE * x.chars().count().max(y.chars().count()) as f64 {
                    out[a as usize].push((b, ROOT));
                }
            }
        }
    }
    for (a, b) in slips(terms, &ids) {
        out[a as usize].push((b, ROOT));
        out[b as usize].push((a, ROOT));
    }
    out.iter_mut().for_each(|r| r.sort_unstable_by_key(|x| x.0));
    out
}

/// Exact figures that are the same but for a zero at the end, as a slip makes them.
fn slips(terms: &[String], ids: &FxHashMap<&str, u32>) -> Vec<(u32, u32)> {
    let figures = terms.iter().enumerate().filter(|(_, t)| is_figure(t) && t.bytes().all(|b| b.is_ascii_digit()));
    figures.filter_map(|(i, t)| Some((i as u32, *ids.get(format!("{t}0").as_str())?))).collect()
}
