//! Asks all subjects in turn, round after round, and prints what they took: for each size a table with the times, and at
//! the end the rows of README.md, of the medians and of the fastest eighths.

use std::time::Duration;

use crate::input::{Input, Size};
use crate::subjects::{BASE, Subject, WRITES};

/// The ratios to B, a row for each subject and a column for each size.
pub(crate) struct Table {
    heads: Vec<String>,
    bases: Vec<String>,
    rows: Vec<(String, Vec<[f64; 2]>)>,
}

impl Table {
    pub(crate) fn new(subjects: &[Subject]) -> Table {
        let rows = subjects.iter().map(|subject| (subject.says.clone(), Vec::new())).collect();
        Table { heads: Vec::new(), bases: Vec::new(), rows }
    }

    /// Measures one size.
    pub(crate) fn measure(&mut self, size: Size, input: &Input, subjects: &mut [Subject]) {
        let mut taken: Vec<Vec<Duration>> = vec![Vec::with_capacity(size.rounds); subjects.len()];
        for _ in 0..size.rounds {
            for (subject, taken) in subjects.iter_mut().zip(&mut taken) {
                taken.push((subject.run)(input, size.times) / size.times);
            }
        }
        taken.iter_mut().for_each(|taken| taken.sort());

        let place = |name: &str| subjects.iter().position(|subject| subject.name == name).unwrap();
        let (base, writes) = (place(BASE), place(WRITES));
        let ratio = |own: usize, to: usize, at: usize| taken[own][at].as_secs_f64() / taken[to][at].as_secs_f64();
        let (middle, quiet) = (size.rounds / 2, size.rounds / 8);
        let base_time = taken[base][middle].as_secs_f64();
        let bytes = input.bytes();
        println!(
            "\n{}: {bytes} bytes, B = {:.1} us, {:.0} MB/s",
            size.name(),
            base_time * 1e6,
            bytes as f64 / base_time / 1e6
        );
        println!("{:<56} {:>12} {:>7} {:>7} {:>6} {:>6}", "", "median, us", "to B", "quiet", "to W", "quiet");
        for (own, subject) in subjects.iter().enumerate() {
            print!("{:<56} {:>12.1}", subject.says, taken[own][middle].as_secs_f64() * 1e6);
            print!(" {:>7.3} {:>7.3}", ratio(own, base, middle), ratio(own, base, quiet));
            if subject.writes {
                print!(" {:>6.2} {:>6.2}", ratio(own, writes, middle), ratio(own, writes, quiet));
            }
            println!();
            self.rows[own].1.push([middle, quiet].map(|at| ratio(own, base, at)));
        }
        self.heads.push(size.name());
        self.bases.push(time(taken[base][middle]));
    }

    /// As README.md has it.
    pub(crate) fn print(&self) {
        for (which, says) in ["medians", "the fastest eighths, for a busy machine"].into_iter().enumerate() {
            println!("\nratios of {says}\n");
            println!("| | {} |", self.heads.join(" | "));
            println!("| --- |{}", " --- |".repeat(self.heads.len()));
            for (says, ratios) in &self.rows {
                let mark = if says.starts_with("**") { "**" } else { "" };
                let cells: Vec<String> =
                    ratios.iter().map(|ratio| format!("{mark}{}{mark}", figure(ratio[which]))).collect();
                println!("| {says} | {} |", cells.join(" | "));
            }
            println!("| time of B | {} |", self.bases.join(" | "));
        }
    }
}

/// Two decimals, more for what is very little and fewer for what is much.
fn figure(ratio: f64) -> String {
    match ratio {
        _ if ratio < 0.01 => format!("{ratio:.4}"),
        _ if ratio < 9.95 => format!("{ratio:.2}"),
        _ => format!("{ratio:.1}"),
    }
}

fn time(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    match micros {
        _ if micros < 1e3 => format!("{micros:.1} us"),
        _ => format!("{:.2} ms", micros / 1e3),
    }
}
