//! The table of statuses, row by row, and every code there is.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::nonminimal_bool,
    reason = "a test that fails says so by panicking, and both sides of == are tried"
)]

#[path = "common/less.rs"]
mod less;

use lastmile::Status::*;
use lastmile::{Phase, Rule, Status, StatusSet, Whole};
use less::less;

/// Seeds: Gett, delivery lifecycle; HubRise, delivery statuses. `-` where a provider has no word.
const TABLE: &str = "
 10 pending              pending       pending             before    pickup_en_route rejected cancelled
 20 pickup_en_route      confirmed     pickup_enroute      before    approaching_pickup at_pickup cancelled
 25 approaching_pickup   -             pickup_approaching  before    at_pickup cancelled
 30 at_pickup            waiting       pickup_waiting      before    picked_up cancelled
 40 picked_up            picked_up     -                   courier   drop_off_en_route not_delivered cancelled
 50 drop_off_en_route    driving       dropoff_enroute     courier   approaching_drop_off at_drop_off not_delivered cancelled
 55 approaching_drop_off -             dropoff_approaching courier   at_drop_off not_delivered cancelled
 60 at_drop_off          at_drop_off   dropoff_waiting     courier   completed not_delivered cancelled
 70 completed            completed     delivered           delivered
 80 rejected             rejected      -                   failed
 90 not_delivered        not_delivered -                   failed
100 cancelled            cancelled     cancelled           failed
";

#[test]
fn the_table_is_as_the_pages_have_it() {
    let rows: Vec<Vec<&str>> =
        TABLE.lines().filter(|l| !l.is_empty()).map(|l| l.split_whitespace().collect()).collect();
    assert_eq!(rows.len(), Status::ALL.len());
    for (row, status) in rows.iter().zip(Status::ALL) {
        let word = |at: usize| Some(row[at]).filter(|word| *word != "-");
        assert_eq!(status.code().to_string(), row[0]);
        assert_eq!(status.name(), row[1]);
        assert_eq!(status.to_string(), row[1]);
        assert_eq!(row[1].parse::<Status>().unwrap(), *status);
        assert_eq!(status.gett_word(), word(2));
        assert_eq!(status.hubrise_word(), word(3));
        assert_eq!(status.gett_code(), word(2).map(|_| status.code()));
        let phase = match row[4] {
            "before" => Phase::BeforePickup,
            "courier" => Phase::WithCourier,
            "delivered" => Phase::Delivered,
            _ => Phase::Failed,
        };
        assert_eq!(status.phase(), phase);
        assert_eq!(status.is_before_pickup(), phase == Phase::BeforePickup);
        assert_eq!(status.is_with_courier(), phase == Phase::WithCourier);
        assert_eq!(status.is_success(), phase == Phase::Delivered);
        assert_eq!(status.is_final(), status.successors().is_empty());
        assert_eq!(status.is_over(), status.is_final());
        let next: Vec<&str> = status.successors().iter().map(|next| next.name()).collect();
        assert_eq!(next, row[5..]);
    }
}

#[test]
fn each_status_leads_where_the_grid_says() {
    // One row for each status, one column for each status: x where the way goes on.
    let grid = "
        .xxxxxxxxxxx
        ..xxxxxxx.xx
        ...xxxxxx.xx
        ....xxxxx.xx
        .....xxxx.xx
        ......xxx.xx
        .......xx.xx
        ........x.xx
        ............
        ............
        ............
        ............";
    let rows: Vec<&str> = grid.split_whitespace().collect();
    for (row, from) in rows.iter().zip(Status::ALL) {
        for (mark, to) in row.chars().zip(Status::ALL) {
            assert_eq!(from.leads_to(*to), mark == 'x', "{from} to {to}");
        }
    }
}

#[test]
fn of_all_codes_twelve_are_known_and_the_rest_keep_their_number() {
    let mut known = 0;
    for code in 0..=less(u16::MAX, 300) {
        match Status::from_code(code) {
            Ok(status) => {
                known += 1;
                assert!(status == code && code == status && status.code() == code);
                assert_eq!(Status::of_code(code), Some(status));
            }
            Err(violation) => {
                assert_eq!(violation.rule(), Rule::StatusCode);
                assert_eq!(violation.found().as_str(), code.to_string());
                assert!(Status::ALL.iter().all(|status| *status != code && code != *status));
            }
        }
    }
    assert_eq!(known, 12);
    assert_eq!(u16::from(DropOffEnRoute), 50);
    assert_eq!(Status::try_from(50).unwrap(), DropOffEnRoute);
    assert_eq!(Status::from_number(65_546_u32).unwrap_err().found().as_str(), "65546");
    assert_eq!(Status::from_number(-10).unwrap_err().found().as_str(), "-10");
}

#[test]
fn a_word_is_read_by_its_own_provider_only() {
    assert_eq!(Status::from_gett_word("confirmed").unwrap(), PickupEnRoute);
    assert_eq!(Status::from_hubrise_word("delivered").unwrap(), Completed);
    for (result, found) in [
        (Status::from_gett_word("delivered"), "\"delivered\""),
        (Status::from_hubrise_word("completed"), "\"completed\""),
        (Status::from_gett_word("Pending"), "a text of 7 characters"),
        (Status::from_gett_word(" pending"), "a text of 8 characters"),
        (Status::from_gett_word(""), "an empty text"),
        ("confirmed".parse(), "\"confirmed\""),
        (Status::from_any_word("flying"), "\"flying\""),
    ] {
        let violation = result.unwrap_err();
        assert_eq!(violation.rule(), Rule::StatusWord);
        assert_eq!(violation.found().as_str(), found);
    }
}

#[test]
fn no_word_means_two_statuses() {
    for status in Status::ALL {
        assert_eq!(Status::from_any_word(status.name()).unwrap(), *status);
        for word in [status.gett_word(), status.hubrise_word()].into_iter().flatten() {
            assert_eq!(Status::from_any_word(word).unwrap(), *status, "{word}");
        }
    }
}

#[test]
fn a_word_and_a_code_agree_or_are_refused() {
    for word in Status::ALL {
        for code in Status::ALL {
            match word.agreeing_with(*code) {
                Ok(status) => assert!(status == *word && word == code),
                Err(violation) => assert!(violation.rule() == Rule::StatusContradiction && word != code),
            }
        }
    }
    assert_eq!(
        Rejected.agreeing_with(Pending).unwrap_err().to_string(),
        "a status and its code say the same, found rejected (80) and pending (10) [status.contradiction]",
    );
}

#[test]
fn json_has_the_name_and_reads_the_code_too() {
    for status in Status::ALL {
        let text = serde_json::to_string(status).unwrap();
        assert_eq!(text, format!("\"{status}\""));
        assert_eq!(serde_json::from_str::<Status>(&text).unwrap(), *status);
        assert_eq!(serde_json::from_str::<Status>(&status.code().to_string()).unwrap(), *status);
    }
    for bad in ["266", "-10", "10.0", "\"10\"", "\"driving\"", "null", "65546"] {
        assert!(serde_json::from_str::<Status>(bad).is_err(), "{bad}");
    }
    let refused = serde_json::from_str::<Status>("null").unwrap_err().to_string();
    assert!(refused.contains("expected the name of a status or its code"), "{refused}");
    let closed: StatusSet = [Cancelled, Completed].into_iter().collect();
    let text = serde_json::to_string(&closed).unwrap();
    assert_eq!(text, r#"["completed","cancelled"]"#);
    assert_eq!(serde_json::from_str::<StatusSet>(&text).unwrap(), closed);
}

#[test]
fn a_set_takes_in_others_and_shows_its_names() {
    let mut set = StatusSet::of(&[Completed]);
    set.extend([Cancelled, Pending]);
    assert_eq!(set, StatusSet::of(&[Pending, Completed, Cancelled]));
    assert_eq!(format!("{set:?}"), "{Pending, Completed, Cancelled}");
}

#[test]
fn a_whole_is_over_when_all_of_it_is() {
    for (whole, is_over, status) in [
        (Whole::Empty, false, None),
        (Whole::Underway(PickedUp), false, Some(PickedUp)),
        (Whole::Ended(Cancelled), true, Some(Cancelled)),
        (Whole::PartlyDelivered, true, Some(NotDelivered)),
    ] {
        assert_eq!((whole.is_over(), whole.status()), (is_over, status), "{whole:?}");
        let shown = match whole {
            Whole::Empty => "empty".to_owned(),
            Whole::PartlyDelivered => "partly_delivered".to_owned(),
            Whole::Underway(status) | Whole::Ended(status) => status.to_string(),
        };
        assert_eq!(whole.to_string(), shown);
        assert_eq!(serde_json::to_value(whole).unwrap(), shown);
    }
}

#[test]
fn a_path_leads_from_each_status_to_the_next() {
    assert!(Status::is_path(&[Pending, PickupEnRoute, PickedUp, Completed]));
    assert!(!Status::is_path(&[Pending, Completed, Cancelled]) && !Status::is_path(&[Pending, Pending]));
    assert!(Status::is_path(&[]) && Status::is_path(&[Rejected]));
}

#[test]
fn a_set_knows_its_ends() {
    assert_eq!((StatusSet::EMPTY.first(), StatusSet::EMPTY.last()), (None, None));
    assert_eq!((StatusSet::ALL.first(), StatusSet::ALL.last()), (Some(Pending), Some(Cancelled)));
    for a in Status::ALL {
        for b in Status::ALL {
            let set = StatusSet::of(&[*a, *b]);
            assert_eq!(set.len(), if a == b { 1 } else { 2 });
            assert!(set.without(*a).without(*b).is_empty());
            assert_eq!(set.first().unwrap().code(), a.code().min(b.code()));
            assert_eq!(set.last().unwrap().code(), a.code().max(b.code()));
        }
    }
}

#[test]
fn the_statuses_of_a_set_come_from_both_ends_and_are_counted() {
    for bits in 0..1_u16 << Status::ALL.len() {
        let expected: Vec<Status> =
            Status::ALL.iter().enumerate().filter(|(row, _)| bits >> row & 1 == 1).map(|(_, status)| *status).collect();
        let set = StatusSet::of(&expected);
        assert_eq!(set.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(set.iter().rev().collect::<Vec<_>>(), expected.iter().copied().rev().collect::<Vec<_>>());
        let (mut left, mut count) = (set.iter(), expected.len());
        loop {
            assert_eq!((left.len(), left.size_hint()), (count, (count, Some(count))));
            let next = if count % 2 == 0 { left.next() } else { left.next_back() };
            if next.is_none() {
                break;
            }
            count -= 1;
        }
        assert_eq!((count, left.next(), left.next_back()), (0, None, None), "each came once");
    }
}
