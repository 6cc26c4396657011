//! The parcels, items and exemplars of the request.

use alloc::vec::Vec;

use serde_json::Number;

use crate::dialect::gett::parts::{self, Promise, required_if};
use crate::dialect::shared::{centimetres, is_zero, known, list, text, write_each};
use crate::field::Field;
use crate::id::Reference;
use crate::item::{Exemplar, Item};
use crate::parcel::Parcel;
use crate::report::Scope;
use crate::rule::Rule;
use crate::text::{Barcode, Label, Name, SizeAlias, Text};
use crate::units::{Centimetres, Grams, Percent, Price, Quantity, Rounding};

// The wire.

crate::wire! {
    /// A parcel of a delivery to create.
    ///
    /// ```
    /// use lastmile::{field::Field, gett::NewParcel};
    ///
    /// let barcodes = ["0123452", "hgcgf5656"].map(|code| Field::Given(code.into()));
    /// let wire = NewParcel { barcodes: Field::Given(barcodes.into()), ..NewParcel::default() };
    /// assert_eq!(serde_json::to_string(&wire)?, r#"{"barcodes":["0123452","hgcgf5656"]}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct NewParcel {
        /// What is shown to the courier; goes before the delivery's.
        pub display_identifier: Field<Text>,
        /// Any identifier of the host's.
        pub external_identifier: Field<Text>,
        /// A size of the integration's own table.
        pub size_alias: Field<Text>,
        /// Centimetres.
        pub length: Field<Number>,
        /// Centimetres.
        pub width: Field<Number>,
        /// Centimetres.
        pub height: Field<Number>,
        /// Kilograms.
        pub weight: Field<Number>,
        /// Deprecated; use `barcodes`.
        pub barcode: Field<Text>,
        /// The barcodes on its labels; either all parcels of a bundle have one or none has.
        pub barcodes: Field<Vec<Field<Text>>>,
        /// What is in it.
        pub items: Field<Vec<Field<NewItem>>>,
    }

    /// An item of a parcel to create.
    ///
    /// ```
    /// let wire: lastmile::gett::NewItem = serde_json::from_str(r#"{"price": 293.15, "quantity": "two"}"#)?;
    /// assert_eq!(wire.price.given().map(|price| price.to_string()), Some("293.15".to_owned()), "not a cent is lost here");
    /// assert!(wire.quantity.as_given().is_none(), "a text is no number");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct NewItem {
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
        /// The single pieces. The table does not mark them optional; the answer says null where none are known.
        pub exemplars: Field<Vec<Field<NewExemplar>>>,
    }

    /// A piece of an item to create.
    ///
    /// ```
    /// let wire: lastmile::gett::NewExemplar = serde_json::from_str(r#"{"external_id": "639", "barcode": "01yg"}"#)?;
    /// assert_eq!(wire.barcode.given().as_deref(), Some("01yg"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct NewExemplar {
        /// Its identifier.
        pub external_id: Field<Text>,
        /// Its barcode.
        pub barcode: Field<Text>,
    }
}

// Reading and writing.

/// Whether a parcel has a barcode, if that can be told: one that is wrong in itself is no ground for a second fault.
pub(in crate::dialect::gett) fn has_barcode(single: &Field<Text>, several: &Field<Vec<Field<Text>>>) -> Option<bool> {
    let is_one = |barcode: &Field<Text>| barcode.as_given().is_some_and(|text| !text.trim().is_empty());
    let single = match single {
        Field::Absent | Field::Null => Some(false),
        Field::Given(text) if text.is_empty() => Some(false),
        barcode => is_one(barcode).then_some(true),
    };
    match several {
        Field::Absent | Field::Null => single,
        Field::Given(barcodes) if barcodes.is_empty() => single,
        Field::Given(barcodes) => barcodes.iter().all(is_one).then_some(true),
        Field::Misfit(_) => None,
    }
}

impl NewParcel {
    pub(super) fn has_barcode(&self) -> Option<bool> {
        has_barcode(&self.barcode, &self.barcodes)
    }

    pub(in crate::dialect::gett) fn read(self, s: &mut Scope<'_>, promise: Promise) -> Option<Parcel> {
        let NewParcel {
            display_identifier,
            external_identifier,
            size_alias,
            length,
            width,
            height,
            weight,
            barcode,
            barcodes,
            items,
            unknown,
        } = self;

        let label = s.optional("display_identifier", display_identifier.blank_is_absent(), Label::new);
        let reference = s.optional("external_identifier", external_identifier.blank_is_absent(), Reference::new);
        let size_alias = s.optional("size_alias", size_alias.blank_is_absent(), SizeAlias::new);
        let mut side = |name, field: Field<Number>| {
            let side = s.optional_with(name, field, |number, here| {
                let centimetres = here.check(Centimetres::read_whole(&number))?;
                Some(size(centimetres, here, promise))
            });
            side.map(Option::flatten)
        };
        let length = side("length", length);
        let width = side("width", width);
        let height = side("height", height);
        let weight = s.optional_with("weight", weight, |number, here| {
            let grams = here.rounded(Grams::read_kilograms(&number, Rounding::HalfUp))?;
            Some(size(grams, here, promise))
        });
        let single = s.optional_with("barcode", barcode.blank_is_absent(), |text, here| {
            if promise != Promise::Echo {
                here.warn(Rule::Deprecated.broken());
            }
            here.check(Barcode::new(text))
        });
        let barcodes = s.list("barcodes", barcodes, |text, here| here.check(Barcode::new(text)));
        let items = s.list("items", items, |item, s| item.read(s, promise));
        s.unknown(&unknown);

        let mut barcodes = barcodes?;
        if let Some(single) = single?
            && !barcodes.contains(&single)
        {
            if !barcodes.is_empty() {
                s.member("barcode").warn(Rule::BarcodeNotListed.broken());
            }
            barcodes.insert(0, single);
        }
        Some(Parcel {
            id: None,
            label: label?,
            reference: reference?,
            size_alias: size_alias?,
            length: length?,
            width: width?,
            height: height?,
            weight: weight?.flatten(),
            volume: None,
            barcodes,
            items: items?,
            status: None,
            failure: None,
        })
    }

    pub(super) fn write(parcel: &Parcel, s: &mut Scope<'_>) -> NewParcel {
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
        s.loses("status", status.is_some());
        s.loses("failure", failure.is_some());
        NewParcel {
            display_identifier: text(label),
            external_identifier: text(reference),
            size_alias: text(size_alias),
            length: centimetres(*length),
            width: centimetres(*width),
            height: centimetres(*height),
            weight: known(*weight).map(Grams::to_json_kilograms).into(),
            barcode: Field::Absent,
            barcodes: list(barcodes.iter().map(|barcode| Text::from(barcode).into()).collect()),
            items: list(write_each("items", items, s, NewItem::write)),
            unknown: Default::default(),
        }
    }
}

/// Reads a size, of which zero means that it is not known; in a request that is doubtful.
fn size<T: PartialEq + Default>(size: T, here: &mut Scope<'_>, promise: Promise) -> Option<T> {
    if size != T::default() {
        return Some(size);
    }
    if promise != Promise::Echo {
        here.warn(Rule::SizeZero.broken());
    }
    None
}

impl NewItem {
    pub(in crate::dialect::gett) fn read(self, s: &mut Scope<'_>, promise: Promise) -> Option<Item> {
        let NewItem { external_id, name, quantity, price, vat_rate, exemplars, unknown } = self;
        let all = promise == Promise::All;
        let reference = required_if(all, s, "external_id", external_id, Reference::new);
        let name = required_if(all, s, "name", name, Name::new);
        let quantity = number(s, "quantity", quantity, all, |number, here| here.check(Quantity::read(&number)));
        let price = number(s, "price", price, all, parts::price);
        let vat_rate =
            number(s, "vat_rate", vat_rate, all, |number, here| here.rounded(Percent::read(&number, Rounding::HalfUp)));
        let exemplars = s.list("exemplars", exemplars, |exemplar, s| exemplar.read(s, promise));
        s.unknown(&unknown);

        Some(Item {
            reference: reference?,
            name: name?,
            quantity: quantity?,
            price: price?,
            vat_rate: vat_rate?,
            exemplars: exemplars?,
            status: None,
            failure: None,
        })
    }

    fn write(item: &Item, s: &mut Scope<'_>) -> NewItem {
        let Item { reference, name, quantity, price, vat_rate, exemplars, status, failure } = item;
        s.loses("status", status.is_some());
        s.loses("failure", failure.is_some());
        let required = [
            ("reference", reference.is_none()),
            ("name", name.is_none()),
            ("quantity", quantity.is_none()),
            ("price", price.is_none()),
            ("vat_rate", vat_rate.is_none()),
        ];
        for (name, _) in required.into_iter().filter(|(_, is_missing)| *is_missing) {
            s.needs(name);
        }
        NewItem {
            external_id: text(reference),
            name: text(name),
            quantity: quantity.map(|quantity| Number::from(quantity.get())).into(),
            price: price.map(Price::to_json_major).into(),
            vat_rate: vat_rate.map(Percent::to_json).into(),
            exemplars: list(write_each("exemplars", exemplars, s, NewExemplar::write)),
            unknown: Default::default(),
        }
    }
}

/// Reads a number that a request must give and an answer may leave out.
fn number<U>(
    s: &mut Scope<'_>,
    name: &str,
    field: Field<Number>,
    required: bool,
    read: impl FnOnce(Number, &mut Scope<'_>) -> Option<U>,
) -> Option<Option<U>> {
    if required { s.required_with(name, field, read).map(Some) } else { s.optional_with(name, field, read) }
}

impl NewExemplar {
    pub(in crate::dialect::gett) fn read(self, s: &mut Scope<'_>, promise: Promise) -> Option<Exemplar> {
        let NewExemplar { external_id, barcode, unknown } = self;
        let all = promise == Promise::All;
        let reference = required_if(all, s, "external_id", external_id, Reference::new);
        let barcode = required_if(all, s, "barcode", barcode, Barcode::new);
        s.unknown(&unknown);
        Some(Exemplar { reference: reference?, barcode: barcode?, status: None, failure: None })
    }

    fn write(exemplar: &Exemplar, s: &mut Scope<'_>) -> NewExemplar {
        let Exemplar { reference, barcode, status, failure } = exemplar;
        s.loses("status", status.is_some());
        s.loses("failure", failure.is_some());
        if reference.is_none() {
            s.needs("reference");
        }
        if barcode.is_none() {
            s.needs("barcode");
        }
        NewExemplar { external_id: text(reference), barcode: text(barcode), unknown: Default::default() }
    }
}
