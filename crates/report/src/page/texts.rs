//! The articles in full, cut where statements, quotes and set-aside lines begin and end, so that each can be lit.

use super::view::View;
use crate::html::{Text, count};
use newsloom_compare::Place;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// The texts beside the page, where scripts run.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    let id = format!("{}reader", view.prefix);
    let (tag, h) = if view.prefix.is_empty() { ("aside", "h2") } else { ("section", "h3") };
    let _ = writeln!(
        out,
        "<{tag} class=\"reader\" id=\"{id}\" aria-labelledby=\"h-{id}\">\n<{h} id=\"h-{id}\">Full texts</{h}>\n\
         <p class=\"lede hint\">Point at a wording, or move to it with the Tab key, to see it in its article. Underlined is what others report too, grey what was set aside.</p>\n\
         <p class=\"lede lede-full\">The texts as given. Underlined is what other articles report too, grey what was set aside.</p>"
    );
    let mut marks: Vec<Marks> = view.c.articles.iter().map(|_| Marks::default()).collect();
    for s in &view.c.statements {
        for m in &s.members {
            marks[m.place.article].cut(m.place);
            marks[m.place.article].statements.push((m.place, &s.id));
        }
    }
    view.c.quotes.iter().flat_map(|q| &q.members).for_each(|m| marks[m.place.article].cut(m.place));
    view.c.passages.iter().flat_map(|p| [p.a, p.b]).for_each(|p| marks[p.article].cut(p));
    view.c.omissions.iter().filter_map(|o| o.nearest.as_ref()).for_each(|n| marks[n.place.article].cut(n.place));
    let words = view.word_choice.iter().flat_map(|w| &w.evidence).flat_map(|e| [e.a, e.b]);
    words.chain(view.drift.iter().flat_map(|d| [d.a.place, d.b.place])).for_each(|p| marks[p.article].cut(p));
    for f in &view.c.boilerplate {
        marks[f.place.article].cut(f.place);
        marks[f.place.article].aside.push(f.place);
    }
    for (i, marks) in marks.iter().enumerate() {
        article(view, i, marks, out);
    }
    let _ = writeln!(out, "</{tag}>");
}

#[derive(Default)]
struct Marks<'c> {
    cuts: BTreeSet<usize>,
    starts: BTreeSet<usize>,
    statements: Vec<(Place, &'c str)>,
    aside: Vec<Place>,
}

impl Marks<'_> {
    fn cut(&mut self, place: Place) {
        self.cuts.extend([place.span.start, place.span.end]);
        self.starts.insert(place.span.start);
    }
}

fn article(view: &View<'_>, i: usize, marks: &Marks<'_>, out: &mut String) {
    let article = &view.c.articles[i];
    let lang = if article.lang.is_empty() { String::new() } else { format!(" lang=\"{}\"", Text(&article.lang)) };
    let about: Vec<_> = [&article.date, &article.url].into_iter().filter(|s| !s.is_empty()).map(|s| Text(s).to_string()).collect();
    let _ = write!(
        out,
        "<article class=\"full\" id=\"{}full-{i}\">\n<header><h3>{}</h3><p class=\"soft\">{}{}{}</p></header>\n<div class=\"w\"{lang}>",
        view.prefix,
        Text(&view.labels[i]),
        count(view.c.n_words[i], "word", "words"),
        if about.is_empty() { "" } else { " · " },
        about.join(" · "),
    );
    // What ends where, so that each mark is looked at once.
    let mut ends: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (place, id) in &marks.statements {
        ends.entry(place.span.end).or_default().push(id);
    }
    let text = article.text.as_str();
    let cuts: Vec<usize> =
        [0].into_iter().chain(marks.cuts.iter().copied()).chain([text.len()]).filter(|c| text.is_char_boundary(*c)).collect();
    let holds = |p: &Place, at: usize| p.span.start <= at && at < p.span.end;
    for pair in cuts.windows(2).filter(|p| p[0] < p[1]) {
        let (from, to) = (pair[0], pair[1]);
        let class = if marks.aside.iter().any(|p| holds(p, from)) {
            " class=\"set-aside\""
        } else if marks.statements.iter().any(|(p, _)| holds(p, from)) {
            " class=\"st\""
        } else {
            ""
        };
        // What links lead to has its beginning in its id.
        let begins = if marks.starts.contains(&from) { format!("id=\"{}p{i}-{from}\"", view.prefix) } else { format!("data-s=\"{from}\"") };
        let _ = write!(out, "<span {begins}{class}>{}</span>", Text(&text[from..to]));
        for id in ends.get(&to).into_iter().flatten() {
            let _ = write!(out, "<a class=\"ref\" href=\"#{1}{0}\">{0}</a>", Text(id), view.prefix);
        }
    }
    out.push_str("</div>\n</article>\n");
}
