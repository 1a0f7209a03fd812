use super::{Notes, batch, output};
use crate::{args::ReadArgs, context::Context, failure::Failure};
use newsloom_core::pump;
use newsloom_corpus::{ArticleStream, RowSink, RowValue, SparseRows};
use newsloom_tfidf::{Rows, ValueType, Vectorizer, WeightValue};
use std::{cell::Cell, collections::BTreeMap, fs, path::PathBuf};

/// Weigh articles by a model, one row an article
#[derive(clap::Args, Debug)]
#[command(after_help = "\
The ending of --output tells the form: .npz is what scipy.sparse.load_npz reads, .parquet a table of row, id, term and value.

Examples:
  newsloom tfidf fit examples/pile.jsonl --output model.nlm
  newsloom tfidf transform --model model.nlm examples/pile.jsonl --output rows.parquet")]
pub(super) struct Transform {
    #[command(flatten)]
    read: ReadArgs,
    /// What `tfidf fit` wrote, or a vectorizer saved in Python.
    #[arg(long, value_name = "FILE")]
    model: PathBuf,
}

impl Transform {
    pub(super) fn run(&self, context: &mut Context<'_, '_>) -> Result<(), Failure> {
        let path = output(context, "the rows, ending in .npz or .parquet")?;
        let kind =
            SparseRows::of(path).ok_or_else(|| Failure::Usage(format!("--output must end in .npz or .parquet, got {}", path.display())))?;
        let name = self.model.display();
        let bytes = fs::read(&self.model).map_err(|e| Failure::Data(format!("--model {name}: {e}")))?;
        let model = Vectorizer::from_bytes(&bytes).map_err(|e| Failure::Data(format!("--model {name}: {e}")))?;
        drop(bytes);
        let terms: Vec<&str> = model.vocabulary().iter().collect();
        macro_rules! write {
            ($($kind:ident $t:ty),*) => {
                match model.value_type() {
                    $(ValueType::$kind => kind.write(path, &terms, |sink| self.rows::<$t>(context, &model, sink)),)*
                }
            };
        }
        write!(F64 f64, F32 f32, I64 i64, I32 i32, I16 i16, I8 i8, U64 u64, U32 u32, U16 u16, U8 u8, Bool bool)
    }

    fn rows<V: WeightValue + RowValue>(
        &self,
        context: &mut Context<'_, '_>,
        model: &Vectorizer,
        sink: &mut dyn RowSink<V>,
    ) -> Result<(), Failure> {
        let (options, mut notes, lookup) = (self.read.options(), Notes::default(), model.lookup());
        let mut stream = ArticleStream::open(&self.read.paths, &options, context.streams.stdin)?;
        let broken = Cell::new(false);
        let mut ordered = Ordered { next: 0, waiting: BTreeMap::new(), sink, failed: None, broken: &broken };
        pump(
            context.globals.threads,
            || if broken.get() { Ok(None) } else { batch(&mut stream, self.read.filter(), &mut notes) },
            || model.rows::<V>(&lookup),
            |rows, n, articles| {
                articles.iter().for_each(|a| rows.text(&a.text));
                (n, articles.into_iter().map(|a| a.id).collect::<Vec<_>>(), rows.take())
            },
            |done| ordered.put(done),
        )?;
        let failed = ordered.failed.take();
        drop(stream);
        notes.tell(context);
        failed.map_or(Ok(()), Err)
    }
}

/// Batches that threads finish in any order, written in the order of the articles.
struct Ordered<'s, V> {
    next: usize,
    waiting: BTreeMap<usize, (Vec<String>, Rows<V>)>,
    sink: &'s mut dyn RowSink<V>,
    failed: Option<Failure>,
    /// Tells the reader that nothing more is of use.
    broken: &'s Cell<bool>,
}

impl<V: Copy> Ordered<'_, V> {
    fn put(&mut self, (n, ids, rows): (usize, Vec<String>, Rows<V>)) {
        self.waiting.insert(n, (ids, rows));
        while let Some((ids, rows)) = self.waiting.remove(&self.next) {
            self.next += 1;
            for (id, (columns, values)) in ids.iter().zip(rows.iter()) {
                if self.failed.is_none()
                    && let Err(e) = self.sink.row(id, columns, values)
                {
                    self.broken.set(true);
                    self.failed = Some(Failure::Data(format!("rows can't be written: {e}")));
                }
            }
        }
    }
}
