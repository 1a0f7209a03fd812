//! Rows that tell of the same event, their number not given.

mod dendrogram;
mod extend;
mod linkage;
mod model;
mod neighbors;
mod params;

pub use model::StoryClusterer;
pub use params::{StoryClustererParams, StoryClustererValidParams};
