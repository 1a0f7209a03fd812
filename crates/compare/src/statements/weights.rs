//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -5.2800,
    weights: [
        0.9475, 1.1037, 0.8202, 1.5063, 1.3440, -0.1144, 0.2485, 0.3614, -0.0711, -1.3342, 0.7401, 2.3514, 2.3692, 0.7362, 0.4660, 0.1079,
        0.5844, 0.2410, 0.4243, 0.6241, 0.2283, 0.6245, 0.2612, 0.7204,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> =
    Logistic { bias: -2.6253, weights: [0.4298, 0.3858, 0.4005, 0.2713, 0.4563, 0.2385, 1.0690, 0.3618, 3.3290] };
