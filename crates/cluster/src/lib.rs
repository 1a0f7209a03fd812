//! Which rows belong together? k-means, reductions, stories, quality.

mod agreement;
mod density;
mod error;
mod kmeans;
mod lsa;
mod near_duplicates;
mod rows;
mod silhouette;
mod simd;
mod similar_pairs;
mod spherical;
mod stories;
mod ward;

pub(crate) use simd::{Line, vectorized};

pub use agreement::{Agreement, AverageMethod, PrecisionRecallFscore};
pub use density::{Mixture, MixtureOptions, OpticsRow, dbscan, gaussian_mixture, optics};
pub use error::ClusterError;
pub use kmeans::{
    CentroidStep, CentroidSums, Engine, KMeans, KMeansInit, KMeansParams, KMeansValidParams, MiniBatch, Samples, kmeans_plusplus,
    nearest_dense, nearest_rows,
};
pub use lsa::{Lsa, LsaParams, LsaValidParams, project_rows};
pub use near_duplicates::{NearDuplicateIndex, NearDuplicates, Overlap, SetPair, near_duplicates};
pub use rows::has_repeats;
pub use silhouette::{silhouette_samples, silhouette_score};
pub use similar_pairs::{SimilarPair, similar_pairs};
pub use spherical::{SphericalInit, SphericalKMeans, SphericalKMeansParams, SphericalKMeansValidParams, nearest_directions};
pub use stories::{StoryClusterer, StoryClustererParams, StoryClustererValidParams};
pub use ward::{WardMerge, cut_tree, ward_linkage};
