//! Amounts: numbers, or text that is one.

use alloc::string::ToString;

use serde::Serializer;
use serde_json::Number;

use crate::field::{Field, Wire};
use crate::money::{Currency, Money};
use crate::report::Scope;
use crate::rule::Rule;
use crate::text::Text;
use crate::units::{Rounding, codec};

/// An amount in major units: a number, or a number written as text. The page has both; they are kept apart.
///
/// ```
/// use lastmile::instaleap::{AdditionalInfo, Amount};
///
/// let as_text: AdditionalInfo = serde_json::from_str(r#"{"value": "-5000"}"#)?;
/// let as_number: AdditionalInfo = serde_json::from_str(r#"{"value": -5000}"#)?;
/// assert_eq!(as_text.value.as_given(), Some(&Amount::Text("-5000".into())));
/// assert_eq!(as_number.value.as_given(), Some(&Amount::Number((-5000).into())));
/// assert_eq!(serde_json::to_string(&as_text)?, r#"{"value":"-5000"}"#, "each is written as it came");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub enum Amount {
    /// As a number.
    Number(Number),
    /// As text.
    Text(Text),
}

impl Wire for Amount {
    const EXPECTS: Rule = <Number as Wire>::EXPECTS;

    fn from_number(number: Number, place: &mut Field<Self>) {
        *place = Field::Given(Amount::Number(number));
    }

    fn from_text(text: &str, place: &mut Field<Self>) {
        *place = Field::Given(Amount::Text(text.into()));
    }

    fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Amount::Number(number) => number.to_wire(serializer),
            Amount::Text(text) => text.to_wire(serializer),
        }
    }

    fn masked(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Amount::Number(number) => number.masked(f),
            Amount::Text(text) => text.masked(f),
        }
    }
}

impl core::fmt::Debug for Amount {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.masked(f)
    }
}

impl Amount {
    /// Without a currency only its form can be looked at; what is missing has been said where the currency should be.
    pub(super) fn read(self, currency: Option<Currency>, here: &mut Scope<'_>) -> Option<Money> {
        match (self, currency) {
            (Amount::Number(number), Some(currency)) => {
                here.rounded(Money::read_major(&number, currency, Rounding::HalfUp))
            }
            (Amount::Text(text), Some(currency)) => {
                here.rounded(Money::read_major_text(&text, currency, Rounding::HalfUp))
            }
            (Amount::Number(_), None) => None,
            (Amount::Text(text), None) => {
                here.check(codec::number_text(&text));
                None
            }
        }
    }

    pub(super) fn number(amount: Money) -> Amount {
        Amount::Number(amount.to_json_major())
    }

    /// Without decimals where it has none, else with all that the currency has.
    pub(super) fn text(amount: Money) -> Amount {
        let major = amount.to_major();
        Amount::Text(if major.is_integer() { major.trunc() } else { major }.to_string().into())
    }
}
