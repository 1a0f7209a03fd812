//! The parts of a comparison as flat rows.

use super::Part;
use crate::show::{Rows, plain};
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
            &["quote", "article", "start", "end", "text", "speaker", "cue", "kind", "part_of"],
            c.quotes.iter().flat_map(|q| q.members.iter().map(move |m| (q, m))).map(move |(q, m)| {
                let mut row = vec![json!(q.id)];
                row.extend(at(m.place));
                let part_of = m.part_of.and_then(|p| at(p).into_iter().nth(1)).unwrap_or(Value::Null);
                row.extend([text(m.place), json!(m.speaker), json!(m.cue), json!(m.kind), part_of]);
                row
            }),
        ),
        Part::Passages => Rows::new(
            &["a", "a_start", "a_end", "b", "b_start", "b_end", "similarity", "n_equal", "n_edits", "a_text", "b_text"],
            c.passages.iter().map(move |p| {
                let numbers = [p.similarity.into(), p.n_equal.into(), p.edits.len().into()];
                at(p.a).into_iter().chain(at(p.b)).chain(numbers).chain([text(p.a), text(p.b)]).collect()
            }),
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
        Part::WordChoice => Rows::new(
            &["n", "word_a", "word_b", "statement", "a", "a_start", "a_end", "b", "b_start", "b_end", "a_sentence", "b_sentence"],
            c.word_choice().into_iter().flat_map(move |w| {
                let n = w.evidence.len();
                let rows: Vec<Vec<Value>> = w
                    .evidence
                    .iter()
                    .map(|e| {
                        let row = [n.into(), json!(w.word_a), json!(w.word_b), json!(c.statements[e.statement].id)];
                        let sentence = |p| json!(sentence(c, e.statement, p));
                        row.into_iter().chain(at(e.a)).chain(at(e.b)).chain([sentence(e.a), sentence(e.b)]).collect()
                    })
                    .collect();
                rows
            }),
        ),
        Part::ReportingVerbs => Rows::new(
            &["article", "speaker", "verb", "class", "n", "quotes"],
            c.reporting_verbs().into_iter().map(move |v| {
                let quotes: Vec<&str> = v.quotes.iter().map(|(q, _)| c.quotes[*q].id.as_str()).collect();
                vec![json!(c.articles[v.article].id), json!(v.speaker), json!(v.verb), json!(v.class), v.quotes.len().into(), json!(quotes)]
            }),
        ),
        Part::Drift => Rows::new(
            &[
                "statement",
                "kind",
                "a",
                "a_start",
                "a_end",
                "a_value",
                "a_text",
                "b",
                "b_start",
                "b_end",
                "b_value",
                "b_text",
                "a_sentence",
                "b_sentence",
            ],
            c.drift().into_iter().map(move |d| {
                let mut row = vec![json!(c.statements[d.statement].id), json!(d.kind)];
                for side in [&d.a, &d.b] {
                    row.extend(at(side.place));
                    row.extend([json!(side.value), text(side.place)]);
                }
                row.extend([&d.a, &d.b].map(|side| json!(sentence(c, d.statement, side.place))));
                row
            }),
        ),
        Part::Similarity => {
            let n = c.articles.len();
            let pairs = (0..n).flat_map(move |a| (a + 1..n).map(move |b| (a, b)));
            let row = |(a, b): (usize, usize)| vec![json!(c.articles[a].id), json!(c.articles[b].id), c.similarity.matrix[a][b].into()];
            Rows::new(&["a", "b", "similarity"], pairs.map(row))
        }
        Part::Composition => Rows::new(
            &["article", "n_words", "furniture", "quoted", "shared", "own"],
            c.composition.iter().map(|p| {
                let shares = [p.furniture, p.quoted, p.shared, p.own].map(|words| p.share(words).into());
                [json!(c.articles[p.article].id), p.n_words.into()].into_iter().chain(shares).collect()
            }),
        ),
        Part::Provenance => Rows::new(
            &["a", "b", "source", "copy", "score", "containment_a_in_b", "containment_b_in_a", "evidence"],
            c.provenance.iter().map(|p| {
                let id = |i: usize| c.articles[i].id.as_str();
                let ids = [json!(id(p.a)), json!(id(p.b)), json!(p.source.map(id)), json!(p.copy().map(id))];
                let numbers = [p.score, p.containment_a_in_b, p.containment_b_in_a].map(Value::from);
                let evidence = p.evidence.iter().map(|e| e.detail.as_str()).collect::<Vec<_>>();
                ids.into_iter().chain(numbers).chain([json!(evidence)]).collect()
            }),
        ),
        Part::Spun => Rows::new(
            &["article", "against", "kind", "score", "n_aligned", "rate", "immutables", "swaps"],
            c.spun.iter().map(move |s| {
                let id = |i: usize| c.articles[i].id.as_str();
                let swaps = s.swaps.iter().map(|w| format!("{} > {}", plain(&text(w.other)), plain(&text(w.own)))).collect::<Vec<_>>();
                vec![
                    json!(id(s.article)),
                    json!(s.against.map(id)),
                    json!(s.kind),
                    s.score.into(),
                    s.n_aligned.into(),
                    s.rate.into(),
                    s.immutables.into(),
                    json!(swaps),
                ]
            }),
        ),
        Part::Corroboration => Rows::new(
            &["statement", "n_articles", "n_independent"],
            c.corroboration
                .statements
                .iter()
                .map(|s| vec![json!(c.statements[s.statement].id), s.n_articles.into(), s.n_independent.into()]),
        ),
        Part::Boilerplate => Rows::new(
            &["article", "start", "end", "text", "reason"],
            c.boilerplate.iter().map(move |f| at(f.place).into_iter().chain([text(f.place), json!(f.reason)]).collect()),
        ),
    }
}

/// The member of a statement in which a place lies.
pub(super) fn sentence(c: &Comparison, statement: usize, place: Place) -> &str {
    let holds = |p: Place| p.article == place.article && p.span.start <= place.span.start && place.span.end <= p.span.end;
    let member = c.statements[statement].members.iter().find(|m| holds(m.place)).map_or(place, |m| m.place);
    member.span.of(&c.articles[member.article].text)
}
