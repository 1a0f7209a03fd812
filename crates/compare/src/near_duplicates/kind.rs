use newsloom_cluster::SetPair;
use newsloom_text::{HashedWord, hashed_words};
use serde::{Deserialize, Serialize};

/// What two near-duplicates are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateKind {
    /// The same words in the same order; case, marks and spaces may differ.
    Identical,
    /// One is an edited version of the other.
    Near,
    /// The shorter one is a part of the longer: at least nine tenths of its shingles stand there, and it has four fifths as many at most.
    Excerpt,
    /// The same form filled in with other facts: of the numbers and names in the one with fewer of them, less than half stand in the other.
    SameTemplate,
}

impl DuplicateKind {
    /// The name that JSON, tables and Python use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Near => "near",
            Self::Excerpt => "excerpt",
            Self::SameTemplate => "same_template",
        }
    }
}

/// Numbers and names below which they tell nothing.
const FEW_FACTS: usize = 3;

pub(super) fn of(pair: &SetPair, a: &str, b: &str) -> DuplicateKind {
    let (words_a, words_b) = (hashed_words(a), hashed_words(b));
    if pair.shared == pair.size_a && pair.shared == pair.size_b && words_a.iter().map(|w| w.hash).eq(words_b.iter().map(|w| w.hash)) {
        return DuplicateKind::Identical;
    }
    let (facts_a, facts_b) = (facts(a, &words_a), facts(b, &words_b));
    let fewer = facts_a.len().min(facts_b.len());
    let shared = facts_a.iter().filter(|f| facts_b.binary_search(f).is_ok()).count();
    let (smaller, larger) = (pair.size_a.min(pair.size_b), pair.size_a.max(pair.size_b));
    if fewer >= FEW_FACTS && shared * 2 < fewer {
        DuplicateKind::SameTemplate
    } else if pair.shared * 10 >= smaller * 9 && smaller * 5 <= larger * 4 {
        DuplicateKind::Excerpt
    } else {
        DuplicateKind::Near
    }
}

/// The numbers of a text, and its names: words that begin with a capital though no sentence begins there. Ascending, each once.
fn facts(text: &str, words: &[HashedWord]) -> Vec<u64> {
    let mut facts: Vec<u64> = words
        .iter()
        .enumerate()
        .filter(|(i, w)| {
            let word = w.span.of(text);
            let mut chars = word.chars();
            let first = chars.next().unwrap_or(' ');
            if word.contains(|c: char| c.is_numeric()) {
                return true;
            }
            let before = i.checked_sub(1).map_or("\n", |p| text.get(words[p].span.end..w.span.start).unwrap_or("\n"));
            first.is_uppercase() && chars.any(char::is_lowercase) && !before.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '‘'])
        })
        .map(|(_, w)| w.hash)
        .collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}

#[cfg(test)]
mod tests {
    use crate::{DuplicateKind, NearDuplicateOptions, near_duplicates};

    const REPORT: &str = "The Oslen ferry sank near Port Orla on Monday night after it struck a rock. All 90 passengers were saved by \
        fishing boats, Captain Ines Calloway said. The ferry had left Tessen at 9 p.m. and was due in Corrin an hour later.";

    /// The kind of a pair, if the two are one.
    fn check(a: &str, b: &str, expect: Option<DuplicateKind>) {
        let found = near_duplicates(&[("a", a), ("b", b)], &NearDuplicateOptions { threshold: 0.3, ..Default::default() }).unwrap();
        assert_eq!(found.pairs.first().map(|p| p.kind), expect, "{a:?} and {b:?}");
    }

    #[test]
    fn each_kind_is_told() {
        check(REPORT, &REPORT.to_uppercase().replace('.', " --"), Some(DuplicateKind::Identical));
        check(REPORT, &REPORT.replace("struck a rock", "ran onto a rock"), Some(DuplicateKind::Near));
        check(REPORT, &REPORT[..REPORT.find(" The ferry had").unwrap()], Some(DuplicateKind::Excerpt));
        let form = |who: &str, n: &str, old: &str, town: &str| {
            format!(
                "The board of {who} said on Friday that it would pay a dividend of {n} crowns a share, after {old} crowns a year ago, \
                to all who hold shares at the end of the month. The company is based in {town} and makes machines for mills and farms."
            )
        };
        check(&form("Harsk", "14", "12", "Tessen"), &form("Brook", "33", "31", "Corrin"), Some(DuplicateKind::SameTemplate));
        check("A bridge was opened.", "A tunnel was closed.", None);
        check("A bridge opened.", "a BRIDGE opened", Some(DuplicateKind::Identical));
        check("", "", None);
    }

    #[test]
    fn a_template_groups_nothing_and_the_fullest_represents() {
        let short = &REPORT[..REPORT.find(" The ferry had").unwrap()];
        let found = near_duplicates(&[("c", short), ("b", REPORT), ("a", short)], &NearDuplicateOptions::default()).unwrap();
        assert_eq!(found.ids, ["a", "b", "c"]);
        assert_eq!((found.groups.len(), found.groups[0].representative), (1, 1));
    }

    #[test]
    fn wrong_parameters_are_named() {
        let at = |threshold, ngram| near_duplicates(&[("a", "x")], &NearDuplicateOptions { threshold, ngram, ..Default::default() });
        assert_eq!(at(0.0, 5).unwrap_err().to_string(), "threshold must be above 0 and at most 1, got 0");
        assert_eq!(at(1.1, 5).unwrap_err().to_string(), "threshold must be above 0 and at most 1, got 1.1");
        assert_eq!(at(0.5, 0).unwrap_err().to_string(), "ngram must be at least 1, got 0");
        let twice = near_duplicates(&[("a", "x"), ("a", "y")], &NearDuplicateOptions::default());
        assert_eq!(twice.unwrap_err().to_string(), "ids must be unique, \"a\" stands twice");
    }
}
