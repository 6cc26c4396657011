//! HubRise.

mod lifecycle;

pub use lifecycle::{LIFECYCLE, StatusTimes};
