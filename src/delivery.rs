//! One drop-off.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use serde::Serialize;

use crate::brazil::{InvoiceAccessKey, TaxId};
use crate::contact::Stop;
use crate::id::{Channel, DeliveryId, InvoiceNumber, LocationId, OrderId, OrderNumber, ProductId, Reference, RouteId};
use crate::own::own_form;
use crate::parcel::Parcel;
use crate::rare::Rare;
use crate::text::{FreeText, Label, Name};
use crate::time::{TimeWindow, Timestamp};
use crate::tracking::Tracking;
use crate::units::Price;

own_form! {
    /// Parcels for one person at one place.
    ///
    /// Source: Gett, create delivery, `deliveries[]`; Abbiamo, `deliveries[]`.
    ///
    /// ```
    /// use lastmile::{AddressLine, Delivery, Place, Stop};
    ///
    /// let delivery = Delivery {
    ///     drop_off: Stop {
    ///         place: Place { address: Some(AddressLine::new("HaArad 7, Tel Aviv")?), ..Place::default() },
    ///         ..Stop::default()
    ///     },
    ///     ..Delivery::default()
    /// };
    /// assert_eq!(delivery.parcels_or_implied().len(), 1);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("shipment", "dropoff", "drop_off"))]
    #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
    pub struct Delivery {
        /// The provider's id.
        pub id: Option<DeliveryId>,
        /// The host's id.
        pub reference: Option<Reference>,
        /// What the courier is shown.
        pub label: Option<Label>,
        /// Where it is brought, and whom to ask for there.
        pub drop_off: Stop,
        /// The number under which the recipient pays taxes.
        pub recipient_tax_id: Option<TaxId>,
        /// Where it is picked up, if that is not where the bundle is.
        pub pickup: Option<Box<Stop>>,
        /// When it is expected.
        pub window: Option<TimeWindow>,
        /// What the recipient pays in all; needed if they pay afterwards.
        pub client_price: Option<Price>,
        /// What of this is for the delivery.
        pub delivery_price: Option<Price>,
        /// What the goods are worth.
        pub amount: Option<Price>,
        /// What bringing it is expected to cost whoever orders it.
        pub expected_price: Option<Price>,
        /// Who sells it.
        pub vendor: Option<Name>,
        /// What is brought.
        #[serde(default)]
        pub parcels: Vec<Parcel>,
        /// Whether the courier must see a document that proves the recipient's age.
        #[serde(default)]
        pub age_verification_required: bool,
        /// Whether the host tells the provider that it has been paid for, before it may be handed over.
        #[serde(default)]
        pub external_payment_confirmation: bool,
        /// The service that was ordered, if the provider says it for each delivery.
        pub product: Option<ProductId>,
        /// The route it is on.
        pub route: Option<RouteId>,
        /// The provider's id of the order that it belongs to.
        pub order: Option<OrderId>,
        /// The provider's id of the place that sells it.
        pub location: Option<LocationId>,
        /// The provider's number of the order.
        pub order_number: Option<OrderNumber>,
        /// Its invoice.
        pub invoice: Option<Box<Invoice>>,
        /// What the courier has to mind.
        #[serde(default)]
        pub handling: Handling,
        /// The channel through which it was ordered.
        pub channel: Option<Channel>,
        /// When the pickup is planned, if that is not when the bundle's is.
        pub scheduled_at: Option<Timestamp>,
        /// When the provider made it.
        pub created_at: Option<Timestamp>,
        /// How it fares.
        #[serde(default)]
        pub tracking: Rare<Tracking>,
    }
}

impl Delivery {
    /// What is brought; where nothing is named, one parcel with the delivery's own label and reference, as the provider
    /// makes it.
    ///
    /// Source: Gett, create delivery, `deliveries[].parcels`.
    pub fn parcels_or_implied(&self) -> Cow<'_, [Parcel]> {
        if self.parcels.is_empty() {
            let implied = Parcel { label: self.label.clone(), reference: self.reference.clone(), ..Parcel::default() };
            Cow::Owned(vec![implied])
        } else {
            Cow::Borrowed(&self.parcels)
        }
    }

    /// What the courier is shown on a parcel: its own label, else the delivery's.
    ///
    /// Source: Gett, create delivery, `deliveries[].parcels[].display_identifier`.
    ///
    /// ```
    /// use lastmile::{Delivery, Label, Parcel};
    ///
    /// let delivery = Delivery { label: Some(Label::new("J48793U897879")?), ..Delivery::default() };
    /// let parcel = Parcel { label: Some(Label::new("3214")?), ..Parcel::default() };
    /// assert_eq!(delivery.label_of(&parcel).map(Label::as_str), Some("3214"));
    /// assert_eq!(delivery.label_of(&Parcel::default()).map(Label::as_str), Some("J48793U897879"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn label_of<'a>(&'a self, parcel: &'a Parcel) -> Option<&'a Label> {
        parcel.label.as_ref().or(self.label.as_ref())
    }
}

own_form! {
    /// The invoice of what is brought.
    ///
    /// It may be younger than the delivery it is for: the page's own sample has one from after the expected delivery.
    ///
    /// Source: Abbiamo, `deliveries[].invoice_number`, `invoice_access_key`, `invoice_created_at`.
    ///
    /// ```
    /// use lastmile::{Invoice, InvoiceAccessKey};
    ///
    /// let key = InvoiceAccessKey::new("42081183123141000200550010000007010046403276")?;
    /// let invoice = Invoice { access_key: Some(key), ..Invoice::default() };
    /// assert_eq!(invoice.access_key.map(|key| key.number()), Some(701));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Invoice {
        /// Its number.
        pub number: Option<InvoiceNumber>,
        /// The key under which the tax office knows it.
        pub access_key: Option<InvoiceAccessKey>,
        /// When it was made.
        pub created_at: Option<Timestamp>,
    }
}

own_form! {
    /// What a courier has to mind. What the provider does not say is not known, and is not a no.
    ///
    /// Source: Abbiamo, `deliveries[].carrier_additional_information`.
    ///
    /// ```
    /// use lastmile::Handling;
    ///
    /// let cold = Handling { thermolabile: Some(true), ..Handling::default() };
    /// assert_eq!(cold.keep_prescription, None);
    /// ```
    #[doc(alias("carrier_additional_information"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Handling {
        /// Whether the courier takes the patient's prescription along.
        pub keep_prescription: Option<bool>,
        /// Whether something in it must be kept cool.
        pub thermolabile: Option<bool>,
        /// Whether the courier brings a payment terminal.
        pub pos_terminal_required: Option<bool>,
        /// Whether the courier comes back to where it was picked up.
        pub return_to_origin: Option<bool>,
        /// What else there is to know.
        pub observation: Option<FreeText>,
    }
}
