//! Spherical k-means: clusters of directions.

mod model;
mod params;

pub use model::SphericalKMeans;
pub use params::{SphericalInit, SphericalKMeansParams, SphericalKMeansValidParams};
