//! Volumes.

use core::num::NonZeroU32;

use rust_decimal::Decimal;

use crate::rule::{Found, Rule, Violation};
use crate::units::exact::{to_decimal, to_decimal_rounded};
use crate::units::sealed::{arithmetic, plain_integer, quantity, unit};
use crate::units::{Amount, Factor, Grams, Rounding, Scaled};

quantity! {
    /// A volume in whole cubic centimetres.
    ///
    /// ```
    /// use lastmile::{CubicCentimetres, Rule, VolumeUnit};
    ///
    /// let crate_of_milk = CubicCentimetres::from_litres("12.5".parse()?)?;
    /// assert_eq!(crate_of_milk, CubicCentimetres::new(12_500));
    /// assert_eq!(crate_of_milk.to_unit(VolumeUnit::CubicMetre), Some("0.0125".parse()?));
    /// assert_eq!(crate_of_milk.to_string(), "12500 cm³");
    /// assert_eq!(crate_of_milk.checked_mul(4)?.to_litres().to_string(), "50");
    /// assert_eq!(CubicCentimetres::sum([crate_of_milk, CubicCentimetres::new(500)])?.get(), 13_000);
    ///
    /// let drop = CubicCentimetres::from_litres("0.00005".parse()?).unwrap_err();
    /// assert_eq!(drop.rule(), Rule::VolumeFraction);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias("cubic_volume"))]
    CubicCentimetres(u64) as deserialize_u64 in VolumeUnit, "cm³": VolumeNegative, VolumeTooLarge, VolumeFraction
}

impl CubicCentimetres {
    /// So many litres.
    ///
    /// # Errors
    ///
    /// [`Rule::VolumeNegative`], [`Rule::VolumeTooLarge`], and [`Rule::VolumeFraction`] if it is not a whole number of
    /// cm³.
    pub fn from_litres(value: Decimal) -> Result<CubicCentimetres, Violation> {
        CubicCentimetres::from_unit(value, VolumeUnit::Litre)
    }

    /// In litres, exactly and without trailing zeros.
    pub fn to_litres(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.get()), 3).normalize()
    }

    /// The weight that a carrier charges for the room it takes: so many cubic centimetres count as a kilogram.
    ///
    /// ```
    /// use std::num::NonZeroU32;
    ///
    /// use lastmile::{CubicCentimetres, Grams, Rounding};
    ///
    /// let divisor = NonZeroU32::new(5000).ok_or("a divisor")?;
    /// let volume = CubicCentimetres::new(24_001);
    /// assert_eq!(volume.volumetric_weight(divisor, Rounding::Up)?, Grams::new(4801));
    /// assert_eq!(volume.volumetric_weight(divisor, Rounding::HalfUp)?, Grams::new(4800));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::WeightTooLarge`].
    pub fn volumetric_weight(self, divisor: NonZeroU32, rounding: Rounding) -> Result<Grams, Violation> {
        volumetric_weight(u128::from(self.get()), divisor, rounding)
    }
}

/// Of a volume of at most 96 bits.
pub(super) fn volumetric_weight(volume: u128, divisor: NonZeroU32, rounding: Rounding) -> Result<Grams, Violation> {
    let number = Scaled::quotient(false, volume.saturating_mul(1000), u128::from(divisor.get()));
    let refused =
        |rule: Rule| rule.broken_by(Found::shown(format_args!("{volume} cm³, {divisor} of which count as a kilogram")));
    Ok(number.rounded(rounding).map_err(refused)?.0)
}

unit! {
    /// A unit of volume.
    ///
    /// ```
    /// use lastmile::{CubicCentimetres, Rounding, VolumeUnit};
    ///
    /// let van = CubicCentimetres::from_unit("3.5".parse()?, VolumeUnit::CubicMetre)?;
    /// assert_eq!(van.to_unit_rounded(VolumeUnit::CubicFoot, 1, Rounding::Down), Some("123.6".parse()?));
    /// assert_eq!(VolumeUnit::CubicFoot.symbol(), "ft³");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    VolumeUnit {
        /// The base unit; also a millilitre.
        CubicCentimetre = 1 / 1, "cm³";
        /// 1000 cm³.
        Litre = 1000 / 1, "l";
        /// 1,000,000 cm³.
        CubicMetre = 1_000_000 / 1, "m³";
        /// 28,316.846592 cm³: the cube of 30.48 cm.
        CubicFoot = 442_450_728 / 15_625, "ft³";
    }
}
