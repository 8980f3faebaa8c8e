//! An index in a folder: made, opened, written, looked at.

use crate::{
    Entry, Error, Key, Name, Result,
    entry::{ByLine, Clerk, stamp},
    schema::{BY_LINE, FORMAT, Fields, KEY, STAMP},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};
use tantivy::{
    IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term,
    indexer::{IndexWriterOptions, LogMergePolicy},
    schema::Field,
    tokenizer::TextAnalyzer,
};

/// An index. Searching and writing may go on at once; there is one writer.
pub struct Index {
    folder: PathBuf,
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    view: RwLock<Arc<View>>,
    writing: Mutex<Writing>,
    memory: usize,
}

/// What was committed when it was made: searches use one from beginning to end.
pub(crate) struct View {
    pub searcher: Searcher,
    /// The languages there are, as first subtags.
    pub languages: Vec<String>,
}

struct Writing {
    /// Opened for the first change and closed when nothing comes: it has threads of its own.
    writer: Option<IndexWriter>,
    clerk: Clerk,
}

/// The least that tantivy takes, and the least that makes sense.
const LEAST_MEMORY: usize = 16 << 20;

impl Index {
    /// Makes an empty index in a folder, which must be empty. `memory` bounds what writing it may take, in bytes.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn create(folder: &Path, memory: usize) -> Result<Index> {
        let fields = Fields::new();
        let builder =
            tantivy::Index::builder().schema(fields.schema.clone()).settings(IndexSettings::default());
        let made = builder.create_in_dir(folder)?;
        let index = Index::over(folder, made, fields, memory)?;
        index.commit("")?;
        Ok(index)
    }

    /// Opens the index in a folder. `memory` bounds what writing it may take, in bytes.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Foreign`], or what the engine says: then it has to be made anew.
    pub fn open(folder: &Path, memory: usize) -> Result<Index> {
        if !folder.join("meta.json").is_file() {
            return Err(Error::Missing);
        }
        let opened = tantivy::Index::open_in_dir(folder)?;
        let fields = Fields::new();
        let same = opened.schema() == fields.schema && position_of(&opened)?.is_some();
        if !same {
            return Err(Error::Foreign);
        }
        Index::over(folder, opened, fields, memory)
    }

    fn over(folder: &Path, mut index: tantivy::Index, fields: Fields, memory: usize) -> Result<Index> {
        // One search looks into several segments at once: what is slow, a phrase that stands nearly everywhere, is so by half.
        index.set_multithread_executor(std::thread::available_parallelism().map_or(1, |n| n.get().min(4)))?;
        index.tokenizers().register(BY_LINE, TextAnalyzer::from(ByLine::default()));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(1)
            .try_into()?;
        let view = RwLock::new(Arc::new(View::of(&reader, fields.language)?));
        let writing = Mutex::new(Writing { writer: None, clerk: Clerk::default() });
        let memory = memory.max(LEAST_MEMORY);
        Ok(Index { folder: folder.to_owned(), index, reader, fields, view, writing, memory })
    }

    /// Reads every file and compares it with its checksum, without keeping anything of them in memory.
    ///
    /// # Errors
    /// [`Error::Damaged`] names the files that are not what was written.
    pub fn verify(&self) -> Result<()> {
        // A handle of its own: pages that it maps go with it.
        let broken = tantivy::Index::open_in_dir(&self.folder)?.validate_checksum()?;
        if broken.is_empty() {
            return Ok(());
        }
        let mut names: Vec<String> = broken.iter().map(|path| path.display().to_string()).collect();
        names.sort();
        Err(Error::Damaged(names.join(", ")))
    }

    /// What was said at the last commit; empty for a new index.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn position(&self) -> Result<String> {
        Ok(position_of(&self.index)?.unwrap_or_default())
    }

    /// Writes an article or page, in place of what is there of it. It is seen after the next commit.
    ///
    /// # Errors
    /// If the disk is full, or the writer has failed.
    pub fn put(&self, entry: &Entry) -> Result<()> {
        self.write(|f, clerk, writer| {
            writer.delete_term(Term::from_field_u64(f.key, entry.key().packed()));
            writer.add_document(clerk.entry(f, entry)).map(drop)
        })
    }

    /// Writes a name, in place of what is there of it.
    ///
    /// # Errors
    /// As for [`Index::put`].
    pub fn put_name(&self, name: &Name) -> Result<()> {
        self.write(|f, _, writer| {
            writer.delete_term(Term::from_field_u64(f.key, name.key.packed()));
            writer.add_document(Clerk::name(f, name)).map(drop)
        })
    }

    /// Takes something out.
    ///
    /// # Errors
    /// As for [`Index::put`].
    pub fn take_out(&self, key: Key) -> Result<()> {
        self.write(|f, _, writer| {
            writer.delete_term(Term::from_field_u64(f.key, key.packed()));
            Ok(())
        })
    }

    /// Makes everything that was written durable and visible, with a text that says how far the index has come.
    ///
    /// # Errors
    /// As for [`Index::put`]. What was written before stays.
    pub fn commit(&self, position: &str) -> Result<()> {
        self.write(|_, _, writer| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&format!("{FORMAT} {position}"));
            commit.commit().map(drop)
        })?;
        self.reader.reload()?;
        let view = Arc::new(View::of(&self.reader, self.fields.language)?);
        *self.view.write().unwrap_or_else(PoisonError::into_inner) = view;
        Ok(())
    }

    /// Closes the writer, and gives its threads and memory back; the next change opens it again. Merges are waited for.
    ///
    /// # Errors
    /// If a merge failed; the index is as it was.
    pub fn rest(&self) -> Result<()> {
        let mut writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        writing.clerk = Clerk::default();
        match writing.writer.take() {
            Some(writer) => Ok(writer.wait_merging_threads()?),
            None => Ok(()),
        }
    }

    /// Whether something is as it was when it was indexed.
    pub fn has(&self, entry: &Entry) -> bool {
        self.stamp_of(entry.key()) == Some(entry.stamp())
    }

    /// The same for a name.
    pub fn has_name(&self, name: &Name) -> bool {
        self.stamp_of(name.key) == Some(stamp(name))
    }

    fn stamp_of(&self, key: Key) -> Option<u64> {
        let view = self.view();
        for segment in view.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.key).ok()?;
            let term = Term::from_field_u64(self.fields.key, key.packed());
            let Some(mut found) =
                index.read_postings(&term, tantivy::schema::IndexRecordOption::Basic).ok()?
            else {
                continue;
            };
            use tantivy::DocSet;
            while found.doc() != tantivy::TERMINATED {
                if !segment.is_deleted(found.doc()) {
                    return segment.fast_fields().u64(STAMP).ok()?.first(found.doc());
                }
                found.advance();
            }
        }
        None
    }

    /// How many articles, pages and names there are.
    pub fn count(&self) -> u64 {
        self.view().searcher.num_docs()
    }

    /// The languages there are, as first subtags.
    pub fn languages(&self) -> Vec<String> {
        self.view().languages.clone()
    }

    pub(crate) fn view(&self) -> Arc<View> {
        Arc::clone(&self.view.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    fn write<T>(
        &self,
        work: impl FnOnce(&Fields, &mut Clerk, &mut IndexWriter) -> tantivy::Result<T>,
    ) -> Result<T> {
        let mut writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let Writing { writer, clerk } = &mut *writing;
        let writer = match writer {
            Some(writer) => writer,
            None => writer.insert(self.writer()?),
        };
        Ok(work(&self.fields, clerk, writer)?)
    }

    fn writer(&self) -> Result<IndexWriter> {
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(self.memory)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter<TantivyDocument> = self.index.writer_with_options(options)?;
        // Each commit of a single article leaves a small segment, and each segment costs every search a little. Small ones are
        // brought together among themselves, so that a large one is not written again for each.
        let mut merging = LogMergePolicy::default();
        merging.set_min_num_segments(5);
        merging.set_min_layer_size(500);
        merging.set_del_docs_ratio_before_merge(0.3);
        writer.set_merge_policy(Box::new(merging));
        Ok(writer)
    }
}

impl View {
    fn of(reader: &IndexReader, language: Field) -> Result<View> {
        let searcher = reader.searcher();
        let mut languages = Vec::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(language)?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                languages.push(String::from_utf8_lossy(terms.key()).into_owned());
            }
        }
        languages.sort();
        languages.dedup();
        Ok(View { searcher, languages })
    }

    /// What stands at an address of a search's answer.
    pub fn key_at(&self, at: tantivy::DocAddress) -> Option<Key> {
        let segment = self.searcher.segment_readers().get(at.segment_ord as usize)?;
        Key::unpacked(segment.fast_fields().u64(KEY).ok()?.first(at.doc_id)?)
    }

    /// In how many documents a term stands.
    pub fn frequency(&self, field: Field, text: &str) -> u64 {
        self.searcher.doc_freq(&Term::from_field_text(field, text)).unwrap_or(0)
    }
}

/// What the last commit said, if this version of the program made it.
fn position_of(index: &tantivy::Index) -> Result<Option<String>> {
    let payload = index.load_metas()?.payload.unwrap_or_default();
    Ok(payload
        .split_once(' ')
        .filter(|(format, _)| *format == FORMAT.to_string())
        .map(|(_, rest)| rest.to_owned()))
}
