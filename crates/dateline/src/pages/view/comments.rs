//! What readers said, as a thread that is never deeper than can be read.

use super::forms::FormView;
use serde::Serialize;
use std::collections::HashMap;

/// How far replies are set in. Deeper ones stand at this depth and name whom they answer:
/// further in there is no room on a phone, and imported chains can be thousands long.
pub const DEEPEST: u8 = 3;

/// The comments below an article.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CommentsView {
    /// All approved comments on all pages.
    pub total: u64,
    /// Those of this page in reading order, each with its depth: see [`thread`].
    pub threads: Vec<CommentView>,
    /// Whether new ones are taken.
    pub open: bool,
    /// The form for one.
    pub form: Option<FormView>,
    /// Newer comments, if they are on another page.
    pub newer: Option<String>,
    /// Older ones.
    pub older: Option<String>,
}

/// A comment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CommentView {
    /// Its number; the page's anchor is `comment-7`, as in WordPress, so old links hold.
    pub id: i64,
    /// The name it is signed with; an empty one is shown as "Anonymous".
    pub author: String,
    /// The writer's own site, `http` or `https` only; anything else is not linked.
    pub url: Option<String>,
    /// UTC microseconds.
    pub at: i64,
    /// Already safe HTML.
    pub body_html: String,
    /// Written by the newsroom.
    pub by_staff: bool,
    /// 0 for one that begins a thread; set by [`thread`].
    pub depth: u8,
    /// Whom it answers, where its place does not say so: since that one stands on another page, or by [`thread`].
    pub answers: Option<Answered>,
}

/// The comment that one answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// Its number.
    pub id: i64,
    /// Who signed it.
    pub author: String,
    /// Where it stands: an anchor, or another page of the same comments.
    pub href: String,
}

/// A comment as the database has it: with the number of the one it answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlatComment {
    /// The comment; its `depth` is overwritten, and its `answers` if it stands deep.
    pub comment: CommentView,
    /// The one it answers, if that one is in the list too.
    pub parent: Option<i64>,
}

/// Puts comments into reading order: each followed by its replies, in the order given.
///
/// Loses none: one whose parent is not in the list begins a thread, and so does the first of
/// a circle (a broken import can have both). Takes no stack, however long a chain is.
pub fn thread(flat: Vec<FlatComment>) -> Vec<CommentView> {
    let ids: HashMap<i64, usize> = flat.iter().enumerate().map(|(at, f)| (f.comment.id, at)).collect();
    let mut replies: Vec<Vec<usize>> = vec![Vec::new(); flat.len()];
    let mut roots = Vec::new();
    let mut answered = Vec::with_capacity(flat.len());
    for (at, one) in flat.iter().enumerate() {
        let parent = one.parent.and_then(|id| ids.get(&id).copied()).filter(|&parent| parent != at);
        match parent.and_then(|parent| replies.get_mut(parent)) {
            Some(list) => list.push(at),
            None => roots.push(at),
        }
        answered.push(parent.and_then(|parent| flat.get(parent)).map(|f| Answered {
            id: f.comment.id,
            author: f.comment.author.clone(),
            href: format!("#comment-{}", f.comment.id),
        }));
    }
    let mut left: Vec<Option<CommentView>> = flat.into_iter().map(|f| Some(f.comment)).collect();
    let mut ordered = Vec::with_capacity(left.len());
    let circles: Vec<usize> = (0..left.len()).collect();
    // Roots first; what they do not reach afterwards is a circle, entered where it comes first.
    for start in roots.into_iter().chain(circles) {
        let mut waiting = vec![(start, 0_usize)];
        while let Some((at, depth)) = waiting.pop() {
            let Some(mut comment) = left.get_mut(at).and_then(Option::take) else { continue };
            comment.depth = u8::try_from(depth).unwrap_or(DEEPEST).min(DEEPEST);
            if depth > usize::from(DEEPEST) {
                comment.answers = answered.get_mut(at).and_then(Option::take);
            } else if depth > 0 {
                comment.answers = None;
            }
            ordered.push(comment);
            if let Some(list) = replies.get(at) {
                waiting.extend(list.iter().rev().map(|&reply| (reply, depth + 1)));
            }
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(pairs: &[(i64, Option<i64>)]) -> String {
        let flat = pairs.iter().map(|&(id, parent)| FlatComment {
            comment: CommentView { id, author: format!("n{id}"), ..CommentView::default() },
            parent,
        });
        let ordered = thread(flat.collect());
        let names = ordered.iter().map(|c| {
            let answers = c.answers.as_ref().map(|a| format!("@{}", a.id)).unwrap_or_default();
            format!("{}{}{answers}", ">".repeat(c.depth.into()), c.id)
        });
        names.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn replies_follow_what_they_answer() {
        assert_eq!(shape(&[(1, None), (2, None), (3, Some(1)), (4, Some(3)), (5, Some(1))]), "1 >3 >>4 >5 2");
    }

    #[test]
    fn orphans_and_circles_are_kept() {
        assert_eq!(shape(&[(1, Some(99)), (2, Some(3)), (3, Some(2)), (4, Some(4))]), "1 4 2 >3");
    }

    #[test]
    fn deep_replies_say_whom_they_answer() {
        let chain = [(1, None), (2, Some(1)), (3, Some(2)), (4, Some(3)), (5, Some(4)), (6, Some(5))];
        assert_eq!(shape(&chain), "1 >2 >>3 >>>4 >>>5@4 >>>6@5");
    }

    #[test]
    fn a_very_long_chain_takes_no_stack() {
        let flat = (0..200_000).map(|id| FlatComment {
            comment: CommentView { id, ..CommentView::default() },
            parent: (id > 0).then_some(id - 1),
        });
        assert_eq!(thread(flat.collect()).len(), 200_000);
    }
}
