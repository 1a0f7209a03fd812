use crate::{Passage, Place, Statement};
use std::collections::BTreeMap;

/// How many articles word a statement on their own: articles whose members lie in a passage that the two share count as one.
///
/// A member lies in a passage when the passage holds at least half of its bytes.
pub(crate) fn count(statements: &mut [Statement], passages: &[Passage]) {
    let mut by_pair: BTreeMap<(usize, usize), Vec<&Passage>> = BTreeMap::new();
    for p in passages {
        by_pair.entry((p.a.article, p.b.article)).or_default().push(p);
    }
    let inside = |member: Place, passage: Place| {
        let (start, end) = (member.span.start.max(passage.span.start), member.span.end.min(passage.span.end));
        2 * end.saturating_sub(start) >= member.span.end - member.span.start
    };
    for s in statements {
        let places: Vec<Place> = s.members.iter().map(|m| m.place).collect();
        let mut root: BTreeMap<usize, usize> = places.iter().map(|p| (p.article, p.article)).collect();
        for (i, x) in places.iter().enumerate() {
            for y in &places[i + 1..] {
                let (rx, ry) = (root[&x.article], root[&y.article]);
                if rx == ry {
                    continue;
                }
                let shared = by_pair.get(&(x.article, y.article)).into_iter().flatten();
                if shared.into_iter().any(|p| inside(*x, p.a) && inside(*y, p.b)) {
                    root.values_mut().filter(|r| **r == ry).for_each(|r| *r = rx);
                }
            }
        }
        let mut roots: Vec<usize> = root.into_values().collect();
        roots.sort_unstable();
        roots.dedup();
        s.n_independent = roots.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grade, Member};
    use newsloom_text::Span;

    #[test]
    fn shared_passages_make_one_source() {
        let place = |article, start, end| Place { article, span: Span::new(start, end) };
        let member = |article| Member { place: place(article, 10, 50), clause: None, grade: Grade::Paraphrase, score: 0.9 };
        let statement =
            Statement { id: "s1".into(), n_articles: 3, n_independent: 0, headline: 0, members: vec![member(0), member(1), member(2)] };
        let passage = |start| Passage { a: place(0, start, 60), b: place(2, start, 60), similarity: 1.0 };
        for (passages, want) in [(vec![], 3), (vec![passage(0)], 2), (vec![passage(20)], 2), (vec![passage(40)], 3)] {
            let mut found = [statement.clone()];
            count(&mut found, &passages);
            assert_eq!(found[0].n_independent, want);
        }
    }
}
