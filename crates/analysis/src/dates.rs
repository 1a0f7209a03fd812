use newsloom_core::Article;
use serde::{Deserialize, Serialize};

/// A date that could not be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnreadDate {
    /// The article.
    pub id: String,
    /// Its date as given.
    pub date: String,
}

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
pub(crate) type Day = i64;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads the day of a date that begins `2026-03-14`, `2026/03/14` or `20260314`, or that names the month: `14 March 2026`,
/// `14-MAR-2026`, `March 14, 2026`, `Sat, 14 Mar 2026`. What follows (a time, a zone) is not looked at.
pub(crate) fn parse_day(date: &str) -> Option<Day> {
    let parts: Vec<&str> = date.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let number = |p: &str| p.parse::<i64>().ok();
    let first = parts.first()?;
    if first.len() == 8 && first.bytes().all(|b| b.is_ascii_digit()) {
        return day(number(&first[..4])?, number(&first[4..6])?, number(&first[6..])?);
    }
    if first.len() == 4 && number(first).is_some() && parts.len() >= 3 {
        let digits: String = parts[2].chars().take_while(char::is_ascii_digit).collect();
        return day(number(first)?, number(parts[1])?, number(&digits)?);
    }
    let at = parts.iter().take(4).position(|p| month(p).is_some())?;
    let m = month(parts[at])?;
    let year = |p: &&str| number(p).filter(|y| p.len() == 4 && *y > 0);
    let of_month = |p: &&str| number(p.trim_end_matches(|c: char| c.is_ascii_alphabetic())).filter(|d| (1..=31).contains(d));
    let before = at.checked_sub(1).and_then(|i| of_month(&parts[i]));
    match before {
        Some(d) => day(year(parts.get(at + 1)?)?, m, d),
        None => day(year(parts.get(at + 2)?)?, m, of_month(parts.get(at + 1)?)?),
    }
}

fn month(word: &str) -> Option<i64> {
    let lower = word.to_lowercase();
    let full = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let at = MONTHS.iter().zip(full).position(|(short, long)| lower == *short || lower == long || (lower == "sept" && *short == "sep"))?;
    Some(at as i64 + 1)
}

/// Days from 1970-01-01, by the rule of Hinnant's `days_from_civil`; none for a day that no month has.
fn day(y: i64, m: i64, d: i64) -> Option<Day> {
    let leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    let longest = match m {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=longest).contains(&d) || !(0..=9999).contains(&y) {
        return None;
    }
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Year, month and day of the month.
pub(crate) fn civil(day: Day) -> (i64, i64, i64) {
    let z = day + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let d = of_year - (153 * month + 2) / 5 + 1;
    let m = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(m <= 2), m, d)
}

/// `YYYY-MM-DD`.
pub(crate) fn format_day(day: Day) -> String {
    let (y, m, d) = civil(day);
    format!("{y:04}-{m:02}-{d:02}")
}

/// The day of each article, and the dates that could not be read; an article without a date has neither.
pub(crate) fn days(articles: &[&Article]) -> (Vec<Option<Day>>, Vec<UnreadDate>) {
    let days: Vec<Option<Day>> = articles.iter().map(|a| parse_day(&a.date)).collect();
    let unread = articles.iter().zip(&days).filter(|(a, d)| d.is_none() && !a.date.trim().is_empty());
    let unread = unread.map(|(a, _)| UnreadDate { id: a.id.clone(), date: a.date.clone() }).collect();
    (days, unread)
}

/// Stretches of time that a result counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Day,
    Week,
    Month,
    Year,
}

impl Period {
    /// The shortest that cuts `days` into at most about thirty.
    pub(crate) fn fitting(days: i64) -> Self {
        match days {
            ..=31 => Self::Day,
            32..=210 => Self::Week,
            211..=915 => Self::Month,
            _ => Self::Year,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The first day of the stretch that holds `day`; weeks begin on Monday.
    pub(crate) fn start(self, day: Day) -> Day {
        let (_, m, d) = civil(day);
        match self {
            Self::Day => day,
            Self::Week => day - (day + 3).rem_euclid(7),
            Self::Month => day - (d - 1),
            Self::Year => (1..m).fold(day - (d - 1), |at, _| Self::Month.start(at - 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_they_are_written() {
        for date in [
            "2026-03-14",
            "2026-03-14T09:30:00Z",
            "2026/03/14",
            "20260314",
            "14 March 2026",
            "14-MAR-1926 15:17:11.20",
            "March 14, 2026",
            "Sat, 14 Mar 2026 09:30:00 +0000",
            "14th March 2026",
        ] {
            let found = parse_day(date).map(format_day);
            assert_eq!(found.as_deref().map(|d| &d[4..]), Some("-03-14"), "{date}");
        }
        for date in ["", "yesterday", "2026-02-30", "2026-13-01", "14/03/26", "May", "March 2026", "0"] {
            assert_eq!(parse_day(date), None, "{date}");
        }
        assert_eq!(parse_day("1970-01-01"), Some(0));
        assert_eq!(parse_day("2000-02-29"), Some(11_016));
    }

    #[test]
    fn every_day_comes_back() {
        for day in (-800_000..800_000).step_by(37) {
            let (y, m, d) = civil(day);
            if (0..=9999).contains(&y) {
                assert_eq!(super::day(y, m, d), Some(day));
            }
        }
    }

    #[test]
    fn stretches_begin_where_they_should() {
        let day = parse_day("2026-03-14").unwrap();
        let starts = [Period::Day, Period::Week, Period::Month, Period::Year].map(|p| format_day(p.start(day)));
        assert_eq!(starts, ["2026-03-14", "2026-03-09", "2026-03-01", "2026-01-01"]);
        assert_eq!(Period::fitting(10).name(), "day");
        assert_eq!(Period::fitting(4000).name(), "year");
    }
}
