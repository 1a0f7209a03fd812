use crate::words::{BREAK, Kind, Pile};
use newsloom_core::{Csr, map};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// A word or phrase that sets a group apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Label {
    /// Each word in its most frequent form.
    pub(crate) term: String,
    /// Articles of the group that hold it.
    pub(crate) articles: usize,
}

/// Words whose neighbourhood is searched for phrases, and articles of a group that are.
const HEADS: usize = 60;
const SEARCHED: usize = 1000;
/// Longest phrase, in words.
const LONGEST: usize = 4;
/// A phrase stands for a shorter one, or for a word, when it is found in this share of its articles.
const COMPLETE: f64 = 0.8;
const STANDS_FOR: f64 = 0.6;
/// Share of the places at which a content word follows, from which words say nothing by themselves (“Mr”, “allegations of sexual”), and
/// the least places that tell.
const BOUND: f64 = 0.9;
const PLACES: u32 = 20;

type Gram = [u32; LONGEST];

/// The `n` words and phrases that set each group apart, most telling first.
///
/// Ranked by the z-score of the log odds ratio (Monroe, Colaresi and Quinn 2008) of the articles in the group that hold a term against
/// those outside, each count raised by a half, times how much the term comes back in them. Phrases are runs of up to four words that begin and end with a content word; one that
/// is nearly always part of a longer one gives way to it, and so does a word to a phrase. A verb that tells who speaks belongs to no label.
pub(crate) fn group_labels(pile: &Pile, counts: &Csr<u32>, members: &[Vec<usize>], n: usize) -> Vec<Vec<Label>> {
    let mut df = vec![0u32; counts.cols()];
    (0..counts.rows()).for_each(|i| counts.row(i).0.iter().for_each(|&c| df[c as usize] += 1));
    map(members, |m| labels_of(pile, counts, &df, m, n))
}

fn labels_of(pile: &Pile, counts: &Csr<u32>, df: &[u32], members: &[usize], n: usize) -> Vec<Label> {
    let (size, others) = (members.len() as f64, (counts.rows() - members.len()) as f64);
    // Articles and occurrences in the group.
    let mut inside: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
    for &i in members {
        let (terms, values) = counts.row(i);
        for (&t, &v) in terms.iter().zip(values).filter(|(t, _)| pile.kinds[**t as usize] == Kind::Content) {
            let entry = inside.entry(t).or_default();
            *entry = (entry.0 + 1, entry.1 + v);
        }
    }
    let mut words: Vec<(f64, u32, u32, u32)> = inside
        .iter()
        .map(|(&t, &(y, tf))| (z_score(f64::from(y), size, f64::from(df[t as usize] - y), others) * recurrence(tf, y), tf, t, y))
        .collect();
    words.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    words.truncate(HEADS);
    let phrases = phrases(pile, members, &words);
    let bound = bound(pile, members, &words);
    let mut found: Vec<(f64, u32, Vec<u32>, u32)> = Vec::new();
    for &(z, tf, t, y) in &words {
        if !bound.contains(&t) && !phrases.iter().any(|(p, k)| p.contains(&t) && f64::from(*k) >= STANDS_FOR * f64::from(y)) {
            found.push((z, tf, vec![t], y));
        }
    }
    for (phrase, k) in &phrases {
        // As rare outside as the rarest of its words.
        let outside = phrase.iter().filter_map(|t| inside.get(t).map(|&(y, _)| f64::from(df[*t as usize] - y) / f64::from(y)));
        let outside = f64::from(*k) * outside.fold(f64::INFINITY, f64::min);
        if outside.is_finite() {
            let back = phrase.iter().filter_map(|t| inside.get(t).map(|&(y, tf)| recurrence(tf, y))).fold(f64::INFINITY, f64::min);
            found.push((z_score(f64::from(*k), size, outside.min(others), others) * back, *k, phrase.clone(), *k));
        }
    }
    found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
    found.truncate(n);
    let terms: Vec<&[u32]> = found.iter().map(|f| f.2.as_slice()).collect();
    let written = written(pile, members, &terms);
    found.iter().zip(written).map(|(f, term)| Label { term, articles: f.3 as usize }).collect()
}

/// The form in which the group mostly writes each term: the most frequent one but for capitals, then its most frequent capitals.
fn written(pile: &Pile, members: &[usize], terms: &[&[u32]]) -> Vec<String> {
    let mut begun: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    terms.iter().enumerate().for_each(|(n, t)| begun.entry(t[0]).or_default().push(n));
    let mut seen: Vec<FxHashMap<&[u32], u32>> = vec![FxHashMap::default(); terms.len()];
    for &i in members.iter().take(SEARCHED) {
        let (stems, forms) = (&pile.articles[i], &pile.written[i]);
        for (stems, forms) in [(&stems.title, &forms.title), (&stems.body, &forms.body)] {
            for (at, stem) in stems.iter().enumerate() {
                for &n in begun.get(stem).into_iter().flatten().filter(|n| stems[at..].starts_with(terms[**n])) {
                    *seen[n].entry(&forms[at..at + terms[n].len()]).or_default() += 1;
                }
            }
        }
    }
    let spell = |forms: &[u32]| forms.iter().map(|&f| pile.spelled[f as usize].as_str()).collect::<Vec<_>>().join(" ");
    let choose = |(seen, term): (FxHashMap<&[u32], u32>, &&[u32])| {
        let mut small: BTreeMap<String, (u32, BTreeMap<String, u32>)> = BTreeMap::new();
        for (forms, k) in seen {
            let form = spell(forms);
            let entry = small.entry(form.to_lowercase()).or_default();
            entry.0 += k;
            *entry.1.entry(form).or_default() += k;
        }
        let (_, forms) = small.into_values().max_by_key(|(k, _)| *k).unwrap_or_default();
        let most = forms.into_iter().max_by_key(|(_, k)| *k).map(|(form, _)| form);
        most.unwrap_or_else(|| term.iter().map(|&t| pile.forms[t as usize].as_str()).collect::<Vec<_>>().join(" "))
    };
    seen.into_iter().zip(terms).map(choose).collect()
}

/// `1 + ln` of how often a term stands in an article that holds it. A word that says what a text is about comes back in it (Church and
/// Gale 1995); “Thursday” doesn't.
fn recurrence(occurrences: u32, articles: u32) -> f64 {
    1.0 + (f64::from(occurrences) / f64::from(articles.max(1))).max(1.0).ln()
}

/// `ln` of the odds ratio of `y` in `n` against `o` in `m`, over its standard error.
fn z_score(y: f64, n: f64, o: f64, m: f64) -> f64 {
    let (y, ny, o, no) = (y + 0.5, n - y + 0.5, o + 0.5, m - o + 0.5);
    (y / ny / (o / no)).ln() / (1.0 / y + 1.0 / ny + 1.0 / o + 1.0 / no).sqrt()
}

/// Where words stand in a group.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    articles: u32,
    all: u32,
    /// Those that a content word follows.
    followed: u32,
    /// Those where the word tells who speaks.
    reporting: u32,
}

impl Places {
    fn see(&mut self, followed: bool) {
        self.all += 1;
        self.followed += u32::from(followed);
    }

    /// Whether the word mostly tells who speaks.
    fn reporting(&self) -> bool {
        2 * self.reporting > self.all
    }

    /// Whether the words hardly ever end what they belong to.
    fn bound(&self) -> bool {
        self.all >= PLACES && f64::from(self.followed) >= BOUND * f64::from(self.all)
    }
}

/// Words as terms and, beside them, as written.
type Told<'a> = (&'a [u32], &'a [u32]);

/// Title and text of an article.
fn told(pile: &Pile, article: usize) -> [Told<'_>; 2] {
    let (words, written) = (&pile.articles[article], &pile.written[article]);
    [(&words.title, &written.title), (&words.body, &written.body)]
}

fn reporting(pile: &Pile, (_, forms): Told, at: usize) -> bool {
    forms.get(at).is_some_and(|&f| f != BREAK && pile.reporting[f as usize])
}

/// Whether a content word stands there that may belong to a label.
fn content(pile: &Pile, words: Told, at: usize) -> bool {
    words.0.get(at).is_some_and(|&w| w != BREAK && pile.kinds[w as usize] == Kind::Content) && !reporting(pile, words, at)
}

/// Heads that say nothing by themselves, or only who speaks.
fn bound(pile: &Pile, members: &[usize], heads: &[(f64, u32, u32, u32)]) -> FxHashSet<u32> {
    let mut places: FxHashMap<u32, Places> = heads.iter().map(|h| (h.2, Places::default())).collect();
    for words in members.iter().take(SEARCHED).flat_map(|&i| told(pile, i)) {
        for (at, word) in words.0.iter().enumerate() {
            if let Some(places) = places.get_mut(word) {
                places.see(content(pile, words, at + 1));
                places.reporting += u32::from(reporting(pile, words, at));
            }
        }
    }
    places.into_iter().filter(|(_, p)| p.bound() || p.reporting()).map(|(t, _)| t).collect()
}

/// Complete phrases around the heads, with the number of articles that hold each.
fn phrases(pile: &Pile, members: &[usize], heads: &[(f64, u32, u32, u32)]) -> Vec<(Vec<u32>, u32)> {
    if members.len() < 2 {
        return Vec::new();
    }
    let heads: FxHashSet<u32> = heads.iter().map(|h| h.2).collect();
    let mut counts: FxHashMap<Gram, Places> = FxHashMap::default();
    let mut seen: FxHashMap<Gram, Places> = FxHashMap::default();
    for &i in members.iter().take(SEARCHED) {
        for (words, forms) in told(pile, i) {
            (0..words.len()).for_each(|at| grams_from(pile, (&words[at..], &forms[at..]), &heads, &mut seen));
        }
        for (gram, here) in seen.drain() {
            let places = counts.entry(gram).or_default();
            *places = Places {
                articles: places.articles + 1,
                all: places.all + here.all,
                followed: places.followed + here.followed,
                reporting: 0,
            };
        }
    }
    let least = 2.max(members.len().min(SEARCHED) / 20) as u32;
    let mut all: Vec<(Vec<u32>, Places)> = counts
        .into_iter()
        .filter(|(_, p)| p.articles >= least)
        .map(|(g, p)| (g.into_iter().filter(|&w| w != BREAK).collect(), p))
        .collect();
    // The most articles that hold a longer phrase around each.
    let mut longer: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
    for (phrase, places) in &all {
        for part in (2..phrase.len()).flat_map(|len| phrase.windows(len)) {
            let most = longer.entry(part.to_vec()).or_default();
            *most = places.articles.max(*most);
        }
    }
    all.retain(|(phrase, p)| {
        let more = longer.get(phrase).copied().unwrap_or(0);
        !p.bound() && f64::from(more) < COMPLETE * f64::from(p.articles)
    });
    all.sort_unstable_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().map(|(phrase, p)| (phrase, p.articles)).collect()
}

fn grams_from(pile: &Pile, told: Told, heads: &FxHashSet<u32>, seen: &mut FxHashMap<Gram, Places>) {
    let words = told.0;
    let ends = |at: &usize| words[*at] == BREAK || reporting(pile, told, *at);
    let longest = (0..words.len().min(LONGEST)).find(ends).unwrap_or(words.len().min(LONGEST));
    if longest < 2 || !content(pile, told, 0) {
        return;
    }
    for len in 2..=longest {
        if content(pile, told, len - 1) && words[..len].iter().any(|w| heads.contains(w)) && words[0] != words[len - 1] {
            let mut gram = [BREAK; LONGEST];
            gram[..len].copy_from_slice(&words[..len]);
            seen.entry(gram).or_default().see(content(pile, told, len));
        }
    }
}

#[cfg(test)]
mod tests;
