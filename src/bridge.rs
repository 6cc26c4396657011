//! Other crates' traits on our types: one file and one feature each, and no rule.

/// Implements a trait for every payload.
#[cfg(any(feature = "schemars", feature = "validator"))]
macro_rules! for_each_payload {
    ($implement:ident) => {
        $implement! {
            $crate::dialect::gett::CreateDeliveries,
            $crate::dialect::gett::CreatedDeliveries,
            $crate::dialect::hubrise::CreateDelivery,
            $crate::dialect::hubrise::Delivery,
            $crate::dialect::hubrise::UpdateDelivery,
            $crate::dialect::instaleap::CreateJob,
            $crate::dialect::abbiamo::DeliveryRequest,
        }
    };
}

#[cfg(feature = "schemars")]
pub(crate) mod schemars;
#[cfg(feature = "validator")]
mod validator;
