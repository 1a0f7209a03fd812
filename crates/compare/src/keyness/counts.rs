use super::lexicon::Lexicon;
use super::{KeynessOptions, WordOptions, by_group};
use crate::{CompareError, Keyness};
use newsloom_core::{Article, MergeError, Partial};
use rustc_hash::FxHashMap;

/// How often an article holds a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) group: u32,
    pub(super) term: u32,
    /// Occurrences of the term in the article.
    pub(super) count: u32,
    /// Occurrences of all terms in the article.
    pub(super) length: u32,
}

/// A group of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GroupSize {
    pub(super) articles: u64,
    pub(super) words: u64,
    /// Words of its shortest article.
    pub(super) shortest: u32,
}

impl GroupSize {
    const EMPTY: Self = Self { articles: 0, words: 0, shortest: u32::MAX };

    fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.words += other.words;
        self.shortest = self.shortest.min(other.shortest);
    }
}

/// The words of groups of articles, counted: the state that keyness is made from.
///
/// [`Partial::observe`] counts an article to the group that its field `by` names, [`GroupCounts::count`] a text to a group,
/// [`Partial::merge`] takes in another state, and [`GroupCounts::finish`] compares the groups. Counts are whole numbers,
/// so neither order nor grouping of the input matters.
///
/// ```
/// use newsloom_compare::{GroupCounts, KeynessOptions};
/// let options = KeynessOptions { min_count: 1, ..KeynessOptions::default() };
/// let mut counts = GroupCounts::new("outlet", &options.words)?;
/// counts.count("Courier", "The riot began at noon. The riot ended at two.");
/// counts.count("Ledger", "The protest began at noon.");
/// let keyness = counts.finish(&options)?;
/// assert_eq!((keyness.keys[0].feature.as_str(), keyness.keys[0].n_target), ("riot", 2));
/// # Ok::<(), newsloom_compare::CompareError>(())
/// ```
#[derive(Clone, Debug)]
pub struct GroupCounts {
    pub(super) by: String,
    options: WordOptions,
    pub(super) lexicon: Lexicon,
    numbers: FxHashMap<String, u32>,
    /// By group.
    pub(super) names: Vec<String>,
    pub(super) sizes: Vec<GroupSize>,
    pub(super) entries: Vec<Entry>,
    /// Ids of articles without the field.
    pub(super) skipped: Vec<String>,
    /// By term: the article it last stood in, and its entry there.
    last: Vec<(u32, u32)>,
    articles: u32,
}

impl GroupCounts {
    /// An empty state.
    ///
    /// # Errors
    /// When [`WordOptions::check`] fails.
    pub fn new(by: impl Into<String>, options: &WordOptions) -> Result<Self, CompareError> {
        options.check()?;
        Ok(Self {
            by: by.into(),
            options: options.clone(),
            lexicon: Lexicon::new(options),
            numbers: FxHashMap::default(),
            names: Vec::new(),
            sizes: Vec::new(),
            entries: Vec::new(),
            skipped: Vec::new(),
            last: Vec::new(),
            articles: 0,
        })
    }

    /// Counts a text to a group.
    pub fn count(&mut self, group: &str, text: &str) {
        let group = self.group(group);
        self.articles = self.articles.checked_add(1).unwrap_or_else(|| {
            self.last.clear();
            1
        });
        let (from, mut length) = (self.entries.len(), 0u32);
        let Self { lexicon, entries, last, articles, .. } = self;
        lexicon.read(text, |term| {
            length = length.saturating_add(1);
            let at = term as usize;
            if at >= last.len() {
                last.resize(at + 1, (0, 0));
            }
            if last[at].0 == *articles {
                entries[from + last[at].1 as usize].count += 1;
            } else {
                last[at] = (*articles, (entries.len() - from) as u32);
                entries.push(Entry { group, term, count: 1, length: 0 });
            }
        });
        self.entries[from..].iter_mut().for_each(|e| e.length = length);
        self.sizes[group as usize].add(GroupSize { articles: 1, words: u64::from(length), shortest: length });
    }

    /// Lists an article that lacks the field.
    pub(super) fn skip(&mut self, article: &Article) {
        self.skipped.push(article.id.clone());
    }

    pub(super) fn group(&mut self, name: &str) -> u32 {
        if let Some(&group) = self.numbers.get(name) {
            return group;
        }
        let group = self.names.len() as u32;
        self.numbers.insert(name.to_owned(), group);
        self.names.push(name.to_owned());
        self.sizes.push(GroupSize::EMPTY);
        group
    }

    /// Compares the groups.
    ///
    /// # Errors
    /// When there are fewer than two groups, no group is named as the target asked for, or [`KeynessOptions::check`] fails.
    pub fn finish(self, options: &KeynessOptions) -> Result<Keyness, CompareError> {
        by_group::compare(self, options)
    }
}

impl Partial for GroupCounts {
    type Item = Article;

    fn observe(&mut self, article: &Article) {
        match article.field(&self.by) {
            Some(group) => self.count(&group, &article.text),
            None => self.skip(article),
        }
    }

    fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        if self.by != other.by {
            return Err(MergeError::new("by", format!("{:?}", self.by), format!("{:?}", other.by)));
        }
        if self.options != other.options {
            return Err(MergeError::new("words", format!("{:?}", self.options), format!("{:?}", other.options)));
        }
        let terms = self.lexicon.absorb(&other.lexicon);
        let groups: Vec<u32> = other.names.iter().map(|n| self.group(n)).collect();
        for (size, group) in other.sizes.iter().zip(&groups) {
            self.sizes[*group as usize].add(*size);
        }
        self.entries.extend(other.entries.into_iter().map(|e| Entry {
            group: groups[e.group as usize],
            term: terms[e.term as usize],
            ..e
        }));
        self.skipped.extend(other.skipped);
        Ok(())
    }
}
