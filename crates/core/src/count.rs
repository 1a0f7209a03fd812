/// A number with its noun.
///
/// ```
/// assert_eq!(newsloom_core::count(1, "story", "stories"), "1 story");
/// assert_eq!(newsloom_core::count(0, "story", "stories"), "0 stories");
/// ```
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
