//! Articles for Python.

use crate::error::{Error, detached, reported};
use crate::groups::{PyStories, PyTopics};
use crate::keyness::{KeynessArguments, computed};
use crate::value::{record, to_py};
use newsloom_analysis::{StoryModel, StoryOptions, TopicModel, TopicOptions};
use newsloom_compare::furniture::{FurnitureOptions, find as find_furniture};
use newsloom_compare::{CompareOptions, compare};
use newsloom_core::Article;
use newsloom_corpus as corpus;
use newsloom_text::CodePoints;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use std::sync::Arc;

/// One of an article's own fields.
type Field = fn(&Article) -> &str;

/// Articles as Rust holds them; the face is `newsloom.Corpus`.
#[pyclass(name = "Corpus", module = "newsloom._core", frozen)]
pub(crate) struct PyCorpus {
    articles: Arc<Vec<Article>>,
    notes: Arc<Vec<corpus::Note>>,
}

/// Article, start and end in code points, text, reason.
type FurnitureLine = (String, usize, usize, String, String);

impl From<corpus::Corpus> for PyCorpus {
    fn from(c: corpus::Corpus) -> Self {
        Self { articles: Arc::new(c.articles), notes: Arc::new(c.notes) }
    }
}

impl PyCorpus {
    /// Articles that were read before.
    pub(crate) fn of(articles: Vec<Article>) -> Self {
        Self { articles: Arc::new(articles), notes: Arc::default() }
    }

    /// The articles, shared.
    pub(crate) fn articles(&self) -> &Arc<Vec<Article>> {
        &self.articles
    }
}

#[pymethods]
impl PyCorpus {
    /// Reads files, folders and globs.
    #[staticmethod]
    #[pyo3(signature = (paths, *, fields, skip_bad, outlet_from_folder, progress))]
    fn read(
        py: Python<'_>,
        paths: Vec<String>,
        fields: Vec<(String, String)>,
        skip_bad: bool,
        outlet_from_folder: bool,
        progress: Option<Py<PyAny>>,
    ) -> Result<Self, Error> {
        let options = corpus::ReadOptions { outlet_from_folder, ..options(fields, skip_bad) };
        Ok(reported(py, 0, progress, || corpus::read(&paths, &options))?.into())
    }

    /// Takes records: dicts with `text` and whatever else is known.
    #[staticmethod]
    #[pyo3(signature = (records, *, fields, skip_bad))]
    fn from_records(py: Python<'_>, records: Vec<Bound<'_, PyDict>>, fields: Vec<(String, String)>, skip_bad: bool) -> Result<Self, Error> {
        let options = options(fields, skip_bad);
        let records = records.iter().map(record).collect::<PyResult<Vec<_>>>()?;
        Ok(detached(py, 0, || corpus::from_records(records, &options))?.into())
    }

    /// Takes the rows of a data frame, from the capsule of its `__arrow_c_stream__`.
    #[staticmethod]
    #[pyo3(signature = (stream, *, fields, skip_bad))]
    fn from_arrow(py: Python<'_>, stream: &Bound<'_, PyCapsule>, fields: Vec<(String, String)>, skip_bad: bool) -> Result<Self, Error> {
        let options = options(fields, skip_bad);
        let batches = crate::arrow_in::reader(stream)?;
        Ok(detached(py, 0, || corpus::from_batches(batches, &options))?.into())
    }

    fn __len__(&self) -> usize {
        self.articles.len()
    }

    /// What was skipped or decoded otherwise than as UTF-8: source, kind and reason.
    #[getter]
    fn notes(&self) -> Vec<(String, &'static str, String)> {
        let kind = |n: &corpus::Note| if n.kind == corpus::NoteKind::Skipped { "skipped" } else { "read" };
        self.notes.iter().map(|n| (n.location.to_string(), kind(n), n.reason.clone())).collect()
    }

    /// The articles as columns, one more for each extra field.
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        let fields: [(&str, Field); 8] = [
            ("id", |a| &a.id),
            ("title", |a| &a.title),
            ("text", |a| &a.text),
            ("outlet", |a| &a.outlet),
            ("date", |a| &a.date),
            ("url", |a| &a.url),
            ("lang", |a| &a.lang),
            ("path", |a| &a.path),
        ];
        for (name, get) in fields {
            dict.set_item(name, PyList::new(py, self.articles.iter().map(get))?)?;
        }
        let mut extra: Vec<&String> = Vec::new();
        for name in self.articles.iter().flat_map(|a| a.extra.keys()) {
            if !extra.contains(&name) {
                extra.push(name);
            }
        }
        for name in extra {
            let column = PyList::empty(py);
            for a in self.articles.iter() {
                column.append(a.extra.get(name).map_or_else(|| Ok(py.None().into_bound(py)), |v| to_py(py, v))?)?;
            }
            dict.set_item(name, column)?;
        }
        Ok(dict)
    }

    /// The articles at these places.
    fn select(&self, places: Vec<usize>) -> PyResult<Self> {
        let pick = |&i: &usize| self.articles.get(i).cloned();
        let articles: Option<Vec<Article>> = places.iter().map(pick).collect();
        let articles =
            articles.ok_or_else(|| pyo3::exceptions::PyIndexError::new_err(format!("places must be below {}", self.articles.len())))?;
        Ok(Self { articles: Arc::new(articles), notes: Arc::clone(&self.notes) })
    }

    /// Compares the articles as accounts of one story.
    #[pyo3(signature = (*, language, keep, n_jobs, progress))]
    fn compare(
        &self,
        py: Python<'_>,
        language: String,
        keep: Vec<String>,
        n_jobs: usize,
        progress: Option<Py<PyAny>>,
    ) -> Result<crate::compare::PyComparison, Error> {
        let options = CompareOptions { language, keep };
        let articles = Arc::clone(&self.articles);
        Ok(reported(py, n_jobs, progress, || compare(&articles, &options))?.into())
    }

    /// Compares the words of groups of articles.
    fn keyness<'py>(&self, py: Python<'py>, by: &str, options: KeynessArguments) -> Result<Bound<'py, PyAny>, Error> {
        computed(py, options, |o| newsloom_compare::keyness(&self.articles, by, o))
    }

    /// Lines that are site furniture: article, start and end in code points, text, reason. `events` has a name for each article, or none.
    #[pyo3(signature = (*, keep, events, n_jobs))]
    fn boilerplate(&self, py: Python<'_>, keep: Vec<String>, events: Vec<String>, n_jobs: usize) -> Result<Vec<FurnitureLine>, Error> {
        let options = FurnitureOptions::new(&keep, &events)?;
        let articles = Arc::clone(&self.articles);
        detached(py, n_jobs, || {
            let found = find_furniture(&articles, &options);
            let rows = found.chunk_by(|a, b| a.place.article == b.place.article).flat_map(|lines| {
                let article = &articles[lines[0].place.article];
                let points = CodePoints::new(&article.text);
                lines.iter().map(move |f| {
                    let (start, end) = points.span(f.place.span);
                    (article.id.clone(), start, end, f.place.span.of(&article.text).to_owned(), f.reason.clone())
                })
            });
            Ok::<_, Error>(rows.collect())
        })
    }

    /// These articles and those of another corpus.
    fn joined(&self, other: &Self) -> Self {
        let all = |a: &Article| a.clone();
        Self {
            articles: Arc::new(self.articles.iter().chain(other.articles.iter()).map(all).collect()),
            notes: Arc::new(self.notes.iter().chain(other.notes.iter()).cloned().collect()),
        }
    }

    /// Groups the articles by topic.
    #[allow(clippy::too_many_arguments)]
    #[pyo3(signature = (*, n_clusters, seed, language, n_resamples, n_jobs, progress))]
    fn topics(
        &self,
        py: Python<'_>,
        n_clusters: Option<usize>,
        seed: u64,
        language: String,
        n_resamples: usize,
        n_jobs: usize,
        progress: Option<Py<PyAny>>,
    ) -> Result<PyTopics, Error> {
        let options = TopicOptions { n_clusters, seed, language, n_resamples };
        let articles = Arc::clone(&self.articles);
        Ok(PyTopics(reported(py, n_jobs, progress, || TopicModel::fit(&articles, &options))?))
    }

    /// Groups the articles by event.
    #[pyo3(signature = (*, language, n_jobs, progress))]
    fn stories(&self, py: Python<'_>, language: String, n_jobs: usize, progress: Option<Py<PyAny>>) -> Result<PyStories, Error> {
        let options = StoryOptions { language };
        let articles = Arc::clone(&self.articles);
        Ok(PyStories(reported(py, n_jobs, progress, || StoryModel::fit(&articles, &options))?))
    }
}

fn options(fields: Vec<(String, String)>, skip_bad: bool) -> corpus::ReadOptions {
    let options = corpus::ReadOptions { skip_bad, ..corpus::ReadOptions::default() };
    fields.iter().fold(options, |o, (field, source)| o.field(field, source))
}
