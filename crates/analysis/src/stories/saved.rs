use super::model::{Backgrounds, StoryModel};
use super::result::{Stories, StoryOptions};
use crate::AnalysisError;
use crate::distinct::shingles;
use crate::reading::Reading;
use newsloom_core::{Article, Envelope, EnvelopeError};
use newsloom_text::ArticleLanguages;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeSet;

const KIND: &str = "stories";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Params {
    options: StoryOptions,
    languages: ArticleLanguages,
}

fn malformed(what: &str) -> EnvelopeError {
    EnvelopeError::Malformed(format!("stories: {what}"))
}

fn json(name: &str, value: &impl Serialize) -> Result<Vec<u8>, EnvelopeError> {
    serde_json::to_vec(value).map_err(|e| malformed(&format!("{name}: {e}")))
}

fn read<T: DeserializeOwned>(envelope: &Envelope, name: &str) -> Result<T, EnvelopeError> {
    serde_json::from_slice(envelope.block(name)?).map_err(|e| malformed(&format!("{name}: {e}")))
}

impl StoryModel {
    /// The model as bytes: the articles, the language each is read in, the stories, and how alike each article is to its nearest. What
    /// can be counted from the articles is counted again, so a model says nothing that its articles do not.
    ///
    /// ```
    /// use newsloom_analysis::{StoryModel, StoryOptions};
    /// use newsloom_core::Article;
    /// let march = [Article::new("a", "The ferry rammed the pier."), Article::new("b", "Wheat prices climb.")];
    /// let mut model = StoryModel::fit(&march, &StoryOptions::default())?;
    /// let mut loaded = StoryModel::from_bytes(&model.to_bytes()?)?;
    /// let april = [Article::new("c", "A ferry rammed the old pier.")];
    /// assert_eq!(loaded.add(&april)?, model.add(&april)?);
    /// # Ok::<(), newsloom_analysis::AnalysisError>(())
    /// ```
    ///
    /// # Errors
    /// When the state can't be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, AnalysisError> {
        let params = Params { options: self.options.clone(), languages: self.reading.languages().clone() };
        let mut envelope = Envelope::new(KIND, VERSION, &params)?;
        let languages: Vec<&str> = self.places.iter().map(|&p| self.reading.language(p)).collect();
        let backgrounds = self.articles.iter().map(|a| self.backgrounds.get(&a.id).copied().unwrap_or(0.0));
        envelope.push("articles", json("articles", &self.articles)?);
        envelope.push("languages", json("languages", &languages)?);
        envelope.push("stories", json("stories", &self.stories)?);
        envelope.push("backgrounds", backgrounds.flat_map(f64::to_le_bytes).collect());
        Ok(envelope.to_bytes()?)
    }

    /// Reads what [`StoryModel::to_bytes`] wrote: more articles are taken in as by the model that was saved.
    ///
    /// # Errors
    /// When the bytes are no stories, end early, were altered, are of another version, or do not fit together.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, AnalysisError> {
        let envelope = Envelope::from_bytes(bytes, KIND, VERSION)?;
        let Params { options, languages } = envelope.params()?;
        let articles: Vec<Article> = read(&envelope, "articles")?;
        let codes: Vec<String> = read(&envelope, "languages")?;
        let stories: Stories = read(&envelope, "stories")?;
        let (values, rest) = envelope.block("backgrounds")?.as_chunks::<8>();
        if articles.is_empty() || articles.windows(2).any(|w| w[0].id >= w[1].id) {
            return Err(malformed("articles must be there, each once, by id").into());
        }
        if codes.len() != articles.len() || values.len() != articles.len() || !rest.is_empty() {
            return Err(malformed("each article must have a language and a background").into());
        }
        // Each article must stand in one story, and say so.
        let told = |a: &Article, found: &super::StoryAssignment| a.id == found.id;
        let mut of: Vec<(&str, &str)> =
            stories.stories.iter().flat_map(|s| s.members.iter().map(|m| (m.as_str(), s.story.as_str()))).collect();
        of.sort_unstable();
        let sizes = stories.stories.iter().all(|s| s.size == s.members.len());
        let names: BTreeSet<&str> = stories.stories.iter().map(|s| s.story.as_str()).collect();
        let said = stories.assignments.iter().map(|a| (a.id.as_str(), a.story.as_str()));
        let each = articles.len() == stories.assignments.len() && articles.iter().zip(&stories.assignments).all(|(a, f)| told(a, f));
        if !(each && sizes && names.len() == stories.stories.len() && said.eq(of)) {
            return Err(malformed("each article must stand in one story").into());
        }
        let sorted: Vec<&Article> = articles.iter().collect();
        let (reading, shingles) = (Reading::again(languages, &sorted, codes), shingles(&sorted)?);
        let backgrounds: Backgrounds = articles.iter().zip(values).map(|(a, v)| (a.id.clone(), f64::from_le_bytes(*v))).collect();
        Ok(Self { places: (0..articles.len()).collect(), options, articles, reading, shingles, stories, backgrounds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EVENTS: [&str; 5] = [
        "The ferry rammed the pier of Oldhaven on Monday and nine passengers were hurt.",
        "Wheat prices climb to a record after the drought in the plains, traders say.",
        "Thieves took a vase from the museum at night and left no trace of their way in.",
        "Der Fluss trat nach dem Regen über die Ufer, und die Stadt schloss zwei Brücken.",
        "The striker scored twice in the cup final and lifted the trophy before the crowd.",
    ];

    fn articles(events: &[usize]) -> Vec<Article> {
        let one = |(i, &e): (usize, &usize)| Article {
            title: EVENTS[e].split(' ').take(4).collect::<Vec<_>>().join(" "),
            date: format!("2026-03-{:02}", 1 + e * 5 + i % 3),
            // Each account leaves out another word.
            ..Article::new(
                format!("a{:02}", i * 7 % 31),
                EVENTS[e].split(' ').enumerate().filter(|(at, _)| at % 7 != i % 7).map(|w| w.1).collect::<Vec<_>>().join(" "),
            )
        };
        events.iter().enumerate().map(one).collect()
    }

    fn model(events: &[usize]) -> StoryModel {
        StoryModel::fit(&articles(events), &StoryOptions::default()).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn what_was_saved_goes_on_as_what_was_not(events in prop::collection::vec(0usize..5, 3..20), first in 1usize..20, then in 0usize..20) {
            let all = articles(&events);
            let first = first.min(all.len());
            let then = (first + then).min(all.len());
            let mut kept = StoryModel::fit(&all[..first], &StoryOptions::default()).unwrap();
            let again = |m: &StoryModel| StoryModel::from_bytes(&m.to_bytes().unwrap()).unwrap();
            let mut saved = again(&kept);
            prop_assert_eq!(saved.stories(), kept.stories());
            prop_assert_eq!(saved.add(&all[first..then]).unwrap(), kept.add(&all[first..then]).unwrap());
            saved = again(&saved);
            prop_assert_eq!(saved.add(&all[then..]).unwrap(), kept.add(&all[then..]).unwrap());
            prop_assert_eq!(saved.to_bytes().unwrap(), kept.to_bytes().unwrap());
        }
    }

    #[test]
    fn what_is_no_model_is_an_error() {
        let bytes = model(&[0, 0, 1]).to_bytes().unwrap();
        for cut in 0..bytes.len() {
            assert!(StoryModel::from_bytes(&bytes[..cut]).is_err());
        }
        let error = |bytes: &[u8]| StoryModel::from_bytes(bytes).unwrap_err().to_string();
        assert!(error(&bytes[..bytes.len() - 9]).contains("truncated"));
        assert!(error(b"PK").contains("NEWSLOOM"));
        let other = |kind: &str, version| Envelope::new(kind, version, &0).unwrap().to_bytes().unwrap();
        assert_eq!(error(&other("vectorizer", 1)), "kind is \"vectorizer\", this needs \"stories\"");
        assert_eq!(error(&other(KIND, VERSION + 1)), "version is \"2\", this needs \"1\"");
    }

    #[test]
    fn parts_that_do_not_fit_are_an_error() {
        let whole = model(&[0, 0, 1]);
        let error = |change: fn(&mut StoryModel)| {
            let mut model = whole.clone();
            change(&mut model);
            StoryModel::from_bytes(&model.to_bytes().unwrap()).unwrap_err().to_string()
        };
        assert!(error(|m| m.stories.stories.truncate(1)).contains("each article must stand in one story"));
        assert!(error(|m| m.stories.assignments[0].story = "z".into()).contains("each article must stand in one story"));
        assert!(error(|m| m.articles.swap(0, 1)).contains("each once, by id"));
        assert!(error(|m| m.places.truncate(2)).contains("a language and a background"));
    }
}
