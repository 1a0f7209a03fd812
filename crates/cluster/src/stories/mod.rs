//! Rows that tell of the same event, their number not given.

mod background;
mod dendrogram;
mod extend;
mod guess;
mod linkage;
mod model;
mod neighbors;
mod params;
mod surroundings;
mod times;

pub use model::StoryClusterer;
pub use params::{StoryClustererParams, StoryClustererValidParams};
