//! A timeline keeps everything, and the order of arrival changes nothing.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that fails says so by panicking"
)]

mod common;
#[path = "common/oracles/plain.rs"]
mod plain;

use common::laws::cases;
use common::less::{few, one_in};
use lastmile::Status::*;
use lastmile::{
    Anomaly, AnomalyKind, Attempts, Change, DeliveryCode, Lifecycle, Observation, Observed, Rule, Status, StatusSet,
    Timeline, Timestamp, Whole, gett, hubrise,
};
use plain::Plain;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

const SECOND_ATTEMPT: Lifecycle = Lifecycle::CANONICAL.followed_by(NotDelivered, &[DropOffEnRoute]);
const WINDING: Lifecycle = Lifecycle::CANONICAL
    .followed_by(NotDelivered, &[DropOffEnRoute])
    .followed_by(Cancelled, &[AtDropOff])
    .unassignable_until(ApproachingPickup);
const LIFECYCLES: [Lifecycle; 5] = [Lifecycle::CANONICAL, gett::LIFECYCLE, hubrise::LIFECYCLE, SECOND_ATTEMPT, WINDING];

/// A minute of a day.
fn at(minute: u32) -> Timestamp {
    format!("2020-09-12T{:02}:{:02}:00Z", minute / 60, minute % 60).parse().unwrap()
}

fn seen(status: Status, minute: impl Into<Option<u32>>) -> Observation {
    Observation { status, at: minute.into().map(at) }
}

fn timeline(lifecycle: Lifecycle, observations: &[Observation]) -> Timeline {
    let mut timeline = Timeline::under(lifecycle);
    timeline.extend(observations.iter().copied());
    timeline
}

// ---- the grids ------------------------------------------------------------------------------------------------------

/// What a second observation is answered, for each status that stands (rows) and each that arrives (columns), in the
/// order of the table. Three grids: the second one is a minute later, at the same instant, a minute earlier.
///
/// `a` applied, `s` applied with skipped steps, `o` off path, `r` replaced, `l` late, `=` duplicate, `+` repeated,
/// `b` backward, `f` after final, `e` other end, `?` foreign.
#[track_caller]
fn assert_grids(lifecycle: Lifecycle, grids: [&str; 3]) {
    let expected: String =
        grids.iter().flat_map(|grid| grid.split_whitespace()).map(|row| format!("{row}\n")).collect();
    let mut found_grids = String::new();
    for minute in [61, 60, 59] {
        for first in Status::ALL {
            for second in Status::ALL {
                let cell = found_grids.len();
                if !cell.is_multiple_of(one_in(12)) {
                    found_grids.push(char::from(expected.as_bytes()[cell]));
                    continue;
                }
                let mut timeline = Timeline::under(lifecycle);
                timeline.observe(*first, at(60));
                let before = timeline.status();
                let observed = timeline.observe(*second, at(minute));
                let found = match observed {
                    Observed::Applied { skipped } if skipped.is_empty() => 'a',
                    Observed::Applied { .. } => 's',
                    Observed::OffPath => 'o',
                    Observed::Replaced { end } => {
                        assert_eq!(Some(end), before);
                        'r'
                    }
                    Observed::Late => 'l',
                    Observed::Duplicate => '=',
                    Observed::Repeated => '+',
                    Observed::Backward => 'b',
                    Observed::AfterFinal => 'f',
                    Observed::OtherEnd => 'e',
                    Observed::Foreign => '?',
                    Observed::Dated => 'd',
                };
                found_grids.push(found);
                // The answer says what happened to the status and to the anomalies.
                let after = timeline.status();
                assert_eq!(
                    observed.is_applied(),
                    before != after && after == Some(*second),
                    "{first} {second} {minute}"
                );
                if !observed.is_applied() {
                    assert_eq!(before, after);
                }
                let odd = timeline
                    .anomalies()
                    .any(|a| a.observation == Observation { status: *second, at: Some(at(minute)) });
                if observed != Observed::Duplicate {
                    assert_eq!(observed.is_anomaly(), odd, "{first} at 60, then {second} at {minute}");
                }
                // Nothing is lost, and the other order of arrival gives the same.
                assert_eq!(timeline.len(), if observed == Observed::Duplicate { 1 } else { 2 });
                let mut other = Timeline::under(lifecycle);
                other.observe(*second, at(minute));
                other.observe(*first, at(60));
                assert_eq!(timeline, other);
                assert_eq!(timeline.status(), other.status());
            }
            found_grids.push('\n');
        }
    }
    assert_eq!(found_grids, expected, "found:\n{found_grids}");
}

#[test]
fn each_pair_is_answered_as_the_canonical_grid_says() {
    assert_grids(
        Lifecycle::CANONICAL,
        [
            "
            +asssssssasa
            b+aasssssosa
            bb+asssssosa
            bbb+assssosa
            bbbb+asssoaa
            bbbbb+aasoaa
            bbbbbb+asoaa
            bbbbbbb+aoaa
            ffffffff+eee
            ffffffffe+ee
            ffffffffee+e
            ffffffffeee+",
            "
            =asssssssasa
            l=aasssssosa
            ll=asssssosa
            lll=assssosa
            llll=asssoaa
            lllll=aasoaa
            llllll=asoaa
            lllllll=aoaa
            llllllll=eee
            llllllllr=ee
            llllllllrr=e
            llllllllrrr=",
            "
            lasssssssasa
            llssssssssss
            lllsssssssss
            llllssssssss
            lllllsssssss
            llllllssssss
            lllllllsssss
            llllllllssss
            lllllllllrrr
            llllllllrlrr
            llllllllrrlr
            llllllllrrrl",
        ],
    );
}

#[test]
fn each_pair_is_answered_as_gett_s_grid_says() {
    assert_grids(
        gett::LIFECYCLE,
        [
            "
            +a?sss?ssasa
            b+?ass?ssosa
            as?sss?sssss
            bb?+as?ssosa
            bb?b+a?ssoao
            bb?bb+?asoao
            as?sss?sssss
            bb?bbb?+aoao
            ff?fff?f+eee
            ff?fff?fe+ee
            ff?fff?fee+e
            ff?fff?feee+",
            "
            =a?sss?ssasa
            l=?ass?ssosa
            as=sss?sssss
            ll?=as?ssosa
            ll?l=a?ssoao
            ll?ll=?asoao
            as?sss=sssss
            ll?lll?=aoao
            ll?lll?l=eee
            ll?lll?lr=ee
            ll?lll?lrr=e
            ll?lll?lrrr=",
            "
            la?sss?ssasa
            ll?sss?sssss
            as?sss?sssss
            ll?lss?sssss
            ll?lls?sssss
            ll?lll?sssss
            as?sss?sssss
            ll?lll?lssss
            ll?lll?llrrr
            ll?lll?lrlrr
            ll?lll?lrrlr
            ll?lll?lrrrl",
        ],
    );
}

#[test]
fn each_pair_is_answered_as_hubrise_s_grid_says() {
    assert_grids(
        hubrise::LIFECYCLE,
        [
            "
            +ass?ssss??a
            b+aa?ssss??a
            bb+a?ssss??a
            bbb+?asss??a
            asss?ssss??s
            bbbb?+aas??a
            bbbb?b+as??a
            bbbb?bb+a??a
            ffff?fff+??e
            asss?ssss??s
            asss?ssss??s
            ffff?fffe??+",
            "
            =ass?ssss??a
            l=aa?ssss??a
            ll=a?ssss??a
            lll=?asss??a
            asss=ssss??s
            llll?=aas??a
            llll?l=as??a
            llll?ll=a??a
            llll?lll=??e
            asss?ssss=?s
            asss?ssss?=s
            llll?lllr??=",
            "
            lass?ssss??a
            llss?ssss??s
            llls?ssss??s
            llll?ssss??s
            asss?ssss??s
            llll?lsss??s
            llll?llss??s
            llll?llls??s
            llll?llll??r
            asss?ssss??s
            asss?ssss??s
            llll?lllr??l",
        ],
    );
}

#[test]
fn each_pair_is_answered_as_the_grid_of_second_attempts_says() {
    assert_grids(
        SECOND_ATTEMPT,
        [
            "
            +asssssssasa
            b+aasssssosa
            bb+asssssosa
            bbb+assssosa
            bbbb+asssoaa
            bbbbb+aasoaa
            bbbbbb+asoaa
            bbbbbbb+aoaa
            ffffffff+eee
            ffffffffe+ee
            fffffassso+s
            ffffffffeee+",
            "
            =asssssssasa
            l=aasssssosa
            ll=asssssosa
            lll=assssosa
            llll=asssoaa
            lllll=aasoaa
            llllll=asoaa
            lllllll=aoaa
            llllllll=eee
            llllllllr=ee
            llllllllss=s
            llllllllrrl=",
            "
            lsssssssssss
            llssssssssss
            lllsssssssss
            llllssssssss
            lllllsssssss
            llllllssssls
            lllllllsssls
            llllllllssls
            lllllllllrlr
            llllllllrllr
            llllllllssls
            llllllllrrll",
        ],
    );
}

// ---- stories --------------------------------------------------------------------------------------------------------

/// A day of a Gett delivery as its webhooks came in: late, twice, out of order, one missing.
const STORY: [(Status, u32); 8] = [
    (PickupEnRoute, 30),
    (Pending, 0),
    (PickedUp, 52),
    (AtPickup, 45),
    (PickedUp, 52),
    (Completed, 90),
    (AtDropOff, 85),
    (AtPickup, 45),
];

#[test]
fn a_disordered_day_ends_with_the_right_status_and_times() {
    let mut timeline = Timeline::under(gett::LIFECYCLE);
    let answers: Vec<Observed> = STORY.iter().map(|(status, minute)| timeline.observe(*status, at(*minute))).collect();
    let applied = |skipped: &[Status]| Observed::Applied { skipped: StatusSet::of(skipped) };
    assert_eq!(
        answers,
        [
            applied(&[Pending]),
            Observed::Late,
            applied(&[AtPickup]),
            Observed::Late,
            Observed::Duplicate,
            applied(&[DropOffEnRoute, AtDropOff]),
            Observed::Late,
            Observed::Duplicate,
        ],
    );
    assert_eq!(timeline.status(), Some(Completed));
    assert_eq!(timeline.since(), Some(at(90)));
    assert_eq!(timeline.reached(DropOffEnRoute), None, "nobody saw it");
    assert_eq!(timeline.reached(AtPickup), Some(at(45)));
    assert_eq!(timeline.between(AtPickup, PickedUp).unwrap().num_minutes(), 7);
    assert_eq!(timeline.between(AtPickup, DropOffEnRoute), None);
    assert_eq!(timeline.anomalies().count(), 0);
    assert_eq!(timeline.history().count(), 6);
    let steps: Vec<(Status, Option<i64>)> =
        timeline.steps().iter().map(|step| (step.status, step.lasted.map(|lasted| lasted.num_minutes()))).collect();
    assert_eq!(
        steps,
        [
            (Pending, Some(30)),
            (PickupEnRoute, Some(15)),
            (AtPickup, Some(7)),
            (PickedUp, Some(33)),
            (AtDropOff, Some(5)),
            (Completed, None),
        ],
    );
}

#[test]
fn a_new_timeline_is_empty_and_a_delivery_is_over_at_an_end() {
    let mut timeline = Timeline::new();
    assert!(timeline.is_empty() && !timeline.is_over());
    timeline.set_time(Completed, Some(at(1)));
    assert!(timeline.is_empty(), "what was set by hand was not observed");
    timeline.observe(PickedUp, None);
    assert!(!timeline.is_empty() && !timeline.is_over());
    let dated: Timeline = [seen(PickedUp, 1)].into_iter().collect();
    assert!(!dated.is_empty() && !dated.is_over());
    let ended: Timeline = [seen(PickedUp, 1), seen(Completed, 2)].into_iter().collect();
    assert_eq!((ended.len(), ended.status(), ended.is_over()), (2, Some(Completed), true));
    assert!(!timeline_of_second_attempt().is_over());
    assert!(format!("{ended:?}").starts_with("Timeline { lifecycle: None, status: Some(Completed), history: ["));
}

#[test]
fn gett_is_told_when_the_last_attempt_ended() {
    let attempts = [(DropOffEnRoute, 0), (NotDelivered, 10), (DropOffEnRoute, 20), (NotDelivered, 30)];
    let twice = timeline(SECOND_ATTEMPT, &attempts.map(|(status, minute)| seen(status, minute)));
    assert_eq!(gett::StatusTimes::of(&twice).ended_at, Some(at(30)));
}

/// Not delivered, and somebody may try again.
fn timeline_of_second_attempt() -> Timeline {
    timeline(SECOND_ATTEMPT, &[seen(DropOffEnRoute, 10), seen(NotDelivered, 20)])
}

#[test]
fn what_comes_late_is_judged_by_what_stood_before_it() {
    let mut timeline = timeline(Lifecycle::CANONICAL, &[seen(PickedUp, 10), seen(Completed, 30)]);
    assert_eq!(timeline.observe(AtPickup, at(20)), Observed::Backward);
    assert_eq!(timeline.observe(AtDropOff, at(25)), Observed::Late);
    assert_eq!(timeline.observe(AtPickup, at(5)), Observed::Late);
}

#[test]
fn an_end_from_nowhere_is_off_the_path_with_and_without_an_instant() {
    let mut dated = timeline(Lifecycle::CANONICAL, &[seen(Pending, None), seen(PickedUp, 10)]);
    assert_eq!(dated.observe(Rejected, at(20)), Observed::OffPath);
    let mut undated = timeline(Lifecycle::CANONICAL, &[seen(PickedUp, 10)]);
    assert_eq!(undated.observe(Rejected, None), Observed::OffPath);
    assert_eq!((dated.status(), undated.status()), (Some(Rejected), Some(Rejected)));
}

#[test]
fn of_two_ends_without_an_instant_the_first_of_the_table_replaces_the_other() {
    let mut timeline = timeline(Lifecycle::CANONICAL, &[seen(Cancelled, None)]);
    assert_eq!(timeline.observe(Completed, None), Observed::Replaced { end: Cancelled });
    assert_eq!(timeline.observe(NotDelivered, None), Observed::OtherEnd);
    assert_eq!(timeline.status(), Some(Completed));
}

#[test]
fn a_step_follows_what_stands_and_not_what_does_not_count() {
    // A step back at 70 is an anomaly; what stands is the pickup at 60.
    let odd = timeline(Lifecycle::CANONICAL, &[seen(PickedUp, 60), seen(PickupEnRoute, 70)]);
    for (minute, is_accepted) in [(59, false), (60, true), (65, true)] {
        assert_eq!(odd.clone().advance(DropOffEnRoute, at(minute)).is_ok(), is_accepted, "{minute}");
    }
    // What stands was seen again at 70, and a step follows that.
    let again = timeline(Lifecycle::CANONICAL, &[seen(PickedUp, 60), seen(PickedUp, 70)]);
    for (minute, is_accepted) in [(59, false), (65, false), (70, true), (71, true)] {
        let step = again.clone().advance(DropOffEnRoute, at(minute));
        assert_eq!(
            step.map_err(|violation| violation.rule()).err(),
            (!is_accepted).then_some(Rule::StatusTimeBackwards)
        );
    }
    // To the nanosecond.
    let mut quick = Timeline::new();
    let nanosecond = |n: u32| format!("2020-09-12T01:00:00.{n:09}Z").parse::<Timestamp>().unwrap();
    quick.advance(PickupEnRoute, nanosecond(5)).unwrap();
    assert_eq!(quick.advance(AtPickup, nanosecond(3)).unwrap_err().rule(), Rule::StatusTimeBackwards);
    quick.advance(AtPickup, nanosecond(5)).unwrap();
}

#[test]
fn where_a_way_leads_back_a_step_is_taken_if_what_has_no_instant_lies_behind_it() {
    let mut timeline = timeline(SECOND_ATTEMPT, &[seen(PickupEnRoute, None)]);
    timeline.advance(AtPickup, at(5)).unwrap();
    timeline.observe(AtDropOff, None);
    assert_eq!(timeline.status(), Some(AtDropOff));
    assert_eq!(timeline.advance(Completed, at(9)).map(|change| change.from), Ok(Some(AtDropOff)));
}

#[test]
fn of_a_status_that_came_twice_the_first_step_has_the_time_set_by_hand() {
    let mut timeline = timeline_of_second_attempt();
    timeline.set_time(NotDelivered, Some(at(15)));
    assert_eq!((timeline.status(), timeline.since()), (Some(NotDelivered), Some(at(15))), "which came once so far");
    timeline.observe(DropOffEnRoute, at(30));
    timeline.set_time(DropOffEnRoute, Some(at(5)));
    let steps: Vec<_> = timeline.steps().iter().map(|step| (step.status, step.at)).collect();
    let expected = [(DropOffEnRoute, 5), (NotDelivered, 15), (DropOffEnRoute, 30)];
    assert_eq!(steps, expected.map(|(status, minute)| (status, Some(at(minute)))));
    assert_eq!((timeline.reached(DropOffEnRoute), timeline.since()), (Some(at(5)), Some(at(30))));
}

#[test]
fn an_instant_that_does_not_fit_is_an_anomaly_also_where_the_status_was_known_without_one() {
    let known_at_pickup = || timeline(Lifecycle::CANONICAL, &[seen(AtPickup, None), seen(DropOffEnRoute, 10)]);
    let mut backward = known_at_pickup();
    assert_eq!(backward.observe(AtPickup, at(20)), Observed::Backward);
    assert_eq!(backward.anomalies().count(), 1);
    let mut fits = known_at_pickup();
    assert_eq!(fits.observe(AtPickup, at(5)), Observed::Dated);
    assert_eq!(fits.anomalies().count(), 0);
}

#[test]
fn what_was_seen_without_an_instant_was_not_skipped() {
    let mut timeline = timeline(Lifecycle::CANONICAL, &[seen(PickupEnRoute, None)]);
    let skipped = StatusSet::of(&[Pending, AtPickup, PickedUp]);
    assert_eq!(timeline.observe(DropOffEnRoute, at(10)), Observed::Applied { skipped });
}

#[test]
fn what_an_answer_calls_an_anomaly_is_found_among_them() {
    for lifecycle in LIFECYCLES {
        let pairs = Status::ALL.iter().flat_map(|one| Status::ALL.iter().map(move |other| (*one, *other)));
        for (one, other) in few(pairs, 12) {
            for [first, then] in
                [[None, None], [None, Some(5)], [Some(5), None], [Some(9), Some(5)], [Some(5), Some(9)]]
            {
                let mut timeline = timeline(lifecycle, &[seen(one, first)]);
                let answer = timeline.observe(other, then.map(at));
                let is_found = timeline.anomalies().any(|anomaly| anomaly.observation == seen(other, then));
                assert!(is_found || !answer.is_anomaly(), "{one}, then {other}: {answer:?} in {timeline:?}");
            }
        }
    }
}

#[test]
fn an_answer_is_written_in_the_words_of_the_statuses() {
    let mut timeline = timeline(gett::LIFECYCLE, &[seen(PickedUp, 10)]);
    let change = timeline.advance(AtDropOff, at(15)).unwrap();
    let expected = json!({"from": "picked_up", "to": "at_drop_off", "at": at(15), "skipped": ["drop_off_en_route"]});
    assert_eq!(serde_json::to_value(change).unwrap(), expected);
    for (status, minute, expected) in [
        (AtDropOff, 15, json!({"observed": "duplicate"})),
        (Completed, 20, json!({"observed": "applied", "skipped": []})),
        (Rejected, 25, json!({"observed": "other_end"})),
        (Cancelled, 18, json!({"observed": "replaced", "end": "completed"})),
        (NotDelivered, 17, json!({"observed": "replaced", "end": "cancelled"})),
        (ApproachingPickup, 5, json!({"observed": "foreign"})),
    ] {
        assert_eq!(serde_json::to_value(timeline.observe(status, at(minute))).unwrap(), expected, "{status}");
    }
    let odd: Vec<Anomaly> = timeline.anomalies().take(1).collect();
    let expected = json!([{"observation": {"status": "approaching_pickup", "at": at(5)}, "kind": "foreign"}]);
    assert_eq!(serde_json::to_value(odd).unwrap(), expected);
    let expected = json!([
        {"status": "picked_up", "at": at(10), "lasted": "PT300S"},
        {"status": "at_drop_off", "at": at(15), "lasted": "PT120S"},
        {"status": "not_delivered", "at": at(17), "lasted": null},
    ]);
    assert_eq!(serde_json::to_value(timeline.steps()).unwrap(), expected);
}

#[test]
fn what_counts_for_nothing_is_no_step() {
    let timeline = timeline(gett::LIFECYCLE, &[seen(PickedUp, 10), seen(AtPickup, 20), seen(ApproachingDropOff, 25)]);
    assert_eq!(timeline.len(), 3);
    let steps: Vec<_> = timeline.steps().iter().map(|step| (step.status, step.lasted)).collect();
    assert_eq!(steps, [(PickedUp, None)]);
}

#[test]
fn a_revision_is_at_least_one() {
    let stored = |revision: u32| {
        let text = r#"{"observations": [], "times_set": [{"status": "completed", "revision": REVISION}]}"#;
        serde_json::from_str::<Timeline>(&text.replace("REVISION", &revision.to_string()))
    };
    assert!(stored(0).unwrap_err().to_string().starts_with("a revision is at least 1"));
    assert!(stored(1).is_ok());
}

/// So many that no list has them, and in no order.
#[test]
fn a_step_of_a_long_timeline_follows_the_last_of_what_stands() {
    for lifecycle in [Lifecycle::CANONICAL, SECOND_ATTEMPT] {
        let mut long = Timeline::under(lifecycle);
        for n in 0..100_u32 {
            long.observe(PickedUp, at(100 + n * 37 % 100));
        }
        assert_eq!((long.len(), long.status(), long.since()), (100, Some(PickedUp), Some(at(100))));
        for (minute, is_accepted) in [(99, false), (150, false), (198, false), (199, true), (200, true)] {
            let step = long.clone().advance(DropOffEnRoute, at(minute));
            assert_eq!(step.is_ok(), is_accepted, "{minute}");
        }
    }
}

#[test]
fn a_snapshot_sets_no_time_that_nobody_said() {
    let mut timeline = Timeline::new();
    timeline.observe_snapshot(AtPickup, &[(PickupEnRoute, Some(at(1))), (DropOffEnRoute, None)]);
    let mut plain = Timeline::new();
    plain.observe(PickupEnRoute, at(1));
    plain.observe(AtPickup, None);
    assert_eq!(timeline, plain);
}

#[test]
fn of_the_times_set_by_hand_the_last_one_holds_whatever_was_set_between() {
    let mut timeline = Timeline::new();
    timeline.set_time(Completed, Some(at(9)));
    timeline.set_time(Completed, Some(at(8)));
    timeline.set_time(PickedUp, Some(at(3)));
    timeline.set_time(Completed, Some(at(7)));
    assert_eq!((timeline.reached(Completed), timeline.reached(PickedUp)), (Some(at(7)), Some(at(3))));
    // Each status counts its own revisions, and they are stored in the order of the table.
    let stored = serde_json::to_value(&timeline).unwrap();
    let times = stored["times_set"].as_array().unwrap();
    let times: Vec<_> = times.iter().map(|time| (time["status"].as_str(), time["revision"].as_u64())).collect();
    assert_eq!(times, [(Some("picked_up"), Some(1)), (Some("completed"), Some(3))]);
    assert_eq!(serde_json::from_value::<Timeline>(stored).unwrap(), timeline);
}

#[test]
fn of_two_ends_the_earlier_one_counts_and_the_other_is_an_anomaly() {
    for order in [[seen(Cancelled, 50), seen(Completed, 40)], [seen(Completed, 40), seen(Cancelled, 50)]] {
        let timeline = timeline(Lifecycle::CANONICAL, &order);
        assert_eq!(timeline.status(), Some(Completed));
        assert_eq!(timeline.reached(Cancelled), None);
        let anomalies: Vec<Anomaly> = timeline.anomalies().collect();
        assert_eq!(anomalies, [Anomaly { observation: seen(Cancelled, 50), kind: AnomalyKind::OtherEnd }]);
    }
}

#[test]
fn a_status_without_an_instant_counts_and_invents_no_time() {
    let mut timeline = Timeline::under(gett::LIFECYCLE);
    timeline.observe(PickupEnRoute, at(30));
    assert_eq!(
        timeline.observe(AtDropOff, None),
        Observed::Applied { skipped: StatusSet::of(&[AtPickup, PickedUp, DropOffEnRoute]) }
    );
    assert_eq!((timeline.status(), timeline.since(), timeline.reached(AtDropOff)), (Some(AtDropOff), None, None));
    assert_eq!(timeline.observe(AtDropOff, None), Observed::Duplicate);
    assert_eq!(timeline.observe(AtPickup, None), Observed::Late);
    assert_eq!(timeline.observe(PickedUp, at(40)), Observed::Late);
    assert_eq!(timeline.status(), Some(AtDropOff));
    assert_eq!(timeline.observe(AtDropOff, at(60)), Observed::Dated);
    assert_eq!(timeline.since(), Some(at(60)));
    assert_eq!(timeline.observe(AtDropOff, None), Observed::Duplicate);
    assert_eq!(timeline.observe(Completed, None), Observed::Applied { skipped: StatusSet::EMPTY });
    assert_eq!(timeline.observe(Cancelled, None), Observed::OtherEnd);
    assert_eq!(timeline.observe(Cancelled, at(70)), Observed::Replaced { end: Completed });
    let last: Vec<Observation> = timeline.history().skip(4).collect();
    assert_eq!(last, [seen(AtPickup, None), seen(Completed, None)]);
}

#[test]
fn a_time_set_by_hand_wins_and_survives_repeats() {
    let mut timeline = Timeline::new();
    timeline.observe(PickupEnRoute, at(11));
    timeline.set_time(PickupEnRoute, at(9));
    timeline.set_time(DropOffEnRoute, at(31));
    timeline.observe(PickupEnRoute, at(11));
    timeline.observe(PickupEnRoute, at(10));
    timeline.observe(DropOffEnRoute, at(40));
    assert_eq!(timeline.reached(PickupEnRoute), Some(at(9)));
    assert_eq!(timeline.since(), Some(at(31)));
    assert_eq!(timeline.status(), Some(DropOffEnRoute));
    timeline.set_time(PickupEnRoute, None);
    assert_eq!(timeline.reached(PickupEnRoute), Some(at(10)));
    // A later call wins also with an earlier time, here and after a merge with one that knows only the first call.
    let before = timeline.clone();
    timeline.set_time(DropOffEnRoute, at(29));
    let mut merged = before;
    merged.merge(&timeline);
    assert_eq!(merged, timeline);
    assert_eq!(merged.reached(DropOffEnRoute), Some(at(29)));
}

#[test]
fn the_same_instant_in_two_places_is_one_observation() {
    let here: Timestamp = "2020-09-12T19:40:00+02:00".parse().unwrap();
    let there: Timestamp = "2020-09-12T17:40:00Z".parse().unwrap();
    let mut one = Timeline::new();
    let mut other = Timeline::new();
    assert!(one.observe(AtPickup, here).is_applied());
    assert_eq!(one.observe(AtPickup, there), Observed::Duplicate);
    assert!(other.observe(AtPickup, there).is_applied());
    assert_eq!(other.observe(AtPickup, here), Observed::Duplicate);
    assert_eq!(one, other);
    assert_eq!(one.len(), 1);
    assert_eq!(one.since(), Some(there));
    assert_eq!(other.since(), Some(there));
}

#[test]
fn timestamps_keep_every_nanosecond_and_offset() {
    for text in [
        "0000-01-01T00:00:00Z",
        "0000-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.999999999-23:59",
        "1969-12-31T23:59:59.5Z",
        "2020-09-07T13:44:18.340125Z",
        "2023-01-01T12:11:03+01:00",
    ] {
        let at: Timestamp = text.parse().unwrap();
        let mut timeline = Timeline::new();
        timeline.observe(Cancelled, at);
        assert_eq!(timeline.since(), Some(at));
        assert_eq!(timeline.history().next().unwrap().at.unwrap().to_string(), at.to_string());
    }
}

#[test]
fn hubrise_s_times_fill_themselves_and_skipped_steps_leave_them_empty() {
    let mut timeline = Timeline::under(hubrise::LIFECYCLE);
    let mut expected = hubrise::StatusTimes::default();
    timeline.observe(Pending, at(0));
    assert_eq!(hubrise::StatusTimes::of(&timeline), expected);
    for (status, minute) in
        [(PickupEnRoute, 11), (AtPickup, 20), (DropOffEnRoute, 25), (AtDropOff, 30), (Completed, 33)]
    {
        timeline.advance(status, at(minute)).unwrap();
        match status {
            PickupEnRoute => expected.assigned_at = Some(at(11)),
            DropOffEnRoute => expected.pickup_at = Some(at(25)),
            Completed => expected.delivered_at = Some(at(33)),
            _ => {}
        }
        assert_eq!(hubrise::StatusTimes::of(&timeline), expected);
    }
    let mut skipping = Timeline::under(hubrise::LIFECYCLE);
    skipping.observe(Pending, at(0));
    skipping.observe(Cancelled, at(9));
    let cancelled = hubrise::StatusTimes { cancelled_at: Some(at(9)), ..Default::default() };
    assert_eq!(hubrise::StatusTimes::of(&skipping), cancelled);
    // By hand, "useful when status updates are skipped or delayed".
    let by_hand = hubrise::StatusTimes { assigned_at: Some(at(5)), pickup_at: Some(at(24)), ..Default::default() };
    by_hand.set(&mut timeline);
    timeline.observe(PickupEnRoute, at(11));
    let found = hubrise::StatusTimes::of(&timeline);
    assert_eq!(found, hubrise::StatusTimes { assigned_at: Some(at(5)), pickup_at: Some(at(24)), ..expected });
}

#[test]
fn gett_s_cancelled_sample_keeps_its_time_of_pickup() {
    let times = gett::StatusTimes { picked_up_at: Some(at(40)), ended_at: Some(at(50)), ..Default::default() };
    let mut timeline = Timeline::under(gett::LIFECYCLE);
    assert_eq!(times.observe(Cancelled, &mut timeline), gett::StatusTimes::default());
    assert_eq!(timeline.status(), Some(Cancelled));
    assert_eq!(gett::StatusTimes::of(&timeline), times);
    let kinds: Vec<AnomalyKind> = timeline.anomalies().map(|anomaly| anomaly.kind).collect();
    assert_eq!(kinds, [AnomalyKind::OffPath], "Gett says that it cancels until waiting only");
    // An end without an end has no place, and says so.
    let left = times.observe(AtDropOff, &mut Timeline::under(gett::LIFECYCLE));
    assert_eq!(left, gett::StatusTimes { ended_at: Some(at(50)), ..Default::default() });
}

#[test]
fn merging_takes_over_the_lifecycle_that_somebody_named() {
    let gett = timeline(gett::LIFECYCLE, &[seen(Pending, 0)]);
    let hubrise = timeline(hubrise::LIFECYCLE, &[seen(PickedUp, 5)]);
    let mut folded = Timeline::default();
    folded.merge(&gett);
    assert_eq!(folded, gett);
    assert_eq!(hubrise.status(), None, "HubRise has no word for it");
    folded.merge(&hubrise);
    assert_eq!(folded.lifecycle(), Lifecycle::CANONICAL);
    assert_eq!(folded.status(), Some(PickedUp));
}

#[test]
fn a_delivery_that_needs_its_code_still_needs_it_once_a_provider_s_answer_is_merged() {
    let of_the_job = Timeline::under(Lifecycle::CANONICAL.completed_by_code());
    let answered = timeline(gett::LIFECYCLE, &[seen(AtDropOff, 5)]);
    let merged = |one: &Timeline, other: &Timeline| {
        let mut sum = one.clone();
        sum.merge(other);
        sum
    };
    let known = merged(&of_the_job, &answered);
    assert_eq!(known, merged(&answered, &of_the_job));
    assert_eq!(known.lifecycle(), Lifecycle::CANONICAL.completed_by_code());
    assert_eq!(known.clone().advance(Completed, at(9)).unwrap_err().rule(), Rule::DeliveryCodeNeeded);
}

#[test]
fn a_second_attempt_counts_where_the_policy_names_it() {
    let day = [
        seen(DropOffEnRoute, 10),
        seen(NotDelivered, 20),
        seen(DropOffEnRoute, 30),
        seen(AtDropOff, 40),
        seen(Completed, 41),
    ];
    let once = timeline(Lifecycle::CANONICAL, &day);
    let twice = timeline(SECOND_ATTEMPT, &day);
    assert_eq!((once.status(), once.anomalies().count()), (Some(NotDelivered), 3));
    assert_eq!((twice.status(), twice.anomalies().count()), (Some(Completed), 0));
    assert_eq!(twice.reached(DropOffEnRoute), Some(at(10)));
    assert_eq!(twice.steps().len(), 5);
    assert_eq!(once.judged_by(SECOND_ATTEMPT), twice);
}

#[test]
fn ways_back_that_are_taken_again_and_again_are_followed_over_a_long_day() {
    let patterns: [&[Status]; 3] = [
        &[Pending, Pending, PickupEnRoute, ApproachingPickup, PickupEnRoute],
        // The first time that the courier is on the way does not count, the second one does.
        &[ApproachingPickup, PickupEnRoute, Pending, PickupEnRoute],
        &[DropOffEnRoute, NotDelivered, NotDelivered, DropOffEnRoute, AtDropOff, Cancelled, AtDropOff],
    ];
    for pattern in patterns {
        // More than a list takes, backwards, so that the tree answers.
        let day: Vec<Observation> =
            pattern.iter().cycle().take(90).zip(0..).map(|(status, minute)| seen(*status, minute)).collect();
        for length in few(70..=day.len(), 1) {
            let day = &day[..length];
            let backwards: Vec<Observation> = day.iter().rev().copied().collect();
            let found = timeline(WINDING, &backwards);
            assert_eq!(Plain::read(&found), Plain::of(WINDING, day));
            assert_eq!(found, timeline(WINDING, day));
        }
    }
}

#[test]
fn an_identity_is_the_documented_one() {
    assert_eq!(Observation::NAMESPACE, uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, b"urn:lastmile:observation"),);
    // Computed elsewhere: python3's uuid.uuid5(namespace, bytes).
    assert_eq!(seen(AtDropOff, 60).id("DR-1f3d").to_string(), "baa76965-7586-5eca-bac4-829de84d50b4");
    assert_eq!(seen(AtDropOff, None).id("DR-1f3d").to_string(), "e0d16e30-5188-575a-b837-0b7a2843df1d");
    let mut ids = std::collections::BTreeSet::new();
    for delivery in ["", "a", "ab", "a\0", "é"] {
        for status in few(Status::ALL, 2) {
            for minute in [None, Some(0), Some(1)] {
                assert!(ids.insert(seen(*status, minute).id(delivery)));
            }
        }
    }
}

#[test]
fn a_code_is_needed_shown_and_counted() {
    for bad in ["", "595", "05955", " 595", "+595", "059a", "٠٥٩٥", "０５９５"] {
        let violation = DeliveryCode::new(bad).unwrap_err();
        assert_eq!(violation.rule(), Rule::DeliveryCodeFormat);
        assert!(bad.is_empty() || !violation.to_string().contains(bad));
    }
    let code = DeliveryCode::new("0595").unwrap();
    assert_eq!(code.expose(), "0595");
    assert_eq!(format!("{code:?}"), "DeliveryCode(****)");
    assert_eq!(serde_json::to_string(&code).unwrap(), "\"0595\"");
    assert!(serde_json::from_str::<DeliveryCode>("595").is_err());
    assert_eq!("0595".parse::<DeliveryCode>().unwrap().expose(), "0595");
    assert_eq!(serde_json::from_str::<DeliveryCode>("\"0595\"").unwrap().expose(), "0595");
    let mut attempts = Attempts::allowing(2);
    for wrong in ["0000", "5950"] {
        let (left, shown) = code.check(&DeliveryCode::new(wrong).unwrap(), attempts);
        assert_eq!(shown.unwrap_err().rule(), Rule::DeliveryCodeWrong);
        attempts = left;
    }
    let (left, shown) = code.check(&code, attempts);
    assert_eq!(shown.unwrap_err().rule(), Rule::DeliveryCodeAttempts);
    assert_eq!((left, left.left(), left.failed()), (attempts, 0, 2));

    let mut timeline = Timeline::under(gett::LIFECYCLE.completed_by_code());
    timeline.advance(AtDropOff, at(0)).unwrap();
    assert_eq!(timeline.advance(Completed, at(1)).unwrap_err().rule(), Rule::DeliveryCodeNeeded);
    let (_, proof) = code.check(&DeliveryCode::new("0595").unwrap(), Attempts::allowing(1));
    assert_eq!(timeline.complete(at(1), proof.unwrap()).unwrap().to, Completed);
    // What a provider reports is believed without a code.
    let mut reported = Timeline::under(gett::LIFECYCLE.completed_by_code());
    assert!(reported.observe(Completed, at(1)).is_applied());
}

#[test]
fn nobody_is_asked_for_the_code_of_a_delivery_that_it_would_not_complete() {
    for (end, refused) in [
        (Cancelled, Rule::StatusAfterFinal),
        (Completed, Rule::StatusAfterFinal),
        (AtDropOff, Rule::DeliveryCodeNeeded),
    ] {
        let mut timeline = timeline(gett::LIFECYCLE.completed_by_code(), &[seen(Pending, 0), seen(end, 10)]);
        assert_eq!(timeline.advance(Completed, at(20)).unwrap_err().rule(), refused, "{end}");
    }
}

#[test]
fn a_whole_is_what_the_table_says_for_every_set_of_parts() {
    for bits in (0..1_u32 << 12).step_by(one_in(61)) {
        let parts: Vec<Status> =
            Status::ALL.iter().copied().enumerate().filter(|(n, _)| bits & (1 << n) != 0).map(|(_, s)| s).collect();
        let has = |status| parts.contains(&status);
        let expected = if parts.is_empty() {
            Whole::Empty
        } else if let Some(open) = parts.iter().find(|part| !part.is_final()) {
            Whole::Underway(*open)
        } else if parts == [Completed] {
            Whole::Ended(Completed)
        } else if has(Completed) {
            Whole::PartlyDelivered
        } else if has(NotDelivered) {
            Whole::Ended(NotDelivered)
        } else if has(Cancelled) {
            Whole::Ended(Cancelled)
        } else {
            Whole::Ended(Rejected)
        };
        assert_eq!(parts.iter().copied().collect::<Whole>(), expected, "{parts:?}");
        assert_eq!(parts.iter().rev().chain(&parts).copied().collect::<Whole>(), expected);
    }
    assert_eq!(Whole::PartlyDelivered.to_string(), "partly_delivered");
}

// ---- commands -------------------------------------------------------------------------------------------------------

#[test]
fn a_command_is_obeyed_or_refused_as_the_grid_says() {
    // For each status that stands and each commanded: a obeyed, f after final, n not next, ? foreign; always t a minute
    // too early where it would be obeyed.
    let mut cell = 0_usize;
    for lifecycle in LIFECYCLES {
        for first in lifecycle.statuses().iter() {
            for second in Status::ALL {
                for minute in [61, 60, 59] {
                    cell += 1;
                    if !cell.is_multiple_of(one_in(31)) {
                        continue;
                    }
                    let mut timeline = Timeline::under(lifecycle);
                    timeline.observe(first, at(60));
                    let before = timeline.clone();
                    let result = timeline.advance(*second, at(minute));
                    let back = lifecycle.has_ways_back() && second.code() < first.code();
                    let rule = if !lifecycle.has(*second) {
                        Some(Rule::StatusForeign)
                    } else if lifecycle.is_final(first) {
                        Some(Rule::StatusAfterFinal)
                    } else if first == *second || !lifecycle.leads_to(first, *second) {
                        Some(Rule::StatusNotNext)
                    } else if minute == 59 || (minute == 60 && back) {
                        Some(Rule::StatusTimeBackwards)
                    } else {
                        None
                    };
                    match (result, rule) {
                        (Ok(change), None) => {
                            let skipped = lifecycle.skipped(Some(first), *second);
                            assert_eq!(change, Change { from: Some(first), to: *second, at: at(minute), skipped });
                            assert_eq!((timeline.status(), timeline.since()), (Some(*second), Some(at(minute))));
                        }
                        (Err(violation), Some(rule)) => {
                            assert_eq!(violation.rule(), rule, "{first} {second} {minute}");
                            assert_eq!(timeline, before);
                        }
                        (result, rule) => panic!("{first} {second} {minute}: {result:?}, expected {rule:?}"),
                    }
                }
            }
        }
    }
}

#[test]
fn a_refusal_says_what_was_wrong() {
    let mut timeline = Timeline::under(gett::LIFECYCLE);
    timeline.advance(PickedUp, at(60)).unwrap();
    for (status, minute, text) in [
        (
            AtPickup,
            61,
            "a status is followed by one that the lifecycle leads to from there, found at_pickup after picked_up [status.not-next]",
        ),
        (
            Cancelled,
            61,
            "a status is followed by one that the lifecycle leads to from there, found cancelled after picked_up [status.not-next]",
        ),
        (
            ApproachingDropOff,
            61,
            "a status is one that this lifecycle has, found approaching_drop_off [status.not-in-lifecycle]",
        ),
        (
            Completed,
            59,
            "a step is not dated before the one that it follows, and a way back is dated after it, found 2020-09-12T00:59:00Z after 2020-09-12T01:00:00Z [status.time-backwards]",
        ),
    ] {
        assert_eq!(timeline.advance(status, at(minute)).unwrap_err().to_string(), text);
    }
    timeline.advance(Completed, at(60)).unwrap();
    assert_eq!(
        timeline.advance(Cancelled, at(70)).unwrap_err().to_string(),
        "nothing follows a final status but what the lifecycle names, found cancelled after completed [status.after-final]",
    );
    let mut failed = timeline_of_second_attempt();
    let same_instant = failed.advance(DropOffEnRoute, at(20)).unwrap_err();
    assert_eq!(
        same_instant.to_string(),
        "a step is not dated before the one that it follows, and a way back is dated after it, found 2020-09-12T00:20:00Z after 2020-09-12T00:20:00Z [status.time-backwards]",
    );
    assert!(failed.advance(DropOffEnRoute, at(21)).is_ok());
}

// ---- laws -----------------------------------------------------------------------------------------------------------

fn any_status() -> impl Strategy<Value = Status> {
    prop::sample::select(Status::ALL)
}

/// Instants are few, so that equal ones are common, and written with different offsets.
fn any_observation(minutes: u32) -> impl Strategy<Value = Observation> {
    let instant = (0..minutes, prop::sample::select(vec![0, 60, -90])).prop_map(|(minute, offset)| {
        let zone = chrono::FixedOffset::east_opt(offset * 60).unwrap();
        Timestamp::from_chrono(at(minute).to_utc().with_timezone(&zone)).unwrap()
    });
    (any_status(), prop::option::weighted(0.9, instant)).prop_map(|(status, at)| Observation { status, at })
}

/// Often without the ends that nothing follows, which would decide everything early.
fn some_statuses() -> impl Strategy<Value = Vec<Status>> {
    let all = Status::ALL.to_vec();
    let winding: Vec<Status> =
        all.iter().copied().filter(|status| !matches!(status, Completed | Rejected | Cancelled)).collect();
    let early = vec![Pending, PickupEnRoute, ApproachingPickup];
    prop_oneof![
        prop::sample::subsequence(all, 2..=12),
        prop::sample::subsequence(winding, 3..=9),
        prop::sample::subsequence(early, 2..=3),
    ]
}

fn any_lifecycle() -> impl Strategy<Value = Lifecycle> {
    prop::sample::select(LIFECYCLES.to_vec())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn the_answers_are_those_of_the_plain_rules(
        lifecycle in any_lifecycle(),
        observations in prop::collection::vec(any_observation(30), 0..24),
    ) {
        let mut timeline = Timeline::under(lifecycle);
        for (n, seen) in observations.iter().enumerate() {
            let before = timeline.status();
            let answer = timeline.observe(seen.status, seen.at);
            let after = Plain::of(lifecycle, &observations[..=n]);
            prop_assert_eq!(Plain::read(&timeline), after);
            prop_assert_eq!(answer.is_applied(), before != timeline.status() && timeline.status() == Some(seen.status));
        }
    }

    #[test]
    fn order_and_repetition_change_nothing(
        lifecycle in any_lifecycle(),
        observations in prop::collection::vec(any_observation(30), 0..24),
        again in prop::collection::vec(any::<Index>(), 0..12),
        keys in prop::collection::vec(any::<u32>(), 40),
    ) {
        let expected = timeline(lifecycle, &observations);
        let mut shuffled = observations.clone();
        if !observations.is_empty() {
            shuffled.extend(again.iter().map(|index| *index.get(&observations)));
        }
        let mut order: Vec<(u32, Observation)> = keys.into_iter().zip(shuffled).collect();
        order.sort_by_key(|(key, _)| *key);
        let shuffled: Vec<Observation> = order.into_iter().map(|(_, seen)| seen).collect();
        let found = timeline(lifecycle, &shuffled);
        prop_assert_eq!(Plain::read(&found), Plain::read(&expected));
        prop_assert_eq!(&found, &expected);
        let text = serde_json::to_string(&found).unwrap();
        prop_assert_eq!(serde_json::from_str::<Timeline>(&text).unwrap(), expected);
    }

    #[test]
    fn any_split_merges_to_the_same(
        lifecycle in any_lifecycle(),
        observations in prop::collection::vec((0..4_usize, any_observation(30)), 0..30),
        by_hand in prop::collection::vec((0..4_usize, any_status(), prop::option::of(0..30_u32)), 0..6),
    ) {
        let all: Vec<Observation> = observations.iter().map(|(_, seen)| *seen).collect();
        let mut parts: Vec<Timeline> = vec![Timeline::under(lifecycle); 4];
        for (part, seen) in &observations {
            parts[*part].observe(seen.status, seen.at);
        }
        let merged = |order: [usize; 4]| order.iter().fold(Timeline::default(), |mut sum, part| {
            sum.merge(&parts[*part]);
            sum
        });
        let expected = timeline(lifecycle, &all);
        prop_assert_eq!(Plain::read(&merged([3, 1, 0, 2])), Plain::read(&expected));
        prop_assert_eq!(merged([3, 1, 0, 2]), expected);

        for (part, status, minute) in by_hand {
            parts[part].set_time(status, minute.map(at));
        }
        let merge = |a: &Timeline, b: &Timeline| {
            let mut sum = a.clone();
            sum.merge(b);
            sum
        };
        let [a, b, c, _] = &parts[..] else { unreachable!() };
        prop_assert_eq!(merge(a, b), merge(b, a));
        prop_assert_eq!(merge(&merge(a, b), c), merge(a, &merge(b, c)));
        prop_assert_eq!(&merge(a, a), a);
        prop_assert_eq!(merge(&merge(a, b), b), merge(a, b));
    }

    #[test]
    fn what_a_provider_answers_comes_back_as_it_was(
        status in any_status(),
        minutes in prop::array::uniform4(prop::option::of(0..9_u32)),
    ) {
        let [a, b, c, d] = minutes.map(|minute| minute.map(at));
        let times = hubrise::StatusTimes { assigned_at: a, pickup_at: b, delivered_at: c, cancelled_at: d };
        let mut timeline = Timeline::under(hubrise::LIFECYCLE);
        times.observe(status, &mut timeline);
        prop_assert_eq!(hubrise::StatusTimes::of(&timeline), times);
        prop_assert_eq!(timeline.status() == Some(status), hubrise::LIFECYCLE.has(status));

        let times = gett::StatusTimes { started_at: a, arrived_at: b, picked_up_at: c, ended_at: d };
        let mut timeline = Timeline::under(gett::LIFECYCLE);
        let left = times.observe(status, &mut timeline);
        prop_assert_eq!(gett::StatusTimes { ended_at: times.ended_at.filter(|_| left.ended_at.is_none()), ..times }, gett::StatusTimes::of(&timeline));
        prop_assert_eq!(left.ended_at.is_some(), d.is_some() && !status.is_final());
    }

    #[test]
    fn lifecycles_merge_too(
        lifecycles in prop::collection::vec(prop::option::of((any_lifecycle(), any::<bool>())), 3),
    ) {
        let by_code = |(lifecycle, by_code): (Lifecycle, bool)| if by_code { lifecycle.completed_by_code() } else { lifecycle };
        let under = |l: &Option<_>| l.map(by_code).map_or_else(Timeline::new, Timeline::under);
        let [a, b, c] = lifecycles.iter().map(under).collect::<Vec<_>>().try_into().unwrap();
        let merge = |a: &Timeline, b: &Timeline| { let mut sum = a.clone(); sum.merge(b); sum };
        prop_assert_eq!(merge(&a, &b), merge(&b, &a));
        prop_assert_eq!(merge(&merge(&a, &b), &c), merge(&a, &merge(&b, &c)));
        prop_assert_eq!(merge(&a, &a), a);
    }

    #[test]
    fn a_command_is_atomic_and_does_what_it_says(
        lifecycle in any_lifecycle(),
        observations in prop::collection::vec(any_observation(30), 0..12),
        status in any_status(),
        minute in 0..32_u32,
    ) {
        let mut timeline = timeline(lifecycle, &observations);
        let before = timeline.clone();
        match timeline.advance(status, at(minute)) {
            Ok(change) => {
                prop_assert_eq!((change.from, change.to), (before.status(), status));
                prop_assert_eq!((timeline.status(), timeline.since()), (Some(status), Some(at(minute))));
                let mut observed = before;
                observed.observe(status, at(minute));
                prop_assert_eq!(Plain::read(&timeline), Plain::read(&observed));
                prop_assert_eq!(timeline, observed);
            }
            Err(_) => {
                prop_assert_eq!(Plain::read(&timeline), Plain::read(&before));
                prop_assert_eq!(timeline, before);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    /// More than a list takes, so that the tree answers.
    #[test]
    fn long_timelines_follow_the_same_rules(
        lifecycle in any_lifecycle(),
        some in some_statuses(),
        observations in prop::collection::vec(any_observation(600), 90..160),
    ) {
        let observations: Vec<Observation> =
            observations.into_iter().filter(|seen| some.contains(&seen.status)).cycle().take(160).collect();
        let expected = Plain::of(lifecycle, &observations);
        let found = timeline(lifecycle, &observations);
        prop_assert_eq!(Plain::read(&found), expected);
        let mut sorted = observations.clone();
        sorted.sort_by_key(|seen| seen.at);
        let listed = timeline(lifecycle, &sorted);
        prop_assert_eq!(Plain::read(&listed), Plain::read(&found));
        prop_assert_eq!(&listed, &found);
        let mut merged = timeline(lifecycle, &observations[..80]);
        merged.merge(&timeline(lifecycle, &observations[80..]));
        prop_assert_eq!(Plain::read(&merged), Plain::read(&found));
        prop_assert_eq!(merged, found);
    }

    /// Each answer on the way, too: what stands before a fact is found without walking.
    #[test]
    fn long_timelines_answer_as_a_new_one_would(
        lifecycle in any_lifecycle(),
        some in some_statuses(),
        observations in prop::collection::vec(any_observation(600), 100),
    ) {
        let mut timeline = Timeline::under(lifecycle);
        for (n, seen) in observations.iter().enumerate() {
            if some.contains(&seen.status) {
                let before = timeline.clone();
                let answer = timeline.observe(seen.status, seen.at);
                if n > 85 {
                    let mut sorted = Timeline::under(lifecycle);
                    let mut history: Vec<Observation> = before.history().collect();
                    history.rotate_right(before.history().filter(|seen| seen.at.is_none()).count());
                    sorted.extend(history);
                    prop_assert_eq!(&sorted, &before);
                    prop_assert_eq!(sorted.observe(seen.status, seen.at), answer);
                }
            }
        }
    }
}
