//! How does a result look on a page? Self-contained HTML and SVG.

use newsloom_compare::Comparison;

/// The coverage of one story as one HTML page that loads nothing from elsewhere.
#[must_use]
pub fn comparison_page(_comparison: &Comparison) -> String {
    String::new()
}
