//! All local alignments of two streams of words that do not overlap, whatever their order.

use super::PassageOptions;
use std::cmp::Reverse;

/// The words of one article as keys that are equal for equal words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stream {
    pub(crate) keys: Vec<u64>,
    /// Whether a word weighs little: words of three letters at most, which are mostly function words in any language that has them.
    pub(crate) light: Vec<bool>,
}

impl Stream {
    pub(crate) fn push(&mut self, key: u64, word: &str) {
        self.keys.push(key);
        self.light.push(word.chars().nth(3).is_none() && !word.contains(|c: char| c.is_numeric()));
    }

    fn weight(&self, i: usize) -> i64 {
        if self.light[i] { 1 } else { 2 }
    }
}

/// Equal words in a row: where they begin in the one, in the other, and how many they are.
pub(crate) type Run = (usize, usize, usize);

/// What a passage may lose, in the weight of words, before it gets better again.
const DROP: i64 = 16;
/// Weight of the equal words that end a gap.
const RESUME: i64 = 3;

/// The passages that grow from `anchors` (places of equal words in both), each a list of runs in order; by place.
///
/// The anchor with the most equal words around it grows first, and no word is in two passages, so the order in which paragraphs stand
/// does not matter.
pub(crate) fn passages(x: &Stream, y: &Stream, anchors: &[(usize, usize)], options: &PassageOptions) -> Vec<Vec<Run>> {
    let mut pair = Pair { x, y, taken_x: vec![false; x.keys.len()], taken_y: vec![false; y.keys.len()], max_gap: options.max_gap };
    let mut runs: Vec<Run> = Vec::new();
    let mut anchors = anchors.to_vec();
    anchors.sort_unstable_by_key(|&(i, j)| (i as i64 - j as i64, i));
    for (i, j) in anchors {
        // Anchors of one diagonal that lie in the run found last.
        if runs.last().is_some_and(|r| i + r.1 == j + r.0 && i < r.0 + r.2) {
            continue;
        }
        let before = (0..=i.min(j)).take_while(|&k| k == 0 || x.keys[i - k] == y.keys[j - k]).last().unwrap_or(0);
        let after = (0..).take_while(|&k| i + k < x.keys.len() && j + k < y.keys.len() && x.keys[i + k] == y.keys[j + k]).count();
        runs.push((i - before, j - before, before + after));
    }
    runs.sort_unstable_by_key(|&(i, j, n)| (Reverse(n), i, j));
    let mut found = Vec::new();
    for run in runs {
        let Some(run) = pair.free(run) else { continue };
        let passage = pair.grow(run);
        let equal: usize = passage.iter().map(|r| r.2).sum();
        if equal >= options.min_words {
            passage.iter().for_each(|r| pair.take(r));
            found.push(passage);
        }
    }
    found.sort_unstable();
    found
}

struct Pair<'s> {
    x: &'s Stream,
    y: &'s Stream,
    taken_x: Vec<bool>,
    taken_y: Vec<bool>,
    max_gap: usize,
}

impl Pair<'_> {
    /// The longest part of a run that no passage has taken.
    fn free(&self, (i, j, n): Run) -> Option<Run> {
        let mut best: Option<Run> = None;
        let mut from = 0;
        for k in 0..=n {
            if k == n || self.taken_x[i + k] || self.taken_y[j + k] {
                if k > from && best.is_none_or(|b| k - from > b.2) {
                    best = Some((i + from, j + from, k - from));
                }
                from = k + 1;
            }
        }
        best
    }

    fn take(&mut self, &(i, j, n): &Run) {
        self.taken_x[i..i + n].fill(true);
        self.taken_y[j..j + n].fill(true);
    }

    /// Whether the words at two places are equal and free; false beyond the ends.
    fn equal(&self, i: usize, j: usize) -> bool {
        i < self.x.keys.len() && j < self.y.keys.len() && self.x.keys[i] == self.y.keys[j] && !self.taken_x[i] && !self.taken_y[j]
    }

    /// The runs of the passage that a run is part of, in order.
    fn grow(&self, run: Run) -> Vec<Run> {
        // Backwards is forwards in words counted from the end.
        let (n, m) = (self.x.keys.len(), self.y.keys.len());
        let before = self.extend(n - run.0, m - run.1, |i, j| (n - 1 - i, m - 1 - j));
        let after = self.extend(run.0 + run.2, run.1 + run.2, |i, j| (i, j));
        let mut runs: Vec<Run> = before.into_iter().rev().map(|(i, j, k)| (n - i - k, m - j - k, k)).collect();
        runs.push(run);
        runs.extend(after);
        runs
    }

    /// Runs that follow `(i, j)`, as far as they make the passage better; `at` turns what is counted into places.
    fn extend(&self, mut i: usize, mut j: usize, at: impl Fn(usize, usize) -> (usize, usize)) -> Vec<Run> {
        let (n, m) = (self.x.keys.len(), self.y.keys.len());
        let equal = |i: usize, j: usize| {
            i < n && j < m && {
                let (p, q) = at(i, j);
                self.equal(p, q)
            }
        };
        let (mut runs, mut score, mut best, mut kept) = (Vec::new(), 0i64, 0i64, 0);
        while let Some((p, q, lost)) = self.resume(i, j, &equal, &at) {
            score -= lost;
            if best - score > DROP {
                break;
            }
            let length = (0..).take_while(|&k| equal(p + k, q + k)).count();
            score += (0..length).map(|k| self.x.weight(at(p + k, q + k).0)).sum::<i64>();
            runs.push((p, q, length));
            (i, j) = (p + length, q + length);
            if score > best {
                (best, kept) = (score, runs.len());
            }
        }
        runs.truncate(kept);
        runs
    }

    /// The nearest place after `(i, j)` where enough words are equal, and what the gap before it costs: its longer side.
    fn resume(
        &self,
        i: usize,
        j: usize,
        equal: &impl Fn(usize, usize) -> bool,
        at: &impl Fn(usize, usize) -> (usize, usize),
    ) -> Option<(usize, usize, i64)> {
        let enough = |p: usize, q: usize| {
            let mut weight = 0;
            (0..).take_while(|&k| equal(p + k, q + k)).any(|k| {
                weight += self.x.weight(at(p + k, q + k).0);
                weight >= RESUME
            })
        };
        // No gap goes over words that another passage has.
        let (n, m) = (self.x.keys.len(), self.y.keys.len());
        let room_x = (0..self.max_gap).take_while(|&k| i + k < n && !self.taken_x[at(i + k, 0).0]).count();
        let room_y = (0..self.max_gap).take_while(|&k| j + k < m && !self.taken_y[at(0, j + k).1]).count();
        for gap in 1..=room_x.max(room_y) {
            // Both sides as long first (words replaced), then ever less of one.
            for other in (0..=gap).rev() {
                if gap <= room_x && other <= room_y && enough(i + gap, j + other) {
                    return Some((i + gap, j + other, gap as i64));
                }
                if other < gap && other <= room_x && gap <= room_y && enough(i + other, j + gap) {
                    return Some((i + other, j + gap, gap as i64));
                }
            }
        }
        None
    }
}

/// The equal words of two short stretches in order (a longest common subsequence), as runs.
pub(crate) fn common(x: &[u64], y: &[u64]) -> Vec<Run> {
    let width = y.len() + 1;
    let mut longest = vec![0u32; (x.len() + 1) * width];
    for i in (0..x.len()).rev() {
        for j in (0..y.len()).rev() {
            longest[i * width + j] = if x[i] == y[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut runs: Vec<Run> = Vec::new();
    while i < x.len() && j < y.len() {
        if x[i] == y[j] && longest[i * width + j] == longest[(i + 1) * width + j + 1] + 1 {
            match runs.last_mut() {
                Some(r) if r.0 + r.2 == i && r.1 + r.2 == j => r.2 += 1,
                _ => runs.push((i, j, 1)),
            }
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stream(words: &[&str]) -> Stream {
        let mut s = Stream::default();
        words.iter().for_each(|w| s.push(w.bytes().fold(7, |h, b| h * 31 + u64::from(b)), w));
        s
    }

    /// All places of `n` equal words in a row.
    fn anchors(x: &Stream, y: &Stream, n: usize) -> Vec<(usize, usize)> {
        let at = |i: usize, j: usize| x.keys[i..i + n] == y.keys[j..j + n];
        let places = |s: &Stream| (s.keys.len() + 1).saturating_sub(n);
        (0..places(x)).flat_map(|i| (0..places(y)).map(move |j| (i, j))).filter(|&(i, j)| at(i, j)).collect()
    }

    /// The passages of two texts as words of the first.
    fn check(a: &str, b: &str, expect: &[&str]) {
        let (words, others): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
        let (x, y) = (stream(&words), stream(&others));
        let options = PassageOptions { min_words: 4, ..PassageOptions::default() };
        let found = passages(&x, &y, &anchors(&x, &y, 3), &options);
        let text = |p: &Vec<Run>| words[p[0].0..p[p.len() - 1].0 + p[p.len() - 1].2].join(" ");
        assert_eq!(found.iter().map(text).collect::<Vec<_>>(), expect, "{a} | {b}");
    }

    #[test]
    fn passages_by_hand() {
        let (one, two) = ("the dam above Tessen broke at noon", "nobody was hurt when water came down");
        check(&format!("{one} {two}"), &format!("{two} then {one}"), &[one, two]);
        check(
            "a dam above Tessen broke suddenly at noon today",
            "the dam above Tessen broke at noon yesterday",
            &["dam above Tessen broke suddenly at noon"],
        );
        check(one, "a mill burned", &[]);
        // What stands twice in one is taken once.
        check(one, &format!("{one} {one}"), &[one]);
    }

    #[test]
    fn equal_words_inside_a_gap_are_found() {
        assert_eq!(common(&[1, 2, 3], &[4, 2, 5, 3]), [(1, 1, 1), (2, 3, 1)]);
        assert_eq!(common(&[], &[1]), []);
    }

    proptest! {
        #[test]
        fn no_word_is_in_two_passages_and_runs_are_equal(
            a in prop::collection::vec(prop::sample::select(vec!["dam", "the", "noon", "broke", "Tessen", "water"]), 0..60),
            b in prop::collection::vec(prop::sample::select(vec!["dam", "the", "noon", "broke", "Tessen", "mill"]), 0..60),
        ) {
            let (x, y) = (stream(&a), stream(&b));
            let options = PassageOptions { min_words: 3, ..PassageOptions::default() };
            let (mut of_x, mut of_y) = (vec![0; a.len()], vec![0; b.len()]);
            for passage in passages(&x, &y, &anchors(&x, &y, 3), &options) {
                prop_assert!(passage.windows(2).all(|w| w[0].0 + w[0].2 <= w[1].0 && w[0].1 + w[0].2 <= w[1].1));
                for (i, j, n) in passage {
                    prop_assert!(n > 0 && a[i..i + n] == b[j..j + n]);
                    of_x[i..i + n].iter_mut().for_each(|c| *c += 1);
                    of_y[j..j + n].iter_mut().for_each(|c| *c += 1);
                }
            }
            prop_assert!(of_x.iter().chain(&of_y).all(|&c| c <= 1));
        }
    }
}
