//! What reading and writing a Gett request costs, as a ratio to what people write today: `serde_json::from_slice` into plain
//! derived structs, which checks nothing and stops at the first fault.
//!
//! ```text
//! cargo bench --bench gett                            all sizes, about two minutes
//! cargo bench --bench gett -- --quick                 a few rounds, a few seconds
//! cargo bench --bench gett -- --only from_json 100 50 one subject on 100 deliveries, 50 times, for a profiler
//! ```
//!
//! Other libraries are measured beside these subjects by a package of its own: `benches/peers/run`. What is allocated is
//! counted by `cargo bench --bench allocations`, instructions by `benches/instructions`.
//!
//! Every round runs every subject once, so that a busy machine slows all of them alike; of the rounds the median counts, and
//! where it has company on the machine the column "quiet", which is the ratio of the fastest eighths. A result is dropped
//! within the time, because a host drops it too. Times move by tens of per cent from minute to minute, ratios by a few.
#![allow(clippy::disallowed_methods, reason = "a bench is what has a clock and arguments")]
#![allow(clippy::disallowed_macros, reason = "a bench prints its table")]
#![allow(clippy::unwrap_used, reason = "every payload here is valid, or the bench is wrong")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "small numbers, for people to read"
)]

#[path = "gett/input.rs"]
mod input;
#[path = "gett/payload.rs"]
mod payload;
#[path = "gett/plain.rs"]
mod plain;
#[path = "gett/subjects.rs"]
mod subjects;
#[path = "gett/table.rs"]
mod table;

use input::{Input, Size};
use table::Table;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => measure(&Size::ALL),
        ["--quick"] => measure(&Size::QUICK),
        ["--only", name, deliveries, times] => {
            let input = Input::new(deliveries.parse().unwrap(), 1);
            let subject = subjects::own().into_iter().find(|subject| subject.name == *name);
            (subject.unwrap().run)(&input, times.parse().unwrap());
        }
        _ => println!("--quick, or --only NAME DELIVERIES TIMES"),
    }
}

fn measure(sizes: &[Size]) {
    let mut subjects = subjects::own();
    let mut table = Table::new(&subjects);
    for size in sizes {
        table.measure(*size, &Input::proven(*size), &mut subjects);
    }
    table.print();
}
