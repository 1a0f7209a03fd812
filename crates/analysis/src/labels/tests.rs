use super::*;
use newsloom_core::Article;

#[test]
fn phrases_are_whole_and_stand_for_their_words() {
    let texts = [
        "The Harbour Bridge Authority closed a lane. Rain fell.",
        "Drivers blame the Harbour Bridge Authority for queues.",
        "Harbour Bridge Authority answers drivers.",
        "Rain fell on the town. A lane was wet.",
        "The town counts its drivers in the rain.",
    ];
    let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(i.to_string(), *t)).collect();
    let pile = Pile::read(&articles.iter().collect::<Vec<_>>(), Some(newsloom_text::Language::English));
    let counts = pile.counts(1, |_| true);
    let labels = group_labels(&pile, &counts, &[vec![0, 1, 2], vec![3, 4]], 3);
    assert_eq!(labels[0][0], Label { term: "Harbour Bridge Authority".into(), articles: 3 });
    assert!(!labels[0].iter().any(|l| l.term == "Bridge" || l.term == "Harbour Bridge"), "{labels:?}");
    assert_eq!(labels[1][0].term, "town");
}

#[test]
fn who_speaks_is_no_label() {
    let mut texts: Vec<String> =
        (0..20).map(|i| format!("Mayor Alder said {i} trams stay. “No,” said Alder. Alder warned of queues.")).collect();
    texts.extend((0..20).map(|i| format!("Rain fell for {i} hours. Snow lay in the valley.")));
    let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(format!("{i:02}"), t.as_str())).collect();
    let pile = Pile::read(&articles.iter().collect::<Vec<_>>(), Some(newsloom_text::Language::English));
    let labels = group_labels(&pile, &pile.counts(1, |_| true), &[(0..20).collect()], 12);
    let terms: Vec<&str> = labels[0].iter().map(|l| l.term.as_str()).collect();
    assert!(terms.contains(&"Mayor Alder") && terms.contains(&"trams stay"), "{terms:?}");
    assert!(!terms.iter().any(|t| t.contains("said") || t.contains("warned")), "{terms:?}");
}

#[test]
fn words_that_never_end_a_phrase_do_not_label() {
    let names = ["Alder", "Birch", "Cedar", "Dorn", "Elm"];
    let mut texts: Vec<String> =
        (0..20).map(|i| format!("Mayor of Old {} and Mr {} spoke of the budget.", names[i % 5], names[(i + 1) % 5])).collect();
    texts.extend((0..20).map(|i| format!("Rain fell for {i} hours on the harbour.")));
    let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(format!("{i:02}"), t.as_str())).collect();
    let pile = Pile::read(&articles.iter().collect::<Vec<_>>(), Some(newsloom_text::Language::English));
    let labels = group_labels(&pile, &pile.counts(1, |_| true), &[(0..20).collect()], 12);
    let terms: Vec<&str> = labels[0].iter().map(|l| l.term.as_str()).collect();
    assert!(terms.contains(&"spoke of the budget"), "{terms:?}");
    assert!(!terms.iter().any(|t| ["Mr", "Old", "Mayor of Old"].contains(t)), "{terms:?}");
}

#[test]
fn terms_are_written_as_the_group_writes_them() {
    let texts = ["The ferry rammed the pier. The mayor saw it.", "The ferry rammed the pier.", "The rams graze.", "Snow on rams."];
    let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(i.to_string(), *t)).collect();
    let pile = Pile::read(&articles.iter().collect::<Vec<_>>(), Some(newsloom_text::Language::English));
    let labels = group_labels(&pile, &pile.counts(1, |_| true), &[vec![0, 1], vec![2, 3]], 4);
    assert_eq!(labels[0][0].term, "ferry rammed the pier");
    assert!(labels[1].iter().any(|l| l.term == "rams"), "{labels:?}");
}

#[test]
fn words_that_come_back_go_before_words_in_passing() {
    let texts = [
        "Buses stood still on Thursday. No buses, says the town.",
        "On Thursday night buses will run. Buses for all.",
        "More buses from Thursday, and new buses.",
        "Rain fell.",
        "Snow fell.",
    ];
    let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(i.to_string(), *t)).collect();
    let pile = Pile::read(&articles.iter().collect::<Vec<_>>(), Some(newsloom_text::Language::English));
    let labels = group_labels(&pile, &pile.counts(1, |_| true), &[vec![0, 1, 2]], 2);
    assert_eq!(labels[0].iter().map(|l| l.term.as_str()).collect::<Vec<_>>(), ["buses", "Thursday"]);
}

#[test]
fn z_scores_by_hand() {
    // 3 of 3 against 0 of 2: ln((3.5 / 0.5) / (0.5 / 2.5)) / sqrt(1/3.5 + 1/0.5 + 1/0.5 + 1/2.5).
    let expected = 35f64.ln() / (1.0 / 3.5 + 2.0 + 2.0 + 0.4f64).sqrt();
    assert!((z_score(3.0, 3.0, 0.0, 2.0) - expected).abs() < 1e-12);
    assert!(z_score(1.0, 4.0, 1.0, 4.0).abs() < 1e-12);
}
