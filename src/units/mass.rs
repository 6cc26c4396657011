//! Weights.

use rust_decimal::Decimal;

use crate::rule::{Found, Rule, Violation};
use crate::units::exact::{to_decimal, to_decimal_rounded};
use crate::units::sealed::{arithmetic, plain_integer, quantity, unit};
use crate::units::{Amount, Factor, Rounding, Scaled};

quantity! {
    /// A weight in whole grams.
    ///
    /// ```
    /// use lastmile::{Grams, MassUnit, Rounding, Rule};
    ///
    /// let parcel = Grams::from_kilograms("3.15".parse()?)?;
    /// let label = Grams::new(12);
    /// assert_eq!(parcel.checked_add(label)?.get(), 3162);
    /// assert_eq!(parcel.to_kilograms().to_string(), "3.15");
    /// assert_eq!(parcel.to_string(), "3150 g");
    ///
    /// let fine = Grams::from_kilograms("3.1505".parse()?).unwrap_err();
    /// assert_eq!(fine.rule(), Rule::WeightFraction);
    /// let pounds = Grams::from_unit_rounded("7".parse()?, MassUnit::Pound, Rounding::Up)?;
    /// assert_eq!(pounds, Grams::new(3176));
    ///
    /// let load = Grams::sum([parcel, label, pounds])?;
    /// assert_eq!(load.to_unit_rounded(MassUnit::Pound, 2, Rounding::HalfUp), Some("13.97".parse()?));
    /// assert_eq!(label.checked_sub(parcel).unwrap_err().rule(), Rule::WeightNegative);
    /// assert_eq!(Grams::new(u32::MAX).checked_mul(2).unwrap_err().rule(), Rule::WeightTooLarge);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias("weight", "kilograms"))]
    Grams(u32) as deserialize_u32 in MassUnit, "g": WeightNegative, WeightTooLarge, WeightFraction
}

impl Grams {
    /// So many kilograms.
    ///
    /// # Errors
    ///
    /// [`Rule::WeightNegative`], [`Rule::WeightTooLarge`], and [`Rule::WeightFraction`] if it is not a whole number of g.
    pub fn from_kilograms(value: Decimal) -> Result<Grams, Violation> {
        Grams::from_unit(value, MassUnit::Kilogram)
    }

    /// In kilograms, exactly and without trailing zeros.
    pub fn to_kilograms(self) -> Decimal {
        Decimal::new(i64::from(self.get()), 3).normalize()
    }

    /// What a carrier charges for: the greater of the actual and the volumetric weight.
    ///
    /// ```
    /// use lastmile::Grams;
    ///
    /// assert_eq!(Grams::new(900).billable(Grams::new(4800)), Grams::new(4800));
    /// ```
    #[must_use]
    pub fn billable(self, volumetric: Grams) -> Grams {
        self.max(volumetric)
    }
}

unit! {
    /// A unit of weight.
    ///
    /// ```
    /// use lastmile::{Grams, MassUnit};
    ///
    /// let cube = Grams::from_unit("2500000".parse()?, MassUnit::Milligram)?;
    /// assert_eq!(cube.to_unit(MassUnit::Kilogram), Some("2.5".parse()?));
    /// // No number of grams below 45,359,237 is an exact number of pounds.
    /// assert_eq!(cube.to_unit(MassUnit::Pound), None);
    /// let symbols: Vec<_> = MassUnit::ALL.iter().map(|unit| unit.symbol()).collect();
    /// assert_eq!(symbols, ["mg", "g", "kg", "oz", "lb"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    MassUnit {
        /// A thousandth of a gram.
        Milligram = 1 / 1000, "mg";
        /// The base unit.
        Gram = 1 / 1, "g";
        /// 1000 g.
        Kilogram = 1000 / 1, "kg";
        /// The international avoirdupois ounce, 28.349523125 g: the sixteenth of a pound.
        Ounce = 45_359_237 / 1_600_000, "oz";
        /// The international avoirdupois pound, 453.59237 g.
        Pound = 45_359_237 / 100_000, "lb";
    }
}
