//! Names that somebody else gave: opaque, never trimmed, never compared without regard to case, and of different types, so
//! that one cannot stand where another belongs.
//!
//! ```
//! use lastmile::{BundleId, DeliveryId, Reference};
//!
//! let bundle = BundleId::new("B-86f49daf10e940daa1adc5b2ce19757e")?;
//! assert_eq!(bundle.to_string(), "B-86f49daf10e940daa1adc5b2ce19757e");
//! assert_eq!(bundle.as_uuid(), None, "the provider puts two characters in front");
//! assert!(DeliveryId::new("851dc274-e090-4881-8f3c-5b660cecf059")?.as_uuid().is_some());
//!
//! // A host's own UUID is an id, and a map of ids is asked with a text.
//! let order = uuid::Uuid::from_u128(0x8c7e_5f0a_30b1_4a7b_9a44_1a53_cb1a_b0de);
//! let orders = std::collections::HashMap::from([(Reference::from(order), "two pizzas")]);
//! assert_eq!(orders.get("8c7e5f0a-30b1-4a7b-9a44-1a53cb1ab0de"), Some(&"two pizzas"));
//! # Ok::<(), lastmile::Violation>(())
//! ```

use uuid::Uuid;

use crate::text::{Text, not_blank, text_types};

/// Declares ids, each with a value as its page has it and whether that is a UUID.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $sample:literal, $uuid:ident;)+) => {
        text_types! { $($(#[$doc])* ///
            /// ```
            #[doc = concat!("use lastmile::", stringify!($name), ";")]
            ///
            #[doc = concat!("let given: ", stringify!($name), " = \"", $sample, "\".parse()?;")]
            #[doc = concat!("assert_eq!(given.as_str(), \"", $sample, "\");")]
            #[doc = concat!("assert!(given.as_uuid().", stringify!($uuid), "());")]
            #[doc = concat!("assert!(", stringify!($name), "::new(\" \").is_err(), \"blank\");")]
            /// # Ok::<(), lastmile::Violation>(())
            /// ```
            ///
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

            /// With hyphens and in small letters.
            impl From<Uuid> for $name {
                fn from(uuid: Uuid) -> $name {
                    $name(Text::from(uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer())))
                }
            }
        )+
    };
}

ids! {
    /// A provider's id of a bundle. Source: Gett, `bundle_id`.
    BundleId = "B-86f49daf10e940daa1adc5b2ce19757e", is_none;
    /// A provider's id of a delivery. Source: Gett, response, `deliveries[].id`.
    DeliveryId = "851dc274-e090-4881-8f3c-5b660cecf059", is_some;
    /// A provider's id of the service that is ordered. Source: Gett, `product_id`.
    ProductId = "04a5a00a-553a-4a2a-bc68-f3bde4828e3a", is_some;
    /// A provider's id of the company that orders. Source: Gett, response, `company_id`.
    CompanyId = "IL-7348", is_none;
    /// A provider's id of a route. Source: Gett, response, `deliveries[].route_identifier`.
    RouteId = "7ed34417-b51f-4d98-bec8-3ccb41290575", is_some;
    /// The host's own id of a thing, which the provider repeats. Source: Gett, `external_identifier`, `external_id`.
    #[doc(alias("external_identifier", "external_id", "client_reference"))]
    Reference = "O-76547654", is_none;
    /// The number under which the provider's people know an order. Source: Gett, response,
    /// `deliveries[].order_id_representation`.
    OrderNumber = "WI7002131612BS", is_none;
    /// A provider's id of who sells. Source: Abbiamo, `seller.seller_id`.
    SellerId = "eb064ede-08f3-470e-a37c-5b796a17cca8", is_some;
    /// A provider's id of a group of sellers. Source: Abbiamo, `seller.seller_group_id`.
    SellerGroupId = "b7d56bca-606e-405e-bf4d-9b0a3291b61d", is_some;
    /// A provider's id of a way to deliver. Source: Abbiamo, `carrier.method.id`.
    MethodId = "e84b2788-5b78-40dd-95cf-75807f70aaaa", is_some;
    /// A provider's id of a parcel. Source: Abbiamo, `deliveries[].volumes[].id`.
    ParcelId = "4754cd99-3378-4e6c-bdaf-53db23ac5a4f", is_some;
    /// The number on an invoice, as its issuer counts. Source: Abbiamo, `deliveries[].invoice_number`.
    InvoiceNumber = "000701", is_none;
    /// A provider's id of a payment. Source: Instaleap, create job, `payment_info.payment.id`.
    PaymentId = "pay-77", is_none;
    /// The provider's id of the channel through which an order came. Source: Gett, response, `deliveries[].order_from`.
    Channel = "DeliveryApi-d5f0c8a2", is_none;
    /// A provider's id of an order. Source: HubRise, retrieve a delivery, `order_id`.
    OrderId = "5dpm9", is_none;
    /// A provider's id of the place that sells. Source: HubRise, retrieve a delivery, `location_id`.
    LocationId = "3r4s3-1", is_none;
    /// The code by which a carrier is known. Source: HubRise, deliveries, `carrier_ref`.
    CarrierId = "ups", is_none;
    /// The carrier's own id of a delivery. Source: HubRise, deliveries, `ref`.
    TrackingNumber = "1Z12345E0291980793", is_none;
}
