//! Which words of two units say the same.

use super::profile::{Profile, Profiles};

/// A term of a unit, a term of the other one that says it, both by place in their masses, and the credit for it.
type Link = (usize, usize, f64);

/// What links two units: the terms that both hold; of the others those of one root or of nearly one meaning, and the words of an
/// expression with what it means.
#[derive(Debug, PartialEq)]
pub(super) struct Links {
    /// Terms of the first unit, each with the terms of the second that say it, in order.
    pub(super) of_x: Vec<Link>,
    /// Terms of the second unit, each with the terms of the first that say it, in order.
    pub(super) of_y: Vec<Link>,
    /// Places of the terms that both hold.
    pub(super) same: Vec<(usize, usize)>,
}

impl Links {
    pub(super) fn new(profiles: &Profiles, x: &Profile, y: &Profile) -> Self {
        let same = common(&x.mass, &y.mass);
        let (mut of_x, mut of_y) = (Vec::with_capacity(2 * same.len()), Vec::with_capacity(2 * same.len()));
        for &(i, j) in &same {
            of_x.push((i, j, 1.0));
            of_y.push((j, i, 1.0));
        }
        let mut shared = same.iter().map(|s| s.0).peekable();
        for (i, &(t, _)) in x.mass.iter().enumerate() {
            if shared.next_if_eq(&i).is_some() {
                continue;
            }
            for &(kin, credit) in &profiles.related[t as usize] {
                if let Some(j) = y.place(kin)
                    && !x.holds(kin)
                {
                    of_x.push((i, j, credit));
                    of_y.push((j, i, credit));
                }
            }
        }
        of_x.extend(expressions(x, y));
        of_y.extend(expressions(y, x));
        for links in [&mut of_x, &mut of_y] {
            links.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        }
        Self { of_x, of_y, same }
    }
}

/// The words of a unit's expressions that the other unit says by what the expression means.
fn expressions<'a>(x: &'a Profile, y: &'a Profile) -> impl Iterator<Item = Link> + 'a {
    let meant = x.meant.iter().filter(|(word, ..)| !y.holds(*word));
    meant.filter_map(|&(word, meaning, credit)| Some((x.place(word)?, y.place(meaning)?, credit)))
}

/// The mass of the terms that are said, each by the greatest of its credits: `(place, mass * credit)` in order.
pub(super) fn met<'a>(links: &'a [Link], profile: &'a Profile) -> impl Iterator<Item = (usize, f64)> + 'a {
    links.chunk_by(|a, b| a.0 == b.0).map(|of| {
        let credit = of.iter().map(|l| l.2).fold(0.0, f64::max);
        (of[0].0, credit * profile.mass[of[0].0].1)
    })
}

/// The greatest value of a clause of the one and a clause of the other: the geometric mean of the shares of their mass that the
/// other says, times `ln(1 + m)` of the lesser mass that is said, since a clause of few words is soon said by chance.
pub(super) fn clause_coverage(links: &Links, x: &Profile, y: &Profile) -> f64 {
    let mut best = 0.0f64;
    for (c, all) in x.clauses.iter().enumerate() {
        for (d, other) in y.clauses.iter().enumerate() {
            let ours = met_in(&links.of_x, (x, c), (y, d));
            if ours > 0.0 {
                let theirs = met_in(&links.of_y, (y, d), (x, c));
                best = best.max((ours / all * theirs / other).sqrt() * ours.min(theirs).ln_1p());
            }
        }
    }
    best
}

/// The mass of a clause that a clause of the other unit says.
fn met_in(links: &[Link], (x, c): (&Profile, usize), (y, d): (&Profile, usize)) -> f64 {
    let holds = |p: &Profile, clause: usize, place: usize| p.in_clauses[place] >> clause & 1 == 1;
    let of = links.chunk_by(|a, b| a.0 == b.0).filter(|of| holds(x, c, of[0].0));
    of.map(|of| of.iter().filter(|l| holds(y, d, l.1)).map(|l| l.2).fold(0.0, f64::max) * x.mass[of[0].0].1).sum()
}

/// The places of what two vectors, ordered by number, both hold.
fn common(a: &[(u32, f64)], b: &[(u32, f64)]) -> Vec<(usize, usize)> {
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                out.push((i, j));
                i += 1;
                j += 1;
            }
        }
    }
    out
}
