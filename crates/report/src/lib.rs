//! How does a result look on a page? Self-contained HTML and SVG.
//!
//! The page loads nothing from elsewhere. Its content security policy lets no script run but the one that stands in it, by
//! fingerprint; everything that came from an article is escaped and set in serif, newsloom's own words are not, so that an
//! article can't speak in newsloom's name. Without JavaScript all is readable and linked; the script adds filters and the article beside.

mod diff;
mod html;
mod page;

pub use diff::differing_words;
pub use page::{Coverage, comparison_page, pile_page};
