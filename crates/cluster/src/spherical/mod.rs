//! Spherical k-means: clusters of directions.

mod model;
mod params;

pub use model::{SphericalKMeans, nearest_directions};
pub use params::{SphericalInit, SphericalKMeansParams, SphericalKMeansValidParams};
