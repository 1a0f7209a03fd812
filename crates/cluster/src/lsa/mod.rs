//! Latent semantic analysis: few dense columns for many sparse ones.

mod eigen;
mod model;
mod orthonormal;
mod params;
mod products;

pub use model::{Lsa, project_rows};
pub use params::{LsaParams, LsaValidParams};
