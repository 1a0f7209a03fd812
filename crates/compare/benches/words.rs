//! Keyness of a pile by outlet, and what accounts of one statement differ in.
#![allow(missing_docs, clippy::unwrap_used, clippy::disallowed_methods)]

use criterion::{Criterion, criterion_group, criterion_main};
use newsloom_compare::{CompareOptions, KeynessOptions, Measure, compare, keyness};
use newsloom_core::Article;
use std::hint::black_box;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");

fn pile() -> Vec<Article> {
    let lines = std::fs::read_to_string(format!("{EXAMPLES}/pile.jsonl")).unwrap();
    let record = |line: &str| -> serde_json::Value { serde_json::from_str(line).unwrap() };
    let text = |r: &serde_json::Value, name: &str| r[name].as_str().unwrap().to_owned();
    lines.lines().map(record).map(|r| Article { outlet: text(&r, "outlet"), ..Article::new(text(&r, "id"), text(&r, "text")) }).collect()
}

fn summit() -> Vec<Article> {
    std::fs::read_dir(format!("{EXAMPLES}/summit"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .map(|p| Article::new(p.display().to_string(), std::fs::read_to_string(&p).unwrap()))
        .collect()
}

fn words(c: &mut Criterion) {
    let pile = pile();
    for measure in [Measure::Lr, Measure::Lrc, Measure::Exact] {
        let options = KeynessOptions { measure, ..KeynessOptions::default() };
        c.bench_function(&format!("keyness of a pile by {measure}"), |b| b.iter(|| keyness(black_box(&pile), "outlet", &options).unwrap()));
    }
    let summit = compare(&summit(), &CompareOptions::default()).unwrap();
    c.bench_function("drift of five articles", |b| b.iter(|| black_box(&summit).drift()));
    c.bench_function("word choice of five articles", |b| b.iter(|| black_box(&summit).word_choice()));
    c.bench_function("reporting verbs of five articles", |b| b.iter(|| black_box(&summit).reporting_verbs()));
}

criterion_group!(benches, words);
criterion_main!(benches);
