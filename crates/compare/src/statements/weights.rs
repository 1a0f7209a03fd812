//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -5.7535,
    weights: [
        0.4439, 1.0585, 0.6960, 2.0681, 2.0201, -0.0764, 0.3201, 0.3171, 2.0748, 0.1157, -1.2951, 0.5782, 2.4712, 9.1410, 0.9472, 0.2963,
        0.0774, 0.4572, 0.0958, 0.3664, 0.8769, 0.3698, 0.6495, 0.4847, 0.6361,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> =
    Logistic { bias: -2.8227, weights: [0.4397, 0.3210, 0.5751, 0.1024, 0.5210, 0.3635, 1.0796, 0.1518, 3.4945] };
