//! `compare` on the sample of five articles.
#![allow(missing_docs, clippy::unwrap_used, clippy::disallowed_methods)]

use criterion::{Criterion, criterion_group, criterion_main};
use newsloom_compare::{CompareOptions, compare};
use newsloom_core::Article;
use std::hint::black_box;

fn five_articles(c: &mut Criterion) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/summit");
    let mut articles: Vec<Article> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| Article::new(p.display().to_string(), std::fs::read_to_string(&p).unwrap()))
        .collect();
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(articles.len(), 5);
    c.bench_function("compare five articles", |b| b.iter(|| compare(black_box(&articles), &CompareOptions::default()).unwrap()));
}

criterion_group!(benches, five_articles);
criterion_main!(benches);
