//! Texts that own a rule each: notes, names, addresses, phone numbers, barcodes, labels.
//!
//! A text that may be personal is *masked*: its `Debug` says how long it is and nothing else, and it has no `Display`; ask
//! for it with `as_str`. Other texts show their first characters in `Debug` and all of themselves in `Display`. No text is
//! ever trimmed or changed: blanks at the end are real data for the provider that echoes them.

use alloc::string::String;

use crate::rule::{Found, Rule, Violation};

mod compact;
mod open_words;

pub use compact::Text;
pub(crate) use open_words::open_words;

/// What the text types have in common; the check stays visible where the type is declared.
macro_rules! text_types {
    ($(
        $(#[$doc:meta])*
        $visibility:ident $name:ident: $check:expr;
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name($crate::text::Text);

        impl $name {
            /// The text, if it keeps the rule.
            ///
            /// # Errors
            ///
            /// The rule of this type, named in its documentation.
            #[inline]
            pub fn new(text: impl Into<$crate::text::Text>) -> Result<Self, $crate::rule::Violation> {
                let text = text.into();
                let check: fn(&str) -> Result<(), $crate::rule::Violation> = $check;
                check(&text)?;
                Ok(Self(text))
            }

            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::rule::Violation;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl TryFrom<alloc::string::String> for $name {
            type Error = $crate::rule::Violation;

            fn try_from(text: alloc::string::String) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        $crate::own::own_parsed!($name);

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        /// Compared and hashed as its text is, so that a map of them is asked with a `&str`.
        impl core::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl From<&$name> for $crate::text::Text {
            fn from(text: &$name) -> Self {
                text.0.clone()
            }
        }

        impl From<$name> for $crate::text::Text {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl From<$name> for alloc::string::String {
            fn from(text: $name) -> Self {
                text.0.into()
            }
        }

        $crate::text::text_types!(@$visibility $name);
    )+};
    (@masked $name:ident) => {
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, concat!(stringify!($name), "({} characters)"), self.0.chars().count())
            }
        }
    };
    (@document $name:ident) => {
        /// Both ends; the middle is hidden.
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let start: alloc::string::String = self.0.chars().take(2).collect();
                let end: alloc::string::String = self.0.chars().skip(self.0.chars().count().saturating_sub(2)).collect();
                write!(f, concat!(stringify!($name), "({}…{})"), start, end)
            }
        }
    };
    (@plain $name:ident) => {
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let start: alloc::string::String = self.0.chars().take(4).collect();
                let rest = if start.len() < self.0.len() { "…" } else { "" };
                write!(f, concat!(stringify!($name), "({:?}{})"), start, rest)
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

pub(crate) use text_types;

/// A text that is given says something; who has nothing to say leaves it out.
pub(crate) fn not_blank(text: &str) -> Result<(), Violation> {
    if text.chars().all(char::is_whitespace) { Err(Rule::Blank.broken_by(Found::text(text))) } else { Ok(()) }
}

text_types! {
    /// What the courier should know about a place: 1 to 500 characters (Unicode scalar values).
    ///
    /// Broken: [`Rule::NoteTooLong`], [`Rule::Blank`]. Source: Gett, create delivery, `pickup.note`.
    ///
    /// ```
    /// use lastmile::{Note, Rule};
    ///
    /// let note = Note::new("3rd floor")?;
    /// assert_eq!(note.as_str(), "3rd floor");
    /// assert_eq!(format!("{note:?}"), "Note(9 characters)");
    /// assert_eq!(Note::new("x".repeat(501)).unwrap_err().rule(), Rule::NoteTooLong);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked Note: |text| {
        not_blank(text)?;
        match text.chars().count() {
            0..=500 => Ok(()),
            _ => Err(Rule::NoteTooLong.broken_by(Found::text(text))),
        }
    };

    /// The name of a person, as they write it.
    ///
    /// Broken: [`Rule::Blank`]. Source: Gett, create delivery, `pickup_contact.name`.
    ///
    /// ```
    /// # use lastmile::PersonName;
    /// assert_eq!(PersonName::new("Dean Smith")?.as_str(), "Dean Smith");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked PersonName: not_blank;

    /// A postal address on one line, as a person would write it.
    ///
    /// Broken: [`Rule::Blank`]. Source: Gett, create delivery, `pickup.address`.
    ///
    /// ```
    /// # use lastmile::AddressLine;
    /// assert_eq!(AddressLine::new("HaBarzel 25, Tel Aviv")?.as_str(), "HaBarzel 25, Tel Aviv");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked AddressLine: not_blank;

    /// What somebody typed: a reason, a description. It may name people, so it is masked.
    ///
    /// Broken: [`Rule::Blank`]. Source: Gett, response, `rejection_info.description`.
    ///
    /// ```
    /// # use lastmile::FreeText;
    /// assert!(FreeText::new(" ").is_err());
    /// assert_eq!(format!("{:?}", FreeText::new("nobody home")?), "FreeText(11 characters)");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked FreeText: not_blank;

    /// A phone number as it came: 3 to 15 digits, written with blanks and `+ - . / ( )` as people do, a `+` only in front.
    ///
    /// Whether anyone answers is not checked, nor which country it is of: the providers' own samples hold numbers without
    /// an area code. Broken: [`Rule::PhoneShape`]. Source: ITU-T E.164; Gett, create delivery, `pickup_contact.phone_number`.
    ///
    /// ```
    /// use lastmile::{Phone, Rule};
    ///
    /// assert_eq!(Phone::new("+33 6 12 34 56 78")?.digits(), "33612345678");
    /// assert_eq!(Phone::new("call the shop").unwrap_err().rule(), Rule::PhoneShape);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked Phone: |text| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let marks = text.strip_prefix('+').unwrap_or(text);
        let shaped = marks.chars().all(|c| matches!(c, '0'..='9' | ' ' | '-' | '.' | '/' | '(' | ')'));
        if shaped && (3..=15).contains(&digits) { Ok(()) } else { Err(Rule::PhoneShape.broken_by(Found::text(text))) }
    };

    /// The code of a country in front of a phone number: 1 to 3 digits, the first of them not 0. A `+` in front is kept.
    ///
    /// Number and code stay apart as they came: what a provider calls a number may lack more than its country.
    /// Broken: [`Rule::CallingCodeShape`]. Source: ITU-T E.164; Abbiamo, `phone_country_code`.
    ///
    /// ```
    /// use lastmile::{CallingCode, Rule};
    ///
    /// assert_eq!(CallingCode::new("55")?.as_str(), "55");
    /// assert_eq!(CallingCode::new("BR").unwrap_err().rule(), Rule::CallingCodeShape);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked CallingCode: |text| {
        let digits = text.strip_prefix('+').unwrap_or(text).as_bytes();
        match digits {
            [b'1'..=b'9', rest @ ..] if rest.len() <= 2 && rest.iter().all(u8::is_ascii_digit) => Ok(()),
            _ => Err(Rule::CallingCodeShape.broken_by(Found::text(text))),
        }
    };

    /// An e-mail address: something, an `@`, a host; no blanks and no control characters.
    ///
    /// Only its shape is looked at, and no more closely than plain sense does: whether anyone reads it, only a letter can
    /// tell. Broken: [`Rule::EmailShape`]. Source: Instaleap, create job, `recipient.email`.
    ///
    /// ```
    /// use lastmile::{Email, Rule};
    ///
    /// assert_eq!(format!("{:?}", Email::new("ana.gomez+shop@example.com")?), "Email(26 characters)");
    /// assert_eq!(Email::new("ana.gomez at example.com").unwrap_err().rule(), Rule::EmailShape);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked Email: |text| {
        let (name, host) = text.rsplit_once('@').unwrap_or_default();
        let clean = !text.chars().any(|c| c.is_whitespace() || crate::rule::escapes(c));
        // A name may hold another @ between quotation marks.
        let quoted = name.len() > 2 && name.starts_with('"') && name.ends_with('"');
        let shaped = !name.is_empty() && (quoted || !name.contains('@')) && host.split('.').all(|part| !part.is_empty());
        if clean && shaped { Ok(()) } else { Err(Rule::EmailShape.broken_by(Found::text(text))) }
    };

    /// A part of a postal address: a street, a number, a city.
    ///
    /// Broken: [`Rule::Blank`]. Source: Abbiamo, `source_address.street`.
    ///
    /// ```
    /// # use lastmile::AddressPart;
    /// assert_eq!(format!("{:?}", AddressPart::new("Avenida Ibirapuera")?), "AddressPart(18 characters)");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked AddressPart: not_blank;

    /// An absolute `http` or `https` address. It may carry a token, so it is masked.
    ///
    /// Broken: [`Rule::LinkScheme`]. Source: Gett, response, `courier.picture_url`.
    ///
    /// ```
    /// use lastmile::{Link, Rule};
    ///
    /// assert!(Link::new("https://www.ups.com/track?tracknum=1Z12345E0291980793").is_ok());
    /// assert_eq!(Link::new("javascript:alert(1)").unwrap_err().rule(), Rule::LinkScheme);
    /// ```
    masked Link: |text| {
        let clean = !text.chars().any(|c| c.is_whitespace() || crate::rule::escapes(c) || c == '\\');
        let has_host = authority(text).is_some_and(|(_, host)| !host.is_empty() && !host.starts_with(':'));
        if clean && has_host { Ok(()) } else { Err(Rule::LinkScheme.broken_by(Found::text(text))) }
    };

    /// What to say or dial to be put through, where the phone number is one that several people share. It is a secret, so it
    /// is masked.
    ///
    /// Broken: [`Rule::Blank`]. Source: HubRise, deliveries, `driver_phone_access_code`.
    ///
    /// ```
    /// # use lastmile::AccessCode;
    /// assert_eq!(format!("{:?}", AccessCode::new("0123")?), "AccessCode(4 characters)");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    masked AccessCode: not_blank;

    /// What is printed on a label and read by a scanner. Free text: the providers' samples are no GTINs, and neither length
    /// nor check digit is promised.
    ///
    /// Broken: [`Rule::Blank`]. Source: Gett, create delivery, `parcels[].barcodes`.
    ///
    /// ```
    /// # use lastmile::Barcode;
    /// assert_eq!(Barcode::new("hgcgf5656")?.to_string(), "hgcgf5656");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("scan"))]
    plain Barcode: not_blank;

    /// What people are shown to tell one thing from another, such as an order number on a bag.
    ///
    /// Broken: [`Rule::Blank`]. Source: Gett, create delivery, `display_identifier`.
    ///
    /// ```
    /// # use lastmile::Label;
    /// assert_eq!(Label::new("Test ")?.as_str(), "Test ", "never trimmed");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("display_identifier"))]
    plain Label: not_blank;

    /// A provider's name for a size, such as `XS`, that its table turns into centimetres.
    ///
    /// Broken: [`Rule::Blank`]. Source: Gett, create delivery, `parcels[].size_alias`.
    ///
    /// ```
    /// # use lastmile::SizeAlias;
    /// assert_eq!(SizeAlias::new("M")?.as_str(), "M");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    plain SizeAlias: not_blank;

    /// The name of an item or of a vendor.
    ///
    /// Broken: [`Rule::Blank`]. Source: Gett, create delivery, `items[].name`, `vendor.name`.
    ///
    /// ```
    /// # use lastmile::Name;
    /// assert_eq!(Name::new("Oxford")?.as_str(), "Oxford");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    plain Name: not_blank;

    /// A word of a provider's vocabulary, kept as it came.
    ///
    /// Broken: [`Rule::Blank`]. Source: Gett, response, `return_mode`, `process_type`.
    ///
    /// ```
    /// # use lastmile::Word;
    /// assert_eq!(Word::new("only_optimize")?.as_str(), "only_optimize");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    plain Word: not_blank;
}

/// What stands between an `http` or `https` scheme and the path of a link: the user in front of the last `@`, if there is
/// one, and the host with its port. The scheme is what stands before the first colon, as RFC 3986 has it.
fn authority(link: &str) -> Option<(Option<&str>, &str)> {
    let (scheme, rest) = link.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return None;
    }
    let authority = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    Some(authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host)))
}

impl Link {
    /// Says if a user stands in front of the host: in `https://www.ups.com@example.com/`, people read the user as the host,
    /// and a browser goes to `example.com`.
    ///
    /// ```
    /// use lastmile::{Link, Rule};
    ///
    /// assert!(Link::new("https://www.ups.com/@track")?.without_user().is_ok());
    /// let doubtful = Link::new("https://www.ups.com@example.com/track")?;
    /// assert_eq!(doubtful.without_user().unwrap_err().rule(), Rule::LinkUser);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Rule::LinkUser`], which a dialect reports as a warning.
    pub fn without_user(&self) -> Result<(), Violation> {
        match authority(self.as_str()) {
            Some((Some(_), _)) => Err(Rule::LinkUser.broken()),
            _ => Ok(()),
        }
    }
}

impl Phone {
    /// Only the digits.
    pub fn digits(&self) -> String {
        self.as_str().chars().filter(char::is_ascii_digit).collect()
    }

    /// Whether the number says its country: it begins with `+`.
    ///
    /// ```
    /// # use lastmile::Phone;
    /// assert!(Phone::new("+972 55 475 4407")?.is_international());
    /// assert!(!Phone::new("972554754407")?.is_international(), "nobody says that this begins with a country");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn is_international(&self) -> bool {
        self.as_str().starts_with('+')
    }
}
