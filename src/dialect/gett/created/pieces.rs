//! The parcels, items and exemplars of the answer: those of the request, and how each fares.

use alloc::boxed::Box;
use alloc::vec::Vec;

use serde_json::Number;

use super::outcome::CannotDeliverInfo;
use crate::dialect::gett::create::{NewExemplar, NewItem, NewParcel, has_barcode};
use crate::dialect::gett::parts::Promise;
use crate::dialect::shared::{centimetres, is_zero, known, list, text, text_of};
use crate::field::Field;
use crate::item::{Exemplar, Failure, Item, PieceStatus};
use crate::parcel::Parcel;
use crate::report::Scope;
use crate::text::{Text, Word};
use crate::units::{Grams, Percent, Price};

// The wire.

crate::wire! {
    /// A parcel with its status.
    ///
    /// ```
    /// use lastmile::{field::Field, gett::CreatedParcel};
    ///
    /// let wire: CreatedParcel = serde_json::from_str(r#"{"weight": 3.15, "status": "initial", "cannot_deliver_info": null}"#)?;
    /// assert_eq!(wire.status.given().as_deref(), Some("initial"));
    /// assert_eq!(wire.cannot_deliver_info, Field::Null);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CreatedParcel {
        /// What is shown to the courier.
        pub display_identifier: Field<Text>,
        /// The host's identifier.
        pub external_identifier: Field<Text>,
        /// The first of `barcodes`.
        pub barcode: Field<Text>,
        /// The barcodes on its labels.
        pub barcodes: Field<Vec<Field<Text>>>,
        /// A size of the integration's own table.
        pub size_alias: Field<Text>,
        /// Centimetres; 0 if not known.
        pub length: Field<Number>,
        /// Centimetres; 0 if not known.
        pub width: Field<Number>,
        /// Centimetres; 0 if not known.
        pub height: Field<Number>,
        /// Kilograms; 0 if not known.
        pub weight: Field<Number>,
        /// What is in it.
        pub items: Field<Vec<Field<CreatedItem>>>,
        /// The status in a word.
        pub status: Field<Text>,
        /// Why it was not delivered.
        pub cannot_deliver_info: Field<CannotDeliverInfo>,
    }

    /// An item with its status.
    ///
    /// ```
    /// use lastmile::{field::Field, gett::CreatedItem};
    ///
    /// let wire: CreatedItem = serde_json::from_str(r#"{"external_id": "", "quantity": 1, "exemplars": null}"#)?;
    /// assert!(wire.external_id.blank_is_absent().is_absent());
    /// assert_eq!(wire.exemplars, Field::Null, "none are known");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CreatedItem {
        /// The item's identifier.
        pub external_id: Field<Text>,
        /// Its name.
        pub name: Field<Text>,
        /// How many.
        pub quantity: Field<Number>,
        /// The price, in major units.
        pub price: Field<Number>,
        /// The VAT rate, in percent.
        pub vat_rate: Field<Number>,
        /// The single pieces.
        pub exemplars: Field<Vec<Field<CreatedExemplar>>>,
        /// The status in a word.
        pub status: Field<Text>,
        /// Why it was not delivered.
        pub cannot_deliver_info: Field<CannotDeliverInfo>,
    }

    /// A piece with its status.
    ///
    /// ```
    /// let wire: lastmile::gett::CreatedExemplar = serde_json::from_str(r#"{"barcode": "6527394735", "status": "initial"}"#)?;
    /// assert_eq!(wire.barcode.given().as_deref(), Some("6527394735"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct CreatedExemplar {
        /// Its identifier.
        pub external_id: Field<Text>,
        /// Its barcode.
        pub barcode: Field<Text>,
        /// The status in a word.
        pub status: Field<Text>,
        /// Why it was not delivered.
        pub cannot_deliver_info: Field<CannotDeliverInfo>,
    }
}

// Reading.

impl CreatedParcel {
    pub(super) fn has_barcode(&self) -> Option<bool> {
        has_barcode(&self.barcode, &self.barcodes)
    }

    pub(super) fn read(self, s: &mut Scope<'_>) -> Option<Parcel> {
        let CreatedParcel {
            display_identifier,
            external_identifier,
            barcode,
            barcodes,
            size_alias,
            length,
            width,
            height,
            weight,
            items,
            status,
            cannot_deliver_info,
            unknown,
        } = self;
        let echo = NewParcel {
            display_identifier,
            external_identifier,
            size_alias,
            length,
            width,
            height,
            weight,
            barcode,
            barcodes,
            items: Field::Absent,
            unknown,
        };
        let parcel = echo.read(s, Promise::Echo);
        let items = s.list("items", items, CreatedItem::read);
        let (status, failure) = read_fate(s, status, cannot_deliver_info);
        let mut parcel = parcel?;
        parcel.items = items?;
        parcel.status = status?;
        parcel.failure = failure?.map(Box::new);
        Some(parcel)
    }
}

impl CreatedItem {
    fn read(self, s: &mut Scope<'_>) -> Option<Item> {
        let CreatedItem {
            external_id,
            name,
            quantity,
            price,
            vat_rate,
            exemplars,
            status,
            cannot_deliver_info,
            unknown,
        } = self;
        let quantity = match quantity {
            Field::Given(number) if number.as_f64() == Some(0.0) => Field::Absent,
            quantity => quantity,
        };
        let echo = NewItem { external_id, name, quantity, price, vat_rate, exemplars: Field::Absent, unknown };
        let item = echo.read(s, Promise::Echo);
        let exemplars = s.list("exemplars", exemplars, CreatedExemplar::read);
        let (status, failure) = read_fate(s, status, cannot_deliver_info);
        let mut item = item?;
        item.exemplars = exemplars?;
        item.status = status?;
        item.failure = failure?.map(Box::new);
        Some(item)
    }
}

impl CreatedExemplar {
    fn read(self, s: &mut Scope<'_>) -> Option<Exemplar> {
        let CreatedExemplar { external_id, barcode, status, cannot_deliver_info, unknown } = self;
        let exemplar = NewExemplar { external_id, barcode, unknown }.read(s, Promise::Echo);
        let (status, failure) = read_fate(s, status, cannot_deliver_info);
        let mut exemplar = exemplar?;
        exemplar.status = status?;
        exemplar.failure = failure?.map(Box::new);
        Some(exemplar)
    }
}

/// How a parcel, an item or an exemplar fares.
fn read_fate(
    s: &mut Scope<'_>,
    status: Field<Text>,
    info: Field<CannotDeliverInfo>,
) -> (Option<Option<PieceStatus>>, Option<Option<Failure>>) {
    let status = s.optional("status", status.blank_is_absent(), |word| Word::new(word).map(PieceStatus::from));
    let failure = s.optional_with("cannot_deliver_info", info, CannotDeliverInfo::read);
    (status, failure)
}

// Writing.

impl CreatedParcel {
    pub(super) fn write(parcel: &Parcel, s: &mut Scope<'_>) -> CreatedParcel {
        let Parcel {
            id,
            label,
            reference,
            size_alias,
            length,
            width,
            height,
            weight,
            volume,
            barcodes,
            items,
            status,
            failure,
        } = parcel;

        s.loses("id", id.is_some());
        s.loses("volume", volume.is_some());
        s.loses("length", is_zero(*length));
        s.loses("width", is_zero(*width));
        s.loses("height", is_zero(*height));
        s.loses("weight", is_zero(*weight));
        CreatedParcel {
            display_identifier: text(label),
            external_identifier: text(reference),
            barcode: text_of(barcodes.first()),
            barcodes: list(barcodes.iter().map(|barcode| Text::from(barcode).into()).collect()),
            size_alias: text(size_alias),
            length: centimetres(*length),
            width: centimetres(*width),
            height: centimetres(*height),
            weight: known(*weight).map(Grams::to_json_kilograms).into(),
            items: Field::Given(items.iter().map(|item| CreatedItem::write(item).into()).collect()),
            status: text_of(status.as_ref().map(PieceStatus::as_str)),
            cannot_deliver_info: failure.as_deref().map(CannotDeliverInfo::write).into(),
            unknown: Default::default(),
        }
    }
}

impl CreatedItem {
    fn write(item: &Item) -> CreatedItem {
        let Item { reference, name, quantity, price, vat_rate, exemplars, status, failure } = item;
        CreatedItem {
            external_id: text(reference),
            name: text(name),
            quantity: quantity.map(|quantity| Number::from(quantity.get())).into(),
            price: price.map(Price::to_json_major).into(),
            vat_rate: vat_rate.map(Percent::to_json).into(),
            exemplars: list(exemplars.iter().map(|exemplar| CreatedExemplar::write(exemplar).into()).collect()),
            status: text_of(status.as_ref().map(PieceStatus::as_str)),
            cannot_deliver_info: failure.as_deref().map(CannotDeliverInfo::write).into(),
            unknown: Default::default(),
        }
    }
}

impl CreatedExemplar {
    fn write(exemplar: &Exemplar) -> CreatedExemplar {
        let Exemplar { reference, barcode, status, failure } = exemplar;
        CreatedExemplar {
            external_id: text(reference),
            barcode: text(barcode),
            status: text_of(status.as_ref().map(PieceStatus::as_str)),
            cannot_deliver_info: failure.as_deref().map(CannotDeliverInfo::write).into(),
            unknown: Default::default(),
        }
    }
}
