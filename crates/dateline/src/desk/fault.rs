//! Why the desk does not do what it was asked: one type, shown as a page to people and as JSON to the editor.

use crate::error::Error;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::sync::Arc;

/// What an answer is, or why there is none.
pub type Answer = Result<Response, Fault>;

/// Why something is not done.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Nobody is signed in, or the session ended.
    SignIn,
    /// Somebody has begun to sign in, and a second step is still to come.
    HalfIn,
    /// The role does not go so far.
    MayNot,
    /// The request does not come from a page of the desk.
    Forged,
    /// Something else than a form came.
    NoForm,
    /// More than so many bytes.
    TooLarge(usize),
    /// Asked too often; so many seconds are to be waited.
    TooOften(u64),
    /// What the product says.
    Error(Arc<Error>),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Fault::Error(Arc::new(error))
    }
}

impl Fault {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Fault::SignIn | Fault::HalfIn => StatusCode::UNAUTHORIZED,
            Fault::MayNot | Fault::Forged => StatusCode::FORBIDDEN,
            Fault::NoForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Fault::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Fault::Error(error) => match **error {
                Error::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
                Error::NotFound(_) => StatusCode::NOT_FOUND,
                Error::Conflict { .. } => StatusCode::CONFLICT,
                Error::Busy(_) | Error::Stopping => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    /// What people read, in English; the desk's words may have it in their language.
    pub fn message(&self) -> String {
        match self {
            Fault::SignIn => "You are not signed in, or your session has ended. Sign in and try again.".into(),
            Fault::HalfIn => "One more step is needed before you are in.".into(),
            Fault::MayNot => "Your role does not allow this. Ask an editor or an administrator.".into(),
            Fault::Forged => {
                "This did not come from a page of the desk that is still good. Go back, load the page again, and try once more.".into()
            }
            Fault::NoForm => "A form was expected here.".into(),
            Fault::TooLarge(most) => format!("This is too large: {} KiB are the most.", most / 1024),
            Fault::TooOften(seconds) => format!("Too many tries. Wait {seconds} seconds and try again."),
            Fault::Error(error) => match &**error {
                Error::Refused { .. } | Error::Conflict { .. } | Error::NotFound(_) | Error::Stopping => error.to_string(),
                Error::Busy(_) => "The database is busy. Try again in a moment.".into(),
                // What the machine says is for the log.
                _ => "Something went wrong here. The log of the server says what.".into(),
            },
        }
    }
}

impl IntoResponse for Fault {
    /// The guard, which knows who asks and how, makes a page of it.
    fn into_response(self) -> Response {
        if let Fault::Error(error) = &self
            && self.status() == StatusCode::INTERNAL_SERVER_ERROR
        {
            tracing::error!(%error, "the desk could not answer");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
