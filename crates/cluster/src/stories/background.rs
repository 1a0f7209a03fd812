use super::params::StoryClustererValidParams;

/// Least background: in a small set nearly nothing is alike, which is no measure.
const LEAST: f64 = 0.04;

impl StoryClustererValidParams {
    /// First guess at the background of a row, before anything is known of groups: its mean cosine to its nearest.
    pub(super) fn first_background(&self, near: &[(u32, f64)]) -> f64 {
        let sum: f64 = near.iter().take(self.n_neighbors).map(|(_, s)| s.max(0.0)).sum();
        (sum / self.n_neighbors as f64).max(LEAST)
    }

    /// Mean cosine of a row to the nearest that are not of its `own` group.
    pub(super) fn background(&self, near: &[(u32, f64)], own: impl Fn(u32) -> bool) -> f64 {
        let mut outside: Vec<f64> = near.iter().filter(|(q, _)| !own(*q)).take(self.n_background).map(|(_, s)| s.max(0.0)).collect();
        // Where a large group takes up the list, those beyond its end are at most as alike as the last.
        if near.len() >= self.n_neighbors {
            outside.resize(self.n_background, near.last().map_or(0.0, |(_, s)| s.max(0.0)));
        }
        (outside.iter().sum::<f64>() / self.n_background as f64).max(LEAST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StoryClusterer;
    use linfa::ParamGuard;

    #[test]
    fn the_own_group_is_no_background() {
        let params = StoryClusterer::params().n_neighbors(4).n_background(2).check().unwrap();
        let near = [(7, 0.8), (3, 0.5), (9, 0.3), (4, 0.1)];
        assert!((params.first_background(&near) - 1.7 / 4.0).abs() < 1e-12);
        assert!((params.background(&near, |q| q == 7 || q == 9) - 0.3).abs() < 1e-12);
        // All but one are of the group: the missing one is at most as alike as the last.
        assert!((params.background(&near, |q| q != 3) - 0.3).abs() < 1e-12);
        // In a small set, what is missing is nothing alike.
        assert!((params.background(&near[..2], |q| q == 7) - 0.25).abs() < 1e-12);
        assert_eq!(params.background(&[], |_| false), LEAST);
    }
}
