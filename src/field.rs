//! What stands in one place of a payload: nothing, null, a value, or something of another kind.
//!
//! Providers write "nothing" in several ways, and serde gives up at the first value of a wrong kind. A [`Field`] tells the
//! ways apart and holds on to what is wrong, so that one pass over the bytes finds every problem, and the bytes can be
//! written again as they came. Its [`Deserialize`] fails only where the format itself is broken or a name is given twice.
//!
//! ```
//! use lastmile::field::Field;
//!
//! let field: Field<String> = serde_json::from_str("7")?;
//! assert!(matches!(field, Field::Misfit(_)));
//! assert_eq!(serde_json::to_string(&field)?, "7");
//! assert_eq!(serde_json::from_str::<Field<String>>("null")?, Field::Null);
//! # Ok::<(), serde_json::Error>(())
//! ```

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Number, Value};

use crate::rule::{Found, Rule};
use crate::text::Text;

mod object;
pub use object::Unknown;
#[doc(hidden)]
pub use object::{Key, Member, PageName, Part, Shape};
pub(crate) use object::{QUOTED, is_escaped};

/// One place of a payload.
///
/// ```
/// use lastmile::field::Field;
/// use lastmile::gett::CreateDeliveries;
///
/// let wire: CreateDeliveries = serde_json::from_str(r#"{"bundle_id": null, "product_id": "P-1", "scheduled_at": 7}"#)?;
/// assert_eq!(wire.display_identifier, Field::Absent);
/// assert_eq!(wire.bundle_id, Field::Null);
/// assert!(wire.product_id.as_given().is_some());
/// assert_eq!(wire.scheduled_at, Field::Misfit(Box::new(7.into())));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Default)]
pub enum Field<T> {
    /// The member is not there.
    #[default]
    Absent,
    /// It is there and null.
    Null,
    /// It is there and of the kind that the page says. Whether the value makes sense is not looked at here.
    Given(T),
    /// It is there and of another kind.
    Misfit(Box<Value>),
}

impl<T> Field<T> {
    /// Whether the member is not there. Such a field is left out when it is written.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Field::Absent)
    }

    /// The value, if there is one of the right kind.
    pub fn given(self) -> Option<T> {
        match self {
            Field::Given(value) => Some(value),
            Field::Absent | Field::Null | Field::Misfit(_) => None,
        }
    }

    /// The value, if there is one of the right kind.
    pub const fn as_given(&self) -> Option<&T> {
        match self {
            Field::Given(value) => Some(value),
            Field::Absent | Field::Null | Field::Misfit(_) => None,
        }
    }

    /// The same with something made of the value, if there is one of the right kind.
    ///
    /// ```
    /// use lastmile::field::Field;
    ///
    /// assert!(matches!(Field::Given(7).map(Box::new), Field::Given(seven) if *seven == 7));
    /// assert!(matches!(Field::<u8>::Null.map(Box::new), Field::Null));
    /// ```
    pub fn map<U>(self, to: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Field::Absent => Field::Absent,
            Field::Null => Field::Null,
            Field::Given(value) => Field::Given(to(value)),
            Field::Misfit(value) => Field::Misfit(value),
        }
    }
}

impl Field<Text> {
    /// Takes an empty text for an absent one, where a provider writes the one for the other.
    #[must_use]
    pub fn blank_is_absent(self) -> Field<Text> {
        match self {
            Field::Given(text) if text.is_empty() => Field::Absent,
            other => other,
        }
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Field<T> {
        Field::Given(value)
    }
}

/// What there is, or an absent member.
impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Field<T> {
        value.map_or(Field::Absent, Field::Given)
    }
}

/// Tells the kind of everything and the text of nothing.
impl<T: Wire> fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Absent => f.write_str("Absent"),
            Field::Null => f.write_str("Null"),
            Field::Given(value) => value.masked(f),
            Field::Misfit(value) => write!(f, "Misfit({})", describe(value)),
        }
    }
}

impl<T: Wire> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Field::Absent | Field::Null => serializer.serialize_unit(),
            Field::Given(value) => value.to_wire(serializer),
            Field::Misfit(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Wire> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut field = Field::Absent;
        Place(&mut field).deserialize(deserializer)?;
        Ok(field)
    }
}

/// A kind of value that a page asks for: a text, a number, a list, one of the page's objects.
///
/// [`wire!`](crate::wire) implements it for objects. A kind says what it takes; everything else becomes a
/// [`Field::Misfit`].
///
/// ```
/// use std::fmt;
///
/// use lastmile::Rule;
/// use lastmile::field::{Field, Wire};
/// use serde::Serializer;
///
/// /// Acme's shelf: a number, or the text `none`.
/// #[derive(Debug, PartialEq)]
/// enum Shelf {
///     Number(serde_json::Number),
///     None,
/// }
///
/// impl Wire for Shelf {
///     const EXPECTS: Rule = Rule::NotNumber;
///
///     fn from_number(number: serde_json::Number, place: &mut Field<Shelf>) {
///         *place = Field::Given(Shelf::Number(number));
///     }
///
///     fn from_text(text: &str, place: &mut Field<Shelf>) {
///         *place = if text == "none" { Field::Given(Shelf::None) } else { Field::Misfit(Box::new(text.into())) };
///     }
///
///     fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
///         match self {
///             Shelf::Number(number) => number.to_wire(serializer),
///             Shelf::None => serializer.serialize_str("none"),
///         }
///     }
///
///     fn masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         f.write_str("a shelf")
///     }
/// }
///
/// assert_eq!(serde_json::from_str::<Field<Shelf>>("\"none\"")?, Field::Given(Shelf::None));
/// let upstairs: Field<Shelf> = serde_json::from_str("\"upstairs\"")?;
/// assert!(matches!(upstairs, Field::Misfit(_)), "which is `type.number` when it is read");
/// assert_eq!(serde_json::to_string(&upstairs)?, "\"upstairs\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not stand on the wire as it is",
    label = "no member of a payload holds this",
    note = "a member holds a `bool`, a `serde_json::Number` (of whatever sort), a `String` or `lastmile::text::Text`, a \
            `Vec<Field<_>>`, a `serde_json::Map<String, Value>`, or what another `lastmile::wire!` declares"
)]
pub trait Wire: Sized {
    /// The rule that a value of another kind breaks.
    const EXPECTS: Rule;

    /// Takes true or false, where it is to stand.
    #[cold]
    fn from_bool(flag: bool, place: &mut Field<Self>) {
        *place = Field::Misfit(Box::new(Value::Bool(flag)));
    }

    /// Takes a number, where it is to stand.
    #[cold]
    fn from_number(number: Number, place: &mut Field<Self>) {
        *place = Field::Misfit(Box::new(Value::Number(number)));
    }

    /// Takes a text, where it is to stand.
    #[cold]
    fn from_text(text: &str, place: &mut Field<Self>) {
        *place = Field::Misfit(Box::new(Value::String(text.to_owned())));
    }

    /// Takes a list, where it is to stand.
    ///
    /// # Errors
    ///
    /// Those of the format.
    #[cold]
    fn from_list<'de, A: SeqAccess<'de>>(list: A, place: &mut Field<Self>) -> Result<(), A::Error> {
        *place = Field::Misfit(Box::new(capture_list(list, 0)?));
        Ok(())
    }

    /// Takes an object, where it is to stand.
    ///
    /// # Errors
    ///
    /// Those of the format, and a name that is given twice.
    #[cold]
    fn from_object<'de, A: MapAccess<'de>>(object: A, place: &mut Field<Self>) -> Result<(), A::Error> {
        match capture_object(object, 0)? {
            Value::Number(number) => Self::from_number(number, place),
            value => *place = Field::Misfit(Box::new(value)),
        }
        Ok(())
    }

    /// Writes it as it came.
    ///
    /// # Errors
    ///
    /// Those of the format.
    fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// For `Debug`, without text.
    ///
    /// # Errors
    ///
    /// Those of the formatter.
    fn masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// Shows the pattern of every member below this kind, such as `deliveries[].parcels[].weight`.
    fn members(path: &str, see: &mut dyn FnMut(&str)) {
        Self::shape().members(path, see);
    }

    /// What it is made of.
    #[doc(hidden)]
    fn shape() -> Shape {
        Shape::Value
    }
}

impl Wire for bool {
    const EXPECTS: Rule = Rule::NotFlag;

    #[inline]
    fn from_bool(flag: bool, place: &mut Field<bool>) {
        *place = Field::Given(flag);
    }

    fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }

    fn masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Wire for Number {
    const EXPECTS: Rule = Rule::NotNumber;

    #[inline]
    fn from_number(number: Number, place: &mut Field<Number>) {
        *place = Field::Given(number);
    }

    fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Found::shown(self))
    }
}

/// Text of either kind; the payloads of the crate use [`Text`].
macro_rules! texts {
    ($($text:ty)+) => {$(
        impl Wire for $text {
            const EXPECTS: Rule = Rule::NotText;

            #[inline]
            fn from_text(text: &str, place: &mut Field<Self>) {
                *place = Field::Given(<$text>::from(text));
            }

            fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self)
            }

            fn masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", Found::text(self))
            }
        }
    )+};
}

texts! { String Text }

impl<T: Wire> Wire for Vec<Field<T>> {
    const EXPECTS: Rule = Rule::NotList;

    fn from_list<'de, A: SeqAccess<'de>>(mut list: A, place: &mut Field<Self>) -> Result<(), A::Error> {
        let mut fields = Vec::new();
        while list.next_element_seed(Next(&mut fields))?.is_some() {}
        *place = Field::Given(fields);
        Ok(())
    }

    fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        for field in self {
            list.serialize_element(field)?;
        }
        list.end()
    }

    fn masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }

    fn shape() -> Shape {
        Shape::List(T::shape)
    }
}

/// The same behind a pointer, for the elements of a list that are large and may be many: one that is null or of another kind
/// then takes no more than its pointer.
impl<T: Wire> Wire for Box<T> {
    const EXPECTS: Rule = T::EXPECTS;

    fn from_bool(flag: bool, place: &mut Field<Box<T>>) {
        boxed(place, |field| T::from_bool(flag, field));
    }

    fn from_number(number: Number, place: &mut Field<Box<T>>) {
        boxed(place, |field| T::from_number(number, field));
    }

    fn from_text(text: &str, place: &mut Field<Box<T>>) {
        boxed(place, |field| T::from_text(text, field));
    }

    fn from_list<'de, A: SeqAccess<'de>>(list: A, place: &mut Field<Box<T>>) -> Result<(), A::Error> {
        boxed(place, |field| T::from_list(list, field))
    }

    fn from_object<'de, A: MapAccess<'de>>(object: A, place: &mut Field<Box<T>>) -> Result<(), A::Error> {
        boxed(place, |field| T::from_object(object, field))
    }

    fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::to_wire(self, serializer)
    }

    fn masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::masked(self, f)
    }

    fn shape() -> Shape {
        T::shape()
    }
}

/// Puts behind a pointer what is filled in.
fn boxed<T, R>(place: &mut Field<Box<T>>, fill: impl FnOnce(&mut Field<T>) -> R) -> R {
    let mut field = Field::Absent;
    let filled = fill(&mut field);
    *place = field.map(Box::new);
    filled
}

/// An object whose names the host chooses, such as the headers of a call; kept as it is.
impl Wire for Map<String, Value> {
    const EXPECTS: Rule = OBJECT;

    fn from_object<'de, A: MapAccess<'de>>(object: A, place: &mut Field<Self>) -> Result<(), A::Error> {
        *place = match capture_object(object, 0)? {
            Value::Object(map) => Field::Given(map),
            value => Field::Misfit(Box::new(value)),
        };
        Ok(())
    }

    fn to_wire<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.len()))?;
        for (name, value) in self {
            object.serialize_entry(name, value)?;
        }
        object.end()
    }

    fn masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with {} members", self.len())
    }
}

/// What a value is, without its text.
pub(crate) fn describe(value: &Value) -> Found {
    match value {
        Value::Null => Found::from("null"),
        Value::Bool(flag) => Found::shown(flag),
        // It may be somebody's phone number.
        Value::Number(_) => Found::from("a number"),
        Value::String(text) => Found::text(text),
        Value::Array(list) => match list.len() {
            0 => Found::from("an empty list"),
            n => Found::shown(format_args!("a list of {n}")),
        },
        Value::Object(map) => match map.len() {
            0 => Found::from("an empty object"),
            1 => Found::from("an object with 1 member"),
            n => Found::shown(format_args!("an object with {n} members")),
        },
    }
}

/// Takes what comes and gives it to the kind that was asked for, if it takes it. It is put where it is to stand: handed up
/// from call to call, a payload would be copied once for each of its levels.
struct Place<'p, T>(&'p mut Field<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for Place<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Wire> Visitor<'de> for Place<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<(), E> {
        T::from_bool(flag, self.0);
        Ok(())
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        T::from_number(Number::from(number), self.0);
        Ok(())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        T::from_number(Number::from(number), self.0);
        Ok(())
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        T::from_number(json_number(number)?, self.0);
        Ok(())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        T::from_text(text, self.0);
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        *self.0 = Field::Null;
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        T::from_list(list, self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        T::from_object(object, self.0)
    }
}

/// The place behind the last element of a list.
struct Next<'p, T>(&'p mut Vec<Field<T>>);

impl<'de, T: Wire> DeserializeSeed<'de> for Next<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.0.is_empty() {
            // The standard library begins with four; most lists of a payload are shorter, and their elements large.
            *self.0 = Vec::with_capacity(2);
        }
        self.0.push(Field::Absent);
        match self.0.last_mut() {
            Some(field) => Place(field).deserialize(deserializer),
            None => Ok(()),
        }
    }
}

/// Reads any value as it is. Unlike `Value`'s own reader it refuses a name that is given twice, and has a limit of depth of
/// its own, because not every format has one.
#[derive(Clone, Copy)]
struct Capture {
    depth: u8,
}

/// As deep as serde_json reads.
pub(crate) const MAX_DEPTH: u8 = 127;

impl Capture {
    fn below<E: de::Error>(depth: u8) -> Result<Capture, E> {
        match depth.checked_add(1) {
            Some(depth) if depth <= MAX_DEPTH => Ok(Capture { depth }),
            _ => Err(E::custom("nested too deeply")),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Capture {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Capture {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
        json_number(number).map(Value::Number)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Value, A::Error> {
        capture_list(list, self.depth)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Value, A::Error> {
        capture_object(object, self.depth)
    }
}

fn json_number<E: de::Error>(number: f64) -> Result<Number, E> {
    Number::from_f64(number).ok_or_else(|| E::custom("a number that JSON cannot write"))
}

fn capture_list<'de, A: SeqAccess<'de>>(mut list: A, depth: u8) -> Result<Value, A::Error> {
    let below = Capture::below(depth)?;
    let mut values = Vec::new();
    while let Some(value) = list.next_element_seed(below)? {
        values.push(value);
    }
    Ok(Value::Array(values))
}

fn capture_object<'de, A: MapAccess<'de>>(mut object: A, depth: u8) -> Result<Value, A::Error> {
    let below = Capture::below(depth)?;
    let mut map = Map::new();
    while let Some(name) = object.next_key::<String>()? {
        // Before the value is read, so that the place of the fault is that of the name.
        if map.contains_key(&name) {
            return Err(twice());
        }
        map.insert(name, object.next_value_seed(below)?);
    }
    Ok(number_in_disguise(&map)?.map_or(Value::Object(map), Value::Number))
}

/// One of the two complaints of our readers about data; [`from_json`](crate::from_json) tells the place.
#[cold]
fn twice<E: de::Error>() -> E {
    E::custom("a name is given twice")
}

/// Where a host has switched on serde_json's `arbitrary_precision`, a number comes as an object of one member of this name.
const NUMBER_IN_DISGUISE: &str = "$serde_json::private::Number";

fn number_in_disguise<E: de::Error>(map: &Map<String, Value>) -> Result<Option<Number>, E> {
    let text = match map.get(NUMBER_IN_DISGUISE) {
        Some(Value::String(text)) if map.len() == 1 => text,
        _ => return Ok(None),
    };
    // Without that feature the object is somebody's data. With it a number keeps its text, which shows that it is on.
    let keeps_text = serde_json::from_str::<Number>("1.00").is_ok_and(|kept| kept.to_string() == "1.00");
    match serde_json::from_str::<Number>(text) {
        // Without that feature it is no number either.
        Ok(number) if keeps_text && number.as_f64().is_none() => Err(E::custom("a number that no double holds")),
        Ok(number) if keeps_text => Ok(Some(number)),
        _ => Ok(None),
    }
}

/// What [`wire!`](crate::wire) expects of every object.
#[doc(hidden)]
pub const OBJECT: Rule = Rule::NotObject;
