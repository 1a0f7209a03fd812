use rustc_hash::FxHashMap;

/// Counts in which form each stem occurs, to show the most frequent: a label says `elections`, not `elect`.
///
/// A partial state: what is observed apart and merged is what is observed together, in any grouping and order.
///
/// ```
/// use newsloom_text::SurfaceForms;
/// let mut forms = SurfaceForms::default();
/// for word in ["elected", "elections", "elections", "election"] {
///     forms.observe("elect", word);
/// }
/// assert_eq!(forms.most_frequent("elect"), Some("elections"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SurfaceForms(FxHashMap<Box<str>, FxHashMap<Box<str>, u64>>);

impl SurfaceForms {
    /// Counts one occurrence of a form of a stem.
    pub fn observe(&mut self, stem: &str, form: &str) {
        self.add(stem, form, 1);
    }

    /// Counts `n` occurrences of a form of a stem.
    pub fn add(&mut self, stem: &str, form: &str, n: u64) {
        if n == 0 {
            return;
        }
        if !self.0.contains_key(stem) {
            self.0.insert(stem.into(), FxHashMap::default());
        }
        let Some(forms) = self.0.get_mut(stem) else { return };
        match forms.get_mut(form) {
            Some(count) => *count += n,
            None => {
                forms.insert(form.into(), n);
            }
        }
    }

    /// Takes in what another has counted.
    pub fn merge(&mut self, other: Self) {
        for (stem, forms) in other.0 {
            for (form, n) in forms {
                self.add(&stem, &form, n);
            }
        }
    }

    /// The most frequent form of a stem; of equally frequent ones, the first by its bytes.
    #[must_use]
    pub fn most_frequent(&self, stem: &str) -> Option<&str> {
        let forms = self.0.get(stem)?;
        let best = forms.iter().min_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)))?;
        Some(best.0)
    }

    /// The number of stems.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was observed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn observed(items: &[(u8, u8)]) -> SurfaceForms {
        let mut forms = SurfaceForms::default();
        for (stem, form) in items {
            forms.observe(&format!("s{stem}"), &format!("f{form}"));
        }
        forms
    }

    #[test]
    fn ties_go_to_the_first_by_bytes() {
        assert_eq!(observed(&[(0, 2), (0, 1)]).most_frequent("s0"), Some("f1"));
        assert_eq!(observed(&[]).most_frequent("s0"), None);
        assert!(observed(&[]).is_empty() && observed(&[(1, 1), (2, 1)]).len() == 2);
    }

    proptest! {
        #[test]
        fn splitting_grouping_and_order_do_not_matter(
            mut items in prop::collection::vec((0u8..4, 0u8..4), 0..30), a in 0usize..30, b in 0usize..30,
        ) {
            let whole = observed(&items);
            let (a, b) = (a.min(items.len()), b.min(items.len()));
            let (a, b) = (a.min(b), a.max(b));
            let mut left = observed(&items[..a]);
            left.merge(observed(&items[a..b]));
            left.merge(observed(&items[b..]));
            prop_assert_eq!(&left, &whole);
            let mut right = observed(&items[a..b]);
            right.merge(observed(&items[b..]));
            let mut grouped = observed(&items[..a]);
            grouped.merge(right);
            prop_assert_eq!(&grouped, &whole);
            grouped.merge(SurfaceForms::default());
            prop_assert_eq!(&grouped, &whole);
            items.reverse();
            prop_assert_eq!(observed(&items), whole);
        }
    }
}
