//! Runs of words that two articles share, as ribbons between them.

use super::view::View;
use crate::{
    diff,
    html::{Text, count},
};
use newsloom_compare::Passage;
use std::{collections::BTreeMap, fmt::Write};

/// Pairs of articles shown.
const PAIRS: usize = 60;

pub(super) fn write(view: &View<'_>, out: &mut String) {
    view.section("passages", "Shared passages", out);
    out.push_str(
        "<p class=\"lede\">Runs of words that two articles have in common, pair by pair, the closest pairs first. Who copied from whom, or both from a third, the words alone do not tell.</p>\n",
    );
    let mut pairs: BTreeMap<(usize, usize), Vec<&Passage>> = BTreeMap::new();
    for p in &view.c.passages {
        pairs.entry((p.a.article, p.b.article)).or_default().push(p);
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    let shared = |list: &[&Passage]| list.iter().map(|p| p.a.span.len()).sum::<usize>();
    pairs.sort_by_key(|(pair, list)| (std::cmp::Reverse(shared(list)), *pair));
    for ((a, b), list) in pairs.iter().take(PAIRS) {
        let _ = write!(
            out,
            "<details class=\"block\"><summary>{} and {} <span class=\"soft\">{}, {} characters</span></summary>",
            Text(&view.labels[*a]),
            Text(&view.labels[*b]),
            count(list.len(), "passage", "passages"),
            shared(list),
        );
        ribbons(view, *a, *b, list, out);
        out.push_str("<table class=\"wordings\" aria-label=\"Passages\"><tbody>");
        for p in list {
            let (one, other) = (view.words(p.a), view.words(p.b));
            let how = format!("{:.0} % equal", p.similarity * 100.0);
            super::statements::row(&view.link(p.a), &how, &Text(one).to_string(), out);
            super::statements::row(&view.link(p.b), "", &diff::marked(one, other), out);
        }
        out.push_str("</tbody></table></details>\n");
    }
    super::statements::more(pairs.len(), PAIRS, out);
    out.push_str("</section>\n");
}

fn ribbons(view: &View<'_>, a: usize, b: usize, list: &[&Passage], out: &mut String) {
    let (one, other) = (&view.c.articles[a].text, &view.c.articles[b].text);
    let longest = one.len().max(other.len()).max(1) as f64;
    let x = |at: usize| 760.0 * at as f64 / longest;
    let _ = write!(
        out,
        "<svg width=\"760\" height=\"96\" viewBox=\"0 0 760 96\" role=\"img\" aria-label=\"{} in the text of {} above and of {} below, from start to end\">\
         <rect class=\"track\" y=\"16\" width=\"{:.1}\" height=\"7\"/><rect class=\"track\" y=\"73\" width=\"{:.1}\" height=\"7\"/>\
         <text class=\"quiet\" y=\"11\">{}</text><text class=\"quiet\" y=\"93\">{}</text>",
        count(list.len(), "shared passage", "shared passages"),
        Text(&view.labels[a]),
        Text(&view.labels[b]),
        x(one.len()),
        x(other.len()),
        Text(&view.labels[a]),
        Text(&view.labels[b]),
    );
    for p in list {
        let (s, t) = (p.a.span, p.b.span);
        let _ = write!(
            out,
            "<path class=\"ribbon\" d=\"M{:.1} 16V23C{:.1} 48 {:.1} 48 {:.1} 73V80H{:.1}V73C{:.1} 48 {:.1} 48 {:.1} 23V16z\"/>",
            x(s.start),
            x(s.start),
            x(t.start),
            x(t.start),
            x(t.end),
            x(t.end),
            x(s.end),
            x(s.end),
        );
    }
    out.push_str("</svg>");
}
