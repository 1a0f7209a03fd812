//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -6.5316,
    weights: [
        0.9853, 1.8338, 1.7818, -0.0364, 0.2790, 2.0500, -1.3403, 0.6110, 2.2440, 9.7569, 0.8388, 0.6730, 1.2003, 0.4106, 0.5728, 0.6693,
        0.5215, 0.3243,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> = Logistic { bias: -2.1641, weights: [0.4326, 1.1206, 0.9302, 1.0441, 3.2286] };
