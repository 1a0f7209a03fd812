use thiserror::Error;

/// Two states that were made with other parameters can't be merged.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("can't merge: {parameter} differs, {ours} here and {theirs} there")]
pub struct MergeError {
    /// The parameter that differs.
    pub parameter: String,
    /// Its value in the state merged into.
    pub ours: String,
    /// Its value in the state that was to be merged.
    pub theirs: String,
}

impl MergeError {
    /// A difference in `parameter`.
    pub fn new(parameter: impl Into<String>, ours: impl ToString, theirs: impl ToString) -> Self {
        Self { parameter: parameter.into(), ours: ours.to_string(), theirs: theirs.to_string() }
    }
}

/// State counted over a corpus: observed into, merged, finished.
///
/// Laws, property-tested for every implementor: merging the empty state changes nothing; grouping does not matter;
/// splitting the input does not matter. Counts are integers and terms have one order, so the laws hold to the bit;
/// whatever is not associative (logarithms, pruning, ids, norms) happens once, in the type's own `finish`.
pub trait Partial: Sized + Send {
    /// What is observed.
    type Item: ?Sized;

    /// Counts one item in.
    fn observe(&mut self, item: &Self::Item);

    /// Takes in what another state has seen.
    ///
    /// # Errors
    /// When the other state was made with other parameters; this state is then as it was.
    fn merge(&mut self, other: Self) -> Result<(), MergeError>;
}
