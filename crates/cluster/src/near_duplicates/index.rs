use super::{Overlap, SetPair, near_duplicates};
use crate::ClusterError;
use newsloom_core::{Envelope, EnvelopeError, MergeError, Partial};
use rayon::prelude::*;

const KIND: &str = "near duplicate index";
const VERSION: u32 = 1;

/// Sets of hashes by id, observed from anywhere in any order: a [`Partial`], so shards are indexed apart and merged, and next month's
/// articles are merged into a saved state.
///
/// `recipe` says what made the hashes (such as `5-grams of words, version 1`); states of different recipes don't merge.
///
/// ```
/// use newsloom_cluster::{NearDuplicateIndex, Overlap};
/// use newsloom_core::Partial;
/// let (mut march, mut april) = (NearDuplicateIndex::new("test"), NearDuplicateIndex::new("test"));
/// march.observe(&("a".into(), vec![1, 2, 3]));
/// april.observe(&("b".into(), vec![1, 2, 3, 4]));
/// march.merge(april)?;
/// let found = march.finish(0.5, Overlap::Jaccard)?;
/// assert_eq!((found.ids, found.pairs[0].jaccard()), (vec!["a".into(), "b".into()], 0.75));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct NearDuplicateIndex {
    recipe: String,
    sets: Vec<(String, Vec<u64>)>,
}

/// What an index finds.
#[derive(Clone, Debug, PartialEq)]
pub struct NearDuplicates {
    /// All ids, by bytes.
    pub ids: Vec<String>,
    /// Pairs of indices of `ids`, by `a`, then `b`.
    pub pairs: Vec<SetPair>,
}

impl NearDuplicateIndex {
    /// An index without sets.
    #[must_use]
    pub fn new(recipe: impl Into<String>) -> Self {
        Self { recipe: recipe.into(), sets: Vec::new() }
    }

    /// What made the hashes.
    #[must_use]
    pub fn recipe(&self) -> &str {
        &self.recipe
    }

    /// Number of sets.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Whether it holds no set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// All pairs that reach the threshold. Does not depend on the order in which the sets came.
    ///
    /// # Errors
    /// When an id came twice, or as [`near_duplicates`].
    pub fn finish(mut self, threshold: f64, overlap: Overlap) -> Result<NearDuplicates, ClusterError> {
        self.sets.par_sort_by(|a, b| a.0.cmp(&b.0));
        if let Some(w) = self.sets.windows(2).find(|w| w[0].0 == w[1].0) {
            return Err(ClusterError::shape("ids", "no repeats", format!("{:?} twice", w[0].0)));
        }
        let (ids, sets): (Vec<String>, Vec<Vec<u64>>) = self.sets.into_iter().unzip();
        Ok(NearDuplicates { pairs: near_duplicates(&sets, threshold, overlap)?, ids })
    }

    /// The state as bytes; equal for equal states, whatever order the sets came in.
    ///
    /// # Errors
    /// When the header can't be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, EnvelopeError> {
        let mut sets: Vec<&(String, Vec<u64>)> = self.sets.iter().collect();
        sets.sort();
        let mut envelope = Envelope::new(KIND, VERSION, &self.recipe)?;
        let lengths = |f: fn(&(String, Vec<u64>)) -> usize| sets.iter().flat_map(|&s| (f(s) as u64).to_le_bytes()).collect();
        envelope.push("id lengths", lengths(|s| s.0.len()));
        envelope.push("ids", sets.iter().flat_map(|s| s.0.bytes()).collect());
        envelope.push("set sizes", lengths(|s| s.1.len()));
        envelope.push("hashes", sets.iter().flat_map(|s| s.1.iter().flat_map(|h| h.to_le_bytes())).collect());
        envelope.to_bytes()
    }

    /// Reads what [`NearDuplicateIndex::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are no such state, end early or were altered.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        let envelope = Envelope::from_bytes(bytes, KIND, VERSION)?;
        let malformed = |what: &str| EnvelopeError::Malformed(format!("near duplicate index: {what}"));
        let numbers = |name: &str| -> Result<Vec<u64>, EnvelopeError> {
            let (whole, rest) = envelope.block(name)?.as_chunks::<8>();
            if rest.is_empty() { Ok(whole.iter().map(|b| u64::from_le_bytes(*b)).collect()) } else { Err(malformed(name)) }
        };
        let (id_lengths, sizes, hashes) = (numbers("id lengths")?, numbers("set sizes")?, numbers("hashes")?);
        let (mut ids, mut hashes) = (envelope.block("ids")?, hashes.as_slice());
        if id_lengths.len() != sizes.len() {
            return Err(malformed("as many ids as sets"));
        }
        let mut sets = Vec::with_capacity(sizes.len());
        for (id, size) in id_lengths.into_iter().zip(sizes) {
            let (id, more) = ids.split_at_checked(id as usize).ok_or_else(|| malformed("ids"))?;
            let (set, others) = hashes.split_at_checked(size as usize).ok_or_else(|| malformed("hashes"))?;
            sets.push((String::from_utf8(id.to_vec()).map_err(|_| malformed("ids"))?, set.to_vec()));
            (ids, hashes) = (more, others);
        }
        Ok(Self { recipe: envelope.params()?, sets })
    }
}

impl Partial for NearDuplicateIndex {
    /// An id, and ascending hashes, each once.
    type Item = (String, Vec<u64>);

    fn observe(&mut self, item: &Self::Item) {
        self.sets.push(item.clone());
    }

    fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        if self.recipe != other.recipe {
            return Err(MergeError::new("recipe", &self.recipe, &other.recipe));
        }
        self.sets.extend(other.sets);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn index(items: &[(String, Vec<u64>)]) -> NearDuplicateIndex {
        let mut index = NearDuplicateIndex::new("test");
        items.iter().for_each(|i| index.observe(i));
        index
    }

    #[test]
    fn strangers_do_not_merge_and_ids_are_unique() {
        let mut a = NearDuplicateIndex::new("5-grams");
        let e = a.merge(NearDuplicateIndex::new("3-grams")).unwrap_err();
        assert_eq!(e.to_string(), "can't merge: recipe differs, 5-grams here and 3-grams there");
        let twice = index(&[("a".into(), vec![1]), ("a".into(), vec![2])]);
        assert_eq!(twice.finish(0.5, Overlap::Jaccard).unwrap_err().to_string(), "ids must have no repeats, got \"a\" twice");
    }

    #[test]
    fn altered_bytes_are_an_error() {
        let bytes = index(&[("a".into(), vec![1, 2])]).to_bytes().unwrap();
        for cut in 0..bytes.len() {
            assert!(NearDuplicateIndex::from_bytes(&bytes[..cut]).is_err());
        }
    }

    proptest! {
        #[test]
        fn splits_and_order_change_nothing(
            sets in prop::collection::vec(prop::collection::btree_set(0u64..12, 0..8), 0..10), cut in 0usize..10, turn in 0usize..10,
        ) {
            let mut items: Vec<(String, Vec<u64>)> = sets.into_iter().enumerate().map(|(i, s)| (i.to_string(), s.into_iter().collect())).collect();
            let whole = index(&items);
            let expect = whole.clone().finish(0.4, Overlap::Jaccard).unwrap();
            let bytes = whole.to_bytes().unwrap();
            let turn = turn.min(items.len());
            items.rotate_left(turn);
            let (left, right) = items.split_at(cut.min(items.len()));
            let mut merged = index(left);
            merged.merge(NearDuplicateIndex::new("test")).unwrap();
            merged.merge(index(right)).unwrap();
            prop_assert_eq!(merged.to_bytes().unwrap(), bytes.clone());
            prop_assert_eq!(merged.finish(0.4, Overlap::Jaccard).unwrap(), expect.clone());
            prop_assert_eq!(NearDuplicateIndex::from_bytes(&bytes).unwrap().finish(0.4, Overlap::Jaccard).unwrap(), expect);
        }
    }
}
