//! Lengths.

use rust_decimal::Decimal;

use crate::rule::{Found, Rule, Violation};
use crate::units::exact::{to_decimal, to_decimal_rounded};
use crate::units::sealed::{arithmetic, plain_integer, quantity, unit};
use crate::units::{Amount, Factor, Rounding, Scaled};

quantity! {
    /// A length in whole centimetres.
    ///
    /// ```
    /// use lastmile::{Centimetres, LengthUnit, Rounding, Rule};
    ///
    /// let side = Centimetres::from_metres("0.4".parse()?)?;
    /// assert_eq!(side, Centimetres::new(40));
    /// assert_eq!(side.to_string(), "40 cm");
    ///
    /// let fine = Centimetres::from_unit("125".parse()?, LengthUnit::Millimetre).unwrap_err();
    /// assert_eq!(fine.rule(), Rule::LengthFraction);
    /// let box_side = Centimetres::from_unit_rounded("125".parse()?, LengthUnit::Millimetre, Rounding::Up)?;
    /// assert_eq!(box_side, Centimetres::new(13));
    /// assert_eq!(side.checked_add(box_side)?.to_metres().to_string(), "0.53");
    /// assert_eq!(Centimetres::sum([side, side, box_side])?.get(), 93);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Centimetres(u32) as deserialize_u32 in LengthUnit, "cm": LengthNegative, LengthTooLarge, LengthFraction
}

impl Centimetres {
    /// So many metres.
    ///
    /// # Errors
    ///
    /// [`Rule::LengthNegative`], [`Rule::LengthTooLarge`], and [`Rule::LengthFraction`] if it is not a whole number of
    /// cm.
    pub fn from_metres(value: Decimal) -> Result<Centimetres, Violation> {
        Centimetres::from_unit(value, LengthUnit::Metre)
    }

    /// In metres, exactly and without trailing zeros.
    pub fn to_metres(self) -> Decimal {
        Decimal::new(i64::from(self.get()), 2).normalize()
    }
}

unit! {
    /// A unit of length.
    ///
    /// ```
    /// use lastmile::{Centimetres, LengthUnit};
    ///
    /// let screen = Centimetres::from_unit("50".parse()?, LengthUnit::Inch)?;
    /// assert_eq!(screen, Centimetres::new(127));
    /// assert_eq!(screen.to_unit(LengthUnit::Millimetre), Some("1270".parse()?));
    /// assert_eq!(LengthUnit::Inch.symbol(), "in");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    LengthUnit {
        /// A tenth of a centimetre.
        Millimetre = 1 / 10, "mm";
        /// The base unit.
        Centimetre = 1 / 1, "cm";
        /// 100 cm.
        Metre = 100 / 1, "m";
        /// 2.54 cm.
        Inch = 127 / 50, "in";
    }
}
