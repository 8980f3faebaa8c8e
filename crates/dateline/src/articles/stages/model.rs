//! A move from one stage to another that people make; publishing and withdrawing have verbs of their own.

use crate::{
    articles::model::Stage,
    error::{Error, Result},
};

/// A move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The writer says: it is ready to be looked at.
    HandIn,
    /// The writer goes on writing.
    TakeBack,
    /// An editor finds it good.
    Approve,
    /// An editor wants something changed.
    SendBack,
}

/// All moves.
pub const MOVES: [Move; 4] = [Move::HandIn, Move::TakeBack, Move::Approve, Move::SendBack];

impl Move {
    /// As forms name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Move::HandIn => "hand_in",
            Move::TakeBack => "take_back",
            Move::Approve => "approve",
            Move::SendBack => "send_back",
        }
    }

    /// From a form.
    pub fn parse(text: &str) -> Result<Move> {
        MOVES
            .into_iter()
            .find(|m| m.as_str() == text)
            .ok_or_else(|| Error::refused("stage", format!("{text:?} is nothing that can be done here")))
    }

    /// Whether only an editor makes it.
    pub fn is_an_editors(self) -> bool {
        matches!(self, Move::Approve | Move::SendBack)
    }

    /// Where it leads.
    pub fn to(self) -> Stage {
        match self {
            Move::HandIn => Stage::InReview,
            Move::Approve => Stage::Approved,
            Move::TakeBack | Move::SendBack => Stage::Draft,
        }
    }

    /// Whether it can be made from a stage.
    pub fn starts_at(self, stage: Stage) -> bool {
        match self {
            Move::HandIn => stage == Stage::Draft,
            Move::Approve => matches!(stage, Stage::Draft | Stage::InReview),
            Move::TakeBack | Move::SendBack => matches!(stage, Stage::InReview | Stage::Approved),
        }
    }
}

/// A move that was made.
#[derive(Debug, Clone)]
pub struct Change {
    /// When (UTC microseconds).
    pub at: i64,
    /// Who; nobody where the server did it.
    pub by: Option<String>,
    /// From which stage, as stored.
    pub was: String,
    /// To which.
    pub became: String,
    /// The newest revision at that moment.
    pub revision: i64,
    /// Why.
    pub note: String,
}

/// How far the text that is being written has come: the article's own stage, or, while readers see an older text or are told
/// that it was withdrawn, the stage of what is written beside it.
pub fn of_the_text(stage: &str, beside: &str) -> Result<Stage> {
    match Stage::parse(stage)? {
        Stage::Published | Stage::Withdrawn if beside.is_empty() => Ok(Stage::Draft),
        Stage::Published | Stage::Withdrawn => Stage::parse(beside),
        stage => Ok(stage),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_lead_on_and_back_and_nowhere_else() {
        for one in MOVES {
            assert_eq!(Move::parse(one.as_str()).unwrap(), one);
            assert!(!one.starts_at(one.to()), "{one:?} leads where it starts");
            for stage in [Stage::Scheduled, Stage::Published, Stage::Withdrawn, Stage::Trashed] {
                assert!(!one.starts_at(stage), "{one:?} from {stage:?}");
            }
        }
        assert!(Move::parse("publish").is_err());
        assert_eq!(of_the_text("published", "").unwrap(), Stage::Draft);
        assert_eq!(of_the_text("published", "in_review").unwrap(), Stage::InReview);
        assert_eq!(of_the_text("approved", "").unwrap(), Stage::Approved);
    }
}
