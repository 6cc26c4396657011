//! What is paid, and how: prices and a payment in one currency.

use alloc::vec::Vec;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, de};

use crate::id::{PaymentId, Reference};
use crate::job::{BlockingPolicy, Metadata, PaymentMethod, PaymentStatus, PriceKind};
use crate::money::{Currency, Money};
use crate::own::{Own, own_form};
use crate::rule::{Found, Rule, Violation};
use crate::text::{FreeText, Name, Word};

/// What is paid, and how. All of its amounts are of one currency.
///
/// Source: Instaleap, create job, `payment_info`.
///
/// ```
/// use lastmile::{Billing, Money, Payment, PaymentMethod, Prices, Rule};
///
/// let pesos = Money::new(4_500_000, "COP".parse()?)?;
/// let euros = Money::new(900, "EUR".parse()?)?;
/// let billing = Billing::new(None, Some(Prices::of(pesos)), None)?;
/// assert_eq!(billing.currency(), Some(pesos.currency()));
/// assert!(billing.prices().is_some() && billing.payment().is_none());
///
/// // To change it: take it apart, and put it together anew.
/// let (currency, prices, _) = billing.into_parts();
/// let by_cash = Billing::new(currency, prices, Some(Payment::by(PaymentMethod::Cash)))?;
/// assert_eq!(by_cash.payment().map(|payment| payment.method.as_str()), Some("CASH"));
///
/// let mixed = Prices { shipping_fee: Some(euros), ..Prices::of(pesos) };
/// assert_eq!(Billing::new(None, Some(mixed), None).unwrap_err().rule(), Rule::MoneyOtherCurrency);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Billing {
    currency: Option<Currency>,
    prices: Option<Prices>,
    payment: Option<Payment>,
}

impl Billing {
    /// Prices and a payment. Where no currency is named, it is that of the amounts.
    ///
    /// # Errors
    ///
    /// [`Rule::MoneyOtherCurrency`].
    pub fn new(
        currency: Option<Currency>,
        prices: Option<Prices>,
        payment: Option<Payment>,
    ) -> Result<Billing, Violation> {
        let mut currency = currency;
        let value = payment.iter().filter_map(|payment| payment.value);
        for amount in prices.iter().flat_map(Prices::amounts).chain(value) {
            amount.check_currency(*currency.get_or_insert(amount.currency()))?;
        }
        Ok(Billing { currency, prices, payment })
    }

    /// Of what all of it is.
    pub const fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// What is paid.
    pub const fn prices(&self) -> Option<&Prices> {
        self.prices.as_ref()
    }

    /// How it is paid.
    pub const fn payment(&self) -> Option<&Payment> {
        self.payment.as_ref()
    }

    /// The three parts, to change them and put them together again.
    pub fn into_parts(self) -> (Option<Currency>, Option<Prices>, Option<Payment>) {
        (self.currency, self.prices, self.payment)
    }
}

impl<'de> Deserialize<'de> for Billing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Billing, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Parts {
            currency: Option<Currency>,
            prices: Option<Prices>,
            payment: Option<Payment>,
        }
        let Parts { currency, prices, payment } = Parts::deserialize(Own(deserializer))?;
        Billing::new(currency, prices, payment).map_err(de::Error::custom)
    }
}

own_form! {
    /// What is paid.
    ///
    /// Source: Instaleap, create job, `payment_info.prices`.
    ///
    /// ```
    /// use lastmile::{Money, Prices, Rule};
    ///
    /// let pesos = |major: i64| Money::new(major * 100, "COP".parse()?);
    /// let mut prices = Prices::of(pesos(1020)?);
    /// prices.subtotal = Some(pesos(1000)?);
    /// prices.taxes = Some(pesos(10)?);
    /// prices.shipping_fee = Some(pesos(10)?);
    /// prices.check_sum()?;
    ///
    /// prices.order_value = pesos(900)?;
    /// assert_eq!(prices.check_sum().unwrap_err().rule(), Rule::PricesSum);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
    pub struct Prices {
        /// What the client pays in all: goods, taxes and shipping, less discounts.
        pub order_value: Money,
        /// What is paid for the delivery.
        pub shipping_fee: Option<Money>,
        /// What is paid to the state.
        pub taxes: Option<Money>,
        /// What is taken off.
        pub discounts: Option<Money>,
        /// The goods alone.
        pub subtotal: Option<Money>,
        /// What single prices are made of.
        #[serde(default)]
        pub attributes: Vec<PriceAttribute>,
        /// What was added or taken off afterwards, below zero too.
        #[serde(default)]
        pub adjustments: Vec<Adjustment>,
    }
}

impl Prices {
    /// That is what is paid in all, and nothing else is known.
    pub const fn of(order_value: Money) -> Prices {
        Prices {
            order_value,
            shipping_fee: None,
            taxes: None,
            discounts: None,
            subtotal: None,
            attributes: Vec::new(),
            adjustments: Vec::new(),
        }
    }

    /// Whether the prices add up: the order value is what its parts make, where the goods are known and what is not given
    /// is nothing; and a price is the sum of its attributes, where it has any and the type of each is known. Discounts count
    /// the same with and without a minus sign.
    ///
    /// A provider takes prices that do not, and its clients send them.
    ///
    /// # Errors
    ///
    /// [`Rule::PricesSum`]; [`Rule::MoneyOtherCurrency`] if there is no sum.
    pub fn check_sum(&self) -> Result<(), Violation> {
        self.doubts().next().map_or(Ok(()), |(_, doubt)| Err(doubt))
    }

    /// The members that are not the sum of their parts, each with the first reason.
    pub(crate) fn doubts(&self) -> impl Iterator<Item = (&'static str, Violation)> {
        [
            ("order_value", PriceKind::OrderValue, Some(self.order_value)),
            ("shipping_fee", PriceKind::ShippingFee, self.shipping_fee),
            ("taxes", PriceKind::Taxes, self.taxes),
            ("discounts", PriceKind::Discounts, self.discounts),
            ("subtotal", PriceKind::Subtotal, self.subtotal),
        ]
        .into_iter()
        .filter_map(|(member, kind, price)| Some((member, self.check_price(&kind, price?).err()?)))
    }

    fn check_price(&self, kind: &PriceKind, price: Money) -> Result<(), Violation> {
        if let (PriceKind::OrderValue, Some(goods)) = (kind, self.subtotal) {
            let more = self.sum([Some(goods), self.taxes, self.shipping_fee].into_iter().flatten())?;
            let less = self.sum(self.discounts.into_iter())?.saturating_abs();
            adds_up(price, more.saturating_sub(less))?;
        }
        let mut parts = self.attributes.iter().filter(|part| part.kind == *kind).map(|part| part.value).peekable();
        // One of a type that is not known may be a part of any price.
        if parts.peek().is_none() || !self.attributes.iter().all(|part| part.kind.is_listed()) {
            return Ok(());
        }
        price.check_currency(self.order_value.currency())?;
        let sum = self.sum(parts)?;
        if *kind == PriceKind::Discounts {
            adds_up(magnitude(price)?, sum.saturating_abs())
        } else {
            adds_up(price, sum)
        }
    }

    /// In minor units. A sum of amounts need not be an amount, because it may be too large for one on the way.
    fn sum(&self, mut amounts: impl Iterator<Item = Money>) -> Result<i128, Violation> {
        amounts.try_fold(0_i128, |sum, amount| {
            amount.check_currency(self.order_value.currency())?;
            Ok(sum.saturating_add(i128::from(amount.minor())))
        })
    }

    /// Every amount.
    fn amounts(&self) -> impl Iterator<Item = Money> {
        let Prices { order_value, shipping_fee, taxes, discounts, subtotal, attributes, adjustments } = self;
        let single = [Some(*order_value), *shipping_fee, *taxes, *discounts, *subtotal];
        let parts = attributes.iter().map(|part| part.value);
        single.into_iter().flatten().chain(parts).chain(adjustments.iter().filter_map(|change| change.value))
    }
}

fn adds_up(price: Money, parts: i128) -> Result<(), Violation> {
    if i128::from(price.minor()) == parts {
        return Ok(());
    }
    let currency = price.currency();
    // No payload has so many amounts that their sum has 28 digits.
    let parts = Decimal::try_from_i128_with_scale(parts, u32::from(currency.exponent())).unwrap_or(Decimal::MAX);
    Err(Rule::PricesSum.broken_by(Found::shown(format_args!("{price} for parts of {parts} {currency}"))))
}

fn magnitude(amount: Money) -> Result<Money, Violation> {
    Money::new(amount.minor().saturating_abs(), amount.currency())
}

own_form! {
    /// A part of a price.
    ///
    /// Source: Instaleap, create job, `payment_info.prices.attributes[]`.
    ///
    /// ```
    /// use lastmile::{Money, Name, PriceAttribute, PriceKind};
    ///
    /// let tip = PriceAttribute {
    ///     kind: PriceKind::OrderValue,
    ///     name: Name::new("tip")?,
    ///     value: Money::new(45_000, "COP".parse()?)?,
    /// };
    /// assert_eq!(tip.value.to_string(), "450.00 COP");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
    pub struct PriceAttribute {
        /// Which price it is a part of.
        pub kind: PriceKind,
        /// What it is called.
        pub name: Name,
        /// How much it is.
        pub value: Money,
    }
}

own_form! {
    /// Something that was added to a price or taken off afterwards, or is to be known about it. The page lists no kinds.
    ///
    /// Source: Instaleap, create job, `payment_info.prices.additional_info[]`.
    ///
    /// ```
    /// use lastmile::{Adjustment, Money, Name, Word};
    ///
    /// let refund = Adjustment {
    ///     kind: Some(Word::new("adjustment")?),
    ///     name: Some(Name::new("Reembolso")?),
    ///     value: Some(Money::new(-500_000, "COP".parse()?)?),
    /// };
    /// assert_eq!(refund.value.map(|value| value.to_string()).as_deref(), Some("-5000.00 COP"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
    pub struct Adjustment {
        /// What sort of thing it is, in the provider's word.
        pub kind: Option<Word>,
        /// What it is called.
        pub name: Option<Name>,
        /// How much it is.
        pub value: Option<Money>,
    }
}

own_form! {
    /// How it is paid.
    ///
    /// Source: Instaleap, create job, `payment_info.payment`.
    ///
    /// ```
    /// use lastmile::{Payment, PaymentMethod};
    ///
    /// let at_the_door = Payment::by(PaymentMethod::Cash);
    /// assert!(at_the_door.status.is_none() && at_the_door.metadata.is_none());
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Payment {
        /// The provider's id of it.
        pub id: Option<PaymentId>,
        /// How it fares.
        pub status: Option<PaymentStatus>,
        /// What is to be known about that.
        pub status_details: Option<FreeText>,
        /// What is to be known about the method.
        pub method_details: Option<FreeText>,
        /// Where an order stops that is not paid.
        pub blocking_policy: Option<BlockingPolicy>,
        /// By what means.
        pub method: PaymentMethod,
        /// The host's id of it.
        pub reference: Option<Reference>,
        /// How much of it all is paid this way.
        pub value: Option<Money>,
        /// Whatever the host wants to keep with it.
        pub metadata: Option<Metadata>,
    }
}

impl Payment {
    /// By that means, and nothing else is known.
    pub const fn by(method: PaymentMethod) -> Payment {
        Payment {
            id: None,
            status: None,
            status_details: None,
            method_details: None,
            blocking_policy: None,
            method,
            reference: None,
            value: None,
            metadata: None,
        }
    }
}
