//! Amounts of a named currency.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "tests")]

use std::cmp::Ordering;

use lastmile::{Cents, Currency, Found, Money, Rounding, Rule, Violation};
use proptest::prelude::*;
use rust_decimal::Decimal;

const MOST: i64 = 999_999_999_999_999;

fn dec(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

#[track_caller]
fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

#[track_caller]
fn broken<T: std::fmt::Debug>(result: Result<T, Violation>) -> Rule {
    result.unwrap_err().rule()
}

#[test]
#[cfg_attr(miri, ignore = "a table of 17,576 codes")]
fn codes_and_exponents_are_those_of_iso_4217() {
    let letters = || (b'A'..=b'Z').map(char::from);
    let mut count = 0;
    for first in letters() {
        for second in letters() {
            for third in letters() {
                let code = String::from_iter([first, second, third]);
                let listed = match code.as_str() {
                    // Superseded in 2025, and in that table no longer.
                    "ANG" => Some(2),
                    code => iso_currency::Currency::from_code(code).and_then(iso_currency::Currency::exponent),
                };
                let ours = code.parse::<Currency>().ok();
                assert_eq!(ours.map(|currency| u16::from(currency.exponent())), listed, "{code}");
                if let Some(currency) = ours {
                    assert_eq!(currency.code(), code);
                    assert_eq!(currency.to_string(), code);
                    count += 1;
                }
            }
        }
    }
    assert_eq!(count, 171);
    let mut all: Vec<Currency> = Currency::all().collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count);
}

#[test]
fn only_the_three_capital_letters_of_a_currency_name_it() {
    for text in ["", "E", "EU", "eur", "Eur", " EUR", "EUR ", "EURO", "EU R", "AED AFN", "€", "XXX", "XAU", "EUX", "日"]
    {
        assert_eq!(broken(text.parse::<Currency>()), Rule::CurrencyUnknown, "{text}");
    }
    assert!("EUX".parse::<Currency>().unwrap_err().to_string().contains("found EUX ["));
    assert!(!"Jane Roe".parse::<Currency>().unwrap_err().to_string().contains("Jane"));
}

#[test]
fn an_amount_has_the_decimals_of_its_currency() {
    for (code, minor, text) in [
        ("EUR", 450, "4.50 EUR"),
        ("GBP", -5, "-0.05 GBP"),
        ("USD", 0, "0.00 USD"),
        ("JPY", 450, "450 JPY"),
        ("KWD", 1234, "1.234 KWD"),
        ("CLF", 1, "0.0001 CLF"),
    ] {
        assert_eq!(Money::new(minor, currency(code)).unwrap().to_string(), text);
    }
    assert_eq!(broken(Money::from_major(dec("4.5"), currency("JPY"))), Rule::MoneyFraction);
    assert_eq!(Money::from_major(dec("4.000"), currency("JPY")).unwrap().minor(), 4);
    assert_eq!(broken(Money::from_major(dec("4.505"), currency("EUR"))), Rule::MoneyFraction);
    let violation = Money::from_major(dec("4.505"), currency("EUR")).unwrap_err();
    assert_eq!(violation.found().as_str(), "4.505 EUR");
    assert_eq!(Money::from_major(dec("4.505"), currency("KWD")).unwrap().minor(), 4505);
    let rounded = [Rounding::HalfUp, Rounding::HalfEven, Rounding::Up, Rounding::Down]
        .map(|mode| Money::from_major_rounded(dec("-4.505"), currency("EUR"), mode).unwrap().minor());
    assert_eq!(rounded, [-451, -450, -451, -450]);
}

#[test]
fn what_could_be_a_phone_number_or_a_name_is_not_shown_as_an_amount() {
    for (text, shown) in [
        ("12.345 EUR", "\"12.345 EUR\""),
        ("1234567 EUR", "\"1234567 EUR\""),
        ("12345678 EUR", "a text of 12 characters"),
        ("12.345 EURO", "a text of 11 characters"),
        ("12.345         EUR", "a text of 18 characters"),
        ("EUR", "a text of 3 characters"),
        ("1 eur", "a text of 5 characters"),
    ] {
        assert_eq!(Found::amount(text).as_str(), shown);
    }
    let too_large = Money::read_major_text("4111111111111111", currency("COP"), Rounding::HalfUp).unwrap_err();
    assert_eq!((too_large.rule(), too_large.found().as_str()), (Rule::MoneyTooLarge, "a text of 16 characters"));
    let finer = |text| Money::read_major_text(text, currency("COP"), Rounding::HalfUp).unwrap().violation.unwrap();
    assert_eq!(finer("-66.555").found().as_str(), "-66.555 COP");
    assert_eq!(finer("33612345678.125").found().as_str(), "a text of 15 characters");
}

#[test]
fn limits_hold_on_both_sides() {
    let eur = currency("EUR");
    assert_eq!(Money::new(MOST, eur).unwrap().minor(), MOST);
    assert_eq!(Money::new(-MOST, eur).unwrap().minor(), -MOST);
    assert_eq!(broken(Money::new(MOST + 1, eur)), Rule::MoneyTooLarge);
    assert_eq!(broken(Money::new(-MOST - 1, eur)), Rule::MoneyTooLarge);
    assert_eq!(broken(Money::from_major(Decimal::MIN, currency("CLF"))), Rule::MoneyTooLarge);
    let most = Money::new(MOST, eur).unwrap();
    let cent = Money::new(1, eur).unwrap();
    assert_eq!(broken(most.checked_add(cent)), Rule::MoneyTooLarge);
    assert_eq!(most.checked_sub(cent).unwrap().minor(), MOST - 1);
    assert_eq!(broken(most.checked_mul(2)), Rule::MoneyTooLarge);
    assert_eq!(cent.checked_mul(u32::MAX).unwrap().minor(), i64::from(u32::MAX));
}

#[test]
fn different_currencies_do_not_mix() {
    let euro = Money::new(100, currency("EUR")).unwrap();
    let dollar = Money::new(100, currency("USD")).unwrap();
    assert_eq!(broken(euro.checked_add(dollar)), Rule::MoneyOtherCurrency);
    assert_eq!(broken(euro.checked_sub(dollar)), Rule::MoneyOtherCurrency);
    assert_eq!(broken(euro.checked_cmp(dollar)), Rule::MoneyOtherCurrency);
    assert_ne!(euro, dollar);
    assert_eq!(euro.checked_cmp(euro.checked_add(euro).unwrap()), Ok(Ordering::Less));
    assert_eq!(euro.checked_add(dollar).unwrap_err().found().as_str(), "EUR and USD");
}

#[test]
fn the_models_own_form_is_validated_and_never_repeats_a_text() {
    let fee = Money::new(450, currency("EUR")).unwrap();
    let text = serde_json::to_string(&fee).unwrap();
    assert_eq!(text, r#"{"minor":450,"currency":"EUR"}"#);
    assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), fee);
    for (text, code) in [
        (r#"{"minor":1000000000000000,"currency":"EUR"}"#, "money.too-large"),
        (r#"{"minor":450,"currency":"XXX"}"#, "currency.unknown"),
        (r#"{"minor":450,"currency":"Jane Roe"}"#, "currency.unknown"),
        (r#"{"minor":"Jane Roe","currency":"EUR"}"#, "a text of 8 characters"),
        (r#"{"minor":450}"#, "missing field"),
        (r#"{"minor":450,"minor":451,"currency":"EUR"}"#, "duplicate field"),
        (r#""Jane Roe""#, "a text of 8 characters"),
    ] {
        let message = serde_json::from_str::<Money>(text).unwrap_err().to_string();
        assert!(message.contains(code) && !message.contains("Jane"), "{message}");
    }
}

proptest! {
    #[test]
    fn a_major_amount_reads_back_the_same(n in -MOST..=MOST, index in 0_usize..171) {
        let currency = Currency::all().nth(index).unwrap();
        let money = Money::new(n, currency).unwrap();
        prop_assert_eq!(Money::from_major(money.to_major(), currency), Ok(money));
        let (number, code) = money.to_string().split_once(' ').map(|(n, c)| (n.to_owned(), c.to_owned())).unwrap();
        prop_assert_eq!(Money::from_major(dec(&number), code.parse().unwrap()), Ok(money));
        let text = serde_json::to_string(&money).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), money);
        prop_assert_eq!(number.replace(['.', '-'], "").parse::<u64>().unwrap(), n.unsigned_abs());
    }

    #[test]
    fn an_amount_in_a_text_with_two_decimals_reads_back_the_same_or_has_none(n in -MOST..=MOST, index in 0_usize..171) {
        let currency = Currency::all().nth(index).unwrap();
        let money = Money::new(n, currency).unwrap();
        match money.to_text() {
            Ok(text) => {
                prop_assert_eq!(Money::read_text(&text), Ok(money));
                let major = dec(text.split_once(' ').unwrap().0);
                prop_assert_eq!((major, major.scale()), (money.to_major(), 2));
            }
            Err(violation) => {
                prop_assert_eq!(violation.rule(), Rule::MoneyTooManyDecimals);
                prop_assert!(money.to_major().normalize().scale() > 2);
            }
        }
    }

    #[test]
    fn any_text_is_an_amount_or_breaks_a_rule(text in "[-+]?[0-9.,]{0,6} ?([A-Z]{3}|EUR|[a-z0-9]{1,4})?") {
        if let Ok(money) = Money::read_text(&text) {
            let zeros = |text: &str| text.replace('-', "").trim_start_matches('0').to_owned();
            prop_assert_eq!(zeros(&money.to_text().unwrap()), zeros(&text), "zeros in front are the only other way");
        }
    }

    #[test]
    fn cents_and_money_with_two_decimals_agree(n in any::<i64>(), scale in 0_u32..=8) {
        let value = Decimal::new(n, scale);
        let money = Money::from_major(value, currency("BRL"));
        let cents = Cents::from_major(value);
        prop_assert_eq!(money.as_ref().ok().map(|money| money.minor()), cents.as_ref().ok().map(|cents| cents.get()));
        prop_assert_eq!(money.err().map(|v| v.rule()), cents.err().map(|v| v.rule()));
    }
}

#[test]
fn what_is_no_price_is_shown_with_its_currency_unless_that_is_finer_than_a_price() {
    let found = |minor, code: &str| {
        let money = Money::new(minor, code.parse().unwrap()).unwrap();
        let refused = money.to_price().unwrap_err();
        (refused.rule(), refused.found().as_str().to_owned())
    };
    assert_eq!(found(-1, "EUR"), (Rule::PriceNegative, "-0.01 EUR".to_owned()));
    assert_eq!(found(1234, "KWD"), (Rule::MoneyFraction, "1.234".to_owned()), "which is a whole number of fils");
    assert_eq!(found(999_999_999_999_999, "JPY"), (Rule::MoneyTooLarge, "999999999999999 JPY".to_owned()));
}
