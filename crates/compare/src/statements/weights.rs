//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -6.5402,
    weights: [
        0.9319, 1.8668, 1.8121, -0.0359, 0.2792, 2.0550, -1.3322, 0.6053, 2.2719, 9.7727, 0.8533, 0.6809, 1.1670, 0.4119, 0.5686, 0.6749,
        0.5214, 0.3282,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> = Logistic { bias: -2.1722, weights: [0.4305, 1.1199, 0.9442, 1.0387, 3.2303] };
