//! From draft to public: what the page of an article offers for it, and what is asked of it by forms.

pub mod bar;
pub mod checklist;
pub mod checks;
pub mod embargo;
pub mod letters;
pub mod links;
pub mod notes;
pub mod notices;
pub mod preview;
pub mod private;
pub mod publication;
pub mod schedules;
pub mod stage;
pub mod withdrawal;
