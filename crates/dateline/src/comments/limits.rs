//! Slows down floods of comments, reports (of comments, of errors) and looks at private links, by reader and by article. No reader's address is kept: see `floods.rs`.

use crate::{
    error::Result,
    floods::{Floods, Pace, network},
};
use std::{net::IpAddr, time::Duration};

/// Several people may share an address: a household, an office, a whole town behind one provider's.
const COMMENTS: Pace = Pace { at_once: 6, seconds: 20 };
const REPORTS: Pace = Pace { at_once: 6, seconds: 60 };
/// A page with its pictures, for somebody who reads a draft by a private link and looks at it again and again.
const LOOKS: Pace = Pace { at_once: 120, seconds: 1 };
const SAYINGS: Pace = Pace { at_once: 10, seconds: 20 };
/// An article that everybody talks about gets some thirty a minute.
const ARTICLE: Pace = Pace { at_once: 40, seconds: 2 };

/// Whoever reads closely may find several errors; nobody finds one a minute for long.
const ERRORS: Pace = Pace { at_once: 5, seconds: 60 };
/// And an article with a mistake that everybody sees.
const ERRORS_OF_ONE: Pace = Pace { at_once: 30, seconds: 20 };

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Leaves a comment.
    Commenting,
    /// Reports one.
    Reporting,
    /// Reports an error in an article.
    ReportingAnError,
    /// Looks at a draft by a private link.
    LookingByLink,
    /// Says something by a private link.
    SayingByLink,
}

/// Counts what readers do.
pub struct Limits(Floods<7>);

impl Limits {
    /// Nothing is counted yet.
    pub fn new() -> Result<Limits> {
        Ok(Limits(Floods::new([COMMENTS, REPORTS, ARTICLE, LOOKS, SAYINGS, ERRORS, ERRORS_OF_ONE])?))
    }

    /// Counts one more; if that is too many, says how long to wait.
    pub fn check(&self, doing: Doing, address: IpAddr, article: i64) -> Result<Option<Duration>> {
        let by = network(address);
        match doing {
            Doing::Reporting => self.0.check(1, &by),
            Doing::LookingByLink => self.0.check(3, &by),
            Doing::SayingByLink => self.0.check(4, &by),
            Doing::ReportingAnError => match self.0.check(5, &by)? {
                Some(wait) => Ok(Some(wait)),
                None => self.0.check(6, &article.to_be_bytes()),
            },
            Doing::Commenting => match self.0.check(0, &by)? {
                Some(wait) => Ok(Some(wait)),
                None => self.0.check(2, &article.to_be_bytes()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(limits: &Limits, address: &str, article: i64) -> usize {
        let address: IpAddr = address.parse().unwrap();
        (0..100).take_while(|_| limits.check(Doing::Commenting, address, article).unwrap().is_none()).count()
    }

    #[test]
    fn by_address() {
        let limits = Limits::new().unwrap();
        assert_eq!(many(&limits, "192.0.2.1", 7), 6);
        assert_eq!(many(&limits, "192.0.2.2", 7), 6);
        assert_eq!(many(&limits, "::ffff:192.0.2.1", 7), 0);
        assert_eq!(many(&limits, "2001:db8::1", 7), 6);
        assert_eq!(many(&limits, "2001:db8::ffff:1", 7), 0, "one network is one reader");
        let wait = limits.check(Doing::Commenting, "192.0.2.1".parse().unwrap(), 7).unwrap();
        assert!(wait.is_some_and(|w| w <= Duration::from_secs(20)));
        assert!(limits.check(Doing::Reporting, "192.0.2.1".parse().unwrap(), 7).unwrap().is_none());
    }

    #[test]
    fn by_article() {
        let limits = Limits::new().unwrap();
        let taken: usize = (1..=20).map(|n| many(&limits, &format!("192.0.2.{n}"), 7)).sum();
        assert_eq!(taken, 40);
        assert_eq!(many(&limits, "192.0.2.99", 8), 6, "another article is not slowed");
    }
}
