//! Lloyd's algorithm, on sparse and on dense rows.

mod blocks;
mod bounds;
mod centroid;
mod fixed;
mod kernel;
mod linfa_engine;
mod linfa_traits;
mod lloyd;
mod mini_batch;
mod model;
mod moves;
mod params;
mod points;
mod seeding;
mod shared;
mod sums;

pub(crate) use blocks::Blocks;
pub(crate) use bounds::BoundedAssign;
pub(crate) use kernel::SparseKernel;
pub(crate) use linfa_traits::weights;
pub(crate) use lloyd::{Lloyd, Run, canonical_numbers};
pub use mini_batch::MiniBatch;
pub(crate) use model::products;
pub use model::{KMeans, Samples, kmeans_plusplus, nearest_dense, nearest_rows};
pub use params::{Engine, KMeansInit, KMeansParams, KMeansValidParams};
pub(crate) use points::by_content;
pub(crate) use seeding::{Seeding, local_trials};
pub(crate) use shared::{check_lloyd, lloyd_setters};
pub use sums::{CentroidStep, CentroidSums};

/// What a distance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Geometry {
    /// Squared distance; a centroid is the weighted mean.
    Euclidean,
    /// One minus cosine; a centroid is the weighted sum of unit rows, brought to norm one.
    Cosine,
}
