//! Values to JSON text, byte for byte as serde_json writes them.
//!
//! serde_json looks at every byte of every text and name by itself; here eight are looked at in one number, and what needs
//! no escape is copied at once, and the page's names are known beforehand. That is an eighth of the time of writing and a fifth
//! of its instructions, and all that this file is for: numbers that are not whole are left to serde_json.

use alloc::string::String;
use core::fmt::{self, Write as _};

use serde::Serialize;
use serde::ser::{
    self, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};
use serde_json::{Number, Value};

use crate::field::{QUOTED, Wire, is_escaped};

/// Something that is not written, such as an object whose names are no texts; or a refusal of the value itself. Of what is
/// said about it nothing is kept: it may repeat the payload.
#[derive(Debug)]
pub(super) struct Unwritable;

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Unwritable {
        Unwritable
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no JSON says this")
    }
}

impl core::error::Error for Unwritable {}

impl From<fmt::Error> for Unwritable {
    fn from(_: fmt::Error) -> Unwritable {
        Unwritable
    }
}

/// The text of a payload.
pub(super) fn text_of(payload: &impl Wire) -> Result<String, Unwritable> {
    // As long as one delivery, so that a short payload is not copied each time it has doubled.
    let mut json = String::with_capacity(2048);
    payload.to_wire(Writer(&mut json))?;
    Ok(json)
}

struct Writer<'j>(&'j mut String);

/// In serde_json's private words a number or a value that keeps its text is a struct of this name and one member.
const AS_IT_IS: &str = "$serde_json::private::";

impl<'j> Writer<'j> {
    #[inline]
    fn string(self, text: &str) {
        // Two quotes, and the mark that follows.
        self.0.reserve(text.len().saturating_add(3));
        self.0.push('"');
        if is_plain(text.as_bytes()) {
            self.0.push_str(text);
        } else {
            escape(text, self.0);
        }
        self.0.push('"');
    }

    #[inline]
    fn open(self, opening: char, closing: &'static str) -> Inside<'j> {
        self.0.push(opening);
        Inside { json: self.0, is_first: true, closing }
    }

    /// A variant with something in it is an object of one member.
    fn variant(self, variant: &'static str) -> Writer<'j> {
        self.0.push('{');
        Writer(self.0).string(variant);
        self.0.push(':');
        self
    }

    #[inline]
    fn whole(self, number: u64) {
        let Writer(json) = self;
        if number >= 10 {
            Writer(json).whole(number / 10);
        }
        json.push(u32::try_from(number % 10).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or('0'));
    }
}

/// Whether a text can stand between quotes as it is: none of its bytes [is escaped](is_escaped), asked of eight at a time.
///
/// A byte that is less than another leaves its top bit behind when that is subtracted; borrowing may set the bit of a byte
/// above, but only if there is one below.
#[inline]
fn is_plain(text: &[u8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = EACH << 7;
    const CONTROL: u64 = EACH << 5;
    const QUOTE: u64 = u64::from_ne_bytes([b'"'; 8]);
    const BACKSLASH: u64 = u64::from_ne_bytes([b'\\'; 8]);
    let (eights, rest) = text.as_chunks::<8>();
    eights.iter().all(|eight| {
        let eight = u64::from_ne_bytes(*eight);
        let (quote, backslash) = (eight ^ QUOTE, eight ^ BACKSLASH);
        let less = eight.wrapping_sub(CONTROL) | quote.wrapping_sub(EACH) | backslash.wrapping_sub(EACH);
        // A byte that had the bit before is part of a greater character.
        less & !eight & TOP == 0
    }) && !rest.iter().any(|byte| is_escaped(*byte))
}

#[cold]
fn escape(text: &str, json: &mut String) {
    for c in text.chars() {
        let short = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\u{8}' => "\\b",
            '\u{c}' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '\0'..' ' => {
                let digit = |shift: u32| char::from_digit((u32::from(c) >> shift) & 0xf, 16).unwrap_or('0');
                json.push_str("\\u00");
                json.push(digit(4));
                json.push(digit(0));
                continue;
            }
            c => {
                json.push(c);
                continue;
            }
        };
        json.push_str(short);
    }
}

/// Whole numbers that a wider one holds.
macro_rules! narrow {
    ($($serialize:ident: $number:ty as $wider:ident;)+) => {$(
        fn $serialize(self, number: $number) -> Result<(), Unwritable> {
            self.$wider(number.into())
        }
    )+};
}

impl<'j> Serializer for Writer<'j> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Inside<'j>;
    type SerializeTuple = Inside<'j>;
    type SerializeTupleStruct = Inside<'j>;
    type SerializeTupleVariant = Inside<'j>;
    type SerializeMap = Inside<'j>;
    type SerializeStruct = Inside<'j>;
    type SerializeStructVariant = Inside<'j>;

    fn serialize_bool(self, flag: bool) -> Result<(), Unwritable> {
        self.0.push_str(if flag { "true" } else { "false" });
        Ok(())
    }

    narrow! {
        serialize_i8: i8 as serialize_i64;
        serialize_i16: i16 as serialize_i64;
        serialize_i32: i32 as serialize_i64;
        serialize_u8: u8 as serialize_u64;
        serialize_u16: u16 as serialize_u64;
        serialize_u32: u32 as serialize_u64;
    }

    fn serialize_i64(self, number: i64) -> Result<(), Unwritable> {
        if number < 0 {
            self.0.push('-');
        }
        self.serialize_u64(number.unsigned_abs())
    }

    fn serialize_i128(self, number: i128) -> Result<(), Unwritable> {
        Ok(write!(self.0, "{number}")?)
    }

    fn serialize_u64(self, number: u64) -> Result<(), Unwritable> {
        self.whole(number);
        Ok(())
    }

    fn serialize_u128(self, number: u128) -> Result<(), Unwritable> {
        Ok(write!(self.0, "{number}")?)
    }

    fn serialize_f32(self, number: f32) -> Result<(), Unwritable> {
        // Not by way of a double, which has other digits.
        self.0.push_str(&serde_json::to_string(&number).map_err(|_| Unwritable)?);
        Ok(())
    }

    fn serialize_f64(self, number: f64) -> Result<(), Unwritable> {
        match Number::from_f64(number) {
            Some(number) => Ok(write!(self.0, "{number}")?),
            // As serde_json has it: JSON has no word for them.
            None => self.serialize_unit(),
        }
    }

    fn serialize_char(self, c: char) -> Result<(), Unwritable> {
        self.string(c.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), Unwritable> {
        self.string(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Unwritable> {
        self.collect_seq(bytes)
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.0.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unwritable> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Unwritable> {
        self.serialize_str(variant)
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Unwritable> {
        match name.strip_prefix(QUOTED) {
            Some(quoted) => {
                self.0.push_str(quoted);
                Ok(())
            }
            None => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        let json = self.variant(variant).0;
        value.serialize(Writer(json))?;
        json.push('}');
        Ok(())
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Inside<'j>, Unwritable> {
        Ok(self.open('[', "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Inside<'j>, Unwritable> {
        Ok(self.open('[', "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Inside<'j>, Unwritable> {
        Ok(self.open('[', "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inside<'j>, Unwritable> {
        Ok(self.variant(variant).open('[', "]}"))
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Inside<'j>, Unwritable> {
        Ok(self.open('{', "}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Inside<'j>, Unwritable> {
        Ok(if name.starts_with(AS_IT_IS) {
            Inside { json: self.0, is_first: true, closing: "" }
        } else {
            self.open('{', "}")
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Inside<'j>, Unwritable> {
        Ok(self.variant(variant).open('{', "}}"))
    }
}

/// Between two brackets.
struct Inside<'j> {
    json: &'j mut String,
    is_first: bool,
    /// Nothing, where what is inside is written as it is.
    closing: &'static str,
}

impl Inside<'_> {
    #[inline]
    fn next(&mut self) -> Writer<'_> {
        if !core::mem::take(&mut self.is_first) {
            self.json.push(',');
        }
        Writer(self.json)
    }

    #[inline]
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        value.serialize(self.next())
    }

    /// Puts what was written as a name in quotes: a number or a flag may be one.
    #[cold]
    fn quote(&mut self, from: usize) -> Result<(), Unwritable> {
        match self.json.get(from..).and_then(|name| name.chars().next()) {
            Some('-' | '0'..='9' | 't' | 'f') => {
                self.json.insert(from, '"');
                self.json.push('"');
                Ok(())
            }
            _ => Err(Unwritable),
        }
    }

    fn as_it_is<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        match serde_json::to_value(value) {
            Ok(Value::String(text)) => self.json.push_str(&text),
            _ => return Err(Unwritable),
        }
        Ok(())
    }

    #[inline]
    fn close(self) -> Result<(), Unwritable> {
        self.json.push_str(self.closing);
        Ok(())
    }
}

/// Lists of either kind.
macro_rules! lists {
    ($($list:ident: $element:ident;)+) => {$(
        impl $list for Inside<'_> {
            type Ok = ();
            type Error = Unwritable;

            #[inline]
            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.element(value)
            }

            #[inline]
            fn end(self) -> Result<(), Unwritable> {
                self.close()
            }
        }
    )+};
}

lists! {
    SerializeSeq: serialize_element;
    SerializeTuple: serialize_element;
    SerializeTupleStruct: serialize_field;
    SerializeTupleVariant: serialize_field;
}

/// Objects with the names of a struct.
macro_rules! structs {
    ($($object:ident)+) => {$(
        impl $object for Inside<'_> {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Unwritable> {
                if self.closing.is_empty() {
                    return self.as_it_is(value);
                }
                self.serialize_entry(name, value)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.close()
            }
        }
    )+};
}

structs! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Inside<'_> {
    type Ok = ();
    type Error = Unwritable;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Unwritable> {
        let from = self.next().0.len();
        name.serialize(Writer(self.json))?;
        if self.json.ends_with('"') { Ok(()) } else { self.quote(from) }
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.json.push(':');
        value.serialize(Writer(self.json))
    }

    #[inline]
    fn end(self) -> Result<(), Unwritable> {
        self.close()
    }
}
