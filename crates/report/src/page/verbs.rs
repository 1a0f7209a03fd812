//! With which verbs each article lets people speak.

use super::view::View;
use crate::html::Text;
use newsloom_compare::{ReportingVerb, VerbClass};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

const CLASSES: [(VerbClass, &str, &str); 5] = [
    (VerbClass::Neutral, "Neutral", "adds nothing to saying"),
    (VerbClass::Strong, "Strong", "adds force or feeling"),
    (VerbClass::Doubtful, "Doubtful", "the words may not be true"),
    (VerbClass::Conceding, "Conceding", "true and unwelcome"),
    (VerbClass::Unlisted, "Unlisted", "not in the list"),
];

pub(super) fn write(view: &View<'_>, out: &mut String) {
    let verbs = view.c.reporting_verbs();
    view.section("verbs", "Reporting verbs", out);
    if verbs.is_empty() {
        out.push_str("<p class=\"lede\">No quotation stands with a verb that reports it.</p>\n</section>\n");
        return;
    }
    out.push_str("<p class=\"lede\">With which verbs each article lets people speak, and how often: ");
    let meanings: Vec<_> = CLASSES[..4].iter().map(|(_, name, meaning)| format!("{} ({meaning})", name.to_lowercase())).collect();
    let _ = write!(
        out,
        "{}.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Reporting verbs by article\"><table class=\"list verbs\"><thead><tr><th scope=\"col\">Article</th>",
        meanings.join(", ")
    );
    let present: BTreeSet<VerbClass> = verbs.iter().map(|v| v.class).collect();
    let classes: Vec<_> = CLASSES.iter().filter(|c| present.contains(&c.0)).collect();
    for (_, name, _) in &classes {
        let _ = write!(out, "<th scope=\"col\">{name}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for a in verbs.iter().map(|v| v.article).collect::<BTreeSet<_>>() {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", Text(&view.labels[a]));
        for (class, _, _) in &classes {
            let _ = write!(out, "<td class=\"w\">{}</td>", list(verbs.iter().filter(|v| v.article == a && v.class == *class)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    by_speaker(view, &verbs, out);
    out.push_str("</section>\n");
}

/// Speakers whom several articles quote: the verbs of each article, side by side.
fn by_speaker(view: &View<'_>, verbs: &[ReportingVerb], out: &mut String) {
    let mut of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for v in verbs {
        if let Some(speaker) = &v.speaker {
            of.entry(speaker).or_default().insert(v.article);
        }
    }
    of.retain(|_, articles| articles.len() > 1);
    if of.is_empty() {
        return;
    }
    out.push_str(
        "<details class=\"block\"><summary>By speaker, where several articles quote the same one</summary>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Reporting verbs by speaker\"><table class=\"list verbs\"><thead><tr><th scope=\"col\">Speaker</th>\
         <th scope=\"col\">Article</th><th scope=\"col\">Verbs</th></tr></thead><tbody>\n",
    );
    for (speaker, articles) in of {
        for (n, &a) in articles.iter().enumerate() {
            if n == 0 {
                let _ = write!(out, "<tr><th scope=\"rowgroup\" class=\"w\" rowspan=\"{}\">{}</th>", articles.len(), Text(speaker));
            } else {
                out.push_str("<tr>");
            }
            let his = verbs.iter().filter(|v| v.article == a && v.speaker.as_deref() == Some(speaker));
            let _ = writeln!(out, "<th scope=\"row\">{}</th><td class=\"w\">{}</td></tr>", Text(&view.labels[a]), list(his));
        }
    }
    out.push_str("</tbody></table></div></details>\n");
}

/// Verbs with how often each stands, the most frequent first.
fn list<'v>(verbs: impl Iterator<Item = &'v ReportingVerb>) -> String {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for v in verbs {
        *times.entry(&v.verb).or_default() += v.quotes.len();
    }
    let mut times: Vec<_> = times.into_iter().collect();
    times.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let named = |(verb, n): (&str, usize)| {
        if n > 1 { format!("{} <span class=\"n\">{n}</span>", Text(verb)) } else { Text(verb).to_string() }
    };
    times.into_iter().map(named).collect::<Vec<_>>().join(", ")
}
