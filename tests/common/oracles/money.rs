//! Amounts and degrees, as text and as JSON numbers, beside whole numbers of any size.

use lastmile::{Cents, Currency, Kind, Latitude, Longitude, Money, Price, Rounded, Rounding, Rule, Violation};
use rust_decimal::Decimal;
use serde_json::Number;

use super::Dice;
use super::digits::{Exact, Outside, ROUNDINGS};

/// The most minor units.
const MOST: i128 = 999_999_999_999_999;

pub fn check(bytes: &[u8]) {
    // One way to round and one number of decimals each time, so that there is time for more.
    let mut dice = Dice::of(bytes);
    let rounding = *dice.one_of(&ROUNDINGS);
    let currency: Currency = dice.one_of(&["EUR", "JPY", "KWD", "CLF"]).parse().unwrap();
    if let Some(Ok(bits)) = bytes.get(..8).map(<[u8; 8]>::try_from)
        && let Some(number) = Number::from_f64(f64::from_bits(u64::from_le_bytes(bits)))
    {
        check_number(&number, currency, rounding);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    check_text(text);
    check_degrees(text);
    check_number_text(text, currency, rounding);
    if let Ok(number) = serde_json::from_str::<Number>(text) {
        check_number(&number, currency, rounding);
    }
    if let Ok(decimal) = text.parse::<Decimal>() {
        check_decimal(decimal, currency, rounding);
    }
}

/// What a type answers beside what the reference answers.
#[track_caller]
pub fn assert_same<T>(
    found: Result<Rounded<T>, Violation>,
    get: impl Fn(T) -> i128,
    expected: Result<(i128, bool), Outside>,
    (below, above, finer): (Rule, Rule, Rule),
    what: &str,
) {
    let found = found
        .map(|rounded| (get(rounded.value), rounded.violation.map(|violation| violation.rule())))
        .map_err(|violation| violation.rule());
    let expected = expected
        .map(|(number, rounded)| (number, rounded.then_some(finer)))
        .map_err(|side| if side == Outside::Below { below } else { above });
    assert_eq!(found, expected, "{what}");
}

/// The same for a constructor that does not round.
#[track_caller]
pub fn assert_exact<T>(
    found: Result<T, Violation>,
    get: impl Fn(T) -> i128,
    expected: Result<(i128, bool), Outside>,
    rules: (Rule, Rule, Rule),
    what: &str,
) {
    let found = found.map(get).map_err(|violation| violation.rule());
    let expected = match expected {
        Ok((number, false)) => Ok(number),
        Ok((_, true)) => Err(rules.2),
        Err(Outside::Below) => Err(rules.0),
        Err(Outside::Above) => Err(rules.1),
    };
    assert_eq!(found, expected, "{what}");
}

const MONEY: (Rule, Rule, Rule) = (Rule::MoneyTooLarge, Rule::MoneyTooLarge, Rule::MoneyFraction);
const PRICE: (Rule, Rule, Rule) = (Rule::PriceNegative, Rule::MoneyTooLarge, Rule::MoneyFraction);

/// `4.50 EUR`: digits, a point, two decimals, a blank, a code.
fn check_text(text: &str) {
    let found = Money::read_text(text);
    let expected = text.split_once(' ').and_then(|(amount, code)| {
        let currency = Currency::all().find(|currency| currency.code() == code)?;
        let (whole, decimals) = amount.strip_prefix('-').unwrap_or(amount).split_once('.')?;
        let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let shaped = are_digits(whole) && are_digits(decimals) && decimals.len() == 2;
        shaped.then_some((currency, amount.starts_with('-'), whole, decimals))
    });
    let Some((currency, negative, whole, decimals)) = expected else {
        let violation = found.expect_err("it is not written as an amount");
        let is_of_money = violation.rule().code().starts_with("money.") && violation.rule().kind() == Kind::Format;
        assert!(is_of_money || violation.rule() == Rule::CurrencyUnknown, "{violation}");
        return;
    };
    let sign = if negative { "-" } else { "" };
    let whole = if whole.bytes().all(|byte| byte == b'0') { "0" } else { whole.trim_start_matches('0') };
    let plain = format!("{sign}{whole}.{decimals}");
    let exact = Exact::of_json(&plain, i64::from(currency.exponent())).unwrap();
    let read = found.clone();
    assert_exact(found, |money| i128::from(money.minor()), exact.within(-MOST, MOST, Rounding::Down), MONEY, text);
    if let Ok(money) = read {
        assert_eq!(money.currency(), currency);
        let minus_nothing = plain == "-0.00";
        let expected = format!("{} {currency}", if minus_nothing { "0.00" } else { &plain });
        assert_eq!(money.to_text().as_ref(), Ok(&expected), "what was read is written back");
        assert_eq!(Money::read_text(&expected), Ok(money));
    }
}

/// An amount that stands in a text, each of whose digits counts.
fn check_number_text(text: &str, currency: Currency, rounding: Rounding) {
    let found = Money::read_major_text(text, currency, rounding);
    let Some(exact) = Exact::of_json(text, i64::from(currency.exponent())) else {
        assert_eq!(found.map_err(|violation| violation.rule()), Err(Rule::AmountFormat), "{text}");
        return;
    };
    let expected = exact.within(-MOST, MOST, rounding);
    assert_same(found, |money| i128::from(money.minor()), expected, MONEY, text);
}

pub fn check_number(number: &Number, currency: Currency, rounding: Rounding) {
    let text = number.to_string();
    if let (Some(double), true) = (number.as_f64(), number.is_f64()) {
        assert_eq!(text.parse::<f64>().map(f64::to_bits), Ok(double.to_bits()), "the shortest text is that double");
    }
    let exact = Exact::of_json(&text, i64::from(currency.exponent())).unwrap();
    let found = Money::read_major(number, currency, rounding);
    if let Ok(read) = &found {
        let again = Money::read_major(&read.value.to_json_major(), currency, Rounding::Down).unwrap();
        assert_eq!((again.value, again.violation), (read.value, None), "what is written reads back");
        let text = Money::read_major_text(&read.value.to_json_major().to_string(), currency, Rounding::Down);
        assert_eq!(text.map(|text| text.value), Ok(read.value), "in a text, too");
    }
    assert_same(found, |money| i128::from(money.minor()), exact.within(-MOST, MOST, rounding), MONEY, &text);
    let hundredths = Exact::of_json(&text, 2).unwrap();
    let cents = Cents::read_major(number, rounding);
    assert_same(cents, |cents| cents.get().into(), hundredths.within(-MOST, MOST, rounding), MONEY, &text);
    let price = Price::read_major(number, rounding);
    assert_same(price, |price| price.get().into(), hundredths.within(0, MOST, rounding), PRICE, &text);
    let whole = Exact::of_json(&text, 0).unwrap();
    let cents = whole.within(-MOST, MOST, Rounding::Down);
    assert_exact(Cents::read_whole(number), |cents| cents.get().into(), cents, MONEY, &text);
    let price = whole.within(0, MOST, Rounding::Down);
    assert_exact(Price::read_whole(number), |price| price.get().into(), price, PRICE, &text);
}

pub fn check_decimal(decimal: Decimal, currency: Currency, rounding: Rounding) {
    let text = decimal.to_string();
    let exact = Exact::of_json(&text, i64::from(currency.exponent())).unwrap();
    let minor = |money: Money| i128::from(money.minor());
    let found = Money::from_major(decimal, currency);
    if let Ok(money) = &found {
        assert_eq!(money.to_major(), decimal, "an exact amount is what it was made of");
    }
    assert_exact(found, minor, exact.within(-MOST, MOST, Rounding::Down), MONEY, &text);
    let found = Money::from_major_rounded(decimal, currency, rounding).map_err(|violation| violation.rule());
    let expected = exact.within(-MOST, MOST, rounding).map(|(minor, _)| minor).map_err(|_| Rule::MoneyTooLarge);
    assert_eq!(found.map(minor), expected, "{text}");
    let exact = Exact::of_json(&text, 2).unwrap();
    let cents = |cents: Cents| i128::from(cents.get());
    assert_exact(Cents::from_major(decimal), cents, exact.within(-MOST, MOST, Rounding::Down), MONEY, &text);
    let price = exact.within(0, MOST, Rounding::Down);
    assert_exact(Price::from_major(decimal), |price| price.get().into(), price, PRICE, &text);
    let found = Cents::from_major_rounded(decimal, rounding).map(cents).map_err(|violation| violation.rule());
    let expected = exact.within(-MOST, MOST, rounding).map(|(minor, _)| minor).map_err(|_| Rule::MoneyTooLarge);
    assert_eq!(found, expected, "{text}");
}

/// Digits and perhaps a point and more digits: the nearest double, and whether it says as much.
fn check_degrees(text: &str) {
    let magnitude = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = magnitude.split_once('.').unwrap_or((magnitude, "0"));
    let shaped =
        [whole, decimals].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let found = Latitude::read_text(text);
    if !shaped {
        assert_eq!(found.map_err(|violation| violation.rule()), Err(Rule::DegreesMalformed), "{text}");
        let longitude = Longitude::read_text(text);
        assert_eq!(longitude.map_err(|violation| violation.rule()), Err(Rule::DegreesMalformed), "{text}");
        return;
    }
    // By digits and not as a double: 90.00000000000000001 is read as 90.
    let trimmed = whole.trim_start_matches('0');
    let sign = if text.starts_with('-') { "-" } else { "" };
    let plain = format!("{sign}{}.{decimals}", if trimmed.is_empty() { "0" } else { trimmed });
    let nearest: f64 = plain.parse().unwrap();
    match found {
        Ok(read) => {
            assert_eq!(read.value.degrees().to_bits(), (nearest + 0.0).to_bits(), "there is one zero");
            assert!(nearest.abs() <= 90.0);
            let back = read.value.to_text();
            assert_eq!(Latitude::read_text(&back), Ok(Rounded { value: read.value, violation: None }));
            let [text_says, double_says] = [&plain, &back].map(|text| Exact::of_json(text, 0).unwrap());
            let same = text_says.above.product(&double_says.below) == double_says.above.product(&text_says.below);
            assert_eq!(read.violation.is_none(), same, "{text} is read as {back}");
        }
        Err(violation) => {
            assert_eq!(violation.rule(), Rule::LatitudeRange, "{text}");
            assert!(nearest.abs() > 90.0);
        }
    }
    let longitude = Longitude::read_text(text);
    assert_eq!(longitude.is_ok(), nearest.abs() <= 180.0, "{text}");
}
