//! The clock of the benches: how long this thread has had a processor. What else runs on the machine blurs it little.
//! Waiting (for the disk) is left out; elsewhere than on Unix it is the time that has passed.

use std::time::Duration;

/// The time until now; only differences say something.
#[cfg(unix)]
pub(super) fn now() -> Duration {
    let time = nix::time::clock_gettime(nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID);
    time.map(Duration::from).unwrap_or_default()
}

/// The time until now; only differences say something.
#[cfg(not(unix))]
pub(super) fn now() -> Duration {
    std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default()
}
