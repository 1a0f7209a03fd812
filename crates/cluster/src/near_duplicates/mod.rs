//! Sets of hashes that share most of what they hold: an exact join, and an index that is a partial state.

mod index;
mod join;
mod postings;

pub use index::{NearDuplicateIndex, NearDuplicates};
pub use join::{Overlap, SetPair, near_duplicates};
