//! Dates, as far as a text gives them.

/// A day, a month or a year; what the text leaves out is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: Option<u16>,
    /// 1 to 12.
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
    /// 1 (Monday) to 7.
    pub(crate) weekday: Option<u8>,
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Date {
    /// Whether both may be the same date: no part that both give differs. A weekday and a date may be.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        same(self.year, other.year) && same(self.month, other.month) && same(self.day, other.day) && same(self.weekday, other.weekday)
    }

    /// As `April 1, 2026` or less.
    pub(crate) fn plain(&self) -> String {
        let name = |names: &[&str], n: Option<u8>| {
            n.and_then(|n| names.get(usize::from(n) - 1)).map(|w| w[..1].to_uppercase() + &w[1..]).unwrap_or_default()
        };
        let mut out = name(&WEEKDAYS, self.weekday) + &name(&MONTHS, self.month);
        if let Some(day) = self.day {
            out += &format!(" {day}");
        }
        match self.year {
            Some(year) if out.is_empty() => year.to_string(),
            Some(year) => format!("{out}, {year}"),
            None => out,
        }
    }
}

/// The month that a lower-cased word names, 1 to 12.
pub(super) fn month(form: &str) -> Option<u8> {
    let form = form.trim_end_matches('.');
    let short = |m: &str| matches!(form.len(), 3 | 4) && m.starts_with(form) && (form.len() == 3 || form == "sept");
    MONTHS.iter().position(|m| *m == form || short(m)).map(|n| n as u8 + 1)
}

/// The day of the week that a lower-cased word names, 1 to 7.
pub(super) fn weekday(form: &str) -> Option<u8> {
    WEEKDAYS.iter().position(|w| *w == form).map(|n| n as u8 + 1)
}
