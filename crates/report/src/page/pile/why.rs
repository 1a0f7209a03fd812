//! Why articles are in a topic rather than in the next one.

use super::Pile;
use crate::html::{Text, count};
use newsloom_analysis::{SharedTerm, WhyTopic};
use std::fmt::Write;

/// Terms that are named for the topic, and for the runner-up.
const FOR: usize = 6;
const AGAINST: usize = 3;

pub(super) fn write(pile: &Pile<'_>, topic: usize, out: &mut String) {
    let of = || pile.whys.iter().filter(|w| w.topic == topic && w.runner_up.is_some());
    if of().next().is_none() {
        return;
    }
    out.push_str(
        "<details class=\"block why\"><summary>Why the least sure articles are here</summary>\n<p class=\"soft\">How much nearer each article \
         is to this topic than to the next one, as a difference of cosines, and what its terms add to that; the figures add up.</p>\n",
    );
    for why in of() {
        item(pile, why, out);
    }
    out.push_str("</details>\n");
}

fn item(pile: &Pile<'_>, why: &WhyTopic, out: &mut String) {
    let title = pile.titles(&[why.id.as_str()]).concat();
    let next = why.runner_up.and_then(|r| pile.topics.topics.get(r).map(|t| (r, &t.label)));
    let next =
        next.map_or_else(String::new, |(r, label)| format!(" rather than in <a class=\"w\" href=\"#topic-{r}\">{}</a>", Text(label)));
    let margin = thousandths(why.margin);
    let _ = write!(
        out,
        "<p><span class=\"w\">{}</span><span class=\"soft\">{next}, by {}:</span><br>",
        Text(&title),
        figure(margin).trim_start_matches('+')
    );
    let for_it = why.terms.iter().take_while(|t| t.contribution > 0.0).take(FOR);
    let against = why.terms.iter().rev().take_while(|t| t.contribution < 0.0).take(AGAINST);
    let named: Vec<&SharedTerm> = for_it.chain(against).filter(|t| thousandths(t.contribution) != 0).collect();
    let mut parts: Vec<String> = named.iter().map(|t| term(t)).collect();
    // What is not named makes up for the rounding of what is.
    let (others, rest) = (why.terms.len() - named.len(), margin - named.iter().map(|t| thousandths(t.contribution)).sum::<i64>());
    if others > 0 {
        parts.push(format!("<span class=\"soft\">{} {}</span>", count(others, "other term", "other terms"), figure(rest)));
    }
    let _ = writeln!(out, "{}</p>", parts.join(", "));
}

fn term(t: &SharedTerm) -> String {
    format!("<span class=\"w\">{}</span>&nbsp;<span class=\"soft\">{}</span>", Text(&t.term), figure(thousandths(t.contribution)))
}

fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

fn figure(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "−" } else { "+" };
    format!("{sign}{}.{:03}", thousandths.abs() / 1000, thousandths.abs() % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_their_sign() {
        assert_eq!([0.0124, -0.5, 1.25].map(|v| figure(thousandths(v))), ["+0.012", "−0.500", "+1.250"]);
    }
}
