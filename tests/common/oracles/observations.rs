//! Observations in any order, any number of times, over any number of machines, beside a sorted list.

use lastmile::{Lifecycle, Observation, Status, Timeline, Timestamp, gett, hubrise};

use super::Dice;
use super::plain::Plain;

const WINDING: Lifecycle = Lifecycle::CANONICAL
    .followed_by(Status::NotDelivered, &[Status::DropOffEnRoute])
    .followed_by(Status::Cancelled, &[Status::AtDropOff])
    .unassignable_until(Status::ApproachingPickup);

/// The most observations that are made of one input; a list holds fewer, so that the tree answers, too.
const MOST: usize = 300;

/// The first byte says by which lifecycle; then three bytes are an observation: which status, on which machine and
/// whether it is by hand, when.
pub fn check(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let lifecycle = lifecycle(*first);
    let mut by_hand = Vec::new();
    let mut facts: Vec<(usize, Observation)> = Vec::new();
    for step in rest.chunks_exact(3).take(MOST) {
        let status = Status::ALL[usize::from(step[0]) % Status::ALL.len()];
        let machine = usize::from(step[1] % 4);
        let at = (step[2] < 0xf0).then(|| instant(step[2], step[1] >> 2 & 3));
        if step[1] >> 5 == 7 {
            by_hand.push((machine, status, at))
        } else {
            facts.push((machine, Observation { status, at }))
        }
    }
    let all: Vec<Observation> = facts.iter().map(|(_, seen)| *seen).collect();
    let whole = observed(lifecycle, &all);
    let expected = Plain::of(lifecycle, &all);
    assert_eq!(Plain::read(&whole), expected);
    let mut dice = Dice::of(bytes);
    check_answers(lifecycle, &all, &mut dice);
    check_questions(&whole, &expected);

    // Any order, and some of it twice.
    let mut shuffled = all.clone();
    for _ in 0..all.len() / 2 {
        shuffled.push(*dice.one_of(&all));
    }
    for end in (1..shuffled.len()).rev() {
        shuffled.swap(end, dice.below(end + 1));
    }
    assert_eq!(observed(lifecycle, &shuffled), whole);

    // Any split, and merged in any order.
    let mut parts = vec![Timeline::under(lifecycle); 4];
    for (machine, seen) in &facts {
        parts[*machine].observe(seen.status, seen.at);
    }
    let merged = |parts: &[Timeline], order: [usize; 5]| {
        let mut sum = parts[order[0]].clone();
        order.iter().skip(1).for_each(|part| sum.merge(&parts[*part]));
        sum
    };
    assert_eq!(merged(&parts, [3, 1, 0, 2, 1]), whole);
    for (machine, status, at) in &by_hand {
        parts[*machine].set_time(*status, *at);
    }
    let sum = merged(&parts, [0, 1, 2, 3, 0]);
    assert_eq!(merged(&parts, [2, 3, 3, 1, 0]), sum);
    assert_eq!(Plain::read(&sum).anomalies, expected.anomalies, "times by hand change times and nothing else");
    assert_eq!(sum.status(), expected.status);
    check_kept(&whole);
    check_kept(&sum);
}

fn lifecycle(byte: u8) -> Lifecycle {
    let second_attempt = Lifecycle::CANONICAL.followed_by(Status::NotDelivered, &[Status::DropOffEnRoute]);
    let of_its_own = Lifecycle::CANONICAL
        .without(&[Status::ALL[usize::from(byte >> 3) % Status::ALL.len()]])
        .cancellable_until(Status::ALL[usize::from(byte >> 4) % Status::ALL.len()])
        .unassignable_until(Status::ALL[usize::from(byte >> 5)]);
    let all = [Lifecycle::CANONICAL, gett::LIFECYCLE, hubrise::LIFECYCLE, second_attempt, WINDING, of_its_own];
    let chosen = all[usize::from(byte % 8).min(5)];
    if chosen.is_sound() { chosen } else { WINDING }
}

/// Few instants, so that equal ones are common, and written with different offsets.
fn instant(minute: u8, offset: u8) -> Timestamp {
    let zone = ["Z", "+02:00", "-03:30", "+00:00"][usize::from(offset)];
    let hours = [0, 2, -4, 0][usize::from(offset)];
    let (hour, minute) = (i32::from(minute / 60) + 10 + hours, u32::from(minute % 60));
    // 3 hours and 30 minutes west is 4 hours west and 30 minutes more.
    let minute = minute + if zone == "-03:30" { 30 } else { 0 };
    format!("2020-09-12T{:02}:{:02}:00{zone}", hour + i32::from(minute >= 60), minute % 60).parse().unwrap()
}

fn observed(lifecycle: Lifecycle, observations: &[Observation]) -> Timeline {
    let mut timeline = Timeline::under(lifecycle);
    timeline.extend(observations.iter().copied());
    timeline
}

/// Each answer says what happened at that moment; some moments are compared with a list of what was known then.
fn check_answers(lifecycle: Lifecycle, all: &[Observation], dice: &mut Dice) {
    let mut timeline = Timeline::under(lifecycle);
    for (n, seen) in all.iter().enumerate() {
        let before = timeline.clone();
        let answer = timeline.observe(seen.status, seen.at);
        let applied = before.status() != timeline.status() && timeline.status() == Some(seen.status);
        assert_eq!(answer.is_applied(), applied, "{answer:?}");
        if dice.below(8) == 0 {
            assert_eq!(Plain::read(&timeline), Plain::of(lifecycle, &all[..=n]));
            let mut commanded = before.clone();
            if let Some(at) = seen.at {
                match commanded.advance(seen.status, at) {
                    Ok(change) => {
                        assert_eq!((change.from, change.to), (before.status(), seen.status));
                        assert_eq!(commanded, timeline, "a command that is obeyed is an observation");
                    }
                    Err(_) => assert_eq!(commanded, before, "on an error nothing changes"),
                }
            }
        }
    }
}

fn check_questions(timeline: &Timeline, expected: &Plain) {
    assert_eq!(timeline.is_over(), expected.status.is_some_and(|status| timeline.lifecycle().is_final(status)));
    assert_eq!(timeline.history().count(), timeline.len());
    let steps = timeline.steps();
    assert_eq!(steps.last().map(|step| step.status), expected.status);
    assert_eq!(steps.last().and_then(|step| step.at), expected.since);
    assert_eq!(timeline.between(Status::Pending, Status::Completed).is_some(), {
        [Status::Pending, Status::Completed].iter().all(|status| expected.reached.contains_key(&status.code()))
    });
}

/// In the model's own JSON, and merged with itself.
fn check_kept(timeline: &Timeline) {
    let json = serde_json::to_string(timeline).unwrap();
    let again: Timeline = serde_json::from_str(&json).unwrap();
    assert_eq!(again, *timeline);
    assert_eq!(serde_json::to_string(&again).unwrap(), json);
    let mut twice = timeline.clone();
    twice.merge(timeline);
    assert_eq!(twice, *timeline);
}
