//! The parts of a comparison as flat rows.

use super::Part;
use crate::show::Rows;
use newsloom_compare::{Comparison, Place};
use newsloom_text::CodePoints;
use serde_json::{Value, json};

pub(super) fn rows(c: &Comparison, part: Part) -> Rows<'_> {
    let points: Vec<_> = c.articles.iter().map(|a| CodePoints::new(&a.text)).collect();
    // Article, start and end of a place.
    let at = move |place: Place| {
        let (start, end) = points[place.article].span(place.span);
        [json!(c.articles[place.article].id), start.into(), end.into()]
    };
    let text = |place: Place| json!(place.span.of(&c.articles[place.article].text));
    match part {
        Part::Articles => Rows::new(
            &["id", "path", "outlet", "title", "lang", "n_sentences", "n_words"],
            c.articles.iter().enumerate().map(|(i, a)| {
                vec![
                    json!(a.id),
                    json!(a.path),
                    json!(a.outlet),
                    json!(a.title),
                    json!(a.lang),
                    c.n_sentences[i].into(),
                    c.n_words[i].into(),
                ]
            }),
        ),
        Part::Statements => Rows::new(
            &[
                "statement",
                "n_articles",
                "n_independent",
                "article",
                "start",
                "end",
                "text",
                "grade",
                "score",
                "clause_start",
                "clause_end",
            ],
            c.statements.iter().flat_map(|s| s.members.iter().map(move |m| (s, m))).map(move |(s, m)| {
                let mut row = vec![json!(s.id), s.n_articles.into(), s.n_independent.into()];
                row.extend(at(m.place));
                row.extend([text(m.place), json!(m.grade), m.score.into()]);
                match m.clause {
                    Some(span) => row.extend(at(Place { span, ..m.place }).into_iter().skip(1)),
                    None => row.extend([Value::Null, Value::Null]),
                }
                row
            }),
        ),
        Part::Quotes => Rows::new(
            &["quote", "article", "start", "end", "text", "speaker", "cue", "kind"],
            c.quotes.iter().flat_map(|q| q.members.iter().map(move |m| (q, m))).map(move |(q, m)| {
                let mut row = vec![json!(q.id)];
                row.extend(at(m.place));
                row.extend([text(m.place), json!(m.speaker), json!(m.cue), json!(m.kind)]);
                row
            }),
        ),
        Part::Passages => Rows::new(
            &["a", "a_start", "a_end", "b", "b_start", "b_end", "similarity", "a_text", "b_text"],
            c.passages.iter().map(move |p| at(p.a).into_iter().chain(at(p.b)).chain([p.similarity.into(), text(p.a), text(p.b)]).collect()),
        ),
        Part::Omissions => Rows::new(
            &["statement", "article", "state", "expected", "nearest_start", "nearest_end", "nearest_text", "nearest_score"],
            c.omissions.iter().map(move |o| {
                let mut row = vec![json!(c.statements[o.statement].id), json!(c.articles[o.article].id), json!(o.state), o.expected.into()];
                match &o.nearest {
                    Some(n) => {
                        let [_, start, end] = at(n.place);
                        row.extend([start, end, text(n.place), n.score.into()]);
                    }
                    None => row.extend([Value::Null, Value::Null, Value::Null, Value::Null]),
                }
                row
            }),
        ),
        Part::Coverage => Rows::new(
            &["article", "n_statements", "expected", "residual", "missing"],
            c.coverage.iter().map(|a| {
                let missing: Vec<&str> = a.missing.iter().map(|&s| c.statements[s].id.as_str()).collect();
                vec![json!(c.articles[a.article].id), a.n_statements.into(), a.expected.into(), a.residual.into(), json!(missing.join(" "))]
            }),
        ),
        Part::Unique => Rows::new(
            &["article", "start", "end", "text", "score"],
            c.unique.iter().map(move |u| at(u.place).into_iter().chain([text(u.place), u.score.into()]).collect()),
        ),
        Part::Similarity => {
            let n = c.articles.len();
            let pairs = (0..n).flat_map(move |a| (a + 1..n).map(move |b| (a, b)));
            let row = |(a, b): (usize, usize)| vec![json!(c.articles[a].id), json!(c.articles[b].id), c.similarity.matrix[a][b].into()];
            Rows::new(&["a", "b", "similarity"], pairs.map(row))
        }
        Part::Boilerplate => Rows::new(
            &["article", "start", "end", "text", "reason"],
            c.boilerplate.iter().map(move |f| at(f.place).into_iter().chain([text(f.place), json!(f.reason)]).collect()),
        ),
    }
}
