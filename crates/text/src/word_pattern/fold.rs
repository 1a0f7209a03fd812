use super::UnicodeVersion;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// How accents are taken off, by scikit-learn's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StripAccents {
    /// [`strip_accents_ascii`].
    Ascii,
    /// [`strip_accents_unicode`].
    Unicode,
}

impl StripAccents {
    /// The text without accents.
    #[must_use]
    pub fn apply(self, text: &str, version: UnicodeVersion) -> Cow<'_, str> {
        match self {
            Self::Ascii => strip_accents_ascii(text, version),
            Self::Unicode => strip_accents_unicode(text, version),
        }
    }
}

/// Lower case, equal to Python's `str.lower`: full case mapping of Unicode with the final sigma.
///
/// ```
/// use newsloom_text::word_pattern::{UnicodeVersion, lowercase};
/// assert_eq!(lowercase("ΟΔΟΣ İ", UnicodeVersion::newest()), "οδος i\u{307}");
/// ```
#[must_use]
pub fn lowercase(text: &str, version: UnicodeVersion) -> Cow<'_, str> {
    if text.is_ascii() {
        return match text.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
    }
    let keep = |c: char| c.is_ascii() || version.knows(c);
    if text.chars().all(keep) {
        return Cow::Owned(text.to_lowercase());
    }
    // Characters that this version does not know stay as they are; they are neither cased nor case-ignorable.
    let mut out = String::with_capacity(text.len());
    for (known, part) in runs(text, keep) {
        if known { out.push_str(&part.to_lowercase()) } else { out.push_str(part) }
    }
    Cow::Owned(out)
}

/// scikit-learn's `strip_accents_unicode`: compatibility decomposition (NFKD), then all combining characters dropped. ASCII
/// text is returned as it is.
#[must_use]
pub fn strip_accents_unicode(text: &str, version: UnicodeVersion) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let bare = |s: &str| s.nfkd().filter(|&c| canonical_combining_class(c) == 0).collect::<String>();
    Cow::Owned(by_version(text, version, bare))
}

/// scikit-learn's `strip_accents_ascii`: compatibility decomposition (NFKD), then all that is not ASCII dropped.
#[must_use]
pub fn strip_accents_ascii(text: &str, version: UnicodeVersion) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let known = |c: char| c.is_ascii() || version.knows(c);
    Cow::Owned(text.chars().filter(|&c| known(c)).nfkd().filter(char::is_ascii).collect())
}

/// Applies `f` to the stretches that `version` knows; the rest stays as it is.
fn by_version(text: &str, version: UnicodeVersion, f: impl Fn(&str) -> String) -> String {
    let known = |c: char| c.is_ascii() || version.knows(c);
    runs(text, known).fold(String::with_capacity(text.len()), |mut out, (known, part)| {
        if known {
            out.push_str(&f(part))
        } else {
            out.push_str(part)
        }
        out
    })
}

/// The stretches of a text on whose characters `f` agrees.
fn runs<'t>(text: &'t str, f: impl Fn(char) -> bool + 't) -> impl Iterator<Item = (bool, &'t str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is = f(rest.chars().next()?);
        let end = rest.find(|c| f(c) != is).unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        rest = tail;
        Some((is, part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: UnicodeVersion = UnicodeVersion::newest();

    #[test]
    fn lower_case_is_pythons() {
        for (text, expect) in [
            ("", ""),
            ("Plain TEXT 1", "plain text 1"),
            ("ΣΑΣ ΑΣ. Σ", "σας ας. σ"),
            ("ΑΣ\u{301}Β", "ας\u{301}β".replace('ς', "σ").as_str()),
            ("STRASSE ẞ", "strasse ß"),
            ("İI", "i\u{307}i"),
            ("ǅ", "ǆ"),
        ] {
            assert_eq!(lowercase(text, NEW), expect, "{text}");
        }
    }

    #[test]
    fn unknown_capitals_stay() {
        let garay = "A\u{10d50}B";
        assert_eq!(lowercase(garay, NEW), "a\u{10d70}b");
        assert_eq!(lowercase(garay, UnicodeVersion::parse("15.1.0")), "a\u{10d50}b");
    }

    #[test]
    fn accents_go_as_in_scikit_learn() {
        assert_eq!(strip_accents_unicode("Ångström ﬁne ½ ł", NEW), "Angstrom fine 1⁄2 ł");
        assert_eq!(strip_accents_ascii("Ångström ﬁne ½ ł", NEW), "Angstrom fine 12 ");
        assert_eq!(strip_accents_unicode("plain", NEW), "plain");
    }
}
