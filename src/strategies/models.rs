//! What is carried, and how it fares.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::choices::{Choices, drawn};
use crate::bundle::{Aggregation, Bundle, BundleTarget, Deliveries, PickupTime, Route};
use crate::carrier::{Carrier, CarrierOrder, DeliveryMethod, Speed};
use crate::contact::Stop;
use crate::delivery::{Delivery, Handling, Invoice};
use crate::dialect::{gett, hubrise};
use crate::item::{Exemplar, Failure, Item, PieceStatus};
use crate::parcel::{Parcel, Sizes};
use crate::rule::Violation;
use crate::seller::Seller;
use crate::status::{Attempts, Completing, DeliveryCode, Lifecycle, Observation, Status, StatusSet, Timeline};
use crate::text::{Barcode, FreeText, SizeAlias, Word};
use crate::tracking::{Courier, Estimates, Rejection, RejectionReason, Tracking, UnknownStatus, Vehicle, Verification};
use crate::units::Dimensions;

drawn! {
    100;
    Failure: |c| Ok(Failure {
        description: c.maybe()?,
        reason_id: c.maybe_with(|c| Ok(c.of(&[0, -1, 7, i64::MAX]).copied().unwrap_or(0)))?,
        reason: c.maybe()?,
    });
    PieceStatus: |c| if c.yes() { Ok(PieceStatus::Initial) } else { c.draw::<Word>().map(PieceStatus::from) };
    Exemplar: |c| Ok(Exemplar {
        reference: c.maybe()?,
        barcode: c.maybe()?,
        status: c.maybe()?,
        failure: c.maybe()?,
    });
    Item: |c| Ok(Item {
        reference: c.maybe()?,
        name: c.maybe()?,
        quantity: c.maybe()?,
        price: c.maybe()?,
        vat_rate: c.maybe()?,
        exemplars: c.some(2)?,
        status: c.maybe()?,
        failure: c.maybe()?,
    });
    Parcel: |c| Ok(Parcel {
        id: c.maybe()?,
        label: c.maybe()?,
        reference: c.maybe()?,
        size_alias: c.maybe()?,
        length: c.maybe()?,
        width: c.maybe()?,
        height: c.maybe()?,
        weight: c.maybe()?,
        volume: c.maybe()?,
        barcodes: c.some(2)?,
        items: c.some(2)?,
        status: c.maybe()?,
        failure: c.maybe()?,
    });
    Sizes: |c| {
        let count = c.below(4);
        let aliases = ["S", "M", "L"].into_iter().take(count).map(SizeAlias::new);
        Sizes::new(aliases.map(|alias| Ok((alias?, c.draw()?))).collect::<Result<Vec<(_, Dimensions)>, Violation>>()?)
    };

    Status: |c| Ok(c.of(Status::ALL).copied().unwrap_or(Status::Pending));
    StatusSet: |c| Ok(StatusSet::of(&c.some(4)?));
    Lifecycle: |c| {
        const ALL: [Lifecycle; 3] = [Lifecycle::CANONICAL, gett::LIFECYCLE, hubrise::LIFECYCLE];
        Ok(c.of(&ALL).copied().unwrap_or(Lifecycle::CANONICAL))
    };
    Timeline: |c| {
        let lifecycle = c.maybe()?;
        let mut timeline = lifecycle.map_or_else(Timeline::new, Timeline::under);
        for (status, at) in c.some_with(3, |c| Ok((c.draw()?, c.maybe()?)))? {
            timeline.observe(status, at);
        }
        for (status, at) in c.some_with(2, |c| Ok((c.draw()?, c.maybe()?)))? {
            timeline.set_time(status, at);
        }
        Ok(timeline)
    };
    Observation: |c| Ok(Observation { status: c.draw()?, at: c.maybe()? });
    Completing: |c| Ok(if c.yes() { Completing::ByCode } else { Completing::Free });
    DeliveryCode: |c| { let digits = c.digits(4); DeliveryCode::new(&digits) };
    // None left, some left, all left; more in vain than are allowed does not come about.
    Attempts: |c| {
        let (code, wrong) = (DeliveryCode::new("0595")?, DeliveryCode::new("0596")?);
        let allowed = u8::try_from(c.below(6)).unwrap_or(0);
        let shown = c.below(7);
        Ok((0..shown).fold(Attempts::allowing(allowed), |attempts, _| code.check(&wrong, attempts).0))
    };
    Carrier: |c| Ok(Carrier { name: c.draw()?, id: c.maybe()? });
    Estimates: |c| Ok(Estimates { pickup: c.maybe()?, drop_off: c.maybe()? });
    Vehicle: |c| Ok(Vehicle { colour: c.maybe()?, model: c.maybe()?, licence_plate: c.maybe()? });
    Courier: |c| Ok(Courier {
        name: c.maybe()?,
        phone: c.maybe()?,
        access_code: c.maybe()?,
        position: c.maybe()?,
        picture: c.maybe()?,
        vehicle: c.draw()?,
    });
    // Words of one provider, of another and of nobody.
    UnknownStatus: |c| Ok(UnknownStatus {
        word: c.maybe_with(|c| c.valid(Word::new, &["teleported", "pending", "picked_up", "pickup_enroute"]))?,
        code: c.maybe_with(|c| Ok(c.of(&[0, 266, 10, 25, -1]).copied().unwrap_or(0)))?,
    });
    RejectionReason: |c| {
        use RejectionReason::{AddressNotFound, InvalidPhone, Manual, OutOfServiceArea};
        Ok(c.of(&[InvalidPhone, OutOfServiceArea, Manual, AddressNotFound]).copied().unwrap_or(Manual))
    };
    Rejection: |c| {
        const SAID: &[&str] = &["manual reject", "out of the defined service area", "no"];
        Ok(Rejection {
            reason: c.maybe()?,
            description: c.maybe_with(|c| c.valid(FreeText::new, SAID))?,
            error: c.maybe_with(|c| c.valid(FreeText::new, SAID))?,
        })
    };
    Verification: |c| Ok(Verification {
        kind: c.maybe()?,
        proved_at: c.maybe()?,
        recipient_category: c.maybe()?,
        recipient_name: c.maybe()?,
        verified_by: c.maybe()?,
        signature_provided: c.flag(),
        code_provided: c.flag(),
    });
    Tracking: |c| Ok(Tracking {
        carrier: c.maybe()?,
        tracking_number: c.maybe()?,
        fee: c.maybe()?,
        estimates: c.draw()?,
        link: c.maybe()?,
        timeline: c.draw()?,
        unknown_status: if c.last_of(4) { Some(c.draw()?) } else { None },
        courier: c.maybe()?,
        rejection: c.maybe()?,
        failure: c.maybe()?,
        verifications: c.some(2)?,
    });

    Invoice: |c| Ok(Invoice { number: c.maybe()?, access_key: c.maybe()?, created_at: c.maybe()? });
    Handling: |c| Ok(Handling {
        keep_prescription: c.flag(),
        thermolabile: c.flag(),
        pos_terminal_required: c.flag(),
        return_to_origin: c.flag(),
        observation: c.maybe()?,
    });
    Aggregation: |c| Ok(if c.yes() { Aggregation::PointToPoint } else { Aggregation::Allowed });
    BundleTarget: |c| Ok(match c.below(3) {
        0 => BundleTarget::Unnamed,
        1 => BundleTarget::New { product: c.draw()? },
        _ => BundleTarget::Existing { bundle: c.draw()?, product: c.maybe()? },
    });
    PickupTime: |c| Ok(PickupTime { scheduled_at: c.maybe()?, window: c.maybe()? });
    Route: |c| Ok(Route { id: c.draw()?, name: c.draw()? });
    Seller: |c| Ok(Seller {
        name: c.maybe()?,
        id: c.maybe()?,
        tax_id: c.maybe()?,
        group: c.maybe()?,
        contacts: c.some(2)?,
    });
    Speed: |c| c.valid(Word::new, &["D0", "D1", "D2"]).map(Speed::from);
    DeliveryMethod: |c| Ok(DeliveryMethod {
        id: c.maybe()?,
        reference: c.maybe()?,
        name: c.maybe()?,
        speed: c.maybe()?,
    });
    CarrierOrder: |c| Ok(CarrierOrder {
        carrier: c.maybe()?,
        method: c.maybe()?,
        dispatch_by: c.maybe()?,
        expected_delivery: c.maybe()?,
        expected_price: c.maybe()?,
    });
}

drawn! {
    600;
    Delivery: |c| Ok(Delivery {
        id: c.maybe()?,
        reference: c.maybe()?,
        label: c.maybe()?,
        drop_off: c.draw()?,
        recipient_tax_id: c.maybe()?,
        pickup: c.maybe()?,
        window: c.maybe()?,
        client_price: c.maybe()?,
        delivery_price: c.maybe()?,
        amount: c.maybe()?,
        expected_price: c.maybe()?,
        vendor: c.maybe()?,
        parcels: c.some(2)?,
        age_verification_required: c.yes(),
        external_payment_confirmation: c.yes(),
        product: c.maybe()?,
        route: c.maybe()?,
        order: c.maybe()?,
        location: c.maybe()?,
        order_number: c.maybe()?,
        invoice: c.maybe()?,
        handling: c.draw()?,
        channel: c.maybe()?,
        scheduled_at: c.maybe()?,
        created_at: c.maybe()?,
        tracking: c.draw()?,
    });
    Deliveries: |c| deliveries(c, 0);
    Bundle: |c| bundle(c, 0);
    gett::StatusTimes: |c| Ok(gett::StatusTimes {
        started_at: c.maybe()?,
        arrived_at: c.maybe()?,
        picked_up_at: c.maybe()?,
        ended_at: c.maybe()?,
    });
    hubrise::StatusTimes: |c| Ok(hubrise::StatusTimes {
        assigned_at: c.maybe()?,
        pickup_at: c.maybe()?,
        delivered_at: c.maybe()?,
        cancelled_at: c.maybe()?,
    });
    hubrise::Order: |c| Ok(hubrise::Order {
        service_type: c.maybe_with(|c| c.valid(Word::new, &["delivery", "collection", "eat_in", "drone"]))?,
        delivery: c.maybe()?,
    });
    hubrise::TrackingUpdate: |c| Ok(hubrise::TrackingUpdate {
        tracking_number: c.draw()?,
        status: c.maybe()?,
        estimated_pickup: c.draw()?,
        estimated_drop_off: c.draw()?,
        link: c.draw()?,
        courier_name: c.draw()?,
        courier_phone: c.draw()?,
        access_code: c.draw()?,
        position: c.draw()?,
        assigned_at: c.draw()?,
        pickup_at: c.draw()?,
        delivered_at: c.draw()?,
        cancelled_at: c.draw()?,
    });
}

/// Some deliveries, at least so many, of whose parcels all have a barcode or none has.
fn deliveries(c: &mut Choices, least: usize) -> Result<Deliveries, Violation> {
    let (all, barcode): (bool, Barcode) = (c.is_full() || c.yes(), c.draw()?);
    let mut deliveries: Vec<Delivery> = c.some(3)?;
    while deliveries.len() < least {
        deliveries.push(c.draw()?);
    }
    for parcel in deliveries.iter_mut().flat_map(|delivery| &mut delivery.parcels) {
        match all {
            true if parcel.barcodes.is_empty() => parcel.barcodes.push(barcode.clone()),
            true => {}
            false => parcel.barcodes.clear(),
        }
    }
    Deliveries::new(deliveries)
}

/// A bundle of at least so many deliveries.
pub(super) fn bundle(c: &mut Choices, least: usize) -> Result<Bundle, Violation> {
    let mut deliveries = deliveries(c, least)?.into_vec();
    let pickup: Option<Stop> = c.maybe()?;
    let pickup_time: PickupTime = c.draw()?;
    for delivery in &mut deliveries {
        // What repeats what the bundle says.
        match c.below(6) {
            _ if c.is_full() => {}
            3 => delivery.pickup = pickup.clone().map(Box::new),
            4 => delivery.scheduled_at = pickup_time.scheduled_at,
            _ => {}
        }
    }
    Ok(Bundle {
        target: c.draw()?,
        label: c.maybe()?,
        reference: c.maybe()?,
        pickup_time,
        aggregation: c.draw()?,
        pickup,
        return_to: c.maybe()?,
        return_mode: c.maybe()?,
        deliveries: Deliveries::new(deliveries)?,
        company: c.maybe()?,
        process_type: c.maybe()?,
        created_at: c.maybe()?,
        seller: c.maybe()?,
        carrier: c.maybe()?,
        route: c.maybe()?,
        courier_must_return: c.flag(),
        headers: c.draw()?,
    })
}
