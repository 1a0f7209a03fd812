use crate::quotes::Edit;
use crate::{Comparison, Place};
use newsloom_core::Article;
use newsloom_text::{CodePoints, Span};
use serde_json::{Value, json};

/// The articles of a comparison with their code points, for turning bytes into JSON's offsets.
pub(crate) struct Offsets<'c>(Vec<(&'c Article, CodePoints)>);

impl Offsets<'_> {
    fn span(&self, article: usize, span: Span) -> (usize, usize) {
        self.0[article].1.span(span)
    }

    fn text(&self, place: Place) -> &str {
        place.span.of(&self.0[place.article].0.text)
    }

    fn place(&self, place: Place) -> Value {
        let (start, end) = self.span(place.article, place.span);
        json!({"article": self.0[place.article].0.id, "start": start, "end": end})
    }

    /// A place within an article that is named elsewhere.
    fn stretch(&self, place: Place) -> Value {
        let (start, end) = self.span(place.article, place.span);
        json!({"start": start, "end": end, "text": self.text(place)})
    }

    /// A difference between a quotation and its group's reference, with the words of both.
    fn edit(&self, own: Place, reference: Option<Place>, e: &Edit) -> Value {
        let (start, end) = self.span(own.article, e.span);
        let theirs = reference.map(|r| self.text(Place { article: r.article, span: e.reference }));
        json!({"kind": e.kind, "start": start, "end": end, "text": self.text(Place { article: own.article, span: e.span }), "reference": theirs})
    }

    /// A place with its words and whatever else belongs to it.
    pub(crate) fn with(&self, place: Place, more: Value) -> Value {
        let mut v = self.place(place);
        v["text"] = self.text(place).into();
        if let (Some(v), Value::Object(more)) = (v.as_object_mut(), more) {
            v.extend(more);
        }
        v
    }
}

impl Comparison {
    /// The result as JSON, schema 1. Offsets are code points of the article's text.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let o = Offsets(self.articles.iter().map(|a| (a, CodePoints::new(&a.text))).collect());
        let id = |i: usize| self.articles[i].id.as_str();
        let mut value = json!({
            "newsloom": env!("CARGO_PKG_VERSION"),
            "schema": 1,
            "articles": self.articles.iter().enumerate().map(|(i, a)| json!({
                "id": a.id, "path": a.path, "outlet": a.outlet, "title": a.title, "lang": a.lang,
                "n_sentences": self.n_sentences[i], "n_words": self.n_words[i],
            })).collect::<Vec<_>>(),
            "similarity": {"measure": self.similarity.measure, "ids": self.articles.iter().map(|a| &a.id).collect::<Vec<_>>(), "matrix": self.similarity.matrix},
            "statements": self.statements.iter().map(|s| json!({
                "id": s.id, "n_articles": s.n_articles, "n_independent": s.n_independent, "headline": s.headline,
                "members": s.members.iter().map(|m| o.with(m.place, json!({
                    "grade": m.grade, "score": m.score, "clause": m.clause.map(|c| o.stretch(Place { span: c, ..m.place })),
                }))).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "quotes": self.quotes.iter().map(|q| json!({
                "id": q.id, "speaker": q.speaker,
                "reference": q.reference.and_then(|r| q.members.iter().position(|m| m.place == r)),
                "members": q.members.iter().map(|m| o.with(m.place, json!({
                    "part_of": m.part_of.map(|p| o.stretch(p)), "speaker": m.speaker, "cue": m.cue, "kind": m.kind, "attribution": m.attribution, "marked": m.marked,
                    "edits": m.edits.iter().map(|e| o.edit(m.place, q.reference, e)).collect::<Vec<_>>(),
                }))).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "passages": self.passages.iter().map(|p| json!({
                "a": o.place(p.a), "b": o.place(p.b), "similarity": p.similarity, "n_equal": p.n_equal,
                "edits": p.edits.iter().map(|e| json!({
                    "kind": e.kind(), "a": o.stretch(Place { span: e.a, ..p.a }), "b": o.stretch(Place { span: e.b, ..p.b }),
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "omissions": self.omissions.iter().map(|m| {
                let nearest = m.nearest.as_ref().map(|n| {
                    let mut v = o.stretch(n.place);
                    v["score"] = n.score.into();
                    v
                });
                let statement = &self.statements[m.statement].id;
                json!({"statement": statement, "article": id(m.article), "state": m.state, "expected": m.expected, "nearest": nearest})
            }).collect::<Vec<_>>(),
            "coverage": self.coverage.iter().map(|c| json!({
                "article": id(c.article), "n_statements": c.n_statements, "expected": c.expected, "residual": c.residual,
                "missing": c.missing.iter().map(|&s| &self.statements[s].id).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "unique": self.unique.iter().map(|u| o.with(u.place, json!({"score": u.score}))).collect::<Vec<_>>(),
            "word_choice": self.word_choice().iter().map(|w| json!({
                "a": id(w.a), "b": id(w.b), "word_a": w.word_a, "word_b": w.word_b,
                "evidence": w.evidence.iter().map(|e| json!({
                    "statement": self.statements[e.statement].id, "a": o.with(e.a, json!({})), "b": o.with(e.b, json!({})),
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "reporting_verbs": self.reporting_verbs().iter().map(|v| json!({
                "article": id(v.article), "speaker": v.speaker, "verb": v.verb, "class": v.class,
                "quotes": v.quotes.iter().map(|(q, place)| o.with(*place, json!({"quote": self.quotes[*q].id}))).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "drift": self.drift().iter().map(|d| json!({
                "statement": self.statements[d.statement].id, "kind": d.kind,
                "a": o.with(d.a.place, json!({"value": d.a.value})), "b": o.with(d.b.place, json!({"value": d.b.value})),
            })).collect::<Vec<_>>(),
            "boilerplate": self.boilerplate.iter().map(|f| o.with(f.place, json!({"reason": f.reason}))).collect::<Vec<_>>(),
            "recipe": self.recipe,
        });
        self.reuse_json(&o).into_iter().for_each(|(name, part)| value[name] = part);
        value
    }
}
