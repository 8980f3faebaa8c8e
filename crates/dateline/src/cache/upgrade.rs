//! Better codings, made in the background for pages that were asked for again.
//!
//! Most pages of an archive are asked for once between two changes, by a crawler; brotli costs
//! some twenty times what zstd does. So the first hit orders it, not the keeping.

use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Weak};

use bytes::Bytes;

use super::Inner;
use super::accept::Encoding;
use super::codec;
use super::etag::Effort;
use super::kept::{Common, Kept, Variant};
use super::key::PageKey;

/// Orders that wait; further ones are refused, and given again by a later hit.
const MOST_ORDERS: usize = 256;

/// A page to make better codings of: it is looked up when its turn comes, so that an order keeps
/// no evicted page in memory.
pub(super) struct Order {
    key: PageKey<'static>,
    id: u64,
}

/// Where orders are left.
pub(super) struct Upgrades(SyncSender<Order>);

impl Upgrades {
    pub(super) fn new() -> (Self, Receiver<Order>) {
        let (sender, receiver) = sync_channel(MOST_ORDERS);
        (Upgrades(sender), receiver)
    }

    /// Orders the codings of a page once; part of every hit, so one load if they were ordered.
    pub(super) fn want(&self, common: &Common) {
        if common.ordered.load(Ordering::Relaxed) || common.ordered.swap(true, Ordering::Relaxed) {
            return;
        }
        let order = Order { key: common.key.clone(), id: common.id };
        if self.0.try_send(order).is_err() {
            common.ordered.store(false, Ordering::Relaxed);
        }
    }
}

/// Starts the thread. It holds the cache only while it works on an order, and ends when the cache
/// is gone. Without it pages stay in the coding of their first answer.
pub(super) fn start<E: Send + Sync + 'static>(inner: Weak<Inner<E>>, orders: Receiver<Order>) {
    let work = move || {
        while let Ok(order) = orders.recv() {
            let Some(inner) = inner.upgrade() else { return };
            if let Some(kept) = inner.shards.held(&order.key).filter(|kept| kept.common.id == order.id) {
                upgrade(&inner, &kept);
            }
        }
    };
    if let Err(error) = std::thread::Builder::new().name("cache-brotli".to_owned()).spawn(work) {
        tracing::warn!(%error, "no thread for brotli: pages are sent in zstd and gzip only");
    }
}

fn upgrade<E>(inner: &Inner<E>, kept: &Kept) {
    let Some(identity) = identity(kept) else { return };
    for encoding in [Encoding::Brotli, Encoding::Gzip, Encoding::Zstd] {
        let made = kept.variant(encoding);
        // Zstd has one level only; its first is its best.
        let best = made.is_some_and(|made| encoding == Encoding::Zstd || made.effort == Effort::Best);
        if !best {
            make(inner, kept, &identity, encoding, Effort::Best);
        }
    }
}

/// Makes one coding and holds it, if it saves anything.
pub(super) fn make<E>(
    inner: &Inner<E>,
    kept: &Kept,
    identity: &Bytes,
    encoding: Encoding,
    effort: Effort,
) -> Option<Arc<Variant>> {
    let coded = codec::encode(identity, encoding, effort).ok()?;
    let variant = Variant::new(&kept.common, encoding, effort, coded.into());
    let dropped = inner.state().add(kept, Arc::clone(&variant), &inner.shards);
    inner.counters.dropped.add(dropped);
    inner.counters.recoded.add(1);
    Some(variant)
}

/// The body in no coding. None only if what was packed here cannot be unpacked.
pub(super) fn identity(kept: &Kept) -> Option<Bytes> {
    let source = kept.source()?;
    if source.encoding == Encoding::Identity {
        return Some(source.body.clone());
    }
    codec::decode(&source.body, source.encoding, kept.common.length).ok().map(Bytes::from)
}
