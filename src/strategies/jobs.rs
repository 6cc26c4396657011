//! A job, and what is paid for it.

use alloc::borrow::ToOwned;

use serde_json::{Map, json};

use super::choices::{Choices, drawn};
use super::values::money;
use crate::job::{
    Adjustment, Billing, BlockingPolicy, ContactLess, ContactLessWish, DeliveryCodeWish, Identification, Integration,
    Integrations, Job, Metadata, Payment, PaymentMethod, PaymentStatus, PriceAttribute, PriceKind, Prices, Recipient,
    Slot, Trip,
};
use crate::money::Currency;
use crate::rule::Violation;

/// Words of all the lists, and one of none.
const WORDS: &[&str] = &["TAXES", "SUBTOTAL", "CASH", "SUCCEEDED", "EXIT_STORE", "barter"];

drawn! {
    400;
    PriceKind: |c| c.one_of(WORDS).parse();
    PaymentMethod: |c| c.one_of(WORDS).parse();
    PaymentStatus: |c| c.one_of(WORDS).parse();
    BlockingPolicy: |c| c.one_of(WORDS).parse();
    ContactLessWish: |c| c.one_of(&["LeaveAtTheDoor", "LeaveInReception", "throw it"]).parse();
    DeliveryCodeWish: |c| Ok(match c.below(3) {
        0 => DeliveryCodeWish::AsUsual,
        1 => DeliveryCodeWish::Wanted,
        _ => DeliveryCodeWish::Unwanted,
    });

    Slot: |c| Ok(Slot { id: c.draw()?, expires_at: c.maybe()? });
    Identification: |c| Ok(Identification { number: c.maybe()?, kind: c.maybe()? });
    Recipient: |c| Ok(Recipient {
        name: c.draw()?,
        email: c.draw()?,
        phone: c.draw()?,
        identification: c.maybe()?,
    });
    ContactLess: |c| Ok(ContactLess { wish: c.draw()?, cash_receiver: c.draw()?, phone: c.draw()? });
    Metadata: |c| {
        let names = c.some_with(3, |c| Ok(c.one_of(&["deep", "key", "URL", "a/b~c"])))?;
        let members = names.into_iter().map(|name| (name.to_owned(), json!({"x": [1.5, null, "y"]})));
        Ok(Metadata::new(members.collect::<Map<_, _>>()))
    };
    Integration: |c| Ok(Integration { key: c.maybe()?, url: c.maybe()?, others: c.draw()? });
    Integrations: |c| Ok(Integrations { webhook: c.maybe()?, back_office: c.maybe()?, shopper_app: c.maybe()? });
    PriceAttribute: |c| { let currency = c.draw()?; attribute(c, currency) };
    Adjustment: |c| { let currency = c.draw()?; adjustment(c, currency) };
    Prices: |c| { let currency = c.draw()?; prices(c, currency, 0) };
    Payment: |c| { let currency = c.draw()?; payment(c, currency) };
    Billing: |c| billing(c, 0);
    Trip: |c| Ok(Trip { origin: c.draw()?, destination: c.draw()?, parcels: c.some(2)? });
    Job: |c| job(c, 0);
}

fn attribute(c: &mut Choices, currency: Currency) -> Result<PriceAttribute, Violation> {
    Ok(PriceAttribute { kind: c.draw()?, name: c.draw()?, value: money(c, currency)? })
}

fn adjustment(c: &mut Choices, currency: Currency) -> Result<Adjustment, Violation> {
    Ok(Adjustment { kind: c.maybe()?, name: c.maybe()?, value: c.maybe_with(|c| money(c, currency))? })
}

/// Prices of at least so many attributes, all in that currency.
fn prices(c: &mut Choices, currency: Currency, least: usize) -> Result<Prices, Violation> {
    let amount = |c: &mut Choices| money(c, currency);
    let mut prices = Prices {
        order_value: amount(c)?,
        shipping_fee: c.maybe_with(amount)?,
        taxes: c.maybe_with(amount)?,
        discounts: c.maybe_with(amount)?,
        subtotal: c.maybe_with(amount)?,
        attributes: c.some_with(2, |c| attribute(c, currency))?,
        adjustments: c.some_with(2, |c| adjustment(c, currency))?,
    };
    while prices.attributes.len() < least {
        prices.attributes.push(attribute(c, currency)?);
    }
    Ok(prices)
}

fn payment(c: &mut Choices, currency: Currency) -> Result<Payment, Violation> {
    Ok(Payment {
        id: c.maybe()?,
        status: c.maybe()?,
        status_details: c.maybe()?,
        method_details: c.maybe()?,
        blocking_policy: c.maybe()?,
        method: c.draw()?,
        reference: c.maybe()?,
        value: c.maybe_with(|c| money(c, currency))?,
        metadata: c.maybe()?,
    })
}

/// Prices of at least so many attributes, and a payment in the same currency.
fn billing(c: &mut Choices, least: usize) -> Result<Billing, Violation> {
    let currency = c.draw()?;
    let prices = match least {
        0 => c.maybe_with(|c| prices(c, currency, 0))?,
        _ => Some(prices(c, currency, least)?),
    };
    let payment = c.maybe_with(|c| payment(c, currency))?;
    let named = c.maybe_with(|_| Ok(currency))?;
    Billing::new(named, prices, payment)
}

/// A job of whose prices there are at least so many attributes.
pub(super) fn job(c: &mut Choices, least: usize) -> Result<Job, Violation> {
    Ok(Job {
        slot: c.draw()?,
        reference: c.draw()?,
        recipient: c.draw()?,
        billing: match least {
            0 => c.maybe()?,
            _ => Some(billing(c, least)?),
        },
        delivery_code: c.draw()?,
        comment: c.maybe()?,
        contact_less: c.maybe()?,
        integrations: c.draw()?,
    })
}
