//! Whose words each article consists of.

use super::{overview::scroll, view::View};
use crate::html::Text;
use newsloom_compare::Composition;
use std::fmt::Write;

/// The kinds of words, with the class of their colour.
const KINDS: [(&str, &str); 4] = [("own", "c-own"), ("shared", "c-shared"), ("quoted", "c-quoted"), ("furniture", "c-furniture")];

pub(super) fn write(view: &View<'_>, out: &mut String) {
    out.push_str(
        "<figure><figcaption><h3>Whose words each article consists of</h3><p class=\"lede\">Own words, words in its own voice that stand in a passage shared \
         with another article, words in quotation marks, and site furniture.</p></figcaption>\n<ul class=\"key\" aria-label=\"Key\">",
    );
    for (name, class) in KINDS {
        let _ = write!(
            out,
            "<li><svg width=\"10\" height=\"10\" aria-hidden=\"true\"><rect class=\"{class}\" width=\"10\" height=\"10\"/></svg>{name}</li>"
        );
    }
    out.push_str("</ul>\n");
    out.push_str(&scroll(view.c.articles.len(), "Whose words"));
    out.push_str("<table class=\"list words\"><thead><tr><th scope=\"col\">Article</th><td></td>");
    for (name, _) in KINDS {
        let _ = write!(out, "<th scope=\"col\" class=\"num\">{}</th>", capital(name));
    }
    out.push_str("<th scope=\"col\" class=\"num\">Words in all</th></tr></thead><tbody>\n");
    for c in &view.c.composition {
        row(view, c, out);
    }
    out.push_str("</tbody></table></div></figure>\n");
}

fn row(view: &View<'_>, c: &Composition, out: &mut String) {
    let shares = [c.own, c.shared, c.quoted, c.furniture].map(|n| c.share(n));
    let _ = write!(
        out,
        "<tr><th scope=\"row\">{}</th><td><svg class=\"bar\" viewBox=\"0 0 100 11\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
        Text(&view.labels[c.article])
    );
    let mut x = 0.0;
    for ((_, class), share) in KINDS.iter().zip(shares).filter(|(_, s)| *s > 0.0) {
        let wide = 100.0 * share;
        let _ = write!(out, "<rect class=\"{class}\" x=\"{x:.2}\" width=\"{wide:.2}\" height=\"11\"/>");
        x += wide;
    }
    out.push_str("</svg></td>");
    for share in shares {
        let _ = write!(out, "<td class=\"num\">{:.0} %</td>", 100.0 * share);
    }
    let _ = writeln!(out, "<td class=\"num\">{}</td></tr>", c.n_words);
}

fn capital(word: &str) -> String {
    word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect()
}
