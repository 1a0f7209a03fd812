use super::{GroupCounts, Keyness, KeynessOptions, counted};
use crate::furniture::blanked;
use crate::units::blocks;
use crate::{CompareError, Comparison};
use newsloom_core::Article;
use std::collections::BTreeSet;

impl Comparison {
    /// Which words each outlet uses more than the others do, site furniture left out.
    ///
    /// Groups are made by the field `by`; without it by outlet if all articles have one and they differ, else each article stands for
    /// itself. Statements tell which facts an article holds; this tells its words.
    ///
    /// # Errors
    /// As for [`keyness`](crate::keyness).
    pub fn keyness(&self, by: Option<&str>, options: &KeynessOptions) -> Result<Keyness, CompareError> {
        let outlets: Option<BTreeSet<_>> = self.articles.iter().map(|a| a.field("outlet")).collect();
        let by = by.unwrap_or(if outlets.is_some_and(|o| o.len() > 1) { "outlet" } else { "id" });
        super::check_field(&self.articles, by)?;
        let places: Vec<usize> = (0..self.articles.len()).collect();
        let observe = |counts: &mut GroupCounts, &i: &usize| {
            let article: &Article = &self.articles[i];
            match article.field(by) {
                Some(group) => {
                    let text = blanked(&article.text, i, &self.boilerplate);
                    let read: Vec<&str> = blocks(&text, i, &self.boilerplate).into_iter().map(|b| b.of(&text)).collect();
                    counts.count(&group, &read.join("\n"));
                }
                None => counts.skip(article),
            }
        };
        counted(&places, GroupCounts::new(by, &options.words)?, observe).finish(options)
    }
}
