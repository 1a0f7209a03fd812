//! What do these articles share, change and leave out?

mod comparison;
mod coverage;
mod explain;
pub mod furniture;
mod json;
mod keyness;
mod omissions;
mod passages;
mod pipeline;
pub mod quotes;
mod similarity;
mod statements;
mod units;

pub use comparison::{
    ArticleCoverage, CompareError, CompareOptions, Comparison, Furniture, Grade, Member, Nearest, Omission, Passage, Place, Presence,
    QuoteGroup, QuoteKind, QuoteMember, Similarity, Statement, UniqueSentence,
};
pub use explain::{Explanation, Input, PairExplanation, TermContribution};
pub use keyness::{
    Correction, GroupCounts, Key, Keyness, KeynessGroup, KeynessOptions, Measure, Unit, WordOptions, keyness, keyness_of_texts,
};
pub use pipeline::compare;
pub use quotes::{Attribution, Quotation, quotes};
pub use statements::{PairEvidence, PairWeights, evidence_names, pair_evidence, sentence_scores, statements_by};
