//! How many of something.

use core::fmt;
use core::num::NonZeroU32;

use crate::rule::{Rule, Violation};
use crate::units::sealed::plain_integer;
use crate::units::{Sealed, seal};

/// How many of an item: at least one.
///
/// ```
/// use lastmile::{Cents, Quantity, Rule};
///
/// let two = Quantity::new(2)?;
/// assert_eq!(Cents::new(450)?.checked_mul(two.get())?, Cents::new(900)?);
/// assert_eq!(Quantity::new(0).unwrap_err().rule(), Rule::QuantityRange);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(NonZeroU32);

impl Quantity {
    /// A single one.
    pub const ONE: Quantity = Quantity(NonZeroU32::MIN);

    /// So many.
    ///
    /// # Errors
    ///
    /// [`Rule::QuantityRange`] if it is 0.
    pub fn new(count: u32) -> Result<Quantity, Violation> {
        seal(i128::from(count))
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

impl Sealed for Quantity {
    /// One rule says both: what is not whole is out of range too.
    const FINER: Rule = Rule::QuantityRange;

    fn seal(whole: i128) -> Result<Quantity, Rule> {
        u32::try_from(whole).ok().and_then(NonZeroU32::new).map(Quantity).ok_or(Quantity::FINER)
    }
}

impl From<NonZeroU32> for Quantity {
    fn from(count: NonZeroU32) -> Quantity {
        Quantity(count)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

plain_integer!(Quantity, deserialize_u32);
