//! What an update changes, as a value: it is applied without a request, and made of two deliveries.

use alloc::collections::BTreeSet;

use serde::{Serialize, Serializer};

use super::lifecycle::{LIFECYCLE, STATUSES, StatusTimes};
use crate::edit::Edit;
use crate::id::TrackingNumber;
use crate::own::{own_form, write_telling};
use crate::payload::Converted;
use crate::place::Coordinates;
use crate::report::Scope;
use crate::rule::{Found, Rule, Violation};
use crate::status::{Lifecycle, Status, Timeline};
use crate::text::{AccessCode, Link, PersonName, Phone};
use crate::time::Timestamp;
use crate::tracking::{Courier, Estimates, Tracking};

own_form! {
    /// What an update changes of a delivery; all that the page lets it change, and nothing else.
    ///
    /// ```
    /// use lastmile::{Status, Timestamp, Tracking, hubrise};
    ///
    /// let update = hubrise::TrackingUpdate { status: Some(Status::PickupEnRoute), ..hubrise::TrackingUpdate::default() };
    /// let now: Timestamp = "2023-01-01T12:11:03+01:00".parse()?;
    /// let assigned = update.apply(&Tracking::default(), now)?;
    /// assert_eq!(hubrise::StatusTimes::of(&assigned.timeline).assigned_at, Some(now), "it sets itself");
    ///
    /// let later: Timestamp = "2023-01-01T12:20:00+01:00".parse()?;
    /// assert_eq!(update.apply(&assigned, later)?, assigned, "twice is once");
    /// assert_eq!(hubrise::TrackingUpdate::between(&assigned, &assigned)?, hubrise::TrackingUpdate::default());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
    #[derive(Default)]
    #[serde(default)]
    pub struct TrackingUpdate {
        /// The carrier's own id of the delivery.
        pub tracking_number: Edit<TrackingNumber>,
        /// The status, which can be set and not cleared.
        pub status: Option<Status>,
        /// When the carrier thinks to be at the pickup.
        pub estimated_pickup: Edit<Timestamp>,
        /// When the carrier thinks to be at the drop-off.
        pub estimated_drop_off: Edit<Timestamp>,
        /// Where the recipient can follow it.
        pub link: Edit<Link>,
        /// The courier's name.
        pub courier_name: Edit<PersonName>,
        /// The courier's phone number.
        pub courier_phone: Edit<Phone>,
        /// What to say or dial to be put through to them.
        pub access_code: Edit<AccessCode>,
        /// Where they are.
        pub position: Edit<Coordinates>,
        /// When the status changed to pickup en route.
        pub assigned_at: Edit<Timestamp>,
        /// When the status changed to drop-off en route.
        pub pickup_at: Edit<Timestamp>,
        /// When the status changed to completed.
        pub delivered_at: Edit<Timestamp>,
        /// When the status changed to cancelled.
        pub cancelled_at: Edit<Timestamp>,
    }
}

/// What is kept is left out, where members have names.
impl Serialize for TrackingUpdate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let TrackingUpdate {
            tracking_number,
            status,
            estimated_pickup,
            estimated_drop_off,
            link,
            courier_name,
            courier_phone,
            access_code,
            position,
            assigned_at,
            pickup_at,
            delivered_at,
            cancelled_at,
        } = self;
        write_telling!(serializer, "TrackingUpdate", {
            tracking_number: tracking_number.is_keep(),
            status: status.is_none(),
            estimated_pickup: estimated_pickup.is_keep(),
            estimated_drop_off: estimated_drop_off.is_keep(),
            link: link.is_keep(),
            courier_name: courier_name.is_keep(),
            courier_phone: courier_phone.is_keep(),
            access_code: access_code.is_keep(),
            position: position.is_keep(),
            assigned_at: assigned_at.is_keep(),
            pickup_at: pickup_at.is_keep(),
            delivered_at: delivered_at.is_keep(),
            cancelled_at: cancelled_at.is_keep(),
        })
    }
}

impl TrackingUpdate {
    /// The delivery as it is after the update; the one before is not touched, and on error there is none.
    ///
    /// If the status changes to one that has a time of its own, and neither the update nor the delivery says that time, it
    /// is `now`. A time that the update says or clears wins. Applying an update twice is applying it once, whenever.
    ///
    /// Where status or times change, the timeline is told again as the provider would tell it: the status, the four times
    /// and what else was known with its instant or was set by hand, under [`LIFECYCLE`]; a delivery that is [completed by
    /// its code](crate::Lifecycle::completed_by_code) still is. Where they do not, it stays as it is.
    ///
    /// Source: HubRise, deliveries, auto-updated fields.
    ///
    /// # Errors
    ///
    /// [`Rule::StatusForeign`] if the status changes to one that HubRise does not have, or a time beside such a one;
    /// [`Rule::StatusAfterFinal`] if the delivery is over, [`Rule::StatusNotNext`] for a step back.
    pub fn apply(&self, tracking: &Tracking, now: Timestamp) -> Result<Tracking, Violation> {
        self.applied(tracking, Some(now))
    }

    /// The smallest update that makes the one delivery of the other: `between(a, b)?.apply(a, now)` is `b`, whatever `now`
    /// is.
    ///
    /// ```
    /// use lastmile::{Edit, Link, Rule, Tracking, hubrise::TrackingUpdate};
    ///
    /// let before = Tracking { link: Some(Link::new("https://example.com/t/1")?), ..Tracking::default() };
    /// let after = Tracking { link: None, ..before.clone() };
    /// let update = TrackingUpdate::between(&before, &after)?;
    /// assert_eq!(update, TrackingUpdate { link: Edit::Clear, ..TrackingUpdate::default() });
    /// assert_eq!(update.apply(&before, "2023-01-01T12:11:03+01:00".parse()?)?, after);
    ///
    /// let for_a_fee = Tracking { fee: Some(lastmile::Money::read_text("4.50 EUR")?), ..before.clone() };
    /// assert_eq!(TrackingUpdate::between(&before, &for_a_fee).unwrap_err().rule(), Rule::Immutable);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::Immutable`], with the member, if they differ in something that no update changes: the carrier, the fee,
    /// what HubRise does not know of, a history that it cannot tell. What [`TrackingUpdate::apply`] would refuse.
    pub fn between(before: &Tracking, after: &Tracking) -> Result<TrackingUpdate, Violation> {
        let update = TrackingUpdate::differences(before, after);
        let made = update.applied(before, None)?;
        match what_differs(&made, after) {
            None => Ok(update),
            Some(member) => Err(immutable(Found::shown(format_args!("another {member}")))),
        }
    }

    fn differences(before: &Tracking, after: &Tracking) -> TrackingUpdate {
        let status = status(after).filter(|to| status(before) != Some(*to));
        let (old, new) = (StatusTimes::of(&before.timeline), StatusTimes::of(&after.timeline));
        // A time that would set itself is said, if only to stay empty.
        let time = |of: Status, old: Option<Timestamp>, new: Option<Timestamp>| match (old, new) {
            (None, new) if status == Some(of) => new.map_or(Edit::Clear, Edit::Set),
            (old, new) => Edit::between(old.as_ref(), new.as_ref()),
        };
        let nobody = Courier::default();
        let (from, to) = (before.courier.as_ref().unwrap_or(&nobody), after.courier.as_ref().unwrap_or(&nobody));
        TrackingUpdate {
            tracking_number: Edit::between(before.tracking_number.as_ref(), after.tracking_number.as_ref()),
            status,
            estimated_pickup: Edit::between(before.estimates.pickup.as_ref(), after.estimates.pickup.as_ref()),
            estimated_drop_off: Edit::between(before.estimates.drop_off.as_ref(), after.estimates.drop_off.as_ref()),
            link: Edit::between(before.link.as_ref(), after.link.as_ref()),
            courier_name: Edit::between(from.name.as_ref(), to.name.as_ref()),
            courier_phone: Edit::between(from.phone.as_ref(), to.phone.as_ref()),
            access_code: Edit::between(from.access_code.as_ref(), to.access_code.as_ref()),
            position: Edit::between(from.position.as_ref(), to.position.as_ref()),
            assigned_at: time(Status::PickupEnRoute, old.assigned_at, new.assigned_at),
            pickup_at: time(Status::DropOffEnRoute, old.pickup_at, new.pickup_at),
            delivered_at: time(Status::Completed, old.delivered_at, new.delivered_at),
            cancelled_at: time(Status::Cancelled, old.cancelled_at, new.cancelled_at),
        }
    }

    /// The update that tells HubRise how a delivery went on, whosever deliveries these are: what HubRise has a place for is
    /// told, and everything else that is new is a Loss with its place in `after`: also the instant of a status that has no
    /// time of its own, and a status that was passed over. What was lost before is not named again. Statuses are told as
    /// [`Tracking::told_to`] tells them.
    ///
    /// ```
    /// use lastmile::{Status, Timestamp, Tracking, hubrise};
    ///
    /// let at = "2020-09-12T17:10:00Z".parse::<Timestamp>()?;
    /// let before = Tracking::default();
    /// let mut after = before.clone();
    /// after.timeline.observe(Status::PickupEnRoute, at);
    /// let update = hubrise::TrackingUpdate::towards(&before, &after)?.value;
    /// assert_eq!(update.status, Some(Status::PickupEnRoute));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What [`TrackingUpdate::apply`] would refuse: a step back, or one after the end.
    pub fn towards(before: &Tracking, after: &Tracking) -> Result<Converted<TrackingUpdate>, Violation> {
        let known = before.told_to(&STATUSES).value;
        let Converted { value: told, mut report } = after.told_after(before, &STATUSES);
        let from = known.timeline.status();
        if let (None, Some(now)) = (told.timeline.status(), after.timeline.status()) {
            // Back, or on after the end, though there is no word for it that could be refused.
            Lifecycle::CANONICAL.permits(from, now)?;
        }
        let update = TrackingUpdate::differences(&known, &told);
        let made = update.applied(&known, None)?;
        let is_said = report.remarks().iter().any(|remark| remark.pointer == "/timeline/times_set");
        let mut s = Scope::new(&mut report);
        let mut timeline = s.member("timeline");
        lose_instants(&after.timeline, &told.timeline, [&known.timeline, &made.timeline], &mut timeline);
        timeline.loses("times_set", !is_said && loses_time_set(&told.timeline, &known.timeline, &made.timeline));
        let Tracking { carrier, fee, courier, rejection, failure, verifications, .. } = &known;
        s.loses("carrier", told.carrier != *carrier);
        s.loses("fee", told.fee != *fee);
        s.loses("rejection", told.rejection != *rejection);
        s.loses("failure", told.failure != *failure);
        s.loses("verifications", told.verifications != *verifications);
        let nobody = Courier::default();
        let (old, new) = (courier.as_ref().unwrap_or(&nobody), told.courier.as_ref().unwrap_or(&nobody));
        s.loses("courier", courier.is_none() && told.courier.as_ref() == Some(&nobody));
        let mut here = s.member("courier");
        here.loses("picture", old.picture != new.picture);
        here.loses("vehicle", old.vehicle != new.vehicle);
        Ok(Converted { value: update, report })
    }

    fn applied(&self, tracking: &Tracking, now: Option<Timestamp>) -> Result<Tracking, Violation> {
        let TrackingUpdate {
            tracking_number,
            status: set,
            estimated_pickup,
            estimated_drop_off,
            link,
            courier_name,
            courier_phone,
            access_code,
            position,
            assigned_at,
            pickup_at,
            delivered_at,
            cancelled_at,
        } = self.clone();
        let Tracking {
            carrier,
            tracking_number: known_number,
            fee,
            estimates: Estimates { pickup, drop_off },
            link: known_link,
            timeline,
            unknown_status,
            courier,
            rejection,
            failure,
            verifications,
        } = tracking.clone();

        let before = status(tracking);
        let changed = set.filter(|set| before != Some(*set));
        if let Some(to) = changed {
            LIFECYCLE.permits(before, to)?;
        }
        let told = StatusTimes::of(&timeline);
        let time = |of: Status, edit: Edit<Timestamp>, told: Option<Timestamp>| match edit {
            Edit::Keep if changed == Some(of) => told.or(now),
            edit => edit.applied_to(told),
        };
        let times = StatusTimes {
            assigned_at: time(Status::PickupEnRoute, assigned_at, told.assigned_at),
            pickup_at: time(Status::DropOffEnRoute, pickup_at, told.pickup_at),
            delivered_at: time(Status::Completed, delivered_at, told.delivered_at),
            cancelled_at: time(Status::Cancelled, cancelled_at, told.cancelled_at),
        };
        let timeline = match changed.or(before) {
            _ if changed.is_none() && times == told => timeline,
            status => retold(&timeline, status, times)?,
        };
        let known = courier.clone().unwrap_or_default();
        let Courier { name, phone, access_code: known_code, position: known_position, picture, vehicle } =
            known.clone();
        let who = Courier {
            name: courier_name.applied_to(name),
            phone: courier_phone.applied_to(phone),
            access_code: access_code.applied_to(known_code),
            position: position.applied_to(known_position),
            picture,
            vehicle,
        };
        Ok(Tracking {
            carrier,
            tracking_number: tracking_number.applied_to(known_number),
            fee,
            estimates: Estimates {
                pickup: estimated_pickup.applied_to(pickup),
                drop_off: estimated_drop_off.applied_to(drop_off),
            },
            link: link.applied_to(known_link),
            timeline,
            unknown_status: unknown_status.filter(|_| set.is_none()),
            courier: if who == known { courier } else { Some(who).filter(|who| *who != Courier::default()) },
            rejection,
            failure,
            verifications,
        })
    }
}

/// The status that the provider says now, if it is one that the lifecycle knows.
fn status(tracking: &Tracking) -> Option<Status> {
    tracking.timeline.status().filter(|_| tracking.unknown_status.is_none())
}

/// A status and its times as the provider would tell them, and what else was known with its instant, if it does not say
/// otherwise. A time set by hand says nothing of the status and stays where the provider has none to put there; whether a code
/// completes the delivery is not the provider's to say.
fn retold(before: &Timeline, status: Option<Status>, times: StatusTimes) -> Result<Timeline, Violation> {
    if let Some(status) = status {
        LIFECYCLE.permits(None, status)?;
    }
    let lifecycle = LIFECYCLE.completed_as(before.lifecycle());
    let told = times.timeline(status).judged_by(lifecycle);
    let mut with_history = Timeline::under(lifecycle);
    with_history.extend(before.history().filter(|seen| seen.at.is_some() && !StatusTimes::has(seen.status)));
    times.tell(status, &mut with_history);
    let agrees = with_history.status() == told.status() && StatusTimes::of(&with_history) == times;
    let mut retold = if agrees { with_history } else { told };
    retold.take_times_set(before, |status| !StatusTimes::has(status));
    Ok(retold)
}

/// Says what HubRise is not told of a timeline, neither before nor now, though it has words for all of it: when what has no
/// time of its own happened, and that what was passed over happened at all.
fn lose_instants(after: &Timeline, told: &Timeline, [known, made]: [&Timeline; 2], s: &mut Scope<'_>) {
    let seen =
        |timeline: &Timeline| timeline.history().map(|seen| (seen.status.code(), seen.at)).collect::<BTreeSet<_>>();
    let times = Status::ALL.iter().map(|status| (status.code(), made.reached(*status))).filter(|(_, at)| at.is_some());
    let (in_words, known, made) = (seen(told), seen(known), times.chain(seen(made)).collect::<BTreeSet<_>>());
    for (at, seen) in after.history().enumerate() {
        let fact = (seen.status.code(), seen.at);
        if in_words.contains(&fact) && !known.contains(&fact) && !made.contains(&fact) {
            s.member("observations").index(at).lost();
        }
    }
}

/// Whether a time was set by hand for which HubRise has no place.
fn loses_time_set(told: &Timeline, known: &Timeline, made: &Timeline) -> bool {
    let is_new =
        |status: &Status| told.time_set(*status).is_some() && told.time_set(*status) != known.time_set(*status);
    Status::ALL.iter().filter(|status| is_new(status)).any(|status| made.reached(*status) != told.time_set(*status))
}

/// The first member that is not the same.
fn what_differs(one: &Tracking, other: &Tracking) -> Option<&'static str> {
    let Tracking {
        carrier,
        tracking_number,
        fee,
        estimates,
        link,
        timeline,
        unknown_status,
        courier,
        rejection,
        failure,
        verifications,
    } = one;
    let same = [
        ("carrier", *carrier == other.carrier),
        ("tracking_number", *tracking_number == other.tracking_number),
        ("fee", *fee == other.fee),
        ("estimates", *estimates == other.estimates),
        ("link", *link == other.link),
        ("unknown_status", *unknown_status == other.unknown_status),
        ("timeline", *timeline == other.timeline),
        ("courier", *courier == other.courier),
        ("rejection", *rejection == other.rejection),
        ("failure", *failure == other.failure),
        ("verifications", *verifications == other.verifications),
    ];
    same.into_iter().find(|(_, same)| !same).map(|(member, _)| member)
}

/// That something is to change which no update changes.
pub(super) fn immutable(found: Found) -> Violation {
    Rule::Immutable.broken_by(found)
}
