//! The words of a job that a page lists. The lists are open: another word is kept, and said to be none of them.

use crate::text::{FreeText, Word, open_words};

open_words! {
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
