//! What search engines are told to look at, a slice of numbers at a time.

pub mod reader;
