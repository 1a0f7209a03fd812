//! Stories of a pile, all at once and as articles come in.
#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use newsloom_analysis::{StoryModel, StoryOptions};
use newsloom_core::Article;
use rand::{Rng, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// Words of an article, words that an event has to itself, and those that all events share.
const LENGTH: usize = 300;
const OWN: usize = 60;
const COMMON: usize = 8000;

/// `n` articles of events that three to seven tell of, in words without meaning.
fn pile(n: usize) -> Vec<Article> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut articles = Vec::with_capacity(n);
    let mut event = 0;
    while articles.len() < n {
        for _ in 0..rng.gen_range(3..8) {
            let mut word = || {
                if rng.gen_bool(0.3) {
                    format!("own{event}x{}", rng.gen_range(0..OWN))
                } else {
                    // Squares of even draws crowd the low numbers.
                    let draw = rng.r#gen::<f64>();
                    format!("common{}", (draw * draw * COMMON as f64) as usize)
                }
            };
            let text: Vec<String> = (0..LENGTH).map(|_| word()).collect();
            articles.push(Article::new(format!("a{:06}", articles.len()), text.join(" ")));
        }
        event += 1;
    }
    articles.truncate(n);
    articles
}

fn stories(c: &mut Criterion) {
    let articles = pile(2000);
    let options = StoryOptions { language: "english".into() };
    let mut group = c.benchmark_group("stories");
    group.sample_size(10);
    for n in [500, 1000, 2000] {
        group.bench_with_input(BenchmarkId::new("fit", n), &articles[..n], |b, some| b.iter(|| StoryModel::fit(some, &options).unwrap()));
    }
    // Twenty articles of events that are there and of a new one.
    let (known, new) = articles.split_at(articles.len() - 20);
    let model = StoryModel::fit(known, &options).unwrap();
    group.bench_function("add 20 to 1980", |b| {
        b.iter_batched(|| model.clone(), |mut model| model.add(new).unwrap().stories.len(), BatchSize::LargeInput);
    });
    group.finish();
}

criterion_group!(benches, stories);
criterion_main!(benches);
