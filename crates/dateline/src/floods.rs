//! Slows down floods without keeping who came: what is counted by is a keyed hash whose key is random, lives in memory alone
//! and is thrown away, with everything counted under it, after an hour.

use crate::{
    error::Result,
    secrets::{keyed, random},
};
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

/// How quickly something may be done: so often at once, then once in so many seconds.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// So often at once.
    pub at_once: u32,
    /// Then once in so many seconds.
    pub seconds: u64,
}

impl Pace {
    fn quota(self) -> Quota {
        let burst = NonZeroU32::new(self.at_once).unwrap_or(NonZeroU32::MIN);
        Quota::with_period(Duration::from_secs(self.seconds.max(1)))
            .unwrap_or(Quota::per_minute(burst))
            .allow_burst(burst)
    }
}

struct Count<const N: usize> {
    key: [u8; 32],
    since: Instant,
    limiters: [DefaultKeyedRateLimiter<[u8; 16]>; N],
}

impl<const N: usize> Count<N> {
    fn begin(paces: &[Pace; N], now: Instant) -> Result<Count<N>> {
        let limiters = paces.map(|pace| RateLimiter::keyed(pace.quota()));
        Ok(Count { key: random()?, since: now, limiters })
    }

    fn is_over(&self, now: Instant) -> bool {
        now.duration_since(self.since) >= HOUR || self.limiters.iter().map(|l| l.len()).sum::<usize>() > MOST
    }

    fn hidden(&self, by: &[u8]) -> [u8; 16] {
        let mac = keyed(&self.key, &[by]);
        mac.finalize().into_bytes().first_chunk::<16>().copied().unwrap_or_default()
    }
}

/// Counts what is done, each kind at a pace of its own.
pub struct Floods<const N: usize> {
    paces: [Pace; N],
    count: Mutex<Arc<Count<N>>>,
}

impl<const N: usize> Floods<N> {
    /// Nothing is counted yet.
    pub fn new(paces: [Pace; N]) -> Result<Floods<N>> {
        let count = Mutex::new(Arc::new(Count::begin(&paces, Instant::now())?));
        Ok(Floods { paces, count })
    }

    /// Counts one more, at the pace of that place in the list; if it is too many, says how long to wait.
    pub fn check(&self, pace: usize, by: &[u8]) -> Result<Option<Duration>> {
        let count = self.count(Instant::now())?;
        let Some(limiter) = count.limiters.get(pace) else { return Ok(None) };
        let clock = DefaultClock::default();
        Ok(limiter.check_key(&count.hidden(by)).err().map(|until| until.wait_time_from(clock.now())))
    }

    fn count(&self, now: Instant) -> Result<Arc<Count<N>>> {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        if count.is_over(now) {
            *count = Arc::new(Count::begin(&self.paces, now)?);
        }
        Ok(count.clone())
    }
}

/// What is counted by of an address.
pub fn network(address: IpAddr) -> Vec<u8> {
    // An IPv4 address may come dressed as an IPv6 one (RFC 4291, 2.5.5.2).
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        // Whoever has an IPv6 address has the 2^64 beside it, too (RFC 6177).
        IpAddr::V6(v6) => v6.octets().into_iter().take(8).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_an_hour_nothing_is_known() {
        let floods = Floods::new([Pace { at_once: 2, seconds: 60 }]).unwrap();
        let by = network("192.0.2.1".parse().unwrap());
        let waits: Vec<bool> = (0..3).map(|_| floods.check(0, &by).unwrap().is_some()).collect();
        assert_eq!(waits, [false, false, true]);
        let now = Instant::now();
        let before = floods.count(now).unwrap();
        assert_eq!(before.hidden(&by), floods.count(now).unwrap().hidden(&by));
        let after = floods.count(now + HOUR).unwrap();
        assert_ne!(before.hidden(&by), after.hidden(&by));
        assert_eq!(after.limiters[0].len(), 0);
    }

    #[test]
    fn one_network_is_one_who_asks() {
        let network = |text: &str| super::network(text.parse().unwrap());
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_eq!(network("2001:db8::1"), network("2001:db8::ffff:1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
