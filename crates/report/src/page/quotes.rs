//! Who is quoted with what, and how the variants differ.

use super::{statements::row, view::View};
use crate::{diff, html::Text};
use newsloom_compare::{QuoteGroup, QuoteKind};
use std::{collections::BTreeSet, fmt::Write};

pub(super) fn write(view: &View<'_>, out: &mut String) {
    let speakers: BTreeSet<&str> = view.c.quotes.iter().filter_map(|q| q.speaker.as_deref()).collect();
    view.section("quotes", "Quotes", out);
    let _ = write!(
        out,
        "<p class=\"lede\">What stands in quotation marks, with its variants across articles. Words that differ from the longest variant are marked.</p>\n\
         <form class=\"filters\" aria-label=\"Filter quotes\"><label>Speaker<select name=\"speaker\"><option value=\"\">any</option>"
    );
    for speaker in speakers {
        let _ = write!(out, "<option>{}</option>", Text(speaker));
    }
    let _ = writeln!(
        out,
        "</select></label><label>Quoted by<select name=\"in\">{}</select></label><label>With the words<input type=\"search\" name=\"find\"></label>\
         <button type=\"reset\">Clear</button><output aria-live=\"polite\"></output></form>",
        view.options()
    );
    for q in &view.c.quotes {
        group(view, q, out);
    }
    out.push_str("</section>\n");
}

fn group(view: &View<'_>, q: &QuoteGroup, out: &mut String) {
    let articles: BTreeSet<usize> = q.members.iter().map(|m| m.place.article).collect();
    let speaker = q.speaker.as_deref();
    let shown = speaker.map_or_else(
        || "<span class=\"soft\">speaker not found</span>".into(),
        |s| format!("<span class=\"speaker w\">{}</span>", Text(s)),
    );
    let _ = write!(
        out,
        "<article class=\"item\" id=\"{prefix}{id}\" data-in=\"{}\" data-speaker=\"{}\">\n<header><h3><a href=\"#{prefix}{id}\">{id}</a> {shown}</h3>\
         <span class=\"soft\">in {} of {} articles</span></header>\n<table class=\"wordings\" aria-label=\"Variants of quote {id}\"><tbody>",
        view.who(&articles, false),
        Text(speaker.unwrap_or_default()),
        articles.len(),
        view.c.articles.len(),
        prefix = view.prefix,
        id = Text(&q.id),
    );
    let longest = q.members.iter().map(|m| view.words(m.place)).reduce(|a, b| if b.len() > a.len() { b } else { a }).unwrap_or_default();
    for m in &q.members {
        let kind = match m.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
        };
        let how = m.cue.as_ref().map_or_else(|| kind.to_owned(), |cue| format!("{kind}, <span class=\"w\">{}</span>", Text(cue)));
        row(&view.link(m.place), &how, &format!("“{}”", diff::marked(longest, view.words(m.place))), out);
    }
    out.push_str("</tbody></table>\n</article>\n");
}
