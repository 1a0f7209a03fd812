//! Which of the articles read take part.

use crate::failure::Failure;
use newsloom_core::{Article, hint};
use std::collections::BTreeSet;

/// Pairs of a field and a value: of each field named, an article has one of the values given for it.
#[derive(Clone, Copy)]
pub(crate) struct Filter<'f>(pub(crate) &'f [(String, String)]);

impl Filter<'_> {
    pub(crate) fn keeps(&self, article: &Article) -> bool {
        self.0.iter().all(|(field, _)| self.holds(field, article))
    }

    fn holds(&self, field: &str, article: &Article) -> bool {
        let value = article.field(field);
        self.0.iter().any(|(f, wanted)| f == field && value.as_deref().unwrap_or_default() == wanted.trim())
    }

    /// Keeps the articles wanted; an error tells which name or value may be meant when there are none.
    pub(crate) fn apply(&self, articles: &mut Vec<Article>) -> Result<(), Failure> {
        if let Some((field, value)) = self.0.iter().find(|(field, _)| !articles.iter().any(|a| self.holds(field, a))) {
            let known: BTreeSet<&str> = articles.iter().flat_map(|a| a.fields().filter(|f| a.field(f).is_some())).collect();
            let known: Vec<&str> = known.into_iter().collect();
            if !known.contains(&field.as_str()) {
                return Err(Failure::Data(format!("--where: no article has the field {field:?}; {}", hint(field, &known))));
            }
            let values: BTreeSet<_> = articles.iter().filter_map(|a| a.field(field)).collect();
            let values: Vec<&str> = values.iter().map(|v| &**v).collect();
            return Err(Failure::Data(format!("--where: no article has the {field} {value:?}; {}", hint(value, &values))));
        }
        articles.retain(|a| self.keeps(a));
        if articles.is_empty() {
            return Err(Failure::Data("--where: no article meets all conditions".into()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(conditions: &[(&str, &str)]) -> Result<String, String> {
        let mut articles: Vec<Article> = ["a", "b", "c"].map(|id| Article::new(id, "A ferry sailed.")).into();
        for (article, outlet) in articles.iter_mut().zip(["Ledger", "Echo", "Ledger"]) {
            article.outlet = outlet.into();
            article.extra.insert("page".into(), article.id.len().into());
        }
        articles[2].extra.insert("desk".into(), "sea".into());
        let conditions: Vec<_> = conditions.iter().map(|(f, v)| ((*f).to_owned(), (*v).to_owned())).collect();
        match Filter(&conditions).apply(&mut articles) {
            Ok(()) => Ok(articles.into_iter().map(|a| a.id).collect()),
            Err(Failure::Data(message)) => Err(message),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn values_of_one_field_are_alternatives_and_fields_add_up() {
        assert_eq!(kept(&[]).unwrap(), "abc");
        assert_eq!(kept(&[("outlet", "Ledger")]).unwrap(), "ac");
        assert_eq!(kept(&[("outlet", "Ledger"), ("outlet", "Echo"), ("page", "1")]).unwrap(), "abc");
        assert_eq!(kept(&[("outlet", "Ledger"), ("desk", "sea")]).unwrap(), "c");
        assert_eq!(kept(&[("id", "b"), ("id", "c")]).unwrap(), "bc");
    }

    #[test]
    fn what_was_meant_is_told() {
        let message = kept(&[("outlte", "Ledger")]).unwrap_err();
        assert!(message.starts_with("--where: no article has the field \"outlte\"; did you mean \"outlet\"?"), "{message}");
        let message = kept(&[("outlet", "Leger")]).unwrap_err();
        assert_eq!(message, "--where: no article has the outlet \"Leger\"; did you mean \"Ledger\"? known: \"Echo\", \"Ledger\"");
        assert_eq!(kept(&[("outlet", "Echo"), ("desk", "sea")]).unwrap_err(), "--where: no article meets all conditions");
    }
}
