/// The days of rows, and what they say of two groups.
pub(super) struct Times<'a> {
    /// Day of each row, as far as known; `None` when no row has one.
    pub(super) days: Option<&'a [Option<i64>]>,
    pub(super) days_apart: f64,
    pub(super) least_closeness: f64,
}

/// Mean day of the dated rows of a group, as a sum.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct When {
    sum: i64,
    dated: i64,
}

impl When {
    pub(super) fn with(&self, other: &Self) -> Self {
        Self { sum: self.sum + other.sum, dated: self.dated + other.dated }
    }
}

impl Times<'_> {
    /// No days at all.
    pub(super) const NONE: Times<'static> = Times { days: None, days_apart: 1.0, least_closeness: 1.0 };

    pub(super) fn of(&self, row: usize) -> When {
        self.days.and_then(|d| d[row]).map_or_else(When::default, |day| When { sum: day, dated: 1 })
    }

    /// `least + (1 - least) * exp(-gap / days_apart)` of the gap between the mean days of two groups; 1 where one has no day.
    pub(super) fn closeness(&self, a: &When, b: &When) -> f64 {
        if a.dated == 0 || b.dated == 0 {
            return 1.0;
        }
        let gap = (a.sum as f64 / a.dated as f64 - b.sum as f64 / b.dated as f64).abs();
        self.least_closeness + (1.0 - self.least_closeness) * (-gap / self.days_apart).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closeness_falls_with_the_days_between() {
        let days = [Some(100), Some(104), None, Some(4000)];
        let times = Times { days: Some(&days), days_apart: 7.0, least_closeness: 0.6 };
        let near = |a: &[usize], b: &[usize]| {
            let when = |rows: &[usize]| rows.iter().fold(When::default(), |w, &r| w.with(&times.of(r)));
            times.closeness(&when(a), &when(b))
        };
        assert_eq!((near(&[0], &[0]), near(&[0], &[2]), near(&[0, 2], &[0])), (1.0, 1.0, 1.0));
        assert!((near(&[0, 1], &[0]) - (0.6 + 0.4 * (-2.0f64 / 7.0).exp())).abs() < 1e-12);
        assert!((near(&[0], &[3]) - 0.6).abs() < 1e-12);
    }
}
