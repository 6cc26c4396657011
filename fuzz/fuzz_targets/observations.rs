#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lastmile_fuzz::oracles::observations::check(bytes));
