//! How telling is a word here? Counts, vocabulary, weighting.
//!
//! [`TermCounts`] is what is counted over documents: observed into, merged, finished. [`CountVectorizer`] and
//! [`TfidfVectorizer`] turn texts, or documents that are already lists of terms, into sparse rows over a [`Vocabulary`] whose
//! terms stand in byte order. [`Vectorizer`] is either, as it is kept in a file. [`TfidfTransformer`] and [`ClassTfidf`] weight rows of counts.
//!
//! ```
//! use newsloom_tfidf::{Df, TfidfVectorizer};
//! let docs = ["The bridge is closed.", "The bridge reopens on Monday.", "Rain on Monday."];
//! let (model, x) = TfidfVectorizer::params().min_df(Df::Count(2)).fit_transform(&docs)?;
//! assert_eq!(model.vocabulary().iter().collect::<Vec<_>>(), ["bridge", "monday", "on", "the"]);
//! assert_eq!((x.rows(), x.cols()), (3, 4));
//! assert_eq!(model.transform(&["bridge bridge"]).row(0), (&[0][..], &[1.0][..]));
//! # Ok::<(), newsloom_tfidf::TfidfError>(())
//! ```

mod analyzer;
mod class_tfidf;
mod count_vectorizer;
mod counting;
mod digits;
mod error;
mod hashing;
mod lexicon;
mod lookup;
mod ordered;
mod pattern_terms;
mod prune;
mod reader;
mod rows;
mod runs;
mod shard;
mod smart;
mod state;
mod tally;
mod term_counts;
mod tfidf_transformer;
mod tfidf_vectorizer;
mod vectorizer;
mod vocabulary;
mod word_map;

pub use analyzer::{Analyzer, Terms};
pub use class_tfidf::{ClassTfidf, ClassTfidfParams, ClassTfidfValidParams, sum_rows};
pub use count_vectorizer::{CountVectorizer, CountVectorizerParams, CountVectorizerValidParams};
pub use counting::{CountValue, Counted, Selection};
pub use error::TfidfError;
pub use hashing::{HashedRows, murmur3_32};
pub use lookup::{Lookup, LookupRows};
pub use prune::Df;
pub use rows::{Rows, gather};
pub use shard::CountedShard;
pub use term_counts::{TermCounts, TermStatistics};
pub use tfidf_transformer::{Norm, RowWeights, TfidfTransformer, TfidfTransformerParams};
pub use tfidf_vectorizer::{TfidfVectorizer, TfidfVectorizerParams, TfidfVectorizerValidParams};
pub use vectorizer::{
    StopWords, ValueType, Vectorizer, VectorizerClass, VectorizerFit, VectorizerParams, Weighing, WeightValue, WeightedRows,
};
pub use vocabulary::Vocabulary;
