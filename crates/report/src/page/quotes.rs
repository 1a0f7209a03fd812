//! Who is quoted with what, and how the variants differ.

use super::{statements::row, view::View};
use crate::{
    diff,
    html::{Text, count},
};
use newsloom_compare::{QuoteGroup, QuoteKind, QuoteMember, quotes::EditKind};
use std::{collections::BTreeSet, fmt::Write};

pub(super) fn write(view: &View<'_>, out: &mut String) {
    let speakers: BTreeSet<&str> = view.c.quotes.iter().filter_map(|q| q.speaker.as_deref()).collect();
    view.section("quotes", "Quotes", out);
    let _ = write!(
        out,
        "<p class=\"lede\">What stands in quotation marks, with its variants across articles: added words are marked, words of the longest variant that are missing stand struck through, and … stands for its beginning or end.</p>\n\
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
         <span class=\"soft\">in {} of {} articles</span></header>\n<table class=\"wordings variants\" aria-label=\"Variants of quote {id}\"><tbody>",
        view.who(&articles),
        Text(speaker.unwrap_or_default()),
        articles.len(),
        view.c.articles.len(),
        prefix = view.prefix,
        id = Text(&q.id),
    );
    for m in &q.members {
        let words = variant(view, q, m);
        // Words without marks are the outlet's own in the guise of somebody's: they get none here either.
        let words = if m.marked { format!("“{words}”") } else { words };
        row(&view.link(m.place), &how(q, m), &words, out);
    }
    out.push_str("</tbody></table>\n</article>\n");
}

/// Direct or mixed, the reporting word, and what was done to the words.
fn how(q: &QuoteGroup, m: &QuoteMember) -> String {
    let mut said = vec![match (m.marked, m.kind) {
        (false, _) => "without marks".to_owned(),
        (true, QuoteKind::Direct) => "direct".to_owned(),
        (true, QuoteKind::Mixed) => "mixed".to_owned(),
    }];
    said.extend(m.cue.as_ref().map(|cue| format!("<span class=\"w\">{}</span>", Text(cue))));
    if q.reference == Some(m.place) && q.members.iter().any(|m| !m.edits.is_empty()) {
        said.push("the longest".to_owned());
    }
    for (kind, one, many) in TOLD {
        let n = m.edits.iter().filter(|e| e.kind == kind).count();
        if n > 0 {
            said.push(format!("<strong>{}</strong>", count(n, one, many)));
        }
    }
    said.join(", ")
}

/// Changes that change what was said.
const TOLD: [(EditKind, &str, &str); 3] = [
    (EditKind::Number, "number changed", "numbers changed"),
    (EditKind::Negation, "negation changed", "negations changed"),
    (EditKind::Modality, "modal verb changed", "modal verbs changed"),
];

/// A member's words, with what differs from the group's reference.
fn variant(view: &View<'_>, q: &QuoteGroup, m: &QuoteMember) -> String {
    match q.reference {
        Some(reference) if !m.edits.is_empty() => {
            let edits: Vec<_> =
                m.edits.iter().map(|e| (e.span.start..e.span.end, e.reference.of(&view.c.articles[reference.article].text))).collect();
            diff::edited(view.words(m.place), m.place.span.start, &edits)
        }
        _ => Text(view.words(m.place)).to_string(),
    }
}
