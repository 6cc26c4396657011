//! Gett's request for a bundle that Abbiamo asked for.

use lastmile::gett::CreateDeliveries;
use lastmile::{
    Bundle, BundleTarget, Contact, Converted, Deliveries, PersonName, ProductId, Reference, Violation, to_json,
};

use crate::problem::Problem;

/// The service that this host buys from Gett.
const PRODUCT: &str = "04a5a00a-553a-4a2a-bc68-f3bde4828e3a";
/// Whom the courier asks for where the seller names nobody.
const COUNTER: &str = "The counter";

/// The request, and what it cannot say of the bundle; or what Gett requires and nobody has said.
pub(crate) fn request(bundle: &Bundle) -> Result<Converted<String>, Problem> {
    let completed = completed(bundle).map_err(|_| Problem::of_status(axum::http::StatusCode::INTERNAL_SERVER_ERROR))?;
    to_json::<CreateDeliveries>(&completed).map_err(|report| Problem::of_needs(&report))
}

/// With what the host knows: which service it is, whom to ask for at the shop, and by which id Gett shall speak of a delivery.
fn completed(bundle: &Bundle) -> Result<Bundle, Violation> {
    let mut bundle = bundle.clone().on_one_line();
    bundle.target = BundleTarget::New { product: ProductId::new(PRODUCT)? };
    let seller = bundle.seller.as_ref();
    let mut at_the_shop: Contact =
        seller.and_then(|seller| seller.contacts.first()).cloned().unwrap_or_default().with_whole_number();
    let counter = PersonName::new(COUNTER)?;
    at_the_shop.name.get_or_insert(counter);
    if let Some(pickup) = &mut bundle.pickup {
        pickup.contact = at_the_shop;
    }
    let mut deliveries = std::mem::take(&mut bundle.deliveries).into_vec();
    for delivery in &mut deliveries {
        // An id that Gett could not hold is lost, and that is said.
        delivery.reference = delivery.id.as_ref().and_then(|id| Reference::new(id.as_str()).ok());
    }
    bundle.deliveries = Deliveries::new(deliveries)?;
    Ok(bundle)
}
