//! What two articles or more report, wording by wording.

use super::view::{Cell, GRADES, View, grade_key, grade_name};
use crate::{diff, html::Text};
use newsloom_compare::{Grade, Place, Presence, Statement};
use std::borrow::Cow;
use std::fmt::Write;

/// Wordings of one statement that are open to the eye; the others can be unfolded.
const OPEN: usize = 8;

pub(super) fn write(view: &View<'_>, out: &mut String) {
    let options = view.options();
    view.section("statements", "Statements", out);
    let _ = write!(
        out,
        "<p class=\"lede\">What two or more articles report. The first wording stands for all; in the others the words that differ from it are marked.</p>\n\
         <form class=\"filters\" aria-label=\"Filter statements\"><label>Reported by<select name=\"in\">{options}</select></label>\
         <label>Missing in<select name=\"out\">{options}</select></label><label>Grade<select name=\"grade\"><option value=\"\">any</option>"
    );
    for grade in GRADES {
        let _ = write!(out, "<option value=\"{}\">{}</option>", grade_key(grade), grade_name(grade));
    }
    let _ = write!(
        out,
        "</select></label><label>With the words<input type=\"search\" name=\"find\"></label><button type=\"reset\">Clear</button><output aria-live=\"polite\"></output></form>\n\
         <label class=\"check\"><input type=\"checkbox\" class=\"dropped\" id=\"{}dropped\"> Show the words that a wording drops, struck through</label>\n",
        view.prefix
    );
    let mut nearest = vec![Vec::new(); view.c.statements.len()];
    for o in view.c.omissions.iter().filter(|o| o.state != Presence::Present) {
        nearest[o.statement].push(o);
    }
    for (i, s) in view.c.statements.iter().enumerate() {
        statement(view, i, s, out);
        if !nearest[i].is_empty() {
            let absent = nearest[i].iter().filter(|o| o.state == Presence::Absent).count();
            let uncertain = nearest[i].len() - absent;
            let mut said = Vec::new();
            if absent > 0 {
                said.push(format!("absent in {absent}"));
            }
            if uncertain > 0 {
                said.push(format!("uncertain in {uncertain}"));
            }
            let _ = write!(
                out,
                "<details class=\"missing absent\"><summary>{}</summary><table class=\"wordings\" aria-label=\"Articles without this statement, and their nearest sentence\"><tbody>",
                said.join(", ")
            );
            for o in nearest[i].iter().take(OPEN) {
                let state = if o.state == Presence::Absent { "absent" } else { "uncertain" };
                match &o.nearest {
                    Some(n) => row(
                        &view.link(n.place),
                        &format!("{state}, nearest {:.2}", n.score),
                        &Text(&view.reading(n.place)).to_string(),
                        out,
                    ),
                    None => row(&Text(&view.labels[o.article]).to_string(), state, "", out),
                }
            }
            out.push_str("</tbody></table>");
            more(nearest[i].len(), OPEN, out);
            out.push_str("</details>\n");
        }
        out.push_str("</article>\n");
    }
    out.push_str("</section>\n");
}

fn statement(view: &View<'_>, i: usize, s: &Statement, out: &mut String) {
    let reporting = view.cells[i].iter().enumerate().filter(|(_, c)| matches!(c, Cell::Grade(_))).map(|(a, _)| a).collect();
    let mut grades: Vec<_> = s.members.iter().map(|m| format!("{}:{}", m.place.article, grade_key(m.grade))).collect();
    for (o, (_, articles)) in view.outlets().iter().enumerate() {
        grades.extend(s.members.iter().filter(|m| articles.contains(&m.place.article)).map(|m| format!("o{o}:{}", grade_key(m.grade))));
    }
    let _ = write!(
        out,
        "<article class=\"item\" id=\"{prefix}{id}\" data-in=\"{}\" data-grades=\"{}\">\n\
         <header><h3><a href=\"#{prefix}{id}\">{id}</a></h3><span class=\"soft\">in {} of {} articles</span></header>\n\
         <table class=\"wordings\" aria-label=\"Wordings of statement {id}\"><tbody>",
        view.who(&reporting),
        grades.join(" "),
        s.n_articles,
        view.c.articles.len(),
        prefix = view.prefix,
        id = Text(&s.id),
    );
    let wordings = wordings(view, s);
    let reference = view.headline(i);
    let line = |w: &Wording<'_>, out: &mut String| {
        let who: String = w.places.iter().map(|p| view.link(*p) + " ").collect();
        if w.reference {
            row(&who, "stands for all", &Text(&w.text).to_string(), out);
        } else {
            let how = format!("<span class=\"grade g-{}\">{}</span>", grade_key(w.grade), grade_name(w.grade));
            row(&who, &how, &diff::marked(&reference, &w.text), out);
        }
    };
    wordings.iter().take(OPEN).for_each(|w| line(w, out));
    out.push_str("</tbody></table>");
    if wordings.len() > OPEN {
        let _ = write!(
            out,
            "<details class=\"missing\"><summary>{} more wordings</summary><table class=\"wordings\" aria-label=\"More wordings\"><tbody>",
            wordings.len() - OPEN
        );
        wordings.iter().skip(OPEN).for_each(|w| line(w, out));
        out.push_str("</tbody></table></details>");
    }
    out.push('\n');
}

/// One wording and all places where it stands word for word.
struct Wording<'c> {
    text: Cow<'c, str>,
    bare: String,
    grade: Grade,
    reference: bool,
    places: Vec<Place>,
}

/// The wordings, the reference first, then by closeness.
fn wordings<'c>(view: &View<'c>, s: &Statement) -> Vec<Wording<'c>> {
    let mut all: Vec<Wording<'c>> = Vec::new();
    let order = std::iter::once(s.headline).chain((0..s.members.len()).filter(|i| *i != s.headline));
    for i in order {
        let Some(m) = s.members.get(i) else { continue };
        let text = view.reading(m.place);
        let bare = diff::bare(&text);
        match all.iter_mut().find(|w| w.bare == bare) {
            Some(w) => w.places.push(m.place),
            None => all.push(Wording { text, bare, grade: m.grade, reference: i == s.headline, places: vec![m.place] }),
        }
    }
    if all.len() > 1 {
        all[1..].sort_by_key(|w| w.grade);
    }
    all
}

/// A row: who, how, the words (already HTML).
pub(super) fn row(who: &str, how: &str, words: &str, out: &mut String) {
    let _ = write!(out, "<tr><th scope=\"row\">{who}</th><td class=\"how\">{how}</td><td class=\"w\">{words}</td></tr>");
}

/// Says what a shortened list leaves away.
pub(super) fn more(all: usize, shown: usize, out: &mut String) {
    if all > shown {
        let _ = write!(out, "<p class=\"soft\">{} more; the JSON of newsloom compare has all.</p>", all - shown);
    }
}
