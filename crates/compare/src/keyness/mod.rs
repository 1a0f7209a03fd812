//! Which words one group of articles uses more than others do.

mod by_group;
mod counts;
mod distributions;
mod lexicon;
mod measure;
mod of_comparison;
mod params;
mod result;

pub use counts::GroupCounts;
pub use measure::{Correction, Measure};
pub use params::{KeynessOptions, Unit, WordOptions};
pub use result::{Key, Keyness, KeynessGroup};

use crate::CompareError;
use newsloom_core::{Article, Partial, hint};
use std::collections::BTreeSet;

/// Articles per unit of parallel counting: enough that merging their words costs little.
const CHUNK: usize = 1024;

/// Compares the words of groups of articles: each group against all others, or one.
///
/// Articles fall into groups by the value of their field `by`; those that lack it are listed in [`Keyness::skipped`].
/// The result does not depend on the order of `articles` or on the number of threads.
///
/// ```
/// use newsloom_compare::{KeynessOptions, Measure, keyness};
/// use newsloom_core::Article;
/// let article = |id: &str, outlet: &str, text: &str| Article { outlet: outlet.into(), ..Article::new(id, text) };
/// let articles = [
///     article("1", "Courier", "The riot began at noon. Police ended the riot."),
///     article("2", "Ledger", "The protest began at noon. Police watched the protest."),
/// ];
/// let options = KeynessOptions { measure: Measure::LogRatio, target: Some("Courier".into()), ..KeynessOptions::default() };
/// let found = keyness(&articles, "outlet", &options)?;
/// assert_eq!(found.keys[0].feature, "riot");
/// # Ok::<(), newsloom_compare::CompareError>(())
/// ```
///
/// # Errors
/// When no article has the field, all have the same value, no group is named as the target asked for, or
/// [`KeynessOptions::check`] fails.
pub fn keyness(articles: &[Article], by: &str, options: &KeynessOptions) -> Result<Keyness, CompareError> {
    check_field(articles, by)?;
    counted(articles, GroupCounts::new(by, &options.words)?, |counts, a| counts.observe(a)).finish(options)
}

/// Refuses a field that no article has.
fn check_field(articles: &[Article], by: &str) -> Result<(), CompareError> {
    if articles.iter().any(|a| a.field(by).is_some()) {
        return Ok(());
    }
    let known: BTreeSet<&str> = articles.iter().flat_map(Article::fields).collect();
    let known: Vec<&str> = known.into_iter().collect();
    Err(CompareError::Parameter { parameter: "by", rule: "a field of the articles", value: format!("{by:?}; {}", hint(by, &known)) })
}

/// Compares the words of two lists of texts, called `target` and `reference`; the target is set against the reference.
///
/// # Errors
/// When [`KeynessOptions::check`] fails.
pub fn keyness_of_texts<S: AsRef<str> + Sync>(target: &[S], reference: &[S], options: &KeynessOptions) -> Result<Keyness, CompareError> {
    let options = KeynessOptions { target: Some("target".into()), ..options.clone() };
    let texts: Vec<(&str, &str)> =
        target.iter().map(|t| ("target", t.as_ref())).chain(reference.iter().map(|t| ("reference", t.as_ref()))).collect();
    let mut counts = GroupCounts::new("", &options.words)?;
    // A list without a text is a group without words.
    counts.group("target");
    counts.group("reference");
    counted(&texts, counts, |counts, (group, text)| counts.count(group, text)).finish(&options)
}

/// Counts items in parallel into states that begin like `empty`.
fn counted<I: Sync>(items: &[I], empty: GroupCounts, observe: impl Fn(&mut GroupCounts, &I) + Sync) -> GroupCounts {
    // States made with the same options merge.
    newsloom_core::fold(items, CHUNK, || empty.clone(), observe, |all, part| all.merge(part).unwrap_or_default())
}

#[cfg(test)]
mod tests;
