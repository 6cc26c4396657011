//! Gett's lifecycle.

use crate::status::{Lifecycle, Status};

/// Gett's ten statuses.
///
/// - Nothing follows 70, 80, 90 and 100. Source: create delivery, "finite status states".
/// - A delivery "can be canceled until waiting (30); canceling after that sets not_delivered (90)". Source:
///   developer.gett.com, cancel delivery. Whether 30 itself can be cancelled is not said; it can here. That binds
///   commands only: Gett's own sample is a cancelled delivery with a time of pickup, and what Gett reports is believed.
/// - No statuses of approaching, so 25 and 55 are foreign. Source: create delivery, delivery lifecycle.
pub const LIFECYCLE: Lifecycle = Lifecycle::CANONICAL
    .without(&[Status::ApproachingPickup, Status::ApproachingDropOff])
    .cancellable_until(Status::AtPickup);

const _: () = assert!(LIFECYCLE.is_sound() && !LIFECYCLE.has_ways_back());
