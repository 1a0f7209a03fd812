use crate::coverage;
use crate::furniture::{self, FurnitureOptions};
use crate::omissions;
use crate::passages;
use crate::quotes;
use crate::reuse;
use crate::similarity;
use crate::statements;
use crate::units::Units;
use crate::{CompareError, CompareOptions, Comparison, Furniture, Statement};
use newsloom_core::Article;
use newsloom_text::Language;
use serde_json::json;
use std::collections::BTreeMap;

/// Compares the articles of one story.
///
/// Site furniture is set aside, what is left is cut into sentences, sentences that report the same are brought together
/// over all articles at once, and for every statement and article it is told whether the article reports it.
/// The result does not depend on the order of `articles` or on the number of threads.
///
/// ```
/// use newsloom_compare::{CompareOptions, compare};
/// use newsloom_core::Article;
///
/// let articles = [
///     Article::new("a", "The ferry sank near Port Orla on Monday. All ninety passengers were saved."),
///     Article::new("b", "Near Port Orla the ferry sank on Monday. The owner gave no comment."),
/// ];
/// let coverage = compare(&articles, &CompareOptions::default())?;
/// assert_eq!(coverage.statements.len(), 1);
/// assert_eq!(coverage.statements[0].n_articles, 2);
/// # Ok::<(), newsloom_compare::CompareError>(())
/// ```
///
/// # Errors
/// When there are fewer than two articles, two have one id, or an option has a value it can't have.
pub fn compare(articles: &[Article], options: &CompareOptions) -> Result<Comparison, CompareError> {
    let Story { articles, boilerplate, units } = prepare(articles, options)?;
    let n_words: Vec<usize> = (0..articles.len()).map(|a| units.of_article(a).iter().map(|u| u.words.len()).sum()).collect();
    let scores = statements::Scores::new(&units);
    let found = statements::find(&units, &scores);
    let expected = coverage::expectations(&units, &n_words, &found);
    let omissions = omissions::find(&units, &scores, &found, &expected);
    let coverage = coverage::of_articles(&units, &scores, &found, &expected);
    let passages = passages::find(&units);
    let quotes = quotes::beside(&articles, &boilerplate, Language::English, &|a, b| scores.of_places(&units, a, b));
    let mut statements: Vec<Statement> = found.into_iter().map(|(s, _)| s).collect();
    let reuse = reuse::find(&reuse::Story {
        articles: &articles,
        boilerplate: &boilerplate,
        quotes: &quotes,
        passages: &passages,
        statements: &statements,
    });
    for of in &reuse.corroboration.statements {
        statements[of.statement].n_independent = of.n_independent;
    }
    Ok(Comparison {
        n_sentences: (0..articles.len()).map(|a| units.of_article(a).len()).collect(),
        n_words,
        similarity: similarity::cosine(&units),
        unique: coverage::unique(&units, &scores),
        recipe: json!({
            "statements": scores.recipe(), "language": options.language, "languages": languages(&articles, &units), "keep": options.keep,
            "omissions": {"min_articles": omissions::min_articles(articles.len()), "uncertain": omissions::UNCERTAIN},
        }),
        quotes,
        passages,
        statements,
        coverage,
        omissions,
        boilerplate,
        composition: reuse.composition,
        provenance: reuse.provenance,
        spun: reuse.spun,
        corroboration: reuse.corroboration,
        language: options.language.clone(),
        articles,
    })
}

/// Articles ready to be compared.
pub(crate) struct Story {
    /// By id.
    pub(crate) articles: Vec<Article>,
    pub(crate) boilerplate: Vec<Furniture>,
    pub(crate) units: Units,
}

/// Orders the articles, sets furniture aside and cuts the rest into units.
pub(crate) fn prepare(articles: &[Article], options: &CompareOptions) -> Result<Story, CompareError> {
    if articles.len() < 2 {
        return Err(CompareError::TooFew(articles.len()));
    }
    let mut articles = articles.to_vec();
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(w) = articles.windows(2).find(|w| w[0].id == w[1].id) {
        return Err(CompareError::DuplicateId(w[0].id.clone()));
    }
    if Language::unless_auto(&options.language).is_err() {
        let value = format!("{:?}", options.language);
        return Err(CompareError::Parameter { parameter: "language", rule: Language::OR_AUTO, value });
    }
    let boilerplate = furniture::find(&articles, &FurnitureOptions::new(&options.keep, &[])?);
    let units = Units::new(&articles, &boilerplate, &options.language);
    Ok(Story { articles, boilerplate, units })
}

/// The articles by language: statements, omissions and passages are looked for within a language only.
fn languages(articles: &[Article], units: &Units) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (a, code) in articles.iter().zip(&units.codes) {
        out.entry(code.clone()).or_default().push(a.id.clone());
    }
    out
}
