//! Laws of the partial state, and the counting against a plain map.

use newsloom_core::{Partial, threads};
use newsloom_tfidf::{CountVectorizer, Df, TermCounts, TermStatistics, TfidfVectorizer};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-dÉéΣς ]{0,6}", 0..8).prop_map(|w| w.join(" "))
}

fn counted<'a>(docs: impl IntoIterator<Item = &'a String>) -> TermCounts {
    let mut c = TermCounts::default();
    docs.into_iter().for_each(|d| c.observe(d));
    c
}

/// Terms with their occurrences and documents, and each document's counts.
type Plain = (Vec<(String, u64, u64)>, Vec<BTreeMap<String, u32>>);

/// The simple version: words by definition, counts in a map.
fn plain(docs: &[String]) -> Plain {
    let rows: Vec<BTreeMap<String, u32>> = docs
        .iter()
        .map(|d| {
            let mut row = BTreeMap::new();
            let lower = d.to_lowercase();
            let words = lower.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| w.chars().count() > 1);
            words.for_each(|w| *row.entry(w.to_string()).or_default() += 1);
            row
        })
        .collect();
    let mut all: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (w, n) in rows.iter().flatten() {
        let e = all.entry(w.clone()).or_default();
        e.0 += 1;
        e.1 += u64::from(*n);
    }
    (all.into_iter().map(|(w, (d, t))| (w, d, t)).collect(), rows)
}

fn listed(s: &TermStatistics) -> Vec<(String, u64, u64)> {
    s.vocabulary.iter().zip(&s.df).zip(&s.tf).map(|((w, &d), &t)| (w.to_string(), d, t)).collect()
}

proptest! {
    #[test]
    fn splitting_and_grouping_do_not_matter(docs in prop::collection::vec(text(), 0..12), a in 0usize..12, b in 0usize..12) {
        let (a, b) = (a.min(docs.len()), b.min(docs.len()));
        let (a, b) = (a.min(b), a.max(b));
        let whole = counted(&docs).finish();
        let (x, y, z) = (counted(&docs[..a]), counted(&docs[a..b]), counted(&docs[b..]));
        let mut left = x.clone();
        left.merge(y.clone()).unwrap();
        left.merge(z.clone()).unwrap();
        let mut right = y;
        right.merge(z).unwrap();
        let mut all = x;
        all.merge(right).unwrap();
        all.merge(TermCounts::default()).unwrap();
        prop_assert_eq!(left.finish(), whole.clone());
        prop_assert_eq!(all.finish(), whole);
    }

    #[test]
    fn observing_goes_on_after_a_merge(docs in prop::collection::vec(text(), 1..8)) {
        let mut merged = counted(&docs);
        merged.merge(counted(&docs)).unwrap();
        docs.iter().for_each(|d| merged.observe(d));
        prop_assert_eq!(merged.finish(), counted(docs.iter().chain(&docs).chain(&docs)).finish());
    }

    #[test]
    fn counts_are_those_of_a_map(docs in prop::collection::vec(text(), 1..12)) {
        let (terms, rows) = plain(&docs);
        prop_assert_eq!(&listed(&counted(&docs).finish()), &terms);
        if let Ok((model, x)) = CountVectorizer::params().fit_transform(&docs) {
            for (i, row) in rows.iter().enumerate() {
                let got: Vec<(String, u32)> =
                    x.row(i).0.iter().zip(x.row(i).1).map(|(&c, &n)| (model.vocabulary().term(c).to_string(), n)).collect();
                prop_assert_eq!(got, row.clone().into_iter().collect::<Vec<_>>());
            }
            prop_assert_eq!(model.transform(&docs), x);
        } else {
            prop_assert!(terms.is_empty());
        }
    }

    #[test]
    fn threads_change_no_bit(docs in prop::collection::vec(text(), 1..30), min_df in 1u64..3, low in 1usize..3, more in 0usize..3) {
        let fit = || TfidfVectorizer::params().min_df(Df::Count(min_df)).ngram_range(low, low + more).fit_transform(&docs).ok();
        let one = threads::install(1, fit).unwrap();
        for n in [2, 3] {
            prop_assert!(threads::install(n, fit).unwrap() == one);
        }
    }

    /// Sorting finds the runs of words that looking each of them up does, and rows are those of looking them up again.
    #[test]
    fn runs_sorted_are_runs_looked_up(
        docs in prop::collection::vec(prop::collection::vec("[a-c]{2}|The", 0..60).prop_map(|w| w.join(" ")), 1..12),
        (low, more) in (1usize..4, 0usize..4),
        (least, most) in (1u64..4, 0.3f64..=1.0),
        max_features in prop::option::of(1usize..20),
    ) {
        let analyzer = newsloom_tfidf::Analyzer::default().ngram_range(low, low + more);
        let mut counts = TermCounts::new(analyzer);
        docs.iter().for_each(|d| counts.observe(d));
        let high = most * docs.len() as f64;
        let within = listed(&counts.finish()).into_iter().filter(|t| t.1 >= least && t.1 as f64 <= high);
        let mut expected: Vec<_> = within.collect();
        if let Some(n) = max_features {
            expected.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
            expected.truncate(n);
            expected.sort();
        }
        let params = CountVectorizer::params().ngram_range(low, low + more).min_df(Df::Count(least)).max_df(Df::Share(most));
        match params.max_features(max_features).fit_transform(&docs) {
            Ok((model, x)) => {
                prop_assert_eq!(model.vocabulary().iter().collect::<Vec<_>>(), expected.iter().map(|t| t.0.as_str()).collect::<Vec<_>>());
                prop_assert_eq!(x.view().parts().2.iter().map(|&n| u64::from(n)).sum::<u64>(), expected.iter().map(|t| t.2).sum::<u64>());
                prop_assert_eq!(model.transform(&docs), x);
            }
            Err(_) => prop_assert!(expected.is_empty() || high < least as f64),
        }
    }

    #[test]
    fn term_lists_count_as_texts_do(docs in prop::collection::vec(text(), 1..8)) {
        let lists: Vec<Vec<String>> = plain(&docs).1.into_iter().map(|r| r.into_iter().flat_map(|(w, n)| vec![w; n as usize]).collect()).collect();
        let params = TfidfVectorizer::params();
        match (params.fit_transform(&docs), params.fit_transform_terms(&lists)) {
            (Ok((m, x)), Ok((n, y))) => {
                prop_assert_eq!(m.vocabulary(), n.vocabulary());
                prop_assert_eq!(&x, &y);
                prop_assert_eq!(m.transform(&docs), n.transform_terms(&lists));
            }
            (a, b) => prop_assert!(a.is_err() && b.is_err()),
        }
    }
}

#[test]
fn no_runs_are_made_of_lists() {
    let docs = [vec!["new york", "rain"], vec!["new york"]];
    let (model, x) = CountVectorizer::params().ngram_range(1, 2).fit_transform_terms(&docs).unwrap();
    assert_eq!(model.vocabulary().iter().collect::<Vec<_>>(), ["new york", "rain"]);
    assert_eq!(model.transform_terms(&docs), x);
    assert_eq!(model.transform(&["New York"]).row(0), (&[0][..], &[1][..]));
}

#[test]
fn a_list_may_hold_stop_words() {
    let mut c = TermCounts::new(newsloom_tfidf::Analyzer::default().stop_words(["the"]));
    c.observe("the rain");
    c.observe_terms(["the", "rain"]);
    assert_eq!(listed(&c.finish()), [("rain".to_string(), 2, 2), ("the".to_string(), 1, 1)]);
}

#[test]
fn states_of_other_parameters_are_refused() {
    let mut a = TermCounts::default();
    a.observe("some words");
    let before = a.finish();
    let other = TermCounts::new(newsloom_tfidf::Analyzer::default().ngram_range(1, 2));
    assert_eq!(a.merge(other).unwrap_err().to_string(), "can't merge: ngram_range differs, (1, 1) here and (1, 2) there");
    assert_eq!(a.finish(), before);
}
