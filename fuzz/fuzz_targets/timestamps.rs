#![no_main]

use lastmile_fuzz::judges::ALL;
use lastmile_fuzz::oracles::timestamps::check_beside;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check_beside(bytes, ALL));
