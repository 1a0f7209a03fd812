//! Where accounts of one statement differ in what they say happened.

use super::{
    statements::{more, row},
    view::View,
};
use crate::html::Text;
use newsloom_compare::{Drift, DriftKind, Place};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Differences shown.
const MOST: usize = 80;
/// Accounts shown of each value.
const OPEN: usize = 6;

/// One thing that is told differently: each value with the places where it stands.
struct Difference {
    statement: usize,
    kind: DriftKind,
    values: BTreeMap<String, BTreeSet<Place>>,
}

impl Difference {
    fn holds(&self, place: Place) -> bool {
        self.values.values().any(|p| p.contains(&place))
    }

    fn articles(&self) -> BTreeSet<usize> {
        self.values.values().flatten().map(|p| p.article).collect()
    }
}

pub(super) fn write(view: &View<'_>, out: &mut String) {
    view.section("drift", "Differing facts", out);
    let found = gathered(&view.drift);
    if found.is_empty() {
        out.push_str("<p class=\"lede\">No two accounts of a statement differ in a number, a date, a name, a negation or a modal verb.</p>\n</section>\n");
        return;
    }
    let options = view.options();
    let _ = write!(
        out,
        "<p class=\"lede\">Numbers, dates, names, negations and modal verbs in which accounts of one statement differ. Which is right, the words can’t tell.</p>\n\
         <form class=\"filters\" aria-label=\"Filter differing facts\"><label>Between<select name=\"in\">{options}</select></label>\
         <label>and<select name=\"with\">{options}</select></label><label>Kind<select name=\"kind\"><option value=\"\">any</option>"
    );
    let kinds: BTreeSet<DriftKind> = found.iter().map(|d| d.kind).collect();
    for kind in kinds {
        let _ = write!(out, "<option>{}</option>", name(kind));
    }
    out.push_str(
        "</select></label><label>With the words<input type=\"search\" name=\"find\"></label><button type=\"reset\">Clear</button>\
         <output aria-live=\"polite\"></output></form>\n",
    );
    for d in found.iter().take(MOST) {
        item(view, d, out);
    }
    more(found.len(), MOST, out);
    out.push_str("</section>\n");
}

/// Pairs of one statement that have a side in common tell of the same thing.
fn gathered(pairs: &[Drift]) -> Vec<Difference> {
    let mut all: Vec<Difference> = Vec::new();
    for d in pairs {
        let (a, b) = (d.a.place, d.b.place);
        let mut joined = Difference { statement: d.statement, kind: d.kind, values: BTreeMap::new() };
        joined.values.entry(d.a.value.clone()).or_default().insert(a);
        joined.values.entry(d.b.value.clone()).or_default().insert(b);
        let same = |o: &Difference| (o.statement, o.kind) == (d.statement, d.kind) && (o.holds(a) || o.holds(b));
        let mut at = all.len();
        while let Some(i) = all.iter().position(same) {
            at = at.min(i);
            for (value, places) in all.remove(i).values {
                joined.values.entry(value).or_default().extend(places);
            }
        }
        all.insert(at, joined);
    }
    all
}

const fn name(kind: DriftKind) -> &'static str {
    match kind {
        DriftKind::Number => "number",
        DriftKind::Date => "date",
        DriftKind::Name => "name",
        DriftKind::Polarity => "negation",
        DriftKind::Modality => "modal verb",
    }
}

fn item(view: &View<'_>, d: &Difference, out: &mut String) {
    let id = Text(&view.c.statements[d.statement].id);
    let values: Vec<_> = d.values.keys().filter(|v| !v.is_empty()).map(|v| format!("<span class=\"w\">{}</span>", Text(v))).collect();
    let _ = write!(
        out,
        "<article class=\"item\" data-in=\"{}\" data-kind=\"{kind}\">\n<header><h3>{}</h3><span class=\"soft\">{kind}, in <a href=\"#{}{id}\">{id}</a></span></header>\n\
         <table class=\"wordings\" aria-label=\"Accounts that differ\"><tbody>",
        view.who(&d.articles()),
        values.join(" <span class=\"soft\">or</span> "),
        view.prefix,
        kind = name(d.kind),
    );
    let mut hidden = 0;
    for (value, places) in &d.values {
        for &place in places.iter().take(OPEN) {
            let how = if value.is_empty() { "lacks it".into() } else { format!("<span class=\"w\">{}</span>", Text(value)) };
            row(&view.link(place), &how, &view.in_sentence(d.statement, place), out);
        }
        hidden += places.len().saturating_sub(OPEN);
    }
    out.push_str("</tbody></table>");
    more(hidden + OPEN, OPEN, out);
    out.push_str("</article>\n");
}
