//! The shape of answers to other programs, and of their errors.

use super::{
    super::pieces::{MAY_BE_HELD, cache_control},
    ROOT,
};
use crate::{articles::reader::Shown, cache::Page};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Value, json};

/// The media type of what has none of its own.
pub const JSON: &str = "application/json; charset=utf-8";

/// What cannot be answered, in the shape of WordPress's errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl Fault {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Fault {
        Fault { status, code, message: message.into() }
    }

    /// There is nothing of this kind. The code is WordPress's.
    pub fn no_route() -> Fault {
        Fault::new(
            StatusCode::NOT_FOUND,
            "rest_no_route",
            format!("There is nothing at this address; {ROOT} lists what there is."),
        )
    }

    /// There is no such article, or none that was ever public. The code is WordPress's.
    pub fn no_article(id: i64) -> Fault {
        Fault::new(StatusCode::NOT_FOUND, "rest_post_invalid_id", format!("There is no public article {id}."))
    }

    /// It was public once.
    pub fn withdrawn(shown: &Shown) -> Fault {
        let said = |instead: &'static str| if shown.note.is_empty() { instead } else { shown.note.as_str() };
        match shown.closed {
            451 => Fault::new(
                StatusCode::UNAVAILABLE_FOR_LEGAL_REASONS,
                "dateline_taken_down",
                said("This article is closed for legal reasons."),
            ),
            _ => Fault::new(StatusCode::GONE, "dateline_withdrawn", said("This article was withdrawn.")),
        }
    }

    /// The answer that says so.
    pub fn page(&self) -> Page {
        let status = self.status.as_u16();
        let body = json!({ "code": self.code, "message": self.message, "data": { "status": status } });
        said(self.status, JSON, &body)
    }
}

/// An answer to a program, which may ask from any other site: what it gets is public.
pub fn said(status: StatusCode, media_type: &'static str, value: &Value) -> Page {
    let mut page = Page::new(status, HeaderValue::from_static(media_type), value.to_string().into_bytes());
    page.headers.push(cache_control(MAY_BE_HELD));
    page.headers.push((header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")));
    let shown: (HeaderName, HeaderValue) =
        (header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Link, ETag"));
    page.headers.push(shown);
    page
}
