//! What do these articles share, change and leave out?

mod collocations;
mod comparison;
mod coverage;
mod drift;
mod explain;
pub mod furniture;
mod json;
mod keyness;
mod kwic;
mod near_duplicates;
mod omissions;
mod passages;
mod pipeline;
pub mod quotes;
mod reporting_verbs;
mod reuse;
mod similarity;
mod statements;
mod units;
mod values;
mod word_choice;

pub use collocations::{Collocation, CollocationCounts, CollocationOptions, collocations};
pub use comparison::{
    ArticleCoverage, CompareError, CompareOptions, Comparison, Furniture, Grade, Member, Nearest, Omission, Passage, PassageEdit,
    PassageEditKind, Place, Presence, QuoteGroup, QuoteKind, QuoteMember, Similarity, Statement, UniqueSentence,
};
pub use drift::{Drift, DriftKind, DriftSide};
pub use explain::{Explanation, Input, PairExplanation, TermContribution};
pub use keyness::{
    Correction, GroupCounts, Key, Keyness, KeynessGroup, KeynessOptions, Measure, Unit, WordOptions, keyness, keyness_of_texts,
};
pub use kwic::{Kwic, KwicOptions, KwicRow, Valuetype, kwic, one_line};
pub use near_duplicates::{DuplicateGroup, DuplicateKind, NearDuplicate, NearDuplicateOptions, NearDuplicates, near_duplicates};
pub use newsloom_cluster::Overlap;
pub use passages::{PassageOptions, PassagePair, Passages, passages};
pub use pipeline::compare;
pub use quotes::{Attribution, Quotation, quotes};
pub use reporting_verbs::{ReportingVerb, VerbClass};
pub use reuse::{Clue, ClueKind, Composition, Corroboration, Independence, Provenance, Spun, SpunKind, Swap};
pub use statements::{PairEvidence, PairWeights, evidence_names, pair_evidence, pair_standing, sentence_scores, statements_by};
pub use word_choice::{Substitution, WordChoice};
