//! Articles that are not what one hopes for.
#![allow(clippy::unwrap_used)]

use newsloom_compare::{CompareError, CompareOptions, Comparison, Grade, Presence, compare};
use newsloom_core::Article;

fn run(texts: &[String]) -> Comparison {
    let articles: Vec<Article> = texts.iter().enumerate().map(|(i, t)| Article::new(format!("a{i:03}"), t.clone())).collect();
    compare(&articles, &CompareOptions::default()).unwrap()
}

/// Sentences that share hardly a word, by number.
fn sentences(n: usize) -> Vec<String> {
    let (who, did, what, place) = (
        ["The council", "A baker", "The choir", "An engineer", "The museum", "A farmer", "The school"],
        ["painted", "bought", "closed", "repaired", "measured"],
        ["eleven boats", "the northern gate", "a broken clock", "three wells", "its oldest lamp", "the copper roof"],
        ["in Tarn", "near Velm", "at Port Orla", "behind Kest Hill"],
    );
    (0..n).map(|i| format!("{} {} {} {} on day {}.", who[i % 7], did[i % 5], what[i % 6], place[i % 4], 100 + i)).collect()
}

#[test]
fn two_hundred_articles_of_the_same_words() {
    let text = sentences(8).join(" ");
    let c = run(&vec![text; 200]);
    assert_eq!(c.statements.len(), 8);
    assert!(c.statements.iter().all(|s| s.n_articles == 200 && s.members.iter().all(|m| m.grade == Grade::Verbatim && m.score == 1.0)));
    assert!(c.statements.iter().all(|s| s.n_independent == 1), "one text, printed two hundred times");
    assert_eq!(c.omissions.len(), 8 * 200);
    assert!(c.omissions.iter().all(|o| o.state == Presence::Present && o.expected == 1.0));
    assert!(c.unique.is_empty());
}

#[test]
fn forty_reprints_with_a_line_of_their_own() {
    let text = sentences(8).join(" ");
    let texts: Vec<String> = (0..40).map(|i| format!("{text} Reader number {} of Ward{i}x wrote to us.", 500 + i)).collect();
    let c = run(&texts);
    let all: Vec<_> =
        c.statements.iter().filter(|s| s.members.len() == 40 && s.members.iter().all(|m| m.grade == Grade::Verbatim)).collect();
    assert_eq!(all.len(), 8);
    assert!(all.iter().all(|s| s.n_articles == 40 && s.n_independent == 1), "one text, printed forty times");
}

#[test]
fn nothing_left_but_furniture() {
    let furniture = "Advertisement\n\nSource link\n\nShare this article\n".to_owned();
    let c = run(&[furniture.clone(), furniture, sentences(3).join(" ")]);
    assert_eq!(c.n_sentences, [0, 0, 3]);
    assert!(c.statements.is_empty() && c.omissions.is_empty());
    assert_eq!(c.coverage.iter().map(|a| (a.n_statements, a.expected)).collect::<Vec<_>>(), [(0, 0.0); 3]);
    assert!(c.to_json()["boilerplate"].as_array().unwrap().len() >= 4);
}

#[test]
fn kept_lines_take_part() {
    let texts = ["Advertisement\n\nThe ferry sank near Port Orla on Monday.", "The ferry sank near Port Orla on Monday.\n\nAdvertisement"];
    let articles: Vec<Article> = ["a", "b"].iter().zip(texts).map(|(id, t)| Article::new(*id, t)).collect();
    let kept = |keep: &[&str]| {
        let options = CompareOptions { keep: keep.iter().map(|k| (*k).to_owned()).collect(), ..CompareOptions::default() };
        compare(&articles, &options).map(|c| c.boilerplate.len())
    };
    assert_eq!((kept(&[]), kept(&["title"]), kept(&["advertisement"]), kept(&["all"])), (Ok(2), Ok(2), Ok(0), Ok(0)));
    let CompareError::Parameter { parameter, value, .. } = kept(&["adverts"]).unwrap_err() else { panic!("another error") };
    assert!(parameter == "keep" && value.starts_with("\"adverts\"; known: \"about\""), "{value}");
}

#[test]
fn a_quotation_of_ten_thousand_words() {
    let long = sentences(1100).join(" ");
    assert!(long.split(' ').count() >= 10_000);
    let text = |who: &str| format!("{who} spoke all night. “{long}” The hall was empty by then.");
    let c = run(&[text("The mayor of Velm"), text("Mayor Anna Berg of Velm")]);
    let found = c.quotes.iter().flat_map(|q| &q.members).filter(|m| m.place.span.end - m.place.span.start >= long.len()).count();
    assert_eq!(found, 2, "{:?}", c.quotes.len());
}

#[test]
fn one_mark_without_its_partner_in_a_long_text() {
    let mut lines = sentences(300);
    lines[10] = "“The gate is open, said the keeper of Tarn.".into();
    lines[200] = "“We will close the gate,” said Mayor Anna Berg.".into();
    let text: String = lines.chunks(5).map(|p| p.join(" ")).collect::<Vec<_>>().join("\n\n");
    let c = run(&[text.clone(), format!("{text} One more line.")]);
    let words: Vec<&str> =
        c.quotes.iter().flat_map(|q| &q.members).filter(|m| m.marked).map(|m| m.place.span.of(&c.articles[m.place.article].text)).collect();
    assert!(words.contains(&"We will close the gate,"), "{words:?}");
    assert!(words.iter().all(|w| w.len() < 400), "an open mark ends with its paragraph: {words:?}");
}

#[test]
fn languages_are_not_told_to_lack_what_others_say() {
    let c = run(&[
        "The ferry Alma sank near Port Orla on Monday night. All ninety passengers were rescued by the fishing boats of the town.".into(),
        "On Monday night the ferry Alma sank near Port Orla. The minister of transport will visit the port on Tuesday.".into(),
        "Die Fähre Alma sank am Montagabend kurz vor dem Hafen von Port Orla. Alle neunzig Fahrgäste wurden von Fischern gerettet.".into(),
    ]);
    assert!(!c.statements.is_empty());
    assert!(c.omissions.iter().all(|o| o.article < 2), "a German article can't be held against an English statement");
    assert_eq!(c.coverage[2].expected, 0.0);
    assert!(c.unique.iter().all(|u| u.place.article < 2), "nothing could come close to the only German article");
}

#[test]
fn many_articles_list_what_one_in_twenty_report() {
    let pile: Vec<String> = (0..60).map(|i| sentences(600)[i * 10..i * 10 + 10].join(" ")).collect();
    let c = run(&pile);
    assert_eq!(c.recipe["omissions"]["min_articles"], 3);
    assert!(c.omissions.iter().all(|o| c.statements[o.statement].n_articles >= 3));
}

#[test]
fn scripts_without_spaces_or_from_right_to_left() {
    for (a, b) in [
        (
            "غرقت العبارة قرب ميناء أورلا يوم الاثنين. تم إنقاذ جميع الركاب التسعين.",
            "يوم الاثنين غرقت العبارة قرب ميناء أورلا. لم يعلق المالك على الحادث.",
        ),
        (
            "渡し船は月曜日にオルラ港の近くで沈没した。乗客九十人全員が救助された。",
            "月曜日、オルラ港の近くで渡し船が沈没した。船主は何も言わなかった。",
        ),
        ("渡轮星期一在奥拉港附近沉没。九十名乘客全部获救。", "星期一，渡轮在奥拉港附近沉没。船主没有发表评论。"),
    ] {
        let c = run(&[a.into(), b.into()]);
        assert_eq!(c.n_sentences, [2, 2], "{a}");
        assert_eq!(c.statements.len(), 1, "{a}: the ferry sank");
        assert_eq!(c.unique.len(), 2, "{a}: what only one tells");
    }
    let c = run(&[
        "渡し船は沈没した。「船は古かった」と市長は述べた。".into(),
        "「船は古かった」と市長が述べた。船主は何も言わなかった。".into(),
    ]);
    assert_eq!((c.quotes.len(), c.quotes[0].members.len()), (1, 2));
}
