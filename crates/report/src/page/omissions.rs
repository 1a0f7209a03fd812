//! What each article leaves out, and the lines that were set aside.

use super::{
    statements::{more, row},
    view::View,
};
use crate::html::{Text, count};
use newsloom_compare::{Omission, Presence};
use std::fmt::Write;

/// Statements listed for one article.
const MOST: usize = 40;

pub(super) fn write(view: &View<'_>, out: &mut String) {
    view.section("omissions", "What each article leaves out", out);
    out.push_str(
        "<p class=\"lede\">Of what two or more others report. It may be for space, time or desk; nothing here says why. Under each statement the sentence that comes nearest, and how likely it says the same as one of the wordings, from 0 to 1.</p>\n",
    );
    let mut of = vec![Vec::new(); view.c.articles.len()];
    for o in view.c.omissions.iter().filter(|o| o.state != Presence::Present) {
        of[o.article].push(o);
    }
    for (a, mut omissions) in of.into_iter().enumerate() {
        omissions.sort_by_key(|o| (o.state == Presence::Uncertain, o.statement));
        article(view, a, &omissions, out);
    }
    out.push_str("</section>\n");
}

fn article(view: &View<'_>, a: usize, omissions: &[&Omission], out: &mut String) {
    let absent = omissions.iter().filter(|o| o.state == Presence::Absent).count();
    let _ = write!(
        out,
        "<details class=\"block\"><summary>{} <span class=\"soft\">{absent} absent, {} uncertain, of {}</span></summary>\
         <table class=\"wordings\" aria-label=\"Statements that {} leaves out\"><tbody>",
        Text(&view.labels[a]),
        omissions.len() - absent,
        count(view.c.statements.len(), "statement", "statements"),
        Text(&view.labels[a]),
    );
    for o in omissions.iter().take(MOST) {
        let s = &view.c.statements[o.statement];
        let state = if o.state == Presence::Absent { "absent" } else { "uncertain" };
        let who = format!(
            "<a href=\"#{prefix}{id}\">{id}</a> <span class=\"soft\">in {} of {}</span>",
            s.n_articles,
            view.c.articles.len(),
            prefix = view.prefix,
            id = Text(&s.id)
        );
        let near = o.nearest.as_ref().map_or_else(String::new, |n| {
            format!(
                "<br><span class=\"soft\">nearest here ({:.2}, {}): {}</span>",
                n.score,
                view.link(n.place),
                Text(&view.reading(n.place))
            )
        });
        row(&who, state, &format!("{}{near}", Text(&view.headline(o.statement))), out);
    }
    out.push_str("</tbody></table>");
    more(omissions.len(), MOST, out);
    out.push_str("</details>\n");
}

pub(super) fn set_aside(view: &View<'_>, out: &mut String) {
    view.section("set-aside", "Lines set aside", out);
    out.push_str(
        "<p class=\"lede\">Site furniture that takes no part in the comparison: titles, dates, addresses, calls to comment. Nothing is lost: it stands here, with the reason.</p>\n\
         <table class=\"wordings\" aria-label=\"Lines set aside\"><tbody>",
    );
    for f in &view.c.boilerplate {
        row(&view.link(f.place), &Text(&f.reason.replace('_', " ")).to_string(), &Text(view.words(f.place)).to_string(), out);
    }
    out.push_str("</tbody></table>\n</section>\n");
}
