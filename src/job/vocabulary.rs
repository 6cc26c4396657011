//! The words of a job that a page lists. The lists are open: another word is kept, and said to be none of them.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use serde::Serialize;

use crate::own::own_made_of;
use crate::rule::{Found, Rule, Violation};
use crate::text::{FreeText, Word};

/// What is found instead is shown `as` a word; what a person may have written, `as` a text of which nothing is shown.
macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident, other $text:ident as $found:ident, else $rule:ident { $($variant:ident = $word:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(into = "String")]
        pub enum $name {
            $(#[doc = concat!("`", $word, "`.")] $variant,)+
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

            /// Whether it is a word of the list.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`Rule::", stringify!($rule), "`], which is a warning where a payload is read.")]
            pub fn check(&self) -> Result<(), Violation> {
                match self {
                    $name::Other(word) => Err(Rule::$rule.broken_by(Found::$found(word.as_str()))),
                    _ => Ok(()),
                }
            }
        }

        impl FromStr for $name {
            type Err = Violation;

            /// Reads any word; letter case counts.
            ///
            /// # Errors
            ///
            /// [`Rule::Blank`](crate::Rule::Blank).
            fn from_str(word: &str) -> Result<$name, Violation> {
                match word {
                    $($word => Ok($name::$variant),)+
                    other => $text::new(other).map($name::Other),
                }
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        own_made_of!(String => $name);

        impl TryFrom<String> for $name {
            type Error = Violation;

            fn try_from(word: String) -> Result<$name, Violation> {
                word.parse()
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> String {
                word.as_str().to_owned()
            }
        }

        vocabulary!(@$found $name);
    )+};
    (@word $name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
    (@text $name:ident) => {};
}

vocabulary! {
    /// Which price an attribute is a part of.
    ///
    /// Source: Instaleap, create job, `payment_info.prices.attributes[].type`.
    ///
    /// ```
    /// use lastmile::{PriceKind, Rule};
    ///
    /// assert_eq!("ORDER_VALUE".parse(), Ok(PriceKind::OrderValue));
    /// assert_eq!("tip".parse::<PriceKind>()?.check().unwrap_err().rule(), Rule::PriceKindWord);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    PriceKind, other Word as word, else PriceKindWord {
        OrderValue = "ORDER_VALUE",
        ShippingFee = "SHIPPING_FEE",
        Taxes = "TAXES",
        Discounts = "DISCOUNTS",
        Subtotal = "SUBTOTAL",
    }

    /// How it is paid.
    ///
    /// Source: Instaleap, create job, `payment_info.payment.method`.
    ///
    /// ```
    /// use lastmile::{PaymentMethod, Rule};
    ///
    /// assert_eq!("CASH".parse(), Ok(PaymentMethod::Cash));
    /// let barter: PaymentMethod = "BARTER".parse()?;
    /// assert_eq!((barter.as_str(), barter.to_string().as_str()), ("BARTER", "BARTER"));
    /// assert_eq!(barter.check().unwrap_err().rule(), Rule::PaymentMethodWord);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    PaymentMethod, other Word as word, else PaymentMethodWord {
        Cash = "CASH",
        Prepaid = "PREPAID",
        PaymentTerminal = "PAYMENT_TERMINAL",
        LoyaltyCard = "LOYALTY_CARD",
        PaymentLink = "PAYMENT_LINK",
        Transfer = "TRANSFER",
    }

    /// How a payment fares.
    ///
    /// Source: Instaleap, create job, `payment_info.payment.payment_status`.
    ///
    /// ```
    /// use lastmile::PaymentStatus;
    ///
    /// let status: PaymentStatus = "SUCCEEDED".parse()?;
    /// assert_eq!((&status, status.as_str()), (&PaymentStatus::Succeeded, "SUCCEEDED"));
    /// assert!("succeeded".parse::<PaymentStatus>()?.check().is_err(), "letter case counts; it is kept as it came");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    PaymentStatus, other Word as word, else PaymentStatusWord {
        Failed = "FAILED",
        Succeeded = "SUCCEEDED",
        Changed = "CHANGED",
        InProgress = "IN_PROGRESS",
        Reverted = "REVERTED",
    }

    /// Where an order stops that is not paid.
    ///
    /// Source: Instaleap, create job, `payment_info.payment.blocking_policy`.
    ///
    /// ```
    /// use lastmile::BlockingPolicy;
    ///
    /// assert_eq!(serde_json::from_str::<BlockingPolicy>("\"EXIT_STORE\"")?, BlockingPolicy::ExitStore);
    /// assert_eq!(serde_json::to_string(&BlockingPolicy::Unblocked)?, "\"UNBLOCKED\"");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    BlockingPolicy, other Word as word, else BlockingPolicyWord {
        Checkout = "CHECKOUT",
        ExitStore = "EXIT_STORE",
        Unblocked = "UNBLOCKED",
    }

    /// What the courier does with an order that is handed over without contact. What somebody else wrote here may name
    /// people, so it is masked.
    ///
    /// Source: Instaleap, create job, `contact_less.comment`.
    ///
    /// ```
    /// use lastmile::ContactLessWish;
    ///
    /// assert_eq!("LeaveInReception".parse(), Ok(ContactLessWish::LeaveInReception));
    /// let other: ContactLessWish = "with Jane Roe, 3B".parse()?;
    /// assert_eq!(format!("{other:?}"), "Other(FreeText(17 characters))");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    ContactLessWish, other FreeText as text, else ContactLessWord {
        LeaveInReception = "LeaveInReception",
        LeaveAtTheDoor = "LeaveAtTheDoor",
    }
}
