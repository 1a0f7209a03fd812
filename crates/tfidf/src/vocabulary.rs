use crate::TfidfError;
use crate::word_map::{Arena, WordMap};
use newsloom_text::word_pattern::WordKey;
use std::sync::OnceLock;

/// The terms of a model: term `i` names column `i`.
///
/// A vocabulary that was learned has its terms in byte order (which is also the order of code points).
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    terms: Arena,
    /// Built when a term is first looked up.
    map: OnceLock<WordMap>,
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.terms == other.terms
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
        let (mut arena, mut map) = (Arena::default(), WordMap::default());
        for (i, term) in terms.into_iter().enumerate() {
            let term = term.as_ref();
            if map.get_or_insert_with(WordKey::new(term), |_| i as u32) as usize != i {
                return Err(TfidfError::DuplicateTerm(term.into()));
            }
            arena.push(term);
        }
        Ok(Self { terms: arena, map: map.into() })
    }

    /// Terms known to differ.
    pub(crate) fn from_arena(terms: Arena) -> Self {
        Self { terms, map: OnceLock::new() }
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
        let map = self.map.get_or_init(|| {
            let mut map = WordMap::default();
            for (i, t) in self.iter().enumerate() {
                map.get_or_insert_with(WordKey::new(t), |_| i as u32);
            }
            map
        });
        map.get(WordKey::new(term))
    }

    /// The term of column `column`; empty when there is no such column.
    #[must_use]
    pub fn term(&self, column: u32) -> &str {
        if (column as usize) < self.len() { self.terms.get(column) } else { "" }
    }

    /// All terms in the order of columns.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len() as u32).map(|i| self.terms.get(i))
    }

    /// The terms one after another, and where each ends, in bytes.
    #[must_use]
    pub fn parts(&self) -> (&str, &[usize]) {
        (&self.terms.text, &self.terms.ends)
    }
}
