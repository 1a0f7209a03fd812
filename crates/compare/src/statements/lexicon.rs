//! What is known of English beyond the articles: how common its words are, derived by `data/derive_words.py`, and which mean
//! nearly the same in news, written by hand, a group a line.

use newsloom_text::{Language, Stemmer};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// `-ln` of the share of sentences that hold a stem, for stems in more than `exp(-TELLING)` of them.
static COMMON: LazyLock<FxHashMap<&str, f64>> = LazyLock::new(|| {
    include_str!("../../data/common.en.tsv")
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .filter_map(|(w, x)| Some((w, x.parse().ok()?)))
        .collect()
});

/// Words that stand for each other in sentences that report the same, a group a line.
const SYNONYMS: &str = include_str!("../../data/synonyms.en.txt");

/// By stem: the other stems of its groups.
static KIN: LazyLock<FxHashMap<String, Vec<String>>> = LazyLock::new(|| {
    let stemmer = Stemmer::new(Language::English);
    let mut kin: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for line in SYNONYMS.lines() {
        let stems: Vec<String> = line.split(' ').map(|w| stemmer.stem(w).into_owned()).collect();
        for a in &stems {
            kin.entry(a.clone()).or_default().extend(stems.iter().filter(|b| *b != a).cloned());
        }
    }
    for of in kin.values_mut() {
        of.sort_unstable();
        of.dedup();
    }
    kin
});

/// A stem that is rarer than this (`-ln` of its share of sentences) is as telling as any.
pub(super) const TELLING: f64 = 4.0;

/// `-ln` of the share of sentences from which a stem is no evidence of its own: 2 in 100.
pub(super) const PLAIN: f64 = 3.912;

/// How telling a stem is in English news, 0 to 1.
pub(crate) fn weight(stem: &str) -> f64 {
    telling(stem) / TELLING
}

/// How telling a stem is in English news, 0 to [`TELLING`].
pub(super) fn telling(stem: &str) -> f64 {
    COMMON.get(stem).map_or(TELLING, |x| x.min(TELLING))
}

/// Stems that mean nearly the same.
pub(crate) fn kin(stem: &str) -> &'static [String] {
    KIN.get(stem).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_whole() {
        assert!(COMMON.len() >= 80, "{}", COMMON.len());
        assert!(telling("the") < 1.0 && telling("said") < PLAIN);
        assert_eq!(telling("verdict"), TELLING);
        assert!(kin("lawyer").contains(&"attorney".into()) && kin("attorney").contains(&"lawyer".into()));
        assert!(kin("lawyer").iter().all(|k| k != "lawyer"));
        assert!(kin("unheard").is_empty());
    }

    #[test]
    fn synonyms_are_groups_in_order_none_within_another() {
        let groups: Vec<Vec<&str>> = SYNONYMS.lines().map(|l| l.split(' ').collect()).collect();
        assert!(groups.len() > 1000 && groups.is_sorted());
        for g in &groups {
            assert!(g.len() > 1 && g.is_sorted() && g.windows(2).all(|w| w[0] != w[1]), "{g:?}");
            assert!(g.iter().all(|w| w.bytes().all(|b| b.is_ascii_lowercase())), "{g:?}");
        }
        let mut groups_of: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        groups.iter().enumerate().for_each(|(i, g)| g.iter().for_each(|w| groups_of.entry(w).or_default().push(i)));
        for (i, g) in groups.iter().enumerate() {
            let within = |j: &usize| *j != i && g.iter().all(|w| groups[*j].contains(w));
            assert!(!groups_of[g[0]].iter().any(within), "{g:?}");
        }
    }
}
