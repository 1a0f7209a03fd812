//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -6.5447,
    weights: [
        0.9374, 1.9045, 1.8048, -0.0355, 0.2732, 2.0766, -1.3308, 0.6050, 2.3013, 9.7941, 0.8582, 0.6803, 1.1655, 0.4037, 0.5661, 0.6788,
        0.5134, 0.3362,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> = Logistic { bias: -2.1950, weights: [0.4262, 1.1349, 0.9510, 1.0414, 3.2786] };
