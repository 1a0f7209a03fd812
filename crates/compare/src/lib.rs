//! What do these articles share, change and leave out?

mod comparison;
mod json;

pub use comparison::{
    CompareError, CompareOptions, Comparison, Furniture, Grade, Member, Nearest, Omission, Passage, Place, Presence, QuoteGroup, QuoteKind,
    QuoteMember, Similarity, Statement, compare,
};
