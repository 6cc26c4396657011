//! The same fold on a cluster: timelines are a mergeable set, so a stream of observations may be split over workers and
//! processes in any way. Each worker folds what comes its way, sends its partial timelines to the owner of each
//! delivery, and the owners merge. No coordination, no order, no sequence numbers.
//!
//! ```text
//! cargo run --release --example fold_on_cluster                  one million observations of 100,000 deliveries
//! cargo run --release --example fold_on_cluster -- 200000 20000
//! ```
//!
//! The engine is timely dataflow: a library without a service to run, and its exchange between threads and processes is
//! all that this needs.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::arithmetic_side_effects,
    reason = "an example prints and measures"
)]

use std::cell::RefCell;
use std::collections::HashMap;
use std::error::Error;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::time::Instant;

use lastmile::{Status, Timeline, Timestamp, gett};
use timely::communication::Config;
use timely::dataflow::operators::{Exchange, Inspect, Probe};
use timely::dataflow::{InputHandle, ProbeHandle};
use timely::worker::Worker;

/// How many observations a worker folds before it sends what it has: the more, the less is sent.
const BATCH: u64 = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| args.get(at).and_then(|text| text.parse::<u64>().ok());
    let load = Load { observations: number(0).unwrap_or(1_000_000), deliveries: number(1).unwrap_or(100_000) };
    if let (Some(process), Some(threads), Some(addresses)) = (number(2), number(3), args.get(4)) {
        // One of several processes: the one that started it reads the answer.
        let addresses = addresses.split(',').map(String::from).collect();
        let cluster = Config::Cluster {
            threads: usize::try_from(threads)?,
            process: usize::try_from(process)?,
            addresses,
            report: false,
            zerocopy: false,
        };
        println!("{}", run(cluster, load)?.to_line());
        return Ok(());
    }
    println!("{} observations of {} deliveries", load.observations, load.deliveries);
    let mut answers = Vec::new();
    for workers in [1, 2, 4] {
        answers.push((format!("1 process, {workers} workers"), run(Config::Process(workers), load)?));
    }
    for threads in [1, 2] {
        answers.push((format!("2 processes, {} workers", 2 * threads), run_processes(2, threads, load)?));
    }
    for (name, answer) in &answers {
        println!(
            "{name:<24} {:>7} deliveries  {:>7} completed  answer {:016x}  {:>6.2} s  {:>9.0} observations/s",
            answer.deliveries,
            answer.completed,
            answer.digest,
            answer.seconds,
            answer.observations_a_second(load)
        );
    }
    let same = answers.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a.is_same(b)));
    println!("{}", if same { "all give the same answer" } else { "the answers differ" });
    if same { Ok(()) } else { Err("the answers differ".into()) }
}

#[derive(Clone, Copy)]
struct Load {
    observations: u64,
    deliveries: u64,
}

impl Load {
    /// The observation of that number: any delivery, any step, sometimes the same again, sometimes with the clock of
    /// another machine. The same on every machine.
    fn observation(self, n: u64) -> Option<(u64, Status, Timestamp)> {
        const STEPS: [Status; 7] = [
            Status::Pending,
            Status::PickupEnRoute,
            Status::AtPickup,
            Status::PickedUp,
            Status::DropOffEnRoute,
            Status::AtDropOff,
            Status::Completed,
        ];
        let dice = mixed(n);
        let delivery = dice % self.deliveries;
        let step = (dice >> 40) % 7;
        let status = match (dice >> 48) % 64 {
            0 => Status::Cancelled,
            _ => *STEPS.get(usize::try_from(step).ok()?)?,
        };
        let skew = if (dice >> 54).is_multiple_of(16) { 600 } else { 0 };
        let seconds = 1_600_000_000 + mixed(delivery) % 86_400 + step * 300 + skew;
        let at = chrono::DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
        Some((delivery, status, Timestamp::from_chrono(at)?))
    }
}

/// SplitMix64: numbers that look like dice and are the same everywhere.
fn mixed(n: u64) -> u64 {
    let z = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What the workers found, summed up so that the order of summing does not matter.
#[derive(Debug, Clone, Copy, Default)]
struct Answer {
    deliveries: u64,
    completed: u64,
    digest: u64,
    seconds: f64,
}

impl Answer {
    fn of(timelines: &HashMap<u64, Timeline>, seconds: f64) -> Answer {
        let mut answer = Answer { seconds, ..Answer::default() };
        for (delivery, timeline) in timelines {
            let mut hasher = DefaultHasher::new();
            (delivery, timeline.status(), timeline.since()).hash(&mut hasher);
            timeline.history().for_each(|seen| seen.hash(&mut hasher));
            timeline.anomalies().for_each(|anomaly| anomaly.hash(&mut hasher));
            answer.deliveries += 1;
            answer.completed += u64::from(timeline.status() == Some(Status::Completed));
            answer.digest = answer.digest.wrapping_add(hasher.finish());
        }
        answer
    }

    fn and(self, other: Answer) -> Answer {
        Answer {
            deliveries: self.deliveries + other.deliveries,
            completed: self.completed + other.completed,
            digest: self.digest.wrapping_add(other.digest),
            seconds: self.seconds.max(other.seconds),
        }
    }

    fn is_same(&self, other: &Answer) -> bool {
        (self.deliveries, self.completed, self.digest) == (other.deliveries, other.completed, other.digest)
    }

    #[expect(clippy::cast_precision_loss, reason = "a figure to look at")]
    fn observations_a_second(&self, load: Load) -> f64 {
        load.observations as f64 / self.seconds
    }

    fn to_line(self) -> String {
        format!("{} {} {} {}", self.deliveries, self.completed, self.digest, self.seconds)
    }

    fn from_line(line: &str) -> Option<Answer> {
        let mut parts = line.split_whitespace();
        Some(Answer {
            deliveries: parts.next()?.parse().ok()?,
            completed: parts.next()?.parse().ok()?,
            digest: parts.next()?.parse().ok()?,
            seconds: parts.next()?.parse().ok()?,
        })
    }
}

/// The workers of this process.
fn run(config: Config, load: Load) -> Result<Answer, Box<dyn Error>> {
    let config = timely::Config { communication: config, worker: timely::WorkerConfig::default() };
    let workers = timely::execute(config, move |worker| work(worker, load))?;
    let mut sum = Answer::default();
    for answer in workers.join() {
        sum = sum.and(answer?);
    }
    Ok(sum)
}

/// That many processes on this machine, which talk over the loopback interface.
fn run_processes(processes: usize, threads: usize, load: Load) -> Result<Answer, Box<dyn Error>> {
    let free = (0..processes).map(|_| TcpListener::bind("127.0.0.1:0")).collect::<Result<Vec<_>, _>>()?;
    let addresses =
        free.iter().map(|free| Ok(free.local_addr()?.to_string())).collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    drop(free);
    let mut children = Vec::new();
    for process in 0..processes {
        let numbers = [load.observations.to_string(), load.deliveries.to_string()];
        let child = Command::new(std::env::current_exe()?)
            .args(numbers)
            .args([process.to_string(), threads.to_string(), addresses.join(",")])
            .stdout(Stdio::piped())
            .spawn()?;
        children.push(child);
    }
    let mut sum = Answer::default();
    for child in children {
        let output = child.wait_with_output()?;
        let lines = String::from_utf8(output.stdout)?;
        // The engine prints a line of its own when it waits for the other processes.
        sum = sum.and(lines.lines().find_map(Answer::from_line).ok_or("a process gave no answer")?);
    }
    Ok(sum)
}

/// One worker: folds its share, sends the parts to their owners, and merges what it owns.
fn work(worker: &mut Worker, load: Load) -> Answer {
    let (index, peers) = (worker.index() as u64, worker.peers() as u64);
    let share: Vec<(u64, Status, Timestamp)> =
        (0..load.observations).filter(|n| n % peers == index).filter_map(|n| load.observation(n)).collect();

    let owned: Rc<RefCell<HashMap<u64, Timeline>>> = Rc::default();
    let merging = Rc::clone(&owned);
    let mut input = InputHandle::new();
    let probe = ProbeHandle::new();
    worker.dataflow::<u64, _, _>(|scope| {
        input
            .to_stream(scope)
            .container::<Vec<(u64, Timeline)>>()
            .exchange(|(delivery, _)| mixed(*delivery))
            .inspect(move |(delivery, part)| merging.borrow_mut().entry(*delivery).or_default().merge(part))
            .probe_with(&probe);
    });

    let start = Instant::now();
    let mut parts: HashMap<u64, Timeline> = HashMap::new();
    let mut folded = 0_u64;
    let mut batches = 0_u64;
    for (delivery, status, at) in share {
        parts.entry(delivery).or_insert_with(|| Timeline::under(gett::LIFECYCLE)).observe(status, at);
        folded += 1;
        if folded.is_multiple_of(BATCH) {
            parts.drain().for_each(|part| input.send(part));
            batches += 1;
            input.advance_to(batches);
            worker.step();
        }
    }
    parts.drain().for_each(|part| input.send(part));
    input.close();
    while !probe.done() {
        worker.step();
    }
    let seconds = start.elapsed().as_secs_f64();
    let owned = owned.borrow();
    Answer::of(&owned, seconds)
}
