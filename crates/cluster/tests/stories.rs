//! Laws of stories: order, threads and bad input.
#![allow(clippy::unwrap_used)]

use linfa::ParamGuard;
use newsloom_cluster::StoryClusterer;
use newsloom_core::{Csr, threads};
use proptest::prelude::*;

fn csr(rows: &[Vec<(u32, f64)>]) -> Csr<f64> {
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for row in rows {
        indices.extend(row.iter().map(|r| r.0));
        data.extend(row.iter().map(|r| r.1));
        indptr.push(indices.len());
    }
    Csr::try_new(12, indptr, indices, data).unwrap()
}

/// Rows of at most six of twelve columns, some without any value.
fn rows() -> impl Strategy<Value = Vec<Vec<(u32, f64)>>> {
    let row = prop::collection::btree_map(0u32..12, 1u32..5, 0..6);
    prop::collection::vec(row.prop_map(|r| r.into_iter().map(|(c, v)| (c, f64::from(v))).collect()), 1..40)
}

/// Which rows are together, whatever the groups are called.
fn together(labels: &[usize]) -> Vec<usize> {
    labels.iter().map(|l| labels.iter().position(|m| m == l).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn neither_order_nor_threads_matter(rows in rows(), by in 0usize..40) {
        // Equal rows differ in nothing but their place.
        let rows: Vec<_> = rows.into_iter().enumerate().map(|(i, mut r)| { r.iter_mut().for_each(|c| c.1 += i as f64 / 64.0); r }).collect();
        let days: Vec<Option<i64>> = (0..rows.len()).map(|i| (i % 3 > 0).then_some(i as i64 * 5)).collect();
        let params = StoryClusterer::params().check().unwrap();
        let found = params.fit_rows(csr(&rows).view(), Some(&days)).unwrap();
        let by = by % rows.len();
        let (mut moved, mut moved_days) = (rows.clone(), days.clone());
        moved.rotate_left(by);
        moved_days.rotate_left(by);
        let again = threads::install(1, || params.fit_rows(csr(&moved).view(), Some(&moved_days))).unwrap().unwrap();
        let mut labels = again.labels().to_vec();
        labels.rotate_right(by);
        prop_assert_eq!(together(&labels), together(found.labels()));
        prop_assert_eq!(again.n_stories(), found.n_stories());
    }

    #[test]
    fn every_group_is_named_and_rows_of_zeros_stand_alone(rows in rows()) {
        let found = StoryClusterer::params().check().unwrap().fit_rows(csr(&rows).view(), None).unwrap();
        let mut sizes = vec![0; found.n_stories()];
        found.labels().iter().for_each(|&l| sizes[l] += 1);
        prop_assert!(sizes.iter().all(|&n| n > 0));
        for (row, &label) in rows.iter().zip(found.labels()) {
            prop_assert!(!row.is_empty() || sizes[label] == 1);
        }
    }
}

#[test]
fn says_what_is_wrong() {
    let refused = |params: newsloom_cluster::StoryClustererParams, words: &str| {
        let message = params.check().unwrap_err().to_string();
        assert!(message.contains(words), "{message}");
    };
    let params = StoryClusterer::params;
    refused(params().n_neighbors(0), "n_neighbors");
    refused(params().n_background(0), "n_background");
    refused(params().max_df(0), "max_df");
    refused(params().threshold(f64::NAN), "threshold");
    refused(params().first_threshold(0.0), "first_threshold");
    refused(params().days_apart(0.0), "days_apart");
    refused(params().persistence(1.5), "persistence");
    refused(params().least_closeness(0.0), "least_closeness");
    let x = csr(&[vec![(0, 1.0)], vec![(0, f64::INFINITY)]]);
    let params = params().check().unwrap();
    assert!(params.fit_rows(x.view(), None).unwrap_err().to_string().contains("inf"));
    let x = csr(&[vec![(0, 1.0)], vec![(1, 1.0)]]);
    assert!(params.fit_rows(x.view(), Some(&[None])).unwrap_err().to_string().contains("days"));
}

/// Rows of few columns each, drawn from the words of an event, as headlines are: none of them is like all the others.
fn headlines(events: u64, of_each: u64) -> Csr<f64> {
    let mut state = 7u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for _ in 0..of_each {
        for event in 0..events {
            let mut row: Vec<u32> = (0..5).map(|_| (event * 20 + draw(20)) as u32).collect();
            row.extend((0..2).map(|_| (events * 20 + draw(400)) as u32));
            row.sort_unstable();
            row.dedup();
            data.extend(row.iter().map(|_| 1.0));
            indices.extend(row);
            indptr.push(indices.len());
        }
    }
    Csr::try_new((events * 20 + 400) as usize, indptr, indices, data).unwrap()
}

#[test]
fn large_groups_of_short_rows_stay_together() {
    let (events, of_each) = (6, 120);
    let x = headlines(events, of_each);
    let model = StoryClusterer::params().check().unwrap().fit_rows(x.view(), None).unwrap();
    let mut held = vec![std::collections::BTreeMap::new(); events as usize];
    for (i, &label) in model.labels().iter().enumerate() {
        *held[i % events as usize].entry(label).or_insert(0) += 1;
    }
    for (event, groups) in held.iter().enumerate() {
        let most = *groups.values().max().unwrap();
        assert!(most * 10 > of_each * 8, "of event {event}, {most} of {of_each} rows are together");
    }

    // Three more of each event join those that are there.
    let grown = headlines(events, of_each + 3);
    let known: Vec<Option<usize>> = (0..grown.rows()).map(|i| model.labels().get(i).copied()).collect();
    let mut backgrounds = model.backgrounds().to_vec();
    backgrounds.resize(grown.rows(), 0.0);
    let more = StoryClusterer::params().check().unwrap().extend_rows(grown.view(), None, &known, &backgrounds).unwrap();
    assert_eq!(&more.labels()[..x.rows()], model.labels());
    let largest: Vec<usize> = held.iter().map(|groups| *groups.iter().max_by_key(|g| g.1).unwrap().0).collect();
    let joined = (x.rows()..grown.rows()).filter(|&i| more.labels()[i] == largest[i % events as usize]).count();
    assert!(joined >= 12, "of 18 new rows {joined} join the group of their event");
}
