//! The same thing in other words: which article writes what.

use super::{
    statements::{more, row},
    view::View,
};
use crate::html::{Text, count};
use newsloom_compare::Place;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Choices shown.
const MOST: usize = 80;
/// Places shown of both words.
const OPEN: usize = 12;

/// Two words for the same thing, and where each stands: statement and place.
#[derive(Default)]
struct Choice {
    places: [BTreeSet<(usize, Place)>; 2],
    times: usize,
}

impl Choice {
    fn articles(&self) -> BTreeSet<usize> {
        self.places.iter().flatten().map(|(_, p)| p.article).collect()
    }
}

pub(super) fn write(view: &View<'_>, out: &mut String) {
    view.section("word-choice", "Word choice", out);
    let mut choices: BTreeMap<[&String; 2], Choice> = BTreeMap::new();
    for w in &view.word_choice {
        let turned = w.word_b < w.word_a;
        let words = if turned { [&w.word_b, &w.word_a] } else { [&w.word_a, &w.word_b] };
        let choice = choices.entry(words).or_default();
        for e in &w.evidence {
            choice.places[usize::from(turned)].insert((e.statement, e.a));
            choice.places[usize::from(!turned)].insert((e.statement, e.b));
            choice.times += 1;
        }
    }
    if choices.is_empty() {
        out.push_str("<p class=\"lede\">No two accounts of a statement differ by single words in the same surroundings.</p>\n</section>\n");
        return;
    }
    let mut choices: Vec<_> = choices.into_iter().collect();
    choices.sort_by_key(|(_, c)| (Reverse(c.articles().len()), Reverse(c.times)));
    let options = view.options();
    let _ = writeln!(
        out,
        "<p class=\"lede\">Where two accounts of one statement run alike and differ in a word or a few, both wordings. Choices that most articles take part in come first.</p>\n\
         <form class=\"filters\" aria-label=\"Filter word choice\"><label>Between<select name=\"in\">{options}</select></label>\
         <label>and<select name=\"with\">{options}</select></label><label>With the words<input type=\"search\" name=\"find\"></label>\
         <button type=\"reset\">Clear</button><output aria-live=\"polite\"></output></form>"
    );
    for (words, choice) in choices.iter().take(MOST) {
        item(view, words, choice, out);
    }
    more(choices.len(), MOST, out);
    out.push_str("</section>\n");
}

fn item(view: &View<'_>, words: &[&String; 2], choice: &Choice, out: &mut String) {
    let articles = choice.articles();
    let _ = write!(
        out,
        "<article class=\"item\" data-in=\"{}\">\n<header><h3><span class=\"w\">{}</span> <span class=\"soft\">or</span> <span class=\"w\">{}</span></h3>\
         <span class=\"soft\">{}</span></header>\n<table class=\"wordings\" aria-label=\"Where each stands\"><tbody>",
        view.who(&articles),
        Text(words[0]),
        Text(words[1]),
        count(articles.len(), "article", "articles"),
    );
    // Accounts of one statement stand below each other.
    let places = (0..2).flat_map(|side| choice.places[side].iter().map(move |&(statement, place)| (statement, side, place)));
    let places: BTreeSet<_> = places.collect();
    for &(statement, side, place) in places.iter().take(OPEN) {
        let how = format!("<span class=\"w\">{}</span>", Text(words[side]));
        row(&view.link(place), &how, &view.in_sentence(statement, place), out);
    }
    out.push_str("</tbody></table>");
    more(places.len(), OPEN, out);
    out.push_str("</article>\n");
}
