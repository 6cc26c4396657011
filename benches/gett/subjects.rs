//! The ways to do the work that the crate and serde_json give.

use std::hint::black_box;
use std::time::{Duration, Instant};

use lastmile::field::Field;
use lastmile::{Deliveries, from_json, gett};

use crate::input::Input;
use crate::plain;

/// One way to do the work, to be done so many times. A result is dropped within the time, because a host drops it too.
pub(crate) struct Subject {
    pub(crate) name: String,
    pub(crate) says: String,
    /// Whether it writes, so that it is compared with the plain structs that write, too.
    pub(crate) writes: bool,
    pub(crate) run: Run,
}

type Run = Box<dyn FnMut(&Input, u32) -> Duration>;

impl Subject {
    pub(crate) fn new(name: &str, says: &str, run: impl FnMut(&Input, u32) -> Duration + 'static) -> Subject {
        Subject { name: name.to_owned(), says: says.to_owned(), writes: false, run: Box::new(run) }
    }

    fn writes(self) -> Subject {
        Subject { writes: true, ..self }
    }
}

/// What all are compared with.
pub(crate) const BASE: &str = "plain";
/// What those that write are compared with, too.
pub(crate) const WRITES: &str = "plain_write";

/// What needs no other library.
pub(crate) fn own() -> Vec<Subject> {
    vec![
        Subject::new(BASE, "B: plain structs, `from_slice`", |input, times| {
            timed(times, &input.valid, |valid| {
                serde_json::from_slice::<plain::CreateDeliveries>(valid.as_bytes()).unwrap()
            })
        }),
        Subject::new("plain_str", "plain structs, one UTF-8 check, `from_str`", |input, times| {
            timed(times, &input.valid, |valid| {
                let text = std::str::from_utf8(black_box(valid.as_bytes())).unwrap();
                serde_json::from_str::<plain::CreateDeliveries>(text).unwrap()
            })
        }),
        Subject::new("wire", "our wire structs, everything kept", |input, times| {
            timed(times, &input.valid, |valid| serde_json::from_str::<Field<gett::CreateDeliveries>>(valid).unwrap())
        }),
        Subject::new("from_json", "**`from_json`: bytes to model, every problem reported**", |input, times| {
            timed(times, &input.valid, |valid| from_json::<gett::CreateDeliveries>(valid.as_bytes()).unwrap())
        }),
        Subject::new("faults", "the same with a fault in every delivery", |input, times| {
            timed(times, &input.faulty, |faulty| from_json::<gett::CreateDeliveries>(faulty.as_bytes()).unwrap_err())
        }),
        Subject::new("read", "`read` alone: wire structs to model", |input, times| {
            // Fresh from the parser each time, as in a host: a clone of it lies better in memory.
            let wire = |valid: &String| serde_json::from_str::<gett::CreateDeliveries>(valid).unwrap();
            apart(times, &input.valid, wire, |wire| drop(black_box(lastmile::read(wire).unwrap())))
        }),
        Subject::new("rules", "the rules over the whole model alone", |input, times| {
            let deliveries = |model: &lastmile::Bundle| model.deliveries.clone().into_vec();
            apart(times, &input.models, deliveries, |deliveries| Deliveries::new(deliveries).unwrap())
        }),
        Subject::new(WRITES, "W: plain structs, `to_vec`", |input, times| {
            timed(times, &input.plain, |plain| serde_json::to_vec(plain).unwrap())
        })
        .writes(),
        Subject::new("write", "`write` alone: model to wire structs", |input, times| {
            timed(times, &input.models, lastmile::write::<gett::CreateDeliveries>)
        })
        .writes(),
        Subject::new("write_json", "`write` and `to_vec`", |input, times| {
            timed(times, &input.models, |model| {
                serde_json::to_vec(&lastmile::write::<gett::CreateDeliveries>(model).value).unwrap()
            })
        })
        .writes(),
        Subject::new("to_json", "**`to_json`: model to bytes, every loss reported**", |input, times| {
            timed(times, &input.models, |model| lastmile::to_json::<gett::CreateDeliveries>(model).unwrap())
        })
        .writes(),
    ]
}

/// The time of some work on each of what there is.
pub(crate) fn timed<I, T>(times: u32, inputs: &[I], work: impl Fn(&I) -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        for input in inputs {
            drop(black_box(work(black_box(input))));
        }
    }
    start.elapsed()
}

/// The same where what is worked on is made anew each time, outside of what is measured; and so is what comes of it dropped.
pub(crate) fn apart<I, M, T>(times: u32, inputs: &[I], make: impl Fn(&I) -> M, work: impl Fn(M) -> T) -> Duration {
    let mut taken = Duration::ZERO;
    for _ in 0..times {
        for input in inputs {
            let made = black_box(make(input));
            let start = Instant::now();
            let done = black_box(work(made));
            taken += start.elapsed();
            drop(done);
        }
    }
    taken
}
