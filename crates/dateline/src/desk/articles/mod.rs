//! Articles at the desk: a file a page, or a thing that its editor asks for.

pub mod calendar;
pub mod choices;
mod compared;
pub mod glass;
pub mod list;
pub mod page;
pub mod people;
pub mod saving;
pub mod sources;
pub mod trash;
pub mod versions;

/// What a stage is called, in English.
pub fn stage_name(stage: &str) -> &'static str {
    match stage {
        "in_review" => "In review",
        "approved" => "Approved",
        "scheduled" => "Scheduled",
        "published" => "Published",
        "withdrawn" => "Withdrawn",
        "trashed" => "Put away",
        _ => "Draft",
    }
}

/// The parameters of an address.
pub fn query(uri: &http::Uri) -> super::form::Form {
    super::form::Form::read(uri.query().unwrap_or_default().as_bytes())
}
