//! Numbers in digits and in words.

/// A number as a text gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// `100000` for `100,000`, `100 000`, `a hundred thousand`.
    pub(crate) value: f64,
    /// Whether it is a share: `40 percent`, `half of`.
    pub(crate) percent: bool,
    /// Whether the text says that it is not exact: `about`, `nearly`.
    pub(crate) hedged: bool,
}

impl Number {
    /// Whether both may be the same number: equal, or the one a rounding of the other, to two digits or with a word that says so.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        if self.percent != other.percent {
            return false;
        }
        let near = |x: f64, y: f64| (x - y).abs() <= 1e-9 * x.abs().max(y.abs());
        let (coarse, fine) = if digits(self.value) <= digits(other.value) { (self, other) } else { (other, self) };
        let kept = digits(coarse.value);
        near(self.value, other.value)
            || (kept < digits(fine.value) && (kept >= 2 || coarse.hedged) && near(rounded(fine.value, kept), coarse.value))
    }

    /// In digits, with a sign for a share.
    pub(crate) fn plain(&self) -> String {
        format!("{}{}", self.value, if self.percent { "%" } else { "" })
    }
}

/// Digits that say something: 2 of 1,200 and of 1.5.
fn digits(value: f64) -> usize {
    let text = format!("{value}");
    let bare: String = text.chars().filter(char::is_ascii_digit).collect();
    let bare = bare.trim_start_matches('0');
    if text.contains('.') { bare.len() } else { bare.trim_end_matches('0').len() }.max(1)
}

/// The value to so many digits.
fn rounded(value: f64, digits: usize) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let scale = 10f64.powi(digits as i32 - 1 - value.abs().log10().floor() as i32);
    (value * scale).round() / scale
}

/// The value of a word of digits, with what follows them: `1,200`, `3.5`, `4m`; `None` for `1990s`, `2nd`, `B52`.
pub(super) fn in_digits(form: &str) -> Option<f64> {
    let end = form.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).unwrap_or(form.len());
    let (number, suffix) = form.split_at(end);
    let scale = match suffix {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" => 1e6,
        "bn" | "b" => 1e9,
        "tn" => 1e12,
        _ => return None,
    };
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = number.split(',').collect();
    let thousands = groups.len() > 1
        && groups[1..].iter().enumerate().all(|(i, g)| {
            let whole = if i + 2 == groups.len() { g.split('.').next().unwrap_or_default() } else { g };
            whole.len() == 3
        });
    let plain = match groups.len() {
        1 => number.to_owned(),
        _ if thousands => groups.concat(),
        // A comma where others write a point.
        2 if !number.contains('.') => number.replace(',', "."),
        _ => return None,
    };
    plain.parse::<f64>().ok().map(|v| v * scale)
}

/// What a word adds to a number that is spelt out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// Below a hundred: it stands by itself or is added to.
    Small(f64),
    /// It multiplies what stands before it.
    Scale(f64),
}

/// The part of a number that a word is.
pub(super) fn part(form: &str) -> Option<Part> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Some(n) = SMALL.iter().position(|w| *w == form) {
        return Some(Part::Small(n as f64));
    }
    if let Some(n) = TENS.iter().position(|w| *w == form) {
        return Some(Part::Small((n * 10 + 20) as f64));
    }
    Some(Part::Scale(match form {
        "dozen" => 12.0,
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    }))
}

/// Into how many parts a word divides: `half`, `thirds`.
pub(super) fn denominator(form: &str) -> Option<f64> {
    Some(match form.strip_suffix('s').unwrap_or(form) {
        "half" => 2.0,
        "third" => 3.0,
        "quarter" | "fourth" => 4.0,
        "fifth" => 5.0,
        "sixth" => 6.0,
        "eighth" => 8.0,
        "tenth" => 10.0,
        _ => return None,
    })
}

/// How many of a smaller unit of time make a larger one: 12 for `years` and `months`.
pub(super) fn parts_of_unit(larger: &str, smaller: &str) -> Option<f64> {
    let one = |form: &str| form.strip_suffix('s').unwrap_or(form).to_owned();
    Some(match (one(larger).as_str(), one(smaller).as_str()) {
        ("year", "month") => 12.0,
        ("week", "day") => 7.0,
        ("day", "hour") => 24.0,
        ("hour", "minute") | ("minute", "second") => 60.0,
        _ => return None,
    })
}

/// The number that two make when the second follows the first: `twenty` and `five`, `two hundred` and `six`; `None` where another
/// number begins.
pub(super) fn with_smaller(number: f64, small: f64) -> Option<f64> {
    let (room, least) = if small < 10.0 { (10.0, 20.0) } else { (100.0, 100.0) };
    (small > 0.0 && number >= least && number % room == 0.0).then_some(number + small)
}

/// The value below a hundred of a number word: `nineteen`, `thirty-one`.
pub(crate) fn spelt(form: &str) -> Option<u32> {
    let small = |form| match part(form) {
        Some(Part::Small(n)) => Some(n),
        _ => None,
    };
    let value = match form.split_once('-') {
        Some((tens, ones)) => with_smaller(small(tens)?, small(ones)?),
        None => small(form),
    };
    value.map(|n| n as u32)
}

/// The day that an ordinal names: `first`, `21st`.
pub(super) fn ordinal(form: &str) -> Option<u8> {
    const WORDS: [&str; 12] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
    if let Some(n) = WORDS.iter().position(|w| *w == form) {
        return Some(n as u8 + 1);
    }
    let number = ["st", "nd", "rd", "th"].iter().find_map(|s| form.strip_suffix(s))?;
    number.parse().ok().filter(|n| (1..=31).contains(n))
}

/// Whether a word says that the number after it is not exact.
pub(super) fn hedge(form: &str) -> bool {
    matches!(
        form,
        "about"
            | "almost"
            | "approximately"
            | "around"
            | "close"
            | "estimated"
            | "least"
            | "nearly"
            | "over"
            | "roughly"
            | "some"
            | "than"
            | "up"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read() {
        for (form, want) in [
            ("1,200", Some(1200.0)),
            ("12,345,678", Some(12_345_678.0)),
            ("3.5", Some(3.5)),
            ("3,5", Some(3.5)),
            ("1,234.5", Some(1234.5)),
            ("4m", Some(4e6)),
            ("2bn", Some(2e9)),
            ("1990s", None),
            ("2nd", None),
            ("1.2.3", None),
        ] {
            assert_eq!(in_digits(form), want, "{form}");
        }
    }

    #[test]
    fn small_numbers_are_spelt() {
        let given = ["one", "nineteen", "thirty", "thirty-one", "ninety-nine", "six-thirty", "ten-five", "thirty-ten"];
        assert_eq!(given.map(spelt), [Some(1), Some(19), Some(30), Some(31), Some(99), None, None, None]);
        assert_eq!(["hundred", "bone", "thirty-one-two"].map(spelt), [None; 3]);
    }

    #[test]
    fn roundings_agree() {
        let n = |value| Number { value, percent: false, hedged: false };
        assert!(n(1_500_000.0).agrees(&n(1_512_300.0)));
        assert!(!n(40.0).agrees(&n(45.0)) && !n(4_300.0).agrees(&n(43_000.0)) && !n(1_000.0).agrees(&n(1_012.0)));
        assert!(Number { hedged: true, ..n(1_000.0) }.agrees(&n(1_012.0)));
        assert!(!Number { percent: true, ..n(5.0) }.agrees(&n(5.0)));
        assert!(n(0.0).agrees(&n(0.0)) && !n(0.0).agrees(&n(1.0)));
    }
}
