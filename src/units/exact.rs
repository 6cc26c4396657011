//! Exact numbers on their way to whole ones.

use rust_decimal::Decimal;

use crate::rule::Rule;
use crate::units::sealed::Sealed;

/// How a number that is too fine becomes a whole one. By magnitude: below zero is the mirror image of above.
///
/// ```
/// use lastmile::{Grams, MassUnit, Rounding};
///
/// let rounded = |kg: &str, rounding| Grams::from_unit_rounded(kg.parse().unwrap(), MassUnit::Kilogram, rounding);
/// assert_eq!(rounded("3.1505", Rounding::HalfUp)?, Grams::new(3151));
/// assert_eq!(rounded("3.1505", Rounding::HalfEven)?, Grams::new(3150));
/// assert_eq!(rounded("3.1501", Rounding::Up)?, Grams::new(3151));
/// assert_eq!(rounded("3.1509", Rounding::Down)?, Grams::new(3150));
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rounding {
    /// To the nearest; a half goes away from zero. What is taught at school.
    HalfUp,
    /// To the nearest; a half goes to the even neighbour. What accountants use, as it has no drift.
    HalfEven,
    /// Away from zero. What carriers do with weights.
    Up,
    /// Towards zero.
    Down,
}

impl Rounding {
    /// Whether what is left over raises the magnitude by one.
    const fn raises(self, odd: bool, rest: Rest) -> bool {
        match (self, rest) {
            (_, Rest::Nothing) | (Rounding::Down, _) | (Rounding::HalfUp | Rounding::HalfEven, Rest::Less) => false,
            (Rounding::Up, _) | (Rounding::HalfUp | Rounding::HalfEven, Rest::More) | (Rounding::HalfUp, _) => true,
            (Rounding::HalfEven, Rest::Half) => odd,
        }
    }
}

/// How many base units one of a unit has, as a fraction. 32 bits each leave room for every mantissa of a [`Decimal`]
/// (96 bits) above and every power of ten of its scale (94 bits) below.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Factor {
    pub(crate) of: u32,
    pub(crate) to: u32,
}

impl Factor {
    pub(crate) const HUNDREDTHS: Factor = Factor { of: 100, to: 1 };
}

/// A number of base units: the whole ones, and all that rounding needs to know about the rest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scaled {
    negative: bool,
    /// Magnitude; `u128::MAX` stands for all that is greater, which is beyond the limits of every type.
    whole: u128,
    rest: Rest,
}

/// What is left over, in halves of a base unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rest {
    Nothing,
    Less,
    Half,
    More,
}

impl Rest {
    /// Of a remainder and its divisor. Not by doubling, which could overflow.
    const fn of(remainder: u128, divisor: u128) -> Rest {
        if remainder == 0 {
            return Rest::Nothing;
        }
        let missing = divisor.saturating_sub(remainder);
        if remainder < missing {
            Rest::Less
        } else if remainder == missing {
            Rest::Half
        } else {
            Rest::More
        }
    }
}

impl Scaled {
    /// `above / below`. A divisor of zero is not a number; no caller has one.
    pub(crate) fn quotient(negative: bool, above: u128, below: u128) -> Scaled {
        let whole = above.checked_div(below).unwrap_or(u128::MAX);
        let remainder = above.checked_rem(below).unwrap_or(0);
        Scaled { negative, whole, rest: Rest::of(remainder, below) }
    }

    /// So many of a unit, in base units. `Decimal`'s own product would be rounded to 28 digits without a word.
    pub(crate) fn of_decimal(value: Decimal, factor: Factor) -> Scaled {
        #[expect(clippy::arithmetic_side_effects, reason = "96 and 32 bits; 94 bits of 10^28 and 32 bits")]
        let (above, below) = (
            value.mantissa().unsigned_abs() * u128::from(factor.of),
            10_u128.pow(value.scale()) * u128::from(factor.to),
        );
        Scaled::quotient(value.is_sign_negative(), above, below)
    }

    /// The JSON number of that text, its point moved right by `digits`. Each byte is looked at once, whatever the
    /// exponent says. `None` if it is not a number.
    pub(crate) fn of_text(text: &str, digits: u32) -> Option<Scaled> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, power(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        // How many digits stand before the point once it has moved.
        let point = i64::try_from(whole.len()).ok()?.saturating_add(exponent).saturating_add(i64::from(digits));
        let mut number = Scaled { negative, whole: 0, rest: Rest::Nothing };
        let mut place = 0_i64;
        for byte in whole.bytes().chain(fraction.bytes()) {
            let digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
            if place < point {
                number.push(digit);
            } else {
                number.rest = number.rest.and(digit, place == point);
            }
            place = place.saturating_add(1);
        }
        // Zeros that the exponent stands for; 39 of them are more than 128 bits.
        while place < point && number.whole != 0 && number.whole != u128::MAX {
            number.push(0);
            place = place.saturating_add(1);
        }
        (!whole.is_empty()).then_some(number)
    }

    fn push(&mut self, digit: u8) {
        self.whole = self.whole.saturating_mul(10).saturating_add(u128::from(digit));
    }

    /// As a whole number of `T`.
    pub(crate) fn exactly<T: Sealed>(self) -> Result<T, Rule> {
        match self.rounded(Rounding::Down)? {
            (value, None) => Ok(value),
            (_, Some(finer)) => Err(finer),
        }
    }

    /// As a whole number of `T`, and what [`Scaled::exactly`] would have said. The limits hold for the number as it
    /// is, not only for what becomes of it: -0.1 is negative, however it is rounded.
    pub(crate) fn rounded<T: Sealed>(self, rounding: Rounding) -> Result<(T, Option<Rule>), Rule> {
        T::seal(self.to_whole(Rounding::Up))?;
        let value = T::seal(self.to_whole(rounding))?;
        Ok((value, (self.rest != Rest::Nothing).then_some(T::FINER)))
    }

    /// The magnitude, if it is whole.
    pub(crate) fn whole(self) -> Option<u128> {
        (self.rest == Rest::Nothing).then_some(self.whole)
    }

    /// As an integer, if it is one and there is room for it.
    pub(crate) fn signed(self) -> Option<i64> {
        self.whole()?;
        i64::try_from(self.to_whole(Rounding::Down)).ok()
    }

    fn to_whole(self, rounding: Rounding) -> i128 {
        let raise = u128::from(rounding.raises(self.whole % 2 == 1, self.rest));
        let magnitude = i128::try_from(self.whole.saturating_add(raise)).unwrap_or(i128::MAX);
        if self.negative { magnitude.saturating_neg() } else { magnitude }
    }
}

impl Rest {
    /// With one more digit behind it; the first is that of the tenths.
    const fn and(self, digit: u8, first: bool) -> Rest {
        match (self, digit) {
            (rest, 0) => rest,
            (_, 1..5) if first => Rest::Less,
            (_, 5) if first => Rest::Half,
            (_, _) if first => Rest::More,
            (Rest::Nothing | Rest::Less, _) => Rest::Less,
            (Rest::Half | Rest::More, _) => Rest::More,
        }
    }
}

/// The exponent of a JSON number; one that is out of all proportion stays so.
fn power(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let mut power = 0_i64;
    for byte in digits {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
        power = power.saturating_mul(10).saturating_add(i64::from(digit));
    }
    (!digits.is_empty()).then_some(if negative { power.saturating_neg() } else { power })
}

/// So many base units, in a unit: the decimal, if it has one.
pub(crate) fn to_decimal(base: u64, factor: Factor) -> Option<Decimal> {
    let (mantissa, scale, _) = divide(base, factor, |_, left| left != 0)?;
    decimal(mantissa, scale)
}

/// So many base units, in a unit, with that many decimals; `None` if a `Decimal` has not so many digits.
pub(crate) fn to_decimal_rounded(base: u64, factor: Factor, decimals: u32, rounding: Rounding) -> Option<Decimal> {
    if decimals > Decimal::MAX_SCALE {
        return None;
    }
    let (mantissa, scale, rest) = divide(base, factor, |scale, _| scale < decimals)?;
    let raise = u128::from(rounding.raises(mantissa % 2 == 1, rest));
    decimal(mantissa.checked_add(raise)?, scale)
}

/// Long division, digit by digit, for as long as there is more to do; `None` beyond 38 digits.
fn divide(base: u64, factor: Factor, more: impl Fn(u32, u128) -> bool) -> Option<(u128, u32, Rest)> {
    let divisor = u128::from(factor.of);
    let above = u128::from(base).checked_mul(u128::from(factor.to))?;
    let mut mantissa = above.checked_div(divisor)?;
    let mut left = above.checked_rem(divisor)?;
    let mut scale = 0_u32;
    while more(scale, left) {
        left = left.checked_mul(10)?;
        mantissa = mantissa.checked_mul(10)?.checked_add(left.checked_div(divisor)?)?;
        left = left.checked_rem(divisor)?;
        scale = scale.checked_add(1)?;
    }
    Some((mantissa, scale, Rest::of(left, divisor)))
}

fn decimal(mantissa: u128, scale: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(i128::try_from(mantissa).ok()?, scale).ok()
}
