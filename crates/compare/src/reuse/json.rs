//! What was found about reuse as JSON.

use super::{Clue, Composition, Provenance, Spun};
use crate::Comparison;
use crate::json::Offsets;
use serde_json::{Value, json};

impl Comparison {
    /// `composition`, `provenance`, `spun` and `corroboration` of schema 1.
    pub(crate) fn reuse_json(&self, o: &Offsets<'_>) -> [(&'static str, Value); 4] {
        let id = |i: usize| self.articles[i].id.as_str();
        let composition = |c: &Composition| {
            let share = |words: usize| c.share(words);
            json!({
                "article": id(c.article), "n_words": c.n_words, "furniture": share(c.furniture), "quoted": share(c.quoted),
                "shared": share(c.shared), "own": share(c.own),
            })
        };
        let clue = |c: &Clue| {
            json!({
                "kind": c.kind, "source": c.source.map(id), "weight": c.weight, "detail": c.detail,
                "place": c.place.map(|p| o.with(p, json!({}))),
            })
        };
        let provenance = |p: &Provenance| {
            json!({
                "a": id(p.a), "b": id(p.b), "source": p.source.map(id), "copy": p.copy().map(id),
                "containment_a_in_b": p.containment_a_in_b, "containment_b_in_a": p.containment_b_in_a, "score": p.score,
                "evidence": p.evidence.iter().map(clue).collect::<Vec<_>>(),
            })
        };
        let spun = |s: &Spun| {
            json!({
                "article": id(s.article), "against": s.against.map(id), "kind": s.kind, "score": s.score, "n_aligned": s.n_aligned,
                "rate": s.rate, "immutables": s.immutables,
                "swaps": s.swaps.iter().map(|w| json!({
                    "own": o.with(w.own, json!({})), "other": o.with(w.other, json!({})), "damaged": w.damaged,
                })).collect::<Vec<_>>(),
            })
        };
        let c = &self.corroboration;
        [
            ("composition", self.composition.iter().map(composition).collect()),
            ("provenance", self.provenance.iter().map(provenance).collect()),
            ("spun", self.spun.iter().map(spun).collect()),
            (
                "corroboration",
                json!({
                    "n_articles": self.articles.len(),
                    "n_effective": c.n_effective,
                    "accounts": c.accounts.iter().map(|a| a.iter().map(|&i| id(i)).collect::<Vec<_>>()).collect::<Vec<_>>(),
                    "statements": c.statements.iter().map(|s| json!({
                        "statement": self.statements[s.statement].id, "n_articles": s.n_articles, "n_independent": s.n_independent,
                    })).collect::<Vec<_>>(),
                }),
            ),
        ]
    }
}
