//! What is in a parcel: items, and the single pieces of them.

use alloc::boxed::Box;
use alloc::vec::Vec;

use serde::Serialize;

use crate::id::Reference;
use crate::own::own_form;
use crate::text::{Barcode, FreeText, Label, Name, Word, open_words};
use crate::units::{Percent, Price, Quantity};

own_form! {
    /// Some of one article.
    ///
    /// How many exemplars are named and how many there are need not agree; the provider promises nothing.
    ///
    /// Source: Gett, create delivery, `deliveries[].parcels[].items[]`.
    ///
    /// ```
    /// use lastmile::{Cents, Item, Name, Percent, Price, Quantity};
    ///
    /// let shoes = Item {
    ///     name: Some(Name::new("Oxford")?),
    ///     quantity: Some(Quantity::new(2)?),
    ///     price: Some(Price::new(Cents::new(29_315)?)?),
    ///     vat_rate: Some(Percent::new(1000)?),
    ///     ..Item::default()
    /// };
    /// assert_eq!(shoes.quantity.map(Quantity::get), Some(2));
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("product", "line_item"))]
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
    pub struct Item {
        /// The host's id of the article.
        pub reference: Option<Reference>,
        /// What it is called.
        pub name: Option<Name>,
        /// How many.
        pub quantity: Option<Quantity>,
        /// The price of one, in cents of a currency that the provider does not name.
        pub price: Option<Price>,
        /// The share of value added tax.
        pub vat_rate: Option<Percent>,
        /// The single pieces, where they are told apart.
        #[serde(default)]
        pub exemplars: Vec<Exemplar>,
        /// How it fares, as the provider says.
        pub status: Option<PieceStatus>,
        /// Why it was not delivered.
        pub failure: Option<Box<Failure>>,
    }
}

impl Item {
    /// One of something that is called like the parcel it is in: what a provider makes of a parcel without items.
    pub(crate) fn implied(label: Option<&Label>) -> Item {
        Item {
            name: label.and_then(|label| Name::new(label.as_str()).ok()),
            quantity: Some(Quantity::ONE),
            ..Item::default()
        }
    }
}

own_form! {
    /// One physical piece of an item.
    ///
    /// Source: Gett, create delivery, `deliveries[].parcels[].items[].exemplars[]`.
    ///
    /// ```
    /// use lastmile::{Barcode, Exemplar, Reference};
    ///
    /// let left_shoe = Exemplar {
    ///     reference: Some(Reference::new("6390000414047")?),
    ///     barcode: Some(Barcode::new("01ygitftyf23452")?),
    ///     ..Exemplar::default()
    /// };
    /// assert!(left_shoe.status.is_none());
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    #[doc(alias("unit", "piece"))]
    #[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
    pub struct Exemplar {
        /// The host's id of the piece.
        pub reference: Option<Reference>,
        /// What is printed on it.
        pub barcode: Option<Barcode>,
        /// How it fares, as the provider says.
        pub status: Option<PieceStatus>,
        /// Why it was not delivered.
        pub failure: Option<Box<Failure>>,
    }
}

open_words! {
    /// How an exemplar, an item or a parcel fares. The provider's samples show one word and its pages name no others, so others
    /// are kept as they come and mean nothing here.
    ///
    /// Source: Gett, response, `deliveries[].parcels[].status`.
    ///
    /// ```
    /// use lastmile::{PieceStatus, Word};
    ///
    /// assert_eq!(PieceStatus::from(Word::new("initial")?), PieceStatus::Initial);
    /// assert_eq!(PieceStatus::from(Word::new("picked")?).as_str(), "picked");
    /// # Ok::<(), lastmile::Violation>(())
    /// ```
    PieceStatus, other Word as word {
        /// Nothing has happened to it,
        #[doc(alias = "initial")]
        Initial = "initial",
    }
}

own_form! {
    /// Why something could not be delivered.
    ///
    /// Source: Gett, response, `cannot_deliver_info`. Companies add reasons of their own, so number and word are not checked.
    ///
    /// ```
    /// use lastmile::Failure;
    ///
    /// let wrong_address = Failure { reason_id: Some(2), ..Failure::default() };
    /// assert!(wrong_address.description.is_none());
    /// ```
    #[doc(alias("cannot_deliver_info"))]
    #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
    pub struct Failure {
        /// What the courier or the provider says about it.
        pub description: Option<FreeText>,
        /// The provider's number of the reason.
        pub reason_id: Option<i64>,
        /// The provider's word for the reason.
        pub reason: Option<Word>,
    }
}
