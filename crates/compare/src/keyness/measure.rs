use super::distributions::{ln_chi2_sf, ln_fisher, ln_normal_two_sided, lower_log_odds};
use crate::CompareError;
use serde::{Deserialize, Serialize};
use std::f64::consts::LN_2;
use std::fmt;
use std::str::FromStr;

/// How far a word's use in one group is from its use in another.
///
/// With `a` occurrences among the `n1` words of the target and `b` among the `n2` of the reference, `N = n1 + n2` and `E` what
/// would be expected if both used the word alike. Scores are positive for words that the target uses more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// Log-likelihood ratio `G2 = 2 * sum of O ln(O / E)` over the four cells (Dunning 1993), with the direction's sign.
    #[default]
    Lr,
    /// Pearson's chi-square, by default with Yates's correction, with the direction's sign.
    Chi2,
    /// `log2((a / n1) / (b / n2))`, 0.5 in place of a count of zero (Hardie 2014): how many times as often, in doublings.
    LogRatio,
    /// The end nearer to zero of the confidence interval of the log ratio, zero when it spans zero (Evert 2022): Clopper and Pearson's
    /// interval of `a / (a + b)` with Bonferroni's correction for the number of words tested.
    Lrc,
    /// The difference of log-odds under a Dirichlet prior over its standard error, a z score (Monroe, Colaresi and Quinn 2008,
    /// equations 16 to 22); the prior's words are spread as those of all groups together.
    LogOdds,
    /// Pointwise mutual information `ln(a / E)`. Words that the target lacks have none and are left out.
    Pmi,
    /// Fisher's exact test: `-log10 p` with the direction's sign.
    Exact,
}

impl Measure {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 7] = [Self::Lr, Self::Chi2, Self::LogRatio, Self::Lrc, Self::LogOdds, Self::Pmi, Self::Exact];

    /// The name users choose it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lr => "lr",
            Self::Chi2 => "chi2",
            Self::LogRatio => "log_ratio",
            Self::Lrc => "lrc",
            Self::LogOdds => "log_odds",
            Self::Pmi => "pmi",
            Self::Exact => "exact",
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Measure {
    type Err = CompareError;

    fn from_str(given: &str) -> Result<Self, CompareError> {
        let rule = "one of lr, chi2, log_ratio, lrc, log_odds, pmi, exact";
        let wrong = || CompareError::Parameter { parameter: "measure", rule, value: format!("{given:?}") };
        Self::ALL.into_iter().find(|m| m.name() == given).ok_or_else(wrong)
    }
}

/// What is done for small counts in `lr` and `chi2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Nothing.
    None,
    /// Each count is moved towards what is expected by half, at most to it (Yates 1934).
    Yates,
    /// The score is divided by `q = 1 + (N/R1 + N/R2 - 1)(N/C1 + N/C2 - 1) / (6 N)` (Williams 1976), with the table's margins.
    Williams,
}

impl Correction {
    /// The name users choose it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Yates => "yates",
            Self::Williams => "williams",
        }
    }
}

impl FromStr for Correction {
    type Err = CompareError;

    fn from_str(given: &str) -> Result<Self, CompareError> {
        let wrong =
            || CompareError::Parameter { parameter: "correction", rule: "one of none, yates, williams", value: format!("{given:?}") };
        [Self::None, Self::Yates, Self::Williams].into_iter().find(|m| m.name() == given).ok_or_else(wrong)
    }
}

/// How often a word stands in the target and in the reference, and what else does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Table {
    /// Occurrences in the target.
    pub(super) a: u64,
    /// Occurrences in the reference.
    pub(super) b: u64,
    /// All occurrences in the target.
    pub(super) n1: u64,
    /// All occurrences in the reference.
    pub(super) n2: u64,
}

impl Table {
    /// The four counts: target and reference, this word and all others.
    fn observed(&self) -> [f64; 4] {
        [self.a, self.b, self.n1 - self.a, self.n2 - self.b].map(|n| n as f64)
    }

    /// What the four counts would be if both groups used the word alike.
    fn expected(&self) -> [f64; 4] {
        let (word, all) = ((self.a + self.b) as f64, (self.n1 + self.n2) as f64);
        let (n1, n2) = (self.n1 as f64 / all, self.n2 as f64 / all);
        [word * n1, word * n2, (all - word) * n1, (all - word) * n2]
    }

    /// 1 when the target uses the word more than the reference, else -1.
    fn direction(&self) -> f64 {
        if u128::from(self.a) * u128::from(self.n2) >= u128::from(self.b) * u128::from(self.n1) { 1.0 } else { -1.0 }
    }

    fn corrected(&self, correction: Correction) -> ([f64; 4], [f64; 4], f64) {
        let (mut o, e) = (self.observed(), self.expected());
        if correction == Correction::Yates {
            for (o, e) in o.iter_mut().zip(e) {
                *o += (e - *o).clamp(-0.5, 0.5);
            }
        }
        let n = (self.n1 + self.n2) as f64;
        let shares = |x: f64, y: f64| n / x + n / y - 1.0;
        let q = match correction {
            Correction::Williams => 1.0 + shares(o[0] + o[1], o[2] + o[3]) * shares(o[0] + o[2], o[1] + o[3]) / (6.0 * n),
            _ => 1.0,
        };
        (o, e, q)
    }

    pub(super) fn lr(&self, correction: Correction) -> f64 {
        let (o, e, q) = self.corrected(correction);
        let sum: f64 = o.iter().zip(e).filter(|(o, _)| **o > 0.0).map(|(o, e)| o * (o / e).ln()).sum();
        self.direction() * (2.0 * sum).max(0.0) / q
    }

    fn chi2(&self, correction: Correction) -> f64 {
        let (o, e, q) = self.corrected(correction);
        let sum: f64 = o.iter().zip(e).filter(|(_, e)| *e > 0.0).map(|(o, e)| (o - e) * (o - e) / e).sum();
        self.direction() * sum / q
    }

    pub(super) fn log_ratio(&self) -> f64 {
        let count = |n: u64| if n == 0 { 0.5 } else { n as f64 };
        ((count(self.a) / self.n1 as f64) / (count(self.b) / self.n2 as f64)).log2()
    }

    /// `tail` is the probability that each end of the interval leaves outside.
    pub(super) fn lrc(&self, tail: f64) -> f64 {
        let (sign, (k, n1), n2) =
            if self.direction() > 0.0 { (1.0, (self.a, self.n1), self.n2) } else { (-1.0, (self.b, self.n2), self.n1) };
        let even = (n1 as f64 / n2 as f64).ln();
        lower_log_odds(k, self.a + self.b, tail, even).map_or(0.0, |t| sign * ((t - even) / LN_2).max(0.0))
    }

    /// `prior` is how many occurrences of this word, and of all, the prior stands for.
    fn log_odds(&self, prior: (f64, f64)) -> f64 {
        let (word, all) = prior;
        let side = |y: u64, n: u64| (y as f64 + word, n as f64 + all - y as f64 - word);
        let ((y1, rest1), (y2, rest2)) = (side(self.a, self.n1), side(self.b, self.n2));
        if rest1 <= 0.0 || rest2 <= 0.0 {
            return 0.0;
        }
        ((y1 / rest1).ln() - (y2 / rest2).ln()) / (1.0 / y1 + 1.0 / y2).sqrt()
    }

    /// The score and `ln p`; none where the measure has no value.
    ///
    /// The p value of `log_ratio`, `lrc` and `pmi`, which are sizes of effects and no tests, is that of `lr` without correction.
    pub(super) fn score(&self, test: &Test) -> Option<(f64, f64)> {
        let by_lr = |score: f64| (score, ln_chi2_sf(self.lr(Correction::None).abs()));
        Some(match test.measure {
            Measure::Lr => {
                let g2 = self.lr(test.correction);
                (g2, ln_chi2_sf(g2.abs()))
            }
            Measure::Chi2 => {
                let x2 = self.chi2(test.correction);
                (x2, ln_chi2_sf(x2.abs()))
            }
            Measure::LogRatio => by_lr(self.log_ratio()),
            Measure::Lrc => by_lr(self.lrc(test.tail)),
            Measure::LogOdds => {
                let word = test.prior * (self.a + self.b) as f64 / (self.n1 + self.n2) as f64;
                let z = self.log_odds((word, test.prior));
                (z, ln_normal_two_sided(z))
            }
            Measure::Pmi if self.a == 0 => return None,
            Measure::Pmi => by_lr((self.a as f64 / self.expected()[0]).ln()),
            Measure::Exact => {
                let ln_p = ln_fisher(self.a, self.b, self.n1 - self.a, self.n2 - self.b);
                (self.direction() * -ln_p / std::f64::consts::LN_10, ln_p)
            }
        })
    }
}

/// What is computed of each table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Test {
    pub(super) measure: Measure,
    pub(super) correction: Correction,
    /// Probability outside each end of the interval of `lrc`.
    pub(super) tail: f64,
    /// Words that the prior of `log_odds` stands for.
    pub(super) prior: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 10 of 1,000 words here, 2 of 1,000 there: expected are 6 and 6, 994 and 994.
    const T: Table = Table { a: 10, b: 2, n1: 1000, n2: 1000 };

    fn close(got: f64, want: f64) {
        assert!((got - want).abs() < 1e-9, "{got} for {want}");
    }

    #[test]
    fn by_hand() {
        let g2 = 2.0
            * (10.0 * (10.0f64 / 6.0).ln() + 2.0 * (2.0f64 / 6.0).ln() + 990.0 * (990.0f64 / 994.0).ln() + 998.0 * (998.0f64 / 994.0).ln());
        close(T.lr(Correction::None), g2);
        let q = 1.0 + (2000.0 / 12.0 + 2000.0 / 1988.0 - 1.0) * 3.0 / 12000.0;
        close(T.lr(Correction::Williams), g2 / q);
        close(T.chi2(Correction::None), 16.0 / 6.0 * 2.0 + 16.0 / 994.0 * 2.0);
        close(T.chi2(Correction::Yates), 12.25 / 6.0 * 2.0 + 12.25 / 994.0 * 2.0);
        close(T.log_ratio(), 5.0f64.log2());
        close(Table { b: 0, ..T }.log_ratio(), 20.0f64.log2());
        let z = ((22.0f64 / 3978.0).ln() - (14.0f64 / 3986.0).ln()) / (1.0f64 / 22.0 + 1.0 / 14.0).sqrt();
        close(T.log_odds((12.0, 2000.0 + 1000.0)), {
            let (r1, r2) = (1000.0 + 3000.0 - 22.0, 1000.0 + 3000.0 - 14.0);
            assert_eq!((r1, r2), (3978.0, 3986.0));
            z
        });
        let test = |measure| Test { measure, correction: Correction::None, tail: 0.025, prior: 2000.0 };
        close(T.score(&test(Measure::Pmi)).unwrap().0, (10.0f64 / 6.0).ln());
        assert_eq!(Table { a: 0, ..T }.score(&test(Measure::Pmi)), None);
    }

    #[test]
    fn sides_mirror() {
        let mirrored = Table { a: T.b, b: T.a, ..T };
        for measure in Measure::ALL {
            for correction in [Correction::None, Correction::Yates, Correction::Williams] {
                let test = Test { measure, correction, tail: 0.4, prior: 500.0 };
                if let (Some((x, p)), Some((y, q))) = (T.score(&test), mirrored.score(&test)) {
                    assert!(x > 0.0, "{measure} {x}");
                    close(p, q);
                    if measure != Measure::Pmi {
                        close(x, -y);
                    }
                }
            }
        }
    }

    #[test]
    fn names_are_checked() {
        assert!(Measure::ALL.iter().all(|m| m.name().parse::<Measure>() == Ok(*m)));
        let error = "g2".parse::<Measure>().unwrap_err().to_string();
        assert_eq!(error, "measure must be one of lr, chi2, log_ratio, lrc, log_odds, pmi, exact, got \"g2\"");
        assert!("bonferroni".parse::<Correction>().is_err());
    }

    #[test]
    fn nothing_differs_where_both_are_alike() {
        let even = Table { a: 5, b: 5, n1: 100, n2: 100 };
        for measure in Measure::ALL {
            let test = Test { measure, correction: Correction::Yates, tail: 0.025, prior: 100.0 };
            let (score, ln_p) = even.score(&test).unwrap();
            close(score, 0.0);
            close(ln_p, 0.0);
        }
    }
}
