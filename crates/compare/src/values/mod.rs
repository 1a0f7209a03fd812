//! Numbers and dates of a sentence as values: `100,000`, `100 000` and `a hundred thousand` are one.

mod date;
mod number;
mod reader;

use crate::quotes::Wording;
pub(crate) use date::Date;
pub(crate) use number::Number;
pub(crate) use number::spelt;
use reader::Reader;
use std::ops::Range;

/// What a stretch of words says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value {
    Number(Number),
    Date(Date),
}

impl Value {
    /// Whether both may mean the same; a number and a date never do.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.agrees(b),
            (Self::Date(a), Self::Date(b)) => a.agrees(b),
            _ => false,
        }
    }

    /// Whether both tell the same sort of thing, so that they can differ.
    pub(crate) fn comparable(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.percent == b.percent,
            (Self::Date(a), Self::Date(b)) => {
                (a.weekday.is_some() && b.weekday.is_some())
                    || (a.month.is_some() && b.month.is_some())
                    || (a.month.is_none() && b.month.is_none() && a.year.is_some() && b.year.is_some())
            }
            _ => false,
        }
    }

    /// In one form for all ways of writing it.
    pub(crate) fn plain(&self) -> String {
        match self {
            Self::Number(n) => n.plain(),
            Self::Date(d) => d.plain(),
        }
    }
}

/// A value with the words that tell it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) value: Value,
    /// Places of its words in the wording.
    pub(crate) words: Range<usize>,
}

/// The values of a wording, in order.
pub(crate) fn values(text: &str, wording: &Wording) -> Vec<Found> {
    let reader = Reader { text, wording };
    let (mut at, mut found) = (0, Vec::new());
    while at < wording.words.len() {
        let Some(mut next) = reader.date(at).or_else(|| reader.number(at)).filter(|f| !f.words.is_empty()) else {
            at += 1;
            continue;
        };
        at = next.words.end;
        if let Value::Number(n) = &mut next.value
            && let Some((share, end)) = reader.smaller_unit(at)
        {
            n.value += share;
            at = end;
        }
        found.push(next);
    }
    found
}

/// Whether a lower-cased word is a number or a part of one.
pub(crate) fn numeric(form: &str) -> bool {
    form.starts_with(|c: char| c.is_numeric())
        || number::part(form).is_some()
        || matches!(form, "half" | "third" | "quarter" | "double" | "twice")
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsloom_text::{Language, Span, Stemmer};

    fn check(text: &str, expect: &[&str]) {
        let wording = Wording::new(text, Span::new(0, text.len()), &Stemmer::new(Language::English));
        let found: Vec<String> = values(text, &wording).iter().map(|f| f.value.plain()).collect();
        assert_eq!(found, expect, "{text:?}");
    }

    #[test]
    fn one_value_however_it_is_written() {
        for text in ["100,000 names", "100 000 names", "a hundred thousand names", "100 thousand names", "one hundred thousand", "100k"] {
            check(text, &["100000"]);
        }
        check("two gates, 2 boats", &["2", "2"]);
        check("1.5 million and 1,500,000", &["1500000", "1500000"]);
        check("twenty-five of two hundred and six", &["25", "206"]);
        check("40 percent, 40 per cent, 40%, 40 %, forty percent", &["40%"; 5]);
        check("half of the fields, half an hour", &["50%"]);
        check("a quarter of them, three-quarters of them, two fifths of it", &["25%", "75%", "40%"]);
        check("a third place, the third of May", &["May 3"]);
        check("five and a half hours, 2 and a half million, two and a quarter", &["5.5", "2500000", "2.25"]);
        check("five and a halting answer", &["5"]);
        check("five years and six months, two hours 30 minutes", &["5.5", "2.5"]);
        check("ten five-year terms", &["10", "5"]);
        check("five years and 60 months, two gates and six boats", &["5", "60", "2", "6"]);
        check("a dozen boats, dozens of boats", &["12"]);
        check("two thousand and six, three million two hundred thousand", &["2006", "3200000"]);
        check("five, six or seven", &["5", "6", "7"]);
        check("One should imagine that no one came", &[]);
    }

    #[test]
    fn dates_in_any_order() {
        for text in ["March 3", "3 March", "the 3rd of March", "the third of March", "Mar. 3"] {
            check(text, &["March 3"]);
        }
        check("on March 3, 2026, at noon", &["March 3, 2026"]);
        check("3 March 2026", &["March 3, 2026"]);
        check("on Friday", &["Friday"]);
        check("since January; in May they may march", &["January", "May"]);
        check("the convention of 1987 obliges 1900 people", &["1987", "1900"]);
        check("the second boat", &[]);
    }

    #[test]
    fn a_weekday_and_a_date_may_agree() {
        let date = |text: &str| {
            let wording = Wording::new(text, Span::new(0, text.len()), &Stemmer::new(Language::English));
            values(text, &wording)[0].value
        };
        assert!(date("on Friday").agrees(&date("March 6")) && !date("on Friday").comparable(&date("March 6")));
        assert!(!date("on Friday").agrees(&date("on Monday")));
        assert!(date("in March").agrees(&date("March 6")) && !date("March 6").agrees(&date("March 7")));
    }
}
