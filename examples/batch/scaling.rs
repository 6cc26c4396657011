//! The same lines with one thread, with two, and so on.

use std::io::{self, BufRead, Read, Write};
use std::num::NonZero;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use crate::crew::Crew;
use crate::tally::Tally;
use crate::{kinds, make};

/// How many lines are checked if nobody says.
pub(crate) const LINES: u64 = 200_000;

/// How many of them are different, and how often one is wrong.
const BLOCK: u64 = 10_000;
const WRONG: NonZero<u64> = NonZero::new(100).unwrap();
/// How often each number of threads has its turn. The median counts.
const ROUNDS: usize = 3;

/// Checks about so many lines of Gett's request with each number of threads, in turns, so that a busy machine slows all alike.
pub(crate) fn measure(lines: u64, out: &mut impl Write) -> io::Result<()> {
    let kind = kinds::gett_create();
    let mut block = Vec::new();
    make::write(kind, lines.clamp(1, BLOCK), Some(WRONG), &mut block)?;
    let times = lines.div_ceil(BLOCK).max(1);

    let mut crews = Vec::new();
    for threads in numbers_of_threads() {
        crews.push((Crew::of(Some(threads))?, Vec::new(), Tally::default()));
    }
    for _ in 0..ROUNDS {
        for (crew, took, tally) in &mut crews {
            *tally = Tally::default();
            let begun = Instant::now();
            let read = || Ok(Again { block: &block, at: 0, left: times });
            crew.check(kind, read, false, |part| {
                tally.add(part);
                Ok(())
            })??;
            took.push(begun.elapsed());
        }
    }

    let mut alone = None;
    for (crew, took, tally) in &mut crews {
        took.sort_unstable();
        let median = took.get(took.len().div_euclid(2)).copied().unwrap_or_default();
        let alone = *alone.get_or_insert(median);
        let hundredths = alone.as_micros().saturating_mul(100).checked_div(median.as_micros()).unwrap_or_default();
        let (whole, hundredth) = (hundredths.div_euclid(100), hundredths.rem_euclid(100));
        let threads = crew.threads();
        writeln!(out, "{threads:>3} threads: {}, {whole}.{hundredth:02} times one", pace(tally, median))?;
    }
    Ok(())
}

/// 1, 2, 4, and so on, and all there are.
fn numbers_of_threads() -> Vec<NonZero<usize>> {
    let all = available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let doubled = std::iter::successors(Some(NonZero::<usize>::MIN), |threads| threads.checked_add(threads.get()));
    doubled.take_while(|threads| *threads < all).chain([all]).collect()
}

/// `1000 lines, 1.9 MB in 0.012 s: 83333 lines/s, 158 MB/s`.
pub(crate) fn pace(tally: &Tally, took: Duration) -> String {
    let micros = took.as_micros().max(1);
    let each_second = |count: u64| u128::from(count).saturating_mul(1_000_000).checked_div(micros).unwrap_or_default();
    let tenths = tally.bytes.div_euclid(100_000);
    format!(
        "{} lines, {}.{} MB in {:.3} s: {} lines/s, {} MB/s",
        tally.payloads(),
        tenths.div_euclid(10),
        tenths.rem_euclid(10),
        took.as_secs_f64(),
        each_second(tally.payloads()),
        each_second(tally.bytes).div_euclid(1_000_000),
    )
}

/// A block of lines, so many times.
struct Again<'b> {
    block: &'b [u8],
    at: usize,
    left: u64,
}

impl BufRead for Again<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.block.len() && self.left > 0 {
            (self.at, self.left) = (0, self.left.saturating_sub(1));
        }
        Ok(if self.left == 0 { &[] } else { self.block.get(self.at..).unwrap_or_default() })
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.at.saturating_add(amount);
    }
}

impl Read for Again<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = self.fill_buf()?;
        let read = rest.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}
