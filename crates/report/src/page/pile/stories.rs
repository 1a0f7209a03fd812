//! The stories of a pile, with filters.

use super::Pile;
use crate::html::{Text, count};
use std::fmt::Write;

/// Articles of a story that are named in the list.
const NAMED: usize = 12;

pub(super) fn write(pile: &Pile<'_>, out: &mut String) {
    let outlets = options(pile.outlets.iter().copied());
    let outlets = if pile.outlets.is_empty() {
        String::new()
    } else {
        format!(
            "<label>Told by<select name=\"in\">{outlets}</select></label><label>Missing in<select name=\"out\">{outlets}</select></label>"
        )
    };
    let topics = options(pile.topics.topics.iter().map(|t| t.label.as_str()));
    let _ = write!(
        out,
        "<section id=\"stories\" aria-labelledby=\"h-stories\">\n<h2 id=\"h-stories\">Stories</h2>\n\
         <p class=\"lede\">Articles about the same event, the most told first.</p>\n\
         <form class=\"filters\" aria-label=\"Filter stories\">{outlets}<label>Topic<select name=\"topic\">{topics}</select></label>\
         <label>With the words<input type=\"search\" name=\"find\"></label><button type=\"reset\">Clear</button><output aria-live=\"polite\"></output></form>\n"
    );
    for s in 0..pile.stories.stories.len() {
        item(pile, s, "", out);
    }
    out.push_str("</section>\n");
}

/// One story of a list; `prefix` keeps the ids of several lists apart.
pub(super) fn item(pile: &Pile<'_>, s: usize, prefix: &str, out: &mut String) {
    let story = &pile.stories.stories[s];
    let outlets: Vec<_> = pile.outlets_of(s).iter().map(usize::to_string).collect();
    let headline = Text(&story.headline);
    let title = if pile.covered.contains(&s) {
        format!("<a class=\"w\" href=\"#story-{s}\">{headline}</a>")
    } else {
        format!("<span class=\"w\">{headline}</span>")
    };
    let days = pile.days(s);
    let _ = write!(
        out,
        "<article class=\"item\" id=\"{prefix}item-{s}\" data-in=\"{}\" data-topic=\"{}\">\n<header><h3>{title}</h3><span class=\"soft\">{}{}{}</span></header>\n\
         <p class=\"soft small\">Telling words: <span class=\"w\">{}</span></p>\n<ul class=\"plain\">",
        outlets.join(" "),
        pile.topic_of_story(s).map_or_else(String::new, |t| t.to_string()),
        count(story.size, "article", "articles"),
        if days.is_empty() { "" } else { " · " },
        Text(&days),
        Text(&story.terms.join(", ")),
    );
    for a in pile.articles_of(s).take(NAMED) {
        let who = if a.outlet.trim().is_empty() { a.id.as_str() } else { a.outlet.trim() };
        let _ = write!(out, "<li><span class=\"soft\">{}</span> <span class=\"w\">{}</span></li>", Text(who), Text(&a.title));
    }
    out.push_str("</ul>");
    super::super::statements::more(story.members.len(), NAMED, out);
    out.push_str("</article>\n");
}

fn options<'t>(names: impl Iterator<Item = &'t str>) -> String {
    let mut out = String::from("<option value=\"\">any</option>");
    for (i, name) in names.enumerate() {
        let _ = write!(out, "<option value=\"{i}\">{}</option>", Text(name));
    }
    out
}
