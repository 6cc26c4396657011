//! The size of a box.

use core::fmt;
use core::num::NonZeroU32;

use serde::Serialize;

use crate::own::own_form;
use crate::rule::Violation;
use crate::units::volume::volumetric_weight;
use crate::units::{Centimetres, CubicCentimetres, Grams, Rounding, seal};

own_form! {
    /// Length, width and height. They come together, and no combination is wrong.
    ///
    /// ```
    /// use std::num::NonZeroU32;
    ///
    /// use lastmile::{Centimetres, CubicCentimetres, Dimensions, Grams, Rounding};
    ///
    /// let carton = Dimensions { length: Centimetres::new(40), width: Centimetres::new(30), height: Centimetres::new(20) };
    /// assert_eq!(carton.volume()?, CubicCentimetres::new(24_000));
    /// assert_eq!(carton.to_string(), "40 x 30 x 20 cm");
    /// let divisor = NonZeroU32::new(5000).ok_or("a divisor")?;
    /// assert_eq!(carton.volumetric_weight(divisor, Rounding::Up)?, Grams::new(4800));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias("length", "width", "height"))]
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
    pub struct Dimensions {
        /// The first side.
        pub length: Centimetres,
        /// The second side.
        pub width: Centimetres,
        /// The third side, upright.
        pub height: Centimetres,
    }
}

impl Dimensions {
    /// The room it takes.
    ///
    /// # Errors
    ///
    /// [`Rule::VolumeTooLarge`](crate::rule::Rule::VolumeTooLarge): three sides of 26.4 km are too many.
    pub fn volume(self) -> Result<CubicCentimetres, Violation> {
        seal(i128::try_from(self.product()).unwrap_or(i128::MAX))
    }

    /// The weight that a carrier charges for the room it takes: so many cubic centimetres count as a kilogram.
    ///
    /// # Errors
    ///
    /// [`Rule::WeightTooLarge`](crate::rule::Rule::WeightTooLarge).
    pub fn volumetric_weight(self, divisor: NonZeroU32, rounding: Rounding) -> Result<Grams, Violation> {
        volumetric_weight(self.product(), divisor, rounding)
    }

    /// Three times 32 bits are 96.
    fn product(self) -> u128 {
        let [length, width, height] = [self.length, self.width, self.height].map(|side| u128::from(side.get()));
        length.saturating_mul(width).saturating_mul(height)
    }
}

impl fmt::Display for Dimensions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x {} x {}", self.length.get(), self.width.get(), self.height)
    }
}
