//! HubRise's lifecycle.

use crate::status::{Lifecycle, Status};

/// HubRise's nine statuses.
///
/// - No picked up, rejected or not delivered. Source: deliveries, delivery statuses.
/// - Cancelled can follow everything that is not over; the page has no table of transitions and expects skipped ones
///   ("when status updates are skipped or delayed"). Source: deliveries, auto-updated fields.
/// - Nothing follows delivered and cancelled. Source: deliveries, delivery statuses: completed, cancelled.
pub const LIFECYCLE: Lifecycle =
    Lifecycle::CANONICAL.without(&[Status::PickedUp, Status::Rejected, Status::NotDelivered]);

const _: () = assert!(LIFECYCLE.is_sound() && !LIFECYCLE.has_ways_back());
