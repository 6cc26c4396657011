//! What must hold for any bytes whatsoever: one oracle for each fuzz target. `fuzz/` feeds them what libFuzzer thinks of;
//! `tests/corpus.rs` feeds them what it kept.
//!
//! An oracle takes bytes and panics if something does not hold.
#![allow(dead_code, unreachable_pub, reason = "each user uses some of it, one of them from another package")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "an oracle panics if something does not hold"
)]

pub mod dictionary;
pub mod digits;
pub mod identifiers;
mod kept;
pub mod money;
pub mod observations;
pub mod payload;
mod plain;
pub mod syntax;
pub mod timestamps;
pub mod units;

/// Numbers that follow from the bytes and from nothing else, so that each run does the same.
pub struct Dice(u64);

impl Dice {
    pub fn of(bytes: &[u8]) -> Dice {
        Dice(
            bytes
                .iter()
                .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)),
        )
    }

    /// A number below another one, which is not zero.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }

    pub fn one_of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}
