use super::result::TopicPeriod;
use crate::dates::{Day, Period, format_day};
use std::collections::BTreeMap;

/// Articles of each topic by stretches of time, each topic's stretches from the first to the last of the pile.
pub(super) fn over_time(days: &[Option<Day>], topics: &[usize], n_topics: usize) -> Vec<TopicPeriod> {
    let dated: Vec<(Day, usize)> = days.iter().zip(topics).filter_map(|(d, &t)| d.map(|d| (d, t))).collect();
    let (Some(first), Some(last)) = (dated.iter().map(|d| d.0).min(), dated.iter().map(|d| d.0).max()) else { return Vec::new() };
    if dated.len() < 2 {
        return Vec::new();
    }
    let period = Period::fitting(last - first);
    let mut counts: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
    for (day, topic) in dated {
        counts.entry(period.start(day)).or_insert_with(|| vec![0; n_topics])[topic] += 1;
    }
    let row = |topic: usize| {
        counts.iter().map(move |(&start, n)| TopicPeriod {
            topic,
            start: format_day(start),
            period: period.name().into(),
            articles: n[topic],
            share: n[topic] as f64 / n.iter().sum::<usize>() as f64,
        })
    };
    (0..n_topics).flat_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::parse_day;

    #[test]
    fn counts_and_shares_by_month() {
        let days = ["2026-01-30", "2026-02-01", "2026-02-20", "2026-12-01"].map(parse_day);
        let found = over_time(&[days[0], days[1], days[2], days[3], None], &[0, 0, 1, 1, 1], 2);
        assert_eq!(found.len(), 2 * 3);
        assert_eq!((found[1].start.as_str(), found[1].period.as_str(), found[1].articles, found[1].share), ("2026-02-01", "month", 1, 0.5));
        assert!(over_time(&[days[0]], &[0], 1).is_empty());
    }
}
