use crate::ReadError;
use newsloom_core::hint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The fields of an article that a record can name.
pub const FIELDS: [&str; 7] = ["id", "title", "text", "outlet", "date", "url", "lang"];

/// How articles are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadOptions {
    /// The record's field that an article's field is read from, where the names differ: `text` from `body`.
    pub fields: BTreeMap<String, String>,
    /// Whether a `.txt` or `.html` file takes the name of its folder as outlet.
    pub outlet_from_folder: bool,
    /// Whether files and records that can't be used are skipped and listed, in place of an error at the first.
    pub skip_bad: bool,
}

impl ReadOptions {
    /// Reads the article's field `field` from the record's field `source`.
    ///
    /// ```
    /// let options = newsloom_corpus::ReadOptions::default().field("text", "body").field("outlet", "source");
    /// assert_eq!(options.fields["text"], "body");
    /// ```
    #[must_use]
    pub fn field(mut self, field: &str, source: &str) -> Self {
        self.fields.insert(field.into(), source.into());
        self
    }

    /// The record's name of an article's field.
    pub(crate) fn source<'s>(&'s self, field: &'s str) -> &'s str {
        self.fields.get(field).map_or(field, String::as_str)
    }

    pub(crate) fn check(&self) -> Result<(), ReadError> {
        match self.fields.keys().find(|k| !FIELDS.contains(&k.as_str())) {
            Some(field) => Err(ReadError::UnknownField { field: field.clone(), hint: hint(field, &FIELDS) }),
            None => Ok(()),
        }
    }
}
