use super::align::Stream;
use super::{PassageOptions, between_all};
use crate::{CompareError, Passage};
use newsloom_core::map;
use newsloom_text::{CodePoints, SHINGLE_VERSION, Span, hashed_words};
use serde_json::{Value, json};

/// What two articles of a pile share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassagePair {
    /// Index of the one in [`Passages::ids`], the smaller of both.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// Number of passages.
    pub n_passages: usize,
    /// Words that are equal in them.
    pub n_equal: usize,
    /// `n_equal` over the words of `a`.
    pub containment_a_in_b: f64,
    /// `n_equal` over the words of `b`.
    pub containment_b_in_a: f64,
}

/// The passages of a pile.
#[derive(Clone, Debug, PartialEq)]
pub struct Passages {
    /// Ids of all articles, by bytes; places of passages are indices of it.
    pub ids: Vec<String>,
    /// Words by article.
    pub n_words: Vec<usize>,
    /// By article, then by place.
    pub passages: Vec<Passage>,
    /// By `a`, then `b`.
    pub pairs: Vec<PassagePair>,
    /// What made the result.
    pub options: PassageOptions,
}

/// Finds the passages that any two of a pile's articles share; `articles` are ids and texts.
///
/// Every run of `ngram` equal words in two articles is a seed (but n-grams in more than `max_df` articles, where a rarer one is
/// near). From the longest, a passage grows both ways over at most `max_gap` words replaced, cut or inserted at a time, as long as equal
/// words outweigh them; no word is in two passages of one pair, and order does not matter: moved paragraphs are found where they stand.
/// Words are runs of letters and digits in lower case; those of three letters or fewer weigh half.
/// The result does not depend on the order of the articles or on the number of threads.
///
/// # Errors
/// When two articles have one id, or `ngram` or `min_words` is 0.
///
/// ```
/// use newsloom_compare::{PassageOptions, passages};
/// let (a, b) = ("Nobody came. The old ferry sank near Port Orla on Monday night in a storm.",
///               "In a storm on Monday, police said, the old ferry sank near Port Orla on that same night in a storm.");
/// let found = passages(&[("a", a), ("b", b)], &PassageOptions::default())?;
/// assert_eq!(found.passages[0].a.span.of(a), "The old ferry sank near Port Orla on Monday night in a storm");
/// assert_eq!(found.passages[0].edits.len(), 1);
/// # Ok::<(), newsloom_compare::CompareError>(())
/// ```
pub fn passages<I: AsRef<str> + Sync, T: AsRef<str> + Sync>(
    articles: &[(I, T)],
    options: &PassageOptions,
) -> Result<Passages, CompareError> {
    for (parameter, value) in [("ngram", options.ngram), ("min_words", options.min_words)] {
        if value == 0 {
            return Err(CompareError::Parameter { parameter, rule: "at least 1", value: "0".into() });
        }
    }
    let mut articles: Vec<(&str, &str)> = articles.iter().map(|(id, text)| (id.as_ref(), text.as_ref())).collect();
    articles.sort_unstable();
    if let Some(w) = articles.windows(2).find(|w| w[0].0 == w[1].0) {
        return Err(CompareError::DuplicateId(w[0].0.to_owned()));
    }
    let words: Vec<(Stream, Vec<Span>)> = map(&articles, |(_, text)| {
        let words = hashed_words(text);
        let mut stream = Stream::default();
        words.iter().for_each(|w| stream.push(w.hash, w.span.of(text)));
        (stream, words.into_iter().map(|w| w.span).collect())
    });
    let (streams, spans): (Vec<Stream>, Vec<Vec<Span>>) = words.into_iter().unzip();
    let found = between_all(&streams, &spans, options).map_err(|e| CompareError::Parameter {
        parameter: "ngram",
        rule: "at least 1",
        value: e.to_string(),
    })?;
    let n_words: Vec<usize> = streams.iter().map(|s| s.keys.len()).collect();
    let pairs = found
        .chunk_by(|p, q| (p.a.article, p.b.article) == (q.a.article, q.b.article))
        .map(|group| {
            let (a, b) = (group[0].a.article, group[0].b.article);
            let n_equal: usize = group.iter().map(|p| p.n_equal).sum();
            PassagePair {
                a,
                b,
                n_passages: group.len(),
                n_equal,
                containment_a_in_b: n_equal as f64 / n_words[a] as f64,
                containment_b_in_a: n_equal as f64 / n_words[b] as f64,
            }
        })
        .collect();
    Ok(Passages { ids: articles.iter().map(|(id, _)| (*id).to_owned()).collect(), n_words, passages: found, pairs, options: *options })
}

impl Passages {
    /// The result as JSON, schema 1, with offsets in code points; `text` gives an article's text by id.
    #[must_use]
    pub fn to_json<'t>(&self, text: impl Fn(&str) -> &'t str) -> Value {
        let points: Vec<CodePoints> = self.ids.iter().map(|id| CodePoints::new(text(id))).collect();
        let id = |i: usize| self.ids[i].as_str();
        json!({
            "newsloom": env!("CARGO_PKG_VERSION"),
            "schema": 1,
            "n_articles": self.ids.len(),
            "passages": self.passages.iter().map(|p| {
                let side = |article: usize, span: Span| {
                    let (start, end) = points[article].span(span);
                    json!({"article": id(article), "start": start, "end": end, "text": span.of(text(id(article)))})
                };
                json!({
                    "a": side(p.a.article, p.a.span), "b": side(p.b.article, p.b.span), "similarity": p.similarity, "n_equal": p.n_equal,
                    "edits": p.edits.iter().map(|e| {
                        let place = |article: usize, span: Span| {
                            let (start, end) = points[article].span(span);
                            json!({"start": start, "end": end, "text": span.of(text(id(article)))})
                        };
                        json!({"kind": e.kind(), "a": place(p.a.article, e.a), "b": place(p.b.article, e.b)})
                    }).collect::<Vec<_>>(),
                })
            }).collect::<Vec<_>>(),
            "pairs": self.pairs.iter().map(|p| json!({
                "a": id(p.a), "b": id(p.b), "n_passages": p.n_passages, "n_equal": p.n_equal,
                "containment_a_in_b": p.containment_a_in_b, "containment_b_in_a": p.containment_b_in_a,
            })).collect::<Vec<_>>(),
            "recipe": {"options": self.options, "shingle_version": SHINGLE_VERSION},
        })
    }
}
