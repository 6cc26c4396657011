//! Three providers, one delivery: Abbiamo asks for it, Gett brings it, HubRise is kept up to date; and what none of them can
//! hold of what the other said, as a table.
//!
//! ```text
//! cargo run --example bridge
//! ```
//!
//! There is no network here: the webhook is the page's sample, the courier's day a list of statuses.
#![allow(clippy::disallowed_macros, reason = "an example talks to the terminal")]

use std::error::Error;

use lastmile::hubrise::TrackingUpdate;
use lastmile::{
    BundleTarget, Carrier, Name, PersonName, ProductId, Report, Status, Timeline, Timestamp, Tracking, TrackingNumber,
    abbiamo, from_json, gett, hubrise, write,
};
use serde::Serialize;

const WEBHOOK: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/abbiamo/full.json"));

/// What Gett says, one status after the other. The courier comes back with the goods.
const STREAM: &[(u16, &str)] = &[
    (20, "2023-06-12T14:05:00Z"),
    (30, "2023-06-12T14:20:00Z"),
    (40, "2023-06-12T14:26:00Z"),
    (50, "2023-06-12T14:27:00Z"),
    (60, "2023-06-12T14:51:00Z"),
    (90, "2023-06-12T15:02:00Z"),
];

fn main() -> Result<(), Box<dyn Error>> {
    // 1. Abbiamo's webhook comes in.
    let webhook = from_json::<abbiamo::DeliveryRequest>(WEBHOOK)?;
    println!(
        "Abbiamo asks for deliveries: {}. Remarks on the webhook: {}.\n",
        webhook.value.deliveries.len(),
        webhook.report.remarks().len()
    );

    // 2. Gett is asked. What Gett requires and Abbiamo does not say is not invented: as it is, the request is refused.
    let as_it_is = write::<gett::CreateDeliveries>(&webhook.value);
    println!("What Gett requires and the webhook does not say:");
    table(as_it_is.report.errors().map(|remark| (remark.pointer.to_string(), remark.rule.says().to_owned())));

    // The host knows more: which product it buys, and whom to ask for at the shop.
    let mut bundle = webhook.value.on_one_line();
    bundle.target = BundleTarget::New { product: ProductId::new("04a5a00a-553a-4a2a-bc68-f3bde4828e3a")? };
    let seller = bundle.seller.as_ref();
    let at_the_shop =
        seller.and_then(|seller| seller.contacts.first()).cloned().unwrap_or_default().with_whole_number();
    if let Some(pickup) = &mut bundle.pickup {
        pickup.contact = at_the_shop;
        let counter = PersonName::new("The counter")?;
        pickup.contact.name.get_or_insert(counter);
    }
    let request = write::<gett::CreateDeliveries>(&bundle);
    if !request.report.is_valid() {
        return Err(request.report.into());
    }
    println!("\nPOST v1/delivery/deliveries ({} bytes). Lost on the way to Gett:", body(&request.value)?.len());
    losses(&request.report);

    // 3. HubRise learns of the delivery, and then of each step.
    let mut known = Tracking {
        carrier: Some(Carrier { name: Name::new("Gett")?, id: None }),
        tracking_number: Some(TrackingNumber::new("DR-1f3d")?),
        timeline: Timeline::under(gett::LIFECYCLE),
        ..Tracking::default()
    };
    known.timeline.observe(Status::Pending, None);
    let attached = write::<hubrise::CreateDelivery>(&known);
    println!("\nPOST orders/:order_id/delivery\n    {}", body(&attached.value)?);
    for (code, at) in STREAM {
        let (status, at) = (Status::from_code(*code)?, at.parse::<Timestamp>()?);
        let mut now = known.clone();
        now.timeline.observe(status, at);
        let update = TrackingUpdate::towards(&known, &now)?;
        known = now;
        if update.value == TrackingUpdate::default() {
            println!("{code:>3} {status}: HubRise is told nothing.");
        } else {
            let patch = write::<hubrise::UpdateDelivery>(&update.value);
            println!("{code:>3} {status}: PATCH {}", body(&patch.value)?);
        }
    }
    println!("\nLost on the way to HubRise:");
    losses(&known.told_to(&hubrise::STATUSES).report);
    Ok(())
}

fn body(payload: &impl Serialize) -> Result<String, serde_json::Error> {
    serde_json::to_string(payload)
}

fn losses(report: &Report) {
    table(report.remarks().iter().map(|remark| {
        let what = if remark.found.is_empty() { remark.rule.code().to_owned() } else { remark.found.to_string() };
        (remark.pointer.to_string(), what)
    }));
}

fn table(rows: impl Iterator<Item = (String, String)>) {
    let rows: Vec<_> = rows.collect();
    let widest = rows.iter().map(|(place, _)| place.len()).max().unwrap_or_default();
    for (place, what) in rows {
        println!("    {place:<widest$}  {what}");
    }
}
