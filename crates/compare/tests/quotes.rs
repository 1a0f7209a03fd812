//! Quotations: marks, speakers, parts, variants, and texts that are broken in every way.
#![allow(clippy::unwrap_used)]

use newsloom_compare::quotes::{EditKind, GroupOptions, group, of_story};
use newsloom_compare::{Attribution, QuoteKind, quotes};
use newsloom_core::Article;
use newsloom_text::Language;
use proptest::prelude::*;

fn words(text: &str) -> Vec<&str> {
    quotes(text, Language::English).iter().map(|q| q.span.of(text)).collect()
}

/// The quotations of a text with their speakers; `-` for none.
fn said(text: &str) -> Vec<(String, String)> {
    quotes(text, Language::English).iter().map(|q| (q.speaker.clone().unwrap_or_else(|| "-".into()), q.span.of(text).to_owned())).collect()
}

fn speakers(text: &str, expect: &[&str]) {
    let got: Vec<String> = said(text).into_iter().map(|(s, _)| s).collect();
    assert_eq!(got, expect, "{text}");
}

#[test]
fn names_with_particles_and_long_family_names() {
    speakers("Foreign Minister Adel al-Barani spoke. “We wait,” al-Barani said.", &["Adel al-Barani"]);
    speakers("Pastor Bob Vander Molen came. “We pray,” Vander Molen said.", &["Bob Vander Molen"]);
    speakers("Ask Anna Berg. Nobody but Anna Berg knows. “I do,” Berg said.", &["Anna Berg"]);
    speakers("“We were told,” ex-General Jon Lie said.", &["Jon Lie"]);
    speakers("The paper, citing unnamed sources, wrote “at any cost” on Monday.", &["paper"]);
}

#[test]
fn marks_of_many_kinds() {
    assert_eq!(words("He said “we go” and left."), ["we go"]);
    assert_eq!(words("He said \"we go\" and left."), ["we go"]);
    assert_eq!(words("Er sagte: „Wir gehen“, und ging."), ["Wir gehen"]);
    assert_eq!(words("Il a dit : « nous partons » hier."), ["nous partons"]);
    assert_eq!(words("Er sagte: »Wir gehen«, und ging."), ["Wir gehen"]);
    assert_eq!(words("Han sade: ”Vi går”, och gick."), ["Vi går"]);
    assert_eq!(words("He said ``we go'' and left."), ["we go"]);
    assert_eq!(words("彼は「行きます」と言った。"), ["行きます"]);
    assert_eq!(words("他说：“我们走”，然后离开。"), ["我们走"]);
    assert_eq!(words("Bridge ‘may never open’, mayor says"), ["may never open"]);
}

#[test]
fn marks_that_are_mixed_turned_or_nested() {
    assert_eq!(words("\"We go,” she said."), ["We go,"]);
    assert_eq!(words("He asked for “peace. “ Nobody answered."), ["peace."]);
    assert_eq!(words("”We go,” she said."), ["We go,"]);
    assert_eq!(words("“He said ‘go’ and I went,” she said."), ["He said ‘go’ and I went,"]);
    assert_eq!(words("“He said “go” and I went,” she said."), ["He said “go” and I went,"]);
}

#[test]
fn apostrophes_feet_and_inches_are_no_marks() {
    assert_eq!(words("The voters' choice in the '90s wasn't Anna's."), Vec::<&str>::new());
    assert_eq!(words("Russia‘s border and Putin‘s word"), Vec::<&str>::new());
    assert_eq!(words("A 6'2\" man and a 12\" pipe stood there."), Vec::<&str>::new());
    assert_eq!(words("‘the voters’ right to choose’, it read"), ["the voters’ right to choose"]);
}

#[test]
fn a_quotation_over_paragraphs_is_one_with_parts() {
    let text = "Anna Berg said: “We checked it.\n\n“We checked it again.”\n\nShe left.";
    let got = quotes(text, Language::English);
    assert_eq!(got.iter().map(|q| q.span.of(text)).collect::<Vec<_>>(), ["We checked it.", "We checked it again."]);
    assert_eq!(got[1].part_of, Some(0));
    assert_eq!(got[1].speaker.as_deref(), Some("Anna Berg"));
    assert_eq!(got[1].attribution, Attribution::Continued);
}

#[test]
fn one_missing_mark_costs_its_paragraph_only() {
    let text = "“We checked it, said Anna Berg.\n\n“It holds,” said Jon Lie.\n\n“It does,” said Anna Berg.";
    let got = words(text);
    assert_eq!(got[got.len() - 2..], ["It holds,", "It does,"]);
}

#[test]
fn speakers_by_the_words_around() {
    speakers("“It holds,” said Mayor Anna Berg. “We checked.”", &["Anna Berg", "Anna Berg"]);
    speakers("“It holds,” Anna Berg said.", &["Anna Berg"]);
    speakers("Anna Berg, an engineer from Lindau, said: “It holds.”", &["Anna Berg"]);
    speakers("“It holds,” Anna Berg, an engineer from Lindau, told reporters.", &["Anna Berg"]);
    speakers("“It holds,” said a police spokesman, Jon Lie.", &["Jon Lie"]);
    speakers("“It holds,” said a police spokesman on Monday.", &["police spokesman"]);
    speakers("According to Anna Berg, the bridge is “as safe as a house”.", &["Anna Berg"]);
    speakers("Anna Berg called the report “a bad joke”.", &["Anna Berg"]);
    speakers("Anna Berg shot back: “It holds.”", &["Anna Berg"]);
    speakers("“It holds!” beamed Anna Berg.", &["Anna Berg"]);
}

#[test]
fn surnames_pronouns_and_roles_mean_somebody_named() {
    speakers("Judge Anna Berg spoke. “It holds,” Ms. Berg said.", &["Anna Berg"]);
    speakers("Anna Berg came late. “It holds,” she said.", &["Anna Berg"]);
    speakers("Anna Berg met Paul Lie. “It holds,” he said.", &["Paul Lie"]);
    speakers("Judge Anna Berg spoke for an hour. “It holds,” the judge said.", &["Anna Berg"]);
    speakers("Anna Berg did not look up. Her son Paul was six. “It holds,” she said.", &["Anna Berg"]);
    speakers("Anna Berg was asked about it.\n\n“It holds.”", &["Anna Berg"]);
}

#[test]
fn an_office_means_who_holds_it() {
    speakers("In a call leaked last week the former mayor said: “It holds.”", &["former mayor"]);
    speakers("Russian President Ivan Orlov came late. “It holds,” the Russian leader said.", &["Ivan Orlov"]);
    speakers("Russian President Ivan Orlov met U.S. President Paul Lie. “It holds,” the Russian President said.", &["Ivan Orlov"]);
    speakers("US Secretary of State Anna Berg came late. “It holds,” the US Secretary of State said.", &["Anna Berg"]);
    speakers("Russian Foreign Minister Ivan Orlov came late. “It holds,” the Russian leader said.", &["Russian leader"]);
    let articles = story(&["Russian President Ivan Orlov came late.", "The Russian leader said: “It holds.”"]);
    assert_eq!(of_story(&articles, &[], Language::English)[0].speaker.as_deref(), Some("Ivan Orlov"));
}

#[test]
fn a_description_gives_way_to_a_name_that_a_variant_tells() {
    let articles = story(&[
        "“Twelve villages will sink in one night,” said Mayor Anna Berg.",
        "Someone familiar with the plan said so. “Twelve villages will sink in one night.”",
    ]);
    let groups = of_story(&articles, &[], Language::English);
    assert!(groups.len() == 1 && groups[0].members.iter().all(|m| m.speaker.as_deref() == Some("Anna Berg")), "{groups:?}");
}

#[test]
fn two_topic_words_make_no_variant() {
    let articles = story(&[
        "“The dam must serve the safety of all who live below it, in Lindau and beyond,” said Anna Berg.",
        "Anna Berg said that the plan would “undermine Lindau’s safety”. Paul Lie “stressed the town’s wish for safety in Lindau”, he said.",
    ]);
    assert_eq!(of_story(&articles, &[], Language::English).len(), 3);
}

#[test]
fn nobody_is_made_up() {
    speakers("It met Russian demands for “security guarantees” in writing.", &["-"]);
    speakers("The shop sold “fresh” bread.", &["-"]);
    speakers("“It holds.”", &["-"]);
}

#[test]
fn kinds_tell_sentences_from_words() {
    let kind = |t: &str| quotes(t, Language::English)[0].kind;
    assert_eq!(kind("“It holds,” she said."), QuoteKind::Direct);
    assert_eq!(kind("She said: “It holds.”"), QuoteKind::Direct);
    assert_eq!(kind("She called it “a bad joke” on Monday."), QuoteKind::Mixed);
    assert_eq!(kind("The shop sold “fresh” bread."), QuoteKind::Mixed);
}

fn story(texts: &[&str]) -> Vec<Article> {
    texts.iter().enumerate().map(|(i, t)| Article::new(format!("a{i}"), *t)).collect()
}

#[test]
fn variants_are_grouped_and_lend_speakers() {
    let articles = story(&[
        "“Twelve villages will sink in one night,” said Mayor Anna Berg.",
        "“Eleven villages could sink in one night.”",
        "It is late. “The cheese market is closed,” said Paul Lie.",
    ]);
    let groups = of_story(&articles, &[], Language::English);
    assert_eq!(groups.len(), 2);
    let variants = &groups[0];
    assert_eq!(variants.members.len(), 2);
    assert!(variants.members.iter().all(|m| m.speaker.as_deref() == Some("Anna Berg")));
    assert_eq!(variants.members[1].attribution, Attribution::Variant);
    let kinds: Vec<EditKind> = variants.members[1].edits.iter().map(|e| e.kind).collect();
    assert_eq!(kinds, [EditKind::Number, EditKind::Modality]);
}

#[test]
fn words_without_marks_are_found_where_another_article_quotes_them() {
    let articles = story(&[
        "“Picture a wet spring with every gate open,” said Anna Berg. “Nobody will answer the telephone.”",
        "The gates are shut.\nPicture a wet spring with every gate open, Anna Berg said.\nTrade was slow.",
    ]);
    let groups = of_story(&articles, &[], Language::English);
    let found: Vec<_> = groups.iter().flat_map(|g| &g.members).filter(|m| m.place.article == 1).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place.span.of(&articles[1].text), "Picture a wet spring with every gate open");
    assert!(!found[0].marked);
    assert_eq!(found[0].speaker.as_deref(), Some("Anna Berg"));
}

#[test]
fn an_utterance_in_two_parts_is_found_where_another_article_prints_it_in_one() {
    let articles = story(&[
        "“We shut the upper gates,” said Anna Berg, “before the water reached the villages.” Then she left.",
        "The dam held.\nWe shut the upper gates before the water reached the villages, Anna Berg said.\nTrade was slow.",
    ]);
    let groups = of_story(&articles, &[], Language::English);
    let found: Vec<_> = groups.iter().flat_map(|g| &g.members).filter(|m| m.place.article == 1).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place.span.of(&articles[1].text), "We shut the upper gates before the water reached the villages");
    assert!(!found[0].marked);
}

#[test]
fn a_title_that_is_printed_twice_is_quoted_once() {
    let title = "Berg calls the flood “a lesson in modesty”";
    let text = format!("{title}\n{title}\nAnna Berg, the mayor, went down to the harbour on Monday morning and looked at the boats.");
    let other = "The mayor of Orla spoke of “a lesson in modesty” on Monday at the harbour.\nThe boats were lost.";
    let articles = [Article::new("a", text), Article::new("b", other)];
    let c = newsloom_compare::compare(&articles, &newsloom_compare::CompareOptions::default()).unwrap();
    let starts: Vec<usize> =
        c.quotes.iter().flat_map(|q| &q.members).filter(|m| m.place.article == 0).map(|m| m.place.span.start).collect();
    assert_eq!(starts, [title.find("a lesson").unwrap()]);
}

#[test]
fn a_full_name_comes_from_another_article() {
    let articles = story(&["“The bridge is quite safe now,” Mr. Berg said.", "President Anders Berg of Lindau slept."]);
    assert_eq!(of_story(&articles, &[], Language::English)[0].speaker.as_deref(), Some("Anders Berg"));
}

#[test]
fn long_texts_take_linear_time() {
    let many = "“It holds,” said Anna Berg. ".repeat(4_000);
    assert_eq!(quotes(&many, Language::English).len(), 8_000 / 2);
    let open = format!("“It {}", "holds and ".repeat(50_000));
    assert!(quotes(&open, Language::English).len() <= 1);
    let long = format!("“{}” said Anna Berg.", "it holds, ".repeat(5_000));
    assert_eq!(quotes(&long, Language::English)[0].speaker.as_deref(), Some("Anna Berg"));
    let marks = "\"'“‘«".repeat(4_000);
    assert!(quotes(&marks, Language::English).is_empty());
}

proptest! {
    #[test]
    fn spans_are_in_order_and_fit(text in "[\"'“”‘’„«»「」`\n .,!?:;—a-dA-D€🙂éש中-]{0,120}") {
        let mut end = 0;
        for (i, q) in quotes(&text, Language::English).iter().enumerate() {
            prop_assert!(end <= q.span.start && q.span.start < q.span.end && q.span.end <= text.len());
            prop_assert!(text.get(q.span.start..q.span.end).is_some());
            prop_assert!(q.part_of.is_none_or(|p| p < i));
            end = q.span.end;
        }
    }

    #[test]
    fn every_quotation_is_in_one_group(texts in prop::collection::vec("[“” .,a-dA-D]{0,60}", 1..5)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let found: Vec<_> = texts.iter().map(|t| quotes(t, Language::English)).collect();
        let groups = group(&texts, &found, Language::English, &GroupOptions::default());
        prop_assert_eq!(groups.iter().map(|g| g.members.len()).sum::<usize>(), found.iter().map(Vec::len).sum::<usize>());
    }
}
