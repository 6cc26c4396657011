//! The door for JSON numbers: doubles in, whole numbers of the base unit out, and back.
//!
//! JSON has decimals and most programs read them as doubles, in which `293.15 * 100.0` is 29314.999999999996. Here no
//! result of a float multiplication is ever believed. A double `x` stands for `n` units with `P` decimals if it is the
//! double that a correct reader makes of the text of `n / 10^P`, and that is checked in the one direction that is exact:
//!
//! 1. **The check.** `n` has at most 15 digits, so it is less than 2^53, and `10^P` is small; both are exact doubles. IEEE
//!    754 division returns the double nearest to the true quotient, which is just what reading the decimal text means.
//!    So `n as f64 / 10^P == x` says: whoever writes this amount and reads it back gets `x`.
//! 2. **Only one `n` passes.** Neighbouring amounts are `10^-P` apart. Doubles near `n / 10^P` are at most 2^-52 of it
//!    apart, and as `n` is less than 10^15, that is less than 0.23 of `10^-P`. Rounding to the nearest double therefore never
//!    takes two amounts to the same one: equal quotients mean equal amounts.
//! 3. **The candidate is the right one.** If `x` is that quotient, then `x * 10^P` is `n` with two roundings of at most
//!    2^-53 each, so it is off by less than 0.23, and the nearest whole number is `n`. The product is only a guess; a wrong
//!    guess fails the check.
//!
//! So every amount with at most 15 digits that someone wrote with at most `P` decimals is found without looking at text.
//! What is left is finer, greater, or both. There the shortest decimal text that reads as `x` counts (the one that
//! serde_json writes), its digits are looked at once, and the named [`Rounding`] decides, with a [`Violation`] beside the
//! value that says what a strict constructor would have said. Text would give the first answer too, only more slowly.
//!
//! If a host turns on serde_json's `arbitrary_precision`, the check comes first all the same, so that the same bytes give
//! the same answer: `45.40000000000000001` is 45.40, as no reader with doubles can tell. Only beyond it, digits count that
//! no double can hold.
//!
//! ```
//! use lastmile::{Cents, Grams, Rounding, Rule};
//! use serde_json::Number;
//!
//! let price: Number = serde_json::from_str("293.15")?;
//! let price = Cents::read_major(&price, Rounding::HalfUp)?;
//! assert_eq!((price.value, price.violation), (Cents::new(29_315)?, None));
//!
//! let weight: Number = serde_json::from_str("3.1505")?;
//! let weight = Grams::read_kilograms(&weight, Rounding::HalfUp)?;
//! assert_eq!(weight.value, Grams::new(3151));
//! assert_eq!(weight.violation.map(|violation| violation.rule()), Some(Rule::WeightFraction));
//! assert_eq!(weight.value.to_json_kilograms().to_string(), "3.151");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use alloc::string::ToString;
use core::fmt::Display;

use serde_json::Number;

use crate::rule::{Found, Rule, Violation};
use crate::units::minor::LIMIT;
use crate::units::{
    Centimetres, Cents, CubicCentimetres, Grams, Minor, Percent, Price, Quantity, Rounding, Scaled, Sealed,
};

/// A value, and what a strict constructor would have said: nothing if the value is exact.
///
/// ```
/// use lastmile::{Percent, Rounding, Rule};
///
/// let read = Percent::read(&serde_json::from_str("8.875")?, Rounding::HalfEven)?;
/// assert_eq!(read.value, Percent::new(888)?);
/// assert_eq!(read.violation.map(|violation| violation.rule()), Some(Rule::PercentFraction));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rounded<T> {
    /// The nearest by the rounding that was asked for, or the exact one.
    pub value: T,
    /// The rule that was broken, and by which number; `None` if nothing was rounded.
    pub violation: Option<Violation>,
}

impl Grams {
    /// A number of kilograms, such as `3.15`.
    ///
    /// ```
    /// use lastmile::{Grams, Rounding, Rule};
    ///
    /// let read = Grams::read_kilograms(&serde_json::from_str("3.15")?, Rounding::HalfUp)?;
    /// assert_eq!((read.value, read.violation), (Grams::new(3150), None));
    /// let below = Grams::read_kilograms(&serde_json::from_str("-0.0001")?, Rounding::HalfUp).unwrap_err();
    /// assert_eq!(below.rule(), Rule::WeightNegative, "also where it would be rounded to zero");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::WeightNegative`] and [`Rule::WeightTooLarge`], which hold before rounding and after.
    pub fn read_kilograms(number: &Number, rounding: Rounding) -> Result<Rounded<Grams>, Violation> {
        read::<3, _>(number, "kg", rounding)
    }

    /// A whole number of grams; `10.0` is one too.
    ///
    /// ```
    /// use lastmile::{Grams, Rule};
    ///
    /// assert_eq!(Grams::read_whole(&serde_json::from_str("10.0")?)?, Grams::new(10));
    /// let half = Grams::read_whole(&serde_json::from_str("10.5")?).unwrap_err();
    /// assert_eq!(half.rule(), Rule::WeightFraction);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::WeightNegative`], [`Rule::WeightTooLarge`], [`Rule::WeightFraction`].
    pub fn read_whole(number: &Number) -> Result<Grams, Violation> {
        read_whole(number, "g")
    }

    /// In kilograms: an integer if it is one, else the double that reads back as the same weight.
    ///
    /// ```
    /// use lastmile::Grams;
    ///
    /// assert_eq!(Grams::new(3150).to_json_kilograms().to_string(), "3.15");
    /// assert_eq!(Grams::new(3000).to_json_kilograms().to_string(), "3");
    /// ```
    pub fn to_json_kilograms(self) -> Number {
        write::<3>(i64::from(self.get()))
    }
}

impl Centimetres {
    /// A whole number of centimetres; `10.0` is one too.
    ///
    /// ```
    /// use lastmile::{Centimetres, Rule};
    ///
    /// assert_eq!(Centimetres::read_whole(&125.into())?, Centimetres::new(125));
    /// assert_eq!(Centimetres::read_whole(&(-1).into()).unwrap_err().rule(), Rule::LengthNegative);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::LengthNegative`], [`Rule::LengthTooLarge`], [`Rule::LengthFraction`].
    pub fn read_whole(number: &Number) -> Result<Centimetres, Violation> {
        read_whole(number, "cm")
    }
}

impl CubicCentimetres {
    /// A whole number of cubic centimetres; `10.0` is one too.
    ///
    /// ```
    /// use lastmile::CubicCentimetres;
    ///
    /// assert_eq!(CubicCentimetres::read_whole(&4000.into())?, CubicCentimetres::new(4000));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::VolumeNegative`], [`Rule::VolumeTooLarge`], [`Rule::VolumeFraction`].
    pub fn read_whole(number: &Number) -> Result<CubicCentimetres, Violation> {
        read_whole(number, "cm³")
    }
}

impl Cents {
    /// A number of units of the currency, such as `293.15`.
    ///
    /// ```
    /// use lastmile::{Cents, Rounding};
    ///
    /// let discount = Cents::read_major(&serde_json::from_str("-0.05")?, Rounding::HalfUp)?;
    /// assert_eq!((discount.value, discount.violation), (Cents::new(-5)?, None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`], which holds before rounding and after.
    pub fn read_major(number: &Number, rounding: Rounding) -> Result<Rounded<Cents>, Violation> {
        read::<2, _>(number, "", rounding)
    }

    /// A whole number of hundredths; `10.0` is one too.
    ///
    /// ```
    /// use lastmile::{Cents, Rule};
    ///
    /// assert_eq!(Cents::read_whole(&6909.into())?, Cents::new(6909)?);
    /// let part = Cents::read_whole(&serde_json::from_str("69.09")?).unwrap_err();
    /// assert_eq!(part.rule(), Rule::MoneyFraction, "where cents are asked for");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`], [`Rule::MoneyFraction`].
    pub fn read_whole(number: &Number) -> Result<Cents, Violation> {
        read_whole(number, "")
    }

    /// In units of the currency: an integer if it is one, else the double that reads back as the same amount.
    ///
    /// ```
    /// use lastmile::Cents;
    ///
    /// assert_eq!(Cents::new(29_315)?.to_json_major().to_string(), "293.15");
    /// assert_eq!(Cents::new(-500)?.to_json_major().to_string(), "-5");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn to_json_major(self) -> Number {
        write::<2>(self.get())
    }
}

impl Price {
    /// A number of units of the currency, such as `293.15`.
    ///
    /// ```
    /// use lastmile::{Price, Rounding, Rule};
    ///
    /// let price = Price::read_major(&serde_json::from_str("293.155")?, Rounding::HalfUp)?;
    /// assert_eq!(price.value.get(), 29_316);
    /// assert_eq!(price.violation.map(|violation| violation.rule()), Some(Rule::MoneyFraction));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::PriceNegative`] and [`Rule::MoneyTooLarge`], which hold before rounding and after.
    pub fn read_major(number: &Number, rounding: Rounding) -> Result<Rounded<Price>, Violation> {
        read::<2, _>(number, "", rounding)
    }

    /// A whole number of hundredths; `10.0` is one too.
    ///
    /// ```
    /// use lastmile::{Price, Rule};
    ///
    /// assert_eq!(Price::read_whole(&1200.into())?.to_string(), "12.00");
    /// assert_eq!(Price::read_whole(&(-1).into()).unwrap_err().rule(), Rule::PriceNegative);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::PriceNegative`], [`Rule::MoneyTooLarge`], [`Rule::MoneyFraction`].
    pub fn read_whole(number: &Number) -> Result<Price, Violation> {
        read_whole(number, "")
    }

    /// In units of the currency: an integer if it is one, else the double that reads back as the same price.
    ///
    /// ```
    /// use lastmile::{Cents, Price};
    ///
    /// assert_eq!(Price::new(Cents::new(4540)?)?.to_json_major().to_string(), "45.4");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn to_json_major(self) -> Number {
        write::<2>(self.get())
    }
}

impl Percent {
    /// A number of percent, such as `5.5`.
    ///
    /// ```
    /// use lastmile::{Percent, Rounding};
    ///
    /// let vat = Percent::read(&serde_json::from_str("5.5")?, Rounding::HalfUp)?;
    /// assert_eq!(vat.value, Percent::new(550)?);
    /// assert_eq!(vat.value.to_json().to_string(), "5.5");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::PercentRange`], which holds before rounding and after.
    pub fn read(number: &Number, rounding: Rounding) -> Result<Rounded<Percent>, Violation> {
        read::<2, _>(number, "%", rounding)
    }

    /// In percent: an integer if it is one, else the double that reads back as the same share.
    pub fn to_json(self) -> Number {
        write::<2>(i64::from(self.get()))
    }
}

impl Quantity {
    /// A whole number from 1; `10.0` is one too.
    ///
    /// ```
    /// use lastmile::{Quantity, Rule};
    ///
    /// assert_eq!(Quantity::read(&serde_json::from_str("2.0")?)?.get(), 2);
    /// assert_eq!(Quantity::read(&0.into()).unwrap_err().rule(), Rule::QuantityRange);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::QuantityRange`].
    pub fn read(number: &Number) -> Result<Quantity, Violation> {
        read_whole(number, "")
    }
}

/// A number of units of a currency that has so many decimals. No currency has one; those with four are the finest.
pub(crate) fn read_minor(
    number: &Number,
    decimals: u8,
    unit: &str,
    rounding: Rounding,
) -> Result<Rounded<Minor>, Violation> {
    match decimals {
        0 => read::<0, _>(number, unit, rounding),
        2 => read::<2, _>(number, unit, rounding),
        3 => read::<3, _>(number, unit, rounding),
        _ => read::<4, _>(number, unit, rounding),
    }
}

/// The same for a number that came as text: each of its digits counts.
pub(crate) fn read_minor_text(
    text: &str,
    decimals: u8,
    unit: &str,
    rounding: Rounding,
) -> Result<Rounded<Minor>, Violation> {
    // Many digits in a text may be the number of a phone or of a card.
    let is_amount = text.split(['.', 'e', 'E']).next().is_some_and(|whole| whole.trim_start_matches('-').len() <= 7);
    let found = |rule: Rule| rule.broken_by(if is_amount { shown(text, unit) } else { Found::text(text) });
    let number = number_text(text)?;
    let scaled = Scaled::of_text(number, u32::from(decimals)).ok_or(Minor::FINER);
    let (value, finer) = scaled.and_then(|scaled| scaled.rounded(rounding)).map_err(found)?;
    Ok(Rounded { value, violation: finer.map(found) })
}

/// The way back from [`read_minor`].
pub(crate) fn write_minor(minor: Minor, decimals: u8) -> Number {
    match decimals {
        0 => write::<0>(minor.get()),
        2 => write::<2>(minor.get()),
        3 => write::<3>(minor.get()),
        _ => write::<4>(minor.get()),
    }
}

/// The text, if it is a number as RFC 8259 writes it: no plus sign, no zeros in front, digits on both sides of the point.
pub(crate) fn number_text(text: &str) -> Result<&str, Violation> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) =
        number.split_once(['e', 'E']).map_or((number, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    let (whole, fraction) =
        mantissa.split_once('.').map_or((mantissa, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_number = digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)));
    if is_number { Ok(text) } else { Err(Rule::AmountFormat.broken_by(Found::text(text))) }
}

/// A number of units with `P` decimals; `unit` is for the message.
fn read<const P: u32, T: Sealed>(number: &Number, unit: &str, rounding: Rounding) -> Result<Rounded<T>, Violation> {
    let found = |rule: Rule| rule.broken_by(shown(number, unit));
    let (value, finer) = match whole::<P>(number) {
        Some(whole) => (T::seal(whole).map_err(found)?, None),
        None => scaled::<P, T>(number).and_then(|scaled| scaled.rounded(rounding)).map_err(found)?,
    };
    Ok(Rounded { value, violation: finer.map(found) })
}

fn read_whole<T: Sealed>(number: &Number, unit: &str) -> Result<T, Violation> {
    let read = match whole::<0>(number) {
        Some(whole) => T::seal(whole),
        None => scaled::<0, T>(number).and_then(Scaled::exactly),
    };
    read.map_err(|rule| rule.broken_by(shown(number, unit)))
}

/// A number and its unit, if it has one.
fn shown(number: impl Display, unit: &str) -> Found {
    let blank = if unit.is_empty() { "" } else { " " };
    Found::shown(format_args!("{number}{blank}{unit}"))
}

/// The number in base units, if that can be told without looking at text.
fn whole<const P: u32>(number: &Number) -> Option<i128> {
    match number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from)) {
        Some(integer) => Some(integer.saturating_mul(i128::from(const { 10_u32.pow(P) }))),
        None => number.as_f64().and_then(exact::<P>).map(i128::from),
    }
}

/// The number in base units, by its text.
#[cold]
fn scaled<const P: u32, T: Sealed>(number: &Number) -> Result<Scaled, Rule> {
    // Only a host that builds numbers from unchecked text has one that is none.
    Scaled::of_text(&number.to_string(), P).ok_or(T::FINER)
}

/// The only number of at most 15 digits that, with `P` decimals, reads as `x`; see the module's text.
fn exact<const P: u32>(x: f64) -> Option<i64> {
    let power = f64::from(const { 10_u32.pow(P) });
    #[expect(clippy::cast_possible_truncation, reason = "what is beyond 64 bits becomes their end, beyond the limit")]
    let guess = (x * power + 0.5_f64.copysign(x)) as i64;
    let limited = guess.unsigned_abs() <= LIMIT.unsigned_abs();
    #[expect(clippy::float_cmp, reason = "bit for bit is what is asked")]
    let same = double(guess) / power == x;
    (limited && same).then_some(guess)
}

/// `n` with `P` decimals, `n` being at most `LIMIT` on either side of zero.
fn write<const P: u32>(n: i64) -> Number {
    let power = const { 10_i64.pow(P) };
    if let (Some(whole), Some(0)) = (n.checked_div(power), n.checked_rem(power)) {
        return Number::from(whole);
    }
    let quotient = double(n) / f64::from(const { 10_u32.pow(P) });
    #[expect(clippy::expect_used, reason = "a finite number divided by a power of ten is finite")]
    Number::from_f64(quotient).expect("finite")
}

#[expect(clippy::cast_precision_loss, reason = "less than 2^53, so exact")]
const fn double(n: i64) -> f64 {
    n as f64
}
