//! The body of an answer: a kept page's bytes as they are, or what a handler streams.

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// A body. A kept page's needs no box and no second owner.
pub enum Sent {
    /// These bytes, until they were handed over.
    Kept(Bytes),
    /// A handler's.
    Routed(axum::body::Body),
}

impl From<Bytes> for Sent {
    fn from(bytes: Bytes) -> Sent {
        Sent::Kept(bytes)
    }
}

impl http_body::Body for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match self.get_mut() {
            Sent::Kept(bytes) if bytes.is_empty() => Poll::Ready(None),
            Sent::Kept(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Sent::Routed(body) => Pin::new(body).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Sent::Kept(bytes) => bytes.is_empty(),
            Sent::Routed(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Sent::Kept(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Sent::Routed(body) => body.size_hint(),
        }
    }
}
