use crate::{
    ReadOptions,
    format::{Format, html::folder},
    head::head,
};
use newsloom_core::Article;
use std::path::Path;

/// The article that a `.txt` file is. Its text stays whole, with the title and whatever else stands above the first sentence.
pub(crate) fn article(text: String, path: &Path, options: &ReadOptions) -> Article {
    let head = head(&text);
    Article {
        id: Format::stem(path),
        title: head.title,
        date: head.date,
        url: head.url,
        outlet: if options.outlet_from_folder { folder(path) } else { String::new() },
        path: path.display().to_string(),
        text,
        ..Article::default()
    }
}
