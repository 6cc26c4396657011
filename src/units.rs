//! Whole numbers of one unit, and the exact ways in and out.
//!
//! Inside there are only integers: [`Grams`], [`Centimetres`], [`CubicCentimetres`], [`Cents`]. A decimal becomes one
//! exactly or is refused; the only way to round is to name a [`Rounding`]. Arithmetic is checked: nothing wraps,
//! saturates or panics. [`codec`] is the door for JSON numbers.
//!
//! ```
//! use std::num::NonZeroU32;
//!
//! use lastmile::{Centimetres, Dimensions, Grams, Rounding};
//!
//! let weight = Grams::from_kilograms("3.15".parse()?)?;
//! let size = Dimensions { length: Centimetres::new(40), width: Centimetres::new(30), height: Centimetres::new(20) };
//! let divisor = NonZeroU32::new(5000).ok_or("carriers say cubic centimetres for each kilogram")?;
//! let volumetric = size.volumetric_weight(divisor, Rounding::Up)?;
//! assert_eq!(volumetric, Grams::new(4800));
//! assert_eq!(weight.billable(volumetric), volumetric);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cents;
pub mod codec;
mod dimensions;
mod exact;
mod length;
mod mass;
mod minor;
mod percent;
mod quantity;
mod sealed;
mod volume;

pub use cents::{Cents, Price};
pub use dimensions::Dimensions;
pub use exact::Rounding;
pub use length::{Centimetres, LengthUnit};
pub use mass::{Grams, MassUnit};
pub use percent::Percent;
pub use quantity::Quantity;
pub use volume::{CubicCentimetres, VolumeUnit};

pub(crate) use exact::{Factor, Scaled};
pub(crate) use minor::Minor;
pub(crate) use sealed::{Amount, Sealed, seal};
