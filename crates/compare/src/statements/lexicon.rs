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

/// Words and expressions (words joined by `_`) that stand for each other in sentences that report the same, a group a line.
const SYNONYMS: &str = include_str!("../../data/synonyms.en.txt");

/// By stem: the other stems of its groups.
static KIN: LazyLock<FxHashMap<String, Vec<String>>> = LazyLock::new(|| {
    let stemmer = Stemmer::new(Language::English);
    let mut kin: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for line in SYNONYMS.lines() {
        let stems: Vec<String> = line.split(' ').map(|e| stems(&stemmer, e).join("_")).collect();
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

/// Expressions by the stem of their first word, the longest first.
static EXPRESSIONS: LazyLock<FxHashMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let stemmer = Stemmer::new(Language::English);
    let mut out: FxHashMap<String, Vec<Vec<String>>> = FxHashMap::default();
    for e in SYNONYMS.split_ascii_whitespace().filter(|e| e.contains('_')) {
        let stems = stems(&stemmer, e);
        out.entry(stems[0].clone()).or_default().push(stems);
    }
    for of in out.values_mut() {
        of.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        of.dedup();
    }
    out
});

/// Verbs of expressions with the forms that stemming does not lead back to them.
const IRREGULAR: &str = "beat beaten,blow blew blown,break broke broken,bring brought,burn burnt,catch caught,come came,deal dealt,dig dug,\
    do did done does,draw drew drawn,drive drove driven,fall fell fallen,fight fought,find found,get got gotten,give gave given,\
    go went gone goes,grind ground,hang hung,have has had,hold held,keep kept,know knew known,lay laid,lead led,leave left,\
    lend lent,lie lain,lose lost,make made,meet met,pay paid,rise rose risen,run ran,say said,see saw seen,send sent,\
    shake shook shaken,shoot shot,show shown,sit sat,speak spoke spoken,speed sped,stand stood,strike struck stricken,\
    take took taken,tear tore torn,think thought,throw threw thrown,understand understood,win won";

/// By stem of such a form: that of its verb.
static BASES: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let stemmer = Stemmer::new(Language::English);
    let stem = |w: &str| stemmer.stem(w).into_owned();
    let verbs = IRREGULAR.split(',').filter_map(|v| v.split_once(' '));
    verbs.flat_map(|(verb, forms)| forms.split(' ').map(move |f| (stem(f), stem(verb)))).collect()
});

fn stems(stemmer: &Stemmer, expression: &str) -> Vec<String> {
    let one = |w: &str| stemmer.stem(w).into_owned();
    match expression.contains('_') {
        true => expression.split('_').map(|w| base(&one(w)).to_owned()).collect(),
        false => vec![one(expression)],
    }
}

/// The stem of the verb that a stem is an irregular form of, else the stem.
pub(super) fn base(stem: &str) -> &str {
    BASES.get(stem).map_or(stem, String::as_str)
}

/// The expressions that begin with a stem, the longest first, each as stems.
pub(super) fn expressions(first: &str) -> &'static [Vec<String>] {
    EXPRESSIONS.get(first).map_or(&[], Vec::as_slice)
}

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
    fn expressions_are_known_in_all_forms_of_their_verb() {
        assert!(kin("acquit").contains(&"find_not_guilti".into()) && kin("find_not_guilti").contains(&"acquit".into()));
        assert_eq!((base("found"), base("went"), base("bridg")), ("find", "go", "bridg"));
        let of = expressions("find");
        assert!(of.is_sorted_by_key(|e| std::cmp::Reverse(e.len())) && of.contains(&["find", "guilti"].map(String::from).to_vec()));
        assert!(expressions("bridg").is_empty());
    }

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
            assert!(g.iter().all(|w| w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')), "{g:?}");
        }
        let mut groups_of: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        groups.iter().enumerate().for_each(|(i, g)| g.iter().for_each(|w| groups_of.entry(w).or_default().push(i)));
        for (i, g) in groups.iter().enumerate() {
            let within = |j: &usize| *j != i && g.iter().all(|w| groups[*j].contains(w));
            assert!(!groups_of[g[0]].iter().any(within), "{g:?}");
        }
    }
}
