//! Which rows belong together? k-means, reductions, stories, quality.

mod error;
mod kmeans;
mod lsa;
mod rows;
mod silhouette;
mod spherical;
mod stories;

pub use error::ClusterError;
pub use kmeans::{Engine, KMeans, KMeansInit, KMeansParams, KMeansValidParams, nearest_dense, nearest_rows};
pub use lsa::{Lsa, LsaParams, LsaValidParams};
pub use silhouette::{silhouette_samples, silhouette_score};
pub use spherical::{SphericalInit, SphericalKMeans, SphericalKMeansParams, SphericalKMeansValidParams};
pub use stories::{StoryClusterer, StoryClustererParams, StoryClustererValidParams};
