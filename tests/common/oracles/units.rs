//! Weights, lengths, volumes, shares and quantities, from JSON numbers and decimals, beside fractions of any size.

use lastmile::{
    Centimetres, CubicCentimetres, Dimensions, Grams, LengthUnit, MassUnit, Percent, Quantity, Rounding, Rule,
    Violation, VolumeUnit,
};
use rust_decimal::Decimal;
use serde_json::Number;

use super::Dice;
use super::digits::{Exact, ROUNDINGS, Whole};
use super::money::{assert_exact, assert_same};

type Rules = (Rule, Rule, Rule);

const WEIGHT: Rules = (Rule::WeightNegative, Rule::WeightTooLarge, Rule::WeightFraction);
const LENGTH: Rules = (Rule::LengthNegative, Rule::LengthTooLarge, Rule::LengthFraction);
const VOLUME: Rules = (Rule::VolumeNegative, Rule::VolumeTooLarge, Rule::VolumeFraction);
const PERCENT: Rules = (Rule::PercentRange, Rule::PercentRange, Rule::PercentFraction);
const QUANTITY: Rules = (Rule::QuantityRange, Rule::QuantityRange, Rule::QuantityRange);

const U32: i128 = u32::MAX as i128;
const U64: i128 = u64::MAX as i128;

pub fn check(bytes: &[u8]) {
    // One way to round each time, so that there is time for more.
    let rounding = *Dice::of(bytes).one_of(&ROUNDINGS);
    if let Some(Ok(bits)) = bytes.get(..8).map(<[u8; 8]>::try_from) {
        let bits = u64::from_le_bytes(bits);
        if let Some(number) = Number::from_f64(f64::from_bits(bits)) {
            check_number(&number, rounding);
        }
        check_number(&Number::from(bits), rounding);
        check_base(bits, rounding);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(number) = serde_json::from_str::<Number>(text) {
        check_number(&number, rounding);
    }
    if let Ok(decimal) = text.parse::<Decimal>() {
        check_decimal(decimal, rounding);
    }
}

fn check_number(number: &Number, rounding: Rounding) {
    let text = number.to_string();
    let exactly = |digits, least, most| Exact::of_json(&text, digits).unwrap().within(least, most, Rounding::Down);
    let within = |digits, most| Exact::of_json(&text, digits).unwrap().within(0, most, rounding);
    let kilograms = Grams::read_kilograms(number, rounding);
    if let Ok(read) = &kilograms {
        let again = Grams::read_kilograms(&read.value.to_json_kilograms(), Rounding::Down).unwrap();
        assert_eq!((again.value, again.violation), (read.value, None), "what is written reads back");
    }
    assert_same(kilograms, |grams| grams.get().into(), within(3, U32), WEIGHT, &text);
    let percent = Percent::read(number, rounding);
    if let Ok(read) = &percent {
        let again = Percent::read(&read.value.to_json(), Rounding::Down).unwrap();
        assert_eq!((again.value, again.violation), (read.value, None), "what is written reads back");
    }
    assert_same(percent, |percent| percent.get().into(), within(2, 10_000), PERCENT, &text);
    assert_exact(Grams::read_whole(number), |n| n.get().into(), exactly(0, 0, U32), WEIGHT, &text);
    assert_exact(Centimetres::read_whole(number), |n| n.get().into(), exactly(0, 0, U32), LENGTH, &text);
    assert_exact(CubicCentimetres::read_whole(number), |n| n.get().into(), exactly(0, 0, U64), VOLUME, &text);
    assert_exact(Quantity::read(number), |n| n.get().into(), exactly(0, 1, U32), QUANTITY, &text);
}

/// One of a unit in base units, as the standards have it; not read from the crate.
fn mass(unit: MassUnit) -> (u64, u64) {
    match unit {
        MassUnit::Milligram => (1, 1000),
        MassUnit::Gram => (1, 1),
        MassUnit::Kilogram => (1000, 1),
        // The pound is 0.45359237 kg, and has 16 ounces.
        MassUnit::Pound => (45_359_237, 100_000),
        MassUnit::Ounce => (45_359_237, 16 * 100_000),
    }
}

fn length(unit: LengthUnit) -> (u64, u64) {
    match unit {
        LengthUnit::Millimetre => (1, 10),
        LengthUnit::Centimetre => (1, 1),
        LengthUnit::Metre => (100, 1),
        // The inch is 25.4 mm.
        LengthUnit::Inch => (254, 100),
    }
}

fn volume(unit: VolumeUnit) -> (u64, u64) {
    match unit {
        VolumeUnit::CubicCentimetre => (1, 1),
        VolumeUnit::Litre => (1000, 1),
        VolumeUnit::CubicMetre => (1_000_000, 1),
        // The foot has 12 inches of 2.54 cm each.
        VolumeUnit::CubicFoot => (3048_u64.pow(3), 1_000_000),
    }
}

pub fn check_decimal(decimal: Decimal, rounding: Rounding) {
    for unit in MassUnit::ALL {
        let from = |rounding: Option<Rounding>| match rounding {
            None => Grams::from_unit(decimal, *unit),
            Some(rounding) => Grams::from_unit_rounded(decimal, *unit, rounding),
        };
        assert_unit(decimal, rounding, mass(*unit), from, |grams| grams.get().into(), U32, WEIGHT);
    }
    for unit in LengthUnit::ALL {
        let from = |rounding: Option<Rounding>| match rounding {
            None => Centimetres::from_unit(decimal, *unit),
            Some(rounding) => Centimetres::from_unit_rounded(decimal, *unit, rounding),
        };
        assert_unit(decimal, rounding, length(*unit), from, |centimetres| centimetres.get().into(), U32, LENGTH);
    }
    for unit in VolumeUnit::ALL {
        let from = |rounding: Option<Rounding>| match rounding {
            None => CubicCentimetres::from_unit(decimal, *unit),
            Some(rounding) => CubicCentimetres::from_unit_rounded(decimal, *unit, rounding),
        };
        assert_unit(decimal, rounding, volume(*unit), from, |volume| volume.get().into(), U64, VOLUME);
    }
    let percent = |rounding: Option<Rounding>| match rounding {
        None => Percent::from_decimal(decimal),
        Some(rounding) => Percent::from_decimal_rounded(decimal, rounding),
    };
    assert_unit(decimal, rounding, (100, 1), percent, |percent| percent.get().into(), 10_000, PERCENT);
}

fn assert_unit<T>(
    decimal: Decimal,
    rounding: Rounding,
    (of, to): (u64, u64),
    from: impl Fn(Option<Rounding>) -> Result<T, Violation>,
    get: impl Fn(T) -> i128,
    most: i128,
    rules: Rules,
) {
    let text = decimal.to_string();
    let plain = Exact::of_json(&text, 0).unwrap();
    let exact = Exact { above: plain.above.times(of), below: plain.below.times(to), ..plain };
    assert_exact(from(None), &get, exact.within(0, most, Rounding::Down), rules, &text);
    let rounded = exact.within(0, most, rounding).map(|(whole, _)| (whole, false));
    assert_exact(from(Some(rounding)), &get, rounded, rules, &text);
}

/// Base units in each unit, exactly and with any number of decimals.
pub fn check_base(bits: u64, rounding: Rounding) {
    let (small, decimals) = ((bits >> 8) as u32, (bits % 29) as u32);
    for unit in MassUnit::ALL {
        let grams = Grams::new(small);
        let back = |decimal| Grams::from_unit(decimal, *unit).map(|grams| grams.get().into());
        assert_base(small.into(), mass(*unit), grams.to_unit(*unit), back);
        let rounded = grams.to_unit_rounded(*unit, decimals, rounding);
        assert_base_rounded(small.into(), mass(*unit), rounded, decimals, rounding);
    }
    for unit in LengthUnit::ALL {
        let centimetres = Centimetres::new(small);
        let back = |decimal| Centimetres::from_unit(decimal, *unit).map(|centimetres| centimetres.get().into());
        assert_base(small.into(), length(*unit), centimetres.to_unit(*unit), back);
        let rounded = centimetres.to_unit_rounded(*unit, decimals, rounding);
        assert_base_rounded(small.into(), length(*unit), rounded, decimals, rounding);
    }
    for unit in VolumeUnit::ALL {
        let cubic = CubicCentimetres::new(bits);
        let back = |decimal| CubicCentimetres::from_unit(decimal, *unit).map(CubicCentimetres::get);
        assert_base(bits, volume(*unit), cubic.to_unit(*unit), back);
        let rounded = cubic.to_unit_rounded(*unit, decimals, rounding);
        assert_base_rounded(bits, volume(*unit), rounded, decimals, rounding);
    }
    let [length, width, height] = [small, (bits >> 32) as u32, (bits >> 16) as u32].map(Centimetres::new);
    let product = Whole::of(length.get().into()).times(width.get().into()).times(height.get().into());
    let volume = Dimensions { length, width, height }.volume().map(CubicCentimetres::get);
    let expected = product.to_u128().and_then(|volume| u64::try_from(volume).ok());
    assert_eq!(volume.map_err(|violation| violation.rule()), expected.ok_or(Rule::VolumeTooLarge));
}

fn assert_base(
    base: u64,
    (of, to): (u64, u64),
    found: Option<Decimal>,
    back: impl Fn(Decimal) -> Result<u64, Violation>,
) {
    let above = Whole::of(base.into()).times(to);
    match found {
        Some(decimal) => {
            let exact = Exact::of_json(&decimal.to_string(), 0).unwrap();
            assert_eq!(exact.above.times(of), above.product(&exact.below), "{base} is {decimal}");
            assert_eq!(back(decimal), Ok(base));
        }
        None => {
            // No decimal of at most 28 digits behind the point has that value.
            let scaled = above.shifted(28);
            let whole = scaled.over(of);
            let is_exact = whole.times(of) == scaled;
            let fits = whole.to_u128().is_some_and(|mantissa| mantissa < 1 << 96);
            assert!(!is_exact || !fits, "{base} has a decimal");
        }
    }
}

fn assert_base_rounded(base: u64, (of, to): (u64, u64), found: Option<Decimal>, decimals: u32, rounding: Rounding) {
    let above = Whole::of(base.into()).times(to).shifted(decimals as usize);
    let exact = Exact { negative: false, above, below: Whole::of(of.into()) };
    let expected = exact.within(0, (1 << 96) - 1, rounding).ok().map(|(mantissa, _)| mantissa);
    assert_eq!(found.map(|decimal| decimal.mantissa()), expected, "{base} with {decimals} decimals");
    assert!(found.is_none_or(|decimal| decimal.scale() == decimals));
}
