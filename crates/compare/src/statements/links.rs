//! Which words of a unit another one says.

use super::profile::Profile;

/// The words of a unit, or of a unit and the one before it.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Each term with its mass, by term.
    pub(super) mass: Vec<(u32, f64)>,
    /// Words of its expressions, each with a term that the expression means and the credit for it, by word.
    pub(super) meant: Vec<(u32, u32, f64)>,
}

impl Words {
    /// Where a term stands in `mass`.
    pub(super) fn place(&self, term: u32) -> Option<usize> {
        self.mass.binary_search_by_key(&term, |m| m.0).ok()
    }

    /// Whether a term is among them.
    pub(super) fn holds(&self, term: u32) -> bool {
        self.place(term).is_some()
    }

    /// These words and those before them.
    pub(super) fn after(&self, before: &Self) -> Self {
        let mut mass = [&self.mass[..], &before.mass].concat();
        mass.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        mass.dedup_by_key(|m| m.0);
        let mut meant = [&self.meant[..], &before.meant].concat();
        meant.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        meant.dedup_by_key(|m| (m.0, m.1));
        Self { mass, meant }
    }
}

/// A term, one of the other words that says it, both by place in their masses, and the credit for it.
pub(super) type Link = (usize, usize, f64);

/// The terms of `x` that `y` says, in order: terms that both hold; of the others those of which `y` has one of the same root or of
/// nearly one meaning, by `related`, and the words of an expression when `y` has what it means.
pub(super) fn said(related: &[Vec<(u32, f64)>], x: &Words, y: &Words) -> Vec<Link> {
    let (mut out, mut at) = (Vec::new(), 0);
    for (i, &(term, _)) in x.mass.iter().enumerate() {
        while at < y.mass.len() && y.mass[at].0 < term {
            at += 1;
        }
        if y.mass.get(at).is_some_and(|m| m.0 == term) {
            out.push((i, at, 1.0));
            continue;
        }
        let kin = related[term as usize].iter().filter(|(kin, _)| !x.holds(*kin));
        out.extend(kin.filter_map(|&(kin, credit)| Some((i, y.place(kin)?, credit))));
    }
    let n = out.len();
    let meant = x.meant.iter().filter(|(word, ..)| !y.holds(*word));
    out.extend(meant.filter_map(|&(word, meaning, credit)| Some((x.place(word)?, y.place(meaning)?, credit))));
    if out.len() > n {
        out.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
    }
    out
}

/// The mass of each term that is said, by the greatest of its credits: `(place, mass * credit)` in order.
pub(super) fn met<'a>(links: &'a [Link], words: &'a Words) -> impl Iterator<Item = (usize, f64)> + 'a {
    links.chunk_by(|a, b| a.0 == b.0).map(|of| {
        let credit = of.iter().map(|l| l.2).fold(0.0, f64::max);
        (of[0].0, credit * words.mass[of[0].0].1)
    })
}

/// The greatest value of a clause of the one and a clause of the other: the geometric mean of the shares of their mass that the
/// other says, times `ln(1 + m)` of the lesser mass that is said, since a clause of few words is soon said by chance.
pub(super) fn clause_coverage(x: &Profile, y: &Profile, of_x: &[Link], of_y: &[Link]) -> f64 {
    let (ours, theirs) = (by_clauses(x, y, of_x), by_clauses(y, x, of_y));
    let mut best = 0.0f64;
    for (c, all) in x.clauses.iter().enumerate() {
        for (d, other) in y.clauses.iter().enumerate() {
            let (p, q) = (ours[c * y.clauses.len() + d], theirs[d * x.clauses.len() + c]);
            if p > 0.0 {
                best = best.max((p / all * q / other).sqrt() * p.min(q).ln_1p());
            }
        }
    }
    best
}

/// The mass of each clause of `x` that each clause of `y` says, row by row.
fn by_clauses(x: &Profile, y: &Profile, links: &[Link]) -> Vec<f64> {
    let n = y.clauses.len();
    let mut out = vec![0.0; x.clauses.len() * n];
    let mut credits = vec![0.0f64; n];
    for of in links.chunk_by(|a, b| a.0 == b.0) {
        credits.fill(0.0);
        for &(_, place, credit) in of {
            bits(y.in_clauses[place]).for_each(|d| credits[d] = credits[d].max(credit));
        }
        let (term, mass) = (of[0].0, x.words.mass[of[0].0].1);
        for c in bits(x.in_clauses[term]) {
            out[c * n..][..n].iter_mut().zip(&credits).for_each(|(o, credit)| *o += credit * mass);
        }
    }
    out
}

/// The numbers of the bits that are set.
fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let next = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::super::profile::Profiles;
    use super::*;
    use crate::units::Units;

    /// What the first text says of itself in the second: `(term, credit)`, the greatest credit of each.
    fn credits(texts: [&str; 2]) -> Vec<(String, f64)> {
        let units = Units::whole(&texts, "en");
        let profiles = Profiles::new(&units);
        let [x, y] = [0, 1].map(|u| &profiles.of[u].words);
        let links = said(&profiles.related, x, y);
        let of = links.chunk_by(|a, b| a.0 == b.0);
        let name = |i: usize| units.terms.get(x.mass[i].0 as usize).cloned().unwrap_or_else(|| "expression".into());
        of.map(|of| (name(of[0].0), of.iter().map(|l| l.2).fold(0.0, f64::max))).collect()
    }

    #[test]
    fn words_are_said_in_the_same_or_kindred_words() {
        let found = credits(["Lawyers invested.", "The attorney watched investors."]);
        assert_eq!(found, [("lawyer".into(), 0.8), ("invest".into(), 0.7)]);
    }

    #[test]
    fn a_word_that_both_hold_stands_for_no_other() {
        let found = credits(["The lawyer left.", "The lawyer met an attorney."]);
        assert!(found.contains(&("lawyer".into(), 1.0)) && !found.iter().any(|f| f.0 == "left"), "{found:?}");
        assert_eq!(credits(["An attorney and a lawyer.", "A lawyer."]).iter().filter(|f| f.0 == "attorney").count(), 0);
    }

    #[test]
    fn all_words_of_an_expression_are_said() {
        let found = credits(["Nobody was found guilty.", "They were convicted."]);
        assert!(found.iter().any(|f| f.0 == "found" && f.1 > 0.7), "{found:?}");
    }

    #[test]
    fn clauses_are_compared_one_by_one() {
        let texts = [
            "The harbour was closed at noon, and nine sailors drowned.",
            "Nine sailors drowned while the mayor slept in his office.",
            "The mayor slept and wept while the office was painted.",
        ];
        let profiles = Profiles::new(&Units::whole(&texts, "en"));
        let coverage = |a: usize, b: usize| {
            let (x, y) = (&profiles.of[a], &profiles.of[b]);
            let of = |x: &Profile, y: &Profile| said(&profiles.related, &x.words, &y.words);
            clause_coverage(x, y, &of(x, y), &of(y, x))
        };
        assert!(coverage(0, 1) > 0.5 && coverage(0, 1) > 2.0 * coverage(0, 2), "{} {}", coverage(0, 1), coverage(0, 2));
        assert!((coverage(0, 1) - coverage(1, 0)).abs() < 1e-12);
    }

    #[test]
    fn clauses_beyond_the_last_bit_count_as_one() {
        let long: Vec<String> = (0..80).map(|i| format!("the stone{i} fell on roof{i}")).collect();
        let texts = [long.join(", "), "Then the stone79 fell on roof79.".into(), "Then the stone3 fell on roof3.".into()];
        let profiles = Profiles::new(&Units::whole(&texts.each_ref().map(String::as_str), "en"));
        let [x, y, z] = [0, 1, 2].map(|u| &profiles.of[u]);
        let coverage = |x: &Profile, y: &Profile| {
            let of = |x: &Profile, y: &Profile| said(&profiles.related, &x.words, &y.words);
            clause_coverage(x, y, &of(x, y), &of(y, x))
        };
        assert_eq!(x.clauses.len(), 64);
        assert!(coverage(x, y) > 0.0 && coverage(x, z) > coverage(x, y), "{} {}", coverage(x, z), coverage(x, y));
    }
}
