//! The whole of `compare` on small articles.
#![allow(clippy::unwrap_used)]

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
fn expectations_add_up_to_what_is_reported() {
    let c = run(&articles());
    let cells: f64 = c.omissions.iter().map(|o| o.expected).sum();
    let (reported, expected) = c.coverage.iter().fold((0, 0.0), |(n, e), a| (n + a.n_statements, e + a.expected));
    assert_eq!(reported, c.statements.iter().map(|s| s.n_articles).sum::<usize>());
    assert!((expected - reported as f64).abs() < 1e-6 && (cells - expected).abs() < 1e-6, "{expected} {cells} {reported}");
    // All three report the sinking; `ledger` alone lacks the rescue, which both others report.
    assert!(c.omissions.iter().filter(|o| o.statement == 0).all(|o| o.expected == 1.0));
    assert_eq!(c.coverage[2].missing, [1]);
    assert_eq!(c.coverage[0].missing, [2], "`harbour` alone lacks the minister's visit");
    let alone: Vec<&str> = c.unique.iter().map(|u| u.place.span.of(&c.articles[u.place.article].text)).collect();
    assert_eq!(alone, ["The owner of the ferry gave no comment."]);
}

#[test]
fn the_clause_that_says_it() {
    let c = run(&[
        Article::new(
            "a",
            "The ferry Alma sank near Port Orla on Monday night, and the minister of transport promised a new timetable for all lines.",
        ),
        Article::new(
            "b",
            "The ferry Alma sank near Port Orla on Monday night. Divers found the bell of the ship. It weighs forty kilograms.",
        ),
    ]);
    let long = &c.statements[0].members[0];
    assert_eq!(long.clause.map(|s| s.of(&c.articles[0].text)), Some("The ferry Alma sank near Port Orla on Monday night"));
    assert_eq!(c.statements[0].members[1].clause, None);
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

#[test]
fn three_languages_are_grouped_and_said_so() {
    let texts = [
        (
            "de1",
            "Die Fähre Alma sank am Montagabend kurz vor dem Hafen von Port Orla. Alle neunzig Fahrgäste wurden von Fischern gerettet.",
        ),
        ("de2", "Am Montagabend sank kurz vor dem Hafen von Port Orla die Fähre Alma. Der Minister will den Hafen am Dienstag besuchen."),
        ("en1", "The ferry Alma sank near Port Orla on Monday night. All ninety passengers were rescued by the fishing boats of the town."),
        (
            "en2",
            "On Monday night the ferry Alma sank near Port Orla. The minister of transport will visit the port on Tuesday with his staff.",
        ),
        ("fr1", "Le ferry Alma a coulé lundi soir près de Port Orla. Les quatre-vingt-dix passagers ont été sauvés par des pêcheurs."),
    ];
    let a: Vec<Article> = texts.map(|(id, text)| Article::new(id, text)).into();
    let c = run(&a);
    assert_eq!(c.recipe["languages"], serde_json::json!({"de": ["de1", "de2"], "en": ["en1", "en2"], "fr": ["fr1"]}));
    let pairs: Vec<Vec<&str>> =
        c.statements.iter().map(|s| s.members.iter().map(|m| c.articles[m.place.article].id.as_str()).collect()).collect();
    assert!(pairs.contains(&vec!["de1", "de2"]) && pairs.contains(&vec!["en1", "en2"]), "{pairs:?}");
    assert!(pairs.iter().all(|p| p.iter().all(|id| id[..2] == p[0][..2])), "{pairs:?}");
}

#[test]
fn scripts_without_spaces_and_from_right_to_left() {
    for [x, y] in [
        ["渡轮星期一晚上在港口附近沉没。九十名乘客全部获救。", "星期一晚上渡轮在港口附近沉没。部长星期二将访问港口。"],
        [
            "غرقت العبارة قرب الميناء مساء الاثنين. أنقذ الصيادون جميع الركاب.",
            "مساء الاثنين غرقت العبارة قرب الميناء. سيزور الوزير الميناء يوم الثلاثاء.",
        ],
    ] {
        let c = run(&[Article::new("x", x), Article::new("y", y)]);
        assert_eq!(c.n_sentences, [2, 2]);
        assert!(!c.statements.is_empty() && c.statements[0].members[0].place.span.start == 0, "{:?}", c.statements);
    }
}

#[test]
fn an_unknown_language_is_refused() {
    let options = CompareOptions { language: "klingon".into(), ..CompareOptions::default() };
    let error = compare(&articles(), &options).unwrap_err().to_string();
    assert!(error.contains("language") && error.contains("klingon"), "{error}");
}
