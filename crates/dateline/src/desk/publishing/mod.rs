//! From draft to public: what the page of an article offers for it, and what is asked of it by forms.

pub mod bar;
pub mod embargo;
pub mod notices;
pub mod preview;
pub mod publication;
pub mod schedules;
pub mod stage;
pub mod withdrawal;
