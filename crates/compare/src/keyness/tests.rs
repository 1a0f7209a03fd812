use super::*;
use newsloom_core::threads;
use proptest::prelude::*;

fn article(id: usize, outlet: &str, text: &str) -> Article {
    Article { outlet: outlet.into(), ..Article::new(format!("a{id:02}"), text) }
}

fn pile() -> Vec<Article> {
    [
        ("Courier", "The riot began at noon. Police fought the riot in the square, and the riot ended at two."),
        ("Courier", "Shops burned in the riot. The mayor wept."),
        ("Ledger", "The protest began at noon. Police watched the protest in the square."),
        ("Ledger", "Shops closed for the protest. The mayor spoke at noon."),
        ("Echo", "At noon the march began. The march ended at two."),
    ]
    .into_iter()
    .enumerate()
    .map(|(i, (outlet, text))| article(i, outlet, text))
    .collect()
}

fn all(measure: Measure) -> KeynessOptions {
    KeynessOptions { measure, top: None, ..KeynessOptions::default() }
}

#[test]
fn counts_by_hand() {
    let found = keyness(&pile(), "outlet", &all(Measure::Lr)).unwrap();
    let groups: Vec<(&str, u64, u64)> = found.groups.iter().map(|g| (g.group.as_str(), g.n_articles, g.n_words)).collect();
    assert_eq!(groups, [("Courier", 2, 26), ("Echo", 1, 10), ("Ledger", 2, 22)]);
    let key = found.keys.iter().find(|k| k.target == "Courier" && k.feature == "riot").unwrap();
    assert_eq!((key.n_target, key.n_reference, key.docs_target, key.docs_reference), (4, 0, 2, 0));
    assert!(serde_json::json!(key).as_object().unwrap().keys().eq(Key::FIELDS), "the columns are the fields");
    let g2 =
        2.0 * (4.0 * (58.0f64 / 26.0).ln() + 22.0 * (22.0 * 58.0 / (54.0 * 26.0f64)).ln() + 32.0 * (32.0 * 58.0 / (54.0 * 32.0f64)).ln());
    assert!((key.score - g2).abs() < 1e-9, "{} for {g2}", key.score);
    assert!((key.log_ratio - ((4.0 / 26.0) / (0.5 / 32.0f64)).log2()).abs() < 1e-9);
    // Shares of words 18/26 and 8/26, of the riot 3/4 and 1/4.
    let dp = ((3.0f64 / 4.0 - 18.0 / 26.0).abs() + (1.0f64 / 4.0 - 8.0 / 26.0).abs()) / 2.0 / (1.0 - 8.0 / 26.0);
    assert!((key.dp.unwrap() - dp).abs() < 1e-12);
    let lacked = found.keys.iter().find(|k| k.target == "Echo" && k.feature == "riot").unwrap();
    assert_eq!((lacked.n_target, lacked.n_reference, lacked.dp), (0, 4, None));
    assert!(lacked.score < 0.0);
}

#[test]
fn every_word_is_tested_with_every_target_and_q_follows() {
    for measure in Measure::ALL {
        let found = keyness(&pile(), "outlet", &all(measure)).unwrap();
        for g in &found.groups {
            let mut keys: Vec<&Key> = found.keys.iter().filter(|k| k.target == g.group).collect();
            assert_eq!(keys.len() as u64, g.n_tested, "{measure}");
            assert!(keys.windows(2).all(|w| w[0].score >= w[1].score));
            keys.sort_by(|x, y| x.p.total_cmp(&y.p));
            let m = keys.len() as f64;
            for (i, k) in keys.iter().enumerate() {
                let q = (i..keys.len()).map(|j| keys[j].p * m / (j + 1) as f64).fold(1.0, f64::min);
                assert!((k.q - q).abs() < 1e-12, "{measure} {} {} for {q}", k.feature, k.q);
                assert!((k.log10_p - k.p.log10()).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn top_takes_the_most_on_each_side() {
    for measure in Measure::ALL {
        let whole = keyness(&pile(), "outlet", &all(measure)).unwrap();
        for top in [0, 1, 2, 5, 100] {
            let found = keyness(&pile(), "outlet", &KeynessOptions { top: Some(top), ..all(measure) }).unwrap();
            for g in &whole.groups {
                let keys: Vec<&Key> = whole.keys.iter().filter(|k| k.target == g.group).collect();
                let mut want: Vec<&Key> = keys.iter().filter(|k| k.score > 0.0).take(top).copied().collect();
                let under: Vec<&Key> = keys.iter().filter(|k| k.score < 0.0).copied().collect();
                want.extend(&under[under.len() - top.min(under.len())..]);
                assert_eq!(found.keys.iter().filter(|k| k.target == g.group).collect::<Vec<_>>(), want, "{measure} {top} {}", g.group);
            }
        }
    }
}

#[test]
fn one_target() {
    let options = KeynessOptions { target: Some("Ledger".into()), ..all(Measure::Lr) };
    let found = keyness(&pile(), "outlet", &options).unwrap();
    assert!(found.keys.iter().all(|k| k.target == "Ledger"));
    assert_eq!(found.keys[0].feature, "protest");
    let error = |target: &str| keyness(&pile(), "outlet", &KeynessOptions { target: Some(target.into()), ..all(Measure::Lr) }).unwrap_err();
    let expect = r#"target must be a group, got "Leger"; did you mean "Ledger"? known: "Courier", "Echo", "Ledger""#;
    assert_eq!(error("Leger").to_string(), expect);
}

#[test]
fn articles_without_the_field_are_listed() {
    let mut articles = pile();
    articles.push(article(99, "", "Nobody says where this comes from."));
    articles.push(article(98, " ", "Nor this."));
    let found = keyness(&articles, "outlet", &all(Measure::Lr)).unwrap();
    assert_eq!(found.skipped, ["a98", "a99"]);
    assert_eq!(found.keys, keyness(&pile(), "outlet", &all(Measure::Lr)).unwrap().keys);
}

#[test]
fn fields_that_make_no_groups() {
    let error = |by: &str| keyness(&pile(), by, &all(Measure::Lr)).unwrap_err().to_string();
    let expect = "by must be a field of the articles, got \"oulet\"; did you mean \"outlet\"? known: \"date\", \"id\", \"lang\", \"outlet\", \
                  \"path\", \"title\", \"url\"";
    assert_eq!(error("oulet"), expect);
    let one: Vec<Article> = pile().into_iter().filter(|a| a.outlet == "Echo").collect();
    let error = keyness(&one, "outlet", &all(Measure::Lr)).unwrap_err().to_string();
    assert_eq!(error, "by must be a field by which the articles fall into two groups or more, got \"outlet\" with the only value \"Echo\"");
}

#[test]
fn groups_with_an_article_a_word_or_nothing() {
    let mut articles = pile();
    articles.extend([article(90, "Single", "Riot!"), article(91, "Mute", "..."), article(92, "Mute", "")]);
    for measure in Measure::ALL {
        let found = keyness(&articles, "outlet", &all(measure)).unwrap();
        let mute = found.groups.iter().find(|g| g.group == "Mute").unwrap();
        assert_eq!((mute.n_articles, mute.n_words, mute.n_tested), (2, 0, 0));
        assert!(found.keys.iter().all(|k| k.target != "Mute" && k.score.is_finite() && k.p <= 1.0 && k.q <= 1.0 && k.lrc.is_finite()));
        assert!(found.keys.iter().any(|k| k.target == "Single" && k.feature == "riot" && k.n_target == 1));
    }
    let nothing: [&str; 0] = [];
    let found = keyness_of_texts(&["One word."], &nothing, &KeynessOptions { min_count: 1, ..all(Measure::Lr) }).unwrap();
    assert!(found.keys.is_empty() && found.groups.len() == 2);
}

#[test]
fn articles_as_units() {
    let options = KeynessOptions { unit: Unit::Articles, target: Some("Courier".into()), ..all(Measure::Lr) };
    let found = keyness(&pile(), "outlet", &options).unwrap();
    let key = found.keys.iter().find(|k| k.feature == "riot").unwrap();
    // Two of two articles against none of three.
    let g2 = 2.0 * (2.0 * (5.0f64 / 2.0).ln() + 3.0 * (5.0f64 / 3.0).ln());
    assert!((key.score - g2).abs() < 1e-9);
}

#[test]
fn wrong_parameters() {
    let check = |options: KeynessOptions, expect: &str| {
        assert_eq!(keyness(&pile(), "outlet", &options).unwrap_err().to_string(), expect);
    };
    check(KeynessOptions { min_count: 0, ..all(Measure::Lr) }, "min_count must be at least 1, got 0");
    check(KeynessOptions { confidence: 1.0, ..all(Measure::Lrc) }, "confidence must be above 0 and below 1, got 1");
    check(KeynessOptions { prior: Some(-1.0), ..all(Measure::LogOdds) }, "prior must be a positive number of words, got -1");
    let yates = KeynessOptions { correction: Some(Correction::Yates), ..all(Measure::Pmi) };
    check(yates, "correction must be none unless the measure is lr or chi2, got \"yates\"");
    let words = WordOptions { ngram_range: (2, 1), ..WordOptions::default() };
    check(KeynessOptions { words, ..all(Measure::Lr) }, "ngram_range must be two whole numbers, 1 <= low <= high, got (2, 1)");
}

#[test]
fn tiny_p_values_keep_their_logarithm() {
    let target = vec!["riot"; 3000];
    let reference = vec!["protest"; 3000];
    for measure in [Measure::Lr, Measure::Chi2, Measure::Exact] {
        let found = keyness_of_texts(&target, &reference, &all(measure)).unwrap();
        let key = &found.keys[0];
        assert!(key.p == 0.0 && key.log10_p < -1000.0 && key.log10_p.is_finite(), "{measure} {key:?}");
    }
}

fn text() -> impl Strategy<Value = (u8, String)> {
    (0u8..3, prop::collection::vec("[a-c]{1,2}|[.]", 0..12).prop_map(|w| w.join(" ")))
}

fn counts_of(items: &[(u8, String)], options: &WordOptions) -> GroupCounts {
    let mut counts = GroupCounts::new("outlet", options).unwrap();
    for (i, (group, text)) in items.iter().enumerate() {
        // Group 0 is an article without the field.
        counts.observe(&article(i, ["", "x", "y"][usize::from(*group)], text));
    }
    counts
}

proptest! {
    #[test]
    fn splitting_grouping_order_and_threads_do_not_matter(
        mut items in prop::collection::vec(text(), 2..14), a in 0usize..14, b in 0usize..14, long in any::<bool>(),
    ) {
        items.push((1, "a b".into()));
        items.push((2, "b c".into()));
        let words = WordOptions { ngram_range: (1, if long { 2 } else { 1 }), stop_words: vec!["cc".into()], ..WordOptions::default() };
        let options = KeynessOptions { min_count: 1, words: words.clone(), ..all(Measure::Lr) };
        let finish = |c: GroupCounts| {
            let mut found = c.finish(&options).unwrap();
            found.skipped.clear();
            found
        };
        let whole = finish(counts_of(&items, &words));
        let (a, b) = (a.min(items.len()), b.min(items.len()));
        let (a, b) = (a.min(b), a.max(b));
        let mut left = counts_of(&items[..a], &words);
        left.merge(counts_of(&items[a..b], &words)).unwrap();
        left.merge(counts_of(&items[b..], &words)).unwrap();
        prop_assert_eq!(&finish(left), &whole);
        let mut right = counts_of(&items[a..b], &words);
        right.merge(counts_of(&items[b..], &words)).unwrap();
        let mut grouped = counts_of(&items[..a], &words);
        grouped.merge(GroupCounts::new("outlet", &words).unwrap()).unwrap();
        grouped.merge(right).unwrap();
        prop_assert_eq!(&finish(grouped), &whole);
        items.reverse();
        prop_assert_eq!(&threads::install(3, || finish(counts_of(&items, &words))).unwrap(), &whole);
    }
}

#[test]
fn strangers_do_not_merge() {
    let counts = |by: &str, high| GroupCounts::new(by, &WordOptions { ngram_range: (1, high), ..WordOptions::default() }).unwrap();
    assert!(counts("outlet", 1).merge(counts("lang", 1)).unwrap_err().to_string().contains("by differs"));
    assert!(counts("outlet", 1).merge(counts("outlet", 2)).unwrap_err().to_string().contains("words differs"));
}
