//! Which status may follow which: the table, and what differs by provider as data.
//!
#![doc = include_str!("../../docs/lifecycle.md")]

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write as _;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Status, StatusSet};
use crate::own::{Own, own_words};
use crate::rule::{Found, Rule, Violation};

/// The table of statuses and a policy: what a provider has, until when it cancels, what may follow an end.
///
/// A value of a few bytes, to be compared, copied, stored. [`Lifecycle::CANONICAL`] has everything; each provider's
/// dialect has a constant, and a host describes another provider in the same words:
///
/// ```
/// use lastmile::{Lifecycle, Status::*, gett};
///
/// // Abbiamo's second attempt: start-delivery, failed-to-deliver, start-delivery, successful.
/// const SECOND_ATTEMPT: Lifecycle = Lifecycle::CANONICAL.followed_by(NotDelivered, &[DropOffEnRoute]);
/// assert!(SECOND_ATTEMPT.leads_to(NotDelivered, Completed));
/// assert!(!Lifecycle::CANONICAL.leads_to(NotDelivered, Completed));
///
/// // Gett cancels until the courier waits at the pickup; after that, the delivery ends as not delivered.
/// assert!(gett::LIFECYCLE.leads_to(AtPickup, Cancelled));
/// assert!(!gett::LIFECYCLE.leads_to(PickedUp, Cancelled));
/// ```
///
/// Steps may be skipped under every policy. A way back exists only where a policy names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lifecycle {
    has: StatusSet,
    cancellable_from: StatusSet,
    unassignable_from: StatusSet,
    after_completed: StatusSet,
    after_rejected: StatusSet,
    after_not_delivered: StatusSet,
    after_cancelled: StatusSet,
    completing: Completing,
}

own_words! {
    /// What it takes to complete a delivery.
    ///
    /// ```
    /// use lastmile::{Completing, Status, Timeline, gett};
    ///
    /// assert_eq!(gett::LIFECYCLE.completing(), Completing::Free);
    /// let by_code = gett::LIFECYCLE.completed_by_code();
    /// assert_eq!(by_code.completing(), Completing::ByCode);
    ///
    /// let mut timeline = Timeline::under(by_code);
    /// assert!(timeline.advance(Status::Completed, "2020-09-12T17:40:00Z".parse()?).is_err(), "not by the step alone");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Completing {
        /// Nothing but the step.
        #[default]
        Free,
        /// The delivery code has to be shown: [`Timeline::complete`](crate::Timeline::complete).
        ByCode,
    }
}

impl Lifecycle {
    /// All twelve statuses; cancellation at any time before the end; nothing follows a final status.
    ///
    /// ```
    /// use lastmile::{Lifecycle, Status::*};
    ///
    /// assert!(Lifecycle::CANONICAL.leads_to(AtDropOff, Cancelled));
    /// assert!(Lifecycle::CANONICAL.is_final(NotDelivered));
    /// ```
    pub const CANONICAL: Lifecycle = Lifecycle {
        has: StatusSet::ALL,
        cancellable_from: UNDERWAY,
        unassignable_from: StatusSet::EMPTY,
        after_completed: StatusSet::EMPTY,
        after_rejected: StatusSet::EMPTY,
        after_not_delivered: StatusSet::EMPTY,
        after_cancelled: StatusSet::EMPTY,
        completing: Completing::Free,
    };

    /// The same without those statuses. The first and the successful one stay, so that every delivery can end.
    ///
    /// ```
    /// use lastmile::{Lifecycle, Status::*};
    ///
    /// // A carrier that does not tell when its couriers arrive.
    /// const QUIET: Lifecycle = Lifecycle::CANONICAL.without(&[ApproachingPickup, AtPickup, ApproachingDropOff, AtDropOff]);
    /// assert!(!QUIET.has(AtPickup) && QUIET.statuses().len() == 8);
    /// assert!(QUIET.successors(PickupEnRoute).contains(PickedUp), "what followed it follows the one before");
    /// ```
    #[must_use]
    pub const fn without(mut self, statuses: &[Status]) -> Lifecycle {
        self.has = self.has.difference(StatusSet::of(statuses)).with(Status::Pending).with(Status::Completed);
        self
    }

    /// The same, where a command may cancel up to that status and not later. Before the pickup anyone could: pending
    /// always stays cancellable.
    ///
    /// ```
    /// use lastmile::{Lifecycle, Status::*};
    ///
    /// const STRICT: Lifecycle = Lifecycle::CANONICAL.cancellable_until(Pending);
    /// assert!(STRICT.leads_to(Pending, Cancelled) && !STRICT.leads_to(PickupEnRoute, Cancelled));
    /// assert_eq!(STRICT.cancellable_from().to_string(), "pending");
    /// ```
    #[must_use]
    pub const fn cancellable_until(mut self, last: Status) -> Lifecycle {
        self.cancellable_from = until(last);
        self
    }

    /// The same, where a courier may give a delivery back up to that status, at the latest at the pickup: it is pending
    /// again. Instaleap's `RE_ALLOCATED` and DoorDash's second `created` are such steps.
    ///
    /// ```
    /// use lastmile::{Lifecycle, Status::*};
    ///
    /// const RE_ALLOCATED: Lifecycle = Lifecycle::CANONICAL.unassignable_until(AtPickup);
    /// assert!(RE_ALLOCATED.leads_to(PickupEnRoute, Pending) && RE_ALLOCATED.has_ways_back());
    /// assert!(!RE_ALLOCATED.leads_to(PickedUp, Pending), "who has the goods keeps them");
    /// ```
    #[must_use]
    pub const fn unassignable_until(mut self, last: Status) -> Lifecycle {
        self.unassignable_from = until(last).intersection(until(Status::AtPickup)).without(Status::Pending);
        self
    }

    /// The same, where that end may be followed: by a second attempt, for example. Of what is named, the statuses in
    /// which a courier has the goods count; after a status that is not final, nothing is added.
    ///
    /// ```
    /// use lastmile::{Lifecycle, Status::*};
    ///
    /// const SECOND_ATTEMPT: Lifecycle = Lifecycle::CANONICAL.followed_by(NotDelivered, &[DropOffEnRoute]);
    /// assert!(SECOND_ATTEMPT.successors(NotDelivered).contains(DropOffEnRoute) && !SECOND_ATTEMPT.is_final(NotDelivered));
    /// assert!(SECOND_ATTEMPT.is_final(Cancelled));
    /// ```
    #[must_use]
    pub const fn followed_by(mut self, end: Status, next: &[Status]) -> Lifecycle {
        let next = StatusSet::of(next).intersection(until(Status::AtDropOff).difference(until(Status::AtPickup)));
        match end {
            Status::Completed => self.after_completed = next,
            Status::Rejected => self.after_rejected = next,
            Status::NotDelivered => self.after_not_delivered = next,
            Status::Cancelled => self.after_cancelled = next,
            _ => {}
        }
        self
    }

    /// The same, where a delivery is completed only by showing its code.
    #[must_use]
    pub const fn completed_by_code(mut self) -> Lifecycle {
        self.completing = Completing::ByCode;
        self
    }

    /// This one, if the other is the same, or else the canonical one; who needs the code to complete a delivery still does.
    pub(crate) fn or_canonical(self, other: Lifecycle) -> Lifecycle {
        if self == other {
            return self;
        }
        Lifecycle::CANONICAL.completed_as(self).completed_as(other)
    }

    /// The same, where it takes the code to complete a delivery if it does in that one.
    pub(crate) fn completed_as(self, other: Lifecycle) -> Lifecycle {
        Lifecycle { completing: self.completing.max(other.completing), ..self }
    }

    /// The statuses that it has.
    pub const fn statuses(self) -> StatusSet {
        self.has
    }

    /// Whether it has that status.
    #[inline]
    pub const fn has(self, status: Status) -> bool {
        self.has.contains(status)
    }

    /// The status of a code, if this lifecycle has it: what a provider with fewer statuses means by another's code nobody knows.
    ///
    /// ```
    /// use lastmile::{Rule, Status, gett, hubrise};
    ///
    /// assert_eq!(gett::LIFECYCLE.status(20)?, Status::PickupEnRoute);
    /// assert_eq!(hubrise::LIFECYCLE.status(25)?, Status::ApproachingPickup);
    /// assert_eq!(gett::LIFECYCLE.status(25).unwrap_err().rule(), Rule::StatusCode);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::StatusCode`], which keeps the number.
    pub fn status(self, code: impl Into<i128>) -> Result<Status, Violation> {
        let code = code.into();
        let status = u16::try_from(code).ok().and_then(Status::of_code).filter(|status| self.has(*status));
        status.ok_or_else(|| Rule::StatusCode.broken_by(code))
    }

    /// The statuses from which a command may cancel.
    pub const fn cancellable_from(self) -> StatusSet {
        self.cancellable_from.intersection(self.has)
    }

    /// What it takes to complete a delivery.
    pub const fn completing(self) -> Completing {
        self.completing
    }

    /// Whether nothing follows that status here.
    #[inline]
    pub const fn is_final(self, status: Status) -> bool {
        status.is_final() && self.followers(status).is_empty()
    }

    /// Whether some status can come back, because the policy names a way back.
    #[inline]
    pub const fn has_ways_back(self) -> bool {
        !self.after_completed.is_empty()
            || !self.after_rejected.is_empty()
            || !self.after_not_delivered.is_empty()
            || !self.after_cancelled.is_empty()
            || !self.unassignable_from.is_empty()
    }

    /// The statuses that come next when no step is skipped.
    pub const fn successors(self, status: Status) -> StatusSet {
        let mut next = StatusSet::of(status.successors()).union(self.followers(status));
        // A status that is missing here is stepped over: what follows it follows the one before.
        loop {
            let missing = next.difference(self.has);
            if missing.is_empty() {
                break;
            }
            next = next.intersection(self.has);
            let mut left = Status::ALL;
            while let [this, rest @ ..] = left {
                if missing.contains(*this) {
                    next = next.union(StatusSet::of(this.successors()));
                }
                left = rest;
            }
        }
        self.with_policy(status, next)
    }

    /// The statuses to which a command may lead from there, by one step or by several. A way back is one step only, not
    /// to be skipped.
    ///
    /// ```
    /// use lastmile::{Status::*, gett};
    ///
    /// assert_eq!(gett::LIFECYCLE.ahead(AtDropOff).to_string(), "completed, not_delivered");
    /// ```
    #[inline]
    pub const fn ahead(self, status: Status) -> StatusSet {
        if !status.is_final() {
            return self.with_policy(status, status.ahead().intersection(self.has));
        }
        let next = self.followers(status);
        let mut all = next;
        let mut cancellable = false;
        let mut left = Status::ALL;
        while let [this, rest @ ..] = left {
            if next.contains(*this) {
                all = all.union(this.ahead());
                cancellable = cancellable || self.cancellable_from.contains(*this);
            }
            left = rest;
        }
        let all = all.intersection(self.has).without(status);
        if cancellable { all } else { all.without(Status::Cancelled) }
    }

    /// Whether a command may lead from one to the other.
    #[inline]
    pub const fn leads_to(self, from: Status, to: Status) -> bool {
        self.ahead(from).contains(to)
    }

    /// Whether a command may lead from where a delivery stands to a status, and if not, why.
    ///
    /// ```
    /// use lastmile::{Rule, Status, hubrise};
    ///
    /// assert!(hubrise::LIFECYCLE.permits(None, Status::AtPickup).is_ok());
    /// let after_the_end = hubrise::LIFECYCLE.permits(Some(Status::Cancelled), Status::Completed);
    /// assert_eq!(after_the_end.unwrap_err().rule(), Rule::StatusAfterFinal);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::StatusForeign`] if it does not have the status, [`Rule::StatusAfterFinal`] if the delivery is over,
    /// [`Rule::StatusNotNext`] if the way does not lead there.
    #[inline]
    pub fn permits(self, from: Option<Status>, to: Status) -> Result<(), Violation> {
        if !self.has(to) {
            return Err(Rule::StatusForeign.broken_by(to.name()));
        }
        if let Some(from) = from {
            let found = || Found::shown(format_args!("{to} after {from}"));
            if self.is_final(from) {
                return Err(Rule::StatusAfterFinal.broken_by(found()));
            }
            if from == to || !self.leads_to(from, to) {
                return Err(Rule::StatusNotNext.broken_by(found()));
            }
        }
        Ok(())
    }

    /// The steps that are left out between two statuses, on the shortest way; from the very beginning, if there is no
    /// first one.
    ///
    /// ```
    /// use lastmile::{Lifecycle, Status::*};
    ///
    /// assert_eq!(Lifecycle::CANONICAL.skipped(Some(AtPickup), DropOffEnRoute).to_string(), "picked_up");
    /// ```
    #[inline]
    pub fn skipped(self, from: Option<Status>, to: Status) -> StatusSet {
        let Some(from) = from else {
            return if to.is(Status::Pending) {
                StatusSet::EMPTY
            } else {
                self.skipped(Some(Status::Pending), to).with(Status::Pending)
            };
        };
        if !from.is_final() {
            return skipped(from, to).intersection(self.has);
        }
        let followers = self.followers(from);
        if followers.contains(to) {
            return StatusSet::EMPTY;
        }
        let ways = followers.iter().filter(|next| next.leads_to(to)).map(|next| skipped(next, to).with(next));
        ways.min_by_key(|way| way.len()).unwrap_or_default().intersection(self.has)
    }

    /// Whether every status that it has is reached from the first one and can end, and whether, apart from the ways back
    /// that its policy names, nothing comes twice.
    ///
    /// ```
    /// use lastmile::{Lifecycle, Status::*};
    ///
    /// const MINE: Lifecycle = Lifecycle::CANONICAL.without(&[Rejected]).cancellable_until(AtPickup);
    /// const _: () = assert!(MINE.is_sound(), "said while it is compiled");
    /// ```
    pub const fn is_sound(self) -> bool {
        let mut sound = self.has(Status::Pending);
        let mut left = Status::ALL;
        while let [this, rest @ ..] = left {
            if self.has(*this) {
                sound &= this.is(Status::Pending) || self.leads_to(Status::Pending, *this);
                sound &= this.is_final() || self.leads_to(*this, Status::Completed);
                sound &= !this.leads_to(*this);
            }
            left = rest;
        }
        sound
    }

    /// The diagram of what follows what when no step is skipped, as Mermaid text.
    ///
    /// ```
    /// use lastmile::hubrise;
    ///
    /// // For a host's own documentation.
    /// let drawn = hubrise::LIFECYCLE.diagram();
    /// assert!(drawn.starts_with("stateDiagram-v2"));
    /// assert!(drawn.contains("at_pickup --> drop_off_en_route") && !drawn.contains("picked_up"));
    /// ```
    pub fn diagram(self) -> String {
        let mut text = String::from("stateDiagram-v2\n    [*] --> pending\n");
        for status in self.has.iter() {
            // Writing to a text does not fail.
            let _ = writeln!(text, "    {status}: {status} ({})", status.code());
            for next in self.successors(status).iter() {
                let _ = writeln!(text, "    {status} --> {next}");
            }
            if status.is_final() {
                let _ = writeln!(text, "    {status} --> [*]");
            }
        }
        text
    }

    /// What the policy lets follow an end, in one step.
    #[inline]
    const fn followers(self, status: Status) -> StatusSet {
        match status {
            Status::Completed => self.after_completed,
            Status::Rejected => self.after_rejected,
            Status::NotDelivered => self.after_not_delivered,
            Status::Cancelled => self.after_cancelled,
            _ => return StatusSet::EMPTY,
        }
        .intersection(self.has)
    }

    /// The last status from which a courier may give a delivery back, and those before it.
    pub(crate) const fn unassignable_from(self) -> StatusSet {
        self.unassignable_from
    }

    #[inline]
    const fn with_policy(self, from: Status, next: StatusSet) -> StatusSet {
        let next = if self.cancellable_from.contains(from) { next } else { next.without(Status::Cancelled) };
        if self.unassignable_from.contains(from) { next.with(Status::Pending) } else { next }
    }
}

/// The statuses of a delivery that is not over.
const UNDERWAY: StatusSet = until(Status::AtDropOff);

/// That status and those that lead to it, finals left out, pending always with them.
const fn until(last: Status) -> StatusSet {
    let mut set = StatusSet::EMPTY.with(Status::Pending);
    let mut left = Status::ALL;
    while let [this, rest @ ..] = left {
        if !this.is_final() && (this.is(last) || this.leads_to(last)) {
            set = set.with(*this);
        }
        left = rest;
    }
    set
}

const ROWS: usize = Status::ALL.len();

/// For each pair, what the shortest way leaves out; computed by the compiler.
#[expect(clippy::indexing_slicing, reason = "a wrong index in a static is a build error")]
static SKIPPED: [[StatusSet; ROWS]; ROWS] = {
    let mut table = [[StatusSet::EMPTY; ROWS]; ROWS];
    let mut from = 0;
    while from < ROWS {
        let mut to = 0;
        while to < ROWS {
            table[from][to] = shortest(Status::ALL[from], Status::ALL[to]);
            to += 1;
        }
        from += 1;
    }
    table
};

#[inline]
#[expect(clippy::indexing_slicing, reason = "there is one for each row and column")]
fn skipped(from: Status, to: Status) -> StatusSet {
    SKIPPED[usize::from(from.row())][usize::from(to.row())]
}

const fn shortest(from: Status, to: Status) -> StatusSet {
    let mut best = StatusSet::EMPTY;
    let mut found = StatusSet::of(from.successors()).contains(to);
    let mut left = if found { &[] } else { from.successors() };
    while let [next, rest @ ..] = left {
        if next.leads_to(to) {
            let way = shortest(*next, to).with(*next);
            if !found || way.len() < best.len() {
                best = way;
                found = true;
            }
        }
        left = rest;
    }
    best
}

const _: () = assert!(Lifecycle::CANONICAL.is_sound() && !Lifecycle::CANONICAL.has_ways_back());

/// The form of a lifecycle: what differs from [`Lifecycle::CANONICAL`], by name.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Lifecycle", default = "canonical", deny_unknown_fields)]
struct Policy {
    #[serde(rename = "statuses")]
    has: StatusSet,
    cancellable_from: StatusSet,
    unassignable_from: StatusSet,
    after_completed: StatusSet,
    after_rejected: StatusSet,
    after_not_delivered: StatusSet,
    after_cancelled: StatusSet,
    completing: Completing,
}

const fn canonical() -> Lifecycle {
    Lifecycle::CANONICAL
}

impl Serialize for Lifecycle {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Policy::serialize(self, serializer)
    }
}

/// What was stored goes through the same words as what is written in code, so it is as sound.
impl<'de> Deserialize<'de> for Lifecycle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lifecycle, D::Error> {
        let policy: Lifecycle = Policy::deserialize(Own(deserializer))?;
        let list = |set: StatusSet| set.iter().collect::<Vec<_>>();
        let until = |set: StatusSet| set.intersection(UNDERWAY).last();
        let mut lifecycle = Lifecycle::CANONICAL
            .without(&list(StatusSet::ALL.difference(policy.has)))
            .cancellable_until(until(policy.cancellable_from).unwrap_or(Status::Pending))
            .followed_by(Status::Completed, &list(policy.after_completed))
            .followed_by(Status::Rejected, &list(policy.after_rejected))
            .followed_by(Status::NotDelivered, &list(policy.after_not_delivered))
            .followed_by(Status::Cancelled, &list(policy.after_cancelled));
        if let Some(last) = until(policy.unassignable_from) {
            lifecycle = lifecycle.unassignable_until(last);
        }
        lifecycle.completing = policy.completing;
        Ok(lifecycle)
    }
}
