//! Which part of a longer sentence says a statement.

use super::profile::{Profile, Profiles, clauses};
use crate::units::Units;
use newsloom_text::Span;

/// The run of clauses of a unit that comes closest to another one; `None` when that is the whole sentence.
///
/// Closest is the run with the greatest `2 * both / (run + other)`, in mass of terms.
pub(super) fn clause(units: &Units, profiles: &Profiles, unit: usize, other: usize) -> Option<Span> {
    let words = &units.units[unit].words;
    let parts = clauses(units, &units.units[unit]);
    if parts.len() < 2 {
        return None;
    }
    let other: &Profile = &profiles.of[other];
    let mass: Vec<(f64, f64)> = parts
        .iter()
        .map(|c| {
            let weights = words[c.clone()].iter().map(|w| (profiles.mass[w.term as usize], other.words.holds(w.term)));
            weights.fold((0.0, 0.0), |(all, both), (m, held)| (all + m, both + if held { m } else { 0.0 }))
        })
        .collect();
    let mut best = (0.0, 0, parts.len() - 1);
    for i in 0..parts.len() {
        let (mut all, mut both) = (0.0, 0.0);
        for (j, m) in mass.iter().enumerate().skip(i) {
            all += m.0;
            both += m.1;
            let f = if all > 0.0 { 2.0 * both / (all + other.total) } else { 0.0 };
            if f > best.0 {
                best = (f, i, j);
            }
        }
    }
    let (_, i, j) = best;
    let span = Span::new(words[parts[i].start].span.start, words[parts[j].end - 1].span.end);
    (j + 1 - i < parts.len()).then_some(span)
}
