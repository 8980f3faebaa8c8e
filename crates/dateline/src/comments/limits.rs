//! Slows down floods, by reader and by article, without keeping a reader's address: what is counted by is a keyed hash
//! whose key is random, lives in memory alone and is thrown away, with everything counted under it, after an hour.

use super::secret::{keyed, random};
use crate::error::Result;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};
use hmac::Mac;
use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long a key lives.
const HOUR: Duration = Duration::from_secs(3_600);
/// The most that is counted at once; beyond it everything is forgotten, so that a flood cannot fill the memory.
const MOST: usize = 100_000;

/// What is slowed down: so many at once, then one in so many seconds.
#[derive(Debug, Clone, Copy)]
struct Pace {
    at_once: u32,
    seconds: u64,
}

/// Several people may share an address: a household, an office, a whole town behind one provider's.
const COMMENTS: Pace = Pace { at_once: 6, seconds: 20 };
const REPORTS: Pace = Pace { at_once: 6, seconds: 60 };
/// An article that everybody talks about gets some thirty a minute.
const ARTICLE: Pace = Pace { at_once: 40, seconds: 2 };

impl Pace {
    fn quota(self) -> Quota {
        let burst = NonZeroU32::new(self.at_once).unwrap_or(NonZeroU32::MIN);
        Quota::with_period(Duration::from_secs(self.seconds.max(1)))
            .unwrap_or(Quota::per_minute(burst))
            .allow_burst(burst)
    }
}

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Leaves a comment.
    Commenting,
    /// Reports one.
    Reporting,
}

struct Count {
    key: [u8; 32],
    since: Instant,
    comments: DefaultKeyedRateLimiter<[u8; 16]>,
    reports: DefaultKeyedRateLimiter<[u8; 16]>,
    articles: DefaultKeyedRateLimiter<i64>,
}

impl Count {
    fn begin(now: Instant) -> Result<Count> {
        Ok(Count {
            key: random()?,
            since: now,
            comments: RateLimiter::keyed(COMMENTS.quota()),
            reports: RateLimiter::keyed(REPORTS.quota()),
            articles: RateLimiter::keyed(ARTICLE.quota()),
        })
    }

    fn is_over(&self, now: Instant) -> bool {
        now.duration_since(self.since) >= HOUR
            || self.comments.len() + self.reports.len() + self.articles.len() > MOST
    }

    fn hidden(&self, address: IpAddr) -> [u8; 16] {
        let mac = match whole(address) {
            IpAddr::V4(v4) => keyed(&self.key, &[&v4.octets()]),
            // Whoever has an IPv6 address has the 2^64 beside it, too (RFC 6177).
            IpAddr::V6(v6) => keyed(&self.key, &[v6.octets().get(..8).unwrap_or_default()]),
        };
        mac.finalize().into_bytes().first_chunk::<16>().copied().unwrap_or_default()
    }
}

/// An IPv4 address may come dressed as an IPv6 one (RFC 4291, 2.5.5.2).
fn whole(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

/// Counts what readers do.
pub struct Limits(Mutex<Arc<Count>>);

impl Limits {
    /// Nothing is counted yet.
    pub fn new() -> Result<Limits> {
        Ok(Limits(Mutex::new(Arc::new(Count::begin(Instant::now())?))))
    }

    /// Counts one more; if that is too many, says how long to wait.
    pub fn check(&self, doing: Doing, address: IpAddr, article: i64) -> Result<Option<Duration>> {
        self.check_at(doing, address, article, Instant::now())
    }

    fn check_at(
        &self,
        doing: Doing,
        address: IpAddr,
        article: i64,
        now: Instant,
    ) -> Result<Option<Duration>> {
        let count = self.count(now)?;
        let by = count.hidden(address);
        let clock = DefaultClock::default();
        let wait = match doing {
            Doing::Commenting => count.comments.check_key(&by).err(),
            Doing::Reporting => count.reports.check_key(&by).err(),
        };
        if let Some(until) = wait {
            return Ok(Some(until.wait_time_from(clock.now())));
        }
        if doing == Doing::Commenting
            && let Err(until) = count.articles.check_key(&article)
        {
            return Ok(Some(until.wait_time_from(clock.now())));
        }
        Ok(None)
    }

    fn count(&self, now: Instant) -> Result<Arc<Count>> {
        let mut count = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if count.is_over(now) {
            *count = Arc::new(Count::begin(now)?);
        }
        Ok(count.clone())
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

    #[test]
    fn after_an_hour_nothing_is_known() {
        let limits = Limits::new().unwrap();
        let address: IpAddr = "192.0.2.1".parse().unwrap();
        let now = Instant::now();
        let before = limits.count(now).unwrap();
        assert_eq!(before.hidden(address), limits.count(now).unwrap().hidden(address));
        let after = limits.count(now + HOUR).unwrap();
        assert_ne!(before.hidden(address), after.hidden(address));
        assert_eq!(after.comments.len(), 0);
    }
}
