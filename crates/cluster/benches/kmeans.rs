//! Grouping of rows with the look of TF-IDF: columns of uneven frequency, a few topics, norm one.
#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use linfa::prelude::*;
use ndarray::Array2;
use newsloom_cluster::{KMeans, KMeansInit, Lsa, SphericalInit, SphericalKMeans, silhouette_samples, similar_pairs};
use newsloom_core::Csr;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use std::collections::BTreeMap;

const COLUMNS: usize = 5000;

fn rows(n: usize) -> Csr<f64> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for i in 0..n {
        let mut row: BTreeMap<u32, f64> = BTreeMap::new();
        for _ in 0..150 {
            // Squares of even draws crowd the low columns; half of them are moved to where this row's topic lives.
            let draw = rng.r#gen::<f64>();
            let column = (draw * draw * COLUMNS as f64) as usize;
            let moved = if rng.r#gen::<bool>() { (column + (i % 12) * 331) % COLUMNS } else { column };
            *row.entry(moved as u32).or_default() += 1.0;
        }
        let norm = row.values().map(|v| v * v).sum::<f64>().sqrt();
        for (c, v) in row {
            indices.push(c);
            data.push(v / norm);
        }
        indptr.push(data.len());
    }
    Csr::try_new(COLUMNS, indptr, indices, data).unwrap()
}

fn starts(x: &Csr<f64>, k: usize) -> Array2<f64> {
    let mut init = Array2::zeros((k, COLUMNS));
    for j in 0..k {
        let (columns, values) = x.row(j * (x.rows() / k));
        columns.iter().zip(values).for_each(|(&c, &v)| init[[j, c as usize]] = v);
    }
    init
}

fn grouping(c: &mut Criterion) {
    let x = rows(4000);
    let mut group = c.benchmark_group("sparse");
    group.sample_size(10);
    for k in [20, 100] {
        let kmeans = KMeans::params(k).init(KMeansInit::Centroids(starts(&x, k))).check().unwrap();
        group.bench_with_input(BenchmarkId::new("kmeans", k), &x, |b, x| b.iter(|| kmeans.fit_rows(x.view(), None).unwrap()));
        let spherical = SphericalKMeans::params(k).init(SphericalInit::Centroids(starts(&x, k))).check().unwrap();
        group.bench_with_input(BenchmarkId::new("spherical", k), &x, |b, x| b.iter(|| spherical.fit_rows(x.view(), None).unwrap()));
    }
    let drawn = SphericalKMeans::params(20).n_init(1).check().unwrap();
    group.bench_function("spherical drawn", |b| b.iter(|| drawn.fit_rows(x.view(), None).unwrap()));
    let labels: Vec<usize> = (0..x.rows()).map(|i| i % 12).collect();
    group.bench_function("silhouette", |b| b.iter(|| silhouette_samples(x.view(), &labels).unwrap()));
    group.bench_function("similar pairs", |b| b.iter(|| similar_pairs(x.view(), 10, 0.2).unwrap()));
    let lsa = Lsa::params(50).check().unwrap();
    group.bench_function("lsa 50", |b| b.iter(|| lsa.fit_rows(x.view()).unwrap()));
    let reduced = lsa.fit_rows(x.view()).unwrap().project(x.view()).unwrap();
    let dense = KMeans::params(20).n_init(1).check().unwrap();
    group.bench_function("dense kmeans 20", |b| b.iter(|| dense.fit_dense(reduced.view(), None).unwrap()));
    group.finish();
}

criterion_group!(benches, grouping);
criterion_main!(benches);
