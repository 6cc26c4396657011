//! Who sells what is delivered.

use alloc::vec::Vec;

use serde::Serialize;

use crate::brazil::TaxId;
use crate::contact::Contact;
use crate::id::{SellerGroupId, SellerId};
use crate::own::own_form;
use crate::text::Name;

own_form! {
    /// Who sells, and whom to ask there.
    ///
    /// Source: Abbiamo, `seller`.
    ///
    /// ```
    /// use lastmile::{Name, Seller, TaxId};
    ///
    /// let seller = Seller {
    ///     name: Some(Name::new("Go Go Fruits")?),
    ///     tax_id: Some(TaxId::new("88399480000156")?),
    ///     ..Seller::default()
    /// };
    /// assert!(!format!("{seller:?}").contains("88399480000156"));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("store", "merchant", "vendor"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Seller {
        /// What they are called.
        pub name: Option<Name>,
        /// The provider's id.
        pub id: Option<SellerId>,
        /// The number under which they pay taxes.
        pub tax_id: Option<TaxId>,
        /// The provider's id of the group they belong to.
        pub group: Option<SellerGroupId>,
        /// Whom to ask.
        #[serde(default)]
        pub contacts: Vec<Contact>,
    }
}
