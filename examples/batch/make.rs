//! Sample payloads, the same every time.

use std::io;
use std::num::NonZero;

use lastmile::strategies::{GeneratePayload, each_fault, json};
use lastmile::{Payload, abbiamo, gett, hubrise, instaleap};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::kinds::PayloadKind;
use crate::payload::payload;

/// How many different valid lines there are of every kind but Gett's request, of which no two are alike.
const DIFFERENT: usize = 200;

/// So many lines, with a fault in every so many.
pub(crate) fn write(
    kind: PayloadKind,
    lines: u64,
    wrong: Option<NonZero<u64>>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let samples = Samples::of(kind);
    for number in 1..=lines {
        let nth_fault = wrong.and_then(|every| Some(number.checked_div(every.get())?).filter(|_| number % every == 0));
        match nth_fault {
            Some(nth) => out.write_all(nth_of(&samples.faulty, nth))?,
            None if kind.name == gett::CreateDeliveries::NAME => {
                // Not beyond four thousand million.
                let seed = u32::try_from(number).unwrap_or(u32::MAX);
                out.write_all(payload(1, seed).as_bytes())?;
            }
            None => out.write_all(nth_of(&samples.valid, number))?,
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn nth_of(lines: &[Vec<u8>], nth: u64) -> &[u8] {
    let count = u64::try_from(lines.len()).unwrap_or(u64::MAX);
    let at = nth.checked_rem(count).and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| lines.get(at)).map_or(&[], Vec::as_slice)
}

/// Of one kind.
struct Samples {
    valid: Vec<Vec<u8>>,
    /// With each fault that there is, once.
    faulty: Vec<Vec<u8>>,
}

impl Samples {
    fn of(kind: PayloadKind) -> Samples {
        let all: [Own; 7] = [
            own::<gett::CreateDeliveries>(),
            own::<gett::CreatedDeliveries>(),
            own::<hubrise::CreateDelivery>(),
            own::<hubrise::Delivery>(),
            own::<hubrise::UpdateDelivery>(),
            own::<instaleap::CreateJob>(),
            own::<abbiamo::DeliveryRequest>(),
        ];
        let found = all.into_iter().find(|(name, _)| *name == kind.name);
        found.map_or_else(|| Samples { valid: Vec::new(), faulty: Vec::new() }, |(_, make)| make())
    }
}

/// The name of a kind, and how its samples are made.
type Own = (&'static str, fn() -> Samples);

fn own<P: GeneratePayload>() -> Own {
    (P::NAME, || {
        let mut runner = TestRunner::deterministic();
        let valid = (0..DIFFERENT)
            .filter_map(|_| json::<P>().new_tree(&mut runner).ok())
            .map(|tree| tree.current().to_string().into_bytes());
        Samples { valid: valid.collect(), faulty: each_fault::<P>().map(|faulty| faulty.to_bytes()).collect() }
    })
}
