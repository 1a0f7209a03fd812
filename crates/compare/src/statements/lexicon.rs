//! What is known of English beyond the articles: how common its words are, and which mean nearly the same.
//!
//! Both tables are derived by `data/derive_words.py`.

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

/// Stems that stand for each other in sentences that report the same.
static KIN: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut kin: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for (a, b) in include_str!("../../data/kin.en.tsv").lines().filter_map(|l| l.split_once('\t')) {
        kin.entry(a).or_default().push(b);
        kin.entry(b).or_default().push(a);
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
pub(crate) fn kin(stem: &str) -> &'static [&'static str] {
    KIN.get(stem).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_whole() {
        assert!(COMMON.len() >= 80, "{}", COMMON.len());
        assert!(KIN.len() >= 100, "{}", KIN.len());
        assert!(telling("the") < 1.0 && telling("said") < PLAIN);
        assert_eq!(telling("verdict"), TELLING);
        assert!(kin("lawyer").contains(&"attorney") && kin("attorney").contains(&"lawyer"));
    }
}
