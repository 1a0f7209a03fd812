//! Numbers and dates of a sentence as values: `100,000`, `100 000` and `a hundred thousand` are one.

mod date;
mod number;

use crate::quotes::Wording;
pub(crate) use date::Date;
pub(crate) use number::Number;
use number::Part;
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

struct Reader<'w> {
    text: &'w str,
    wording: &'w Wording,
}

impl Reader<'_> {
    fn form(&self, i: usize) -> &str {
        self.wording.words.get(i).map_or("", |w| w.form.as_str())
    }

    fn written(&self, i: usize) -> &str {
        self.wording.words.get(i).map_or("", |w| w.span.of(self.text))
    }

    fn capital(&self, i: usize) -> bool {
        self.written(i).starts_with(char::is_uppercase)
    }

    /// What stands between word `i` and the next.
    fn gap(&self, i: usize) -> &str {
        match (self.wording.words.get(i), self.wording.words.get(i + 1)) {
            (Some(a), Some(b)) => self.text.get(a.span.end..b.span.start).unwrap_or_default(),
            _ => "",
        }
    }

    /// A number of one to 31 in digits, or an ordinal.
    fn day(&self, i: usize) -> Option<u8> {
        let form = self.form(i);
        number::ordinal(form).or_else(|| form.parse().ok().filter(|n| (1..=31).contains(n)))
    }

    /// A year in four digits.
    fn year(&self, i: usize) -> Option<u16> {
        let form = self.form(i);
        form.parse().ok().filter(|y| form.len() == 4 && (1800..2100).contains(y))
    }

    /// The date that begins with word `i`.
    fn date(&self, i: usize) -> Option<Found> {
        let found = |date: Date, end: usize| Some(Found { value: Value::Date(date), words: i..end });
        if let Some(weekday) = date::weekday(self.form(i)).filter(|_| self.capital(i)) {
            return found(Date { weekday: Some(weekday), ..Date::default() }, i + 1);
        }
        let month = |i: usize| date::month(self.form(i)).filter(|_| self.capital(i));
        // `3 March`, `3rd of March`.
        if let Some(day) = self.day(i) {
            let at = if self.form(i + 1) == "of" { i + 2 } else { i + 1 };
            if self.gap(i).trim().is_empty()
                && let Some(month) = month(at)
            {
                let year = self.year(at + 1).filter(|_| matches!(self.gap(at).trim(), "" | "," | "."));
                return found(Date { year, month: Some(month), day: Some(day), weekday: None }, at + 1 + usize::from(year.is_some()));
            }
        }
        if let Some(month) = month(i) {
            let day = self.day(i + 1).filter(|_| matches!(self.gap(i).trim(), "" | "."));
            let at = i + 1 + usize::from(day.is_some());
            let year = self.year(at).filter(|_| matches!(self.gap(at - 1).trim(), "" | "," | "."));
            // `May` and `March` begin sentences, and people are called so: alone, they are months after these words only.
            let before = i.checked_sub(1).map_or("", |b| self.form(b));
            let alone = matches!(
                before,
                "in" | "since" | "by" | "until" | "till" | "for" | "from" | "last" | "next" | "of" | "early" | "late" | "mid"
            );
            if day.is_some() || year.is_some() || alone {
                return found(Date { year, month: Some(month), day, weekday: None }, at + usize::from(year.is_some()));
            }
            return None;
        }
        let year = self.year(i)?;
        // `1900 people` counts people, unless it stands where years do.
        let before = i.checked_sub(1).map_or("", |b| self.form(b));
        let counts = !matches!(before, "in" | "of" | "since" | "from" | "until" | "till" | "by" | "during" | "before" | "after")
            && self.gap(i) == " "
            && self.written(i + 1).starts_with(char::is_lowercase)
            && !crate::quotes::grammatical(self.form(i + 1))
            && !crate::quotes::says(self.form(i + 1));
        if counts { None } else { found(Date { year: Some(year), ..Date::default() }, i + 1) }
    }

    /// The number that begins with word `i`.
    fn number(&self, i: usize) -> Option<Found> {
        if let Some((value, end)) = self.fraction(i) {
            let value = Value::Number(Number { value, percent: true, hedged: self.hedged(i) });
            return Some(Found { value, words: i..end });
        }
        let (value, mut end) = self.digits(i).or_else(|| self.spelt(i)).map(|(value, end)| self.and_a_half(value, end))?;
        let percent = match self.form(end) {
            "percent" | "pct" => 1,
            "per" if self.form(end + 1) == "cent" => 2,
            _ if self.sign_after(end - 1) => 0,
            _ => usize::MAX,
        };
        let percent = if percent == usize::MAX {
            false
        } else {
            end += percent;
            true
        };
        // The word `one` is a pronoun as often as a number.
        if end == i + 1 && self.form(i) == "one" && !percent {
            return None;
        }
        Some(Found { value: Value::Number(Number { value, percent, hedged: self.hedged(i) }), words: i..end })
    }

    /// `half of`, `a third of`, `two-thirds of`: the share in percent and the word after it.
    fn fraction(&self, i: usize) -> Option<(f64, usize)> {
        if self.form(i) == "half" {
            return matches!(self.form(i + 1), "of" | "the" | "its" | "their" | "all").then_some((50.0, i + 1));
        }
        let parts = match (self.form(i), number::part(self.form(i))) {
            ("a", _) => 1.0,
            (_, Some(Part::Small(n))) if n > 0.0 => n,
            _ => return None,
        };
        let whole = number::denominator(self.form(i + 1)).filter(|whole| parts < *whole && self.joined(i) && self.form(i + 2) == "of")?;
        Some((100.0 * parts / whole, i + 2))
    }

    /// `five and a half`, `two and a quarter million`: the value with what follows it, and the word after that.
    fn and_a_half(&self, value: f64, end: usize) -> (f64, usize) {
        let more = match number::denominator(self.form(end + 2)) {
            Some(whole @ (2.0 | 4.0)) if self.form(end) == "and" && self.form(end + 1) == "a" => 1.0 / whole,
            _ => return (value, end),
        };
        let after = end + 3;
        match number::part(self.form(after)) {
            Some(Part::Scale(scale)) if self.joined(after - 1) => ((value + more) * scale, after + 1),
            _ => (value + more, after),
        }
    }

    /// `years and six months` after a number: the share of a year, and the word after it.
    fn smaller_unit(&self, unit: usize) -> Option<(f64, usize)> {
        let from = unit + 1 + usize::from(self.form(unit + 1) == "and");
        let (value, end) = self.digits(from).or_else(|| self.spelt(from))?;
        let parts = number::parts_of_unit(self.form(unit), self.form(end))?;
        (value < parts).then_some((value / parts, end + 1))
    }

    fn sign_after(&self, i: usize) -> bool {
        self.wording.words.get(i).is_some_and(|w| self.text[w.span.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with('%'))
    }

    fn hedged(&self, i: usize) -> bool {
        (1..=2).any(|back| i.checked_sub(back).is_some_and(|b| number::hedge(self.form(b))))
    }

    /// `1,200`, `100 000`, `1.5 million`: the value and the word after it.
    fn digits(&self, i: usize) -> Option<(f64, usize)> {
        let mut value = number::in_digits(self.form(i))?;
        let mut end = i + 1;
        let group = |i: usize| self.form(i).len() == 3 && self.form(i).bytes().all(|b| b.is_ascii_digit());
        if (1..=3).contains(&self.form(i).len()) && value >= 1.0 && value.fract() == 0.0 {
            while group(end) && matches!(self.gap(end - 1), " " | "\u{a0}" | "\u{202f}" | "\u{2009}") {
                value = value * 1000.0 + number::in_digits(self.form(end)).unwrap_or_default();
                end += 1;
            }
        }
        while let (Some(Part::Scale(scale)), true) = (number::part(self.form(end)), self.joined(end - 1)) {
            value *= scale;
            end += 1;
        }
        Some((value, end))
    }

    /// Whether word `i` and the next may be parts of one number.
    fn joined(&self, i: usize) -> bool {
        matches!(self.gap(i), " " | "-" | "\u{a0}" | "\n" | "‑")
    }

    /// `a hundred thousand`, `twenty-five`, `two hundred and six`: the value and the word after it.
    fn spelt(&self, i: usize) -> Option<(f64, usize)> {
        let mut at = i;
        let (mut total, mut current): (f64, Option<f64>) = (0.0, None);
        if matches!(self.form(i), "a" | "an") && matches!(number::part(self.form(i + 1)), Some(Part::Scale(_))) {
            (current, at) = (Some(1.0), i + 1);
        }
        loop {
            match (number::part(self.form(at)), current) {
                // `twenty five`, `hundred six`; else another number begins.
                (Some(Part::Small(n)), Some(c)) if n > 0.0 && c % if n < 10.0 { 10.0 } else { 100.0 } == 0.0 && c > 0.0 => {
                    current = Some(c + n)
                }
                (Some(Part::Small(n)), None) => current = Some(n),
                (Some(Part::Scale(s)), Some(c)) if s < 1e3 => current = Some(c * s),
                (Some(Part::Scale(s)), Some(c)) => {
                    total += c * s;
                    current = None;
                }
                _ => break,
            }
            at += 1;
            if !self.joined(at - 1) {
                break;
            }
            // `two hundred and six`.
            let hundreds = matches!(number::part(self.form(at - 1)), Some(Part::Scale(_)));
            if self.form(at) == "and" && hundreds && matches!(number::part(self.form(at + 1)), Some(Part::Small(_))) {
                at += 1;
            }
        }
        (at > i && (current.is_some() || total > 0.0)).then(|| (total + current.unwrap_or(0.0), at))
    }
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
