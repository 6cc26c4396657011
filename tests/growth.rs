//! Work grows as the input does, whatever grows in it: counted in allocations and bytes, for each list, object and text of each
//! page. Times are taken by `cargo bench --bench hostile`.
#![cfg(not(miri))] // Hundreds of inputs that grow, each read twice to count what is allocated.
#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects, reason = "a test may panic")]

#[path = "common/hostile.rs"]
mod hostile;

use std::thread;

use lastmile::{Rule, from_json, gett};

/// What a thread of a host has, and not more.
fn within_two_mebibytes<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap()
}

#[test]
fn twice_the_input_is_twice_the_work() {
    const N: usize = 100;
    // What does not grow: a vector's first room, a report's remarks up to their limit.
    const SLACK: u64 = 4096;
    let greedy = within_two_mebibytes(|| {
        let mut greedy = Vec::new();
        for growing in hostile::all() {
            let [once, twice] = [N, 2 * N].map(|n| {
                let input = (growing.make)(n);
                allocation_counter::measure(|| {
                    (growing.work)(&input);
                })
            });
            let is_twice = |once: u64, twice: u64, slack: u64| twice * 2 <= once * 5 + slack;
            if !is_twice(once.count_total, twice.count_total, 64)
                || !is_twice(once.bytes_total, twice.bytes_total, SLACK)
            {
                greedy.push(format!("{}: {once:?}, twice {twice:?}", growing.name));
            }
        }
        greedy
    });
    assert!(greedy.is_empty(), "{}", greedy.join("\n"));
}

#[test]
fn the_deepest_input_fits_on_a_small_stack() {
    within_two_mebibytes(|| {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{\"deliveries\":[", "]}"), ("[{\"unknown\":", "}]")] {
            let levels = open.matches(['[', '{']).count();
            for depth in [126 / levels, 127 / levels + 1, 100_000] {
                let nested = format!("{}0{}", open.repeat(depth), close.repeat(depth));
                for text in
                    [nested.clone(), format!("{{\"unknown\":{nested}}}"), format!("{{\"deliveries\":[{nested}]}}")]
                {
                    let report = from_json::<gett::CreateDeliveries>(text.as_bytes()).unwrap_err();
                    let is_too_deep = report.remarks().iter().any(|remark| remark.rule == Rule::TooDeep);
                    assert!(depth < 100 || is_too_deep || depth * levels < 128, "{depth} of {open}: {report}");
                }
            }
        }
    });
}
