//! Furniture: what is set aside, why, and above all what is not.
#![allow(clippy::unwrap_used)]

use newsloom_compare::furniture::{FurnitureOptions, find};
use newsloom_compare::{CompareOptions, Grade, compare};
use newsloom_core::Article;
use proptest::prelude::*;

fn reasons(article: Article) -> Vec<(String, String)> {
    let text = article.text.clone();
    find(&[article], &FurnitureOptions::default()).into_iter().map(|f| (f.reason, f.place.span.of(&text).to_owned())).collect()
}

/// The reason for a line in the middle of an article.
fn middle(line: &str) -> Option<String> {
    let text = format!("The bridge opened on Monday.\n\nIt was closed for a year.\n\n{line}\n\nTrade was slow.\n\nThe mayor left early.");
    reasons(Article { outlet: "Evening Post".into(), ..Article::new("a", text) })
        .into_iter()
        .find(|(_, l)| line.ends_with(l.as_str()))
        .map(|(r, _)| r)
}

#[test]
fn lines_of_sites_are_set_aside() {
    for (line, reason) in [
        ("ADVERTISEMENT", "advertisement"),
        ("Story continues below", "advertisement"),
        ("https://www.example.org/a/b", "url"),
        ("Evening Post", "outlet"),
        ("Sign up for our newsletter", "subscribe"),
        ("CLICK HERE TO GET THE EVENING POST APP", "subscribe"),
        ("Copyright © 2021 Evening Post. All rights reserved.", "copyright"),
        ("People cross the bridge in Lindau. (Anna Berg/Reuters)", "caption"),
        ("FILE PHOTO: The bridge in Lindau", "caption"),
        ("A man watches the river rise in Lindau on May 3, 2021.", "caption"),
        ("More: What the new bridge cost", "related"),
        ("SEE ALSO: What the new bridge cost", "related"),
        ("MAYOR OF LINDAU LOSES VOTE ON HARBOUR TAX", "related"),
        ("The Associated Press contributed to this report.", "credit"),
        ("___", "separator"),
        ("Anzeige", "advertisement"),
        ("Publicité", "advertisement"),
        ("Updated at 3:40 p.m. on Monday", "date"),
    ] {
        assert_eq!(middle(line).as_deref(), Some(reason), "{line}");
    }
}

#[test]
fn sentences_with_a_cue_word_stay() {
    for line in [
        "Voters can sign up at the town hall until Friday, the clerk said.",
        "The newspaper lost a third of its subscribers last year.",
        "Advertisement spending fell by a tenth.",
        "More people crossed the bridge than ever before.",
        "Follow the money, she told the court.",
        "“Read more books,” the teacher said.",
        "The photo of the bridge went round the world.",
        "He posted it on Twitter and deleted it an hour later.",
        "The copyright case goes back to court in May.",
        "Get a boat, the mayor advised them.",
        "With the vote lost, the coalition fell.",
        "It happened on May 3, 2021.",
        "The harbour",
        "“Things could get worse”",
    ] {
        assert_eq!(middle(line), None, "{line}");
    }
}

#[test]
fn titles_are_known_again() {
    let text = "Bridge opens after a year of repairs\n\nBridge opens after a year of repair…\n\nThe bridge opened on Monday.";
    let got = reasons(Article { title: "Bridge opens after a year of repairs".into(), ..Article::new("a", text) });
    assert_eq!(got.iter().map(|(r, _)| r.as_str()).collect::<Vec<_>>(), ["title", "title"]);
}

#[test]
fn what_follows_the_last_sentence_is_no_story() {
    let text = "The bridge opened.\n\nIt was closed.\n\nTrade was slow.\n\nThe mayor left.\n\nsource page-7\n\nFerry tickets to cost more";
    let got = reasons(Article::new("a", text));
    assert_eq!(got.len(), 2);
    assert!(got.iter().all(|(r, _)| r == "tail"));
}

#[test]
fn the_end_of_an_embedded_post_is_set_aside_and_its_words_stay() {
    let text = "Trade was slow.\nThe bridge holds. pic.twitter.com/abc1 — Anna Berg (@berg) May 3, 2021\nThe mayor left.";
    assert_eq!(reasons(Article::new("a", text)), [("embed".to_owned(), "pic.twitter.com/abc1 — Anna Berg (@berg) May 3, 2021".to_owned())]);
}

#[test]
fn links_within_a_sentence_are_not_read() {
    let plain = "Mayor Anna Berg said on Monday that the old ferry will sail until June.";
    let linked = plain.replace("Berg said", "Berg Anna Maria BergCouncil 'sinks' the bridge Ferry fees to rise in June MORE said");
    let articles = [Article::new("a", plain), Article::new("b", linked.as_str())];
    let c = compare(&articles, &CompareOptions::default()).unwrap();
    assert_eq!((c.n_sentences.as_slice(), c.n_words.as_slice()), (&[1, 1][..], &[14, 14][..]));
    assert_eq!(c.statements[0].members.iter().map(|m| m.grade).collect::<Vec<_>>(), [Grade::Verbatim; 2]);
    assert!(c.quotes.is_empty(), "{:?}", c.quotes);
    let aside: Vec<&str> = c.boilerplate.iter().map(|f| f.place.span.of(&linked)).collect();
    assert_eq!(aside, ["Anna Maria BergCouncil 'sinks' the bridge Ferry fees to rise in June MORE"]);
    let kept = compare(&articles, &CompareOptions { keep: vec!["related".into()], ..CompareOptions::default() }).unwrap();
    assert!(kept.boilerplate.is_empty() && kept.n_words[1] > 20);
}

#[test]
fn recurrence_within_an_outlet_is_furniture_across_outlets_it_is_content() {
    let article = |i: usize, outlet: &str, line: &str| Article {
        outlet: outlet.into(),
        ..Article::new(format!("{outlet}{i}"), format!("Story {i} of the day was told.\n\n{line}\n\nStory {i} goes on for long."))
    };
    let ours = "Made with care since 1890 in Lindau.";
    let shared = "The bridge over the Weir fell on Monday.";
    let articles = vec![article(1, "Post", ours), article(2, "Post", ours), article(3, "Post", shared), article(4, "Mail", shared)];
    let aside = |events: Vec<usize>| -> Vec<usize> {
        find(&articles, &FurnitureOptions { events, ..FurnitureOptions::default() })
            .into_iter()
            .filter(|f| f.reason == "recurring")
            .map(|f| f.place.article)
            .collect()
    };
    assert_eq!(aside(vec![1, 2, 3, 3]), [0, 1]);
    assert!(aside(vec![1, 1, 3, 3]).is_empty());
}

#[test]
fn keep_undoes() {
    let article = || Article::new("a", "The bridge opened.\n\nADVERTISEMENT\n\nTrade was slow.");
    let keep = |keep: &str| find(&[article()], &FurnitureOptions { keep: vec![keep.into()], ..FurnitureOptions::default() }).len();
    assert_eq!((keep("advertisement"), keep("all"), keep("url")), (0, 0, 1));
}

proptest! {
    #[test]
    fn spans_fit_and_are_in_order(text in "[a-cA-C0-9 .,:/@()—“”\n©é中ש-]{0,200}", title in "[a-cA-C ]{0,20}") {
        let article = Article { title, outlet: "B".into(), ..Article::new("a", text.clone()) };
        let mut end = 0;
        for f in find(&[article], &FurnitureOptions::default()) {
            prop_assert!(end <= f.place.span.start && f.place.span.start < f.place.span.end && f.place.span.end <= text.len());
            prop_assert!(text.get(f.place.span.start..f.place.span.end).is_some());
            end = f.place.span.end;
        }
    }
}
