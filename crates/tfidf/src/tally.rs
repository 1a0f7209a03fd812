use crate::lexicon::AHEAD;

/// The counts of terms, and those of the document at hand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    counts: Vec<Count>,
    document: u32,
    /// The terms of the document at hand with their counts, in order of first appearance.
    pub(crate) entries: Vec<(u32, u32)>,
}

/// One term's counts, together so that counting a word touches one line of memory.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    tf: u64,
    df: u32,
    /// The last document it stood in, and its place among that document's entries.
    document: u32,
    at: u32,
}

impl Tally {
    #[inline]
    pub(crate) fn add_all(&mut self, ids: &[u32]) {
        for ids in ids.chunks(AHEAD) {
            // Read without waiting for each other, so that the counts are near when they are changed.
            std::hint::black_box(ids.iter().fold(0, |sum, &id| sum ^ self.counts.get(id as usize).map_or(0, |c| c.document)));
            ids.iter().for_each(|&id| self.add(id));
        }
    }

    #[inline]
    pub(crate) fn add(&mut self, id: u32) {
        let Self { counts, document, entries } = self;
        let c = count_of(counts, id);
        c.tf += 1;
        if c.document == *document {
            entries[c.at as usize].1 += 1;
        } else {
            c.df += 1;
            c.document = *document;
            c.at = entries.len() as u32;
            entries.push((id, 1));
        }
    }

    /// Adds to a term's counts what was counted elsewhere.
    pub(crate) fn add_counts(&mut self, id: u32, df: u32, tf: u64) {
        let c = count_of(&mut self.counts, id);
        c.df += df;
        c.tf += tf;
    }

    /// Documents and occurrences of a term.
    pub(crate) fn count(&self, id: u32) -> (u64, u64) {
        self.counts.get(id as usize).map_or((0, 0), |c| (c.df.into(), c.tf))
    }

    #[inline]
    pub(crate) fn begin(&mut self) {
        self.entries.clear();
        if self.document == u32::MAX {
            self.counts.iter_mut().for_each(|c| c.document = 0);
            self.document = 0;
        }
        self.document += 1;
    }
}

#[inline]
fn count_of(counts: &mut Vec<Count>, id: u32) -> &mut Count {
    let at = id as usize;
    if at >= counts.len() {
        counts.resize(at + 1, Count::default());
    }
    &mut counts[at]
}
