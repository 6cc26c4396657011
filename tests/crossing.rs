//! What is written reads back the same, up to exactly what was said to be lost.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may panic"
)]

mod common;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::Path;

use common::less::less;
use lastmile::hubrise::TrackingUpdate;
use lastmile::report::Scope;
use lastmile::strategies::{Generate, GeneratePayload, full, writable};
use lastmile::{
    Bundle, BundleTarget, CallingCode, Capabilities, Contact, Converted, Courier, Deliveries, Delivery, Edit,
    Estimates, Job, Lifecycle, Observation, Payload, Phone, Remark, Report, Rule, Severity, Status, Timeline,
    Timestamp, Tracking, Trip, UnknownStatus, Vehicle, Vocabulary, abbiamo, from_json, gett, hubrise, instaleap, read,
    write,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{Arbitrary, Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn own_json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// The places at which two documents differ.
fn differences(one: &Value, other: &Value, place: &str, found: &mut Vec<String>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for name in names {
                let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
                match (one.get(name), other.get(name)) {
                    (Some(one), Some(other)) => differences(one, other, &place, found),
                    _ => found.push(place),
                }
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (at, (one, other)) in one.iter().zip(other).enumerate() {
                differences(one, other, &format!("{place}/{at}"), found);
            }
        }
        (one, other) if one == other => {}
        _ => found.push(place.to_owned()),
    }
}

fn is_at_or_below(place: &str, pointer: &str) -> bool {
    place.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What is wrong with a crossing, if anything is. `None` and nothing wrong: it could not be written.
fn verdict(model: &Value, back: Option<&Value>, report: &Report) -> Result<(), String> {
    let pointers: Vec<&str> = report.remarks().iter().map(|remark| remark.pointer.as_str()).collect();
    for (at, pointer) in pointers.iter().enumerate() {
        if model.pointer(pointer).is_none() {
            return Err(format!("{pointer} is no place of the model"));
        }
        let severity = report.remarks()[at].severity;
        if pointers[..at].iter().zip(report.remarks()).any(|(p, r)| p == pointer && r.severity == severity) {
            return Err(format!("{pointer} is said twice"));
        }
    }
    let Some(back) = back else { return Ok(()) };
    let mut places = Vec::new();
    differences(model, back, "", &mut places);
    if let Some(place) = places.iter().find(|place| !pointers.iter().any(|pointer| is_at_or_below(place, pointer))) {
        return Err(format!("{place} differs and is not reported: {:?}", back.pointer(place)));
    }
    match pointers.iter().find(|pointer| model.pointer(pointer) == back.pointer(pointer)) {
        Some(pointer) => Err(format!("{pointer} is reported and came back")),
        None => Ok(()),
    }
}

/// Writes a model and reads it back; whether it could be written.
fn crosses<P>(model: &P::Model) -> Result<bool, String>
where
    P: Payload + Clone,
    P::Model: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let own = own_json(model);
    let stored: P::Model = serde_json::from_value(own.clone()).map_err(|error| format!("its own JSON: {error}"))?;
    if stored != *model {
        return Err("it does not come back from its own JSON".to_owned());
    }
    let written = write::<P>(model);
    if !written.report.is_valid() {
        verdict(&own, None, &written.report)?;
        return Ok(false);
    }
    if written.report.remarks().iter().any(|remark| remark.severity != Severity::Loss) {
        return Err(format!("only losses are expected: {}", written.report));
    }
    let back = read(written.value).map_err(|report| format!("what was written is not read: {report}"))?;
    verdict(&own, Some(&own_json(&back.value)), &written.report).map(|()| true)
}

/// The law of a payload, over models of which most can be written.
#[track_caller]
fn law<P>()
where
    P: GeneratePayload + Clone,
    P::Model: Arbitrary + Serialize + DeserializeOwned + PartialEq,
{
    let (cases, written) = (Cell::new(0), Cell::new(0));
    let config = Config { max_shrink_iters: 20_000, ..common::laws::cases(1000) };
    let result = TestRunner::new(config).run(&prop_oneof![3 => writable::<P>(), 1 => any::<P::Model>()], |model| {
        cases.set(cases.get() + 1);
        let crossed = crosses::<P>(&model).map_err(TestCaseError::fail)?;
        written.set(written.get() + u32::from(crossed));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{}: {error}", P::NAME);
    }
    // Of a few cases under Miri, most may be such that cannot be written.
    assert!(
        written.get() * 2 > cases.get() || cfg!(miri),
        "{}: only {} of {} were written",
        P::NAME,
        written.get(),
        cases.get()
    );
}

#[test]
fn the_law_sees_what_is_dropped_in_silence_and_what_is_reported_in_vain() {
    let model = json!({"a": {"b": 1, "c": null}, "d": [1, 2]});
    let report = |pointers: &[&[&str]]| {
        let mut report = Report::default();
        for pointer in pointers {
            let [first, rest @ ..] = pointer else { panic!("a place has a name") };
            match rest {
                [] => Scope::new(&mut report).loses(first, true),
                [second, ..] => Scope::new(&mut report).member(first).loses(second, true),
            }
        }
        report
    };
    let same = |pointers: &[&[&str]]| verdict(&model, Some(&model), &report(pointers));
    assert_eq!(same(&[]), Ok(()));
    assert!(same(&[&["d"]]).is_err(), "it came back");
    assert!(same(&[&["e"]]).is_err(), "there is no such place");
    let back = json!({"a": {"b": 2, "c": null}, "d": [1]});
    let less = |pointers: &[&[&str]]| verdict(&model, Some(&back), &report(pointers));
    assert!(less(&[&["d"]]).is_err(), "/a/b is not reported");
    assert_eq!(less(&[&["a", "b"], &["d"]]), Ok(()));
    assert_eq!(less(&[&["a"], &["d"]]), Ok(()), "what is below is reported, too");
    assert!(less(&[&["a", "c"], &["a"], &["d"]]).is_err(), "/a/c came back");
    assert!(less(&[&["a"], &["d"], &["d"]]).is_err(), "it is said twice");
}

#[test]
fn what_gett_is_asked_reads_back_up_to_what_is_lost() {
    law::<gett::CreateDeliveries>();
}

#[test]
fn what_gett_answers_reads_back_up_to_what_is_lost() {
    law::<gett::CreatedDeliveries>();
}

#[test]
fn what_abbiamo_asks_reads_back_up_to_what_is_lost() {
    law::<abbiamo::DeliveryRequest>();
}

#[test]
fn what_instaleap_is_asked_reads_back_up_to_what_is_lost() {
    law::<instaleap::CreateJob>();
}

#[test]
fn what_hubrise_is_asked_reads_back_up_to_what_is_lost() {
    law::<hubrise::CreateDelivery>();
}

#[test]
fn what_hubrise_answers_reads_back_up_to_what_is_lost() {
    law::<hubrise::Delivery>();
}

#[test]
fn what_hubrise_is_told_reads_back_up_to_what_is_lost() {
    law::<hubrise::UpdateDelivery>();
}

// Every member of a model is written, or it is said that it is not.

/// The leaves of a document.
fn leaves(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (name, value) in object {
                leaves(value, &format!("{place}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(list) if !list.is_empty() => {
            for (at, value) in list.iter().enumerate() {
                leaves(value, &format!("{place}/{at}"), found);
            }
        }
        _ => found.push(place.to_owned()),
    }
}

/// A model that differs in one place: there it has what the other one has, or nothing.
fn with_another<M: DeserializeOwned + PartialEq>(model: &M, own: &Value, other: &Value, place: &str) -> Option<M> {
    let (parent, name) = place.rsplit_once('/')?;
    let mut without = own.clone();
    match without.pointer_mut(parent)? {
        Value::Object(object) => drop(object.remove(&name.replace("~1", "/").replace("~0", "~"))),
        Value::Array(list) => drop(list.remove(name.parse().ok()?)),
        _ => return None,
    }
    let replaced = |value: &Value| {
        let mut own = own.clone();
        *own.pointer_mut(place)? = value.clone();
        Some(own)
    };
    let candidates = [other.pointer(place).and_then(replaced), replaced(&Value::Null), Some(without)];
    let models = candidates.into_iter().flatten().filter_map(|json| serde_json::from_value::<M>(json).ok());
    models.into_iter().find(|other| other != model)
}

/// The members of full models, each of which is written or reported.
#[track_caller]
fn every_member<P>() -> BTreeSet<String>
where
    P: GeneratePayload,
    P::Model: Serialize + DeserializeOwned + PartialEq,
{
    let (mut written, mut reported) = (BTreeSet::new(), BTreeSet::new());
    let mut dropped = BTreeSet::new();
    for (model, next) in full::<P::Model>().zip(full::<P::Model>().skip(1)).take(8) {
        let (own, other) = (own_json(&model), own_json(&next));
        let said = write::<P>(&model);
        let payload = own_json(&said.value);
        let mut places = Vec::new();
        leaves(&own, "", &mut places);
        for leaf in places {
            // What cannot be changed by itself is looked at together with what is around it.
            let mut place = leaf.as_str();
            let mut changed = with_another(&model, &own, &other, place);
            while changed.is_none() && own.pointer(&leaf) != Some(&Value::Null) {
                place = place.rsplit_once('/').unwrap_or_else(|| panic!("{leaf} cannot be changed")).0;
                changed = with_another(&model, &own, &other, place);
            }
            // It is not there in either; in another full model it is.
            let Some(changed) = changed else { continue };
            let member: Vec<&str> = leaf.split('/').filter(|step| step.parse::<u8>().is_err()).collect();
            let member = member.join("/");
            // Where one of the two is what is read from nothing, it is the other one that is lost.
            let changed = write::<P>(&changed);
            let mut remarks = said.report.remarks().iter().chain(changed.report.remarks());
            if remarks.any(|remark| is_at_or_below(place, remark.pointer.as_str())) {
                reported.insert(member);
            } else if own_json(&changed.value) != payload {
                written.insert(member);
            } else {
                dropped.insert(format!("{leaf} (as {place})"));
            }
        }
    }
    assert!(dropped.is_empty(), "{}: neither written nor reported: {dropped:#?}", P::NAME);
    assert!(!written.is_empty() && !reported.is_empty(), "{}: {written:?}, {reported:?}", P::NAME);
    written.union(&reported).cloned().collect()
}

/// The members of a model that no full one has: they would not be counted.
fn never_full<M: Generate + Serialize>() -> BTreeSet<String> {
    let mut empty: Option<BTreeSet<String>> = None;
    for model in full::<M>().take(8) {
        let own = own_json(&model);
        let mut places = Vec::new();
        leaves(&own, "", &mut places);
        let is_empty =
            |place: &String| matches!(own.pointer(place), Some(Value::Null)) || own.pointer(place) == Some(&json!([]));
        let none: BTreeSet<String> = places.into_iter().filter(is_empty).collect();
        empty = Some(empty.map_or(none.clone(), |empty| empty.intersection(&none).cloned().collect()));
    }
    empty.unwrap_or_default()
}

#[test]
#[cfg_attr(miri, ignore = "each member of eight full models, through every payload")]
fn every_member_of_the_model_is_written_or_reported_by_every_payload() {
    let is_policy = |place: &String| !place.contains("/lifecycle/");
    assert_eq!(never_full::<Bundle>().into_iter().filter(is_policy).count(), 0);
    assert_eq!(never_full::<Job>(), BTreeSet::new());
    assert_eq!(never_full::<TrackingUpdate>(), BTreeSet::new());

    let of_a_bundle = every_member::<gett::CreateDeliveries>();
    assert!(of_a_bundle.len() > 200, "{}", of_a_bundle.len());
    assert_eq!(every_member::<gett::CreatedDeliveries>(), of_a_bundle);
    assert_eq!(every_member::<abbiamo::DeliveryRequest>(), of_a_bundle);
    let below = |whole: &str| -> BTreeSet<String> {
        of_a_bundle.iter().filter_map(|member| member.strip_prefix(whole)).map(str::to_owned).collect()
    };
    assert_eq!(every_member::<hubrise::Delivery>(), below("/deliveries"));
    assert_eq!(every_member::<hubrise::CreateDelivery>(), below("/deliveries/tracking"));
    every_member::<hubrise::UpdateDelivery>();
    every_member::<instaleap::CreateJob>();
}

// Statuses.

#[test]
fn every_vocabulary_tells_every_status_or_says_what_is_lost() {
    for vocabulary in [gett::STATUSES, hubrise::STATUSES] {
        for status in Status::ALL {
            let mapping = vocabulary.tells(*status);
            assert_eq!(mapping.word.is_some(), mapping.told.is_some(), "{} {status}", vocabulary.name);
            assert_eq!(mapping.loses.is_none(), mapping.told == Some(*status));
            assert_eq!(vocabulary.statuses().contains(*status), mapping.loses.is_none());
            assert_eq!(vocabulary.lifecycle.has(*status), mapping.loses.is_none());
            let has_row = vocabulary.stand_ins.iter().filter(|row| row.status == *status).count() == 1;
            assert_eq!(has_row, mapping.loses.is_some(), "a row for {status}, and for no other");
            if let Some(word) = mapping.word {
                assert_eq!((vocabulary.status)(word).ok(), mapping.told);
            }
        }
        assert!(vocabulary.translate("teleported", &hubrise::STATUSES).is_err());
    }
    let told: Vec<_> = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
        .map(|code| hubrise::STATUSES.tells(Status::from_code(code).unwrap()).word.unwrap_or("-"))
        .to_vec();
    assert_eq!(
        told.join(" "),
        "pending pickup_enroute pickup_waiting - dropoff_enroute dropoff_waiting delivered cancelled cancelled cancelled"
    );
}

#[test]
fn a_payload_that_says_a_status_has_words_for_it_and_no_other_has() {
    #[track_caller]
    fn told<P: Payload>() -> Vec<&'static str> {
        let capabilities = Capabilities::of::<P>();
        let has_status = ["status", "deliveries[].status"].iter().any(|member| capabilities.has_member(member));
        assert_eq!(capabilities.statuses.is_some(), has_status, "{}", capabilities.name);
        Status::ALL.iter().filter_map(|status| capabilities.tells(*status)?.word).collect()
    }
    assert!(told::<gett::CreateDeliveries>().is_empty());
    assert!(told::<abbiamo::DeliveryRequest>().is_empty());
    assert!(told::<instaleap::CreateJob>().is_empty());
    assert_eq!(told::<gett::CreatedDeliveries>().len(), 12);
    assert_eq!(told::<hubrise::CreateDelivery>().len(), 11);
    assert_eq!(told::<hubrise::CreateDelivery>(), told::<hubrise::Delivery>());
    assert_eq!(told::<hubrise::CreateDelivery>(), told::<hubrise::UpdateDelivery>());
}

/// Gett answers that a courier waits and has the goods: that time can only have been set by hand, and HubRise has no word for it.
#[test]
fn a_time_set_by_hand_is_told_or_lost_and_takes_no_other_status_time() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let (noon, later, by_hand) = (at("2020-09-12T12:00:00Z"), at("2020-09-12T12:20:00Z"), at("2020-09-12T12:30:00Z"));
    let told = |timeline: &Timeline, vocabulary| {
        let tracking = Tracking { timeline: timeline.clone(), ..Tracking::default() };
        let Converted { value, report } = tracking.told_to(vocabulary);
        let lost: Vec<String> = report.remarks().iter().map(|remark| remark.pointer.to_string()).collect();
        (value.timeline, lost)
    };

    let mut at_gett = Timeline::under(gett::LIFECYCLE);
    gett::StatusTimes { picked_up_at: Some(noon), ..gett::StatusTimes::default() }
        .observe(Status::AtPickup, &mut at_gett);
    assert_eq!(at_gett.time_set(Status::PickedUp), Some(noon));
    let (at_hubrise, lost) = told(&at_gett, &hubrise::STATUSES);
    assert_eq!(lost, ["/timeline/times_set"]);
    assert_eq!(hubrise::StatusTimes::of(&at_hubrise), hubrise::StatusTimes::default());

    // What stands in for a status has a time of its own already.
    let mut near = Timeline::under(hubrise::LIFECYCLE);
    near.observe(Status::PickupEnRoute, noon);
    near.observe(Status::ApproachingPickup, later);
    near.set_time(Status::ApproachingPickup, by_hand);
    let (at_gett, lost) = told(&near, &gett::STATUSES);
    assert_eq!(lost, ["/timeline/observations/1", "/timeline/times_set"]);
    assert_eq!(gett::StatusTimes::of(&at_gett).started_at, Some(noon));

    // Here it has none.
    let mut rejected = Timeline::under(gett::LIFECYCLE);
    rejected.observe(Status::Rejected, later);
    rejected.set_time(Status::Rejected, by_hand);
    let (at_hubrise, lost) = told(&rejected, &hubrise::STATUSES);
    assert_eq!(lost, ["/timeline/observations/0"]);
    assert_eq!(hubrise::StatusTimes::of(&at_hubrise).cancelled_at, Some(by_hand));
}

/// An end that may be followed, and a courier who gives a delivery back, are policies of a host's own: neither provider has them.
#[test]
fn what_was_taken_back_is_not_told_where_nothing_takes_it_back() {
    const SECOND_ATTEMPT: Lifecycle = Lifecycle::CANONICAL.followed_by(Status::NotDelivered, &[Status::DropOffEnRoute]);
    const GIVEN_BACK: Lifecycle = Lifecycle::CANONICAL.unassignable_until(Status::AtPickup);
    use Status::*;

    let told = |lifecycle, statuses: &[Status], vocabulary: &Vocabulary| {
        let mut timeline = Timeline::under(lifecycle);
        timeline.extend((0..).zip(statuses).map(|(at, status)| seen(*status, at)));
        let Converted { value, report } = Tracking { timeline, ..Tracking::default() }.told_to(vocabulary);
        let lost: Vec<String> = report.remarks().iter().map(|remark| remark.pointer.to_string()).collect();
        (value.timeline.status(), value.timeline.anomalies().count(), lost)
    };
    let lost = |places: &[usize]| places.iter().map(|at| format!("/timeline/observations/{at}")).collect::<Vec<_>>();
    for vocabulary in [gett::STATUSES, hubrise::STATUSES] {
        let twice = [DropOffEnRoute, NotDelivered, DropOffEnRoute, Completed];
        assert_eq!(told(SECOND_ATTEMPT, &twice, &vocabulary), (Some(Completed), 0, lost(&[1])));
        let again = [DropOffEnRoute, AtDropOff, NotDelivered, DropOffEnRoute];
        assert_eq!(told(SECOND_ATTEMPT, &again, &vocabulary), (Some(DropOffEnRoute), 0, lost(&[1, 2])));
        let given_back = [PickupEnRoute, AtPickup, Pending, PickupEnRoute];
        assert_eq!(told(GIVEN_BACK, &given_back, &vocabulary), (Some(PickupEnRoute), 0, lost(&[0, 1])));
        assert_eq!(told(GIVEN_BACK, &given_back[..3], &vocabulary), (Some(Pending), 0, lost(&[0, 1])));
        // Who has the same way back is told all of it.
        let same = Vocabulary { lifecycle: SECOND_ATTEMPT, ..gett::STATUSES };
        assert_eq!(told(SECOND_ATTEMPT, &again, &same), (Some(DropOffEnRoute), 0, lost(&[])));
    }
    // As long as nothing follows it, it is the end.
    assert_eq!(told(SECOND_ATTEMPT, &[AtDropOff, NotDelivered], &gett::STATUSES), (Some(NotDelivered), 0, lost(&[])));
    let at_hubrise = told(SECOND_ATTEMPT, &[AtDropOff, NotDelivered], &hubrise::STATUSES);
    assert_eq!(at_hubrise, (Some(Cancelled), 0, lost(&[1])));

    // Nor is what was taken back told in the place of something for which there is no word.
    const PICKED_UP_AGAIN: Lifecycle = Lifecycle::CANONICAL.followed_by(Status::NotDelivered, &[Status::PickedUp]);
    let again = [DropOffEnRoute, NotDelivered, PickedUp];
    assert_eq!(told(PICKED_UP_AGAIN, &again, &hubrise::STATUSES), (Some(DropOffEnRoute), 0, lost(&[1, 2])));
    assert_eq!(told(PICKED_UP_AGAIN, &again[1..], &hubrise::STATUSES), (None, 0, lost(&[0, 1])));
    // An end that its own lifecycle does not have was seen all the same.
    let foreign = told(hubrise::LIFECYCLE, &[NotDelivered], &gett::STATUSES);
    assert_eq!(foreign, (Some(NotDelivered), 0, lost(&[])));

    // An update says so, too; one that would follow what HubRise takes for the end is refused.
    let tracking = |statuses: &[Status]| {
        let mut timeline = Timeline::under(SECOND_ATTEMPT);
        timeline.extend((0..).zip(statuses).map(|(at, status)| seen(*status, at)));
        Tracking { timeline, ..Tracking::default() }
    };
    let all = [DropOffEnRoute, NotDelivered, DropOffEnRoute, Completed];
    let update = TrackingUpdate::towards(&tracking(&all[..1]), &tracking(&all)).unwrap().value;
    assert_eq!((update.status, update.cancelled_at), (Some(Completed), Edit::Keep));
    let refused = TrackingUpdate::towards(&tracking(&all[..2]), &tracking(&all)).unwrap_err();
    assert_eq!(refused.rule(), Rule::StatusAfterFinal);
    let mut again = Tracking { timeline: Timeline::under(PICKED_UP_AGAIN), ..Tracking::default() };
    again.timeline.extend([seen(NotDelivered, 1)]);
    let over = again.clone();
    again.timeline.extend([seen(PickedUp, 2)]);
    let refused = TrackingUpdate::towards(&over, &again).unwrap_err();
    assert_eq!(refused.rule(), Rule::StatusAfterFinal, "also where there is no word for it");

    // The time of what is not told is not that of what would stand in for it.
    let mut timeline = Timeline::under(SECOND_ATTEMPT);
    timeline.extend((0..).zip([NotDelivered, DropOffEnRoute, Completed]).map(|(at, status)| seen(status, at)));
    timeline.set_time(NotDelivered, seen(NotDelivered, 9).at);
    let told = Tracking { timeline, ..Tracking::default() }.told_to(&hubrise::STATUSES);
    assert_eq!(hubrise::StatusTimes::of(&told.value.timeline).cancelled_at, None);
    assert!(told.report.remarks().iter().any(|remark| remark.pointer == "/timeline/times_set"));
}

#[test]
fn a_step_back_is_refused_also_where_hubrise_has_no_word_for_it() {
    let alone = |status| {
        let mut tracking = Tracking::default();
        tracking.timeline.extend([seen(status, 1)]);
        tracking
    };
    for further in [Status::DropOffEnRoute, Status::AtDropOff] {
        let refused = TrackingUpdate::towards(&alone(further), &alone(Status::PickedUp)).unwrap_err();
        assert_eq!(refused.rule(), Rule::StatusNotNext, "{further}");
    }
    // Who stands still moves neither back nor on, whether HubRise has a word for it or another's.
    for still in [Status::PickedUp, Status::NotDelivered, Status::Rejected] {
        let update = TrackingUpdate::towards(&alone(still), &alone(still));
        assert_eq!(update.map(|update| update.value), Ok(TrackingUpdate::default()), "{still}");
    }
    let onwards = TrackingUpdate::towards(&alone(Status::AtPickup), &alone(Status::PickedUp)).unwrap();
    assert_eq!(onwards.value.status, None);
    assert!(onwards.report.remarks().iter().any(|remark| remark.pointer == "/timeline/observations/0"));
}

#[test]
fn what_came_too_late_is_told_where_there_is_no_word_for_what_stands() {
    for late in [seen(Status::AtPickup, 2), Observation { status: Status::AtPickup, at: None }] {
        let mut tracking = Tracking::default();
        tracking.timeline.extend([seen(Status::PickedUp, 1), late]);
        assert_eq!(tracking.timeline.status(), Some(Status::PickedUp));
        let told = tracking.told_to(&hubrise::STATUSES);
        assert_eq!(told.value.timeline.history().collect::<Vec<_>>(), [late]);
        let lost: Vec<&Remark> = told.report.remarks().iter().collect();
        assert!(matches!(lost[..], [one] if one.pointer == "/timeline/observations/0"), "{lost:?}");
    }
}

fn seen(status: Status, minute: u32) -> Observation {
    Observation { status, at: Some(format!("2020-09-12T12:{minute:02}:00Z").parse().unwrap()) }
}

#[test]
fn the_status_that_is_told_is_the_one_that_stands_and_what_is_not_told_is_named() {
    let lifecycles = [
        Lifecycle::CANONICAL,
        gett::LIFECYCLE,
        hubrise::LIFECYCLE,
        Lifecycle::CANONICAL.followed_by(Status::NotDelivered, &[Status::PickedUp, Status::DropOffEnRoute]),
        Lifecycle::CANONICAL.followed_by(Status::Cancelled, &[Status::AtDropOff]).unassignable_until(Status::AtPickup),
    ];
    let observation = (any::<Status>(), of(0..12_u32))
        .prop_map(|(status, minute)| minute.map_or(Observation { status, at: None }, |minute| seen(status, minute)));
    let journeys = (select(lifecycles.to_vec()), vec(observation, 0..10));
    let outcome = TestRunner::new(common::laws::cases(400)).run(&journeys, |(lifecycle, observations)| {
        let mut tracking = Tracking { timeline: Timeline::under(lifecycle), ..Tracking::default() };
        tracking.timeline.extend(observations);
        for vocabulary in [gett::STATUSES, hubrise::STATUSES] {
            let Converted { value, report } = tracking.told_to(&vocabulary);
            let word = |status| vocabulary.tells(status).told;
            match tracking.timeline.status().map(word) {
                Some(Some(now)) => prop_assert_eq!(value.timeline.status(), Some(now)),
                Some(None) => prop_assert!(!value.timeline.is_over(), "not over: {:?}", tracking.timeline),
                None => {}
            }
            for (at, seen) in tracking.timeline.history().enumerate() {
                // What is told with an instant is not told again without one.
                let is_then = |told: &Observation| told.at == seen.at || seen.at.is_none();
                let is_told = |told: Observation| Some(told.status) == word(seen.status) && is_then(&told);
                let is_told = value.timeline.history().any(is_told);
                let is_named = report.remarks().iter().any(|r| r.pointer == *format!("/timeline/observations/{at}"));
                prop_assert!(is_told || is_named, "{} of {:?}", at, tracking.timeline);
            }
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// A delivery that moves on under a provider's lifecycle, step by step.
fn journey() -> impl Strategy<Value = Vec<Tracking>> {
    let lifecycle = prop_oneof![15 => Just(gett::LIFECYCLE), 1 => Just(hubrise::LIFECYCLE)];
    (any::<Tracking>(), lifecycle, vec(any::<Status>(), 8)).prop_map(|(mut tracking, lifecycle, statuses)| {
        tracking.unknown_status = None;
        tracking.timeline = Timeline::under(lifecycle);
        let mut steps = vec![tracking.clone()];
        for (hour, status) in (10..).zip(statuses) {
            let at = format!("2023-06-30T{hour}:00:00Z").parse().unwrap();
            if tracking.timeline.advance(status, at).is_ok() {
                steps.push(tracking.clone());
            }
        }
        steps
    })
}

#[test]
fn hubrise_is_told_each_step_as_it_is_told_the_whole() {
    let outcome = TestRunner::new(common::laws::cases(300)).run(&journey(), |steps| {
        let (mut at_hubrise, mut lost) = (steps[0].told_to(&hubrise::STATUSES).value, Vec::new());
        for (before, after) in steps.iter().zip(&steps[1..]) {
            let update = TrackingUpdate::towards(before, after).map_err(|v| TestCaseError::fail(v.to_string()))?;
            let now = "2030-01-01T00:00:00Z".parse().unwrap();
            at_hubrise = update.value.apply(&at_hubrise, now).map_err(|v| TestCaseError::fail(v.to_string()))?;
            lost.extend(observations_lost(after, &update.report));
        }
        // What HubRise does not know at the end was named when it was new, and not again.
        let has = |seen: &Observation| at_hubrise.timeline.history().any(|known| known == *seen);
        for seen in steps[steps.len() - 1].timeline.history() {
            let times = lost.iter().filter(|other| **other == seen).count();
            prop_assert_eq!(times, usize::from(!has(&seen)), "{:?}", seen);
        }
        let whole = steps[steps.len() - 1].told_to(&hubrise::STATUSES).value;
        prop_assert_eq!(at_hubrise.timeline.status(), whole.timeline.status());
        prop_assert_eq!(hubrise::StatusTimes::of(&at_hubrise.timeline), hubrise::StatusTimes::of(&whole.timeline));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

/// The observations that a report names.
fn observations_lost(tracking: &Tracking, report: &Report) -> Vec<Observation> {
    let at = |remark: &Remark| remark.pointer.as_str().strip_prefix("/timeline/observations/")?.parse::<usize>().ok();
    report.remarks().iter().filter_map(at).map(|at| tracking.timeline.history().nth(at).unwrap()).collect()
}

#[test]
fn an_update_names_once_what_hubrise_has_no_place_for() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let names = |before: &Tracking, after: &Tracking| {
        let report = TrackingUpdate::towards(before, after).unwrap().report;
        assert!(report.remarks().iter().all(|remark| remark.severity == Severity::Loss));
        report.remarks().iter().map(|remark| remark.pointer.to_string()).collect::<Vec<_>>()
    };
    let nothing = Tracking::default();
    let mut waiting = Tracking::default();
    waiting.timeline.observe(Status::PickupEnRoute, at("2023-01-01T10:00:00Z"));
    waiting.timeline.observe(Status::ApproachingPickup, at("2023-01-01T10:05:00Z"));
    waiting.timeline.observe(Status::AtPickup, at("2023-01-01T10:10:00Z"));
    // The first has a time of its own, the second was passed over, of the last HubRise learns no instant.
    assert_eq!(names(&nothing, &waiting), ["/timeline/observations/1", "/timeline/observations/2"]);
    assert_eq!(names(&waiting, &waiting), <[&str; 0]>::default());

    let somebody = Tracking { courier: Some(Courier::default()), ..nothing.clone() };
    assert_eq!(names(&nothing, &somebody), ["/courier"], "that there is one of whom nothing is known");
    assert_eq!(names(&somebody, &somebody), <[&str; 0]>::default());

    let mut set = waiting.clone();
    set.timeline.set_time(Status::AtPickup, at("2023-01-01T10:09:00Z"));
    set.timeline.set_time(Status::PickupEnRoute, at("2023-01-01T09:59:00Z"));
    assert_eq!(names(&waiting, &set), ["/timeline/times_set"]);
    assert_eq!(names(&set, &set), <[&str; 0]>::default());
    set.timeline.set_time(Status::PickedUp, at("2023-01-01T10:20:00Z"));
    assert_eq!(names(&waiting, &set), ["/timeline/times_set"], "once, also where the status has no word");

    let mut assigned = waiting.clone();
    assigned.timeline.set_time(Status::PickupEnRoute, at("2023-01-01T09:59:00Z"));
    assert_eq!(names(&waiting, &assigned), <[&str; 0]>::default(), "this one has a place");
    assert_eq!(names(&assigned, &waiting), <[&str; 0]>::default(), "so has what was observed, when it counts again");

    let mut over = waiting.clone();
    over.timeline.observe(Status::NotDelivered, at("2023-01-01T11:00:00Z"));
    assert_eq!(names(&waiting, &over), ["/timeline/observations/3"], "that the courier had the goods");
    over.unknown_status = Some(UnknownStatus::default());
    assert_eq!(names(&waiting, &over), ["/unknown_status", "/timeline/observations/3"]);
    assert_eq!(names(&over, &over), <[&str; 0]>::default());
}

#[test]
fn an_update_names_each_member_hubrise_has_no_place_for_and_no_other() {
    let mut named = BTreeSet::new();
    for full in full::<Tracking>().take(less(24, 2)) {
        let known = Tracking { timeline: Timeline::new(), unknown_status: None, ..full };
        let courier = known.courier.clone().unwrap_or_default();
        let without = |courier: Courier| Tracking { courier: Some(courier), ..known.clone() };
        for (place, without) in [
            ("/carrier", Tracking { carrier: None, ..known.clone() }),
            ("/fee", Tracking { fee: None, ..known.clone() }),
            ("/rejection", Tracking { rejection: None, ..known.clone() }),
            ("/failure", Tracking { failure: None, ..known.clone() }),
            ("/verifications", Tracking { verifications: Vec::new(), ..known.clone() }),
            ("/courier/picture", without(Courier { picture: None, ..courier.clone() })),
            ("/courier/vehicle", without(Courier { vehicle: Vehicle::default(), ..courier.clone() })),
            ("", Tracking { link: None, estimates: Estimates::default(), ..known.clone() }),
            ("", without(Courier { name: None, phone: None, access_code: None, position: None, ..courier.clone() })),
        ] {
            if without == known {
                continue;
            }
            named.insert(place);
            for (before, after) in [(&without, &known), (&known, &without)] {
                let report = TrackingUpdate::towards(before, after).unwrap().report;
                let lost: Vec<_> = report.remarks().iter().map(|remark| remark.pointer.as_str()).collect();
                assert_eq!(lost.join(" "), place);
            }
        }
    }
    assert!(named.len() == 8 || cfg!(miri), "{named:?}");
}

// The samples of the pages, through every pair.

/// What is said when a model is written for every payload that takes one like it.
fn through_all(bundle: &Bundle) -> String {
    let mut page = String::new();
    let mut say = |name: &str, report: &Report| {
        let lines = if report.is_empty() { "nothing is lost\n".to_owned() } else { format!("{report}\n") };
        page.push_str(&format!("== to {name}\n{}\n", lines.replace("\n\n", "\n")));
    };
    say("gett.create", &write::<gett::CreateDeliveries>(bundle).report);
    say("gett.create, on one line", &write::<gett::CreateDeliveries>(&bundle.clone().on_one_line()).report);
    say("gett.created", &write::<gett::CreatedDeliveries>(bundle).report);
    say("abbiamo.request", &write::<abbiamo::DeliveryRequest>(bundle).report);
    for (at, delivery) in bundle.deliveries.iter().enumerate() {
        say(&format!("hubrise.delivery, delivery {at}"), &write::<hubrise::Delivery>(delivery).report);
        say(&format!("hubrise.create, delivery {at}"), &write::<hubrise::CreateDelivery>(&delivery.tracking).report);
        let update = TrackingUpdate::towards(&Tracking::default(), &delivery.tracking).unwrap();
        say(&format!("hubrise.update, delivery {at}"), &update.report);
        assert!(write::<hubrise::UpdateDelivery>(&update.value).report.is_empty());
    }
    page
}

#[track_caller]
fn assert_snapshot(name: &str, page: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/crossing").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, page).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(page, expected, "{name}: if this is better, run the test with UPDATE_SNAPSHOTS=1");
}

#[test]
fn a_number_that_says_its_country_needs_no_code_beside_it() {
    let whole = |code: &str, phone: &str| {
        let contact = Contact {
            phone: Some(Phone::new(phone).unwrap()),
            country_code: Some(CallingCode::new(code).unwrap()),
            ..Contact::default()
        };
        let Contact { phone, country_code, .. } = contact.with_whole_number();
        (phone.unwrap().as_str().to_owned(), country_code.map(|code| code.as_str().to_owned()))
    };
    assert_eq!(whole("55", "+5511911111111"), ("+5511911111111".into(), None));
    assert_eq!(whole("+55", "+55 (11) 91111-1111"), ("+55 (11) 91111-1111".into(), None));
    assert_eq!(whole("55", "(11) 91111-1111"), ("+5511911111111".into(), None));
    // They contradict each other, or make no number together: both stay, and a provider that has one member loses one.
    assert_eq!(whole("55", "+351911111111"), ("+351911111111".into(), Some("55".into())));
    assert_eq!(whole("1", "123456789012345"), ("123456789012345".into(), Some("1".into())));
}

#[test]
fn what_the_samples_lose_through_every_pair_is_as_committed() {
    let of = |delivery: Delivery| Bundle::of(BundleTarget::Unnamed, Deliveries::new(vec![delivery]).unwrap());
    let bundle = |read: Result<Converted<Bundle>, Report>| through_all(&read.unwrap().value);
    assert_snapshot("gett.create", &bundle(from_json::<gett::CreateDeliveries>(common::CREATE.as_bytes())));
    assert_snapshot("gett.created", &bundle(from_json::<gett::CreatedDeliveries>(common::CREATED.as_bytes())));
    assert_snapshot("abbiamo.request", &bundle(from_json::<abbiamo::DeliveryRequest>(common::ABBIAMO.as_bytes())));
    let minimal = from_json::<abbiamo::DeliveryRequest>(common::ABBIAMO_MINIMAL.as_bytes());
    assert_snapshot("abbiamo.request.minimal", &bundle(minimal));
    let delivery = from_json::<hubrise::Delivery>(common::RETRIEVED.as_bytes()).unwrap().value;
    assert_snapshot("hubrise.delivery", &through_all(&of(delivery)));
    let tracking = from_json::<hubrise::CreateDelivery>(common::ATTACH.as_bytes()).unwrap().value;
    let update = from_json::<hubrise::UpdateDelivery>(common::UPDATE.as_bytes()).unwrap().value;
    let updated = update.apply(&tracking, "2023-01-01T12:40:00+01:00".parse().unwrap()).unwrap();
    assert_snapshot("hubrise.create", &through_all(&of(Delivery { tracking: tracking.into(), ..Delivery::default() })));
    assert_snapshot("hubrise.update", &through_all(&of(Delivery { tracking: updated.into(), ..Delivery::default() })));
    let job = from_json::<instaleap::CreateJob>(common::JOB.as_bytes()).unwrap().value;
    let mut trip = Trip::default();
    trip.origin.place.address = "Carrera 7 # 12-34, Bogotá".parse().ok();
    trip.destination.place.address = "Calle 100 # 8A-55, Bogotá".parse().ok();
    let crossed = job.into_delivery(trip);
    let page = format!("== to a delivery\n{}\n{}", crossed.report, through_all(&of(crossed.value)));
    assert_snapshot("instaleap.create", &page);
}
