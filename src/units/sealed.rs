//! What all sealed integers have in common.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{self, Visitor};

use crate::rule::{Found, Rule, Violation};

/// A whole number within its limits. [`Sealed::seal`] is the only way in.
pub(crate) trait Sealed: Copy {
    /// What a number breaks that is within the limits and not whole.
    const FINER: Rule;

    /// The value, or the limit that it breaks.
    fn seal(whole: i128) -> Result<Self, Rule>;

    /// What is shown of a number that breaks a limit: in the words of the limit.
    fn found(whole: i128) -> Found {
        whole.into()
    }
}

/// One that is added up.
pub(crate) trait Amount: Sealed {
    /// What was sealed.
    fn unseal(self) -> i128;
}

/// The value, or the limit that it breaks and the number itself.
pub(crate) fn seal<T: Sealed>(whole: i128) -> Result<T, Violation> {
    T::seal(whole).map_err(|rule| rule.broken_by(T::found(whole)))
}

/// Independent of the order. 2^63 summands of 64 bits do not reach the end of 128 bits, where it would stop.
pub(crate) fn sum<T: Amount>(values: impl IntoIterator<Item = T>) -> Result<T, Violation> {
    seal(values.into_iter().map(T::unseal).fold(0, i128::saturating_add))
}

/// The arithmetic that makes sense for amounts: 64 bits on both sides never leave 128.
macro_rules! arithmetic {
    ($(#[$errors:meta])+ $name:ident) => {
        impl $name {
            /// Both together.
            ///
            /// # Errors
            ///
            $(#[$errors])+
            pub fn checked_add(self, other: $name) -> Result<$name, Violation> {
                $crate::units::sealed::seal(self.unseal().saturating_add(other.unseal()))
            }

            /// What is left without the other.
            ///
            /// # Errors
            ///
            $(#[$errors])+
            pub fn checked_sub(self, other: $name) -> Result<$name, Violation> {
                $crate::units::sealed::seal(self.unseal().saturating_sub(other.unseal()))
            }

            /// So many of it.
            ///
            /// # Errors
            ///
            $(#[$errors])+
            pub fn checked_mul(self, times: u32) -> Result<$name, Violation> {
                $crate::units::sealed::seal(self.unseal().saturating_mul(i128::from(times)))
            }

            /// All together; of none it is zero. Only the result has to be within the limits.
            ///
            /// # Errors
            ///
            $(#[$errors])+
            pub fn sum(values: impl IntoIterator<Item = $name>) -> Result<$name, Violation> {
                $crate::units::sealed::sum(values)
            }
        }
    };
}
pub(super) use arithmetic;

/// The model's own form of it: the plain integer, checked on the way in.
macro_rules! plain_integer {
    ($name:ident, $deserialize:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.get().serialize(serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let own = $crate::own::Own(deserializer);
                ::serde::Deserializer::$deserialize(own, $crate::units::sealed::PlainInteger::new())
            }
        }
    };
}
pub(super) use plain_integer;

/// A quantity whose limits are those of its integer: the type, the way in and out as a decimal of any unit.
macro_rules! quantity {
    (
        $(#[$doc:meta])+
        $name:ident($int:ident) as $deserialize:ident in $unit:ident, $symbol:literal:
        $negative:ident, $large:ident, $finer:ident
    ) => {
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name($int);

        impl $name {
            /// Nothing.
            pub const ZERO: $name = $name(0);

            #[doc = concat!("So many ", $symbol, ".")]
            pub const fn new(whole: $int) -> $name {
                $name(whole)
            }

            #[doc = concat!("In ", $symbol, ".")]
            pub const fn get(self) -> $int {
                self.0
            }

            /// So many of a unit.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Rule::", stringify!($negative), "`], [`Rule::", stringify!($large), "`], and [`Rule::",
                stringify!($finer), "`] if it is not a whole number of ", $symbol, ".")]
            pub fn from_unit(value: Decimal, unit: $unit) -> Result<$name, Violation> {
                let rule = |rule: Rule| rule.broken_by(Found::shown(format_args!("{value} {unit}")));
                Scaled::of_decimal(value, unit.factor()).exactly().map_err(rule)
            }

            #[doc = concat!("So many of a unit, rounded to ", $symbol, ".")]
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Rule::", stringify!($negative), "`] and [`Rule::", stringify!($large),
                "`], which hold before rounding and after.")]
            pub fn from_unit_rounded(value: Decimal, unit: $unit, rounding: Rounding) -> Result<$name, Violation> {
                let rule = |rule: Rule| rule.broken_by(Found::shown(format_args!("{value} {unit}")));
                Ok(Scaled::of_decimal(value, unit.factor()).rounded(rounding).map_err(rule)?.0)
            }

            /// In a unit, exactly and without trailing zeros; `None` if that is no decimal of at most 28 digits.
            pub fn to_unit(self, unit: $unit) -> Option<Decimal> {
                to_decimal(u64::from(self.0), unit.factor())
            }

            /// In a unit, with that many decimals; `None` if these are more digits than a [`Decimal`] has, about 28.
            pub fn to_unit_rounded(self, unit: $unit, decimals: u32, rounding: Rounding) -> Option<Decimal> {
                to_decimal_rounded(u64::from(self.0), unit.factor(), decimals, rounding)
            }
        }

        impl $crate::units::Sealed for $name {
            const FINER: Rule = Rule::$finer;

            fn seal(whole: i128) -> Result<$name, Rule> {
                let limit = if whole < 0 { Rule::$negative } else { Rule::$large };
                <$int>::try_from(whole).map($name).map_err(|_| limit)
            }
        }

        impl $crate::units::Amount for $name {
            fn unseal(self) -> i128 {
                i128::from(self.0)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                write!(f, concat!("{} ", $symbol), self.0)
            }
        }

        arithmetic! {
            #[doc = concat!("[`Rule::", stringify!($negative), "`], [`Rule::", stringify!($large), "`].")]
            $name
        }
        plain_integer!($name, $deserialize);
    };
}
pub(super) use quantity;

/// A unit: its factor and its symbol.
macro_rules! unit {
    ($(#[$doc:meta])+ $name:ident { $($(#[$each:meta])+ $variant:ident = $of:literal / $to:literal, $symbol:literal;)+ }) => {
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$each])+ $variant,)+
        }

        impl $name {
            /// Every unit of the kind.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// How it is written behind a number.
            pub const fn symbol(self) -> &'static str {
                match self { $($name::$variant => $symbol,)+ }
            }

            /// One of it in base units, a reduced fraction.
            const fn factor(self) -> Factor {
                match self { $($name::$variant => Factor { of: $of, to: $to },)+ }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.symbol())
            }
        }
    };
}
pub(super) use unit;

/// Takes an integer.
pub(crate) struct PlainInteger<T>(PhantomData<T>);

impl<T> PlainInteger<T> {
    pub(crate) const fn new() -> PlainInteger<T> {
        PlainInteger(PhantomData)
    }
}

impl<'de, T: Sealed> Visitor<'de> for PlainInteger<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<T, E> {
        self.visit_i128(i128::from(whole))
    }

    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<T, E> {
        self.visit_i128(i128::from(whole))
    }

    fn visit_i128<E: de::Error>(self, whole: i128) -> Result<T, E> {
        seal(whole).map_err(E::custom)
    }

    fn visit_u128<E: de::Error>(self, whole: u128) -> Result<T, E> {
        self.visit_i128(i128::try_from(whole).unwrap_or(i128::MAX))
    }
}
