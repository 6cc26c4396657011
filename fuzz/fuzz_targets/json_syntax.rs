#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lastmile_fuzz::oracles::syntax::check(bytes));
lastmile_fuzz::mutator!(lastmile::gett::CreateDeliveries);
