//! All statements and all articles at one glance: a row a statement, a column an article.

use super::view::{Cell, GRADES, View, grade_key, grade_name};
use std::fmt::Write;

pub(super) fn key(out: &mut String, bar: bool) {
    out.push_str("<ul class=\"key\" aria-label=\"Key\">");
    for grade in GRADES {
        let _ = write!(
            out,
            "<li><svg width=\"10\" height=\"10\" aria-hidden=\"true\"><rect class=\"s-{}\" width=\"10\" height=\"10\"/></svg>{}</li>",
            grade_key(grade),
            grade_name(grade)
        );
    }
    if bar {
        out.push_str("<li><svg width=\"10\" height=\"10\" aria-hidden=\"true\"><rect class=\"s-only\" width=\"10\" height=\"10\"/></svg>only in this article</li>");
    }
    out.push_str("<li><svg width=\"10\" height=\"10\" aria-hidden=\"true\"><circle class=\"s-uncertain\" cx=\"5\" cy=\"5\" r=\"3\"/></svg>uncertain: a sentence comes close</li><li>empty: absent</li></ul>\n");
}

/// One path a grade, so that hundreds of articles stay light.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    let (rows, columns) = (view.cells.len(), view.c.articles.len());
    if rows == 0 {
        return;
    }
    // Statements run along the page, articles down it: there are more statements than articles, and pages are wide.
    let cell = if rows <= 60 { 14 } else { (900 / rows).max(3) };
    let (left, top) = (26, 16);
    let (width, height) = (left + rows * cell, top + columns * cell + 2);
    let _ = write!(
        out,
        "<figure><figcaption><h3>Which article reports which statement</h3></figcaption><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Statements and articles\"><svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"{prefix}t-glance\"><title id=\"{prefix}t-glance\">{columns} rows, one for each article in the order of the table; {rows} columns, one for each statement; the list of statements below says the same in words</title>",
        prefix = view.prefix,
    );
    for a in 0..columns {
        if cell >= 9 || a % 10 == 9 || a == 0 {
            let _ = write!(
                out,
                "<text class=\"quiet\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
                left - 7,
                top + a * cell + cell / 2 + 4,
                a + 1
            );
        }
    }
    for s in (0..rows).filter(|s| s % 5 == 4 || *s == 0) {
        if cell >= 6 || s % 50 == 49 {
            let _ =
                write!(out, "<text class=\"quiet\" x=\"{}\" y=\"11\" text-anchor=\"middle\">{}</text>", left + s * cell + cell / 2, s + 1);
        }
    }
    let square = cell - if cell > 5 { 2 } else { 1 };
    for grade in GRADES {
        let mut path = String::new();
        for (s, a) in cells(view, Cell::Grade(grade)) {
            let _ = write!(path, "M{} {}h{square}v{square}h-{square}z", left + s * cell, top + a * cell);
        }
        let _ = write!(out, "<path class=\"s-{}\" d=\"{path}\"/>", grade_key(grade));
    }
    let mut path = String::new();
    for (s, a) in cells(view, Cell::Uncertain) {
        let (r, x, y) =
            (cell as f64 * 0.2, left as f64 + (s as f64 + 0.5) * cell as f64 - 1.0, top as f64 + (a as f64 + 0.5) * cell as f64 - 1.0);
        let _ = write!(path, "M{:.1} {y:.1}a{r:.1} {r:.1} 0 1 0 {:.1} 0a{r:.1} {r:.1} 0 1 0 -{:.1} 0z", x - r, 2.0 * r, 2.0 * r);
    }
    let _ = writeln!(out, "<path class=\"s-uncertain\" d=\"{path}\"/></svg></div></figure>");
}

fn cells<'v>(view: &'v View<'_>, wanted: Cell) -> impl Iterator<Item = (usize, usize)> + 'v {
    view.cells
        .iter()
        .enumerate()
        .flat_map(move |(s, row)| row.iter().enumerate().filter(move |(_, c)| **c == wanted).map(move |(a, _)| (s, a)))
}
