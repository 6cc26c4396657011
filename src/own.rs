//! How the model's types read their own form: as serde derives it, except that no error repeats what stands there.
//!
//! serde's words for a wrong kind, an unknown member or an unknown variant have the text or the number in them, and a model
//! holds names, phone numbers and codes. So a type reads through [`Own`], which lets the format find the kind and says
//! which kind it was; line and column are still the format's. What a member reads that is no type of ours (flags, numbers,
//! texts, lists, options) goes through [`Member`]. A type of ours passes through `Member` as it is, because it has its own
//! `Own`: however deep a model is, a value goes through two of them and not through one for each floor.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::str::FromStr;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Number;

use crate::rule::{Found, Violation};

/// Reads the members that serde derives, and no others.
///
/// The form is a type of its own, so that the derived reader cannot be reached around [`Own`]. What stands behind the derives
/// is said of the form alone.
macro_rules! own_form {
    (
        $(#[doc $($doc:tt)+])*
        #[derive($($derive:path),+ $(,)?)]
        $(#[$of_the_form:meta])*
        $visibility:vis struct $name:ident {
            $($(#[$attribute:meta])* $member_visibility:vis $member:ident: $kind:ty,)+
        }
    ) => {
        $(#[doc $($doc)+])*
        #[derive($($derive),+)]
        $visibility struct $name {
            $($(#[$attribute])* $member_visibility $member: $kind,)+
        }

        const _: () = {
            #[derive(serde::Deserialize)]
            $(#[$of_the_form])*
            #[serde(deny_unknown_fields)]
            struct Form {
                $($(#[$attribute])* $member: $kind,)+
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                    let Form { $($member),+ } = serde::Deserialize::deserialize($crate::own::Own(deserializer))?;
                    Ok($name { $($member),+ })
                }
            }
        };
    };
}
pub(crate) use own_form;

/// Writes members, each with whether it says nothing. One that does is left out, but not where members may have no names: there
/// the next would be taken for it.
macro_rules! write_telling {
    ($serializer:expr, $name:literal, {$($member:ident: $says_nothing:expr,)+}) => {{
        use serde::ser::SerializeStruct as _;

        let serializer = $serializer;
        let leaves_out = serializer.is_human_readable();
        let told = [$(!(leaves_out && $says_nothing)),+];
        let mut object = serializer.serialize_struct($name, told.into_iter().filter(|is_told| *is_told).count())?;
        $(if leaves_out && $says_nothing {
            object.skip_field(stringify!($member))?;
        } else {
            object.serialize_field(stringify!($member), $member)?;
        })+
        object.end()
    }};
}
pub(crate) use write_telling;

/// The same as [`own_form`] for a list of words without members.
macro_rules! own_words {
    (
        $(#[doc $($doc:tt)+])*
        #[derive($($derive:path),+ $(,)?)]
        $(#[$more:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$attribute:meta])* $variant:ident,)+
        }
    ) => {
        $(#[doc $($doc)+])*
        #[derive($($derive),+)]
        $(#[$more])*
        $visibility enum $name {
            $($(#[$attribute])* $variant,)+
        }

        const _: () = {
            #[derive(serde::Deserialize)]
            $(#[$more])*
            enum Form {
                $($variant,)+
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                    serde::Deserialize::deserialize($crate::own::Own(deserializer))
                        .map(|form| match form { $(Form::$variant => $name::$variant,)+ })
                }
            }
        };
    };
}
pub(crate) use own_words;

/// Reads what a type is made of, and makes it.
macro_rules! own_made_of {
    ($parts:ty => $name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let parts = <$parts as serde::Deserialize>::deserialize($crate::own::Own(deserializer))?;
                $name::try_from(parts).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use own_made_of;

/// Reads a text and parses it.
macro_rules! own_parsed {
    ($name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                $crate::own::parsed(deserializer)
            }
        }
    };
}
pub(crate) use own_parsed;

/// Reads a text and makes of it what it says. The text itself is kept nowhere.
pub(crate) fn parsed<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err = Violation>,
{
    struct Parsed<T>(PhantomData<T>);

    impl<T: FromStr<Err = Violation>> Visitor<'_> for Parsed<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }

        fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<T, E> {
            let text = core::str::from_utf8(bytes).map_err(|_| E::invalid_value(Unexpected::Bytes(bytes), &self))?;
            self.visit_str(text)
        }
    }

    Own(deserializer).deserialize_str(Parsed(PhantomData))
}

/// Where a type of ours stands.
pub(crate) struct Own<D>(pub(crate) D);

/// Where the derived reader of a type of ours asks for something else.
pub(crate) struct Member<D>(pub(crate) D);

/// A format that can tell by itself what stands there is asked to, so that it does not complain by itself.
macro_rules! own_methods {
    ($($takes:ident: $($method:ident $(($($hint:ident: $kind:ty),+))?)+;)+) => {
        impl<'de, D: Deserializer<'de>> Deserializer<'de> for Own<D> {
            type Error = D::Error;

            $($(fn $method<V: Visitor<'de>>(self $(, $($hint: $kind),+)?, visitor: V) -> Result<V::Value, D::Error> {
                if self.0.is_human_readable() {
                    self.0.deserialize_any(Quiet { takes: Takes::$takes, visitor })
                } else {
                    self.0.$method($($($hint,)+)? Quiet { takes: Takes::Anything, visitor })
                }
            })+)+

            fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
                Member(self.0).deserialize_option(visitor)
            }

            fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, D::Error> {
                visitor.visit_newtype_struct(self)
            }

            // Some formats have names that are no texts, and all have short ones.
            fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
                self.0.deserialize_identifier(Quiet { takes: Takes::Anything, visitor })
            }

            fn is_human_readable(&self) -> bool {
                self.0.is_human_readable()
            }
        }
    };
}

own_methods! {
    Anything: deserialize_any deserialize_bool deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_unit deserialize_seq deserialize_ignored_any deserialize_tuple(length: usize) deserialize_unit_struct(name: &'static str)
        deserialize_tuple_struct(name: &'static str, length: usize);
    Number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64;
    Object: deserialize_map deserialize_struct(name: &'static str, members: &'static [&'static str]);
    Word: deserialize_enum(name: &'static str, variants: &'static [&'static str]);
}

/// What a member asks for, if it is none of ours: it is its own `Own`.
macro_rules! member_methods {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            Own(self.0).$method(visitor)
        }
    )+};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Member<D> {
    type Error = D::Error;

    member_methods! {
        deserialize_bool deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf
        deserialize_unit deserialize_seq deserialize_map deserialize_ignored_any deserialize_identifier
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Quiet { takes: Takes::Maybe, visitor })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(length, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, length, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        members: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, members, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// For the values of containers.
struct MemberSeed<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for MemberSeed<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Member(deserializer))
    }
}

struct Members<A>(A);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        self.0.next_key_seed(MemberSeed(seed))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(MemberSeed(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Members<A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, A::Error> {
        self.0.next_element_seed(MemberSeed(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Members<A> {
    type Error = A::Error;
    type Variant = A::Variant;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, A::Variant), A::Error> {
        self.0.variant_seed(MemberSeed(seed))
    }
}

/// What a reader asks for.
#[derive(Clone, Copy)]
enum Takes {
    Anything,
    Number,
    Object,
    /// Null, or the value of a member.
    Maybe,
    /// A word, or an object of which the only name is one.
    Word,
}

/// Hands on what comes; where the reader does not take it, only the kind is said.
struct Quiet<V> {
    takes: Takes,
    visitor: V,
}

impl<V> Quiet<V> {
    /// What goes wrong in the format's words.
    fn told<E: de::Error>(&self) -> impl FnOnce(Said) -> E + use<E, V> {
        let is_object = matches!(self.takes, Takes::Object);
        move |said| match said {
            Said::Found { found, .. } if is_object => misplaced(&found, "an object"),
            Said::Found { found, expected } => misplaced(&found, number(&expected)),
            Said::Custom(words) => E::custom(words),
        }
    }
}

macro_rules! quiet_scalars {
    ($($method:ident($kind:ty))+) => {$(
        fn $method<E: de::Error>(self, value: $kind) -> Result<V::Value, E> {
            let told = self.told();
            self.visitor.$method(value).map_err(told)
        }
    )+};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Quiet<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.takes {
            Takes::Object => f.write_str("an object"),
            Takes::Anything | Takes::Number | Takes::Maybe | Takes::Word => self.visitor.expecting(f),
        }
    }

    quiet_scalars! {
        visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_i128(i128) visit_u128(u128) visit_f64(f64)
        visit_bytes(&[u8]) visit_borrowed_bytes(&'de [u8]) visit_byte_buf(Vec<u8>)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<V::Value, E> {
        let told = self.told();
        match self.takes {
            Takes::Word => self.visitor.visit_enum(StrDeserializer::new(text)),
            Takes::Anything | Takes::Number | Takes::Maybe | Takes::Object => self.visitor.visit_str(text),
        }
        .map_err(told)
    }

    fn visit_unit<E: de::Error>(self) -> Result<V::Value, E> {
        let told = self.told();
        match self.takes {
            // A free object would be empty then.
            Takes::Object => Err(told(de::Error::invalid_type(Unexpected::Unit, &self))),
            Takes::Anything | Takes::Number | Takes::Maybe | Takes::Word => self.visitor.visit_unit().map_err(told),
        }
    }

    fn visit_none<E: de::Error>(self) -> Result<V::Value, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        match self.takes {
            Takes::Maybe => self.visitor.visit_some(Member(deserializer)),
            Takes::Anything | Takes::Number | Takes::Object | Takes::Word => deserializer.deserialize_any(self),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<V::Value, A::Error> {
        match self.takes {
            // Without names it would hang on the order in which they are declared.
            Takes::Object => Err(misplaced(&"a list", "an object")),
            // No number takes one, and what refuses it by default is the format's error, with the name of Rust's type.
            Takes::Number => {
                let expected: &dyn Expected = &self;
                Err(misplaced(&"a list", number(&expected.to_string())))
            }
            Takes::Anything | Takes::Maybe | Takes::Word => self.visitor.visit_seq(Members(list)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        match self.takes {
            // What a number looks like if a host has turned on `serde_json/arbitrary_precision`.
            Takes::Number => {
                let number = Number::deserialize(MapAccessDeserializer::new(map))?;
                match (number.as_u64(), number.as_i64(), number.as_f64()) {
                    (Some(whole), _, _) => self.visit_u64(whole),
                    (_, Some(whole), _) => self.visit_i64(whole),
                    (_, _, Some(number)) => self.visit_f64(number),
                    _ => Err(misplaced(&"a number that no double holds", "another")),
                }
            }
            Takes::Word => self.visitor.visit_enum(MapAccessDeserializer::new(Members(map))),
            Takes::Anything | Takes::Maybe | Takes::Object => self.visitor.visit_map(Members(map)),
        }
    }

    fn visit_enum<A: EnumAccess<'de>>(self, word: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(Members(word))
    }
}

fn misplaced<E: de::Error>(found: &dyn fmt::Display, expected: &str) -> E {
    E::custom(format_args!("expected {expected}, found {found}"))
}

/// An error of which all is known but what stands there.
#[derive(Debug)]
enum Said {
    Found { found: Found, expected: String },
    Custom(String),
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Said::Found { found, expected } => write!(f, "expected {expected}, found {found}"),
            Said::Custom(words) => f.write_str(words),
        }
    }
}

impl core::error::Error for Said {}

impl de::Error for Said {
    fn custom<T: fmt::Display>(words: T) -> Said {
        Said::Custom(words.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Said {
        Said::Found { found: kind(found), expected: expected.to_string() }
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Said {
        Said::Found {
            found: Found::shown(format_args!("{} out of its range", kind(found))),
            expected: expected.to_string(),
        }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Said {
        Said::Found { found: Found::text(variant), expected: one_of(expected) }
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Said {
        Said::Found { found: Found::from("another member"), expected: one_of(expected) }
    }
}

/// Numbers in the words of who wrote the JSON: serde's own readers name them by Rust's types. These are what members have.
fn number(expected: &str) -> &str {
    match expected {
        "f64" => "a number",
        "u8" => "a whole number from 0 to 255",
        "i64" | "u32" => "a whole number",
        expected => expected,
    }
}

fn one_of(names: &[&str]) -> String {
    match names {
        [] => String::from("nothing"),
        names => format!("one of `{}`", names.join("`, `")),
    }
}

fn kind(found: Unexpected<'_>) -> Found {
    match found {
        Unexpected::Bool(flag) => Found::shown(flag),
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => Found::from("a whole number"),
        Unexpected::Float(_) => Found::from("a decimal"),
        Unexpected::Char(_) => Found::from("a character"),
        Unexpected::Str(text) => Found::text(text),
        Unexpected::Bytes(_) => Found::from("bytes"),
        Unexpected::Unit | Unexpected::Option => Found::from("null"),
        Unexpected::Seq => Found::from("a list"),
        Unexpected::Map => Found::from("an object"),
        Unexpected::NewtypeStruct
        | Unexpected::Enum
        | Unexpected::UnitVariant
        | Unexpected::NewtypeVariant
        | Unexpected::TupleVariant
        | Unexpected::StructVariant
        | Unexpected::Other(_) => Found::from("something else"),
    }
}
