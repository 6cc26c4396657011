//! The objects of a page: a struct with one [`Field`](super::Field) a member, and what nobody described.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;

use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Number, Value};

use super::{Capture, Field, Place, Wire, number_in_disguise, twice};

/// The members of an object that its page does not name, as they came.
///
/// ```
/// let wire: lastmile::gett::CreateDeliveries = serde_json::from_str(r#"{"colour": "red"}"#)?;
/// assert_eq!(wire.unknown.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["colour"]);
/// assert_eq!(serde_json::to_string(&wire)?, r#"{"colour":"red"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Default)]
pub struct Unknown(Option<Box<Map<String, Value>>>);

impl Unknown {
    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Their names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().flat_map(|map| map.iter()).map(|(name, value)| (name.as_str(), value))
    }

    /// Reads the value of a name that nobody described.
    #[doc(hidden)]
    #[cold]
    pub fn fill<'de, A: MapAccess<'de>>(&mut self, name: String, object: &mut A) -> Result<(), A::Error> {
        let map = self.0.get_or_insert_default();
        if map.contains_key(&name) {
            return Err(twice());
        }
        map.insert(name, object.next_value_seed(Capture { depth: 0 })?);
        Ok(())
    }

    #[doc(hidden)]
    #[inline]
    pub fn number_in_disguise<E: de::Error>(&self) -> Result<Option<Number>, E> {
        self.0.as_deref().map_or(Ok(None), number_in_disguise)
    }

    #[doc(hidden)]
    pub fn write<M: SerializeMap>(&self, object: &mut M) -> Result<(), M::Error> {
        self.iter().try_for_each(|(name, value)| object.serialize_entry(name, value))
    }
}

impl From<Map<String, Value>> for Unknown {
    fn from(map: Map<String, Value>) -> Unknown {
        Unknown((!map.is_empty()).then(|| Box::new(map)))
    }
}

impl From<Unknown> for Map<String, Value> {
    fn from(unknown: Unknown) -> Map<String, Value> {
        unknown.0.map(|map| *map).unwrap_or_default()
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unknown({} members)", self.iter().count())
    }
}

impl<T: Wire> Field<T> {
    /// Reads the value of a member that is not there yet.
    #[doc(hidden)]
    #[inline]
    pub fn fill<'de, A: MapAccess<'de>>(&mut self, object: &mut A) -> Result<(), A::Error> {
        if !self.is_absent() {
            return Err(twice());
        }
        object.next_value_seed(Place(self))
    }

    #[doc(hidden)]
    #[inline]
    pub fn write<M: SerializeMap>(&self, name: PageName, object: &mut M) -> Result<(), M::Error>
    where
        Self: Serialize,
    {
        if self.is_absent() { Ok(()) } else { object.serialize_entry(&name, self) }
    }
}

/// A name of a page: a writer that knows the mark takes it with its quotes and need not look for what must be escaped; to all
/// others it is the name.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct PageName {
    name: &'static str,
    quoted: &'static str,
}

/// In front of a name with its quotes, where serde has the name of a type.
pub(crate) const QUOTED: &str = "\0";

/// Whether JSON cannot have that byte in a text as it is: a control character, a quote, a backslash.
pub(crate) const fn is_escaped(byte: u8) -> bool {
    matches!(byte, 0..0x20 | b'"' | b'\\')
}

impl PageName {
    /// A name, and the same in quotes behind the mark.
    pub const fn new(name: &'static str, quoted: &'static str) -> PageName {
        let mut rest = name.as_bytes();
        while let [byte, behind @ ..] = rest {
            if is_escaped(*byte) {
                return PageName { name, quoted: name };
            }
            rest = behind;
        }
        PageName { name, quoted }
    }
}

impl Serialize for PageName {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(self.quoted, self.name)
    }
}

/// What a kind is made of, for who describes it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A value without described members.
    Value,
    /// A list of elements of that shape.
    List(fn() -> Shape),
    /// An object of a page: what it is called, the lines that say what it is, its members in the order of the page.
    Object { name: &'static str, says: &'static [&'static str], members: &'static [Part] },
}

/// A member of an object of a page: its name, the lines that say what it is, its shape.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Part {
    pub name: &'static str,
    pub says: &'static [&'static str],
    pub shape: fn() -> Shape,
}

impl Shape {
    pub(super) fn members(self, path: &str, see: &mut dyn FnMut(&str)) {
        match self {
            Shape::Value => see(path),
            Shape::List(element) => element().members(&format!("{path}[]"), see),
            Shape::Object { members, .. } => {
                let dot = if path.is_empty() { "" } else { "." };
                for Part { name, shape, .. } in members {
                    shape().members(&format!("{path}{dot}{name}"), see);
                }
            }
        }
    }
}

/// The members that a page names.
#[doc(hidden)]
pub trait Key: Sized {
    /// The member of that name.
    fn of(name: &str) -> Option<Self>;
}

/// A member's name: one of the page's, or another. Read without an allocation if it is the page's.
#[doc(hidden)]
#[derive(Debug)]
pub enum Member<K> {
    Known(K),
    Unknown(String),
}

impl<'de, K: Key> Deserialize<'de> for Member<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Member<K>, D::Error> {
        deserializer.deserialize_identifier(Name(PhantomData))
    }
}

struct Name<K>(PhantomData<K>);

impl<K: Key> Visitor<'_> for Name<K> {
    type Value = Member<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Member<K>, E> {
        Ok(K::of(name).map_or_else(|| Member::Unknown(name.to_owned()), Member::Known))
    }
}

/// Declares the objects of a provider's page: each member once, with the page's name, order and kind.
///
/// A member whose name cannot be a Rust name says the name after `=`. `Field` is a word of the declaration and needs no
/// `use`. Every object also has `unknown`, where members that the page does not name are kept. The macro writes `Serialize`
/// and `Deserialize` that keep everything, a `Debug` that shows no text, and [`Wire`].
///
/// ```standalone_crate
/// use lastmile::field::Field;
///
/// lastmile::wire! {
///     /// A parcel, as the page has it.
///     pub struct Volume {
///         /// Grams.
///         pub weight: Field<serde_json::Number>,
///         /// A word.
///         pub kind: Field<String> = "type",
///     }
/// }
///
/// let volume: Volume = serde_json::from_str(r#"{"type": "box", "weight": "heavy", "colour": "red"}"#)?;
/// assert!(matches!(volume.weight, Field::Misfit(_)));
/// assert_eq!(format!("{volume:?}"), "Volume { weight: Misfit(a text of 5 characters), kind: a text of 3 characters, unknown: Unknown(1 members) }");
/// assert_eq!(serde_json::to_string(&volume)?, r#"{"weight":"heavy","type":"box","colour":"red"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! wire {
    ($(
        $(#[$($doc:tt)*])*
        pub struct $object:ident {
            $($(#[$($member_doc:tt)*])* pub $member:ident: Field<$kind:ty> $(= $name:literal)?),+ $(,)?
        }
    )+) => {$(
        $(#[$($doc)*])*
        #[derive(Clone, PartialEq, Default)]
        pub struct $object {
            $($(#[$($member_doc)*])* pub $member: $crate::field::Field<$kind>,)+
            /// The members that the page does not name.
            pub unknown: $crate::field::Unknown,
        }

        const _: () = {
            use $crate::field::{Field, Key, Member, PageName, Part, Shape, Wire};
            use $crate::__private::{alloc, core, serde};

            #[allow(non_camel_case_types, reason = "a key is called what its member is called")]
            enum Names { $($member,)+ }

            impl Key for Names {
                #[inline]
                fn of(name: &str) -> Option<Names> {
                    match name {
                        $($crate::wire!(@name $member $($name)?) => Some(Names::$member),)+
                        _ => None,
                    }
                }
            }

            impl Wire for $object {
                const EXPECTS: $crate::rule::Rule = $crate::field::OBJECT;

                fn from_object<'de, A: serde::de::MapAccess<'de>>(
                    mut object: A,
                    place: &mut Field<Self>,
                ) -> Result<(), A::Error> {
                    *place = Field::Given(Self::default());
                    let Field::Given(read) = place else { return Ok(()) };
                    while let Some(member) = object.next_key()? {
                        match member {
                            $(Member::Known(Names::$member) => read.$member.fill(&mut object)?,)+
                            Member::Unknown(name) => read.unknown.fill(name, &mut object)?,
                        }
                    }
                    if let Some(number) = read.unknown.number_in_disguise()? {
                        *place = Field::Misfit(alloc::boxed::Box::new(number.into()));
                    }
                    Ok(())
                }

                fn to_wire<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let mut object = serializer.serialize_map(None)?;
                    $(self.$member.write($crate::wire!(@quoted $member $($name)?), &mut object)?;)+
                    self.unknown.write(&mut object)?;
                    serde::ser::SerializeMap::end(object)
                }

                fn masked(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    let mut shown = f.debug_struct(stringify!($object));
                    $(if !self.$member.is_absent() { shown.field(stringify!($member), &self.$member); })+
                    if !self.unknown.is_empty() { shown.field("unknown", &self.unknown); }
                    shown.finish()
                }

                fn shape() -> Shape {
                    Shape::Object {
                        name: stringify!($object),
                        says: &[$($crate::wire!(@line $($doc)*)),*],
                        members: &[$(Part {
                            name: $crate::wire!(@name $member $($name)?),
                            says: &[$($crate::wire!(@line $($member_doc)*)),*],
                            shape: <$kind as Wire>::shape,
                        }),+],
                    }
                }
            }

            impl core::fmt::Debug for $object {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    self.masked(f)
                }
            }

            impl serde::Serialize for $object {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    self.to_wire(serializer)
                }
            }

            impl<'de> serde::Deserialize<'de> for $object {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let field = Field::<Self>::deserialize(deserializer)?;
                    field.given().ok_or_else(|| serde::de::Error::custom("not an object"))
                }
            }
        };
    )+};
    (@quoted $member:ident $($name:literal)?) => {
        const {
            PageName::new(
                $crate::wire!(@name $member $($name)?),
                core::concat!("\0\"", $crate::wire!(@name $member $($name)?), "\""),
            )
        }
    };
    (@name $member:ident $name:literal) => { $name };
    (@name $member:ident) => { stringify!($member) };
    (@line doc = $line:expr) => { $line };
    (@line $($attribute:tt)*) => { "" };
}
