//! One pickup, many drop-offs.

use alloc::vec::Vec;
use core::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize};

use crate::carrier::CarrierOrder;
use crate::contact::Stop;
use crate::delivery::Delivery;
use crate::headers::Headers;
use crate::id::{BundleId, CompanyId, ProductId, Reference, RouteId};
use crate::own::{Own, own_form, own_made_of, own_words};
use crate::rule::{Rule, Violation};
use crate::seller::Seller;
use crate::text::{Label, Name, Word};
use crate::time::{TimeWindow, Timestamp};
use crate::tracking::Tracking;

own_form! {
    /// Deliveries that are picked up together.
    ///
    /// Source: Gett, create delivery; Abbiamo, delivery request.
    ///
    /// ```
    /// use lastmile::{from_json, gett, Aggregation};
    /// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/gett/create.json"));
    ///
    /// let bundle = from_json::<gett::CreateDeliveries>(bytes)?.value;
    /// assert_eq!(bundle.deliveries.len(), 2);
    /// assert_eq!(bundle.aggregation, Aggregation::PointToPoint);
    /// # Ok::<(), lastmile::report::Report>(())
    /// ```
    #[doc(alias("batch", "route", "shipment"))]
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct Bundle {
        /// Whether it is a new one.
        pub target: BundleTarget,
        /// What the courier is shown.
        pub label: Option<Label>,
        /// The host's id.
        pub reference: Option<Reference>,
        /// When it is picked up.
        #[serde(default)]
        pub pickup_time: PickupTime,
        /// Whether the provider may put other deliveries with these.
        #[serde(default)]
        pub aggregation: Aggregation,
        /// Where it is picked up, and whom to ask for there.
        pub pickup: Option<Stop>,
        /// Where it goes if it cannot be delivered, and whom to ask for there.
        pub return_to: Option<Stop>,
        /// When it goes there, in the provider's words.
        pub return_mode: Option<Word>,
        /// What is brought where.
        pub deliveries: Deliveries,
        /// Who ordered it.
        pub company: Option<CompanyId>,
        /// How the provider plans it, in its words.
        pub process_type: Option<Word>,
        /// When the provider made it.
        pub created_at: Option<Timestamp>,
        /// Who sells what is in it.
        pub seller: Option<Seller>,
        /// What the carrier is asked to do.
        pub carrier: Option<CarrierOrder>,
        /// The route that is made of it, if one is.
        pub route: Option<Route>,
        /// Whether the courier comes back to the pickup when all is done, if the provider says so.
        pub courier_must_return: Option<bool>,
        /// What goes with each call about it.
        #[serde(default)]
        pub headers: Headers,
    }
}

impl Bundle {
    /// Deliveries that are picked up together, and nothing else. A pickup that all of them have in common is the bundle's.
    ///
    /// ```
    /// use lastmile::{Bundle, BundleTarget, Deliveries, Delivery, Stop};
    ///
    /// let delivery = Delivery { pickup: Some(Stop::default().into()), ..Delivery::default() };
    /// let bundle = Bundle::of(BundleTarget::Unnamed, Deliveries::new(vec![delivery.clone(), delivery])?);
    /// assert_eq!(bundle.pickup, Some(Stop::default()));
    /// assert!(bundle.deliveries.iter().all(|delivery| delivery.pickup.is_none()));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn of(target: BundleTarget, mut deliveries: Deliveries) -> Bundle {
        let first = deliveries.first().map(|delivery| &delivery.pickup);
        let mut pickup = None;
        if deliveries.iter().all(|delivery| Some(&delivery.pickup) == first) {
            for delivery in &mut deliveries.0 {
                pickup = delivery.pickup.take();
            }
        }
        Bundle {
            target,
            label: None,
            reference: None,
            pickup_time: PickupTime::default(),
            aggregation: Aggregation::default(),
            pickup: pickup.map(|pickup| *pickup),
            return_to: None,
            return_mode: None,
            deliveries,
            company: None,
            process_type: None,
            created_at: None,
            seller: None,
            carrier: None,
            route: None,
            courier_must_return: None,
            headers: Headers::default(),
        }
    }

    /// With each address and each phone number in one member, for providers that have one: where a place has an address
    /// in parts and none on a line, the line is [`PostalAddress::to_line`](crate::PostalAddress::to_line), and the parts
    /// stay; a calling code goes in front of its number.
    ///
    /// ```
    /// use lastmile::{abbiamo, from_json};
    /// # let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/abbiamo/full.json"));
    ///
    /// let bundle = from_json::<abbiamo::DeliveryRequest>(bytes)?.value.on_one_line();
    /// let place = &bundle.deliveries[0].drop_off.place;
    /// assert!(place.address.as_ref().is_some_and(|line| line.as_str().starts_with("Rua Doutor Alfredo Sales")));
    /// assert!(place.postal.is_some(), "the parts stay");
    /// # Ok::<(), lastmile::Report>(())
    /// ```
    #[must_use]
    pub fn on_one_line(mut self) -> Bundle {
        let line = |stop: &mut Stop| {
            if stop.place.address.is_none() {
                stop.place.address = stop.place.postal.as_ref().and_then(|postal| postal.to_line());
            }
            stop.contact = core::mem::take(&mut stop.contact).with_whole_number();
        };
        self.pickup.iter_mut().chain(&mut self.return_to).for_each(line);
        for delivery in &mut self.deliveries.0 {
            line(&mut delivery.drop_off);
            delivery.pickup.as_deref_mut().into_iter().for_each(line);
        }
        self
    }
}

/// What deliveries are added to: a bundle that exists, or a new one for a product.
///
/// Source: Gett, create delivery, `bundle_id`, `product_id`.
///
/// ```
/// use lastmile::{BundleId, BundleTarget, ProductId, Rule};
///
/// let product = ProductId::new("04a5a00a-553a-4a2a-bc68-f3bde4828e3a")?;
/// assert_eq!(BundleTarget::from_ids(None, Some(product.clone()))?, BundleTarget::New { product });
/// assert_eq!(BundleTarget::from_ids(None, None).unwrap_err().rule(), Rule::BundleTarget);
///
/// let existing = BundleTarget::from_ids(Some(BundleId::new("B-86f49daf")?), None)?;
/// assert!(existing.bundle().is_some() && existing.product().is_none());
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BundleTarget {
    /// One that exists.
    Existing {
        /// Its id.
        bundle: BundleId,
        /// The product, if it was named all the same.
        product: Option<ProductId>,
    },
    /// One that the provider makes.
    New {
        /// For this product.
        product: ProductId,
    },
    /// The provider names neither, and makes one.
    Unnamed,
}

impl<'de> Deserialize<'de> for BundleTarget {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<BundleTarget, D::Error> {
        #[derive(Deserialize)]
        #[serde(remote = "BundleTarget", rename_all = "snake_case", deny_unknown_fields)]
        enum Form {
            Existing { bundle: BundleId, product: Option<ProductId> },
            New { product: ProductId },
            Unnamed,
        }
        Form::deserialize(Own(deserializer))
    }
}

impl BundleTarget {
    /// From what was given.
    ///
    /// # Errors
    ///
    /// [`Rule::BundleTarget`] if nothing was.
    pub fn from_ids(bundle: Option<BundleId>, product: Option<ProductId>) -> Result<BundleTarget, Violation> {
        match (bundle, product) {
            (Some(bundle), product) => Ok(BundleTarget::Existing { bundle, product }),
            (None, Some(product)) => Ok(BundleTarget::New { product }),
            (None, None) => Err(Rule::BundleTarget.broken()),
        }
    }

    /// The bundle, if it exists.
    pub const fn bundle(&self) -> Option<&BundleId> {
        match self {
            BundleTarget::Existing { bundle, .. } => Some(bundle),
            BundleTarget::New { .. } | BundleTarget::Unnamed => None,
        }
    }

    /// The product, if it was named.
    pub const fn product(&self) -> Option<&ProductId> {
        match self {
            BundleTarget::Existing { product, .. } => product.as_ref(),
            BundleTarget::New { product } => Some(product),
            BundleTarget::Unnamed => None,
        }
    }
}

own_form! {
    /// A route that a provider makes of a bundle. There is one if, and only if, it has an id and a name.
    ///
    /// Source: Abbiamo, `make_route`, `route_id`, `route_name`.
    ///
    /// ```
    /// use lastmile::{Name, Route, RouteId, Rule};
    ///
    /// let (id, name) = (RouteId::new("7ed34417")?, Name::new("GPT-2LkRo")?);
    /// let route = Route::from_parts(true, Some(id.clone()), Some(name.clone()))?;
    /// assert_eq!(route, Some(Route { id: id.clone(), name }));
    /// assert_eq!(Route::from_parts(false, None, None)?, None);
    /// assert_eq!(Route::from_parts(true, Some(id.clone()), None).unwrap_err().rule(), Rule::RouteIncomplete);
    /// assert_eq!(Route::from_parts(false, Some(id), None).unwrap_err().rule(), Rule::RouteNotMade);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    pub struct Route {
        /// The provider's id.
        pub id: RouteId,
        /// What people call it.
        pub name: Name,
    }
}

impl Route {
    /// From whether one is made, and what was given of it.
    ///
    /// # Errors
    ///
    /// [`Rule::RouteIncomplete`] if one is made and a part of it is missing, [`Rule::RouteNotMade`] if none is made and a
    /// part of it was given.
    pub fn from_parts(is_made: bool, id: Option<RouteId>, name: Option<Name>) -> Result<Option<Route>, Violation> {
        let (id, name) = (Route::part(is_made, id)?, Route::part(is_made, name)?);
        Ok(id.zip(name).map(|(id, name)| Route { id, name }))
    }

    /// A part exists if, and only if, a route is made.
    pub(crate) fn part<T>(is_made: bool, part: Option<T>) -> Result<Option<T>, Violation> {
        match (is_made, part) {
            (true, None) => Err(Rule::RouteIncomplete.broken()),
            (false, Some(_)) => Err(Rule::RouteNotMade.broken()),
            (_, part) => Ok(part),
        }
    }
}

own_form! {
    /// When a bundle is picked up: at a time, within a period, or as soon as possible.
    ///
    /// Source: Gett, create delivery, `scheduled_at`, `pickup_interval_from`, `pickup_interval_until`.
    ///
    /// ```
    /// use lastmile::{PickupTime, TimeWindow};
    ///
    /// let from = "2020-08-26T16:54:29Z".parse()?;
    /// let pickup = PickupTime { scheduled_at: None, window: Some(TimeWindow::starting(from)) };
    /// assert_eq!(pickup.planned(), Some(from), "the beginning of the period stands in");
    /// assert_eq!(PickupTime::default().planned(), None, "as soon as possible");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("scheduled_at"))]
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct PickupTime {
        /// At this time.
        pub scheduled_at: Option<Timestamp>,
        /// Within this period.
        pub window: Option<TimeWindow>,
    }
}

impl PickupTime {
    /// When the provider plans the pickup: at the time, else at the beginning of the period.
    pub fn planned(&self) -> Option<Timestamp> {
        self.scheduled_at.or_else(|| self.window?.from())
    }
}

own_words! {
    /// Whether the provider may put other deliveries with these.
    ///
    /// Source: Gett, create delivery, `avoid_aggregation`.
    ///
    /// ```
    /// # use lastmile::Aggregation;
    /// assert_eq!(Aggregation::default(), Aggregation::Allowed);
    /// ```
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Aggregation {
        /// It may.
        #[default]
        Allowed,
        /// It may not: from point to point.
        #[doc(alias = "avoid_aggregation")]
        PointToPoint,
    }
}

/// The deliveries of a bundle, of whose parcels either all have a barcode or none has.
///
/// They are read like a slice. What may change while they are on their way is reached by
/// [`tracking_mut`](Deliveries::tracking_mut); for anything else take them apart with [`into_vec`](Deliveries::into_vec)
/// and make them anew.
///
/// Source: Gett, create delivery, `deliveries[].parcels[].barcodes`.
///
/// ```
/// use lastmile::{Barcode, Deliveries, Delivery, Parcel, Rule};
///
/// let with = Parcel { barcodes: vec![Barcode::new("0123452")?], ..Parcel::default() };
/// let mixed = vec![Delivery { parcels: vec![with, Parcel::default()], ..Delivery::default() }];
/// assert_eq!(Deliveries::new(mixed).unwrap_err().rule(), Rule::MixedBarcodes);
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Deliveries(Vec<Delivery>);

impl Deliveries {
    /// The deliveries of one bundle.
    ///
    /// # Errors
    ///
    /// [`Rule::MixedBarcodes`].
    pub fn new(deliveries: Vec<Delivery>) -> Result<Deliveries, Violation> {
        let mut barcodes = Barcodes::default();
        deliveries
            .iter()
            .flat_map(|delivery| &delivery.parcels)
            .try_for_each(|parcel| barcodes.see(!parcel.barcodes.is_empty()))?;
        Ok(Deliveries(deliveries))
    }

    /// Whether so many are enough for a request.
    pub(crate) fn are_enough(count: usize) -> Result<(), Violation> {
        if count == 0 { Err(Rule::NoDeliveries.broken()) } else { Ok(()) }
    }

    /// The deliveries, to be changed and made anew.
    ///
    /// ```
    /// use lastmile::{Deliveries, Delivery};
    ///
    /// let mut deliveries = Deliveries::new(vec![Delivery::default()])?.into_vec();
    /// deliveries.push(Delivery::default());
    /// assert_eq!(Deliveries::new(deliveries)?.len(), 2);
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn into_vec(self) -> Vec<Delivery> {
        self.0
    }

    /// How a delivery fares, to be updated.
    ///
    /// ```
    /// use lastmile::{Deliveries, Delivery, Status};
    ///
    /// let mut deliveries = Deliveries::new(vec![Delivery::default()])?;
    /// if let Some(tracking) = deliveries.tracking_mut(0) {
    ///     tracking.timeline.advance(Status::PickedUp, "2020-09-12T17:10:00Z".parse()?)?;
    /// }
    /// assert_eq!(deliveries[0].tracking.timeline.status(), Some(Status::PickedUp));
    /// assert!(deliveries.tracking_mut(1).is_none());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    pub fn tracking_mut(&mut self, index: usize) -> Option<&mut Tracking> {
        self.0.get_mut(index).map(|delivery| &mut *delivery.tracking)
    }
}

impl Deref for Deliveries {
    type Target = [Delivery];

    fn deref(&self) -> &[Delivery] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a Deliveries {
    type Item = &'a Delivery;
    type IntoIter = core::slice::Iter<'a, Delivery>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

own_made_of!(Vec<Delivery> => Deliveries);

impl TryFrom<Vec<Delivery>> for Deliveries {
    type Error = Violation;

    fn try_from(deliveries: Vec<Delivery>) -> Result<Deliveries, Violation> {
        Deliveries::new(deliveries)
    }
}

/// Looks at the parcels of a bundle one after the other: the first says whether all have a barcode.
#[derive(Debug, Default)]
pub(crate) struct Barcodes {
    all_have_one: Option<bool>,
    are_mixed: bool,
}

impl Barcodes {
    /// A parcel with or without a barcode. The first that differs is refused; it is not said again of those behind it.
    pub(crate) fn see(&mut self, has_one: bool) -> Result<(), Violation> {
        if self.are_mixed || *self.all_have_one.get_or_insert(has_one) == has_one {
            return Ok(());
        }
        self.are_mixed = true;
        Err(Rule::MixedBarcodes.broken_by(match has_one {
            true => "one with a barcode behind one without",
            false => "one without a barcode behind one with",
        }))
    }

    /// Whether all that have been seen have a barcode, and there was one.
    pub(crate) fn all_have_one(&self) -> bool {
        self.all_have_one == Some(true) && !self.are_mixed
    }
}
