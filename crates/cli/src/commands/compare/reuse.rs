//! Composition, provenance, traces of spinning, and corroboration for people.

use crate::show::{
    Align::{Left, Right},
    Page, clip, one_line,
};
use newsloom_compare::{Comparison, Place, SpunKind};
use newsloom_core::count;

/// Swaps shown for one article.
const SWAPS: usize = 12;

pub(super) fn composition(c: &Comparison, labels: &[String], page: &mut Page) {
    page.part("What the words of each article are");
    let columns =
        [("article", Left), ("words", Right), ("furniture", Right), ("quoted", Right), ("shared with others", Right), ("its own", Right)];
    page.table(
        &columns,
        c.composition.iter().map(|p| {
            let shares = [p.furniture, p.quoted, p.shared, p.own].map(|words| format!("{:.0} %", 100.0 * p.share(words)));
            [labels[p.article].clone(), p.n_words.to_string()].into_iter().chain(shares).collect()
        }),
    );
}

pub(super) fn provenance(c: &Comparison, labels: &[String], page: &mut Page) {
    page.part(&format!("{} of articles of which one probably draws on the other", count(c.provenance.len(), "pair", "pairs")));
    page.line(&format!("In effect {:.1} of {} articles are independent.", c.corroboration.n_effective, c.articles.len()));
    for p in &c.provenance {
        let (a, b) = (&labels[p.a], &labels[p.b]);
        page.heading(&match p.source {
            Some(source) => format!("{} probably draws on {}", labels[p.copy().unwrap_or(p.b)], labels[source]),
            None => format!("{a} and {b}: undecided"),
        });
        let shares = format!("{:.0} % of {a} in {b}, {:.0} % the other way", 100.0 * p.containment_a_in_b, 100.0 * p.containment_b_in_a);
        page.line(&format!("In their own words {shares}."));
        page.table(
            &[],
            p.evidence.iter().map(|e| {
                let side = e.source.map_or_else(|| "for neither".into(), |s| format!("for {}", labels[s]));
                vec![format!("{side}, {:.1}", e.weight), one_line(&e.detail)]
            }),
        );
    }
}

pub(super) fn spun(c: &Comparison, labels: &[String], page: &mut Page) {
    page.part("Traces of words replaced or translated");
    page.line("Places to look at, and a score of 0 to 1; no verdict.");
    let text = |p: Place| clip(&one_line(p.span.of(&c.articles[p.article].text)), 80);
    for s in &c.spun {
        let against = s.against.map_or_else(String::new, |a| format!(" against {}", labels[a]));
        page.heading(&match s.kind {
            SpunKind::Spun => format!(
                "{}{against} · {:.2} · {} single words replaced in {} aligned, {:.0} % of numbers and names intact",
                labels[s.article],
                s.score,
                s.swaps.len(),
                s.n_aligned,
                100.0 * s.immutables
            ),
            SpunKind::Translated => format!(
                "{} · {:.2} · {} of {} shared quotations worded unlike all others'",
                labels[s.article],
                s.score,
                s.swaps.len(),
                s.n_aligned
            ),
        });
        page.table(
            &[],
            s.swaps.iter().take(SWAPS).map(|w| {
                let damaged = if w.damaged { "breaks up a name" } else { "" };
                vec![text(w.other), text(w.own), damaged.into()]
            }),
        );
        if s.swaps.len() > SWAPS {
            page.line(&format!("{} more; --format json has all.", s.swaps.len() - SWAPS));
        }
    }
}

pub(super) fn corroboration(c: &Comparison, page: &mut Page) {
    page.part(&format!("In effect {:.1} of {} articles are independent", c.corroboration.n_effective, c.articles.len()));
    page.table(
        &[("statement", Left), ("articles", Right), ("independent", Right), ("wording", Left)],
        c.corroboration.statements.iter().map(|i| {
            let s = &c.statements[i.statement];
            let place = s.members[s.headline].place;
            let wording = clip(&one_line(place.span.of(&c.articles[place.article].text)), 120);
            vec![s.id.clone(), i.n_articles.to_string(), i.n_independent.to_string(), wording]
        }),
    );
}
