/// What stands above the first sentence of a scraped article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) title: String,
    pub(crate) date: String,
    pub(crate) url: String,
}

/// Lines that are looked at, blank ones aside.
const LINES: usize = 6;
/// More words than a headline has.
const LONG: usize = 30;

/// Reads the first lines of a text: the title, and a date and an address that stand on lines of their own.
///
/// The title is the line that stands there twice (scrapers take it from two places), else the first line that reads like a
/// headline: three to thirty words, no full stop, something after it. A word or two (the section), a date or an address may stand above.
pub(crate) fn head(text: &str) -> Head {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).take(LINES + 1).collect();
    let mut head = Head::default();
    let candidates = &lines[..lines.len().saturating_sub(1).min(LINES)];
    for line in candidates {
        if head.url.is_empty() && is_address(line) {
            head.url = (*line).into();
        } else if head.date.is_empty()
            && let Some(date) = date(line)
        {
            head.date = date;
        }
    }
    let words = |l: &str| l.split_whitespace().count();
    let like = |l: &str| (3..=LONG).contains(&words(l)) && !is_address(l) && date(l).is_none() && !ends_as_sentence(l);
    let twice = || {
        let again = |i: usize| candidates[i + 1..].iter().any(|l| bare(l) == bare(candidates[i]));
        (0..candidates.len()).find(|&i| (2..=LONG).contains(&words(candidates[i])) && again(i)).map(|i| candidates[i])
    };
    let first = || candidates.iter().find(|l| words(l) > 2 && !is_address(l) && date(l).is_none()).filter(|l| like(l)).copied();
    if let Some(title) = twice().or_else(first) {
        head.title = title.trim_end_matches(['-', '–', '—', '|', ' ', '\u{a0}']).into();
    }
    head
}

/// A line without what scrapers change in it: case, marks at the ends, white space.
fn bare(line: &str) -> String {
    line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn ends_as_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', '»', ')']);
    line.ends_with(['.', ':', ';', ',']) && !line.ends_with("..")
}

fn is_address(line: &str) -> bool {
    (line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www.")) && !line.contains(char::is_whitespace)
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// The day that a line is: `20260314`, `2026-03-14`, `2026/3/14`, `14 March 2026` or `Mar. 14, 2026`, a weekday before it or not.
/// The result is `YYYY-MM-DD`.
pub(crate) fn date(line: &str) -> Option<String> {
    if line.len() > 40 {
        return None;
    }
    let mut parts: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',')).filter(|p| !p.is_empty()).collect();
    if parts.len() == 4 && ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|d| parts[0].to_lowercase().starts_with(d)) {
        parts.remove(0);
    }
    let number = |s: &str, digits: usize| (s.len() <= digits && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse::<u32>().ok())?;
    let month = |s: &str| {
        let s = s.to_lowercase();
        (s.len() >= 3).then(|| MONTHS.iter().position(|m| m.starts_with(&s)))?.map(|m| m as u32 + 1)
    };
    let (y, m, d) = match parts.as_slice() {
        [s] if s.len() == 8 && s.is_ascii() => (number(&s[..4], 4)?, number(&s[4..6], 2)?, number(&s[6..], 2)?),
        [y, m, d] if y.len() == 4 => (number(y, 4)?, number(m, 2)?, number(d, 2)?),
        [a, b, y] => match (month(a), month(b)) {
            (Some(m), _) => (number(y, 4)?, m, number(b, 2)?),
            (_, Some(m)) => (number(y, 4)?, m, number(a, 2)?),
            _ => return None,
        },
        _ => return None,
    };
    ((1800..2200).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d)).then(|| format!("{y:04}-{m:02}-{d:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: &str, date: &str, url: &str) {
        assert_eq!(head(text), Head { title: title.into(), date: date.into(), url: url.into() });
    }

    #[test]
    fn the_first_line_when_it_reads_like_a_title() {
        check("Mayor opens the new bridge\n\nThe mayor spoke on Monday.", "Mayor opens the new bridge", "", "");
        check("The mayor spoke on Monday.\nHe left at noon.", "", "", "");
        check("“We opened the bridge.”\nHe left at noon.", "", "", "");
        check("Mayor opens the new bridge", "", "", "");
        check(
            "A harbour town votes on its tram: what is known…\nVotes are counted.",
            "A harbour town votes on its tram: what is known…",
            "",
            "",
        );
    }

    #[test]
    fn a_title_that_stands_twice() {
        let text = "Regional\n\nMayor opens bridge\n\nMayor opens bridge\n\nThe mayor spoke on Monday.";
        check(text, "Mayor opens bridge", "", "");
        check("Mayor opens bridge -\nMAYOR OPENS BRIDGE\nHe spoke.", "Mayor opens bridge", "", "");
    }

    #[test]
    fn date_and_address_lines() {
        let text = "Mayor opens the new bridge\n20260314\nhttps://example.org/bridge\nThe mayor spoke.";
        check(text, "Mayor opens the new bridge", "2026-03-14", "https://example.org/bridge");
        for day in ["2026-03-14", "2026/3/14", "14 March 2026", "Mar. 14, 2026", "Saturday, March 14, 2026"] {
            check(&format!("{day}\nMayor opens the new bridge\nThe mayor spoke."), "Mayor opens the new bridge", "2026-03-14", "");
        }
        for none in ["20261314", "1234", "14 people left 2026", "May be"] {
            assert_eq!(super::date(none), None, "{none}");
        }
    }

    #[test]
    fn a_long_first_line_is_no_title() {
        check(&format!("{}\nmore", "word ".repeat(31)), "", "", "");
        check("", "", "", "");
    }
}
