//! What happened to a delivery, and when: a set of observations that merges.
//!
//! Providers send what happened late, twice, out of order and with steps left out. A [`Timeline`] keeps all of it, and
//! every answer is a function of what it keeps and of its [`Lifecycle`]: any order of arrival, any repetition and any
//! split over machines with a [`merge`](Timeline::merge) at the end give the same status, times and anomalies.
//!
//! What determines the status:
//!
//! 1. The dated observations are walked in the order of their instants, not of their arrival; where instants are
//!    equal, in the order of the table, so that forward wins.
//! 2. An observation counts if the lifecycle leads there, by one step or by several. A step back does not count, unless
//!    the lifecycle names the way back.
//! 3. An end is believed from wherever it comes: whoever says that a delivery is over knows. If the lifecycle does not
//!    lead there, it is listed as an anomaly.
//! 4. After a final status nothing counts, also no other final status: of two ends, the one with the earlier instant.
//! 5. What is known without an instant comes last, and counts if it is further on; an end that nothing follows is further on
//!    than one that may be followed.
//!
//! What does not count is still there: in the history, and among the anomalies.
//!
//! Two verbs: [`advance`](Timeline::advance) is a command and may be refused; [`observe`](Timeline::observe) is a fact,
//! which is never lost, and the answer says what it changed at that moment.

mod answers;
mod facts;
mod observation;

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use chrono::TimeDelta;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use self::answers::{Anomaly, AnomalyKind, Change, Observed, Step};
use self::facts::{Added, Fact, Facts};
pub use self::observation::Observation;
use super::guard::Proof;
use super::{Completing, Lifecycle, Status, StatusSet};
use crate::own::{Own, own_form};
use crate::rule::{Found, Rule, Violation};
use crate::time::Timestamp;

/// What happened to a delivery, and when.
///
/// ```
/// use lastmile::{Observed, Status, Timeline, Timestamp};
///
/// let at = |text: &str| text.parse::<Timestamp>();
/// let mut timeline = Timeline::new();
/// timeline.observe(Status::PickedUp, at("2020-09-12T17:10:00Z")?);
/// // Late: it happened before what is known.
/// assert_eq!(timeline.observe(Status::AtPickup, at("2020-09-12T17:02:00Z")?), Observed::Late);
/// assert_eq!(timeline.observe(Status::AtPickup, at("2020-09-12T17:02:00Z")?), Observed::Duplicate);
/// assert_eq!(timeline.status(), Some(Status::PickedUp));
/// assert_eq!(timeline.reached(Status::AtPickup), Some(at("2020-09-12T17:02:00Z")?));
/// // Nobody saw it, so nobody knows when.
/// assert_eq!(timeline.reached(Status::PickupEnRoute), None);
///
/// // A command is refused where the way does not lead, and nothing changes.
/// assert!(timeline.advance(Status::AtPickup, at("2020-09-12T17:20:00Z")?).is_err());
/// timeline.advance(Status::Completed, at("2020-09-12T17:40:00Z")?)?;
/// # Ok::<(), lastmile::Violation>(())
/// ```
///
/// Two timelines are equal if they keep the same, and if the same lifecycle was named for both or none for either: a
/// [`merge`](Timeline::merge) tells [`Timeline::new`] from a timeline under [`Lifecycle::CANONICAL`].
#[derive(Clone)]
pub struct Timeline {
    facts: Facts,
    by_hand: Option<Box<ByHand>>,
    lifecycle: Option<Lifecycle>,
    /// Statuses that were observed without an instant, and never with one.
    undated: StatusSet,
    /// The dated fact that the status comes from, as far as dated facts go.
    standing: Option<Fact>,
}

impl Timeline {
    /// Nothing yet, judged by [`Lifecycle::CANONICAL`] as long as nothing else is said.
    pub const fn new() -> Timeline {
        Timeline::judged(None)
    }

    /// Nothing yet, judged by that lifecycle.
    pub const fn under(lifecycle: Lifecycle) -> Timeline {
        Timeline::judged(Some(lifecycle))
    }

    const fn judged(lifecycle: Option<Lifecycle>) -> Timeline {
        Timeline { facts: Facts::new(), by_hand: None, lifecycle, undated: StatusSet::EMPTY, standing: None }
    }

    /// Nothing yet, with room for that many observations in order.
    pub fn with_capacity(capacity: usize) -> Timeline {
        Timeline { facts: Facts::with_capacity(capacity), ..Timeline::new() }
    }

    /// The same observations, judged by that lifecycle.
    ///
    /// ```
    /// use lastmile::{Lifecycle, Status, Timeline, gett};
    ///
    /// let mut timeline = Timeline::new();
    /// timeline.observe(Status::ApproachingPickup, None);
    /// assert_eq!(timeline.status(), Some(Status::ApproachingPickup));
    /// let as_gett_has_it = timeline.judged_by(gett::LIFECYCLE);
    /// assert_eq!(as_gett_has_it.status(), None, "Gett does not have that status; it is kept and does not count");
    /// assert_eq!(as_gett_has_it.judged_by(Lifecycle::CANONICAL).status(), Some(Status::ApproachingPickup));
    /// ```
    #[must_use]
    pub fn judged_by(mut self, lifecycle: Lifecycle) -> Timeline {
        self.lifecycle = Some(lifecycle);
        self.judge();
        self
    }

    /// The lifecycle that it is judged by.
    pub fn lifecycle(&self) -> Lifecycle {
        self.lifecycle.unwrap_or(Lifecycle::CANONICAL)
    }

    /// A command: the delivery moves on, at that instant. Skipped steps are fine, steps back are not. On error nothing
    /// changes.
    ///
    /// ```
    /// use lastmile::{Rule, Status, Timeline, Timestamp, gett};
    ///
    /// let mut timeline = Timeline::under(gett::LIFECYCLE);
    /// let now: Timestamp = "2020-09-12T17:10:00Z".parse()?;
    /// timeline.advance(Status::PickedUp, now)?;
    /// assert_eq!(timeline.advance(Status::AtPickup, now).unwrap_err().rule(), Rule::StatusNotNext);
    /// let early = timeline.advance(Status::Completed, "2020-09-12T17:09:00Z".parse()?).unwrap_err();
    /// assert_eq!(early.rule(), Rule::StatusTimeBackwards);
    /// assert_eq!((timeline.status(), timeline.len()), (Some(Status::PickedUp), 1), "and nothing has changed");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::StatusForeign`] if the lifecycle does not have the status, [`Rule::StatusAfterFinal`] if the delivery is
    /// over, [`Rule::StatusNotNext`] if the way does not lead there (steps back, the same status again, a cancellation
    /// that comes too late), [`Rule::DeliveryCodeNeeded`] if the way leads there and the delivery is completed by its code, for which
    /// there is [`Timeline::complete`], and [`Rule::StatusTimeBackwards`] if the instant is before that of the step it follows or, on a
    /// way back, the same.
    pub fn advance(&mut self, status: Status, at: Timestamp) -> Result<Change, Violation> {
        if status == Status::Completed && self.lifecycle().completing() == Completing::ByCode {
            // Nobody is to be asked for a code that would complete nothing.
            self.lifecycle().permits(self.status(), status)?;
            return Err(Rule::DeliveryCodeNeeded.broken());
        }
        self.move_on(status, at)
    }

    /// A command: the delivery is completed, and its code was shown. On error nothing changes, and the proof is used up.
    ///
    /// # Errors
    ///
    /// The same as for [`Timeline::advance`].
    pub fn complete(&mut self, at: Timestamp, proof: Proof) -> Result<Change, Violation> {
        drop(proof);
        self.move_on(Status::Completed, at)
    }

    fn move_on(&mut self, to: Status, at: Timestamp) -> Result<Change, Violation> {
        let lifecycle = self.lifecycle();
        let from = self.status();
        lifecycle.permits(from, to)?;
        let fact = Fact::new(to, at);
        if !(self.undated.is_empty() && self.facts.push(fact)) {
            self.put(fact, at)?;
        }
        self.undated = self.undated.without(to);
        self.standing = Some(fact);
        Ok(Change { from, to, at, skipped: lifecycle.skipped(from, to) })
    }

    /// Puts a step among the facts that are not all before it.
    #[cold]
    fn put(&mut self, fact: Fact, at: Timestamp) -> Result<(), Violation> {
        if let Some(before) = self.what_it_may_not_precede(fact) {
            return Err(Rule::StatusTimeBackwards.broken_by(match before {
                Some(before) => Found::shown(format_args!("{at} after {before}")),
                None => Found::shown(format_args!("{at} after an instant that is not known")),
            }));
        }
        self.facts.add(fact);
        Ok(())
    }

    /// The instant that a command would have to follow and does not, if that is known. It is that of the last fact of the
    /// status that stands; under a lifecycle with ways back, that of the last fact of all, because there an earlier one
    /// can give the later ones another meaning, and a status without an instant can not be shown to lie behind.
    fn what_it_may_not_precede(&self, fact: Fact) -> Option<Option<Timestamp>> {
        if self.lifecycle().has_ways_back() {
            let undated = self.undated.without(fact.status());
            if self.walk_undated(undated, Some(fact.status())).any(|(status, _)| status != Some(fact.status())) {
                return Some(None);
            }
            return self.facts.last().filter(|last| fact <= *last).map(Fact::at);
        }
        let standing = self.standing?;
        if standing.is_later_than(fact) {
            return Some(standing.at());
        }
        self.facts.last_of(standing.status(), fact).filter(|last| last.is_later_than(fact)).map(Fact::at)
    }

    /// A fact that arrived: the delivery had that status at that instant, or at an instant that nobody says (`None`: a
    /// response often has the status alone). It is never lost; the answer is about what it changed at this moment.
    ///
    /// ```
    /// use lastmile::{Observed, Status, Timeline};
    ///
    /// let mut timeline = Timeline::new();
    /// assert!(matches!(timeline.observe(Status::AtDropOff, None), Observed::Applied { .. }));
    /// assert_eq!(timeline.since(), None);
    /// assert_eq!(timeline.observe(Status::AtDropOff, "2020-09-12T17:40:00Z".parse::<lastmile::Timestamp>()?), Observed::Dated);
    /// assert!(timeline.since().is_some());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn observe(&mut self, status: Status, at: impl Into<Option<Timestamp>>) -> Observed {
        match at.into() {
            Some(at) => self.observe_dated(Fact::new(status, at)),
            None => self.observe_undated(status),
        }
    }

    fn observe_dated(&mut self, fact: Fact) -> Observed {
        let lifecycle = self.lifecycle();
        let status = fact.status();
        if self.undated.is_empty() && self.facts.push(fact) {
            // The last of all: one step from what stands.
            let from = self.standing.map(Fact::status);
            let role = role(lifecycle, from, status);
            if role.counts() {
                self.standing = Some(fact);
            }
            return match role {
                Role::Step => Observed::Applied { skipped: lifecycle.skipped(from, status) },
                role => role.observed(),
            };
        }
        let from = self.status();
        let added = self.facts.add(fact);
        let was_undated = self.undated.contains(status);
        self.undated = self.undated.without(status);
        self.standing = self.facts.standing(lifecycle, None);
        if added == Added::Known {
            return Observed::Duplicate;
        }
        let before = self.facts.standing(lifecycle, Some(fact)).map(Fact::status);
        let role = role(lifecycle, before, status);
        let now = self.status();
        if from != now && now == Some(status) {
            return match (from, role) {
                (Some(end), _) if lifecycle.is_final(end) => Observed::Replaced { end },
                (_, Role::OffPath) => Observed::OffPath,
                _ => {
                    // What was seen at a later instant, or at one that nobody said, was not skipped; with ways back it may
                    // have been another time.
                    let is_seen = |seen: &Status| self.facts.has(*seen) || self.undated.contains(*seen);
                    let seen = Status::ALL.iter().copied().filter(is_seen);
                    let seen: StatusSet = seen.filter(|_| !lifecycle.has_ways_back()).collect();
                    Observed::Applied { skipped: lifecycle.skipped(before, status).difference(seen) }
                }
            };
        }
        match role {
            Role::Step | Role::OffPath | Role::Repeat if was_undated => Observed::Dated,
            Role::Step | Role::OffPath => Observed::Late,
            role => role.observed(),
        }
    }

    fn observe_undated(&mut self, status: Status) -> Observed {
        let lifecycle = self.lifecycle();
        if self.undated.contains(status) || self.facts.has(status) {
            return Observed::Duplicate;
        }
        let from = self.status();
        self.undated = self.undated.with(status);
        let now = self.status();
        if now == Some(status) {
            let dated = self.standing.map(Fact::status);
            let mut undated = self.undated.iter().zip(self.walk_undated(self.undated, dated));
            return match (from, undated.find(|(of, _)| *of == status)) {
                (Some(end), _) if lifecycle.is_final(end) => Observed::Replaced { end },
                (_, Some((_, (_, Some(Role::OffPath))))) => Observed::OffPath,
                _ => Observed::Applied { skipped: lifecycle.skipped(from, status) },
            };
        }
        if !lifecycle.has(status) {
            Observed::Foreign
        } else if lifecycle.is_final(status) {
            Observed::OtherEnd
        } else {
            Observed::Late
        }
    }

    /// A state that arrived, as responses have it: the status, without an instant, and times of some statuses.
    ///
    /// Times of the status itself and of those that lead to it are facts. A time that would be lost, because it is one of
    /// a status further on or because the times contradict each other, is kept as set by hand: nothing else makes a
    /// provider answer so.
    ///
    /// ```
    /// use lastmile::{Status, Timeline, Timestamp};
    ///
    /// let assigned: Timestamp = "2023-01-01T12:11:03+01:00".parse()?;
    /// let mut timeline = Timeline::new();
    /// timeline.observe_snapshot(
    ///     Status::AtPickup,
    ///     &[(Status::PickupEnRoute, Some(assigned)), (Status::DropOffEnRoute, None)],
    /// );
    /// assert_eq!((timeline.status(), timeline.since()), (Some(Status::AtPickup), None));
    /// assert_eq!(timeline.reached(Status::PickupEnRoute), Some(assigned));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn observe_snapshot(&mut self, status: Status, times: &[(Status, Option<Timestamp>)]) {
        for (other, at) in times {
            if at.is_some() && (*other == status || other.leads_to(status)) {
                self.observe(*other, *at);
            }
        }
        self.observe(status, None);
        for (other, at) in times {
            if at.is_some() && self.reached(*other).is_none() {
                self.set_time(*other, *at);
            }
        }
    }

    /// Takes in what another timeline of the same delivery knows. Commutative, associative and idempotent.
    ///
    /// A timeline for which no lifecycle was named takes over the other's; of two that differ, both give way to
    /// [`Lifecycle::CANONICAL`], which is [completed by the code](Lifecycle::completed_by_code) if one of them is.
    ///
    /// ```
    /// use lastmile::{Observation, Status, Timeline};
    ///
    /// let seen = |status, at: &str| at.parse().map(|at| Observation { status, at: Some(at) });
    /// let here: Timeline = [seen(Status::PickedUp, "2020-09-12T17:10:00Z")?].into_iter().collect();
    /// let there: Timeline = [seen(Status::AtDropOff, "2020-09-12T17:40:00Z")?].into_iter().collect();
    ///
    /// let (mut one, mut other) = (here.clone(), there.clone());
    /// one.merge(&there);
    /// other.merge(&here);
    /// other.merge(&here);
    /// assert_eq!(one, other, "in any order, as often as you like");
    /// assert_eq!(one.status(), Some(Status::AtDropOff));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn merge(&mut self, other: &Timeline) {
        if self.facts.len() == 0 {
            self.facts.clone_from(&other.facts);
        } else {
            for fact in other.facts.iter() {
                self.facts.add(fact);
            }
        }
        let undated = self.undated.union(other.undated);
        self.undated = undated.iter().filter(|status| !self.facts.has(*status)).collect();
        self.take_times_set(other, |_| true);
        self.lifecycle = match (self.lifecycle, other.lifecycle) {
            (Some(mine), Some(theirs)) => Some(mine.or_canonical(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
        self.judge();
    }

    /// The status, if anything is known.
    pub fn status(&self) -> Option<Status> {
        let dated = self.standing.map(Fact::status);
        if self.undated.is_empty() {
            return dated;
        }
        self.walk_undated(self.undated, dated).last().map_or(dated, |(status, _)| status)
    }

    /// Since when it has that status: the time set by hand, or else the instant of the observation that counts. Of a status
    /// that came twice the time set by hand is that of the first time, see [`Timeline::reached`].
    pub fn since(&self) -> Option<Timestamp> {
        let status = self.status()?;
        let standing = self.standing.filter(|fact| fact.status() == status);
        let again = || standing != self.facts.first_that_counts(self.lifecycle(), status);
        match self.time_set(status) {
            Some(_) if self.lifecycle().has_ways_back() && again() => standing?.at(),
            Some(by_hand) => Some(by_hand),
            None => standing?.at(),
        }
    }

    /// Whether the delivery is over.
    ///
    /// ```
    /// use lastmile::{Lifecycle, Status, Timeline};
    ///
    /// const SECOND_ATTEMPT: Lifecycle = Lifecycle::CANONICAL.followed_by(Status::NotDelivered, &[Status::DropOffEnRoute]);
    /// let mut timeline = Timeline::new();
    /// timeline.observe(Status::NotDelivered, None);
    /// assert!(timeline.is_over() && !timeline.judged_by(SECOND_ATTEMPT).is_over());
    /// ```
    pub fn is_over(&self) -> bool {
        self.status().is_some_and(|status| self.lifecycle().is_final(status))
    }

    /// When it first reached that status: the time set by hand, or else the instant of the first observation that counts.
    /// Steps that were skipped have no time, and what does not count gives none.
    ///
    /// ```
    /// use lastmile::{Status, Timeline, Timestamp};
    ///
    /// let at: Timestamp = "2020-09-12T17:40:00Z".parse()?;
    /// let mut timeline = Timeline::new();
    /// timeline.observe(Status::AtDropOff, at);
    /// assert_eq!((timeline.reached(Status::AtDropOff), timeline.since()), (Some(at), Some(at)));
    /// assert_eq!(timeline.reached(Status::PickedUp), None, "it was skipped, and nobody saw when");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn reached(&self, status: Status) -> Option<Timestamp> {
        self.time_set(status).or_else(|| self.facts.first_that_counts(self.lifecycle(), status)?.at())
    }

    /// How long it took from one status to the other, if both times are known; negative if they are set by hand that
    /// way.
    ///
    /// ```
    /// use lastmile::{Status, Timeline, Timestamp};
    ///
    /// let mut timeline = Timeline::new();
    /// timeline.observe(Status::DropOffEnRoute, "2020-09-12T17:20:00Z".parse::<Timestamp>()?);
    /// timeline.observe(Status::Completed, "2020-09-12T17:40:00Z".parse::<Timestamp>()?);
    /// let drive = timeline.between(Status::DropOffEnRoute, Status::Completed);
    /// assert_eq!(drive.map(|drive| drive.num_minutes()), Some(20));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn between(&self, from: Status, to: Status) -> Option<TimeDelta> {
        Some(self.reached(to)?.since(self.reached(from)?))
    }

    /// The steps that count, in order, and how long each lasted until the next one.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let mut taken = StatusSet::EMPTY;
        for (Observation { status, at }, role) in self.walk() {
            if role.is_some_and(Role::counts) {
                let at = self.time_set(status).filter(|_| !taken.contains(status)).or(at);
                taken = taken.with(status);
                if let Some(last) = steps.last_mut() {
                    last.lasted = at.zip(last.at).map(|(at, last)| at.since(last));
                }
                steps.push(Step { status, at, lasted: None });
            }
        }
        steps
    }

    /// Everything that was observed, each status and instant once, in the order of the instants; what has none comes
    /// last.
    ///
    /// ```
    /// use lastmile::{Observation, Status, Timeline, Timestamp};
    ///
    /// let mut timeline = Timeline::new();
    /// let at: Timestamp = "2020-09-12T17:40:00Z".parse()?;
    /// timeline.observe(Status::PickedUp, None);
    /// timeline.observe(Status::AtDropOff, at);
    /// timeline.observe(Status::AtDropOff, at);
    /// let history: Vec<Observation> = timeline.history().collect();
    /// assert_eq!(history, [
    ///     Observation { status: Status::AtDropOff, at: Some(at) },
    ///     Observation { status: Status::PickedUp, at: None },
    /// ]);
    /// // A host that keeps rows of observations makes a timeline of them again.
    /// assert_eq!(history.into_iter().collect::<Timeline>(), timeline);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn history(&self) -> impl Iterator<Item = Observation> {
        let dated = self.facts.iter().map(|fact| Observation { status: fact.status(), at: fact.at() });
        dated.chain(self.undated.iter().map(|status| Observation { status, at: None }))
    }

    /// How many observations there are.
    pub fn len(&self) -> usize {
        self.facts.len().saturating_add(self.undated.iter().count())
    }

    /// Whether nothing was observed. There may be times set by hand.
    pub fn is_empty(&self) -> bool {
        self.undated.is_empty() && self.facts.len() == 0
    }

    /// What does not fit the rest, in the order of the history.
    ///
    /// ```
    /// use lastmile::{AnomalyKind, Status, Timeline, Timestamp};
    ///
    /// let mut timeline = Timeline::new();
    /// timeline.observe(Status::Completed, "2020-09-12T17:40:00Z".parse::<Timestamp>()?);
    /// timeline.observe(Status::AtDropOff, "2020-09-12T17:41:00Z".parse::<Timestamp>()?);
    /// let kinds: Vec<AnomalyKind> = timeline.anomalies().map(|anomaly| anomaly.kind).collect();
    /// assert_eq!(kinds, [AnomalyKind::AfterFinal]);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn anomalies(&self) -> impl Iterator<Item = Anomaly> {
        self.walk().filter_map(|(observation, role)| Some(Anomaly { observation, kind: role?.anomaly()? }))
    }

    /// Sets the time of a status by hand, or with `None` gives it back to what was observed. A time set by hand wins over
    /// every observation, also over those that arrive later; it does not change the status.
    ///
    /// Each call counts as later than what this timeline knows of; where two machines set different times without
    /// knowing of each other, the later time wins after a merge.
    ///
    /// ```
    /// use lastmile::{Status, Timeline, Timestamp};
    ///
    /// let mut timeline = Timeline::new();
    /// let by_hand: Timestamp = "2023-01-01T12:31:00+01:00".parse()?;
    /// timeline.set_time(Status::DropOffEnRoute, by_hand);
    /// timeline.observe(Status::DropOffEnRoute, "2023-01-01T12:50:00+01:00".parse::<Timestamp>()?);
    /// assert_eq!(timeline.reached(Status::DropOffEnRoute), Some(by_hand));
    /// assert_eq!(timeline.time_set(Status::DropOffEnRoute), Some(by_hand));
    ///
    /// timeline.set_time(Status::DropOffEnRoute, None);
    /// let seen = timeline.reached(Status::DropOffEnRoute).map(|at| at.to_string());
    /// assert_eq!(seen.as_deref(), Some("2023-01-01T12:50:00+01:00"), "what was observed counts again");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn set_time(&mut self, status: Status, at: impl Into<Option<Timestamp>>) {
        let at = at.into();
        if self.time_set(status) != at {
            self.by_hand.get_or_insert_default().set(status, at);
        }
    }

    /// The time that was set by hand.
    pub fn time_set(&self, status: Status) -> Option<Timestamp> {
        self.times_set().iter().find(|time| time.status == status)?.at
    }

    /// All times that were set by hand, in the order of the table.
    fn times_set(&self) -> &[HandTime] {
        self.by_hand.as_ref().map_or(&[], |by_hand| &by_hand.times)
    }

    /// Takes over which times of those statuses another timeline had set by hand.
    pub(crate) fn take_times_set(&mut self, other: &Timeline, of: impl Fn(Status) -> bool) {
        for time in other.times_set().iter().filter(|time| of(time.status)) {
            self.by_hand.get_or_insert_default().take(*time);
        }
    }

    /// The members of its own JSON in which another one differs.
    pub(crate) fn differences(&self, other: &Timeline) -> impl Iterator<Item = &'static str> {
        let differ = [
            ("lifecycle", self.lifecycle != other.lifecycle),
            ("observations", !self.history().eq(other.history())),
            ("times_set", self.times_set() != other.times_set()),
        ];
        differ.into_iter().filter(|(_, differ)| *differ).map(|(member, _)| member)
    }

    /// The history, and of each observation whether it counts or repeats what does; none for one without an instant that
    /// lies behind.
    pub(crate) fn course(&self) -> impl Iterator<Item = (Observation, Option<bool>)> {
        self.walk().map(|(seen, role)| (seen, role.map(|role| role.counts() || role == Role::Repeat)))
    }

    fn judge(&mut self) {
        self.standing = self.facts.standing(self.lifecycle(), None);
    }

    /// All observations in order, and their part in the whole; none for one without an instant that lies behind.
    fn walk(&self) -> impl Iterator<Item = (Observation, Option<Role>)> {
        let lifecycle = self.lifecycle();
        let mut standing = None;
        let dated = self.facts.iter().map(move |fact| {
            let role = role(lifecycle, standing, fact.status());
            if role.counts() {
                standing = Some(fact.status());
            }
            (Observation { status: fact.status(), at: fact.at() }, Some(role))
        });
        let undated = self.walk_undated(self.undated, self.standing.map(Fact::status));
        dated
            .chain(self.undated.iter().zip(undated).map(|(status, (_, role))| (Observation { status, at: None }, role)))
    }

    /// For each status without an instant, in the order of the table: what stands then, and its part in the whole.
    fn walk_undated(
        &self,
        undated: StatusSet,
        dated: Option<Status>,
    ) -> impl Iterator<Item = (Option<Status>, Option<Role>)> {
        let lifecycle = self.lifecycle();
        // Ends that nothing follows win over ends that may be followed, and those over everything else.
        let progress = move |status: Status| match (status.is_final(), lifecycle.is_final(status)) {
            (_, true) => u8::MAX,
            (true, false) => u8::MAX.saturating_sub(1),
            (false, false) => status.row(),
        };
        let mut standing = dated;
        undated.iter().map(move |status| {
            if !lifecycle.has(status) {
                return (standing, Some(Role::Foreign));
            }
            if standing.is_none_or(|standing| progress(status) > progress(standing)) {
                let role = role(lifecycle, standing, status);
                standing = Some(status);
                return (standing, Some(role));
            }
            (standing, lifecycle.is_final(status).then_some(Role::OtherEnd))
        })
    }
}

/// The part of an observation, given what stands before it.
#[inline]
fn role(lifecycle: Lifecycle, standing: Option<Status>, status: Status) -> Role {
    if !lifecycle.has(status) {
        return Role::Foreign;
    }
    match standing {
        None => Role::Step,
        Some(standing) if standing == status => Role::Repeat,
        Some(standing) if lifecycle.leads_to(standing, status) => Role::Step,
        Some(standing) if lifecycle.is_final(standing) && status.is_final() => Role::OtherEnd,
        Some(_) if status.is_final() => Role::OffPath,
        Some(standing) if standing.is_final() => Role::AfterFinal,
        Some(_) => Role::Backward,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Step,
    OffPath,
    Repeat,
    Backward,
    AfterFinal,
    OtherEnd,
    Foreign,
}

impl Role {
    /// Whether the status becomes this one.
    const fn counts(self) -> bool {
        matches!(self, Role::Step | Role::OffPath)
    }

    const fn observed(self) -> Observed {
        match self {
            Role::Step => Observed::Applied { skipped: StatusSet::EMPTY },
            Role::OffPath => Observed::OffPath,
            Role::Repeat => Observed::Repeated,
            Role::Backward => Observed::Backward,
            Role::AfterFinal => Observed::AfterFinal,
            Role::OtherEnd => Observed::OtherEnd,
            Role::Foreign => Observed::Foreign,
        }
    }

    const fn anomaly(self) -> Option<AnomalyKind> {
        match self {
            Role::Step | Role::Repeat => None,
            Role::OffPath => Some(AnomalyKind::OffPath),
            Role::Backward => Some(AnomalyKind::Backward),
            Role::AfterFinal => Some(AnomalyKind::AfterFinal),
            Role::OtherEnd => Some(AnomalyKind::OtherEnd),
            Role::Foreign => Some(AnomalyKind::Foreign),
        }
    }
}

/// Times set by hand, at most one for each status.
#[derive(Debug, Clone, Default)]
struct ByHand {
    /// In the order of the table.
    times: Vec<HandTime>,
}

own_form! {
    /// The highest revision wins, then the later time.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
    struct HandTime {
        status: Status,
        revision: u32,
        #[serde(default)]
        at: Option<Timestamp>,
    }
}

impl ByHand {
    fn set(&mut self, status: Status, at: Option<Timestamp>) {
        let known = self.times.iter().find(|time| time.status == status);
        let revision = known.map_or(0, |time| time.revision).saturating_add(1);
        self.take(HandTime { status, revision, at });
    }

    fn take(&mut self, time: HandTime) {
        match self.times.iter_mut().find(|known| known.status == time.status) {
            Some(known) if (known.revision, known.at) < (time.revision, time.at) => *known = time,
            Some(_) => {}
            None => {
                self.times.push(time);
                self.times.sort_by_key(|time| time.status.row());
            }
        }
    }
}

impl Default for Timeline {
    fn default() -> Timeline {
        Timeline::new()
    }
}

impl PartialEq for Timeline {
    fn eq(&self, other: &Timeline) -> bool {
        self.lifecycle == other.lifecycle
            && self.undated == other.undated
            && self.times_set() == other.times_set()
            && self.facts.len() == other.facts.len()
            && self.facts.iter().eq(other.facts.iter())
    }
}

impl Eq for Timeline {}

impl fmt::Debug for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timeline")
            .field("lifecycle", &self.lifecycle)
            .field("status", &self.status())
            .field("history", &self.history().collect::<Vec<_>>())
            .field("by_hand", &self.by_hand.as_deref().map(|by_hand| &by_hand.times))
            .finish()
    }
}

impl Extend<Observation> for Timeline {
    fn extend<I: IntoIterator<Item = Observation>>(&mut self, observations: I) {
        for observation in observations {
            self.observe(observation.status, observation.at);
        }
    }
}

impl FromIterator<Observation> for Timeline {
    fn from_iter<I: IntoIterator<Item = Observation>>(observations: I) -> Timeline {
        let mut timeline = Timeline::new();
        timeline.extend(observations);
        timeline
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    #[serde(default)]
    lifecycle: Option<Lifecycle>,
    observations: Vec<Observation>,
    #[serde(default)]
    times_set: Vec<HandTime>,
}

/// The lifecycle if one was named, the history, and the times set by hand with their revisions.
impl Serialize for Timeline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = Stored {
            lifecycle: self.lifecycle,
            observations: self.history().collect(),
            times_set: self.times_set().to_vec(),
        };
        stored.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Timeline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timeline, D::Error> {
        let stored = Stored::deserialize(Own(deserializer))?;
        let mut timeline = Timeline::judged(stored.lifecycle);
        timeline.extend(stored.observations);
        for time in stored.times_set {
            if time.revision == 0 {
                return Err(de::Error::custom("a revision is at least 1"));
            }
            timeline.by_hand.get_or_insert_default().take(time);
        }
        Ok(timeline)
    }
}

const _: () = assert!(size_of::<Timeline>() <= 64 && size_of::<Fact>() == 12);
