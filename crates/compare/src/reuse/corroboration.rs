use super::Story;
use super::provenance::Provenance;
use super::voice::Voices;
use crate::{Passage, Place};

/// How many of a statement's accounts are independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Independence {
    /// Index in [`Comparison::statements`](crate::Comparison::statements).
    pub statement: usize,
    /// Articles that report it.
    pub n_articles: usize,
    /// Accounts whose wording is not explained by copying from one another or from a common source.
    pub n_independent: usize,
}

/// How far the coverage is many accounts and how far one account many times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corroboration {
    /// By statement.
    pub statements: Vec<Independence>,
    /// Groups of articles of which one depends on another; articles that depend on none stand alone.
    pub accounts: Vec<Vec<usize>>,
    /// Effective number of independent articles: `n^2 / sum of Z[i][j]`, where `Z[i][j]` is the larger containment of the two articles'
    /// own words if one depends on the other, 1 for i = j, else 0 (diversity of order 2 of Leinster and Cobbold 2012, every article of
    /// equal weight). n for n independent articles, 1 for n copies.
    pub n_effective: f64,
}

pub(super) fn of(story: &Story<'_>, voices: &Voices, provenance: &[Provenance]) -> Corroboration {
    let n = story.articles.len();
    let depends: Vec<(usize, usize)> = provenance.iter().map(|p| (p.a, p.b)).collect();
    let likeness: f64 = provenance.iter().map(|p| 2.0 * p.containment_a_in_b.max(p.containment_b_in_a)).sum();
    let mut parent: Vec<usize> = (0..n).collect();
    depends.iter().for_each(|&(a, b)| join(&mut parent, a, b));
    let mut accounts: Vec<Vec<usize>> = vec![Vec::new(); n];
    (0..n).for_each(|a| accounts[root(&parent, a)].push(a));
    accounts.retain(|a| !a.is_empty());
    let statements = story
        .statements
        .iter()
        .enumerate()
        .map(|(statement, s)| {
            let mut parent = parent.clone();
            // The same words in the outlets' own voice come from one source, even where nothing else of the two articles does.
            for (k, m) in s.members.iter().enumerate() {
                for o in &s.members[k + 1..] {
                    let (x, y) = (m.place.article, o.place.article);
                    if root(&parent, x) != root(&parent, y) && same_words(story.passages, voices, m.place, o.place) {
                        join(&mut parent, x, y);
                    }
                }
            }
            let mut roots: Vec<usize> = s.members.iter().map(|m| root(&parent, m.place.article)).collect();
            roots.sort_unstable();
            roots.dedup();
            Independence { statement, n_articles: s.n_articles, n_independent: roots.len() }
        })
        .collect();
    let n_effective = if n == 0 { 0.0 } else { (n * n) as f64 / (n as f64 + likeness) };
    Corroboration { statements, accounts, n_effective }
}

/// Words below which an equal wording may be chance.
const LEAST_WORDS: usize = 8;

/// Whether nearly all words of two members in the outlets' own voice stand in one passage.
fn same_words(passages: &[Passage], voices: &Voices, a: Place, b: Place) -> bool {
    let (a, b) = if a.article < b.article { (a, b) } else { (b, a) };
    let covered = |member: Place, passage: Place| {
        let own = voices
            .within(member.article, member.span)
            .filter(|&w| voices.in_own_voice(member.article, voices.words[member.article][w].start));
        let (mut words, mut inside) = (0, 0);
        for w in own {
            words += 1;
            inside += usize::from(passage.span.contains(&voices.words[member.article][w]));
        }
        words >= LEAST_WORDS && inside * 10 >= words * 9
    };
    // Passages are ordered by pair of articles.
    let from = passages.partition_point(|p| (p.a.article, p.b.article) < (a.article, b.article));
    passages[from..]
        .iter()
        .take_while(|p| (p.a.article, p.b.article) == (a.article, b.article))
        .filter(|p| p.similarity >= 0.8)
        .any(|p| covered(a, p.a) && covered(b, p.b))
}

fn root(parent: &[usize], mut i: usize) -> usize {
    while parent[i] != i {
        i = parent[i];
    }
    i
}

fn join(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}
