//! Counting and weighting of made-up news, in bytes per second.

#![allow(clippy::unwrap_used, missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use newsloom_tfidf::{Df, TfidfVectorizer};
use std::hint::black_box;

/// Texts whose words follow Zipf's law, with capitals, punctuation and some letters beyond ASCII.
fn documents(n: usize, words: usize) -> Vec<String> {
    let mut state = 1u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1u64 << 53) as f64
    };
    (0..n)
        .map(|_| {
            let mut text = String::new();
            for i in 0..words {
                let rank = (60_000f64.powf(next())) as u64;
                let (mut x, first) = (rank.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, text.len());
                for _ in 0..2 + (rank.ilog2() as usize + 2) / 2 {
                    text.push(char::from(b'a' + (x % 26) as u8));
                    x /= 26;
                }
                match i % 20 {
                    0 => text[first..].make_ascii_uppercase(),
                    7 => text.push('é'),
                    13 => text.push_str("’s"),
                    _ => {}
                }
                text.push_str(if i % 12 == 11 { ". " } else { " " });
            }
            text
        })
        .collect()
}

fn benches(c: &mut Criterion) {
    let docs = documents(1000, 900);
    let bytes = docs.iter().map(String::len).sum::<usize>() as u64;
    let mut group = c.benchmark_group("tfidf");
    group.throughput(Throughput::Bytes(bytes)).sample_size(20);
    for threads in [1, 2] {
        let fit = |params: newsloom_tfidf::TfidfVectorizerParams| {
            newsloom_core::threads::install(threads, || params.fit_transform(&docs).map(|(_, x)| x.nnz()).unwrap()).unwrap()
        };
        group.bench_function(format!("fit_transform, {threads} threads"), |b| b.iter(|| black_box(fit(TfidfVectorizer::params()))));
        let bigrams = || TfidfVectorizer::params().ngram_range(1, 2).min_df(Df::Count(2));
        group.bench_function(format!("bigrams, {threads} threads"), |b| b.iter(|| black_box(fit(bigrams()))));
        let (model, _) = TfidfVectorizer::params().fit_transform(&docs).unwrap();
        group.bench_function(format!("transform, {threads} threads"), |b| {
            b.iter(|| newsloom_core::threads::install(threads, || black_box(model.transform(&docs).nnz())).unwrap());
        });
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
