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

pub(super) fn write(view: &View<'_>, out: &mut String) {
    view.section("overview", "Articles", out);
    out.push_str(
        "<p class=\"lede\">The bar shows how much of an article the others report too, and how closely, and what stands in it alone.</p>\n",
    );
    glance::key(out, true);
    out.push_str("<div class=\"pair\">\n");
    table(view, out);
    heat_map(view, out);
    out.push_str("</div>\n");
    glance::write(view, out);
    composition::write(view, out);
    out.push_str("</section>\n");
}

fn table(view: &View<'_>, out: &mut String) {
    let c = view.c;
    out.push_str(
        "<div class=\"scroll\"><table class=\"list\"><thead><tr><th scope=\"col\" class=\"num\">No.</th><th scope=\"col\">Article</th><th scope=\"col\">Title</th>\
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
            "<tr><td class=\"num soft\">{}</td><th scope=\"row\"><a class=\"place\" href=\"#{}full-{i}\" data-a=\"{i}\" data-s=\"0\" data-e=\"0\">{}</a></th>\
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
    let (width, height) = (left + side * n as f64, top + side * n as f64);
    let _ = write!(
        out,
        "<figure><svg width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-labelledby=\"{prefix}t-heat\">\
         <title id=\"{prefix}t-heat\">Similarity of the articles, pair by pair; the stronger the shade, the more alike</title>",
        prefix = view.prefix,
    );
    for (i, row) in matrix.iter().enumerate() {
        let at = |k: usize| side * k as f64;
        if n <= FIGURES || i % 10 == 9 || i == 0 {
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
        // One path a shade, so that hundreds of articles stay light.
        let mut paths = vec![String::new(); SHADES];
        for (i, row) in matrix.iter().enumerate() {
            for (j, &value) in row.iter().enumerate().filter(|(j, _)| *j != i) {
                let at = ((shade(value) * SHADES as f64) as usize).min(SHADES - 1);
                let (x, y, wide) = (left + side * j as f64, top + side * i as f64, side - 0.3);
                let _ = write!(paths[at], "M{x:.1} {y:.1}h{wide:.1}v{wide:.1}h-{wide:.1}z");
            }
        }
        for (at, path) in paths.iter().enumerate().filter(|(_, p)| !p.is_empty()) {
            let strength = (at as f64 + 0.5) / SHADES as f64;
            let _ = write!(out, "<path class=\"heat\" fill-opacity=\"{strength:.2}\" d=\"{path}\"/>");
        }
    }
    let _ = writeln!(
        out,
        "</svg><figcaption class=\"soft\">Similarity in percent ({}); shades from the least to the most alike pair</figcaption></figure>",
        Text(&view.c.similarity.measure)
    );
}
