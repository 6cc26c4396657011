//! Follows deliveries: reads observations, one JSON object a line, in any order, and tells for each delivery where it
//! stands, when it got there and what is odd.
//!
//! ```text
//! cargo run --example follow                      an embedded stream: shuffled, with repeats
//! cargo run --example follow -- observations.ndjson
//! cat observations.ndjson | cargo run --example follow -- -
//! ```
//!
//! A line is `{"delivery": "DR-1", "status": 40, "at": "2020-09-12T17:10:00Z"}`. The status is a code, our own name or
//! any provider's word; with a `status_code` beside it, both have to agree. Without `at` the instant is not known. A
//! `provider` (`gett`, `hubrise`) says whose lifecycle it is. A line that cannot be read is named and left out.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::arithmetic_side_effects,
    reason = "an example reads files and prints"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, BufRead, BufReader};

use lastmile::{Observed, Rule, Status, Timeline, Timestamp, Violation, gett, hubrise};
use serde_json::Value;

const EMBEDDED: &str = r#"
{"provider":"gett","delivery":"DR-1","status":"waiting","at":"2020-09-12T17:02:00Z"}
{"provider":"hubrise","delivery":"ez351","status":"delivered","at":"2023-01-01T12:33:10+01:00"}
{"provider":"gett","delivery":"DR-1","status":40,"at":"2020-09-12T17:10:00Z"}
{"provider":"gett","delivery":"DR-2","status":"pending","status_code":10,"at":"2020-09-07T13:44:18.442521Z"}
{"provider":"gett","delivery":"DR-1","status":70,"at":"2020-09-12T17:41:30Z"}
{"provider":"gett","delivery":"DR-3","status":"cancelled","at":"2020-09-12T18:20:00Z"}
{"provider":"hubrise","delivery":"ez351","status":"pickup_waiting"}
{"provider":"gett","delivery":"DR-1","status":"confirmed","at":"2020-09-12T16:54:29Z"}
{"provider":"gett","delivery":"DR-1","status":40,"at":"2020-09-12T19:10:00+02:00"}
{"provider":"gett","delivery":"DR-2","status":"rejected","status_code":90,"at":"2020-09-07T13:44:20Z"}
{"provider":"gett","delivery":"DR-2","status":"rejected","status_code":80,"at":"2020-09-07T13:44:20Z"}
{"provider":"gett","delivery":"DR-3","status":"completed","at":"2020-09-12T18:25:00Z"}
{"provider":"hubrise","delivery":"ez351","status":"pickup_enroute","at":"2023-01-01T12:11:03+01:00"}
{"provider":"gett","delivery":"DR-1","status":"at_drop_off","at":"2020-09-12T17:38:00Z"}
{"provider":"gett","delivery":"DR-3","status":"driving","at":"2020-09-12T18:05:00Z"}
{"provider":"gett","delivery":"DR-1","status":"pending","at":"2020-09-12T16:40:00Z"}
{"provider":"hubrise","delivery":"ez351","status":"dropoff_enroute","at":"2023-01-01T12:18:45+01:00"}
{"provider":"gett","delivery":"DR-3","status":"picked_up","at":"2020-09-12T18:00:00"}
{"provider":"hubrise","delivery":"ez351","status":"dropoff_enroute","at":"2023-01-01T12:18:45+01:00"}
{"provider":"gett","delivery":"DR-1","status":266,"at":"2020-09-12T17:39:00Z"}
{"provider":"gett","delivery":"DR-1","status":"flying","at":"2020-09-12T17:39:00Z"}
{"provider":"gett","delivery":"DR-1","status":"waiting","at":"2020-09-12T17:12:00Z"}
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let mut follower = Follower::default();
    match std::env::args().nth(1).as_deref() {
        None => follower.lines(EMBEDDED.trim_start().as_bytes())?,
        Some("-") => follower.lines(io::stdin().lock())?,
        Some(path) => {
            let file = std::fs::File::open(path).map_err(|why| format!("{path}: {why}"))?;
            follower.lines(BufReader::new(file))?;
        }
    }
    follower.tell();
    Ok(())
}

#[derive(Default)]
struct Follower {
    deliveries: BTreeMap<String, Timeline>,
    taken: usize,
    duplicates: usize,
    late: usize,
    refused: Vec<(usize, String)>,
}

impl Follower {
    fn lines(&mut self, lines: impl BufRead) -> io::Result<()> {
        // Bytes, because a line that is no text is one of those that are left out.
        for (n, line) in lines.split(b'\n').enumerate() {
            self.line(n + 1, &line?);
        }
        Ok(())
    }

    fn line(&mut self, n: usize, line: &[u8]) {
        if line.trim_ascii().is_empty() {
            return;
        }
        match self.take(line) {
            Ok(observed) => {
                self.taken += 1;
                self.duplicates += usize::from(observed == Observed::Duplicate);
                self.late += usize::from(observed == Observed::Late);
            }
            Err(why) => self.refused.push((n, why)),
        }
    }

    /// All of a line is read before any of it is told to the timeline.
    fn take(&mut self, line: &[u8]) -> Result<Observed, String> {
        let line: Value = serde_json::from_slice(line).map_err(|_| Rule::NotJson.broken().to_string())?;
        let member = |name| line.get(name).filter(|value| !value.is_null());
        let text = |name| member(name).map(|value| value.as_str().ok_or_else(|| format!("{name} is a text")));
        let delivery = text("delivery").unwrap_or_else(|| Err("delivery is required".into()))?;
        let said = |violation: Violation| violation.to_string();
        let mut status = status(member("status").ok_or("status is required")?).map_err(said)?;
        if let Some(code) = member("status_code") {
            status = status.agreeing_with(self::status(code).map_err(said)?).map_err(said)?;
        }
        let at = text("at").transpose()?.map(Timestamp::parse).transpose().map_err(said)?;
        let lifecycle = match text("provider").transpose()? {
            Some("gett") => Some(gett::LIFECYCLE),
            Some("hubrise") => Some(hubrise::LIFECYCLE),
            Some(_) => return Err("the provider is gett or hubrise".into()),
            None => None,
        };
        let timeline = self.deliveries.entry(delivery.to_owned()).or_default();
        // Whichever line says it: what it is judged by does not depend on the order either.
        if let Some(named) = lifecycle.filter(|named| *named != timeline.lifecycle()) {
            timeline.merge(&Timeline::under(named));
        }
        Ok(timeline.observe(status, at))
    }

    fn tell(&self) {
        for (delivery, timeline) in &self.deliveries {
            tell(delivery, timeline);
        }
        println!(
            "{} observations, {} of them repeated and {} late; {} lines refused",
            self.taken,
            self.duplicates,
            self.late,
            self.refused.len()
        );
        for (n, why) in &self.refused {
            println!("  line {n}: {why}");
        }
    }
}

/// A code, our own name or any provider's word.
fn status(value: &Value) -> Result<Status, Violation> {
    match (value.as_i64(), value.as_str()) {
        (Some(code), _) => Status::from_number(code),
        (_, Some(word)) => Status::from_any_word(word),
        _ => Err(Rule::StatusWord.broken()),
    }
}

fn tell(delivery: &str, timeline: &Timeline) {
    let status = timeline.status().map_or("nothing that counts", Status::name);
    match timeline.since() {
        Some(since) => println!("{delivery}: {status} since {since}"),
        None => println!("{delivery}: {status}, nobody says since when"),
    }
    println!("  {}", drawing(timeline));
    for step in timeline.steps() {
        let at = step.at.map_or_else(|| String::from("?"), |at| at.to_string());
        let lasted = step
            .lasted
            .map(|lasted| lasted.num_seconds())
            .map(|s| format!("{} min {:02} s", s / 60, s % 60))
            .unwrap_or_default();
        println!("  {at:<30} {:<20} {lasted:>12}", step.status.name());
    }
    for seen in timeline.history().filter(|seen| seen.at.is_none() && Some(seen.status) != timeline.status()) {
        println!("  {:<30} {:<20}", "some time", seen.status.name());
    }
    for anomaly in timeline.anomalies() {
        let at = anomaly.observation.at.map_or_else(|| String::from("?"), |at| at.to_string());
        println!("  ! {at:<28} {:<20} {:?}", anomaly.observation.status.name(), anomaly.kind);
    }
    println!();
}

/// The codes of the steps, as far apart as their times: `10-20----30-40--------70`.
fn drawing(timeline: &Timeline) -> String {
    let steps = timeline.steps();
    let whole: i64 = steps.iter().filter_map(|step| Some(step.lasted?.num_seconds())).sum();
    let mut line = String::new();
    for step in steps {
        line.push_str(&step.status.code().to_string());
        match step.lasted {
            Some(lasted) => {
                let width = lasted.num_seconds().saturating_mul(48).checked_div(whole).unwrap_or(0).clamp(1, 48);
                line.extend((0..width).map(|_| '-'));
            }
            None if Some(step.status) != timeline.status() => line.push_str(" ? "),
            None => {}
        }
    }
    line
}
