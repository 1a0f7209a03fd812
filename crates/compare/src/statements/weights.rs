//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -5.2772,
    weights: [
        1.6214, 1.4987, 0.8744, 2.2781, 1.2085, -0.0786, 0.1667, 0.3297, -0.0422, -1.3011, 0.8991, 0.4909, 0.1154, 0.5057, 0.2186, 0.4195,
        0.7831, 0.3704, 0.6764, 0.3436, 0.6643,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> =
    Logistic { bias: -2.5454, weights: [0.4352, -0.0937, 0.3543, 0.4410, 0.5149, 0.6832, 1.3737, 0.4686, 2.9542] };
