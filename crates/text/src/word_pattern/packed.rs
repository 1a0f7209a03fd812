/// A word as a key: words of up to 15 bytes are packed into one number that stands for them exactly.
///
/// Bytes lie from the lowest to the highest, zero-filled; the highest byte is the length plus one, so that no key is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKey<'w> {
    /// A word of up to 15 bytes.
    Short(u128),
    /// A longer word.
    Long(&'w str),
}

impl<'w> WordKey<'w> {
    /// Longest word in bytes that is packed.
    pub const SHORT: usize = 15;

    /// The key of a word.
    #[inline]
    #[must_use]
    pub fn new(word: &'w str) -> Self {
        let b = word.as_bytes();
        if b.len() > Self::SHORT {
            return Self::Long(word);
        }
        let mut bytes = [0; 16];
        bytes[..b.len()].copy_from_slice(b);
        bytes[15] = b.len() as u8 + 1;
        Self::Short(u128::from_le_bytes(bytes))
    }

    /// The word of a packed key, in `buffer`.
    #[must_use]
    pub fn unpack(key: u128, buffer: &mut [u8; 16]) -> &str {
        *buffer = key.to_le_bytes();
        let len = usize::from(buffer[15]).saturating_sub(1).min(Self::SHORT);
        std::str::from_utf8(&buffer[..len]).unwrap_or_default()
    }
}

/// The order of a word's first 15 bytes as one number: two words whose numbers differ stand in the order of their numbers.
///
/// Words alike in it are equal, or both longer than 15 bytes.
#[must_use]
pub fn prefix_order(word: &str) -> u128 {
    match WordKey::new(word) {
        WordKey::Short(key) => key.swap_bytes(),
        WordKey::Long(word) => {
            let mut bytes = [0xff; 16];
            bytes[..15].copy_from_slice(&word.as_bytes()[..15]);
            u128::from_be_bytes(bytes)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packing_loses_nothing_and_keeps_the_order(a in "[\0-b\u{e9}\u{ffff}]{0,20}", b in "[\0-b]{0,20}") {
            for w in [&a, &b] {
                match WordKey::new(w) {
                    WordKey::Short(k) => prop_assert!(WordKey::unpack(k, &mut [0; 16]) == w.as_str()),
                    WordKey::Long(l) => prop_assert_eq!(l, w.as_str()),
                }
            }
            let by_prefix = prefix_order(&a).cmp(&prefix_order(&b)).then_with(|| a.cmp(&b));
            prop_assert_eq!(by_prefix, a.as_bytes().cmp(b.as_bytes()));
        }
    }
}
