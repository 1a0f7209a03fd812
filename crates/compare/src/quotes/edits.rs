use super::wording::{Word, Wording};
use crate::values::numeric;
use newsloom_text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What an outlet did to the words of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditKind {
    /// Words of the reference are left out.
    Cut,
    /// Words stand that the reference lacks.
    Insertion,
    /// Other words stand in their place.
    Substitution,
    /// A number differs.
    Number,
    /// A negation came or went.
    Negation,
    /// Another modal verb: `will` for `could`.
    Modality,
    /// Another form of the same word, or another pronoun: `said` for `says`, `he` for `I`.
    TenseOrPronoun,
    /// The same word written otherwise.
    Spelling,
}

/// One difference between a member and the wording that its group is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What was done.
    pub kind: EditKind,
    /// The member's words, in bytes of its article; empty where it cut.
    pub span: Span,
    /// The reference's words, in bytes of its article; empty where the member inserted.
    pub reference: Span,
}

/// The longest wordings that are aligned word by word, as a product of their lengths: 10,000 words against 400.
const LONGEST: usize = 4_000_000;

/// One difference by the places of its words, before it is told where they stand in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) kind: EditKind,
    pub(crate) own: Range<usize>,
    pub(crate) reference: Range<usize>,
}

/// The differences between a wording and the reference, in order. Empty when they are too long to be aligned.
pub(super) fn edits(own: &Wording, reference: &Wording) -> Vec<Edit> {
    let stretch = |w: &Wording, r: &Range<usize>| w.stretch(r.start, r.end);
    let edit = |d: Difference| Edit { kind: d.kind, span: stretch(own, &d.own), reference: stretch(reference, &d.reference) };
    differences(own, reference).into_iter().map(edit).collect()
}

/// As [`edits`], by the places of words.
pub(crate) fn differences(own: &Wording, reference: &Wording) -> Vec<Difference> {
    let (a, b) = (&own.words, &reference.words);
    if a.len().saturating_mul(b.len()) > LONGEST {
        return Vec::new();
    }
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (x, y) in align(a, b).into_iter().chain([(a.len(), b.len())]) {
        gap(own, reference, i..x, j..y, &mut out);
        if x < a.len() && a[x].form != b[y].form {
            out.push(Difference { kind: form_kind(&a[x], &b[y]), own: x..x + 1, reference: y..y + 1 });
        }
        (i, j) = (x + 1, y + 1);
    }
    out
}

/// Pairs of equal stems in order: a longest common subsequence.
fn align(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut length = vec![0u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            length[i * width + j] = if a[i].stem == b[j].stem {
                length[(i + 1) * width + j + 1] + 1
            } else {
                length[(i + 1) * width + j].max(length[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i].stem == b[j].stem && length[i * width + j] == length[(i + 1) * width + j + 1] + 1 {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

/// What stands between two aligned words: own words `i`, the reference's `j`.
fn gap(own: &Wording, reference: &Wording, i: Range<usize>, j: Range<usize>, out: &mut Vec<Difference>) {
    let (a, b) = (&own.words[i.clone()], &reference.words[j.clone()]);
    if a.is_empty() && b.is_empty() {
        return;
    }
    let (from, to) = (i.start, j.start);
    let difference = |kind| Difference { kind, own: i, reference: j };
    let negations = |words: &[Word]| words.iter().filter(|w| negation(&w.form)).count();
    if negations(a) != negations(b) {
        out.push(difference(EditKind::Negation));
    } else if a.is_empty() {
        out.push(difference(EditKind::Cut));
    } else if b.is_empty() {
        out.push(difference(EditKind::Insertion));
    } else if a.len() == b.len() {
        // Word against word.
        for (k, (x, y)) in a.iter().zip(b).enumerate() {
            let kind = pair_kind(x, y);
            match out.last_mut() {
                Some(last) if k > 0 && kind == EditKind::Substitution && last.kind == EditKind::Substitution => {
                    (last.own.end, last.reference.end) = (from + k + 1, to + k + 1);
                }
                _ => out.push(Difference { kind, own: from + k..from + k + 1, reference: to + k..to + k + 1 }),
            }
        }
    } else {
        let numbers = |words: &[Word]| words.iter().filter(|w| numeric(&w.form)).map(|w| w.form.clone()).collect::<Vec<_>>();
        let (x, y) = (numbers(a), numbers(b));
        out.push(difference(if !x.is_empty() && !y.is_empty() && x != y { EditKind::Number } else { EditKind::Substitution }));
    }
}

/// Two forms of one stem.
fn form_kind(a: &Word, b: &Word) -> EditKind {
    if numeric(&a.form) || numeric(&b.form) { EditKind::Number } else { EditKind::TenseOrPronoun }
}

/// Two words that stand in the same place.
fn pair_kind(a: &Word, b: &Word) -> EditKind {
    let (x, y) = (a.form.as_str(), b.form.as_str());
    if numeric(x) && numeric(y) {
        EditKind::Number
    } else if modal(x) && modal(y) {
        EditKind::Modality
    } else if (pronoun(x) && pronoun(y)) || (auxiliary(x) && auxiliary(y)) {
        EditKind::TenseOrPronoun
    } else if alike(x, y) {
        EditKind::Spelling
    } else {
        EditKind::Substitution
    }
}

pub(super) fn negation(word: &str) -> bool {
    matches!(word, "not" | "no" | "never" | "none" | "nobody" | "nothing" | "nor" | "neither" | "cannot" | "without")
}

fn modal(word: &str) -> bool {
    matches!(word, "can" | "could" | "may" | "might" | "must" | "shall" | "should" | "will" | "would" | "ought")
}

fn pronoun(word: &str) -> bool {
    matches!(
        word,
        "i" | "me"
            | "my"
            | "mine"
            | "we"
            | "us"
            | "our"
            | "ours"
            | "you"
            | "your"
            | "he"
            | "him"
            | "his"
            | "she"
            | "her"
            | "hers"
            | "it"
            | "its"
            | "they"
            | "them"
            | "their"
            | "this"
            | "that"
            | "these"
            | "those"
    )
}

fn auxiliary(word: &str) -> bool {
    modal(word)
        || matches!(
            word,
            "is" | "are" | "was" | "were" | "be" | "been" | "am" | "do" | "does" | "did" | "has" | "have" | "had" | "ca" | "wo" | "need"
        )
}

/// Whether two words differ in one letter in five at most.
fn alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longer = a.len().max(b.len());
    if !(4..=40).contains(&longer) || a.len().abs_diff(b.len()) * 5 > longer {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (row[j] + 1).min(row[j + 1] + 1).min(diagonal + usize::from(x != y));
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()] * 5 <= longer
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsloom_text::{Language, Stemmer};

    /// Kinds of edits with the words of both sides.
    fn check(own: &str, reference: &str, expect: &[(EditKind, &str, &str)]) {
        let stemmer = Stemmer::new(Language::English);
        let wording = |t: &str| Wording::new(t, Span::new(0, t.len()), &stemmer);
        let got = edits(&wording(own), &wording(reference));
        let got: Vec<_> = got.iter().map(|e| (e.kind, e.span.of(own), e.reference.of(reference))).collect();
        assert_eq!(got, expect, "{own:?} against {reference:?}");
    }

    #[test]
    fn each_kind_of_edit_is_told() {
        use EditKind::{Cut, Insertion, Modality, Negation, Number, Spelling, Substitution, TenseOrPronoun};
        check("we open the gate", "We open the gate.", &[]);
        check("open the gate", "we will open the gate today", &[(Cut, "", "we will"), (Cut, "", "today")]);
        check("we open the old gate", "we open the gate", &[(Insertion, "old", "")]);
        check("we open the door", "we open the gate", &[(Substitution, "door", "gate")]);
        check("twelve villages sink", "eleven villages sink", &[(Number, "twelve", "eleven")]);
        check("we did not open it", "we open it", &[(Negation, "did not", "")]);
        check("we could open it", "we will open it", &[(Modality, "could", "will")]);
        check("they opened it", "we open it", &[(TenseOrPronoun, "they", "we"), (TenseOrPronoun, "opened", "open")]);
        check("the harbor wall", "the harbour wall", &[(Spelling, "harbor", "harbour")]);
    }

    #[test]
    fn wordings_too_long_to_align_have_no_edits() {
        let long = "word ".repeat(3_000);
        check(&long, &long.replace("word", "other"), &[]);
    }
}
