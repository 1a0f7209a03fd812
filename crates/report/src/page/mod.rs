mod composition;
mod drift;
mod glance;
mod methods;
mod omissions;
mod overview;
mod passages;
mod pile;
mod quotes;
mod statements;
mod texts;
mod verbs;
mod view;
mod word_choice;

use crate::html::{Text, count};
use newsloom_compare::Comparison;
use std::fmt::Write;
use view::View;

pub use pile::{Coverage, pile_page};

const STYLE: &str = include_str!("../style.css");
const SCRIPT: &str = include_str!("../script.js");
/// Statements or articles from which on parts that are out of sight are not laid out.
const MANY: usize = 80;
/// SHA-256 of the style and the script, base64: what the page's policy allows, and nothing else.
const STYLE_HASH: &str = "VadJxifmAvfNvD5BTWK7vTkTwFBzCa7L73bLS9/H5rY=";
const SCRIPT_HASH: &str = "cR9v8ncd8WTcVtDwHVp5fTYZJaC6EtvvBkzQ3WmzgUM=";

/// The coverage of one story as one HTML page that loads nothing from elsewhere.
///
/// ```
/// use newsloom_compare::{CompareOptions, compare};
/// use newsloom_core::Article;
///
/// let articles = [Article::new("a", "The ferry <b>sank</b> on Monday."), Article::new("b", "The ferry sank on Monday.")];
/// let page = newsloom_report::comparison_page(&compare(&articles, &CompareOptions::default())?);
/// assert!(page.starts_with("<!doctype html>") && !page.contains("<b>sank"));
/// # Ok::<(), newsloom_compare::CompareError>(())
/// ```
#[must_use]
pub fn comparison_page(comparison: &Comparison) -> String {
    let view = View::new(comparison, String::new());
    let c = comparison;
    let mut out = String::with_capacity(1 << 16);
    let title = view.title();
    let many = c.statements.len() > MANY || c.articles.len() > MANY;
    begin(&format!("{title} – coverage compared"), if many { "many" } else { "" }, ("statements", "Skip to the statements"), &mut out);
    let _ = write!(
        out,
        "<header class=\"top\">\n<p class=\"eyebrow\">Coverage of one story, compared</p>\n<h1 class=\"w\">{}</h1>\n\
         <p>{}: {} that two or more of them report, {}.</p>\n{CAUTION}</header>\n",
        Text(title),
        count(c.articles.len(), "article", "articles"),
        count(c.statements.len(), "statement", "statements"),
        count(c.quotes.len(), "quote", "quotes"),
    );
    let [of_story @ .., texts] = parts(c);
    contents("Parts of the page", "", &[&of_story[..], &[("methods", "Methods", None), texts]].concat(), &mut out);
    out.push_str("<main>\n");
    coverage(&view, &mut out);
    methods::write(&[&c.recipe], &mut out);
    out.push_str("</main>\n");
    texts::write(&view, &mut out);
    end(&mut out);
    out
}

/// What stands under the title of every page.
const CAUTION: &str = "<p class=\"soft\">Coverage is what was reported, not what is true. What an article does not report is a difference in \
    reporting, not an intent. Words <span class=\"w\">set like this</span> come from the articles; all others are newsloom’s.</p>\n";

/// The parts that a story has on any page.
fn coverage(view: &View<'_>, out: &mut String) {
    overview::write(view, out);
    statements::write(view, out);
    quotes::write(view, out);
    omissions::write(view, out);
    drift::write(view, out);
    word_choice::write(view, out);
    verbs::write(view, out);
    passages::write(view, out);
    omissions::set_aside(view, out);
}

/// Everything before what can be seen, and the link past the contents: where it leads and what it says.
fn begin(title: &str, class: &str, skip: (&str, &str), out: &mut String) {
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; \
         script-src 'sha256-{SCRIPT_HASH}'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"newsloom {}\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body class=\"{class}\">\n<a class=\"skip\" href=\"#{}\">{}</a>\n",
        env!("CARGO_PKG_VERSION"),
        Text(title),
        skip.0,
        skip.1,
    );
}

/// A part of a page: its id, its name, and how many things it holds.
type Part = (&'static str, &'static str, Option<usize>);

/// The parts that a story has on any page.
fn parts(c: &Comparison) -> [Part; 10] {
    [
        ("overview", "Articles", Some(c.articles.len())),
        ("statements", "Statements", Some(c.statements.len())),
        ("quotes", "Quotes", Some(c.quotes.len())),
        ("omissions", "Left out", None),
        ("drift", "Differing facts", None),
        ("word-choice", "Word choice", None),
        ("verbs", "Verbs", None),
        ("passages", "Shared passages", Some(c.passages.len())),
        ("set-aside", "Set aside", Some(c.boilerplate.len())),
        ("reader", "Full texts", None),
    ]
}

/// Links to parts whose ids begin with `prefix`.
fn contents(label: &str, prefix: &str, parts: &[Part], out: &mut String) {
    let _ = write!(out, "<nav aria-label=\"{label}\"><ul>");
    for (id, name, n) in parts {
        let n = n.map(|n| format!(" <span class=\"n\">{n}</span>")).unwrap_or_default();
        let _ = write!(out, "<li class=\"to-{id}\"><a href=\"#{prefix}{id}\">{name}{n}</a></li>");
    }
    out.push_str("</ul></nav>\n");
}

fn end(out: &mut String) {
    let _ = write!(
        out,
        "<footer>Made by newsloom {}. This page loads nothing from elsewhere; it can be kept, sent and printed as it is.</footer>\n\
         <script>{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION")
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_this_style_and_this_script() {
        for (content, hash, name) in [(STYLE, STYLE_HASH, "STYLE_HASH"), (SCRIPT, SCRIPT_HASH, "SCRIPT_HASH")] {
            let digest = sha2::Sha256::digest(content.as_bytes());
            assert_eq!(hash, base64(&digest), "write this into {name}");
        }
    }

    use sha2::Digest;

    fn base64(bytes: &[u8]) -> String {
        let signs: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let n = chunk.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
            for k in 0..4 {
                out.push(if k <= chunk.len() { signs[(n >> (18 - 6 * k) & 63) as usize] } else { '=' });
            }
        }
        out
    }
}
