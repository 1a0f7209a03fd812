//! Where aligned statements differ in what they say happened.

use crate::quotes::{EditKind, Wording, differences, grammatical};
use crate::values::{Found, Value, values};
use crate::word_choice::{Anchors, close, pairs};
use crate::{Comparison, Place};
use newsloom_core::map;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftKind {
    /// Another number.
    Number,
    /// Another day, month, year or weekday.
    Date,
    /// Another name in the same place.
    Name,
    /// One denies what the other affirms.
    Polarity,
    /// Another modal verb: `will` for `could`.
    Modality,
}

/// One side of a difference.
#[derive(Clone, Debug, PartialEq)]
pub struct DriftSide {
    /// The words that tell the value; empty where a word is missing.
    pub place: Place,
    /// The value in one form for all ways of writing it: `1200` for `1,200`, `April 1` for `the first of April`.
    pub value: String,
}

/// Two accounts of one statement that differ in a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// Index in [`Comparison::statements`].
    pub statement: usize,
    /// What differs.
    pub kind: DriftKind,
    /// In the one article.
    pub a: DriftSide,
    /// In the other, which stands later in [`Comparison::articles`].
    pub b: DriftSide,
}

/// Words that say something before and after a value, by which two values are held for the same; also how near the whole of a part stands.
const AROUND: usize = 4;
/// Words that two values share around them at least where the text does not tell what they count.
const SHARED: usize = 3;
/// Words after a number among which what it counts stands.
const UNIT: usize = 3;

impl Comparison {
    /// The numbers, dates, names, negations and modal verbs in which two accounts of one statement differ.
    ///
    /// Numbers and dates are compared as values: `100,000` and `a hundred thousand` are equal, `March 3` and `3 March` are, a rounding to
    /// two digits or one that the text calls so (`about`) is, and a weekday and a date may be. Two values differ when no value of
    /// the other sentence equals them and the words after them say that they count the same. The other kinds are looked for between
    /// equal words only.
    #[must_use]
    pub fn drift(&self) -> Vec<Drift> {
        let each: Vec<usize> = (0..self.statements.len()).collect();
        // A sentence may be an account of two statements.
        let mut seen = BTreeSet::new();
        let found = map(&each, |&s| self.drift_of(s)).into_iter().flatten();
        found.filter(|d| seen.insert((d.kind, d.a.place, d.b.place))).collect()
    }

    fn drift_of(&self, statement: usize) -> Vec<Drift> {
        let members = self.wordings(statement);
        let told: Vec<Vec<Found>> = members.iter().map(|(p, w)| values(&self.articles[p.article].text, w)).collect();
        let mut out = Vec::new();
        for (i, j) in pairs(&members) {
            let ((a, x), (b, y)) = (&members[i], &members[j]);
            let side = |place: Place, value: String| DriftSide { place, value };
            let of = |place: &Place, w: &Wording, words: &std::ops::Range<usize>| Place {
                article: place.article,
                span: w.stretch(words.start, words.end),
            };
            for (f, g) in differing(x, &told[i], y, &told[j]) {
                let kind = if matches!(f.value, Value::Number(_)) { DriftKind::Number } else { DriftKind::Date };
                let (a, b) = (side(of(a, x, &f.words), f.value.plain()), side(of(b, y, &g.words), g.value.plain()));
                out.push(Drift { statement, kind, a, b });
            }
            if !close(x, y) {
                continue;
            }
            for d in differences(x, y) {
                let anchors = Anchors::of(x, y, &d);
                let kind = match d.kind {
                    EditKind::Negation if anchors.both() && d.own.len() + d.reference.len() <= 3 => DriftKind::Polarity,
                    EditKind::Modality if anchors.both() => DriftKind::Modality,
                    EditKind::Substitution | EditKind::Spelling if anchors.both() && self.other_name(&members[i], &members[j], &d) => {
                        DriftKind::Name
                    }
                    _ => continue,
                };
                let (p, q) = (of(a, x, &d.own), of(b, y, &d.reference));
                let text = |p: Place| p.span.of(&self.articles[p.article].text).to_owned();
                out.push(Drift { statement, kind, a: side(p, text(p)), b: side(q, text(q)) });
            }
        }
        out
    }

    /// Whether a difference puts one name in the place of another: a single capitalized word on each side, and neither article has the
    /// other's anywhere, so that they are no two names of one thing.
    fn other_name(&self, a: &(Place, Wording), b: &(Place, Wording), d: &crate::quotes::Difference) -> bool {
        if d.own.len() != 1 || d.reference.len() != 1 {
            return false;
        }
        let (x, y) = (&a.1.words[d.own.start], &b.1.words[d.reference.start]);
        let (first, second) = (&self.articles[a.0.article].text, &self.articles[b.0.article].text);
        let name = |text: &str, span: newsloom_text::Span, at: usize| {
            let word = span.of(text);
            at > 0 && word.chars().nth(1).is_some() && word.starts_with(char::is_uppercase) && !grammatical(&word.to_lowercase())
        };
        name(first, x.span, d.own.start)
            && name(second, y.span, d.reference.start)
            && crate::quotes::calendar(&x.form) == crate::quotes::calendar(&y.form)
            && !crate::quotes::calendar(&x.form)
            && !first.contains(y.span.of(second))
            && !second.contains(x.span.of(first))
    }
}

/// The values of one wording that no value of the other equals, each with its counterpart there: one that counts the same, or where the
/// text does not tell what is counted, the one that shares most of the words around it.
fn differing<'f>(x: &Wording, xs: &'f [Found], y: &Wording, ys: &'f [Found]) -> Vec<(&'f Found, &'f Found)> {
    let lone = |own: &'f [Found], other: &[Found]| -> Vec<&'f Found> {
        own.iter().filter(|f| !other.iter().any(|g| f.value.agrees(&g.value))).collect()
    };
    let (left, right) = (lone(xs, ys), lone(ys, xs));
    let percent = |f: &&&Found| matches!(f.value, Value::Number(n) if n.percent);
    let one_share = left.iter().filter(percent).count() == 1 && right.iter().filter(percent).count() == 1;
    let mut scored: Vec<(usize, usize, usize)> = Vec::new();
    for (i, f) in left.iter().enumerate() {
        let unit = counted(x, xs, f);
        for (j, g) in right.iter().enumerate().filter(|(_, g)| f.value.comparable(&g.value)) {
            let other = counted(y, ys, g);
            let same = !unit.is_disjoint(&other);
            let known = matches!(f.value, Value::Number(_)) && !unit.is_empty() && !other.is_empty();
            let shared = around(x, f).intersection(&around(y, g)).count();
            if same || (!known && shared >= SHARED) || (one_share && percent(&f)) {
                scored.push((shared + 2 * usize::from(same), i, j));
            }
        }
    }
    scored.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_left, mut used_right, mut out) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, i, j) in scored {
        if !used_left.contains(&i) && !used_right.contains(&j) {
            used_left.insert(i);
            used_right.insert(j);
            out.push((left[i], right[j]));
        }
    }
    out.sort_by_key(|(f, _)| f.words.start);
    out
}

/// The stems of the nearest words around a value that say something; function words between take none of their places.
fn around<'w>(w: &'w Wording, f: &Found) -> BTreeSet<&'w str> {
    let before = w.words[..f.words.start].iter().rev().filter(|x| telling(&x.form)).take(AROUND);
    let after = w.words[f.words.end..].iter().filter(|x| telling(&x.form)).take(AROUND);
    before.chain(after).map(|x| x.stem.as_str()).collect()
}

/// What a number counts: the stems of the next words that say something; of `five of the nine gates`, what the nine are.
fn counted<'w>(w: &'w Wording, all: &[Found], f: &Found) -> BTreeSet<&'w str> {
    let mut end = f.words.end;
    if w.words.get(end).is_some_and(|x| x.form == "of")
        && let Some(whole) = all.iter().find(|g| (end..end + AROUND + 1).contains(&g.words.start))
    {
        end = whole.words.end;
    }
    w.words[end..(end + UNIT).min(w.words.len())].iter().filter(|x| telling(&x.form)).map(|x| x.stem.as_str()).collect()
}

fn telling(form: &str) -> bool {
    !grammatical(form) && !crate::values::numeric(form) && !crate::quotes::says(form)
}
