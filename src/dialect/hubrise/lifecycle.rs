//! HubRise's lifecycle and its four times.

use crate::status::{Lifecycle, Status, Timeline};
use crate::time::Timestamp;

/// HubRise's nine statuses.
///
/// - No picked up, rejected or not delivered. Source: deliveries, delivery statuses.
/// - Cancelled can follow everything that is not over; the page has no table of transitions and expects skipped ones
///   ("when status updates are skipped or delayed"). Source: deliveries, auto-updated fields.
/// - Nothing follows delivered and cancelled. Source: deliveries, delivery statuses: completed, cancelled.
pub const LIFECYCLE: Lifecycle =
    Lifecycle::CANONICAL.without(&[Status::PickedUp, Status::Rejected, Status::NotDelivered]);

const _: () = assert!(LIFECYCLE.is_sound() && !LIFECYCLE.has_ways_back());

/// The four times that HubRise sets by itself when the status changes, and that can be set by hand.
///
/// | status | time |
/// | --- | --- |
/// | `pickup_enroute` | `assigned_at` |
/// | `dropoff_enroute` | `pickup_at` (not when the goods are picked up, for which HubRise has no word) |
/// | `delivered` | `delivered_at` |
/// | `cancelled` | `cancelled_at` |
///
/// Source: HubRise, deliveries, auto-updated fields. Where a status was skipped, its time is empty.
///
/// ```
/// use lastmile::{Status, Timeline, Timestamp, hubrise};
///
/// let at: Timestamp = "2023-01-01T12:11:03+01:00".parse()?;
/// let mut timeline = Timeline::under(hubrise::LIFECYCLE);
/// timeline.observe(Status::PickupEnRoute, at);
/// timeline.observe(Status::AtPickup, None);
/// let times = hubrise::StatusTimes::of(&timeline);
/// assert_eq!(times, hubrise::StatusTimes { assigned_at: Some(at), ..hubrise::StatusTimes::default() });
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct StatusTimes {
    /// Time the status changed to `pickup_enroute`.
    pub assigned_at: Option<Timestamp>,
    /// Time the status changed to `dropoff_enroute`.
    pub pickup_at: Option<Timestamp>,
    /// Time the status changed to `delivered`.
    pub delivered_at: Option<Timestamp>,
    /// Time the status changed to `cancelled`.
    pub cancelled_at: Option<Timestamp>,
}

impl StatusTimes {
    /// What a timeline says about them.
    pub fn of(timeline: &Timeline) -> StatusTimes {
        StatusTimes {
            assigned_at: timeline.reached(Status::PickupEnRoute),
            pickup_at: timeline.reached(Status::DropOffEnRoute),
            delivered_at: timeline.reached(Status::Completed),
            cancelled_at: timeline.reached(Status::Cancelled),
        }
    }

    /// Tells a timeline what a retrieved delivery says: its status, and the times that are there. See
    /// [`Timeline::observe_snapshot`].
    pub fn observe(self, status: Status, timeline: &mut Timeline) {
        let StatusTimes { assigned_at, pickup_at, delivered_at, cancelled_at } = self;
        timeline.observe_snapshot(
            status,
            &[
                (Status::PickupEnRoute, assigned_at),
                (Status::DropOffEnRoute, pickup_at),
                (Status::Completed, delivered_at),
                (Status::Cancelled, cancelled_at),
            ],
        );
    }

    /// Sets the times that are there by hand, as an update of a delivery does, where a timeline says otherwise.
    pub fn set(self, timeline: &mut Timeline) {
        let StatusTimes { assigned_at, pickup_at, delivered_at, cancelled_at } = self;
        for (status, at) in [
            (Status::PickupEnRoute, assigned_at),
            (Status::DropOffEnRoute, pickup_at),
            (Status::Completed, delivered_at),
            (Status::Cancelled, cancelled_at),
        ] {
            if at.is_some() && timeline.reached(status) != at {
                timeline.set_time(status, at);
            }
        }
    }
}
