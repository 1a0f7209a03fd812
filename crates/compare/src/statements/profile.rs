//! What is known of each unit before it is compared.

use super::expressions::Expressions;
use super::kindred::related;
use super::lexicon::{PLAIN, TELLING, telling};
use super::links::Words;
use crate::units::{Unit, Units, Word, normalized};
use newsloom_core::map;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Letters of a gram.
const GRAM: usize = 4;
/// Words of a clause at least.
const CLAUSE: usize = 3;

/// Words before which an English clause begins.
const CONJUNCTIONS: [&str; 14] =
    ["while", "but", "after", "before", "because", "although", "though", "which", "who", "whose", "when", "since", "and", "despite"];

/// A sparse vector of length 1, by number.
pub(super) type Vector = Vec<(u32, f64)>;

/// What a unit is compared by.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Character 4-grams over words, `sqrt(count) * idf`.
    pub(super) grams: Vector,
    /// Its words. A term's mass is `idf * telling / 4`, in a name of `n` words divided by the root of `n`.
    pub(super) words: Words,
    /// Mass by clause.
    pub(super) clauses: Vec<f64>,
    /// By place of a term: the clauses that hold the term, a bit each.
    pub(super) in_clauses: Vec<u64>,
    /// Sum of the masses.
    pub(super) total: f64,
    /// Terms that are names, by number.
    pub(super) names: Vec<u32>,
    /// Terms that are numbers, ages apart.
    pub(super) numbers: Vec<u32>,
    /// Those of them that are exact figures, which two sentences seldom share by chance.
    pub(super) figures: Vec<u32>,
    /// Where the unit stands in its article, 0 to 1.
    pub(super) position: f64,
    /// Whether it opens its article, where the news stands.
    pub(super) opening: bool,
    /// `ln(1 + n)` of its words.
    pub(super) length: f64,
    /// The same number for units of the same words with the same marks between them.
    pub(super) wording: u32,
}

/// The profiles of all units and what holds over them.
pub(super) struct Profiles {
    pub(super) of: Vec<Profile>,
    /// By unit: its words and those of the one before it in its article.
    pub(super) around: Vec<Words>,
    /// Mass by term.
    pub(super) mass: Vec<f64>,
    /// Whether a term is too common to be evidence of its own.
    pub(super) plain: Vec<bool>,
    /// By term: other terms of the articles that may stand for it, with the credit they earn.
    pub(super) related: Vec<Vec<(u32, f64)>>,
    /// Number of different grams.
    pub(super) n_grams: usize,
}

impl Profiles {
    pub(super) fn new(units: &Units) -> Self {
        let n = units.units.len() as f64;
        let idf = |df: u32| ((n + 1.0) / (f64::from(df) + 1.0)).ln();
        let telling: Vec<f64> = units.terms.iter().map(|t| telling(t)).collect();
        let mut mass: Vec<f64> = units.df.iter().zip(&telling).map(|(&d, t)| idf(d) * t / TELLING).collect();
        let mut plain: Vec<bool> = telling.iter().map(|&t| t < PLAIN).collect();
        let lower = in_lower_case(units);
        let expressions = Expressions::new(units, &lower);
        let related = related(&expressions.terms);
        // An expression weighs what its words do.
        mass.resize(expressions.terms.len(), 0.0);
        plain.resize(expressions.terms.len(), true);
        let name = |w: &Word| {
            w.capital && !lower[w.term as usize] && !plain[w.term as usize] && units.terms[w.term as usize].chars().nth(1).is_some()
        };
        let number = |t: u32| units.terms[t as usize].starts_with(|c: char| c.is_ascii_digit()) && units.terms[t as usize] != "1";

        let whole: Vec<Vec<(u64, u32)>> = map(&units.units, |u| grams(units, &u.words));
        let mut gram_df: FxHashMap<u64, u32> = FxHashMap::default();
        whole.iter().flatten().for_each(|&(g, _)| *gram_df.entry(g).or_default() += 1);
        let mut sorted: Vec<u64> = gram_df.keys().copied().collect();
        sorted.sort_unstable();
        let ids: FxHashMap<u64, u32> = sorted.iter().enumerate().map(|(i, &g)| (g, i as u32)).collect();
        let gram_vector = |g: Vec<(u64, u32)>| -> Vector {
            // In the order of the grams, which is that of their numbers.
            let weighed = g.into_iter().map(|(g, c)| (ids[&g], f64::from(c).sqrt() * idf(gram_df[&g])));
            let mut v = normalized(weighed.collect());
            v.retain(|x| x.1 > 0.0);
            v
        };
        let wordings = wordings(units);
        let numbered: Vec<(usize, usize)> = (0..units.n_articles()).flat_map(|a| units.range(a).map(move |u| (u, a))).collect();
        let of: Vec<Profile> = map(&numbered, |&(u, article)| {
            let unit = &units.units[u];
            let parts = name_parts(units, unit, &plain);
            let told = (0..unit.words.len()).filter(|&i| !is_age(units, unit, i)).map(|i| unit.words[i].term);
            let numbers = distinct(told.filter(|&t| number(t)));
            let mut masses: Vec<(u32, f64)> =
                unit.counts.iter().map(|&(t, _)| (t, mass[t as usize] * parts.get(&t).unwrap_or(&1.0))).collect();
            let stated = &expressions.of[u];
            let new = distinct(stated.iter().map(|e| e.0).filter(|&t| masses.binary_search_by_key(&t, |m| m.0).is_err()));
            masses.extend(new.into_iter().map(|t| (t, 0.0)));
            masses.sort_unstable_by_key(|m| m.0);
            let range = units.range(article);
            let (clauses, in_clauses) = by_clause(&clauses(units, unit), stated, unit, &masses);
            Profile {
                grams: gram_vector(whole[u].clone()),
                clauses,
                in_clauses,
                total: masses.iter().map(|m| m.1).sum(),
                words: Words { mass: masses, meant: meant(unit, stated, &related) },
                names: distinct(unit.words.iter().filter(|w| name(w)).map(|w| w.term)),
                figures: numbers.iter().copied().filter(|&t| is_figure(&units.terms[t as usize])).collect(),
                numbers,
                position: (u - range.start) as f64 / (range.len() - 1).max(1) as f64,
                opening: u == range.start,
                length: (unit.words.len() as f64).ln_1p(),
                wording: wordings[u],
            }
        });
        let around = map(&numbered, |&(u, article)| {
            let before = (u > units.range(article).start).then(|| &of[u - 1].words);
            of[u].words.after(before.unwrap_or(&Words::default()))
        });
        Self { of, around, mass, plain, related, n_grams: sorted.len() }
    }
}

/// By term: whether it ever stands in lower case, as names do not.
pub(super) fn in_lower_case(units: &Units) -> Vec<bool> {
    let mut lower = vec![false; units.terms.len()];
    units.units.iter().flat_map(|u| &u.words).filter(|w| !w.capital).for_each(|w| lower[w.term as usize] = true);
    lower
}

/// By term of the unit: what counts of its mass. A name is one thing: `n` words with capitals in a row, and an age after them,
/// count as much as the root of `n` words, so that an office and its holder do not outweigh what is told of them.
fn name_parts(units: &Units, unit: &Unit, plain: &[bool]) -> FxHashMap<u32, f64> {
    let n = unit.words.len();
    let (mut out, mut from) = (FxHashMap::default(), 0);
    while from < n {
        let goes_on = |&i: &usize| unit.words[i].capital && !unit.gap_before[i] || is_age(units, unit, i);
        let end = if unit.words[from].capital { (from + 1..n).find(|i| !goes_on(i)).unwrap_or(n) } else { from + 1 };
        let run = &unit.words[from..end];
        let telling = run.iter().filter(|w| !plain[w.term as usize]).count().max(1);
        let part = if telling > 1 { (telling as f64).sqrt().recip() } else { 1.0 };
        for w in run {
            out.entry(w.term).and_modify(|p: &mut f64| *p = p.max(part)).or_insert(part);
        }
        from = end;
    }
    out
}

/// Whether a word is somebody's age, which tells who is meant and not what happened: `Anna Berg, 58, said`, `the 58-year-old`.
fn is_age(units: &Units, unit: &Unit, i: usize) -> bool {
    let form = |i: usize| unit.words.get(i).map_or("", |w| units.forms[w.form as usize].as_str());
    let mark = |i: usize| unit.gap_before.get(i).copied().unwrap_or(true);
    let years = form(i).len() == 2 && form(i).bytes().all(|b| b.is_ascii_digit());
    let apposition = i > 0 && unit.words[i - 1].capital && mark(i) && mark(i + 1);
    years && (apposition || form(i + 1) == "year" && form(i + 2) == "old")
}

/// Whether a number is exact: with a decimal, or of three digits and more. Years, which date a story, are none.
pub(super) fn is_figure(number: &str) -> bool {
    match number.parse::<f64>() {
        Ok(n) => n.fract() != 0.0 || n >= 100.0 && !(number.len() == 4 && (1900.0..2100.0).contains(&n)),
        Err(_) => false,
    }
}

/// By unit: a number that units of the same words with the same marks between them share.
fn wordings(units: &Units) -> Vec<u32> {
    let mut known: FxHashMap<Vec<(u32, bool)>, u32> = FxHashMap::default();
    let key = |u: &Unit| u.words.iter().zip(&u.gap_before).map(|(w, &g)| (w.form << 1 | u32::from(w.capital), g)).collect();
    units
        .units
        .iter()
        .map(|u| {
            let next = known.len() as u32;
            *known.entry(key(u)).or_insert(next)
        })
        .collect()
}

fn distinct(terms: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut v: Vec<u32> = terms.collect();
    v.sort_unstable();
    v.dedup();
    v
}

/// The mass of each clause, and by place of a term the clauses that hold it. Clauses beyond the 64th count as one with it.
fn by_clause(clauses: &[Range<usize>], stated: &[(u32, Range<usize>)], unit: &Unit, masses: &[(u32, f64)]) -> (Vec<f64>, Vec<u64>) {
    let n = clauses.len().min(u64::BITS as usize);
    let mut held = vec![0u64; masses.len()];
    let mut hold = |term: u32, clause: usize| {
        if let Ok(place) = masses.binary_search_by_key(&term, |m| m.0) {
            held[place] |= 1 << clause.min(n - 1);
        }
    };
    for (i, c) in clauses.iter().enumerate() {
        unit.words[c.clone()].iter().for_each(|w| hold(w.term, i));
        stated.iter().filter(|(_, words)| c.contains(&words.start)).for_each(|(term, _)| hold(*term, i));
    }
    let total = |c: usize| masses.iter().zip(&held).filter(|(_, h)| *h >> c & 1 == 1).map(|(m, _)| m.1).sum();
    ((0..n).map(total).collect(), held)
}

/// The 4-grams of the words' normal forms with one space between them and at both ends, each as four code points
/// in 21 bits, with its count.
fn grams(units: &Units, words: &[Word]) -> Vec<(u64, u32)> {
    let spaced = words.iter().flat_map(|w| std::iter::once(' ').chain(units.forms[w.form as usize].chars())).chain(std::iter::once(' '));
    let mut all = Vec::with_capacity(words.len() * 6);
    let (mut last, mut n) = ([0u64; GRAM], 0);
    for c in spaced {
        last.rotate_left(1);
        last[GRAM - 1] = u64::from(u32::from(c)) & 0xffff;
        n += 1;
        if n >= GRAM {
            all.push(last.iter().fold(0, |h, x| h << 16 | x));
        }
    }
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).map(|c| (c[0], c.len() as u32)).collect()
}

/// Cuts a unit at commas, dashes, quotation marks and before conjunctions, into clauses of three words or more.
pub(super) fn clauses(units: &Units, unit: &Unit) -> Vec<Range<usize>> {
    let w = &unit.words;
    let (mut out, mut from) = (Vec::new(), 0);
    for (i, word) in w.iter().enumerate().skip(1) {
        if i - from >= CLAUSE && (unit.gap_before[i] || CONJUNCTIONS.contains(&units.forms[word.form as usize].as_str())) {
            out.push(from..i);
            from = i;
        }
    }
    match out.last_mut() {
        Some(last) if w.len() - from < CLAUSE - 1 => last.end = w.len(),
        _ => out.push(from..w.len()),
    }
    out
}

/// The words of a unit's expressions with the terms that those mean.
fn meant(unit: &Unit, stated: &[(u32, Range<usize>)], related: &[Vec<(u32, f64)>]) -> Vec<(u32, u32, f64)> {
    let mut out: Vec<(u32, u32, f64)> = Vec::new();
    for (term, words) in stated {
        for w in &unit.words[words.clone()] {
            out.push((w.term, *term, 1.0));
            out.extend(related[*term as usize].iter().map(|&(t, credit)| (w.term, t, credit)));
        }
    }
    out.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
    out.dedup_by_key(|m| (m.0, m.1));
    out
}
