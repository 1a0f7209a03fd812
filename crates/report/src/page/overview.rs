//! The articles, what they are made of, and how alike they are.

use super::{
    composition, glance,
    view::{GRADES, View, grade_key, grade_name},
};
use crate::html::Text;
use newsloom_compare::{Grade, Place};
use std::{collections::BTreeMap, fmt::Write};

/// Articles up to which the heat map shows figures.
const FIGURES: usize = 14;
/// Shades of a heat map without figures.
const SHADES: usize = 16;
/// Articles from which on tables of them scroll within the page.
pub(super) const TALL: usize = 30;

pub(super) fn write(view: &View<'_>, out: &mut String) {
    view.section("overview", "Articles", out);
    out.push_str(
        "<p class=\"lede\">The bar shows how much of an article the others report too, and how closely, and what stands in it alone. Sentences and words are counted without what was set aside.</p>\n",
    );
    glance::key(out, true);
    // A map of many articles needs the width.
    let beside = view.c.articles.len() <= FIGURES;
    out.push_str(if beside { "<div class=\"pair\">\n" } else { "" });
    table(view, out);
    heat_map(view, out);
    out.push_str(if beside { "</div>\n" } else { "" });
    glance::write(view, out);
    composition::write(view, out);
    out.push_str("</section>\n");
}

fn table(view: &View<'_>, out: &mut String) {
    let c = view.c;
    out.push_str(&scroll(c.articles.len(), "The articles"));
    out.push_str(
        "<table class=\"list\"><thead><tr><th scope=\"col\" class=\"num\">No.</th><th scope=\"col\">Article</th><th scope=\"col\">Title</th>\
         <th scope=\"col\">Made of</th><th scope=\"col\" class=\"num\">Sentences</th><th scope=\"col\" class=\"num\">Words</th></tr></thead><tbody>\n",
    );
    for (i, article) in c.articles.iter().enumerate() {
        // A sentence may stand in several statements: it counts once, by its closest.
        let mut best: BTreeMap<Place, Grade> = BTreeMap::new();
        for m in c.statements.iter().flat_map(|s| &s.members).filter(|m| m.place.article == i) {
            best.entry(m.place).and_modify(|g| *g = m.grade.min(*g)).or_insert(m.grade);
        }
        let counts = GRADES.map(|g| best.values().filter(|b| **b == g).count());
        let _ = writeln!(
            out,
            "<tr><td class=\"num soft\">{}</td><th scope=\"row\"><a class=\"place\" href=\"#{}full-{i}\">{}</a></th>\
             <td class=\"w\">{}</td><td>{}</td><td class=\"num\">{}</td><td class=\"num\">{}</td></tr>",
            i + 1,
            view.prefix,
            Text(&view.labels[i]),
            Text(&article.title),
            bar(counts, c.n_sentences[i]),
            c.n_sentences[i],
            c.n_words[i],
        );
    }
    out.push_str("</tbody></table></div>\n");
}

/// Begins the frame that a table of articles scrolls in: sideways on narrow screens, up and down when there are many.
pub(super) fn scroll(articles: usize, name: &str) -> String {
    let tall = if articles >= TALL { " tall" } else { "" };
    format!("<div class=\"scroll{tall}\" tabindex=\"0\" role=\"group\" aria-label=\"{name}, as a table\">")
}

/// A bar of an article's sentences by how the others report them.
fn bar(counts: [usize; 4], sentences: usize) -> String {
    let all = sentences.max(counts.iter().sum()).max(1);
    let mut bar = String::new();
    let mut said = Vec::new();
    let mut x = 0.0;
    for (grade, n) in GRADES.into_iter().zip(counts).filter(|(_, n)| *n > 0) {
        let wide = 144.0 * n as f64 / all as f64;
        let _ = write!(bar, "<rect class=\"s-{}\" x=\"{x:.1}\" width=\"{wide:.1}\" height=\"11\"/>", grade_key(grade));
        x += wide;
        said.push(format!("{n} {}", grade_name(grade)));
    }
    said.push(format!("{} only here", all - counts.iter().sum::<usize>()));
    let said = said.join(", ");
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 144 11\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Sentences: {said}\">\
         <title>Sentences: {said}</title><rect class=\"s-only\" width=\"144\" height=\"11\"/>{bar}</svg>"
    )
}

fn heat_map(view: &View<'_>, out: &mut String) {
    let (n, matrix) = (view.c.articles.len(), &view.c.similarity.matrix);
    let side = if n <= FIGURES { 34.0 } else { (480.0 / n as f64).max(2.0) };
    // The shades span what there is: articles on one story are all fairly alike.
    let pairs = || matrix.iter().enumerate().flat_map(|(i, row)| row.iter().enumerate().filter(move |(j, _)| *j != i).map(|(_, v)| *v));
    let (low, high) = pairs().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let shade = |v: f64| if high > low { 0.08 + 0.87 * (v - low) / (high - low) } else { 0.5 };
    let (left, top) = (26.0, 18.0);
    // The last number on top needs some room of its own.
    let (width, height) = (left + side * n as f64 + if n > FIGURES { 12.0 } else { 0.0 }, top + side * n as f64);
    let step = if n > 100 { 20 } else { 10 };
    let _ = write!(
        out,
        "<figure><svg width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-labelledby=\"{prefix}t-heat\">\
         <title id=\"{prefix}t-heat\">Similarity of the articles, pair by pair; the stronger the shade, the more alike</title>",
        prefix = view.prefix,
    );
    for (i, row) in matrix.iter().enumerate() {
        let at = |k: usize| side * k as f64;
        if n <= FIGURES || (i + 1) % step == 0 || i == 0 {
            let _ = write!(
                out,
                "<text class=\"quiet\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text><text class=\"quiet\" x=\"{:.1}\" y=\"12\" text-anchor=\"middle\">{}</text>",
                left - 7.0,
                top + at(i) + side / 2.0 + 4.0,
                i + 1,
                left + at(i) + side / 2.0,
                i + 1
            );
        }
        if n > FIGURES {
            continue;
        }
        for (j, &value) in row.iter().enumerate().filter(|(j, _)| *j != i) {
            let (x, y) = (left + at(j), top + at(i));
            let strength = shade(value);
            let class = if strength > 0.55 { " class=\"on-heat\"" } else { "" };
            let _ = write!(
                out,
                "<rect class=\"heat\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{0:.1}\" height=\"{0:.1}\" fill-opacity=\"{strength:.2}\"><title>{1} and {2}: {value:.2}</title></rect>\
                 <text{class} x=\"{3:.1}\" y=\"{4:.1}\" text-anchor=\"middle\" pointer-events=\"none\">{5:02.0}</text>",
                side - 1.0,
                Text(&view.labels[i]),
                Text(&view.labels[j]),
                x + side / 2.0 - 0.5,
                y + side / 2.0 + 4.0,
                value * 100.0
            );
        }
    }
    if n > FIGURES {
        // One path a shade, a line a run of equal ones, in cells for units, so that hundreds of articles stay light.
        let mut paths = vec![String::new(); SHADES];
        for (i, row) in matrix.iter().enumerate() {
            let at = |j: usize| (j != i).then(|| ((shade(row[j]) * SHADES as f64) as usize).min(SHADES - 1));
            let mut j = 0;
            while j < n {
                let run = (j..n).take_while(|&k| at(k) == at(j)).count();
                if let Some(path) = at(j).map(|a| &mut paths[a]) {
                    let _ = write!(path, "M{j} {i}h{run}");
                }
                j += run;
            }
        }
        let _ = write!(out, "<g transform=\"translate({left} {top}) scale({side:.4}) translate(0 .5)\">");
        for (at, path) in paths.iter().enumerate().filter(|(_, p)| !p.is_empty()) {
            let strength = (at as f64 + 0.5) / SHADES as f64;
            let _ = write!(out, "<path class=\"heat-lines\" stroke-opacity=\"{strength:.2}\" d=\"{path}\"/>");
        }
        out.push_str("</g>");
    }
    let _ = writeln!(
        out,
        "</svg><figcaption class=\"soft\">Similarity in percent ({}); shades from the least to the most alike pair</figcaption></figure>",
        Text(&view.c.similarity.measure)
    );
}
