use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// The time that handlers go by. In a function it is the real one; the one-machine edition can move it.
#[derive(Debug, Clone, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Now, in whole milliseconds.
    pub fn now(&self) -> Timestamp {
        let millis = Timestamp::now().as_millisecond() + self.0.load(Ordering::Relaxed) * 1000;
        Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MAX)
    }

    /// Moves the time by `seconds`, in either direction.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }

    /// By how many seconds the time is another than the real one.
    pub fn moved_by(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}
