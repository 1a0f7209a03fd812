/// A language newsloom has a stemmer for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Language {
    /// English.
    English,
}

impl Language {
    /// By English name (`english`) or ISO 639-1 code (`en`).
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        matches!(name, "english" | "en").then_some(Self::English)
    }
}
