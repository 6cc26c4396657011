//! What is made less under Miri, which takes a thousand times as long as a processor.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::fmt::Debug;

use serde_json::Value;

/// So much; under Miri so much less.
pub(crate) const fn less<T: Copy>(usual: T, under_miri: T) -> T {
    if cfg!(miri) { under_miri } else { usual }
}

/// A step that takes in every one; under Miri one in so many.
pub(crate) const fn one_in(many: usize) -> usize {
    less(1, many)
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
