//! The body of an article as a typed tree.
//!
//! A [`Document`] serialises as ProseMirror JSON, as the TipTap editor reads and writes it. It is
//! read from HTML as real sites write it ([`html::read`]), from Markdown ([`markdown::read`]) and
//! from the editor ([`Document::from_json`]); it is written as HTML ([`html::write`]), plain text
//! ([`text::write`]) and Markdown ([`markdown::write`]).
//!
//! Three promises hold for every tree, wherever it came from:
//!
//! * it holds no raw HTML, so that whatever is stored is safe to show;
//! * its addresses are http, https, mailto, tel or site-relative ([`address::clean`]);
//! * it is at most [`MAX_DEPTH`] levels deep, so that walking and dropping it cannot overflow a stack.
//!
//! Nothing here does input or output, or knows the time.

pub mod address;
mod chars;
pub mod html;
mod json;
mod loss;
pub mod markdown;
mod notes;
pub mod providers;
mod resting;
pub mod text;
mod tree;
mod visit;

pub use json::{DocumentError, MAX_DEPTH, MAX_NODES};
pub use loss::{Loss, Reading};
pub use tree::*;
pub use visit::{MediaKind, MediaMut, MediaUse};
