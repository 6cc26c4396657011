//! What the targets have in common: the oracles, which the crate's own tests use as well, a mutator that knows JSON, and
//! other libraries that read times.

pub mod judges;
pub mod mutate;
#[path = "../../tests/common/oracles/mod.rs"]
pub mod oracles;

/// A target for a payload: any bytes, changed as JSON.
#[macro_export]
macro_rules! payload {
    ($payload:ty) => {
        ::libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $crate::oracles::payload::check::<$payload>(bytes));
        $crate::mutator!($payload);
    };
}

/// Changes JSON as JSON, with the names of a payload.
#[macro_export]
macro_rules! mutator {
    ($payload:ty) => {
        ::libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            $crate::mutate::json::<$payload>(data, size, max_size, seed)
        });
    };
}
