//! Finds which words stand between quotation marks.

use crate::tokens::{Mark, Token};

/// A quotation: the tokens of its marks. One that is not closed ends with its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quote {
    pub open: usize,
    pub close: usize,
}

#[derive(Debug)]
pub(crate) struct Quotes {
    pub all: Vec<Quote>,
    /// For each token: the number of the quotation that it is in, marks included, plus one; or nought.
    within: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pair {
    Double,
    Single,
}

impl Quotes {
    /// The quotation that a token is in.
    pub fn at(&self, token: usize) -> Option<Quote> {
        let number = self.within.get(token).copied().unwrap_or(0);
        (number as usize).checked_sub(1).and_then(|n| self.all.get(n)).copied()
    }

    pub fn holds(&self, token: usize) -> bool {
        self.within.get(token).is_some_and(|n| *n != 0)
    }
}

/// Pairs the quotation marks of a paragraph. Quotations within quotations belong to the outer one.
pub(crate) fn find(text: &str, tokens: &[Token<'_>]) -> Quotes {
    let mut all = Vec::new();
    let mut open: Option<(usize, Pair)> = None;
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| t.mark == Mark::Quote) {
        let shown = text.get(token.start..token.end).unwrap_or_default();
        let tight = tokens.get(at + 1).is_some_and(|t| !t.spaced);
        let pair = match shown {
            "'" | "‘" | "’" | "‚" | "`" | "‹" | "›" => Pair::Single,
            _ => Pair::Double,
        };
        // Which way the mark faces: by its shape, else by the space around it.
        let (may_open, may_close) = match shown {
            "„" | "‚" | "‘" | "`" => (true, false),
            "“" => (tight || token.spaced, !token.spaced),
            "«" | "»" | "‹" | "›" => (tight || token.spaced, true),
            "”" | "’" => (shown == "”" && token.spaced && tight && open.is_none(), true),
            _ => (token.spaced && tight || at == 0 || opens_after(tokens, at), true),
        };
        match open {
            Some((start, with))
                if with == pair && may_close && !(may_open && reopens(shown, token, tight)) =>
            {
                all.push(Quote { open: start, close: at });
                open = None;
            }
            Some((start, Pair::Double)) if pair == Pair::Double && may_open => {
                all.push(Quote { open: start, close: at.saturating_sub(1) });
                open = Some((at, pair));
            }
            None if may_open && (pair == Pair::Double || shown != "'" || tight) => open = Some((at, pair)),
            _ => {}
        }
    }
    if let Some((start, Pair::Double)) = open {
        all.push(Quote { open: start, close: tokens.len().saturating_sub(1) });
    }
    let mut within = vec![0; tokens.len()];
    for (number, quote) in all.iter().enumerate() {
        let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
        for slot in within.iter_mut().take(quote.close + 1).skip(quote.open) {
            *slot = number;
        }
    }
    Quotes { all, within }
}

/// A straight mark after a bracket or a dash opens.
fn opens_after(tokens: &[Token<'_>], at: usize) -> bool {
    at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| matches!(t.mark, Mark::Open | Mark::Dash))
        && tokens.get(at + 1).is_some_and(|t| !t.spaced)
}

/// Whether a mark opens anew though one is open: the one before was never closed.
fn reopens(shown: &str, token: &Token<'_>, tight: bool) -> bool {
    matches!(shown, "\"" | "“" | "''") && token.spaced && tight
}
