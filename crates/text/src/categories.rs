//! General categories of Unicode that the standard library does not know.

use regex::Regex;
use std::sync::LazyLock;

/// Whether a character is punctuation: category P.
pub(crate) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation() && !is_symbol(c);
    }
    static PUNCTUATION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{P}$").ok());
    matches(&PUNCTUATION, c)
}

/// Whether a character is a symbol: category S.
pub(crate) fn is_symbol(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~');
    }
    static SYMBOL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{S}$").ok());
    // An emoji's joiner and its variation selector belong to it.
    matches(&SYMBOL, c) || matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
}

fn matches(category: &LazyLock<Option<Regex>>, c: char) -> bool {
    let mut buffer = [0; 4];
    category.as_ref().is_some_and(|regex| regex.is_match(c.encode_utf8(&mut buffer)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_unicodes() {
        for c in ['.', '_', '“', '—', '¿', '、', '«'] {
            assert!(is_punctuation(c) && !is_symbol(c), "{c}");
        }
        for c in ['$', '€', '🙂', '±', '`', '|'] {
            assert!(is_symbol(c) && !is_punctuation(c), "{c}");
        }
        for c in ['a', '1', 'é', '½', ' ', '船'] {
            assert!(!is_symbol(c) && !is_punctuation(c), "{c}");
        }
        // The ASCII shortcut is what the pattern says.
        let (punctuation, symbol) = (Regex::new(r"^\p{P}$").unwrap(), Regex::new(r"^\p{S}$").unwrap());
        for c in '\0'..='\u{7f}' {
            let text = c.to_string();
            assert_eq!((is_punctuation(c), is_symbol(c)), (punctuation.is_match(&text), symbol.is_match(&text)), "{c:?}");
        }
    }
}
