//! What every subject is given: the same payloads, as bytes, as plain structs and as the model.

use lastmile::{Bundle, Severity, from_json, gett};

use crate::{payload, plain};

/// How much there is to do, and how often.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) deliveries: u32,
    /// More than one: small payloads, one a line.
    pub(crate) lines: u32,
    /// How often every subject is asked, and how often it does its work each time.
    pub(crate) rounds: usize,
    pub(crate) times: u32,
}

impl Size {
    const fn of(deliveries: u32, lines: u32, rounds: usize, times: u32) -> Size {
        Size { deliveries, lines, rounds, times }
    }

    pub(crate) const ALL: [Size; 6] = [
        Size::of(1, 1, 401, 20),
        Size::of(10, 1, 401, 4),
        Size::of(100, 1, 301, 1),
        Size::of(1_000, 1, 51, 1),
        Size::of(10_000, 1, 15, 1),
        Size::of(1, 1_000, 51, 1),
    ];

    pub(crate) const QUICK: [Size; 3] = [Size::of(1, 1, 201, 10), Size::of(100, 1, 51, 1), Size::of(10_000, 1, 3, 1)];

    /// As the head of a column.
    pub(crate) fn name(self) -> String {
        match self.lines {
            1 => format!("D = {}", grouped(self.deliveries)),
            lines => format!("{} lines", grouped(lines)),
        }
    }
}

/// With commas, for people.
fn grouped(number: u32) -> String {
    match (number / 1000, number % 1000) {
        (0, small) => small.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

/// One payload, or one a line.
pub(crate) struct Input {
    pub(crate) valid: Vec<String>,
    /// A fault in every delivery.
    pub(crate) faulty: Vec<String>,
    pub(crate) plain: Vec<plain::CreateDeliveries>,
    pub(crate) models: Vec<Bundle>,
}

impl Input {
    pub(crate) fn new(deliveries: u32, lines: u32) -> Input {
        let valid: Vec<String> = (0..lines).map(|line| payload::payload(deliveries, line)).collect();
        let faulty = valid.iter().map(|valid| payload::faulty(valid)).collect();
        let plain = valid.iter().map(|valid| serde_json::from_str(valid).unwrap()).collect();
        let models = valid.iter().map(|valid| model(valid.as_bytes())).collect();
        Input { valid, faulty, plain, models }
    }

    /// The same, and all of it is what it is said to be.
    pub(crate) fn proven(size: Size) -> Input {
        let input = Input::new(size.deliveries, size.lines);
        for faulty in &input.faulty {
            let refused = from_json::<gett::CreateDeliveries>(faulty.as_bytes()).unwrap_err();
            assert_eq!(refused.count(Severity::Error), u64::from(size.deliveries), "a fault in every delivery");
        }
        for ((valid, plain), own) in input.valid.iter().zip(&input.plain).zip(&input.models) {
            assert_eq!(&model(&serde_json::to_vec(plain).unwrap()), own, "plain structs keep everything");
            let written = lastmile::write::<gett::CreateDeliveries>(own);
            assert!(written.report.is_empty(), "{}", written.report);
            assert_eq!(serde_json::to_string(&written.value).unwrap().len(), valid.len(), "so does the model");
        }
        input
    }

    pub(crate) fn bytes(&self) -> usize {
        self.valid.iter().map(String::len).sum()
    }
}

fn model(bytes: &[u8]) -> Bundle {
    let converted = from_json::<gett::CreateDeliveries>(bytes).unwrap();
    assert!(converted.report.is_empty(), "{}", converted.report);
    converted.value
}
