//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -5.6066,
    weights: [
        0.6168, 1.0705, 0.7512, 1.9983, 1.8592, -0.0786, 0.3221, 0.3554, 0.0212, -1.3391, 0.6144, 2.3695, 9.7492, 0.8786, 0.3372, 0.1147,
        0.4782, 0.1454, 0.3761, 0.8267, 0.3028, 0.6875, 0.4580, 0.6375,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> =
    Logistic { bias: -2.7857, weights: [0.4276, 0.3210, 0.5641, 0.1904, 0.5130, 0.3180, 1.0864, 0.2100, 3.4510] };
