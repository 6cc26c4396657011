//! What reading and writing a Gett request allocates: how often, how much in all, and how much at one time.
//!
//! ```text
//! cargo bench --bench allocations
//! ```
//!
//! Nothing is timed here, because counting takes time. A list that grows is counted each time it is moved to where there is
//! more room, and for the moment of the move lies in both places. What was there before, the bytes that are read or the model
//! that is written, is not counted.
#![allow(clippy::disallowed_methods, reason = "a bench has arguments")]
#![allow(clippy::disallowed_macros, reason = "a bench prints its table")]
#![allow(clippy::unwrap_used, reason = "every payload here is valid, or the bench is wrong")]
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    reason = "small numbers, for people to read"
)]

use std::hint::black_box;

use allocation_counter::measure;
use lastmile::field::Field;
use lastmile::{from_json, gett};

#[path = "gett/payload.rs"]
mod payload;
#[path = "gett/plain.rs"]
mod plain;

type Wire = gett::CreateDeliveries;
type Plain = plain::CreateDeliveries;

fn main() {
    for deliveries in [1, 100, 10_000] {
        let valid = payload::payload(deliveries, 0);
        let faulty = payload::faulty(&valid);
        let plain: Plain = serde_json::from_str(&valid).unwrap();
        let model = from_json::<Wire>(valid.as_bytes()).unwrap().value;
        head(&format!("D = {deliveries}: {} bytes", valid.len()), "a delivery");
        let of = (valid.len(), f64::from(deliveries));
        row("B: plain structs, `from_slice`", of, || serde_json::from_slice::<Plain>(valid.as_bytes()).unwrap());
        row("our wire structs", of, || serde_json::from_str::<Field<Wire>>(&valid).unwrap());
        row("**`from_json`**", of, || from_json::<Wire>(valid.as_bytes()).unwrap());
        row("the same with a fault in every delivery", of, || from_json::<Wire>(faulty.as_bytes()).unwrap_err());
        row("W: plain structs, `to_vec`", of, || serde_json::to_vec(&plain).unwrap());
        row("`write` alone", of, || lastmile::write::<Wire>(&model));
        row("**`to_json`**", of, || lastmile::to_json::<Wire>(&model).unwrap());
    }
    for (name, text) in hostile() {
        head(&format!("{name}: {} bytes", text.len()), "100 bytes");
        let of = (text.len(), text.len() as f64 / 100.0);
        row("B: plain structs, `from_slice`", of, || serde_json::from_slice::<Plain>(text.as_bytes()).is_ok());
        row("our wire structs", of, || serde_json::from_str::<Field<Wire>>(&text).is_ok());
        row("**`from_json`**", of, || from_json::<Wire>(text.as_bytes()).is_ok());
    }
}

/// What costs more to hold than it costs to send.
fn hostile() -> [(&'static str, String); 4] {
    let valid = payload::payload(1, 0);
    let (before, after) = valid.split_once(r#""parcels":["#).unwrap();
    let with =
        |element: &str| format!(r#"{before}"parcels":[{element}{}{after}"#, format!(",{element}").repeat(99_999) + ",");
    let names: String = (0..100_000).map(|name| format!(r#""{name}":0,"#)).collect();
    [
        ("100,000 empty parcels", with("{}")),
        ("100,000 parcels that are none", with("0")),
        ("100,000 parcels with a fault", with(r#"{"weight":-1}"#)),
        ("100,000 unknown members", format!("{before}{names}\"parcels\":[{after}")),
    ]
}

fn head(says: &str, each: &str) {
    println!(
        "\n| {says} | allocations for {each} | bytes allocated for a byte | bytes at most at one time for a byte |"
    );
    println!("| --- | --- | --- | --- |");
}

fn row<T>(says: &str, (bytes, units): (usize, f64), work: impl Fn() -> T) {
    let counted = measure(|| drop(black_box(work())));
    println!(
        "| {says} | {:.1} | {:.2} | {:.2} |",
        counted.count_total as f64 / units,
        counted.bytes_total as f64 / bytes as f64,
        counted.bytes_max as f64 / bytes as f64,
    );
}
