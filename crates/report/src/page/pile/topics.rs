//! The topics of a pile, and a page for each.

use super::{Pile, stories, why};
use crate::html::{Text, count};
use newsloom_analysis::Topic;
use std::fmt::Write;

pub(super) fn write(pile: &Pile<'_>, out: &mut String) {
    out.push_str(
        "<section id=\"topics\" aria-labelledby=\"h-topics\">\n<h2 id=\"h-topics\">Topics</h2>\n\
         <p class=\"lede\">What the pile is about, largest first. The bar shows the share of the articles; stability says how surely the topic comes back when articles are left out.</p>\n\
         <div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\">Topic</th><th scope=\"col\">Most typical article</th><th scope=\"col\">Articles</th>\
         <th scope=\"col\">Over time</th><th scope=\"col\" class=\"num\">Stories</th><th scope=\"col\" class=\"num\">Stability</th></tr></thead><tbody>\n",
    );
    let largest = pile.topics.topics.iter().map(|t| t.size).max().unwrap_or(1).max(1);
    for (i, t) in pile.topics.topics.iter().enumerate() {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><a class=\"w\" href=\"#topic-{i}\">{}</a></th><td class=\"w\">{}</td><td>{}{}</td><td>{}</td>\
             <td class=\"num\">{}</td><td class=\"num\">{}</td></tr>",
            Text(&t.label),
            Text(&t.headline),
            t.size,
            bar(t.size, largest),
            over_time(pile, t),
            stories_of(pile, i).len(),
            t.stability.map_or_else(|| "–".into(), |s| format!("{s:.2}")),
        );
    }
    out.push_str("</tbody></table></div>\n");
    number(pile, out);
    alike(pile, out);
    out.push_str("</section>\n");
}

/// How sure the number of topics is, and what others would be like.
fn number(pile: &Pile<'_>, out: &mut String) {
    if let Some(reason) = pile.topics.quality["reason"].as_str() {
        let _ = writeln!(out, "<p>The number of topics is not sure: {}.</p>", Text(reason));
    }
    if pile.topics.curve.is_empty() {
        return;
    }
    out.push_str(
        "<details class=\"block\"><summary>Other numbers of topics</summary><p class=\"soft\">Stability: how far resamples of the articles agree on the grouping. \
         Silhouette: how much nearer articles are to their own topic than to the next, and what rows without structure come to.</p>\n\
         <table class=\"list\"><thead><tr><th scope=\"col\">Topics</th><th scope=\"col\" class=\"num\">Stability</th><th scope=\"col\" class=\"num\">Silhouette</th>\
         <th scope=\"col\" class=\"num\">Without structure</th></tr></thead><tbody>\n",
    );
    for p in &pile.topics.curve {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"num\">{:.3}</td><td class=\"num\">{:.3}</td><td class=\"num\">{:.3}</td></tr>",
            p.n_clusters, p.stability, p.silhouette, p.null_silhouette,
        );
    }
    out.push_str("</tbody></table></details>\n");
}

/// Which topics are alike, from the most alike on.
fn alike(pile: &Pile<'_>, out: &mut String) {
    let names = |side: &[usize]| {
        let link = |t: &usize| format!("<a class=\"w\" href=\"#topic-{t}\">{}</a>", Text(&pile.topics.topics[*t].label));
        side.iter().map(link).collect::<Vec<_>>().join("; ")
    };
    let merged = pile.topics.merged();
    if merged.len() < 2 {
        return;
    }
    out.push_str(
        "<details class=\"block\"><summary>Topics that are alike, most alike first</summary><table class=\"list\"><thead><tr>\
         <th scope=\"col\">Topics</th><th scope=\"col\">and</th><th scope=\"col\" class=\"num\">Distance</th></tr></thead><tbody>\n",
    );
    for ([a, b], m) in merged.iter().zip(&pile.topics.hierarchy) {
        let _ = writeln!(out, "<tr><td>{}</td><td>{}</td><td class=\"num\">{:.3}</td></tr>", names(a), names(b), m.height);
    }
    out.push_str("</tbody></table></details>\n");
}

pub(super) fn page(pile: &Pile<'_>, i: usize, out: &mut String) {
    let t = &pile.topics.topics[i];
    let terms: Vec<_> = t.terms.iter().zip(&t.term_articles).map(|(w, n)| format!("{} <span class=\"soft\">{n}</span>", Text(w))).collect();
    let _ = write!(
        out,
        "<div class=\"page\" id=\"topic-{i}\">\n<header class=\"sub\"><p class=\"eyebrow\"><a href=\"#topics\">All topics</a></p>\n\
         <h2 class=\"w title\">{}</h2><p class=\"soft\">{}. Telling words, and in how many of its articles each stands:</p><p class=\"w\">{}</p>",
        Text(&t.label),
        count(t.size, "article", "articles"),
        terms.join(", "),
    );
    let typical: Vec<&str> = t.representative.iter().map(String::as_str).collect();
    listed("Most typical articles", &pile.titles(&typical), out);
    let far = pile.topics.assignments.iter().filter(|a| a.topic == t.topic && a.is_outlier());
    listed("Far from the rest of the topic", &pile.titles(&far.map(|a| a.id.as_str()).collect::<Vec<_>>()), out);
    out.push_str("</header>\n<section aria-label=\"Articles and stories of this topic\">");
    why::write(pile, t.topic, out);
    for s in stories_of(pile, i) {
        stories::item(pile, s, &format!("t{i}-"), out);
    }
    out.push_str("</section>\n</div>\n");
}

fn listed(what: &str, titles: &[&str], out: &mut String) {
    if !titles.is_empty() {
        let titles: Vec<String> = titles.iter().map(|t| Text(t).to_string()).collect();
        let _ = write!(out, "<p class=\"soft\">{what}: <span class=\"w\">{}</span></p>", titles.join("; "));
    }
}

/// The stories most of whose articles belong to a topic, in the order of the stories.
fn stories_of(pile: &Pile<'_>, topic: usize) -> Vec<usize> {
    (0..pile.stories.stories.len()).filter(|s| pile.topic_of_story(*s) == Some(topic)).collect()
}

fn bar(size: usize, largest: usize) -> String {
    let wide = 144.0 * size as f64 / largest as f64;
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 144 11\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"heat\" width=\"{wide:.1}\" height=\"11\"/></svg>"
    )
}

/// Articles of a topic by stretch of time, as columns.
fn over_time(pile: &Pile<'_>, topic: &Topic) -> String {
    let of: Vec<_> = pile.topics.over_time.iter().filter(|p| p.topic == topic.topic).collect();
    let most = pile.topics.over_time.iter().map(|p| p.articles).max().unwrap_or(0);
    let (Some(first), Some(last)) = (of.first(), of.last()) else { return String::new() };
    if most == 0 {
        return String::new();
    }
    let wide = (140.0 / of.len() as f64).min(12.0);
    let mut columns = String::new();
    for (i, p) in of.iter().enumerate().filter(|(_, p)| p.articles > 0) {
        let high = (26.0 * p.articles as f64 / most as f64).max(1.0);
        let _ = write!(
            columns,
            "<rect class=\"heat\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{high:.1}\"/>",
            wide * i as f64,
            28.0 - high,
            (wide - 1.0).max(0.5),
        );
    }
    format!(
        "<svg width=\"140\" height=\"28\" viewBox=\"0 0 140 28\" role=\"img\" aria-label=\"{0} to {1}, by {2}\"><title>{0} to {1}, by {2}</title>{columns}</svg>",
        Text(&first.start),
        Text(&last.start),
        Text(&first.period),
    )
}
