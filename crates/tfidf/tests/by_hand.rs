//! Small inputs whose answers were worked out on paper.

use linfa::ParamGuard;
use newsloom_core::Csr;
use newsloom_tfidf::{ClassTfidf, CountVectorizer, Df, Norm, TfidfError, TfidfTransformer, TfidfVectorizer, sum_rows};

const DOCS: [&str; 4] = ["red green red", "green blue", "red red red", "blue blue green, x"];

fn names(v: &newsloom_tfidf::Vocabulary) -> Vec<&str> {
    v.iter().collect()
}

#[test]
fn counts() {
    let (m, x) = CountVectorizer::params().fit_transform(&DOCS).unwrap();
    assert_eq!(names(m.vocabulary()), ["blue", "green", "red"]);
    assert_eq!(x, Csr::try_new(3, vec![0, 2, 4, 5, 7], vec![1, 2, 0, 1, 2, 0, 1], vec![1, 2, 1, 1, 3, 2, 1]).unwrap());
}

#[test]
fn pruning_by_count_share_and_number() {
    let with = |f: &dyn Fn(newsloom_tfidf::CountVectorizerParams) -> newsloom_tfidf::CountVectorizerParams| {
        f(CountVectorizer::params()).fit_transform(&DOCS).map(|(m, _)| names(m.vocabulary()).join(" ")).map_err(|e| e.to_string())
    };
    assert_eq!(with(&|p| p.min_df(Df::Count(3))), Ok("green".into()));
    assert_eq!(with(&|p| p.max_df(Df::Share(0.5))), Ok("blue red".into()));
    // Ties at the limit: blue and green stand three times each, red five times.
    assert_eq!(with(&|p| p.max_features(Some(2))), Ok("blue red".into()));
    assert_eq!(with(&|p| p.min_df(Df::Count(4))), Err("After pruning, no terms remain. Try a lower min_df or a higher max_df.".into()));
    assert_eq!(with(&|p| p.min_df(Df::Count(3)).max_df(Df::Share(0.5))), Err("max_df corresponds to < documents than min_df".into()));
    assert_eq!(with(&|p| p.min_df(Df::Count(0))), Err("min_df must be a count of at least 1 or a share from 0 to 1, got 0".into()));
    assert_eq!(with(&|p| p.max_df(Df::Share(1.5))), Err("max_df must be a count of at least 1 or a share from 0 to 1, got 1.5".into()));
    assert_eq!(with(&|p| p.max_features(Some(0))), Err("max_features must be at least 1, got 0".into()));
    assert_eq!(with(&|p| p.ngram_range(2, 1)), Err("ngram_range must be 1 <= low <= high, got (2, 1)".into()));
    assert_eq!(
        with(&|p| p.stop_words(["blue", "green", "red"])),
        Err("empty vocabulary; perhaps the documents only contain stop words".into())
    );
}

#[test]
fn pairs_of_words_stand_beside_words() {
    let (m, x) = CountVectorizer::params().ngram_range(1, 2).stop_words(["blue"]).fit_transform(&DOCS).unwrap();
    assert_eq!(names(m.vocabulary()), ["green", "green red", "red", "red green", "red red"]);
    assert_eq!(x.row(2), (&[2, 4][..], &[3, 2][..]));
}

#[test]
fn weights() {
    let counts = Csr::try_new(2, vec![0, 2, 3], vec![0, 1, 0], vec![1.0, 3.0, 2.0]).unwrap();
    let idf = |smooth| TfidfTransformer::params().smooth_idf(smooth).fit(counts.view()).idf().unwrap().to_vec();
    assert_eq!(idf(true), [1.0, 1.5f64.ln() + 1.0]);
    assert_eq!(idf(false), [1.0, 2f64.ln() + 1.0]);
    let t = TfidfTransformer::params().use_idf(false).sublinear_tf(true).norm(Some(Norm::L1)).fit(counts.view());
    assert_eq!(t.idf(), None);
    let x = t.transform(&counts).unwrap();
    let tf = 1.0 + 3f64.ln();
    assert_eq!(x.row(0).1, [1.0 / (1.0 + tf), tf / (1.0 + tf)]);
    assert_eq!(x.row(1).1, [1.0]);
    assert!(matches!(t.transform(&Csr::<f64>::empty(3)), Err(TfidfError::Columns { expected: 2, found: 3 })));
}

#[test]
fn known_terms_only() {
    let (m, _) = TfidfVectorizer::params().norm(None).use_idf(false).fit_transform(&DOCS).unwrap();
    assert_eq!(m.transform(&["red purple red", ""]), Csr::try_new(3, vec![0, 1, 1], vec![2], vec![2.0]).unwrap());
}

#[test]
fn classes_add_up_and_are_weighted_against_each_other() {
    let x = Csr::try_new(3, vec![0, 2, 4, 5], vec![0, 2, 0, 1, 2], vec![1u32, 2, 3, 1, 4]).unwrap();
    let c = sum_rows(&x, &[1, 0, 1], 2).unwrap();
    assert_eq!(c, Csr::try_new(3, vec![0, 2, 4], vec![0, 1, 0, 2], vec![3.0, 1.0, 1.0, 6.0]).unwrap());
    // 11 words in 2 classes: A = 5.
    let w = ClassTfidf::params().check().unwrap().fit(&c).unwrap();
    assert_eq!(w.idf(), [5.0 / 4.0 + 1.0, 5.0 + 1.0, 5.0 / 6.0 + 1.0].map(f64::ln));
    assert_eq!(w.transform(&c).unwrap().row(1).1, [1.0 / 7.0 * 2.25f64.ln(), 6.0 / 7.0 * (5.0f64 / 6.0 + 1.0).ln()]);
    let p = ClassTfidf::params().bm25_weighting(true).reduce_frequent_words(true).seeds([1], 2.0);
    let w = p.check().unwrap().fit(&c).unwrap();
    assert_eq!(w.idf()[1], 2.0 * (1.0f64 + 4.5 / 1.5).ln());
    assert_eq!(w.transform(&c).unwrap().row(0).1[1], 0.25f64.sqrt() * w.idf()[1]);
    assert!(sum_rows(&x, &[0, 1], 2).is_err() && sum_rows(&x, &[0, 1, 2], 2).is_err());
    assert!(ClassTfidf::params().seeds([0], f64::NAN).check().is_err());
    assert!(ClassTfidf::params().seeds([9], 2.0).check().unwrap().fit(&c).is_err());
}
