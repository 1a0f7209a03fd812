//! What each article took from the others: its composition, who copied whom, traces of spinning and translation, and how many accounts
//! of an event are independent.

mod composition;
mod corroboration;
mod credits;
mod json;
mod provenance;
mod spun;
mod voice;

pub use composition::Composition;
pub use corroboration::{Corroboration, Independence};
pub use provenance::{Clue, ClueKind, Provenance};
pub use spun::{Spun, SpunKind, Swap};

use crate::{Furniture, Passage, QuoteGroup, Statement};
use newsloom_core::Article;
use voice::Voices;

/// What is known of a story when reuse is looked at.
pub(crate) struct Story<'s> {
    pub(crate) articles: &'s [Article],
    pub(crate) boilerplate: &'s [Furniture],
    pub(crate) quotes: &'s [QuoteGroup],
    pub(crate) passages: &'s [Passage],
    pub(crate) statements: &'s [Statement],
}

/// What was found.
pub(crate) struct Reuse {
    pub(crate) composition: Vec<Composition>,
    pub(crate) provenance: Vec<Provenance>,
    pub(crate) spun: Vec<Spun>,
    pub(crate) corroboration: Corroboration,
}

pub(crate) fn find(story: &Story<'_>) -> Reuse {
    let voices = Voices::new(story);
    let provenance = provenance::find(story, &voices);
    Reuse {
        composition: composition::of(&voices),
        spun: spun::find(story, &voices, &provenance),
        corroboration: corroboration::of(story, &voices, &provenance),
        provenance,
    }
}
