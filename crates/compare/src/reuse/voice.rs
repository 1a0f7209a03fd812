use super::Story;
use crate::{Passage, Place};
use newsloom_text::{Span, words};

/// Whose words they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// The site's.
    Furniture,
    /// Those of somebody quoted.
    Quoted,
    /// The outlet's.
    Outlet,
}

/// The words of all articles, each with whose it is and with which articles it is shared.
pub(super) struct Voices {
    /// By article: where its words stand.
    pub(super) words: Vec<Vec<Span>>,
    /// By article and word.
    pub(super) voice: Vec<Vec<Voice>>,
    /// By article and word: whether an equal word stands in a passage with any other article.
    pub(super) shared: Vec<Vec<bool>>,
    /// By article and other article: how many words in the outlet's voice are equal in passages with the other.
    taken: Vec<Vec<usize>>,
    /// By article: words in the outlet's voice.
    own: Vec<usize>,
}

impl Voices {
    pub(super) fn new(story: &Story<'_>) -> Self {
        let n = story.articles.len();
        let words: Vec<Vec<Span>> = story.articles.iter().map(|a| words(&a.text).into_iter().map(|w| w.span).collect()).collect();
        let mut voice: Vec<Vec<Voice>> = words.iter().map(|w| vec![Voice::Outlet; w.len()]).collect();
        let mut mark = |place: Place, as_: Voice| {
            let words: &[Span] = &words[place.article];
            voice[place.article][within(words, place.span)].fill(as_);
        };
        story.quotes.iter().flat_map(|q| &q.members).filter(|m| m.marked).for_each(|m| mark(m.place, Voice::Quoted));
        story.boilerplate.iter().for_each(|f| mark(f.place, Voice::Furniture));
        let own: Vec<usize> = voice.iter().map(|v| v.iter().filter(|&&v| v == Voice::Outlet).count()).collect();
        let mut shared: Vec<Vec<bool>> = words.iter().map(|w| vec![false; w.len()]).collect();
        let mut taken = vec![vec![0; n]; n];
        // Passages come ordered by pair of articles.
        for group in story.passages.chunk_by(|p, q| (p.a.article, p.b.article) == (q.a.article, q.b.article)) {
            let (a, b) = (group[0].a.article, group[0].b.article);
            for (me, other, first) in [(a, b, true), (b, a, false)] {
                let mut equal = vec![false; words[me].len()];
                group.iter().for_each(|p| equal_words(p, first, &words[me], &mut equal));
                for w in (0..equal.len()).filter(|&w| equal[w]) {
                    shared[me][w] = true;
                    taken[me][other] += usize::from(voice[me][w] == Voice::Outlet);
                }
            }
        }
        Self { words, voice, shared, taken, own }
    }

    /// Share of the words in `a`'s own voice that are equal in passages with `b`.
    pub(super) fn containment(&self, a: usize, b: usize) -> f64 {
        if self.own[a] == 0 { 0.0 } else { self.taken[a][b] as f64 / self.own[a] as f64 }
    }

    /// The larger number of such words of the two.
    pub(super) fn n_taken(&self, a: usize, b: usize) -> usize {
        self.taken[a][b].max(self.taken[b][a])
    }

    /// Whether a word of an article is in the outlet's own voice; `at` is a byte of it.
    pub(super) fn in_own_voice(&self, article: usize, at: usize) -> bool {
        let w = self.words[article].partition_point(|s| s.end <= at);
        self.voice[article].get(w) == Some(&Voice::Outlet)
    }

    /// The words of an article inside a span.
    pub(super) fn within(&self, article: usize, span: Span) -> std::ops::Range<usize> {
        within(&self.words[article], span)
    }
}

fn within(words: &[Span], span: Span) -> std::ops::Range<usize> {
    let from = words.partition_point(|w| w.start < span.start);
    let to = words.partition_point(|w| w.start < span.end);
    from..to.max(from)
}

/// Marks the words of one side of a passage that are equal on the other.
fn equal_words(p: &Passage, first: bool, words: &[Span], equal: &mut [bool]) {
    let (place, edit): (Place, fn(&crate::PassageEdit) -> Span) = if first { (p.a, |e| e.a) } else { (p.b, |e| e.b) };
    equal[within(words, place.span)].fill(true);
    p.edits.iter().for_each(|e| equal[within(words, edit(e))].fill(false));
}
