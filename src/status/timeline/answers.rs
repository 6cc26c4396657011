//! What a timeline answers: what a command or a fact changed, which steps count, and what does not fit.
//!
//! Answers are written for logs and for who asks a host, and read by nobody: a timeline gives them again.

use alloc::string::ToString;

use chrono::TimeDelta;
use serde::{Serialize, Serializer};

use super::observation::Observation;
use crate::status::{Status, StatusSet};
use crate::time::Timestamp;

/// A step that a command made.
///
/// ```
/// use lastmile::{Change, Status, StatusSet, Timeline, Timestamp};
///
/// let mut timeline = Timeline::new();
/// let (eight, nine): (Timestamp, Timestamp) = ("2020-09-12T08:00:00Z".parse()?, "2020-09-12T09:00:00Z".parse()?);
/// timeline.advance(Status::AtPickup, eight)?;
/// let change = timeline.advance(Status::DropOffEnRoute, nine)?;
/// assert_eq!(change, Change {
///     from: Some(Status::AtPickup),
///     to: Status::DropOffEnRoute,
///     at: nine,
///     skipped: StatusSet::of(&[Status::PickedUp]),
/// });
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Change {
    /// The status before; none if it is the first.
    pub from: Option<Status>,
    /// The status now.
    pub to: Status,
    /// When.
    pub at: Timestamp,
    /// The steps in between, which nobody saw.
    pub skipped: StatusSet,
}

/// What a fact changed at the moment when it arrived.
///
/// This depends on what was known at that moment; the timeline afterwards does not.
///
/// ```
/// use lastmile::{Observed, Status, Timeline};
///
/// let mut timeline = Timeline::default();
/// assert!(timeline.observe(Status::PickedUp, None).is_applied());
/// assert_eq!(timeline.observe(Status::PickedUp, None), Observed::Duplicate);
/// assert_eq!(timeline.observe(Status::Pending, None), Observed::Late);
///
/// // What a host logs of a webhook.
/// let said = timeline.observe(Status::AtDropOff, None);
/// assert_eq!(serde_json::to_string(&said)?, r#"{"observed":"applied","skipped":["drop_off_en_route"]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "observed", rename_all = "snake_case")]
pub enum Observed {
    /// It is the status now.
    Applied {
        /// The steps in between, which nobody has seen so far.
        skipped: StatusSet,
    },
    /// It is the status now, although the lifecycle does not lead there: an end that came unexpectedly.
    OffPath,
    /// It is the status now, because it happened before the end that was known so far.
    Replaced {
        /// The end that was known.
        end: Status,
    },
    /// It was known already, with the same instant or, if it has none itself, with any.
    Duplicate,
    /// It was known already, without an instant. If the instant that it has now does not fit, that is said instead.
    Dated,
    /// The delivery had that status already, and has had it since.
    Repeated,
    /// It happened before what is known, and fits: its time is known now. The status is the same, unless the lifecycle
    /// has ways back and this is one.
    Late,
    /// Its instant is later than that of a status further on: it does not count.
    Backward,
    /// The delivery was over at that instant: it does not count.
    AfterFinal,
    /// The delivery had ended already, in another way: it does not count.
    OtherEnd,
    /// The lifecycle does not have that status: it does not count.
    Foreign,
}

impl Observed {
    /// Whether the observed status is the status now, and was not before.
    pub const fn is_applied(self) -> bool {
        matches!(self, Observed::Applied { .. } | Observed::OffPath | Observed::Replaced { .. })
    }

    /// Whether it says that something does not fit, which is then found among the anomalies. What was known already does not
    /// say it again, and of an end that was replaced [`Observed::Replaced`] says it;
    /// [`Timeline::anomalies`](crate::Timeline::anomalies) has all that does not fit.
    ///
    /// ```
    /// use lastmile::{Observed, Status, Timeline, gett};
    ///
    /// let mut timeline = Timeline::under(gett::LIFECYCLE);
    /// timeline.observe(Status::Completed, None);
    /// let said = timeline.observe(Status::NotDelivered, None);
    /// assert_eq!(said, Observed::OtherEnd);
    /// assert!(said.is_anomaly(), "somebody should look at it");
    /// ```
    pub const fn is_anomaly(self) -> bool {
        matches!(
            self,
            Observed::OffPath | Observed::Backward | Observed::AfterFinal | Observed::OtherEnd | Observed::Foreign
        )
    }
}

/// An observation that does not fit the rest.
///
/// ```
/// use lastmile::{Anomaly, AnomalyKind, Observation, Status, Timeline, Timestamp, gett};
///
/// let at: Timestamp = "2020-09-12T17:40:00Z".parse()?;
/// let mut timeline = Timeline::under(gett::LIFECYCLE);
/// timeline.observe(Status::ApproachingDropOff, at);
/// let odd: Vec<Anomaly> = timeline.anomalies().collect();
/// let observation = Observation { status: Status::ApproachingDropOff, at: Some(at) };
/// assert_eq!(odd, [Anomaly { observation, kind: AnomalyKind::Foreign }]);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Anomaly {
    /// What was observed.
    pub observation: Observation,
    /// What is odd about it.
    pub kind: AnomalyKind,
}

/// What is odd about an observation.
///
/// ```
/// use lastmile::{AnomalyKind, Status, Timeline, Timestamp, gett};
///
/// // Gett's own sample: cancelled, although the courier had the goods.
/// let mut timeline = Timeline::under(gett::LIFECYCLE);
/// timeline.observe(Status::PickedUp, "2020-09-12T17:10:00Z".parse::<Timestamp>()?);
/// timeline.observe(Status::Cancelled, "2020-09-12T17:20:00Z".parse::<Timestamp>()?);
/// timeline.observe(Status::Completed, "2020-09-12T17:30:00Z".parse::<Timestamp>()?);
/// let kinds: Vec<_> = timeline.anomalies().map(|anomaly| anomaly.kind).collect();
/// assert_eq!(kinds, [AnomalyKind::OffPath, AnomalyKind::OtherEnd]);
/// assert_eq!(timeline.status(), Some(Status::Cancelled));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AnomalyKind {
    /// An end to which the lifecycle did not lead. It counts.
    OffPath,
    /// A step back. It does not count.
    Backward,
    /// A step after the end. It does not count.
    AfterFinal,
    /// Another end after the end. It does not count.
    OtherEnd,
    /// A status that the lifecycle does not have. It does not count.
    Foreign,
}

/// A step that counts.
///
/// ```
/// use lastmile::{Status, Timeline, Timestamp};
///
/// let mut timeline = Timeline::new();
/// timeline.observe(Status::DropOffEnRoute, "2020-09-12T17:20:00Z".parse::<Timestamp>()?);
/// timeline.observe(Status::AtDropOff, "2020-09-12T17:38:00Z".parse::<Timestamp>()?);
/// timeline.observe(Status::Completed, "2020-09-12T17:40:00Z".parse::<Timestamp>()?);
/// let minutes = timeline.steps().into_iter().map(|step| (step.status, step.lasted.map(|time| time.num_minutes())));
/// assert_eq!(minutes.collect::<Vec<_>>(), [
///     (Status::DropOffEnRoute, Some(18)),
///     (Status::AtDropOff, Some(2)),
///     (Status::Completed, None),
/// ]);
///
/// // What a host answers to who asks how it went: a duration is one of ISO 8601.
/// let course = serde_json::to_value(timeline.steps())?;
/// assert_eq!(course[1], serde_json::json!({"status": "at_drop_off", "at": "2020-09-12T17:38:00Z", "lasted": "PT120S"}));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Step {
    /// The status.
    pub status: Status,
    /// Since when, if that is known.
    pub at: Option<Timestamp>,
    /// How long until the next step, if there is one and both times are known.
    #[serde(serialize_with = "duration")]
    pub lasted: Option<TimeDelta>,
}

/// As ISO 8601 has it, in seconds: it says its unit.
fn duration<S: Serializer>(lasted: &Option<TimeDelta>, serializer: S) -> Result<S::Ok, S::Error> {
    lasted.map(|lasted| lasted.to_string()).serialize(serializer)
}
