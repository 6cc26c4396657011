//! What amounts of money have in common.

use crate::rule::Rule;
use crate::units::sealed::plain_integer;
use crate::units::{Amount, Sealed};

/// The least and the most: 15 digits, up to which a double names one decimal.
pub(crate) const LIMIT: i64 = 999_999_999_999_999;

/// A number of minor units of some currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Minor(i64);

impl Minor {
    pub(crate) const ZERO: Minor = Minor(0);

    pub(crate) const fn get(self) -> i64 {
        self.0
    }
}

impl Sealed for Minor {
    const FINER: Rule = Rule::MoneyFraction;

    fn seal(whole: i128) -> Result<Minor, Rule> {
        match i64::try_from(whole) {
            Ok(minor @ ..=LIMIT) if minor >= -LIMIT => Ok(Minor(minor)),
            _ => Err(Rule::MoneyTooLarge),
        }
    }
}

impl Amount for Minor {
    fn unseal(self) -> i128 {
        i128::from(self.0)
    }
}

plain_integer!(Minor, deserialize_i64);
