//! A form as it was typed: names and values in their order, nothing lost.

use super::{body, fault::Fault};
use crate::app::App;
use axum::{
    extract::{FromRequest, Request},
    response::Response,
};
use minijinja::value::{Serde, Value};
use std::collections::BTreeMap;

/// The fields of a form.
#[derive(Debug, Clone, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads `application/x-www-form-urlencoded` (URL standard, 5.1). What is no UTF-8 is marked.
    pub fn read(bytes: &[u8]) -> Form {
        Form(
            url::form_urlencoded::parse(bytes)
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// The first value under a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The first value under a name, without space around it; empty if there is none.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// Whether a box is ticked.
    pub fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| !value.is_empty() && value != "0")
    }

    /// A whole number under a name.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }

    /// All fields, for templates that show again what was typed: `typed.email`. Passwords and tokens are not among them.
    pub fn typed(&self) -> Value {
        let shown = |name: &str| name != "csrf" && !name.contains("password");
        let all = self.0.iter().rev().filter(|(name, _)| shown(name));
        let all: BTreeMap<String, String> = all.cloned().collect();
        Value::from(Serde(all))
    }
}

impl FromRequest<App> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, _: &App) -> Result<Form, Response> {
        let refused = |fault: Fault| axum::response::IntoResponse::into_response(fault);
        if !body::is_form(request.headers()) {
            return Err(refused(Fault::NoForm));
        }
        let bytes = body::bytes(request.into_body(), body::LARGEST_FORM).await.map_err(refused)?;
        Ok(Form::read(&bytes))
    }
}

/// What is wrong with a form: fields with what is to be done about each, for `errors.email` in a template.
#[derive(Debug, Clone, Default, serde::Serialize)]
#[serde(transparent)]
pub struct Errors(BTreeMap<&'static str, String>);

impl From<Errors> for Value {
    fn from(errors: Errors) -> Value {
        Value::from(Serde(errors))
    }
}
impl From<&Errors> for Value {
    fn from(errors: &Errors) -> Value {
        Value::from(Serde(errors))
    }
}

impl Errors {
    /// Says what is wrong with a field, unless something was said already.
    pub fn add(&mut self, field: &'static str, why: impl Into<String>) {
        self.0.entry(field).or_insert_with(|| why.into());
    }

    /// Keeps a value, or says what is wrong with its field.
    pub fn take<T, E: std::fmt::Display>(&mut self, field: &'static str, value: Result<T, E>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(field, error.to_string());
                None
            }
        }
    }

    /// Each field with what is wrong with it.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(field, why)| (*field, why.as_str()))
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
