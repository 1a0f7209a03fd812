//! Spherical k-means: clusters of directions.

mod linfa_traits;
mod model;
mod params;

pub(crate) use model::unit_rows;
pub use model::{SphericalKMeans, nearest_directions};
pub use params::{SphericalInit, SphericalKMeansParams, SphericalKMeansValidParams};
