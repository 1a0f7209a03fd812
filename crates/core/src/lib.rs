//! What do newsloom's crates share?
//!
//! [`Csr`], the sparse rows that go from weighting to clustering; [`Partial`], the state that everything
//! counted over a corpus is; [`fold`], the parallel fold whose result does not depend on threads;
//! [`pump`], threads that work through a stream; [`progress`], how far a call is and how it is stopped;
//! [`Envelope`], the form in which state leaves the process; [`Article`], the unit everybody talks about;
//! [`nearest`], the name that was probably meant.

mod article;
mod count;
mod csr;
mod envelope;
mod fold;
mod partial;
pub mod progress;
mod pump;
mod suggest;
pub mod threads;

pub use article::{Article, labels, visible};
pub use count::count;
pub use csr::{Csr, CsrError, CsrRef, dot};
pub use envelope::{Envelope, EnvelopeError};
pub use fold::{CHUNK, fold, map};
pub use partial::{MergeError, Partial};
pub use pump::pump;
pub use suggest::{hint, listed, nearest};
