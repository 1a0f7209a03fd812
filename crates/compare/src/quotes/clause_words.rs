//! Words that tell where in a clause its subject can stand, and where it ends.

/// Whether a noun has the form of words for people: `contractor`, `foreman`, `hydrologist`.
pub(super) fn agent(noun: &str) -> bool {
    noun.len() > 5
        && (noun.ends_with("man")
            || noun.ends_with("woman")
            || noun.ends_with("ist")
            || noun.ends_with("eer")
            || noun.ends_with("ctor")
            || noun.ends_with("tor"))
        && !matches!(noun, "factor" | "sector" | "tractor" | "reactor" | "motor" | "career" | "german" | "roman" | "human")
}

pub(super) fn skipped(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ly") && word != "family"
        || matches!(
            word,
            "has"
                | "have"
                | "had"
                | "is"
                | "was"
                | "were"
                | "are"
                | "be"
                | "been"
                | "being"
                | "would"
                | "will"
                | "could"
                | "may"
                | "might"
                | "must"
                | "can"
                | "not"
                | "never"
                | "even"
                | "also"
                | "then"
                | "later"
                | "first"
                | "once"
                | "again"
                | "just"
                | "still"
                | "often"
                | "only"
                | "did"
                | "does"
                | "do"
                | "both"
                | "further"
                | "too"
                | "now"
                | "soon"
                | "already"
                | "himself"
                | "herself"
                | "themselves"
                | "to"
        )
}

/// Words that end a noun phrase on its left.
pub(super) fn breaks_before(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "and"
            | "but"
            | "while"
            | "when"
            | "because"
            | "if"
            | "although"
            | "though"
            | "since"
            | "who"
            | "which"
            | "whom"
            | "whose"
            | "what"
            | "how"
            | "why"
            | "where"
            | "than"
            | "so"
            | "yet"
            | "is"
            | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "be"
            | "been"
            | "would"
            | "will"
            | "could"
            | "can"
            | "may"
            | "might"
            | "should"
            | "must"
            | "not"
            | "after"
            | "before"
            | "until"
            | "unless"
            | "whether"
            | "as"
            | "or"
            | "did"
            | "does"
            | "do"
            | "citing"
            | "quoting"
    )
}

/// Words that end a noun phrase on its right, after an inverted verb.
pub(super) fn stops_after(word: &str) -> bool {
    breaks_before(word)
        || matches!(
            word,
            "in" | "on"
                | "during"
                | "to"
                | "by"
                | "with"
                | "via"
                | "about"
                | "through"
                | "last"
                | "earlier"
                | "this"
                | "following"
                | "upon"
        )
}

pub(super) fn preposition(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "at"
            | "from"
            | "in"
            | "on"
            | "with"
            | "by"
            | "to"
            | "during"
            | "after"
            | "before"
            | "amid"
            | "about"
            | "despite"
            | "under"
            | "against"
            | "over"
            | "since"
            | "following"
            | "through"
            | "within"
            | "inside"
            | "outside"
            | "behind"
    )
}

pub(super) fn introduces(word: &str) -> bool {
    matches!(
        word,
        "as" | "when" | "while" | "if" | "although" | "though" | "because" | "unlike" | "like" | "but" | "and" | "asked" | "once"
    )
}
