use crate::{Analyzer, TermCounts, TfidfError};
use newsloom_core::{Envelope, EnvelopeError};

const KIND: &str = "term-counts";
const VERSION: u32 = 1;

fn malformed(what: &str) -> TfidfError {
    EnvelopeError::Malformed(what.into()).into()
}

impl TermCounts {
    /// The state as bytes: versioned, checksummed, with the parameters that made it.
    ///
    /// # Errors
    /// When the parameters can't be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, TfidfError> {
        let s = self.finish();
        let engine = self.analyzer().stemmer.map(|(_, engine)| engine.version());
        let mut envelope = Envelope::new(KIND, VERSION, &(self.analyzer(), s.documents, engine))?;
        let (text, ends) = s.vocabulary.parts();
        let numbers = |v: &[u64]| v.iter().flat_map(|n| n.to_le_bytes()).collect();
        envelope.push("terms", text.as_bytes().to_vec());
        envelope.push("ends", ends.iter().flat_map(|n| (*n as u64).to_le_bytes()).collect());
        envelope.push("df", numbers(&s.df));
        envelope.push("tf", numbers(&s.tf));
        Ok(envelope.to_bytes()?)
    }

    /// Reads what [`TermCounts::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are no such state, are truncated or altered, of another version, or made with another version of the
    /// stemmer.
    ///
    /// ```
    /// use newsloom_core::Partial;
    /// use newsloom_tfidf::TermCounts;
    /// let mut c = TermCounts::default();
    /// c.observe("rain and wind");
    /// assert_eq!(TermCounts::from_bytes(&c.to_bytes()?)?.finish(), c.finish());
    /// assert!(TermCounts::from_bytes(b"PK").is_err());
    /// # Ok::<(), newsloom_tfidf::TfidfError>(())
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TfidfError> {
        let envelope = Envelope::from_bytes(bytes, KIND, VERSION)?;
        let (analyzer, documents, engine): (Analyzer, u64, Option<String>) = envelope.params()?;
        analyzer.check()?;
        let here = analyzer.stemmer.map(|(_, engine)| engine.version());
        if here != engine.as_deref() {
            let (expected, found) = (format!("{here:?}"), format!("{engine:?}"));
            return Err(EnvelopeError::Other { what: "stemmer", expected, found }.into());
        }
        let numbers = |name: &str| -> Result<Vec<u64>, TfidfError> {
            let (chunks, rest) = envelope.block(name)?.as_chunks::<8>();
            if rest.is_empty() { Ok(chunks.iter().map(|c| u64::from_le_bytes(*c)).collect()) } else { Err(malformed(name)) }
        };
        let text = std::str::from_utf8(envelope.block("terms")?).map_err(|_| malformed("terms are not UTF-8"))?;
        let (ends, df, tf) = (numbers("ends")?, numbers("df")?, numbers("tf")?);
        if df.len() != ends.len() || tf.len() != ends.len() {
            return Err(malformed("one count per term"));
        }
        let mut state = Self::new(analyzer);
        let mut from = 0;
        for ((end, df), tf) in ends.into_iter().zip(df).zip(tf) {
            let end = usize::try_from(end).map_err(|_| malformed("ends"))?;
            let term = text.get(from..end).ok_or_else(|| malformed("ends must rise at characters"))?;
            if df == 0 || df > documents || tf < df || !state.restore(term, df, tf) {
                return Err(malformed("terms must differ, and stand in some of the documents"));
            }
            from = end;
        }
        if from != text.len() {
            return Err(malformed("text after the last term"));
        }
        state.set_documents(documents);
        Ok(state)
    }
}
