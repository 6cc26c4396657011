//! Last mile.
pub mod money;
pub use money::{Currency, Money};
pub mod rule;
pub use rule::{Found, Kind, Rule, Severity, Violation};
pub mod time;
pub use time::{TimeWindow, Timestamp};
pub mod units;
pub use units::codec::Rounded;
pub use units::{
    Centimetres, Cents, CubicCentimetres, Dimensions, Grams, LengthUnit, MassUnit, Percent, Price, Quantity, Rounding,
    VolumeUnit,
};
pub mod status;
pub use status::{Phase, Status, StatusSet};
