//! Whole numbers of one unit: nothing gets in that is not exact or rounded by name.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    clippy::disallowed_methods,
    reason = "tests"
)]

#[path = "common/less.rs"]
mod less;
#[path = "common/oracles/mod.rs"]
mod oracles;

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use lastmile::{
    Centimetres, Cents, CubicCentimetres, Dimensions, Grams, LengthUnit, MassUnit, Percent, Price, Quantity, Rounded,
    Rounding, Rule, Violation, VolumeUnit,
};
use less::less;
use oracles::digits::{Exact, Whole};
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::value::U128Deserializer;
use serde_json::Number;

const MOST_CENTS: i64 = 999_999_999_999_999;
const MODES: [Rounding; 4] = [Rounding::HalfUp, Rounding::HalfEven, Rounding::Up, Rounding::Down];

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

#[track_caller]
fn json(text: &str) -> Number {
    serde_json::from_str(text).unwrap()
}

#[track_caller]
fn broken<T: std::fmt::Debug>(result: Result<T, Violation>) -> Rule {
    result.unwrap_err().rule()
}

fn cents(n: i64) -> Cents {
    Cents::new(n).unwrap()
}

fn modes() -> impl Strategy<Value = Rounding> {
    prop::sample::select(MODES.to_vec())
}

/// Of every size and scale, and often near what a person writes.
fn decimals() -> impl Strategy<Value = Decimal> {
    let most = (1_i128 << 96) - 1;
    let wide = (any::<i128>(), 32_u32..126, 0_u32..=28)
        .prop_map(move |(n, shift, scale)| Decimal::from_i128_with_scale((n >> shift).clamp(-most, most), scale));
    let written = (-10_000_i64..20_000_000_000, 0_u32..=8).prop_map(|(n, scale)| Decimal::new(n, scale));
    let half = (0_i64..5_000_000, 0_u32..=5).prop_map(|(n, scale)| Decimal::new(n * 10 + 5, scale));
    prop_oneof![wide, written, half]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(less(400, 4)))]

    #[test]
    fn decimals_of_every_unit_are_exact_or_refused_and_rounded_by_the_book(value in decimals(), rounding in modes()) {
        oracles::units::check_decimal(value, rounding);
        oracles::money::check_decimal(value, "EUR".parse().unwrap(), rounding);
    }

    #[test]
    fn base_units_are_written_in_every_unit_by_the_book(n in any::<u64>(), shift in 0_u32..63, rounding in modes()) {
        oracles::units::check_base(n >> shift, rounding);
    }

    #[test]
    fn a_unit_gives_back_what_it_was_given(n in any::<u32>(), volume in any::<u64>(), small in 0_u32..=2) {
        // Multiples of the greatest numerator make ounces, pounds and cubic feet exact.
        for n in [n, n % 1000, small * 45_359_237] {
            let weight = Grams::new(n);
            prop_assert_eq!(Grams::from_kilograms(weight.to_kilograms()), Ok(weight));
            for unit in MassUnit::ALL {
                if let Some(value) = weight.to_unit(*unit) {
                    prop_assert_eq!(Grams::from_unit(value, *unit), Ok(weight));
                    prop_assert_eq!(value.scale(), value.normalize().scale());
                } else {
                    prop_assert!(matches!(unit, MassUnit::Ounce | MassUnit::Pound) && n % 45_359_237 != 0);
                }
            }
            let length = Centimetres::new(n);
            prop_assert_eq!(Centimetres::from_metres(length.to_metres()), Ok(length));
            for unit in LengthUnit::ALL {
                match length.to_unit(*unit) {
                    Some(value) => prop_assert_eq!(Centimetres::from_unit(value, *unit), Ok(length)),
                    None => prop_assert!(*unit == LengthUnit::Inch && n % 127 != 0),
                }
            }
        }
        let cube = u64::from(small) * 442_450_728;
        for volume in [CubicCentimetres::new(volume), CubicCentimetres::new(cube)] {
            prop_assert_eq!(CubicCentimetres::from_litres(volume.to_litres()), Ok(volume));
            for unit in VolumeUnit::ALL {
                match volume.to_unit(*unit) {
                    Some(value) => prop_assert_eq!(CubicCentimetres::from_unit(value, *unit), Ok(volume)),
                    None => prop_assert_eq!(*unit, VolumeUnit::CubicFoot),
                }
            }
        }
    }

    #[test]
    fn arithmetic_is_that_of_whole_numbers_or_refused(a in any::<u32>(), b in any::<u32>(), x in -MOST_CENTS..=MOST_CENTS, y in -MOST_CENTS..=MOST_CENTS, u in any::<u64>(), v in any::<u64>()) {
        let number = |grams: Grams| u64::from(grams.get());
        let (p, q) = (Grams::new(a), Grams::new(b));
        let expect = |exact: i128| u32::try_from(exact).map(u64::from).ok();
        prop_assert_eq!(p.checked_add(q).ok().map(number), expect(i128::from(a) + i128::from(b)));
        prop_assert_eq!(p.checked_sub(q).ok().map(number), expect(i128::from(a) - i128::from(b)));
        prop_assert_eq!(p.checked_mul(b).ok().map(number), expect(i128::from(a) * i128::from(b)));

        let expect = |exact: i128| (exact.abs() <= MOST_CENTS.into()).then_some(exact);
        let number = |cents: Cents| i128::from(cents.get());
        let (p, q) = (cents(x), cents(y));
        prop_assert_eq!(p.checked_add(q).ok().map(number), expect(i128::from(x) + i128::from(y)));
        prop_assert_eq!(p.checked_sub(q).ok().map(number), expect(i128::from(x) - i128::from(y)));
        prop_assert_eq!(p.checked_mul(a).ok().map(number), expect(i128::from(x) * i128::from(a)));
        prop_assert_eq!(Cents::sum([p, p, q, q]).ok().map(number), expect(2 * (i128::from(x) + i128::from(y))));

        let (p, q) = (CubicCentimetres::new(u), CubicCentimetres::new(v));
        prop_assert_eq!(p.checked_add(q).ok().map(CubicCentimetres::get), u.checked_add(v));
        prop_assert_eq!(p.checked_sub(q).ok().map(CubicCentimetres::get), u.checked_sub(v));
        prop_assert_eq!(p.checked_mul(a).ok().map(CubicCentimetres::get), u.checked_mul(a.into()));
    }

    #[test]
    fn a_volumetric_weight_is_rounded_by_the_book(sides in any::<[u32; 3]>(), shift in 0_u32..24, divisor in 1_u32..10_000, rounding in modes()) {
        let [length, width, height] = sides.map(|side| Centimetres::new(side >> shift));
        let volume = [length, width, height].iter().fold(1_u128, |product, side| product * u128::from(side.get()));
        let exact = Exact { negative: false, above: Whole::of(volume).times(1000), below: Whole::of(divisor.into()) };
        let expected = exact.within(0, u32::MAX.into(), rounding).map(|(grams, _)| grams);
        let weight = Dimensions { length, width, height }.volumetric_weight(NonZeroU32::new(divisor).unwrap(), rounding);
        prop_assert_eq!(weight.as_ref().ok().map(|grams| i128::from(grams.get())), expected.ok());
        prop_assert!(weight.is_ok() || broken(weight) == Rule::WeightTooLarge);
    }
}

#[test]
fn a_weight_finer_than_a_gram_is_refused_or_rounded_by_name() {
    assert_eq!(Grams::from_kilograms(dec("3.15")), Ok(Grams::new(3150)));
    let refused = Grams::from_kilograms(dec("3.1505")).unwrap_err();
    assert_eq!((refused.rule(), refused.found().as_str()), (Rule::WeightFraction, "3.1505 kg"));
    let rounded = MODES.map(|mode| Grams::from_unit_rounded(dec("3.1505"), MassUnit::Kilogram, mode).unwrap().get());
    assert_eq!(rounded, [3151, 3150, 3151, 3150]);
    let rounded = MODES.map(|mode| Grams::from_unit_rounded(dec("3.1515"), MassUnit::Kilogram, mode).unwrap().get());
    assert_eq!(rounded, [3152, 3152, 3152, 3151]);
}

#[test]
fn rounding_below_zero_is_the_mirror_image() {
    let rounded = MODES.map(|mode| Cents::from_major_rounded(dec("-0.025"), mode).unwrap().get());
    assert_eq!(rounded, [-3, -2, -3, -2]);
    let rounded = MODES.map(|mode| Cents::read_major(&json("-0.0251"), mode).unwrap().value.get());
    assert_eq!(rounded, [-3, -3, -3, -2]);
}

#[test]
fn limits_hold_on_both_sides() {
    assert_eq!(Cents::new(MOST_CENTS).unwrap().get(), MOST_CENTS);
    assert_eq!(Cents::new(-MOST_CENTS).unwrap().get(), -MOST_CENTS);
    assert_eq!(broken(Cents::new(MOST_CENTS + 1)), Rule::MoneyTooLarge);
    assert_eq!(broken(Cents::new(-MOST_CENTS - 1)), Rule::MoneyTooLarge);
    assert_eq!(broken(Cents::new(i64::MIN)), Rule::MoneyTooLarge);
    assert_eq!(Cents::from_major(dec("9999999999999.99")).unwrap().get(), MOST_CENTS);
    assert_eq!(broken(Cents::from_major(dec("10000000000000"))), Rule::MoneyTooLarge);
    assert_eq!(broken(Cents::from_major(Decimal::MAX)), Rule::MoneyTooLarge);

    assert_eq!(Grams::from_kilograms(dec("4294967.295")), Ok(Grams::new(u32::MAX)));
    assert_eq!(broken(Grams::from_kilograms(dec("4294967.296"))), Rule::WeightTooLarge);
    assert_eq!(broken(Grams::from_kilograms(Decimal::MAX)), Rule::WeightTooLarge);
    assert_eq!(broken(Grams::from_kilograms(Decimal::MIN)), Rule::WeightNegative);
    let litres = dec("18446744073709551.615");
    assert_eq!(CubicCentimetres::from_litres(litres), Ok(CubicCentimetres::new(u64::MAX)));
    assert_eq!(CubicCentimetres::new(u64::MAX).to_litres(), litres);
    assert_eq!(broken(CubicCentimetres::from_litres(dec("18446744073709551.616"))), Rule::VolumeTooLarge);

    assert_eq!(Percent::new(10_000), Ok(Percent::HUNDRED));
    assert_eq!(broken(Percent::new(10_001)), Rule::PercentRange);
    let found = |percent: Result<Percent, Violation>| percent.unwrap_err().found().as_str().to_owned();
    assert_eq!((found(Percent::new(10_001)), found(Percent::new(u16::MAX))), ("100.01 %".into(), "655.35 %".into()));
    assert!(
        serde_json::from_str::<Percent>("-1").unwrap_err().to_string().contains("found -0.01 %"),
        "the stored form is told in percent, too"
    );
    assert_eq!(Percent::from_decimal(dec("100.00")), Ok(Percent::HUNDRED));
    assert_eq!(broken(Percent::from_decimal(dec("100.01"))), Rule::PercentRange);
    assert_eq!(broken(Percent::from_decimal(dec("-0.01"))), Rule::PercentRange);
    assert_eq!(broken(Percent::from_decimal(dec("8.875"))), Rule::PercentFraction);
    assert_eq!(Percent::from_decimal_rounded(dec("8.875"), Rounding::HalfEven).unwrap().to_string(), "8.88 %");

    assert_eq!(Quantity::new(1), Ok(Quantity::ONE));
    assert_eq!(Quantity::new(u32::MAX).unwrap().get(), u32::MAX);
    assert_eq!(broken(Quantity::new(0)), Rule::QuantityRange);

    assert_eq!(Price::new(Cents::ZERO), Ok(Price::ZERO));
    assert_eq!(broken(Price::new(cents(-1))), Rule::PriceNegative);
}

#[test]
fn what_is_out_of_range_before_rounding_is_refused_however_it_is_rounded() {
    for mode in MODES {
        assert_eq!(broken(Grams::from_unit_rounded(dec("-0.4"), MassUnit::Gram, mode)), Rule::WeightNegative);
        assert_eq!(broken(Grams::from_unit_rounded(dec("4294967295.1"), MassUnit::Gram, mode)), Rule::WeightTooLarge);
        assert_eq!(broken(Percent::from_decimal_rounded(dec("100.001"), mode)), Rule::PercentRange);
        assert_eq!(broken(Percent::read(&json("-0.001"), mode)), Rule::PercentRange);
        assert_eq!(broken(Cents::from_major_rounded(dec("-9999999999999.991"), mode)), Rule::MoneyTooLarge);
        assert_eq!(broken(Price::read_major(&json("-0.001"), mode)), Rule::PriceNegative);
    }
}

#[test]
fn nothing_wraps_at_the_limits() {
    assert_eq!(broken(Grams::new(u32::MAX).checked_add(Grams::new(1))), Rule::WeightTooLarge);
    assert_eq!(broken(Grams::ZERO.checked_sub(Grams::new(1))), Rule::WeightNegative);
    assert_eq!(broken(Grams::new(u32::MAX).checked_mul(u32::MAX)), Rule::WeightTooLarge);
    assert_eq!(broken(Grams::sum(vec![Grams::new(u32::MAX); 1000])), Rule::WeightTooLarge);
    assert_eq!(broken(CubicCentimetres::sum(vec![CubicCentimetres::new(u64::MAX); 1000])), Rule::VolumeTooLarge);
    assert_eq!(broken(cents(-MOST_CENTS).checked_sub(cents(1))), Rule::MoneyTooLarge);
    assert_eq!(Cents::sum([]), Ok(Cents::ZERO));
    // Only the result counts, whatever the order.
    assert_eq!(Cents::sum([cents(MOST_CENTS), cents(MOST_CENTS), cents(-MOST_CENTS)]), Ok(cents(MOST_CENTS)));
    let most = Centimetres::new(u32::MAX);
    let huge = Dimensions { length: most, width: most, height: most };
    assert_eq!(broken(huge.volume()), Rule::VolumeTooLarge);
    assert_eq!(broken(huge.volumetric_weight(NonZeroU32::MIN, Rounding::Up)), Rule::WeightTooLarge);
}

#[test]
fn a_unit_is_written_with_at_most_the_decimals_that_a_decimal_has() {
    for grams in [Grams::ZERO, Grams::new(1)] {
        let with = |decimals| grams.to_unit_rounded(MassUnit::Kilogram, decimals, Rounding::HalfUp);
        assert_eq!(with(28), Decimal::try_from_i128_with_scale(i128::from(grams.get()) * 10_i128.pow(25), 28).ok());
        assert!(with(28).is_some());
        // At once, however many are asked for.
        assert_eq!((with(29), with(u32::MAX)), (None, None));
    }
    // A third never ends.
    assert_eq!(Centimetres::new(1).to_unit(LengthUnit::Inch), None);
}

#[test]
fn a_half_goes_to_the_even_neighbour_on_the_way_out_too() {
    let kilograms = |grams| Grams::new(grams).to_unit_rounded(MassUnit::Kilogram, 2, Rounding::HalfEven);
    assert_eq!([15, 25, 35].map(kilograms), ["0.02", "0.02", "0.04"].map(|text| Some(dec(text))));
}

#[test]
fn what_stands_in_a_message_is_the_number_and_its_unit() {
    let price = Price::new(cents(450)).unwrap();
    assert_eq!((price.to_string(), Cents::from(price)), ("4.50".to_owned(), cents(450)));
    assert_eq!(price.cents(), cents(450));
    assert_eq!(Quantity::new(12).unwrap().to_string(), "12");
    assert_eq!(Quantity::from(NonZeroU32::MIN), Quantity::ONE);
}

#[test]
fn carriers_charge_the_greater_weight() {
    let size = Dimensions { length: Centimetres::new(40), width: Centimetres::new(30), height: Centimetres::new(20) };
    let volumetric = size.volumetric_weight(NonZeroU32::new(5000).unwrap(), Rounding::Up).unwrap();
    assert_eq!(volumetric, Grams::new(4800));
    assert_eq!(Grams::new(4799).billable(volumetric), volumetric);
    assert_eq!(Grams::new(4801).billable(volumetric), Grams::new(4801));
    let thirds = MODES.map(|mode| size.volumetric_weight(NonZeroU32::new(6001).unwrap(), mode).unwrap().get());
    assert_eq!(thirds, [3999, 3999, 4000, 3999]);
    // A volume that nobody measured in three directions is charged alike.
    assert_eq!(size.volume(), Ok(CubicCentimetres::new(24_000)));
    let divisor = NonZeroU32::new(6001).unwrap();
    let alike = MODES.map(|mode| CubicCentimetres::new(24_000).volumetric_weight(divisor, mode).unwrap().get());
    assert_eq!(alike, thirds);
    let most = CubicCentimetres::new(u64::MAX).volumetric_weight(divisor, Rounding::Down);
    assert_eq!(broken(most), Rule::WeightTooLarge);
}

#[test]
fn pounds_ounces_inches_and_cubic_feet_are_those_of_1959() {
    assert_eq!(Grams::from_unit(dec("100000"), MassUnit::Pound), Ok(Grams::new(45_359_237)));
    assert_eq!(Grams::from_unit(dec("1600000"), MassUnit::Ounce), Ok(Grams::new(45_359_237)));
    assert_eq!(broken(Grams::from_unit(dec("1"), MassUnit::Pound)), Rule::WeightFraction);
    assert_eq!(Grams::new(1000).to_unit_rounded(MassUnit::Pound, 4, Rounding::HalfUp), Some(dec("2.2046")));
    assert_eq!(Grams::new(1000).to_unit(MassUnit::Pound), None);
    assert_eq!(Centimetres::from_unit(dec("50"), LengthUnit::Inch), Ok(Centimetres::new(127)));
    let feet = CubicCentimetres::from_unit(dec("15625"), VolumeUnit::CubicFoot);
    assert_eq!(feet, Ok(CubicCentimetres::new(442_450_728)));
    // A half of a quarter of an eighth: 442,450,728 is a multiple of eight, and no more.
    let eighth = CubicCentimetres::new(442_450_728 / 8).to_unit(VolumeUnit::CubicFoot);
    assert_eq!(eighth, Some(dec("1953.125")));
    assert_eq!(Grams::new(1).to_unit_rounded(MassUnit::Kilogram, 29, Rounding::Up), None);
    assert_eq!(Grams::new(1000).to_unit_rounded(MassUnit::Kilogram, 2, Rounding::Up).unwrap().to_string(), "1.00");
}

// The door for JSON numbers.

#[test]
fn the_pages_own_trap_is_read_as_written() {
    // 293.15 * 100.0 is 29314.999999999996.
    let read = Cents::read_major(&json("293.15"), Rounding::Down).unwrap();
    assert_eq!(read, Rounded { value: cents(29_315), violation: None });
    let read = Grams::read_kilograms(&json("3.15"), Rounding::Down).unwrap();
    assert_eq!(read, Rounded { value: Grams::new(3150), violation: None });
    assert_eq!(Cents::read_major(&json("45.4"), Rounding::Down).unwrap().value, cents(4540));
    assert_eq!(Cents::read_major(&json("-5000"), Rounding::Down).unwrap().value, cents(-500_000));
}

#[test]
fn a_finer_json_number_is_rounded_with_the_violation_of_the_strict_constructor() {
    let read = Grams::read_kilograms(&json("3.1505"), Rounding::HalfUp).unwrap();
    assert_eq!(read.value, Grams::new(3151));
    assert_eq!(read.violation, Grams::from_kilograms(dec("3.1505")).err());
    assert_eq!(Grams::read_kilograms(&json("3.1505"), Rounding::HalfEven).unwrap().value, Grams::new(3150));
    // 1.005 is a double below one and five thousandths; what was written counts.
    assert_eq!(Cents::read_major(&json("1.005"), Rounding::HalfUp).unwrap().value, cents(101));
    assert_eq!(Cents::read_major(&json("1e-300"), Rounding::Up).unwrap().value, cents(1));
    assert_eq!(Cents::read_major(&json("1e-300"), Rounding::HalfUp).unwrap().value, Cents::ZERO);
}

/// Also if this is run with `--features serde_json/arbitrary_precision`.
#[test]
fn digits_that_no_double_can_hold_change_nothing() {
    let read = Cents::read_major(&json("45.40000000000000001"), Rounding::Up).unwrap();
    assert_eq!(read, Rounded { value: cents(4540), violation: None });
    let read = Grams::read_kilograms(&json("3.14999999999999999999"), Rounding::Down).unwrap();
    assert_eq!(read, Rounded { value: Grams::new(3150), violation: None });
    let read = Cents::read_major(&json("45.4040000000000000001"), Rounding::HalfUp).unwrap();
    assert_eq!(read.value, cents(4540));
    assert_eq!(read.violation.unwrap().rule(), Rule::MoneyFraction);
}

#[test]
fn whole_is_a_matter_of_value_not_of_writing() {
    for text in ["10", "10.0", "1e1", "100e-1", "1.0E+1"] {
        assert_eq!(Centimetres::read_whole(&json(text)), Ok(Centimetres::new(10)), "{text}");
        assert_eq!(Grams::read_whole(&json(text)), Ok(Grams::new(10)), "{text}");
        assert_eq!(CubicCentimetres::read_whole(&json(text)), Ok(CubicCentimetres::new(10)), "{text}");
        assert_eq!(Cents::read_whole(&json(text)), Ok(cents(10)), "{text}");
        assert_eq!(Quantity::read(&json(text)), Quantity::new(10), "{text}");
        assert_eq!(Price::read_whole(&json(text)), Price::new(cents(10)), "{text}");
    }
    for text in ["0", "-0", "0.0", "-0.0", "0e5", "-0e-5", "0.000e999"] {
        assert_eq!(Centimetres::read_whole(&json(text)), Ok(Centimetres::ZERO), "{text}");
        assert_eq!(Cents::read_major(&json(text), Rounding::Up).unwrap().value, Cents::ZERO, "{text}");
        assert_eq!(Price::read_major(&json(text), Rounding::Up).unwrap().violation, None, "{text}");
        assert_eq!(broken(Quantity::read(&json(text))), Rule::QuantityRange, "{text}");
    }
    assert_eq!(broken(Centimetres::read_whole(&json("12.5"))), Rule::LengthFraction);
    assert_eq!(broken(Grams::read_whole(&json("12.5"))), Rule::WeightFraction);
    assert_eq!(broken(CubicCentimetres::read_whole(&json("12.5"))), Rule::VolumeFraction);
    assert_eq!(broken(Cents::read_whole(&json("12.5"))), Rule::MoneyFraction);
    assert_eq!(broken(Quantity::read(&json("12.5"))), Rule::QuantityRange);
    assert_eq!(broken(Quantity::read(&json("-1"))), Rule::QuantityRange);
    assert_eq!(broken(Centimetres::read_whole(&json("-1"))), Rule::LengthNegative);
}

#[test]
fn limits_of_json_numbers_hold_on_both_sides() {
    let read = |text: &str| Cents::read_major(&json(text), Rounding::HalfUp);
    for sign in ["", "-"] {
        let most = read(&format!("{sign}9999999999999.99")).unwrap();
        assert_eq!((most.value.get().abs(), most.violation), (MOST_CENTS, None));
        assert_eq!(broken(read(&format!("{sign}10000000000000"))), Rule::MoneyTooLarge);
        assert_eq!(broken(read(&format!("{sign}10000000000000.0"))), Rule::MoneyTooLarge);
        assert_eq!(broken(read(&format!("{sign}1e300"))), Rule::MoneyTooLarge);
    }
    for text in ["18446744073709551615", "-9223372036854775808", "18446744073709551616", "1e308"] {
        assert_eq!(broken(read(text)), Rule::MoneyTooLarge, "{text}");
        assert_eq!(broken(Quantity::read(&json(text))), Rule::QuantityRange, "{text}");
        assert_eq!(broken(Percent::read(&json(text), Rounding::Up)), Rule::PercentRange, "{text}");
    }
    assert_eq!(CubicCentimetres::read_whole(&json("18446744073709551615")), Ok(CubicCentimetres::new(u64::MAX)));
    assert_eq!(CubicCentimetres::read_whole(&json("1e18")).unwrap().get(), 1_000_000_000_000_000_000);
    assert_eq!(broken(CubicCentimetres::read_whole(&json("1e20"))), Rule::VolumeTooLarge);
    let most = Grams::read_kilograms(&json("4294967.295"), Rounding::Up).unwrap();
    assert_eq!(most, Rounded { value: Grams::new(u32::MAX), violation: None });
    assert_eq!(broken(Grams::read_kilograms(&json("4294967.296"), Rounding::Down)), Rule::WeightTooLarge);
    assert_eq!(Percent::read(&json("100.0"), Rounding::Up).unwrap().value, Percent::HUNDRED);
}

#[test]
fn a_million_prices_survive() {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut text = Vec::new();
    for round in 0..less(1_000_000_u64, 100) {
        // xorshift64: no dice, the same prices every time.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let size = [1_000_000, 1_000_000_000, 1_000_000_000_000, 1_000_000_000_000_000][(round % 4) as usize];
        let n = (state % size).cast_signed();
        let float = n as f64 / 100.0;
        text.clear();
        std::io::Write::write_fmt(&mut text, format_args!("{}.{:02}", n / 100, n % 100)).unwrap();
        let number: Number = serde_json::from_slice(&text).unwrap();
        assert_eq!(number.as_f64(), Some(float));
        let read = Cents::read_major(&number, Rounding::Down).unwrap();
        assert!(read.value.get() == n && read.violation.is_none(), "{n}");
        assert_eq!(read.value.to_json_major().as_f64(), Some(float));
    }
}

/// Doubles of every kind, the one beside a price, and halves.
fn doubles() -> impl Strategy<Value = f64> {
    let wild = any::<f64>().prop_filter("JSON has no other", |x| x.is_finite());
    let near = (any::<i64>(), 10_u32..63, 0_i32..7, -2_i64..=2).prop_map(|(n, shift, decimals, ulps)| {
        let x = (n >> shift) as f64 / 10_f64.powi(decimals);
        f64::from_bits(x.to_bits().saturating_add_signed(ulps))
    });
    prop_oneof![1 => wild, 4 => near.prop_filter("JSON has no other", |x| x.is_finite())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(less(2000, 20)))]

    #[test]
    fn a_double_means_its_shortest_decimal(x in doubles(), currency in prop::sample::select(&["EUR", "JPY", "KWD", "CLF"][..]), rounding in modes()) {
        oracles::money::check_number(&Number::from_f64(x).unwrap(), currency.parse().unwrap(), rounding);
    }

    #[test]
    fn json_and_decimals_say_the_same(value in decimals(), rounding in modes()) {
        // 15 digits are the same number in both.
        prop_assume!(value.mantissa().unsigned_abs() < 1_000_000_000_000_000);
        let number = json(&value.to_string());
        let read = Grams::read_kilograms(&number, rounding);
        let strict = Grams::from_kilograms(value);
        match Grams::from_unit_rounded(value, MassUnit::Kilogram, rounding) {
            Ok(grams) => {
                let read = read.unwrap();
                prop_assert_eq!(read.value, grams);
                prop_assert_eq!(read.violation.map(|v| v.rule()), strict.err().map(|v| v.rule()));
            }
            Err(violation) => prop_assert_eq!(broken(read), violation.rule()),
        }
    }

    #[test]
    fn what_was_written_reads_back_the_same(grams in any::<u32>(), n in -MOST_CENTS..=MOST_CENTS, share in 0_u16..=10_000) {
        let back = |number: Number| json(&number.to_string());
        let grams = Grams::new(grams);
        let read = Grams::read_kilograms(&back(grams.to_json_kilograms()), Rounding::Down);
        prop_assert_eq!(read, Ok(Rounded { value: grams, violation: None }));
        let amount = cents(n);
        let read = Cents::read_major(&back(amount.to_json_major()), Rounding::Down);
        prop_assert_eq!(read, Ok(Rounded { value: amount, violation: None }));
        let share = Percent::new(share).unwrap();
        let read = Percent::read(&back(share.to_json()), Rounding::Down);
        prop_assert_eq!(read, Ok(Rounded { value: share, violation: None }));
        // What is whole is written without a point.
        prop_assert_eq!(amount.to_json_major().is_i64(), n % 100 == 0);
        prop_assert_eq!(grams.to_json_kilograms().is_u64(), grams.get().is_multiple_of(1000));
        prop_assert_eq!(amount.to_json_major().to_string().parse::<f64>(), Ok(amount.to_string().parse().unwrap()));
        prop_assert_eq!(Cents::from_major(amount.to_major()), Ok(amount));
        prop_assert_eq!(Percent::from_decimal(share.to_decimal()), Ok(share));
    }

    #[test]
    fn the_models_own_form_is_the_plain_integer(n in any::<i64>()) {
        let text = n.to_string();
        let read: Option<Cents> = serde_json::from_str(&text).ok();
        prop_assert_eq!(read, Cents::new(n).ok());
        let read: Option<Grams> = serde_json::from_str(&text).ok();
        prop_assert_eq!(read.map(Grams::get), u32::try_from(n).ok());
        let read: Option<CubicCentimetres> = serde_json::from_str(&text).ok();
        prop_assert_eq!(read.map(CubicCentimetres::get), u64::try_from(n).ok());
        if let Ok(amount) = Cents::new(n) {
            prop_assert_eq!(serde_json::to_string(&amount).unwrap(), text);
        }
    }
}

#[test]
fn numbers_of_five_megabytes_are_answered_at_once() {
    let five = less(5_000_000, 500);
    let nines = "9".repeat(five);
    let zeros = "0".repeat(five);
    let hostile = [
        (format!("0.{zeros}1"), Ok(Some(Rule::MoneyFraction))),
        (format!("1.5{zeros}"), Ok(None)),
        (format!("0.{nines}"), Ok(Some(Rule::MoneyFraction))),
        (format!("-0.1{zeros}1e0"), Ok(None)),
        (format!("0.{zeros}15e{}", five + 1), Ok(None)),
        (format!("150{zeros}e-{}", five + 2), Ok(None)),
        (format!("1e-{nines}"), Ok(Some(Rule::MoneyFraction))),
        (format!("1e-0{zeros}"), Ok(None)),
        (String::from("1e-300"), Ok(Some(Rule::MoneyFraction))),
        (String::from("4.9e-324"), Ok(Some(Rule::MoneyFraction))),
        (String::from("1.7e308"), Err(Rule::MoneyTooLarge)),
        (format!("1{zeros}"), Err(Rule::MoneyTooLarge)),
        (format!("1e{nines}"), Err(Rule::MoneyTooLarge)),
    ];
    for (text, expected) in hostile {
        // A reader of JSON may refuse what no double can hold; then it is not here.
        let Ok(number) = serde_json::from_str::<Number>(&text) else { continue };
        let start = Instant::now();
        let read = Cents::read_major(&number, Rounding::Up);
        let took = start.elapsed();
        let name = format!("{} of {} bytes", &text[..6], text.len());
        assert!(took < Duration::from_secs(3), "{name} took {took:?}");
        match (read, expected) {
            (Ok(read), Ok(finer)) => {
                let rule = read.violation.as_ref().map(Violation::rule);
                // A reader without doubles sees the last digit, one with doubles sees zero or the nearest price.
                assert!(rule == finer || rule.is_none() || finer.is_none(), "{name}: {read:?}");
                assert!(read.value.get().abs() <= 150 + 1, "{name}: {read:?}");
                assert!(read.violation.is_none_or(|violation| violation.to_string().len() < 400), "{name}");
            }
            (Err(violation), Err(rule)) => assert_eq!(violation.rule(), rule, "{name}"),
            (read, _) => panic!("{name}: {read:?}"),
        }
    }
}

// The model's own form.

#[track_caller]
fn refused<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    serde_json::from_str::<T>(text).unwrap_err().to_string()
}

#[test]
fn the_models_own_form_is_validated_and_never_repeats_a_text() {
    assert_eq!(serde_json::to_string(&Grams::new(3150)).unwrap(), "3150");
    assert_eq!(serde_json::to_string(&Percent::HUNDRED).unwrap(), "10000");
    assert!(refused::<Percent>("10001").contains("[percent.out-of-range]"));
    assert!(refused::<Quantity>("0").contains("[quantity.out-of-range]"));
    assert!(refused::<Price>("-1").contains("[price.negative]"));
    assert!(refused::<Grams>("-1").contains("[weight.negative]"));
    assert!(refused::<Cents>("1000000000000000").contains("[money.too-large]"));
    assert!(serde_json::from_str::<Grams>("10.5").is_err());
    assert_eq!(serde_json::from_str::<CubicCentimetres>("18446744073709551615").unwrap().get(), u64::MAX);
    // Formats with wider numbers than JSON's.
    let wide = |whole: u128| Grams::deserialize(U128Deserializer::<serde::de::value::Error>::new(whole));
    assert_eq!(wide(3150), Ok(Grams::new(3150)));
    for whole in [1 << 32, u128::MAX] {
        assert!(wide(whole).unwrap_err().to_string().contains("[weight.too-large]"));
    }
    // A share is shown in percent; what no decimal holds, as it is.
    let share =
        |whole: u128| Percent::deserialize(U128Deserializer::<serde::de::value::Error>::new(whole)).unwrap_err();
    assert!(share(10_001).to_string().contains("found 100.01 %"), "{}", share(10_001));
    assert!(share(10_100).to_string().contains("found 101 %"), "{}", share(10_100));
    assert!(share(u128::MAX).to_string().contains(&format!("found {}", i128::MAX)), "{}", share(u128::MAX));
    for message in [
        refused::<Grams>("\"Jane Roe\""),
        refused::<Quantity>("\"Jane Roe\""),
        refused::<Cents>("\"Jane Roe\""),
        refused::<Percent>("\"Jane Roe\""),
        refused::<Dimensions>("\"Jane Roe\""),
        refused::<Dimensions>(r#"{"length": 1, "width": "Jane Roe", "height": 3}"#),
        refused::<Dimensions>(r#"{"length": 1, "width": 2}"#),
        refused::<Dimensions>(r#"{"length": 1, "width": 2, "height": 3, "depth": 4}"#),
    ] {
        assert!(!message.contains("Jane"), "{message}");
    }
    assert!(refused::<Grams>("\"Jane Roe\"").starts_with("expected a whole number, found a text of 8 characters"));
    assert!(refused::<Dimensions>("\"Jane Roe\"").starts_with("expected an object, found a text of 8 characters"));
    let size = Dimensions { length: Centimetres::new(3), width: Centimetres::new(2), height: Centimetres::new(1) };
    let text = serde_json::to_string(&size).unwrap();
    assert_eq!(text, r#"{"length":3,"width":2,"height":1}"#);
    assert_eq!(serde_json::from_str::<Dimensions>(&text).unwrap(), size);
    assert_eq!(size.to_string(), "3 x 2 x 1 cm");
}
