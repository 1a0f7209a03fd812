use super::Geometry;
use super::kernel::SparseKernel;
use super::lloyd::Lloyd;
use super::model::{nearest, same_columns};
use super::points::Points;
use crate::rows::Rows;
use crate::spherical::unit_rows;
use crate::{ClusterError, nearest_directions};
use ndarray::Array2;
use newsloom_core::{Csr, CsrRef, Envelope, EnvelopeError, MergeError, Partial};

const KIND: &str = "centroid-sums";
const VERSION: u32 = 1;

/// Steps per unit of values and weights, and of squared distances.
const STEPS: f64 = (1u64 << 60) as f64;
const SQUARED_STEPS: f64 = (1u64 << 40) as f64;

/// A weighted value may be so many units: then 2^40 rows of them can't overflow, nor can their squared distances.
const MOST: f64 = (1u64 << 20) as f64;

/// The sums of rows by the nearest of fixed centroids: one step of Lloyd's algorithm as a partial state.
///
/// The centroids stay as they are while rows are observed, so neither order nor grouping of the rows matters:
/// states that started from the same centroids, on other machines or in other months, merge into the state of all their rows.
/// [`CentroidSums::finish`] gives the centroids of the next step. Values are rounded once, to 2^-60 of the power of two at the
/// largest centroid value, and summed as integers, so all of this holds to the bit.
///
/// ```
/// use ndarray::array;
/// use newsloom_cluster::{CentroidSums, ClusterError};
/// use newsloom_core::{Csr, Partial};
/// let mut here = CentroidSums::new(array![[1.0, 0.0], [0.0, 1.0]], false)?;
/// let mut there = here.clone();
/// here.observe(&Csr::try_new(2, vec![0, 1, 2], vec![0, 1], vec![3.0, 2.0]).unwrap());
/// there.observe(&Csr::try_new(2, vec![0, 1], vec![0], vec![1.0]).unwrap());
/// here.merge(there).unwrap();
/// let step = here.finish()?;
/// assert_eq!(step.centroids, array![[2.0, 0.0], [0.0, 2.0]]);
/// assert_eq!((step.weights, step.inertia), (vec![2.0, 1.0], 5.0));
/// # Ok::<(), ClusterError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CentroidSums {
    centroids: Array2<f64>,
    spherical: bool,
    /// The power of two at the largest centroid value; 1 for unit rows.
    unit: f64,
    sums: Vec<i128>,
    weights: Vec<i128>,
    inertia: i128,
    rows: u64,
    zero_rows: u64,
    refused: u64,
}

/// What [`CentroidSums`] come to.
#[derive(Clone, Debug, PartialEq)]
pub struct CentroidStep {
    /// The weighted mean of the rows nearest to each centroid, brought to norm one if spherical; where there were none, the
    /// centroid as it was. Shape `(n_clusters, n_features)`.
    pub centroids: Array2<f64>,
    /// Weight of the rows nearest to each centroid.
    pub weights: Vec<f64>,
    /// Weighted sum of squared distances (spherical: of one minus cosine) to the centroids as they were.
    pub inertia: f64,
    /// Rows observed.
    pub rows: u64,
    /// Those of them that have no direction and were left out of spherical sums.
    pub zero_rows: u64,
}

impl CentroidSums {
    /// Sums of no rows for centroids of shape `(n_clusters, n_features)`; `spherical` brings centroids, rows and sums to norm one.
    ///
    /// # Errors
    /// When there is no centroid, or a value is not finite.
    pub fn new(centroids: Array2<f64>, spherical: bool) -> Result<Self, ClusterError> {
        if centroids.nrows() == 0 {
            return Err(ClusterError::parameter("centroids", "at least one", 0));
        }
        if let Some(v) = centroids.iter().find(|v| !v.is_finite()) {
            return Err(ClusterError::parameter("centroids", "finite", v));
        }
        let largest = centroids.iter().fold(0f64, |m, v| m.max(v.abs()));
        // The exponent's bits alone: the power of two at or below the value. Both ends keep squares finite.
        let power = f64::from_bits((largest.to_bits() >> 52).clamp(523, 1523) << 52);
        let unit = if spherical || largest == 0.0 { 1.0 } else { power };
        let centroids = if spherical { unit_rows(centroids) } else { centroids };
        let centroids = centroids.as_standard_layout().into_owned();
        let (sums, weights) = (vec![0; centroids.len()], vec![0; centroids.nrows()]);
        Ok(Self { centroids, spherical, unit, sums, weights, inertia: 0, rows: 0, zero_rows: 0, refused: 0 })
    }

    /// The centroids to which rows are assigned.
    #[must_use]
    pub fn centroids(&self) -> &Array2<f64> {
        &self.centroids
    }

    /// Adds rows, with a weight of one each if `None`; returns the number of the nearest centroid of each, the number of
    /// centroids for a row without direction.
    ///
    /// # Errors
    /// When columns are not those of the centroids, values are not finite or weigh more than 2^20 times the largest centroid
    /// value, or weights are negative, above 2^20 or not one per row. No row is then added.
    pub fn observe_rows(&mut self, x: CsrRef<'_, f64>, weights: Option<&[f64]>) -> Result<Vec<usize>, ClusterError> {
        same_columns(self.centroids.ncols(), x.cols())?;
        let rows = Rows::new(x, weights)?;
        let (labels, distances) = self.assign(&rows)?;
        let factor = |i: usize| rows.weight(i) / if self.spherical { rows.norms[i] } else { self.unit };
        let k = self.centroids.nrows();
        for i in (0..x.rows()).filter(|&i| labels[i] < k) {
            let largest = x.row(i).1.iter().fold(0f64, |m, v| m.max((v * factor(i)).abs()));
            if largest > MOST || rows.weight(i) > MOST {
                let rule = format!("at most {MOST} times the largest centroid value, weighted");
                return Err(ClusterError::parameter("x", rule, format!("more in row {i}")));
            }
        }
        let cols = x.cols();
        for (i, (&j, distance)) in labels.iter().zip(distances).enumerate() {
            self.rows += 1;
            if j == k {
                self.zero_rows += 1;
                continue;
            }
            let (columns, values) = x.row(i);
            let factor = rows.weight(i) / if self.spherical { rows.norms[i] } else { self.unit };
            for (&c, v) in columns.iter().zip(values) {
                self.sums[j * cols + c as usize] += (v * factor * STEPS).round() as i128;
            }
            self.weights[j] += (rows.weight(i) * STEPS).round() as i128;
            let square = if self.spherical { 1.0 } else { self.unit * self.unit };
            self.inertia += (rows.weight(i) * distance / square * SQUARED_STEPS).round() as i128;
        }
        Ok(labels)
    }

    fn assign(&self, rows: &Rows<'_>) -> Result<(Vec<usize>, Vec<f64>), ClusterError> {
        if self.spherical {
            let found = nearest_directions(self.centroids.view(), rows.x)?;
            return Ok(found.into_iter().map(|(j, cosine)| (j, 1.0 - cosine)).unzip());
        }
        let (labels, _) = nearest(rows, SparseKernel::new(rows), &self.centroids);
        let order: Vec<u32> = (0..rows.len() as u32).collect();
        let lloyd = Lloyd::still(rows, Geometry::Euclidean, &order);
        let numbers: Vec<u32> = labels.iter().map(|&j| j as u32).collect();
        Ok((labels, lloyd.distances(&self.centroids, &numbers)))
    }

    /// The next centroids, and what there is to know of the rows observed.
    ///
    /// # Errors
    /// When [`Partial::observe`] met rows that [`CentroidSums::observe_rows`] refuses.
    pub fn finish(&self) -> Result<CentroidStep, ClusterError> {
        if self.refused > 0 {
            let rule = "rows of as many finite values as the centroids have";
            return Err(ClusterError::parameter("x", rule, format!("{} that are not", self.refused)));
        }
        let cols = self.centroids.ncols().max(1);
        let mut centroids = self.centroids.clone();
        for (j, (mut centroid, sums)) in centroids.rows_mut().into_iter().zip(self.sums.chunks(cols)).enumerate() {
            let divisor = if self.spherical {
                sums.iter().map(|&s| s as f64 * s as f64).sum::<f64>().sqrt()
            } else {
                self.weights[j] as f64 / self.unit
            };
            if divisor > 0.0 {
                centroid.iter_mut().zip(sums).for_each(|(c, &s)| *c = s as f64 / divisor);
            }
        }
        let square = if self.spherical { 1.0 } else { self.unit * self.unit };
        Ok(CentroidStep {
            centroids,
            weights: self.weights.iter().map(|&w| w as f64 / STEPS).collect(),
            inertia: self.inertia as f64 / SQUARED_STEPS * square,
            rows: self.rows,
            zero_rows: self.zero_rows,
        })
    }

    /// The state as bytes: versioned, checksummed, with the centroids that made it.
    ///
    /// # Errors
    /// When the header can't be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ClusterError> {
        let params = (self.centroids.dim(), self.spherical, self.rows, self.zero_rows, self.refused);
        let mut envelope = Envelope::new(KIND, VERSION, &params)?;
        let whole = |v: &[i128]| v.iter().flat_map(|n| n.to_le_bytes()).collect();
        envelope.push("centroids", self.centroids.iter().flat_map(|v| v.to_le_bytes()).collect());
        envelope.push("sums", whole(&self.sums));
        envelope.push("weights", whole(&self.weights));
        envelope.push("inertia", whole(&[self.inertia]));
        Ok(envelope.to_bytes()?)
    }

    /// Reads what [`CentroidSums::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are no such state, are truncated or altered, or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ClusterError> {
        let envelope = Envelope::from_bytes(bytes, KIND, VERSION)?;
        let (shape, spherical, rows, zero_rows, refused): ((usize, usize), bool, u64, u64, u64) = envelope.params()?;
        let malformed = |what: &str| EnvelopeError::Malformed(what.into());
        let (values, []) = envelope.block("centroids")?.as_chunks::<8>() else {
            return Err(malformed("centroids").into());
        };
        let values = values.iter().map(|b| f64::from_le_bytes(*b)).collect();
        let centroids = Array2::from_shape_vec(shape, values).map_err(|e| malformed(&format!("centroids: {e}")))?;
        let mut state = Self::new(centroids.clone(), spherical)?;
        // As they were, to the bit: bringing them to norm one again may change the last.
        state.centroids = centroids;
        let whole = |name: &str, n: usize| -> Result<Vec<i128>, ClusterError> {
            let (numbers, rest) = envelope.block(name)?.as_chunks::<16>();
            if numbers.len() != n || !rest.is_empty() {
                return Err(malformed(&format!("{name}: {n} numbers")).into());
            }
            Ok(numbers.iter().map(|b| i128::from_le_bytes(*b)).collect())
        };
        state.sums = whole("sums", state.sums.len())?;
        state.weights = whole("weights", state.weights.len())?;
        state.inertia = whole("inertia", 1)?[0];
        (state.rows, state.zero_rows, state.refused) = (rows, zero_rows, refused);
        Ok(state)
    }

    /// A short name for the centroids, for the message of a merge that is refused.
    fn fingerprint(&self) -> String {
        let mixed = self.centroids.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, v| (h ^ v.to_bits()).wrapping_mul(0x0000_0100_0000_01b3));
        format!("{:?} {mixed:016x}", self.centroids.dim())
    }
}

impl Partial for CentroidSums {
    type Item = Csr<f64>;

    /// Adds a batch of rows; where [`CentroidSums::observe_rows`] refuses it, its rows are counted and `finish` tells.
    fn observe(&mut self, rows: &Csr<f64>) {
        if self.observe_rows(rows.view(), None).is_err() {
            self.refused += rows.rows() as u64;
        }
    }

    fn merge(&mut self, other: Self) -> Result<(), MergeError> {
        if self.spherical != other.spherical {
            return Err(MergeError::new("spherical", self.spherical, other.spherical));
        }
        if self.centroids != other.centroids {
            return Err(MergeError::new("centroids", self.fingerprint(), other.fingerprint()));
        }
        self.sums.iter_mut().zip(other.sums).for_each(|(s, o)| *s += o);
        self.weights.iter_mut().zip(other.weights).for_each(|(s, o)| *s += o);
        self.inertia += other.inertia;
        self.rows += other.rows;
        self.zero_rows += other.zero_rows;
        self.refused += other.refused;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::sparse;
    use ndarray::array;
    use proptest::prelude::*;

    fn csr(x: Array2<f64>) -> Csr<f64> {
        sparse(&x).unwrap()
    }

    #[test]
    fn other_centroids_do_not_merge() {
        let mut a = CentroidSums::new(array![[1.0], [2.0]], false).unwrap();
        let error = a.merge(CentroidSums::new(array![[1.0], [3.0]], false).unwrap()).unwrap_err();
        assert!(error.to_string().starts_with("can't merge: centroids differs, (2, 1) "), "{error}");
        assert_eq!(a.merge(CentroidSums::new(array![[1.0], [2.0]], true).unwrap()).unwrap_err().parameter, "spherical");
    }

    #[test]
    fn a_refused_batch_adds_nothing_and_is_told() {
        let mut a = CentroidSums::new(array![[1.0], [2.0]], false).unwrap();
        let before = a.clone();
        for bad in [array![[1.0], [f64::NAN]], array![[1.0], [1e9]]] {
            assert!(a.observe_rows(csr(bad).view(), None).is_err());
            assert_eq!(a, before);
        }
        assert!(a.observe_rows(csr(array![[1.0]]).view(), Some(&[-1.0])).is_err());
        a.observe(&csr(array![[1.0, 2.0]]));
        assert!(a.finish().unwrap_err().to_string().ends_with("got 1 that are not"));
    }

    #[test]
    fn rows_without_direction_are_counted_apart() {
        let mut a = CentroidSums::new(array![[1.0, 0.0], [0.0, 1.0]], true).unwrap();
        assert_eq!(a.observe_rows(csr(array![[3.0, 4.0], [0.0, 0.0]]).view(), Some(&[2.0, 1.0])).unwrap(), [1, 2]);
        let step = a.finish().unwrap();
        assert_eq!((step.rows, step.zero_rows, step.weights), (2, 1, vec![0.0, 2.0]));
        assert!((step.inertia - 0.4).abs() < 1e-11);
        assert!((&step.centroids - &array![[1.0, 0.0], [0.6, 0.8]]).iter().all(|d| d.abs() < 1e-15));
    }

    proptest! {
        #[test]
        fn laws_and_one_step_of_lloyd(
            v in prop::collection::vec(prop_oneof![1 => Just(0.0), 2 => -4.0f64..4.0], 60),
            c in prop::collection::vec(-2.0f64..2.0, 9),
            cuts in prop::collection::vec(0usize..20, 2),
            spherical: bool,
        ) {
            let x = Array2::from_shape_vec((20, 3), v).unwrap();
            let empty = CentroidSums::new(Array2::from_shape_vec((3, 3), c).unwrap(), spherical).unwrap();
            let mut whole = empty.clone();
            whole.observe(&csr(x.clone()));
            let (low, high) = (cuts[0].min(cuts[1]), cuts[0].max(cuts[1]));
            let part = |from: usize, to: usize| {
                let mut part = empty.clone();
                part.observe(&csr(x.slice(ndarray::s![from..to, ..]).to_owned()));
                CentroidSums::from_bytes(&part.to_bytes().unwrap()).unwrap()
            };
            let mut last = part(high, 20);
            last.merge(part(low, high)).unwrap();
            let mut merged = part(0, low);
            merged.merge(last).unwrap();
            merged.merge(empty.clone()).unwrap();
            prop_assert_eq!(&whole, &merged);
            let step = whole.finish().unwrap();
            for j in 0..3 {
                let labels = whole.clone().observe_rows(csr(x.clone()).view(), None).unwrap();
                let mut sum = ndarray::Array1::<f64>::zeros(3);
                let mine: Vec<usize> = (0..20).filter(|&i| labels[i] == j).collect();
                for &i in &mine {
                    let norm = if spherical { x.row(i).dot(&x.row(i)).sqrt() } else { 1.0 };
                    sum += &(&x.row(i) / norm);
                }
                let divisor = if spherical { sum.dot(&sum).sqrt() } else { mine.len() as f64 };
                if divisor > 1e-6 {
                    prop_assert!((&step.centroids.row(j) - &(sum / divisor)).iter().all(|d| d.abs() < 1e-9));
                }
            }
        }
    }
}
