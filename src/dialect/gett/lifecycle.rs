//! Gett's lifecycle and its four times.

use crate::status::{Lifecycle, StandIn, Status, Timeline, Vocabulary};
use crate::time::Timestamp;

/// Gett's ten statuses.
///
/// - Nothing follows 70, 80, 90 and 100. Source: create delivery, "finite status states".
/// - A delivery "can be canceled until waiting (30); canceling after that sets not_delivered (90)". Source:
///   developer.gett.com, cancel delivery. Whether 30 itself can be cancelled is not said; it can here. That binds
///   commands only: Gett's own sample is a cancelled delivery with a time of pickup, and what Gett reports is believed.
/// - No statuses of approaching, so 25 and 55 are foreign. Source: create delivery, delivery lifecycle.
///
/// ```
/// use lastmile::{Rule, Status, Timeline, gett};
///
/// let mut timeline = Timeline::under(gett::LIFECYCLE);
/// timeline.advance(Status::PickedUp, "2020-09-12T17:10:00Z".parse()?)?;
/// let refused = timeline.advance(Status::Cancelled, "2020-09-12T17:20:00Z".parse()?).unwrap_err();
/// assert_eq!(refused.rule(), Rule::StatusNotNext);
/// # Ok::<(), lastmile::Violation>(())
/// ```
pub const LIFECYCLE: Lifecycle = Lifecycle::CANONICAL
    .without(&[Status::ApproachingPickup, Status::ApproachingDropOff])
    .cancellable_until(Status::AtPickup);

const _: () = assert!(LIFECYCLE.is_sound() && !LIFECYCLE.has_ways_back());

/// Gett's words for the statuses.
///
/// ```
/// use lastmile::{Status, gett};
///
/// assert_eq!((gett::STATUSES.status)("waiting")?, Status::AtPickup);
/// assert_eq!((gett::STATUSES.word)(Status::AtPickup), Some("waiting"));
/// # Ok::<(), lastmile::Violation>(())
/// ```
pub const STATUSES: Vocabulary = Vocabulary {
    name: "gett",
    lifecycle: LIFECYCLE,
    word: Status::gett_word,
    status: Status::from_gett_word,
    stand_ins: &[
        StandIn {
            status: Status::ApproachingPickup,
            told: Some(Status::PickupEnRoute),
            loses: "that the courier is about to arrive at the pickup",
        },
        StandIn {
            status: Status::ApproachingDropOff,
            told: Some(Status::DropOffEnRoute),
            loses: "that the courier is about to arrive at the drop-off",
        },
    ],
};

/// The times of a delivery in Gett's responses.
///
/// The page shows the members without explaining them; this is how they are read, by their names and by their order
/// in the sample (started, arrived, picked up, ended):
///
/// | member | is the time of |
/// | --- | --- |
/// | `started_at` | pickup en route (20) |
/// | `arrived_at` | at pickup (30) |
/// | `picked_up_at` | picked up (40) |
/// | `ended_at` | the final status, whichever it is |
///
/// ```
/// use lastmile::{Status, Timeline, gett};
///
/// let times = gett::StatusTimes {
///     started_at: Some("2020-09-12T17:00:00Z".parse()?),
///     ended_at: Some("2020-09-12T17:40:00Z".parse()?),
///     ..gett::StatusTimes::default()
/// };
/// let mut timeline = Timeline::under(gett::LIFECYCLE);
/// times.observe(Status::NotDelivered, &mut timeline);
/// assert_eq!(timeline.status(), Some(Status::NotDelivered));
/// assert_eq!(timeline.reached(Status::AtPickup), None);
/// assert_eq!(gett::StatusTimes::of(&timeline), times);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct StatusTimes {
    /// Since when a courier is on the way.
    pub started_at: Option<Timestamp>,
    /// When the courier arrived at the pickup.
    pub arrived_at: Option<Timestamp>,
    /// When the courier took the goods.
    pub picked_up_at: Option<Timestamp>,
    /// When the delivery ended.
    pub ended_at: Option<Timestamp>,
}

impl StatusTimes {
    /// What a timeline says about them.
    pub fn of(timeline: &Timeline) -> StatusTimes {
        StatusTimes::by(timeline, |status| timeline.reached(status))
    }

    /// What a timeline was told of them, also where a time does not count because a later step has an earlier one. Beside a
    /// status that nobody knows a response says these times and no more.
    pub(super) fn told(timeline: &Timeline) -> StatusTimes {
        let first = |status| timeline.history().find(|told| told.status == status).and_then(|told| told.at);
        StatusTimes::by(timeline, |status| timeline.reached(status).or_else(|| first(status)))
    }

    fn by(timeline: &Timeline, reached: impl Fn(Status) -> Option<Timestamp>) -> StatusTimes {
        let end = timeline.status().filter(|status| status.is_final());
        StatusTimes {
            started_at: reached(Status::PickupEnRoute),
            arrived_at: reached(Status::AtPickup),
            picked_up_at: reached(Status::PickedUp),
            // Of an end that came twice, the second: the first one was followed.
            ended_at: end.and_then(|_| timeline.since()),
        }
    }

    /// Each with its status, but for the end, which has none of its own.
    const fn steps(self) -> [(Status, Option<Timestamp>); 3] {
        let StatusTimes { started_at, arrived_at, picked_up_at, ended_at: _ } = self;
        [(Status::PickupEnRoute, started_at), (Status::AtPickup, arrived_at), (Status::PickedUp, picked_up_at)]
    }

    /// Tells a timeline what a response says: its status, and the times that are there. See
    /// [`Timeline::observe_snapshot`].
    ///
    /// The answer has what found no place: `ended_at` where the status is not final.
    pub fn observe(self, status: Status, timeline: &mut Timeline) -> StatusTimes {
        let [started, arrived, picked_up] = self.steps();
        let (ended_at, homeless) = if status.is_final() { (self.ended_at, None) } else { (None, self.ended_at) };
        timeline.observe_snapshot(status, &[started, arrived, picked_up, (status, ended_at)]);
        StatusTimes { ended_at: homeless, ..StatusTimes::default() }
    }

    /// Tells a timeline the times of a response whose status the lifecycle does not know.
    ///
    /// The answer has what found no place: `ended_at`, because nobody knows what it is the end of.
    ///
    /// ```
    /// use lastmile::{Status, Timeline, gett};
    ///
    /// // A response with a status that nobody knows, and two times.
    /// let times = gett::StatusTimes {
    ///     picked_up_at: Some("2020-09-12T17:10:00Z".parse()?),
    ///     ended_at: Some("2020-09-12T17:40:00Z".parse()?),
    ///     ..gett::StatusTimes::default()
    /// };
    /// let mut timeline = Timeline::under(gett::LIFECYCLE);
    /// let homeless = times.observe_steps(&mut timeline);
    /// assert_eq!(timeline.status(), Some(Status::PickedUp));
    /// assert_eq!(homeless.ended_at, times.ended_at);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn observe_steps(self, timeline: &mut Timeline) -> StatusTimes {
        for (status, at) in self.steps() {
            if at.is_some() {
                timeline.observe(status, at);
            }
        }
        StatusTimes { ended_at: self.ended_at, ..StatusTimes::default() }
    }
}
