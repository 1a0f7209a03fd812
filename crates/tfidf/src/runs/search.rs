use super::place::Place;
use super::{Share, Stretch, WordRuns};
use crate::digits;

/// Goes through the terms that begin with some words.
pub(super) struct Search<'w, P> {
    runs: &'w WordRuns,
    bands: &'w [usize],
    /// Fewest documents.
    least: usize,
    /// Most documents.
    most: f64,
    /// The run at hand.
    run: Vec<u32>,
    /// The places of its first word.
    places: Vec<P>,
    scratch: Vec<P>,
    pub(super) share: Share,
}

impl<'w, P: Place> Search<'w, P> {
    pub(super) fn new(runs: &'w WordRuns, bands: &'w [usize], low: f64, high: f64) -> Self {
        let n = bands.len() - 1;
        let share = Share { ranks: Vec::new(), counts: Vec::new(), postings: vec![Vec::new(); n], ends: vec![Vec::new(); n] };
        let least = low.ceil().max(1.0) as usize;
        Self { runs, bands, least, most: high, run: Vec::new(), places: Vec::new(), scratch: Vec::new(), share }
    }

    /// The terms that begin with a word.
    pub(super) fn first(&mut self, word: usize, stretches: &[Stretch<P>]) {
        let mut places = std::mem::take(&mut self.places);
        places.clear();
        stretches.iter().for_each(|s| places.extend_from_slice(s.of(word)));
        self.run.push(word as u32);
        self.visit(&mut places);
        self.run.pop();
        self.places = places;
    }

    /// The run at hand, whose places these are, and the longer ones.
    fn visit(&mut self, places: &mut [P]) {
        if places.len() < self.least {
            return;
        }
        let df = 1 + places.windows(2).filter(|w| w[0].document() != w[1].document()).count();
        if df < self.least {
            return;
        }
        let (shortest, longest) = self.runs.range;
        if self.run.len() >= shortest && df as f64 <= self.most {
            self.take(places, df);
        }
        if self.run.len() == longest {
            return;
        }
        // Places come in the order of documents, which sorting by the next word keeps.
        let bits = usize::BITS - self.runs.words.len().leading_zeros();
        digits::sort(places, &mut self.scratch, bits, Place::next);
        let mut rest = places;
        while let Some(next) = rest.first().map(Place::next) {
            let n = rest.iter().take_while(|p| p.next() == next).count();
            let (these, others) = rest.split_at_mut(n);
            rest = others;
            if next == 0 || n < self.least {
                continue;
            }
            self.run.push(next);
            if self.run.len() < longest {
                let words = self.run.len();
                these.iter_mut().for_each(|p| p.advance(&self.runs.tokens, words));
            }
            self.visit(these);
            self.run.pop();
        }
    }

    /// Notes the run at hand as a term.
    fn take(&mut self, places: &[P], df: usize) {
        let Share { ranks, counts, postings, ends } = &mut self.share;
        ranks.extend_from_slice(&self.run);
        ranks.resize(ranks.len() + self.runs.range.1 - self.run.len(), 0);
        counts.push((df as u64, places.len() as u64));
        let mut band = 0;
        let mut rest = places;
        while let Some(document) = rest.first().map(Place::document) {
            let n = rest.iter().take_while(|p| p.document() == document).count();
            rest = &rest[n..];
            while self.bands[band + 1] <= document as usize {
                band += 1;
            }
            postings[band].push((document, n as u32));
        }
        ends.iter_mut().zip(postings).for_each(|(ends, postings)| ends.push(postings.len()));
    }
}
