/// Fewer items than that are sorted by comparing.
const FEW: usize = 96;
/// Most bits that are sorted by at a time.
const DIGIT: u32 = 9;

/// Sorts items by a key of up to `bits` bits. Items come in an order that comparing them whole agrees with among those of one key (or
/// no two have the same key), so that both ways of sorting give the same.
pub(crate) fn sort<T: Copy + Ord>(items: &mut [T], scratch: &mut Vec<T>, bits: u32, key: impl Fn(&T) -> u32) {
    if items.len() < FEW {
        return items.sort_unstable();
    }
    let passes = bits.div_ceil(DIGIT).max(1);
    let digit = bits.div_ceil(passes);
    scratch.clear();
    scratch.extend_from_slice(items);
    for i in 0..passes {
        let (from, to) = if i % 2 == 0 { (&mut *items, scratch.as_mut_slice()) } else { (scratch.as_mut_slice(), &mut *items) };
        pass(from, to, |item| (key(item) >> (i * digit)) as usize & ((1 << digit) - 1));
    }
    if passes % 2 == 1 {
        items.copy_from_slice(scratch);
    }
}

/// A counting sort by one digit, from one slice to another of the same length.
fn pass<T: Copy>(from: &[T], to: &mut [T], digit: impl Fn(&T) -> usize) {
    let mut starts = [0usize; 1 << DIGIT];
    from.iter().for_each(|item| starts[digit(item)] += 1);
    let mut sum = 0;
    for start in &mut starts {
        sum += std::mem::replace(start, sum);
    }
    for item in from {
        let at = &mut starts[digit(item)];
        to[*at] = *item;
        *at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorted_as_by_comparing(keys in prop::collection::vec(0u32..5000, 0..400), shift in 0u32..18) {
            let mut ours: Vec<(u32, usize)> = keys.iter().enumerate().map(|(i, &k)| (k << shift, i)).collect();
            let mut theirs = ours.clone();
            sort(&mut ours, &mut Vec::new(), 13 + shift, |item| item.0);
            theirs.sort();
            prop_assert_eq!(ours, theirs);
        }
    }
}
