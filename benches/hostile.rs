//! Input that means harm, in time and memory: `cargo bench --bench hostile`.
//!
//! Each line is one way to grow: the time of n, of twice as much and their ratio, which must not exceed 2.5 (up to 100,000 of it, on a stack of 2 MiB), and the most
//! bytes that were live at once for each byte of input. The lines with the highest ratio and the most memory come last.
//! `-- --memory` leaves the times out, `-- parcels` takes only the lines with that word.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    reason = "a bench measures and prints"
)]

#[path = "../tests/common/hostile.rs"]
mod hostile;

use std::time::{Duration, Instant};

use hostile::Growing;

/// The smaller of the two sizes.
const N: usize = 50_000;

struct Line {
    name: String,
    bytes: usize,
    taken: bool,
    once: Duration,
    twice: Duration,
    per_byte: f64,
}

impl Line {
    fn ratio(&self) -> f64 {
        self.twice.as_secs_f64() / self.once.as_secs_f64()
    }

    fn print(&self) {
        let Line { name, bytes, taken, once, twice, per_byte } = self;
        let outcome = if *taken { "taken" } else { "refused" };
        let (once, twice) = (once.as_secs_f64() * 1e3, twice.as_secs_f64() * 1e3);
        println!("{bytes:>9} {once:>9.2} {twice:>9.2} {:>6.2} {per_byte:>7.2} {outcome:>8}  {name}", self.ratio());
    }
}

/// The fastest of several, which need not take longer than a second in all; the machine only ever adds time.
fn fastest(growing: &Growing, inputs: [&[u8]; 2], rounds: usize) -> [Duration; 2] {
    let (mut fastest, begun) = ([Duration::MAX; 2], Instant::now());
    for round in 0..rounds {
        if round > 1 && begun.elapsed() > Duration::from_secs(1) {
            break;
        }
        for (best, input) in fastest.iter_mut().zip(inputs) {
            let start = Instant::now();
            (growing.work)(input);
            *best = (*best).min(start.elapsed());
        }
    }
    fastest
}

fn measure(growing: &Growing, times: bool) -> Line {
    let (small, large) = ((growing.make)(N), (growing.make)(2 * N));
    let mut taken = false;
    let memory = allocation_counter::measure(|| taken = (growing.work)(&large));
    let [mut once, mut twice] = if times { fastest(growing, [&small, &large], 5) } else { [Duration::ZERO; 2] };
    if twice.as_secs_f64() > 2.2 * once.as_secs_f64() {
        // What was disturbed is looked at again.
        let [again, twice_again] = fastest(growing, [&small, &large], 20);
        (once, twice) = (once.min(again), twice.min(twice_again));
    }
    let per_byte = memory.bytes_max as f64 / large.len() as f64;
    Line { name: growing.name.clone(), bytes: large.len(), taken, once, twice, per_byte }
}

fn main() {
    std::thread::Builder::new().stack_size(2 << 20).spawn(table).unwrap().join().unwrap();
}

fn table() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--bench")).collect();
    let times = !words.iter().any(|word| word == "--memory");
    let chosen = |name: &str| words.iter().filter(|word| !word.starts_with('-')).all(|word| name.contains(&**word));
    println!("{:>9} {:>9} {:>9} {:>6} {:>7}", "bytes", "ms of n", "ms of 2n", "ratio", "B per B");
    let mut lines = Vec::new();
    for growing in hostile::all() {
        if chosen(&growing.name) {
            let line = measure(&growing, times);
            line.print();
            lines.push(line);
        }
    }
    println!("\nthe highest ratios, of those that take a millisecond");
    lines.sort_by(|a, b| b.ratio().total_cmp(&a.ratio()));
    lines.iter().filter(|line| line.twice > Duration::from_millis(1)).take(10).for_each(Line::print);
    println!("\nthe most memory for what is taken");
    lines.sort_by(|a, b| b.per_byte.total_cmp(&a.per_byte));
    lines.iter().filter(|line| line.taken).take(10).for_each(Line::print);
    println!("\nthe most memory for what is refused");
    lines.iter().filter(|line| !line.taken).take(25).for_each(Line::print);
}
