//! What each lifecycle has, what it leads to, and that the documented diagrams are the generated ones.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that fails says so by panicking"
)]

#[path = "common/less.rs"]
mod less;

use lastmile::Status::*;
use lastmile::{Completing, Lifecycle, Status, StatusSet, gett, hubrise};
use less::one_in;

const SECOND_ATTEMPT: Lifecycle = Lifecycle::CANONICAL.followed_by(NotDelivered, &[DropOffEnRoute]);
const UNASSIGNABLE: Lifecycle = Lifecycle::CANONICAL.unassignable_until(AtPickup);

/// One row for each status, one column for each status, in the order of the table: `1` the next step, `x` by several,
/// `-` a status that the lifecycle does not have.
#[track_caller]
fn assert_grid(lifecycle: Lifecycle, grid: &str) {
    let rows: Vec<&str> = grid.split_whitespace().collect();
    assert_eq!(rows.len(), 12);
    for (row, from) in rows.iter().zip(Status::ALL) {
        for (mark, to) in row.chars().zip(Status::ALL) {
            if !lifecycle.has(*from) || !lifecycle.has(*to) {
                assert_eq!(mark, '-', "{from} to {to}");
                continue;
            }
            let expected = match (lifecycle.leads_to(*from, *to), lifecycle.successors(*from).contains(*to)) {
                (true, true) => '1',
                (true, false) => 'x',
                (false, false) => '.',
                (false, true) => panic!("{from} to {to}: a successor that it does not lead to"),
            };
            assert_eq!(mark, expected, "{from} to {to}");
        }
    }
}

#[test]
fn the_canonical_lifecycle_is_the_table() {
    assert_grid(
        Lifecycle::CANONICAL,
        "
        .1xxxxxxx1x1
        ..11xxxxx.x1
        ...1xxxxx.x1
        ....1xxxx.x1
        .....1xxx.11
        ......11x.11
        .......1x.11
        ........1.11
        ............
        ............
        ............
        ............",
    );
    assert!(Status::ALL.iter().all(|s| Lifecycle::CANONICAL.is_final(*s) == s.is_final()));
}

#[test]
fn gett_cancels_until_waiting_and_never_approaches() {
    assert_grid(
        gett::LIFECYCLE,
        "
        .1-xxx-xx1x1
        ..-1xx-xx.x1
        ------------
        ..-.1x-xx.x1
        ..-..1-xx.1.
        ..-...-1x.1.
        ------------
        ..-...-.1.1.
        ..-...-.....
        ..-...-.....
        ..-...-.....
        ..-...-.....",
    );
}

#[test]
fn hubrise_has_nine_and_steps_over_picked_up() {
    assert_grid(
        hubrise::LIFECYCLE,
        "
        .1xx-xxxx--1
        ..11-xxxx--1
        ...1-xxxx--1
        ....-1xxx--1
        ------------
        ....-.11x--1
        ....-..1x--1
        ....-...1--1
        ....-....--.
        ------------
        ------------
        ....-....--.",
    );
    assert_eq!(hubrise::LIFECYCLE.statuses().len(), 9);
    assert!(hubrise::LIFECYCLE.statuses().iter().all(|s| s.hubrise_word().is_some()));
    assert!(gett::LIFECYCLE.statuses().iter().all(|s| s.gett_word().is_some()));
}

#[test]
fn a_second_attempt_follows_not_delivered_where_the_policy_names_it() {
    assert_grid(
        SECOND_ATTEMPT,
        "
        .1xxxxxxx1x1
        ..11xxxxx.x1
        ...1xxxxx.x1
        ....1xxxx.x1
        .....1xxx.11
        ......11x.11
        .......1x.11
        ........1.11
        ............
        ............
        .....1xxx..x
        ............",
    );
    let two_ways = SECOND_ATTEMPT.followed_by(NotDelivered, &[DropOffEnRoute, AtDropOff]);
    assert!(two_ways.leads_to(NotDelivered, Cancelled) && !two_ways.leads_to(NotDelivered, PickedUp));
    assert_eq!(two_ways.cancellable_until(PickedUp).cancellable_from().last(), Some(PickedUp));
    assert!(!SECOND_ATTEMPT.is_final(NotDelivered) && SECOND_ATTEMPT.is_final(Completed));
    assert!(SECOND_ATTEMPT.is_sound() && SECOND_ATTEMPT.has_ways_back());
}

#[test]
fn each_end_is_followed_where_the_policy_names_it_and_no_other() {
    for end in [Completed, Rejected, NotDelivered, Cancelled] {
        let policy = Lifecycle::CANONICAL.followed_by(end, &[DropOffEnRoute]);
        assert!(policy.has_ways_back() && policy.is_sound(), "{end}");
        for other in [Completed, Rejected, NotDelivered, Cancelled] {
            assert_eq!(policy.is_final(other), other != end, "{other} where {end} is followed");
            assert_eq!(policy.leads_to(other, AtDropOff), other == end, "{other} where {end} is followed");
            assert_eq!(policy.successors(other).contains(DropOffEnRoute), other == end, "{other}");
        }
    }
    assert_eq!(Lifecycle::CANONICAL.followed_by(PickedUp, &[DropOffEnRoute]), Lifecycle::CANONICAL);
    assert!(UNASSIGNABLE.has_ways_back() && !Lifecycle::CANONICAL.has_ways_back());
}

#[test]
fn a_courier_gives_a_delivery_back_where_the_policy_names_it() {
    assert_grid(
        UNASSIGNABLE,
        "
        .1xxxxxxx1x1
        1.11xxxxx.x1
        1..1xxxxx.x1
        1...1xxxx.x1
        .....1xxx.11
        ......11x.11
        .......1x.11
        ........1.11
        ............
        ............
        ............
        ............",
    );
}

#[test]
fn the_skipped_steps_are_those_of_the_shortest_way() {
    let skipped = |lifecycle: Lifecycle, from: Option<Status>, to| lifecycle.skipped(from, to).to_string();
    assert_eq!(skipped(Lifecycle::CANONICAL, Some(Pending), PickupEnRoute), "");
    assert_eq!(skipped(Lifecycle::CANONICAL, Some(PickupEnRoute), AtPickup), "");
    assert_eq!(
        skipped(Lifecycle::CANONICAL, Some(Pending), Completed),
        "pickup_en_route, at_pickup, picked_up, drop_off_en_route, at_drop_off",
    );
    assert_eq!(skipped(hubrise::LIFECYCLE, Some(AtPickup), AtDropOff), "drop_off_en_route");
    assert_eq!(skipped(gett::LIFECYCLE, Some(Pending), NotDelivered), "pickup_en_route, at_pickup, picked_up");
    assert_eq!(skipped(Lifecycle::CANONICAL, Some(DropOffEnRoute), Cancelled), "");
    assert_eq!(skipped(Lifecycle::CANONICAL, None, Pending), "");
    assert_eq!(skipped(Lifecycle::CANONICAL, None, AtPickup), "pending, pickup_en_route");
    assert_eq!(skipped(SECOND_ATTEMPT, Some(NotDelivered), DropOffEnRoute), "");
    assert_eq!(skipped(SECOND_ATTEMPT, Some(NotDelivered), Completed), "drop_off_en_route, at_drop_off");
}

#[test]
fn every_policy_that_can_be_said_is_sound() {
    for bits in (0..1_u32 << 12).step_by(one_in(1000)) {
        let some: Vec<Status> =
            Status::ALL.iter().copied().enumerate().filter(|(n, _)| bits & (1 << n) != 0).map(|(_, s)| s).collect();
        for last in Status::ALL {
            let plain = Lifecycle::CANONICAL.without(&some).cancellable_until(*last);
            assert!(plain.is_sound() && !plain.has_ways_back(), "{plain:?}");
            let winding = plain.unassignable_until(*last).followed_by(NotDelivered, &some).followed_by(*last, &some);
            assert!(winding.is_sound(), "{winding:?}");
        }
    }
}

#[test]
fn a_policy_is_stored_and_comes_back() {
    for lifecycle in
        [Lifecycle::CANONICAL, gett::LIFECYCLE, hubrise::LIFECYCLE, SECOND_ATTEMPT, UNASSIGNABLE.completed_by_code()]
    {
        let text = serde_json::to_string(&lifecycle).unwrap();
        assert_eq!(serde_json::from_str::<Lifecycle>(&text).unwrap(), lifecycle, "{text}");
    }
    assert_eq!(serde_json::from_str::<Lifecycle>("{}").unwrap(), Lifecycle::CANONICAL);
    let none: Lifecycle = serde_json::from_str(r#"{"statuses":[],"cancellable_from":[]}"#).unwrap();
    assert!(none.is_sound());
    assert_eq!(none.statuses(), StatusSet::of(&[Pending, Completed]));
    assert!(serde_json::from_str::<Lifecycle>(r#"{"unknown":1}"#).is_err());
    assert_eq!(Lifecycle::CANONICAL.completing(), Completing::Free);
}

#[test]
fn the_documented_diagrams_are_the_generated_ones() {
    let page = include_str!("../docs/lifecycle.md");
    let found: Vec<&str> = page.split("```mermaid\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let expected = [Lifecycle::CANONICAL, gett::LIFECYCLE, hubrise::LIFECYCLE].map(Lifecycle::diagram);
    assert_eq!(found, expected, "docs/lifecycle.md should have:\n{}", expected.join("\n"));
    assert!(include_str!("../README.md").contains(&expected[0]), "README.md should have:\n{}", expected[0]);
}

/// What follows each status, as a table.
fn table(lifecycle: Lifecycle) -> String {
    let words = |set: StatusSet| set.iter().map(|status| status.to_string()).collect::<Vec<_>>().join(", ");
    let mut table = String::from("| code | status | says | next |\n| --- | --- | --- | --- |\n");
    for status in lifecycle.statuses().iter() {
        let next = if lifecycle.is_final(status) { "an end".to_owned() } else { words(lifecycle.successors(status)) };
        table += &format!("| {} | `{status}` | {} | {next} |\n", status.code(), status.says());
    }
    table
}

#[test]
fn the_tables_of_the_guide_are_the_generated_ones() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/lifecycle.md");
    let page = std::fs::read_to_string(path).unwrap();
    let mut expected = page.clone();
    for (name, lifecycle) in
        [("canonical", Lifecycle::CANONICAL), ("gett", gett::LIFECYCLE), ("hubrise", hubrise::LIFECYCLE)]
    {
        let (before, rest) = expected.split_once(&format!("<!-- table: {name} -->\n")).unwrap();
        let (_, behind) = rest.split_once("<!-- end -->").unwrap();
        expected = format!("{before}<!-- table: {name} -->\n\n{}\n<!-- end -->{behind}", table(lifecycle));
    }
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(path, &expected).unwrap();
        return;
    }
    assert_eq!(page, expected, "if this is wanted, run the test with UPDATE_SNAPSHOTS=1");
}
