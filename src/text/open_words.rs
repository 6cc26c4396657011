//! Lists of words that are open: a word of the list has a name, another is kept as it came.

/// Declares such a list. What stands there instead of its words is shown `as` a word, or `as` a text of which nothing is
/// shown, where a person may have written it. Where a page lists the words, another one breaks a rule.
macro_rules! open_words {
    ($(
        $(#[$doc:meta])*
        $name:ident, other $text:ident as $found:ident $(, else $rule:ident)? {
            $($(#[$word_doc:meta])* $variant:ident = $word:literal,)+
        }
    )+) => {$(
        $(#[$doc])*
        ///
        /// Two are equal if their words are: `Other` with a word of the list is that word.
        #[derive(Debug, Clone)]
        pub enum $name {
            $($(#[$word_doc])* #[doc = concat!("`", $word, "`.")] $variant,)+
            /// Another word, as it came.
            Other($text),
        }

        impl $name {
            /// The provider's word.
            pub fn as_str(&self) -> &str {
                match self {
                    $($name::$variant => $word,)+
                    $name::Other(word) => word.as_str(),
                }
            }

            $(
                /// Whether it is a word of the list.
                ///
                /// # Errors
                ///
                #[doc = concat!("[`Rule::", stringify!($rule), "`](crate::Rule::", stringify!($rule), "),")]
                /// which is a warning where a payload is read.
                pub fn check(&self) -> Result<(), $crate::rule::Violation> {
                    if self.is_listed() {
                        return Ok(());
                    }
                    Err($crate::rule::Rule::$rule.broken_by($crate::rule::Found::$found(self.as_str())))
                }

                pub(crate) fn is_listed(&self) -> bool {
                    match self {
                        $name::Other(word) => !matches!($name::from(word.clone()), $name::Other(_)),
                        _ => true,
                    }
                }
            )?
        }

        impl From<$text> for $name {
            fn from(word: $text) -> $name {
                match word.as_str() {
                    $($word => $name::$variant,)+
                    _ => $name::Other(word),
                }
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::rule::Violation;

            /// Reads any word; letter case counts.
            ///
            /// # Errors
            ///
            /// [`Rule::Blank`](crate::Rule::Blank).
            fn from_str(word: &str) -> Result<$name, $crate::rule::Violation> {
                $text::new(word).map($name::from)
            }
        }

        impl TryFrom<alloc::string::String> for $name {
            type Error = $crate::rule::Violation;

            fn try_from(word: alloc::string::String) -> Result<$name, $crate::rule::Violation> {
                word.parse()
            }
        }

        impl From<$name> for alloc::string::String {
            fn from(word: $name) -> alloc::string::String {
                word.as_str().into()
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &$name) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &$name) -> Option<core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        /// By their words.
        impl Ord for $name {
            fn cmp(&self, other: &$name) -> core::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl core::hash::Hash for $name {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        $crate::text::open_words!(@$found $name);

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::own::own_parsed!($name);
    )+};
    (@word $name:ident) => {
        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
    (@text $name:ident) => {};
}

pub(crate) use open_words;
