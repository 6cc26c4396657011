//! Conversions against tables that a program in another language made from the written rules: `tests/tables/make.py`.
//!
//! `LASTMILE_TABLE=file` reads a table of any size instead of the committed one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic, and reads a file of its own"
)]

#[path = "common/less.rs"]
mod less;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

use lastmile::units::codec::Rounded;
use lastmile::{
    Centimetres, Cents, CubicCentimetres, Currency, Grams, LengthUnit, MassUnit, Money, Percent, Price, Quantity,
    Rounding, Violation, VolumeUnit,
};
use less::one_in;
use rust_decimal::Decimal;
use serde_json::Number;

/// As the table has it: the value, the value and what a strict reader would have said, or the refusal.
fn strict<T>(outcome: Result<T, Violation>, get: impl FnOnce(T) -> i128) -> String {
    match outcome {
        Ok(value) => get(value).to_string(),
        Err(violation) => format!("! {}", violation.rule().code()),
    }
}

fn lenient<T>(outcome: Result<Rounded<T>, Violation>, get: impl FnOnce(T) -> i128) -> String {
    match outcome {
        Ok(Rounded { value, violation: None }) => get(value).to_string(),
        Ok(Rounded { value, violation: Some(violation) }) => format!("{} {}", get(value), violation.rule().code()),
        Err(violation) => format!("! {}", violation.rule().code()),
    }
}

/// The rounding of a name; none for `exact`.
fn rounding(name: &str) -> Option<Rounding> {
    Some(match name {
        "half-up" => Rounding::HalfUp,
        "half-even" => Rounding::HalfEven,
        "up" => Rounding::Up,
        "down" => Rounding::Down,
        "exact" => return None,
        other => panic!("{other}"),
    })
}

fn unit<U: Copy + ToString>(all: &[U], symbol: &str) -> U {
    *all.iter().find(|unit| unit.to_string() == symbol).unwrap()
}

/// A constructor from a decimal says only the value of what it rounds, so the table's code is asked of the exact one.
fn constructed<T>(
    how: &str,
    exact: impl FnOnce() -> Result<T, Violation>,
    rounded: impl FnOnce(Rounding) -> Result<T, Violation>,
    get: impl Fn(T) -> i128,
) -> String {
    match rounding(how) {
        None => strict(exact(), get),
        Some(rounding) => match (rounded(rounding), exact()) {
            (Ok(value), Err(finer)) => format!("{} {}", get(value), finer.rule().code()),
            (outcome, _) => strict(outcome, get),
        },
    }
}

/// A double of either language; both read back as the same.
fn same_number(ours: &str, theirs: &str) -> bool {
    ours == theirs
        || (theirs.contains(['.', 'e'])
            && ours.parse::<f64>().unwrap().to_bits() == theirs.parse::<f64>().unwrap().to_bits())
}

fn ours(conversion: &str, input: &str, how: &str) -> String {
    let number = || serde_json::from_str::<Number>(input).unwrap();
    let decimal = || Decimal::from_str_exact(input).unwrap();
    let whole = || input.parse::<i64>().unwrap();
    let (first, second) = how.split_once(' ').unwrap_or((how, ""));
    let currency = || first.parse::<Currency>().unwrap();
    let grams = |grams: Grams| i128::from(grams.get());
    let centimetres = |length: Centimetres| i128::from(length.get());
    let volume = |volume: CubicCentimetres| i128::from(volume.get());
    let cents = |cents: Cents| i128::from(cents.get());
    let price = |price: Price| i128::from(price.get());
    let percent = |percent: Percent| i128::from(percent.get());
    let money = |money: Money| i128::from(money.minor());
    let or_none = |decimal: Option<Decimal>| decimal.map_or_else(|| "-".to_owned(), |decimal| decimal.to_string());
    match conversion {
        "grams.json-kilograms" => lenient(Grams::read_kilograms(&number(), rounding(how).unwrap()), grams),
        "grams.json-whole" => strict(Grams::read_whole(&number()), grams),
        "centimetres.json-whole" => strict(Centimetres::read_whole(&number()), centimetres),
        "cubic-centimetres.json-whole" => strict(CubicCentimetres::read_whole(&number()), volume),
        "cents.json-major" => lenient(Cents::read_major(&number(), rounding(how).unwrap()), cents),
        "cents.json-whole" => strict(Cents::read_whole(&number()), cents),
        "price.json-major" => lenient(Price::read_major(&number(), rounding(how).unwrap()), price),
        "price.json-whole" => strict(Price::read_whole(&number()), price),
        "percent.json" => lenient(Percent::read(&number(), rounding(how).unwrap()), percent),
        "quantity.json" => strict(Quantity::read(&number()), |quantity| i128::from(quantity.get())),
        "grams.unit" => {
            let (value, unit) = (decimal(), unit(MassUnit::ALL, first));
            constructed(second, || Grams::from_unit(value, unit), |r| Grams::from_unit_rounded(value, unit, r), grams)
        }
        "centimetres.unit" => {
            let (value, unit) = (decimal(), unit(LengthUnit::ALL, first));
            let rounded = |rounding| Centimetres::from_unit_rounded(value, unit, rounding);
            constructed(second, || Centimetres::from_unit(value, unit), rounded, centimetres)
        }
        "cubic-centimetres.unit" => {
            let (value, unit) = (decimal(), unit(VolumeUnit::ALL, first));
            let rounded = |rounding| CubicCentimetres::from_unit_rounded(value, unit, rounding);
            constructed(second, || CubicCentimetres::from_unit(value, unit), rounded, volume)
        }
        "cents.decimal" => {
            let value = decimal();
            constructed(second, || Cents::from_major(value), |r| Cents::from_major_rounded(value, r), cents)
        }
        "percent.decimal" => {
            let value = decimal();
            constructed(second, || Percent::from_decimal(value), |r| Percent::from_decimal_rounded(value, r), percent)
        }
        "money.decimal" => {
            let (value, currency) = (decimal(), currency());
            let rounded = |rounding| Money::from_major_rounded(value, currency, rounding);
            constructed(second, || Money::from_major(value, currency), rounded, money)
        }
        "money.json" => lenient(Money::read_major(&number(), currency(), rounding(second).unwrap()), money),
        "money.text" => lenient(Money::read_major_text(input, currency(), rounding(second).unwrap()), money),
        "money.hubrise" => strict(Money::read_text(input), money),
        "grams.to-unit" => or_none(Grams::new(input.parse().unwrap()).to_unit(unit(MassUnit::ALL, how))),
        "centimetres.to-unit" => or_none(Centimetres::new(input.parse().unwrap()).to_unit(unit(LengthUnit::ALL, how))),
        "cubic-centimetres.to-unit" => {
            or_none(CubicCentimetres::new(input.parse().unwrap()).to_unit(unit(VolumeUnit::ALL, how)))
        }
        "grams.to-json-kilograms" => Grams::new(input.parse().unwrap()).to_json_kilograms().to_string(),
        "percent.to-json" => Percent::new(input.parse().unwrap()).unwrap().to_json().to_string(),
        "money.to-json" => Money::new(whole(), currency()).unwrap().to_json_major().to_string(),
        "money.to-text" => match Money::new(whole(), currency()).unwrap().to_text() {
            Ok(text) => text,
            Err(violation) => format!("! {}", violation.rule().code()),
        },
        other => panic!("no such conversion: {other}"),
    }
}

#[test]
fn every_conversion_says_what_another_language_works_out() {
    let table: Box<dyn BufRead> = match std::env::var_os("LASTMILE_TABLE") {
        Some(path) => Box::new(BufReader::new(File::open(path).unwrap())),
        None => Box::new(include_str!("tables/conversions.tsv").as_bytes()),
    };
    let (mut rows, mut wrong) = (BTreeMap::<String, usize>::new(), Vec::new());
    for row in table.lines().step_by(one_in(37)) {
        let row = row.unwrap();
        let parts: Vec<&str> = row.split('\t').collect();
        let [conversion, input, how, expected] = parts[..] else { panic!("{row}") };
        let ours = ours(conversion, input, how);
        let is_same = if conversion.contains(".to-json") { same_number(&ours, expected) } else { ours == expected };
        if !is_same && wrong.len() < 50 {
            wrong.push(format!("{row} and not {ours}"));
        }
        match rows.get_mut(conversion) {
            Some(rows) => *rows += 1,
            None => drop(rows.insert(conversion.to_owned(), 1)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(rows.len(), 26, "{rows:?}");
}
