use crate::{
    ReadError,
    format::{arrow, jsonl::Line},
};
use parquet::{arrow::arrow_reader::ParquetRecordBatchReaderBuilder, file::reader::ChunkReader};

/// The records of a Parquet file with their row numbers, from 1.
pub(crate) fn records(file: impl ChunkReader + 'static, path: &str) -> Result<Vec<Line>, ReadError> {
    let wrong = |reason: String| ReadError::Unreadable { path: path.into(), what: "Parquet", reason };
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).and_then(ParquetRecordBatchReaderBuilder::build);
    let reader = reader.map_err(|e| wrong(e.to_string()))?;
    let mut lines: Vec<Line> = Vec::new();
    for batch in reader {
        let batch = batch.map_err(|e| wrong(e.to_string()))?;
        for record in arrow::records(&batch).map_err(wrong)? {
            lines.push((lines.len() as u64 + 1, Ok(record)));
        }
    }
    Ok(lines)
}
