//! What is made less under Miri, which takes a thousand times as long as a processor.
#![allow(dead_code, reason = "each test file uses some of it")]
#![allow(
    clippy::disallowed_methods,
    clippy::arithmetic_side_effects,
    reason = "a test may read a variable of its own, and a list has a length"
)]

use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

/// So much; under Miri so much less.
pub(crate) const fn less<T: Copy>(usual: T, under_miri: T) -> T {
    if cfg!(miri) { under_miri } else { usual }
}

/// A step that takes in every one; under Miri one in so many.
pub(crate) const fn one_in(many: usize) -> usize {
    less(1, many)
}

/// All of a list; under Miri at most so many, from its whole length. Each call begins elsewhere, and with `FROM=3` as if three calls
/// had gone before.
pub(crate) fn few<T>(all: impl IntoIterator<Item = T>, under_miri: usize) -> impl Iterator<Item = T> {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let all: Vec<T> = all.into_iter().collect();
    let step = one_in(all.len().div_ceil(under_miri).max(1));
    let from: usize = std::env::var("FROM").ok().and_then(|from| from.parse().ok()).unwrap_or(0);
    let calls = from.wrapping_add(CALLS.fetch_add(1, Ordering::Relaxed));
    let first = (calls.wrapping_mul(0x9e37_79b1) >> 8) % step;
    all.into_iter().skip(first).step_by(step)
}

/// As `Debug` shows it on one line and on many; under Miri, which makes the many character by character, on one.
pub(crate) fn debugged(value: &impl Debug) -> String {
    if cfg!(miri) { format!("{value:?}") } else { format!("{value:?} {value:#?}") }
}

/// A sample; under Miri with the first element of each list only.
pub(crate) fn shorter(mut sample: Value) -> Value {
    match &mut sample {
        Value::Array(list) => {
            list.truncate(less(list.len(), 1));
            list.iter_mut().for_each(|element| *element = shorter(element.take()));
        }
        Value::Object(object) => object.values_mut().for_each(|member| *member = shorter(member.take())),
        _ => {}
    }
    sample
}
