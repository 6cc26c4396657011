//! Amounts of a currency that is not named.

use core::fmt;

use rust_decimal::Decimal;

use crate::rule::{Rule, Violation};
use crate::units::sealed::{arithmetic, plain_integer};
use crate::units::{Amount, Factor, Minor, Rounding, Scaled, Sealed, seal};

/// Hundredths of a currency that is not named, below zero too: what providers send as `293.15`.
///
/// At most 999,999,999,999,999 on either side of zero, so that every reader of the JSON number sees the same amount.
///
/// ```
/// use lastmile::{Cents, Rounding, Rule};
///
/// let price = Cents::from_major("293.15".parse()?)?;
/// assert_eq!(price.get(), 29_315);
/// assert_eq!(price.checked_mul(3)?.to_string(), "879.45");
/// assert_eq!(Cents::from_major("0.005".parse()?).unwrap_err().rule(), Rule::MoneyFraction);
/// assert_eq!(Cents::from_major_rounded("0.005".parse()?, Rounding::HalfUp)?, Cents::new(1)?);
/// assert_eq!(Cents::sum([price, Cents::new(-15)?])?.to_major().to_string(), "293.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cents(Minor);

impl Cents {
    /// Nothing.
    pub const ZERO: Cents = Cents(Minor::ZERO);

    /// So many hundredths.
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`] beyond 999,999,999,999,999 on either side of zero.
    pub fn new(hundredths: i64) -> Result<Cents, Violation> {
        seal(i128::from(hundredths))
    }

    /// In hundredths.
    pub const fn get(self) -> i64 {
        self.0.get()
    }

    /// So many of the currency.
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`], and [`Rule::MoneyFraction`] if it has more than two decimals other than zero.
    pub fn from_major(value: Decimal) -> Result<Cents, Violation> {
        Scaled::of_decimal(value, Factor::HUNDREDTHS).exactly().map_err(|rule: Rule| rule.broken_by(value))
    }

    /// So many of the currency, rounded to hundredths.
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyTooLarge`], which holds before rounding and after.
    pub fn from_major_rounded(value: Decimal, rounding: Rounding) -> Result<Cents, Violation> {
        Ok(Scaled::of_decimal(value, Factor::HUNDREDTHS)
            .rounded(rounding)
            .map_err(|rule: Rule| rule.broken_by(value))?
            .0)
    }

    /// In units of the currency, with two decimals.
    pub fn to_major(self) -> Decimal {
        Decimal::new(self.get(), 2)
    }
}

impl Sealed for Cents {
    const FINER: Rule = Minor::FINER;

    fn seal(whole: i128) -> Result<Cents, Rule> {
        Minor::seal(whole).map(Cents)
    }
}

impl Amount for Cents {
    fn unseal(self) -> i128 {
        self.0.unseal()
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.to_major(), f)
    }
}

arithmetic! {
    /// [`Rule::MoneyTooLarge`] beyond 999,999,999,999,999 on either side of zero.
    Cents
}
plain_integer!(Cents, deserialize_i64);

/// An amount that is not negative.
///
/// ```
/// use lastmile::{Cents, Price, Rule};
///
/// let price = Price::new(Cents::new(450)?)?;
/// assert_eq!((price.cents().to_string(), price.get()), ("4.50".to_owned(), 450));
/// assert_eq!(Price::from_major("4.5".parse()?)?, price);
/// assert_eq!(Price::new(Cents::new(-1)?).unwrap_err().rule(), Rule::PriceNegative);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias("client_price", "delivery_price", "fee"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Price(Cents);

impl Price {
    /// Free of charge.
    pub const ZERO: Price = Price(Cents::ZERO);

    /// That amount.
    ///
    /// # Errors
    ///
    /// [`Rule::PriceNegative`].
    pub fn new(amount: Cents) -> Result<Price, Violation> {
        seal(amount.unseal())
    }

    /// So many of the currency.
    ///
    /// # Errors
    ///
    /// [`Rule::PriceNegative`], [`Rule::MoneyTooLarge`], and [`Rule::MoneyFraction`] if it has more than two decimals other
    /// than zero.
    pub fn from_major(value: Decimal) -> Result<Price, Violation> {
        Scaled::of_decimal(value, Factor::HUNDREDTHS).exactly().map_err(|rule: Rule| rule.broken_by(value))
    }

    /// The amount.
    pub const fn cents(self) -> Cents {
        self.0
    }

    /// In hundredths.
    pub const fn get(self) -> i64 {
        self.0.get()
    }
}

impl Sealed for Price {
    const FINER: Rule = Cents::FINER;

    fn seal(whole: i128) -> Result<Price, Rule> {
        if whole < 0 { Err(Rule::PriceNegative) } else { Cents::seal(whole).map(Price) }
    }
}

impl From<Price> for Cents {
    fn from(price: Price) -> Cents {
        price.0
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

plain_integer!(Price, deserialize_i64);
