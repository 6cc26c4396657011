//! What all sealed integers have in common.

use core::fmt;
use core::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use crate::rule::{Found, Rule, Violation};

/// A whole number within its limits. [`Sealed::seal`] is the only way in.
pub(crate) trait Sealed: Copy {
    /// What a number breaks that is within the limits and not whole.
    const FINER: Rule;

    /// The value, or the limit that it breaks.
    fn seal(whole: i128) -> Result<Self, Rule>;

    /// What was sealed.
    fn unseal(self) -> i128;
}

/// The value, or the limit that it breaks and the number itself.
pub(crate) fn seal<T: Sealed>(whole: i128) -> Result<T, Violation> {
    T::seal(whole).map_err(|rule| rule.broken_by(whole))
}

/// Independent of the order. 2^63 summands of 64 bits do not reach the end of 128 bits, where it would stop.
pub(crate) fn sum<T: Sealed>(values: impl IntoIterator<Item = T>) -> Result<T, Violation> {
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
                let visitor = $crate::units::sealed::PlainInteger::new();
                // Where a format can tell by itself what stands there, so that it does not complain by itself.
                if deserializer.is_human_readable() {
                    deserializer.deserialize_any(visitor)
                } else {
                    deserializer.$deserialize(visitor)
                }
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
                f.write_str(self.symbol())
            }
        }
    };
}
pub(super) use unit;

/// Takes an integer, and never repeats a text that stands in its place.
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

    /// What an integer looks like if a host has turned on `serde_json/arbitrary_precision`.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let number = Number::deserialize(MapAccessDeserializer::new(map))?;
        match (number.as_i64(), number.as_u64()) {
            (Some(whole), _) => self.visit_i64(whole),
            (_, Some(whole)) => self.visit_u64(whole),
            _ => Err(de::Error::invalid_type(de::Unexpected::Other("another number"), &self)),
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Err(misplaced(text, &self))
    }
}

/// Takes an object (or a list, in formats without names) as `T` does, and never repeats a text that stands in its place.
pub(crate) struct PlainStruct<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> PlainStruct<T> {
    pub(crate) fn read<D: Deserializer<'de>>(deserializer: D, fields: &'static [&'static str]) -> Result<T, D::Error> {
        // As above; a name is of no use to any format that needs a hint.
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(PlainStruct(PhantomData))
        } else {
            deserializer.deserialize_struct("", fields, PlainStruct(PhantomData))
        }
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for PlainStruct<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(seq))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Err(misplaced(text, &self))
    }
}

fn misplaced<E: de::Error>(text: &str, expected: &dyn de::Expected) -> E {
    E::custom(format_args!("expected {expected}, found {}", Found::text(text)))
}
