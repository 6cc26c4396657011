//! Last mile.
pub mod rule;
pub use rule::{Found, Kind, Rule, Severity, Violation};
pub mod time;
pub use time::{TimeWindow, Timestamp};
