//! Which rows belong together? k-means, reductions, stories, quality.
