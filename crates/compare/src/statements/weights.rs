//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -6.5464,
    weights: [
        0.9371, 1.8988, 1.8071, -0.0351, 0.2724, 2.0757, -1.3300, 0.6070, 2.3083, 9.7941, 0.8594, 0.6795, 1.1662, 0.4059, 0.5629, 0.6787,
        0.5141, 0.3360,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> = Logistic { bias: -2.1941, weights: [0.4264, 1.1309, 0.9539, 1.0409, 3.2726] };
