//! A timeline is small, a command allocates nothing where there is room, and hostile input does not grow the work.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "a test that fails says so by panicking")]

use lastmile::Status::*;
use lastmile::{Status, Timeline, Timestamp, gett};

const WAY: [Status; 7] = [Pending, PickupEnRoute, AtPickup, PickedUp, DropOffEnRoute, AtDropOff, Completed];

fn at(second: u32) -> Timestamp {
    Timestamp::from_chrono(chrono::DateTime::from_timestamp(1_600_000_000 + i64::from(second), 0).unwrap()).unwrap()
}

#[test]
fn twelve_observations_take_at_most_256_bytes_in_all() {
    assert!(size_of::<Timeline>() <= 64);
    let mut kept = Vec::with_capacity(1);
    let took = allocation_counter::measure(|| {
        let mut timeline = Timeline::under(gett::LIFECYCLE);
        for n in 0..12 {
            timeline.observe(AtPickup, at(n));
        }
        kept.push(timeline);
    });
    assert!(took.bytes_current + 64 <= 256, "{took:?}");
}

#[test]
fn a_command_allocates_nothing_where_there_is_room() {
    let steps: Vec<(Status, Timestamp)> = WAY.iter().zip(0..).map(|(status, n)| (*status, at(n))).collect();
    let mut timeline = Timeline::with_capacity(12).judged_by(gett::LIFECYCLE);
    let took = allocation_counter::measure(|| {
        for (status, at) in &steps {
            timeline.advance(*status, *at).unwrap();
        }
        for (status, at) in &steps {
            timeline.observe(*status, *at);
        }
    });
    assert_eq!(took.count_total, 0, "{took:?}");
    assert_eq!(timeline.status(), Some(Completed));
}

#[test]
fn what_is_asked_of_a_usual_timeline_allocates_nothing() {
    let mut timeline = Timeline::with_capacity(12);
    for (status, n) in WAY.iter().zip(0..) {
        timeline.observe(*status, at(n));
    }
    timeline.observe(AtDropOff, at(90));
    let took = allocation_counter::measure(|| {
        assert!(timeline.is_over());
        assert_eq!(timeline.since(), timeline.reached(Completed));
        assert_eq!(timeline.between(Pending, Completed).unwrap().num_seconds(), 6);
        assert_eq!(timeline.history().count(), 8);
        assert_eq!(timeline.anomalies().count(), 1);
    });
    assert_eq!(took.count_total, 0, "{took:?}");
}
