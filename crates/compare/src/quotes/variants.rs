use super::edits::{Edit, edits};
use super::people::same;
use super::wording::{Wording, common};
use super::{Attribution, Quotation};
use crate::statements::kin;
use crate::{Place, QuoteGroup, QuoteMember};
use newsloom_text::{Language, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

/// How quotations are put into groups of variants.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupOptions {
    /// Share of the shorter quotation's stems that the longer one must hold in the same order, 0 to 1.
    pub min_overlap: f64,
    /// The same when both have the same speaker and stand nearest to each other, in any order and function words counting little.
    pub min_shared: f64,
}

impl Default for GroupOptions {
    fn default() -> Self {
        Self { min_overlap: 0.6, min_shared: 0.4 }
    }
}

/// Quotations longer than this product of word counts are compared as bags of words.
const LIMIT: usize = 4_000_000;

/// With two telling words only, one speaker's quotations must share this much.
const FEW_TOLD: f64 = 0.5;

/// One in this many pairs across two groups must be variants for the groups to be merged.
const QUORUM: usize = 3;

/// What a function word (`the`, `we`) counts against any other word.
const FUNCTION_WEIGHT: f64 = 0.2;

/// Sentences that report the same with this probability let their quotations be variants by fewer words.
const SAME_SENTENCE: f64 = 0.5;
/// The share of the shorter one's stems that both must have then, kindred ones too, function words counting little.
const ANCHORED: f64 = 0.3;

/// This many shared words in order are evidence enough for a lower share: a wording that goes on otherwise.
const LONG_RUN: usize = 8;
const LONG_RUN_BONUS: f64 = 0.1;

/// A quotation on its way into a group.
struct Item<'q> {
    place: Place,
    quote: &'q Quotation,
    wording: Wording,
    stems: Vec<u32>,
    /// Every stem once.
    bag: FxHashSet<u32>,
}

/// Puts the quotations of the articles of one story into groups of variants, and lends speakers within a group.
///
/// `texts[i]` is the text of article `i` and `quotations[i]` what [`quotes`](super::quotes()) found there. Two quotations are variants when
/// the longer one holds `min_overlap` of the shorter one's stems in the same order, or when one speaker said both, the longer is the shorter
/// one's nearest in its article, and they share `min_shared` of their stems, function words counting little. Groups are merged best pair first, and only when a
/// third of the pairs across them are variants, so that they can't chain.
#[must_use]
pub fn group(texts: &[&str], quotations: &[Vec<Quotation>], language: Language, options: &GroupOptions) -> Vec<QuoteGroup> {
    anchored(texts, quotations, language, options, &|_, _| 0.0)
}

/// As [`group`]; `alike` tells how probable it is that the sentences of two places report the same. When they do, fewer shared
/// words make their quotations variants.
pub(super) fn anchored(
    texts: &[&str],
    quotations: &[Vec<Quotation>],
    language: Language,
    options: &GroupOptions,
    alike: &dyn Fn(Place, Place) -> f64,
) -> Vec<QuoteGroup> {
    let stemmer = Stemmer::new(language);
    let mut ids: FxHashMap<String, u32> = FxHashMap::default();
    let mut items: Vec<Item<'_>> = Vec::new();
    for (article, (text, quotations)) in texts.iter().zip(quotations).enumerate() {
        for quote in quotations {
            let wording = Wording::new(text, quote.span, &stemmer);
            let stems: Vec<u32> = wording
                .words
                .iter()
                .map(|w| {
                    let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                    *ids.entry(w.stem.clone()).or_insert(next)
                })
                .collect();
            items.push(Item { place: Place { article, span: quote.span }, quote, wording, bag: stems.iter().copied().collect(), stems });
        }
    }
    let graph = Graph::new(&items, &kindred(&ids), options, alike);
    let mut groups = graph.merge(items.len());
    // Words without marks are a quotation only beside one with marks.
    groups.retain(|g| g.iter().any(|&i| items[i].quote.marked));
    for g in &mut groups {
        g.sort_unstable();
    }
    groups.sort_unstable();
    groups.iter().enumerate().map(|(n, members)| finish(n, members, &items, quotations)).collect()
}

/// By stem: other stems that mean nearly the same.
fn kindred(ids: &FxHashMap<String, u32>) -> Vec<Vec<u32>> {
    let mut out = vec![Vec::new(); ids.len()];
    for (stem, &i) in ids {
        out[i as usize] = kin(stem).iter().filter_map(|k| ids.get(k).copied()).collect();
    }
    out
}

/// Scores of the pairs that may be variants.
struct Graph {
    /// Pairs with `a < b`, best first.
    pairs: Vec<(f64, usize, usize)>,
    accepted: FxHashSet<(usize, usize)>,
}

impl Graph {
    fn new(items: &[Item<'_>], kin: &[Vec<u32>], options: &GroupOptions, same_sentence: &dyn Fn(Place, Place) -> f64) -> Self {
        let n_stems = kin.len();
        let mut postings: Vec<Vec<usize>> = vec![Vec::new(); n_stems];
        for (i, item) in items.iter().enumerate() {
            let mut bag: Vec<u32> = item.bag.iter().copied().collect();
            bag.sort_unstable();
            for s in bag {
                postings[s as usize].push(i);
            }
        }
        let mut weight = vec![1.0; n_stems];
        for item in items {
            for (w, &s) in item.wording.words.iter().zip(&item.stems) {
                if super::lexicon::grammatical(&w.form) {
                    weight[s as usize] = FUNCTION_WEIGHT;
                }
            }
        }
        // What stands for a stem leads to a pair as the stem itself does.
        let kin_postings: Vec<Vec<usize>> =
            (0..n_stems).map(|s| kin[s].iter().flat_map(|&k| postings[k as usize].iter().copied()).collect()).collect();
        // Stems that stand in more than a twentieth of very many quotations lead to no pair of their own.
        let common_stem = (items.len() / 20).max(50);
        let mut candidates: FxHashSet<(usize, usize)> = FxHashSet::default();
        for list in postings.iter().filter(|p| p.len() <= common_stem) {
            for (k, &a) in list.iter().enumerate() {
                for &b in &list[k + 1..] {
                    candidates.insert((a, b));
                }
            }
        }
        for (list, others) in postings.iter().zip(&kin_postings).filter(|(p, k)| p.len() <= common_stem && k.len() <= common_stem) {
            for &a in list {
                others.iter().filter(|&&b| b != a).for_each(|&b| {
                    candidates.insert((a.min(b), a.max(b)));
                });
            }
        }
        let mut candidates: Vec<(usize, usize)> = candidates.into_iter().collect();
        candidates.sort_unstable();
        let shared: Vec<f64> = candidates.iter().map(|&(a, b)| contained(&items[a], &items[b], &weight)).collect();
        // The nearest of each quotation in each other article.
        let mut nearest: FxHashMap<(usize, usize), f64> = FxHashMap::default();
        for (&(a, b), &score) in candidates.iter().zip(&shared) {
            for (x, y) in [(a, b), (b, a)] {
                let best = nearest.entry((x, items[y].place.article)).or_insert(0.0);
                *best = best.max(score);
            }
        }
        let mut pairs = Vec::new();
        for (&(a, b), &score) in candidates.iter().zip(&shared) {
            let (x, y) = (&items[a], &items[b]);
            let (run, short) = (in_order(x, y), x.stems.len().min(y.stems.len()));
            let order = run as f64 / short.max(1) as f64;
            let telling = x.bag.intersection(&y.bag).filter(|&&s| weight[s as usize] > FUNCTION_WEIGHT).count();
            let needed = if run >= LONG_RUN { options.min_overlap - LONG_RUN_BONUS } else { options.min_overlap };
            // One telling word is enough when nothing else speaks against it: no negation came or went.
            let told = telling >= 2 || (short >= 3 && (order >= 1.0 || (telling == 1 && negations(x) == negations(y))));
            // Within an article two who are surely told differ, whatever words they share.
            let surely = |q: &Quotation| q.speaker.is_some() && q.attribution <= Attribution::Role;
            let apart = x.place.article == y.place.article && surely(x.quote) && surely(y.quote) && !speakers_agree(x.quote, y.quote);
            let alike = (order >= needed && told && !apart) || same_words(x, y, &weight);
            let mutual = || {
                x.place.article != y.place.article
                    && score >= options.min_shared
                    && (telling >= 3 || (telling == 2 && run >= 2 && score >= FEW_TOLD))
                    && speakers_agree(x.quote, y.quote)
                    && {
                        // A long quotation may hold several short ones, so the short one decides what is nearest.
                        let (short, long) = if x.bag.len() <= y.bag.len() { (a, y) } else { (b, x) };
                        nearest.get(&(short, long.place.article)) <= Some(&score)
                    }
            };
            let anchored = || {
                x.place.article != y.place.article
                    && x.quote.speaker.as_ref().is_none_or(|_| y.quote.speaker.is_none() || speakers_agree(x.quote, y.quote))
                    && negations(x) == negations(y)
                    && told_by_kin(x, y, &weight, kin) >= ANCHORED
                    && same_sentence(x.place, y.place) >= SAME_SENTENCE
            };
            if alike || mutual() || anchored() {
                pairs.push((score.max(order), a, b));
            }
        }
        pairs.sort_by(|p, q| q.0.total_cmp(&p.0).then((p.1, p.2).cmp(&(q.1, q.2))));
        let accepted = pairs.iter().map(|&(_, a, b)| (a, b)).collect();
        Self { pairs, accepted }
    }

    fn accepts(&self, a: usize, b: usize) -> bool {
        a == b || self.accepted.contains(&(a.min(b), a.max(b)))
    }

    /// Merges best pair first, when a third of all pairs across the two groups are variants: a chain of single links is not enough.
    fn merge(&self, n: usize) -> Vec<Vec<usize>> {
        let mut of: Vec<usize> = (0..n).collect();
        let mut groups: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
        for &(_, a, b) in &self.pairs {
            let (x, y) = (of[a], of[b]);
            if x == y {
                continue;
            }
            let linked: usize = groups[x].iter().map(|&i| groups[y].iter().filter(|&&j| self.accepts(i, j)).count()).sum();
            if linked * QUORUM >= groups[x].len() * groups[y].len() {
                let moved = std::mem::take(&mut groups[y]);
                for &i in &moved {
                    of[i] = x;
                }
                groups[x].extend(moved);
            }
        }
        groups.retain(|g| !g.is_empty());
        groups
    }
}

/// Whether two quotations of a few words have the same ones that tell something: `a leash`, `leash`.
fn same_words(a: &Item<'_>, b: &Item<'_>, weight: &[f64]) -> bool {
    let telling = |x: &Item<'_>| x.stems.iter().copied().filter(|&s| weight[s as usize] > FUNCTION_WEIGHT).collect::<Vec<_>>();
    let (x, y) = (telling(a), telling(b));
    !x.is_empty() && x == y
}

/// The share of the shorter one's stems that both have, function words counting little.
fn contained(a: &Item<'_>, b: &Item<'_>, weight: &[f64]) -> f64 {
    let (short, long) = if a.bag.len() <= b.bag.len() { (a, b) } else { (b, a) };
    let mut bag: Vec<u32> = short.bag.iter().copied().collect();
    bag.sort_unstable();
    let (mut shared, mut all) = (0.0, 0.0);
    for s in bag {
        let w = weight[s as usize];
        all += w;
        if long.bag.contains(&s) {
            shared += w;
        }
    }
    if all > 0.0 { shared / all } else { 0.0 }
}

/// How many stems both have in the same order, near each other: common words spread over a long quotation are no variant.
fn in_order(a: &Item<'_>, b: &Item<'_>) -> usize {
    let (short, long) = if a.stems.len() <= b.stems.len() { (a, b) } else { (b, a) };
    match common(&short.stems, &long.stems, LIMIT) {
        Some((n, first, last)) if n > 0 && (last + 1 - first) * 2 <= 3 * short.stems.len() + 4 => n,
        Some(_) => 0,
        None if short.stems == long.stems => short.stems.len(),
        None => short.bag.intersection(&long.bag).count(),
    }
}

/// The share of the shorter one's telling stems that the other has or has kindred of.
fn told_by_kin(a: &Item<'_>, b: &Item<'_>, weight: &[f64], kin: &[Vec<u32>]) -> f64 {
    let (short, long) = if a.bag.len() <= b.bag.len() { (a, b) } else { (b, a) };
    let telling = |s: &&u32| weight[**s as usize] > FUNCTION_WEIGHT;
    let all = short.bag.iter().filter(telling).count();
    let held = |s: &&u32| long.bag.contains(*s) || kin[**s as usize].iter().any(|k| long.bag.contains(k));
    let both = short.bag.iter().filter(telling).filter(held).count();
    if all > 0 { both as f64 / all as f64 } else { 0.0 }
}

fn negations(item: &Item<'_>) -> usize {
    item.wording.words.iter().filter(|w| super::edits::negation(&w.form)).count()
}

fn speakers_agree(a: &Quotation, b: &Quotation) -> bool {
    match (&a.speaker, &b.speaker) {
        (Some(a), Some(b)) => same_name(a, b),
        _ => false,
    }
}

fn same_name(a: &str, b: &str) -> bool {
    let split = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (split(a), split(b));
    super::names::family(&a) == super::names::family(&b) && same(&a, &b)
}

/// Whether a speaker is described (`a senior official`) and not named.
fn described(speaker: &str) -> bool {
    speaker.starts_with(char::is_lowercase)
}

fn finish(n: usize, members: &[usize], items: &[Item<'_>], quotations: &[Vec<Quotation>]) -> QuoteGroup {
    // The speaker told in the surest way, the fullest form of the name.
    let surest = |q: &&Quotation| {
        (q.speaker.as_deref().is_none_or(described), q.attribution, std::cmp::Reverse(q.speaker.as_ref().map_or(0, String::len)))
    };
    let speaker =
        members.iter().map(|&i| items[i].quote).filter(|q| q.speaker.is_some()).min_by_key(surest).and_then(|q| q.speaker.clone());
    // A description gives way to a name, and what was hardly told to what others tell surely.
    let kept = |q: &Quotation| {
        q.speaker.as_ref().is_some_and(|own| {
            speaker.as_ref().is_some_and(|s| same_name(own, s))
                || (q.attribution <= Attribution::Role && (!described(own) || speaker.as_deref().is_none_or(described)))
        })
    };
    // What edits are counted from: the longest wording with marks.
    let reference = members.iter().copied().max_by_key(|&i| (items[i].quote.marked, items[i].stems.len(), std::cmp::Reverse(i)));
    let members = members
        .iter()
        .map(|&i| {
            let (item, q) = (&items[i], items[i].quote);
            let own = q.speaker.clone().filter(|_| kept(q));
            let beside = || {
                let here = members.iter().filter(|&&j| items[j].place.article == item.place.article).map(|&j| items[j].quote);
                here.filter(|q| kept(q)).min_by_key(surest).and_then(|q| q.speaker.clone())
            };
            let attribution = if own.is_some() || speaker.is_none() { q.attribution } else { Attribution::Variant };
            let edits: Vec<Edit> = match reference {
                Some(r) if r != i && items[r].place.article != item.place.article => edits(&item.wording, &items[r].wording),
                _ => Vec::new(),
            };
            let speaker = own.or_else(beside).or_else(|| speaker.clone());
            let part_of = q.part_of.map(|f| Place { span: quotations[item.place.article][f].span, ..item.place });
            QuoteMember { place: item.place, part_of, speaker, cue: q.cue.clone(), kind: q.kind, attribution, marked: q.marked, edits }
        })
        .collect();
    let reference = reference.map(|r| items[r].place);
    QuoteGroup { id: format!("q{}", n + 1), speaker, reference, members }
}
