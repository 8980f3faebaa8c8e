//! What a file may ask of the machine that reads it.

/// Bounds on what [`super::Reader`] will hold. A file that goes beyond one ends with an error
/// that names the line; what came before it has been yielded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one element's text.
    pub element_bytes: usize,
    /// Bytes of everything one item holds, its comments and custom fields included.
    pub item_bytes: usize,
    /// Bytes of one tag with its attributes.
    pub tag_bytes: usize,
    /// Elements inside elements, within one that this reader does not know.
    pub depth: usize,
    /// A compressed file may unpack to this many bytes whatever its ratio.
    pub free_expansion: u64,
    /// Beyond [`Limits::free_expansion`], the file may unpack to at most this many times the
    /// bytes read. Exports compress 5 to 30 to 1; deflate's ceiling is 1032 to 1.
    pub expansion_ratio: u64,
    /// Bytes asked of the underlying reader at a time.
    pub buffer_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            element_bytes: 64 << 20,
            item_bytes: 128 << 20,
            tag_bytes: 1 << 20,
            depth: 100,
            free_expansion: 64 << 20,
            expansion_ratio: 400,
            buffer_bytes: 128 << 10,
        }
    }
}
