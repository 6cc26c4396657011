#![doc = include_str!("guide/front.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]
#![warn(clippy::alloc_instead_of_core, clippy::std_instead_of_alloc, clippy::std_instead_of_core)]

extern crate alloc;

pub mod brazil;
mod bridge;
pub mod bundle;
pub mod carrier;
pub mod contact;
mod crossing;
pub mod delivery;
mod dialect;
pub mod edit;
pub mod field;
#[cfg(any(doc, doctest))]
pub mod guide;
pub mod headers;
pub mod id;
pub mod item;
pub mod job;
pub mod money;
mod own;
pub mod parcel;
pub mod payload;
pub mod place;
pub mod rare;
pub mod report;
pub mod rule;
pub mod seller;
pub mod status;
#[cfg(feature = "proptest")]
pub mod strategies;
pub mod text;
pub mod time;
pub mod tracking;
pub mod units;

pub use brazil::{Cep, Cnpj, Cpf, InvoiceAccessKey, State, TaxId};
#[cfg(feature = "schemars")]
pub use bridge::schemars::payload_schema;
pub use bundle::{Aggregation, Bundle, BundleTarget, Deliveries, PickupTime, Route};
pub use carrier::{Carrier, CarrierOrder, DeliveryMethod, Speed};
pub use contact::{Contact, Stop};
pub use delivery::{Delivery, Handling, Invoice};
pub use dialect::{abbiamo, gett, hubrise, instaleap};
pub use edit::Edit;
pub use headers::{HeaderName, HeaderValue, Headers};
pub use id::{
    BundleId, CarrierId, Channel, CompanyId, DeliveryId, InvoiceNumber, LocationId, MethodId, OrderId, OrderNumber,
    ParcelId, PaymentId, ProductId, Reference, RouteId, SellerGroupId, SellerId, TrackingNumber,
};
pub use item::{Exemplar, Failure, Item, PieceStatus};
pub use job::{
    Adjustment, Billing, BlockingPolicy, ContactLess, ContactLessWish, DeliveryCodeWish, Identification,
    IdentificationNumber, Integration, IntegrationKey, Integrations, Job, JobChange, Metadata, Payment, PaymentMethod,
    PaymentStatus, PriceAttribute, PriceKind, Prices, Recipient, Slot, SlotId, Trip,
};
pub use money::{Currency, Money};
pub use parcel::{Parcel, Sizes};
pub use payload::{Capabilities, Converted, Payload, from_json, read, to_json, write};
pub use place::{Coordinates, Country, Latitude, Longitude, Place, PostalAddress, Region, ZipCode};
pub use rare::Rare;
pub use report::{Remark, Report};
pub use rule::{Found, Kind, Rule, Severity, Violation};
pub use seller::Seller;
pub use status::{
    Anomaly, AnomalyKind, Attempts, Change, Completing, DeliveryCode, Lifecycle, Mapping, Observation, Observed, Phase,
    Proof, StandIn, Status, StatusSet, Step, Timeline, Vocabulary, Whole,
};
pub use text::{
    AccessCode, AddressLine, AddressPart, Barcode, CallingCode, Email, FreeText, Label, Link, Name, Note, PersonName,
    Phone, SizeAlias, Word,
};
pub use time::{OffsetTime, TimeWindow, Timestamp};
pub use tracking::{Courier, Estimates, Rejection, RejectionReason, Tracking, UnknownStatus, Vehicle, Verification};
pub use units::{
    Centimetres, Cents, CubicCentimetres, Dimensions, Grams, LengthUnit, MassUnit, Percent, Price, Quantity, Rounding,
    VolumeUnit, codec::Rounded,
};

#[doc(hidden)]
pub mod __private {
    pub extern crate alloc;
    pub use core;
    pub use serde;
}
