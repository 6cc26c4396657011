//! What reading and writing a Gett request costs, as a ratio to what people write today: `serde_json::from_slice` into plain
//! derived structs, which checks nothing and stops at the first fault.
//!
//! ```text
//! cargo bench --bench gett                            all sizes, about a minute
//! cargo bench --bench gett -- --quick                 a few rounds, a few seconds
//! cargo bench --bench gett -- --only from_json 100 50 one subject on 100 deliveries, 50 times, for a profiler
//! ```
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

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use lastmile::field::Field;
use lastmile::{Bundle, from_json, gett};

#[path = "gett/plain.rs"]
mod plain;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => [(1, 4001, 20), (100, 401, 1), (10_000, 21, 1)].into_iter().for_each(table),
        ["--quick"] => [(1, 401, 10), (100, 51, 1), (10_000, 3, 1)].into_iter().for_each(table),
        ["--only", name, deliveries, times] => {
            let input = Input::new(deliveries.parse().unwrap());
            let subject = SUBJECTS.iter().find(|subject| subject.name == *name).unwrap();
            (subject.run)(&input, times.parse().unwrap());
        }
        _ => println!("--quick, or --only NAME DELIVERIES TIMES"),
    }
}

/// What every subject is given.
struct Input {
    valid: String,
    faulty: String,
    plain: plain::CreateDeliveries,
    model: Bundle,
}

impl Input {
    fn new(deliveries: u32) -> Input {
        let valid = payload(deliveries);
        // The first phone number of each delivery becomes none.
        let faulty = valid.replace("\"phone_number\":\"97254", "\"phone_number\":\"call ");
        let converted = from_json::<gett::CreateDeliveries>(valid.as_bytes()).unwrap();
        assert!(converted.report.is_empty(), "{}", converted.report);
        let refused = from_json::<gett::CreateDeliveries>(faulty.as_bytes()).unwrap_err();
        assert_eq!(refused.count(lastmile::Severity::Error), u64::from(deliveries), "a fault in every delivery");
        let plain: plain::CreateDeliveries = serde_json::from_str(&valid).unwrap();
        let again = from_json::<gett::CreateDeliveries>(&serde_json::to_vec(&plain).unwrap()).unwrap();
        assert_eq!(again.value, converted.value, "plain structs keep everything");
        let written = lastmile::write::<gett::CreateDeliveries>(&converted.value);
        assert_eq!(serde_json::to_string(&written.value).unwrap().len(), valid.len(), "so does the model");
        Input { valid, faulty, plain, model: converted.value }
    }
}

/// One way to do the work, done so many times.
struct Subject {
    name: &'static str,
    says: &'static str,
    run: fn(&Input, u32) -> Duration,
}

const SUBJECTS: [Subject; 9] = [
    Subject {
        name: "plain",
        says: "plain structs, from_slice (= B)",
        run: |input, times| {
            timed(times, || serde_json::from_slice::<plain::CreateDeliveries>(input.valid.as_bytes()).unwrap())
        },
    },
    Subject {
        name: "plain_str",
        says: "plain structs, one UTF-8 check, from_str",
        run: |input, times| {
            timed(times, || {
                let text = std::str::from_utf8(black_box(input.valid.as_bytes())).unwrap();
                serde_json::from_str::<plain::CreateDeliveries>(text).unwrap()
            })
        },
    },
    Subject {
        name: "wire",
        says: "our wire type alone, from_str",
        run: |input, times| {
            timed(times, || serde_json::from_str::<Field<gett::CreateDeliveries>>(&input.valid).unwrap())
        },
    },
    Subject {
        name: "from_json",
        says: "from_json: bytes to model",
        run: |input, times| timed(times, || from_json::<gett::CreateDeliveries>(input.valid.as_bytes()).unwrap()),
    },
    Subject {
        name: "faults",
        says: "from_json, a fault in every delivery",
        run: |input, times| timed(times, || from_json::<gett::CreateDeliveries>(input.faulty.as_bytes()).unwrap_err()),
    },
    Subject {
        name: "read",
        says: "read alone: wire to model",
        run: |input, times| {
            // Fresh from the parser each time, as in a host: a clone of it lies better in memory.
            let wire = || serde_json::from_str::<gett::CreateDeliveries>(&input.valid).unwrap();
            (0..times).map(|_| timed_with(wire(), |wire| lastmile::read(wire).unwrap())).sum()
        },
    },
    Subject {
        name: "plain_write",
        says: "plain structs, to_vec (= W)",
        run: |input, times| timed(times, || serde_json::to_vec(&input.plain).unwrap()),
    },
    Subject {
        name: "write",
        says: "write: model to wire",
        run: |input, times| timed(times, || lastmile::write::<gett::CreateDeliveries>(&input.model)),
    },
    Subject {
        name: "write_json",
        says: "write, to_vec: model to bytes",
        run: |input, times| {
            timed(times, || serde_json::to_vec(&lastmile::write::<gett::CreateDeliveries>(&input.model).value).unwrap())
        },
    },
];

fn timed<T>(times: u32, work: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        drop(black_box(work()));
    }
    start.elapsed()
}

fn timed_with<I, T>(input: I, work: impl FnOnce(I) -> T) -> Duration {
    let start = Instant::now();
    drop(black_box(work(black_box(input))));
    start.elapsed()
}

/// Runs all subjects in turn, round after round.
fn table((deliveries, rounds, times): (u32, usize, u32)) {
    let input = Input::new(deliveries);
    let mut taken: Vec<Vec<Duration>> = vec![Vec::with_capacity(rounds); SUBJECTS.len()];
    for _ in 0..rounds {
        for (subject, taken) in SUBJECTS.iter().zip(&mut taken) {
            taken.push((subject.run)(&input, times) / times);
        }
    }
    taken.iter_mut().for_each(|taken| taken.sort());
    let size = input.valid.len() as f64;
    let base = taken[0][rounds / 2].as_secs_f64();
    println!("\nD = {deliveries}: {size} bytes, B = {:.1} us, {:.0} MB/s", base * 1e6, size / base / 1e6);
    println!("{:<42} {:>12} {:>6} {:>6} {:>6} {:>6}", "", "median, us", "to B", "quiet", "to W", "quiet");
    let writes = SUBJECTS.iter().position(|subject| subject.name == "plain_write").unwrap();
    for (subject, own) in SUBJECTS.iter().zip(&taken) {
        let ratio = |to: usize, at: usize| own[at].as_secs_f64() / taken[to][at].as_secs_f64();
        print!("{:<42} {:>12.1}", subject.says, own[rounds / 2].as_secs_f64() * 1e6);
        print!(" {:>6.2} {:>6.2}", ratio(0, rounds / 2), ratio(0, rounds / 8));
        if subject.name.contains("write") {
            print!(" {:>6.2} {:>6.2}", ratio(writes, rounds / 2), ratio(writes, rounds / 8));
        }
        println!();
    }
}

/// A valid request: so many deliveries of two parcels of two items of two exemplars, each with other values.
fn payload(deliveries: u32) -> String {
    let mut json =
        String::from(r#"{"product_id":"04a5a00a-553a-4a2a-bc68-f3bde4828e3a","scheduled_at":"2020-08-26T16:54:29Z","#);
    json.push_str(r#""display_identifier":"Test ","pickup":{"lat":32.109528,"lng":34.840088,"#);
    json.push_str(r#""address":"HaBarzel 25, Tel Aviv","note":"Apt: 3, floor: 4"},"#);
    json.push_str(r#""pickup_contact":{"name":"John Doe","phone_number":"972528801054"},"deliveries":["#);
    let mut vary = Vary(0);
    list(&mut json, deliveries, |json| delivery(json, &mut vary));
    json.push_str("]}");
    json
}

fn delivery(json: &mut String, vary: &mut Vary) {
    // Most notes are plain, some have letters beyond ASCII, some an escape.
    let note = ["Floor 5, Door 7", "Ring twice, please", "Étage 3, à gauche", r#"Behind the \"Café Noir\""#];
    let (lat, lng) = (vary.up_to(90_000), vary.up_to(90_000));
    write!(json, r#"{{"external_identifier":"O-{:08}","display_identifier":"J48793U{:06}","#, vary.next(), vary.next())
        .unwrap();
    write!(json, r#""drop_off":{{"lat":32.{lat:05}7,"lng":34.{lng:05}3,"#).unwrap();
    write!(
        json,
        r#""address":"HaArad {}, Tel Aviv-Yafo, Israel","note":"{}"}},"#,
        vary.up_to(200),
        note[vary.up_to(4)]
    )
    .unwrap();
    write!(json, r#""drop_off_contact":{{"name":"Dean Smith","phone_number":"97254{:07}"}},"#, vary.next()).unwrap();
    let hour = 8 + vary.up_to(10);
    write!(json, r#""deliver_from":"2018-11-29T{hour:02}:00:00+02:00","#).unwrap();
    write!(json, r#""deliver_until":"2018-11-29T{:02}:30:00+02:00","#, hour + 2).unwrap();
    write!(json, r#""client_price":{}.4,"delivery_price":35.4,"vendor":{{"name":"gillette"}},"#, vary.up_to(500))
        .unwrap();
    json.push_str(r#""parcels":["#);
    list(json, 2, |json| parcel(json, vary));
    json.push_str("]}");
}

fn parcel(json: &mut String, vary: &mut Vary) {
    let size = ["XS", "S", "M", "L"];
    write!(json, r#"{{"display_identifier":"{}","external_identifier":"P-{:06}","#, vary.up_to(9000), vary.next())
        .unwrap();
    write!(json, r#""size_alias":"{}","length":{},"#, size[vary.up_to(4)], 1 + vary.up_to(120)).unwrap();
    write!(json, r#""width":23,"height":10,"weight":{}.{},"#, vary.up_to(30), 1 + vary.up_to(9)).unwrap();
    write!(json, r#""barcodes":["{:07}","hgcgf{:04}"],"#, vary.next(), vary.up_to(10_000)).unwrap();
    json.push_str(r#""items":["#);
    list(json, 2, |json| item(json, vary));
    json.push_str("]}");
}

fn item(json: &mut String, vary: &mut Vary) {
    let (rate, name) =
        (["10", "5.5", "17"], ["Oxford shirt, white, 42", "Cotton shirt, blue, slim fit", "Razor with five blades"]);
    write!(json, r#"{{"external_id":"60414{:08}","name":"{}","#, vary.next(), name[vary.up_to(3)]).unwrap();
    write!(json, r#""quantity":2,"price":{}.{}5,"#, vary.up_to(400), vary.up_to(10)).unwrap();
    write!(json, r#""vat_rate":{},"exemplars":["#, rate[vary.up_to(3)]).unwrap();
    list(json, 2, |json| {
        write!(json, r#"{{"external_id":"63900{:08}","barcode":"01ygitf{:08}"}}"#, vary.next(), vary.next()).unwrap();
    });
    json.push_str("]}");
}

fn list(json: &mut String, length: u32, mut element: impl FnMut(&mut String)) {
    for at in 0..length {
        if at > 0 {
            json.push(',');
        }
        element(json);
    }
}

/// Numbers that look random and are the same in every run.
struct Vary(u64);

impl Vary {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % 1_000_000
    }

    fn up_to(&mut self, limit: usize) -> usize {
        usize::try_from(self.next()).unwrap() % limit
    }
}
