//! Where in a wording a number or a date begins and ends.

use super::number::{self, Part};
use super::{Date, Found, Number, Value, date};
use crate::quotes::Wording;

/// Reads the values of one wording, from word to word.
pub(super) struct Reader<'w> {
    pub(super) text: &'w str,
    pub(super) wording: &'w Wording,
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
    pub(super) fn date(&self, i: usize) -> Option<Found> {
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
    pub(super) fn number(&self, i: usize) -> Option<Found> {
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
    pub(super) fn smaller_unit(&self, unit: usize) -> Option<(f64, usize)> {
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
                (Some(Part::Small(n)), None) => current = Some(n),
                (Some(Part::Small(n)), Some(c)) => match number::with_smaller(c, n) {
                    Some(sum) => current = Some(sum),
                    None => break,
                },
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
