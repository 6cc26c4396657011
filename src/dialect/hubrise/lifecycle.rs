//! HubRise's lifecycle and its four times.

use crate::status::{Lifecycle, Observation, StandIn, Status, Timeline, Vocabulary};
use crate::time::Timestamp;

/// HubRise's nine statuses.
///
/// - No picked up, rejected or not delivered. Source: deliveries, delivery statuses.
/// - Cancelled can follow everything that is not over; the page has no table of transitions and expects skipped ones
///   ("when status updates are skipped or delayed"). Source: deliveries, auto-updated fields.
/// - Nothing follows delivered and cancelled. Source: deliveries, delivery statuses: completed, cancelled.
///
/// ```
/// use lastmile::{Status, hubrise};
///
/// assert!(!hubrise::LIFECYCLE.has(Status::PickedUp));
/// assert!(hubrise::LIFECYCLE.successors(Status::AtPickup).contains(Status::DropOffEnRoute));
/// assert!(hubrise::LIFECYCLE.leads_to(Status::AtDropOff, Status::Cancelled));
/// ```
pub const LIFECYCLE: Lifecycle =
    Lifecycle::CANONICAL.without(&[Status::PickedUp, Status::Rejected, Status::NotDelivered]);

const _: () = assert!(LIFECYCLE.is_sound() && !LIFECYCLE.has_ways_back());

/// HubRise's words for the statuses.
///
/// All ways to end without success are one there. That the courier has the goods is not said: the word before it would
/// be wrong about the goods, the word behind it sets `pickup_at` early.
///
/// ```
/// use lastmile::{Status, hubrise};
///
/// assert_eq!((hubrise::STATUSES.status)("pickup_enroute")?, Status::PickupEnRoute);
/// assert_eq!(hubrise::STATUSES.tells(Status::Rejected).word, Some("cancelled"));
/// assert_eq!(hubrise::STATUSES.tells(Status::PickedUp).word, None, "every other word would be wrong");
/// # Ok::<(), lastmile::Violation>(())
/// ```
pub const STATUSES: Vocabulary = Vocabulary {
    name: "hubrise",
    lifecycle: LIFECYCLE,
    word: Status::hubrise_word,
    status: Status::from_hubrise_word,
    stand_ins: &[
        StandIn { status: Status::PickedUp, told: None, loses: "that the courier has the goods" },
        StandIn {
            status: Status::Rejected,
            told: Some(Status::Cancelled),
            loses: "that the delivery was not accepted",
        },
        StandIn {
            status: Status::NotDelivered,
            told: Some(Status::Cancelled),
            loses: "that the courier had the goods and did not hand them over",
        },
    ],
};

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

    /// What a timeline says about them, where its status is told as another: that one has its time.
    pub(super) fn told_as(timeline: &Timeline, told: Option<Status>) -> StatusTimes {
        let mut times = StatusTimes::of(timeline);
        if told == Some(Status::Cancelled) && timeline.status() != told {
            times.cancelled_at = timeline.since();
        }
        times
    }

    /// Whether a status has a time of its own.
    pub(super) fn has(status: Status) -> bool {
        StatusTimes::default().rows().iter().any(|(of, _)| *of == status)
    }

    /// Each with its status.
    const fn rows(self) -> [(Status, Option<Timestamp>); 4] {
        let StatusTimes { assigned_at, pickup_at, delivered_at, cancelled_at } = self;
        [
            (Status::PickupEnRoute, assigned_at),
            (Status::DropOffEnRoute, pickup_at),
            (Status::Completed, delivered_at),
            (Status::Cancelled, cancelled_at),
        ]
    }

    /// Tells a timeline what a retrieved delivery says: its status, and the times that are there. See
    /// [`Timeline::observe_snapshot`].
    ///
    /// ```
    /// use lastmile::{Status, Timeline, Timestamp, hubrise};
    ///
    /// let assigned: Timestamp = "2023-01-01T12:11:03+01:00".parse()?;
    /// let times = hubrise::StatusTimes { assigned_at: Some(assigned), ..hubrise::StatusTimes::default() };
    /// let mut timeline = Timeline::under(hubrise::LIFECYCLE);
    /// times.observe(Status::AtPickup, &mut timeline);
    /// assert_eq!(timeline.status(), Some(Status::AtPickup));
    /// assert_eq!(timeline.reached(Status::PickupEnRoute), Some(assigned));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn observe(self, status: Status, timeline: &mut Timeline) {
        timeline.observe_snapshot(status, &self.rows());
    }

    /// The timeline that a delivery tells: its status, if that is known, and the times that are there.
    ///
    /// ```
    /// use lastmile::{Status, hubrise::StatusTimes};
    ///
    /// let times = StatusTimes { assigned_at: Some("2023-01-01T12:11:03+01:00".parse()?), ..StatusTimes::default() };
    /// assert_eq!(times.timeline(Some(Status::AtPickup)).status(), Some(Status::AtPickup));
    /// assert_eq!(times.timeline(None).status(), Some(Status::PickupEnRoute), "as far as is known");
    /// assert_eq!(StatusTimes::of(&times.timeline(None)), times);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn timeline(self, status: Option<Status>) -> Timeline {
        let mut timeline = Timeline::under(LIFECYCLE);
        self.tell(status, &mut timeline);
        timeline
    }

    pub(super) fn tell(self, status: Option<Status>, timeline: &mut Timeline) {
        if let Some(status) = status {
            return self.observe(status, timeline);
        }
        let rows = self.rows();
        timeline.extend(
            rows.iter().filter(|(_, at)| at.is_some()).map(|(status, at)| Observation { status: *status, at: *at }),
        );
        for (status, at) in rows {
            // As with a snapshot: a time that the others contradict was set by hand.
            if at.is_some() && timeline.reached(status).is_none() {
                timeline.set_time(status, at);
            }
        }
    }

    /// Sets the times that are there by hand, as an update of a delivery does, where a timeline says otherwise.
    ///
    /// ```
    /// use lastmile::{Status, Timestamp, hubrise};
    ///
    /// let seen: Timestamp = "2023-01-01T12:11:03+01:00".parse()?;
    /// let said: Timestamp = "2023-01-01T12:09:00+01:00".parse()?;
    /// let times = hubrise::StatusTimes { assigned_at: Some(seen), ..hubrise::StatusTimes::default() };
    /// let mut timeline = times.timeline(Some(Status::PickupEnRoute));
    /// hubrise::StatusTimes { assigned_at: Some(said), ..times }.set(&mut timeline);
    /// assert_eq!(timeline.reached(Status::PickupEnRoute), Some(said));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn set(self, timeline: &mut Timeline) {
        for (status, at) in self.rows() {
            if at.is_some() && timeline.reached(status) != at {
                timeline.set_time(status, at);
            }
        }
    }
}
