//! Runs of words that two articles share, as ribbons between them.

use super::{statements::more, view::View};
use crate::{
    diff,
    html::{Text, count},
};
use newsloom_compare::{ClueKind, Passage, Provenance};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Pairs of articles shown.
const PAIRS: usize = 60;
/// Letters of a passage that its ribbon is read out with.
const READ: usize = 160;

pub(super) fn write(view: &View<'_>, out: &mut String) {
    let options = view.options();
    view.section("passages", "Shared passages", out);
    let mut pairs: BTreeMap<(usize, usize), Vec<&Passage>> = BTreeMap::new();
    for p in &view.c.passages {
        pairs.entry((p.a.article, p.b.article)).or_default().push(p);
    }
    if pairs.is_empty() {
        out.push_str("<p class=\"lede\">No two articles have a longer run of words in common.</p>\n</section>\n");
        return;
    }
    let _ = writeln!(
        out,
        "<p class=\"lede\">Runs of words that two articles have in common, the closest pairs first. Each ribbon leads from its place in the one text to its place in the other.</p>\n\
         <form class=\"filters\" aria-label=\"Choose a pair\"><label>Between<select name=\"in\">{options}</select></label>\
         <label>and<select name=\"with\">{options}</select></label><label>With the words<input type=\"search\" name=\"find\"></label>\
         <button type=\"reset\">Clear</button><output aria-live=\"polite\"></output></form>"
    );
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|(pair, list)| (std::cmp::Reverse(equal(list)), *pair));
    for (n, ((a, b), list)) in pairs.iter_mut().take(PAIRS).enumerate() {
        list.sort_by_key(|p| p.a.span.start);
        let _ = writeln!(
            out,
            "<details class=\"block item pairing\" data-in=\"{}\"{}><summary>{} and {} <span class=\"soft\">{}, {} equal words</span></summary>",
            view.who(&BTreeSet::from([*a, *b])),
            if n == 0 { " open" } else { "" },
            Text(&view.labels[*a]),
            Text(&view.labels[*b]),
            count(list.len(), "passage", "passages"),
            equal(list),
        );
        if let Some(p) = view.c.provenance.iter().find(|p| (p.a, p.b) == (*a, *b)) {
            source(view, p, out);
        }
        ribbons(view, (*a, *b), list, out);
        texts(view, list, out);
        out.push_str("</details>\n");
    }
    more(pairs.len(), PAIRS, out);
    out.push_str("</section>\n");
}

fn equal(list: &[&Passage]) -> usize {
    list.iter().map(|p| p.n_equal).sum()
}

/// The passages' id within the page.
fn id(view: &View<'_>, p: &Passage) -> String {
    format!("{}r{}-{}-{}-{}", view.prefix, p.a.article, p.a.span.start, p.b.article, p.b.span.start)
}

/// Which of the two is probably the source of the other.
fn source(view: &View<'_>, p: &Provenance, out: &mut String) {
    let label = |a: usize| Text(&view.labels[a]);
    match (p.source, p.copy()) {
        (Some(source), Some(copy)) => {
            let _ = write!(out, "<p class=\"small\">{} is probably a source of {}: ", label(source), label(copy));
        }
        _ => out.push_str("<p class=\"small\">One depends on the other or both on a third; which, the words do not tell: "),
    }
    let _ = write!(
        out,
        "{:.0} % of the words in {}’s own voice stand in {} too, {:.0} % the other way round",
        100.0 * p.containment_a_in_b,
        label(p.a),
        label(p.b),
        100.0 * p.containment_b_in_a,
    );
    for clue in &p.evidence {
        let who = clue.source.map_or_else(String::new, |s| format!(" (for {})", label(s)));
        let _ = write!(out, "; {}{who}", clue_name(clue.kind));
    }
    out.push_str(".</p>\n");
}

const fn clue_name(kind: ClueKind) -> &'static str {
    match kind {
        ClueKind::Credit => "the other names it",
        ClueKind::CommonCredit => "both name the same agency",
        ClueKind::Date => "earlier date",
        ClueKind::Attested => "where words were replaced, third articles use its words",
        ClueKind::Containment => "more of the other stands in it",
        ClueKind::Tail => "it goes on where the other ends",
    }
}

/// Both texts from start to end as bars, a ribbon a passage.
fn ribbons(view: &View<'_>, (a, b): (usize, usize), list: &[&Passage], out: &mut String) {
    let (one, other) = (&view.c.articles[a].text, &view.c.articles[b].text);
    let longest = one.len().max(other.len()).max(1) as f64;
    let x = |at: usize| 1000.0 * at as f64 / longest;
    let _ = write!(
        out,
        "<div class=\"ribbons\"><p class=\"soft small\">{}</p>\n<svg viewBox=\"0 0 1000 90\" preserveAspectRatio=\"none\" role=\"group\" \
         aria-label=\"{} from start to end above, {} below, and what they share\">\
         <rect class=\"track\" width=\"{:.1}\" height=\"9\"/><rect class=\"track\" y=\"81\" width=\"{:.1}\" height=\"9\"/>",
        Text(&view.labels[a]),
        Text(&view.labels[a]),
        Text(&view.labels[b]),
        x(one.len()),
        x(other.len()),
    );
    for (n, p) in list.iter().enumerate() {
        // A short passage of a long text has to be hit too.
        let side = |s: newsloom_compare::Place| (x(s.span.start), x(s.span.end).max(x(s.span.start) + 3.0));
        let ((s, e), (t, u)) = (side(p.a), side(p.b));
        let words: String = view.words(p.a).chars().take(READ).collect();
        let _ = write!(
            out,
            "<a class=\"ribbon\" href=\"#{id}\" data-p=\"{n}\" aria-label=\"Passage {}, {}: {words}\">\
             <title>{words}</title><path d=\"M{s:.1} 0V9C{s:.1} 45 {t:.1} 45 {t:.1} 81V90H{u:.1}V81C{u:.1} 45 {e:.1} 45 {e:.1} 9V0z\"/></a>",
            n + 1,
            count(p.n_equal, "equal word", "equal words"),
            id = id(view, p),
            words = Text(&words),
        );
    }
    let _ = writeln!(out, "</svg>\n<p class=\"soft small\">{}</p></div>", Text(&view.labels[b]));
}

/// The words of each passage in both articles; what the other one changed is marked.
fn texts(view: &View<'_>, list: &[&Passage], out: &mut String) {
    out.push_str("<table class=\"wordings\" aria-label=\"Passages\">");
    for (n, p) in list.iter().enumerate() {
        let (one, other) = (view.words(p.a), view.words(p.b));
        let how = format!("{}. {:.0} % equal", n + 1, p.similarity * 100.0);
        let _ = write!(out, "<tbody id=\"{}\" data-p=\"{n}\">", id(view, p));
        super::statements::row(&view.link(p.a), &how, &Text(one).to_string(), out);
        super::statements::row(&view.link(p.b), "", &diff::marked(one, other), out);
        out.push_str("</tbody>");
    }
    out.push_str("</table>");
}
