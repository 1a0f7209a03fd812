/// The candidate that `name` was probably meant to be: within a third of its letters in edits (Damerau-Levenshtein
/// with adjacent swaps), ties to the first. Case does not count.
///
/// ```
/// assert_eq!(newsloom_core::nearest("oulet", ["id", "outlet"]), Some("outlet"));
/// assert_eq!(newsloom_core::nearest("price", ["id", "outlet"]), None);
/// ```
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let name = name.to_lowercase();
    let most = name.chars().count().div_ceil(3);
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&name, &c.to_lowercase()), c))
        .filter(|(d, _)| *d <= most)
        .min_by_key(|(d, _)| *d)
        .map(|(_, c)| c)
}

/// What may have been meant in place of an unknown name.
///
/// ```
/// assert_eq!(newsloom_core::hint("oulet", &["id", "outlet"]), r#"did you mean "outlet"? known: "id", "outlet""#);
/// ```
#[must_use]
pub fn hint(name: &str, known: &[&str]) -> String {
    let list = listed(known);
    match nearest(name, known.iter().copied()) {
        Some(c) => format!("did you mean {c:?}? known: {list}"),
        None => format!("known: {list}"),
    }
}

/// Names as a message shows them: `"id", "outlet"`, at most twelve.
#[must_use]
pub fn listed(names: &[&str]) -> String {
    let shown: Vec<_> = names.iter().take(12).map(|n| format!("{n:?}")).collect();
    let more = if names.len() > 12 { format!(" and {} more", names.len() - 12) } else { String::new() };
    if shown.is_empty() { "none".into() } else { shown.join(", ") + &more }
}
