//! Percentages.

use core::fmt;

use rust_decimal::Decimal;

use crate::rule::{Found, Rule, Violation};
use crate::units::sealed::plain_integer;
use crate::units::{Factor, Rounding, Scaled, Sealed, seal};

/// A share from 0 to 100 %, such as a VAT rate, in hundredths of a percent.
///
/// ```
/// use lastmile::{Percent, Rounding, Rule};
///
/// let vat = Percent::from_decimal("5.5".parse()?)?;
/// assert_eq!(vat.get(), 550);
/// assert_eq!(vat.to_string(), "5.5 %");
/// assert_eq!(vat, Percent::new(550)?);
/// assert_eq!(Percent::from_decimal("101".parse()?).unwrap_err().rule(), Rule::PercentRange);
/// assert_eq!(Percent::from_decimal("8.875".parse()?).unwrap_err().rule(), Rule::PercentFraction);
/// assert_eq!(Percent::from_decimal_rounded("8.875".parse()?, Rounding::HalfEven)?.to_decimal(), "8.88".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias("vat_rate"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent(u16);

impl Percent {
    /// Nothing.
    pub const ZERO: Percent = Percent(0);
    /// All.
    pub const HUNDRED: Percent = Percent(10_000);

    /// So many hundredths of a percent.
    ///
    /// # Errors
    ///
    /// [`Rule::PercentRange`] above 10,000.
    pub fn new(hundredths: u16) -> Result<Percent, Violation> {
        seal(i128::from(hundredths))
    }

    /// In hundredths of a percent.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// So many percent.
    ///
    /// # Errors
    ///
    /// [`Rule::PercentRange`], and [`Rule::PercentFraction`] if it has more than two decimals other than zero.
    pub fn from_decimal(value: Decimal) -> Result<Percent, Violation> {
        Scaled::of_decimal(value, Factor::HUNDREDTHS).exactly().map_err(|rule: Rule| rule.broken_by(value))
    }

    /// So many percent, rounded to two decimals.
    ///
    /// # Errors
    ///
    /// [`Rule::PercentRange`], which holds before rounding and after.
    pub fn from_decimal_rounded(value: Decimal, rounding: Rounding) -> Result<Percent, Violation> {
        Ok(Scaled::of_decimal(value, Factor::HUNDREDTHS)
            .rounded(rounding)
            .map_err(|rule: Rule| rule.broken_by(value))?
            .0)
    }

    /// In percent, without trailing zeros.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(i64::from(self.0), 2).normalize()
    }
}

impl Sealed for Percent {
    const FINER: Rule = Rule::PercentFraction;

    fn seal(whole: i128) -> Result<Percent, Rule> {
        u16::try_from(whole).map(Percent).ok().filter(|percent| *percent <= Percent::HUNDRED).ok_or(Rule::PercentRange)
    }

    /// In percent: the limit is not said in hundredths.
    fn found(whole: i128) -> Found {
        Decimal::try_from_i128_with_scale(whole, 2)
            .map_or_else(|_| whole.into(), |percent| Found::shown(format_args!("{} %", percent.normalize())))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} %", self.to_decimal())
    }
}

plain_integer!(Percent, deserialize_u16);
