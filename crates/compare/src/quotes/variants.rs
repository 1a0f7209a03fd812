use super::people::same;
use super::{Attribution, Quotation};
use crate::{Place, QuoteGroup, QuoteMember};
use newsloom_text::words;
use rustc_hash::FxHashMap;

/// How quotations are put into groups of variants.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupOptions {
    /// Share of the shorter quotation's words that the longer one must hold in the same order, 0 to 1.
    pub min_overlap: f64,
}

impl Default for GroupOptions {
    fn default() -> Self {
        Self { min_overlap: 0.6 }
    }
}

/// A quotation on its way into a group.
struct Item {
    place: Place,
    quote: Quotation,
    words: Vec<u32>,
}

/// Puts the quotations of the articles of one story into groups of variants, and lends speakers within a group.
///
/// `texts[i]` is the text of article `i` and `quotations[i]` what [`quotes`](super::quotes()) found there.
#[must_use]
pub fn group(texts: &[&str], quotations: &[Vec<Quotation>], options: &GroupOptions) -> Vec<QuoteGroup> {
    let mut ids: FxHashMap<String, u32> = FxHashMap::default();
    let mut items: Vec<Item> = Vec::new();
    for (article, (text, quotations)) in texts.iter().zip(quotations).enumerate() {
        for quote in quotations {
            let words = words(quote.span.of(text))
                .iter()
                .map(|t| {
                    let word = t.span.of(quote.span.of(text)).to_lowercase().replace(['\'', '’'], "");
                    let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                    *ids.entry(word).or_insert(next)
                })
                .collect();
            items.push(Item { place: Place { article, span: quote.span }, quote: quote.clone(), words });
        }
    }
    let mut parent: Vec<usize> = (0..items.len()).collect();
    for a in 0..items.len() {
        for b in a + 1..items.len() {
            if overlap(&items[a].words, &items[b].words) >= options.min_overlap {
                let (x, y) = (root(&mut parent, a), root(&mut parent, b));
                parent[x.max(y)] = x.min(y);
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut at: FxHashMap<usize, usize> = FxHashMap::default();
    for i in 0..items.len() {
        let r = root(&mut parent, i);
        let g = *at.entry(r).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[g].push(i);
    }
    groups.iter().enumerate().map(|(n, members)| finish(n, members, &items)).collect()
}

fn root(parent: &mut [usize], mut i: usize) -> usize {
    while parent[i] != i {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    i
}

/// The share of the shorter one's words that stand in both in the same order; 0 when fewer than three words are shared.
fn overlap(a: &[u32], b: &[u32]) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 3 && short != long {
        return 0.0;
    }
    if short.is_empty() {
        return 0.0;
    }
    let mut row = vec![0u32; long.len() + 1];
    for &x in short {
        let mut diagonal = 0;
        for (j, &y) in long.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    f64::from(row[long.len()]) / short.len() as f64
}

fn finish(n: usize, members: &[usize], items: &[Item]) -> QuoteGroup {
    // The speaker named in the surest way, the fullest form of it.
    let best = members
        .iter()
        .map(|&i| &items[i].quote)
        .filter(|q| q.speaker.is_some())
        .min_by_key(|q| (q.attribution, std::cmp::Reverse(q.speaker.as_ref().map_or(0, String::len))));
    let speaker = best.and_then(|q| q.speaker.clone());
    let members = members
        .iter()
        .map(|&i| {
            let q = &items[i].quote;
            let own = q
                .speaker
                .clone()
                .filter(|own| q.attribution <= Attribution::Role || speaker.as_deref().is_some_and(|s| same(&split(own), &split(s))));
            QuoteMember { place: items[i].place, speaker: own.or_else(|| speaker.clone()), cue: q.cue.clone(), kind: q.kind }
        })
        .collect();
    QuoteGroup { id: format!("q{}", n + 1), speaker, members }
}

fn split(name: &str) -> Vec<String> {
    name.split(' ').map(str::to_owned).collect()
}
