//! Lloyd's algorithm, on sparse and on dense rows.

mod blocks;
mod bounds;
mod fixed;
mod kernel;
mod linfa_engine;
mod lloyd;
mod mini_batch;
mod model;
mod params;
mod points;
mod seeding;

pub(crate) use blocks::Blocks;
pub(crate) use bounds::BoundedAssign;
pub(crate) use kernel::{LANES, SparseKernel, add_products};
pub(crate) use lloyd::{Lloyd, Run, canonical_numbers, mean_variance};
pub use mini_batch::MiniBatch;
pub use model::{KMeans, Samples, kmeans_plusplus, nearest_dense, nearest_rows};
pub use params::{Engine, KMeansInit, KMeansParams, KMeansValidParams};
pub(crate) use points::by_content;
pub(crate) use seeding::{greedy_kmeans_plusplus, local_trials};

/// What a distance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Geometry {
    /// Squared distance; a centroid is the weighted mean.
    Euclidean,
    /// One minus cosine; a centroid is the weighted sum of unit rows, brought to norm one.
    Cosine,
}
