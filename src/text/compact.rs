//! How every text of the crate is held: one in three allocations of a payload would be for a text of a few letters.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use core::borrow::Borrow;
use core::fmt;
use core::ops::Deref;

use lean_string::LeanStr;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::rule::Found;

/// A text as it came, on the wire or in the model: what fits two words, 16 bytes on a 64-bit machine, takes no allocation, longer ones
/// are shared by their clones.
///
/// It is read like a `&str` and made of anything that is text. Whether it is personal nobody knows here, so its `Debug`
/// says how long it is and nothing else, and it has no `Display`.
///
/// ```
/// use lastmile::field::Field;
/// use lastmile::gett;
/// use lastmile::text::Text;
///
/// let vendor = gett::VendorDetails { name: Field::Given("gillette".into()), ..Default::default() };
/// assert!(vendor.name.as_given().is_some_and(|name| name.starts_with("gill")));
/// assert_eq!(format!("{:?}", Text::from("gillette")), "Text(a text of 8 characters)");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text(LeanStr);

impl Text {
    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({})", Found::text(self))
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

macro_rules! from {
    ($($other:ty)+) => {$(
        impl From<$other> for Text {
            #[inline]
            fn from(text: $other) -> Text {
                Text(LeanStr::from(&*text))
            }
        }
    )+};
}

from! { &str &mut str String &String Box<str> Arc<str> Cow<'_, str> }

impl From<Text> for String {
    fn from(text: Text) -> String {
        text.0.into()
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        struct AsText;

        impl de::Visitor<'_> for AsText {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text::from(text))
            }
        }

        deserializer.deserialize_str(AsText)
    }
}
