//! How the result was made, in plain words and as the recipe.

use crate::html::Text;
use serde_json::Value;
use std::fmt::Write;

const TERMS: [(&str, &str); 13] = [
    ("Topic", "Articles that share a vocabulary. Its label is made of the words that set it apart from the other topics."),
    ("Story", "Articles about the same event. An article may be the only one on its event."),
    ("Statement", "Sentences of two or more articles that report the same. Two statements are rather kept apart than wrongly joined."),
    (
        "Stands for all",
        "The wording that is closest to all the others. Differences are marked against it; it is not the true or the first one.",
    ),
    ("Verbatim", "The same words in the same order."),
    ("Light edit", "A few words differ."),
    ("Paraphrase", "The same in other words."),
    ("Partial", "Only a part of it."),
    (
        "Absent, uncertain",
        "Absent: no sentence of the article comes close. Uncertain: one comes close to one of the wordings and fits the others less; look for yourself.",
    ),
    (
        "Nearest",
        "The sentence of the article that comes closest to any of the wordings; the figure, from 0 to 1, is how likely these two say the same.",
    ),
    ("Direct, mixed", "A quotation that stands for itself, or quoted words inside the article’s own sentence."),
    (
        "Similarity",
        "The cosine of the articles’ weighted words: 0 none in common, 100 the same mix of words. It says nothing about agreement.",
    ),
    ("Set aside", "Lines that belong to the site, not to the article. They take no part."),
];

pub(super) fn write(recipes: &[&Value], out: &mut String) {
    out.push_str(
        "<section id=\"methods\" aria-labelledby=\"h-methods\">\n<h2 id=\"h-methods\">Methods</h2>\n\
         <p class=\"lede\">newsloom counts and aligns words. No language model is at work; the same articles give the same page on any machine, and every figure can be traced to words.</p>\n<dl>",
    );
    for (term, meaning) in TERMS {
        let _ = write!(out, "<dt>{term}</dt><dd>{meaning}</dd>");
    }
    let recipes: Vec<_> = recipes.iter().map(|r| serde_json::to_string_pretty(r).unwrap_or_default()).collect();
    let _ = writeln!(
        out,
        "</dl>\n<details class=\"block\"><summary>The recipe: what made this result</summary><pre>{}</pre></details>\n</section>",
        Text(&recipes.join("\n"))
    );
}
