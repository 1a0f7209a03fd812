use super::model::TopicModel;
use super::result::{SharedTerm, TopicAssignment, WhyTopic};
use crate::{AnalysisError, select};
use newsloom_core::map;

impl TopicModel {
    /// Why an article of the pile is in its topic rather than in the runner-up: what each of its terms adds to the margin.
    ///
    /// # Errors
    /// When no article has this id.
    pub fn why(&self, id: &str) -> Result<WhyTopic, AnalysisError> {
        let found = self.topics.assignments.binary_search_by(|a| a.id.as_str().cmp(id));
        let at = found.map_err(|_| AnalysisError::UnknownId(id.to_owned()))?;
        let a = &self.topics.assignments[at];
        let (columns, values) = self.rows.row(self.of[at]);
        let mut terms = Vec::new();
        if a.topic < self.centroids.nrows() {
            let mut direction = self.centroids.row(a.topic).to_vec();
            if let Some(r) = a.runner_up {
                direction.iter_mut().zip(self.centroids.row(r)).for_each(|(d, c)| *d -= c);
            }
            let of_terms = self.reduction.of_terms(&direction);
            let norm = self.projected_norm(self.of[at])?;
            for (&c, v) in columns.iter().zip(values) {
                let contribution = v * of_terms[c as usize] / norm;
                if contribution != 0.0 {
                    terms.push(SharedTerm { term: self.pile.forms[c as usize].clone(), contribution });
                }
            }
            terms.sort_by(|x, y| y.contribution.total_cmp(&x.contribution).then_with(|| x.term.cmp(&y.term)));
        }
        Ok(WhyTopic { id: id.into(), topic: a.topic, runner_up: a.runner_up, margin: terms.iter().map(|t| t.contribution).sum(), terms })
    }

    /// [`TopicModel::why`] of the `n` articles of each topic that are least sure to belong there: those with the least margin, least first.
    ///
    /// # Errors
    /// As [`TopicModel::why`].
    pub fn least_sure(&self, n: usize) -> Result<Vec<WhyTopic>, AnalysisError> {
        let mut found = Vec::new();
        for topic in 0..self.centroids.nrows() {
            let mut of: Vec<&TopicAssignment> = self.topics.assignments.iter().filter(|a| a.topic == topic).collect();
            of.sort_by(|a, b| a.margin.total_cmp(&b.margin).then_with(|| a.id.cmp(&b.id)));
            found.extend(map(&of[..n.min(of.len())], |a| self.why(&a.id)).into_iter().collect::<Result<Vec<_>, _>>()?);
        }
        Ok(found)
    }

    /// Norm of a row after reduction, before it is brought to one.
    fn projected_norm(&self, row: usize) -> Result<f64, AnalysisError> {
        let unit = self.reduction.apply(&select(&self.rows, &[row]))?;
        let of_terms = self.reduction.of_terms(&unit.dense_row(0));
        let (columns, values) = self.rows.row(row);
        Ok(columns.iter().zip(values).map(|(&c, v)| v * of_terms[c as usize]).sum())
    }
}
