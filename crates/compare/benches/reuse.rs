//! Near-duplicates and passages over piles of two sizes: the time should grow with the pile, not with its square.
#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use newsloom_compare::{NearDuplicateOptions, PassageOptions, near_duplicates, passages};
use std::hint::black_box;

/// Articles of 300 words with the look of news: few words are frequent; one article in ten is a copy with a word in twenty replaced.
fn pile(n: usize) -> Vec<(String, String)> {
    let mut state = 1u64;
    let mut draw = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let mut texts: Vec<Vec<usize>> = Vec::new();
    for i in 0..n {
        let words = match i % 10 {
            9 => {
                let from = draw() % i;
                let mut words = texts[from].clone();
                (0..words.len()).step_by(20).for_each(|w| words[w] = draw() % 50_000);
                words
            }
            _ => (0..300).map(|_| (draw() % 224).pow(2) * (draw() % 2) + draw() % 300).collect(),
        };
        texts.push(words);
    }
    let text = |words: Vec<usize>| words.iter().map(|w| format!("w{w}")).collect::<Vec<_>>().join(" ");
    texts.into_iter().enumerate().map(|(i, words)| (format!("{i:06}"), text(words))).collect()
}

fn reuse(c: &mut Criterion) {
    let mut group = c.benchmark_group("reuse");
    group.sample_size(10);
    for n in [500, 2000] {
        let articles = pile(n);
        group.throughput(Throughput::Elements(n as u64));
        group.bench_with_input(BenchmarkId::new("near duplicates", n), &articles, |b, a| {
            b.iter(|| near_duplicates(black_box(a), &NearDuplicateOptions::default()).unwrap());
        });
        group.bench_with_input(BenchmarkId::new("passages", n), &articles, |b, a| {
            b.iter(|| passages(black_box(a), &PassageOptions::default()).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, reuse);
criterion_main!(benches);
