//! How telling is a word here? Counts, vocabulary, weighting.
