//! Stands between html5ever's tokenizer and its tree builder, and keeps hostile texts from
//! growing trees whose building or walking takes time out of proportion.
//!
//! The tree builder looks through all open elements for many a tag: a hundred thousand nested
//! divisions cost ten thousand million steps. Browsers stop nesting at some depth too.

use std::cell::Cell;

use html5ever::interface::{QualName, create_element};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, TokenizerResult, ns};

use super::dom::{Dom, Id, Sink};

/// Levels of elements; what is nested deeper is laid flat. The pages of real sites stay below 60.
const MAX_DEPTH: u32 = 120;
/// Nodes; html5ever repeats open formatting elements in each paragraph, so that a text can grow.
const MAX_NODES: usize = 2_000_000;

struct Guard {
    builder: TreeBuilder<Id, Sink>,
    /// Start tags left out whose end tags are still to come.
    left_out: Cell<u32>,
    ever: Cell<bool>,
}

/// A tree, and whether something of it was laid flat.
pub(super) fn parse(html: &str) -> (Dom, bool) {
    let sink = Sink::new(html.len() / 24 + 16);
    let name = |local: &str| QualName::new(None, ns!(html), LocalName::from(local));
    let context = create_element(&sink, name("body"), Vec::new());
    // Without scripting, `noscript` holds elements: often the picture that a script would load.
    let opts = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new_for_fragment(sink, context, None, opts);
    let guard = Guard { builder, left_out: Cell::new(0), ever: Cell::new(false) };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let input = BufferQueue::default();
    // A tendril holds up to 4 GiB; far below that, texts come in pieces for the tokenizer's sake.
    let mut rest = html;
    while !rest.is_empty() {
        let mut cut = rest.len().min(1 << 20);
        while !rest.is_char_boundary(cut) {
            cut += 1;
        }
        let (piece, after) = rest.split_at(cut);
        input.push_back(StrTendril::from_slice(piece));
        while let TokenizerResult::Script(_) = tokenizer.feed(&input) {}
        rest = after;
    }
    tokenizer.end();
    let guard = tokenizer.sink;
    let ever = guard.ever.get();
    (guard.builder.sink.finish(), ever)
}

impl TokenSink for Guard {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        if let Token::TagToken(tag) = &token {
            let sink = &self.builder.sink;
            match tag.kind {
                TagKind::StartTag => {
                    let full = sink.depth.get() >= MAX_DEPTH || sink.len() > MAX_NODES;
                    if full && !is_leaf(&tag.name) {
                        self.left_out.set(self.left_out.get().saturating_add(1));
                        self.ever.set(true);
                        return TokenSinkResult::Continue;
                    }
                }
                TagKind::EndTag => {
                    if self.left_out.get() > 0 && !is_leaf(&tag.name) {
                        self.left_out.set(self.left_out.get() - 1);
                        return TokenSinkResult::Continue;
                    }
                }
            }
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that nothing nests in: void ones, and those whose content is text to the tokenizer,
/// which would otherwise show as text.
fn is_leaf(name: &LocalName) -> bool {
    matches!(
        &**name,
        "br" | "img"
            | "hr"
            | "input"
            | "wbr"
            | "script"
            | "style"
            | "textarea"
            | "title"
            | "iframe"
            | "noembed"
            | "noframes"
            | "xmp"
    )
}
