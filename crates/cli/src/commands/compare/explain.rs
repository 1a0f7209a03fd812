//! Why two articles are alike, and why two members of a statement count as the same.

use crate::{
    context::Context,
    failure::Failure,
    show::{
        Align::{Left, Right},
        Page, Rows, Show,
    },
};
use newsloom_compare::{Comparison, Explanation, Input, PairExplanation};
use serde_json::{Value, json};

/// Shows what the ids ask for: those of two articles, or a statement's and those of two articles.
pub(super) fn show(comparison: &Comparison, ids: &[String], context: &mut Context<'_, '_>) -> Result<(), Failure> {
    match ids {
        [statement, a, b] => context.show(&Members { of: [statement, a, b], found: comparison.explain_statement(statement, a, b)? }),
        [a, b] => context.show(&Articles(comparison.explain(a, b)?)),
        _ => Ok(()),
    }
}

/// With the version and the schema, as all that the command writes.
fn headed(mut found: Value) -> Value {
    found["newsloom"] = env!("CARGO_PKG_VERSION").into();
    found["schema"] = 1.into();
    found
}

struct Articles(Explanation);

const TERM: [&str; 6] = ["term", "contribution", "furniture", "quotes", "passages", "own"];

impl Show for Articles {
    fn json(&self) -> Value {
        headed(json!(self.0))
    }

    fn rows(&self) -> Rows<'_> {
        let row = |t: &newsloom_compare::TermContribution| {
            vec![json!(t.term), t.contribution.into(), t.furniture.into(), t.quotes.into(), t.passages.into(), t.own.into()]
        };
        Rows::new(&TERM, self.0.terms.iter().map(row))
    }

    fn page(&self, page: &mut Page) {
        let e = &self.0;
        page.part(&format!("Why {} and {} are alike: {:.4}", e.a, e.b, e.similarity));
        page.line("What each word adds to the similarity, and where the two use it: the columns add up to the contribution, the rows to the total.");
        let figures = |x: [f64; 5]| x.map(|v| format!("{v:.4}"));
        let mut rows =
            vec![[vec!["total".to_owned()], figures([e.similarity, e.furniture, e.quotes, e.passages, e.own]).to_vec()].concat()];
        rows.extend(
            e.terms
                .iter()
                .map(|t| [vec![t.term.clone()], figures([t.contribution, t.furniture, t.quotes, t.passages, t.own]).to_vec()].concat()),
        );
        let columns: Vec<_> = TERM.iter().enumerate().map(|(i, name)| (*name, if i == 0 { Left } else { Right })).collect();
        page.table(&columns, rows);
    }
}

struct Members<'i> {
    of: [&'i str; 3],
    found: PairExplanation,
}

impl Members<'_> {
    fn inputs(&self) -> impl Iterator<Item = (&'static str, &Input)> {
        let part =
            |name: &'static str, inputs: &'_ [Input]| -> Vec<(&'static str, usize)> { (0..inputs.len()).map(|i| (name, i)).collect() };
        let all = [part("evidence", &self.found.evidence), part("standing", &self.found.standing)].concat();
        all.into_iter().map(|(model, i)| (model, if model == "evidence" { &self.found.evidence[i] } else { &self.found.standing[i] }))
    }
}

impl Show for Members<'_> {
    fn json(&self) -> Value {
        let mut found = json!(self.found);
        for (name, id) in ["statement", "a", "b"].iter().zip(self.of) {
            found[*name] = id.into();
        }
        headed(found)
    }

    fn rows(&self) -> Rows<'_> {
        let row = |(model, i): (&'static str, &Input)| vec![json!(model), json!(i.name), i.value.into(), i.contribution.into()];
        Rows::new(&["model", "input", "value", "contribution"], self.inputs().map(row))
    }

    fn page(&self, page: &mut Page) {
        let ([s, a, b], e) = (self.of, &self.found);
        page.part(&format!("Why {a} and {b} count as reporting {s}: {:.3}", e.probability));
        page.line("Log-odds: each model's bias and contributions add up to its total; the second starts from the first's.");
        let line = |model: &str, name: &str, value: String, c: f64| vec![model.to_owned(), name.to_owned(), value, format!("{c:+.3}")];
        let part = |model: &str, bias: f64, inputs: &[Input], total: f64| {
            let mut rows = vec![line(model, "bias", String::new(), bias)];
            rows.extend(inputs.iter().map(|i| line(model, i.name, format!("{:.3}", i.value), i.contribution)));
            rows.push(line(model, "total", String::new(), total));
            rows
        };
        let rows = [
            part("evidence", e.evidence_bias, &e.evidence, e.evidence_log_odds),
            part("standing", e.standing_bias, &e.standing, e.log_odds),
        ]
        .concat();
        page.table(&[("model", Left), ("input", Left), ("value", Right), ("adds", Right)], rows);
    }
}
