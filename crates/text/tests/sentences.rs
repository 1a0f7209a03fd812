//! Sentences: the rules one by one, and the laws that hold for every text.

#![allow(clippy::expect_used)]

use newsloom_text::{Language, sentences};
use proptest::prelude::*;

fn found(text: &str, language: Language) -> Vec<&str> {
    sentences(text, language).iter().map(|s| s.span.of(text)).collect()
}

/// The text is the sentences joined by one space.
#[track_caller]
fn check(expected: &[&str]) {
    check_in(Language::English, expected);
}

#[track_caller]
fn check_in(language: Language, expected: &[&str]) {
    assert_eq!(found(&expected.join(" "), language), expected);
}

#[track_caller]
fn check_text(text: &str, expected: &[&str]) {
    assert_eq!(found(text, Language::English), expected);
}

#[track_caller]
fn check_quotes(text: &str, expected: &[(&str, bool)]) {
    let got: Vec<_> = sentences(text, Language::English).iter().map(|s| (s.span.of(text), s.in_quote)).collect();
    assert_eq!(got, expected);
}

#[test]
fn points_end_sentences() {
    check(&["The ferry sank.", "Nobody drowned!", "Who steered it?", "That is unknown."]);
    check(&["It rained all week…", "Then it snowed."]);
    check(&["Really?!", "Yes!!", "Well."]);
}

#[test]
fn titles_end_no_sentence() {
    check(&["Mr. Brandt met Mrs. Oyelaran and Dr. Pike.", "Gen. Sato joined them with Sgt. Maj. Kim."]);
    check(&["MR. BRANDT met nobody."]);
    check(&["St. Albans lies near Mt. Doom.", "Ft. Lowe does not."]);
    check(&["In Doe v. Harbor Board the judge was brief."]);
}

#[test]
fn acronyms_end_a_sentence_only_before_a_word_that_begins_one() {
    check(&["The U.S. Treasury and the U.N. Security Council agreed."]);
    check(&["He flew back to the U.S.", "The flight was late."]);
    check(&["They moved to Washington, D.C.", "It was cheap then."]);
    check(&["Harbor Lines Inc. shares fell.", "It bought Pike & Co.", "Nobody knew."]);
    check(&["Anna Lopez Jr. and J. R. Moss came with Henry K. Ito."]);
    check(&["Ask Vera or me or I.", "Did the I. Moss estate reply?"]);
}

#[test]
fn times_of_day() {
    check(&["The vote began at 5 p.m. on Sunday.", "It ended at 9 p.m. Tuesday and 3 a.m. ET."]);
    check(&["They met at 8 a.m.", "Nobody spoke."]);
    check(&["At 6 a.m. Ms. Orlo left.", "She had waited there until 6 a.m.", "Ms. Orlo hates mornings."]);
}

#[test]
fn numbers_and_addresses() {
    check(&["It fell 3.5 percent to $1.20.", "See No. 5, Fig. 2 and pp. 12-14.", "No.", "Not yet."]);
    check(&["It ended in 2010.", "2012 was worse."]);
    check(&["Write to ana.ruiz@harbor.example.org.", "See https://harbor.example.org/a.b?c=d and wait."]);
    check(&["Prices rose on Jan. 5 and on Feb. 11."]);
    check(&["Version 2.0.1 of harbor.txt came out."]);
}

#[test]
fn ellipses() {
    check(&["We thought ... well, we hoped ... that it was over."]);
    check(&["It was over . . . .", "Next came the bill."]);
    check(&["She said “some [...] left” and sat down."]);
    check(&["The mayor left...", "The council stayed."]);
}

#[test]
fn abbreviations_at_the_end() {
    check(&["They sell rope, tar, nails, etc.", "Shops close at noon."]);
    check(&["They sell rope, e.g. hemp, i.e. the old kind, vs. nylon."]);
}

#[test]
fn lists_within_a_line() {
    check(&["1. Open the valve", "2. Close the valve", "3. Run"]);
    check(&["1) Open the valve.", "2) Close the valve."]);
    check(&["• Open the valve", "• close the valve"]);
    check(&["a. Open the valve", "b. Close the valve"]);
    check(&["4.1. Methods of measurement"]);
}

#[test]
fn brackets() {
    check(&["The harbor (It opened in 1950.) is closed."]);
    check(&["The harbor is closed.", "(It opened in 1950.)", "Ships wait."]);
    check(&["The harbor is closed.[3]", "Ships wait. [4]", "So do we."]);
}

#[test]
fn a_quotation_of_three_sentences_is_three_sentences_inside_it() {
    check_quotes(
        "The mayor was calm. “We have boats. We have time. Do we have luck?” she asked.",
        &[("The mayor was calm.", false), ("“We have boats.", true), ("We have time.", true), ("Do we have luck?” she asked.", true)],
    );
    check_quotes(
        "\"We have boats. We have time,\" she said. Nobody clapped. \"We wait.\"",
        &[("\"We have boats.", true), ("We have time,\" she said.", true), ("Nobody clapped.", false), ("\"We wait.\"", true)],
    );
    check_quotes(
        "‘We have boats. We have the crews’ time.’ Nobody clapped.",
        &[("‘We have boats.", true), ("We have the crews’ time.’", true), ("Nobody clapped.", false)],
    );
}

#[test]
fn who_spoke_stays_with_the_words() {
    check(&["“Ready?” he asked.", "“Never!” shouted the crew."]);
    check(&["“Are we ready?” Mr. Moss asked.", "“Why now?” Vera Moss said in Oslo."]);
    check(&["“Are you coming?” I asked.", "“No!”", "She left."]);
    check(&["“Do you sail?”", "“No,” I said."]);
    check(&["“It is late.”", "Mr. Moss said the ship was late."]);
    check(&["“Why?”", "Moss said he did not know."]);
}

#[test]
fn marks_stay_with_their_sentence_however_they_are_turned() {
    check(&["He said: “It is over.”", "Then he left."]);
    check(&["He said: „Es ist vorbei.“", "Then he left."]);
    check(&["He said: «It is over.»", "Then he left."]);
    check(&["He said “it is over“.", "Then he left."]);
    check(&["He spoke of ”the end.”", "Then he left."]);
    check(&["It was Moss‘s boat and the crews‘ pay.", "Then he left."]);
    check(&["He said 'It is over.'", "Then he left."]);
    check(&["He said \"It is over . \"", "Then he left."]);
    check(&["(He said “It is over.”)", "Then he left."]);
}

#[test]
fn text_whose_marks_are_lost() {
    check(&["Lets wait and see.", "Do we have boats?", "Nobody knows, he said."]);
    check(&["Is it over? he asked."]);
    check(&["Is it over?", "apparently not."]);
    check_text("It is over.The crew left the end.“We wait.”", &["It is over.", "The crew left the end.", "“We wait.”"]);
}

#[test]
fn quotations_over_paragraphs() {
    check_quotes(
        "“We have boats.\n\n“We have time. We wait.”\n\nNobody clapped.",
        &[("“We have boats.", true), ("“We have time.", true), ("We wait.”", true), ("Nobody clapped.", false)],
    );
    // A mark that is never closed reaches to the end of its paragraph, unless the next one closes it.
    check_quotes(
        "“We have boats. We have time.\n\nNobody clapped. “Why,” he asked.",
        &[("“We have boats.", true), ("We have time.", true), ("Nobody clapped.", false), ("“Why,” he asked.", true)],
    );
    check_quotes(
        "“We have boats.\n\nWe have time,” he said. Silence.",
        &[("“We have boats.", true), ("We have time,” he said.", true), ("Silence.", false)],
    );
}

#[test]
fn lines_without_a_full_stop_end_at_the_break() {
    check_text("Ferry sinks\nHarbor News\nThe ferry sank on Monday.", &["Ferry sinks", "Harbor News", "The ferry sank on Monday."]);
    check_text("The ferry sank.\nSource link\nleave a comment", &["The ferry sank.", "Source link", "leave a comment"]);
    check_text(
        "20240105\nhttps://harbor.example/a.html\nThe ferry sank.",
        &["20240105", "https://harbor.example/a.html", "The ferry sank."],
    );
    check_text("boats\nlife vests\nropes, nails\n", &["boats", "life vests", "ropes, nails"]);
    check_text("We need:\n- boats\n- vests.\n* time", &["We need:", "- boats", "- vests.", "* time"]);
    check_text("One\r\n\r\nTwo\rThree", &["One", "Two", "Three"]);
}

#[test]
fn hard_wrapped_prose_goes_on_over_the_break() {
    let text = "The ferry left the harbor at noon with forty people on board and the\n\
                captain of the Northern Line at the wheel. It sank an hour later near\n\
                Moss Island, where two trawlers were at work. Nobody drowned, said Vera\n\
                Moss, who keeps the lighthouse.";
    let got = found(text, Language::English);
    assert_eq!(got.len(), 3, "{got:?}");
    assert!(got[1].ends_with("were at work."));
    check_text("It was a cold \nnight in the harbor.", &["It was a cold \nnight in the harbor."]);
}

#[test]
fn other_languages_and_scripts() {
    check_in(Language::German, &["Am 12. Juni traf Dr. Berg z. B. die Leute um 5 Uhr.", "Sie gingen am 3.", "Das war spät."]);
    check_in(Language::French, &["M. Dupré est parti.", "Mme. Roy reste, cf. art. 5."]);
    check_in(Language::Spanish, &["¿Dónde está la Sra. Ruiz?", "¡Aquí!", "El Dr. Sanz la ve."]);
    check_in(Language::Russian, &["Это было в 1950 г. и позже.", "Г-н Орлов ушёл."]);
    check_in(Language::Greek, &["Πού είναι το πλοίο;", "Δεν ξέρω."]);
    check_in(Language::Arabic, &["أين السفينة؟", "لا أعرف."]);
    check_text("船は沈んだ。誰も溺れなかった！本当？", &["船は沈んだ。", "誰も溺れなかった！", "本当？"]);
    check_text("जहाज डूब गया। कोई नहीं डूबा।", &["जहाज डूब गया।", "कोई नहीं डूबा।"]);
}

#[test]
fn nothing_but_white_space_has_no_sentence() {
    for text in ["", " ", "\n\n\t\r\n", "\u{a0}\u{3000}"] {
        assert!(sentences(text, Language::English).is_empty(), "{text:?}");
    }
    check_text("...", &["..."]);
    check_text("\"", &["\""]);
}

#[track_caller]
fn laws(text: &str, language: Language) {
    let found = sentences(text, language);
    let mut at = 0;
    for s in &found {
        assert!(at <= s.span.start && s.span.start < s.span.end, "out of order: {text:?}");
        let between = text.get(at..s.span.start).expect("a boundary of characters");
        assert!(between.chars().all(char::is_whitespace), "lost {between:?} of {text:?}");
        let own = text.get(s.span.start..s.span.end).expect("a boundary of characters");
        assert_eq!(own.trim(), own, "white space at an edge: {text:?}");
        at = s.span.end;
    }
    assert!(text[at..].trim().is_empty(), "lost {:?} of {text:?}", &text[at..]);
}

fn prose() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "The ferry",
        "sank",
        "Mr",
        "U.S",
        "a.m",
        "e.g",
        "No",
        "i",
        "I",
        "1",
        "2)",
        "3.5",
        "said",
        "he asked",
        "Moss",
        "été",
        "船",
        "“",
        "”",
        "\"",
        "'",
        "’",
        "‘",
        "«",
        "»",
        "„",
        ".",
        ". ",
        ".",
        "...",
        "…",
        "?",
        "!",
        "。",
        "।",
        ";",
        ":",
        "ς",
        ",",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "(",
        ")",
        "[",
        "]",
        "[1]",
        "•",
        "-",
        "—",
        "\u{a0}",
        "\u{200b}",
        "\u{0}",
        "\u{301}",
        "🙂",
        "ա:",
        "θ;",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_is_lost_from_prose(text in prose(), language in prop::sample::select(Language::ALL.to_vec())) {
        laws(&text, language);
    }

    #[test]
    fn no_text_is_lost_from_anything(text in "\\PC*") {
        laws(&text, Language::English);
    }
}
