//! newsloom for Python: conversion, detaching, errors; no algorithm.

mod agreement;
mod arrow_in;
mod arrow_out;
mod arrow_table;
mod centroid_sums;
mod cluster;
mod command;
mod compare;
mod corpus;
mod density;
mod documents;
mod error;
mod groups;
mod in_context;
mod keyness;
mod quotes;
mod reuse;
mod reuse_index;
mod rows;
mod story_clusterer;
mod text;
mod text_column;
mod tfidf;
mod value;

#[pyo3::pymodule]
mod _core {
    #[pymodule_export]
    use super::agreement::PyAgreement;
    #[pymodule_export]
    use super::arrow_out::arrow_stream;
    #[pymodule_export]
    use super::arrow_table::ArrowTable;
    #[pymodule_export]
    use super::centroid_sums::PyCentroidSums;
    #[pymodule_export]
    use super::cluster::{
        has_repeats, kmeans_fit, kmeans_nearest, kmeans_plusplus, lsa_fit, lsa_project, mini_batch_step, silhouette_samples, similar_pairs,
        spherical_fit, spherical_nearest,
    };
    #[pymodule_export]
    use super::command::{run, write_text};
    #[pymodule_export]
    use super::compare::{PyComparison, differing_words};
    #[pymodule_export]
    use super::corpus::PyCorpus;
    #[pymodule_export]
    use super::density::{dbscan, gaussian_mixture, optics};
    #[pymodule_export]
    use super::groups::{PyStories, PyTopics};
    #[pymodule_export]
    use super::in_context::{collocations, kwic};
    #[pymodule_export]
    use super::keyness::keyness;
    #[pymodule_export]
    use super::quotes::quotes;
    #[pymodule_export]
    use super::reuse::{near_duplicates, passages};
    #[pymodule_export]
    use super::reuse_index::PyNearDuplicateIndex;
    #[pymodule_export]
    use super::story_clusterer::story_groups;
    #[pymodule_export]
    use super::text::{PyStemmer, char_ngrams, detect_language, keeps, sentences, skipgrams, stop_words, tokenize, word_ngrams};
    #[pymodule_export]
    use super::text_column::PyTextColumn;
    #[pymodule_export]
    use super::tfidf::{PyAnalyzer, PyCounted, PyLookup, PyTermCounts, PyVocabulary, count, hash_rows, murmur3_32, pack, unpack};
    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
    /// The columns of a table of telling words.
    #[pymodule_export]
    const KEY_FIELDS: [&str; 13] = newsloom_compare::Key::FIELDS;
}
