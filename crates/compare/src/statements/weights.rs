//! Derived by `data/derive_weights.py`; not written by hand.

use super::model::{FIRST, Logistic, Models, SECOND};

/// Both models.
pub(super) const MODELS: Models = Models { evidence: EVIDENCE, standing: STANDING };

/// What the evidence of a pair is worth.
const EVIDENCE: Logistic<FIRST> = Logistic {
    bias: -5.7447,
    weights: [
        0.4772, 1.0677, 0.6919, 2.1106, 1.9986, -0.0789, 0.3226, 0.3138, 2.0739, 0.1058, -1.2925, 0.5789, 2.5516, 9.1278, 0.9367, 0.2973,
        0.0710, 0.4623, 0.1116, 0.3664, 0.8728, 0.3669, 0.6596, 0.4869, 0.6389,
    ],
};

/// What its standing among other pairs is worth.
const STANDING: Logistic<SECOND> =
    Logistic { bias: -2.8528, weights: [0.4377, 0.3373, 0.5803, 0.0819, 0.5267, 0.3796, 1.0916, 0.1558, 3.4907] };
