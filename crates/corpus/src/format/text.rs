use crate::{ReadOptions, head::head};
use newsloom_core::Article;
use std::path::Path;

/// The article that a `.txt` file is. Its text stays whole, with the title and whatever else stands above the first sentence.
pub(crate) fn article(text: String, path: &Path, options: &ReadOptions) -> Article {
    let head = head(&text);
    let name = |p: Option<&std::ffi::OsStr>| p.map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().and_then(Path::file_name);
    Article {
        id: name(path.file_stem()),
        title: head.title,
        date: head.date,
        url: head.url,
        outlet: if options.outlet_from_folder { name(folder) } else { String::new() },
        path: path.display().to_string(),
        text,
        ..Article::default()
    }
}
