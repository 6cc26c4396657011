//! From one noun of the model to another, with everything that is lost on the way named.

use alloc::boxed::Box;

use crate::contact::{Contact, Stop};
use crate::delivery::{Delivery, Handling};
use crate::job::{Billing, Identification, Integrations, Job, Prices, Recipient, Trip};
use crate::money::Money;
use crate::payload::Converted;
use crate::place::Place;
use crate::report::{Report, Scope};
use crate::rule::Severity;
use crate::status::{Lifecycle, Timeline};
use crate::text::{FreeText, Note};
use crate::tracking::Tracking;
use crate::units::Price;

mod telling;

impl Job {
    /// The delivery that fulfils this job, which every dialect of deliveries can write. Losses have their pointer in the
    /// job.
    ///
    /// - The recipient's name, phone number and e-mail address are those of the contact at the destination, each where it has
    ///   none of its own; the client's comment is the note of the destination, where it has none.
    /// - The order's value is the client's price, the shipping fee that of the delivery; which currency they are in is lost.
    /// - A job that has a delivery code becomes a delivery that is completed by its code. Its timeline is empty and judged by
    ///   [`Lifecycle::CANONICAL`]; for whoever is to bring it, begin one under [`Job::lifecycle`] of their own.
    ///
    /// ```
    /// use lastmile::{AddressLine, Completing, Severity, Timeline, Trip, from_json, gett, instaleap};
    /// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/instaleap/realistic.json"));
    ///
    /// let job = from_json::<instaleap::CreateJob>(bytes)?.value;
    /// let mut trip = Trip::default();
    /// trip.origin.place.address = Some(AddressLine::new("Carrera 7 # 12-34, Bogotá")?);
    /// trip.destination.place.address = Some(AddressLine::new("Calle 100 # 8A-55, Bogotá")?);
    ///
    /// let lifecycle = job.lifecycle(gett::LIFECYCLE); // Gett is to bring it
    /// let mut crossed = job.into_delivery(trip);
    /// crossed.value.tracking.timeline = Timeline::under(lifecycle);
    /// assert_eq!(crossed.value.tracking.timeline.lifecycle().completing(), Completing::ByCode);
    /// assert!(crossed.value.drop_off.contact.phone.is_some(), "that of the recipient");
    /// assert!(crossed.report.remarks().iter().any(|remark| remark.pointer == "/slot"));
    /// assert!(crossed.report.remarks().iter().all(|remark| remark.severity == Severity::Loss));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_delivery(self, trip: Trip) -> Converted<Delivery> {
        let mut report = Report::default();
        let value = deliver(self, trip, &mut Scope::new(&mut report));
        Converted { value, report }
    }
}

fn deliver(job: Job, trip: Trip, s: &mut Scope<'_>) -> Delivery {
    let wants_code = job.delivery_code.is_wanted();
    let timeline = if wants_code { Timeline::under(job.lifecycle(Lifecycle::CANONICAL)) } else { Timeline::new() };
    let Job { slot: _, reference, recipient, billing, delivery_code: _, comment, contact_less, integrations } = job;
    let Trip { origin, destination, parcels } = trip;

    s.loses("slot", true);
    let contact = meet(recipient, destination.contact, &mut s.member("recipient"));
    let (client_price, delivery_price) = pay(billing, &mut s.member("billing"));
    let note = note(comment, destination.place.note, &mut s.member("comment"));
    s.loses("contact_less", contact_less.is_some());
    let Integrations { webhook, back_office, shopper_app } = integrations;
    let mut lost = s.member("integrations");
    lost.loses("webhook", webhook.is_some());
    lost.loses("back_office", back_office.is_some());
    lost.loses("shopper_app", shopper_app.is_some());

    Delivery {
        id: None,
        reference: Some(reference),
        label: None,
        drop_off: Stop { place: Place { note, ..destination.place }, contact },
        recipient_tax_id: None,
        pickup: Some(origin).filter(|origin| !origin.is_empty()).map(Box::new),
        window: None,
        client_price,
        delivery_price,
        amount: None,
        expected_price: None,
        vendor: None,
        parcels,
        age_verification_required: false,
        external_payment_confirmation: false,
        product: None,
        route: None,
        order: None,
        location: None,
        order_number: None,
        invoice: None,
        handling: Handling::default(),
        channel: None,
        scheduled_at: None,
        created_at: None,
        tracking: Tracking { timeline, ..Tracking::default() }.into(),
    }
}

/// Whom to ask for: what is known of the contact at the destination, and of the recipient what is not.
fn meet(recipient: Recipient, there: Contact, s: &mut Scope<'_>) -> Contact {
    let Recipient { name, email, phone, identification } = recipient;
    s.loses("name", there.name.as_ref().is_some_and(|other| *other != name));
    s.loses("email", there.email.as_ref().is_some_and(|other| *other != email));
    s.loses("phone", there.phone.as_ref().is_some_and(|other| *other != phone));
    if let Some(Identification { number, kind }) = identification {
        let mut lost = s.member("identification");
        lost.loses("number", number.is_some());
        lost.loses("kind", kind.is_some());
    }
    Contact {
        name: there.name.or(Some(name)),
        phone: there.phone.or(Some(phone)),
        country_code: there.country_code,
        email: there.email.or(Some(email)),
    }
}

/// What the courier should know: the note that is there, else the comment, if it is no longer than a note may be.
fn note(comment: Option<FreeText>, there: Option<Note>, s: &mut Scope<'_>) -> Option<Note> {
    let Some(comment) = comment else { return there };
    if let Some(other) = &there {
        if other.as_str() != comment.as_str() {
            s.lost();
        }
        return there;
    }
    Note::new(comment.as_str()).map_err(|violation| s.remark(Severity::Loss, violation)).ok()
}

/// What the client pays in all, and what of it is for the delivery.
fn pay(billing: Option<Billing>, s: &mut Scope<'_>) -> (Option<Price>, Option<Price>) {
    let Some((currency, prices, payment)) = billing.map(Billing::into_parts) else { return (None, None) };
    s.loses("currency", currency.is_some());
    let prices = prices.map(|prices| {
        let Prices { order_value, shipping_fee, taxes, discounts, subtotal, attributes, adjustments } = prices;
        let mut s = s.member("prices");
        let client = price("order_value", Some(order_value), &mut s);
        let delivery = price("shipping_fee", shipping_fee, &mut s);
        s.loses("taxes", taxes.is_some());
        s.loses("discounts", discounts.is_some());
        s.loses("subtotal", subtotal.is_some());
        s.loses("attributes", !attributes.is_empty());
        s.loses("adjustments", !adjustments.is_empty());
        (client, delivery)
    });
    s.loses("payment", payment.is_some());
    prices.unwrap_or_default()
}

fn price(name: &str, amount: Option<Money>, s: &mut Scope<'_>) -> Option<Price> {
    amount?.to_price().map_err(|violation| s.member(name).remark(Severity::Loss, violation)).ok()
}
