//! Nanoseconds for each step of a timeline, and how they grow. All figures of one run, medians of several rounds.
//!
//! ```text
//! cargo bench --bench timeline
//! cargo bench --bench timeline -- --only advance 1000   one of these so many times seven, for a profiler
//! ```
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a bench measures and prints"
)]

use std::hint::black_box;
use std::time::Instant;

use lastmile::{Lifecycle, Observation, Status, Timeline, Timestamp, gett};

const WAY: [Status; 7] = [
    Status::Pending,
    Status::PickupEnRoute,
    Status::AtPickup,
    Status::PickedUp,
    Status::DropOffEnRoute,
    Status::AtDropOff,
    Status::Completed,
];
const WINDING: Lifecycle = Lifecycle::CANONICAL
    .followed_by(Status::NotDelivered, &[Status::DropOffEnRoute])
    .unassignable_until(Status::AtPickup);

fn at(second: u64) -> Timestamp {
    let at = chrono::DateTime::from_timestamp(1_600_000_000 + i64::try_from(second).unwrap(), 0).unwrap();
    Timestamp::from_chrono(at).unwrap()
}

/// The median, in nanoseconds, of what one of `of` operations takes.
fn median(rounds: usize, of: usize, mut work: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_nanos() as f64 / of as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn mixed(n: u64) -> u64 {
    let z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z ^ (z >> 31)
}

fn main() {
    const MANY: usize = 500;
    let steps: Vec<(Status, Timestamp)> = (0..).zip(WAY).map(|(n, status)| (status, at(n * 300))).collect();
    let backwards: Vec<(Status, Timestamp)> = steps.iter().rev().copied().collect();
    let per = MANY * WAY.len();

    let empty: Vec<Timeline> = (0..MANY).map(|_| Timeline::with_capacity(12).judged_by(gett::LIFECYCLE)).collect();
    let full: Vec<Timeline> = empty
        .iter()
        .cloned()
        .map(|mut timeline| {
            timeline.extend(steps.iter().map(|(status, at)| Observation { status: *status, at: Some(*at) }));
            timeline
        })
        .collect();

    // Room is made outside of what is measured: a clone of an empty list has no capacity.
    let fresh = || (0..MANY).map(|_| Timeline::with_capacity(12).judged_by(gett::LIFECYCLE)).collect::<Vec<_>>();
    let timed = |work: &dyn Fn(&mut Timeline)| {
        let mut times = Vec::new();
        for _ in 0..201 {
            let mut timelines = fresh();
            times.push(median(1, per, || timelines.iter_mut().for_each(work)));
            black_box(timelines);
        }
        times.sort_by(f64::total_cmp);
        times[100]
    };
    let advance_all = |timeline: &mut Timeline| {
        for (status, at) in &steps {
            black_box(timeline.advance(*status, *at)).unwrap();
        }
    };
    let observe_all = |timeline: &mut Timeline| {
        for (status, at) in &steps {
            black_box(timeline.observe(*status, *at));
        }
    };
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [only, name, times] = arguments.as_slice() {
        assert_eq!(only, "--only");
        for _ in 0..times.parse().unwrap() {
            let mut timeline = Timeline::with_capacity(12).judged_by(gett::LIFECYCLE);
            match name.as_str() {
                "advance" => advance_all(&mut timeline),
                "observe" => observe_all(&mut timeline),
                // What is in the others, too.
                _ => _ = black_box(&timeline),
            }
        }
        return;
    }
    let advance = timed(&advance_all);
    let observe = timed(&observe_all);
    let reversed = timed(&|timeline| {
        for (status, at) in &backwards {
            black_box(timeline.observe(*status, *at));
        }
    });
    let mut again = full.clone();
    let duplicate = median(201, per, || {
        for timeline in &mut again {
            for (status, at) in &steps {
                black_box(timeline.observe(*status, *at));
            }
        }
    });
    let status = median(201, MANY, || full.iter().for_each(|timeline| _ = black_box(timeline.status())));
    let reached = median(201, MANY, || {
        full.iter().for_each(|timeline| _ = black_box(timeline.reached(Status::AtDropOff)));
    });
    let pairs = || Status::ALL.iter().flat_map(|from| Status::ALL.iter().map(move |to| (*from, *to)));
    let all = pairs().count();
    let leads_to = median(2001, all, || pairs().for_each(|(from, to)| _ = black_box(from.leads_to(black_box(to)))));
    let permits = median(2001, all, || {
        pairs().for_each(|(from, to)| _ = black_box(gett::LIFECYCLE.leads_to(from, black_box(to))));
    });
    let mut targets = full.clone();
    let merge = median(201, MANY, || {
        targets.iter_mut().zip(&full).for_each(|(a, b)| a.merge(b));
    });
    println!("a timeline of 7 steps, ns each");
    println!("  advance                      {advance:>8.1}");
    println!("  observe, in order            {observe:>8.1}   {:.2} of advance", observe / advance);
    println!("  observe, backwards           {reversed:>8.1}   {:.2}", reversed / advance);
    println!("  observe, known               {duplicate:>8.1}   {:.2}", duplicate / advance);
    println!("  status                       {status:>8.1}");
    println!("  reached                      {reached:>8.1}");
    println!("  a status leads to another    {leads_to:>8.1}");
    println!("  the same by a lifecycle      {permits:>8.1}");
    println!("  merge of two that are equal  {merge:>8.1}");
    println!("  bytes: {} and 12 for each observation", size_of::<Timeline>());

    println!("many observations of one delivery, ns each, and time(2n) / time(n)");
    for (name, lifecycle) in [("canonical", Lifecycle::CANONICAL), ("with ways back", WINDING)] {
        for (order, of) in [
            ("in order", (|n, _| n) as fn(u64, u64) -> u64),
            ("backwards", |n, all| all - n),
            ("any order", |n, _| mixed(n) % 10_000_000),
        ] {
            let mut before: Option<f64> = None;
            for n in [25_000_u64, 50_000, 100_000, 200_000] {
                let seen: Vec<(Status, Timestamp)> = (0..n)
                    .map(|k| {
                        (Status::ALL[usize::try_from(mixed(k) >> 40).unwrap() % 11 % Status::ALL.len()], at(of(k, n)))
                    })
                    .collect();
                let time = median(5, 1, || {
                    let mut timeline = Timeline::under(lifecycle);
                    for (status, at) in &seen {
                        timeline.observe(*status, *at);
                    }
                    black_box(timeline.status());
                });
                let ratio = before.map(|before| format!("{:.2}", time / before)).unwrap_or_default();
                println!("  {name:<15} {order:<10} {n:>7}  {:>8.1}  {ratio:>5}", time / n as f64);
                before = Some(time);
            }
        }
    }
}
