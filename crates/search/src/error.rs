//! What can be wrong with an index. The cure is the same for most of it: make the index anew.

/// Why an index could not be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none in the folder.
    #[error("there is no index")]
    Missing,
    /// Another version of the program made it.
    #[error("the index was made by another version")]
    Foreign,
    /// What the disk or tantivy says.
    #[error("{0}")]
    Engine(#[from] tantivy::TantivyError),
    /// A file whose checksum is wrong.
    #[error("these files of the index are damaged: {0}")]
    Damaged(String),
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error::Engine(error.into())
    }
}
