//! Tails of the chi-square, normal, binomial and hypergeometric distributions, by their logarithms where they are tiny.

use libm::{erfc, lgamma};
use std::f64::consts::PI;

/// `ln erfc(x)`: for large `x` by its continued fraction, so that it does not vanish where `erfc` does.
pub(crate) fn ln_erfc(x: f64) -> f64 {
    if x < 8.0 {
        return erfc(x).ln();
    }
    // erfc(x) = exp(-x^2) / (x sqrt(pi)) / (1 + 1 / (2x^2) / (1 + 2 / (2x^2) / (1 + ...))), Abramowitz & Stegun 7.1.14.
    let v = 1.0 / (2.0 * x * x);
    let fraction = (1..=60).rev().fold(1.0, |f, k| 1.0 + f64::from(k) * v / f);
    -x * x - (x * PI.sqrt() * fraction).ln()
}

/// `ln` of the upper tail of the chi-square distribution with one degree of freedom.
pub(crate) fn ln_chi2_sf(x: f64) -> f64 {
    ln_erfc((x.max(0.0) / 2.0).sqrt())
}

/// `ln` of both tails of the standard normal distribution beyond `|z|`.
pub(crate) fn ln_normal_two_sided(z: f64) -> f64 {
    ln_erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// `ln n! - ln(sqrt(2 pi n) (n/e)^n)` for `n > 0`: Stirling's error (Loader 2000).
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        return lgamma(n + 1.0) - (n + 0.5) * n.ln() + n - 0.5 * (2.0 * PI).ln();
    }
    let nn = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - (1.0 / 1188.0) / nn) / nn) / nn) / nn) / n
}

/// `x ln(x / m) + m - x` without the loss of digits near `x = m` (Loader 2000).
fn deviance(x: f64, m: f64) -> f64 {
    let difference = x - m;
    if difference.abs() < 0.1 * (x + m) {
        let v = difference / (x + m);
        let (mut sum, mut term, v2) = (difference * v, 2.0 * x * v, v * v);
        for j in 1..1000u32 {
            term *= v2;
            let next = sum + term / f64::from(2 * j + 1);
            if next == sum {
                break;
            }
            sum = next;
        }
        return sum;
    }
    x * (x / m).ln() + m - x
}

/// `ln` of `n! / (k! (n-k)!) p^k q^(n-k)`, with `q = 1 - p`; `k` and `n` need not be whole (Loader 2000).
pub(crate) fn ln_binomial(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if p <= 0.0 || q <= 0.0 {
        let certain = if p <= 0.0 { k <= 0.0 } else { k >= n };
        return if certain { 0.0 } else { f64::NEG_INFINITY };
    }
    if k <= 0.0 {
        return if p < 0.1 { -deviance(n, n * q) - n * p } else { n * q.ln() };
    }
    if k >= n {
        return if q < 0.1 { -deviance(n, n * p) - n * q } else { n * p.ln() };
    }
    let c = stirling_error(n) - stirling_error(k) - stirling_error(n - k) - deviance(k, n * p) - deviance(n - k, n * q);
    c + 0.5 * (n / (2.0 * PI * k * (n - k))).ln()
}

/// `ln` of the probability of `k` marked ones among `drawn` of `marked + unmarked`.
pub(crate) fn ln_hypergeometric(k: u64, marked: u64, unmarked: u64, drawn: u64) -> f64 {
    let (k, r, b, n) = (k as f64, marked as f64, unmarked as f64, drawn as f64);
    let p = n / (r + b);
    let q = (r + b - n) / (r + b);
    ln_binomial(k, r, p, q) + ln_binomial(n - k, b, p, q) - ln_binomial(n, r + b, p, q)
}

/// The regularized incomplete beta function at `x` of log-odds `t`: `I_x(a, b)` by its logarithm, and the logarithm of its derivative by `t`.
fn ln_beta_tail(t: f64, a: f64, b: f64) -> (f64, f64) {
    // Both of x and 1 - x to full precision.
    let (x, y) = (1.0 / (1.0 + (-t).exp()), 1.0 / (1.0 + t.exp()));
    let ln_front = ln_binomial(a, a + b, x, y) + (a * b / (a + b)).ln();
    if x <= (a + 1.0) / (a + b + 2.0) {
        (ln_front + beta_fraction(x, a, b).ln() - a.ln(), ln_front)
    } else {
        let rest = (ln_front + beta_fraction(y, b, a).ln() - b.ln()).exp();
        ((-rest.min(1.0)).ln_1p(), ln_front)
    }
}

/// The continued fraction of the incomplete beta function by Lentz's method (DLMF 8.17.22).
fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |v: f64| if v.abs() < TINY { TINY } else { v };
    let (mut c, mut d) = (1.0, 1.0 / away(1.0 - (a + b) * x / (a + 1.0)));
    let mut f = d;
    for m in 1..20_000u32 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        f *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        f *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    f
}

/// Log-odds of the lower end of the Clopper-Pearson interval: of the `x` with `I_x(k, n - k + 1) = tail`, for `k` successes in `n`.
///
/// `None` when the end lies at or below the share of log-odds `floor`, which is told without looking for it.
pub(crate) fn lower_log_odds(k: u64, n: u64, tail: f64, floor: f64) -> Option<f64> {
    if k == 0 {
        return None;
    }
    let (a, b, goal) = (k as f64, (n - k) as f64 + 1.0, tail.ln());
    if ln_beta_tail(floor, a, b).0 >= goal {
        return None;
    }
    // ln I is concave in t, so Newton's steps from the left never pass the root.
    let mut t = floor;
    for _ in 0..200 {
        let (value, slope) = ln_beta_tail(t, a, b);
        let step = (goal - value) * (value - slope).exp();
        t += step;
        if step.abs() <= 1e-14 * t.abs().max(1.0) {
            break;
        }
    }
    Some(t)
}

/// `ln` of the two-sided p value of Fisher's exact test: the tables as probable as this one or less, margins held.
pub(crate) fn ln_fisher(a: u64, b: u64, c: u64, d: u64) -> f64 {
    let (marked, unmarked, drawn) = (a + b, c + d, a + c);
    let (low, high) = (drawn.saturating_sub(unmarked), drawn.min(marked));
    let ln_pmf = |k: u64| ln_hypergeometric(k, marked, unmarked, drawn);
    let here = ln_pmf(a);
    // As scipy: what differs by rounding only is as probable.
    let limit = here + 1e-11;
    let mode = u128::from(drawn + 1) * u128::from(marked + 1) / u128::from(marked + unmarked + 2);
    let mode = (mode as u64).clamp(low, high);
    // Sum of the pmf from k outwards, as a multiple of the pmf at a.
    let tail = |k: u64, up: bool| {
        let (mut term, mut sum, mut k) = ((ln_pmf(k) - here).exp(), 0.0, k as f64);
        let (r, u, n) = (marked as f64, unmarked as f64, drawn as f64);
        while term > sum * 1e-18 && term > 0.0 {
            sum += term;
            term *=
                if up { (r - k) * (n - k) / ((k + 1.0) * (u - n + k + 1.0)) } else { k * (u - n + k) / ((r - k + 1.0) * (n - k + 1.0)) };
            k += if up { 1.0 } else { -1.0 };
        }
        sum
    };
    if a == mode || ln_pmf(mode) <= limit {
        return 0.0;
    }
    let up = a > mode;
    let own = tail(a, up);
    // On the other side of the mode: the first table that is no more probable, by bisection, as the pmf falls from the mode on.
    let (mut near, mut far) = (mode, if up { low } else { high });
    if ln_pmf(far) > limit {
        return (here + own.ln()).min(0.0);
    }
    while near.abs_diff(far) > 1 {
        let middle = near.min(far) + near.abs_diff(far) / 2;
        if ln_pmf(middle) > limit { near = middle } else { far = middle }
    }
    (here + (own + tail(far, !up)).ln()).min(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64) {
        assert!((got - want).abs() <= 1e-11 * want.abs().max(1.0), "{got} for {want}");
    }

    #[test]
    fn tails_by_hand() {
        close(ln_chi2_sf(0.0), 0.0);
        // The textbook's five per cent.
        close(ln_chi2_sf(3.841458820694124), 0.05f64.ln());
        // Beyond the range of f64: ln erfc(40) = -1600 - ln(40 sqrt(pi)) - 1 / 3200 + ...
        assert!((ln_erfc(40.0) + 1600.0 + (40.0 * PI.sqrt()).ln() + 1.0 / 3200.0).abs() < 1e-6);
        // The two ways meet.
        assert!((ln_erfc(8.0) - erfc(8.0).ln()).abs() < 1e-12);
    }

    #[test]
    fn binomial_by_hand() {
        close(ln_binomial(2.0, 4.0, 0.5, 0.5), (6.0f64 / 16.0).ln());
        close(ln_binomial(0.0, 3.0, 0.25, 0.75), (0.75f64.powi(3)).ln());
        close(ln_binomial(3.0, 3.0, 0.95, 0.05), 3.0 * 0.95f64.ln());
        close(ln_hypergeometric(1, 2, 3, 2), (6.0f64 / 10.0).ln());
    }

    #[test]
    fn fisher_by_hand() {
        // The lady tasting tea: three of four right, 34 of 70 tables are as probable or less.
        close(ln_fisher(3, 1, 1, 3), (34.0f64 / 70.0).ln());
        close(ln_fisher(4, 0, 0, 4), (2.0f64 / 70.0).ln());
        close(ln_fisher(0, 4, 4, 0), (2.0f64 / 70.0).ln());
        close(ln_fisher(2, 2, 2, 2), 0.0);
        close(ln_fisher(0, 0, 5, 7), 0.0);
    }

    #[test]
    fn lower_ends_by_hand() {
        // All of n: the lower end is the n-th root of the tail.
        let t = lower_log_odds(5, 5, 0.025, -30.0).unwrap();
        close(1.0 / (1.0 + (-t).exp()), 0.025f64.powf(0.2));
        // One of n: 1 - (1 - tail)^(1/n).
        let t = lower_log_odds(1, 10, 0.025, -30.0).unwrap();
        close(1.0 / (1.0 + (-t).exp()), 1.0 - 0.975f64.powf(0.1));
        assert_eq!(lower_log_odds(0, 10, 0.025, -30.0), None);
        assert_eq!(lower_log_odds(5, 10, 0.025, 0.0), None, "half is within the interval");
    }
}
