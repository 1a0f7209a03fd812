use super::*;
use proptest::prelude::*;

fn found(texts: &[&str], sizes: &[usize], min_count: u64) -> Vec<Collocation> {
    let options = CollocationOptions { sizes: sizes.to_vec(), min_count, ..CollocationOptions::default() };
    collocations(texts, &options).unwrap()
}

fn check(texts: &[&str], sizes: &[usize], expect: &[(&str, u64, u64)]) {
    let mut all: Vec<_> = found(texts, sizes, 1).into_iter().map(|c| (c.collocation, c.count, c.count_nested)).collect();
    all.sort();
    let mut expect: Vec<_> = expect.iter().map(|e| (e.0.to_owned(), e.1, e.2)).collect();
    expect.sort();
    assert_eq!(all, expect);
}

#[test]
fn a_pair_by_hand() {
    // Pairs: a b, b a, a b, b c. Cells of "a b": both 2, only a first 0, only b second 0, neither 2.
    let all = found(&["a b a b c"], &[2], 2);
    assert_eq!(all.len(), 1);
    let n = [2.5f64, 0.5, 0.5, 2.5];
    let lambda = n[0].ln() - n[1].ln() - n[2].ln() + n[3].ln();
    let z = lambda / n.iter().map(|n| 1.0 / n).sum::<f64>().sqrt();
    assert!((all[0].lambda - lambda).abs() < 1e-12 && (all[0].z - z).abs() < 1e-12);
    assert!((all[0].lambda - 3.218_875_824_868_201).abs() < 1e-12);
}

#[test]
fn four_equal_pairs_have_quantedas_published_figures() {
    let all = found(&["I like good ice cream.", "Me too!  I like good ice cream.", ""], &[2], 2);
    let names: Vec<&str> = all.iter().map(|c| c.collocation.as_str()).collect();
    assert_eq!(names, ["good ice", "i like", "ice cream", "like good"]);
    assert!(all.iter().all(|c| (c.lambda - 4.317_488).abs() < 1e-6 && (c.z - 2.027_787).abs() < 1e-6));
}

#[test]
fn shorter_runs_inside_longer_ones_are_told() {
    check(&["p q r . p q"], &[2, 3], &[("p q", 2, 1), ("q r", 1, 1), ("p q r", 1, 0)]);
    check(&["p q r s"], &[2, 4], &[("p q", 1, 1), ("q r", 1, 1), ("r s", 1, 1), ("p q r s", 1, 0)]);
    check(&["p q r"], &[2, 4], &[("p q", 1, 0), ("q r", 1, 0)]);
}

#[test]
fn no_run_goes_over_marks_texts_or_gaps() {
    check(&["one two, three", "four"], &[2], &[("one two", 1, 0)]);
    let options = CollocationOptions { stop_words: vec!["of".into()], min_count: 1, ..CollocationOptions::default() };
    let all = collocations(&["bank Of england bank rate"], &options).unwrap();
    let names: Vec<_> = all.iter().map(|c| c.collocation.as_str()).collect();
    assert_eq!(names, ["england bank", "bank rate"]);
    // The pairs with the gap still count in the table: 4 pairs in all.
    let n = [1.5f64, 1.5, 0.5, 2.5];
    let lambda = n[0].ln() - n[1].ln() - n[2].ln() + n[3].ln();
    assert!((all[1].lambda - lambda).abs() < 1e-12, "{} {lambda}", all[1].lambda);
}

#[test]
fn capitals_stay_and_hyphens_join() {
    check(&["NATO well-known Allies"], &[2], &[("NATO well-known", 1, 0), ("well-known allies", 1, 0)]);
}

#[test]
fn wrong_options_are_named() {
    let message = |o: CollocationOptions| o.check().unwrap_err().to_string();
    let base = CollocationOptions::default;
    assert_eq!(
        message(CollocationOptions { sizes: vec![2, 6], ..base() }),
        "size must be one or more whole numbers from 2 to 5, got [2, 6]"
    );
    assert_eq!(message(CollocationOptions { min_count: 0, ..base() }), "min_count must be at least 1, got 0");
    assert_eq!(message(CollocationOptions { smoothing: 0.0, ..base() }), "smoothing must be a positive number, got 0");
}

/// The table by its definition: every run against every target.
fn plain(counts: &CollocationCounts) -> Vec<(String, f64)> {
    let mut all = Vec::new();
    for (size, runs) in &counts.runs {
        for (run, count) in runs.iter().filter(|(r, c)| c.all >= counts.options.min_count && !r[..*size].contains(&PAD)) {
            let mut cells = vec![counts.options.smoothing; 1 << size];
            for (other, c) in runs {
                cells[(0..*size).map(|p| usize::from(run[p] == other[p]) << p).sum::<usize>()] += c.all as f64;
            }
            let sign = |c: usize| if (size - c.count_ones() as usize).is_multiple_of(2) { 1.0 } else { -1.0 };
            let words: Vec<&str> = run[..*size].iter().map(|&w| &*counts.words[w as usize]).collect();
            assert!(count.nested <= count.all);
            all.push((words.join(" "), cells.iter().enumerate().map(|(c, n)| sign(c) * n.ln()).sum()));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

proptest! {
    #[test]
    fn laws_and_definition(texts in prop::collection::vec("([abcd] |[abX], |the ){0,12}", 0..8), cut in 0usize..8) {
        let options = CollocationOptions { sizes: vec![3, 2], min_count: 1, stop_words: vec!["the".into()], ..CollocationOptions::default() };
        let empty = CollocationCounts::new(&options).unwrap();
        let mut whole = empty.clone();
        texts.iter().for_each(|t| whole.observe(t));
        let (mut left, mut right) = (empty.clone(), empty.clone());
        texts.iter().enumerate().for_each(|(i, t)| if i < cut { left.observe(t) } else { right.observe(t) });
        right.merge(left).unwrap();
        right.merge(empty).unwrap();
        prop_assert_eq!(whole.finish(), right.finish());
        let mut ours: Vec<_> = whole.finish().into_iter().map(|c| (c.collocation, c.lambda)).collect();
        ours.sort_by(|a, b| a.0.cmp(&b.0));
        for ((name, lambda), (expect, by_definition)) in ours.iter().zip(plain(&whole)) {
            prop_assert_eq!(name, &expect);
            prop_assert!((lambda - by_definition).abs() < 1e-9);
        }
    }
}
