//! The comments' SQL.

use super::model::{Comment, Kind, State};
use crate::{
    changes::{Fact, Tx},
    error::Result,
    numbers::Sequence,
    params,
};

/// The fact that these comments stand below an article.
pub fn fact(article: i64) -> Fact {
    Fact::of("comments", article)
}

/// The fact that these are the newest comments of the site.
pub fn newest_fact() -> Fact {
    Fact::new("list/comments")
}

/// Adds a comment, under a number of one's wish if it is free. If it is approved and its article public, readers see it.
pub fn add(tx: &mut Tx<'_, '_>, comment: &Comment, wanted: Option<i64>) -> Result<i64> {
    let id = Sequence::Comments.take(tx, wanted)?;
    let body = serde_json::to_string(&comment.body)?;
    tx.execute(
        "INSERT INTO comments (id, article_id, parent_id, kind, state, author, email, url, body, at, person_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            id,
            comment.article,
            comment.parent,
            comment.kind.as_str(),
            comment.state.as_str(),
            &comment.author,
            &comment.email,
            comment.url.as_ref().map(|u| u.as_str()),
            &body,
            comment.at,
            comment.person
        ],
    )?;
    if comment.state == State::Approved && comment.kind == Kind::Comment {
        tx.touch(fact(comment.article));
    }
    Ok(id)
}

/// Writes a comment's state, text and author anew.
pub fn update(tx: &mut Tx<'_, '_>, id: i64, comment: &Comment) -> Result<()> {
    let body = serde_json::to_string(&comment.body)?;
    tx.execute(
        "UPDATE comments SET state = ?2, author = ?3, email = ?4, url = ?5, body = ?6, at = ?7, parent_id = ?8 WHERE id = ?1",
        params![
            id,
            comment.state.as_str(),
            &comment.author,
            &comment.email,
            comment.url.as_ref().map(|u| u.as_str()),
            &body,
            comment.at,
            comment.parent
        ],
    )?;
    tx.touch(fact(comment.article));
    Ok(())
}

/// Makes what readers see of an article's comments: the approved ones, if the article is public.
pub fn show(tx: &mut Tx<'_, '_>, article: i64) -> Result<()> {
    tx.execute("DELETE FROM published_comments WHERE article_id = ?1", params![article])?;
    tx.execute(
        "INSERT INTO published_comments (id, article_id, parent_id, author, url, body, at, by_staff)
         SELECT c.id, c.article_id, c.parent_id, c.author, c.url, c.body, c.at, CASE WHEN c.person_id IS NULL THEN 0 ELSE 1 END
         FROM comments c JOIN published_articles a ON a.id = c.article_id AND a.state = 'live'
         WHERE c.article_id = ?1 AND c.state = 'approved' AND c.kind = 'comment'",
        params![article],
    )?;
    tx.execute(
        "UPDATE published_articles SET comment_count = (SELECT COUNT(*) FROM published_comments WHERE article_id = ?1) WHERE id = ?1",
        params![article],
    )?;
    tx.touch(fact(article));
    tx.touch(newest_fact());
    Ok(())
}
