//! `docs/mapping.md` names every member of every payload, and no others.
#![allow(clippy::panic, reason = "a test may panic")]

use std::collections::BTreeSet;

use lastmile::payload::members;
use lastmile::{Payload, abbiamo, gett, hubrise, instaleap};

/// The members in the table below the heading of a payload.
fn documented(payload: &str) -> BTreeSet<String> {
    let page = include_str!("../docs/mapping.md");
    let heading = format!("\n## {payload}\n");
    let Some((_, section)) = page.split_once(&heading) else { panic!("no section for {payload}") };
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    rows.map(|(member, place)| {
        assert!(!place.starts_with("| "), "{payload}: {member} has neither a place nor a Loss");
        member.to_owned()
    })
    .collect()
}

#[track_caller]
fn assert_complete<P: Payload>() {
    let page = documented(P::NAME);
    let code: BTreeSet<String> = members::<P>().into_iter().collect();
    let missing: Vec<_> = code.difference(&page).collect();
    let made_up: Vec<_> = page.difference(&code).collect();
    assert!(
        missing.is_empty() && made_up.is_empty(),
        "{}: not in the page {missing:?}, only there {made_up:?}",
        P::NAME
    );
}

#[test]
fn every_member_of_every_payload_is_mapped_and_no_other() {
    assert_complete::<gett::CreateDeliveries>();
    assert_complete::<gett::CreatedDeliveries>();
    assert_complete::<instaleap::CreateJob>();
    assert_complete::<hubrise::CreateDelivery>();
    assert_complete::<hubrise::Delivery>();
    assert_complete::<hubrise::UpdateDelivery>();
    assert_complete::<abbiamo::DeliveryRequest>();
}
