use crate::TfidfError;
use crate::interner::Interner;

/// The terms of a model: term `i` names column `i`.
///
/// A vocabulary that was learned has its terms in byte order (which is also the order of code points).
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    terms: Interner,
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Vocabulary {}

impl Vocabulary {
    /// The terms in the order given.
    ///
    /// # Errors
    /// When a term stands twice.
    ///
    /// ```
    /// let v = newsloom_tfidf::Vocabulary::try_new(["bridge", "rain"])?;
    /// assert_eq!((v.get("rain"), v.get("snow"), v.term(0)), (Some(1), None, "bridge"));
    /// # Ok::<(), newsloom_tfidf::TfidfError>(())
    /// ```
    pub fn try_new<S: AsRef<str>>(terms: impl IntoIterator<Item = S>) -> Result<Self, TfidfError> {
        let mut builder = VocabularyBuilder::default();
        for term in terms {
            if !builder.push(term.as_ref()) {
                return Err(TfidfError::DuplicateTerm(term.as_ref().into()));
            }
        }
        Ok(builder.finish())
    }

    /// Number of terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The column of `term`.
    #[must_use]
    pub fn get(&self, term: &str) -> Option<u32> {
        self.terms.get(term)
    }

    /// The term of column `column`; empty when there is no such column.
    #[must_use]
    pub fn term(&self, column: u32) -> &str {
        if (column as usize) < self.len() { self.terms.term(column) } else { "" }
    }

    /// All terms in the order of columns.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len() as u32).map(|i| self.terms.term(i))
    }
}

/// Collects the terms of a [`Vocabulary`].
#[derive(Debug, Default)]
pub struct VocabularyBuilder {
    terms: Interner,
}

impl VocabularyBuilder {
    /// Adds a term; false when it is there already.
    pub fn push(&mut self, term: &str) -> bool {
        let n = self.terms.len();
        self.terms.intern(term) as usize == n
    }

    /// The vocabulary.
    #[must_use]
    pub fn finish(self) -> Vocabulary {
        Vocabulary { terms: self.terms }
    }
}
