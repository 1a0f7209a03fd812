use super::cues;
use super::line::{Line, words};

/// Words that go with a date or a time.
const AROUND_DATES: [&str; 49] = [
    "a.m",
    "p.m",
    "am",
    "pm",
    "at",
    "on",
    "et",
    "est",
    "edt",
    "gmt",
    "utc",
    "bst",
    "pst",
    "pdt",
    "cet",
    "updated",
    "published",
    "posted",
    "last",
    "modified",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "date",
    "uhr",
    "de",
    "le",
    "den",
    "by",
    "ist",
    "first",
    "created",
    "ago",
    "hours",
    "hour",
    "minutes",
    "days",
    "day",
];

/// A line that is a date or a time: a day, a month, a year and words that go with them.
pub(super) fn date(line: &Line<'_>) -> bool {
    if line.n_words > 10 || line.stopped && line.n_words > 6 {
        return false;
    }
    let mut numbers = 0;
    let mut named = 0;
    for w in words(&line.plain) {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = w.chars().filter(char::is_ascii_digit).count();
        if digits > 0 && w.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | ':' | ',')) {
            numbers += if digits >= 6 { 3 } else { 1 };
        } else if cues::MONTHS.contains(w) {
            named += 1;
        } else if digits > 0
            && (w.ends_with("am") || w.ends_with("pm") || w.ends_with("st") || w.ends_with("nd") || w.ends_with("rd") || w.ends_with("th"))
        {
            numbers += 1;
        } else if !AROUND_DATES.contains(&w) {
            return false;
        }
    }
    numbers >= 3
        || (named > 0 && numbers > 0)
        || (numbers > 0 && line.n_words <= 4 && line.plain.contains("ago"))
        || (numbers > 0 && line.plain.starts_with("updated"))
}
