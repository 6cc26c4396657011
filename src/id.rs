//! Names that somebody else gave: opaque, never trimmed, never compared without regard to case, and of different types, so
//! that one cannot stand where another belongs.
//!
//! ```
//! use lastmile::{BundleId, DeliveryId};
//!
//! let bundle = BundleId::new("B-86f49daf10e940daa1adc5b2ce19757e")?;
//! assert_eq!(bundle.to_string(), "B-86f49daf10e940daa1adc5b2ce19757e");
//! assert_eq!(bundle.as_uuid(), None, "the provider puts two characters in front");
//! assert!(DeliveryId::new("851dc274-e090-4881-8f3c-5b660cecf059")?.as_uuid().is_some());
//! # Ok::<(), lastmile::Violation>(())
//! ```

use uuid::Uuid;

use crate::text::{not_blank, text_types};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        text_types! { $($(#[$doc])* ///
            /// Broken: [`Rule::Blank`](crate::Rule::Blank).
            plain $name: not_blank;)+
        }

        $(
            impl $name {
                /// The id as a UUID, if it happens to be one.
                pub fn as_uuid(&self) -> Option<Uuid> {
                    Uuid::parse_str(self.as_str()).ok()
                }
            }
        )+
    };
}

ids! {
    /// A provider's id of a bundle. Source: Gett, `bundle_id`.
    BundleId;
    /// A provider's id of a delivery. Source: Gett, response, `deliveries[].id`.
    DeliveryId;
    /// A provider's id of the service that is ordered. Source: Gett, `product_id`.
    ProductId;
    /// A provider's id of the company that orders. Source: Gett, response, `company_id`.
    CompanyId;
    /// A provider's id of a route. Source: Gett, response, `deliveries[].route_identifier`.
    RouteId;
    /// The host's own id of a thing, which the provider repeats. Source: Gett, `external_identifier`, `external_id`.
    #[doc(alias("external_identifier", "external_id", "client_reference"))]
    Reference;
    /// The number under which the provider's people know an order. Source: Gett, response,
    /// `deliveries[].order_id_representation`.
    OrderNumber;
    /// A provider's id of who sells. Source: Abbiamo, `seller.seller_id`.
    SellerId;
    /// A provider's id of a group of sellers. Source: Abbiamo, `seller.seller_group_id`.
    SellerGroupId;
    /// A provider's id of a way to deliver. Source: Abbiamo, `carrier.method.id`.
    MethodId;
    /// A provider's id of a parcel. Source: Abbiamo, `deliveries[].volumes[].id`.
    ParcelId;
    /// The number on an invoice, as its issuer counts. Source: Abbiamo, `deliveries[].invoice_number`.
    InvoiceNumber;
    /// A provider's id of a payment. Source: Instaleap, create job, `payment_info.payment.id`.
    PaymentId;
    /// The provider's id of the channel through which an order came. Source: Gett, response, `deliveries[].order_from`.
    Channel;
    /// A provider's id of an order. Source: HubRise, retrieve a delivery, `order_id`.
    OrderId;
    /// A provider's id of the place that sells. Source: HubRise, retrieve a delivery, `location_id`.
    LocationId;
    /// The code by which a carrier is known. Source: HubRise, deliveries, `carrier_ref`.
    CarrierId;
    /// The carrier's own id of a delivery. Source: HubRise, deliveries, `ref`.
    TrackingNumber;
}
