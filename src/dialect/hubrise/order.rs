//! What must be true of an order before a delivery is attached to it.

use crate::id::DeliveryId;
use crate::report::{Report, Scope};
use crate::rule::{Found, Rule};
use crate::text::Word;

/// What a host knows of an order to which it wants to attach a delivery.
///
/// ```
/// use lastmile::{Word, hubrise};
///
/// let order = hubrise::Order { service_type: Some(Word::new("delivery")?), delivery: None };
/// assert!(order.takes_a_delivery().is_ok());
///
/// let eaten_here = hubrise::Order { service_type: Some(Word::new("eat_in")?), ..order };
/// let report = eaten_here.takes_a_delivery().unwrap_err();
/// assert_eq!(report.remarks()[0].rule.code(), "order.not-for-delivery");
/// # Ok::<(), lastmile::Violation>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Order {
    /// How it reaches the customer, in HubRise's word: `delivery`, `collection`, `eat_in`. Nothing if the host does not
    /// know.
    pub service_type: Option<Word>,
    /// The delivery that it has, if the host knows of one.
    pub delivery: Option<DeliveryId>,
}

impl Order {
    /// Whether a delivery may be attached to it, as far as the host knows. HubRise has the last word.
    ///
    /// Source: HubRise, deliveries, create: "this endpoint can only be called if".
    ///
    /// # Errors
    ///
    /// A report of all that stands against it, with pointers into this value: [`Rule::OrderHasDelivery`],
    /// [`Rule::OrderNotForDelivery`].
    pub fn takes_a_delivery(&self) -> Result<(), Report> {
        let Order { service_type, delivery } = self;
        let mut report = Report::default();
        let mut s = Scope::new(&mut report);
        if let Some(word) = service_type.as_ref().filter(|word| word.as_str() != "delivery") {
            s.member("service_type").refuse(Rule::OrderNotForDelivery.broken_by(Found::word(word.as_str())));
        }
        if delivery.is_some() {
            s.member("delivery").refuse(Rule::OrderHasDelivery.broken());
        }
        if report.is_valid() { Ok(()) } else { Err(report) }
    }
}
