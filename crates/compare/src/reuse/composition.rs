use super::voice::{Voice, Voices};

/// What the words of an article are. Each word counts once: furniture before quoted speech, quoted speech before what is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Composition {
    /// Index in [`Comparison::articles`](crate::Comparison::articles).
    pub article: usize,
    /// Words of the whole text.
    pub n_words: usize,
    /// Words of site furniture.
    pub furniture: usize,
    /// Words in quotation marks.
    pub quoted: usize,
    /// Words in the outlet's voice that stand in a passage shared with another article.
    pub shared: usize,
    /// All other words.
    pub own: usize,
}

impl Composition {
    /// The share of a number of words; 0 for an article without words.
    #[must_use]
    pub fn share(&self, words: usize) -> f64 {
        if self.n_words == 0 { 0.0 } else { words as f64 / self.n_words as f64 }
    }
}

pub(super) fn of(voices: &Voices) -> Vec<Composition> {
    let count = |article: usize| {
        let mut c = Composition { article, n_words: voices.words[article].len(), furniture: 0, quoted: 0, shared: 0, own: 0 };
        for (voice, shared) in voices.voice[article].iter().zip(&voices.shared[article]) {
            match voice {
                Voice::Furniture => c.furniture += 1,
                Voice::Quoted => c.quoted += 1,
                Voice::Outlet if *shared => c.shared += 1,
                Voice::Outlet => c.own += 1,
            }
        }
        c
    };
    (0..voices.words.len()).map(count).collect()
}
