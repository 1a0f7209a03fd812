//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -5.6323,
    weights: [
        0.5874, 1.0722, 0.7407, 2.0135, 1.8656, -0.0747, 0.3270, 0.3209, 2.0590, 0.0832, -1.3099, 0.6092, 2.4188, 9.8166, 0.8907, 0.3210,
        0.1119, 0.4615, 0.1493, 0.3926, 0.8341, 0.2885, 0.6839, 0.4529, 0.6335,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> =
    Logistic { bias: -2.8598, weights: [0.4283, 0.3634, 0.5778, 0.1207, 0.5238, 0.3263, 1.1454, 0.1721, 3.5010] };
