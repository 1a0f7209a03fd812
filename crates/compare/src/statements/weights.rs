//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -5.2640,
    weights: [
        0.9519, 1.1046, 0.8200, 1.4995, 1.3402, -0.1149, 0.2509, 0.3629, -0.0704, -1.3331, 0.7355, 2.3507, 2.6538, 0.7339, 0.4624, 0.1007,
        0.5864, 0.2428, 0.4245, 0.6201, 0.2290, 0.6273, 0.2679, 0.7221,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> =
    Logistic { bias: -2.6243, weights: [0.4327, 0.4055, 0.3885, 0.2580, 0.4376, 0.2565, 1.0550, 0.3851, 3.3012] };
