//! The whole of `compare` on small articles.

use newsloom_compare::{CompareError, CompareOptions, Comparison, Presence, compare};
use newsloom_core::{Article, threads};

fn articles() -> Vec<Article> {
    [
        (
            "harbour",
            "The ferry Alma sank near Port Orla on Monday night. All 90 passengers were rescued by fishing boats. \
             The owner of the ferry gave no comment.",
        ),
        (
            "herald",
            "On Monday night the ferry Alma sank near Port Orla. Fishing boats rescued all 90 passengers, the coast guard said. \
             The minister of transport will visit the port on Tuesday.",
        ),
        ("ledger", "The ferry Alma sank near Port Orla on Monday night. The transport minister visits the port on Tuesday."),
    ]
    .map(|(id, text)| Article::new(id, text))
    .into()
}

fn run(articles: &[Article]) -> Comparison {
    compare(articles, &CompareOptions::default()).unwrap()
}

#[test]
fn statements_over_three_articles() {
    let c = run(&articles());
    let groups: Vec<Vec<&str>> =
        c.statements.iter().map(|s| s.members.iter().map(|m| m.place.span.of(&c.articles[m.place.article].text)).collect()).collect();
    assert_eq!(groups.len(), 3, "{groups:#?}");
    assert_eq!(groups[0].len(), 3);
    assert!(groups[0].iter().all(|t| t.contains("sank near Port Orla")));
    assert!(groups[1].iter().all(|t| t.contains("90 passengers")));
    assert!(groups[2].iter().all(|t| t.contains("on Tuesday")));
}

#[test]
fn an_omission_for_every_statement_and_article() {
    let c = run(&articles());
    assert_eq!(c.omissions.len(), c.statements.len() * 3);
    let rescue = c.omissions.iter().find(|o| o.statement == 1 && o.article == 2).unwrap();
    assert_ne!(rescue.state, Presence::Present);
    for o in &c.omissions {
        assert_eq!(o.state == Presence::Present, c.statements[o.statement].members.iter().any(|m| m.place.article == o.article));
    }
}

#[test]
fn order_and_threads_change_nothing() {
    let mut a = articles();
    let want = run(&a).to_json().to_string();
    for _ in 0..a.len() {
        a.rotate_left(1);
        assert_eq!(run(&a).to_json().to_string(), want);
    }
    let one = threads::install(1, || run(&a).to_json().to_string()).unwrap();
    assert_eq!(one, want);
}

#[test]
fn too_few_or_twice_the_same_id() {
    let a = articles();
    let wrong = |a: &[Article]| compare(a, &CompareOptions::default()).unwrap_err();
    assert_eq!(wrong(&a[..1]), CompareError::TooFew(1));
    assert_eq!(wrong(&[a[0].clone(), a[0].clone()]), CompareError::DuplicateId("harbour".into()));
}

#[test]
fn articles_without_words_take_part() {
    let mut a = articles();
    a.push(Article::new("zero", ""));
    a.push(Article::new("zzz", "..."));
    let c = run(&a);
    assert_eq!(c.n_sentences[3..], [0, 0]);
    assert!(c.omissions.iter().filter(|o| o.article == 3).all(|o| o.state == Presence::Absent && o.nearest.is_none()));
}

#[test]
fn identical_articles_are_verbatim() {
    let text = articles()[0].text.clone();
    let a: Vec<Article> = (0..20).map(|i| Article::new(format!("a{i:02}"), text.clone())).collect();
    let c = run(&a);
    assert_eq!(c.statements.len(), 3);
    assert!(c.statements.iter().all(|s| s.n_articles == 20));
    assert!(c.omissions.iter().all(|o| o.state == Presence::Present));
}
